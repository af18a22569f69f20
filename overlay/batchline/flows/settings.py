"""What a client's flows need to know of the client."""

from __future__ import annotations

import msgspec

from ..limits import UploadLimits
from ..resume import TransferStates


class Settings(msgspec.Struct, frozen=True):
    """The part of a client's configuration that decides what its flows do.

    Attributes:
        limits: How files are uploaded.
        max_retries: How often a call is tried again after an error that passes.
        states: Where transfers leave what they can be gone on with; None keeps nothing.
        server: The API's address.
    """

    limits: UploadLimits = UploadLimits()
    max_retries: int = 5
    states: TransferStates | None = None
    server: str = ""

    def __post_init__(self) -> None:
        """Refuse what cannot be a number of retries."""
        if self.max_retries < 0:
            raise ValueError(f"max_retries is not negative, but it is {self.max_retries!r}")
