"""All shards of a run to their end: which step is next, how many batches at a time, and what stops it all."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Final

import msgspec

from batchline_api.models import BatchJob, BatchJobStatus

from ..errors import APIStatusError, BatchlineError, NotFoundError
from ..progress import Stage, TransferProgress
from .batches import MAX_POLL, POLL_JITTER, failed, wait_any
from .effects import Flow, Sleep, do, do_now, now
from .opening import RunJournal
from .retry import MAX_RETRY_AFTER, is_passing
from .settings import Settings
from .shards import Run, ShardState, advance, clear, is_unchanged, utc_now
from .standing import Told

logger = logging.getLogger("batchline")

_TO_SUBMIT: Final = ("planned", "uploaded", "submitting")
_TO_JOIN: Final = ("ended", "downloaded")


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
        self._was_unchanged = True

    def all_joined(self) -> Flow[None]:
        """Bring every shard to its end."""
        began = yield from now()
        # With the key of another account no batch of this run is there, and none is to be created.
        yield from self._waited(began, began)
        while self._unjoined:
            at = yield from now()
            yield from self._moved_on(at)
            if self._unjoined:
                # What was due and not tried again waits for another one, or for a batch to end.
                until = min((trouble.until for trouble in self._troubles.values() if trouble.until > at), default=None)
                yield from self._waited(began, until)

    def _flying(self) -> dict[str, int]:
        """The batches that are at work, and whose they are."""
        unjoined = ((number, self._shards[number]) for number in self._unjoined)
        return {one.job.id: number for number, one in unjoined if one.step == "submitted" and one.job}

    def _waited(self, began: float, until: float | None) -> Flow[None]:
        """Wait until a batch has ended; or, by the clock of `now`, until then."""
        left = None if until is None else max(0.0, until - (yield from now()))
        flying = self._flying()
        if not flying:
            yield Sleep(left or 0.0, POLL_JITTER)
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

    def _moved_on(self, at: float) -> Flow[None]:
        """Take every step that needs no waiting at this time, with no more batches in flight than may be.

        A shard in trouble keeps no other one from its results; but nothing more is paid for meanwhile.
        """
        flights = len(self._flying())
        may_submit = True
        failure: BatchlineError | None = None
        for number in self._unjoined.copy():
            trouble = self._troubles.get(number)
            is_due = trouble is None or trouble.until <= at
            try:
                while is_due and self._shards[number].step in _TO_JOIN:
                    yield from self._stepped(number)
                while is_due and may_submit and flights < self._in_flight and self._shards[number].step in _TO_SUBMIT:
                    yield from self._stepped(number)
                    flights += self._shards[number].step == "submitted"
            except BatchlineError as error:
                # What was paid for is not left alone because of what passes: a line that is dead, or
                # a service that takes no more batches before others have ended.
                if is_passing(error) and any(one.jobs for one in self._shards.values()):
                    yield from self._waits(number, error)
                else:
                    failure = failure or error
                is_due = False
            if not is_due and self._shards[number].step in _TO_SUBMIT:
                may_submit = False
            may_submit = may_submit and failure is None
        if failure is not None:
            raise failure

    def _waits(self, number: int, error: BatchlineError) -> Flow[None]:
        """Let a shard wait for better times."""
        if type(error) not in {trouble.kind for trouble in self._troubles.values()}:  # for hours, it is said once
            logger.warning("%s It is tried again until it succeeds.", error)
        asked = (error.retry_after or 0.0) if isinstance(error, APIStatusError) else 0.0
        pause = max(min(self._poll_interval or MAX_POLL, MAX_POLL), min(asked, MAX_RETRY_AFTER))
        self._troubles[number] = _Trouble(type(error), (yield from now()) + pause)

    def _stepped(self, number: int) -> Flow[None]:
        one = self._shards[number]
        settings = self._settings
        if number in self._troubles:  # which try again by themselves
            settings = msgspec.structs.replace(settings, max_retries=0)

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
