"""Files that one process has at a time."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import BinaryIO


def lock_file(path: Path, *, create: bool, shared: bool = False) -> BinaryIO | None:
    """Open a file that nobody else has open; None where somebody has.

    Args:
        path: The file.
        create: Whether to make it where it is not there.
        shared: Whether others may have it so at the same time.
    """
    while True:
        access = os.O_RDONLY if shared else os.O_RDWR  # on a disk that is read-only, too
        descriptor = os.open(path, access | os.O_CLOEXEC | os.O_NOFOLLOW | (os.O_CREAT if create else 0), 0o600)
        file = open(descriptor, "rb" if shared else "r+b", buffering=0)  # noqa: SIM115 - who asked for it closes it
        try:
            fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
            if os.fstat(file.fileno()).st_nlink:
                return file
        except BlockingIOError:
            file.close()
            return None
        except BaseException:
            file.close()
            raise
        file.close()  # who had it has removed it meanwhile
