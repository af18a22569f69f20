"""What is known of a run: its header, its shards with their batches, and what became of its requests.

The journal keeps all of it.
"""

from __future__ import annotations

import datetime
import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final, Literal

import msgspec

from batchline_api.models import BatchJob, BatchJobStatus

from ..batches import job_reason
from ..disk.journal import WORK, Journal
from ..text import sanitize


class Shard(msgspec.Struct, frozen=True):
    """The requests that one batch takes: some lines of the input, one after the other.

    Attributes:
        number: Which it is, from 1.
        offset: Where its lines begin in the input, in bytes.
        length: How many bytes they have there.
        first: The number of its first request, counted over the whole input from 1.
        requests: How many requests it has.
        is_as_sent: Whether its lines are sent as they stand in the input.
        record_offset: Where its first request begins in the run's record, in bytes; 0 without a record.
    """

    number: int
    offset: int
    length: int
    first: int
    requests: int
    is_as_sent: bool = True
    record_offset: int = 0


MOST_KINDS: Final = 100
"""Kinds of errors, and of ends of answers, that are told apart; the rarest of more are `other`."""


LOST: Final = "LOST"
"""The status of a batch of which something no longer exists that the user continues without."""

WITH_JOB: Final = ("submitted", "ended", "joined")
"""The steps of a part of the input whose requests are, or were, in a batch."""

MOST_YEARS: Final = datetime.timedelta(days=3650)
"""A job is not older."""


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
        begun = cls(job.id, sanitize(job.status.value), _time(job.created_at, now) or now, _time(job.job_deadline, now))
        return begun.after(job, ended_at)

    def after(self, job: BatchJob, ended_at: datetime.datetime | None = None) -> JobRecord:
        """The same, as the job is now.

        Args:
            job: The job.
            ended_at: When it was seen to have ended, if it has; what the service says goes first.
        """
        return msgspec.structs.replace(
            self,
            status=sanitize(job.status.value),
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

    def with_loss(self, file_id: str | None, now: datetime.datetime) -> JobRecord:
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


def _time(time: datetime.datetime | None, now: datetime.datetime) -> datetime.datetime | None:
    """A time with a zone, UTC where the service names none; None where it is nonsense, such as the year 1."""
    if time is None:
        return None
    aware = time.replace(tzinfo=datetime.UTC) if time.tzinfo is None else time
    return aware if abs(aware - now) < MOST_YEARS else None


Seen = tuple[str, int | None, int | None]
LONG_AGO: Final = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)

Step = Literal["planned", "uploaded", "submitting", "submitted", "ended", "joined"]


class RunConfig(msgspec.Struct, frozen=True):
    """What all shards of a run have in common.

    Attributes:
        input: The file of the requests that are sent.
        fingerprint: What it was like when it was checked; see `Source`.
        record: The file that has the id of each of these requests.
        folder: Where shards keep their files.
        endpoint: Where the requests go.
        retries: How often requests that a batch left undone are sent again.
        name: What the files that are uploaded are named after.
        feeds_update: Whether what is missing in the end will be sent again by an update.
        skip_batches: What the user continues without: ids of batches, or of input files whose batch
            is not known.
    """

    input: str
    fingerprint: tuple[int, int, int]
    record: str
    folder: str
    endpoint: str
    retries: int
    name: str = "requests.jsonl"
    feeds_update: bool = False
    skip_batches: tuple[str, ...] = ()

    @classmethod
    def of(cls, header: RunHeader, state: Path, *, retries: int, skip_batches: tuple[str, ...]) -> RunConfig:
        """Return it from what the run began with and the folder of its state."""
        return cls(
            input=os.fspath(state / header.sent) if header.sent else header.input_path,
            fingerprint=header.sent_fingerprint if header.sent else header.fingerprint,
            record=os.fspath(state / (header.sent_record or header.record)),
            folder=os.fspath(state / WORK),
            endpoint=header.endpoint,
            retries=retries,
            name=os.path.basename(header.input_path),
            skip_batches=skip_batches,
        )


class Absence(msgspec.Struct, frozen=True):
    """Something that the service should have, but doesn't show. It counts only once it lasts.

    Attributes:
        what: The `job`, its `results` (all or some of them), or the `input` file.
        since: When it was missed first.
        stable_since: Since when what there is has not changed.
        seen: What there is: of each result file its id, and its size in bytes at the service and here.
        is_cut: Whether a result file ends in the middle of a line.
    """

    what: Literal["job", "results", "input"]
    since: datetime.datetime
    stable_since: datetime.datetime
    seen: tuple[Seen, ...] = ()
    is_cut: bool = False


