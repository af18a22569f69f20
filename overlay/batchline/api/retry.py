"""When to retry: a pure decision, and the one loop that acts on it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

from ..engine.effects import Flow, Sleep, T, now
from ..errors import APIStatusError, BatchlineError, NotFoundError
from .retry_policy import RetryPolicy
from .settings import Settings

logger = logging.getLogger("batchline")

MAX_RECHECK_DELAY: Final = 60.0
"""The longest pause, in seconds, between two checks for something new that isn't visible yet."""


def requested_delay(policy: RetryPolicy, error: BatchlineError) -> float:
    """Return the seconds that the server asks to wait: 0 if it doesn't ask, at most `max_retry_after`."""
    requested = error.retry_after if isinstance(error, APIStatusError) else None
    return min(requested or 0.0, policy.max_retry_after)


def next_delay(policy: RetryPolicy, error: BatchlineError, failures: int) -> Sleep | None:
    """Return the pause before the next try, or None if the call should not be retried.

    Args:
        policy: The client's policy.
        error: The error of the last try.
        failures: How many tries have failed, including the last one.
    """
    if not error.retryable:
        return None
    requested = error.retry_after if isinstance(error, APIStatusError) else None
    if requested is not None:
        return Sleep(requested) if requested <= policy.max_retry_after else None
    return Sleep(min(policy.first_delay * 2.0 ** min(failures - 1, 60), policy.max_delay), policy.jitter)


class Attempts:
    """Counts the failed tries of one piece of work and decides whether another one follows.

        attempts = Attempts(settings)
        while True:
            try:
                return (yield from something())
            except BatchlineError as error:
                yield from attempts.wait_after(error)  # raises the error if no try follows

    Pass an id if the work is about a file or batch. If this client created it a moment ago, a 404 may only
    mean that it isn't visible yet, so it is checked again, with growing pauses, until the policy's `lag` has
    passed.
    """

    def __init__(self, settings: Settings, id: str | None = None) -> None:
        self._settings = settings
        self._id = id
        self._failures = 0
        self._check_after = 0.0

    def reset(self) -> None:
        """Start counting from zero, since there was progress."""
        self._failures = 0

    def count(self, error: BatchlineError) -> Sleep | None:
        """Count a failure; return the pause before the next try, or None if no try follows."""
        self._failures += 1
        if self._failures > self._settings.max_retries:
            return None
        return next_delay(self._settings.retry, error, self._failures)

    def delay_after(self, error: BatchlineError, clock: float) -> Sleep:
        """Count a failure; return the pause before the next try, or raise the error if no try follows.

        Args:
            error: The error of the last try.
            clock: The current time, from `now`.
        """
        if recheck := self._recheck_delay(error, clock):
            return recheck
        delay = self.count(error)
        if delay is None:
            raise error
        tries = f"{self._failures} of {self._settings.max_retries}"
        logger.info("%s Trying again within %.3g s (%s).", error, delay.seconds, tries)
        return delay

    def wait_after(self, error: BatchlineError) -> Flow[None]:
        """Count a failure and wait, or raise the error if no try follows."""
        yield self.delay_after(error, (yield from now()))

    def _recheck_delay(self, error: BatchlineError, clock: float) -> Sleep | None:
        """Return the pause before something new is checked again; None if the error should be believed."""
        if self._id is None or not isinstance(error, NotFoundError):
            return None
        left = self._settings.evidence.doubt_left(self._id, clock, self._settings.retry.lag)
        if not left:
            return None
        if not self._check_after:
            logger.info(
                "%s But %s was created a moment ago and may not be visible yet: checking again for at most %.3g s.",
                error,
                self._id,
                left,
            )
        self._check_after = min(self._check_after * 2 or 1.0, MAX_RECHECK_DELAY)
        return Sleep(min(self._check_after, left))


def retry(attempt: Callable[[], Flow[T]], settings: Settings, id: str | None = None) -> Flow[T]:
    """Run a flow until it succeeds or no retry follows; see `Attempts`. Only for work that may be repeated."""
    attempts = Attempts(settings, id)
    while True:
        try:
            return (yield from attempt())
        except BatchlineError as error:
            yield from attempts.wait_after(error)
