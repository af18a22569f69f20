"""What identifies a file: its path, and what changes when it is written to or replaced."""

from __future__ import annotations

import os


def fingerprint(found: os.stat_result) -> tuple[int, int, int]:
    """A file's size in bytes, modification time in ns and inode: one of them changes when it is written or replaced."""
    return found.st_size, found.st_mtime_ns, found.st_ino


def real_path(path: str) -> str:
    """The one path of a file, whatever links lead to it."""
    return os.path.realpath(path)