class ShardState(msgspec.Struct, frozen=True):
    """How far a shard is.

    A batch belongs to a shard through its input file: every attempt uploads a file of its own, which
    is noted before the batch is created.

    Attributes:
        shard: Its requests.
        step: The last step that was taken. `submitting` means that the batch may have been created:
            whether it was isn't known.
        attempt: How often the requests were sent, or are being sent: from 1.
        file_id: The uploaded file of this attempt.
        posted_at: While `submitting`: when the batch was asked for.
        is_deleting: Whether that file may have been deleted: a call to do so was not answered.
        deleted_at: When the file was deleted, so that no batch can start from it any more.
        watched: Files whose batch was given up, since it was not to be found. Should one turn up all
            the same, it belongs here.
        jobs: The batches that were created for these requests, oldest first.
        settled: How many of them belong to earlier attempts.
        answered: How many requests earlier attempts have answered.
        counts: What the joined results are.
        absence: What the service should have, but doesn't show.
        reuploads: How often the file was uploaded again because the service didn't find it.
        queued_since: Since when the service has had no room for this shard, until a batch of it has run.
        not_before: The requests are not sent before this time.
    """

    shard: Shard
    step: Step = "planned"
    attempt: int = 1
    file_id: str | None = None
    posted_at: datetime.datetime | None = None
    is_deleting: bool = False
    deleted_at: datetime.datetime | None = None
    watched: tuple[str, ...] = ()
    jobs: tuple[JobRecord, ...] = ()
    settled: int = 0
    answered: int = 0
    counts: Outcomes | None = None
    absence: Absence | None = None
    reuploads: int = 0
    queued_since: datetime.datetime | None = None
    not_before: datetime.datetime | None = None

    @property
    def job(self) -> JobRecord | None:
        """The batch of this attempt, once it was created."""
        return self.jobs[-1] if self.step in WITH_JOB and self.jobs else None

    @property
    def live_jobs(self) -> tuple[JobRecord, ...]:
        """The batches of this attempt that have not ended."""
        return tuple(job for job in self.jobs[self.settled :] if job.ended_at is None)

    @property
    def may_be_running(self) -> bool:
        """Whether a batch may be running for it."""
        return self.step in ("submitting", "submitted")

    @property
    def may_have_paid(self) -> bool:
        """Whether a batch of it may have cost something: any but those that failed without results."""
        return self.step == "submitting" or any(job.may_have_paid for job in self.jobs)

    @property
    def is_to_be_sent(self) -> bool:
        """Whether its next step is to upload its requests, or to ask for a batch of them."""
        return self.step in ("planned", "uploaded")

    @property
    def was_never_sent(self) -> bool:
        """Whether no batch was ever asked for."""
        return self.is_to_be_sent and not self.jobs and self.queued_since is None

    @property
    def has_lost(self) -> bool:
        """Whether the user continues without some of what its batches gave."""
        return any(job.status == LOST for job in self.jobs)

    def with_file(self, file_id: str) -> ShardState:
        """Return this shard once its file was uploaded."""
        return msgspec.structs.replace(self, step="uploaded", file_id=file_id)

    def before_submission(self, now: datetime.datetime) -> ShardState:
        """Return this shard right before its batch is asked for."""
        return msgspec.structs.replace(self, step="submitting", posted_at=now)

    def with_job(self, job: JobRecord, file_id: str | None) -> ShardState:
        """Return this shard with a batch that was created from this file of it."""
        watched, deleted_at = self.watched, self.deleted_at
        if file_id in watched:
            deleted_at = job.created_at
            if self.step == "submitting" and self.file_id is not None:
                watched = (*watched, self.file_id)  # a batch of that one may have been created as well
        return msgspec.structs.replace(
            self,
            step="submitted",
            file_id=file_id,
            posted_at=None,
            is_deleting=False,
            deleted_at=deleted_at,
            watched=watched,
            jobs=(*self.jobs, job),
            absence=None,
            not_before=None,
        )

    def with_updated_job(self, job: JobRecord) -> ShardState:
        """Return this shard with what is known now of one of its batches."""
        jobs = tuple(job if one.id == job.id else one for one in self.jobs)
        return msgspec.structs.replace(self, jobs=jobs)

    def before_upload(self, not_before: datetime.datetime | None = None) -> ShardState:
        """Return this shard as it is before its file is uploaded again, in the same attempt."""
        file_id = (self.file_id,) if self.step == "submitting" and self.file_id else ()
        return msgspec.structs.replace(
            self,
            step="planned",
            file_id=None,
            posted_at=None,
            is_deleting=False,
            deleted_at=None,
            watched=(*self.watched, *file_id),
            settled=len(self.jobs),
            absence=None,
            not_before=not_before,
        )

    def before_next_attempt(self, attempt: int, answered: int = 0) -> ShardState:
        """Return this shard before its unanswered requests are sent once more."""
        return ShardState(
            self.shard,
            attempt=attempt,
            watched=self.watched,
            jobs=self.jobs,
            settled=len(self.jobs),
            answered=answered,
        )

    def with_waits_from(self, today: datetime.datetime) -> ShardState:
        """Return this shard with no wait that begins after today."""
        absence = self.absence
        if absence is not None:
            since, stable_since = min(absence.since, today), min(absence.stable_since, today)
            absence = msgspec.structs.replace(absence, since=since, stable_since=stable_since)
        posted_at, deleted_at, queued_since = (
            one and min(one, today) for one in (self.posted_at, self.deleted_at, self.queued_since)
        )
        return msgspec.structs.replace(
            self, absence=absence, posted_at=posted_at, deleted_at=deleted_at, queued_since=queued_since
        )

    def with_absence(self, what: Literal["job", "results", "input"], now: datetime.datetime) -> ShardState:
        """Return this shard when something of it is not there, the first time or again."""
        if self.absence is not None and self.absence.what == what:
            return self
        return msgspec.structs.replace(self, absence=Absence(what, now, now))

    def with_loss(self, batch_id: str, now: datetime.datetime, file_id: str | None = None) -> ShardState:
        """Return this shard when one of its batches, or a file of its results, is gone for good."""
        jobs = [job.with_loss(file_id, now) if job.id == batch_id else job for job in self.jobs]
        return msgspec.structs.replace(self, jobs=tuple(jobs))

    def before_fetch(self, *, to_look_again: bool = False) -> ShardState:
        """Return this shard when its results have to be fetched again.

        Args:
            to_look_again: Whether its batches may have given more since: they are looked at first.
        """
        shard = msgspec.structs.replace(self, step="ended", counts=None)
        if not to_look_again:
            return shard
        absence = self.absence or Absence("results", LONG_AGO, LONG_AGO)
        return msgspec.structs.replace(shard, settled=0, absence=absence)

    def without_distributions(self) -> ShardState:
        """Return this shard with nothing but numbers of what its results are."""
        if self.counts is None:
            return self
        counts = msgspec.structs.replace(self.counts, prompt_tokens={}, completion_tokens={}, waits={})
        return msgspec.structs.replace(self, counts=counts)


