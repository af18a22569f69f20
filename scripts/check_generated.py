"""Regenerate in a temporary folder and compare: exit 1 on drift, orphans and missing headers."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from generate import BUILT, files_below, generate, write_manifest
from languages import LANGUAGES, add_languages, missing
from languages.common import ROOT
from languages.overlay import PACKAGE, compile_overlay

HEADER_WITHIN = 200
"""Characters at the start of a file that must have the header: it is the first line, in JSON the first key."""
VERBATIM = {"LICENSE", "go.sum"}
"""Files without a header: a licence is copied verbatim, and go.sum has no comments."""


def faults(languages: list[str], openapi: Path, generated: Path) -> list[str]:
    """Return every difference between `generated` and what the documents in `openapi` compile to.

    For languages that are not in `languages`, only the headers and the manifest are checked.
    """
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder)
        generate(languages, openapi, fresh)
        for language in LANGUAGES.keys() - set(languages):
            if (generated / language).exists():
                shutil.copytree(generated / language, fresh / language, ignore=shutil.ignore_patterns(*BUILT))
        write_manifest(fresh)
        expected, actual = set(files_below(fresh)), set(files_below(generated))
        result = [f"{path}: missing; the document describes it" for path in sorted(expected - actual)]
        result += [f"{path}: orphan; nothing generates it any more" for path in sorted(actual - expected)]
        for path in sorted(expected & actual):
            present = (generated / path).read_bytes()
            if b"DO NOT EDIT" not in present[:HEADER_WITHIN] and Path(path).name not in VERBATIM:
                result.append(f"{path}: has no DO NOT EDIT header")
            elif present != (fresh / path).read_bytes():
                result.append(f"{path}: differs from what the document compiles to")
    return result


def overlay_faults(package: Path) -> list[str]:
    """Every generated file of the overlay that differs from what it is compiled from."""
    return [
        f"overlay/batchline/{name}: differs from what it is compiled from"
        for name, text in compile_overlay(package).items()
        if not (package / name).exists() or (package / name).read_text(encoding="utf-8") != text
    ]


def main() -> None:
    """Parse the arguments, compare, and print what to do about differences."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--openapi", type=Path, default=ROOT / "openapi", help="folder of the documents")
    parser.add_argument("--generated", type=Path, default=ROOT / "generated", help="folder to check")
    parser.add_argument("--overlay", type=Path, default=PACKAGE, help="the overlay's package to check")
    add_languages(parser)
    arguments = parser.parse_args()
    languages: list[str] = arguments.languages or list(LANGUAGES)
    lacking = missing({language: LANGUAGES[language].TOOLCHAINS for language in languages})
    compared = [language for language in languages if language not in lacking]
    for language, texts in lacking.items():
        print(f"check-generated: {language} is not compared: {'; '.join(texts)}", file=sys.stderr)
    found = faults(compared, arguments.openapi.resolve(), arguments.generated)
    if "python" in compared:
        found += overlay_faults(arguments.overlay)
    if found:
        print("\n".join(found))
        sys.exit("check-generated: run `make generate` and commit the result; never edit generated files")
    print(f"check-generated: every generated file is what the document compiles to ({', '.join(compared)})")


if __name__ == "__main__":
    main()
