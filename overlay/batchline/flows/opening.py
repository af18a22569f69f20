"""Begin a run, or go on with one that began: which of the two, before anything is paid for."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

import msgspec

from batchline_api.models import FilePurpose

from ..atomic import AtomicFile, is_special, refuse_unwritable
from ..errors import BatchlineError, FileTypeError
from ..journal import Journal
from ..lines.source import Source, inspect
from ..lines.split import plan
from ..validation.reading import identity
from .shards import utc_now
from .state import ShardState

logger = logging.getLogger("batchline")

VERSION: Final = 1
"""Of what stands in a journal; one of another version is not gone on with."""


class RunHeader(msgspec.Struct, frozen=True):
    """What a run began with.

    Attributes:
        version: `VERSION`.
        input: The file of the requests; bytes, since a name may be anything.
        output: Where their results go.
        identity: What the input was like; see `Source`.
        sha256: The SHA-256 of its bytes.
        endpoint: Where its requests go.
        server: The API's address.
        requests: How many they are.
        started_at: When it began.
        ended_at: When its output had been written.
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
    ended_at: datetime.datetime | None = None


def _name(path: str | os.PathLike[str]) -> bytes:
    """The one name of a file; of a stream, which leads elsewhere each time, the one that was given."""
    return os.fsencode(os.path.abspath(path) if is_special(path) else os.path.realpath(path))


RunJournal = Journal[RunHeader, ShardState]
Ended = tuple[RunHeader, dict[int, ShardState]]


def state_folder(output: str | os.PathLike[str], state: str | os.PathLike[str] | None) -> str:
    """Where the journal of a run is."""
    path: str = os.path.realpath(f"{os.fspath(output)}.batchline" if state is None else os.fspath(state))
    return path


def part_of(output: str | os.PathLike[str], folder: str | os.PathLike[str]) -> str:
    """What the output is called until it is whole: what a killed process has left is replaced by the next one.

    It has the name of the state, which one process has at a time.
    """
    state = hashlib.sha256(os.fsencode(folder)).hexdigest()[:8]
    return f".{os.path.basename(output)}.{state}.part"


def opened(
    folder: Path,
    input: str | os.PathLike[str],
    output: str | os.PathLike[str],
    endpoint: str,
    server: str,
    kept: contextlib.ExitStack,
    look: Callable[[], object],
) -> tuple[RunJournal, RunHeader, Ended | None]:
    """Check everything before anything is paid for, and begin a run; or go on with one that began.

    Args:
        folder: Where its journal is to be; nobody else has it from now on.
        input: Its requests.
        output: Where their results go.
        endpoint: Where they go.
        server: The API's address.
        kept: What closes the journal, also if nobody waits for this any more.
        look: Called now and then; what it raises ends the reading.

    Returns:
        The journal, what the run began with, and the run that has ended whose place it takes.
    """
    if os.path.realpath(output) == os.path.realpath(input):
        raise FileTypeError(f"Nothing was sent. The output would take the place of the input, {os.fspath(input)}.")
    for path in (input, output):
        if Path(os.path.realpath(path)).is_relative_to(folder):
            raise BatchlineError(
                f"Nothing was sent. {os.fspath(path)} is in {folder}, where the run's state is to be. Name another "
                "folder for that."
            )
    try:
        if is_special(output):
            refuse_unwritable(output)
        else:
            AtomicFile(output).discard()
    except OSError as error:
        raise BatchlineError(
            f"Nothing was sent. {os.fspath(output)} cannot be written: {error.strerror or error}."
        ) from error
    journal = RunJournal(folder, RunHeader, ShardState)
    kept.callback(journal.close)
    if journal.header is not None:
        header = _gone_on_with(journal, journal.header, input, output, endpoint, server, look)
        if header is not None:
            return journal, header, None
    try:
        source = _checked(input, endpoint, look)
        shards = {shard.number: ShardState(shard) for shard in plan(source.path, look)}
        if not source.is_current():
            raise FileTypeError(f"Nothing was sent. {source.path} changed while it was read.")
    except BaseException:
        if journal.header is None:
            journal.remove()
        raise
    header = RunHeader(
        version=VERSION,
        input=_name(input),
        output=_name(output),
        identity=source.identity,
        sha256=source.sha256 or "",
        endpoint=endpoint,
        server=server,
        requests=sum(one.shard.requests for one in shards.values()),
        started_at=utc_now(),
    )
    ended = None if journal.header is None else (journal.header, journal.records())
    journal.begin(header, shards)
    if not is_special(output) and os.path.exists(output):
        logger.info("%s is there already; this is a new run, whose results will take its place.", os.fspath(output))
    return journal, header, ended


