# DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate-python`.
"""What the document says beside calls and models: its first server and the service's limits."""

from typing import Final

BASE_URL: Final = "https://api.together.ai/v1"
"""The current address."""


MULTIPART_THRESHOLD: Final = 5368709120
"""Above this size a file is uploaded in parts (5 GiB). Unit: bytes."""

PART_SIZE: Final = 262144000
"""The size that parts aim at (250 MiB). Unit: bytes."""

MIN_PART_SIZE: Final = 5242880
"""The least size of any part but the last (5 MiB, the storage's rule). Unit: bytes."""

MAX_PARTS: Final = 250
"""The most parts that one upload may have. Unit: parts."""

CONCURRENCY: Final = 4
"""The most parts that are sent at a time. Unit: parts."""

PART_TIMEOUT: Final = 300.0
"""How long a part may go without progress. Unit: seconds."""

MAX_FILE_SIZE: Final = 53794465382
"""The largest file (50.1 GiB, rounded down to a byte). Unit: bytes."""

MAX_BATCH_REQUESTS: Final = 50000
"""The most requests that one batch input file may hold. Unit: requests."""

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
"""The statuses that a batch job does not leave again."""
