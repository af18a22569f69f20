"""The progress of a run: reported to a callback while it is running, and summarized at its end."""

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
    """What a run is doing, as reported to a callback.

    Attributes:
        stage: `check`, `upload`, `wait`, `download` or `join`.
        transfer: The bytes of an upload or a download.
        job: The batch job, from its creation on.
        shard: The number of the shard that this is about, from 1; None if it is about the whole run.
        shards: The number of shards.
        status: The progress of the whole run; None until that is known. In the last call it has an `ended_at`.
    """

    stage: Stage
    transfer: TransferProgress | None = None
    job: BatchJob | None = None
    shard: int | None = None
    shards: int = 1
    status: RunStatus | None = None


RunCallback = Callable[[RunProgress], object]


class ProgressReporter:
    """Calls a callback with the progress of the whole run whenever part of it has advanced."""

    def __init__(self, header: RunHeader, shards: Mapping[int, ShardState], tell: RunCallback) -> None:
        self._header = header
        self._shards = shards
        self._tell = tell
        self._jobs: dict[int, BatchJob] = {}
        self._done = outcomes(header, shards)
        self._statuses = {number: shard_status(state) for number, state in sorted(shards.items())}

    def __call__(self, stage: Stage, number: int | None = None, transfer: TransferProgress | None = None) -> None:
        """Report what is being done, and with which shard."""
        status = _status(self._header, self._done, self._statuses.values())
        job = self._jobs.get(number) if number else None
        self._tell(RunProgress(stage, transfer, job, number, len(self._shards), status))

    def shard_advanced(self, number: int) -> None:
        """Report that a shard has taken a step."""
        state = self._shards[number]
        if state.step == "joined" and state.counts is not None:
            self._done += state.counts
        self._statuses[number] = shard_status(state)
        if state.job is None:
            self._jobs.pop(number, None)  # the job of an earlier attempt
        elif state.step == "submitted":
            self._jobs[number] = BatchJob(state.job.id, BatchJobStatus(state.job.status))
            self("wait", number)

    def final_status(self, header: RunHeader) -> RunStatus:
        """Return the status of a run that has ended."""
        return _status(header, self._done, self._statuses.values())

    def polled(self, jobs: Mapping[int, BatchJob]) -> None:
        """Report the batches in flight that were polled, by shard."""
        for number, job in jobs.items():
            self._jobs[number] = job
            self._statuses[number] = shard_status(self._shards[number])
        for number in jobs:
            self("wait", number)


def outcomes(header: RunHeader, shards: Mapping[int, ShardState]) -> Outcomes:
    """Return the outcomes of the requests in joined shards and of those whose answers were kept."""
    return Outcomes.total(
        [header.kept_counts, *(state.counts for state in shards.values() if state.counts is not None)]
    )


def shard_status(state: ShardState) -> ShardStatus:
    """Return the public status of a shard."""
    shard = state.shard
    return ShardStatus(
        shard.number, state.step, shard.requests, shard.length, state.attempt, state.jobs, state.answered
    )


def run_status(header: RunHeader, shards: Mapping[int, ShardState]) -> RunStatus:
    """Return the progress of a run."""
    return _status(header, outcomes(header, shards), [shard_status(state) for _, state in sorted(shards.items())])


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
    """Return the summary of a run that has ended; warn about result lines that are odd."""
    done = status.done
    if done.ignored > done.unmatched:
        logger.warning("Result lines for requests that were already answered: %d.", done.ignored - done.unmatched)
    if done.cut:
        logger.warning("Result files that end in the middle of a line: %d.", done.cut)
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
