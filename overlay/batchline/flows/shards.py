"""The steps of one shard: upload its requests, and settle what its batches gave.

What is done with a shard follows from the shard, the run and the client's settings alone; all of
them can be pickled. Only the schedule, the journal and the final join see all shards.
"""

from __future__ import annotations

import datetime
import hashlib
import os
import secrets
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, TypeVar

import msgspec

from batchline_api.models import BatchJobStatus, FilePurpose, FileType
from batchline_lines import LineError

from ..errors import APIStatusError, BatchlineError, DownloadError, NotFoundError, UploadError
from ..lines.join import answered, join
from ..lines.record import read_ids
from ..lines.results import lines_of, parse_result
from ..lines.shard import Shard
from ..lines.source import Source
from ..lines.split import copy_requests, requests_of
from ..outcomes import LOST, JobRecord, Outcomes
from ..progress import Stage, TransferProgress
from ..validation.reading import identity
from ..words import shown
from . import calls
from .batches import TERMINAL
from .download import retrieve_content
from .effects import Flow, do, do_now, utc_now, work
from .files import upload_source
from .moves import rank
from .settings import Settings
from .state import Run, Seen, ShardState

T = TypeVar("T")
Told = Callable[[Stage, TransferProgress | None], object]

_NOT_NOW: Final = (401, 403, 407, 408, 425, 429)
"""Refusals that say nothing about a file."""
STABLE: Final = 0.1
"""The share of the lag for which file ids and sizes have to be stable before missing answers are believed,
where nothing would be sent again."""


def joined_file(run: Run, shard: Shard) -> str:
    """Return the path of a shard's joined results."""
    return os.path.join(run.folder, f"shard-{shard.number:05}.jsonl")


def unmatched_file(run: Run, shard: Shard) -> str:
    """Return the path of the result lines of a shard that match no request."""
    return os.path.join(run.folder, f"shard-{shard.number:05}.unmatched.jsonl")


# ---- upload


def upload_requests(settings: Settings, run: Run, state: ShardState, told: Told) -> Flow[str]:
    """Upload the requests that have no answer yet, as a file that no other attempt has; return its id.

    Its name is unique and it goes without a checksum, so that the service can't take it for another
    one: the id of the file alone tells which batch is whose.

    Raises:
        ConflictError: The service takes it for another file all the same.
        UploadError: The input can't be read, or has changed.
    """
    stem, suffix = os.path.splitext(run.name)
    name = f"{stem}-{state.shard.number:05}-{(yield from do_now(secrets.token_hex, 4))}{suffix}"
    size, *_ = run.identity
    if state.attempt == 1 and state.shard.is_as_sent and state.shard.length == size:
        yield from do(_refuse_changed, run)
        return (yield from _upload(settings, run.input, name, told))
    path = os.path.join(run.folder, name)
    try:
        try:
            yield from work(lambda look: write_requests(run, state, path, look))
        except OSError as error:
            raise UploadError(
                f"Writing the requests of shard {state.shard.number} to {path} failed: {error.strerror or error}.",
                delivery="not_sent",
            ) from error
        return (yield from _upload(settings, path, name, told))
    finally:
        yield from do_now(_remove, path)


def _upload(settings: Settings, path: str, name: str, told: Told) -> Flow[str]:
    here = msgspec.structs.replace(settings, states=None)  # an interrupted upload is repeated as a new file
    found = yield from do(os.stat, path)
    source = Source(path, found.st_size, identity(found), FileType.JSONL, None, None, sent_as=name)
    stored = yield from upload_source(
        here, source, FilePurpose.BATCH_API, "raise", resume=False, progress=lambda at: told("upload", at)
    )
    return stored.id


def _refuse_changed(run: Run) -> None:
    try:
        is_current = identity(os.stat(run.input)) == run.identity
    except OSError:
        is_current = False
    if not is_current:
        raise UploadError(
            f"{run.input} was changed before all of its requests were sent. Restore it, and run the command again.",
            delivery="not_sent",
        )


