"""Compile the contract in `openapi/` into the clients in `generated/`.

Every generator is pinned, runs on the same input with the same options, and its output is stamped
with a header, so that two runs give the same bytes. Output is never patched: if a generator gets
something wrong, fix it in the document, with an option or in a template.
"""

from __future__ import annotations

import argparse
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from languages import LANGUAGES, add_languages, missing
from languages.common import HEADER, ROOT
from languages.overlay import write_overlay

STAGING = ".staging"
BUILT = (STAGING, "__pycache__", "node_modules", "target", "dist")
"""Folders that building in a generated package leaves there; they don't belong to the package."""


def generate(languages: Iterable[str], documents: Path, output: Path) -> None:
    """Regenerate the folders of these languages in `output`; on failure, all of them stay as they were."""
    # In a temporary folder, because generators and formatters obey the settings of the projects around them.
    with tempfile.TemporaryDirectory() as temporary:
        fresh = Path(temporary)
        for language in languages:
            (fresh / language).mkdir()
            LANGUAGES[language].generate(documents.resolve(), fresh / language)
        shutil.rmtree(output / STAGING, ignore_errors=True)
        shutil.copytree(fresh, output / STAGING / "fresh")
    (output / STAGING / "old").mkdir()
    # Swapping the folders takes a moment; Ctrl-C has to wait until it is done.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        for language in languages:
            if (output / language).exists():
                (output / language).rename(output / STAGING / "old" / language)
            (output / STAGING / "fresh" / language).rename(output / language)
        write_manifest(output)
    finally:
        signal.signal(signal.SIGINT, before)
        shutil.rmtree(output / STAGING)


def files_below(folder: Path) -> list[str]:
    """Return every file below `folder` that belongs to the repository, as sorted paths with slashes."""
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and not set(BUILT).intersection(path.relative_to(folder).parts)
    )


def write_manifest(output: Path) -> None:
    """Write the list of every generated path, which exposes files that no generator makes any more."""
    header = HEADER.format(source="openapi/", command="make generate")
    paths = [path for path in files_below(output) if path != "MANIFEST"]
    (output / "MANIFEST").write_text("\n".join([f"# {header}", *paths]) + "\n", encoding="utf-8")


def main() -> None:
    """Parse the arguments and generate."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    add_languages(parser)
    parser.add_argument("--openapi", type=Path, default=ROOT / "openapi", help="folder of the documents")
    parser.add_argument("--output", type=Path, default=ROOT / "generated", help="folder to generate into")
    arguments = parser.parse_args()
    languages: list[str] = arguments.languages or list(LANGUAGES)
    if lacking := missing({language: LANGUAGES[language].TOOLCHAINS for language in languages}):
        lines = [f"  {language}: {text}" for language, texts in lacking.items() for text in texts]
        sys.exit("\n".join(["generate: nothing was generated, since tools are missing", *lines]))
    try:
        generate(languages, arguments.openapi, arguments.output)
        if "python" in languages and arguments.output.resolve() == ROOT / "generated":
            write_overlay()
    except KeyboardInterrupt:
        print("generate: interrupted; nothing was changed", file=sys.stderr)
        sys.exit(130)
    print(f"generate: {', '.join(languages)} in {arguments.output}")


if __name__ == "__main__":
    main()
