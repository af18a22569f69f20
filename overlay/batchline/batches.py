"""Batch jobs: create them once, wait for them, read what they gave."""

from __future__ import annotations

import contextlib
import json
import logging
import math
from collections.abc import Callable, Collection
from typing import Final, cast

from batchline_api import document
from batchline_api.models import BatchJob, BatchJobStatus, CreateBatchRequest

from .api import calls
from .api.retry import Attempts, requested_delay
from .api.settings import Settings
from .engine.bodies import TooLargeError
from .engine.effects import Flow, Sleep, Yield, now
from .errors import (
    AuthenticationError,
    BatchFailedError,
    BatchlineError,
    BatchTimeoutError,
    NotFoundError,
    PermissionDeniedError,
    ResponseError,
)
from .jsonl.results import LineSplitter, parse_result
from .text import sanitize
from .transfers.ranged import ContentReader

logger = logging.getLogger("batchline")

TERMINAL: Final = frozenset(map(BatchJobStatus, document.TERMINAL_STATUSES))

LOOK_FOR: Final = 30.0
"""Seconds to look for a job whose creation's answer was lost: it may appear late."""
REFUSED_FOR: Final = 900.0
"""Seconds of nothing but 401 and 403 after which they are believed, though the key was valid before."""
FIRST_POLL: Final = 0.5
MAX_POLL: Final = 60.0
POLL_JITTER: Final = 0.5
"""Polls end up 30 to 60 s apart: tighter polling runs into 429, says the document."""

MOST_REASONS: Final = 3
"""Reasons of one job that are told."""

JobCallback = Callable[[BatchJob], object]


def create_batch(settings: Settings, body: CreateBatchRequest) -> Flow[BatchJob]:
    """Create a batch job, once.

    The call is not idempotent and takes no key, so it is retried only when the server has refused it
    or never got it. A lost answer may stand for a job that runs and is billed. Then the job is looked
    for: it was not there before, and has this input file and endpoint.
    """
    before: set[str] | None = None
    with contextlib.suppress(TooLargeError):
        before = {job.id for job in (yield from calls.list_batches(settings))}
    attempts = Attempts(settings, body.input_file_id)
    while True:
        try:
            job = yield from _create_or_find(settings, before, body)
        except BatchlineError as error:
            if error.delivery == "unknown":
                raise
            yield from attempts.wait_after(error)
        else:
            yield from calls.note_created(settings, job.id)
            return job


def _create_or_find(settings: Settings, before: Collection[str] | None, body: CreateBatchRequest) -> Flow[BatchJob]:
    """Send the call once; when its answer is lost, find the job, or raise what happened to the answer."""
    candidates: list[str] = []
    try:
        try:
            return (yield from calls.create_batch_once(settings, body))
        except BatchlineError as error:
            if error.delivery != "unknown" or before is None:
                raise
            found, candidates = yield from _find_new_batch(settings, before, body)
            if found is None:
                raise
            logger.info("%s But batch %s was created.", error, found.id)
            return found
    except BaseException as error:  # also Ctrl-C
        if not isinstance(error, BatchlineError) or error.delivery == "unknown":
            ids = f", perhaps {' or '.join(candidates)}" if candidates else ""
            error.add_note(
                f"A batch of {body.input_file_id} may have been created{ids}. It would run and be billed: look for it "
                "with `batchline batches list` before you create another."
            )
        raise


def _find_new_batch(
    settings: Settings, before: Collection[str], body: CreateBatchRequest
) -> Flow[tuple[BatchJob | None, list[str]]]:
    """Look for a job that was just created, for a while.

    Returns:
        The job, if exactly one fits; and the ids of those that may be it.
    """
    once = settings.for_one_try()
    file_id, endpoint = body.input_file_id, body.endpoint
    until = (yield from now()) + min(LOOK_FOR, settings.retry.lag)
    delay = 0.0
    candidates: list[BatchJob] = []
    while True:
        asked = 0.0
        try:
            candidates = yield from _list_candidates(once, before, file_id, endpoint)
        except BatchlineError as error:
            logger.info("%s Still looking for the batch of %s.", error, file_id)
            asked = requested_delay(settings.retry, error)
        fitting = [job for job in candidates if (job.input_file_id, job.endpoint) == (file_id, endpoint)]
        left = until - (yield from now())
        if fitting or left <= 0:
            return fitting[0] if len(fitting) == 1 else None, [job.id for job in candidates]
        delay = delay * 2 or 1.0
        yield Sleep(min(max(delay, asked), left))


