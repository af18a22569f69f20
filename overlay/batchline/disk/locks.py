"""Files that only one process at a time may have open."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import BinaryIO


def lock_file(path: Path, *, create: bool, shared: bool = False) -> BinaryIO | None:
    """Open and lock a file; return None if it is already locked.

    Args:
        path: The file.
        create: Whether to create the file if it does not exist.
        shared: Whether to take a shared lock, for reading only: several processes may hold one at a time.
    """
    while True:
        # A reader must not need write access: the disk may be read-only.
        access = os.O_RDONLY if shared else os.O_RDWR
        descriptor = os.open(path, access | os.O_CLOEXEC | os.O_NOFOLLOW | (os.O_CREAT if create else 0), 0o600)
        file = open(descriptor, "rb" if shared else "r+b", buffering=0)  # noqa: SIM115 - its caller closes it
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
        # Its last owner deleted the file before we got the lock: open the path again.
        file.close()
