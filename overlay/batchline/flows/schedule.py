"""All shards of a run to their end: which step is next, how many batches at a time, and what stops it all."""

from __future__ import annotations

import logging
from collections.abc import Mapping

import msgspec

from batchline_api.models import BatchJob, BatchJobStatus

from ..errors import APIStatusError, BatchlineError, NotFoundError
from ..outcomes import LOST
from ..progress import Stage, TransferProgress
from . import calls
from .batches import MAX_POLL, TERMINAL, failed, wait_any
from .effects import Flow, Sleep, do, do_now, now
from .opening import RunJournal
from .retry import MAX_RETRY_AFTER, is_passing
from .settings import Settings
from .shards import advance, clear, do_without, is_unchanged, utc_now
from .standing import Told
from .state import Run, ShardState

logger = logging.getLogger("batchline")


class _Trouble(msgspec.Struct, frozen=True):
    """Why a shard waits though it need not: a kind of error, and when it is tried again by the clock of `now`."""

    kind: type[BatchlineError]
    until: float


class Schedule:
    """The shards of a run, in the hands of one process."""

    def __init__(
        self,
        settings: Settings,
        run: Run,
        journal: RunJournal,
        shards: dict[int, ShardState],
        told: Told,
        *,
        in_flight: int,
        poll_interval: float | None,
    ) -> None:
        """Begin with what the journal says.

        Args:
            settings: The client's.
            run: The run.
            journal: Where each step is noted.
            shards: The shards by number; kept as they are in the journal.
            told: Told of each step.
            in_flight: How many batches may be at work at a time.
            poll_interval: Seconds between two polls; None begins quickly and slows down.
        """
        self._settings = settings
        self._run = run
        self._journal = journal
        self._shards = shards
        self._told = told
        self._in_flight = in_flight
        self._poll_interval = poll_interval
        self._unjoined = [number for number, one in sorted(shards.items()) if one.step != "joined"]
        # Of these, nobody knows whether their batch was created.
        self._unsettled = {number for number, one in shards.items() if one.step == "submitting"}
        self._troubles: dict[int, _Trouble] = {}
        self._has_looked = False
        self._was_unchanged = True

    def all_joined(self) -> Flow[None]:
        """Bring every shard to its end."""
        began = yield from now()
        yield from self._done_without()
        until: float | None = began  # one look, before the first step
        while self._unjoined:
            failure: BatchlineError | None = None
            try:
                yield from self._waited(began, until)
            except BatchlineError as error:
                if isinstance(error, NotFoundError):
                    error.add_note(do_without("BATCH"))
                failure = error
            at = yield from now()
            yield from self._joined(at, failure)
            yield from self._submitted(at)
            # What is due but may not be sent now waits for a batch to end.
            waiting = [trouble.until for trouble in self._troubles.values() if trouble.until > at]
            if not self._has_looked:
                waiting.append(at + self._pause())
            until = min(waiting, default=None)

    def _done_without(self) -> Flow[None]:
        """Let batches have ended that are gone at the service, where the user does without them.

        Raises:
            BatchlineError: One of them is at work; or none of the run is there at all.
        """
        if self._run.without:
            listed = {job.id for job in (yield from calls.list_batches(self._settings))}
            if not any(job.id in listed for one in self._shards.values() for job in one.jobs):
                raise BatchlineError(
                    "No batch of this run is there. Is the API key that of another account? Else there is nothing to "
                    "go on with: remove the state to begin anew."
                )
        for batch_id, number in self._flying().items():
            if batch_id in self._run.without:
                try:
                    job = yield from calls.get_batch(self._settings, batch_id)
                except NotFoundError:
                    yield from self._noted(number, self._shards[number].loses(batch_id).unjoined())
                else:
                    if job.status not in TERMINAL:
                        raise BatchlineError(f"Batch {batch_id} is there, and {job.status}. Wait for it, or cancel it.")

    def _flying(self) -> dict[str, int]:
        """The batches that are at work, and whose they are."""
        unjoined = ((number, self._shards[number]) for number in self._unjoined)
        return {one.job.id: number for number, one in unjoined if one.step == "submitted" and one.job}

    def _waited(self, began: float, until: float | None) -> Flow[None]:
        """Wait until a batch has ended; or, by the clock of `now`, until then."""
        left = None if until is None else max(0.0, until - (yield from now()))
        flying = self._flying()
        if flying or left:
            self._told("wait")
        if not flying:
            self._has_looked = True
            yield Sleep(left or 0.0)
            return
        jobs = yield from wait_any(
            self._settings,
            list(flying),
            self._looked_at,
            began,
            timeout=left,
            poll_interval=self._poll_interval,
            certain=True,
        )
        yield from self._ended({flying[batch_id]: job for batch_id, job in jobs.items()})

    def _joined(self, at: float, failure: BatchlineError | None) -> Flow[None]:
        """Fetch and join what batches gave. A shard in trouble keeps no other one from that.

        Args:
            at: The time, by the clock of `now`; what is in trouble until later is left alone.
            failure: Why the run is about to end: then all is tried that can be.

        Raises:
            BatchlineError: The failure, or one of these shards, which does not pass.
        """
        for number in self._unjoined.copy():
            try:
                while self._shards[number].step in ("ended", "downloaded") and (failure or self._is_due(number, at)):
                    yield from self._stepped(number)
            except BatchlineError as error:
                if not (yield from self._waits(number, error)):
                    failure = failure or error
        if failure is not None:
            raise failure

    def _submitted(self, at: float) -> Flow[None]:
        """Upload and submit, with no more batches in flight than may be; but nothing where there is trouble."""
        flights = len(self._flying())
        # With the key of another account, no batch of this run is there, and none is to be created.
        if not self._has_looked or not all(self._is_due(number, at) for number in self._troubles):
            return
        for number in self._unjoined.copy():
            try:
                while self._shards[number].step in ("planned", "uploaded", "submitting") and flights < self._in_flight:
                    yield from self._stepped(number)
                    flights += self._shards[number].step == "submitted"
            except BatchlineError as error:
                if not (yield from self._waits(number, error)):
                    raise
                return

    def _is_due(self, number: int, at: float) -> bool:
        return number not in self._troubles or self._troubles[number].until <= at

    def _pause(self) -> float:
        """Seconds until what did not succeed is tried again."""
        return min(self._poll_interval or MAX_POLL, MAX_POLL)

    def _waits(self, number: int, error: BatchlineError) -> Flow[bool]:
        """Let a shard wait for better times, if that may help.

        What was paid for is not left alone because of what passes: a line that is dead, or a service
        that takes no more batches before others have ended.
        """
        if not is_passing(error) or not any(one.jobs for one in self._shards.values()):
            return False
        asked = (error.retry_after or 0.0) if isinstance(error, APIStatusError) else 0.0
        pause = max(self._pause(), min(asked, MAX_RETRY_AFTER))
        if type(error) not in {trouble.kind for trouble in self._troubles.values()}:  # for hours, it is said once
            logger.warning("%s It is tried again after %.3g s, and until it succeeds.", error, pause)
        self._troubles[number] = _Trouble(type(error), (yield from now()) + pause)
        return True

    def _stepped(self, number: int) -> Flow[None]:
        one = self._shards[number]
        settings = self._settings
        if number in self._troubles:  # which are tried again; but a transfer goes on where a line breaks
            settings = msgspec.structs.replace(settings, max_retries=min(1, settings.max_retries))

        def of_this(stage: Stage, transfer: TransferProgress | None) -> None:
            self._told(stage, number, transfer)

        try:
            after = yield from advance(settings, self._run, one, of_this, resumed=number in self._unsettled)
        except BatchlineError as error:
            if one.step == "submitting":
                if not error.refused:
                    self._unsettled.add(number)
                elif isinstance(error, NotFoundError):  # the file that was uploaded is gone
                    yield from self._noted(number, one.again(one.attempt, one.answered))
                else:
                    yield from self._noted(number, one.not_submitted())
            raise
        if after.attempt > one.attempt and one.job:
            logger.info(
                "Batch %s ended %s with %s of %s requests done; the others are sent again.",
                one.job.id,
                one.job.status,
                f"{after.answered - one.answered:,}",
                f"{one.shard.requests - one.answered:,}",
            )
        if after.has_lost and after.counts is not None:
            logger.warning(
                "Of batch %s something is gone: %s of its %s requests have no answer, and count as failed.",
                ", ".join(job.id for job in after.jobs if job.status == LOST),
                f"{after.counts.undone:,}",
                f"{after.counts.requests:,}",
            )
        if after.step != "submitting":  # which asks for the batches that there are, and creates none yet
            self._troubles.pop(number, None)
        yield from self._noted(number, after)

    def _noted(self, number: int, after: ShardState) -> Flow[None]:
        yield from do(self._journal.note, number, after)
        self._shards[number] = after
        self._unsettled.discard(number)
        self._told.moved(number)
        if after.step == "joined":
            self._unjoined.remove(number)
            self._shards[number] = after.without_distributions()  # of a thousand batches they would fill the memory
            yield from do(clear, self._run, after)

    def _looked_at(self, jobs: Mapping[str, BatchJob]) -> Flow[None]:
        """Note how far the batches are that were polled."""
        self._has_looked = True
        flying = self._flying()
        for batch_id, job in jobs.items():
            number = flying[batch_id]
            after = self._shards[number].seen(job)
            if after != self._shards[number]:
                yield from do(self._journal.note, number, after)
                self._shards[number] = after
        self._told.saw({flying[batch_id]: job for batch_id, job in jobs.items()})
        if self._was_unchanged and not (yield from do(is_unchanged, self._run)):
            logger.warning(
                "%s was changed while its batches run, so that their results cannot be joined. Restore it; if this run "
                "has stopped then, the same command goes on.",
                self._run.input,
            )
            self._was_unchanged = False

    def _ended(self, jobs: Mapping[int, BatchJob]) -> Flow[None]:
        """Note which batches have ended.

        Raises:
            BatchFailedError: There is no hope for the others.
        """
        ended_at = yield from do_now(utc_now)
        ended = {number: self._shards[number].has_ended(job, ended_at) for number, job in jobs.items()}
        hopeless: BatchJob | None = None
        for number, after in ended.items():
            if jobs[number].status == BatchJobStatus.FAILED and not _has_given(self._shards | ended):
                hopeless = hopeless or jobs[number]
                # They may be sent again once what is wrong has been mended.
                yield from self._noted(number, after.again(1))
            else:
                yield from self._noted(number, after)
        if hopeless is not None:
            raise failed(hopeless)


def _has_given(shards: Mapping[int, ShardState]) -> bool:
    """Whether any batch has given results; where none has, and one fails without, all would fail so."""
    return any(job.output_file_id or job.error_file_id for one in shards.values() for job in one.jobs)
