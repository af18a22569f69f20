"""Where a run stands, as its journal has it: also while it runs, and without a key."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from .errors import BatchlineError
from .flows.run import RunHeader, state_folder
from .flows.shards import ShardState
from .journal import glance


class BatchStatus(msgspec.Struct, frozen=True):
    """Where a part of the input stands.

    Attributes:
        batch: Which part, from 1.
        step: The last step that was done: `planned`, `uploaded`, `submitting`, `submitted`, `ended`,
            `downloaded` or `joined`.
        requests: How many requests it has.
        attempt: Which batch for these requests this is, from 1.
        batch_id: The batch, once it was created.
        status: How the batch has ended.
    """

    batch: int
    step: str
    requests: int
    attempt: int
    batch_id: str | None
    status: str | None


class RunStatus(msgspec.Struct, frozen=True):
    """Where a run stands.

    Attributes:
        input: The file of its requests.
        endpoint: Where they go.
        is_running: Whether a process is at work with it.
        requests: How many requests it has.
        done: How many of them have an outcome.
        failed: How many of those failed.
        batches: Its parts.
    """

    input: str
    endpoint: str
    is_running: bool
    requests: int
    done: int
    failed: int
    batches: list[BatchStatus]


def run_status(output: str | os.PathLike[str], state: str | os.PathLike[str] | None = None) -> RunStatus:
    """Say where the run to an output stands.

    Args:
        output: The output of the run.
        state: Its state folder; `OUTPUT.batchline` by default.

    Raises:
        BatchlineError: There is no such run, or its state cannot be read.
    """
    folder = Path(state_folder(output, state))
    found = glance(folder, RunHeader, ShardState)
    if found is None:
        ended = "; a run that has ended leaves none" if os.path.exists(output) else ""
        raise BatchlineError(f"There is no state of a run in {folder}{ended}.")
    header, shards, is_running = found
    counts = [one.counts for one in shards.values() if one.counts is not None]
    return RunStatus(
        input=header.input,
        endpoint=header.endpoint,
        is_running=is_running,
        requests=sum(one.shard.requests for one in shards.values()),
        done=sum(one.requests for one in counts),
        failed=sum(one.failed for one in counts),
        batches=[
            BatchStatus(number, one.step, one.shard.requests, one.attempt, one.batch_id, one.status)
            for number, one in sorted(shards.items())
        ],
    )
