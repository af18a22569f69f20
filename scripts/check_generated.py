"""Regenerate elsewhere and compare: exit 1 on drift, on orphans and on missing headers."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from generate import ROOT, files_below, generate_python, write_manifest

HEADER_WITHIN = 200  # characters; the header is the first line, in JSON the first key


def faults(openapi: Path, generated: Path) -> list[str]:
    """Everything by which `generated` differs from what the documents in `openapi` compile to."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder)
        generate_python(openapi, fresh)
        write_manifest(fresh)
        wanted, found = set(files_below(fresh)), set(files_below(generated))
        result = [f"{path}: missing; the document describes it" for path in sorted(wanted - found)]
        result += [f"{path}: orphan; nothing generates it any more" for path in sorted(found - wanted)]
        for path in sorted(wanted & found):
            present = (generated / path).read_bytes()
            if b"DO NOT EDIT" not in present[:HEADER_WITHIN]:
                result.append(f"{path}: has no DO NOT EDIT header")
            elif present != (fresh / path).read_bytes():
                result.append(f"{path}: differs from what the document compiles to")
    return result


def main() -> None:
    """Parse the arguments, compare, and say what to do."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--openapi", type=Path, default=ROOT / "openapi", help="the folder of the documents")
    parser.add_argument("--generated", type=Path, default=ROOT / "generated", help="the folder to check")
    arguments = parser.parse_args()
    found = faults(arguments.openapi.resolve(), arguments.generated)
    if found:
        print("\n".join(found))
        sys.exit("check-generated: run `make generate`, never edit generated files, and commit what it makes")
    print("check-generated: every generated file is what the document compiles to")


if __name__ == "__main__":
    main()
