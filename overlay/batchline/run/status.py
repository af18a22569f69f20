"""The progress of a run, read from its journal: even while it is running, and without an API key."""

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
    """The outcome of a run.

    Attributes:
        requests: The number of requests.
        succeeded: The number of requests with an answer: a 2xx status and a body without an `error`.
        failed: The number of requests without one.
        batches: The number of batch jobs.
        usage: The tokens of all answers together, by kind, such as `total_tokens`.
        errors: The number of failed requests by kind: the code of an error, or the status of an answer.
        finish_reasons: How the answers of chat and text completions ended, by the `finish_reason` of
            the first choice; `empty` counts answers that stopped without any content.
        seconds: The time from the start of the run to its end, including all interruptions.
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
    """The progress of a shard, which is a part of the input.

    Attributes:
        number: The shard's number, from 1.
        step: The last step that was done: `planned`, `uploaded`, `submitting`, `submitted`, `ended`
            or `joined`.
        requests: The number of its requests.
        size: Their size in the input, in bytes.
        attempt: The number of times that they were sent, or are being sent, from 1.
        jobs: The batch jobs that were created for them, oldest first.
        answered: How many of them earlier batches have answered.
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
        """The batch job of this attempt, once it has been created."""
        return self.jobs[-1] if self.step in WITH_JOB else None


class RunStatus(msgspec.Struct, frozen=True):
    """The progress of a run.

    Attributes:
        input: The file with the requests.
        endpoint: The endpoint of the requests.
        started_at: When the run began.
        ended_at: When the output had been written; None until then.
        requests: The number of requests.
        done: The outcomes of the requests that have one.
        shards: The parts of the input.
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
        """All batch jobs of the run; `RunSummary.batches` is their number."""
        return [job for shard in self.shards for job in shard.jobs]


def run_status(output: str | os.PathLike[str], state: str | os.PathLike[str] | None = None) -> tuple[RunStatus, bool]:
    """Return the progress of the run that writes an output.

    Args:
        output: The output of the run.
        state: Its state folder; `OUTPUT.batchline` by default.

    Returns:
        Its progress, and whether a process is running it.

    Raises:
        BatchlineError: There is no such run, or its state cannot be read.
    """
    header, shards, is_running = read_run(output, state)
    return progress.run_status(header, shards), is_running


def read_run(
    output: str | os.PathLike[str], state: str | os.PathLike[str] | None
) -> tuple[RunHeader, dict[int, ShardState], bool]:
    """Return a run's header and shards, and whether a process is running it; see `run_status`."""
    folder = Path(state_folder(output, state))
    contents = read_journal(folder, RunHeader, ShardState)
    if contents is None:
        raise BatchlineError(f"There is no record of a run in {folder}.")
    return contents


def has_record(output: str | os.PathLike[str], state: str | os.PathLike[str] | None = None) -> bool:
    """Return whether there is a record of a run that writes this output, even a damaged one."""
    return has_content(Path(state_folder(output, state)))