def _list_candidates(settings: Settings, before: Collection[str], file_id: str, endpoint: str) -> Flow[list[BatchJob]]:
    """List the jobs that were not there before, without those of another file or endpoint."""
    candidates: list[BatchJob] = []
    for listed in (yield from calls.list_batches(settings)):
        if listed.id in before:
            continue
        # A list may leave out fields; the job itself tells more.
        job = listed
        if listed.input_file_id is None or listed.endpoint is None:
            with contextlib.suppress(NotFoundError, ResponseError):  # somebody else's may be odd
                job = yield from calls.get_batch(settings, listed.id)
        if job.input_file_id in (None, file_id) and job.endpoint in (None, endpoint):
            candidates.append(job)
    return candidates


def wait(
    settings: Settings,
    id: str,
    *,
    timeout: float | None,
    poll_interval: float | None,
    progress: JobCallback | None,
) -> Flow[BatchJob]:
    """Poll a job until it has reached a terminal status.

    A job takes hours. Once it was seen, no answer ends the wait at once: see `_Patience`.

    Args:
        settings: The client's.
        id: The job.
        timeout: Seconds to wait at most; None waits for ever.
        poll_interval: Seconds between two polls; None begins quickly and slows down.
        progress: Called with the job after each poll.
    """
    if poll_interval is not None and poll_interval <= 0:
        raise ValueError(f"poll_interval must be a positive number of seconds, got {poll_interval!r}")
    started = yield from now()
    once = settings.for_one_try()
    attempts = Attempts(settings, id)
    patience = _Patience(settings, id)
    last: BatchJob | None = None
    while True:
        clock = yield from now()
        delay = Sleep(poll_interval) if poll_interval else Sleep(poll_pause(clock - started), POLL_JITTER)
        try:
            job = yield from calls.get_batch(once, id)
        except BatchlineError as error:
            if last is None:
                delay = attempts.delay_after(error, clock)
            else:
                patience.note_failure(error, clock)
                asked = requested_delay(settings.retry, error)
                delay = Sleep(asked) if asked > delay.seconds else delay
        else:
            patience.note_success(job)
            last = job
            if progress is not None:
                progress(job)
            if job.status in TERMINAL:
                return job
        if timeout is not None:
            left = started + timeout - (yield from now())
            if left <= 0:
                status = sanitize(last.status.value) if last else "not known"
                raise BatchTimeoutError(
                    f"Batch {id} did not end within {timeout:g} s: its status is {status}. It is not cancelled: "
                    "wait for it again, or cancel it.",
                    last,
                )
            if left < delay.seconds:
                delay = Sleep(left)
        yield delay


