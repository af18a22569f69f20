"""Begin a run, or go on with one that began: which of the two, before anything is paid for."""

from __future__ import annotations

import contextlib
import datetime
import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

import msgspec

from batchline_api.models import FilePurpose

from ..atomic import AtomicFile, is_special, refuse_unwritable
from ..errors import BatchlineError, FileTypeError
from ..journal import FILE as JOURNAL
from ..journal import Journal
from ..lines.source import Source, inspect
from ..lines.split import plan
from ..validation.reading import identity
from .shards import ShardState, utc_now

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


def part_of(output: str | os.PathLike[str]) -> str:
    """What the output is called until it is whole: what a killed process has left is replaced by the next one."""
    return f".{os.path.basename(output)}.batchline.part"


def opened(
    folder: Path,
    input: str | os.PathLike[str],
    output: str | os.PathLike[str],
    endpoint: str,
    server: str,
    look: Callable[[], object],
) -> tuple[RunJournal, RunHeader, Ended | None]:
    """Check everything before anything is paid for, and open the journal; or go on with one that began.

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
            AtomicFile(output, name=part_of(output)).discard()
    except OSError as error:
        raise BatchlineError(
            f"Nothing was sent. {os.fspath(output)} cannot be written: {error.strerror or error}."
        ) from error
    with contextlib.ExitStack() as failing:
        journal: RunJournal | None = None
        if (folder / JOURNAL).exists():
            journal = RunJournal(folder, RunHeader, ShardState)
            failing.callback(journal.close)
            if journal.header is not None:
                header = _gone_on_with(journal, journal.header, input, output, endpoint, server, look)
                if header is not None:
                    failing.pop_all()
                    return journal, header, None
        source = _checked(input, endpoint, look)
        shards = {shard.number: ShardState(shard) for shard in plan(source.path, look)}
        if not source.is_current():
            raise FileTypeError(f"Nothing was sent. {source.path} changed while it was read.")
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
        if journal is None:
            journal = RunJournal(folder, RunHeader, ShardState)
            failing.callback(journal.close)
        ended = None if journal.header is None else (journal.header, journal.records())
        journal.begin(header, shards)
        failing.pop_all()
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
    choice = (
        f"Give the run another state folder, or remove {folder} if that run is of no use any more; its batches are "
        "in `batchline batches list`."
    )
    other = BatchlineError(
        f"Nothing was sent. {folder} has the state of another run: of {os.fsdecode(began.input)} to "
        f"{began.endpoint} at {began.server}, into {os.fsdecode(began.output)}. {choice}"
    )
    has_its_name = began.input == _name(input)
    is_alike = (began.version, began.endpoint, began.server) == (VERSION, endpoint, server)
    has_its_output = began.output == _name(output)
    is_over = began.ended_at is not None or not any(
        one.jobs or one.step == "submitting" for one in journal.records().values()
    )
    if not is_over and not (is_alike and has_its_name and has_its_output):
        raise other
    try:
        identity_now = identity(os.stat(input))
    except OSError as error:
        raise BatchlineError(
            f"Nothing was sent. {os.fspath(input)} cannot be read: {error.strerror or error}."
        ) from error
    # Copied or touched, perhaps; what counts is what stands in it.
    is_same = is_alike and (
        (has_its_name and identity_now == began.identity) or _checked(input, endpoint, look).sha256 == began.sha256
    )
    if not is_over and not is_same:
        raise BatchlineError(
            f"Nothing was sent. {os.fspath(input)} has changed since its run began. Restore it to go on with "
            f"that run. {choice}"
        )
    if began.ended_at is None:
        if not (is_same and has_its_output):
            logger.info("The run whose state is in %s had no batch yet, and this is another one.", folder)
            return None
        logger.info("Going on with the run whose state is in %s.", folder)
    elif not is_same:
        logger.info("The run whose state is in %s has ended, and this is another one.", folder)
        return None
    elif not has_its_output:
        raise other
    elif not os.path.exists(output):
        raise BatchlineError(
            f"Nothing was sent. The run whose state is in {folder} has ended, but {os.fspath(output)} is gone. "
            "Remove that folder to run it again."
        )
    return msgspec.structs.replace(began, input=_name(input), identity=identity_now)
