"""When a call is tried again, and how long a run waits for data that lags, as users may set them."""

from __future__ import annotations

from typing import Final

import msgspec

LONGEST: Final = 10**8
"""Seconds. No time of a policy is longer: about three years."""


class RetryPolicy(msgspec.Struct, frozen=True):
    """How failed calls are retried, and how long something has to be missing before that is believed.

    A retry follows an error that says it is `retryable`. The pauses double, from `first_delay` up to
    `max_delay`; a server that names a pause (`Retry-After`) gets that one.

    Attributes:
        first_delay: The longest pause before the first retry, in seconds.
        max_delay: The longest pause before any retry, in seconds.
        jitter: How much of a pause is drawn at random, from 0 to 1, so that clients that failed
            together come back apart.
        max_retry_after: A server that asks for a longer pause than this, in seconds, gets no retry.
        lag: How long to keep checking, in seconds, before believing that something is missing at the
            service: a job, a file id, the bytes of a file, some of the answers. What exists has to
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
        """Refuse what can't be a policy."""
        for name in self.__struct_fields__:
            value = getattr(self, name)
            if not value >= 0:
                raise ValueError(f"{name} must not be negative, got {value!r}")
            if value > LONGEST:
                raise ValueError(f"{name} must be at most {LONGEST:,}, got {value!r}")
        if self.jitter > 1:
            raise ValueError(f"jitter must be at most 1, got {self.jitter!r}")
