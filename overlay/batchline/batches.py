"""Batches: create each one only once, wait for it, read its results."""

from __future__ import annotations

import contextlib
import json
import logging
import math
from collections.abc import Callable, Collection
from typing import Final, cast

from batchline_api import document
from batchline_api.api.batches import get_batch
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
"""Seconds to look for a batch after the response to its creation was lost: it may appear late."""
REFUSED_FOR: Final = 900.0
"""Seconds of nothing but 401 and 403 after which a key that was valid before counts as refused."""
FIRST_POLL: Final = 0.5
MAX_POLL: Final = 60.0
POLL_JITTER: Final = 0.5
"""Polls end up 30 to 60 s apart: the OpenAPI document says that more frequent polling runs into 429."""

MOST_REASONS: Final = 3
"""The maximum number of reasons shown for one batch."""

JobCallback = Callable[[BatchJob], object]


def create_batch(settings: Settings, body: CreateBatchRequest) -> Flow[BatchJob]:
    """Create a batch, once.

    The call is not idempotent and takes no key, so it is retried only when the server has refused it
    or never got it. A lost response may stand for a batch that runs and is billed. That batch is then
    looked for: it was not there before, and has this input file and endpoint.
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
    """Send the call once; if its response is lost, return the batch that it created, or raise the error."""
    candidates: list[str] = []
    try:
        try:
            return (yield from calls.create_batch_once(settings, body))
        except BatchlineError as error:
            if error.delivery != "unknown" or before is None:
                raise
            job, candidates = yield from _find_new_batch(settings, before, body)
            if job is None:
                raise
            logger.info("%s However, batch %s was created.", error, job.id)
            return job
    # Also on Ctrl-C.
    except BaseException as error:
        if not isinstance(error, BatchlineError) or error.delivery == "unknown":
            ids = f", perhaps {' or '.join(candidates)}" if candidates else ""
            error.add_note(
                f"A batch of {body.input_file_id} may have been created{ids}. If so, it runs and is billed: look for "
                "it with `batchline batches list` before you create another."
            )
        raise


def _find_new_batch(
    settings: Settings, before: Collection[str], body: CreateBatchRequest
) -> Flow[tuple[BatchJob | None, list[str]]]:
    """Look for a batch that may just have been created, for up to `LOOK_FOR` seconds.

    Returns:
        The batch, if exactly one matches; and the ids of all that may be it.
    """
    single_try = settings.for_one_try()
    file_id, endpoint = body.input_file_id, body.endpoint
    until = (yield from now()) + min(LOOK_FOR, settings.retry.lag)
    delay = 0.0
    candidates: list[BatchJob] = []
    while True:
        requested = 0.0
        try:
            candidates = yield from _list_candidates(single_try, before, file_id, endpoint)
        except BatchlineError as error:
            logger.info("%s Still looking for the batch of %s.", error, file_id)
            requested = requested_delay(settings.retry, error)
        matches = [job for job in candidates if (job.input_file_id, job.endpoint) == (file_id, endpoint)]
        left = until - (yield from now())
        if matches or left <= 0:
            return matches[0] if len(matches) == 1 else None, [job.id for job in candidates]
        delay = delay * 2 or 1.0
        yield Sleep(min(max(delay, requested), left))


def _list_candidates(settings: Settings, before: Collection[str], file_id: str, endpoint: str) -> Flow[list[BatchJob]]:
    """Return the batches that were not there before, except those of another file or endpoint."""
    candidates: list[BatchJob] = []
    for listed in (yield from calls.list_batches(settings)):
        if listed.id in before:
            continue
        # A list may omit fields that the batch itself has.
        job = listed
        if listed.input_file_id is None or listed.endpoint is None:
            # A batch of another client may be malformed.
            with contextlib.suppress(NotFoundError, ResponseError):
                job = yield from calls.call(settings, get_batch, id=listed.id)
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
    """Poll a batch until it reaches a terminal status, and return it.

    A batch takes hours. Once it has been seen, no single error ends the wait: see `_Patience`.

    Args:
        settings: The client's settings.
        id: The batch.
        timeout: The maximum number of seconds to wait; None waits indefinitely.
        poll_interval: Seconds between two polls; None polls often at first, then less often.
        progress: Called with the batch after each successful poll.

    Raises:
        BatchTimeoutError: The batch did not end within `timeout`.
        ValueError: `poll_interval` is not positive.
    """
    if poll_interval is not None and poll_interval <= 0:
        raise ValueError(f"poll_interval must be a positive number of seconds, got {poll_interval!r}")
    started = yield from now()
    single_try = settings.for_one_try()
    attempts = Attempts(settings, id)
    patience = _Patience(settings, id)
    last: BatchJob | None = None
    while True:
        clock = yield from now()
        delay = Sleep(poll_interval) if poll_interval else Sleep(poll_pause(clock - started), POLL_JITTER)
        try:
            job = yield from calls.call(single_try, get_batch, id=id)
        except BatchlineError as error:
            if last is None:
                delay = attempts.delay_after(error, clock)
            else:
                patience.note_failure(error, clock)
                requested = requested_delay(settings.retry, error)
                delay = Sleep(requested) if requested > delay.seconds else delay
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
                    f"Batch {id} did not end within {timeout:g} s: its status is {status}. It was not "
                    "cancelled: wait for it again, or cancel it.",
                    last,
                )
            if left < delay.seconds:
                delay = Sleep(left)
        yield delay


class _Patience:
    """Decides which errors end a wait once its batch has been seen.

    Every kind of error is logged once and waited out, since what worked at the last poll is not
    misconfigured. Only two errors end the wait, if they last: a refused key (401, 403) after
    `REFUSED_FOR` seconds of nothing else, and a missing batch (404) after the policy's `lag`.
    """

    def __init__(self, settings: Settings, id: str) -> None:
        self._id = id
        self._lag = settings.retry.lag
        self._refused_since = self._missing_since = math.inf
        self._logged: set[type[BatchlineError]] = set()
        self._statuses = set(BatchJobStatus)

    def note_success(self, job: BatchJob) -> None:
        """Record a successful poll."""
        if self._logged:
            logger.info("The service answers again.")
        self._refused_since = self._missing_since = math.inf
        self._logged.clear()
        if job.status not in self._statuses:
            self._statuses.add(job.status)
            logger.warning(
                "Batch %s has the unknown status '%s'; waiting until it is one of %s.",
                self._id,
                sanitize(job.status.value),
                ", ".join(sorted(TERMINAL)),
            )

    def note_failure(self, error: BatchlineError, clock: float) -> None:
        """Record an error, or raise it if it has lasted too long."""
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
        if type(error) not in self._logged:
            self._logged.add(type(error))
            logger.warning("%s Still waiting for batch %s.", error, self._id)


def poll_pause(waited: float) -> float:
    """Return the seconds until the next poll after `waited` seconds: a longer wait allows longer pauses."""
    return min(FIRST_POLL + waited / 2, MAX_POLL)


def results(settings: Settings, job: BatchJob | str) -> Flow[None]:
    """Yield the results in a batch's output file and its error file, as they arrive."""
    if isinstance(job, str):
        job = yield from calls.call(settings, get_batch, id=job)
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
    """Return the error for a batch that ended without results."""
    reason = job_reason(job) or "the service gives no reason"
    return BatchFailedError(f"Batch {job.id} ended {sanitize(job.status.value)} without results: {reason}.", job)