def _checked(input: str | os.PathLike[str], endpoint: str, look: Callable[[], object]) -> Source:
    source = inspect(input, FilePurpose.BATCH_API, None, endpoint, look)
    found = source.report.endpoint if source.report else None
    if found is not None and found != endpoint:
        raise FileTypeError(
            f"Nothing was sent. The requests of {source.path} go to {found}, but the run to {endpoint}: "
            f"give {found} as the endpoint.",
            source.report,
        )
    return source


def _gone_on_with(
    journal: RunJournal,
    began: RunHeader,
    input: str | os.PathLike[str],
    output: str | os.PathLike[str],
    endpoint: str,
    server: str,
    look: Callable[[], object],
) -> RunHeader | None:
    """The header of a run that began earlier, if this is the same one; None if this is another and may take its place.

    It may when that has ended, or when no batch of it can have been created.

    Raises:
        BatchlineError: That is another run, of which something would be lost or paid again.
    """
    folder = journal.folder
    whose = f"of {os.fsdecode(began.input)} to {began.endpoint} at {began.server}, into {os.fsdecode(began.output)}"
    choice = (
        f"Give the run another state folder, or remove {folder} if that run is of no use any more; its batches are "
        "in `batchline batches list`."
    )
    other = BatchlineError(f"Nothing was sent. {folder} has the state of another run: {whose}. {choice}")
    try:
        identity_now = identity(os.stat(input))
    except OSError as error:
        raise BatchlineError(
            f"Nothing was sent. {os.fspath(input)} cannot be read: {error.strerror or error}."
        ) from error
    has_its_name = began.input == _name(input)
    # The folder that is named after the output may have been moved together with it.
    has_its_output = began.output == _name(output) or folder == Path(state_folder(output, None))
    is_alike = (began.version, began.endpoint, began.server) == (VERSION, endpoint, server)
    has_paid = began.ended_at is None and any(
        one.jobs or one.step == "submitting" for one in journal.records().values()
    )
    if has_paid and not (is_alike and has_its_output):
        raise other
    # Copied, moved or touched, perhaps; what counts is what stands in it.
    is_same = is_alike and (
        (has_its_name and identity_now == began.identity) or _checked(input, endpoint, look).sha256 == began.sha256
    )
    if has_paid and not is_same:
        if not has_its_name:
            raise other
        raise BatchlineError(
            f"Nothing was sent. {os.fspath(input)} has changed since its run began. Restore it to go on with "
            f"that run. {choice}"
        )
    if not is_same or (began.ended_at is None and not has_its_output):
        has_changed = f"{os.fspath(input)} has changed: " if is_alike and has_its_name and not is_same else ""
        is_over = "had no batch yet" if began.ended_at is None else "has ended"
        logger.info(
            "%sThis is a new run, which takes the place of the one in %s, which %s: %s. All requests are sent.",
            has_changed,
            folder,
            is_over,
            whose,
        )
        return None
    if began.ended_at is None:
        logger.info("Going on with the run whose state is in %s.", folder)
    elif not has_its_output:
        raise other
    elif not os.path.exists(output):
        logger.info(
            "The run whose state is in %s has ended, but %s is gone: its results are fetched again.",
            folder,
            os.fspath(output),
        )
        began = msgspec.structs.replace(began, ended_at=None)
    return msgspec.structs.replace(began, input=_name(input), output=_name(output), identity=identity_now)
