"""Check a JSONL file, reading it once, with several processes if requested."""

from __future__ import annotations

import hashlib
import heapq
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from typing import Final

import msgspec

from batchline_api import document
from batchline_api.models import FilePurpose

from ..progress import Meter
from ..report import Issue
from .blocks import LONGEST_LINE, Block, ThreadedSha256, read_blocks
from .check_block import BlockReport, check_block
from .duplicate_ids import UniqueIds
from .explain import issues_of
from .findings import Findings
from .pool import Pool
from .schema_errors import Fault
from .worker import Task, read_again

BACKLOG: Final = 128
"""Blocks that may be ahead of the next one in the file's order; beyond that, wait for the workers."""

SHARE: Final = 2**24
"""Bytes of a file per worker process; for fewer, starting one doesn't pay."""


def check_jsonl(findings: Findings, size: int, workers: int, meter: Meter) -> None:
    """Check a file's lines.

    Args:
        findings: Receives the faults.
        size: The size of the file in bytes.
        workers: The maximum number of processes that check lines, including this one.
        meter: Receives the number of bytes checked.

    Raises:
        OSError: The file cannot be read, or there is no space for a temporary file.
    """
    others = min(workers - 1, size // SHARE)
    with ExitStack() as stack:
        file = stack.enter_context(open(findings.path, "rb", buffering=0))
        # With worker processes, this thread has time to compute the SHA-256; otherwise another does.
        digest = hashlib.sha256() if others else stack.enter_context(closing(ThreadedSha256()))
        pool = stack.enter_context(closing(Pool(others, findings.path, findings.rules, findings.endpoint)))
        merger = _Merger(findings, stack.enter_context(closing(UniqueIds())))
        for task, report in _check_in_order(findings, pool, read_blocks(file, size, digest)):
            merger.merge(task, report)
            meter.at(task.offset + task.length)
        merger.finish()
        findings.sha256 = digest.hexdigest()
    if findings.rules == FilePurpose.BATCH_API:
        _check_size(findings, size)


def _check_in_order(findings: Findings, pool: Pool, blocks: Iterator[Block]) -> Iterator[tuple[Task, BlockReport]]:
    """Yield the reports on all blocks in the file's order; this process and the workers check them."""
    tasks: deque[Task] = deque()
    reports: dict[int, BlockReport | None] = {}

    def take_ready() -> Iterator[tuple[Task, BlockReport]]:
        while tasks and tasks[0].number in reports:
            task = tasks.popleft()
            report = reports.pop(task.number)
            if report is None or task.common != findings.common:
                # No worker checked it, or it was checked before earlier lines determined `common`.
                task = msgspec.structs.replace(task, common=findings.common)
                report = _check_task(findings, task, read_again(findings.path, task))
            yield task, report

    for number, block in enumerate(blocks):
        # Each block may list as many faults as the whole report, so that the list doesn't depend on
        # which process checks the block.
        max_issues = findings.max_issues if findings.room else 0
        task = Task(number, block.offset, len(block.data), findings.common, max_issues, block.is_too_long)
        tasks.append(task)
        # The first block determines `common`, so it is checked before any other is submitted.
        if number == 0 or block.is_too_long or not pool.submit(task):
            reports[number] = _check_task(findings, task, block.data)
        reports.update(pool.results(wait=len(tasks) > BACKLOG))
        yield from take_ready()
    while tasks:
        reports.update(pool.results(wait=True))
        yield from take_ready()


def _check_task(findings: Findings, task: Task, data: bytes | memoryview) -> BlockReport:
    if not task.is_too_long:
        return check_block(findings.rules, task.common, data, task.max_issues, findings.endpoint)
    message = f"the line has more than {LONGEST_LINE:,} bytes; the rest was not read"
    fault = Fault("", "line-too-long", message, column=1)
    return BlockReport(1, 1, task.common, issues_of(1, bytes(data).decode(errors="replace"), [fault]), {fault.code: 1})


class _Merger:
    """Merges the reports on blocks: counts lines from the start of the file and finds repeated ids."""

    def __init__(self, findings: Findings, ids: UniqueIds) -> None:
        self._findings = findings
        self._ids = ids
        self._lines = 0

    def merge(self, task: Task, report: BlockReport) -> None:
        """Add the report on the next block."""
        findings, before = self._findings, self._lines
        if report.id_lines is None:
            id_lines: Sequence[int] = range(before + 1, before + 1 + len(report.ids))
        else:
            id_lines = [before + line for line in report.id_lines]
        repeated = self._ids.add(report.ids, id_lines)
        issues = [msgspec.structs.replace(issue, line=before + (issue.line or 0)) for issue in report.issues]
        if repeated and findings.room:
            lines = read_again(findings.path, task).split(b"\n")
            for line, first in repeated[: findings.room]:
                text = b"".join(lines[line - before - 1 : line - before])  # empty if the file was cut short
                issues += issues_of(line, text.decode(errors="replace"), [_duplicate_id(first)])
            issues.sort(key=lambda issue: (issue.line or 0, issue.column or 0))
        findings.extend(issues, {**report.counts, **_duplicate_counts(len(repeated))})
        findings.warn(
            msgspec.structs.replace(warning, line=before + (warning.line or 0)) for warning in report.warnings
        )
        findings.samples += report.samples
        findings.common = report.common
        self._lines += report.lines

    def finish(self) -> None:
        """Add the repeated ids that are too far apart for `merge` to find."""
        count = 0

        def count_pairs() -> Iterator[tuple[int, int]]:
            nonlocal count
            for pair in self._ids.across_generations():
                count += 1
                yield pair

        listed = heapq.nsmallest(self._findings.room, count_pairs())
        faults = [(line, _duplicate_id(first)) for line, first in listed]
        issues = [Issue(line, fault.pointer, fault.code, fault.message) for line, fault in faults]
        self._findings.extend(issues, _duplicate_counts(count))


def _duplicate_id(first: int) -> Fault:
    return Fault("/custom_id", "duplicate-id", f"the custom_id was already used in line {first}")


def _duplicate_counts(count: int) -> dict[str, int]:
    return {"duplicate-id": count} if count else {}


def _check_size(findings: Findings, size: int) -> None:
    """Add the faults of a file that is too large for one batch."""
    most_requests, most_bytes = document.MAX_BATCH_REQUESTS, document.MAX_BATCH_BYTES
    advice = "`batchline run` splits it; by hand: split --additional-suffix=.jsonl"
    if findings.samples > most_requests:
        problem = f"the file has {findings.samples:,} requests; a batch may have at most {most_requests:,}"
        findings.add("too-many-requests", f"{problem}: {advice} -l {most_requests} FILE")
    if size > most_bytes:
        problem = f"the file has {size:,} bytes; a batch may have at most {most_bytes:,}"
        findings.add("too-many-bytes", f"{problem}: {advice} -C {most_bytes} FILE")
