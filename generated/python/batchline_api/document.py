# DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate-python`.
"""What the document says besides calls and models, such as its first server and the service's limits."""

from typing import Final

BASE_URL: Final = "https://api.together.ai/v1"
"""The current address."""


MULTIPART_THRESHOLD: Final = 5368709120
"""Above this size a file is uploaded in parts (5 GiB). Unit: bytes."""

PART_SIZE: Final = 262144000
"""The target size of a part (250 MiB). Unit: bytes."""

MIN_PART_SIZE: Final = 5242880
"""The minimum size of every part except the last (5 MiB, the storage's rule). Unit: bytes."""

MAX_PARTS: Final = 250
"""The maximum number of parts in one upload. Unit: parts."""

CONCURRENCY: Final = 4
"""The maximum number of parts sent at a time. Unit: parts."""

PART_TIMEOUT: Final = 300.0
"""How long a part may go without progress. Unit: seconds."""

MAX_FILE_SIZE: Final = 53794465382
"""The largest file (50.1 GiB, rounded down to a byte). Unit: bytes."""

MAX_BATCH_REQUESTS: Final = 50000
"""The maximum number of requests in one batch input file. Unit: requests."""

MAX_BATCH_BYTES: Final = 100000000
"""The largest batch input file. Unit: bytes."""


TERMINAL_STATUSES: Final = frozenset(
    {
        "COMPLETED",
        "FAILED",
        "EXPIRED",
        "CANCELLED",
    }
)
"""The terminal statuses of batch jobs."""


ID_FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "FileResponse": ("id",),
    "FileDeleteResponse": ("id",),
    "FileExistsResponse": ("file_id",),
    "MultipartUpload": (
        "upload_id",
        "file_id",
    ),
    "CompleteMultipartRequest": (
        "upload_id",
        "file_id",
    ),
    "AbortMultipartRequest": (
        "upload_id",
        "file_id",
    ),
    "CreateBatchRequest": ("input_file_id",),
    "BatchJob": (
        "id",
        "output_file_id",
        "error_file_id",
    ),
}
"""The fields of each schema that are ids, which later calls are made with (`x-id`)."""


FILE_TYPES: Final[dict[str, tuple[str, ...]]] = {
    "fine-tune": (
        "jsonl",
        "parquet",
    ),
    "calibration": (
        "jsonl",
        "parquet",
    ),
    "eval": (
        "jsonl",
        "csv",
    ),
    "batch-api": ("jsonl",),
}
"""The types that files for a purpose may have; those of any other purpose may have each."""
