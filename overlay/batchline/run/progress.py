"""Where a run stands: told while it is at work, and summed up at its end."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Collection, Mapping
from typing import Literal

import msgspec

from batchline_api.models import BatchJob, BatchJobStatus

from ..progress import TransferProgress
from .state import Outcomes, RunHeader, ShardState
from .status import RunStatus, RunSummary, ShardStatus

logger = logging.getLogger("batchline")

Stage = Literal["check", "upload", "wait", "download", "join"]


class RunProgress(msgspec.Struct, frozen=True):
    """Where a run stands.

    Attributes:
        stage: `check`, `upload`, `wait`, `download` or `join`.
        transfer: The bytes of an upload or a download.
        job: The batch job, from its creation on.
        shard: Which part of the input this is about, from 1; None where it is about all.
        shards: How many parts the input has.
        status: Where all of them stand; None until that is known. The last one has an `ended_at`.
    """

    stage: Stage
    transfer: TransferProgress | None = None
    job: BatchJob | None = None
    shard: int | None = None
    shards: int = 1
    status: RunStatus | None = None


RunCallback = Callable[[RunProgress], object]


class ProgressReporter:
    """Tells a callback where the run stands, whatever of it has just moved."""

    def __init__(self, header: RunHeader, shards: Mapping[int, ShardState], tell: RunCallback) -> None:
        self._header = header
        self._shards = shards
        self._tell = tell
        self._jobs: dict[int, BatchJob] = {}
        self._done = outcomes(header, shards)
        self._statuses = {number: shard_status(one) for number, one in sorted(shards.items())}

    def __call__(self, stage: Stage, number: int | None = None, transfer: TransferProgress | None = None) -> None:
        """Tell what is being done, and with which shard."""
        status = _status(self._header, self._done, self._statuses.values())
        job = self._jobs.get(number) if number else None
        self._tell(RunProgress(stage, transfer, job, number, len(self._shards), status))

    def shard_advanced(self, number: int) -> None:
        """A shard has taken a step."""
        shard = self._shards[number]
        if shard.step == "joined" and shard.counts is not None:
            self._done += shard.counts
        self._statuses[number] = shard_status(shard)
        if shard.job is None:
            self._jobs.pop(number, None)  # that of an earlier attempt
        elif shard.step == "submitted":
            self._jobs[number] = BatchJob(shard.job.id, BatchJobStatus(shard.job.status))
            self("wait", number)

    def final_status(self, header: RunHeader) -> RunStatus:
        """All of it, once the run has ended."""
        return _status(header, self._done, self._statuses.values())

    def polled(self, jobs: Mapping[int, BatchJob]) -> None:
        """The batches in flight were looked at; by their shards."""
        for number, job in jobs.items():
            self._jobs[number] = job
            self._statuses[number] = shard_status(self._shards[number])
        for number in jobs:
            self("wait", number)


def outcomes(header: RunHeader, shards: Mapping[int, ShardState]) -> Outcomes:
    """What became of the requests of all shards that were joined, and of those whose answers were kept."""
    return Outcomes.total([header.kept_counts, *(one.counts for one in shards.values() if one.counts is not None)])


def shard_status(one: ShardState) -> ShardStatus:
    """Where a shard stands, for those who do not know what a shard is."""
    shard = one.shard
    return ShardStatus(shard.number, one.step, shard.requests, shard.length, one.attempt, one.jobs, one.answered)


def run_status(header: RunHeader, shards: Mapping[int, ShardState]) -> RunStatus:
    """Where a run stands."""
    return _status(header, outcomes(header, shards), [shard_status(one) for _, one in sorted(shards.items())])


def _status(header: RunHeader, done: Outcomes, shards: Collection[ShardStatus]) -> RunStatus:
    return RunStatus(
        input=os.fsdecode(header.input),
        endpoint=header.endpoint,
        started_at=header.started_at,
        ended_at=header.ended_at,
        requests=header.requests,
        done=done,
        shards=list(shards),
        kept=header.kept_counts.requests,
    )


def summary_of(status: RunStatus) -> RunSummary:
    """What became of a run that has ended."""
    done = status.done
    if done.ignored > done.unmatched:
        logger.warning("Lines of results that answer a request once more: %d.", done.ignored - done.unmatched)
    if done.cut:
        logger.warning("Files of results that end in the middle of a line: %d.", done.cut)
    return RunSummary(
        requests=done.requests,
        succeeded=done.succeeded,
        failed=done.failed,
        batches=len(status.batches),
        usage=done.usage,
        errors=done.errors,
        finish_reasons=done.finish_reasons,
        seconds=((status.ended_at or status.started_at) - status.started_at).total_seconds(),
    )