def write_requests(run: Run, state: ShardState, path: str, look: Callable[[], object]) -> None:
    """Write the requests of a shard that have no answer yet, as they are sent."""
    _refuse_changed(run)
    ids = read_ids(run.record, state.shard)
    done = answered(results_of(run, state), ids) if state.attempt > 1 else set[str]()
    if len(done) < state.answered:  # something else came in place of a file: it is fetched again
        clear(run, state)
        raise DownloadError(
            f"The results of earlier batches of shard {state.shard.number} have {len(done):,} answers, but had "
            f"{state.answered:,}.",
            retryable=True,
            delivery="not_sent",
        )
    with open(path, "wb", buffering=2**20) as file:
        if state.shard.is_as_sent and not done:
            copy_requests(run.input, state.shard, file, look)
        else:
            for number, (custom_id, line) in enumerate(requests_of(run.input, state.shard)):
                if custom_id not in done:
                    file.write(line)
                if number % 1000 == 0:
                    look()
    _refuse_changed(run)  # or other requests would be paid for


def delete_input(settings: Settings, state: ShardState, note: Callable[[ShardState], Flow[None]]) -> Flow[None]:
    """Delete the file of a batch that may have been created, so that none can start from it any more.

    Args:
        settings: The client's.
        state: The shard.
        note: Notes what has become of it: `deleted_at` once the deletion is certain.

    Raises:
        BatchlineError: The file is not deleted for certain.
    """
    yield from note(msgspec.structs.replace(state, is_deleting=True))
    try:
        yield from calls.delete_file_once(settings, str(state.file_id))
    except BatchlineError as error:
        if not (isinstance(error, NotFoundError) and state.is_deleting):  # an earlier try was not answered
            if error.delivery != "unknown":
                yield from note(state)
            raise
    yield from note(msgspec.structs.replace(state, is_deleting=False, deleted_at=(yield from utc_now())))


# ---- settle


Sizes = Mapping[str, int | None]
"""What the service says of files: the size of each in bytes; None for one that it doesn't find."""


def settle(
    settings: Settings,
    run: Run,
    state: ShardState,
    now: datetime.datetime,
    told: Told,
    sizes: Sizes = MappingProxyType({}),
) -> Flow[ShardState]:
    """Fetch and join what the batches of a shard gave, and decide what follows from it.

    Args:
        settings: The client's.
        run: The run.
        state: A shard whose batches have all ended.
        now: The time of day.
        told: Called as bytes move.
        sizes: What `look_again` has found.

    Returns:
        The shard: joined; or planned, to send again what has no answer; or as it was, with an
        `absence`, since something that is missing has not been missing for long enough.

    Raises:
        APIStatusError: A result file is gone, and has been for long enough.
        DownloadError: A file can't be written, or has been something else for long enough.
    """
    lag = datetime.timedelta(seconds=settings.retry.lag)
    try:
        state = yield from fetch_results(settings, run, state, now, told, sizes)
    except (APIStatusError, DownloadError) as error:
        if not says_gone(error):
            raise
        state = state.missing("results", now)
        if now - _known(state.absence).since >= lag:
            raise
        return state
    counts = yield from _join(run, state, told)
    is_final = _main_job(state).status == BatchJobStatus.CANCELLED or state.has_lost or counts.unmatched > 0
    is_sent_again = counts.undone > 0 and state.attempt <= run.retries and not is_final
    if counts.undone or counts.cut:
        seen = yield from do(_see, run, state, sizes)
        absence = msgspec.structs.replace(_known(state.missing("results", now).absence), is_cut=counts.cut > 0)
        if seen != absence.seen:
            absence = msgspec.structs.replace(absence, seen=seen, stable_since=now)
        state = msgspec.structs.replace(state, absence=absence)
        # What doesn't fit together has to stay as it is for the whole lag; else less will do, unless
        # something is to be sent again.
        has_to_last = is_sent_again or run.feeds_update
        if now - absence.stable_since < (STABLE * lag if _is_consistent(state) else lag) or (
            has_to_last and now - absence.since < lag
        ):
            return state
    if is_sent_again:
        return state.again(state.attempt + 1, counts.requests - counts.undone)
    return msgspec.structs.replace(state, step="joined", counts=counts)


