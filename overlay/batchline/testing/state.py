"""What the mock remembers. Everything belongs to the token that made it."""

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
    """A file; `size` is None until its bytes have arrived, `handed_over` until they were preprocessed.

    `stored_at` is when its bytes have arrived, in Unix seconds.
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
        """The file as the API shows it: what is not known yet is 0."""
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

    `history` has how the API showed it from each time on (Unix seconds), oldest first. While it
    `is_at_work`, its requests are being answered.
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
        """The job as the API shows it: what there is not is left out."""
        fields = msgspec.structs.asdict(self)
        return {name: value for name, value in fields.items() if name not in _INTERNAL and value is not None}

    def remember(self, now: float) -> None:
        """Add how the job is shown from now on to its history."""
        self.history.append((now, self.as_json()))

    def as_it_was(self, then: float) -> dict[str, Any] | None:
        """The job as the API showed it at a time; None where it did not exist yet."""
        return next((shown for since, shown in reversed(self.history) if since <= then), None)


class StoredUpload(msgspec.Struct):
    """A multipart upload: its parts by number, each with its ETag and size."""

    id: str
    file_id: str
    file_size: int
    num_parts: int
    parts: dict[int, tuple[str, int]] = {}


class Tenant(msgspec.Struct):
    """What belongs to one token, newest last."""

    name: str
    files: dict[str, StoredFile] = {}
    batches: dict[str, StoredBatch] = {}
    uploads: dict[str, StoredUpload] = {}


class State(msgspec.Struct):
    """What belongs to all tokens; and what makes presigned URLs good after a restart."""

    tenants: dict[str, Tenant] = {}
    made: int = 0
    secret: str = ""
    storage_port: int = 0


class Store:
    """The state and the bytes, in a folder. A server that is started again on it goes on."""

    def __init__(self, folder: str | os.PathLike[str], clock: Clock) -> None:
        self.folder = Path(folder)
        self.clock = clock
        self.lock = threading.RLock()
        (self.folder / "blobs").mkdir(parents=True, exist_ok=True)
        saved = self.folder / "state.json"
        self.state = msgspec.json.decode(saved.read_bytes(), type=State) if saved.exists() else State()

    def tenant(self, token: str) -> Tenant:
        """What belongs to a token."""
        with self.lock:
            number = len(self.state.tenants) + 1
            return self.state.tenants.setdefault(token, Tenant(f"user-{number}"))

    def new_id(self, prefix: str = "") -> str:
        """An id that nothing has yet: a UUID after a prefix. The same calls to a new server get the same ones."""
        with self.lock:
            self.state.made += 1
            return f"{prefix}{uuid.uuid5(uuid.NAMESPACE_OID, str(self.state.made))}"

    def blob(self, name: str) -> Path:
        """Where the bytes of a file or of a part are."""
        return self.folder / "blobs" / name

    def save(self) -> None:
        """Write the state down."""
        with self.lock:
            encoded = msgspec.json.encode(self.state)
        file = AtomicFile(self.folder / "state.json")
        file.file.write(encoded)
        file.commit()
