"""Package the clients of all languages into `dist`, or rehearse publishing them without sending anything."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from languages import LANGUAGES, add_languages, missing
from languages.common import ROOT


def sizes(dist: Path) -> str:
    """Return a list of the packages in `dist` with their sizes, one per line."""
    packages = [path for path in sorted(dist.rglob("*")) if path.suffix in {".whl", ".gz", ".tgz", ".zip", ".jar"}]
    return "\n".join(f"{path.stat().st_size:>10,} bytes  {path.relative_to(dist)}" for path in packages)


def main() -> None:
    """Parse the arguments; package, or rehearse publishing."""
    parser = argparse.ArgumentParser(description=__doc__)
    add_languages(parser)
    parser.add_argument("--publish-dry-run", action="store_true", help="rehearse publishing the existing packages")
    parser.add_argument("--dist", type=Path, default=ROOT / "dist", help="folder of the packages")
    arguments = parser.parse_args()
    languages: list[str] = arguments.languages or list(LANGUAGES)
    dist: Path = arguments.dist.resolve()
    lacking = missing({language: LANGUAGES[language].PACKING for language in languages})
    possible = [language for language in languages if language not in lacking]
    if arguments.publish_dry_run:
        for language in possible:
            print(f"{language}: ready to publish with: {LANGUAGES[language].publish_dry_run(dist)}", flush=True)
    else:
        for language in possible:
            LANGUAGES[language].pack(dist)
            print(f"{language}: packaged into {dist}", flush=True)
        print(sizes(dist))
    if lacking:
        lines = [f"  {language}: {text}" for language, texts in lacking.items() for text in texts]
        sys.exit("\n".join(["package: some languages were skipped because tools are missing", *lines]))


if __name__ == "__main__":
    main()
