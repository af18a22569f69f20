"""When to try again: a pure decision, and the one loop that acts on it. The driver does the sleeping."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

from ..engine.effects import Flow, Sleep, T, now
from ..errors import APIStatusError, BatchlineError, NotFoundError
from .retry_policy import RetryPolicy
from .settings import Settings

logger = logging.getLogger("batchline")

MAX_DOUBT: Final = 60.0
"""The longest pause, in seconds, between two checks whether something is visible by now."""


def requested_delay(policy: RetryPolicy, error: BatchlineError) -> float:
    """Return the pause that the server asks for, in seconds, up to the longest that the policy allows; else 0."""
    asked = error.retry_after if isinstance(error, APIStatusError) else None
    return min(asked or 0.0, policy.max_retry_after)


def next_delay(policy: RetryPolicy, error: BatchlineError, failures: int) -> Sleep | None:
    """Return how long to wait before the next try, or None when another one is of no use.

    Args:
        policy: The client's.
        error: What the last try ended with.
        failures: How many tries have failed, this one included.
    """
    if not error.retryable:
        return None
    asked = error.retry_after if isinstance(error, APIStatusError) else None
    if asked is not None:
        return Sleep(asked) if asked <= policy.max_retry_after else None
    return Sleep(min(policy.first_delay * 2.0 ** min(failures - 1, 60), policy.max_delay), policy.jitter)


class Attempts:
    """Counts the failed tries of one piece of work, and decides whether another one follows.

        attempts = Attempts(settings)
        while True:
            try:
                return (yield from something())
            except BatchlineError as error:
                yield from attempts.wait_after(error)  # raises the error once there is no hope

    Work on something that this client created a moment ago names its id. A 404 may mean then that it
    isn't visible yet, so it is checked again, with growing pauses, until the policy's `lag` is over.
    """

    def __init__(self, settings: Settings, id: str | None = None) -> None:
        self._settings = settings
        self._id = id
        self._failures = 0
        self._check_after = 0.0

    def reset(self) -> None:
        """Start counting again: there was progress."""
        self._failures = 0

    def count(self, error: BatchlineError) -> Sleep | None:
        """Count a failure; return the pause before the next try, or None when there is none."""
        self._failures += 1
        if self._failures > self._settings.max_retries:
            return None
        return next_delay(self._settings.retry, error, self._failures)

    def delay_after(self, error: BatchlineError, clock: float) -> Sleep:
        """Count a failure and say what follows; return the pause before the next try, or raise the error.

        Args:
            error: What the last try ended with.
            clock: The time by the clock of `now`.
        """
        if doubt := self._doubt(error, clock):
            return doubt
        delay = self.count(error)
        if delay is None:
            raise error
        tries = f"{self._failures} of {self._settings.max_retries}"
        logger.info("%s Trying again within %.3g s (%s).", error, delay.seconds, tries)
        return delay

    def wait_after(self, error: BatchlineError) -> Flow[None]:
        """Count a failure and wait, or raise it when no try follows."""
        yield self.delay_after(error, (yield from now()))

    def _doubt(self, error: BatchlineError, clock: float) -> Sleep | None:
        """Return the pause before something new is checked again; None when the error is to be believed."""
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
        self._check_after = min(self._check_after * 2 or 1.0, MAX_DOUBT)
        return Sleep(min(self._check_after, left))


def retry(attempt: Callable[[], Flow[T]], settings: Settings, id: str | None = None) -> Flow[T]:
    """Run a flow until it succeeds or there is no hope. Only for what may be repeated; see `Attempts`."""
    attempts = Attempts(settings, id)
    while True:
        try:
            return (yield from attempt())
        except BatchlineError as error:
            yield from attempts.wait_after(error)
