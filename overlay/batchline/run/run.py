"""A whole run, from top to bottom: open it, finish every shard, write the output."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Collection, Generator
from functools import partial
from pathlib import Path
from typing import Final

import msgspec

from batchline_api.api.batches import cancel_batch, get_batch
from batchline_api.models import BatchJob, BatchJobStatus

from ..api import calls
from ..api.retry import retry
from ..api.retry_policy import LONGEST
from ..api.settings import Settings
from ..batches import TERMINAL
from ..disk.atomic import is_special
from ..disk.journal import is_full
from ..engine.bodies import TooLargeError
from ..engine.effects import Flow, Sleep, do, do_now, now, utc_now, work
from ..errors import APIStatusError, BatchlineError, DownloadError, NotFoundError, ResponseError
from ..progress import guard_callback
from .files import reconcile
from .output import (
    copy_answers,
    gather_answers,
    has_answers,
    keep_removed,
    keep_unmatched,
    write_output,
)
from .progress import ProgressReporter, RunCallback, RunProgress, run_status, summary_of
from .scheduler import Notes, Scheduler
from .start import (
    ANSWERS,
    Mode,
    OpenedRun,
    answers_of,
    begin,
    begin_update,
    has_written,
    open_run,
    restore_previous,
    state_folder,
    stream_folder,
)
from .state import RunConfig, RunHeader, RunJournal, ShardState
from .status import RunStatus, RunSummary
from .steps import delete_input, says_gone
from .update import Update

logger = logging.getLogger("batchline")

_NAMED: Final = 4
"""How many running batches are named when an error ends a run."""


def run(
    settings: Settings,
    input: str,
    output: str,
    *,
    endpoint: str,
    state: str | None,
    retries: int,
    in_flight: int,
    overwrite: bool,
    update: bool,
    poll_interval: float | None,
    skip_batches: Collection[str],
    progress: RunCallback | None,
) -> Flow[RunSummary]:
    """Run the requests of an input of any size and write their results in the input's order."""
    if retries < 0:
        raise ValueError(f"retries must not be negative, got {retries}")
    if in_flight < 1:
        raise ValueError(f"in_flight must be at least 1, got {in_flight}")
    if poll_interval is not None and not poll_interval > 0:
        raise ValueError(f"poll_interval must be positive, got {poll_interval}")
    if poll_interval is not None and poll_interval > LONGEST:
        raise ValueError(f"poll_interval must be at most {LONGEST:,} seconds, got {poll_interval}")
    if isinstance(skip_batches, str):
        raise TypeError(f"skip_batches must be a collection of ids, got the text {skip_batches!r}")
    if overwrite and update:
        raise ValueError("overwrite and update are mutually exclusive: overwrite sends everything, update what is new")
    mode: Mode = "overwrite" if overwrite else "update" if update else "resume"
    with contextlib.ExitStack() as stack:
        tell = stack.enter_context(guard_callback(progress))
        tell(RunProgress("check"))
        with _file_errors(output):
            folder: str = yield from do(_folder, input, output, str(endpoint), settings.server, state)
            opened: OpenedRun = yield from work(
                lambda check_cancelled: open_run(
                    Path(folder), input, output, str(endpoint), settings.server, mode, stack, check_cancelled
                )
            )
        call = _Call(settings, opened, output, retries, in_flight, poll_interval, tuple(skip_batches), tell)
        return (yield from call.perform())


def _folder(
    input: str,
    output: str,
    endpoint: str,
    server: str,
    state: str | None,
) -> str:
    if state is None and is_special(output):
        folder = stream_folder(input, endpoint, server)
        logger.info("The state of this run and its answers are in %s.", folder)
        return folder
    return state_folder(output, state)


@contextlib.contextmanager
def _file_errors(output: str) -> Generator[None]:
    """Raise an `OSError` about any file of a run as a `BatchlineError`."""
    try:
        yield
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        failure = BatchlineError(
            f"The run writing {output} stopped because a file cannot be read or written: "
            f"{where}{error.strerror or error}."
        )
        for note in getattr(error, "__notes__", ()):
            failure.add_note(note)
        raise failure from error


