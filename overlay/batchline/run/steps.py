"""The steps of one shard: upload its requests, then settle the results of its batches.

A step depends only on the shard, the run's configuration and the client's settings, all of which can
be pickled. Only the scheduler, the journal and the final join see all shards.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from types import MappingProxyType
from typing import Final, TypeVar

import msgspec

from batchline_api.api.batches import get_batch
from batchline_api.api.files import retrieve_file
from batchline_api.models import BatchJobStatus, FilePurpose
from batchline_lines import LineError

from ..api import calls
from ..api.settings import Settings
from ..batches import TERMINAL
from ..engine.effects import Flow, do, do_now, utc_now, work
from ..errors import APIStatusError, BatchlineError, DownloadError, NotFoundError
from ..progress import TransferProgress
from ..text import sanitize
from ..transfers.download import retrieve_content
from ..transfers.upload import upload_source
from .files import (
    Sizes,
    is_something_else,
    joined_file,
    new_name,
    refuse_changed,
    remove,
    result_files,
    results_of,
    see_files,
    size_of,
    source_of,
    unmatched_file,
    write_requests,
)
from .join import join
from .moves import rank
from .progress import Stage
from .record import read_ids
from .state import LOST, JobRecord, Outcomes, RunConfig, ShardState

T = TypeVar("T")
OnProgress = Callable[[Stage, TransferProgress | None], object]

_NOT_ABOUT_FILE: Final = (401, 403, 407, 408, 425, 429)
"""Status codes of refusals that say nothing about whether a file exists."""
STABLE: Final = 0.1
"""The share of the lag for which file ids and sizes must be stable before answers count as missing, if
nothing would be sent again."""


# ---- upload


def upload_requests(settings: Settings, config: RunConfig, state: ShardState, on_progress: OnProgress) -> Flow[str]:
    """Upload the unanswered requests of a shard, in a new file for each attempt; return the file's id.

    The file's name is unique and no checksum is sent, so the service can't mistake it for another file:
    the file's id alone tells which shard and attempt a batch belongs to.

    Raises:
        ConflictError: The service mistakes it for another file nevertheless.
        UploadError: The input can't be read, or has changed.
    """
    name = yield from do_now(new_name, config, state.shard)
    size, *_ = config.fingerprint
    if state.attempt == 1 and state.shard.is_as_sent and state.shard.length == size:
        yield from do(refuse_changed, config)
        return (yield from _upload(settings, config.input, name, on_progress))
    path = f"{config.folder}/{name}"
    try:
        yield from work(lambda check_cancelled: write_requests(config, state, path, check_cancelled))
        return (yield from _upload(settings, path, name, on_progress))
    finally:
        yield from do_now(remove, path)


def _upload(settings: Settings, path: str, name: str, on_progress: OnProgress) -> Flow[str]:
    # No checkpoint: an interrupted upload starts over as a new file.
    here = msgspec.structs.replace(settings, states=None)
    source = yield from do(source_of, path, name)
    stored = yield from upload_source(
        here, source, FilePurpose.BATCH_API, "raise", resume=False, progress=lambda at: on_progress("upload", at)
    )
    return stored.id


def delete_input(settings: Settings, state: ShardState, note: Callable[[ShardState], Flow[None]]) -> Flow[None]:
    """Delete the input file of a batch that may have been created, so that no batch can start from it.

    Args:
        settings: The client's settings.
        state: The shard.
        note: Stores the shard's new state: with `deleted_at` once the deletion is certain.

    Raises:
        BatchlineError: It is not certain that the file is deleted.
    """
    yield from note(msgspec.structs.replace(state, is_deleting=True))
    try:
        yield from calls.delete_file_once(settings, str(state.file_id))
    except BatchlineError as error:
        # A 404 after an earlier deletion that got no answer means that the file was deleted.
        if not (isinstance(error, NotFoundError) and state.is_deleting):
            if error.delivery != "unknown":
                yield from note(state)
            raise
    yield from note(msgspec.structs.replace(state, is_deleting=False, deleted_at=(yield from utc_now())))


# ---- settle


def settle_results(
    settings: Settings,
    config: RunConfig,
    state: ShardState,
    now: datetime.datetime,
    on_progress: OnProgress,
    sizes: Sizes = MappingProxyType({}),
) -> Flow[ShardState]:
    """Fetch and join the results of a shard's batches, and decide what to do next.

    Args:
        settings: The client's settings.
        config: The run's configuration.
        state: A shard whose batches have all ended.
        now: The current date and time.
        on_progress: Called as bytes are transferred.
        sizes: The file sizes that `refresh_jobs` returned.

    Returns:
        The shard: `joined`; or `planned`, to send unanswered requests again; or still `ended`, with an
        `absence`, if something is missing that may yet appear.

    Raises:
        APIStatusError: A result file has been missing for the lag.
        DownloadError: A file can't be written, or the wrong content has come for the lag.
    """
    lag = datetime.timedelta(seconds=settings.retry.lag)
    try:
        state = yield from fetch_results(settings, config, state, now, on_progress, sizes)
    except (APIStatusError, DownloadError) as error:
        if not says_gone(error):
            raise
        state = state.with_absence("results", now)
        if now - _not_none(state.absence).since >= lag:
            raise
        return state
    counts = yield from _join(config, state, on_progress)
    is_final = _main_job(state).status == BatchJobStatus.CANCELLED or state.has_lost or counts.unmatched > 0
    is_sent_again = counts.undone > 0 and state.attempt <= config.retries and not is_final
    if counts.undone or counts.cut:
        seen = yield from do(see_files, config, state, sizes)
        absence = msgspec.structs.replace(_not_none(state.with_absence("results", now).absence), is_cut=counts.cut > 0)
        if seen != absence.seen:
            absence = msgspec.structs.replace(absence, seen=seen, stable_since=now)
        state = msgspec.structs.replace(state, absence=absence)
        # Inconsistent results must stay unchanged for the whole lag before they are final. Consistent
        # ones need less, unless requests will be sent again.
        needs_full_lag = is_sent_again or config.feeds_update
        if now - absence.stable_since < (STABLE * lag if _is_consistent(state) else lag) or (
            needs_full_lag and now - absence.since < lag
        ):
            return state
    if is_sent_again:
        return state.before_next_attempt(state.attempt + 1, counts.requests - counts.undone)
    return msgspec.structs.replace(state, step="joined", counts=counts)


def says_gone(error: BatchlineError) -> bool:
    """Return whether an error means that the service lacks the results; not a disk, key or load problem."""
    if isinstance(error, DownloadError):
        return not isinstance(error.__cause__, OSError)
    status = (error.status_code or 0) if isinstance(error, APIStatusError) else 0
    return 400 <= status < 500 and status not in _NOT_ABOUT_FILE


def refresh_jobs(
    settings: Settings, config: RunConfig, state: ShardState, now: datetime.datetime
) -> Flow[tuple[ShardState, Sizes]]:
    """Get the batches of this attempt and the sizes of their files again; remove files fetched too early.

    Returns:
        The updated shard, `submitted` if a batch turns out not to have ended; and the sizes.
    """
    sizes: dict[str, int | None] = {}
    for record in state.jobs[state.settled :]:
        if record.id in state.watched:  # a file id that stands for an unknown batch
            continue
        try:
            job = yield from calls.call(settings, get_batch, id=record.id)
        except NotFoundError:
            sizes[record.id] = None  # the batch was there before
            continue
        ended_at = (record.ended_at or now) if job.status in TERMINAL else None
        state = state.with_updated_job(record.after(job, ended_at))
    if state.live_jobs:
        return msgspec.structs.replace(state, step="submitted"), sizes
    for path, (_, file_id) in result_files(config, state, state.settled).items():
        try:
            sizes[file_id] = (yield from calls.call(settings, retrieve_file, id=file_id)).bytes
        except NotFoundError:
            sizes[file_id] = None
        if _not_none(state.absence).is_cut or (yield from do(size_of, path)) != sizes[file_id]:
            yield from do(remove, path)
    return state, sizes


def _is_consistent(state: ShardState) -> bool:
    """Return whether every batch has results and every downloaded file the size that the service reports."""
    absence = _not_none(state.absence)
    has_results = all(job.has_files or job.failed_empty for job in state.jobs[state.settled :])
    is_whole = all(here is not None and there == here for _, there, here in absence.seen)
    return has_results and is_whole and not absence.is_cut


def fetch_results(
    settings: Settings,
    config: RunConfig,
    state: ShardState,
    now: datetime.datetime,
    on_progress: OnProgress,
    sizes: Sizes = MappingProxyType({}),
) -> Flow[ShardState]:
    """Download the results of a shard's batches, except files that are here already or are skipped.

    Raises:
        APIStatusError: A file no longer exists, or can't be downloaded now.
        DownloadError: A file changed while it was read, or something else came in its place: it has
            neither the size in `sizes` nor any result.
    """
    here = msgspec.structs.replace(settings, states=None)
    lag = datetime.timedelta(seconds=settings.retry.lag)
    for path, (job, file_id) in result_files(config, state).items():
        if (yield from do(size_of, path)) is not None:
            continue
        try:
            yield from retrieve_content(here, file_id, output=path, progress=lambda done: on_progress("download", done))
            if (yield from do(is_something_else, path, sizes.get(file_id))):
                yield from do(remove, path)
                raise DownloadError(
                    f"Downloading the file {file_id} of batch {job.id} failed: it has {sizes[file_id]:,} bytes at the "
                    "service, but the download has another size and contains no results."
                )
        except APIStatusError as error:
            since = state.absence.since if state.absence else job.ended_at or now
            is_gone = says_gone(error) or error.status_code == 403
            if not is_gone or job.id not in config.skip_batches or now - since < lag:
                raise
            state = state.with_loss(job.id, now, file_id)
    return state


def _join(config: RunConfig, state: ShardState, on_progress: OnProgress) -> Flow[Outcomes]:
    on_progress("join", None)
    unanswered = _missing_answer_error(state)
    ids = read_ids(config.record, state.shard)
    try:
        return (
            yield from do(
                lambda: join(
                    ids,
                    results_of(config, state),
                    joined_file(config, state.shard),
                    unanswered,
                    unmatched=unmatched_file(config, state.shard),
                )
            )
        )
    except OSError as error:
        raise DownloadError(
            f"Joining the results of batch {state.jobs[-1].id} failed: {error.strerror or error}."
        ) from error


_UNANSWERED: Final[dict[str, tuple[str, str]]] = {
    BatchJobStatus.EXPIRED: ("expired", "The batch expired before this request was done"),
    BatchJobStatus.CANCELLED: ("cancelled", "The batch was cancelled before this request was done"),
    BatchJobStatus.FAILED: ("batch_failed", "The batch failed"),
    LOST: ("missing", "Some or all results of the batch no longer exist"),
}
_MISSING: Final = ("missing", "The service gave neither an answer nor an error for this request")


def _main_job(state: ShardState) -> JobRecord:
    """Return the most advanced batch of this attempt; a duplicate that the run cancelled decides nothing."""
    return max(state.jobs[state.settled :] or state.jobs, key=rank)


def _missing_answer_error(state: ShardState) -> LineError:
    """Return the error for requests that no batch has answered."""
    job = _main_job(state)
    code, message = _UNANSWERED.get(LOST if state.has_lost else job.status, _MISSING)
    reason = f": {sanitize(job.reason)}" if job.reason else ""
    times = f"; it was sent {state.attempt} times" if state.attempt > 1 else ""
    return LineError(message=f"{message}{reason}{times}.", code=code)


def _not_none(value: T | None) -> T:
    assert value is not None  # noqa: S101 - ensured by the shard's step # nosec B101
    return value
