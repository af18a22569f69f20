"""The files of a run's shards, in the folder `work` of its state."""

from __future__ import annotations

import datetime
import hashlib
import os
import secrets
from collections.abc import Callable, Mapping
from typing import TypeAlias

from batchline_api.models import FileType

from ..disk.fingerprint import fingerprint
from ..errors import DownloadError, UploadError
from ..jsonl.results import lines_of, parse_result
from ..transfers.source import Source
from .join import answered_ids
from .plan import copy_requests, requests_of
from .record import read_ids
from .state import JobRecord, RunConfig, Seen, Shard, ShardState

Sizes: TypeAlias = Mapping[str, int | None]
"""By file id: the size in bytes at the service; None for a file that it doesn't find."""


def joined_file(config: RunConfig, shard: Shard) -> str:
    """Return the path of a shard's joined results."""
    return os.path.join(config.folder, f"shard-{shard.number:05}.jsonl")


def unmatched_file(config: RunConfig, shard: Shard) -> str:
    """Return the path of a shard's result lines that match no request."""
    return os.path.join(config.folder, f"shard-{shard.number:05}.unmatched.jsonl")


def new_name(config: RunConfig, shard: Shard) -> str:
    """Return a name for a file of requests, unique within the run."""
    stem, suffix = os.path.splitext(config.name)
    return f"{stem}-{shard.number:05}-{secrets.token_hex(4)}{suffix}"


def source_of(path: str, name: str) -> Source:
    """Return a file of requests as a source to upload under this name.

    Raises:
        OSError: There is no such file.
    """
    stat = os.stat(path)
    return Source(path, stat.st_size, fingerprint(stat), FileType.JSONL, None, None, sent_as=name)


def refuse_changed(config: RunConfig) -> None:
    """Raise an error if the input was modified or replaced after it was checked.

    Raises:
        UploadError: The input has changed.
    """
    try:
        is_current = fingerprint(os.stat(config.input)) == config.fingerprint
    except OSError:
        is_current = False
    if not is_current:
        raise UploadError(
            f"{config.input} was changed before all of its requests were sent. Restore it, and run the command again.",
            delivery="not_sent",
        )


def write_requests(config: RunConfig, state: ShardState, path: str, check_cancelled: Callable[[], object]) -> None:
    """Write the requests of a shard that have no answer yet to a file, in the form that is sent.

    Raises:
        DownloadError: The results of earlier batches have fewer answers than before.
        UploadError: The requests can't be read or written, or the input has changed.
    """
    try:
        _write_requests(config, state, path, check_cancelled)
    except OSError as error:
        raise UploadError(
            f"Writing the requests of shard {state.shard.number} to {path} failed: {error.strerror or error}.",
            delivery="not_sent",
        ) from error


def _write_requests(config: RunConfig, state: ShardState, path: str, check_cancelled: Callable[[], object]) -> None:
    refuse_changed(config)
    ids = read_ids(config.record, state.shard)
    done = answered_ids(results_of(config, state), ids) if state.attempt > 1 else set[str]()
    if len(done) < state.answered:
        # Something else was downloaded in place of a result file, so the files are fetched again.
        clear(config, state)
        raise DownloadError(
            f"The results of earlier batches of shard {state.shard.number} have only {len(done):,} answers, but had "
            f"{state.answered:,} before.",
            retryable=True,
            delivery="not_sent",
        )
    with open(path, "wb", buffering=2**20) as file:
        if state.shard.is_as_sent and not done:
            copy_requests(config.input, state.shard, file, check_cancelled)
        else:
            for number, (custom_id, line) in enumerate(requests_of(config.input, state.shard)):
                if custom_id not in done:
                    file.write(line)
                if number % 1000 == 0:
                    check_cancelled()
    # If the input changed meanwhile, other requests would be paid for.
    refuse_changed(config)


def clear(config: RunConfig, state: ShardState) -> None:
    """Remove the result files of a shard, which are not needed once it is noted as joined."""
    for path in results_of(config, state):
        remove(path)


def result_files(config: RunConfig, state: ShardState, first: int = 0) -> dict[str, tuple[JobRecord, str]]:
    """Return the paths of a shard's result files, each with its batch and its file id, from batch `first` on.

    The path depends on the file id, so a stale download is never taken for a file with a new id.
    """
    return {
        os.path.join(config.folder, f"shard-{state.shard.number:05}.{number}.{kind}.{_short(file_id)}.jsonl"): (
            job,
            file_id,
        )
        for number, job in list(enumerate(state.jobs, 1))[first:]
        for kind, file_id in (("output", job.output_file_id), ("errors", job.error_file_id))
        if file_id
    }


def _short(file_id: str) -> str:
    """Return a short hash of an id, since ids may have characters that file names can't have."""
    return hashlib.sha256(file_id.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def results_of(config: RunConfig, state: ShardState) -> dict[str, datetime.datetime]:
    """Return the result files of a shard with the creation times of their batches, as `join` takes them."""
    return {path: job.created_at for path, (job, _) in result_files(config, state).items()}


def is_something_else(path: str, size: int | None) -> bool:
    """Return whether a download isn't the requested file but, for example, a captive portal's page."""
    if size is None or size_of(path) == size:
        return False
    with open(path, "rb") as file:
        return not any(parse_result(line, "").custom_id for _, line in lines_of(file))


def see_files(config: RunConfig, state: ShardState, sizes: Sizes) -> tuple[Seen, ...]:
    """Return the size of each result file of this attempt, at the service and here."""
    here = {file_id: size_of(path) for path, (_, file_id) in result_files(config, state, state.settled).items()}
    return tuple((file_id, sizes.get(file_id), here.get(file_id)) for file_id in {**here, **sizes})


def size_of(path: str) -> int | None:
    """Return the size of a file in bytes; None if there is no such file."""
    try:
        return os.path.getsize(path)
    except FileNotFoundError:
        return None


def remove(path: str) -> None:
    """Remove a file, if there is one."""
    if os.path.exists(path):
        os.unlink(path)


def reconcile(config: RunConfig, shards: Mapping[int, ShardState]) -> dict[int, ShardState]:
    """Return the shards of a resumed run; joined shards whose results no longer exist are fetched again."""
    return {
        number: state.before_fetch()
        if state.step == "joined" and size_of(joined_file(config, state.shard)) is None
        else state
        for number, state in shards.items()
    }
