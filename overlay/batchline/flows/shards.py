"""One shard of a run, step by step: upload, submit, wait, download, join.

What is done with a shard follows from the shard, the run and the client's settings alone; all of
them can be pickled. Only the journal and the final join see all shards.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from typing import Final, TypeVar

import msgspec

from batchline_api.models import BatchJobStatus, FilePurpose
from batchline_lines import LineError

from ..errors import DownloadError, NotFoundError, UploadError
from ..lines.join import answered, join
from ..lines.source import inspect
from ..lines.split import Shard, copy_requests, ids_of, requests_of
from ..outcomes import LOST, JobRecord
from ..progress import Stage, TransferProgress
from ..validation.reading import identity
from ..words import shown
from . import calls
from .batches import create_batch
from .download import retrieve_content
from .effects import Flow, do, do_now, work
from .files import upload_source
from .settings import Settings
from .state import Run, ShardState

T = TypeVar("T")
Told = Callable[[Stage, TransferProgress | None], object]


def utc_now() -> datetime.datetime:
    """The time of day, which is what a user compares with; for durations there is `Now`."""
    return datetime.datetime.now(datetime.UTC)


def joined_file(run: Run, shard: Shard) -> str:
    """Where the results of a shard are once they are joined."""
    return os.path.join(run.folder, f"shard-{shard.number:05}.jsonl")


def advance(settings: Settings, run: Run, state: ShardState, told: Told, *, resumed: bool = False) -> Flow[ShardState]:
    """Do the next step with a shard, but wait for its batch: from `submitted` on, `has_ended` leads.

    Args:
        settings: The client's.
        run: The run.
        state: The shard.
        told: Called as bytes move.
        resumed: Whether this step may have been begun by a process that did not live to note it.

    Returns:
        The shard after that step; to be noted before the next one.
    """
    match state.step:
        case "planned":
            state = yield from _fetched(settings, run, state, told)
            if state.has_lost:  # nobody knows any more what is to be sent again
                return msgspec.structs.replace(state, step="downloaded", attempt=state.attempt - 1)
            file_id = yield from _uploaded(settings, run, state, told)
            return msgspec.structs.replace(state, step="uploaded", file_id=file_id)
        case "uploaded":
            listed = {job.id for job in (yield from calls.list_batches(settings))}
            before = tuple(listed.union(job.id for job in state.jobs))
            return msgspec.structs.replace(state, step="submitting", before=before)
        case "submitting":
            job = yield from create_batch(
                settings, _known(state.file_id), run.endpoint, frozenset(state.before), was_sent=resumed
            )
            return state.submitted(JobRecord.of(job, (yield from do_now(utc_now))))
        case "ended":
            state = yield from _fetched(settings, run, state, told)
            return msgspec.structs.replace(state, step="downloaded")
        case "downloaded":
            state = yield from _fetched(settings, run, state, told)
            return (yield from _joined(run, state, told))
        case "submitted" | "joined":
            raise AssertionError(f"there is nothing to do with a shard that is {state.step}")


def _uploaded(settings: Settings, run: Run, state: ShardState, told: Told) -> Flow[str]:
    """Send the requests that have no answer yet: in a file of their own, or the input where it is just these."""
    here = msgspec.structs.replace(settings, states=None)  # the file is made anew, as often as it is wanted

    def sent(path: str) -> Flow[str]:
        source = yield from work(lambda look: inspect(path, None, settings.limits.max_file_size, look=look))
        done = upload_source(here, source, FilePurpose.BATCH_API, progress=lambda at: told("upload", at))
        return (yield from done).id

    size, *_ = run.identity
    if state.attempt == 1 and state.shard.is_as_sent and state.shard.length == size:
        yield from do(_refuse_changed, run)
        return (yield from sent(run.input))
    name, suffix = os.path.splitext(os.path.basename(run.input))
    path = os.path.join(run.folder, f"{name}-{state.shard.number:05}{suffix}")
    try:
        try:
            yield from work(lambda look: write_requests(run, state, path, look))
        except OSError as error:
            raise UploadError(
                f"Writing the requests of batch {state.shard.number} to {path} failed: {error.strerror or error}."
            ) from error
        return (yield from sent(path))
    finally:
        yield from do_now(_remove, path)


def is_unchanged(run: Run) -> bool:
    """Whether the input is what it was."""
    try:
        return identity(os.stat(run.input)) == run.identity
    except OSError:
        return False


def _refuse_changed(run: Run) -> None:
    if not is_unchanged(run):
        raise DownloadError(
            f"{run.input} was changed while its batches ran, so nobody knows which request is which. Restore it."
        )


def write_requests(run: Run, state: ShardState, path: str, look: Callable[[], object]) -> None:
    """Write the requests of a shard that have no answer yet, as they are sent."""
    _refuse_changed(run)
    done = answered(_results(run, state)) if state.attempt > 1 else set[str]()
    with open(path, "wb", buffering=2**20) as file:  # nobody goes on with it: after a crash it is made anew
        if state.shard.is_as_sent and not done:
            copy_requests(run.input, state.shard, file, look)
        else:
            for number, (custom_id, line) in enumerate(requests_of(run.input, state.shard)):
                if custom_id not in done:
                    file.write(line)
                if number % 1000 == 0:
                    look()
    _refuse_changed(run)  # or other requests would be paid for


def _fetched(settings: Settings, run: Run, state: ShardState, told: Told) -> Flow[ShardState]:
    """Fetch what the batches of a shard gave, but for what is there already, and what the user does without."""
    here = msgspec.structs.replace(settings, states=None)
    for path, (job, file_id) in _files(run, state).items():
        if (yield from do(os.path.exists, path)):
            continue
        try:
            yield from retrieve_content(here, file_id, output=path, progress=lambda done: told("download", done))
        except NotFoundError as error:
            if job.id not in run.without:
                error.add_note(f"It has results of batch {job.id}. {do_without(job.id)}")
                raise
            state = state.loses(job.id, file_id)
    return state


def do_without(batch_id: str) -> str:
    """What can be done when something of a batch is gone."""
    return (
        f"If it is gone for good, go on without it: `--without {batch_id}`, or `without` in Python. Requests that have "
        "no answer then count as failed, and to run them again is to pay again."
    )


def _joined(run: Run, state: ShardState, told: Told) -> Flow[ShardState]:
    """Join what there is; or, where requests have no answer and may be sent again, plan that."""
    job = _known(state.job)
    doing = f"Joining the results of batch {job.id}"
    yield from do(_refuse_changed, run)
    told("join", None)
    path = joined_file(run, state.shard)
    try:
        ids = ids_of(run.input, state.shard)
        counts = yield from do(join, ids, _results(run, state), path, _unanswered(state, job))
        is_over = job.status == BatchJobStatus.CANCELLED or state.has_lost
        if counts.undone and state.attempt <= run.retries and not is_over:
            yield from do_now(_remove, path)
            return state.again(state.attempt + 1, counts.requests - counts.undone)
    except OSError as error:
        raise DownloadError(f"{doing} failed: {error.strerror or error}.") from error
    return msgspec.structs.replace(state, step="joined", counts=counts)


def clear(run: Run, state: ShardState) -> None:
    """Remove what a shard needs no more, once it is noted as joined."""
    for path in _results(run, state):
        _remove(path)


_UNANSWERED: Final[dict[str, tuple[str, str]]] = {
    BatchJobStatus.EXPIRED: ("expired", "The batch expired before this request was done"),
    BatchJobStatus.CANCELLED: ("cancelled", "The batch was cancelled before this request was done"),
    BatchJobStatus.FAILED: ("batch_failed", "The batch failed"),
    LOST: ("missing", "The results of the batch are gone, or some of them"),
}
_MISSING: Final = ("missing", "The service gave neither an answer nor an error for this request")


def _unanswered(state: ShardState, job: JobRecord) -> LineError:
    """The error of the requests that no batch has answered."""
    code, message = _UNANSWERED.get(LOST if state.has_lost else job.status, _MISSING)
    reason = f": {shown(job.reason)}" if job.reason else ""
    times = f"; it was sent {state.attempt} times" if state.attempt > 1 else ""
    return LineError(message=f"{message}{reason}{times}.", code=code)


def _files(run: Run, state: ShardState) -> dict[str, tuple[JobRecord, str]]:
    """Where the files are that the batches of a shard gave so far: each with its batch, and its id there."""
    return {
        os.path.join(run.folder, f"shard-{state.shard.number:05}.{number}.{kind}.jsonl"): (job, file_id)
        for number, job in enumerate(state.jobs, 1)
        for kind, file_id in (("output", job.output_file_id), ("errors", job.error_file_id))
        if file_id
    }


def _results(run: Run, state: ShardState) -> dict[str, datetime.datetime]:
    """The same files, as `join` takes them."""
    return {path: job.created_at for path, (job, _) in _files(run, state).items()}


def _remove(path: str) -> None:
    if os.path.exists(path):
        os.unlink(path)


def _known(value: T | None) -> T:
    if value is None:
        raise AssertionError("a shard that is uploaded has a file, and one that was submitted a job")
    return value