def job_reason(job: BatchJob) -> str | None:
    """Return why a batch failed, in the service's words; None if the service gives no reason.

    The reasons are in `error`, a string or an object with a message and a code, or, as at OpenAI, in
    `errors`: `{"data": [{"message", "code", "line"}]}`. The first `MOST_REASONS` go on one short line.
    """
    reasons: list[object] = [*_as_list(job.error), *_as_list(job.additional_properties.get("errors"))]
    texts = list(dict.fromkeys(text for reason in reasons if (text := _reason_text(reason))))
    if not texts:
        return None
    more = len(texts) - MOST_REASONS
    return sanitize("; ".join(texts[:MOST_REASONS])) + (f" and {more} more" if more > 0 else "")


def _as_list(reasons: object) -> list[object]:
    if isinstance(reasons, dict) and "data" in reasons:
        reasons = cast("dict[str, object]", reasons)["data"]
    return cast("list[object]", reasons) if isinstance(reasons, list) else [reasons]


def _reason_text(reason: object) -> str:
    """Return a reason as text; empty if it has none."""
    if isinstance(reason, dict):
        fields = cast("dict[str, object]", reason)
        line = fields.get("line")
        values = [value for value in (fields.get("message"), fields.get("code")) if isinstance(value, str | int)]
        texts = list(dict.fromkeys(filter(None, (sanitize(str(value)) for value in values))))
        if texts:
            text = texts[0] if len(texts) == 1 else f"{texts[0]} ({texts[1]})"
            return f"line {line}: {text}" if isinstance(line, int) else text
    if isinstance(reason, str):
        return sanitize(reason)
    try:
        return sanitize(json.dumps(reason, ensure_ascii=False)) if reason else ""
    except RecursionError:
        return ""
