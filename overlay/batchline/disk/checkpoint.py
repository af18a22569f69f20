"""Checkpoints of transfers: small files from which a later call resumes after a crash.

They are in the user's state folder, readable by its owner only:

    batchline/transfers/        in ~/.local/state on Linux, unless $XDG_STATE_HOME is set
        HASH                    one transfer: a hash of the server, the API key and the transfer's name
            line 1              header: an upload's id and presigned URLs, or a download's partial file and ETag
            line 2, 3, ...      records: the ETag of each part sent, or how far each range has arrived

Each line is sealed with the API key. A checkpoint is deleted when its transfer ends. One that has not
been touched for a week is deleted, with its partial file, when a checkpoint is opened.
"""

from __future__ import annotations

import base64
import contextlib
import errno
import hashlib
import logging
import os
import threading
import time
from collections.abc import Generator
from pathlib import Path
from typing import BinaryIO, Final, Generic, TypeVar

import msgspec

from .locks import lock_file

H = TypeVar("H")
R = TypeVar("R")

logger = logging.getLogger("batchline")

MAX_AGE: Final = 7 * 24 * 3600.0
"""Seconds. A checkpoint that has not been touched for this long is abandoned: its URLs expired long ago."""


class TransferStates:
    """The checkpoints of one account at one server.

    A checkpoint contains presigned URLs, which allow anyone to write to the storage. So it is
    readable by its owner only, and sealed with the API key: without the key it is useless.
    """

    def __init__(self, server: str, api_key: str) -> None:
        self._account = f"{server.rstrip('/')} {api_key}".encode()

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"

    @property
    def folder(self) -> Path:
        """The folder of the checkpoints: `batchline/transfers` in the user's state folder."""
        import platformdirs  # noqa: PLC0415 - needed only by large or interrupted transfers

        return platformdirs.user_state_path("batchline", appauthor=False) / "transfers"

    def exists(self, *name: str) -> bool:
        """Return whether there is a checkpoint of this name; False also if the folder is not accessible."""
        return os.path.exists(self._path(name))

    def open(self, header: type[H], record: type[R], *name: str) -> TransferState[H, R] | None:
        """Open or create the checkpoint of this name, and delete abandoned checkpoints.

        Args:
            header: The type of the header.
            record: The type of the records.
            name: Identifies the transfer among those of the account.

        Returns:
            The checkpoint; None if another transfer has it open, or if it cannot be saved: a transfer
            also works without one.
        """
        path = self._path(name)
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            # First, so that an abandoned checkpoint of this name is not resumed either.
            self._remove_abandoned()
            file = lock_file(path, create=True)
            if file is not None:
                with contextlib.ExitStack() as closing:
                    closing.callback(file.close)
                    state = TransferState(path, file, self._seal(), header, record)
                    # From here on, `state.close` closes the file.
                    closing.pop_all()
                    return state
        except OSError as error:
            logger.warning("Cannot save a checkpoint (%s): after a crash, this transfer starts over.", error)
            return None
        logger.warning("The same transfer is already running; this one cannot resume an earlier one or be resumed.")
        return None

    def _path(self, name: tuple[str, ...]) -> Path:
        digest = hashlib.blake2b(key=hashlib.sha256(self._account).digest(), digest_size=16)
        digest.update(msgspec.json.encode(name))
        return self.folder / digest.hexdigest()

    def _seal(self) -> _Seal:
        return _Seal(self._account)

    def _remove_abandoned(self) -> None:
        oldest = time.time() - MAX_AGE
        for path in self.folder.iterdir():
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < oldest and (file := lock_file(path, create=False)):
                    with file:
                        for header in self._seal().decrypt(file.read())[:1]:
                            partial = msgspec.json.decode(header).get("partial")
                            if partial:
                                Path(partial).unlink(missing_ok=True)
                        path.unlink(missing_ok=True)


