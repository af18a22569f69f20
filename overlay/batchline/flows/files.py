"""Files: up, down and away."""

from __future__ import annotations

import logging
import os
from typing import Final, Literal, cast

import httpx

from batchline_api.models import CreateFileForm, FilePurpose, FileResponse

from ..atomic import AtomicFile
from ..errors import (
    APIStatusError,
    BatchlineError,
    ConflictError,
    DownloadError,
    UploadError,
)
from ..lines.source import Source, inspect
from ..outcomes import FileObject
from ..progress import Meter, TransferCallback
from . import calls
from .answers import REDIRECTS, error_of, following, server_words
from .effects import Emit, Flow, Open, Put, Read, ReadAll, Request, Save, Stream, do, do_now
from .retry import retrying
from .settings import Settings

logger = logging.getLogger("batchline")

MAX_EXPIRED: Final = 2
"""How often an upload may start anew because its presigned URL has expired."""

Check = bool | Literal["always"]
OnDuplicate = Literal["reuse", "raise"]


class _UrlExpiredError(BatchlineError):
    """The presigned URL has expired; another one may be had."""


def upload(
    settings: Settings,
    file: str | os.PathLike[str],
    *,
    purpose: str,
    check: Check,
    on_duplicate: OnDuplicate,
    progress: TransferCallback | None,
) -> Flow[FileResponse]:
    """Check a file, announce it, PUT its bytes, and hand it over."""
    if on_duplicate not in ("reuse", "raise"):
        raise ValueError(f'on_duplicate is "reuse" or "raise", not {on_duplicate!r}')
    if check not in (True, False, "always"):
        raise ValueError(f'check is True, False or "always", not {check!r}')
    kind = FilePurpose(purpose)
    # A purpose that is newer than this version has no rules to be checked by.
    checked = kind in list(FilePurpose) if check == "always" else check and kind is FilePurpose.FINE_TUNE
    source = yield from do(inspect, file, kind if checked else None, settings.limits.max_file_size)
    return (yield from upload_source(settings, source, kind, on_duplicate, progress))


def upload_source(
    settings: Settings,
    source: Source,
    purpose: FilePurpose,
    on_duplicate: OnDuplicate,
    progress: TransferCallback | None,
) -> Flow[FileResponse]:
    """Upload a file that was inspected."""
    if source.size > settings.limits.multipart_threshold:
        raise UploadError(
            f"Uploading {source.path} failed: it has {source.size:,} bytes, and above "
            f"{settings.limits.multipart_threshold:,} a file must go in parts, which this version of "
            "batchline does not do yet. Split the file, or raise limits.multipart_threshold if the server "
            "takes it whole."
        )
    yield from do(_unchanged, source, "after it was looked at; nothing was sent")
    meter = Meter(progress, source.size)
    form = CreateFileForm(purpose=purpose, file_name=source.name, file_type=source.file_type, checksum=source.sha256)
    expired = 0
    while True:
        try:
            url, file_id = yield from calls.create_file(settings, form)
        except ConflictError as conflict:
            existing = _existing_id(conflict)
            if on_duplicate == "raise" or existing is None:
                raise
            stored = yield from _reused(settings, existing)
            if stored.purpose not in (None, purpose) and form.checksum is not None:
                # Of no use for this purpose, so the bytes go there once more, unnoticed.
                form.checksum = None
                continue
            meter.at(source.size)
            return stored
        try:
            yield from _put(settings, url, source, meter)
            return (yield from _hand_over(settings, source, file_id))
        except _UrlExpiredError as error:
            yield from calls.take_back_file(file_id)
            expired += 1
            if expired > MAX_EXPIRED:
                raise UploadError(f"Uploading {source.path} failed: {error} Check this machine's clock.") from error
            logger.info("%s Starting the upload of %s anew.", error, source.path)
        except BaseException:  # also Ctrl-C: half an upload is of no use to anybody
            yield from calls.take_back_file(file_id)
            raise


def _reused(settings: Settings, file_id: str) -> Flow[FileResponse]:
    """A file that is there already; one that an earlier upload did not hand over is handed over now."""
    stored = yield from calls.retrieve_file(settings, file_id)
    if stored.processed is False:
        return (yield from calls.preprocess_file(settings, file_id))
    return stored


