"""When to try again: a pure decision. The driver does the sleeping."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

from ..errors import (
    APIConnectionError,
    APIStatusError,
    BatchlineError,
    RateLimitError,
    ResponseError,
    ServerError,
    UploadError,
)
from .effects import Flow, Sleep, T

logger = logging.getLogger("batchline")

FIRST_DELAY: Final = 0.5
MAX_DELAY: Final = 8.0
JITTER: Final = 0.5
"""A delay is drawn from its upper half, so that clients that failed together come back apart."""
MAX_RETRY_AFTER: Final = 600.0
"""A server that wants a longer pause than this gets no second try: the user should know."""


def is_passing(error: Exception) -> bool:
    """Whether the same call may succeed later: no connection, 408, 429, 5xx."""
    if isinstance(error, APIConnectionError):
        return not error.permanent
    if isinstance(error, ResponseError | UploadError):
        return error.passing
    if not isinstance(error, APIStatusError) or error.status_code in (501, 505):
        return False  # what a server does not implement, it does not implement later
    return isinstance(error, RateLimitError | ServerError) or error.status_code == 408


def pause(error: Exception, failures: int, max_retries: int) -> Sleep | None:
    """How long to wait before the next try, or None to give up.

    Args:
        error: What the last try ended with.
        failures: How many tries have failed, this one included.
        max_retries: How many tries may follow the first.
    """
    if failures > max_retries or not is_passing(error):
        return None
    asked = error.retry_after if isinstance(error, APIStatusError) else None
    if asked is not None:
        return Sleep(asked) if asked <= MAX_RETRY_AFTER else None
    return Sleep(min(FIRST_DELAY * 2.0 ** (failures - 1), MAX_DELAY), JITTER)


def retrying(attempt: Callable[[], Flow[T]], max_retries: int) -> Flow[T]:
    """Run a flow anew until it succeeds or there is no hope. Only for what may be repeated."""
    failures = 0
    while True:
        try:
            return (yield from attempt())
        except BatchlineError as error:
            failures += 1
            delay = pause(error, failures, max_retries)
            if delay is None:
                raise
            logger.info("%s Trying again within %.3g s (%d of %d).", error, delay.seconds, failures, max_retries)
        yield delay
