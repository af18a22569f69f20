"""A local file that is about to be uploaded."""

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
"""Bytes. A larger file that no check reads is not read just for its SHA-256."""


class Source(msgspec.Struct, frozen=True):
    """A file as it was when it was inspected.

    Attributes:
        path: Where it is.
        size: Its size in bytes.
        fingerprint: What tells it from what it is once it was written to.
        file_type: What its suffix says it is.
        sha256: The SHA-256 of its bytes, where they were read.
        report: What the check said, where there was one.
        sent_as: The name to upload it under, where that is not its own.
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
        """Its name without folders; bytes that are not UTF-8 become question marks."""
        return os.fsencode(self.sent_as or os.path.basename(self.path)).decode("utf-8", "replace")

    def is_current(self) -> bool:
        """Whether the file is still the one that was inspected."""
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
    """Look at a file before it is uploaded.

    Args:
        path: The file.
        purpose: Check it by the rules of this purpose; None checks only that it can be sent.
        max_size: The most bytes it may have; None for the input of a run, which is split before it is
            sent, and whose requests need no custom_id.
        endpoint: Where requests of a batch go that do not say it themselves.
        check_cancelled: Called every few MiB; what it raises ends the reading.

    Raises:
        FileTypeError: It cannot be sent, or the check found faults.
    """
    path = os.fsdecode(path)
    issues = basic_issues(path, sys.maxsize if max_size is None else max_size)
    if issues:
        problems = "; ".join(issue.message for issue in issues)
        counts = dict(Counter[str](issue.code for issue in issues))
        report = ValidationReport(
            path, purpose or "upload", None, None, 0, None, tuple(issues), len(issues), None, counts=counts
        )
        raise FileTypeError(f"Nothing was sent of {path}: {problems}.", report)
    before = os.stat(path)
    checked = (
        None
        if purpose is None
        else check(path, purpose, progress=lambda _: check_cancelled(), endpoint=endpoint, for_run=max_size is None)
    )
    if checked is not None and not checked.ok:
        raise FileTypeError(f"Nothing was sent.\n{checked.render(limit=10)}", checked)
    sha256 = None if checked is None else checked.sha256
    if sha256 is None and before.st_size <= MAX_UNCHECKED_HASH:
        sha256 = _sha256(path, check_cancelled)
    return Source(
        path=path,
        size=before.st_size,
        fingerprint=fingerprint(before),
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
