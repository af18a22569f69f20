"""All shards of a run to their end: makes one move after the other, and notes what came of it.

What the service says is evidence, and evidence may lag: that something is missing counts only once
it has been missing for `RetryPolicy.lag` seconds. docs/runs.md says what is assumed and promised.
"""

from __future__ import annotations

import contextlib
import datetime
import logging
import math
from collections.abc import Mapping
from functools import partial
from typing import Final, Protocol

import msgspec

from batchline_api.models import BatchJob, BatchJobStatus

from ..api import calls
from ..api.responses import server_message
from ..api.retry import Attempts, requested_delay
from ..api.settings import Settings
from ..batches import POLL_JITTER, REFUSED_FOR, TERMINAL, poll_pause
from ..engine.bodies import TooLargeError
from ..engine.effects import Flow, Sleep, do, now, utc_now
from ..errors import (
    APIConnectionError,
    APIStatusError,
    BatchFailedError,
    BatchlineError,
    DownloadError,
    NotFoundError,
    RateLimitError,
    ResponseError,
)
from ..progress import TransferProgress
from .files import Sizes, clear
from .moves import deadline, next_move, rank, says_full, says_not_found
from .patience import POLLING, Backoff
from .progress import ProgressReporter, Stage
from .state import LOST, JobRecord, RunConfig, ShardState
from .steps import OnProgress, delete_input, fetch_results, refresh_jobs, says_gone, settle_results, upload_requests

logger = logging.getLogger("batchline")

QUEUE_PAUSE: Final = 600.0
"""Seconds. The longest pause before a service that has no room is asked again."""
QUEUE_PATIENCE: Final = datetime.timedelta(hours=24)
"""A run stops when the service has had no room for any batch of it for so long."""
_KNOWN: Final = frozenset(BatchJobStatus)
MAX_REUPLOADS: Final = 1
"""How often a file that the service doesn't find is uploaded again."""


class Notes(Protocol):
    """Where each step is noted: a journal."""

    def set(self, number: int, record: ShardState) -> None:
        """Note what has become of a shard; when this returns, it is on the disk."""
        ...


