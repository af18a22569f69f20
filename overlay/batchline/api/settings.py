"""What a client's flows need to know of the client."""

from __future__ import annotations

import msgspec

from ..disk.checkpoint import TransferStates
from ..limits import UploadLimits
from .retry_policy import RetryPolicy


class Evidence(msgspec.Struct):
    """What one client object has seen so far. Threads may share it.

    Attributes:
        has_succeeded: Whether any call has succeeded with this key and address. What worked a moment
            ago is not misconfigured.
        created: When this client created something, by id, by the clock of `now`. It may not be
            visible everywhere yet, so a 404 for it isn't believed at once.
    """

    has_succeeded: bool = False
    created: dict[str, float] = {}

    def note_created(self, id: str, now: float, lag: float) -> None:
        """Remember that this was created now, and forget what is older than `lag` seconds."""
        for old, then in list(self.created.items()):
            if now - then >= lag:
                self.forget(old)
        if lag > 0:
            self.created[id] = now

    def doubt_left(self, id: str, now: float, lag: float) -> float:
        """Return for how many seconds more a 404 for this id isn't believed; 0 when it is."""
        then = self.created.get(id)
        return 0.0 if then is None else max(0.0, then + lag - now)

    def forget(self, id: str) -> None:
        """Believe from now on that this doesn't exist: it was deleted."""
        self.created.pop(id, None)


class Settings(msgspec.Struct, frozen=True):
    """The part of a client's configuration that decides what its flows do.

    Attributes:
        limits: How files are uploaded.
        max_retries: How often a call is retried after a retryable error.
        states: Where transfers leave what they need to be resumed; None keeps nothing.
        server: The API's address.
        retry: When calls are retried, and how long to wait for what lags.
        evidence: What the client has seen of the service.
    """

    limits: UploadLimits = UploadLimits()
    max_retries: int = 5
    states: TransferStates | None = None
    server: str = ""
    retry: RetryPolicy = RetryPolicy()
    evidence: Evidence = msgspec.field(default_factory=Evidence)

    def __post_init__(self) -> None:
        """Refuse what cannot be a number of retries."""
        if self.max_retries < 0:
            raise ValueError(f"max_retries must not be negative, got {self.max_retries!r}")

    def for_one_try(self) -> Settings:
        """Return the same for a caller that decides itself what follows a failure: nothing is repeated."""
        return msgspec.structs.replace(self, max_retries=0, retry=msgspec.structs.replace(self.retry, lag=0.0))
