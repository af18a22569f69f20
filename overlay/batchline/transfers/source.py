"""A local file to be uploaded."""

from __future__ import annotations

import hashlib
import os
import sys
from collections import Counter
from collections.abc import Callable
from typing import Final

import msgspec

from batchline_api.models import FilePurpose, FileType

from ..disk.fingerprint import fingerprint
from ..errors import FileTypeError
from ..report import ValidationReport
from ..validation.check import basic_issues, check

MAX_UNCHECKED_HASH: Final = 2**30
"""Bytes. A larger file is not read just to compute its SHA-256; a check that reads it computes it anyway."""


class Source(msgspec.Struct, frozen=True):
    """A file as it was when it was inspected.

    Attributes:
        path: The file's path.
        size: Its size in bytes.
        fingerprint: Its size, mtime_ns and inode; changes whenever the file is modified or replaced.
        file_type: Its type, from its suffix.
        sha256: The SHA-256 of its bytes; None if they were not read.
        report: The result of the check; None if there was none.
        sent_as: The name to upload it under; None for its own.
    """

    path: str
    size: int
    fingerprint: tuple[int, int, int]
    file_type: FileType
    sha256: str | None
    report: ValidationReport | None
    sent_as: str | None = None

    @property
    def name(self) -> str:
        """The file's name without folders; bytes that are not UTF-8 become question marks."""
        return os.fsencode(self.sent_as or os.path.basename(self.path)).decode("utf-8", "replace")

    def is_current(self) -> bool:
        """Return whether the file is unchanged since it was inspected."""
        try:
            return fingerprint(os.stat(self.path)) == self.fingerprint
        except OSError:
            return False


def inspect_file(
    path: str | os.PathLike[str],
    purpose: FilePurpose | None,
    max_size: int | None,
    endpoint: str | None = None,
    check_cancelled: Callable[[], object] = lambda: None,
) -> Source:
    """Check a file before it is uploaded, and return what was found.

    Args:
        path: The file.
        purpose: The purpose whose rules to apply; None checks only that the file can be sent.
        max_size: The maximum size in bytes; None for the input of a run, which is split before it is
            sent, and whose requests need no custom_id.
        endpoint: The endpoint of batch requests that do not name one.
        check_cancelled: Called every few MiB; may raise to stop the reading.

    Raises:
        FileTypeError: The file cannot be sent, or the check found faults.
    """
    path = os.fsdecode(path)
    issues = basic_issues(path, sys.maxsize if max_size is None else max_size)
    if issues:
        problems = "; ".join(issue.message for issue in issues)
        counts = dict(Counter[str](issue.code for issue in issues))
        report = ValidationReport(
            path, purpose or "upload", None, None, 0, None, tuple(issues), len(issues), None, counts=counts
        )
        raise FileTypeError(f"Nothing was sent. {path} cannot be uploaded: {problems}.", report)
    status = os.stat(path)
    checked = (
        None
        if purpose is None
        else check(path, purpose, progress=lambda _: check_cancelled(), endpoint=endpoint, for_run=max_size is None)
    )
    if checked is not None and not checked.ok:
        raise FileTypeError(f"Nothing was sent.\n{checked.render(limit=10)}", checked)
    sha256 = None if checked is None else checked.sha256
    if sha256 is None and status.st_size <= MAX_UNCHECKED_HASH:
        sha256 = _sha256(path, check_cancelled)
    return Source(
        path=path,
        size=status.st_size,
        fingerprint=fingerprint(status),
        file_type=FileType(os.path.splitext(path)[1][1:]),
        sha256=sha256,
        report=checked,
    )


def _sha256(path: str, check_cancelled: Callable[[], object]) -> str:
    digest = hashlib.sha256()
    block = memoryview(bytearray(2**20))
    with open(path, "rb", buffering=0) as file:
        while size := file.readinto(block):
            digest.update(block[:size])
            check_cancelled()
    return digest.hexdigest()
