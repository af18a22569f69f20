"""What downloads and runs end with, and where a run stands until then."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Iterable
from typing import Any, Final, Literal, cast

import msgspec

from batchline_api.models import BatchJob, BatchJobStatus

from .words import shown

MOST_KINDS: Final = 100
"""Kinds of errors, and of ends of answers, that are told apart; the rarest of more are `other`."""

MOST_REASONS: Final = 3
"""Reasons of one job that are told."""

LOST: Final = "LOST"
"""The status of a batch of which something no longer exists that the user continues without."""

WITH_JOB: Final = ("submitted", "ended", "joined")
"""The steps of a part of the input whose requests are, or were, in a batch."""

MOST_YEARS: Final = datetime.timedelta(days=3650)
"""A job is not older."""


class FileObject(msgspec.Struct, frozen=True):
    """A file that was downloaded.

    Attributes:
        object: Always `local`.
        id: The id of the file at the service.
        filename: The path of the local file.
        size: Its size in bytes.
    """

    object: Literal["local"]
    id: str
    filename: str
    size: int


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


_DISTRIBUTIONS: Final = ("prompt_tokens", "completion_tokens", "waits")
_KINDS: Final = ("errors", "finish_reasons")
_NUMBERS: Final = ("requests", "succeeded", "failed", "ignored", "undone", "unmatched", "cut")


class Outcomes(msgspec.Struct, frozen=True):
    """What became of requests.

    Attributes:
        requests: How many there are.
        succeeded: Those with an answer: a status 2xx and a body without an `error`.
        failed: All others.
        usage: The tokens of all answers together, by kind.
        ignored: The lines of the result files that are of no use: the `unmatched` ones, and those
            that answer a request that another line answers already.
        errors: The failed ones by kind: an error's code, or the status of an answer; `MOST_KINDS` at most.
        prompt_tokens: The distribution of the tokens of a request; see `histogram`.
        completion_tokens: That of the tokens of an answer.
        waits: That of the seconds between the creation of a batch and that of an answer, where
            answers say when they were created.
        undone: The failed ones that no batch has done.
        finish_reasons: How the answers of completions ended; see `RunSummary`. `MOST_KINDS` at most.
        unmatched: The lines of the result files that match no request of the input, or cannot be read.
        cut: The result files that end in the middle of a line.
    """

    requests: int = 0
    succeeded: int = 0
    failed: int = 0
    usage: dict[str, int] = {}
    ignored: int = 0
    errors: dict[str, int] = {}
    prompt_tokens: dict[int, int] = {}
    completion_tokens: dict[int, int] = {}
    waits: dict[int, int] = {}
    undone: int = 0
    finish_reasons: dict[str, int] = {}
    unmatched: int = 0
    cut: int = 0

    def __add__(self, other: Outcomes) -> Outcomes:
        return Outcomes.total([self, other])

    @classmethod
    def total(cls, several: Iterable[Outcomes]) -> Outcomes:
        """All of them together."""
        fields: dict[str, Any] = {name: Counter() for name in ("usage", *_KINDS, *_DISTRIBUTIONS)}
        fields |= dict.fromkeys(_NUMBERS, 0)
        for one in several:
            for name, counted in fields.items():
                if isinstance(counted, int):
                    fields[name] += getattr(one, name)
                else:
                    counted.update(getattr(one, name))
        for name in _KINDS:
            fields[name] = commonest(fields[name])
        fields["usage"] = dict(fields["usage"])
        return cls(**fields)


def commonest(kinds: Counter[str]) -> dict[str, int]:
    """Counts by kind, the commonest first: a service may name as many kinds as it has requests."""
    if len(kinds) <= MOST_KINDS:
        return dict(kinds.most_common())
    rest = kinds.pop("other", 0)
    kept = dict(kinds.most_common(MOST_KINDS - 1))
    return kept | {"other": rest + kinds.total() - sum(kept.values())}


class JobRecord(msgspec.Struct, frozen=True):
    """A batch job of a run, as it was last seen.

    Attributes:
        id: The job.
        status: Its status.
        created_at: When it was created.
        deadline: When it expires, if the service says so.
        ended_at: When it ended, or was seen to have ended.
        progress: How much of it is done, from 0 to 1.
        reason: Why it failed, in the service's words; see `job_reason`.
        output_file_id: The file of its answers.
        error_file_id: The file of its errors.
    """

    id: str
    status: str
    created_at: datetime.datetime
    deadline: datetime.datetime | None = None
    ended_at: datetime.datetime | None = None
    progress: float = 0.0
    reason: str | None = None
    output_file_id: str | None = None
    error_file_id: str | None = None

    @classmethod
    def of(cls, job: BatchJob, now: datetime.datetime, ended_at: datetime.datetime | None = None) -> JobRecord:
        """Return what is kept of a job that is seen for the first time now."""
        begun = cls(job.id, shown(job.status.value), _time(job.created_at, now) or now, _time(job.job_deadline, now))
        return begun.after(job, ended_at)

    def after(self, job: BatchJob, ended_at: datetime.datetime | None = None) -> JobRecord:
        """The same, as the job is now.

        Args:
            job: The job.
            ended_at: When it was seen to have ended, if it has; what the service says goes first.
        """
        return msgspec.structs.replace(
            self,
            status=shown(job.status.value),
            ended_at=ended_at and (_time(job.completed_at, ended_at) or ended_at),
            progress=1.0 if job.status == BatchJobStatus.COMPLETED else _share(job.progress),
            reason=job_reason(job),
            # A look that shows less than the one before it was served by something older.
            output_file_id=job.output_file_id or self.output_file_id,
            error_file_id=job.error_file_id or self.error_file_id,
        )

    @property
    def has_files(self) -> bool:
        """Whether it gave results."""
        return bool(self.output_file_id or self.error_file_id)

    @property
    def failed_empty(self) -> bool:
        """Whether it failed before doing any work: no result files, no progress.

        With progress, results may still appear.
        """
        is_half_done = 0 < self.progress < 1  # 1 is what some servers say of whatever has ended
        return self.status == BatchJobStatus.FAILED and not self.has_files and not is_half_done

    @property
    def may_have_paid(self) -> bool:
        """Whether it may have cost something."""
        return not self.failed_empty

    def without(self, file_id: str | None, now: datetime.datetime) -> JobRecord:
        """Return the same without this file of its results, or, where it is None, without a batch at the service."""
        output, errors = (None if kept == file_id else kept for kept in (self.output_file_id, self.error_file_id))
        return msgspec.structs.replace(
            self, status=LOST, ended_at=self.ended_at or now, output_file_id=output, error_file_id=errors
        )


# What follows reads fields of a job that the generated model takes as they come: a server that breaks
# the contract must not break a journal.


def _share(progress: object) -> float:
    """One kind of server counts to 1, the other to 100; 1.0 itself is the end of the first."""
    try:
        number = float(progress) if isinstance(progress, int | float | str) else 0.0
    except (ValueError, OverflowError):
        return 0.0
    if not 0 <= number <= 100:
        return 0.0
    return number if number <= 1 else number / 100


def job_reason(job: BatchJob) -> str | None:
    """Why a job failed, in the service's words; None if it does not say.

    They stand in `error`, a text or an object with a message and a code, or, as at OpenAI, in `errors`:
    `{"data": [{"message", "code", "line"}]}`. `MOST_REASONS` of them are told, on one short line.
    """
    given: list[object] = [*_each(job.error), *_each(job.additional_properties.get("errors"))]
    reasons = list(dict.fromkeys(words for one in given if (words := _words(one))))
    if not reasons:
        return None
    more = len(reasons) - MOST_REASONS
    return shown("; ".join(reasons[:MOST_REASONS])) + (f" and {more} more" if more > 0 else "")


def _each(reasons: object) -> list[object]:
    if isinstance(reasons, dict) and "data" in reasons:
        reasons = cast("dict[str, object]", reasons)["data"]
    return cast("list[object]", reasons) if isinstance(reasons, list) else [reasons]


def _words(reason: object) -> str:
    """One reason; nothing where it says nothing."""
    if isinstance(reason, dict):
        fields = cast("dict[str, object]", reason)
        line = fields.get("line")
        named = (fields.get("message"), fields.get("code"))
        said = list(dict.fromkeys(filter(None, (shown(str(one)) for one in named if isinstance(one, str | int)))))
        if said:
            words = said[0] if len(said) == 1 else f"{said[0]} ({said[1]})"
            return f"line {line}: {words}" if isinstance(line, int) else words
    if isinstance(reason, str):
        return shown(reason)
    try:
        return shown(json.dumps(reason, ensure_ascii=False)) if reason else ""
    except RecursionError:
        return ""


def _time(time: datetime.datetime | None, now: datetime.datetime) -> datetime.datetime | None:
    """A time with a zone, UTC where the service names none; None where it is nonsense, such as the year 1."""
    if time is None:
        return None
    aware = time.replace(tzinfo=datetime.UTC) if time.tzinfo is None else time
    return aware if abs(aware - now) < MOST_YEARS else None


class BatchStatus(msgspec.Struct, frozen=True):
    """Where a part of the input stands.

    Attributes:
        batch: Which part, from 1.
        step: The last step that was done: `planned`, `uploaded`, `submitting`, `submitted`, `ended`
            or `joined`.
        requests: How many requests it has.
        size: How many bytes they have in the input.
        attempt: How often they were sent, or are being sent: from 1.
        jobs: The batch jobs that were created for them, oldest first.
        answered: How many of them earlier batches have done.
    """

    batch: int
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
        batches: Its parts.
        kept: How many of the requests keep the answers of an earlier run.
    """

    input: str
    endpoint: str
    started_at: datetime.datetime
    ended_at: datetime.datetime | None
    requests: int
    done: Outcomes
    batches: list[BatchStatus]
    kept: int = 0
