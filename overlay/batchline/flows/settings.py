"""What a client's flows need to know of the client."""

from __future__ import annotations

import msgspec

from ..limits import UploadLimits
from ..resume import TransferStates
from ..retry_policy import RetryPolicy
from .evidence import Evidence


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
