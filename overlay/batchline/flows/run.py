"""A whole job of any size: check, split, and every shard to its end; then all results in one file."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import tempfile
from collections.abc import Collection, Mapping
from pathlib import Path

import msgspec

from ..atomic import AtomicFile, is_special
from ..errors import BatchlineError, DownloadError
from ..outcomes import RunStatus, RunSummary
from ..progress import RunProgress, guarded
from .effects import Flow, do, do_now, work
from .opening import RunJournal, opened, part_of, state_folder
from .schedule import Schedule
from .settings import Settings
from .shards import joined_file, utc_now
from .standing import RunCallback, Told, run_status, summary_of
from .state import Run, ShardState

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
    without: Collection[str],
    progress: RunCallback | None,
) -> Flow[RunSummary]:
    """Run the requests of an input of any size and write their results in its order."""
    if retries < 0 or in_flight < 1 or (poll_interval is not None and poll_interval <= 0):
        raise ValueError(
            "retries is not negative, in_flight at least 1, and poll_interval a positive number of seconds"
        )
    with contextlib.ExitStack() as kept:
        tell = kept.enter_context(guarded(progress))
        tell(RunProgress("check"))
        is_temporary = state is None and (yield from do_now(is_special, output))
        if is_temporary:  # beside a pipe there is no place for a state that outlives the process
            folder: str = yield from do_now(
                lambda: kept.enter_context(tempfile.TemporaryDirectory(prefix="batchline-"))
            )
        else:
            folder = state_folder(output, state)
        journal, header, ended = yield from work(
            lambda look: opened(Path(folder), input, output, str(endpoint), settings.server, kept, look)
        )
        shards = yield from do(journal.records)
        this = Run(
            os.fsdecode(header.input),
            header.identity,
            os.fspath(journal.work),
            header.endpoint,
            retries,
            tuple(without),
        )
        part = part_of(output, folder)
        try:
            if header.ended_at is None:
                shards = yield from do(_as_found, this, shards)
                told = Told(header, shards, tell)
                yield from Schedule(
                    settings, this, journal, shards, told, in_flight=in_flight, poll_interval=poll_interval
                ).all_joined()
                told("join")
                yield from do(_write, this, output, part, shards)
                header = msgspec.structs.replace(header, ended_at=(yield from do_now(utc_now)))
                yield from do(journal.amend, header)
                status = told.ended(header)
            else:
                logger.info(
                    "The run whose state is in %s had ended already; nothing was sent. "
                    "To run all of it again, remove that folder.",
                    folder,
                )
                if (yield from do_now(is_special, output)):  # nobody knows what of it has arrived
                    yield from do(_write, this, output, part, shards)
                status = run_status(header, shards)
        except BaseException as error:
            if _has_nothing(shards):
                with contextlib.suppress(BatchlineError):  # the other one says more
                    yield from (do_now(journal.begin, *ended) if ended else do_now(journal.remove))
            kept_in = None if is_temporary or not (yield from do_now(os.path.exists, folder)) else folder
            _say_what_is_left(error, shards, kept_in)
            raise
        return (yield from _summed_up(journal, status, output, tell))


def _as_found(this: Run, shards: Mapping[int, ShardState]) -> dict[int, ShardState]:
    """The shards of a run that is gone on with, as far as what they have given is there.

    Raises:
        BatchlineError: There are no such batches to do without.
    """
    known = {job.id for one in shards.values() for job in one.jobs}
    if unknown := sorted(set(this.without) - known):
        of_it = ", ".join(sorted(known)) or "none"
        raise BatchlineError(f"{', '.join(unknown)} is no batch of this run, which has {of_it}.")
    return {
        number: one.unjoined() if one.step == "joined" and not os.path.exists(joined_file(this, one.shard)) else one
        for number, one in shards.items()
    }


def _summed_up(
    journal: RunJournal, status: RunStatus, output: str | os.PathLike[str], tell: RunCallback
) -> Flow[RunSummary]:
    """Tell how a run has ended, and keep of its state what may be wanted again."""
    summary = summary_of(status)
    try:
        tell(RunProgress("join", batches=len(status.batches), status=status))
        if not summary.failed:
            yield from do(journal.remove)
        elif not (yield from do_now(is_special, output)):
            yield from do(journal.tidy)
    except BaseException as error:
        error.add_note(f"The run has ended, and its results are in {os.fspath(output)}.")
        raise
    return summary


def _has_nothing(shards: Mapping[int, ShardState]) -> bool:
    """Whether nothing was done that could be gone on with."""
    return all(one.step == "planned" and one.attempt == 1 for one in shards.values())


def _write(this: Run, output: str | os.PathLike[str], part: str, shards: Mapping[int, ShardState]) -> None:
    """Put the results of all shards into the output."""
    doing = f"Writing {os.fspath(output)}"
    try:
        joined = AtomicFile(output, name=part)
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
    jobs = [job for one in shards.values() for job in one.jobs]
    ids = [job.id for job in jobs if job.ended_at is None or job.output_file_id or job.error_file_id]
    if folder is not None and (ids or any(one.file_id for one in shards.values())):
        error.add_note(f"What was done is not lost: the same command goes on with it. Its state is in {folder}.")
    elif ids:
        several = "Batches" if len(ids) > 1 else "Batch"
        are = "are" if len(ids) > 1 else "is"
        error.add_note(
            f"{several} {', '.join(ids)} {are} not lost: `batchline batches wait {ids[0]}` shows how it ends, "
            f"and `batchline batches results {ids[0]}` what it gave."
        )
