"""The journal of a run: each step is on the disk before the next one begins.

It is in the run's state folder, which only its owner can read. Not every file is always there:

    OUTPUT.batchline/                   or the folder that `--state` names
        journal.sqlite                  the journal: header and shards, sealed with a digest
        journal.sqlite-journal          SQLite's rollback journal, while a step is written
        run.json                        a copy of the journal, made when it is opened and when a run begins or ends
        lock                            locked by the process that is working on the run
        record-HEX                      the custom_id and a digest of each request
        sent-HEX                        the requests to send, if an update sends only some of the input
        kept-HEX                        the answers that an update keeps
        removed-HEX                     the answers that an update drops, until they go to removed.jsonl
        answers.jsonl                   the answers, if the output is a stream
        removed.jsonl                   answers whose requests left the input; outlives the run
        unmatched.jsonl                 result lines that match no request; outlives the run
        .NAME.part                      a file that is being written
        work/                           deleted when the run has ended
            INPUT-00001-HEX.jsonl           requests of shard 1, while they are uploaded
            shard-00001.1.output.HEX.jsonl  results of its first batch; `errors` for its error file
            shard-00001.jsonl               its joined results
            shard-00001.unmatched.jsonl     its result lines that match no request
            earlier.jsonl                   the answers of the earlier run, while an update is planned
"""

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
"""A copy of the journal, perhaps some steps behind: it shows that there was a run if the journal is lost."""
_LOCK: Final = "lock"
WORK: Final = "work"
_JOURNAL_FILES: Final = (PLAN, FILE, f"{FILE}-wal", f"{FILE}-shm", f"{FILE}-journal", _LOCK)
_RUN_FILES: Final = re.compile(r"(record|sent|kept|removed)-[0-9a-f]+|answers\.jsonl|\..+\.part")
"""Names of other files of a run, which are worthless without its journal."""

REMOVED: Final = "removed.jsonl"
UNMATCHED: Final = "unmatched.jsonl"
LEFT: Final = (REMOVED, UNMATCHED)
"""Names of files that outlive a run, since a person may want what is in them."""

GLANCE: Final = 0.1
"""Seconds after which a process that only reads a journal has unlocked it."""

_SEAL: Final = -1
"""The number of the row that holds the sum of the digests of all other rows (16 bytes) and the number of writes to
the journal (8 bytes)."""

