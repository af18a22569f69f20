"""Upload a file in parts: several at a time, each retried independently, and resumed after a crash."""

from __future__ import annotations

import logging
import math
from typing import Final

import msgspec

from batchline_api.api.files import retrieve_file
from batchline_api.models import FilePurpose, FileResponse, InitiateMultipartRequest

from ..api import calls
from ..api.responses import server_message
from ..api.retry import Attempts
from ..api.settings import Settings
from ..disk.checkpoint import TransferState
from ..disk.fingerprint import real_path
from ..engine.effects import Flow, Parallel, Sleep, do, do_now, now
from ..errors import (
    APIConnectionError,
    BadRequestError,
    BatchlineError,
    ConflictError,
    NotFoundError,
    ResponseError,
    UploadError,
)
from ..limits import UploadLimits
from ..progress import Meter
from .put import FilePart, UrlExpiredError, check_restart_limit, put, refuse_wrong_size
from .source import Source

logger = logging.getLogger("batchline")

JOINING: Final = 30.0
"""Seconds that a server may take to join the parts of an upload whose completion's response was lost."""


class Upload(msgspec.Struct, frozen=True):
    """The header of an upload's checkpoint.

    Attributes:
        upload_id: The id of the upload.
        file_id: The id that the file will have.
        fingerprint: The file's size, mtime_ns and inode when the upload was begun.
        sha256: The SHA-256 of the file; None if it was not computed.
        parts: The parts of the file, from part 1.
    """

    upload_id: str
    file_id: str
    fingerprint: tuple[int, int, int]
    sha256: str | None
    parts: list[FilePart]


Checkpoint = TransferState[Upload, tuple[int, str]]
"""Its records are the number and the ETag of each part that was sent."""


def plan(size: int, limits: UploadLimits) -> tuple[int, int]:
    """Return the size of a file's parts in bytes, and their number; the last part may be smaller.

    The same as in together 1.5.35 (`MultipartUploadManager._calculate_parts`), except for the empty
    parts that it may add at the end.
    """
    count = min(math.ceil(size / limits.part_size), limits.max_parts)
    part_size = max(math.ceil(size / count), limits.min_part_size)
    return part_size, math.ceil(size / part_size)


def upload_in_parts(
    settings: Settings,
    source: Source,
    purpose: FilePurpose,
    checksum: str | None,
    meter: Meter,
    *,
    resume: bool,
) -> Flow[FileResponse]:
    """Upload a file in parts, or only the missing parts if an earlier call was interrupted.

    Raises:
        ConflictError: The service already has a file with the same bytes.
        UploadError: The storage refused a part, or the file has changed.
    """
    checkpoint: Checkpoint | None = None
    if resume and settings.states is not None:
        name = ("upload", real_path(source.path), purpose)
        checkpoint = yield from do(settings.states.open, Upload, tuple[int, str], *name)
    try:
        return (yield from _upload_or_resume(settings, source, purpose, checksum, meter, checkpoint))
    finally:
        if checkpoint is not None:
            yield from do_now(checkpoint.close)


