"""Check a block of whole lines: find their faults and count them.

A pure function of the block and of what is the same in the whole file, so that any process may
check any block. Lines go the fast way first (`fast_path`); those that it refuses are checked again,
slowly (`explain`), and that decides. So the fast way may refuse what is right, but it never accepts
what is wrong.
"""

from __future__ import annotations

import functools
import itertools
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from io import BytesIO
from typing import Any, Final, NamedTuple

import msgspec

import batchline_lines
from batchline_lines.document import FORMATS

from ..report import MOST_WARNINGS, Issue
from .blocks import LONG_LINE, MOST_VALUES, has_too_many_values, is_blank_line
from .explain import explain, issues_of
from .fast_path import Reader, Rows, object_readers, request_readers, request_shape, row_readers, run_readers
from .findings import RUN
from .formats import conversion_of, formats_of, known_keys, required_keys
from .row_rules import row_faults
from .schema_errors import Fault, allowed_values, format_value, pointer, shape_faults, similar


class BlockReport(msgspec.Struct):
    """The findings for a block. Its lines are counted from 1.

    Attributes:
        lines: The number of lines.
        samples: The number of lines that are not blank.
        common: What is the same in the whole file, if the lines up to the end of the block determine
            it: the format of fine-tune rows, or the endpoint of requests.
        issues: The first faults, up to the requested number.
        counts: The number of faults of each code, listed or not.
        ids: The custom_ids.
        id_lines: The line of each id; None if these are lines 1, 2, 3 and so on.
        warnings: The first line with each key that the format doesn't have.
    """

    lines: int
    samples: int
    common: str | None
    issues: list[Issue] = []
    counts: dict[str, int] = {}
    ids: list[str] = []
    id_lines: list[int] | None = None
    warnings: list[Issue] = []


class _Rules(NamedTuple):
    """The rules of a purpose for one line; by default, only that it is an object.

    Attributes:
        readers: Returns the readers to try, fastest first, given `common` and the endpoint if known.
        ids: Returns the custom_ids of decoded rows; unset for a row that has none and needs none.
        common: Returns an object's value for what must be the same in the whole file.
        faults: Returns the faults of an object.
        ignored: Returns warnings for keys that the service ignores, given `common` if known and the
            keys of an object without faults.
    """

    readers: Callable[[str | None, str | None], Iterable[Reader]] = lambda _common, _endpoint: object_readers()
    ids: Callable[[list[Any]], list[str | msgspec.UnsetType]] = lambda _: []
    common: Callable[[dict[str, Any]], str | None] = lambda _: None
    faults: Callable[[str | None, str | None, dict[str, Any]], Iterable[Fault]] = lambda _common, _endpoint, _value: ()
    ignored: Callable[[str | None, Collection[str]], Iterable[Fault]] = lambda _common, _keys: ()


def _readers_of_rows(common: str | None, _endpoint: str | None) -> Iterable[Reader]:
    return row_readers(common)


def _non_null_keys(row: dict[str, Any]) -> tuple[str, ...]:
    """Return the keys of a row whose values are not null, since null counts as absent."""
    return tuple(key for key, value in row.items() if value is not None)


def _format_of(row: dict[str, Any]) -> str | None:
    formats = formats_of(_non_null_keys(row))
    return formats[0] if len(formats) == 1 else None


def _faults_of_row(common: str | None, _endpoint: str | None, row: dict[str, Any]) -> Iterator[Fault]:
    fitting = formats_of(_non_null_keys(row))
    if len(fitting) > 1:
        formats = "; ".join(f"{name}: {', '.join(sorted(required_keys(name)))}" for name in fitting)
        yield Fault("", "mixed-formats", f"the row's keys match several formats ({formats}); keep those of one")
    elif common is not None and fitting and fitting != [common]:
        yield Fault("", "mixed-formats", f"the row's format is {fitting[0]}, but that of earlier rows is {common}")
    nearest = common if common in fitting else next(iter(fitting), common)
    if nearest is None or not fitting:
        if advice := conversion_of(row):
            yield Fault("", "unknown-format", advice)
            return
        nearest = nearest or max(FORMATS, key=lambda name: len(required_keys(name) & row.keys()))
    if common is None and not required_keys(nearest) & row.keys():
        if "custom_id" in row:
            yield Fault("", "unknown-format", "the row looks like a batch request; use the purpose batch-api")
            return
        known = "; ".join(f"{name}: {', '.join(kind.__struct_fields__)}" for name, kind in FORMATS.items())
        names = [name for kind in FORMATS.values() for name in kind.__struct_fields__]
        suggestion = next(filter(None, (similar(key, names) for key in itertools.islice(row, 10))), None)
        hint = f"; did you mean {format_value(suggestion)}?" if suggestion else ""
        yield Fault("", "unknown-format", f"the row's keys match no known format ({known}){hint}")
        return
    yield from shape_faults(row, FORMATS[nearest])
    yield from row_faults({key: row[key] for key in known_keys(nearest) & row.keys()})


def _ignored_in_row(common: str | None, keys: Collection[str]) -> Iterator[Fault]:
    if common is None:
        return
    known = known_keys(common)
    missing = known.difference(keys)
    for key in itertools.islice((key for key in keys if key not in known), MOST_WARNINGS):
        suggestion = similar(key, missing)
        hint = f"; did you mean {format_value(suggestion)}?" if suggestion else ""
        message = f"{format_value(key)} is not a key of {common} rows, so training ignores it{hint}"
        yield Fault(pointer(key), "ignored-key", message, of_key=True)


