"""CSV: read it, and check it."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
from collections.abc import Generator, Iterable, Iterator
from typing import Any, Final, TextIO

from batchline_api.models import FilePurpose

from ..progress import Meter
from .blocks import BLOCK
from .findings import Findings

LONGEST_ROW: Final = 2**24
"""Characters. More in one row is a quote that was never closed; memory has its bounds."""


@contextlib.contextmanager
def csv_rows(lines: Iterable[str]) -> Generator[Any]:
    """A reader of CSV whose fields may hold whole documents; by default 128 KiB are too much."""
    before = csv.field_size_limit(LONGEST_ROW)
    try:
        yield csv.reader(lines, strict=True)
    finally:
        csv.field_size_limit(before)


def check_csv(findings: Findings, meter: Meter) -> None:
    """Check a CSV file: UTF-8, and for evaluations a header and rows of its length.

    Args:
        findings: Gets what is found.
        meter: Is told of the bytes that were read.

    Raises:
        OSError: The file cannot be read.
    """
    with open(findings.path, "rb", buffering=0) as file:
        hashed = _Hashed(file, meter)
        # Bytes that are not UTF-8 come as lone surrogates, so that the rest can be checked too.
        text = io.TextIOWrapper(io.BufferedReader(hashed, BLOCK), "utf-8", "surrogateescape", newline="")
        lines = _Lines(text, findings)
        with csv_rows(lines) as rows:
            _check_rows(rows, lines, findings)
        while text.read(BLOCK):  # what comes after a row that is too long
            pass
        findings.sha256 = hashed.digest.hexdigest()


def _check_rows(rows: Iterator[list[str]], lines: _Lines, findings: Findings) -> None:
    columns: int | None = None
    while True:
        lines.begin_row()
        try:
            row = next(rows, None)
        except csv.Error as error:
            if not lines.are_too_long:
                findings.add("invalid-csv", f"the row that begins here is not CSV: {error}", line=lines.first)
            columns = columns or 0  # a header that is no CSV says nothing of the rows
            continue
        if row is None:
            break
        is_eval = findings.purpose is FilePurpose.EVAL
        if columns is None:
            columns = len(row)
            if is_eval and not any(name.strip() for name in row):
                findings.add("no-header", "the first line names no columns", line=1)
            continue
        findings.samples += bool(row)
        if is_eval and columns and row and len(row) != columns:
            problem = f"the row has {len(row):,} field{'' if len(row) == 1 else 's'}, the header {columns:,}"
            findings.add("wrong-length", problem, line=lines.first)


class _Lines:
    """The lines of a CSV file, as its reader wants them: it asks for more while a quote is open.

    Attributes:
        first: The 1-based line where the present row begins.
        are_too_long: Whether a row was so long that it was not read to its end.
    """

    def __init__(self, text: TextIO, findings: Findings) -> None:
        self.first = 0
        self.are_too_long = False
        self._text = text
        self._findings = findings
        self._number = 0
        self._length = 0

    def begin_row(self) -> None:
        """Tell that the next line begins a row."""
        self.first, self._length = self._number + 1, 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = "" if self.are_too_long else self._text.readline(LONGEST_ROW + 1)
        if not line:
            raise StopIteration
        self._number += 1
        self._length += len(line)
        if self._length > LONGEST_ROW:
            self.are_too_long = True
            message = f"the row that begins here has more than {LONGEST_ROW:,} characters: is a quote not closed?"
            self._findings.add("line-too-long", message, line=self.first)
            raise StopIteration
        if self._number == 1 and line.startswith("\ufeff"):
            message = "the file begins with a byte-order mark; save it as UTF-8 without one"
            self._findings.add("byte-order-mark", message, line=1)
            line = line[1:]
        try:
            line.encode()
        except UnicodeEncodeError as error:
            message = f"the line is not UTF-8 from its character {error.start + 1} on; save the file as UTF-8"
            self._findings.add("invalid-utf8", message, line=self._number)
            line = line.encode(errors="replace").decode()
        return line


class _Hashed(io.RawIOBase):
    """A file whose SHA-256 is made as it is read."""

    def __init__(self, file: io.FileIO, meter: Meter) -> None:
        self.digest = hashlib.sha256()
        self._file = file
        self._meter = meter
        self._done = 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read some bytes."""
        count = self._file.readinto(buffer) or 0
        self.digest.update(memoryview(buffer)[:count])
        self._done += count
        self._meter.at(self._done)
        return count
