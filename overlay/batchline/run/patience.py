"""Which shards of a run wait and until when, and which errors a run waits out."""

from __future__ import annotations

import logging
from typing import Final

from ..api.settings import Settings
from ..batches import MAX_POLL, REFUSED_FOR
from ..errors import APIConnectionError, APIStatusError, BatchlineError, ResponseError, UploadError

logger = logging.getLogger("batchline")

POLLING: Final = 0
"""Used in place of a shard's number for the polls, which belong to no shard."""


class Backoff:
    """Keeps track of waiting shards and of trouble with the service; all times by the clock of `now`.

    Attributes:
        due: For each waiting shard, by number, when work on it may continue.
        trouble: The class of the last error, for each shard whose last step failed because of the service.
    """

    def __init__(self, settings: Settings, poll_interval: float | None) -> None:
        self.due: dict[int, float] = {}
        self.trouble: dict[int, type[BatchlineError]] = {}
        self._retry = settings.retry
        self._evidence = settings.evidence
        self._longest = min(poll_interval or MAX_POLL, MAX_POLL)
        self._tries: dict[int, int] = {}
        self._refused_since: float | None = None
        self._is_proven = False

    def is_due(self, number: int, now: float) -> bool:
        """Return whether work on a shard may continue."""
        return self.due.get(number, now) <= now

    def back_off(self, number: int, now: float, *, at_least: float = 0.0) -> float:
        """Make a shard wait, longer each time; return for how many seconds."""
        tries = self._tries[number] = self._tries.get(number, 0) + 1
        pause = min(self._retry.first_delay * 2.0 ** min(tries, 20), self._longest)
        self.due[number] = now + max(at_least, pause)
        return max(at_least, pause)

    def forget(self, number: int) -> None:
        """End a shard's wait and reset its pauses, since it has taken a step."""
        self.due.pop(number, None)
        self._tries.pop(number, None)

    def note_success(self, number: int) -> None:
        """Note that a step has succeeded, which ends the shard's trouble if there was any."""
        if self.trouble.pop(number, None) and not self.trouble:
            logger.info("The service answers again.")

    def wait_out(self, error: BatchlineError, number: int, now: float, *, is_asking: bool) -> bool:
        """Return whether a run that has paid should wait this error out; if so, make the shard wait.

        What worked a moment ago is not misconfigured: once a call of this client has succeeded, neither
        a captive portal's page nor a refusal of the key is believed at once.

        Args:
            error: The error of the shard's step.
            number: The shard.
            now: The time.
            is_asking: Whether the step was a poll or a download, which sends no data that could be invalid.
        """
        cause = error.__cause__ if isinstance(error, UploadError) else error
        status = cause.status_code if isinstance(cause, APIStatusError) else None
        if not (
            error.retryable
            or isinstance(cause, APIConnectionError | ResponseError)
            or (status is not None and (is_asking or status < 400 or status in (401, 403, 404, 407)))
        ):
            return False
        if status in (401, 403, 407):
            self._is_proven = self._is_proven or self._evidence.has_succeeded
            if not self._is_proven:
                return False
            if self._refused_since is None or self._evidence.has_succeeded:
                self._refused_since = now
            self._evidence.has_succeeded = False  # the next successful call sets it again
            if now - self._refused_since >= REFUSED_FOR:
                error.add_note(f"The service has refused every call for {REFUSED_FOR / 60:.0f} minutes.")
                return False
        else:
            self._refused_since = None
        asked = cause.retry_after or 0.0 if isinstance(cause, APIStatusError) else 0.0
        pause = self.back_off(number, now, at_least=min(asked, self._retry.max_retry_after))
        if type(error) not in self.trouble.values():  # trouble that lasts for hours is logged once
            logger.warning("%s Trying again in %.3g s, and until it succeeds.", error, pause)
        self.trouble[number] = type(error)
        return True
