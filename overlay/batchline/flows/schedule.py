"""All shards of a run to their end: which step is next, how many batches at a time, and what stops it all."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from batchline_api.models import BatchJob, BatchJobStatus

from ..errors import APIStatusError, BatchlineError
from ..progress import Stage, TransferProgress
from .batches import MAX_POLL, POLL_JITTER, failed, wait_any
from .effects import Flow, Sleep, do, do_now, now
from .opening import RunJournal
from .retry import is_passing
from .settings import Settings
from .shards import Run, ShardState, advance, clear, is_unchanged, utc_now
from .standing import Told

logger = logging.getLogger("batchline")


class Schedule:
    """The shards of a run, in the hands of one process."""

    def __init__(
        self, settings: Settings, run: Run, journal: RunJournal, shards: dict[int, ShardState], told: Told
    ) -> None:
        """Begin with what the journal says.

        Args:
            settings: The client's.
            run: The run.
            journal: Where each step is noted.
            shards: The shards by number; kept as they are in the journal.
            told: Told of each step.
        """
        self._settings = settings
        self._run = run
        self._journal = journal
        self._shards = shards
        self._told = told
        self._unjoined = [number for number, one in sorted(shards.items()) if one.step != "joined"]
        # Of these, nobody knows whether their batch was created.
        self._unsettled = {number for number, one in shards.items() if one.step == "submitting"}
        self._was_unchanged = True

    def all_joined(self, in_flight: int, poll_interval: float | None) -> Flow[None]:
        """Bring every shard to its end.

        Args:
            in_flight: How many batches may be at work at a time.
            poll_interval: Seconds between two polls; None begins quickly and slows down.
        """
        began = yield from now()
        again: float | None = 0.0  # seconds until the steps are tried; None until a batch has ended
        trouble: type[BatchlineError] | None = None  # the same for hours is said once
        while self._unjoined:
            # Also before the first step: with the key of another account, no batch of this run is there.
            yield from self._waited(began, again, poll_interval)
            try:
                yield from self._moved_on(in_flight)
                again = trouble = None
            except BatchlineError as error:
                if not is_passing(error) or not any(one.jobs for one in self._shards.values()):
                    raise
                # What was paid for is not left alone because of what passes: a line that is dead, or
                # a service that takes no more batches before others have ended.
                again = poll_interval or MAX_POLL
                if type(error) is not trouble:
                    trouble = type(error)
                    logger.warning("%s It is tried again until it succeeds.", error)

    def _waited(self, began: float, timeout: float | None, poll_interval: float | None) -> Flow[None]:
        """Wait until a batch has ended, for so many seconds at most."""
        flying = self._flying()
        if not flying:
            yield Sleep(timeout or 0.0, POLL_JITTER)
            return
        jobs = yield from wait_any(
            self._settings,
            list(flying),
            self._looked_at,
            began,
            timeout=timeout,
            poll_interval=poll_interval,
            certain=True,
        )
        yield from self._ended({flying[batch_id]: job for batch_id, job in jobs.items()})

    def _flying(self) -> dict[str, int]:
        """The batches that are at work, and whose they are."""
        unjoined = ((number, self._shards[number]) for number in self._unjoined)
        return {one.job.id: number for number, one in unjoined if one.step == "submitted" and one.job}

    def _moved_on(self, in_flight: int) -> Flow[None]:
        """Take every step that needs no waiting."""
        flights = len(self._flying())
        for number in self._unjoined.copy():
            while self._shards[number].step in ("ended", "downloaded"):
                yield from self._stepped(number)
            while self._shards[number].step in ("planned", "uploaded", "submitting") and flights < in_flight:
                yield from self._stepped(number)
                flights += self._shards[number].step == "submitted"

    def _stepped(self, number: int) -> Flow[None]:
        one = self._shards[number]

        def of_this(stage: Stage, transfer: TransferProgress | None) -> None:
            self._told(stage, number, transfer)

        try:
            after = yield from advance(self._settings, self._run, one, of_this, resumed=number in self._unsettled)
        except BatchlineError as error:
            if isinstance(error, APIStatusError) and error.refused:
                yield from self._noted(number, one.not_submitted())
            elif one.step == "submitting":
                self._unsettled.add(number)
            raise
        yield from self._noted(number, after)

    def _noted(self, number: int, after: ShardState) -> Flow[None]:
        yield from do(self._journal.note, number, after)
        self._shards[number] = after
        self._unsettled.discard(number)
        self._told.moved(number)
        if after.step == "joined":
            self._unjoined.remove(number)
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
            logger.warning("%s was changed while its batches run. Restore it before they have ended.", self._run.input)
            self._was_unchanged = False

    def _ended(self, jobs: Mapping[int, BatchJob]) -> Flow[None]:
        """Note which batches have ended.

        Raises:
            BatchFailedError: There is no hope for the others.
        """
        ended_at = yield from do_now(utc_now)
        for number, job in jobs.items():
            yield from self._noted(number, self._shards[number].has_ended(job, ended_at))
        hopeless = [number for number in jobs if self._is_hopeless(number)]
        for number in hopeless:  # they may be sent again once what is wrong has been mended
            yield from self._noted(number, self._shards[number].again(1))
        if hopeless:
            raise failed(jobs[hopeless[0]])

    def _is_hopeless(self, number: int) -> bool:
        """Whether a batch failed without results where none has given any: then all would fail so."""
        job = self._shards[number].job
        if job is None or job.status != BatchJobStatus.FAILED:
            return False
        return not any(
            known.output_file_id or known.error_file_id for one in self._shards.values() for known in one.jobs
        )
