"""What survives a crash: the state of a transfer, in a small file of the user's state folder."""

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
"""Seconds. A state that was not touched for so long is abandoned: its URLs expired long ago."""


class TransferStates:
    """The states of the transfers of one account at one server.

    A state holds presigned URLs, and whoever has those may write to the storage. So it is
    readable by its owner only, and sealed with the API key: without the key it is of no use.
    """

    def __init__(self, server: str, api_key: str) -> None:
        self._account = f"{server.rstrip('/')} {api_key}".encode()

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"

    @property
    def folder(self) -> Path:
        """Where the states are: `batchline/transfers` in the user's state folder."""
        import platformdirs  # noqa: PLC0415 - only a large or an interrupted transfer needs it

        return platformdirs.user_state_path("batchline", appauthor=False) / "transfers"

    def exists(self, *name: str) -> bool:
        """Whether there is a state of this name."""
        return os.path.exists(self._path(name))  # False also where one may not look

    def open(self, header: type[H], record: type[R], *name: str) -> TransferState[H, R] | None:
        """Open the state of this name, an empty one where there is none, and clear abandoned ones.

        Args:
            header: The type of what a state begins with.
            record: The type of what is added to it.
            name: What tells the transfer from others of the account.

        Returns:
            The state; None where another transfer has it, or where there can be none: a
            transfer does well without.
        """
        path = self._path(name)
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._remove_abandoned()  # this one, too
            file = lock_file(path, create=True)
            if file is not None:
                with contextlib.ExitStack() as closing:
                    closing.callback(file.close)
                    state = TransferState(path, file, self._seal(), header, record)
                    closing.pop_all()  # the file is the state's now
                    return state
        except OSError as error:
            logger.warning("No state can be kept (%s): after a crash, this transfer begins anew.", error)
            return None
        logger.warning("The same transfer is under way elsewhere; this one does not go on where others broke off.")
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
                        for header in self._seal().opened(file.read())[:1]:
                            partial = msgspec.json.decode(header).get("partial")
                            if partial:
                                Path(partial).unlink(missing_ok=True)
                        path.unlink(missing_ok=True)


class TransferState(Generic[H, R]):
    """The state of one transfer, which nobody else has at the same time.

    Attributes:
        header: What the transfer began with; None where there is nothing to go on with.
        records: What was added since.
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
        lines = seal.opened(content)
        with contextlib.suppress(msgspec.DecodeError):  # of a version with other states
            if lines:
                self.header = msgspec.json.decode(lines[0], type=header)
                self.records = [msgspec.json.decode(line, type=record) for line in lines[1:]]
        # What a crash has torn goes, so that it does not spoil what is added.
        whole = b"".join(content.splitlines(keepends=True)[: len(lines)])
        file.truncate(file.seek(len(whole)))

    def begin(self, header: H) -> None:
        """Forget what was, and begin with this."""
        with self._lock, self._unless_it_fails():
            if not self._has_failed:
                self.header, self.records = header, []
                self._file.seek(0)
                self._file.truncate()
                self._append(header)

    def add(self, record: R, *, durable: bool = True) -> None:
        """Add a record. Without effect once there is nothing to go on with, or nobody to do it.

        Args:
            record: The record.
            durable: Whether to wait until it is on the disk, and outlives the machine.
        """
        with self._lock, self._unless_it_fails():
            if self.header is not None and not self._file.closed:
                self.records.append(record)
                self._append(record, durable=durable)

    def _append(self, value: H | R, *, durable: bool = True) -> None:
        line = self._seal.closed(msgspec.json.encode(value)) + b"\n"
        if self._file.write(line) != len(line):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if durable:
            os.fsync(self._file.fileno())

    @contextlib.contextmanager
    def _unless_it_fails(self) -> Generator[None]:
        """A full disk must not end the transfer: without its state it goes on all the same."""
        try:
            yield
        except OSError as error:
            why = error.strerror or error
            logger.warning(
                "No state can be kept in %s (%s): after a crash, this transfer begins anew.", self._path.parent, why
            )
            self._has_failed = True
            self.header, self.records = None, []
            with contextlib.suppress(OSError):
                self._file.truncate(0)

    def forget(self) -> None:
        """There is nothing to go on with any more."""
        with self._lock:
            self.header, self.records = None, []
            if not self._file.closed:
                with contextlib.suppress(OSError):
                    self._file.truncate(0)

    def close(self) -> None:
        """Leave the state to the next transfer of this name, if there is something to go on with."""
        with self._lock, contextlib.suppress(OSError):
            if self.header is None and not self._file.closed:
                self._path.unlink(missing_ok=True)
            self._file.close()


class _Seal:
    """Seals lines with a key made of the account's, and opens those that were."""

    def __init__(self, account: bytes) -> None:
        from cryptography.fernet import Fernet  # noqa: PLC0415 - only a transfer with a state needs it

        key = hashlib.blake2b(account, digest_size=32, person=b"batchline").digest()
        self._fernet = Fernet(base64.urlsafe_b64encode(key))

    def closed(self, line: bytes) -> bytes:
        return self._fernet.encrypt(line)

    def opened(self, content: bytes) -> list[bytes]:
        """The lines up to one that was torn by a crash, or that somebody else has sealed."""
        from cryptography.fernet import InvalidToken  # noqa: PLC0415 - as above

        lines: list[bytes] = []
        with contextlib.suppress(InvalidToken):
            for line in content.splitlines(keepends=True):
                if not line.endswith(b"\n"):
                    break
                lines.append(self._fernet.decrypt(line[:-1]))
        return lines


def boot() -> str:
    """What changes when the machine starts anew; empty where the system does not say."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return ""
