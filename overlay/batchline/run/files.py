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
from .join import answered
from .plan import copy_requests, requests_of
from .record import read_ids
from .state import JobRecord, RunConfig, Seen, Shard, ShardState

Sizes: TypeAlias = Mapping[str, int | None]
"""What the service says of files: the size of each in bytes; None for one that it doesn't find."""


def joined_file(config: RunConfig, shard: Shard) -> str:
    """Return the path of a shard's joined results."""
    return os.path.join(config.folder, f"shard-{shard.number:05}.jsonl")


def unmatched_file(config: RunConfig, shard: Shard) -> str:
    """Return the path of the result lines of a shard that match no request."""
    return os.path.join(config.folder, f"shard-{shard.number:05}.unmatched.jsonl")


def new_name(config: RunConfig, shard: Shard) -> str:
    """Return a name for a file of requests that no other file of this run has."""
    stem, suffix = os.path.splitext(config.name)
    return f"{stem}-{shard.number:05}-{secrets.token_hex(4)}{suffix}"


def source_of(path: str, name: str) -> Source:
    """Return a file of requests as it is uploaded, under this name.

    Raises:
        OSError: There is no such file.
    """
    found = os.stat(path)
    return Source(path, found.st_size, fingerprint(found), FileType.JSONL, None, None, sent_as=name)


def refuse_changed(config: RunConfig) -> None:
    """Refuse an input that was written to since it was checked.

    Raises:
        UploadError: It was.
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
    """Write the requests of a shard that have no answer yet, as they are sent.

    Raises:
        DownloadError: Results of earlier batches are no longer what they were.
        UploadError: They can't be read or written, or the input has changed.
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
    done = answered(results_of(config, state), ids) if state.attempt > 1 else set[str]()
    if len(done) < state.answered:  # something else came in place of a file: it is fetched again
        clear(config, state)
        raise DownloadError(
            f"The results of earlier batches of shard {state.shard.number} have {len(done):,} answers, but had "
            f"{state.answered:,}.",
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
    refuse_changed(config)  # or other requests would be paid for


def clear(config: RunConfig, state: ShardState) -> None:
    """Remove what a shard needs no more, once it is noted as joined."""
    for path in results_of(config, state):
        remove(path)


def result_files(config: RunConfig, state: ShardState, first: int = 0) -> dict[str, tuple[JobRecord, str]]:
    """Return where the files go that batches of a shard gave: each with its batch, and its id there.

    A batch whose file gets another id has another path, so that nothing stale is taken for it.
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
    """Return a part of a file's name that an id of any characters makes."""
    return hashlib.sha256(file_id.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def results_of(config: RunConfig, state: ShardState) -> dict[str, datetime.datetime]:
    """Return the result files of a shard, each with when its batch was created, as `join` takes them."""
    return {path: job.created_at for path, (job, _) in result_files(config, state).items()}


def is_something_else(path: str, size: int | None) -> bool:
    """Return whether a download is not the file that was asked for, but the page of a portal, say."""
    if size is None or size_of(path) == size:
        return False
    with open(path, "rb") as file:
        return not any(parse_result(line, "").custom_id for _, line in lines_of(file))


def see_files(config: RunConfig, state: ShardState, sizes: Sizes) -> tuple[Seen, ...]:
    """Return what there is of the results: of each file, how large it is at the service and here."""
    here = {file_id: size_of(path) for path, (_, file_id) in result_files(config, state, state.settled).items()}
    return tuple((one, sizes.get(one), here.get(one)) for one in {**here, **sizes})


def size_of(path: str) -> int | None:
    """Return the size of a file in bytes; None where there is none."""
    try:
        return os.path.getsize(path)
    except FileNotFoundError:
        return None


def remove(path: str) -> None:
    """Remove a file, if there is one."""
    if os.path.exists(path):
        os.unlink(path)


def reconcile(config: RunConfig, shards: Mapping[int, ShardState]) -> dict[int, ShardState]:
    """Return the shards of a run that is resumed; results that were joined and no longer exist are fetched again."""
    return {
        number: one.before_fetch() if one.step == "joined" and size_of(joined_file(config, one.shard)) is None else one
        for number, one in shards.items()
    }
