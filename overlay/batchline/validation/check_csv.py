"""Read and check CSV files."""

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
"""Characters. A longer row means a quote that was never closed; the limit bounds memory."""


@contextlib.contextmanager
def csv_rows(lines: Iterable[str]) -> Generator[Any]:
    """Provide a CSV reader whose fields may hold whole documents; Python's default limit is 128 KiB."""
    before = csv.field_size_limit(LONGEST_ROW)
    try:
        yield csv.reader(lines, strict=True)
    finally:
        csv.field_size_limit(before)


def check_csv(findings: Findings, meter: Meter) -> None:
    """Check a CSV file: its encoding and, for evaluations, its header and the length of its rows.

    Args:
        findings: Receives the faults.
        meter: Receives the number of bytes read.

    Raises:
        OSError: The file cannot be read.
    """
    with open(findings.path, "rb", buffering=0) as file:
        hashed = _Hashed(file, meter)
        # Invalid UTF-8 is decoded as lone surrogates, so that the rest can be checked too.
        text = io.TextIOWrapper(io.BufferedReader(hashed, BLOCK), "utf-8", "surrogateescape", newline="")
        lines = _Lines(text, findings)
        with csv_rows(lines) as rows:
            _check_rows(rows, lines, findings)
        # Hash the rest of the file if a row was too long.
        while text.read(BLOCK):
            pass
        findings.sha256 = hashed.digest.hexdigest()


def _check_rows(rows: Iterator[list[str]], lines: _Lines, findings: Findings) -> None:
    columns: int | None = None
    while True:
        lines.begin_row()
        try:
            row = next(rows, None)
        except csv.Error as error:
            if not lines.has_long_row:
                findings.add("invalid-csv", f"the row that begins here is not valid CSV: {error}", line=lines.first)
            columns = columns or 0  # an invalid header says nothing about the rows
            continue
        if row is None:
            break
        is_eval = findings.purpose is FilePurpose.EVAL
        if columns is None:
            columns = len(row)
            if is_eval and not any(name.strip() for name in row):
                findings.add("no-header", "the header names no columns", line=1)
            continue
        findings.samples += bool(row)
        if is_eval and columns and row and len(row) != columns:
            problem = f"the row has {len(row):,} field{'' if len(row) == 1 else 's'}; the header has {columns:,}"
            findings.add("wrong-length", problem, line=lines.first)


class _Lines:
    """The lines of a CSV file, as its reader requests them; a row has several while a quote is open.

    Attributes:
        first: The 1-based line where the current row begins.
        has_long_row: Whether a row was too long to be read completely.
    """

    def __init__(self, text: TextIO, findings: Findings) -> None:
        self.first = 0
        self.has_long_row = False
        self._text = text
        self._findings = findings
        self._number = 0
        self._length = 0

    def begin_row(self) -> None:
        """Record that the next line begins a row."""
        self.first, self._length = self._number + 1, 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = "" if self.has_long_row else self._text.readline(LONGEST_ROW + 1)
        if not line:
            raise StopIteration
        self._number += 1
        self._length += len(line)
        if self._length > LONGEST_ROW:
            self.has_long_row = True
            message = f"the row that begins here has more than {LONGEST_ROW:,} characters; is a quote not closed?"
            self._findings.add("line-too-long", message, line=self.first)
            raise StopIteration
        if self._number == 1 and line.startswith("\ufeff"):
            message = "the file begins with a byte-order mark; save it as UTF-8 without one"
            self._findings.add("byte-order-mark", message, line=1)
            line = line[1:]
        try:
            line.encode()
        except UnicodeEncodeError as error:
            message = f"the line is not UTF-8 from character {error.start + 1} on; save the file as UTF-8"
            self._findings.add("invalid-utf8", message, line=self._number)
            line = line.encode(errors="replace").decode()
        return line


class _Hashed(io.RawIOBase):
    """A file whose SHA-256 is computed as it is read."""

    def __init__(self, file: io.FileIO, meter: Meter) -> None:
        self.digest = hashlib.sha256()
        self._file = file
        self._meter = meter
        self._done = 0

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read bytes into a buffer and hash them; return how many."""
        count = self._file.readinto(buffer) or 0
        self.digest.update(memoryview(buffer)[:count])
        self._done += count
        self._meter.at(self._done)
        return count