def _existing_id(conflict: ConflictError) -> str | None:
    match conflict.body:
        case {"file_id": str(file_id)}:
            return file_id
        case _:
            return None


def _put(settings: Settings, url: str, source: Source, meter: Meter) -> Flow[None]:
    """PUT the bytes to the storage, whole on each try and at each redirect."""
    doing = f"Uploading {source.path}"
    request = Request("PUT", url, doing, headers={"Content-Type": "application/octet-stream"}, authorize=False)

    def effect(request: Request) -> Put:
        return Put(request, source.path, 0, source.size, settings.limits.part_timeout, meter.at)

    def attempt() -> Flow[None]:
        response = yield from following(request, effect, REDIRECTS)
        if response.status_code not in (200, 201, 204):
            raise _storage_error(response, doing)

    try:
        yield from retrying(attempt, settings.max_retries)
    except APIStatusError as error:
        raise UploadError(error.message) from error
    except OSError as error:
        raise UploadError(f"{doing} failed: it cannot be read any more: {error.strerror or error}.") from error
    yield from do(_unchanged, source, "while it was uploaded")


def _storage_error(response: httpx.Response, doing: str) -> BatchlineError:
    """S3 says with a 403 and a sentence that a URL has expired."""
    error = error_of(response, doing, of_api=False)
    if response.status_code == 403 and "expired" in server_words(error.body).lower():
        return _UrlExpiredError("The presigned URL has expired.")
    return error


def _unchanged(source: Source, when: str) -> None:
    """Refuse a file that was written to since it was inspected."""
    if not source.is_current():
        raise UploadError(
            f"Uploading {source.path} failed: the file changed {when}. Upload it again once nothing writes to it."
        )


def _hand_over(settings: Settings, source: Source, file_id: str) -> Flow[FileResponse]:
    stored = yield from calls.preprocess_file(settings, file_id)
    if stored.bytes is not None and stored.bytes != source.size:
        raise UploadError(
            f"Uploading {source.path} failed: the server has {stored.bytes:,} bytes of {source.size:,}. "
            "Upload it again."
        )
    return stored


def open_content(settings: Settings, id: str, doing: str) -> Flow[Stream]:
    """Begin to download a file: its answer with the body still to come."""
    return (yield from retrying(lambda: _open_once(id, doing), settings.max_retries))


def _open_once(id: str, doing: str) -> Flow[Stream]:
    stream: Stream = yield from following(calls.file_content(id, doing), Open, REDIRECTS)
    if stream.status_code != 200:
        raise error_of(cast("httpx.Response", (yield ReadAll(stream))), doing)
    return stream


def _length(stream: Stream) -> int | None:
    """The number of bytes to come; of an answer that is compressed all the same, it is unknown."""
    value = stream.headers.get("Content-Length", "")
    return int(value) if value.isdecimal() and "Content-Encoding" not in stream.headers else None


def retrieve_content(
    settings: Settings, id: str, *, output: str | os.PathLike[str] | None, progress: TransferCallback | None
) -> Flow[FileObject]:
    """Download a file to `output`, which appears whole or stays as it was."""
    path = f"{os.path.basename(id)}.jsonl" if output is None else os.fspath(output)
    doing = f"Downloading the file {id} to {path}"
    try:
        local = yield from do_now(AtomicFile, path)
    except OSError as error:
        raise DownloadError(f"{doing} failed: {error.strerror or error}.") from error
    try:
        meter = Meter(progress, None)

        def attempt() -> Flow[int]:
            yield from do(local.rewind)
            stream = yield from _open_once(id, doing)
            meter.total = _length(stream)
            saved: int = yield Save(stream, local.file, meter.at)
            return saved

        try:
            # A download that breaks off is begun again, as often as a call may be.
            size = yield from retrying(attempt, settings.max_retries)
            if meter.total is None:
                meter.total = size
            meter.at(size)
            yield from do(local.commit)
        except OSError as error:
            raise DownloadError(f"{doing} failed: {error.strerror or error}.") from error
    except BaseException:
        yield from do_now(local.discard)
        raise
    return FileObject("local", id, path, size)


def iter_content(settings: Settings, id: str) -> Flow[None]:
    """Emit a file's bytes as they arrive."""
    doing = f"Downloading the file {id}"
    stream = yield from open_content(settings, id, doing)
    while chunk := (yield Read(stream)):
        yield Emit(chunk)
