"""One module per language: how its client is generated and packaged, and which tools that needs.

`LANGUAGES` maps their names to the modules. Each has

- `generate(documents, folder)`, which fills an empty folder, and `TOOLCHAINS`, the tools besides
  Python that it needs;
- `pack(dist)`, which rebuilds the language's packages in `dist`, and `PACKING`, the tools that it needs;
- `publish_dry_run(dist)`, which goes through publishing without sending anything, and returns the
  command that publishes.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from types import ModuleType

from languages import go, java, python, typescript
from languages.common import Toolchain

LANGUAGES: dict[str, ModuleType] = {"python": python, "typescript": typescript, "go": go, "java": java}


def add_languages(parser: argparse.ArgumentParser) -> None:
    """Add an argument to a command that takes any number of languages; none means all."""
    known = ", ".join(LANGUAGES)
    parser.add_argument("languages", nargs="*", metavar="LANGUAGE", type=_language, help=f"{known}; all by default")


def _language(text: str) -> str:
    if text not in LANGUAGES:
        raise argparse.ArgumentTypeError(f"must be one of {', '.join(LANGUAGES)}, got {text!r}")
    return text


def missing(needed: dict[str, Iterable[Toolchain]]) -> dict[str, list[str]]:
    """Return messages about missing tools, by the language that needs them; omit languages that lack none."""
    messages = {
        language: [text for toolchain in toolchains if (text := toolchain.missing())]
        for language, toolchains in needed.items()
    }
    return {language: texts for language, texts in messages.items() if texts}