def _endpoint_of(request: dict[str, Any]) -> str | None:
    """Return the endpoint that a request names, or None if it names none or an unknown one."""
    url = request.get("url")
    known = allowed_values(batchline_lines.ModelBatchRequest, "url")
    return url if isinstance(url, str) and url in known else None


def _ids_of_requests(rows: list[Any]) -> list[str | msgspec.UnsetType]:
    return [row.custom_id for row in rows]


def _faults_of_request(common: str | None, endpoint: str | None, request: dict[str, Any]) -> Iterator[Fault]:
    own = _endpoint_of(request)
    yield from shape_faults(request, request_shape(own or endpoint))
    if common is not None and own not in (None, common):
        yield Fault("/url", "mixed-urls", f"the url is {own}, but earlier lines have {common}; a batch has only one")


def _faults_of_run(common: str | None, endpoint: str | None, request: dict[str, Any]) -> Iterator[Fault]:
    # A request without a custom_id gets one when the run is split.
    yield from _faults_of_request(common, endpoint, {"custom_id": "request", **request})


_ANY: Final = _Rules()
_OF_ROWS: Final = _Rules(readers=_readers_of_rows, common=_format_of, faults=_faults_of_row, ignored=_ignored_in_row)
_RULES: Final = {
    "fine-tune": _OF_ROWS,
    "calibration": _OF_ROWS,
    "batch-api": _Rules(readers=request_readers, ids=_ids_of_requests, common=_endpoint_of, faults=_faults_of_request),
    RUN: _Rules(readers=run_readers, ids=_ids_of_requests, common=_endpoint_of, faults=_faults_of_run),
}


def check_block(
    purpose: str, common: str | None, block: bytes | memoryview, max_issues: int, endpoint: str | None = None
) -> BlockReport:
    """Check a block.

    Args:
        purpose: The purpose whose rules to apply; `RUN` for the requests of a run.
        common: What is the same in the whole file, if the lines before the block determine it.
        block: Whole lines; the last one may lack its line feed.
        max_issues: The maximum number of faults to list; all are counted.
        endpoint: The endpoint of requests that don't name one. None if unknown: a file doesn't say
            with which endpoint its batch is created.
    """
    if len(block) > LONG_LINE and has_too_many_values(line := bytes(block)):  # it is one line
        message = f"the line has more than {MOST_VALUES:,} values; they were not read"
        fault = Fault("", "too-many-values", message, column=1)
        beginning = line[:LONG_LINE].decode(errors="replace")
        return BlockReport(1, 1, common, issues_of(1, beginning, [fault][:max_issues]), {fault.code: 1})
    rules = _RULES.get(purpose, _ANY)
    lines = BytesIO(block).readlines()
    if (read := _read(rules.readers(common, endpoint), lines)) is not None:
        row_ids = rules.ids(read.rows)
        ids = [custom_id for custom_id in row_ids if custom_id is not msgspec.UNSET]
        id_lines = None
        if len(ids) != len(row_ids):
            id_lines = [number for number, custom_id in enumerate(row_ids, 1) if custom_id is not msgspec.UNSET]
        report = BlockReport(len(lines), len(lines), common, ids=ids, id_lines=id_lines)
        if read.keys is not None:
            ignored = _IgnoredKeys(report, rules)
            for number, (line, keys) in enumerate(zip(lines, read.keys, strict=True), 1):
                ignored.add(number, line, keys)
        return report
    report = BlockReport(len(lines), 0, common, [], {}, [], [], [])
    ignored = _IgnoredKeys(report, rules)
    counts: Counter[str] = Counter()
    for number, line in enumerate(lines, 1):
        if is_blank_line(line):
            continue
        report.samples += 1
        if (read := _read(rules.readers(report.common, endpoint), [line])) is not None:
            ids = [custom_id for custom_id in rules.ids(read.rows) if custom_id is not msgspec.UNSET]
            if read.keys is not None:
                ignored.add(number, line, *read.keys)
        else:
            text, value, faults = explain(line, functools.partial(rules.faults, report.common, endpoint))
            listed: list[Fault] = []
            is_faulty = False
            for fault in faults:
                is_faulty = True
                counts[fault.code] += 1
                if len(report.issues) + len(listed) < max_issues:
                    listed.append(fault)
            report.issues += issues_of(number, text, listed)
            report.common = report.common or rules.common(value)
            if not is_faulty:
                ignored.add(number, line, _non_null_keys(value))
            ids = [custom_id] if isinstance(custom_id := value.get("custom_id"), str) else []
        if ids and report.id_lines is not None:
            report.ids += ids
            report.id_lines.append(number)
    report.counts = dict(counts)
    return report


class _IgnoredKeys:
    """Adds warnings to a report: the first line with each ignored key, for up to `MOST_WARNINGS` keys."""

    def __init__(self, report: BlockReport, rules: _Rules) -> None:
        self._report = report
        self._rules = rules
        self._seen: set[tuple[str, ...]] = set()

    def add(self, number: int, line: bytes, keys: tuple[str, ...]) -> None:
        """Add warnings for the keys of a row without faults."""
        room = MOST_WARNINGS - len(self._report.warnings)
        if keys in self._seen or room <= 0:
            return
        self._seen.add(keys)
        warned = {warning.pointer for warning in self._report.warnings}
        faults = [fault for fault in self._rules.ignored(self._report.common, keys) if fault.pointer not in warned]
        text = line.rstrip(b"\r\n").decode(errors="replace")
        self._report.warnings += issues_of(number, text, faults[:room])


def _read(readers: Iterable[Reader], lines: list[bytes]) -> Rows | None:
    """Return the rows of some lines if they certainly have no faults; else None."""
    return next(filter(None, (reader.read(lines) for reader in readers)), None)
