"""A whole job: check, upload, create, wait, download, join."""

from __future__ import annotations

import contextlib
import logging
import os
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

import msgspec

from batchline_api.models import BatchJob, BatchJobStatus, FilePurpose
from batchline_lines import LineError

from ..atomic import AtomicFile, is_special
from ..errors import BatchFailedError, BatchlineError, DownloadError, FileTypeError
from ..lines.join import JoinCounts, join
from ..lines.source import Source, inspect
from ..outcomes import RunSummary
from ..progress import RunProgress, TransferProgress
from .batches import create_batch, failed, wait
from .download import retrieve_content
from .effects import Flow, do, do_now, work
from .files import upload_source
from .settings import Settings

logger = logging.getLogger("batchline")

RunCallback = Callable[[RunProgress], object]

_UNANSWERED: Final = {
    BatchJobStatus.EXPIRED: ("expired", "The batch expired before this request was done."),
    BatchJobStatus.CANCELLED: ("cancelled", "The batch was cancelled before this request was done."),
}
_MISSING: Final = ("missing", "The service gave neither an answer nor an error for this request.")


def run(
    settings: Settings,
    input: str | os.PathLike[str],
    output: str | os.PathLike[str],
    *,
    endpoint: str,
    poll_interval: float | None,
    progress: RunCallback | None,
) -> Flow[RunSummary]:
    """Run the requests of a batch input file and write their results in the file's order."""
    tell: RunCallback = progress or (lambda _: None)
    tell(RunProgress("check"))
    source = yield from work(lambda look: _plan(input, output, endpoint, settings.limits.max_file_size, look))
    job = yield from _submitted(settings, source, endpoint, tell)
    try:
        tell(RunProgress("wait", job=job))
        job = yield from wait(
            settings,
            job.id,
            timeout=None,
            poll_interval=poll_interval,
            progress=lambda job: tell(RunProgress("wait", job=job)),
            seen=job,
        )
        counts = yield from _collected(settings, job, source, output, tell)
    except BatchFailedError:
        raise
    except BaseException as error:
        # The job was paid for: whatever happens here, the user must know how to get at it.
        error.add_note(
            f"Batch {job.id} is not lost: `batchline batches wait {job.id}` shows how it ends, "
            f"and `batchline batches results {job.id}` what it gave."
        )
        raise
    return RunSummary(counts.requests, counts.succeeded, counts.failed, 1, counts.usage)


def _plan(
    input: str | os.PathLike[str],
    output: str | os.PathLike[str],
    endpoint: str,
    max_size: int,
    look: Callable[[], object],
) -> Source:
    """Check the input, and that the output can be written, before anything is paid for."""
    source = inspect(input, FilePurpose.BATCH_API, max_size, endpoint, look)
    found = source.report.endpoint if source.report else None
    if found is not None and found != endpoint:
        raise FileTypeError(
            f"Nothing was sent. The requests of {source.path} go to {found}, but the run to {endpoint}: "
            f"give {found} as the endpoint.",
            source.report,
        )
    if os.path.realpath(output) == os.path.realpath(input):
        raise FileTypeError(f"Nothing was sent. The output would take the place of the input, {source.path}.")
    try:
        if not is_special(output):
            AtomicFile(output).discard()
    except OSError as error:
        raise BatchlineError(
            f"Nothing was sent. {os.fspath(output)} cannot be written: {error.strerror or error}."
        ) from error
    return source


def _submitted(settings: Settings, source: Source, endpoint: str, tell: RunCallback) -> Flow[BatchJob]:
    def transferred(done: TransferProgress) -> None:
        tell(RunProgress("upload", transfer=done))

    stored = yield from upload_source(settings, source, FilePurpose.BATCH_API, progress=transferred)
    return (yield from create_batch(settings, stored.id, endpoint))


def _collected(
    settings: Settings, job: BatchJob, source: Source, output: str | os.PathLike[str], tell: RunCallback
) -> Flow[JoinCounts]:
    """Download what a job gave, beside the output, and join it to the requests."""
    if job.status == BatchJobStatus.FAILED and not (job.output_file_id or job.error_file_id):
        raise failed(job)
    beside = None if is_special(output) else Path(os.path.realpath(output)).parent
    doing = f"Writing {os.fspath(output)}"
    try:
        folder = yield from do_now(tempfile.TemporaryDirectory[str], prefix=".batchline-", dir=beside)
    except OSError as error:
        raise DownloadError(f"{doing} failed: {error.strerror or error}.") from error
    here = msgspec.structs.replace(settings, states=None)  # nobody goes on in a folder that will be gone
    try:
        results: list[str] = []
        for name, file_id in (("output", job.output_file_id), ("errors", job.error_file_id)):
            if file_id:
                path = os.path.join(folder.name, f"{name}.jsonl")
                transferred = partial(_downloading, tell, job)
                yield from retrieve_content(here, file_id, output=path, progress=transferred)
                results.append(path)
        tell(RunProgress("join", job=job))
        code, message = _UNANSWERED.get(job.status, _MISSING)
        unanswered = LineError(message=message, code=code)
        if not source.is_current():
            raise DownloadError(f"{doing} failed: {source.path} was changed while the batch ran, so the order is lost.")
        try:
            counts = yield from do(join, source.path, results, output, unanswered)
        except OSError as error:
            raise DownloadError(f"{doing} failed: {error.strerror or error}.") from error
        if counts.ignored:
            logger.warning("Batch %s gave %d lines that answer no request, or one twice.", job.id, counts.ignored)
        return counts
    finally:
        with contextlib.suppress(OSError):
            yield from do_now(folder.cleanup)


def _downloading(tell: RunCallback, job: BatchJob, done: TransferProgress) -> None:
    tell(RunProgress("download", transfer=done, job=job))
