"""Batch jobs: create them once, wait for them, read what they gave."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

import msgspec

from batchline_api import document
from batchline_api.models import BatchJob, BatchJobStatus

from ..errors import (
    APIConnectionError,
    APIStatusError,
    BatchFailedError,
    BatchlineError,
    BatchTimeoutError,
    RateLimitError,
    ResponseError,
)
from ..lines.results import LineSplitter, parse_result
from ..words import shown
from . import calls
from .content import ContentReader
from .effects import Emit, Flow, Sleep, now
from .retry import JITTER, MAX_RETRY_AFTER, is_passing, pause
from .settings import Settings

logger = logging.getLogger("batchline")

TERMINAL: Final = frozenset(map(BatchJobStatus, document.TERMINAL_STATUSES))

LOOKS: Final = (1.0, 2.0, 4.0, 8.0)
"""Seconds before each look for a job whose creation's answer was lost: it may appear late."""
FIRST_POLL: Final = 0.5
MAX_POLL: Final = 60.0
POLL_JITTER: Final = 0.5
"""Polls end up 30 to 60 s apart: tighter polling runs into 429, says the document."""

JobCallback = Callable[[BatchJob], object]


def create_batch(
    settings: Settings, file_id: str, endpoint: str, before: Collection[str] | None = None, *, was_sent: bool = False
) -> Flow[BatchJob]:
    """Create a batch job, once.

    The call is not idempotent and takes no key, so it is never simply repeated: a lost answer
    may stand for a job that runs and is billed. The jobs that there are before are noted, and
    after a lost answer a new one with this input file and endpoint is the one that was created.
    Only when there is none, also after a while, is the call sent again.

    Args:
        settings: The client's.
        file_id: The input file.
        endpoint: Where its requests go.
        before: The jobs that there were before, where somebody has noted them.
        was_sent: Whether the call may have been sent by somebody who did not live to see its answer.
    """
    if before is None:
        before = {job.id for job in (yield from calls.list_batches(settings))}
    if was_sent:
        nobody = BatchlineError(f"Creating a batch of {file_id} was interrupted.")
        for look in (Sleep(0.0), *(Sleep(seconds, JITTER) for seconds in LOOKS)):
            yield look
            created = yield from _created(settings, before, file_id, endpoint, nobody)
            if created is not None:
                logger.info("Batch %s had been created.", created.id)
                return created
    failures = 0
    nothing_created = not was_sent
    while True:
        try:
            return (yield from calls.create_batch_once(file_id, endpoint))
        except BatchlineError as error:
            status = error.status_code if isinstance(error, APIStatusError) else None
            # A refusal, or a connection that was never made; once all were such, nobody needs to look.
            certain = (isinstance(error, APIConnectionError) and error.unsent) or (
                status is not None and 400 <= status < 500 and status != 408
            )
            nothing_created = error.refused = nothing_created and certain
            # An answer that cannot be read is a lost answer too, and so is one of an unknown kind.
            is_odd = isinstance(error, ResponseError) or (status is not None and status < 400)
            if not is_passing(error) and not is_odd:
                raise
            lost = error
        except BaseException as interrupt:
            interrupt.add_note(f"A batch of {file_id} may have been created: `batchline batches list` shows it.")
            raise
        failures += 1
        delay = pause(lost, failures, settings.max_retries)
        if nothing_created:
            if delay is None:
                raise lost
            yield delay
            looks: tuple[Sleep, ...] = ()
        else:
            looks = (delay or Sleep(LOOKS[0]),) if certain else tuple(Sleep(seconds, JITTER) for seconds in LOOKS)
        for look in looks:
            yield look
            created = yield from _created(settings, before, file_id, endpoint, lost)
            if created is not None:
                logger.info("%s But batch %s was created.", lost, created.id)
                return created
        if delay is None:
            raise lost
        logger.info("%s No batch was created; trying again (%d of %d).", lost, failures, settings.max_retries)


def _created(
    settings: Settings, before: Collection[str], file_id: str, endpoint: str, lost: BatchlineError
) -> Flow[BatchJob | None]:
    """The job that a call has created whose answer was lost, if it has."""
    found: list[BatchJob] = []
    for listed in (yield from calls.list_batches(settings)):
        if listed.id in before:
            continue
        # A list may leave out fields; the job itself tells more.
        job = listed if listed.input_file_id else (yield from calls.get_batch(settings, listed.id))
        if job.input_file_id in (None, file_id) and job.endpoint in (None, endpoint):
            found.append(job)
    if len(found) > 1 or any(job.input_file_id is None for job in found):
        ids = ", ".join(job.id for job in found)
        lost.add_note(f"It may have created one of these batches: {ids}. Look at them before creating another.")
        raise lost
    return found[0] if found else None


def wait(
    settings: Settings,
    id: str,
    *,
    timeout: float | None,
    poll_interval: float | None,
    progress: JobCallback | None,
) -> Flow[BatchJob]:
    """Poll a job until it has reached a terminal status; see `wait_any`."""
    seen: list[BatchJob] = []

    def told(jobs: Mapping[str, BatchJob]) -> Flow[None]:
        seen[:] = [jobs[id]]
        if progress is not None:
            progress(jobs[id])
        yield from ()

    started = yield from now()
    ended = yield from wait_any(settings, [id], told, started, timeout=timeout, poll_interval=poll_interval)
    if ended:
        return ended[id]
    last = seen[0] if seen else None
    raise BatchTimeoutError(
        f"Batch {id} did not end within {timeout:g} s; it is {last.status if last else 'unseen'} "
        "and goes on. Wait again, or cancel it.",
        last,
    )


