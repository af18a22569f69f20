"""A whole job of any size: check, split, and every shard to its end; then all results in one file."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, Literal

import msgspec

from batchline_api.models import BatchJob, BatchJobStatus, FilePurpose

from ..atomic import AtomicFile, is_special
from ..errors import BatchlineError, DownloadError, FileTypeError
from ..journal import FILE as JOURNAL
from ..journal import Journal
from ..lines.source import Source, inspect
from ..lines.split import plan
from ..outcomes import RunSummary
from ..progress import RunProgress, TransferProgress
from ..validation.reading import identity
from .batches import failed, wait_any
from .effects import Flow, do, do_now, work
from .settings import Settings
from .shards import Run, ShardState, advance, clear, joined_file

logger = logging.getLogger("batchline")

RunCallback = Callable[[RunProgress], object]

VERSION: Final = 1
"""Of what stands in a journal; one of another version is not gone on with."""


class RunHeader(msgspec.Struct, frozen=True):
    """What a run began with.

    Attributes:
        version: `VERSION`.
        input: The file of the requests.
        identity: What it was like; see `Source`.
        sha256: The SHA-256 of its bytes.
        endpoint: Where its requests go.
        server: The API's address.
        has_ended: Whether its output has been written.
    """

    version: int
    input: str
    identity: tuple[int, int, int]
    sha256: str
    endpoint: str
    server: str
    has_ended: bool = False


RunJournal = Journal[RunHeader, ShardState]


def run(
    settings: Settings,
    input: str | os.PathLike[str],
    output: str | os.PathLike[str],
    *,
    endpoint: str,
    state: str | os.PathLike[str] | None,
    retries: int,
    in_flight: int,
    poll_interval: float | None,
    progress: RunCallback | None,
) -> Flow[RunSummary]:
    """Run the requests of an input of any size and write their results in its order."""
    if retries < 0 or in_flight < 1:
        raise ValueError("retries is not negative, and in_flight at least 1")
    tell: RunCallback = progress or (lambda _: None)
    tell(RunProgress("check"))
    with contextlib.ExitStack() as kept:
        is_temporary = state is None and (yield from do_now(is_special, output))
        if is_temporary:  # beside a pipe there is no place for a state that outlives the process
            folder: str = yield from do_now(
                lambda: kept.enter_context(tempfile.TemporaryDirectory(prefix="batchline-"))
            )
        else:
            folder = state_folder(output, state)
        journal, header = yield from work(
            lambda look: _opened(settings, Path(folder), input, output, str(endpoint), look)
        )
        kept.callback(journal.close)
        shards = yield from do(journal.records)
        this = Run(header.input, header.identity, folder, header.endpoint, retries)
        try:
            # One that was interrupted when all but this folder was in its place has nothing more to do.
            if not (header.has_ended and (yield from do(os.path.exists, output))):
                yield from _all_joined(settings, this, journal, shards, in_flight, poll_interval, tell)
                tell(RunProgress("join"))
                yield from do(_write, this, output, shards)
                yield from do(journal.amend, msgspec.structs.replace(header, has_ended=True))
        except BaseException as error:
            if all(one == ShardState(one.shard) for one in shards.values()):
                yield from do_now(journal.remove)  # nothing was done that could be gone on with
            _say_what_is_left(error, shards, None if is_temporary else folder)
            raise
        yield from do(journal.remove)
    return _summary(shards)


def state_folder(output: str | os.PathLike[str], state: str | os.PathLike[str] | None) -> str:
    """Where the journal of a run is."""
    path: str = os.path.realpath(f"{os.fspath(output)}.batchline" if state is None else os.fspath(state))
    return path


def _opened(
    settings: Settings,
    folder: Path,
    input: str | os.PathLike[str],
    output: str | os.PathLike[str],
    endpoint: str,
    look: Callable[[], object],
) -> tuple[RunJournal, RunHeader]:
    """Check everything before anything is paid for, and open the journal; or go on with one that began."""
    if os.path.realpath(output) == os.path.realpath(input):
        raise FileTypeError(f"Nothing was sent. The output would take the place of the input, {os.fspath(input)}.")
    try:
        if not is_special(output):
            AtomicFile(output).discard()
    except OSError as error:
        raise BatchlineError(
            f"Nothing was sent. {os.fspath(output)} cannot be written: {error.strerror or error}."
        ) from error
    with contextlib.ExitStack() as failing:
        journal: RunJournal | None = None
        if (folder / JOURNAL).exists():
            journal = RunJournal(folder, RunHeader, ShardState)
            failing.callback(journal.close)
        if journal is not None and journal.header is not None:
            header = _gone_on_with(journal.header, folder, input, endpoint, settings.server, look)
        else:
            source = _checked(input, endpoint, look)
            header = RunHeader(
                VERSION, os.path.realpath(input), source.identity, source.sha256 or "", endpoint, settings.server
            )
            shards = {shard.number: ShardState(shard) for shard in plan(source.path, look)}
            if not source.is_current():
                raise FileTypeError(f"Nothing was sent. {source.path} changed while it was read.")
            if journal is None:
                journal = RunJournal(folder, RunHeader, ShardState)
                failing.callback(journal.close)
            journal.begin(header, shards)
        failing.pop_all()
        return journal, header


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
    began: RunHeader,
    folder: Path,
    input: str | os.PathLike[str],
    endpoint: str,
    server: str,
    look: Callable[[], object],
) -> RunHeader:
    """The header of a run that began earlier, if this is the same one."""
    choice = (
        f"Give the run another state folder, or remove {folder} if that run is of no use any more; its batches are "
        "in `batchline batches list`."
    )
    if (began.version, began.input, began.endpoint, began.server) != (
        VERSION,
        os.path.realpath(input),
        endpoint,
        server,
    ):
        raise BatchlineError(
            f"Nothing was sent. {folder} has the state of another run: of {began.input} to {began.endpoint} "
            f"at {began.server}. {choice}"
        )
    try:
        identity_now = identity(os.stat(input))
    except OSError as error:
        raise BatchlineError(
            f"Nothing was sent. {os.fspath(input)} cannot be read: {error.strerror or error}."
        ) from error
    if identity_now != began.identity:
        # Copied or touched, perhaps; what counts is what stands in it.
        source = _checked(input, endpoint, look)
        if source.sha256 != began.sha256:
            raise BatchlineError(
                f"Nothing was sent. {os.fspath(input)} has changed since its run began. Restore it to go on with "
                f"that run. {choice}"
            )
    logger.info("Going on with the run whose state is in %s.", folder)
    return msgspec.structs.replace(began, identity=identity_now)


def _all_joined(
    settings: Settings,
    this: Run,
    journal: RunJournal,
    shards: dict[int, ShardState],
    in_flight: int,
    poll_interval: float | None,
    tell: RunCallback,
) -> Flow[None]:
    """Bring every shard to its end, with no more batches in flight than may be."""
    resumed = {number for number, one in shards.items() if one.step == "submitting"}
    seen: dict[str, BatchJob] = {}

    def stepped(number: int) -> Flow[None]:
        one = shards[number]

        def told(stage: Literal["upload", "download", "join"], transfer: TransferProgress | None) -> None:
            job = seen.get(one.batch_id or "")
            tell(RunProgress(stage, transfer=transfer, job=job, batch=number, batches=len(shards)))

        after = yield from advance(settings, this, one, told, resumed=number in resumed)
        resumed.discard(number)
        yield from noted(number, after)

    def noted(number: int, after: ShardState) -> Flow[None]:
        yield from do(journal.note, number, after)
        shards[number] = after
        if after.step == "joined":
            yield from do(clear, this, after)

    def waiting(job: BatchJob) -> None:
        seen[job.id] = job
        number = flying.get(job.id, 0)
        tell(RunProgress("wait", job=job, batch=number, batches=len(shards)))

    while True:
        for number in sorted(shards):
            while shards[number].step in ("ended", "downloaded"):
                yield from stepped(number)
            flights = sum(one.step == "submitted" for one in shards.values())
            while shards[number].step in ("planned", "uploaded", "submitting") and flights < in_flight:
                yield from stepped(number)
        flying = {one.batch_id: number for number, one in shards.items() if one.step == "submitted" and one.batch_id}
        if not flying:
            return
        jobs = yield from wait_any(settings, list(flying), poll_interval=poll_interval, progress=waiting, certain=True)
        for batch_id, job in jobs.items():
            number = flying[batch_id]
            if _is_hopeless(job, shards):
                # It may be sent again once what is wrong has been mended.
                yield from noted(number, ShardState(shards[number].shard))
                raise failed(job)
            yield from noted(number, shards[number].has_ended(job))


def _is_hopeless(job: BatchJob, shards: Mapping[int, ShardState]) -> bool:
    """Whether a batch failed without results where none has given any: then all would fail so."""
    if job.status != BatchJobStatus.FAILED or job.output_file_id or job.error_file_id:
        return False
    return not any(one.output_file_id or one.step == "joined" or one.attempt > 1 for one in shards.values())


def _write(this: Run, output: str | os.PathLike[str], shards: Mapping[int, ShardState]) -> None:
    """Put the results of all shards into the output."""
    doing = f"Writing {os.fspath(output)}"
    try:
        joined = AtomicFile(output)
        try:
            for number in sorted(shards):
                with open(joined_file(this, shards[number].shard), "rb") as results:
                    shutil.copyfileobj(results, joined.file, 2**20)
            joined.commit()
        finally:
            joined.discard()
    except OSError as error:
        raise DownloadError(f"{doing} failed: {error.strerror or error}.") from error


def _summary(shards: Mapping[int, ShardState]) -> RunSummary:
    counts = [one.counts for _, one in sorted(shards.items()) if one.counts is not None]
    usage: Counter[str] = Counter()
    errors: Counter[str] = Counter()
    for one in counts:
        usage.update(one.usage)
        errors.update(one.errors)
    ignored = sum(one.ignored for one in counts)
    if ignored:
        logger.warning("The batches gave %d lines that answer no request, or one twice.", ignored)
    return RunSummary(
        requests=sum(one.requests for one in counts),
        succeeded=sum(one.succeeded for one in counts),
        failed=sum(one.failed for one in counts),
        batches=sum(one.attempt for one in shards.values()),
        usage=dict(usage),
        errors=dict(errors.most_common()),
    )


def _say_what_is_left(error: BaseException, shards: Mapping[int, ShardState], folder: str | None) -> None:
    """Whatever happens: what was paid for must be within reach."""
    ids = [one.batch_id for one in shards.values() if one.batch_id]
    if folder is not None and (ids or any(one.file_id for one in shards.values())):
        error.add_note(f"What was done is not lost: the same command goes on with it. Its state is in {folder}.")
    elif ids:
        several = "Batches" if len(ids) > 1 else "Batch"
        are = "are" if len(ids) > 1 else "is"
        error.add_note(
            f"{several} {', '.join(ids)} {are} not lost: `batchline batches wait {ids[0]}` shows how it ends, "
            f"and `batchline batches results {ids[0]}` what it gave."
        )
