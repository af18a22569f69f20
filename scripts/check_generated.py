"""Regenerate elsewhere and compare: exit 1 on drift, on orphans and on missing headers."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from generate import BUILT, files_below, generate, write_manifest
from languages import LANGUAGES, add_languages, missing
from languages.common import ROOT

HEADER_WITHIN = 200  # characters; the header is the first line, in JSON the first key
VERBATIM = {"LICENSE", "go.sum"}
"""Files that have no header: the licence's words are the licence's, and go.sum knows no comments."""


def faults(languages: list[str], openapi: Path, generated: Path) -> list[str]:
    """Everything by which `generated` differs from what the documents in `openapi` compile to.

    Of languages that are not among `languages`, only the headers are looked at, and the manifest.
    """
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder)
        generate(languages, openapi, fresh)
        for language in LANGUAGES.keys() - set(languages):
            if (generated / language).exists():
                shutil.copytree(generated / language, fresh / language, ignore=shutil.ignore_patterns(*BUILT))
        write_manifest(fresh)
        wanted, found = set(files_below(fresh)), set(files_below(generated))
        result = [f"{path}: missing; the document describes it" for path in sorted(wanted - found)]
        result += [f"{path}: orphan; nothing generates it any more" for path in sorted(found - wanted)]
        for path in sorted(wanted & found):
            present = (generated / path).read_bytes()
            if b"DO NOT EDIT" not in present[:HEADER_WITHIN] and Path(path).name not in VERBATIM:
                result.append(f"{path}: has no DO NOT EDIT header")
            elif present != (fresh / path).read_bytes():
                result.append(f"{path}: differs from what the document compiles to")
    return result


def main() -> None:
    """Parse the arguments, compare, and say what to do."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--openapi", type=Path, default=ROOT / "openapi", help="the folder of the documents")
    parser.add_argument("--generated", type=Path, default=ROOT / "generated", help="the folder to check")
    add_languages(parser)
    arguments = parser.parse_args()
    wanted: list[str] = arguments.languages or list(LANGUAGES)
    lacking = missing({language: LANGUAGES[language].TOOLCHAINS for language in wanted})
    compared = [language for language in wanted if language not in lacking]
    for language, texts in lacking.items():
        print(f"check-generated: {language} is not compared: {'; '.join(texts)}", file=sys.stderr)
    found = faults(compared, arguments.openapi.resolve(), arguments.generated)
    if found:
        print("\n".join(found))
        sys.exit("check-generated: run `make generate`, never edit generated files, and commit what it makes")
    print(f"check-generated: every generated file is what the document compiles to ({', '.join(compared)})")


if __name__ == "__main__":
    main()
