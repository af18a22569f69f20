"""The state of a run: its header, its shards with their batches, and the outcomes of its requests.

All of it is kept in the journal.
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
    """The requests of one batch: consecutive lines of the input.

    Attributes:
        number: Its number, from 1.
        offset: The offset of its lines in the input, in bytes.
        length: The length of its lines in the input, in bytes.
        first: The number of its first request, counted over the whole input from 1.
        requests: The number of its requests.
        is_as_sent: Whether its lines are sent exactly as they are in the input.
        record_offset: The offset of its first request in the run's record, in bytes; 0 without a record.
    """

    number: int
    offset: int
    length: int
    first: int
    requests: int
    is_as_sent: bool = True
    record_offset: int = 0


MOST_KINDS: Final = 100
"""Maximum kinds of errors, and of finish reasons, that are counted separately; rarer ones count as `other`."""

LOST: Final = "LOST"
"""The status of a batch that no longer exists, or whose results don't, and that the user has skipped."""

WITH_JOB: Final = ("submitted", "ended", "joined")
"""The steps of a shard whose requests are, or were, in a batch."""

_TIME_RANGE: Final = datetime.timedelta(days=3650)
"""How far a job's times may be from now; times further away are ignored as nonsense."""

_DISTRIBUTIONS: Final = ("prompt_tokens", "completion_tokens", "waits")
_KINDS: Final = ("errors", "finish_reasons")
_NUMBERS: Final = ("requests", "succeeded", "failed", "ignored", "undone", "unmatched", "cut")


class Outcomes(msgspec.Struct, frozen=True):
    """The outcomes of requests, as counts.

    Attributes:
        requests: The number of requests.
        succeeded: Requests with an answer: a 2xx status and a body without an `error`.
        failed: All other requests.
        usage: The tokens of all answers together, by kind.
        ignored: Lines of the result files that are not used: the `unmatched` ones, and those for a
            request that another line has already answered.
        errors: Failed requests by kind: an error's code, or the status of an answer; at most `MOST_KINDS`.
        prompt_tokens: The distribution of tokens per request; see `histogram`.
        completion_tokens: The distribution of tokens per answer.
        waits: The distribution of seconds from the creation of a batch to that of an answer, for
            answers that say when they were created.
        undone: Failed requests that no batch has processed.
        finish_reasons: How the answers of completions ended; see `RunSummary`. At most `MOST_KINDS`.
        unmatched: Lines of the result files that match no request of the input, or cannot be read.
        cut: Result files that end in the middle of a line.
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
        """Return the sum of several outcomes."""
        fields: dict[str, Any] = {name: Counter() for name in ("usage", *_KINDS, *_DISTRIBUTIONS)}
        fields |= dict.fromkeys(_NUMBERS, 0)
        for outcomes in several:
            for name, total in fields.items():
                if isinstance(total, int):
                    fields[name] += getattr(outcomes, name)
                else:
                    total.update(getattr(outcomes, name))
        for name in _KINDS:
            fields[name] = commonest(fields[name])
        fields["usage"] = dict(fields["usage"])
        return cls(**fields)


def commonest(kinds: Counter[str]) -> dict[str, int]:
    """Return the counts of the commonest kinds, the largest first: there may be as many kinds as requests."""
    if len(kinds) <= MOST_KINDS:
        return dict(kinds.most_common())
    rest = kinds.pop("other", 0)
    counts = dict(kinds.most_common(MOST_KINDS - 1))
    return counts | {"other": rest + kinds.total() - sum(counts.values())}


class JobRecord(msgspec.Struct, frozen=True):
    """A batch job of a run, as last seen.

    Attributes:
        id: The job's id.
        status: Its status.
        created_at: When it was created.
        deadline: When it expires, if the service says so.
        ended_at: When it ended, or when that was first seen.
        progress: The share of it that is done, from 0 to 1.
        reason: Why it failed, in the service's words; see `job_reason`.
        output_file_id: The id of the file with its answers.
        error_file_id: The id of the file with its errors.
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
        """Return the record of a job that is seen for the first time now."""
        created_at, deadline = _valid_time(job.created_at, now) or now, _valid_time(job.job_deadline, now)
        return cls(job.id, sanitize(job.status.value), created_at, deadline).after(job, ended_at)

    def after(self, job: BatchJob, ended_at: datetime.datetime | None = None) -> JobRecord:
        """Return this record, updated to what the job is now.

        Args:
            job: The job.
            ended_at: When it was seen to have ended, if it has; the service's time takes precedence.
        """
        return msgspec.structs.replace(
            self,
            status=sanitize(job.status.value),
            ended_at=ended_at and (_valid_time(job.completed_at, ended_at) or ended_at),
            progress=1.0 if job.status == BatchJobStatus.COMPLETED else _fraction(job.progress),
            reason=job_reason(job),
            # A response with fewer files than an earlier one is stale.
            output_file_id=job.output_file_id or self.output_file_id,
            error_file_id=job.error_file_id or self.error_file_id,
        )

    @property
    def has_files(self) -> bool:
        """Whether it has result files."""
        return bool(self.output_file_id or self.error_file_id)

    @property
    def failed_empty(self) -> bool:
        """Whether it failed before doing any work: no result files, no progress.

        With progress, results may still appear.
        """
        # Some servers report 1 for any job that has ended.
        is_half_done = 0 < self.progress < 1
        return self.status == BatchJobStatus.FAILED and not self.has_files and not is_half_done

    @property
    def may_have_paid(self) -> bool:
        """Whether it may have cost anything."""
        return not self.failed_empty

    def with_loss(self, file_id: str | None, now: datetime.datetime) -> JobRecord:
        """Return this record as lost: without this result file or, if None, without its batch at the service."""
        output, errors = (None if known == file_id else known for known in (self.output_file_id, self.error_file_id))
        return msgspec.structs.replace(
            self, status=LOST, ended_at=self.ended_at or now, output_file_id=output, error_file_id=errors
        )


