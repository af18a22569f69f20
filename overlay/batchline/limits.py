"""The limits of uploads, as users may set them; the defaults come from the document."""

from __future__ import annotations

import msgspec

from batchline_api import document


class UploadLimits(msgspec.Struct, frozen=True):
    """How files are uploaded. Sizes in bytes, `part_timeout` in seconds.

    The defaults are those of the OpenAPI document (`x-limits`).

    Attributes:
        multipart_threshold: Above this size a file is uploaded in parts.
        part_size: The size that parts aim at.
        min_part_size: The least size of any part but the last.
        max_parts: The most parts of one upload.
        concurrency: The most parts sent at a time.
        part_timeout: How long an upload may go without progress.
        max_file_size: A larger file is refused before anything is sent.

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
        """Refuse what cannot be a limit."""
        for name in self.__struct_fields__:
            if not getattr(self, name) > 0:
                raise ValueError(f"{name} is positive, not {getattr(self, name)!r}")
