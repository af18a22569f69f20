"""What is known of a run and of each of its shards: what the journal keeps, and what each step makes of it."""

from __future__ import annotations

import datetime
from typing import Literal

import msgspec

from batchline_api.models import BatchJob

from ..lines.split import Shard
from ..outcomes import LOST, WITH_JOB, JobRecord, Outcomes

Step = Literal["planned", "uploaded", "submitting", "submitted", "ended", "downloaded", "joined"]


class Run(msgspec.Struct, frozen=True):
    """What all shards of a run have in common.

    Attributes:
        input: The file of the requests.
        identity: What it was like when it was checked; see `Source`.
        folder: Where shards keep their files.
        endpoint: Where the requests go.
        retries: How often requests that a batch did not do are sent again.
        without: The batches of which something is gone that the user does without.
    """

    input: str
    identity: tuple[int, int, int]
    folder: str
    endpoint: str
    retries: int
    without: tuple[str, ...] = ()


class ShardState(msgspec.Struct, frozen=True):
    """How far a shard is.

    Attributes:
        shard: Its requests.
        step: The last step that was done.
        attempt: How often they were sent, or are being sent: from 1.
        file_id: The uploaded file.
        before: The batches that there were before this one was submitted.
        jobs: The batch jobs that were created for these requests, oldest first.
        answered: How many of them earlier batches have done.
        counts: What the shard's joined results are.
    """

    shard: Shard
    step: Step = "planned"
    attempt: int = 1
    file_id: str | None = None
    before: tuple[str, ...] = ()
    jobs: tuple[JobRecord, ...] = ()
    answered: int = 0
    counts: Outcomes | None = None

    @property
    def job(self) -> JobRecord | None:
        """The batch job of this attempt, once it was created."""
        return self.jobs[-1] if self.step in WITH_JOB else None

    @property
    def has_lost(self) -> bool:
        """Whether the user does without some of what its batches gave."""
        return any(job.status == LOST for job in self.jobs)

    def submitted(self, job: JobRecord) -> ShardState:
        """This shard once its batch was created."""
        return msgspec.structs.replace(self, step="submitted", before=(), jobs=(*self.jobs, job))

    def not_submitted(self) -> ShardState:
        """This shard once the creation of its batch was refused."""
        return msgspec.structs.replace(self, step="uploaded", before=())

    def seen(self, job: BatchJob) -> ShardState:
        """This shard once its batch was looked at."""
        return msgspec.structs.replace(self, jobs=(*self.jobs[:-1], self.jobs[-1].after(job)))

    def has_ended(self, job: BatchJob, now: datetime.datetime) -> ShardState:
        """This shard once its batch has reached a terminal status."""
        return msgspec.structs.replace(self, step="ended", jobs=(*self.jobs[:-1], self.jobs[-1].after(job, now)))

    def without_distributions(self) -> ShardState:
        """This shard with nothing but numbers of what its results are."""
        if self.counts is None:
            return self
        counts = msgspec.structs.replace(self.counts, prompt_tokens={}, completion_tokens={}, waits={})
        return msgspec.structs.replace(self, counts=counts)

    def unjoined(self) -> ShardState:
        """This shard, whose results have to be fetched again."""
        return msgspec.structs.replace(self, step="ended", counts=None)

    def loses(self, batch_id: str, file_id: str | None = None) -> ShardState:
        """This shard when one of its batches, or a file of its results, is gone for good."""
        jobs = [job.without(file_id) if job.id == batch_id else job for job in self.jobs]
        return msgspec.structs.replace(self, jobs=tuple(jobs))

    def again(self, attempt: int, answered: int = 0) -> ShardState:
        """This shard before its requests are sent once more, but for those that have an answer."""
        return ShardState(self.shard, attempt=attempt, jobs=self.jobs, answered=answered)