# The generated model doesn't validate these fields of a job: a server that breaks the contract must not
# break a journal.


def _fraction(progress: object) -> float:
    """Return a job's progress from 0 to 1; servers count to 1 or to 100, and 1 itself means done."""
    try:
        number = float(progress) if isinstance(progress, int | float | str) else 0.0
    except (ValueError, OverflowError):
        return 0.0
    if not 0 <= number <= 100:
        return 0.0
    return number if number <= 1 else number / 100


def _valid_time(time: datetime.datetime | None, now: datetime.datetime) -> datetime.datetime | None:
    """Return a time with a zone, by default UTC; None for nonsense, such as the year 1."""
    if time is None:
        return None
    aware = time.replace(tzinfo=datetime.UTC) if time.tzinfo is None else time
    return aware if abs(aware - now) < _TIME_RANGE else None


Seen = tuple[str, int | None, int | None]
"""A result file's id, and its size in bytes at the service and here; None where there is no file."""
LONG_AGO: Final = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)

Step = Literal["planned", "uploaded", "submitting", "submitted", "ended", "joined"]


class RunConfig(msgspec.Struct, frozen=True):
    """The configuration that all shards of a run share.

    Attributes:
        input: The file with the requests that are sent.
        fingerprint: Its size, mtime_ns and inode when it was checked.
        record: The file with the id of each of these requests.
        folder: The folder for the shards' files.
        endpoint: The endpoint of the requests.
        retries: How many times requests that a batch left undone are sent again.
        name: The name that the names of uploaded files are derived from.
        feeds_update: Whether an update will send again what is missing in the end.
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
        """Return the configuration of a run with this header and state folder."""
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
    """Something that the service should have but doesn't show. It counts only once it lasts.

    Attributes:
        what: The `job`, its `results` (all or some of them), or the `input` file.
        since: When it was first missed.
        stable_since: Since when `seen` has not changed.
        seen: The result files that there are: the id of each, and its size in bytes at the service and here.
        is_cut: Whether a result file ends in the middle of a line.
    """

    what: Literal["job", "results", "input"]
    since: datetime.datetime
    stable_since: datetime.datetime
    seen: tuple[Seen, ...] = ()
    is_cut: bool = False


class ShardState(msgspec.Struct, frozen=True):
    """The progress of a shard.

    A batch belongs to a shard through its input file: every attempt uploads a file of its own, whose
    id is noted before the batch is created.

    Attributes:
        shard: Its requests.
        step: The last step that was taken. `submitting` means that the batch may have been created,
            but it isn't known whether it was.
        attempt: The number of times that the requests were sent, or are being sent, from 1.
        file_id: The uploaded file of this attempt.
        posted_at: While `submitting`: when the call to create the batch was made.
        is_deleting: Whether that file may have been deleted: a call to delete it was not answered.
        deleted_at: When the file was deleted, so that no batch can start from it any more.
        watched: Files whose batch was given up because it was not found. If one turns up later, it
            belongs to this shard.
        jobs: The batches that were created for these requests, oldest first.
        settled: How many of the jobs belong to earlier attempts.
        answered: How many requests earlier attempts have answered.
        counts: The outcomes of the joined results.
        absence: What the service should have but doesn't show.
        reuploads: How many times the file was uploaded again because the service didn't find it.
        queued_since: Since when the service has had no room for this shard, until a batch of it has run.
        not_before: The time before which the requests are not sent.
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
        """The batch of this attempt, once it has been created."""
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
        """Whether a batch of it may have cost anything: any except those that failed without results."""
        return self.step == "submitting" or any(job.may_have_paid for job in self.jobs)

    @property
    def is_to_be_sent(self) -> bool:
        """Whether its next step is to upload its requests, or to create a batch of them."""
        return self.step in ("planned", "uploaded")

    @property
    def was_never_sent(self) -> bool:
        """Whether no batch of it was ever requested."""
        return self.is_to_be_sent and not self.jobs and self.queued_since is None

    @property
    def has_lost(self) -> bool:
        """Whether the user has skipped one of its batches, or some of its results."""
        return any(job.status == LOST for job in self.jobs)

    def with_file(self, file_id: str) -> ShardState:
        """Return this shard with its uploaded file."""
        return msgspec.structs.replace(self, step="uploaded", file_id=file_id)

    def before_submission(self, now: datetime.datetime) -> ShardState:
        """Return this shard right before the call that creates its batch."""
        return msgspec.structs.replace(self, step="submitting", posted_at=now)

    def with_job(self, job: JobRecord, file_id: str | None) -> ShardState:
        """Return this shard with a batch that was created from this file."""
        watched, deleted_at = self.watched, self.deleted_at
        if file_id in watched:
            deleted_at = job.created_at
            if self.step == "submitting" and self.file_id is not None:
                # A batch of the current file may have been created as well.
                watched = (*watched, self.file_id)
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
        """Return this shard with the new record of one of its batches."""
        jobs = tuple(job if known.id == job.id else known for known in self.jobs)
        return msgspec.structs.replace(self, jobs=jobs)

    def before_upload(self, not_before: datetime.datetime | None = None) -> ShardState:
        """Return this shard right before its file is uploaded again, in the same attempt."""
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
        """Return this shard right before its unanswered requests are sent again."""
        return ShardState(
            self.shard,
            attempt=attempt,
            watched=self.watched,
            jobs=self.jobs,
            settled=len(self.jobs),
            answered=answered,
        )

    def with_waits_from(self, today: datetime.datetime) -> ShardState:
        """Return this shard with no wait that begins later than now: a clock may have been set back."""
        absence = self.absence
        if absence is not None:
            since, stable_since = min(absence.since, today), min(absence.stable_since, today)
            absence = msgspec.structs.replace(absence, since=since, stable_since=stable_since)
        posted_at, deleted_at, queued_since = (
            time and min(time, today) for time in (self.posted_at, self.deleted_at, self.queued_since)
        )
        return msgspec.structs.replace(
            self, absence=absence, posted_at=posted_at, deleted_at=deleted_at, queued_since=queued_since
        )

    def with_absence(self, what: Literal["job", "results", "input"], now: datetime.datetime) -> ShardState:
        """Return this shard with something recorded as missing, unless that is recorded already."""
        if self.absence is not None and self.absence.what == what:
            return self
        return msgspec.structs.replace(self, absence=Absence(what, now, now))

    def with_loss(self, batch_id: str, now: datetime.datetime, file_id: str | None = None) -> ShardState:
        """Return this shard without one of its batches, or without a result file, that no longer exists."""
        jobs = [job.with_loss(file_id, now) if job.id == batch_id else job for job in self.jobs]
        return msgspec.structs.replace(self, jobs=tuple(jobs))

    def before_fetch(self, *, to_look_again: bool = False) -> ShardState:
        """Return this shard right before its results are fetched again.

        Args:
            to_look_again: Whether to refresh its batches first, since they may have more results now.
        """
        shard = msgspec.structs.replace(self, step="ended", counts=None)
        if not to_look_again:
            return shard
        absence = self.absence or Absence("results", LONG_AGO, LONG_AGO)
        return msgspec.structs.replace(shard, settled=0, absence=absence)

    def without_distributions(self) -> ShardState:
        """Return this shard with the outcomes of its results, but without their distributions."""
        if self.counts is None:
            return self
        counts = msgspec.structs.replace(self.counts, prompt_tokens={}, completion_tokens={}, waits={})
        return msgspec.structs.replace(self, counts=counts)


