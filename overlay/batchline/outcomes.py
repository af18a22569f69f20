"""What downloads and runs end with."""

from __future__ import annotations

from typing import Literal

import msgspec


class FileObject(msgspec.Struct, frozen=True):
    """A file that was downloaded.

    Attributes:
        object: Always `local`.
        id: The id of the file at the service.
        filename: The path of the local file.
        size: Its size in bytes.
    """

    object: Literal["local"]
    id: str
    filename: str
    size: int


class RunSummary(msgspec.Struct, frozen=True):
    """What became of a run.

    Attributes:
        requests: The number of requests.
        succeeded: How many were answered with a status 2xx.
        failed: How many were not.
        batches: The number of batch jobs.
        usage: The tokens of all answers together, by kind, such as `total_tokens`.
        errors: How many failed, by kind: the code of an error, or the status of an answer.
    """

    requests: int
    succeeded: int
    failed: int
    batches: int
    usage: dict[str, int]
    errors: dict[str, int] = {}