def says_gone(error: BatchlineError) -> bool:
    """Return whether an error says that results are not at the service: not of a disk, a key or a busy service."""
    if isinstance(error, DownloadError):
        return not isinstance(error.__cause__, OSError)
    status = (error.status_code or 0) if isinstance(error, APIStatusError) else 0
    return 400 <= status < 500 and status not in _NOT_NOW


def look_again(
    settings: Settings, run: Run, state: ShardState, now: datetime.datetime
) -> Flow[tuple[ShardState, Sizes]]:
    """Read the batches of this attempt again, and the sizes of their files; drop what was fetched too early.

    Returns:
        The shard as it was seen: submitted, if a batch turns out not to have ended; and the sizes.
    """
    sizes: dict[str, int | None] = {}
    for record in state.jobs[state.settled :]:
        if record.id in state.watched:  # it stands for a batch that is not known
            continue
        try:
            job = yield from calls.get_batch(settings, record.id)
        except NotFoundError:
            sizes[record.id] = None  # it was there before
            continue
        ended_at = (record.ended_at or now) if job.status in TERMINAL else None
        state = state.replaced(record.after(job, ended_at))
    if state.live_jobs:
        return msgspec.structs.replace(state, step="submitted"), sizes
    for path, (_, file_id) in _files(run, state, state.settled).items():
        try:
            sizes[file_id] = (yield from calls.retrieve_file(settings, file_id)).bytes
        except NotFoundError:
            sizes[file_id] = None
        if _known(state.absence).is_cut or (yield from do(_size, path)) != sizes[file_id]:
            yield from do(_remove, path)
    return state, sizes


def _see(run: Run, state: ShardState, sizes: Sizes) -> tuple[Seen, ...]:
    """Return what there is of the results: of each file, how large it is at the service and here."""
    here = {file_id: _size(path) for path, (_, file_id) in _files(run, state, state.settled).items()}
    return tuple((one, sizes.get(one), here.get(one)) for one in {**here, **sizes})


def _is_consistent(state: ShardState) -> bool:
    """Return whether every batch has results, and every file the size that the service says."""
    absence = _known(state.absence)
    has_results = all(job.has_files or job.failed_empty for job in state.jobs[state.settled :])
    is_whole = all(here is not None and there == here for _, there, here in absence.seen)
    return has_results and is_whole and not absence.is_cut


def fetch_results(
    settings: Settings,
    run: Run,
    state: ShardState,
    now: datetime.datetime,
    told: Told,
    sizes: Sizes = MappingProxyType({}),
) -> Flow[ShardState]:
    """Download what the batches of a shard gave, except what is there already or is skipped.

    Raises:
        APIStatusError: A file is gone, or can't be had now.
        DownloadError: A file changed while it was read, or something else came in its place: it has
            neither the size that `sizes` says nor any result.
    """
    here = msgspec.structs.replace(settings, states=None)
    lag = datetime.timedelta(seconds=settings.retry.lag)
    for path, (job, file_id) in _files(run, state).items():
        if (yield from do(os.path.exists, path)):
            continue
        try:
            yield from retrieve_content(here, file_id, output=path, progress=lambda done: told("download", done))
            if (yield from do(_is_something_else, path, sizes.get(file_id))):
                yield from do(_remove, path)
                raise DownloadError(
                    f"Downloading the file {file_id} of batch {job.id} failed: it has {sizes[file_id]:,} bytes at the "
                    "service, but what came has another size and no results in it."
                )
        except APIStatusError as error:
            since = state.absence.since if state.absence else job.ended_at or now
            is_gone = says_gone(error) or error.status_code == 403
            if not is_gone or job.id not in run.skip_batches or now - since < lag:
                raise
            state = state.loses(job.id, now, file_id)
    return state