def wait_any(
    settings: Settings,
    ids: Sequence[str],
    looked_at: Callable[[Mapping[str, BatchJob]], Flow[None]],
    since: float,
    *,
    timeout: float | None = None,
    poll_interval: float | None,
    certain: bool = False,
) -> Flow[dict[str, BatchJob]]:
    """Poll jobs until one or more of them have reached a terminal status: those are returned, by id.

    However many they are, a poll is one call. Once the jobs were seen, errors that pass are
    survived for as long as `timeout` allows: a job takes hours, and a line may be dead for some
    of them.

    Args:
        settings: The client's.
        ids: The jobs.
        looked_at: What is done with them after each poll.
        since: When the waiting began, by the clock of `now`: the longer ago, the rarer the polls.
        timeout: Seconds to wait at most, after which there are none; None waits for ever.
        poll_interval: Seconds between two polls; None begins quickly and slows down.
        certain: Whether the jobs are known to be there, also before the first look.
    """
    if poll_interval is not None and poll_interval <= 0:
        raise ValueError(f"poll_interval is a positive number of seconds, not {poll_interval!r}")
    started = yield from now()
    once = msgspec.structs.replace(settings, max_retries=0)  # this loop tries again, and knows how long it may
    failures = 0
    trouble: type[BatchlineError] | None = None  # the same for hours is said once
    while True:
        waited = (yield from now()) - since
        delay = Sleep(poll_interval) if poll_interval else Sleep(poll_pause(waited), POLL_JITTER)
        try:
            jobs = yield from _looked_up(once, ids)
        except BatchlineError as error:
            failures += 1
            retry = pause(error, failures, settings.max_retries)
            if not is_passing(error) or (not certain and retry is None):
                raise
            asked = min(error.retry_after or 0.0, MAX_RETRY_AFTER) if isinstance(error, APIStatusError) else 0.0
            delay = Sleep(max(delay.seconds, asked)) if retry is None or certain else retry
            if type(error) is not trouble:
                trouble = type(error)
                logger.warning("%s Trying again.", error)
        else:
            if trouble:
                logger.info("The service answers again.")
            failures, trouble, certain = 0, None, True
            yield from looked_at(jobs)
            if ended := {one: job for one, job in jobs.items() if job.status in TERMINAL}:
                return ended
        if timeout is not None:
            left = started + timeout - (yield from now())
            if left <= 0:
                return {}
            if left < delay.seconds:
                delay = Sleep(left)
        yield delay


def poll_pause(waited: float) -> float:
    """Seconds until the next poll, after so many of waiting: batches that took hours may take minutes more."""
    return min(FIRST_POLL + waited / 2, MAX_POLL)


def _looked_up(settings: Settings, ids: Sequence[str]) -> Flow[dict[str, BatchJob]]:
    """Jobs as they are now; of several, the list tells which have ended.

    One that is gone is told of only when nothing is known of the others that could be gone on with.
    """
    if len(ids) == 1:
        return {ids[0]: (yield from calls.get_batch(settings, ids[0]))}
    listed = {job.id: job for job in (yield from calls.list_batches(settings))}
    found: dict[str, BatchJob] = {}
    failure: BatchlineError | None = None
    for one in ids:
        job = listed.get(one)
        # A list may leave out fields, and jobs; what has ended is needed whole.
        if job is None or job.status in TERMINAL:
            try:
                job = yield from calls.get_batch(settings, one)
            except BatchlineError as error:
                failure = failure or error
                if isinstance(error, RateLimitError | APIConnectionError):
                    break
                continue
        found[one] = job
    if failure is not None and not any(known.status in TERMINAL for known in found.values()):
        raise failure
    return found


def results(settings: Settings, job: BatchJob | str) -> Flow[None]:
    """Emit the lines of a job's output file and of its error file, as they arrive."""
    if isinstance(job, str):
        job = yield from calls.get_batch(settings, job)
    files = [file_id for file_id in (job.output_file_id, job.error_file_id) if file_id]
    if not files and job.status not in TERMINAL:
        raise BatchlineError(f"Batch {job.id} is {job.status} and has no results yet. Wait for it first.")
    if not files and job.status == BatchJobStatus.FAILED:
        raise failed(job)
    for file_id in files:
        reader = ContentReader(settings, file_id, f"Reading the results {file_id} of batch {job.id}")
        splitter = LineSplitter()
        chunk = b"start"
        while chunk:
            chunk = yield from reader.read()
            for number, line in splitter.feed(chunk):
                yield Emit(parse_result(line, f"line {number} of file {file_id}"))


def failed(job: BatchJob) -> BatchFailedError:
    """The error for a job that ended without results."""
    why = shown(str(job.error)) if job.error else "the service gives no reason"
    return BatchFailedError(f"Batch {job.id} ended {job.status} without results: {why}.", job)
