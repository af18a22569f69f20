"""Where a run stands: told while it is at work, and summed up at its end."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from types import MappingProxyType

from batchline_api.models import BatchJob

from ..outcomes import BatchStatus, JobRecord, Outcomes, RunStatus, RunSummary
from ..progress import RunProgress, Stage, TransferProgress
from .opening import RunHeader
from .shards import ShardState

logger = logging.getLogger("batchline")

RunCallback = Callable[[RunProgress], object]


class Told:
    """Tells a callback where the run stands, whatever of it has just moved."""

    def __init__(self, header: RunHeader, shards: Mapping[int, ShardState], tell: RunCallback) -> None:
        self._header = header
        self._shards = shards
        self._tell = tell
        self._jobs: dict[str, BatchJob] = {}
        self._done = outcomes(shards)
        self._status = run_status(header, shards, self._done)

    def __call__(self, stage: Stage, number: int | None = None, transfer: TransferProgress | None = None) -> None:
        """Tell what is being done, and with which shard."""
        record = self._shards[number].job if number else None
        job = self._jobs.get(record.id) if record else None
        batches = len(self._shards)
        self._tell(RunProgress(stage, transfer=transfer, job=job, batch=number, batches=batches, status=self._status))

    def moved(self, shard: ShardState) -> None:
        """A shard has taken a step."""
        if shard.step == "joined" and shard.counts is not None:
            self._done += shard.counts
        self._status = run_status(self._header, self._shards, self._done, self._jobs)

    def saw(self, flying: Mapping[str, int], job: BatchJob) -> None:
        """One of the batches in flight, whose shards these are, was looked at."""
        self._jobs[job.id] = job
        self._status = run_status(self._header, self._shards, self._done, self._jobs)
        self("wait", flying.get(job.id))


def outcomes(shards: Mapping[int, ShardState]) -> Outcomes:
    """What became of the requests of all shards that were joined."""
    return sum((one.counts for one in shards.values() if one.counts is not None), start=Outcomes())


def run_status(
    header: RunHeader,
    shards: Mapping[int, ShardState],
    done: Outcomes,
    seen: Mapping[str, BatchJob] = MappingProxyType({}),
) -> RunStatus:
    """Where a run stands.

    Args:
        header: What it began with.
        shards: How far each of them is.
        done: The outcomes of all of them.
        seen: Batches, by id, where they were looked at since they were noted.
    """

    def jobs(one: ShardState) -> tuple[JobRecord, ...]:
        job = seen.get(one.job.id) if one.step == "submitted" and one.job else None
        return one.jobs if job is None else (*one.jobs[:-1], one.jobs[-1].after(job))

    return RunStatus(
        input=header.input,
        endpoint=header.endpoint,
        started_at=header.started_at,
        ended_at=header.ended_at,
        requests=sum(one.shard.requests for one in shards.values()),
        done=done,
        batches=[
            BatchStatus(number, one.step, one.shard.requests, one.shard.length, one.attempt, jobs(one))
            for number, one in sorted(shards.items())
        ],
    )


def summary_of(status: RunStatus) -> RunSummary:
    """What became of a run that has ended."""
    done = status.done
    if done.ignored:
        logger.warning("The batches gave %d lines that answer no request, or one twice.", done.ignored)
    return RunSummary(
        requests=done.requests,
        succeeded=done.succeeded,
        failed=done.failed,
        batches=sum(len(one.jobs) for one in status.batches),
        usage=done.usage,
        errors=done.errors,
        seconds=((status.ended_at or status.started_at) - status.started_at).total_seconds(),
    )
