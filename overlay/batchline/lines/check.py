"""Check a file before it is uploaded, by the rules of its purpose.

The shapes of lines come from the document, through `batchline_lines`. Written by hand is what
a schema cannot say of a file: what must be unique in it, or the same, and how large it may be.
"""

from __future__ import annotations

import csv
import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, Final, TextIO

import msgspec

import batchline_lines
from batchline_api import document
from batchline_api.models import FilePurpose

from ..errors import BatchlineError
from . import parquet
from .report import Issue, ValidationReport

SUFFIXES: Final = ("jsonl", "csv", "parquet")
_TYPES: Final = {
    FilePurpose.FINE_TUNE: ("jsonl", "parquet"),
    FilePurpose.EVAL: ("jsonl", "csv"),
    FilePurpose.BATCH_API: ("jsonl",),
}
_FORMATS: Final[dict[str, type[msgspec.Struct]]] = {
    "general": batchline_lines.GeneralRow,
    "conversation": batchline_lines.ConversationRow,
    "instruction": batchline_lines.InstructionRow,
    "preference_openai": batchline_lines.PreferenceRow,
}
_REQUESTS: Final[dict[str | None, type[Any]]] = {
    "/v1/chat/completions": batchline_lines.ChatBatchRequest,
    "/v1/completions": batchline_lines.CompletionBatchRequest,
}
_PARQUET_COLUMNS: Final = ("input_ids", "attention_mask", "labels", "position_ids")
_BOM: Final = b"\xef\xbb\xbf"


def request_shape(endpoint: str | None) -> type[Any]:
    """The Struct that a request to an endpoint must fit; of one that is not known, what holds for all."""
    return _REQUESTS.get(endpoint, batchline_lines.ModelBatchRequest)


def check_file(
    path: str | os.PathLike[str],
    purpose: FilePurpose | str = FilePurpose.FINE_TUNE,
    *,
    max_issues: int = 100,
) -> ValidationReport:
    """Check a file by the rules of a purpose; the source of the rules is `openapi/lines.yaml`.

    Args:
        path: The file.
        purpose: `fine-tune`, `eval` or `batch-api`; of another purpose only what holds for
            every file is checked.
        max_issues: How many faults to list; all are counted.

    Returns:
        The report. Nothing is raised for what is in the file.
    """
    path = os.fspath(path)
    check = _Check(path, FilePurpose(purpose), max_issues)
    for issue in basic_issues(path, document.MAX_FILE_SIZE):
        check.add(issue.line, issue.pointer, issue.code, issue.message)
    if check.total:
        return check.report()
    suffix = os.path.splitext(path)[1][1:]
    allowed = _TYPES.get(check.purpose, SUFFIXES)
    if suffix not in allowed:
        check.add(None, "", "wrong-type", f"a {check.purpose} file is {' or '.join(allowed)}, not {suffix}")
        return check.report()
    try:
        {"jsonl": _check_jsonl, "csv": _check_csv, "parquet": _check_parquet}[suffix](check)
    except OSError as error:
        check.add(None, "", "unreadable", f"the file cannot be read: {error.strerror or error}")
    if not check.samples and not check.total:
        check.add(None, "", "no-samples", "the file has no rows")
    return check.report()


def basic_issues(path: str, max_size: int) -> list[Issue]:
    """What holds for every file of every purpose, without reading it."""
    try:
        found = os.stat(path)
    except OSError as error:
        return [Issue(None, "", "not-found", f"{path}: {error.strerror or error}")]
    suffix = os.path.splitext(path)[1]
    issues: list[Issue] = []
    if not stat.S_ISREG(found.st_mode):
        issues.append(Issue(None, "", "not-a-file", f"{path} is not a regular file"))
    elif found.st_size == 0:
        issues.append(Issue(None, "", "empty", f"{path} is empty"))
    elif found.st_size > max_size:
        issues.append(
            Issue(None, "", "too-large", f"{path} has {found.st_size:,} bytes; at most {max_size:,} are taken")
        )
    elif not os.access(path, os.R_OK):
        issues.append(Issue(None, "", "unreadable", f"{path} may not be read by this user"))
    if suffix[1:] not in SUFFIXES:
        known = ", ".join(f".{name}" for name in SUFFIXES)
        issues.append(Issue(None, "", "wrong-suffix", f"{path} has the suffix {suffix!r}; it must be one of {known}"))
    return issues


