"""What a check says of a file."""

from __future__ import annotations

import msgspec


class Issue(msgspec.Struct, frozen=True):
    """One fault in a file.

    Attributes:
        line: The 1-based line; None where the file as a whole is at fault.
        pointer: Where in the line, as a JSON pointer such as `/messages/2/role`; empty for
            the whole line.
        code: A stable name for the kind of fault, such as `missing-key`.
        message: A sentence that a person can act on.
    """

    line: int | None
    pointer: str
    code: str
    message: str

    def __str__(self) -> str:
        place = "" if self.line is None else f"line {self.line}{f' at {self.pointer}' if self.pointer else ''}: "
        return f"{place}{self.message} [{self.code}]"


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
        sha256: The SHA-256 of the bytes in hexadecimal; None where they were not read.
        endpoint: The endpoint that the requests of a batch input name; else None.
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

    @property
    def ok(self) -> bool:
        """Whether the file may be sent."""
        return self.total_issues == 0

    def __str__(self) -> str:
        rows = "request" if self.purpose == "batch-api" else "row"
        counted = f"{self.samples:,} {rows}{'' if self.samples == 1 else 's'}"
        if self.ok:
            form = f" of format {self.dataset_format}" if self.dataset_format else ""
            return f"{self.path}: ok for {self.purpose}, {counted}{form}"
        faults = f"{self.total_issues:,} fault{'' if self.total_issues == 1 else 's'}"
        lines = [f"{self.path}: {faults} for {self.purpose}, {counted} read"]
        lines += [f"  {issue}" for issue in self.issues]
        if self.total_issues > len(self.issues):
            lines.append(f"  … and {self.total_issues - len(self.issues):,} more")
        return "\n".join(lines)
