"""A file in parts: several at a time, each retried by itself, resumed after a crash."""

from __future__ import annotations

import logging
import math

import msgspec

from batchline_api.models import FilePurpose, FileResponse, InitiateMultipartRequest

from ..api import calls
from ..api.responses import server_message
from ..api.retry import Attempts
from ..api.settings import Settings
from ..disk.checkpoint import TransferState
from ..disk.fingerprint import real_path
from ..engine.effects import Flow, Parallel, do, do_now
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


class Upload(msgspec.Struct, frozen=True):
    """An upload in parts that was begun, as its state keeps it.

    Attributes:
        upload_id: Its id.
        file_id: The id that the file will have.
        fingerprint: What told the file from what it is once it was written to.
        sha256: The SHA-256 of the file, where it was known.
        parts: Where every part goes, from part 1.
    """

    upload_id: str
    file_id: str
    fingerprint: tuple[int, int, int]
    sha256: str | None
    parts: list[FilePart]


State = TransferState[Upload, tuple[int, str]]


def plan(size: int, limits: UploadLimits) -> tuple[int, int]:
    """The size of the parts of a file, and their number; the last part may be smaller.

    As together 1.5.35 computes it (`MultipartUploadManager._calculate_parts`), but without the
    empty parts that it may plan at the end.
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
    """Upload a file in parts, or what is missing of it since an earlier call broke off.

    Raises:
        ConflictError: The service has the same bytes already.
        UploadError: The storage refuses a part, or the file changed.
    """
    state: State | None = None
    if resume and settings.states is not None:
        name = ("upload", real_path(source.path), purpose)
        state = yield from do(settings.states.open, Upload, tuple[int, str], *name)
    try:
        return (yield from _upload_or_resume(settings, source, purpose, checksum, meter, state))
    finally:
        if state is not None:
            yield from do_now(state.close)


def _upload_or_resume(
    settings: Settings,
    source: Source,
    purpose: FilePurpose,
    checksum: str | None,
    meter: Meter,
    state: State | None,
) -> Flow[FileResponse]:
    restarts = 0
    while True:
        upload = yield from _find_resumable(state, source)
        is_resumed = upload is not None
        sent = dict(state.records) if upload and state else {}
        if upload is None:
            upload = yield from _begin(settings, source, purpose, checksum, state)
        try:
            # An earlier call that had sent every part may even have completed the upload.
            in_doubt = len(sent) == len(upload.parts)
            try:
                yield from _send_parts(settings, source, upload, sent, state, meter)
            except APIConnectionError:
                if is_resumed:  # where its URLs lead, there may be nothing any more: the API knows
                    yield from calls.retrieve_file(settings, upload.file_id)
                raise
            stored = yield from _complete(settings, source, upload, sent, in_doubt=in_doubt)
            break
        except BaseException as error:
            if _can_be_resumed(error, state):
                arrived = f"{len(sent)} of {len(upload.parts)} parts have arrived"
                error.add_note(f"{arrived}: upload {source.path} again, and only the others are sent.")
                raise
            yield from calls.abort_multipart_upload(upload.upload_id, upload.file_id, error)
            yield from _forget(state)
            reason = _reason_to_restart(error, is_resumed=is_resumed)
            if reason is None:
                raise
            restarts += 1
            check_restart_limit(source, reason, restarts)
            meter.restart()
    yield from _forget(state)
    try:
        refuse_wrong_size(source, stored.bytes)
    except UploadError as error:
        yield from calls.delete_partial_upload(settings, upload.file_id, error)
        raise
    return stored


def _forget(state: State | None) -> Flow[None]:
    if state is not None:
        yield from do_now(state.forget)


def _can_be_resumed(error: BaseException, state: State | None) -> bool:
    """Whether the parts that have arrived may be of use to a later call: not when the server says no."""
    if state is None or state.header is None:
        return False
    if not isinstance(error, BatchlineError):
        return True  # Ctrl-C, or an error of the caller's
    # No answer, or one that cannot be read, is no refusal, also where a retry is of no use.
    return error.retryable or isinstance(error, APIConnectionError | ResponseError)


def _reason_to_restart(error: BaseException, *, is_resumed: bool) -> str | None:
    """Why the upload, but not the file, is lost; None when a restart is of no use."""
    if isinstance(error, UrlExpiredError):
        return str(error)
    said = error.__cause__ if isinstance(error, UploadError) else error
    is_gone = isinstance(said, NotFoundError) or (isinstance(error, BadRequestError) and said is error)
    return "The upload that was begun earlier no longer exists." if is_resumed and is_gone else None


def _find_resumable(state: State | None, source: Source) -> Flow[Upload | None]:
    """The upload that an earlier call has begun, if the file is still the same."""
    if state is None or state.header is None:
        return None
    upload = state.header
    hashes = {source.sha256, upload.sha256} - {None}  # one of the calls may have made none
    if upload.fingerprint == source.fingerprint and len(hashes) <= 1:
        arrived, parts = len(state.records), len(upload.parts)
        logger.info("Resuming the upload of %s: %d of %d parts have arrived.", source.path, arrived, parts)
        return upload
    logger.warning("%s has changed since its upload was interrupted. Restarting the upload.", source.path)
    yield from calls.abort_multipart_upload(upload.upload_id, upload.file_id, UploadError("the file has changed"))
    yield from do_now(state.forget)
    return None


def _begin(
    settings: Settings, source: Source, purpose: FilePurpose, checksum: str | None, state: State | None
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
    begun = yield from calls.initiate_multipart_upload(settings, request)
    parts = [
        FilePart(
            url=part.url,
            headers={name: str(value) for name, value in part.headers.to_dict().items()} if part.headers else {},
            offset=offset,
            length=min(part_size, source.size - offset),
        )
        for offset, part in zip(range(0, source.size, part_size), begun.parts, strict=True)
    ]
    upload = Upload(begun.upload_id, begun.file_id, source.fingerprint, source.sha256, parts)
    if state is not None:
        yield from do(state.begin, upload)
    return upload


def _send_parts(
    settings: Settings, source: Source, upload: Upload, sent: dict[int, str], state: State | None, meter: Meter
) -> Flow[None]:
    """PUT the parts that have not arrived, and note the ETag of each as it does."""

    def upload_part(number: int, part: FilePart) -> Flow[None]:
        action = f"Uploading part {number} of {len(upload.parts)} of {source.path}"
        sent[number] = yield from put(settings, source, part, action, meter.part(number), needs_etag=True)
        if state is not None:
            yield from do(state.add, (number, sent[number]))

    numbered = list(enumerate(upload.parts, 1))
    meter.resume({number: part.length for number, part in numbered if number in sent})
    missing = [upload_part(number, part) for number, part in numbered if number not in sent]
    yield Parallel(missing, settings.limits.concurrency)


def _complete(
    settings: Settings, source: Source, upload: Upload, sent: dict[int, str], *, in_doubt: bool
) -> Flow[FileResponse]:
    """Make the parts a file, once.

    A second call would find the upload gone. So after a lost answer the file's metadata says
    whether it was completed, before anything is sent again.

    Args:
        settings: The client's.
        source: The file.
        upload: The upload.
        sent: The ETags of its parts.
        in_doubt: Whether an earlier call may have completed it.
    """
    attempts = Attempts(settings)
    while True:
        if in_doubt and (found := (yield from _found(settings, source, upload))):
            return found
        try:
            return (yield from calls.complete_multipart_upload_once(settings, upload.upload_id, upload.file_id, sent))
        except BatchlineError as error:
            in_doubt = in_doubt or error.delivery == "unknown"
            try:
                yield from attempts.wait_after(error)
            except BatchlineError:
                if in_doubt and (found := (yield from _found(settings, source, upload, is_gone=_is_gone(error)))):
                    return found
                raise


def _is_gone(error: BatchlineError) -> bool:
    """Whether the server says that there is no such upload, as it does to the second of two calls."""
    if isinstance(error, BadRequestError):
        words = server_message(error.body).lower()
        return "nosuchupload" in words or "already" in words
    return isinstance(error, NotFoundError | ConflictError)


def _found(settings: Settings, source: Source, upload: Upload, *, is_gone: bool = False) -> Flow[FileResponse | None]:
    """The file, if its metadata says that it is whole.

    Args:
        settings: The client's.
        source: What it was made of.
        upload: What made it.
        is_gone: Whether the server does not know the upload any more. Only then is the right
            size proof enough: a server may know the size of a file that it does not have yet.
    """
    try:
        stored = yield from calls.retrieve_file(settings, upload.file_id)
    except NotFoundError:
        return None
    is_whole = stored.bytes == source.size and (is_gone or stored.processed is True)
    return stored if is_whole else None