VERSION: Final = 4
"""The version of a journal's contents; a run of another version can't be resumed."""


class RunHeader(msgspec.Struct, frozen=True):
    """What a run began with, and how it ended.

    Attributes:
        version: `VERSION`.
        input: The file with the requests; bytes, since paths can be arbitrary bytes.
        output: Where the results go; bytes, likewise.
        fingerprint: The input's size, mtime_ns and inode.
        sha256: The SHA-256 of the input.
        endpoint: The endpoint of the requests.
        server: The API's address.
        requests: The number of requests.
        started_at: When the run began.
        record: The file in the journal's folder with the id and the digest of each request.
        skipped: The batches of earlier runs that the user has continued without.
        sent: The file there with the requests to be sent, if those are not the whole input.
        sent_fingerprint: The size, mtime_ns and inode of that file.
        sent_record: The record of the requests to be sent.
        kept: The file there with the answers that are kept from an earlier run.
        kept_counts: The outcomes of these answers.
        ended_at: When the output had been written.
        written: The size in bytes and the digest of what was written to the output.
        previous: The run that this one replaces as soon as it may have paid for anything.
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
        """The path of the input, as text."""
        return os.fsdecode(self.input)

    def __str__(self) -> str:
        """Return a description of the run for messages."""
        requests = "1 request" if self.requests == 1 else f"{self.requests:,} requests"
        return (
            f"the run of {self.input_path} ({requests}) to {self.endpoint} at {self.server}, writing "
            f"{os.fsdecode(self.output)}, started {self.started_at:%Y-%m-%d %H:%M} UTC"
        )


RunJournal = Journal[RunHeader, ShardState]
