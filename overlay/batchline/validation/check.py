"""Check a file by the rules of its purpose before it is uploaded.

The shapes of lines come from `openapi/lines.yaml`, through `batchline_lines`. Rules that a schema
can't express are written by hand: those for a line in `row_rules`, those for a file here and in
`check_jsonl`.
"""

from __future__ import annotations

import os
import stat
import sys
from typing import Final

from batchline_api import document
from batchline_api.models import FilePurpose
from batchline_lines.document import PARQUET_COLUMNS

from ..disk.fingerprint import fingerprint
from ..errors import BatchlineError
from ..progress import Meter, TransferCallback, guard_callback
from ..report import Issue, ValidationReport
from . import parquet
from .check_csv import check_csv
from .findings import OF_ROWS, RUN, Findings

SUFFIXES: Final = ("jsonl", "csv", "parquet")


def check_file(
    path: str | os.PathLike[str],
    purpose: FilePurpose | str = FilePurpose.FINE_TUNE,
    *,
    max_issues: int = 100,
    workers: int = 1,
    progress: TransferCallback | None = None,
) -> ValidationReport:
    """Check a file by the rules of a purpose and compute its SHA-256, reading the file once.

    Memory grows with the longest line, not with the number of lines. The rules come from
    `openapi/lines.yaml` and, where a schema can't express them, from the service's documentation and
    `check_file` of together 1.5.35; `docs/validation.md` lists where these differ.

    Args:
        path: The file.
        purpose: `fine-tune`, `eval`, `batch-api`, or `calibration`, which has the rules of
            `fine-tune`. Files for any other purpose are only checked for readability, and each line
            of JSONL for being an object.
        max_issues: The maximum number of faults to list; all are counted.
        workers: The maximum number of processes that check the lines of a JSONL file, including this
            one. The report is the same for any number.
        progress: Called with a `TransferProgress` as bytes are checked.

    Returns:
        The report. Faults in the file are reported, not raised.

    Raises:
        ValueError: The purpose is unknown, `max_issues` is negative, or `workers` is not positive.
    """
    if purpose not in list(FilePurpose):
        raise ValueError(f"purpose must be one of {', '.join(FilePurpose)}, got {purpose!r}")
    if max_issues < 0 or workers < 1:
        raise ValueError(f"max_issues must be at least 0 and workers at least 1, got {max_issues} and {workers}")
    return check(path, FilePurpose(purpose), max_issues, workers, progress)


def check(
    path: str | os.PathLike[str],
    purpose: FilePurpose,
    max_issues: int = 100,
    workers: int = 1,
    progress: TransferCallback | None = None,
    endpoint: str | None = None,
    for_run: bool = False,
) -> ValidationReport:
    """Check a file as `check_file` does, but with an `endpoint` for requests that don't name one.

    With `for_run`, the requests will be split into batches, so there may be any number of them, and
    they need no custom_id.
    """
    path = os.fsdecode(path)
    suffix = os.path.splitext(path)[1][1:]
    file_type = suffix if suffix in SUFFIXES else None
    findings = Findings(path, purpose, file_type, max_issues, endpoint, RUN if for_run else None)
    allowed = document.FILE_TYPES.get(purpose, SUFFIXES)
    issues = basic_issues(path, sys.maxsize if for_run else document.MAX_FILE_SIZE, allowed)
    for issue in issues:
        findings.add(issue.code, issue.message)
    if not issues and suffix not in allowed:
        suffixes = " or ".join(f".{name}" for name in allowed)
        findings.add("wrong-type", f"{findings.purpose} files must be {suffixes}, not .{suffix}")
    elif not issues:
        with guard_callback(progress) as on_progress:
            _check_content(findings, workers, on_progress)
    return findings.report()


def _check_content(findings: Findings, workers: int, progress: TransferCallback) -> None:
    try:
        before = os.stat(findings.path)
        meter = Meter(progress, before.st_size)
        match findings.file_type:
            case "jsonl":
                from .check_jsonl import check_jsonl  # noqa: PLC0415 - loads the shapes only when needed

                check_jsonl(findings, before.st_size, workers, meter)
            case "csv":
                check_csv(findings, meter)
            case _:
                _check_parquet(findings)
        if fingerprint(os.stat(findings.path)) != fingerprint(before):
            findings.sha256 = None
            findings.add("changed", "the file changed while it was read; check it again when nothing is writing to it")
        meter.at(before.st_size)
    except OSError as error:
        findings.sha256 = None
        findings.add("unreadable", f"the check could not be completed: {error.strerror or error}")
    if not findings.samples and not findings.has_faults:
        findings.add("no-samples", "the file has no rows")


def basic_issues(path: str, max_size: int, suffixes: tuple[str, ...] = SUFFIXES) -> list[Issue]:
    """Return the faults that a file shows without being read; `suffixes` are those to suggest."""
    try:
        info = os.stat(path)
    except (OSError, ValueError) as error:  # a path with a NUL is a ValueError
        return [Issue(None, "", "not-found", str(getattr(error, "strerror", None) or error))]
    suffix = os.path.splitext(path)[1]
    issues: list[Issue] = []
    if not stat.S_ISREG(info.st_mode):
        issues.append(Issue(None, "", "not-a-file", "not a regular file"))
    elif info.st_size == 0:
        issues.append(Issue(None, "", "empty", "the file is empty"))
    elif info.st_size > max_size:
        problem = f"the file has {info.st_size:,} bytes; at most {max_size:,} are allowed"
        issues.append(Issue(None, "", "too-large", problem))
    elif not os.access(path, os.R_OK):
        issues.append(Issue(None, "", "unreadable", "the current user is not allowed to read the file"))
    if suffix[1:] not in SUFFIXES:
        known = " or ".join(f".{name}" for name in suffixes)
        problem = f"has the suffix {suffix!r}" if suffix else "has no suffix"
        issues.append(Issue(None, "", "wrong-suffix", f"the file name {problem}; it must be {known}"))
    return issues


def _check_parquet(findings: Findings) -> None:
    """Check a Parquet file by its metadata alone; fine-tune files hold tokenized data."""
    try:
        names, findings.samples = parquet.read_shape(findings.path)
    except BatchlineError as error:
        findings.add("missing-extra", str(error))
        return
    except ValueError as error:
        findings.add("invalid-parquet", f"the file is not Parquet: {error}")
        return
    if findings.purpose not in OF_ROWS:
        return
    known = ", ".join(PARQUET_COLUMNS)
    if "input_ids" not in names:
        findings.add("missing-column", "the file has no column input_ids")
    for name in sorted(set(names) - set(PARQUET_COLUMNS)):
        findings.add("unknown-column", f"unknown column {name}; allowed: {known}")
