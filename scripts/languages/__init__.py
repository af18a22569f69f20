"""One module a language: what compiles the documents, what packs the result, and what both take.

`LANGUAGES` names them. Each has

- `generate(documents, folder)`, which fills an empty folder, and `TOOLCHAINS`, what must be
  installed for it beside Python;
- `pack(dist)`, which makes the language's packages in `dist` anew, and `PACKING`, what that takes;
- `publish_dry_run(dist)`, which does all of publishing but the sending, and returns the command
  that sends.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from types import ModuleType

from languages import go, java, python, typescript
from languages.common import Toolchain

LANGUAGES: dict[str, ModuleType] = {"python": python, "typescript": typescript, "go": go, "java": java}


def add_languages(parser: argparse.ArgumentParser) -> None:
    """Let a command be given languages; without, it means all."""
    known = ", ".join(LANGUAGES)
    parser.add_argument("languages", nargs="*", metavar="LANGUAGE", type=_language, help=f"of {known}; by default all")


def _language(text: str) -> str:
    if text not in LANGUAGES:
        raise argparse.ArgumentTypeError(f"{text!r} is none of {', '.join(LANGUAGES)}")
    return text


def missing(needed: dict[str, Iterable[Toolchain]]) -> dict[str, list[str]]:
    """What is not installed, by the language that needs it; those that lack nothing are left out."""
    found = {
        language: [text for toolchain in toolchains if (text := toolchain.missing())]
        for language, toolchains in needed.items()
    }
    return {language: texts for language, texts in found.items() if texts}
