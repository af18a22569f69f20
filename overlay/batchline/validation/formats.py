"""The formats of fine-tune rows; a row's keys determine its format."""

from __future__ import annotations

import functools
from collections.abc import Collection
from typing import Final

import msgspec

from batchline_lines.document import FORMATS

_FOREIGN: Final = {
    "ShareGPT": (
        {"conversations"},
        'rename "conversations" to "messages", and in each of them "from" to "role" (human is user, gpt is assistant) '
        'and "value" to "content"',
    ),
    "Alpaca": (
        {"instruction", "output"},
        'write "instruction" and "input" as one "prompt", and rename "output" to "completion"',
    ),
    "DPO": (
        {"chosen", "rejected"},
        'write "prompt" as "input": {"messages": [{"role": "user", "content": …}]}, "chosen" as "preferred_output": '
        '[{"role": "assistant", "content": …}], and "rejected" likewise as "non_preferred_output"',
    ),
}
"""Formats of other tools: the keys that identify them, and how to convert a row."""


@functools.cache
def required_keys(name: str) -> frozenset[str]:
    """Return the keys that every row of a format must have."""
    return frozenset(field.encode_name for field in msgspec.structs.fields(FORMATS[name]) if field.required)


@functools.cache
def known_keys(name: str) -> frozenset[str]:
    """Return the keys that a row of a format may have."""
    return frozenset(field.encode_name for field in msgspec.structs.fields(FORMATS[name]))


def formats_of(keys: Collection[str]) -> list[str]:
    """Return the formats whose required keys a row has; more than one is a fault of the row.

    Args:
        keys: The keys of the row whose values are not null, since null counts as absent.
    """
    return [name for name in FORMATS if required_keys(name).issubset(keys)]


def conversion_of(keys: Collection[str]) -> str | None:
    """Return how to convert a row in the format of another tool; None for any other row."""
    for name, (format_keys, advice) in _FOREIGN.items():
        if format_keys.issubset(keys):
            return f"the row is in the {name} format: {advice}"
    return None
