"""What a check says of a file."""

from __future__ import annotations

import os
import shlex
import unicodedata
from collections.abc import Iterator
from typing import Final, Literal

import msgspec

EXCERPT: Final = 200
"""How many characters of a faulty line a report keeps."""


MOST_WARNINGS: Final = 20
"""How many warnings a report has at most: a file whose columns are data has too many to tell."""

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
"""The kinds of faults. Their names stay; `docs/validation.md` says what each means."""


class Issue(msgspec.Struct, frozen=True):
    """One fault in a file.

    Attributes:
        line: The 1-based line; None where the file as a whole is at fault.
        pointer: Where in the line, as a JSON pointer such as `/messages/2/role`; empty for
            the whole line.
        code: The kind of fault.
        message: A sentence that a person can act on.
        column: The 1-based character of the line where the fault is; None where the file as a
            whole is at fault, in CSV, and where ids are alike that stand far apart.
        excerpt: At most 200 characters of the line, from 100 before the column or from the
            line's beginning.
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
        """The line and the column, as compilers write them after a file's name."""
        return "".join(f":{number}" for number in (self.line, self.column) if number is not None)

    def fault(self) -> str:
        """What is wrong, of which kind, and where in the line."""
        return f"{self.message} [{self.code}{f' at {self.pointer}' if self.pointer else ''}]"


class ValidationReport(msgspec.Struct, frozen=True):
    """Everything that a check found out about a file. `str(report)` is for people.

    Attributes:
        path: The file.
        purpose: The purpose whose rules were applied.
        file_type: `jsonl`, `csv` or `parquet`; None for any other suffix.
        file_size: The size in bytes; None where there is no such file.
        samples: The number of rows or requests that were read.
        dataset_format: The format of fine-tune rows, such as `conversation`; else None.
        issues: The faults that are listed, in the file's order.
        total_issues: The number of faults, listed or not.
        sha256: The SHA-256 of the bytes in hexadecimal; None where not all of them were read.
        endpoint: The endpoint that the requests of a batch input name; else None.
        counts: The number of faults of each code, listed or not.
        warnings: What the service takes and ignores: the first row with each key that its format
            does not have, at most 20 of them. They are no faults.
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
        """Whether the file may be sent."""
        return self.total_issues == 0

    def __str__(self) -> str:
        return self.render()

    def render(self, width: int = 100, limit: int | None = None) -> str:
        """The report as text for a person.

        Args:
            width: The most columns of a terminal that an excerpt may take.
            limit: How many of the listed faults to show; all when None.
        """
        return "\n".join(_printable(line) for line in self._lines(max(width, 20), limit))

    def _lines(self, width: int, limit: int | None) -> Iterator[str]:
        unit = "request" if self.purpose == "batch-api" else "row"
        read = _number(self.samples, unit)
        for warning in self.warnings:
            yield from _issue_lines(self.path, warning, width, "warning: ")
        if self.ok:
            form = f" of format {self.dataset_format}" if self.dataset_format else ""
            warned = f", {_number(len(self.warnings), 'warning')}" if self.warnings else ""
            yield f"{self.path}: ok for {self.purpose}, {read}{form}{warned}"
            return
        shown = self.issues[:limit]
        for issue in shown:
            yield from _issue_lines(self.path, issue, width)
        if self.total_issues > len(shown):
            yield f"… and {self.total_issues - len(shown):,} more"
        yield ""
        faults = _number(self.total_issues, "fault")
        kinds = ", ".join(f"{count:,} {code}" for code, count in sorted(self.counts.items(), key=lambda item: -item[1]))
        yield f"{self.path}: {faults} for {self.purpose} in {read}: {kinds}"
        yield self._advice()

    def _advice(self) -> str:
        fix = f"Fix {'it' if self.total_issues == 1 else 'them'}, then"
        if self.purpose not in ("fine-tune", "eval", "batch-api", "calibration"):
            return f"{fix} try again."
        path = os.path.join(os.curdir, self.path) if self.path.startswith("-") else self.path
        return f"{fix} check again: batchline check {shlex.quote(path)} --purpose {self.purpose}"


def _number(count: int, unit: str) -> str:
    return f"{count:,} {unit}{'' if count == 1 else 's'}"


def _issue_lines(path: str, issue: Issue, width: int, kind: str = "") -> Iterator[str]:
    """A fault as compilers print it: where, what, and the line with a marker."""
    yield f"{path}{issue.place()}: {kind}{issue.fault()}"
    if issue.column is None or not issue.excerpt:
        return
    text = _printable(issue.excerpt)
    cells = [_cells(one) for one in text]
    marker = min(issue.column - 1, EXCERPT // 2)
    room = width - 6  # four columns before, and an ellipsis on either side
    start, before_marker = 0, sum(cells[:marker])
    if issue.column - 1 > marker or before_marker > room * 2 // 3:
        while before_marker > room // 2:
            before_marker -= cells[start]
            start += 1
    end, used = start, 0
    while end < len(text) and used + cells[end] <= room:
        used += cells[end]
        end += 1
    before = "…" if start or issue.column - 1 > marker else ""
    after = "…" if end < len(text) or len(text) == EXCERPT else ""
    yield f"    {before}{text[start:end]}{after}"
    yield f"    {' ' * (len(before) + before_marker)}^"


def _cells(character: str) -> int:
    """How many columns of a terminal a character takes."""
    if character.isascii():
        return 1
    return 0 if _is_mark(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _is_mark(character: str) -> bool:
    """Whether a character stands above, below or inside the one before it."""
    return unicodedata.category(character) in ("Mn", "Me") or "\u1160" <= character <= "\u11ff"


def _printable(text: str) -> str:
    """A text that cannot steer a terminal: of what may be in a file, only what can be seen."""
    return "".join(one if one.isprintable() else "�" if one != "\t" else " " for one in text)
