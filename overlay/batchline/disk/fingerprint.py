"""How a file is identified: by its real path, and by a fingerprint that shows whether it has changed."""

from __future__ import annotations

import os


def fingerprint(status: os.stat_result) -> tuple[int, int, int]:
    """Return size in bytes, mtime_ns and inode; changes whenever the file is modified or replaced."""
    return status.st_size, status.st_mtime_ns, status.st_ino


def real_path(path: str) -> str:
    """Return the path of a file with all symbolic links resolved."""
    return os.path.realpath(path)
