"""A whole job of any size: check, split, and every shard to its end; then all results in one file."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import tempfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import msgspec

from batchline_api.models import BatchJob, BatchJobStatus

from ..atomic import AtomicFile, is_special
from ..errors import DownloadError, NotFoundError
from ..outcomes import RunSummary
from ..progress import RunProgress, Stage, TransferProgress
from .batches import failed, wait_any
from .effects import Flow, do, do_now, work
from .opening import RunJournal, opened, state_folder
from .settings import Settings
from .shards import Run, ShardState, advance, clear, joined_file, utc_now
from .standing import RunCallback, Told, outcomes, run_status, summary_of

logger = logging.getLogger("batchline")


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
            lambda look: opened(Path(folder), input, output, str(endpoint), settings.server, look)
        )
        kept.callback(journal.close)
        shards = yield from do(journal.records)
        this = Run(header.input, header.identity, folder, header.endpoint, retries)
        told = Told(header, shards, tell)
        try:
            had_ended = header.ended_at is not None
            if not had_ended:
                yield from _all_joined(settings, this, journal, shards, in_flight, poll_interval, told)
                told("join")
                yield from do(_write, this, output, shards)
                header = msgspec.structs.replace(header, ended_at=(yield from do_now(utc_now)))
                yield from do(journal.amend, header)
        except BaseException as error:
            if all(one.step == "planned" and one.attempt == 1 for one in shards.values()):
                yield from do_now(journal.remove)  # nothing was done that could be gone on with
            _say_what_is_left(error, shards, None if is_temporary else folder)
            raise
        status = run_status(header, shards, outcomes(shards))
        tell(RunProgress("join", batches=len(shards), status=status))
        summary = summary_of(status)
        if had_ended:
            again = f" To run it again, remove {folder}." if summary.failed else ""
            logger.info("This run had ended already; nothing was sent.%s", again)
        # What failed may be wanted again.
        yield from do(journal.tidy if summary.failed else journal.remove)
    return summary


def _all_joined(
    settings: Settings,
    this: Run,
    journal: RunJournal,
    shards: dict[int, ShardState],
    in_flight: int,
    poll_interval: float | None,
    told: Told,
) -> Flow[None]:
    """Bring every shard to its end, with no more batches in flight than may be."""
    resumed = {number for number, one in shards.items() if one.step == "submitting"}

    def stepped(number: int) -> Flow[None]:
        one = shards[number]

        def of_this(stage: Stage, transfer: TransferProgress | None) -> None:
            told(stage, number, transfer)

        after = yield from advance(settings, this, one, of_this, resumed=number in resumed)
        resumed.discard(number)
        yield from noted(number, after)

    def noted(number: int, after: ShardState) -> Flow[None]:
        yield from do(journal.note, number, after)
        shards[number] = after
        told.moved(after)
        if after.step == "joined":
            yield from do(clear, this, after)

    while True:
        for number in sorted(shards):
            while shards[number].step in ("ended", "downloaded"):
                yield from stepped(number)
            flights = sum(one.step == "submitted" for one in shards.values())
            while shards[number].step in ("planned", "uploaded", "submitting") and flights < in_flight:
                yield from stepped(number)
        flying = {one.job.id: number for number, one in shards.items() if one.step == "submitted" and one.job}
        if not flying:
            return

        saw = partial(told.saw, flying)
        jobs = yield from wait_any(settings, list(flying), poll_interval=poll_interval, progress=saw, certain=True)
        now = yield from do_now(utc_now)
        for batch_id, job in jobs.items():
            number = flying[batch_id]
            if _is_hopeless(job, shards):
                # It may be sent again once what is wrong has been mended.
                yield from noted(number, shards[number].again(1))
                raise failed(job)
            yield from noted(number, shards[number].has_ended(job, now))


def _is_hopeless(job: BatchJob, shards: Mapping[int, ShardState]) -> bool:
    """Whether a batch failed without results where none has given any: then all would fail so."""
    if job.status != BatchJobStatus.FAILED or job.output_file_id or job.error_file_id:
        return False
    return not any(
        one.step == "joined" or one.attempt > 1 or (one.job and one.job.output_file_id) for one in shards.values()
    )


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


def _say_what_is_left(error: BaseException, shards: Mapping[int, ShardState], folder: str | None) -> None:
    """Whatever happens: what was paid for must be within reach."""
    ids = [one.job.id for one in shards.values() if one.job]
    if folder is not None and (ids or any(one.file_id for one in shards.values())):
        error.add_note(f"What was done is not lost: the same command goes on with it. Its state is in {folder}.")
        if isinstance(error, NotFoundError):
            error.add_note("If a batch or a file of it is gone for good, remove that folder to begin anew.")
    elif ids:
        several = "Batches" if len(ids) > 1 else "Batch"
        are = "are" if len(ids) > 1 else "is"
        error.add_note(
            f"{several} {', '.join(ids)} {are} not lost: `batchline batches wait {ids[0]}` shows how it ends, "
            f"and `batchline batches results {ids[0]}` what it gave."
        )
