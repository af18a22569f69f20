"""How far the mock's answers lag behind its state, as data."""

from __future__ import annotations

from typing import Literal

import msgspec


class Lag(msgspec.Struct, frozen=True):
    """How long the mock hides what has already happened, in seconds by its clock.

    Attributes:
        list: `listBatches` shows the jobs as they were this long ago: newer jobs are left out, and the
            others have their status, progress and file ids of that time.
        job: `getBatch` and `cancelBatch` answer 404 for this long after a job was created.
        file_ids: An ended job is shown without `output_file_id` and `error_file_id` for this long
            after it ended.
        content: An output or error file has no content for this long after it was created, although
            `retrieveFile` already shows its full size.
        create: `createBatch` answers 404 for this long after the bytes of its input file were
            uploaded.
        contents: What `retrieveFileContent` answers during `content`: 404 (`missing`), 200 with no
            bytes (`empty`), or 200 with about half of the bytes, the last line cut (`half`).

    Raises:
        ValueError: A time is negative, or `contents` is none of these.
    """

    list: float = 0.0
    job: float = 0.0
    file_ids: float = 0.0
    content: float = 0.0
    create: float = 0.0
    contents: Literal["missing", "empty", "half"] = "missing"

    def __post_init__(self) -> None:
        """Raise a ValueError for an invalid field."""
        for name in ("list", "job", "file_ids", "content", "create"):
            if not getattr(self, name) >= 0:
                raise ValueError(f"{name} must not be negative, got {getattr(self, name)!r}")
        if self.contents not in ("missing", "empty", "half"):
            raise ValueError(f"contents must be missing, empty or half, got {self.contents!r}")
