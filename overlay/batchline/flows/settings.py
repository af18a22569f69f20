"""What a client's flows need to know of the client."""

from __future__ import annotations

from attrs import frozen

from ..limits import UploadLimits


@frozen
class Settings:
    """The part of a client's configuration that decides what its flows do."""

    limits: UploadLimits = UploadLimits()
    max_retries: int = 5
