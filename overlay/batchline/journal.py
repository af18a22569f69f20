"""What survives a crash of a run: a journal of its steps, each durable before the next begins."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sqlite3
import threading
import time
from collections.abc import Collection, Generator, Mapping
from pathlib import Path
from typing import Final, Generic, TypeVar

import msgspec

from .errors import BatchlineError
from .locks import locked

H = TypeVar("H")
R = TypeVar("R")

FILE: Final = "journal.sqlite"
_LOCK: Final = "lock"
_WORK: Final = "work"
_FILES: Final = (FILE, f"{FILE}-wal", f"{FILE}-shm", f"{FILE}-journal", _LOCK)
_OWNED: Final = re.compile(r"(record|sent|kept|removed)-[0-9a-f]+|answers\.jsonl|\..+\.part")
"""Names of other files in the folder that belong to a run, and have no worth without its journal."""

REMOVED: Final = "removed.jsonl"
UNMATCHED: Final = "unmatched.jsonl"
LEFT: Final = (REMOVED, UNMATCHED)
"""Names of files in the folder that outlive a run: what is in them is worth something to people."""

GLANCE: Final = 0.1
"""Seconds after which somebody who only looks at a journal has let go of it."""


class Journal(Generic[H, R]):
    """The journal of one run, in a folder of its own; one process has it at a time.

    It is an SQLite database, so that a step is there whole or not at all, also after power
    loss: WAL, and synchronous FULL. The folder is readable by its owner only.

    Attributes:
        folder: Where it is.
        work: A folder in it, for other files of the run.
        header: What the run began with; None where nothing has begun.
    """

    def __init__(self, folder: Path, header: type[H], record: type[R]) -> None:
        """Open the journal in this folder, or begin an empty one.

        Args:
            folder: Where it is; made when it is not there.
            header: The type of what a run begins with.
            record: The type of what it notes.

        Raises:
            BatchlineError: Another run has it, something else is in the folder, or it cannot be read
                or written.
        """
        self.folder = folder
        self.work = folder / _WORK
        self._header_type = header
        self._record_type = record
        self._lock = threading.Lock()
        with self._translated(), contextlib.ExitStack() as closing:
            is_new = not folder.exists()
            folder.mkdir(mode=0o700, exist_ok=True)
            if not (folder / FILE).exists() and any(
                path.name == _WORK or not (_is_own(path.name) or path.name in LEFT) for path in folder.iterdir()
            ):
                raise BatchlineError(
                    f"{folder} has something in it that is not the state of a run. Name another folder for that."
                )
            os.chmod(folder, 0o700)  # also one that was there: requests and answers are in it
            if is_new:
                _sync(folder.parent)  # or a power cut could take it back
            held = locked(folder / _LOCK, create=True)
            if held is None:
                time.sleep(GLANCE)
                held = locked(folder / _LOCK, create=True)
            if held is None:
                raise BatchlineError(
                    f"Another run is at work with the state in {folder}. Wait until it has ended, or stop it."
                )
            self._held = closing.enter_context(held)
            _delete(_doomed(folder))
            # Flows of one run take turns, in whatever threads they are performed.
            self._database = sqlite3.connect(folder / FILE, isolation_level=None, check_same_thread=False)
            closing.callback(self._database.close)
            os.chmod(folder / FILE, 0o600)
            self._database.execute("PRAGMA journal_mode = WAL")
            self._database.execute("PRAGMA synchronous = FULL")
            self._database.execute("CREATE TABLE IF NOT EXISTS notes (number INTEGER PRIMARY KEY, note BLOB NOT NULL)")
            self.work.mkdir(mode=0o700, exist_ok=True)
            _sync(folder)
            self.header = self._read(0, header)
            closing.pop_all()

    def begin(self, header: H, records: Mapping[int, R]) -> None:
        """Begin a run: forget an earlier one with its files, and note all of this in one go.

        Args:
            header: What it begins with.
            records: What is noted, by numbers from 1.
        """
        notes = [(0, msgspec.json.encode(header)), *((n, msgspec.json.encode(one)) for n, one in records.items())]
        with self._translated(), self._lock:
            shutil.rmtree(self.work)
            self.work.mkdir(mode=0o700)
            _sync(self.folder)
            self._database.execute("BEGIN IMMEDIATE")
            with self._database:
                self._database.execute("DELETE FROM notes")
                self._database.executemany("INSERT INTO notes VALUES (?, ?)", notes)
        self.header = header

    def records(self) -> dict[int, R]:
        """Everything that is noted, by number."""
        with self._translated(), self._lock:
            found = self._database.execute("SELECT number, note FROM notes WHERE number > 0 ORDER BY number")
            return {number: msgspec.json.decode(note, type=self._record_type) for number, note in found}

    def note(self, number: int, record: R) -> None:
        """Note what has become of something; when this returns, it is on the disk."""
        with self._translated(), self._lock:
            self._database.execute("REPLACE INTO notes VALUES (?, ?)", (number, msgspec.json.encode(record)))

    def amend(self, header: H) -> None:
        """Note another header; the records stay as they are."""
        with self._translated(), self._lock:
            self._database.execute("REPLACE INTO notes VALUES (0, ?)", (msgspec.json.encode(header),))
        self.header = header

    def close(self) -> None:
        """Let go of it; another process may have it then."""
        self._database.close()
        self._held.close()

    def tidy(self, keep: Collection[str]) -> None:
        """Delete what an ended run needs no more, and let the journal be one file, which a full disk can't harm.

        Args:
            keep: Names of files in the folder that stay.
        """
        shutil.rmtree(self.work, ignore_errors=True)
        for path in self.folder.iterdir():
            if _OWNED.fullmatch(path.name) and path.name not in keep:
                path.unlink(missing_ok=True)
        with contextlib.suppress(sqlite3.OperationalError):  # somebody looks at it just now
            self._database.execute("PRAGMA journal_mode = DELETE")

    def remove(self) -> None:
        """Delete it, and its folder if nobody has put something else there.

        The journal goes in one moment, and last but for its own files: what of the run is worth
        anything is elsewhere by now, and large files take their time.
        """
        shutil.rmtree(self.work, ignore_errors=True)
        self._database.close()
        doomed = self.folder
        with contextlib.suppress(OSError):  # where it cannot be moved, such as a mount, or is gone
            if all(_is_own(path.name) for path in self.folder.iterdir()):
                doomed = self.folder.rename(_doomed(self.folder))
        _delete(doomed)
        self._held.close()

    def _read(self, number: int, kind: type[H]) -> H | None:
        found = self._database.execute("SELECT note FROM notes WHERE number = ?", (number,)).fetchone()
        return None if found is None else msgspec.json.decode(found[0], type=kind)

    def _translated(self) -> contextlib.AbstractContextManager[None]:
        return _translated(self.folder)


def glance(folder: Path, header: type[H], record: type[R]) -> tuple[H, dict[int, R], bool] | None:
    """What a journal says, also while a run has it.

    Returns:
        The header, the records, and whether a run is at work with it; None where there is none.

    Raises:
        BatchlineError: It cannot be read.
    """
    if not (folder / FILE).exists():
        return None
    with (
        _translated(folder),
        contextlib.closing(sqlite3.connect(f"{(folder / FILE).as_uri()}?mode=ro", uri=True)) as database,
    ):
        notes = dict(database.execute("SELECT number, note FROM notes ORDER BY number"))
        began = notes.pop(0, None)
        if began is None:
            return None
        found = {number: msgspec.json.decode(note, type=record) for number, note in notes.items()}
        return msgspec.json.decode(began, type=header), found, _is_held(folder / _LOCK)


def _is_own(name: str) -> bool:
    return name in (*_FILES, _WORK) or _OWNED.fullmatch(name) is not None


def _delete(folder: Path) -> None:
    """Delete a journal with what is its own, and the folder if nothing else is there."""
    with contextlib.suppress(OSError):
        for path in list(folder.iterdir()):
            if path.name != _WORK and _is_own(path.name):
                path.unlink(missing_ok=True)
        shutil.rmtree(folder / _WORK, ignore_errors=True)
        folder.rmdir()


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _doomed(folder: Path) -> Path:
    """What a folder is called while it is being deleted."""
    return folder.with_name(f".{folder.name}.ended")


@contextlib.contextmanager
def _translated(folder: Path) -> Generator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        raise BatchlineError(
            f"The state in {folder} cannot be read or written: {error}. Is the disk full, or may you not write there?"
        ) from error
    except (sqlite3.DatabaseError, msgspec.DecodeError) as error:
        raise BatchlineError(
            f"The state in {folder} cannot be read or written: {error}. If it is of no use any more, "
            "remove the folder; the batches that it knew of are in `batchline batches list`."
        ) from error
    except OSError as error:
        raise BatchlineError(f"No state can be kept in {folder}: {error.strerror or error}.") from error


def _is_held(path: Path) -> bool:
    with contextlib.suppress(FileNotFoundError):
        held = locked(path, create=False, shared=True)
        if held is None:
            return True
        held.close()
    return False
