"""What a client's flows need to know of the client."""

from __future__ import annotations

import msgspec

from ..limits import UploadLimits


class Settings(msgspec.Struct, frozen=True):
    """The part of a client's configuration that decides what its flows do."""

    limits: UploadLimits = UploadLimits()
    max_retries: int = 5
