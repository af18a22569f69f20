"""Where our verdict is meant to differ from that of together 1.5.35, and why.

Each difference looks at a file's bytes alone, never at a verdict, and says which of the two
may then be the stricter. `docs/validation.md` tells users the same.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from typing import Any, Literal, NamedTuple

FORMATS = (
    {"text"},
    {"messages"},
    {"messages", "tools"},
    {"prompt", "completion"},
    {"input", "preferred_output", "non_preferred_output"},
)
"""The keys that fine-tune rows have, but for a weight."""

Stricter = Literal["ours", "theirs", "either"]


class Difference(NamedTuple):
    name: str
    stricter: Stricter
    reason: str
    applies: Callable[[str, str, bytes], bool]
    """Says of a suffix, a purpose and the bytes whether the difference may show."""


def _lines(content: bytes) -> list[bytes]:
    lines = content.split(b"\n")
    return lines if lines[-1] else lines[:-1]


def _rows(content: bytes) -> Iterator[dict[str, Any]]:
    for line in re.split(rb"[\r\n]", content):
        try:
            row = json.loads(line.decode(errors="replace"))
        except (ValueError, RecursionError):
            continue
        if isinstance(row, dict):
            yield row


def _messages(content: bytes) -> Iterator[tuple[str, dict[str, Any]]]:
    """The messages of all rows, each with the key of the row that it stands under."""
    for row in _rows(content):
        given = row.get("input")
        for key, found in (
            ("messages", row.get("messages")),
            ("input", given.get("messages") if isinstance(given, dict) else None),
            ("preferred_output", row.get("preferred_output")),
            ("non_preferred_output", row.get("non_preferred_output")),
        ):
            for message in found if isinstance(found, list) else ():
                if isinstance(message, dict):
                    yield key, message


def _blank_lines(suffix: str, _purpose: str, content: bytes) -> bool:
    return suffix == ".jsonl" and any(not line.strip() for line in _lines(content))


def _carriage_returns(_suffix: str, _purpose: str, content: bytes) -> bool:
    return re.search(rb"\r(?!\n)", content) is not None


def _constants(suffix: str, _purpose: str, content: bytes) -> bool:
    return suffix == ".jsonl" and re.search(rb"NaN|Infinity", content) is not None


def _halves(suffix: str, _purpose: str, content: bytes) -> bool:
    return suffix == ".jsonl" and re.search(rb"\\u[dD][89a-fA-F]", content) is not None


def _tools(suffix: str, purpose: str, content: bytes) -> bool:
    if suffix != ".jsonl" or purpose != "fine-tune":
        return False
    return any("tools" in row for row in _rows(content)) or any(
        message.get("role") == "tool" or "tool_calls" in message for _, message in _messages(content)
    )


def _further_columns(suffix: str, purpose: str, content: bytes) -> bool:
    if suffix != ".jsonl" or purpose != "fine-tune":
        return False
    return any(row.keys() - {"weight"} not in FORMATS for row in _rows(content))


def _row_weights(suffix: str, purpose: str, content: bytes) -> bool:
    return suffix == ".jsonl" and purpose == "fine-tune" and any("weight" in row for row in _rows(content))


def _nulls(suffix: str, purpose: str, content: bytes) -> bool:
    if suffix != ".jsonl" or purpose != "fine-tune":
        return False
    return any("weight" in message and message["weight"] is None for _, message in _messages(content))


def _booleans_as_weights(suffix: str, purpose: str, content: bytes) -> bool:
    return suffix == ".jsonl" and any(isinstance(message.get("weight"), bool) for _, message in _messages(content))


def _weights_of_outputs(suffix: str, purpose: str, content: bytes) -> bool:
    return suffix == ".jsonl" and any("weight" in message for key, message in _messages(content) if "output" in key)


def _strict_csv(suffix: str, _purpose: str, content: bytes) -> bool:
    if suffix != ".csv":
        return False
    try:
        list(csv.reader(io.StringIO(content.decode(), newline=""), strict=True))
    except (csv.Error, UnicodeDecodeError):
        return True
    return False


def _csv_header(suffix: str, _purpose: str, content: bytes) -> bool:
    return suffix == ".csv" and (content.startswith(b"\xef\xbb\xbf") or not content.split(b"\n")[0].strip(b' ,"\r'))


DIFFERENCES = [
    Difference("blank lines", "theirs", "editors and scripts leave them, and servers skip them", _blank_lines),
    Difference(
        "carriage returns alone",
        "either",
        "a line ends with a line feed: the server counts no others",
        _carriage_returns,
    ),
    Difference("NaN and Infinity", "ours", "they are no JSON; Python's json reads them all the same", _constants),
    Difference(
        "halves of characters",
        "ours",
        "\\ud800 alone is no text: whoever encodes it later fails, in a paid job",
        _halves,
    ),
    Difference("tools", "either", "newer servers take tools, tool_calls and role tool; their shape is checked", _tools),
    Difference("further columns", "theirs", "newer clients take them; ours tells them as warnings", _further_columns),
    Difference("weights of rows", "theirs", "the documentation has them, in every format", _row_weights),
    Difference("null", "theirs", "it is absent, for every optional key", _nulls),
    Difference("true and false as weights", "ours", "Python takes True for 1; JSON does not", _booleans_as_weights),
    Difference("weights of outputs", "ours", "an output is a message, whose weight is 0 or 1", _weights_of_outputs),
    Difference("quotes in CSV", "ours", "a quote that is not closed, or closed too early, swallows rows", _strict_csv),
    Difference("CSV headers", "ours", "a header that names nothing, or begins with a byte-order mark", _csv_header),
]


def explanation(suffix: str, purpose: str, content: bytes, ours: bool, theirs: bool) -> Difference | None:
    """The difference that explains two unequal verdicts; None when none does."""
    stricter = "theirs" if ours else "ours"
    assert ours != theirs
    for difference in DIFFERENCES:
        if difference.stricter in (stricter, "either") and difference.applies(suffix, purpose, content):
            return difference
    return None