class TransferState(Generic[H, R]):
    """The checkpoint of one transfer, locked while it is open.

    Attributes:
        header: What was begun; None if there is nothing to resume.
        records: What has been added since.
    """

    def __init__(self, path: Path, file: BinaryIO, seal: _Seal, header: type[H], record: type[R]) -> None:
        self.header: H | None = None
        self.records: list[R] = []
        self._path = path
        self._file = file
        self._seal = seal
        self._lock = threading.Lock()
        self._has_failed = False
        content = file.read()
        lines = seal.decrypt(content)
        # Another version may have written a checkpoint of another form.
        with contextlib.suppress(msgspec.DecodeError):
            if lines:
                self.header = msgspec.json.decode(lines[0], type=header)
                self.records = [msgspec.json.decode(line, type=record) for line in lines[1:]]
        # Cut off a line that a crash has torn, or the next one would be appended to it.
        whole = b"".join(content.splitlines(keepends=True)[: len(lines)])
        file.truncate(file.seek(len(whole)))

    def begin(self, header: H) -> None:
        """Replace the contents with this header."""
        with self._lock, self._unless_it_fails():
            if not self._has_failed:
                self.header, self.records = header, []
                self._file.seek(0)
                self._file.truncate()
                self._append(header)

    def add(self, record: R, *, durable: bool = True) -> None:
        """Add a record. Does nothing without a header, or after `close`.

        Args:
            record: The record.
            durable: Whether to wait until it is on the disk, so that it survives a power cut.
        """
        with self._lock, self._unless_it_fails():
            if self.header is not None and not self._file.closed:
                self.records.append(record)
                self._append(record, durable=durable)

    def _append(self, value: H | R, *, durable: bool = True) -> None:
        line = self._seal.encrypt(msgspec.json.encode(value)) + b"\n"
        if self._file.write(line) != len(line):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if durable:
            os.fsync(self._file.fileno())

    @contextlib.contextmanager
    def _unless_it_fails(self) -> Generator[None]:
        """Log an OSError and give up the checkpoint: a full disk must not end the transfer."""
        try:
            yield
        except OSError as error:
            reason = error.strerror or error
            logger.warning(
                "Cannot save a checkpoint in %s (%s): after a crash, this transfer starts over.",
                self._path.parent,
                reason,
            )
            self._has_failed = True
            self.header, self.records = None, []
            with contextlib.suppress(OSError):
                self._file.truncate(0)

    def forget(self) -> None:
        """Delete the contents: there is nothing left to resume."""
        with self._lock:
            self.header, self.records = None, []
            if not self._file.closed:
                with contextlib.suppress(OSError):
                    self._file.truncate(0)

    def close(self) -> None:
        """Unlock the checkpoint for the next transfer of this name; delete it if there is nothing to resume."""
        with self._lock, contextlib.suppress(OSError):
            if self.header is None and not self._file.closed:
                self._path.unlink(missing_ok=True)
            self._file.close()


class _Seal:
    """Encrypts and decrypts lines with a key derived from the account."""

    def __init__(self, account: bytes) -> None:
        from cryptography.fernet import Fernet  # noqa: PLC0415 - needed only by transfers with a checkpoint

        key = hashlib.blake2b(account, digest_size=32, person=b"batchline").digest()
        self._fernet = Fernet(base64.urlsafe_b64encode(key))

    def encrypt(self, line: bytes) -> bytes:
        return self._fernet.encrypt(line)

    def decrypt(self, content: bytes) -> list[bytes]:
        """Return the lines before the first one that is incomplete or was sealed with another key."""
        from cryptography.fernet import InvalidToken  # noqa: PLC0415 - as above

        lines: list[bytes] = []
        with contextlib.suppress(InvalidToken):
            for line in content.splitlines(keepends=True):
                if not line.endswith(b"\n"):
                    break
                lines.append(self._fernet.decrypt(line[:-1]))
        return lines


def boot() -> str:
    """Return an id that changes each time the machine boots; empty if the system has none."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return ""