class _Check(msgspec.Struct):
    """A check under way: what was found so far."""

    path: str
    purpose: FilePurpose
    max_issues: int
    issues: list[Issue] = msgspec.field(default_factory=list[Issue])
    total: int = 0
    samples: int = 0
    dataset_format: str | None = None
    endpoint: str | None = None
    sha256: str | None = None

    def add(self, line: int | None, pointer: str, code: str, message: str) -> None:
        self.total += 1
        if len(self.issues) < self.max_issues:
            self.issues.append(Issue(line, pointer, code, message))

    def report(self) -> ValidationReport:
        suffix = os.path.splitext(self.path)[1][1:]
        try:
            size = os.stat(self.path).st_size
        except OSError:
            size = None
        return ValidationReport(
            path=self.path,
            purpose=str(self.purpose),
            file_type=suffix if suffix in SUFFIXES else None,
            file_size=size,
            samples=self.samples,
            dataset_format=self.dataset_format,
            issues=tuple(self.issues),
            total_issues=self.total,
            sha256=self.sha256,
            endpoint=self.endpoint,
        )


def _check_jsonl(check: _Check) -> None:
    judges: dict[str, Callable[[_Check, int, bytes], None]] = {
        FilePurpose.FINE_TUNE: _judge_row,
        FilePurpose.BATCH_API: _RequestJudge(),
    }
    judge = judges.get(check.purpose, _judge_object)
    digest = hashlib.sha256()
    with open(check.path, "rb") as file:
        for number, read in enumerate(_hashed_lines(file, digest), 1):
            line = read
            if number == 1 and line.startswith(_BOM):
                check.add(
                    1, "", "byte-order-mark", "the file begins with a byte-order mark; save it as UTF-8 without one"
                )
                line = line.removeprefix(_BOM)
            if not line.strip():
                continue
            check.samples += 1
            judge(check, number, line)
    check.sha256 = digest.hexdigest()
    if check.purpose is FilePurpose.BATCH_API:
        _judge_size(check)


def _hashed_lines(file: BinaryIO, digest: Any) -> Iterator[bytes]:
    for line in file:
        digest.update(line)
        yield line


def _judge_size(check: _Check) -> None:
    size = os.stat(check.path).st_size
    if check.samples > document.MAX_BATCH_REQUESTS:
        problem = f"has {check.samples:,} requests; a batch takes {document.MAX_BATCH_REQUESTS:,}"
        check.add(None, "", "too-many-requests", f"the file {problem}: split it")
    if size > document.MAX_BATCH_BYTES:
        problem = f"has {size:,} bytes; a batch takes {document.MAX_BATCH_BYTES:,}"
        check.add(None, "", "too-many-bytes", f"the file {problem}: split it")


def _decoded(check: _Check, number: int, line: bytes, kind: type[Any]) -> Any:
    """A line as `kind`, or None when it was reported."""
    try:
        return msgspec.json.decode(line, type=kind)
    except msgspec.ValidationError as error:
        code, pointer, message = describe(error)
        check.add(number, pointer, code, message)
    except (msgspec.DecodeError, RecursionError) as error:
        check.add(number, "", "invalid-json", f"the line is not JSON: {error}")
    except UnicodeDecodeError as error:
        check.add(number, "", "invalid-utf8", f"the line is not UTF-8: byte {error.start + 1} of its text")
    return None


_CODES: Final = (
    ("missing required field", "missing-key"),
    ("contains unknown field", "unknown-key"),
    ("Invalid enum value", "wrong-value"),
    ("Invalid value", "wrong-value"),
    ("of length", "wrong-length"),
    ("matching regex", "wrong-value"),
)