class _Call:
    """One call of `run`, once its journal is open."""

    def __init__(
        self,
        settings: Settings,
        opened: OpenedRun,
        output: str,
        retries: int,
        in_flight: int,
        poll_interval: float | None,
        skip_batches: tuple[str, ...],
        tell: RunCallback,
    ) -> None:
        self._settings = settings
        self._opened = opened
        self._journal: RunJournal = opened.journal
        self._folder = opened.journal.folder
        self._output = output
        self._retries = retries
        self._in_flight = in_flight
        self._poll_interval = poll_interval
        self._skip_batches = skip_batches
        self._tell = tell
        self._gone: list[str] = []
        self._shards: dict[int, ShardState] = {}

    def perform(self) -> Flow[RunSummary]:
        """Do what was decided when the run was opened."""
        verdict, header = self._opened.verdict, self._opened.header
        self._shards = yield from do(self._journal.records)
        try:
            with _file_errors(self._output):
                self._refuse_unknown_skips(header)
                match verdict:
                    case "return":
                        return (yield from self._return(header))
                    case "cancel":
                        yield from self._cancel()
                        header = yield from work(self._begin)
                    case "finish" | "update":
                        header = yield from self._update(header)
                    case _:
                        pass  # a new run, or one to resume
                self._shards = yield from do(self._journal.records)
                return (yield from self._finish(header))
        except BaseException as error:
            yield from self._leave(error)
            raise

    def _refuse_unknown_skips(self, header: RunHeader) -> None:
        known = set(header.skipped) | {job.id for state in self._shards.values() for job in state.jobs}
        known |= {str(state.file_id) for state in self._shards.values() if state.step == "submitting"}
        if unknown := sorted(set(self._skip_batches) - known):
            raise BatchlineError(
                f"Nothing was sent: this run has no batch {', '.join(unknown)} (it has: "
                f"{', '.join(sorted(known)) or 'none'}).",
                delivery="not_sent",
            )

    # ---- what a verdict leads to

    def _finish(self, header: RunHeader) -> Flow[RunSummary]:
        """Finish a run that has not ended, and write its output."""
        config = self._config_of(header, self._retries)
        self._shards = yield from do(reconcile, config, self._shards)
        reporter = ProgressReporter(header, self._shards, self._tell)
        yield from self._schedule(config, reporter, self._journal)
        reporter("join")
        answers = answers_of(self._folder, self._output)
        if header.previous is not None:
            # From here on the previous run's output is replaced, so it can't be restored any more.
            header = msgspec.structs.replace(header, previous=None)
            yield from do(self._journal.set_header, header)
        written = yield from do(write_output, self._folder, header, config, self._shards, answers)
        header = msgspec.structs.replace(header, ended_at=(yield from utc_now()), written=written)
        yield from do(keep_unmatched, self._folder, config, self._shards)
        yield from do(self._journal.set_header, header)
        if (yield from do_now(is_special, self._output)):
            yield from do(copy_answers, answers, self._output)
        return (yield from self._end(header, reporter.final_status(header)))

    def _return(self, header: RunHeader) -> Flow[RunSummary]:
        """Return the summary of a run that has ended; fetch its answers again if they no longer exist."""
        logger.info(
            "This run has already ended, so nothing was sent. `--update` sends what failed or is new, "
            "`--overwrite` everything."
        )
        answers = answers_of(self._folder, self._output)
        if not (yield from do(has_answers, answers)) and header.requests:
            logger.info("%s no longer exists: downloading the results again, which costs nothing.", answers)
            config = self._config_of(header, retries=0)
            shards = {number: state.before_fetch() for number, state in self._shards.items()}
            yield from self._fetch_again(header, config, shards)
            for number, state in shards.items():
                # A batch skipped by this call changes how the run ended.
                if state.has_lost:
                    yield from self._note(number, state)
            written = yield from do(write_output, self._folder, header, config, self._shards, answers)
            header = msgspec.structs.replace(header, written=written)
        elif not (yield from do(has_written, header, answers)):
            logger.warning(
                "%s is not what the run wrote, so it is left unchanged. To get the results, move it away and run the "
                "same command again, which costs nothing.",
                answers,
            )
        # The run's files may have been moved since it ended.
        if header != self._journal.header:
            yield from do(self._journal.set_header, header)
        if (yield from do_now(is_special, self._output)):
            yield from do(copy_answers, answers, self._output)
        return (yield from self._end(header, run_status(header, self._shards)))

    def _update(self, header: RunHeader) -> Flow[RunHeader]:
        """Gather the answers of an earlier run, and begin a run that sends only what has none."""
        config = msgspec.structs.replace(self._config_of(header, retries=0), feeds_update=True)
        answers = answers_of(self._folder, self._output)
        has_ended = header.ended_at is not None
        is_written = has_ended and (yield from do(has_written, header, answers))
        if has_ended:
            refetched = {
                number: state.before_fetch(to_look_again=is_written)
                for number, state in self._shards.items()
                if not is_written or (state.counts and state.counts.undone)
            }
            try:
                yield from self._fetch_again(header, config, refetched)
            except (APIStatusError, DownloadError) as error:
                if not is_written or not says_gone(error):
                    raise
                logger.warning("%s The answers already in %s are kept.", error, answers)
            joined = {n: state for n, state in refetched.items() if state.step == "joined"}
        else:
            logger.info("%s was edited. Waiting for the batches that are still running.", header.input_path)
            self._shards = yield from do(reconcile, config, self._shards)
            joined = {n: state for n, state in self._shards.items() if state.step == "joined"}
            left = {
                n: state
                for n, state in self._shards.items()
                if n not in joined and (state.may_be_running or state.jobs)
            }
            while left:
                # The edited input can't be sent, so what an attempt left undone is final.
                left = {
                    n: state.before_fetch(to_look_again=True) if state.is_to_be_sent else state
                    for n, state in left.items()
                }
                yield from self._schedule(config, ProgressReporter(header, left, self._tell), self._journal, left)
                joined |= {n: state for n, state in left.items() if state.step == "joined"}
                left = {n: state for n, state in left.items() if n not in joined and state.jobs}
        if joined or not is_written:
            source = answers if is_written else None
            answers = Path(config.folder) / "earlier.jsonl"
            yield from do(gather_answers, self._folder, header, config, self._shards, joined, source, answers)
        new_header, update = yield from work(lambda check_cancelled: self._begin_update(answers, check_cancelled))
        logger.info(
            "Answers kept: %s. Requests to send: %s (%s new, %s changed, %s failed).",
            *(f"{count:,}" for count in (update.kept, update.sent, update.new, update.changed, update.failed)),
        )
        return new_header

    def _fetch_again(self, header: RunHeader, config: RunConfig, shards: dict[int, ShardState]) -> Flow[None]:
        """Fetch and join the results of an ended run again. This costs nothing, and nothing is noted."""
        reporter = ProgressReporter(header, shards, lambda _: None)
        try:
            yield from self._schedule(config, reporter, _NullJournal(), shards)
        except BatchlineError as error:
            error.add_note(
                f"Some results of the earlier run that wrote {self._output} could not be downloaded again. Restore "
                "that file if you have a copy of it, or run the same command again later."
            )
            raise

    def _cancel(self) -> Flow[None]:
        """Cancel the running batches of a run whose input was edited, since everything is sent again."""
        yield from self._delete_doubtful_files()
        shards = self._shards.values()
        owned = {file_id for state in shards for file_id in (*state.watched, state.file_id) if file_id}
        ids = {job.id for state in shards if state.step != "joined" for job in state.live_jobs}
        doubtful = [str(state.file_id) for state in shards if state.step == "submitting"]
        done: set[str] = set()
        unlisted: TooLargeError | None = None
        today = yield from utc_now()
        asked = [at for state in shards if (at := state.deleted_at or state.posted_at)]
        created = [job.created_at for state in shards for job in state.live_jobs]
        asked_at = max([*asked, *created], default=today)
        left = self._settings.retry.lag - max(0.0, (today - asked_at).total_seconds())
        if doubtful and left > 0:
            logger.warning(
                "A batch may have been created from %s. Looking for it for up to %.0f s, to cancel it.",
                " and from ".join(doubtful),
                left,
            )
        end, pause = (yield from now()) + left, self._settings.retry.first_delay
        while True:
            listed: list[BatchJob] = []
            try:
                listed = yield from calls.list_batches(self._settings)
            except TooLargeError as error:
                # The batches in the journal are cancelled nevertheless.
                unlisted = error
            live = [job for job in listed if job.status not in TERMINAL]
            ids |= {job.id for job in live if job.input_file_id in owned}
            # A list may omit the input files, so each such batch is read on its own.
            for batch_id in [job.id for job in live if doubtful and not job.input_file_id]:
                with contextlib.suppress(NotFoundError, ResponseError):
                    job = yield from calls.call(self._settings, get_batch, id=batch_id)
                    if job.input_file_id in owned:
                        ids.add(job.id)
            for batch_id in sorted(ids - done):
                # It may not be visible yet.
                with contextlib.suppress(NotFoundError):
                    job = yield from self._cancel_batch(batch_id)
                    done.add(batch_id)
                    has_ended = job.status in TERMINAL and job.status != BatchJobStatus.CANCELLED
                    what = (
                        f"had already ended {job.status.value}, and" if has_ended else "was cancelled: its work so far"
                    )
                    logger.warning("Batch %s %s is billed.", batch_id, what)
            left = end - (yield from now())
            if (ids <= done and not doubtful) or left <= 0:
                break
            yield Sleep(min(pause, left, 60.0))
            pause *= 2
        for batch_id in sorted(ids - done):
            logger.warning("Batch %s was not found, so it was not cancelled.", batch_id)
        if doubtful and unlisted is not None:
            logger.warning("%s A batch created from %s may still be running.", unlisted, " or ".join(doubtful))
        elif doubtful and not done:
            logger.info("No batch of this run is running at the service.")

    def _delete_doubtful_files(self) -> Flow[None]:
        """Delete the files of batches that may have been created, so that no batch can start from them any more."""
        doubtful = [n for n, state in self._shards.items() if state.step == "submitting" and state.deleted_at is None]
        for number in doubtful:
            try:
                yield from retry(partial(self._delete_input, number), self._settings)
            except APIStatusError as error:
                if error.delivery == "unknown" or error.retryable:
                    raise
                logger.warning("%s A batch may still start from that file and be billed.", error)

    def _delete_input(self, number: int) -> Flow[None]:
        return delete_input(self._settings, self._shards[number], partial(self._note, number))

    def _note(self, number: int, state: ShardState) -> Flow[None]:
        yield from do(self._journal.set, number, state)
        self._shards[number] = state

    def _cancel_batch(self, batch_id: str) -> Flow[BatchJob]:
        """Cancel a batch and return its new state; a service may refuse to cancel one that has ended."""
        try:
            return (yield from calls.call(self._settings, cancel_batch, id=batch_id))
        except APIStatusError as error:
            if not says_gone(error) or isinstance(error, NotFoundError):
                raise
            job = yield from calls.call(self._settings, get_batch, id=batch_id)
            if job.status not in TERMINAL:
                raise
            return job

    def _begin(self, check_cancelled: Callable[[], object]) -> RunHeader:
        source = self._opened.source
        assert source is not None  # noqa: S101 - an edited input has been read # nosec B101
        header = self._opened.header
        return begin(self._journal, source, self._output, header.endpoint, header.server, check_cancelled)

    def _begin_update(self, answers: Path, check_cancelled: Callable[[], object]) -> tuple[RunHeader, Update]:
        source = self._opened.source
        assert source is not None  # noqa: S101 - an update reads its input # nosec B101
        skipped = (*self._opened.header.skipped, *self._skip_batches)
        return begin_update(self._journal, source, self._output, answers, skipped, check_cancelled)

    # ---- shared steps

    def _config_of(self, header: RunHeader, retries: int) -> RunConfig:
        return RunConfig.of(header, self._journal.folder, retries=retries, skip_batches=self._skip_batches)

    def _schedule(
        self,
        config: RunConfig,
        reporter: ProgressReporter,
        journal: Notes,
        shards: dict[int, ShardState] | None = None,
    ) -> Flow[None]:
        """Finish shards: all of them, or only the given ones, for which nothing more is sent."""
        scheduler = Scheduler(
            self._settings,
            config,
            journal,
            self._shards if shards is None else shards,
            reporter,
            in_flight=self._in_flight,
            poll_interval=self._poll_interval,
            sends=shards is None,
        )
        try:
            yield from scheduler.run_to_end()
        finally:
            self._gone = scheduler.gone

    def _end(self, header: RunHeader, status: RunStatus) -> Flow[RunSummary]:
        """Report the end of a run, and delete the parts of its state that are no longer needed."""
        summary = summary_of(status)
        try:
            self._tell(RunProgress("join", shards=len(status.shards), status=status))
            yield from do(keep_removed, self._folder, header)
            keep = {header.record, header.kept or "", header.sent_record or "", ANSWERS}
            yield from do(self._journal.compact, keep)
        except BaseException as error:
            error.add_note(f"The run has ended, and its results are in {self._output}.")
            raise
        return summary

    def _leave(self, error: BaseException) -> Flow[None]:
        """Clean up after an error, and add notes on how to resume: what was paid for must stay within reach."""
        header = self._journal.header
        if (
            header is not None
            and header.ended_at is None
            and all(_has_not_started(state) for state in self._shards.values())
        ):
            # The error that ends the run says more than one from cleaning up.
            with contextlib.suppress(BatchlineError):
                if header.previous is not None:
                    yield from do_now(restore_previous, self._journal)
                    return
                if self._opened.verdict == "begin":
                    yield from do_now(self._journal.remove)
                    return
        has_ended = header is not None and header.ended_at is not None
        if not has_ended and any(state.file_id or state.jobs for state in self._shards.values()):
            how = "make room on the disk, and run" if is_full(error) else "run"
            error.add_note(
                f"Nothing is lost: {how} the same command again to resume. The state of the run is in {self._folder}."
            )
            jobs = [job.id for state in self._shards.values() for job in state.live_jobs if state.absence is None]
            if live := [name for name in jobs if name not in self._gone]:
                more = f" and {len(live) - _NAMED:,} more" if len(live) > _NAMED else ""
                error.add_note(f"Still running at the service, and billed: {', '.join(live[:_NAMED])}{more}.")
            doubtful = [str(state.file_id) for state in self._shards.values() if state.step == "submitting"]
            if doubtful := [name for name in doubtful if name not in self._gone]:
                error.add_note(f"A batch may have been created from {', '.join(doubtful)}; if so, it is billed.")
        for gone in self._gone:
            error.add_note(
                f"If it stays missing, `--skip-batch {gone}` (`skip_batches=[{gone!r}]`) continues without it. "
                "Requests without an answer then count as failed, and sending them again means paying again."
            )


class _NullJournal:
    """A journal that writes nothing: for steps that can be repeated at any time."""

    def set(self, number: int, record: ShardState) -> None:
        """Do nothing."""


def _has_not_started(state: ShardState) -> bool:
    """Return whether a shard has no work yet that could be resumed."""
    return state.step == "planned" and not state.jobs and not state.watched