class Scheduler:
    """The shards of a run, in the hands of one process.

    Attributes:
        gone: What was missing for so long that only the user can say to continue without it: ids of
            batches, or of input files whose batch is not known.
    """

    def __init__(
        self,
        settings: Settings,
        config: RunConfig,
        journal: Notes,
        shards: dict[int, ShardState],
        reporter: ProgressReporter,
        *,
        in_flight: int,
        poll_interval: float | None,
        sends: bool = True,
    ) -> None:
        """Begin with what the journal says.

        Args:
            settings: The client's.
            config: The run.
            journal: Where each step is noted.
            shards: The shards by number; kept as they are in the journal.
            reporter: Told of each step.
            in_flight: How many batches may be running at once.
            poll_interval: Seconds between two polls; None begins quickly and slows down.
            sends: Whether anything may be sent; else shards that would have to be are left as they are.
        """
        self.gone: list[str] = []
        self._settings = settings
        self._once = msgspec.structs.replace(settings, max_retries=0)  # for calls that are repeated here
        self._lag = datetime.timedelta(seconds=settings.retry.lag)
        self._config = config
        self._journal = journal
        self._shards = shards
        self._open = {number: one for number, one in sorted(shards.items()) if one.step != "joined"}
        self._reporter = reporter
        self._in_flight = self._limit = in_flight
        self._poll_interval = poll_interval
        self._sends = sends
        self._backoff = Backoff(settings, poll_interval)
        self._stuck: dict[int, BatchlineError] = {}
        self._held: set[int] = set()  # since the service has no room
        self._began = 0.0
        self._poll_at = -math.inf
        self._poll_jitter = 0.0
        self._has_seen = False  # a batch of this run, in this process
        self._jobs: dict[str, BatchJob] = {}
        self._strangers: set[str] = set()
        self._said: set[tuple[object, ...]] = set()

    # ---- the loop

    def run_to_end(self) -> Flow[None]:
        """Bring every shard to its end.

        Raises:
            BatchlineError: The run can't continue now, or some of it can't. What was paid for is in
                the journal.
        """
        self._began = yield from now()
        today = yield from utc_now()
        for number, one in self._open.items():
            # A clock that was set back must not make anything wait for longer than it ever would.
            begun = one.with_waits_from(today)
            if begun.queued_since is not None and today - begun.queued_since >= QUEUE_PATIENCE:
                begun = msgspec.structs.replace(begun, queued_since=today)  # patience begins again with each call
            if begun.step == "uploaded" and begun.reuploads >= MAX_REUPLOADS:
                begun = msgspec.structs.replace(begun.before_upload(), reuploads=0)  # likewise
            self._shards[number] = self._open[number] = begun
            yield from self._wait_until(number, one.not_before)
        try:
            if any(one.watched for one in self._shards.values()):
                yield from self._step(POLLING, self._find_strays())
            while (yield from self._move()):
                pass
        except BatchlineError:
            yield from self._settle_the_rest()
            raise
        if self._stuck:
            raise next(iter(self._stuck.values()))

    def _move(self) -> Flow[bool]:
        """Make the next move; return whether another one may follow."""
        at = yield from now()
        polls = POLLING in self._backoff.trouble or any(
            one.may_be_running for number, one in self._open.items() if number not in self._stuck
        )
        move = next_move(
            self._open if self._sends else {n: one for n, one in self._open.items() if not one.is_to_be_sent},
            now=at,
            due=self._backoff.due,
            stuck=self._stuck,
            poll_at=self._poll_at if polls else None,
            limit=self._limit,
            may_send=self._may_send(at),
        )
        match move.what:
            case "settle":
                yield from self._step(move.number, self._settle(move.number))
            case "poll":
                yield from self._step(POLLING, self._poll())
            case "send":
                yield from self._step(move.number, self._send(move.number))
            case "wait":
                self._reporter("wait")
                is_for_poll = polls and move.until == self._poll_at
                yield Sleep(move.until - at, self._poll_jitter if is_for_poll else 0.0)
                if is_for_poll:
                    self._poll_at = -math.inf
            case "stop":
                return False
        return True

    def _may_send(self, at: float) -> bool:
        """Return whether anything may be paid for now.

        Not while the service is in trouble: results come first. And not before a batch of the run was
        seen, if there are any: with the key of another account none is, and none is to be created.
        """
        has_any = any(one.step == "submitted" for one in self._open.values())
        if not self._sends or (has_any and not self._has_seen) or POLLING in self._backoff.trouble:
            return False
        return all(self._backoff.is_due(number, at) for number in self._backoff.trouble)

    def _step(self, number: int, step: Flow[None]) -> Flow[None]:
        """Take a step. Where the service is in trouble, a run that has paid waits for better times."""
        try:
            yield from step
        except BatchlineError as error:
            failure = error
        else:
            self._backoff.note_success(number)
            return
        is_asking = number == POLLING or self._open[number].step == "ended"
        at = yield from now()
        if not self._has_paid() or not self._backoff.wait_out(failure, number, at, is_asking=is_asking):
            raise failure
        if number == POLLING:
            self._poll_at, self._poll_jitter = self._backoff.due.pop(POLLING), 0.0

    def _has_paid(self) -> bool:
        return any(one.may_have_paid for one in self._shards.values())

    def _settle_the_rest(self) -> Flow[None]:
        """Fetch what other batches gave, before an error ends the run."""
        for number in [number for number, one in self._open.items() if one.step == "ended" and not one.absence]:
            try:
                yield from self._settle(number)
            except BatchlineError as error:
                logger.info("%s", error)

    # ---- polls

    def _poll(self) -> Flow[None]:
        """Look at the batches of the run, and for those that may have been created."""
        today = yield from utc_now()
        flying = {
            job.id: number for number, one in self._open.items() if one.step == "submitted" for job in one.live_jobs
        }
        doubtful = [number for number, one in self._open.items() if one.step == "submitting"]
        can_resolve = True
        has_doubts = bool(doubtful) or any(one.watched for one in self._shards.values())
        listed: list[BatchJob] = []
        failure: BatchlineError | None = None
        unlisted: TooLargeError | None = None
        is_blind = False
        if len(flying) > 1 or has_doubts:
            try:
                listed = yield from calls.list_batches(self._once)
            except TooLargeError as error:  # it will be no shorter the next time
                unlisted = error
            except BatchlineError as error:  # each batch can be looked at alone
                failure, can_resolve = error if has_doubts else None, False
            else:
                failure, is_blind = yield from self._adopt(listed, today)
        failure = (yield from self._look_up(flying, {job.id: job for job in listed}, today)) or failure
        for number in doubtful:
            if can_resolve and self._open[number].step == "submitting" and number not in self._stuck:
                yield from self._resolve_doubt(number, today, unlisted, is_blind=is_blind or failure is not None)
        yield from self._plan_poll()
        if failure is not None:
            raise failure

    def _find_strays(self) -> Flow[None]:
        """Look once for batches that were given up: they may have come back since the last call."""
        try:
            listed = yield from calls.list_batches(self._once)
        except TooLargeError as error:
            self._say_once(("list",), f"{error} Not checking whether batches that went missing have come back.")
            return
        failure, _ = yield from self._adopt(listed, (yield from utc_now()))
        if failure is not None:
            raise failure

    def _plan_poll(self) -> Flow[None]:
        """Plan the next poll: the longer the run takes the later, but in time for what is about to be believed."""
        at, today = (yield from now()), (yield from utc_now())
        pause = self._poll_interval or poll_pause(at - self._began)
        self._poll_jitter = 0.0 if self._poll_interval else POLL_JITTER
        for number, one in self._open.items():
            end = deadline(one, self._lag)
            left = None if end is None else (end - today).total_seconds()
            if number in self._backoff.due and one.may_be_running:
                left = self._backoff.due[number] - at
            if left is not None and 0 < left < pause:
                pause, self._poll_jitter = left, 0.0
        self._poll_at = at + pause

    def _look_up(
        self, flying: Mapping[str, int], listed: Mapping[str, BatchJob], today: datetime.datetime
    ) -> Flow[BatchlineError | None]:
        """Look at each batch, and note what is seen; return why others could not be looked at."""
        found: dict[str, BatchJob] = {}
        absent: dict[str, NotFoundError] = {}
        failure: BatchlineError | None = None
        for batch_id in flying:
            job = listed.get(batch_id)
            # A list may leave out fields, and jobs; of what has ended all is needed.
            if job is None or job.status in TERMINAL or job.status not in _KNOWN:
                try:
                    job = yield from calls.get_batch(self._once, batch_id)
                except NotFoundError as error:
                    absent[batch_id] = error
                    continue
                except BatchlineError as error:
                    failure = failure or error
                    if isinstance(error, RateLimitError | APIConnectionError):
                        break
                    continue
            found[batch_id] = job
        self._has_seen = self._has_seen or bool(found)
        for batch_id, job in found.items():
            yield from self._note_seen(flying[batch_id], batch_id, job, today)
        self._reporter.polled({flying[batch_id]: job for batch_id, job in found.items()})
        for number, one in list(self._open.items()):
            if one.step == "submitted" and not one.live_jobs:
                yield from self._note_end(number, today)
            elif one.step == "submitted" and len(one.jobs) - one.settled > 1:
                yield from self._cancel_rivals(number, today)
        for batch_id, missing in absent.items():
            yield from self._note_absent(flying[batch_id], batch_id, missing, today, is_alone=not found)
        return failure

    def _note_seen(self, number: int, batch_id: str, job: BatchJob, today: datetime.datetime) -> Flow[None]:
        """Note how far a batch is."""
        one = self._open[number]
        record = next(known for known in one.jobs if known.id == batch_id)
        after = one.with_updated_job(record.after(job, today if job.status in TERMINAL else None))
        if after.absence is not None and after.absence.what == "job":
            after = msgspec.structs.replace(after, absence=None)
        if after != one:
            yield from do(self._journal.set, number, after)
            self._shards[number] = self._open[number] = after
        self._jobs[batch_id] = job
        self._stuck.pop(number, None)
        if job.status not in _KNOWN:
            self._say_once(
                ("status", batch_id, job.status),
                f"Batch {batch_id} has the unknown status {job.status.value!r}. "
                f"Waiting until it is one of {', '.join(sorted(TERMINAL))}.",
            )

    def _note_absent(
        self, number: int, batch_id: str, error: NotFoundError, today: datetime.datetime, *, is_alone: bool
    ) -> Flow[None]:
        """Note that a batch of the run is not found, and believe it once that lasts."""
        one = self._open[number].with_absence("job", today)
        if one != self._open[number]:
            yield from self._note(number, one)
        end = deadline(one, self._lag)
        if end is not None and today < end:
            found = "Batch {} is not found" if not is_alone else "None of the run's batches is found, such as {}"
            ask = " Does the API key belong to another account?" if is_alone else ""
            self._say_once(
                ("job", number), f"{found.format(batch_id)}. Checking again for up to {self._minutes()}.{ask}"
            )
        elif batch_id in self._config.skip_batches and (yield from self._is_of_this_account(one)):
            after = one.with_loss(batch_id, today)
            yield from self._note(number, after if after.live_jobs else after.before_fetch())
        elif number not in self._stuck:
            if batch_id in self._config.skip_batches:
                error.add_note(
                    f"It was not skipped: the other batches of this run, {', '.join(self._others())}, are not found "
                    "either. Does the API key belong to another account?"
                )
            self._give_up(number, error, batch_id)

    def _others(self) -> list[str]:
        """Return the batches of the run that the user expects to be there."""
        jobs = (job for one in self._shards.values() for job in one.jobs)
        return [job.id for job in jobs if job.status != LOST and job.id not in self._config.skip_batches]

    def _is_of_this_account(self, one: ShardState) -> Flow[bool]:
        """Return whether a batch is really gone: with the key of another account all others would be, too."""
        looks: list[Flow[object]] = [calls.get_batch(self._settings, batch_id) for batch_id in self._others()]
        if one.file_id is not None:
            looks.insert(0, calls.retrieve_file(self._settings, one.file_id))
        for look in looks:
            if self._has_seen:
                break
            with contextlib.suppress(NotFoundError):
                yield from look
                self._has_seen = True
        return self._has_seen or not self._others()

    def _note_end(self, number: int, today: datetime.datetime) -> Flow[None]:
        """Note that all batches of a shard have ended. One that failed without results never ran, perhaps."""
        one = self._open[number]
        job = max(one.jobs[one.settled :], key=rank)
        if job.failed_empty and says_full(job.reason):
            yield from self._note_full(number, one.before_upload(), self._failure(job), today)
        elif job.failed_empty and one.deleted_at is not None:  # it failed since its file was deleted
            yield from self._note(number, one.before_upload(today + self._lag))
        elif job.failed_empty and says_not_found(job.reason):
            after = msgspec.structs.replace(one, step="uploaded", settled=len(one.jobs))
            yield from self._note_no_input(number, after, self._failure(job), today)
        else:
            yield from self._note(number, msgspec.structs.replace(one, step="ended", queued_since=None))
            self._limit = min(self._in_flight, self._limit + 1)
            while self._held:  # there is room again
                self._backoff.due.pop(self._held.pop(), None)

    def _cancel_rivals(self, number: int, today: datetime.datetime) -> Flow[None]:
        """Of several batches for the same requests keep the one that is furthest; what all of them give is joined."""
        one = self._open[number]
        best = max(one.jobs[one.settled :], key=rank)
        for job in one.live_jobs:
            if job.id != best.id and job.status not in ("CANCELING", "CANCELLED"):
                logger.warning("Batch %s is for the same requests as %s. Cancelling it.", job.id, best.id)
                cancelled = yield from calls.cancel_batch(self._settings, job.id)
                yield from self._note_seen(number, job.id, cancelled, today)

    # ---- batches that may have been created

    def _adopt(self, listed: list[BatchJob], today: datetime.datetime) -> Flow[tuple[BatchlineError | None, bool]]:
        """Find batches of this run that are not in its journal, by their input files.

        Returns:
            Why some could not be looked at now; and whether there are some that can't be looked at, since the
            service doesn't find them or says nonsense of them. One of either may be ours.
        """
        failure: BatchlineError | None = None
        is_blind = False
        owners = {file_id: number for number, one in self._shards.items() for file_id in one.watched}
        owners |= {str(one.file_id): number for number, one in self._open.items() if one.step == "submitting"}
        known = {job.id for one in self._shards.values() for job in one.jobs}
        for found in listed:
            job = found
            if job.id in known or job.id in self._strangers or not owners:
                continue
            if not job.input_file_id:  # a list may leave it out
                try:
                    job = yield from calls.get_batch(self._once, job.id)
                except (NotFoundError, ResponseError):
                    is_blind = True
                    continue
                except BatchlineError as error:
                    failure = error
                    continue
            if not job.input_file_id:
                continue  # it may become visible later
            number = owners.get(job.input_file_id)
            if number is None:
                self._strangers.add(job.id)
                continue
            record = JobRecord.of(job, today, today if job.status in TERMINAL else None)
            one = self._shards[number]
            is_fenced = job.input_file_id in one.watched or one.deleted_at is not None
            if is_fenced and record.failed_empty:
                self._strangers.add(job.id)  # it could not read its file
                continue
            logger.info("Batch %s was created from %s.", job.id, job.input_file_id)
            self._has_seen = True
            if one.step != "joined":
                yield from self._note(number, one.with_job(record, job.input_file_id))
                self._stuck.pop(number, None)
                continue
            # Its requests have their answers by now.
            if record.ended_at is None:
                logger.warning("The requests of batch %s were answered by another one. Cancelling it.", job.id)
                yield from calls.cancel_batch(self._settings, job.id)
            yield from self._note(number, msgspec.structs.replace(one, jobs=(*one.jobs, record)))
        return failure, is_blind

    def _resolve_doubt(
        self, number: int, today: datetime.datetime, unlisted: TooLargeError | None, *, is_blind: bool
    ) -> Flow[None]:
        """Decide about a batch that was asked for, may have been created, and was not found now.

        Once it was looked for during the lag, its file is deleted, so that no batch can start from it any
        more; one that was created just before may still appear during another lag. Only then are the
        requests sent again, as a new file.
        """
        one = self._open[number]
        end = deadline(one, self._lag)
        if is_blind and end is not None:
            # A batch that can't be looked at may be this one. It is waited for only so long, since it may
            # as well belong to another run.
            end += datetime.timedelta(seconds=REFUSED_FOR)
        if end is None or today < end:
            self._say_once(
                ("doubt", one.file_id),
                f"A batch may have been created from {one.file_id}. Looking for it for up to {self._minutes()}.",
            )
            return
        if not self._backoff.is_due(number, (yield from now())):
            return
        if one.file_id in self._config.skip_batches:
            lost = JobRecord(str(one.file_id), LOST, one.posted_at or today, ended_at=today)
            after = one.with_job(lost, one.file_id).before_fetch()
            yield from self._note(number, msgspec.structs.replace(after, watched=(*one.watched, str(one.file_id))))
        elif unlisted is not None:
            unlisted.add_note(f"Whether a batch was created from {one.file_id} cannot be seen without that list.")
            self._give_up(number, unlisted, str(one.file_id))
        elif one.deleted_at is None:
            yield from self._fence(number, one, today)
        else:
            logger.warning("No batch was created from %s. Its requests are sent again as a new file.", one.file_id)
            yield from self._note(number, one.before_upload())

    def _fence(self, number: int, one: ShardState, today: datetime.datetime) -> Flow[None]:
        """Delete the file of a batch that may have been created; it counts only if that is certain."""
        try:
            yield from delete_input(self._settings, one, partial(self._note, number))
        except BatchlineError as error:
            if error.delivery == "unknown" or error.retryable:
                raise
            refusal = error
        else:
            self._say_once(
                ("fenced", one.file_id),
                f"Deleted file {one.file_id}, so no batch can start from it any more. Checking for up to "
                f"{self._minutes()} for one that started before.",
            )
            return
        first = (one.posted_at or today) + 2 * self._lag
        at = yield from now()
        if today >= first:
            refusal.add_note(
                f"A batch may have been created from the file {one.file_id}. As long as that file is not deleted for "
                "certain, its requests are not sent again."
            )
            self._give_up(number, refusal, str(one.file_id))
        else:
            self._say_once(("fence", number), f"{refusal} Trying again for up to {self._minutes()}.")
            self._backoff.back_off(number, at)

    # ---- results

    def _settle(self, number: int) -> Flow[None]:
        """Fetch and join what the batches of a shard gave; or find that some of it is still missing."""
        one = self._open[number]
        today = yield from utc_now()
        sizes: Sizes = {}
        if one.absence is not None:
            # What a look has seen counts, whatever comes after it.
            seen, sizes = yield from refresh_jobs(self._survive(number), self._config, one, today)
            if seen != one:
                yield from self._note(number, seen)
            if seen.step != "ended":
                return
            one = seen
        try:
            after = yield from settle_results(
                self._survive(number), self._config, one, today, self._reporter_of(number), sizes
            )
        except (APIStatusError, DownloadError) as error:
            if not says_gone(error):
                raise
            self._give_up(number, error, *(job.id for job in one.jobs[one.settled :]))
            return
        job = max(after.jobs, key=rank)
        if job.failed_empty and self._sends and not self._has_given():
            # What is wrong may be wrong with all of them: the user is told before more is sent. A later
            # call sends these requests again, once the batch has shown no results for long enough.
            is_first = one.absence is None
            if after.step in ("planned", "joined"):
                after = one.before_next_attempt(1)
            if is_first:
                yield from self._note(number, after)
                raise self._failure(job)
        if after.step == "ended":
            yield from self._wait_for_results(number, after, today)
            return
        self._say_what_follows(one, after)
        yield from self._note(number, after)

    def _wait_for_results(self, number: int, one: ShardState, today: datetime.datetime) -> Flow[None]:
        yield from self._note(number, one)
        at = yield from now()
        pause = self._backoff.back_off(number, at)
        if one.absence is not None:
            left = (one.absence.since + self._lag - today).total_seconds()
            if 0 < left < pause:
                self._backoff.due[number] = at + left
        job = one.jobs[-1]
        if job.status == LOST:
            return
        why = f" ({job.reason})" if job.reason else ""
        self._say_once(
            ("results", number, one.attempt),
            f"Batch {job.id} is {job.status}{why}, but not all of its results are there. "
            f"Checking again for up to {self._minutes()}.",
        )

    def _has_given(self) -> bool:
        """Return whether any batch has given results; where none has, and one fails without, all would fail so."""
        return any(job.has_files for one in self._shards.values() for job in one.jobs)

    def _say_what_follows(self, one: ShardState, after: ShardState) -> None:
        if after.attempt > one.attempt:
            job = one.jobs[-1]
            logger.info(
                "Batch %s ended %s%s with %s of %s requests done; the others are sent again.",
                job.id,
                job.status,
                f" ({job.reason})" if job.reason else "",
                f"{after.answered - one.answered:,}",
                f"{one.shard.requests - one.answered:,}",
            )
        if after.counts is not None and after.has_lost and after.counts.undone:
            logger.warning(
                "Continuing without batch %s: %s of the %s requests of this part have no answer and count as failed.",
                ", ".join(job.id for job in after.jobs if job.status == LOST),
                f"{after.counts.undone:,}",
                f"{after.counts.requests:,}",
            )
        if after.counts is not None and after.counts.unmatched and after.counts.undone:
            logger.warning(
                "Batch %s gave %s lines that match no request. As long as they are kept, the %s requests without an "
                "answer are sent again only by an update.",
                after.jobs[-1].id,
                f"{after.counts.unmatched:,}",
                f"{after.counts.undone:,}",
            )

    # ---- sending

    def _send(self, number: int) -> Flow[None]:
        """Upload the requests of a shard and create a batch for them."""
        if self._open[number].step == "planned":
            if self._open[number].attempt > 1 and not (yield from self._fetch_earlier(number)):
                return
            file_id = yield from upload_requests(
                self._survive(number), self._config, self._open[number], self._reporter_of(number)
            )
            yield from self._note(number, self._open[number].with_file(file_id))
        yield from self._create(number, self._open[number])

    def _create(self, number: int, one: ShardState) -> Flow[None]:
        """Ask for a batch of an uploaded file, again only as long as none can have been created."""
        today = yield from utc_now()
        yield from self._note(number, one.before_submission(today))
        attempts = Attempts(self._survive(number))
        delay: Sleep | None
        while True:
            try:
                body = calls.batch_request(str(one.file_id), self._config.endpoint)
                job = yield from calls.create_batch_once(self._settings, body)
            except BatchlineError as error:
                failure = error
            else:
                self._has_seen = True
                self._jobs[job.id] = job
                yield from self._note(number, self._open[number].with_job(JobRecord.of(job, today), one.file_id))
                return
            if failure.delivery == "unknown":
                yield from self._note_doubt(number, failure)
                return
            delay = None if _says_full(failure) else attempts.count(failure)
            if delay is None:
                break
            yield delay
        yield from self._note(number, one)  # no batch was created
        if _says_full(failure):
            yield from self._note_full(number, one, failure, today)
        elif isinstance(failure, NotFoundError) or says_not_found(_words(failure)):
            yield from self._note_no_input(number, one, failure, today)
        else:
            raise failure

    def _fetch_earlier(self, number: int) -> Flow[bool]:
        """Have what earlier attempts gave at hand; return whether it is, so that the rest can be sent."""
        today = yield from utc_now()
        one = self._open[number]
        try:
            after = yield from fetch_results(self._survive(number), self._config, one, today, self._reporter_of(number))
        except (APIStatusError, DownloadError) as error:
            if not says_gone(error):
                raise
            after = one.with_absence("results", today)
            yield from self._note(number, after)
            if after.absence is not None and today >= after.absence.since + self._lag:
                self._give_up(number, error, *(job.id for job in one.jobs))
            else:
                self._backoff.back_off(number, (yield from now()))
            return False
        if after.has_lost:  # what has no answer is not known any more, so nothing is sent again
            yield from self._note(number, msgspec.structs.replace(after, step="ended", attempt=one.attempt - 1))
            return False
        return True

    def _note_doubt(self, number: int, error: BatchlineError) -> Flow[None]:
        """Begin to look for a batch whose creation was not answered."""
        one = self._open[number]
        # It may have reached the service as late as now.
        yield from self._note(number, one.before_submission((yield from utc_now())))
        if one.watched and not any(each.jobs for each in self._shards.values()):
            # For the second time, and nothing was paid: the user should know before any more is sent.
            self._stuck = dict.fromkeys(self._open, error)
            return
        self._said.add(("doubt", one.file_id))
        logger.warning(
            "%s A batch may have been created from %s. Looking for it for up to %s.",
            error,
            one.file_id,
            self._minutes(),
        )
        at = yield from now()
        self._poll_at, self._poll_jitter = at + min(1.0, self._poll_interval or 1.0, self._lag.total_seconds()), 0.0

    def _note_full(self, number: int, after: ShardState, error: BatchlineError, today: datetime.datetime) -> Flow[None]:
        """Let a shard wait that the service has no room for: until another batch has ended, or for a while."""
        since = after.queued_since or today
        yield from self._note(number, msgspec.structs.replace(after, queued_since=since))
        running = sum(one.may_be_running for other, one in self._open.items() if other not in self._stuck)
        self._limit = max(1, running)
        ended = [job.ended_at for one in self._shards.values() for job in one.jobs if not job.failed_empty]
        progress = max([since, *filter(None, ended)])
        if not running and today - progress >= QUEUE_PATIENCE:
            error.add_note("The service has had no room for a batch for 24 hours.")
            self._stuck = dict.fromkeys(self._open, error)
            return
        asked = requested_delay(self._settings.retry, error)
        waited = (today - since).total_seconds()
        pause = min(QUEUE_PAUSE, max(asked, 2 * self._settings.retry.first_delay, 2 * waited))
        until_then = (yield from now()) + pause
        for other, one in self._open.items():  # where there is no room for one, there is none for another
            if one.is_to_be_sent and (other == number or other not in self._backoff.due):
                self._backoff.due[other] = until_then
                self._held.add(other)
        until = "when another batch has ended, at the latest " if running else ""
        self._say_once(("full", number), f"{error} Trying again {until}in {pause:.3g} s, and then ever more rarely.")

    def _note_no_input(
        self, number: int, after: ShardState, error: BatchlineError, today: datetime.datetime
    ) -> Flow[None]:
        """Ask again for a while about a file that the service doesn't find; then upload it once more."""
        after = after.with_absence("input", today)
        since = after.absence.since if after.absence else today
        at = yield from now()
        if today < since + self._lag:
            yield from self._note(number, after)
            left = (since + self._lag - today).total_seconds()
            pause = self._backoff.back_off(number, at)
            self._backoff.due[number] = at + min(pause, left)
            self._say_once(("input", number, after.file_id), f"{error} Trying again for up to {self._minutes()}.")
        elif after.reuploads < MAX_REUPLOADS:
            logger.warning("%s Uploading the file again.", error)
            again = msgspec.structs.replace(after.before_upload(), reuploads=after.reuploads + 1)
            yield from self._note(number, again)
        else:
            yield from self._note(number, after)
            self._give_up(number, error)

    # ---- notes

    def _note(self, number: int, after: ShardState) -> Flow[None]:
        """Note a step durably; when this returns, another process could continue from it."""
        yield from do(self._journal.set, number, after)
        before = self._shards[number]
        self._shards[number] = after
        if before.step == "joined":
            return
        if after.step != before.step:
            self._backoff.forget(number)
            yield from self._wait_until(number, after.not_before)
        self._open[number] = after
        self._reporter.shard_advanced(number)
        if after.step == "joined":
            del self._open[number]
            self._shards[number] = after.without_distributions()  # of a thousand batches they would fill the memory
            yield from do(clear, self._config, after)

    def _wait_until(self, number: int, when: datetime.datetime | None) -> Flow[None]:
        if when is not None:
            left = (when - (yield from utc_now())).total_seconds()
            self._backoff.due[number] = (yield from now()) + max(0.0, min(left, self._lag.total_seconds()))

    def _give_up(self, number: int, error: BatchlineError, *gone: str) -> None:
        """Leave a shard to the user: what is missing was missing for long enough. The others go on."""
        logger.warning("%s", error)
        self._stuck[number] = error
        self._backoff.forget(number)
        self.gone += gone

    def _survive(self, number: int) -> Settings:
        """Return settings for a transfer of a shard: one that failed is retried here."""
        if number not in self._backoff.trouble:
            return self._settings
        return msgspec.structs.replace(self._settings, max_retries=min(1, self._settings.max_retries))

    def _reporter_of(self, number: int) -> OnProgress:
        def tell(stage: Stage, transfer: TransferProgress | None) -> None:
            self._reporter(stage, number, transfer)

        return tell

    def _say_once(self, key: tuple[object, ...], message: str) -> None:
        if key not in self._said:
            self._said.add(key)
            logger.warning("%s", message)

    def _minutes(self) -> str:
        """Return the lag as people say it."""
        seconds = self._lag.total_seconds()
        return f"{seconds / 60:.3g} minutes" if seconds > 90 else f"{seconds:.3g} s"

    def _failure(self, job: JobRecord) -> BatchFailedError:
        why = job.reason or "the service gives no reason"
        seen = self._jobs.get(job.id) or BatchJob(job.id, BatchJobStatus(job.status))
        return BatchFailedError(f"Batch {job.id} ended {job.status} without results: {why}.", seen)


def _words(error: BatchlineError) -> str:
    """Return what the service says in a refusal, and nothing of what is said here."""
    return server_message(error.body) if isinstance(error, APIStatusError) and error.delivery == "refused" else ""


def _says_full(error: BatchlineError) -> bool:
    """Return whether the service refuses a batch since it has no room for it now."""
    return isinstance(error, RateLimitError) or says_full(_words(error))
