"""Check a JSONL file, in one reading and with as many processes as are wanted."""

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
"""Blocks. So many may be judged before the one whose turn it is; then it is waited for."""

SHARE: Final = 2**24
"""Bytes. For less than this a further process is not worth its start."""


def check_jsonl(findings: Findings, size: int, workers: int, meter: Meter) -> None:
    """Check a file's lines.

    Args:
        findings: Gets what is found.
        size: How many bytes the file has.
        workers: The most processes that judge lines, this one among them.
        meter: Is told of the bytes that were judged.

    Raises:
        OSError: The file cannot be read, or there is no room for a temporary file.
    """
    helpers = min(workers - 1, size // SHARE)
    with ExitStack() as stack:
        file = stack.enter_context(open(findings.path, "rb", buffering=0))
        # With helpers this thread has time for the SHA-256 itself; without, a thread makes it meanwhile.
        digest = hashlib.sha256() if helpers else stack.enter_context(closing(ThreadedSha256()))
        pool = stack.enter_context(closing(Pool(helpers, findings.path, findings.rules, findings.endpoint)))
        merger = _Merger(findings, stack.enter_context(closing(UniqueIds())))
        for task, report in _in_order(findings, pool, read_blocks(file, size, digest)):
            merger.merge(task, report)
            meter.at(task.offset + task.length)
        merger.finish()
        findings.sha256 = digest.hexdigest()
    if findings.rules == FilePurpose.BATCH_API:
        _check_size(findings, size)


def _in_order(findings: Findings, pool: Pool, blocks: Iterator[Block]) -> Iterator[tuple[Task, BlockReport]]:
    """The blocks' verdicts in the file's order, judged here and by helpers alike."""
    orders: deque[Task] = deque()
    verdicts: dict[int, BlockReport | None] = {}

    def ready() -> Iterator[tuple[Task, BlockReport]]:
        while orders and orders[0].number in verdicts:
            task = orders.popleft()
            report = verdicts.pop(task.number)
            if report is None or task.common != findings.common:
                # No helper judged it, or when it was judged, the lines before it were not.
                task = msgspec.structs.replace(task, common=findings.common)
                report = _verdict(findings, task, read_again(findings.path, task))
            yield task, report

    for number, block in enumerate(blocks):
        # Within a block as many are listed as in all, so that the list is the same whoever judges it.
        max_issues = findings.max_issues if findings.room else 0
        task = Task(number, block.offset, len(block.data), findings.common, max_issues, block.is_too_long)
        orders.append(task)
        # The first block tells what is common, so it is judged before others are given away.
        if number == 0 or block.is_too_long or not pool.submit(task):
            verdicts[number] = _verdict(findings, task, block.data)
        verdicts.update(pool.results(wait=len(orders) > BACKLOG))
        yield from ready()
    while orders:
        verdicts.update(pool.results(wait=True))
        yield from ready()


def _verdict(findings: Findings, task: Task, data: bytes | memoryview) -> BlockReport:
    if not task.is_too_long:
        return check_block(findings.rules, task.common, data, task.max_issues, findings.endpoint)
    message = f"the line has more than {LONGEST_LINE:,} bytes; it was not read to its end"
    fault = Fault("", "line-too-long", message, column=1)
    return BlockReport(1, 1, task.common, issues_of(1, bytes(data).decode(errors="replace"), [fault]), {fault.code: 1})


class _Merger:
    """Puts the blocks' verdicts together: lines of the file, and ids that it has twice."""

    def __init__(self, findings: Findings, ids: UniqueIds) -> None:
        self._findings = findings
        self._ids = ids
        self._lines = 0

    def merge(self, task: Task, report: BlockReport) -> None:
        """Add the next block."""
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
                here = b"".join(lines[line - before - 1 : line - before])  # empty if the file was cut short
                issues += issues_of(line, here.decode(errors="replace"), [_repeated_id(first)])
            issues.sort(key=lambda issue: (issue.line or 0, issue.column or 0))
        findings.extend(issues, {**report.counts, **_count(len(repeated))})
        findings.warn(msgspec.structs.replace(one, line=before + (one.line or 0)) for one in report.warnings)
        findings.samples += report.samples
        findings.common = report.common
        self._lines += report.lines

    def finish(self) -> None:
        """Add the ids that stand far apart."""
        count = 0

        def counted() -> Iterator[tuple[int, int]]:
            nonlocal count
            for pair in self._ids.across_generations():
                count += 1
                yield pair

        listed = heapq.nsmallest(self._findings.room, counted())
        faults = [(line, _repeated_id(first)) for line, first in listed]
        issues = [Issue(line, fault.pointer, fault.code, fault.message) for line, fault in faults]
        self._findings.extend(issues, _count(count))


def _repeated_id(first: int) -> Fault:
    return Fault("/custom_id", "duplicate-id", f"the custom_id was used before, in line {first}")


def _count(count: int) -> dict[str, int]:
    return {"duplicate-id": count} if count else {}


def _check_size(findings: Findings, size: int) -> None:
    """What one batch takes; a larger file must go as several."""
    most_requests, most_bytes = document.MAX_BATCH_REQUESTS, document.MAX_BATCH_BYTES
    advice = "`batchline run` splits it; by hand: split --additional-suffix=.jsonl"
    if findings.samples > most_requests:
        problem = f"the file has {findings.samples:,} requests, a batch takes {most_requests:,}"
        findings.add("too-many-requests", f"{problem}: {advice} -l {most_requests} FILE")
    if size > most_bytes:
        problem = f"the file has {size:,} bytes, a batch takes {most_bytes:,}"
        findings.add("too-many-bytes", f"{problem}: {advice} -C {most_bytes} FILE")
