"""The user's settings for uploads; the defaults come from the OpenAPI document."""

from __future__ import annotations

import msgspec

from batchline_api import document


class UploadLimits(msgspec.Struct, frozen=True):
    """How files are uploaded. Sizes are in bytes.

    The defaults are those of the OpenAPI document (`x-limits`).

    Attributes:
        multipart_threshold: Files larger than this are uploaded in parts.
        part_size: The target size of a part, exceeded if a file would otherwise need more than `max_parts`.
        min_part_size: The smallest size of any part but the last.
        max_parts: The most parts of one upload.
        concurrency: The most parts sent at a time.
        part_timeout: How long an upload may go without progress, in seconds.
        max_file_size: Files larger than this are refused before anything is sent.

    Raises:
        ValueError: A limit is not positive.
    """

    multipart_threshold: int = document.MULTIPART_THRESHOLD
    part_size: int = document.PART_SIZE
    min_part_size: int = document.MIN_PART_SIZE
    max_parts: int = document.MAX_PARTS
    concurrency: int = document.CONCURRENCY
    part_timeout: float = document.PART_TIMEOUT
    max_file_size: int = document.MAX_FILE_SIZE

    def __post_init__(self) -> None:
        """Check the values."""
        for name in self.__struct_fields__:
            if not getattr(self, name) > 0:
                raise ValueError(f"{name} must be positive, got {getattr(self, name)!r}")
