"""What the journal of a run has at its head, and where it is."""

from __future__ import annotations

import datetime
import os
from typing import Final

import msgspec

from ..atomic import is_special
from ..journal import Journal
from ..outcomes import Outcomes
from .state import ShardState

VERSION: Final = 3
"""Of the contents of a journal; one of another version can't be resumed."""


class RunHeader(msgspec.Struct, frozen=True):
    """What a run began with, and how it ended.

    Attributes:
        version: `VERSION`.
        input: The file of the requests; bytes, since a name may be anything.
        output: Where their results go.
        identity: What the input was like; see `Source`.
        sha256: The SHA-256 of its bytes.
        endpoint: Where its requests go.
        server: The API's address.
        requests: How many they are.
        started_at: When the run began.
        record: The file in the journal's folder that has the id and the digest of each request.
        skipped: The batches of earlier runs without which the user has continued.
        sent: The file there that has the requests to be sent, where those are not all of the input.
        sent_identity: What that file is like.
        sent_record: The record of the requests to be sent.
        kept: The file there that has the answers which are kept from an earlier run.
        kept_counts: What these answers are.
        ended_at: When its output had been written.
        written: Size in bytes and digest of what was written to the output.
        previous: The run whose place it takes as soon as it may have paid for anything.
    """

    version: int
    input: bytes
    output: bytes
    identity: tuple[int, int, int]
    sha256: str
    endpoint: str
    server: str
    requests: int
    started_at: datetime.datetime
    record: str
    skipped: tuple[str, ...] = ()
    sent: str | None = None
    sent_identity: tuple[int, int, int] = (0, 0, 0)
    sent_record: str | None = None
    kept: str | None = None
    kept_counts: Outcomes = Outcomes()
    ended_at: datetime.datetime | None = None
    written: tuple[int, str] | None = None
    previous: tuple[RunHeader, dict[int, ShardState]] | None = None

    def __str__(self) -> str:
        """Which run it is, for people."""
        requests = "1 request" if self.requests == 1 else f"{self.requests:,} requests"
        return (
            f"the run of {os.fsdecode(self.input)} ({requests}) to {self.endpoint} at {self.server}, into "
            f"{os.fsdecode(self.output)}, begun {self.started_at:%Y-%m-%d %H:%M} UTC"
        )


RunJournal = Journal[RunHeader, ShardState]


def restore_previous(journal: RunJournal) -> None:
    """Let a run that has paid nothing give its place back to the one that it was to replace."""
    began = journal.header
    if began is None or began.previous is None or began.ended_at is not None:
        return
    if not any(one.may_have_paid or one.watched for one in journal.records().values()):
        journal.begin(*began.previous)


def name_of(path: str | os.PathLike[str]) -> bytes:
    """Return the one name of a file; of a stream, which leads elsewhere each time, the one that was given."""
    return os.fsencode(os.path.abspath(path) if is_special(path) else os.path.realpath(path))
