"""A file that appears whole, or not at all."""

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
    """Whether this is no regular file and no folder: a pipe, a device, or a stream such as `/dev/stdout`."""
    if _descriptor(path) is not None:
        return True
    return os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path)


def _descriptor(path: str | os.PathLike[str]) -> int | None:
    """The file descriptor that a path stands for; what it leads to may be a file that others write to."""
    name = os.path.abspath(os.fsdecode(path))
    if not _DESCRIPTOR.fullmatch(name):
        return None
    last = os.path.basename(name)
    return {"stdout": 1, "stderr": 2}.get(last) or int(last)


def refuse_unwritable(path: str | os.PathLike[str]) -> None:
    """Look whether a stream can be written to.

    Raises:
        OSError: It is closed, or for reading only.
    """
    number = _descriptor(path)
    if number is not None and fcntl.fcntl(number, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY:
        raise OSError(errno.EBADF, "it is closed, or for reading only", os.fspath(path))


class AtomicFile:
    """Writes beside `path` and takes its place at the end.

    What stood at `path` stays as it was until `commit`. A path that exists and is no regular
    file, such as `/dev/stdout` or a named pipe, is written to directly.

    Attributes:
        file: Where to write.
        path: Where it is going to appear.
        is_direct: Whether it is there already, since `path` is no regular file.
    """

    def __init__(
        self, path: str | os.PathLike[str], *, partial: str | None = None, size: int = 0, name: str | None = None
    ) -> None:
        """Open the temporary file.

        Args:
            path: Where the file is to appear.
            partial: The temporary file that an earlier one has kept, to go on with.
            size: How many bytes that has at least.
            name: What the temporary file is called, where nobody else writes to `path`; what is there
                is deleted.

        Raises:
            OSError: The folder does not exist or cannot be written to, or `path` is a folder; or
                `partial` is not what it was.
        """
        self.is_direct = is_special(path)
        # A special file is opened by the name that was given: that of a pipe leads nowhere else.
        self.path = Path(path) if self.is_direct else Path(os.path.realpath(path))
        if self.path.is_dir():
            raise IsADirectoryError(f"{path} is a folder")
        if not self.path.parent.is_dir():
            raise FileNotFoundError(f"No such file or directory: there is no folder {self.path.parent}")
        fresh = (
            self.path
            if self.is_direct
            else self.path.with_name(name or f".{self.path.name}.{secrets.token_hex(4)}.part")
        )
        self._partial = Path(partial) if partial else fresh
        # "x" creates it with the user's umask, which a file of `tempfile` would not have.
        mode = "r+b" if partial else "wb" if self.is_direct else "x+b"
        try:
            if name and not self.is_direct:
                fresh.unlink(missing_ok=True)
            number = _descriptor(path)
            self.file = _open(self._partial, mode) if number is None else os.fdopen(os.dup(number), "wb")
        except OSError as error:
            error.filename = os.fspath(path)  # the temporary name means nothing to anybody
            raise
        if not self.is_direct and os.fstat(self.file.fileno()).st_size < size:
            self.file.close()
            raise FileNotFoundError(f"{self._partial} has lost what it had")
        # Also when nobody commits or discards it, at the latest when Python ends.
        self._forget = weakref.finalize(self, _forget, self.file, None if self.is_direct else self._partial)

    @property
    def partial(self) -> str:
        """The path of the temporary file."""
        return os.fspath(self._partial)

    def at(self, offset: int) -> BinaryIO:
        """Where to write from this offset on, to be given to `done`; several may write at a time.

        Raises:
            OSError: It cannot be opened.
        """
        if self.is_direct:
            return self.file
        file = _open(self._partial, "r+b")
        file.seek(offset)
        return file

    def done(self, file: BinaryIO) -> None:
        """Close what `at` gave.

        Raises:
            OSError: What was written did not all fit.
        """
        if file is not self.file:
            file.close()

    def write_back(self, start: int, end: int) -> None:
        """Let the disk begin with these bytes, which takes no time, so that `commit` waits less."""
        if hasattr(os, "posix_fadvise") and not self.is_direct:
            with contextlib.suppress(OSError):  # it is a hint
                os.posix_fadvise(self.file.fileno(), start, end - start, os.POSIX_FADV_DONTNEED)

    def keep(self) -> None:
        """Leave the temporary file as it is, for another one to go on with."""
        self._forget.detach()
        self.file.close()

    def commit(self) -> None:
        """Put the file in its place, durably.

        Raises:
            OSError: It could not be written to the end; nothing has changed at `path`.
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
                os.fsync(folder)  # or a power cut could take the new name back
            finally:
                os.close(folder)

    def discard(self) -> None:
        """Leave `path` as it was. Harmless after `commit`, and never raises."""
        self._forget()


def _open(path: Path, mode: str) -> BinaryIO:
    """Open a temporary file, which is no link; or, with `wb`, a special one by whatever name was given."""
    follows = 0 if mode == "wb" else os.O_NOFOLLOW
    opened = open(path, mode, opener=lambda name, flags: os.open(name, flags | follows, 0o666))  # noqa: SIM115 - its caller closes it
    return cast("BinaryIO", opened)


def _forget(file: BinaryIO, partial: Path | None) -> None:
    with contextlib.suppress(OSError):
        file.close()
    if partial is not None:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
