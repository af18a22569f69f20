"""Where a run stands, as its journal has it: also while it runs, and without a key."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import msgspec

from ..disk.journal import has_content, read_journal
from ..errors import BatchlineError
from . import progress
from .start import state_folder
from .state import WITH_JOB, JobRecord, Outcomes, RunHeader, ShardState


class RunSummary(msgspec.Struct, frozen=True):
    """What became of a run.

    Attributes:
        requests: The number of requests.
        succeeded: How many have an answer: a status 2xx and a body without an `error`.
        failed: How many have none.
        batches: The number of batch jobs.
        usage: The tokens of all answers together, by kind, such as `total_tokens`.
        errors: How many failed, by kind: the code of an error, or the status of an answer.
        finish_reasons: How the answers of chat and text completions ended, by the `finish_reason` of
            the first choice; `empty` are those that stopped and have nothing in them.
        seconds: How long it took since it was begun, with all interruptions.
    """

    requests: int
    succeeded: int
    failed: int
    batches: int
    usage: dict[str, int]
    errors: dict[str, int] = {}
    finish_reasons: dict[str, int] = {}
    seconds: float = 0.0


class ShardStatus(msgspec.Struct, frozen=True):
    """Where a part of the input stands.

    Attributes:
        number: Which shard, from 1.
        step: The last step that was done: `planned`, `uploaded`, `submitting`, `submitted`, `ended`
            or `joined`.
        requests: How many requests it has.
        size: How many bytes they have in the input.
        attempt: How often they were sent, or are being sent: from 1.
        jobs: The batch jobs that were created for them, oldest first.
        answered: How many of them earlier batches have done.
    """

    number: int
    step: str
    requests: int
    size: int
    attempt: int
    jobs: tuple[JobRecord, ...]
    answered: int = 0

    @property
    def job(self) -> JobRecord | None:
        """The batch job of this attempt, once it was created."""
        return self.jobs[-1] if self.step in WITH_JOB else None


class RunStatus(msgspec.Struct, frozen=True):
    """Where a run stands.

    Attributes:
        input: The file of its requests.
        endpoint: Where they go.
        started_at: When it was begun.
        ended_at: When its output had been written; None as long as it has not.
        requests: How many requests it has.
        done: What became of those that have an outcome.
        shards: The parts of its input.
        kept: How many of the requests keep the answers of an earlier run.
    """

    input: str
    endpoint: str
    started_at: datetime.datetime
    ended_at: datetime.datetime | None
    requests: int
    done: Outcomes
    shards: list[ShardStatus]
    kept: int = 0

    @property
    def batches(self) -> list[JobRecord]:
        """All of its batch jobs, as many as `RunSummary.batches` says."""
        return [job for shard in self.shards for job in shard.jobs]


def run_status(output: str | os.PathLike[str], state: str | os.PathLike[str] | None = None) -> tuple[RunStatus, bool]:
    """Say where the run to an output stands.

    Args:
        output: The output of the run.
        state: Its state folder; `OUTPUT.batchline` by default.

    Returns:
        Where it stands, and whether a process is at work with it.

    Raises:
        BatchlineError: There is no such run, or its state cannot be read.
    """
    header, shards, is_running = read_run(output, state)
    return progress.run_status(header, shards), is_running


def read_run(
    output: str | os.PathLike[str], state: str | os.PathLike[str] | None
) -> tuple[RunHeader, dict[int, ShardState], bool]:
    """What the journal of the run to an output says, and whether a process is at work with it; see `run_status`."""
    folder = Path(state_folder(output, state))
    found = read_journal(folder, RunHeader, ShardState)
    if found is None:
        raise BatchlineError(f"There is no record of a run in {folder}.")
    return found


def has_record(output: str | os.PathLike[str], state: str | os.PathLike[str] | None = None) -> bool:
    """Return whether there is a record of a run to this output, in whatever state it is."""
    return has_content(Path(state_folder(output, state)))
