"""The limits of uploads, as users may set them; the defaults come from the document."""

from __future__ import annotations

from typing import Any

from attrs import field, frozen, validators

from batchline_api import document

_POSITIVE: Any = validators.gt(0)


@frozen
class UploadLimits:
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

    multipart_threshold: int = field(default=document.MULTIPART_THRESHOLD, validator=_POSITIVE)
    part_size: int = field(default=document.PART_SIZE, validator=_POSITIVE)
    min_part_size: int = field(default=document.MIN_PART_SIZE, validator=_POSITIVE)
    max_parts: int = field(default=document.MAX_PARTS, validator=_POSITIVE)
    concurrency: int = field(default=document.CONCURRENCY, validator=_POSITIVE)
    part_timeout: float = field(default=document.PART_TIMEOUT, validator=_POSITIVE)
    max_file_size: int = field(default=document.MAX_FILE_SIZE, validator=_POSITIVE)