VERSION: Final = 4
"""Of the contents of a journal; one of another version can't be resumed."""


class RunHeader(msgspec.Struct, frozen=True):
    """What a run began with, and how it ended.

    Attributes:
        version: `VERSION`.
        input: The file of the requests; bytes, since a name may be anything.
        output: Where their results go.
        fingerprint: What the input was like; see `Source`.
        sha256: The SHA-256 of its bytes.
        endpoint: Where its requests go.
        server: The API's address.
        requests: How many they are.
        started_at: When the run began.
        record: The file in the journal's folder that has the id and the digest of each request.
        skipped: The batches of earlier runs without which the user has continued.
        sent: The file there that has the requests to be sent, where those are not all of the input.
        sent_fingerprint: What that file is like.
        sent_record: The record of the requests to be sent.
        kept: The file there that has the answers which are kept from an earlier run.
        kept_counts: What these answers are.
        ended_at: When its output had been written.
        written: Size in bytes and digest of what was written to the output.
        previous: The run whose place it takes as soon as it may have paid for anything.
    """

    version: int
    input: bytes
    output: bytes
    fingerprint: tuple[int, int, int]
    sha256: str
    endpoint: str
    server: str
    requests: int
    started_at: datetime.datetime
    record: str
    skipped: tuple[str, ...] = ()
    sent: str | None = None
    sent_fingerprint: tuple[int, int, int] = (0, 0, 0)
    sent_record: str | None = None
    kept: str | None = None
    kept_counts: Outcomes = Outcomes()
    ended_at: datetime.datetime | None = None
    written: tuple[int, str] | None = None
    previous: tuple[RunHeader, dict[int, ShardState]] | None = None

    @property
    def input_path(self) -> str:
        """The file of the requests, as text."""
        return os.fsdecode(self.input)

    def __str__(self) -> str:
        """Which run it is, for people."""
        requests = "1 request" if self.requests == 1 else f"{self.requests:,} requests"
        return (
            f"the run of {self.input_path} ({requests}) to {self.endpoint} at {self.server}, into "
            f"{os.fsdecode(self.output)}, begun {self.started_at:%Y-%m-%d %H:%M} UTC"
        )


RunJournal = Journal[RunHeader, ShardState]