class _Patience:
    """What a wait makes of the answers once its job was seen.

    Any trouble is said once and waited out, whatever it is: what worked at the last poll is not
    misconfigured. Only what lasts is believed: that the key is refused (401, 403) after `REFUSED_FOR`
    seconds of nothing else, and that there is no such job (404) after the policy's `lag`.
    """

    def __init__(self, settings: Settings, id: str) -> None:
        self._id = id
        self._lag = settings.retry.lag
        self._refused_since = self._missing_since = math.inf
        self._troubles: set[type[BatchlineError]] = set()
        self._statuses = set(BatchJobStatus)

    def note_success(self, job: BatchJob) -> None:
        """Take note of an answer that is well."""
        if self._troubles:
            logger.info("The service answers again.")
        self._refused_since = self._missing_since = math.inf
        self._troubles.clear()
        if job.status not in self._statuses:
            self._statuses.add(job.status)
            logger.warning(
                "Batch %s has the unknown status '%s'; waiting until it is one of %s.",
                self._id,
                sanitize(job.status.value),
                ", ".join(sorted(TERMINAL)),
            )

    def note_failure(self, error: BatchlineError, clock: float) -> None:
        """Take note of trouble, or raise it when it has lasted for too long."""
        is_refusal = isinstance(error, AuthenticationError | PermissionDeniedError)
        self._refused_since = min(self._refused_since, clock) if is_refusal else math.inf
        if clock - self._refused_since >= REFUSED_FOR:
            error.add_note(
                f"The batch is not lost: once the API key is accepted again, `batchline batches wait {self._id}` "
                "continues."
            )
            raise error
        if isinstance(error, NotFoundError):
            self._missing_since = min(self._missing_since, clock)
            if clock - self._missing_since >= self._lag:
                raise error
        if type(error) not in self._troubles:
            self._troubles.add(type(error))
            logger.warning("%s Still waiting for batch %s.", error, self._id)


def poll_pause(waited: float) -> float:
    """Seconds until the next poll, after so many of waiting: batches that took hours may take minutes more."""
    return min(FIRST_POLL + waited / 2, MAX_POLL)


def results(settings: Settings, job: BatchJob | str) -> Flow[None]:
    """Emit the lines of a job's output file and of its error file, as they arrive."""
    if isinstance(job, str):
        job = yield from calls.get_batch(settings, job)
    files = [file_id for file_id in (job.output_file_id, job.error_file_id) if file_id]
    if not files and job.status not in TERMINAL:
        raise BatchlineError(
            f"Batch {job.id} is {sanitize(job.status.value)} and has no results yet. Wait for it first."
        )
    if not files:
        raise failed_batch_error(job)
    for file_id in files:
        reader = ContentReader(settings, file_id, f"Reading the results {file_id} of batch {job.id}")
        splitter = LineSplitter()
        chunk = b"start"
        while chunk:
            chunk = yield from reader.read()
            for number, line in splitter.feed(chunk):
                yield Yield(parse_result(line, f"line {number} of file {file_id}"))


def failed_batch_error(job: BatchJob) -> BatchFailedError:
    """The error for a job that ended without results."""
    why = job_reason(job) or "the service gives no reason"
    return BatchFailedError(f"Batch {job.id} ended {sanitize(job.status.value)} without results: {why}.", job)


def job_reason(job: BatchJob) -> str | None:
    """Why a job failed, in the service's words; None if it does not say.

    They stand in `error`, a text or an object with a message and a code, or, as at OpenAI, in `errors`:
    `{"data": [{"message", "code", "line"}]}`. `MOST_REASONS` of them are told, on one short line.
    """
    given: list[object] = [*_each(job.error), *_each(job.additional_properties.get("errors"))]
    reasons = list(dict.fromkeys(words for one in given if (words := _reason_text(one))))
    if not reasons:
        return None
    more = len(reasons) - MOST_REASONS
    return sanitize("; ".join(reasons[:MOST_REASONS])) + (f" and {more} more" if more > 0 else "")


def _each(reasons: object) -> list[object]:
    if isinstance(reasons, dict) and "data" in reasons:
        reasons = cast("dict[str, object]", reasons)["data"]
    return cast("list[object]", reasons) if isinstance(reasons, list) else [reasons]


def _reason_text(reason: object) -> str:
    """One reason; nothing where it says nothing."""
    if isinstance(reason, dict):
        fields = cast("dict[str, object]", reason)
        line = fields.get("line")
        named = (fields.get("message"), fields.get("code"))
        said = list(dict.fromkeys(filter(None, (sanitize(str(one)) for one in named if isinstance(one, str | int)))))
        if said:
            words = said[0] if len(said) == 1 else f"{said[0]} ({said[1]})"
            return f"line {line}: {words}" if isinstance(line, int) else words
    if isinstance(reason, str):
        return sanitize(reason)
    try:
        return sanitize(json.dumps(reason, ensure_ascii=False)) if reason else ""
    except RecursionError:
        return ""