_ENVIRONMENT_ERRORS: Final = frozenset(
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
"""Primary result codes of SQLite that say nothing about the contents of the journal."""


class Journal(Generic[H, R]):
    """The journal of one run, in a folder of its own; only one process can have it open.

    It is an SQLite database with a rollback journal and synchronous EXTRA, so that each step is
    written completely or not at all, even if the power fails. It has no write-ahead log, since SQLite
    takes a damaged log for a shorter one. The contents are sealed with a digest, so that damage is
    noticed; should the whole database be lost, `run.json` still shows that there was a run. The
    folder is accessible to its owner only.

    Attributes:
        folder: The run's state folder.
        work: A folder in it, for other files of the run.
        header: The run's header; None if no run has begun.
    """

    def __init__(self, folder: Path, header: type[H], record: type[R]) -> None:
        """Open the journal in this folder, or create an empty one.

        Args:
            folder: The run's state folder; created if it does not exist.
            header: The type of the header.
            record: The type of the records.

        Raises:
            BatchlineError: Another process has it open, other users can write to the folder, the folder
                is not that of a run, or the journal is damaged or cannot be read or written.
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
            # Also for an existing folder: it contains requests and answers.
            os.chmod(folder, 0o700)
            if is_new:
                # Without this, a power cut could undo the creation of the folder.
                _sync(folder.parent)
            file_lock = lock_file(folder / _LOCK, create=True)
            if file_lock is None:
                time.sleep(GLANCE)
                file_lock = lock_file(folder / _LOCK, create=True)
            if file_lock is None:
                raise BatchlineError(
                    f"Another process is using the state in {folder}. Wait until it has ended, or stop it."
                )
            self._file_lock = closing.enter_context(file_lock)
            # An earlier process may have been killed while it deleted the folder.
            _delete(_name_while_deleting(folder))
            # The flows of a run use the connection in several threads, but one at a time.
            self._database = sqlite3.connect(folder / FILE, timeout=60, isolation_level=None, check_same_thread=False)
            closing.callback(self._database.close)
            os.chmod(folder / FILE, 0o600)
            self._database.execute("PRAGMA journal_mode = DELETE")
            self._database.execute("PRAGMA synchronous = EXTRA")
            self._database.execute("CREATE TABLE IF NOT EXISTS notes (number INTEGER PRIMARY KEY, note BLOB NOT NULL)")
            self.work.mkdir(mode=0o700, exist_ok=True)
            _sync(folder)
            contents = _read(self._database, folder, header, record)
            self.header = None if contents is None else contents[0]
            self._write_plan()
            closing.pop_all()

    def begin(self, header: H, records: Mapping[int, R]) -> None:
        """Begin a run: replace the header and all records in one transaction, and empty the `work` folder.

        Args:
            header: The header of the run.
            records: Its records, by number from 1.
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
        """Return all records, by number."""
        with self._map_errors(), self._lock:
            contents = _read(self._database, self.folder, self._header_type, self._record_type)
            return {} if contents is None else contents[1]

    def set(self, number: int, record: R) -> None:
        """Set a record; it is on the disk when this returns."""
        with self._map_errors(), self._lock:
            self._put({number: record})

    def set_header(self, header: H) -> None:
        """Replace the header; the records stay as they are."""
        with self._map_errors(), self._lock:
            self._put({0: header})
        self.header = header

    def close(self) -> None:
        """Close and unlock the journal."""
        self._database.close()
        self._file_lock.close()

    def compact(self, keep: Collection[str]) -> None:
        """Delete the files that a run no longer needs once it has ended.

        Args:
            keep: Names of files in the folder to keep.
        """
        shutil.rmtree(self.work, ignore_errors=True)
        for path in self.folder.iterdir():
            if _RUN_FILES.fullmatch(path.name) and path.name not in keep:
                path.unlink(missing_ok=True)
        with self._map_errors():
            self._write_plan()

    def remove(self) -> None:
        """Delete the journal and the run's other files, and the folder unless it contains anything else.

        Everything worth keeping is elsewhere by now. The large files in `work` are deleted first, which
        takes time; then the folder is renamed, so that the journal disappears in one step.
        """
        shutil.rmtree(self.work, ignore_errors=True)
        self._database.close()
        doomed = self.folder
        # The folder may not be movable, such as a mount point, or may no longer exist.
        with contextlib.suppress(OSError):
            if all(_is_own(path.name) for path in self.folder.iterdir()):
                doomed = self.folder.rename(_name_while_deleting(self.folder))
        _delete(doomed)
        self._file_lock.close()

    def damage_error(self, why: str) -> BatchlineError:
        """Return the error for damaged state: it names the run, as far as it is known, and the choices."""
        return _damage_error(self.folder, self._header_type, why)

    def _put(self, notes: Mapping[int, H | R], *, is_new: bool = False) -> None:
        """Write rows and the seal of all rows, in one transaction."""
        execute = self._database.execute
        execute("BEGIN IMMEDIATE")
        with self._database:
            # Old rows are subtracted as they are: if one was damaged meanwhile, the seal won't match.
            before = _blob(execute("SELECT note FROM notes WHERE number = ?", (_SEAL,)).fetchone())
            seal, writes = int.from_bytes(before[:16]), int.from_bytes(before[16:])
            if is_new:
                execute("DELETE FROM notes")
                seal = 0
            for number, value in notes.items():
                note = msgspec.json.encode(value)
                old = execute("SELECT note FROM notes WHERE number = ?", (number,)).fetchone()
                seal += _digest(number, note) - (_digest(number, _blob(old)) if old else 0)
                execute("REPLACE INTO notes VALUES (?, ?)", (number, note))
            after = (seal % 2**128).to_bytes(16) + (writes + 1).to_bytes(8)
            execute("REPLACE INTO notes VALUES (?, ?)", (_SEAL, after))

    def _write_plan(self) -> None:
        """Write `run.json`, durably, if there is a run and the file is out of date."""
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
    """Return the contents of a journal, even while another process has it open.

    Returns:
        The header, the records, and whether a process is working on the run; None if there is no run.

    Raises:
        BatchlineError: The journal is damaged or cannot be read.
    """
    if not has_content(folder):
        return None
    if not (folder / FILE).exists():
        raise _damage_error(folder, header, f"{FILE} is missing")
    with (
        _map_errors(folder, header),
        # Opened for writing, so that SQLite can roll back a step that a killed process has half written;
        # without write access, SQLite opens it read-only.
        contextlib.closing(sqlite3.connect(f"{(folder / FILE).absolute().as_uri()}?mode=rw", uri=True)) as database,
    ):
        contents = _read(database, folder, header, record)
        return None if contents is None else (*contents, _is_locked(folder / _LOCK))


def has_content(folder: Path) -> bool:
    """Return whether this folder has, or had, the journal of a run."""
    return (folder / FILE).exists() or _has_plan(folder)


def _has_plan(folder: Path) -> bool:
    path = folder / PLAN
    return path.exists() and path.stat().st_size > 0


def _read(
    database: sqlite3.Connection, folder: Path, header: type[H], record: type[R]
) -> tuple[H, dict[int, R]] | None:
    """Return the header and the records of a journal; None if no run has begun.

    Raises:
        BatchlineError: The journal is damaged, or was written by another version.
    """
    has_table = database.execute("SELECT 1 FROM sqlite_master WHERE name = 'notes'").fetchone()
    notes = dict(database.execute("SELECT number, note FROM notes ORDER BY number")) if has_table else {}
    if not notes:
        # A process that was killed before it began a run leaves neither `run.json` nor files in `work`.
        work = folder / WORK
        if _has_plan(folder) or (work.exists() and any(work.iterdir())):
            raise _damage_error(folder, header, f"there was a run, but {FILE} is empty")
        return None
    if _SEAL not in notes:
        # Versions without a seal did not write `run.json`.
        if _has_plan(folder):
            raise _damage_error(folder, header, f"{FILE} has no seal")
        raise _version_error(folder, "it has no seal")
    try:
        seal = _blob((notes.pop(_SEAL),))
        digest = sum(_digest(number, _blob((note,))) for number, note in notes.items()) % 2**128
        is_intact = digest.to_bytes(16) == seal[:16]
    except TypeError:
        seal, is_intact = b"", False
    if not is_intact:
        raise _damage_error(folder, header, f"the contents of {FILE} do not match its seal")
    with contextlib.suppress(OSError, msgspec.DecodeError, KeyError):
        plan = msgspec.json.decode((folder / PLAN).read_bytes(), type=dict[str, msgspec.Raw])
        if int.from_bytes(seal[16:]) < msgspec.json.decode(plan["writes"], type=int):
            raise _damage_error(folder, header, f"{FILE} is older than {PLAN}: steps of the run are missing from it")
    run = msgspec.json.decode(notes.pop(0), type=header)
    return run, {number: msgspec.json.decode(note, type=record) for number, note in notes.items()}


def _blob(row: tuple[object, ...] | None) -> bytes:
    """Return the bytes in a row of one column; empty if there is no row.

    Raises:
        TypeError: The row contains something else.
    """
    value = row[0] if row else b""
    if not isinstance(value, bytes):
        raise TypeError(f"a row of the journal must contain bytes, got {type(value).__name__}")
    return value


def _digest(number: int, note: bytes) -> int:
    return int.from_bytes(blake2b(number.to_bytes(8, signed=True) + note, digest_size=16).digest())


def _damage_error(folder: Path, header: type[H], why: str) -> BatchlineError:
    run_hint = ""
    with contextlib.suppress(OSError, msgspec.DecodeError, KeyError):
        # Only the header is decoded, so that damaged records don't prevent naming the run.
        plan = msgspec.json.decode((folder / PLAN).read_bytes(), type=dict[str, msgspec.Raw])
        run = msgspec.json.decode(plan["run"], type=header)
        run_hint = f" It is the state of {run}."
    return BatchlineError(
        f"The state in {folder} is damaged: {why}.{run_hint} Batches of that run may be running, and are billed. "
        f"Choose: restore a copy of {folder / FILE} that was made after the last batch was created, if you have one, "
        "and run the same command again; or find the batches with `batchline batches list`, and read their results "
        f"with `batchline batches results ID`; or move {folder} away and run the same command again, which begins a "
        "new run and sends all requests again.",
        delivery="not_sent",
    )


def _version_error(folder: Path, why: str) -> BatchlineError:
    return BatchlineError(
        f"The state in {folder} was written by another version of batchline, or is damaged: {why}. Finish that run "
        "with that version, or name another output, which sends all requests again.",
        delivery="not_sent",
    )


def _refuse_foreign(folder: Path) -> None:
    """Raise an error for a folder that is not a run's, or that other users own or could have changed.

    Once this returns, only this user can write to the folder, so nothing in it can be swapped for a link.

    Raises:
        BatchlineError: The folder is refused.
        OSError: The folder cannot be read.
    """
    status = folder.stat()
    why = (
        "belongs to another user"
        if status.st_uid != os.geteuid()
        else "can be written to by other users"
        if status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
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
        is_known_name = _is_own(path.name) or path.name in LEFT
        if not is_state and (path.name == WORK or not is_known_name):
            raise BatchlineError(
                f"{folder} contains {path.name}, but no {FILE}. If it is the state of a run, the journal was lost: "
                "find the batches with `batchline batches list`. If not, name another folder with `--state` "
                "(`state=`).",
                delivery="not_sent",
            )
        files = list(path.iterdir()) if path.name == WORK and _is_folder(path) else [path]
        for file in files if is_known_name else ():
            try:
                mode = file.lstat().st_mode
            except FileNotFoundError:
                # Deleted meanwhile by a process that is working on the run.
                continue
            if not stat.S_ISREG(mode):
                raise BatchlineError(
                    f"{file} is not a regular file, so it was not written by a run. Remove it, or name another folder "
                    "with `--state` (`state=`).",
                    delivery="not_sent",
                )


def _is_folder(path: Path) -> bool:
    return stat.S_ISDIR(path.lstat().st_mode)


def _is_own(name: str) -> bool:
    return name in (*_JOURNAL_FILES, WORK) or _RUN_FILES.fullmatch(name) is not None


def _delete(folder: Path) -> None:
    """Delete the journal and the run's other files, and the folder if it is empty then. Follows no links.

    `run.json` is deleted first: without a journal next to it, it would mean that the journal was lost.
    """
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            if os.fstat(descriptor).st_uid != os.geteuid():
                return
            for name in sorted(os.listdir(descriptor), key=lambda name: name != PLAN):
                if name != WORK and _is_own(name):
                    os.unlink(name, dir_fd=descriptor)
            shutil.rmtree(WORK, dir_fd=descriptor, ignore_errors=True)
        finally:
            os.close(descriptor)
        folder.rmdir()


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _name_while_deleting(folder: Path) -> Path:
    """Return the name of a folder while it is being deleted."""
    return folder.with_name(f".{folder.name}.ended")


@contextlib.contextmanager
def _map_errors(folder: Path, header: type[H]) -> Generator[None]:
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        if code is None or code & 0xFF not in _ENVIRONMENT_ERRORS:
            raise _damage_error(folder, header, str(error)) from error
        raise BatchlineError(
            f"The state in {folder} cannot be read or written: {error}. Check free space and write permission."
        ) from error
    except UnicodeDecodeError as error:  # in a name in the database
        raise _damage_error(folder, header, str(error)) from error
    except msgspec.DecodeError as error:
        raise _version_error(folder, str(error)) from error
    except OSError as error:
        raise BatchlineError(f"Cannot save the run's state in {folder}: {error.strerror or error}.") from error


def _is_locked(path: Path) -> bool:
    with contextlib.suppress(FileNotFoundError):
        file_lock = lock_file(path, create=False, shared=True)
        if file_lock is None:
            return True
        file_lock.close()
    return False


def is_full(error: BaseException | None) -> bool:
    """Return whether an error was caused by a full disk or an exceeded quota."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            return True
        if isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL:
            return True
        error = error.__cause__
    return False
