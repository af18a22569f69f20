"""A file that appears whole, or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import weakref
from pathlib import Path
from typing import BinaryIO


def is_special(path: str | os.PathLike[str]) -> bool:
    """Whether something is there that is neither a regular file nor a folder, such as `/dev/stdout`."""
    return os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path)


class AtomicFile:
    """Writes beside `path` and takes its place at the end.

    What stood at `path` stays as it was until `commit`. A path that exists and is no regular
    file, such as `/dev/stdout` or a named pipe, is written to directly.

    Attributes:
        file: Where to write.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Open the temporary file.

        Raises:
            OSError: The folder does not exist or cannot be written to, or `path` is a folder.
        """
        self._direct = is_special(path)
        # A special file is opened by the name that was given: that of a pipe leads nowhere else.
        self.path = Path(path) if self._direct else Path(os.path.realpath(path))
        if self.path.is_dir():
            raise IsADirectoryError(f"{path} is a folder")
        self._partial = (
            self.path if self._direct else self.path.with_name(f".{self.path.name}.{secrets.token_hex(4)}.part")
        )
        self._begun = False
        # "x" creates it with the user's umask, which a file of `tempfile` would not have.
        try:
            self.file: BinaryIO = open(self._partial, "wb" if self._direct else "x+b")  # noqa: SIM115
        except OSError as error:
            error.filename = os.fspath(path)  # the temporary name means nothing to anybody
            raise
        # Also when nobody commits or discards it, at the latest when Python ends.
        self._forget = weakref.finalize(self, _forget, self.file, None if self._direct else self._partial)

    def rewind(self) -> None:
        """Begin anew.

        Raises:
            OSError: What was written has gone down a pipe.
        """
        if not self._direct:
            self.file.seek(0)
            self.file.truncate()
        elif self._begun:
            raise OSError(f"the connection broke, and {self.path} is no regular file that could be begun anew")
        self._begun = True

    def commit(self) -> None:
        """Put the file in its place, durably.

        Raises:
            OSError: It could not be written to the end; nothing has changed at `path`.
        """
        self.file.flush()
        if not self._direct:
            os.fsync(self.file.fileno())
        self.file.close()
        if not self._direct:
            if self.path.exists():
                shutil.copymode(self.path, self._partial)
            os.replace(self._partial, self.path)
            folder = os.open(self.path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)  # or a power cut could take the new name back
            finally:
                os.close(folder)

    def discard(self) -> None:
        """Leave `path` as it was. Harmless after `commit`, and never raises."""
        self._forget()


def _forget(file: BinaryIO, partial: Path | None) -> None:
    with contextlib.suppress(OSError):
        file.close()
    if partial is not None:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