def _is_something_else(path: str, size: int | None) -> bool:
    """Return whether a download is not the file that was asked for, but the page of a portal, say."""
    if size is None or _size(path) == size:
        return False
    with open(path, "rb") as file:
        return not any(parse_result(line, "").custom_id for _, line in lines_of(file))


def _join(run: Run, state: ShardState, told: Told) -> Flow[Outcomes]:
    told("join", None)
    unanswered = _unanswered(state)
    ids = read_ids(run.record, state.shard)
    try:
        return (
            yield from do(
                lambda: join(
                    ids,
                    results_of(run, state),
                    joined_file(run, state.shard),
                    unanswered,
                    unmatched=unmatched_file(run, state.shard),
                )
            )
        )
    except OSError as error:
        raise DownloadError(
            f"Joining the results of batch {state.jobs[-1].id} failed: {error.strerror or error}."
        ) from error


def clear(run: Run, state: ShardState) -> None:
    """Remove what a shard needs no more, once it is noted as joined."""
    for path in results_of(run, state):
        _remove(path)


_UNANSWERED: Final[dict[str, tuple[str, str]]] = {
    BatchJobStatus.EXPIRED: ("expired", "The batch expired before this request was done"),
    BatchJobStatus.CANCELLED: ("cancelled", "The batch was cancelled before this request was done"),
    BatchJobStatus.FAILED: ("batch_failed", "The batch failed"),
    LOST: ("missing", "The results of the batch no longer exist, or some of them"),
}
_MISSING: Final = ("missing", "The service gave neither an answer nor an error for this request")


def _main_job(state: ShardState) -> JobRecord:
    """Return the batch of this attempt that got furthest: a rival that the run has cancelled decides nothing."""
    return max(state.jobs[state.settled :] or state.jobs, key=rank)


def _unanswered(state: ShardState) -> LineError:
    """Return the error of the requests that no batch has answered."""
    job = _main_job(state)
    code, message = _UNANSWERED.get(LOST if state.has_lost else job.status, _MISSING)
    reason = f": {shown(job.reason)}" if job.reason else ""
    times = f"; it was sent {state.attempt} times" if state.attempt > 1 else ""
    return LineError(message=f"{message}{reason}{times}.", code=code)


def _files(run: Run, state: ShardState, first: int = 0) -> dict[str, tuple[JobRecord, str]]:
    """Return where the files go that batches of a shard gave: each with its batch, and its id there.

    A batch whose file gets another id has another path, so that nothing stale is taken for it.
    """
    return {
        os.path.join(run.folder, f"shard-{state.shard.number:05}.{number}.{kind}.{_short(file_id)}.jsonl"): (
            job,
            file_id,
        )
        for number, job in list(enumerate(state.jobs, 1))[first:]
        for kind, file_id in (("output", job.output_file_id), ("errors", job.error_file_id))
        if file_id
    }


def _short(file_id: str) -> str:
    """Return a part of a file's name that an id of any characters makes."""
    return hashlib.sha256(file_id.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def results_of(run: Run, state: ShardState) -> dict[str, datetime.datetime]:
    """Return the result files of a shard, each with when its batch was created, as `join` takes them."""
    return {path: job.created_at for path, (job, _) in _files(run, state).items()}


def _size(path: str) -> int | None:
    try:
        return os.path.getsize(path)
    except FileNotFoundError:
        return None


def _remove(path: str) -> None:
    if os.path.exists(path):
        os.unlink(path)


def _known(value: T | None) -> T:
    assert value is not None  # noqa: S101 - the step that the shard is in says so # nosec B101
    return value
