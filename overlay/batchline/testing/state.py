"""The state of the mock. Everything belongs to the token that created it."""

from __future__ import annotations

import os
import threading
import uuid
from pathlib import Path
from typing import Any, Final

import msgspec

from ..disk.atomic import AtomicFile
from .clock import Clock

PROJECT: Final = "project-1"
"""The id of the project that everything belongs to."""


class StoredFile(msgspec.Struct):
    """A file.

    `size` is None until its bytes have arrived, `stored_at` is when they did, in Unix seconds, and
    `handed_over` is False until they were preprocessed.
    """

    id: str
    filename: str
    purpose: str
    file_type: str
    created_at: int
    checksum: str | None = None
    size: int | None = None
    etag: str | None = None
    line_count: int | None = None
    handed_over: bool = False
    stored_at: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """Return the file as the API shows it, with 0 for numbers that are not known yet."""
        return {
            "id": self.id,
            "object": "file",
            "created_at": self.created_at,
            "filename": self.filename,
            "bytes": self.size or 0,
            "purpose": self.purpose,
            "FileType": self.file_type,
            "Processed": self.handed_over,
            "LineCount": self.line_count or 0,
            "project_id": PROJECT,
        }


_INTERNAL: Final = ("history", "is_at_work")


class StoredBatch(msgspec.Struct):
    """A batch job; times in ISO 8601.

    `history` is how the API has shown the job since each time (Unix seconds), oldest first.
    `is_at_work` is True while its requests are being processed.
    """

    id: str
    user_id: str
    input_file_id: str
    file_size_bytes: int
    status: str
    created_at: str
    job_deadline: str
    endpoint: str
    progress: float = 0.0
    model_id: str | None = None
    output_file_id: str | None = None
    error_file_id: str | None = None
    error: str | None = None
    completed_at: str | None = None
    history: list[tuple[float, dict[str, Any]]] = []
    is_at_work: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the job as the API shows it, without fields that are None."""
        fields = msgspec.structs.asdict(self)
        return {name: value for name, value in fields.items() if name not in _INTERNAL and value is not None}

    def remember(self, now: float) -> None:
        """Add the current state of the job to its history."""
        self.history.append((now, self.as_json()))

    def as_it_was(self, then: float) -> dict[str, Any] | None:
        """Return the job as the API showed it at a time; None if it did not exist yet."""
        return next((shown for since, shown in reversed(self.history) if since <= then), None)


class StoredUpload(msgspec.Struct):
    """A multipart upload: its parts by number, each with its ETag and size."""

    id: str
    file_id: str
    file_size: int
    num_parts: int
    parts: dict[int, tuple[str, int]] = {}


class Tenant(msgspec.Struct):
    """The account of one token; files, batches and uploads by id, newest last."""

    name: str
    files: dict[str, StoredFile] = {}
    batches: dict[str, StoredBatch] = {}
    uploads: dict[str, StoredUpload] = {}


class State(msgspec.Struct):
    """The accounts by token, and the secret and port that keep presigned URLs valid in a later server."""

    tenants: dict[str, Tenant] = {}
    made: int = 0
    secret: str = ""
    storage_port: int = 0


class Store:
    """The state and the bytes, in a folder. A later server on this folder continues with them."""

    def __init__(self, folder: str | os.PathLike[str], clock: Clock) -> None:
        self.folder = Path(folder)
        self.clock = clock
        self.lock = threading.RLock()
        (self.folder / "blobs").mkdir(parents=True, exist_ok=True)
        saved = self.folder / "state.json"
        self.state = msgspec.json.decode(saved.read_bytes(), type=State) if saved.exists() else State()

    def tenant(self, token: str) -> Tenant:
        """Return the account of a token; create it if needed."""
        with self.lock:
            number = len(self.state.tenants) + 1
            return self.state.tenants.setdefault(token, Tenant(f"user-{number}"))

    def new_id(self, prefix: str = "") -> str:
        """Return a new id, a prefix and a UUID; the same calls to a new server get the same ids."""
        with self.lock:
            self.state.made += 1
            return f"{prefix}{uuid.uuid5(uuid.NAMESPACE_OID, str(self.state.made))}"

    def blob(self, name: str) -> Path:
        """Return the path for the bytes of a file or a part."""
        return self.folder / "blobs" / name

    def save(self) -> None:
        """Write the state to the folder."""
        with self.lock:
            encoded = msgspec.json.encode(self.state)
        file = AtomicFile(self.folder / "state.json")
        file.file.write(encoded)
        file.commit()
