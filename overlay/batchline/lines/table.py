"""CSV: read it, and check it."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from typing import Any, Final, TextIO

from ..progress import Meter
from .findings import Findings
from .reading import BLOCK

LONGEST_FIELD: Final = 2**26
"""Characters. More in one field is a quote that was never closed; memory has its bounds."""


def csv_reader(lines: TextIO | Iterator[str]) -> Any:
    """A reader of CSV whose fields may hold whole documents; by default 128 KiB are too much."""
    csv.field_size_limit(LONGEST_FIELD)
    return csv.reader(lines, strict=True)


def check_csv(findings: Findings, meter: Meter) -> None:
    """Check a CSV file: a header, rows of its length, UTF-8.

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
        rows = csv_reader(_utf8_lines(text, findings))
        header = _next_row(rows, findings) or []
        if not any(name.strip() for name in header):
            findings.add("no-header", "the first line names no columns", line=1)
        while (row := _next_row(rows, findings)) is not None:
            findings.samples += bool(row)
            if header and row and len(row) != len(header):
                problem = f"the row has {len(row):,} fields, the header {len(header):,}"
                findings.add("wrong-length", problem, line=rows.line_num)
        findings.sha256 = hashed.digest.hexdigest()


def _next_row(rows: Any, findings: Findings) -> list[str] | None:
    """The next row, empty where a line is blank or not CSV; None at the end."""
    try:
        return next(rows, None)
    except csv.Error as error:
        findings.add("invalid-csv", f"the line is not CSV: {error}", line=rows.line_num)
        return []


def _utf8_lines(text: TextIO, findings: Findings) -> Iterator[str]:
    number = 0
    while line := text.readline(LONGEST_FIELD):
        number += 1
        if number == 1 and line.startswith("\ufeff"):
            message = "the file begins with a byte-order mark; save it as UTF-8 without one"
            findings.add("byte-order-mark", message, line=1)
            line = line[1:]
        try:
            line.encode()
        except UnicodeEncodeError as error:
            message = f"the line is not UTF-8 from its character {error.start + 1} on; save the file as UTF-8"
            findings.add("invalid-utf8", message, line=number)
            line = line.encode(errors="replace").decode()
        yield line


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
