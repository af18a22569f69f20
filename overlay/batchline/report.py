"""The result of checking a file."""

from __future__ import annotations

import os
import shlex
import unicodedata
from collections.abc import Iterator
from typing import Final, Literal

import msgspec

EXCERPT: Final = 200
"""The most characters of a faulty line that a report contains."""

MOST_WARNINGS: Final = 20
"""The most warnings in a report: a file that uses data as column names would have countless ones."""

Code = Literal[
    # of a file
    "not-found", "not-a-file", "empty", "too-large", "unreadable", "changed", "wrong-suffix", "no-samples",
    "too-many-requests", "too-many-bytes", "missing-extra", "invalid-parquet", "missing-column", "unknown-column",
    # of a line as text
    "invalid-utf8", "byte-order-mark", "invalid-json", "lone-surrogate", "too-deep", "line-too-long", "too-many-values",
    "invalid-csv", "no-header",
    # of a value, by its schema
    "missing-key", "unknown-key", "wrong-type", "wrong-value", "wrong-length",
    # of a key, which is a warning
    "ignored-key",
    # of a row or a request
    "unknown-format", "mixed-formats", "role-order", "no-assistant", "assistant-last", "missing-content",
    "mixed-content", "image-role", "too-many-images", "image-weight", "duplicate-id", "mixed-urls",
]  # fmt: skip
"""The kinds of faults. These names won't change; `docs/validation.md` explains each."""


class Issue(msgspec.Struct, frozen=True):
    """One fault in a file.

    Attributes:
        line: The line, counted from 1; None if the fault is in the file as a whole.
        pointer: The place in the line as a JSON pointer, such as `/messages/2/role`; empty for the whole line.
        code: The kind of fault.
        message: What is wrong, for a person.
        column: The character of the line, counted from 1; None in CSV, for the file as a whole, and for
            duplicate ids that are far apart.
        excerpt: At most 200 characters of the line, from 100 before the column or from the line's start.
    """

    line: int | None
    pointer: str
    code: Code
    message: str
    column: int | None = None
    excerpt: str = ""

    def __str__(self) -> str:
        place = "" if self.line is None else f"line {self.place()[1:]}: "
        return _printable(place + self.fault())

    def place(self) -> str:
        """Return the line and column as compilers write them after a file's name, such as `:3:14`."""
        return "".join(f":{number}" for number in (self.line, self.column) if number is not None)

    def fault(self) -> str:
        """Return what is wrong, the kind of fault, and the place in the line."""
        return f"{self.message} [{self.code}{f' at {self.pointer}' if self.pointer else ''}]"


class ValidationReport(msgspec.Struct, frozen=True):
    """Everything that a check found out about a file. `str(report)` is text for people.

    Attributes:
        path: The file.
        purpose: The purpose whose rules were applied.
        file_type: `jsonl`, `csv` or `parquet`; None for any other suffix.
        file_size: The size in bytes; None if the file doesn't exist.
        samples: The number of rows or requests that were read.
        dataset_format: The format of fine-tune rows, such as `conversation`; None for other files.
        issues: The listed faults, in the file's order.
        total_issues: The number of faults, listed or not.
        sha256: The SHA-256 of the file in hexadecimal; None if it was not read to its end.
        endpoint: The endpoint that the requests of a batch input name; None for other files.
        counts: The number of faults by code, listed or not.
        warnings: What the service accepts but ignores: for each key that the row's format doesn't have, the
            first row with it, at most 20 in total. Warnings are not faults.
    """

    path: str
    purpose: str
    file_type: str | None
    file_size: int | None
    samples: int
    dataset_format: str | None
    issues: tuple[Issue, ...]
    total_issues: int
    sha256: str | None
    endpoint: str | None = None
    counts: dict[str, int] = {}
    warnings: tuple[Issue, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the file may be uploaded."""
        return self.total_issues == 0

    def __str__(self) -> str:
        return self.render()

    def render(self, width: int = 100, limit: int | None = None) -> str:
        """Return the report as text for people.

        Args:
            width: The most terminal columns that an excerpt may take.
            limit: The most faults to show; None for all that are listed.
        """
        return "\n".join(_printable(line) for line in self._lines(max(width, 20), limit))

    def _lines(self, width: int, limit: int | None) -> Iterator[str]:
        unit = "request" if self.purpose == "batch-api" else "row"
        read = _count(self.samples, unit)
        for warning in self.warnings:
            yield from _issue_lines(self.path, warning, width, "warning: ")
        if self.ok:
            form = f" of format {self.dataset_format}" if self.dataset_format else ""
            warned = f", {_count(len(self.warnings), 'warning')}" if self.warnings else ""
            yield f"{self.path}: ok for {self.purpose}, {read}{form}{warned}"
            return
        shown = self.issues[:limit]
        for issue in shown:
            yield from _issue_lines(self.path, issue, width)
        if self.total_issues > len(shown):
            yield f"… and {self.total_issues - len(shown):,} more"
        yield ""
        faults = _count(self.total_issues, "fault")
        kinds = ", ".join(f"{count:,} {code}" for code, count in sorted(self.counts.items(), key=lambda item: -item[1]))
        yield f"{self.path}: {faults} for {self.purpose} in {read}: {kinds}"
        yield self._advice()

    def _advice(self) -> str:
        fix = f"Fix {'it' if self.total_issues == 1 else 'them'}, then"
        if self.purpose not in ("fine-tune", "eval", "batch-api", "calibration"):
            return f"{fix} try again."
        path = os.path.join(os.curdir, self.path) if self.path.startswith("-") else self.path
        return f"{fix} check again: batchline check {shlex.quote(path)} --purpose {self.purpose}"


def _count(count: int, unit: str) -> str:
    return f"{count:,} {unit}{'' if count == 1 else 's'}"


def _issue_lines(path: str, issue: Issue, width: int, kind: str = "") -> Iterator[str]:
    """Yield a fault as compilers print it: the place, the message, and the line with a marker below."""
    yield f"{path}{issue.place()}: {kind}{issue.fault()}"
    if issue.column is None or not issue.excerpt:
        return
    text = _printable(issue.excerpt)
    columns = [_columns(char) for char in text]
    marker = min(issue.column - 1, EXCERPT // 2)
    # Four columns of indentation, and an ellipsis on either side.
    room = width - 6
    start, before_marker = 0, sum(columns[:marker])
    if issue.column - 1 > marker or before_marker > room * 2 // 3:
        while before_marker > room // 2:
            before_marker -= columns[start]
            start += 1
    end, used = start, 0
    while end < len(text) and used + columns[end] <= room:
        used += columns[end]
        end += 1
    before = "…" if start or issue.column - 1 > marker else ""
    after = "…" if end < len(text) or len(text) == EXCERPT else ""
    yield f"    {before}{text[start:end]}{after}"
    yield f"    {' ' * (len(before) + before_marker)}^"


def _columns(character: str) -> int:
    """Return how many terminal columns a character takes."""
    if character.isascii():
        return 1
    return 0 if _is_mark(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _is_mark(character: str) -> bool:
    """Return whether a character combines with the one before it and takes no column of its own."""
    return unicodedata.category(character) in ("Mn", "Me") or "\u1160" <= character <= "\u11ff"


def _printable(text: str) -> str:
    """Return the text with a space for each tab and U+FFFD for other characters that could control a terminal."""
    return "".join(char if char.isprintable() else "�" if char != "\t" else " " for char in text)