def describe(error: msgspec.ValidationError) -> tuple[str, str, str]:
    """The code, the JSON pointer and the sentence of a decoder's error."""
    message, _, path = str(error).partition(" - at `$")
    code = next((code for words, code in _CODES if words in message), "wrong-type")
    pointer = re.sub(r"\[(\d+)\]|\.([^.\[`]+)", lambda found: f"/{found[1] or found[2]}", path.rstrip("`"))
    return code, pointer, message[0].lower() + message[1:]


def _judge_object(check: _Check, number: int, line: bytes) -> None:
    _decoded(check, number, line, dict[str, Any])


def _judge_row(check: _Check, number: int, line: bytes) -> None:
    """A fine-tune row; all rows of a file have the format of the first."""
    if check.dataset_format is None:
        row = _decoded(check, number, line, dict[str, Any])
        if row is None:
            return
        check.dataset_format = next(
            (name for name, kind in _FORMATS.items() if set(kind.__struct_fields__) & row.keys()), None
        )
        if check.dataset_format is None:
            known = "; ".join(f"{name}: {', '.join(kind.__struct_fields__)}" for name, kind in _FORMATS.items())
            hint = "; check requests of a batch with purpose batch-api" if "custom_id" in row else ""
            check.add(number, "", "unknown-format", f"the row has the keys of no format ({known}){hint}")
            return
    _decoded(check, number, line, _FORMATS[check.dataset_format])


class _RequestJudge:
    """Requests of a batch: ids are unique and the endpoint is one."""

    def __init__(self) -> None:
        self._lines: dict[str, int] = {}

    def __call__(self, check: _Check, number: int, line: bytes) -> None:
        request = _decoded(check, number, line, request_shape(check.endpoint))
        if request is None:
            return
        first = self._lines.setdefault(request.custom_id, number)
        if first != number:
            check.add(number, "/custom_id", "duplicate-id", f"custom_id {request.custom_id!r} was used in line {first}")
        if request.url is msgspec.UNSET:
            return
        if check.endpoint is None:
            check.endpoint = request.url
            # The endpoint is known only now: judge the line again, by what it asks of a body.
            _decoded(check, number, line, request_shape(check.endpoint))
        elif request.url != check.endpoint:
            check.add(
                number, "/url", "mixed-urls", f"the url is {request.url}, but that of earlier lines {check.endpoint}"
            )


def csv_reader(file: TextIO) -> Any:
    """A reader of CSV whose cells may hold whole documents; by default 128 KiB are too much."""
    csv.field_size_limit(2**31 - 1)
    return csv.reader(file, strict=True)


def _check_csv(check: _Check) -> None:
    with open(check.path, encoding="utf-8", newline="") as file:
        rows = csv_reader(file)
        try:
            header: list[str] = next(rows, list[str]())
            if header and header[0].startswith("\ufeff"):
                check.add(
                    1, "", "byte-order-mark", "the file begins with a byte-order mark; save it as UTF-8 without one"
                )
            if not any(name.strip("\ufeff ") for name in header):
                check.add(1, "", "no-header", "the first line names no columns")
                return
            for row in rows:
                if not row:
                    continue
                check.samples += 1
                if len(row) != len(header):
                    problem = f"the row has {len(row)} fields, the header {len(header)}"
                    check.add(rows.line_num, "", "wrong-length", problem)
        except csv.Error as error:
            check.add(rows.line_num, "", "invalid-csv", f"the line is not CSV: {error}")
        except UnicodeDecodeError:
            check.add(rows.line_num + 1, "", "invalid-utf8", "the file is not UTF-8 at or after this line")


def _check_parquet(check: _Check) -> None:
    try:
        names, check.samples = parquet.read_shape(check.path)
    except BatchlineError as error:
        check.add(None, "", "missing-extra", str(error))
        return
    except ValueError as error:
        check.add(None, "", "invalid-parquet", f"the file is not Parquet: {error}")
        return
    if "input_ids" not in names:
        check.add(None, "", "missing-column", "the file has no column input_ids")
    for name in sorted(set(names) - set(_PARQUET_COLUMNS)):
        known = ", ".join(_PARQUET_COLUMNS)
        check.add(None, "", "unknown-column", f"the file has a column {name}; only {known} may be there")
