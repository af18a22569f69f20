"""Bring all shards of a run to their end, move by move, and write each new state to the journal.

The service's answers may lag behind the truth, so something counts as missing only once it has been
missing for `RetryPolicy.lag` seconds. docs/runs.md lists the assumptions and the promises.
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

from batchline_api.api.batches import cancel_batch, get_batch
from batchline_api.api.files import retrieve_file
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
"""Seconds. The longest pause before asking a service again that had no room for a batch."""
QUEUE_PATIENCE: Final = datetime.timedelta(hours=24)
"""A run stops once the service has had no room for any of its batches for this long."""
_KNOWN: Final = frozenset(BatchJobStatus)
MAX_REUPLOADS: Final = 1
"""How many times to upload a file again that the service doesn't find."""


class Notes(Protocol):
    """The part of a journal that a scheduler needs."""

    def set(self, number: int, record: ShardState) -> None:
        """Store the new state of a shard; when this returns, it is on disk."""
        ...


class Scheduler:
    """Moves the shards of a run forward, in one process at a time.

    Attributes:
        gone: Ids of batches that have been missing for too long, or of input files whose batch is
            unknown. Only the user can decide to continue without them.
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
        """Start from the state in the journal.

        Args:
            settings: The client's settings.
            config: The run's configuration.
            journal: Where each new state is stored.
            shards: The shards by number; updated in place, in step with the journal.
            reporter: Called after each step.
            in_flight: Maximum number of batches running at once.
            poll_interval: Seconds between polls; None starts fast and slows down.
            sends: Whether requests may be sent. If not, shards that still have to be sent are left as
                they are.
        """
        self.gone: list[str] = []
        self._settings = settings
        # For calls that the scheduler itself repeats.
        self._once = msgspec.structs.replace(settings, max_retries=0)
        self._lag = datetime.timedelta(seconds=settings.retry.lag)
        self._config = config
        self._journal = journal
        self._shards = shards
        self._open = {number: state for number, state in sorted(shards.items()) if state.step != "joined"}
        self._reporter = reporter
        self._in_flight = self._limit = in_flight
        self._poll_interval = poll_interval
        self._sends = sends
        self._backoff = Backoff(settings, poll_interval)
        self._stuck: dict[int, BatchlineError] = {}
        self._waiting_for_room: set[int] = set()
        self._start_time = 0.0
        self._poll_at = -math.inf
        self._poll_jitter = 0.0
        # Whether this process has seen any batch of the run.
        self._has_seen_batch = False
        self._jobs: dict[str, BatchJob] = {}
        self._foreign_jobs: set[str] = set()
        self._warned: set[tuple[object, ...]] = set()

    # ---- the loop

    def run_to_end(self) -> Flow[None]:
        """Bring every shard to its end.

        Raises:
            BatchlineError: The run, or some of its shards, can't continue now. Everything that was
                paid for is in the journal.
        """
        self._start_time = yield from now()
        today = yield from utc_now()
        for number, state in self._open.items():
            # If the clock was set back, nothing may wait longer because of it.
            fresh = state.with_waits_from(today)
            # Each call starts with fresh patience and a fresh count of uploads.
            if fresh.queued_since is not None and today - fresh.queued_since >= QUEUE_PATIENCE:
                fresh = msgspec.structs.replace(fresh, queued_since=today)
            if fresh.step == "uploaded" and fresh.reuploads >= MAX_REUPLOADS:
                fresh = msgspec.structs.replace(fresh.before_upload(), reuploads=0)
            self._shards[number] = self._open[number] = fresh
            yield from self._wait_until(number, state.not_before)
        try:
            if any(state.watched for state in self._shards.values()):
                yield from self._take_step(POLLING, self._find_strays())
            while (yield from self._make_move()):
                pass
        except BatchlineError:
            yield from self._settle_others()
            raise
        if self._stuck:
            raise next(iter(self._stuck.values()))

    def _make_move(self) -> Flow[bool]:
        """Make the next move; return whether there may be another."""
        at = yield from now()
        polls = POLLING in self._backoff.trouble or any(
            state.may_be_running for number, state in self._open.items() if number not in self._stuck
        )
        move = next_move(
            self._open if self._sends else {n: state for n, state in self._open.items() if not state.is_to_be_sent},
            now=at,
            due=self._backoff.due,
            stuck=self._stuck,
            poll_at=self._poll_at if polls else None,
            limit=self._limit,
            may_send=self._may_send(at),
        )
        match move.what:
            case "settle":
                yield from self._take_step(move.number, self._settle(move.number))
            case "poll":
                yield from self._take_step(POLLING, self._poll())
            case "send":
                yield from self._take_step(move.number, self._send(move.number))
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
        """Return whether requests may be sent now, which costs money.

        Not while the service is in trouble: results come first. Nor, if the run has batches, before one
        of them has been seen: with the key of another account none can be seen, and none may be created.
        """
        has_any = any(state.step == "submitted" for state in self._open.values())
        if not self._sends or (has_any and not self._has_seen_batch) or POLLING in self._backoff.trouble:
            return False
        return all(self._backoff.is_due(number, at) for number in self._backoff.trouble)

    def _take_step(self, number: int, step: Flow[None]) -> Flow[None]:
        """Take a step. If it fails because of the service, a run that has paid waits and tries again."""
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
        return any(state.may_have_paid for state in self._shards.values())

    def _settle_others(self) -> Flow[None]:
        """Fetch the results of the batches that have ended, before an error ends the run."""
        for number in [number for number, state in self._open.items() if state.step == "ended" and not state.absence]:
            try:
                yield from self._settle(number)
            except BatchlineError as error:
                logger.info("%s", error)

    # ---- polls

    def _poll(self) -> Flow[None]:
        """Check the run's batches, and look for those that may have been created."""
        today = yield from utc_now()
        live = {
            job.id: number
            for number, state in self._open.items()
            if state.step == "submitted"
            for job in state.live_jobs
        }
        in_doubt = [number for number, state in self._open.items() if state.step == "submitting"]
        can_resolve = True
        has_doubt = bool(in_doubt) or any(state.watched for state in self._shards.values())
        listed: list[BatchJob] = []
        failure: BatchlineError | None = None
        unlisted: TooLargeError | None = None
        has_unreadable = False
        if len(live) > 1 or has_doubt:
            try:
                listed = yield from calls.list_batches(self._once)
            except TooLargeError as error:  # the list won't be any shorter next time
                unlisted = error
            except BatchlineError as error:  # each batch can still be checked by its id
                failure, can_resolve = error if has_doubt else None, False
            else:
                failure, has_unreadable = yield from self._adopt_strays(listed, today)
        failure = (yield from self._poll_jobs(live, {job.id: job for job in listed}, today)) or failure
        for number in in_doubt:
            if can_resolve and self._open[number].step == "submitting" and number not in self._stuck:
                yield from self._resolve_doubt(
                    number, today, unlisted, has_unreadable=has_unreadable or failure is not None
                )
        yield from self._schedule_poll()
        if failure is not None:
            raise failure

    def _find_strays(self) -> Flow[None]:
        """Look once for batches given up as missing: they may have come back since the last call."""
        try:
            listed = yield from calls.list_batches(self._once)
        except TooLargeError as error:
            self._warn_once(("list",), f"{error} Not checking whether batches that went missing have come back.")
            return
        failure, _ = yield from self._adopt_strays(listed, (yield from utc_now()))
        if failure is not None:
            raise failure

    def _schedule_poll(self) -> Flow[None]:
        """Schedule the next poll: less and less often, but no later than the next deadline of a shard."""
        at, today = (yield from now()), (yield from utc_now())
        pause = self._poll_interval or poll_pause(at - self._start_time)
        self._poll_jitter = 0.0 if self._poll_interval else POLL_JITTER
        for number, state in self._open.items():
            end = deadline(state, self._lag)
            left = None if end is None else (end - today).total_seconds()
            if number in self._backoff.due and state.may_be_running:
                left = self._backoff.due[number] - at
            if left is not None and 0 < left < pause:
                pause, self._poll_jitter = left, 0.0
        self._poll_at = at + pause

    def _poll_jobs(
        self, live: Mapping[str, int], listed: Mapping[str, BatchJob], today: datetime.datetime
    ) -> Flow[BatchlineError | None]:
        """Check each batch and store its state; return the first error if some could not be checked."""
        found: dict[str, BatchJob] = {}
        absent: dict[str, NotFoundError] = {}
        failure: BatchlineError | None = None
        for batch_id in live:
            job = listed.get(batch_id)
            # A list may omit jobs and fields, and all fields of a job that has ended are needed.
            if job is None or job.status in TERMINAL or job.status not in _KNOWN:
                try:
                    job = yield from calls.call(self._once, get_batch, id=batch_id)
                except NotFoundError as error:
                    absent[batch_id] = error
                    continue
                except BatchlineError as error:
                    failure = failure or error
                    if isinstance(error, RateLimitError | APIConnectionError):
                        break
                    continue
            found[batch_id] = job
        self._has_seen_batch = self._has_seen_batch or bool(found)
        for batch_id, job in found.items():
            yield from self._note_polled(live[batch_id], batch_id, job, today)
        self._reporter.polled({live[batch_id]: job for batch_id, job in found.items()})
        for number, state in list(self._open.items()):
            if state.step == "submitted" and not state.live_jobs:
                yield from self._note_ended(number, today)
            elif state.step == "submitted" and len(state.jobs) - state.settled > 1:
                yield from self._cancel_duplicates(number, today)
        for batch_id, missing in absent.items():
            yield from self._note_missing(live[batch_id], batch_id, missing, today, is_alone=not found)
        return failure

    def _note_polled(self, number: int, batch_id: str, job: BatchJob, today: datetime.datetime) -> Flow[None]:
        """Store the state of a batch that was just seen."""
        state = self._open[number]
        record = next(record for record in state.jobs if record.id == batch_id)
        after = state.with_updated_job(record.after(job, today if job.status in TERMINAL else None))
        if after.absence is not None and after.absence.what == "job":
            after = msgspec.structs.replace(after, absence=None)
        if after != state:
            yield from do(self._journal.set, number, after)
            self._shards[number] = self._open[number] = after
        self._jobs[batch_id] = job
        self._stuck.pop(number, None)
        if job.status not in _KNOWN:
            self._warn_once(
                ("status", batch_id, job.status),
                f"Batch {batch_id} has the unknown status {job.status.value!r}. "
                f"Waiting until it is one of {', '.join(sorted(TERMINAL))}.",
            )

    def _note_missing(
        self, number: int, batch_id: str, error: NotFoundError, today: datetime.datetime, *, is_alone: bool
    ) -> Flow[None]:
        """Note that a batch of the run was not found; give it up once it has been missing for the lag."""
        state = self._open[number].with_absence("job", today)
        if state != self._open[number]:
            yield from self._note(number, state)
        end = deadline(state, self._lag)
        if end is not None and today < end:
            others = ", nor was any other batch of this run" if is_alone else ""
            hint = " Does the API key belong to another account?" if is_alone else ""
            self._warn_once(
                ("job", number),
                f"Batch {batch_id} was not found{others}. Checking again for up to {self._lag_text()}.{hint}",
            )
        elif batch_id in self._config.skip_batches and (yield from self._is_same_account(state)):
            after = state.with_loss(batch_id, today)
            yield from self._note(number, after if after.live_jobs else after.before_fetch())
        elif number not in self._stuck:
            if batch_id in self._config.skip_batches:
                error.add_note(
                    "It was not skipped, because the other batches of this run were not found either: "
                    f"{', '.join(self._expected_batches())}. Does the API key belong to another account?"
                )
            self._give_up(number, error, batch_id)

    def _expected_batches(self) -> list[str]:
        """Return the ids of the batches that should exist: all that the user has not skipped."""
        jobs = (job for state in self._shards.values() for job in state.jobs)
        return [job.id for job in jobs if job.status != LOST and job.id not in self._config.skip_batches]

    def _is_same_account(self, state: ShardState) -> Flow[bool]:
        """Return whether the API key can see anything else of the run: if not, it may be another account's."""
        checks: list[Flow[object]] = [
            calls.call(self._settings, get_batch, id=batch_id) for batch_id in self._expected_batches()
        ]
        if state.file_id is not None:
            checks.insert(0, calls.call(self._settings, retrieve_file, id=state.file_id))
        for check in checks:
            if self._has_seen_batch:
                break
            with contextlib.suppress(NotFoundError):
                yield from check
                self._has_seen_batch = True
        return self._has_seen_batch or not self._expected_batches()

    def _note_ended(self, number: int, today: datetime.datetime) -> Flow[None]:
        """Note that all batches of a shard have ended; one that failed without results may never have run."""
        state = self._open[number]
        job = max(state.jobs[state.settled :], key=rank)
        if job.failed_empty and says_full(job.reason):
            yield from self._note_no_room(number, state.before_upload(), self._failed_batch_error(job), today)
        elif job.failed_empty and state.deleted_at is not None:
            # It failed because its file was deleted.
            yield from self._note(number, state.before_upload(today + self._lag))
        elif job.failed_empty and says_not_found(job.reason):
            after = msgspec.structs.replace(state, step="uploaded", settled=len(state.jobs))
            yield from self._note_missing_input(number, after, self._failed_batch_error(job), today)
        else:
            yield from self._note(number, msgspec.structs.replace(state, step="ended", queued_since=None))
            self._limit = min(self._in_flight, self._limit + 1)
            while self._waiting_for_room:  # there may be room again
                self._backoff.due.pop(self._waiting_for_room.pop(), None)

    def _cancel_duplicates(self, number: int, today: datetime.datetime) -> Flow[None]:
        """Cancel all but the most advanced of several batches for the same requests; all results are used."""
        state = self._open[number]
        best = max(state.jobs[state.settled :], key=rank)
        for job in state.live_jobs:
            if job.id != best.id and job.status not in ("CANCELING", "CANCELLED"):
                logger.warning("Cancelling batch %s: batch %s has the same requests.", job.id, best.id)
                cancelled = yield from calls.call(self._settings, cancel_batch, id=job.id)
                yield from self._note_polled(number, job.id, cancelled, today)

    # ---- batches that may have been created

    def _adopt_strays(
        self, listed: list[BatchJob], today: datetime.datetime
    ) -> Flow[tuple[BatchlineError | None, bool]]:
        """Find batches of this run that are not in its journal, by their input files.

        Returns:
            The error if some batches could not be checked now; and whether some can't be checked at all,
            because the service doesn't find them or describes them wrongly. Any of these may be ours.
        """
        failure: BatchlineError | None = None
        has_unreadable = False
        owners = {file_id: number for number, state in self._shards.items() for file_id in state.watched}
        owners |= {str(state.file_id): number for number, state in self._open.items() if state.step == "submitting"}
        known = {job.id for state in self._shards.values() for job in state.jobs}
        for listed_job in listed:
            job = listed_job
            if job.id in known or job.id in self._foreign_jobs or not owners:
                continue
            if not job.input_file_id:  # a list may omit it
                try:
                    job = yield from calls.call(self._once, get_batch, id=job.id)
                except (NotFoundError, ResponseError):
                    has_unreadable = True
                    continue
                except BatchlineError as error:
                    failure = error
                    continue
            if not job.input_file_id:
                continue  # the field may appear later
            number = owners.get(job.input_file_id)
            if number is None:
                self._foreign_jobs.add(job.id)
                continue
            record = JobRecord.of(job, today, today if job.status in TERMINAL else None)
            state = self._shards[number]
            is_fenced = job.input_file_id in state.watched or state.deleted_at is not None
            if is_fenced and record.failed_empty:
                self._foreign_jobs.add(job.id)  # its file was deleted before it could start
                continue
            logger.info("Batch %s was created from %s.", job.id, job.input_file_id)
            self._has_seen_batch = True
            if state.step != "joined":
                yield from self._note(number, state.with_job(record, job.input_file_id))
                self._stuck.pop(number, None)
                continue
            # Its requests already have their answers.
            if record.ended_at is None:
                logger.warning("Cancelling batch %s: another batch has already answered its requests.", job.id)
                yield from calls.call(self._settings, cancel_batch, id=job.id)
            yield from self._note(number, msgspec.structs.replace(state, jobs=(*state.jobs, record)))
        return failure, has_unreadable

    def _resolve_doubt(
        self, number: int, today: datetime.datetime, unlisted: TooLargeError | None, *, has_unreadable: bool
    ) -> Flow[None]:
        """Decide what to do about a batch that may have been created but was not found by this poll.

        If it hasn't appeared within the lag, its input file is deleted, so that no batch can start from
        it any more. A batch created just before that may take another lag to appear; only then are the
        requests sent again, in a new file.
        """
        state = self._open[number]
        end = deadline(state, self._lag)
        if has_unreadable and end is not None:
            # One of the batches that can't be checked may be this one. But it may also belong to another
            # run, so the wait is limited.
            end += datetime.timedelta(seconds=REFUSED_FOR)
        if end is None or today < end:
            self._warn_once(
                ("doubt", state.file_id),
                f"A batch may have been created from {state.file_id}. Looking for it for up to {self._lag_text()}.",
            )
            return
        if not self._backoff.is_due(number, (yield from now())):
            return
        if state.file_id in self._config.skip_batches:
            lost = JobRecord(str(state.file_id), LOST, state.posted_at or today, ended_at=today)
            after = state.with_job(lost, state.file_id).before_fetch()
            yield from self._note(number, msgspec.structs.replace(after, watched=(*state.watched, str(state.file_id))))
        elif unlisted is not None:
            unlisted.add_note(f"Without that list, it is unknown whether a batch was created from {state.file_id}.")
            self._give_up(number, unlisted, str(state.file_id))
        elif state.deleted_at is None:
            yield from self._fence(number, state, today)
        else:
            logger.warning("No batch was created from %s. Sending its requests again in a new file.", state.file_id)
            yield from self._note(number, state.before_upload())

    def _fence(self, number: int, state: ShardState, today: datetime.datetime) -> Flow[None]:
        """Delete the input file of a batch that may have been created; if that is refused, try again later."""
        try:
            yield from delete_input(self._settings, state, partial(self._note, number))
        except BatchlineError as error:
            if error.delivery == "unknown" or error.retryable:
                raise
            refusal = error
        else:
            self._warn_once(
                ("fenced", state.file_id),
                f"Deleted file {state.file_id}, so no new batch can start from it. Checking for up to "
                f"{self._lag_text()} for one that started earlier.",
            )
            return
        end = (state.posted_at or today) + 2 * self._lag
        at = yield from now()
        if today >= end:
            refusal.add_note(
                f"A batch may have been created from file {state.file_id}. Its requests are not sent again unless that "
                "file is known to be deleted."
            )
            self._give_up(number, refusal, str(state.file_id))
        else:
            self._warn_once(("fence", number), f"{refusal} Trying again for up to {self._lag_text()}.")
            self._backoff.back_off(number, at)

    # ---- results

    def _settle(self, number: int) -> Flow[None]:
        """Fetch and join the results of a shard's batches, or wait if some of them are still missing."""
        state = self._open[number]
        today = yield from utc_now()
        sizes: Sizes = {}
        if state.absence is not None:
            # Keep what this check has seen, even if a later step fails.
            seen, sizes = yield from refresh_jobs(self._transfer_settings(number), self._config, state, today)
            if seen != state:
                yield from self._note(number, seen)
            if seen.step != "ended":
                return
            state = seen
        try:
            after = yield from settle_results(
                self._transfer_settings(number), self._config, state, today, self._progress_of(number), sizes
            )
        except (APIStatusError, DownloadError) as error:
            if not says_gone(error):
                raise
            self._give_up(number, error, *(job.id for job in state.jobs[state.settled :]))
            return
        job = max(after.jobs, key=rank)
        if job.failed_empty and self._sends and not self._has_results():
            # All batches may fail for the same reason, so the user should know before more is sent. A
            # later call sends these requests again once the batch has been without results for the lag.
            is_first = state.absence is None
            if after.step in ("planned", "joined"):
                after = state.before_next_attempt(1)
            if is_first:
                yield from self._note(number, after)
                raise self._failed_batch_error(job)
        if after.step == "ended":
            yield from self._wait_for_results(number, after, today)
            return
        self._log_outcome(state, after)
        yield from self._note(number, after)

    def _wait_for_results(self, number: int, state: ShardState, today: datetime.datetime) -> Flow[None]:
        yield from self._note(number, state)
        at = yield from now()
        pause = self._backoff.back_off(number, at)
        if state.absence is not None:
            left = (state.absence.since + self._lag - today).total_seconds()
            if 0 < left < pause:
                self._backoff.due[number] = at + left
        job = state.jobs[-1]
        if job.status == LOST:
            return
        why = f" ({job.reason})" if job.reason else ""
        self._warn_once(
            ("results", number, state.attempt),
            f"Batch {job.id} is {job.status}{why}, but not all of its results are available. "
            f"Checking again for up to {self._lag_text()}.",
        )

    def _has_results(self) -> bool:
        """Return whether any batch has results. If none has and one fails without, the others likely fail too."""
        return any(job.has_files for state in self._shards.values() for job in state.jobs)

    def _log_outcome(self, state: ShardState, after: ShardState) -> None:
        if after.attempt > state.attempt:
            job = state.jobs[-1]
            logger.info(
                "Batch %s ended %s%s with %s of %s requests done; the others are sent again.",
                job.id,
                job.status,
                f" ({job.reason})" if job.reason else "",
                f"{after.answered - state.answered:,}",
                f"{state.shard.requests - state.answered:,}",
            )
        if after.counts is not None and after.has_lost and after.counts.undone:
            logger.warning(
                "Continuing without batch %s: %s of the %s requests of this shard have no answer and count as failed.",
                ", ".join(job.id for job in after.jobs if job.status == LOST),
                f"{after.counts.undone:,}",
                f"{after.counts.requests:,}",
            )
        if after.counts is not None and after.counts.unmatched and after.counts.undone:
            logger.warning(
                "Batch %s returned %s lines that match no request. While these are kept, the %s unanswered requests "
                "are sent again only by an update.",
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
                self._transfer_settings(number), self._config, self._open[number], self._progress_of(number)
            )
            yield from self._note(number, self._open[number].with_file(file_id))
        yield from self._create(number, self._open[number])

    def _create(self, number: int, state: ShardState) -> Flow[None]:
        """Create a batch from an uploaded file; retry only while no batch can have been created."""
        today = yield from utc_now()
        yield from self._note(number, state.before_submission(today))
        attempts = Attempts(self._transfer_settings(number))
        delay: Sleep | None
        while True:
            try:
                body = calls.batch_request(str(state.file_id), self._config.endpoint)
                job = yield from calls.create_batch_once(self._settings, body)
            except BatchlineError as error:
                failure = error
            else:
                self._has_seen_batch = True
                self._jobs[job.id] = job
                yield from self._note(number, self._open[number].with_job(JobRecord.of(job, today), state.file_id))
                return
            if failure.delivery == "unknown":
                yield from self._note_doubt(number, failure)
                return
            delay = None if _says_no_room(failure) else attempts.count(failure)
            if delay is None:
                break
            yield delay
        yield from self._note(number, state)  # no batch was created
        if _says_no_room(failure):
            yield from self._note_no_room(number, state, failure, today)
        elif isinstance(failure, NotFoundError) or says_not_found(_refusal_text(failure)):
            yield from self._note_missing_input(number, state, failure, today)
        else:
            raise failure

    def _fetch_earlier(self, number: int) -> Flow[bool]:
        """Download the results of earlier attempts; return whether the rest can be sent now."""
        today = yield from utc_now()
        state = self._open[number]
        try:
            after = yield from fetch_results(
                self._transfer_settings(number), self._config, state, today, self._progress_of(number)
            )
        except (APIStatusError, DownloadError) as error:
            if not says_gone(error):
                raise
            after = state.with_absence("results", today)
            yield from self._note(number, after)
            if after.absence is not None and today >= after.absence.since + self._lag:
                self._give_up(number, error, *(job.id for job in state.jobs))
            else:
                self._backoff.back_off(number, (yield from now()))
            return False
        if after.has_lost:
            # It can't be known any more which requests lack an answer, so none is sent again.
            yield from self._note(number, msgspec.structs.replace(after, step="ended", attempt=state.attempt - 1))
            return False
        return True

    def _note_doubt(self, number: int, error: BatchlineError) -> Flow[None]:
        """Start looking for a batch whose creation call got no answer."""
        state = self._open[number]
        # The call may have reached the service only just now.
        yield from self._note(number, state.before_submission((yield from utc_now())))
        if state.watched and not any(each.jobs for each in self._shards.values()):
            # It is the second time, and nothing has been paid for: tell the user before more is sent.
            self._stuck = dict.fromkeys(self._open, error)
            return
        self._warned.add(("doubt", state.file_id))
        logger.warning(
            "%s A batch may have been created from %s. Looking for it for up to %s.",
            error,
            state.file_id,
            self._lag_text(),
        )
        at = yield from now()
        self._poll_at, self._poll_jitter = at + min(1.0, self._poll_interval or 1.0, self._lag.total_seconds()), 0.0

    def _note_no_room(
        self, number: int, after: ShardState, error: BatchlineError, today: datetime.datetime
    ) -> Flow[None]:
        """Make a shard wait for room at the service: until another batch has ended, or for a while."""
        since = after.queued_since or today
        yield from self._note(number, msgspec.structs.replace(after, queued_since=since))
        running = sum(state.may_be_running for other, state in self._open.items() if other not in self._stuck)
        self._limit = max(1, running)
        ended = [job.ended_at for state in self._shards.values() for job in state.jobs if not job.failed_empty]
        progress = max([since, *filter(None, ended)])
        if not running and today - progress >= QUEUE_PATIENCE:
            error.add_note("The service has had no room for a batch for 24 hours.")
            self._stuck = dict.fromkeys(self._open, error)
            return
        asked = requested_delay(self._settings.retry, error)
        waited = (today - since).total_seconds()
        pause = min(QUEUE_PAUSE, max(asked, 2 * self._settings.retry.first_delay, 2 * waited))
        until_then = (yield from now()) + pause
        for other, state in self._open.items():  # no room for one batch means no room for any
            if state.is_to_be_sent and (other == number or other not in self._backoff.due):
                self._backoff.due[other] = until_then
                self._waiting_for_room.add(other)
        when = "when another batch has ended, at the latest " if running else ""
        self._warn_once(("full", number), f"{error} Trying again {when}in {pause:.3g} s, then less and less often.")

    def _note_missing_input(
        self, number: int, after: ShardState, error: BatchlineError, today: datetime.datetime
    ) -> Flow[None]:
        """Wait for an input file that the service doesn't find; after the lag, upload it again."""
        after = after.with_absence("input", today)
        since = after.absence.since if after.absence else today
        at = yield from now()
        if today < since + self._lag:
            yield from self._note(number, after)
            left = (since + self._lag - today).total_seconds()
            pause = self._backoff.back_off(number, at)
            self._backoff.due[number] = at + min(pause, left)
            self._warn_once(("input", number, after.file_id), f"{error} Trying again for up to {self._lag_text()}.")
        elif after.reuploads < MAX_REUPLOADS:
            logger.warning("%s Uploading the file again.", error)
            again = msgspec.structs.replace(after.before_upload(), reuploads=after.reuploads + 1)
            yield from self._note(number, again)
        else:
            yield from self._note(number, after)
            self._give_up(number, error)

    # ---- journal

    def _note(self, number: int, after: ShardState) -> Flow[None]:
        """Store the new state of a shard; when this returns, another process could continue from it."""
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
            # The distributions of a thousand batches would fill the memory.
            self._shards[number] = after.without_distributions()
            yield from do(clear, self._config, after)

    def _wait_until(self, number: int, when: datetime.datetime | None) -> Flow[None]:
        if when is not None:
            left = (when - (yield from utc_now())).total_seconds()
            self._backoff.due[number] = (yield from now()) + max(0.0, min(left, self._lag.total_seconds()))

    def _give_up(self, number: int, error: BatchlineError, *gone: str) -> None:
        """Give up a shard because something it needs has been missing for too long. The others continue."""
        logger.warning("%s", error)
        self._stuck[number] = error
        self._backoff.forget(number)
        self.gone += gone

    def _transfer_settings(self, number: int) -> Settings:
        """Return the settings for a transfer: with at most one retry if the shard's last step failed."""
        if number not in self._backoff.trouble:
            return self._settings
        return msgspec.structs.replace(self._settings, max_retries=min(1, self._settings.max_retries))

    def _progress_of(self, number: int) -> OnProgress:
        def tell(stage: Stage, transfer: TransferProgress | None) -> None:
            self._reporter(stage, number, transfer)

        return tell

    def _warn_once(self, key: tuple[object, ...], message: str) -> None:
        if key not in self._warned:
            self._warned.add(key)
            logger.warning("%s", message)

    def _lag_text(self) -> str:
        """Return the lag in words."""
        seconds = self._lag.total_seconds()
        return f"{seconds / 60:.3g} minutes" if seconds > 90 else f"{seconds:.3g} s"

    def _failed_batch_error(self, job: JobRecord) -> BatchFailedError:
        why = job.reason or "the service gives no reason"
        seen = self._jobs.get(job.id) or BatchJob(job.id, BatchJobStatus(job.status))
        return BatchFailedError(f"Batch {job.id} ended {job.status} without results: {why}.", seen)


def _refusal_text(error: BatchlineError) -> str:
    """Return the service's own words in a refusal; empty for any other error."""
    return server_message(error.body) if isinstance(error, APIStatusError) and error.delivery == "refused" else ""


def _says_no_room(error: BatchlineError) -> bool:
    """Return whether the service refused a batch because it has no room now."""
    return isinstance(error, RateLimitError) or says_full(_refusal_text(error))
