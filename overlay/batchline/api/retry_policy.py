"""The user's settings for retries, and for how long to wait for data that lags."""

from __future__ import annotations

from typing import Final

import msgspec

LONGEST: Final = 10**8
"""The longest time that a policy may have, in seconds: about three years."""


class RetryPolicy(msgspec.Struct, frozen=True):
    """How failed calls are retried, and how long something must be missing before the client believes it.

    A call is retried after an error that is `retryable`. The pauses double, from `first_delay` up to
    `max_delay`. If the server names a pause (`Retry-After`), that one is used instead.

    Attributes:
        first_delay: The longest pause before the first retry, in seconds.
        max_delay: The longest pause before any retry, in seconds.
        jitter: The fraction of each pause that is random, from 0 to 1, so that clients that failed
            together don't retry together.
        max_retry_after: The longest pause, in seconds, that a server may ask for. If it asks for more, the
            call isn't retried.
        lag: How long to keep checking, in seconds, before believing that something is missing at the
            service: a job, a file id, the bytes of a file, some of the answers. Anything that exists must
            become visible within this time; see docs/runs.md.

    Raises:
        ValueError: A time is negative or longer than `LONGEST`, or `jitter` is not between 0 and 1.
    """

    first_delay: float = 0.5
    max_delay: float = 8.0
    jitter: float = 0.5
    max_retry_after: float = 600.0
    lag: float = 600.0

    def __post_init__(self) -> None:
        """Check the values."""
        for name in self.__struct_fields__:
            value = getattr(self, name)
            if not value >= 0:
                raise ValueError(f"{name} must not be negative, got {value!r}")
            if value > LONGEST:
                raise ValueError(f"{name} must be at most {LONGEST:,}, got {value!r}")
        if self.jitter > 1:
            raise ValueError(f"jitter must be at most 1, got {self.jitter!r}")
