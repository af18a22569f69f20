"""What is known of a run and of each of its shards: what the journal keeps."""

from __future__ import annotations

import datetime
from typing import Final, Literal

import msgspec

from ..lines.shard import Shard
from ..outcomes import LOST, WITH_JOB, JobRecord, Outcomes

Seen = tuple[str, int | None, int | None]
LONG_AGO: Final = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)

Step = Literal["planned", "uploaded", "submitting", "submitted", "ended", "joined"]


class Run(msgspec.Struct, frozen=True):
    """What all shards of a run have in common.

    Attributes:
        input: The file of the requests that are sent.
        identity: What it was like when it was checked; see `Source`.
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
    identity: tuple[int, int, int]
    record: str
    folder: str
    endpoint: str
    retries: int
    name: str = "requests.jsonl"
    feeds_update: bool = False
    skip_batches: tuple[str, ...] = ()


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

    def uploaded(self, file_id: str) -> ShardState:
        """Return this shard once its file was uploaded."""
        return msgspec.structs.replace(self, step="uploaded", file_id=file_id)

    def submitting(self, now: datetime.datetime) -> ShardState:
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

    def replaced(self, job: JobRecord) -> ShardState:
        """Return this shard with what is known now of one of its batches."""
        jobs = tuple(job if one.id == job.id else one for one in self.jobs)
        return msgspec.structs.replace(self, jobs=jobs)

    def replanned(self, not_before: datetime.datetime | None = None) -> ShardState:
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

    def again(self, attempt: int, answered: int = 0) -> ShardState:
        """Return this shard before its unanswered requests are sent once more."""
        return ShardState(
            self.shard,
            attempt=attempt,
            watched=self.watched,
            jobs=self.jobs,
            settled=len(self.jobs),
            answered=answered,
        )

    def begun_by(self, today: datetime.datetime) -> ShardState:
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

    def missing(self, what: Literal["job", "results", "input"], now: datetime.datetime) -> ShardState:
        """Return this shard when something of it is not there, the first time or again."""
        if self.absence is not None and self.absence.what == what:
            return self
        return msgspec.structs.replace(self, absence=Absence(what, now, now))

    def loses(self, batch_id: str, now: datetime.datetime, file_id: str | None = None) -> ShardState:
        """Return this shard when one of its batches, or a file of its results, is gone for good."""
        jobs = [job.without(file_id, now) if job.id == batch_id else job for job in self.jobs]
        return msgspec.structs.replace(self, jobs=tuple(jobs))

    def unjoined(self, *, to_look_again: bool = False) -> ShardState:
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