def _upload_or_resume(
    settings: Settings,
    source: Source,
    purpose: FilePurpose,
    checksum: str | None,
    meter: Meter,
    checkpoint: Checkpoint | None,
) -> Flow[FileResponse]:
    restarts = 0
    while True:
        upload = yield from _find_resumable(checkpoint, source)
        is_resumed = upload is not None
        sent = dict(checkpoint.records) if upload and checkpoint else {}
        if upload is None:
            upload = yield from _initiate(settings, source, purpose, checksum, checkpoint)
        try:
            # If an earlier call sent every part, it may even have completed the upload.
            in_doubt = len(sent) == len(upload.parts)
            try:
                yield from _send_parts(settings, source, upload, sent, checkpoint, meter)
            except APIConnectionError:
                # The storage of an earlier upload may no longer exist. If the API does not know the
                # file either, this raises NotFoundError.
                if is_resumed:
                    yield from calls.call(settings, retrieve_file, id=upload.file_id)
                raise
            stored = yield from _complete(settings, source, upload, sent, in_doubt=in_doubt)
            break
        except BaseException as error:
            if _can_be_resumed(error, checkpoint):
                arrived = f"{len(sent)} of {len(upload.parts)} parts have arrived"
                error.add_note(f"{arrived}: upload {source.path} again to send only the rest.")
                raise
            yield from calls.abort_multipart_upload(upload.upload_id, upload.file_id, error)
            yield from _forget(checkpoint)
            reason = _reason_to_restart(error, is_resumed=is_resumed)
            if reason is None:
                raise
            restarts += 1
            check_restart_limit(source, reason, restarts)
            meter.restart()
    yield from _forget(checkpoint)
    try:
        refuse_wrong_size(source, stored.bytes)
    except UploadError as error:
        yield from calls.delete_partial_upload(settings, upload.file_id, error)
        raise
    return stored


def _forget(checkpoint: Checkpoint | None) -> Flow[None]:
    if checkpoint is not None:
        yield from do_now(checkpoint.forget)


def _can_be_resumed(error: BaseException, checkpoint: Checkpoint | None) -> bool:
    """Return whether a later call may resume after this error: not if the server refused the upload."""
    if checkpoint is None or checkpoint.header is None:
        return False
    # Ctrl-C, or an error raised by the caller's code.
    if not isinstance(error, BatchlineError):
        return True
    # A missing or unreadable response is not a refusal, even if a retry is useless.
    return error.retryable or isinstance(error, APIConnectionError | ResponseError)


def _reason_to_restart(error: BaseException, *, is_resumed: bool) -> str | None:
    """Return why the upload has to be restarted; None if a restart would not help."""
    if isinstance(error, UrlExpiredError):
        return str(error)
    cause = error.__cause__ if isinstance(error, UploadError) else error
    is_missing = isinstance(cause, NotFoundError) or (isinstance(error, BadRequestError) and cause is error)
    return "The earlier upload no longer exists." if is_resumed and is_missing else None


def _find_resumable(checkpoint: Checkpoint | None, source: Source) -> Flow[Upload | None]:
    """Return the upload that an earlier call began; None if there is none, or if the file has changed."""
    if checkpoint is None or checkpoint.header is None:
        return None
    upload = checkpoint.header
    # Either call may have computed no hash.
    hashes = {source.sha256, upload.sha256} - {None}
    if upload.fingerprint == source.fingerprint and len(hashes) <= 1:
        arrived, parts = len(checkpoint.records), len(upload.parts)
        logger.info("Resuming the upload of %s: %d of %d parts have arrived.", source.path, arrived, parts)
        return upload
    logger.warning("%s has changed since its upload was interrupted. Restarting the upload.", source.path)
    yield from calls.abort_multipart_upload(upload.upload_id, upload.file_id, UploadError("the file has changed"))
    yield from do_now(checkpoint.forget)
    return None


def _initiate(
    settings: Settings, source: Source, purpose: FilePurpose, checksum: str | None, checkpoint: Checkpoint | None
) -> Flow[Upload]:
    part_size, count = plan(source.size, settings.limits)
    request = InitiateMultipartRequest(
        file_name=source.name,
        file_size=source.size,
        num_parts=count,
        purpose=purpose,
        file_type=source.file_type,
        checksum=checksum,
    )
    initiated = yield from calls.initiate_multipart_upload(settings, request)
    parts = [
        FilePart(
            url=part.url,
            headers={name: str(value) for name, value in part.headers.to_dict().items()} if part.headers else {},
            offset=offset,
            length=min(part_size, source.size - offset),
        )
        for offset, part in zip(range(0, source.size, part_size), initiated.parts, strict=True)
    ]
    upload = Upload(initiated.upload_id, initiated.file_id, source.fingerprint, source.sha256, parts)
    if checkpoint is not None:
        yield from do(checkpoint.begin, upload)
    return upload


