"""Uploads: check a file, announce it, send it whole or in parts, and have the service process it."""

from __future__ import annotations

from typing import Literal

from batchline_api.api.files import preprocess_file, retrieve_file
from batchline_api.models import CreateFileForm, FilePurpose, FileResponse

from ..api import calls
from ..api.settings import Settings
from ..engine.effects import Flow, do, work
from ..errors import ConflictError
from ..progress import Meter, TransferCallback, guard_callback
from .multipart import upload_in_parts
from .put import FilePart, UrlExpiredError, check_restart_limit, put, refuse_changed, refuse_wrong_size
from .source import Source, inspect_file

Check = bool | Literal["always"]
OnDuplicate = Literal["reuse", "raise"]


def upload(
    settings: Settings,
    file: str,
    *,
    purpose: str,
    check: Check,
    on_duplicate: OnDuplicate,
    resume: bool,
    progress: TransferCallback | None,
) -> Flow[FileResponse]:
    """Check a file and upload it, in parts if it is large."""
    if on_duplicate not in ("reuse", "raise"):
        raise ValueError(f'on_duplicate must be "reuse" or "raise", got {on_duplicate!r}')
    if check not in (True, False, "always"):
        raise ValueError(f'check must be True, False or "always", got {check!r}')
    file_purpose = FilePurpose(purpose)
    # A purpose that is newer than this version has no rules to check.
    has_rules = file_purpose in list(FilePurpose)
    is_checked = has_rules if check == "always" else check and file_purpose is FilePurpose.FINE_TUNE
    rules = file_purpose if is_checked else None
    source = yield from work(
        lambda check_cancelled: inspect_file(
            file, rules, settings.limits.max_file_size, check_cancelled=check_cancelled
        )
    )
    return (yield from upload_source(settings, source, file_purpose, on_duplicate, resume=resume, progress=progress))


def upload_any_in_parts(
    settings: Settings,
    file: str,
    *,
    purpose: str,
    resume: bool,
    progress: TransferCallback | None,
) -> Flow[FileResponse]:
    """Upload a file in parts, whatever its size, without checking its contents."""
    source = yield from work(
        lambda check_cancelled: inspect_file(file, None, settings.limits.max_file_size, check_cancelled=check_cancelled)
    )
    return (
        yield from upload_source(
            settings, source, FilePurpose(purpose), resume=resume, in_parts=True, progress=progress
        )
    )


def upload_source(
    settings: Settings,
    source: Source,
    purpose: FilePurpose,
    on_duplicate: OnDuplicate = "reuse",
    *,
    resume: bool = True,
    in_parts: bool = False,
    progress: TransferCallback | None = None,
) -> Flow[FileResponse]:
    """Upload an inspected file, in parts if it is large or `in_parts` is set."""
    with guard_callback(progress) as on_progress:
        meter = Meter(on_progress, source.size)
        return (
            yield from _upload_new(settings, source, purpose, on_duplicate, meter, resume=resume, in_parts=in_parts)
        )


def _upload_new(
    settings: Settings,
    source: Source,
    purpose: FilePurpose,
    on_duplicate: OnDuplicate,
    meter: Meter,
    *,
    resume: bool,
    in_parts: bool,
) -> Flow[FileResponse]:
    yield from do(refuse_changed, source, "after it was inspected; nothing was sent")
    in_parts = in_parts or source.size > settings.limits.multipart_threshold

    def send(checksum: str | None) -> Flow[FileResponse]:
        if in_parts:
            return upload_in_parts(settings, source, purpose, checksum, meter, resume=resume)
        return _upload_whole(settings, source, purpose, checksum, meter)

    try:
        stored = yield from send(source.sha256)
    except ConflictError as conflict:
        existing = _existing_id(conflict)
        if on_duplicate == "raise" or existing is None:
            raise
        stored = yield from _reuse(settings, existing)
        is_same = stored.bytes in (None, source.size)
        if not is_same and source.sha256 is None:
            raise
        if is_same and (stored.purpose in (None, purpose) or source.sha256 is None):
            meter.at(source.size)
            return stored
        # The existing file has another purpose or size. Without a checksum, the service cannot notice
        # the duplicate, so the file is stored once more.
        stored = yield from send(None)
    yield from calls.note_created(settings, stored.id)
    meter.at(source.size)
    return stored


def _reuse(settings: Settings, file_id: str) -> Flow[FileResponse]:
    """Return a file that exists at the service; have it processed if an earlier upload did not."""
    stored = yield from calls.call(settings, retrieve_file, id=file_id)
    if stored.processed is False:
        return (yield from calls.call(settings, preprocess_file, id=file_id))
    return stored


def _existing_id(conflict: ConflictError) -> str | None:
    match conflict.body:
        case {"file_id": str(file_id)} if calls.is_id(file_id):
            return file_id
        case _:
            return None


def _upload_whole(
    settings: Settings, source: Source, purpose: FilePurpose, checksum: str | None, meter: Meter
) -> Flow[FileResponse]:
    """Announce a file, PUT its bytes, and have the service process it."""
    form = CreateFileForm(purpose=purpose, file_name=source.name, file_type=source.file_type, checksum=checksum)
    headers = {"Content-Type": "application/octet-stream"}
    restarts = 0
    while True:
        url, file_id = yield from calls.create_file(settings, form)
        part = FilePart(url=url, headers=headers, offset=0, length=source.size)
        try:
            yield from put(settings, source, part, f"Uploading {source.path}", meter.at)
            stored = yield from calls.call(settings, preprocess_file, id=file_id)
            refuse_wrong_size(source, stored.bytes)
            return stored
        # Also on Ctrl-C: a partial upload is useless.
        except BaseException as error:
            yield from calls.delete_partial_upload(settings, file_id, error)
            if not isinstance(error, UrlExpiredError):
                raise
            restarts += 1
            check_restart_limit(source, str(error), restarts)
