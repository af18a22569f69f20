"""What flows need to know about their client."""

from __future__ import annotations

import msgspec

from ..disk.checkpoint import TransferStates
from ..limits import UploadLimits
from .retry_policy import RetryPolicy


class Evidence(msgspec.Struct):
    """What a client has seen of the service so far. Threads may share it.

    Attributes:
        has_succeeded: Whether any call has succeeded with this key and address: if so, they are right.
        created: When this client created each id, as the time of `now`. A new id may not be visible
            everywhere yet, so a 404 for it isn't believed at once.
    """

    has_succeeded: bool = False
    created: dict[str, float] = {}

    def note_created(self, id: str, now: float, lag: float) -> None:
        """Remember that this id was created now, and forget ids older than `lag` seconds."""
        for old, then in list(self.created.items()):
            if now - then >= lag:
                self.forget(old)
        if lag > 0:
            self.created[id] = now

    def doubt_left(self, id: str, now: float, lag: float) -> float:
        """Return for how many more seconds a 404 for this id should not be believed; 0 if it should."""
        then = self.created.get(id)
        return 0.0 if then is None else max(0.0, then + lag - now)

    def forget(self, id: str) -> None:
        """Forget an id that was deleted, so that a 404 for it is believed."""
        self.created.pop(id, None)


class Settings(msgspec.Struct, frozen=True):
    """The part of a client's configuration that decides what its flows do.

    Attributes:
        limits: How files are uploaded.
        max_retries: How often a call is retried after a retryable error.
        states: The checkpoints of transfers; None to save none.
        server: The API's address.
        retry: When calls are retried, and how long to wait for data that lags.
        evidence: What the client has seen of the service.

    Raises:
        ValueError: `max_retries` is negative.
    """

    limits: UploadLimits = UploadLimits()
    max_retries: int = 5
    states: TransferStates | None = None
    server: str = ""
    retry: RetryPolicy = RetryPolicy()
    evidence: Evidence = msgspec.field(default_factory=Evidence)

    def __post_init__(self) -> None:
        """Check the values."""
        if self.max_retries < 0:
            raise ValueError(f"max_retries must not be negative, got {self.max_retries!r}")

    def for_one_try(self) -> Settings:
        """Return these settings without retries, for callers that handle failures themselves."""
        return msgspec.structs.replace(self, max_retries=0, retry=msgspec.structs.replace(self.retry, lag=0.0))
