"""Batch jobs: create them once, wait for them, read what they gave."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

from batchline_api.models import BatchJob, BatchJobStatus

from ..errors import BatchFailedError, BatchlineError, BatchTimeoutError
from ..lines.results import LineSplitter, parse_result
from . import calls
from .effects import Emit, Flow, Read, Sleep, now
from .files import open_content
from .retry import is_passing, pause
from .settings import Settings

logger = logging.getLogger("batchline")

TERMINAL: Final = frozenset(
    {BatchJobStatus.COMPLETED, BatchJobStatus.FAILED, BatchJobStatus.EXPIRED, BatchJobStatus.CANCELLED}
)

FIRST_POLL: Final = 0.5
POLL_GROWTH: Final = 1.5
MAX_POLL: Final = 60.0
POLL_JITTER: Final = 0.5
"""Polls end up 30 to 60 s apart: tighter polling runs into 429, says the document."""

JobCallback = Callable[[BatchJob], object]


def create_batch(settings: Settings, file_id: str, endpoint: str) -> Flow[BatchJob]:
    """Create a batch job, once.

    The call is not idempotent and takes no key, so it is never simply repeated: a lost answer
    may stand for a job that runs and is billed. The jobs that had this input file before are
    noted first, and after a lost answer a job that is new among them is the one that was
    created. Only when there is none is the call sent again.
    """
    before = {job.id for job in (yield from _jobs_of(settings, file_id))}
    failures = 0
    while True:
        try:
            return (yield from calls.create_batch_once(file_id, endpoint))
        except BatchlineError as error:
            failures += 1
            delay = pause(error, failures, settings.max_retries)
            if not is_passing(error):
                raise
            lost = error
        # Also after the last try: it may have been the one that arrived.
        yield delay or Sleep(FIRST_POLL)
        created = [job for job in (yield from _jobs_of(settings, file_id)) if job.id not in before]
        if created:
            logger.info("%s But batch %s was created.", lost, created[0].id)
            return created[0]
        if delay is None:
            raise lost
        logger.info("%s No batch was created; trying again (%d of %d).", lost, failures, settings.max_retries)


def _jobs_of(settings: Settings, file_id: str) -> Flow[list[BatchJob]]:
    jobs = yield from calls.list_batches(settings)
    return [job for job in jobs if job.input_file_id == file_id]


def wait(
    settings: Settings,
    id: str,
    *,
    timeout: float | None,
    poll_interval: float | None,
    progress: JobCallback | None,
) -> Flow[BatchJob]:
    """Poll a job until it has reached a terminal status.

    Once the job was seen, errors that pass are survived for as long as `timeout` allows: a job
    takes hours, and a line may be dead for some of them.
    """
    if poll_interval is not None and poll_interval <= 0:
        raise ValueError(f"poll_interval is a positive number of seconds, not {poll_interval!r}")
    started = yield from now()
    interval, jitter = (FIRST_POLL, POLL_JITTER) if poll_interval is None else (poll_interval, 0.0)
    job: BatchJob | None = None
    while True:
        try:
            job = yield from calls.get_batch(settings, id)
        except BatchlineError as error:
            if job is None or not is_passing(error):
                raise
            logger.warning("%s Still waiting for batch %s.", error, id)
        else:
            if progress is not None:
                progress(job)
            if job.status in TERMINAL:
                return job
        delay = interval
        if timeout is not None:
            left = started + timeout - (yield from now())
            if left <= 0:
                raise BatchTimeoutError(
                    f"Batch {id} did not end within {timeout:g} s; it is {job.status if job else 'unseen'} "
                    "and goes on. Wait again, or cancel it.",
                    job,
                )
            delay = min(delay, left)
        yield Sleep(delay, jitter if delay == interval else 0.0)
        if poll_interval is None:
            interval = min(interval * POLL_GROWTH, MAX_POLL)


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
        stream = yield from open_content(settings, file_id, f"Reading the results {file_id} of batch {job.id}")
        splitter = LineSplitter()
        chunk = b"start"
        while chunk:
            chunk = yield Read(stream)
            for number, line in splitter.feed(chunk):
                yield Emit(parse_result(line, f"line {number} of file {file_id}"))


def failed(job: BatchJob) -> BatchFailedError:
    """The error for a job that ended without results."""
    why = job.error or "the service gives no reason"
    return BatchFailedError(f"Batch {job.id} ended {job.status} without results: {why}.", job)
