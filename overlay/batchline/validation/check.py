"""Check a file before it is uploaded, by the rules of its purpose.

The shapes of lines come from `openapi/lines.yaml`, through `batchline_lines`. Written by hand is
what a schema cannot say: of a line in `rules`, of a file here and in `jsonl`.
"""

from __future__ import annotations

import os
import stat
import sys
from typing import Final

from batchline_api import document
from batchline_api.models import FilePurpose

from ..disk.fingerprint import fingerprint
from ..errors import BatchlineError
from ..progress import Meter, TransferCallback, guard_callback
from ..report import Issue, ValidationReport
from . import parquet
from .check_csv import check_csv
from .findings import OF_ROWS, RUN, Findings

SUFFIXES: Final = ("jsonl", "csv", "parquet")
_TYPES: Final = {
    **dict.fromkeys(OF_ROWS, ("jsonl", "parquet")),
    FilePurpose.EVAL: ("jsonl", "csv"),
    FilePurpose.BATCH_API: ("jsonl",),
}
_PARQUET_COLUMNS: Final = ("input_ids", "attention_mask", "labels", "position_ids")


def check_file(
    path: str | os.PathLike[str],
    purpose: FilePurpose | str = FilePurpose.FINE_TUNE,
    *,
    max_issues: int = 100,
    workers: int = 1,
    progress: TransferCallback | None = None,
) -> ValidationReport:
    """Check a file by the rules of a purpose, and make its SHA-256, in one reading.

    Memory grows with the longest line, not with the number of lines. Source of the rules:
    `openapi/lines.yaml`, and for what a schema cannot say, the service's documentation and
    `check_file` of together 1.5.35; `docs/validation.md` lists where these differ.

    Args:
        path: The file.
        purpose: `fine-tune`, `eval`, `batch-api`, or `calibration`, whose rules are those of
            `fine-tune`; of files for other purposes only is checked that they can be read, and that
            each line of JSONL is an object.
        max_issues: How many faults to list; all are counted.
        workers: The most processes that judge the lines of a JSONL file, this one among them.
            The report is the same for any number.
        progress: Called with a `TransferProgress` as bytes have been checked.

    Returns:
        The report. Nothing is raised for what is in the file.

    Raises:
        ValueError: There is no such purpose, `max_issues` is negative, or `workers` not positive.
    """
    if purpose not in list(FilePurpose):
        raise ValueError(f"purpose is one of {', '.join(FilePurpose)}, not {purpose!r}")
    if max_issues < 0 or workers < 1:
        raise ValueError("max_issues is at least 0, and workers at least 1")
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
    """Do what `check_file` does, for a batch whose endpoint may be known: requests need not name it.

    With `for_run`, the requests are going to be split into batches: there may be any number of
    them, and they need no custom_id.
    """
    path = os.fsdecode(path)
    suffix = os.path.splitext(path)[1][1:]
    file_type = suffix if suffix in SUFFIXES else None
    findings = Findings(path, purpose, file_type, max_issues, endpoint, RUN if for_run else None)
    allowed = _TYPES.get(purpose, SUFFIXES)
    issues = basic_issues(path, sys.maxsize if for_run else document.MAX_FILE_SIZE, allowed)
    for issue in issues:
        findings.add(issue.code, issue.message)
    if not issues and suffix not in allowed:
        findings.add("wrong-type", f"a file for {findings.purpose} is {' or '.join(allowed)}, not {suffix}")
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
                from .check_jsonl import check_jsonl  # noqa: PLC0415 - only who checks rows pays for their shapes

                check_jsonl(findings, before.st_size, workers, meter)
            case "csv":
                check_csv(findings, meter)
            case _:
                _check_parquet(findings)
        if fingerprint(os.stat(findings.path)) != fingerprint(before):
            findings.sha256 = None
            findings.add("changed", "the file changed while it was read; check it again once nothing writes to it")
        meter.at(before.st_size)
    except OSError as error:
        findings.sha256 = None
        findings.add("unreadable", f"the file cannot be checked to its end: {error.strerror or error}")
    if not findings.samples and not findings.has_faults:
        findings.add("no-samples", "the file has no rows")


def basic_issues(path: str, max_size: int, suffixes: tuple[str, ...] = SUFFIXES) -> list[Issue]:
    """What holds for every file, without reading it; its type is named among `suffixes` alone."""
    try:
        found = os.stat(path)
    except (OSError, ValueError) as error:  # a path with a NUL is a ValueError
        return [Issue(None, "", "not-found", str(getattr(error, "strerror", None) or error))]
    suffix = os.path.splitext(path)[1]
    issues: list[Issue] = []
    if not stat.S_ISREG(found.st_mode):
        issues.append(Issue(None, "", "not-a-file", "it is not a regular file"))
    elif found.st_size == 0:
        issues.append(Issue(None, "", "empty", "the file is empty"))
    elif found.st_size > max_size:
        problem = f"the file has {found.st_size:,} bytes; at most {max_size:,} are taken"
        issues.append(Issue(None, "", "too-large", problem))
    elif not os.access(path, os.R_OK):
        issues.append(Issue(None, "", "unreadable", "this user may not read the file"))
    if suffix[1:] not in SUFFIXES:
        known = " or ".join(f".{name}" for name in suffixes)
        problem = f"has the suffix {suffix!r}" if suffix else "has no suffix"
        issues.append(Issue(None, "", "wrong-suffix", f"the file's name {problem}; it must be {known}"))
    return issues


def _check_parquet(findings: Findings) -> None:
    """Judge a file from its metadata, without reading the columns; fine-tune files are tokenized data."""
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
    known = ", ".join(_PARQUET_COLUMNS)
    if "input_ids" not in names:
        findings.add("missing-column", "the file has no column input_ids")
    for name in sorted(set(names) - set(_PARQUET_COLUMNS)):
        findings.add("unknown-column", f"the file has a column {name}; only {known} may be there")