def _send_parts(
    settings: Settings,
    source: Source,
    upload: Upload,
    sent: dict[int, str],
    checkpoint: Checkpoint | None,
    meter: Meter,
) -> Flow[None]:
    """PUT the parts that are not in `sent`, and record the ETag of each as it arrives."""

    def upload_part(number: int, part: FilePart) -> Flow[None]:
        action = f"Uploading part {number} of {len(upload.parts)} of {source.path}"
        sent[number] = yield from put(settings, source, part, action, meter.part(number), needs_etag=True)
        if checkpoint is not None:
            yield from do(checkpoint.add, (number, sent[number]))

    numbered = list(enumerate(upload.parts, 1))
    meter.resume({number: part.length for number, part in numbered if number in sent})
    missing = [upload_part(number, part) for number, part in numbered if number not in sent]
    yield Parallel(missing, settings.limits.concurrency)


def _complete(
    settings: Settings, source: Source, upload: Upload, sent: dict[int, str], *, in_doubt: bool
) -> Flow[FileResponse]:
    """Complete the upload, once.

    A completed upload no longer exists, so a second call would fail. After a lost response, the
    file's metadata therefore shows whether the upload was completed, before the call is retried.

    Args:
        settings: The client's settings.
        source: The file.
        upload: The upload.
        sent: The ETags of its parts, by number.
        in_doubt: Whether an earlier call may have completed it.
    """
    attempts = Attempts(settings)
    while True:
        if in_doubt and (stored := (yield from _find_completed(settings, source, upload))):
            return stored
        try:
            return (yield from calls.complete_multipart_upload_once(settings, upload.upload_id, upload.file_id, sent))
        except BatchlineError as error:
            in_doubt = in_doubt or error.delivery == "unknown"
            try:
                yield from attempts.wait_after(error)
            except BatchlineError:
                if in_doubt and (stored := (yield from _find_late(settings, source, upload, error))):
                    return stored
                raise


def _find_late(settings: Settings, source: Source, upload: Upload, error: BatchlineError) -> Flow[FileResponse | None]:
    """Return the file once its metadata shows that the upload was completed, perhaps after the response was lost.

    Where the server says that the upload does not exist, it may still be joining the parts: then the metadata is
    read again for up to `JOINING` seconds.
    """
    is_missing = _is_missing_upload(error)
    until = (yield from now()) + (min(JOINING, settings.retry.lag) if is_missing else 0.0)
    delay = settings.retry.first_delay
    while True:
        stored = yield from _find_completed(settings, source, upload, is_missing=is_missing)
        left = until - (yield from now())
        if stored is not None or left <= 0:
            return stored
        yield Sleep(min(delay, left))
        delay = delay * 2 or 1.0


def _is_missing_upload(error: BatchlineError) -> bool:
    """Return whether the server says that the upload does not exist, as it does once it was completed."""
    if isinstance(error, BadRequestError):
        message = server_message(error.body).lower()
        return "nosuchupload" in message or "already" in message
    return isinstance(error, NotFoundError | ConflictError)


def _find_completed(
    settings: Settings, source: Source, upload: Upload, *, is_missing: bool = False
) -> Flow[FileResponse | None]:
    """Return the file if its metadata shows that the upload was completed; None otherwise.

    Args:
        settings: The client's settings.
        source: The local file.
        upload: The upload.
        is_missing: Whether the server says that the upload does not exist. Only then is the right
            size proof enough: a server may know the size of a file that it does not have yet.
    """
    try:
        stored = yield from calls.call(settings, retrieve_file, id=upload.file_id)
    except NotFoundError:
        return None
    is_completed = stored.bytes == source.size and (is_missing or stored.processed is True)
    return stored if is_completed else None
