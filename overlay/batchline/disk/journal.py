"""What survives a crash of a run: a journal of its steps, each durable before the next begins."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import sqlite3
import stat
import threading
import time
from collections.abc import Collection, Generator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Final, Generic, TypeVar

import msgspec

from ..errors import BatchlineError
from .atomic import AtomicFile
from .locks import lock_file

H = TypeVar("H")
R = TypeVar("R")

FILE: Final = "journal.sqlite"
PLAN: Final = "run.json"
"""A copy of what is in the journal from when it was opened last: with it, no loss of the journal goes unnoticed."""
_LOCK: Final = "lock"
WORK: Final = "work"
_FILES: Final = (PLAN, FILE, f"{FILE}-wal", f"{FILE}-shm", f"{FILE}-journal", _LOCK)
_OWNED: Final = re.compile(r"(record|sent|kept|removed)-[0-9a-f]+|answers\.jsonl|\..+\.part")
"""Names of other files in the folder that belong to a run, and have no worth without its journal."""

REMOVED: Final = "removed.jsonl"
UNMATCHED: Final = "unmatched.jsonl"
LEFT: Final = (REMOVED, UNMATCHED)
"""Names of files in the folder that outlive a run: what is in them is worth something to people."""

GLANCE: Final = 0.1
"""Seconds after which somebody who only looks at a journal has let go of it."""

_SEAL: Final = -1
"""The number of the row that has the sum of the digests of all others (16 bytes), and how often the journal was
written to (8 bytes)."""

_OF_THE_MACHINE: Final = frozenset(
    {
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_INTERRUPT,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
    }
)
"""Primary result codes of SQLite that say nothing about what is in the journal."""


class Journal(Generic[H, R]):
    """The journal of one run, in a folder of its own; one process has it at a time.

    It is an SQLite database, so that a step is there whole or not at all, also after power loss:
    a rollback journal, and synchronous EXTRA. There is no write-ahead log, since SQLite takes a
    damaged one for a shorter one. What is in it is sealed with a digest, so that damage is noticed;
    and `run.json` beside it says that there was a run, should all of it be lost. The folder is its
    owner's only.

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
            BatchlineError: Another run has it, somebody else could write to it, something else is in
                the folder, it is damaged, or it cannot be read or written.
        """
        self.folder = folder
        self.work = folder / WORK
        self._header_type = header
        self._record_type = record
        self._lock = threading.Lock()
        with self._map_errors(), contextlib.ExitStack() as closing:
            is_new = not folder.exists()
            folder.mkdir(mode=0o700, exist_ok=True)
            try:
                _refuse_foreign(folder)
            except BatchlineError:
                if is_new:
                    folder.rmdir()
                raise
            os.chmod(folder, 0o700)  # also one that was there: requests and answers are in it
            if is_new:
                _sync(folder.parent)  # or a power cut could take it back
            held = lock_file(folder / _LOCK, create=True)
            if held is None:
                time.sleep(GLANCE)
                held = lock_file(folder / _LOCK, create=True)
            if held is None:
                raise BatchlineError(
                    f"Another run is at work with the state in {folder}. Wait until it has ended, or stop it."
                )
            self._held = closing.enter_context(held)
            _delete(_name_while_deleting(folder))
            # Flows of one run take turns, in whatever threads they are performed.
            self._database = sqlite3.connect(folder / FILE, timeout=60, isolation_level=None, check_same_thread=False)
            closing.callback(self._database.close)
            os.chmod(folder / FILE, 0o600)
            self._database.execute("PRAGMA journal_mode = DELETE")
            self._database.execute("PRAGMA synchronous = EXTRA")
            self._database.execute("CREATE TABLE IF NOT EXISTS notes (number INTEGER PRIMARY KEY, note BLOB NOT NULL)")
            self.work.mkdir(mode=0o700, exist_ok=True)
            _sync(folder)
            found = _read(self._database, folder, header, record)
            self.header = None if found is None else found[0]
            self._write_plan()
            closing.pop_all()

    def begin(self, header: H, records: Mapping[int, R]) -> None:
        """Begin a run: forget an earlier one with its files, and note all of this in one go.

        Args:
            header: What it begins with.
            records: What is noted, by numbers from 1.
        """
        with self._map_errors(), self._lock:
            shutil.rmtree(self.work)
            self.work.mkdir(mode=0o700)
            _sync(self.folder)
            self._put({0: header, **records}, is_new=True)
        self.header = header
        with self._map_errors():
            self._write_plan()

    def records(self) -> dict[int, R]:
        """Everything that is noted, by number."""
        with self._map_errors(), self._lock:
            found = _read(self._database, self.folder, self._header_type, self._record_type)
            return {} if found is None else found[1]

    def set(self, number: int, record: R) -> None:
        """Note what has become of something; when this returns, it is on the disk."""
        with self._map_errors(), self._lock:
            self._put({number: record})

    def set_header(self, header: H) -> None:
        """Note another header; the records stay as they are."""
        with self._map_errors(), self._lock:
            self._put({0: header})
        self.header = header

    def close(self) -> None:
        """Let go of it; another process may have it then."""
        self._database.close()
        self._held.close()

    def compact(self, keep: Collection[str]) -> None:
        """Delete what an ended run needs no more.

        Args:
            keep: Names of files in the folder that stay.
        """
        shutil.rmtree(self.work, ignore_errors=True)
        for path in self.folder.iterdir():
            if _OWNED.fullmatch(path.name) and path.name not in keep:
                path.unlink(missing_ok=True)
        with self._map_errors():
            self._write_plan()

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
                doomed = self.folder.rename(_name_while_deleting(self.folder))
        _delete(doomed)
        self._held.close()

    def damage_error(self, why: str) -> BatchlineError:
        """Return the error for a state that is not what it was: with what is known, and the choices."""
        return _damage_error(self.folder, self._header_type, why)

    def _put(self, notes: Mapping[int, H | R], *, is_new: bool = False) -> None:
        """Write rows and the seal of all rows, in one transaction."""
        ask = self._database.execute
        ask("BEGIN IMMEDIATE")
        with self._database:
            # What is there is subtracted as it is: if it was damaged meanwhile, the seal will say so.
            before = _blob(ask("SELECT note FROM notes WHERE number = ?", (_SEAL,)).fetchone())
            seal, writes = int.from_bytes(before[:16]), int.from_bytes(before[16:])
            if is_new:
                ask("DELETE FROM notes")
                seal = 0
            for number, value in notes.items():
                note = msgspec.json.encode(value)
                old = ask("SELECT note FROM notes WHERE number = ?", (number,)).fetchone()
                seal += _digest(number, note) - (_digest(number, _blob(old)) if old else 0)
                ask("REPLACE INTO notes VALUES (?, ?)", (number, note))
            after = (seal % 2**128).to_bytes(16) + (writes + 1).to_bytes(8)
            ask("REPLACE INTO notes VALUES (?, ?)", (_SEAL, after))

    def _write_plan(self) -> None:
        """Write `run.json` if there is a run and it says something else; it is on the disk when this returns."""
        if self.header is None:
            return
        with self._lock:
            seal = _blob(self._database.execute("SELECT note FROM notes WHERE number = ?", (_SEAL,)).fetchone())
        writes = int.from_bytes(seal[16:])
        plan = msgspec.json.encode({"run": self.header, "writes": writes, "shards": self.records()})
        path = self.folder / PLAN
        if path.exists() and path.read_bytes() == plan:
            return
        written = AtomicFile(path, name=f".{PLAN}.part")
        try:
            written.file.write(plan)
            os.fchmod(written.file.fileno(), 0o600)
            written.commit()
        finally:
            written.discard()

    def _map_errors(self) -> contextlib.AbstractContextManager[None]:
        return _map_errors(self.folder, self._header_type)


def read_journal(folder: Path, header: type[H], record: type[R]) -> tuple[H, dict[int, R], bool] | None:
    """What a journal says, also while a run has it.

    Returns:
        The header, the records, and whether a run is at work with it; None where there is none.

    Raises:
        BatchlineError: It is damaged, or cannot be read.
    """
    if not has_content(folder):
        return None
    if not (folder / FILE).exists():
        raise _damage_error(folder, header, f"{FILE} is lost")
    with (
        _map_errors(folder, header),
        # What a killed run has left half-written is taken back; where that may not be, it is read as it is.
        contextlib.closing(sqlite3.connect(f"{(folder / FILE).absolute().as_uri()}?mode=rw", uri=True)) as database,
    ):
        found = _read(database, folder, header, record)
        return None if found is None else (*found, _is_held(folder / _LOCK))


def has_content(folder: Path) -> bool:
    """Return whether there is, or was, the journal of a run in this folder."""
    return (folder / FILE).exists() or _has_plan(folder)


def _has_plan(folder: Path) -> bool:
    path = folder / PLAN
    return path.exists() and path.stat().st_size > 0


def _read(
    database: sqlite3.Connection, folder: Path, header: type[H], record: type[R]
) -> tuple[H, dict[int, R]] | None:
    """Read all of a journal; None where no run has begun.

    Raises:
        BatchlineError: It is not what was written.
    """
    is_made = database.execute("SELECT 1 FROM sqlite_master WHERE name = 'notes'").fetchone()
    notes = dict(database.execute("SELECT number, note FROM notes ORDER BY number")) if is_made else {}
    if not notes:
        # A process that was killed before it had planned a run has left neither.
        work = folder / WORK
        if _has_plan(folder) or (work.exists() and any(work.iterdir())):
            raise _damage_error(folder, header, f"there was a run, and {FILE} is empty")
        return None
    if _SEAL not in notes:
        if _has_plan(folder):  # which no other version writes
            raise _damage_error(folder, header, f"{FILE} has no seal")
        raise _of_another_version(folder, "it has no seal")
    try:
        seal = _blob((notes.pop(_SEAL),))
        found = sum(_digest(number, _blob((note,))) for number, note in notes.items()) % 2**128
        is_whole = found.to_bytes(16) == seal[:16]
    except TypeError:
        seal, is_whole = b"", False
    if not is_whole:
        raise _damage_error(folder, header, f"what is in {FILE} is not what was written")
    with contextlib.suppress(OSError, msgspec.DecodeError, KeyError):
        plan = msgspec.json.decode((folder / PLAN).read_bytes(), type=dict[str, msgspec.Raw])
        if int.from_bytes(seal[16:]) < msgspec.json.decode(plan["writes"], type=int):
            raise _damage_error(folder, header, f"{FILE} is older than {PLAN}: steps of the run are missing in it")
    began = msgspec.json.decode(notes.pop(0), type=header)
    return began, {number: msgspec.json.decode(note, type=record) for number, note in notes.items()}


def _blob(row: tuple[object, ...] | None) -> bytes:
    """Return the bytes in a row; none where there is no row.

    Raises:
        TypeError: Something else is in it.
    """
    value = row[0] if row else b""
    if not isinstance(value, bytes):
        raise TypeError(f"a {type(value).__name__} stands where bytes were written")
    return value


def _digest(number: int, note: bytes) -> int:
    return int.from_bytes(blake2b(number.to_bytes(8, signed=True) + note, digest_size=16).digest())


def _damage_error(folder: Path, header: type[H], why: str) -> BatchlineError:
    about = ""
    with contextlib.suppress(OSError, msgspec.DecodeError, KeyError):
        # Decoded on its own, so that what is known of the run does not depend on its batches.
        plan = msgspec.json.decode((folder / PLAN).read_bytes(), type=dict[str, msgspec.Raw])
        began = msgspec.json.decode(plan["run"], type=header)
        about = f" It is the state of {began}."
    return BatchlineError(
        f"The state in {folder} is damaged: {why}.{about} Batches of that run may be running, and are billed. Choose: "
        f"put back a copy of {folder / FILE} that was made after the last batch was created, if you have one, and "
        "run the same command again; or look for the batches with `batchline batches list`, and read what they gave "
        f"with `batchline batches results ID`; or move {folder} away, and the same command begins a new run, which "
        "sends all requests again.",
        delivery="not_sent",
    )


def _of_another_version(folder: Path, why: str) -> BatchlineError:
    return BatchlineError(
        f"The state in {folder} was written by another version of batchline, or is damaged: {why}. Finish that run "
        "with that version, or name another output, which sends everything.",
        delivery="not_sent",
    )


def _refuse_foreign(folder: Path) -> None:
    """Refuse a state folder that somebody else has, or could have put something into.

    Only this user can write there once this returns, so names in it keep their meaning.

    Raises:
        BatchlineError: It is such.
        OSError: It cannot be read.
    """
    found = folder.stat()
    why = (
        "belongs to another user"
        if found.st_uid != os.geteuid()
        else "can be written to by other users"
        if found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
        else ""
    )
    if why:
        raise BatchlineError(
            f"The state folder {folder} {why}, who could change what this run sends and writes. Name a folder of your "
            "own with `--state` (`state=`).",
            delivery="not_sent",
        )
    is_state = (folder / FILE).exists() or (folder / PLAN).exists()
    for path in folder.iterdir():
        is_named_so = _is_own(path.name) or path.name in LEFT
        if not is_state and (path.name == WORK or not is_named_so):
            raise BatchlineError(
                f"{folder} has {path.name} in it, but no {FILE}. If it is the state of a run, that was lost: look for "
                "its batches with `batchline batches list`. If not, name another folder with `--state` (`state=`).",
                delivery="not_sent",
            )
        files = list(path.iterdir()) if path.name == WORK and _is_folder(path) else [path]
        for file in files if is_named_so else ():
            try:
                mode = file.lstat().st_mode
            except FileNotFoundError:
                continue  # a process that has the run is at work
            if not stat.S_ISREG(mode):
                raise BatchlineError(
                    f"{file} is no regular file, and nothing that a run has written. Remove it, or name another folder "
                    "with `--state` (`state=`).",
                    delivery="not_sent",
                )


def _is_folder(path: Path) -> bool:
    return stat.S_ISDIR(path.lstat().st_mode)


def _is_own(name: str) -> bool:
    return name in (*_FILES, WORK) or _OWNED.fullmatch(name) is not None


def _delete(folder: Path) -> None:
    """Delete a journal with what is its own, and the folder if nothing else is there. Follows no links.

    `run.json` goes first: without a journal beside it, it would say that one is lost.
    """
    with contextlib.suppress(OSError):
        number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            if os.fstat(number).st_uid != os.geteuid():
                return
            for name in sorted(os.listdir(number), key=lambda name: name != PLAN):
                if name != WORK and _is_own(name):
                    os.unlink(name, dir_fd=number)
            shutil.rmtree(WORK, dir_fd=number, ignore_errors=True)
        finally:
            os.close(number)
        folder.rmdir()


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _name_while_deleting(folder: Path) -> Path:
    """What a folder is called while it is being deleted."""
    return folder.with_name(f".{folder.name}.ended")


@contextlib.contextmanager
def _map_errors(folder: Path, header: type[H]) -> Generator[None]:
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        if code is None or code & 0xFF not in _OF_THE_MACHINE:
            raise _damage_error(folder, header, str(error)) from error
        raise BatchlineError(
            f"The state in {folder} cannot be read or written: {error}. Is the disk full, or may you not write there?"
        ) from error
    except UnicodeDecodeError as error:  # of a name in the database
        raise _damage_error(folder, header, str(error)) from error
    except msgspec.DecodeError as error:
        raise _of_another_version(folder, str(error)) from error
    except OSError as error:
        raise BatchlineError(f"No state can be kept in {folder}: {error.strerror or error}.") from error


def _is_held(path: Path) -> bool:
    with contextlib.suppress(FileNotFoundError):
        held = lock_file(path, create=False, shared=True)
        if held is None:
            return True
        held.close()
    return False


def is_full(error: BaseException | None) -> bool:
    """Return whether an error comes from a disk without room."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            return True
        if isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL:
            return True
        error = error.__cause__
    return False
