"""A file that appears whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import re
import secrets
import stat
import weakref
from pathlib import Path
from typing import BinaryIO, Final, cast

_DESCRIPTOR: Final = re.compile(r"/dev/std(?:out|err)|/(?:dev|proc/self)/fd/\d+")


def is_special(path: str | os.PathLike[str]) -> bool:
    """Return whether a path is neither a regular file nor a folder: a pipe, a device or, say, `/dev/stdout`."""
    if _descriptor(path) is not None:
        return True
    return os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path)


def _descriptor(path: str | os.PathLike[str]) -> int | None:
    """Return the file descriptor that a path stands for, if any; it may lead to a file that others write to."""
    name = os.path.abspath(os.fsdecode(path))
    if not _DESCRIPTOR.fullmatch(name):
        return None
    base = os.path.basename(name)
    return {"stdout": 1, "stderr": 2}.get(base) or int(base)


def refuse_unwritable(path: str | os.PathLike[str]) -> None:
    """Raise an error if a path stands for a stream that cannot be written to.

    Raises:
        OSError: The stream is closed or read-only.
    """
    descriptor = _descriptor(path)
    if descriptor is not None and fcntl.fcntl(descriptor, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY:
        raise OSError(errno.EBADF, "it is closed or read-only", os.fspath(path))


class AtomicFile:
    """A temporary file next to `path` that replaces it in the end.

    Until `commit`, whatever is at `path` stays as it was. If `path` exists and is not a regular
    file, such as `/dev/stdout` or a named pipe, it is written to directly.

    Attributes:
        file: The file to write to.
        path: Where the file will appear.
        is_direct: Whether `path` is written to directly, since it is not a regular file.
    """

    def __init__(
        self, path: str | os.PathLike[str], *, partial: str | None = None, size: int = 0, name: str | None = None
    ) -> None:
        """Open the temporary file.

        Args:
            path: Where the file will appear.
            partial: A temporary file left by `keep`, to be resumed.
            size: The minimum size of `partial`, in bytes.
            name: A fixed name for the temporary file, for a `path` that has only one writer at a time;
                an existing file of that name is deleted. By default, the name is random.

        Raises:
            OSError: The folder does not exist or cannot be written to, `path` is a folder, or
                `partial` does not exist or is smaller than `size`.
        """
        self.is_direct = is_special(path)
        # A special file is opened under the name that was given: a pipe's real path does not exist.
        self.path = Path(path) if self.is_direct else Path(os.path.realpath(path))
        if self.path.is_dir():
            raise IsADirectoryError(f"{path} is a folder")
        if not self.path.parent.is_dir():
            raise FileNotFoundError(f"No such file or directory: there is no folder {self.path.parent}")
        new = (
            self.path
            if self.is_direct
            else self.path.with_name(name or f".{self.path.name}.{secrets.token_hex(4)}.part")
        )
        self._partial = Path(partial) if partial else new
        # "x" creates the file with the user's umask, which `tempfile` ignores.
        mode = "r+b" if partial else "wb" if self.is_direct else "x+b"
        try:
            if name and not self.is_direct:
                new.unlink(missing_ok=True)
            descriptor = _descriptor(path)
            self.file = _open(self._partial, mode) if descriptor is None else os.fdopen(os.dup(descriptor), "wb")
        except OSError as error:
            # The name of the temporary file means nothing to the user.
            error.filename = os.fspath(path)
            raise
        if not self.is_direct and os.fstat(self.file.fileno()).st_size < size:
            self.file.close()
            raise FileNotFoundError(f"{self._partial} is smaller than it was")
        # Runs even if neither `commit` nor `discard` is called, at the latest when Python exits.
        self._clean_up = weakref.finalize(self, _clean_up, self.file, None if self.is_direct else self._partial)

    @property
    def partial(self) -> str:
        """The path of the temporary file."""
        return os.fspath(self._partial)

    def at(self, offset: int) -> BinaryIO:
        """Return a file positioned at this offset, to be passed to `done`; several may be open at a time.

        Raises:
            OSError: The temporary file cannot be opened.
        """
        if self.is_direct:
            return self.file
        file = _open(self._partial, "r+b")
        file.seek(offset)
        return file

    def done(self, file: BinaryIO) -> None:
        """Close a file that `at` returned.

        Raises:
            OSError: Not all of the written bytes could be saved.
        """
        if file is not self.file:
            file.close()

    def write_back(self, start: int, end: int) -> None:
        """Start writing these bytes to the disk without waiting, so that `commit` takes less time."""
        if hasattr(os, "posix_fadvise") and not self.is_direct:
            with contextlib.suppress(OSError):  # only a hint
                os.posix_fadvise(self.file.fileno(), start, end - start, os.POSIX_FADV_DONTNEED)

    def keep(self) -> None:
        """Close the temporary file but leave it there, to be resumed later as `partial`."""
        self._clean_up.detach()
        self.file.close()

    def commit(self) -> None:
        """Move the file to `path`, durably.

        Raises:
            OSError: The file could not be fully written; nothing has changed at `path`.
        """
        self.file.flush()
        if not self.is_direct:
            with contextlib.suppress(FileNotFoundError):
                os.fchmod(self.file.fileno(), stat.S_IMODE(self.path.stat().st_mode))
            os.fsync(self.file.fileno())
        self.file.close()
        if not self.is_direct:
            os.replace(self._partial, self.path)
            folder = os.open(self.path.parent, os.O_RDONLY)
            try:
                # Without this, a power cut could undo the rename.
                os.fsync(folder)
            finally:
                os.close(folder)

    def discard(self) -> None:
        """Delete the temporary file and leave `path` as it was. Harmless after `commit`; never raises."""
        self._clean_up()


def _open(path: Path, mode: str) -> BinaryIO:
    """Open a temporary file without following links; or, with mode `wb`, a special file under any name."""
    no_follow = 0 if mode == "wb" else os.O_NOFOLLOW
    file = open(path, mode, opener=lambda name, flags: os.open(name, flags | no_follow, 0o666))  # noqa: SIM115 - its caller closes it
    return cast("BinaryIO", file)


def _clean_up(file: BinaryIO, partial: Path | None) -> None:
    with contextlib.suppress(OSError):
        file.close()
    if partial is not None:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
