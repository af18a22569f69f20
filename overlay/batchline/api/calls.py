"""The calls of the API, one function each, over the generated endpoints.

A generated endpoint builds the request (`_get_kwargs`) and reads the answer
(`_parse_response`). Between the two stands what a description cannot say: retries, redirects,
and errors out of whatever a server or a proxy answers with.
"""
# The generated modules offer these two functions to nobody else, and everything else of theirs sends.
# pyright: reportPrivateUsage=false

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, cast

import httpx
import msgspec

from batchline_api import Client as Parser
from batchline_api.api.batches import cancel_batch as _cancel_batch
from batchline_api.api.batches import create_batch as _create_batch
from batchline_api.api.batches import get_batch as _get_batch
from batchline_api.api.batches import list_batches as _list_batches
from batchline_api.api.files import abort_multipart_upload as _abort_multipart_upload
from batchline_api.api.files import complete_multipart_upload as _complete_multipart_upload
from batchline_api.api.files import create_file as _create_file
from batchline_api.api.files import delete_file as _delete_file
from batchline_api.api.files import initiate_multipart_upload as _initiate_multipart_upload
from batchline_api.api.files import list_files as _list_files
from batchline_api.api.files import preprocess_file as _preprocess_file
from batchline_api.api.files import retrieve_file as _retrieve_file
from batchline_api.api.files import retrieve_file_content as _retrieve_file_content
from batchline_api.models import (
    AbortMultipartRequest,
    BatchEndpoint,
    BatchJob,
    CompletedPart,
    CompletedUpload,
    CompleteMultipartRequest,
    CreateBatchRequest,
    CreatedBatch,
    CreateFileForm,
    FileDeleteResponse,
    FileList,
    FileResponse,
    InitiateMultipartRequest,
    MultipartUpload,
)
from batchline_api.types import UNSET

from ..engine.effects import Flow, Request, Send, now
from ..errors import BatchlineError, NotFoundError, ResponseError
from ..text import sanitize
from .responses import (
    REDIRECTS,
    SAME_METHOD_REDIRECTS,
    decode_body,
    error_from,
    follow_redirects,
    refuse_unencrypted,
    server_message,
    unexpected_answer,
)
from .retry import retry
from .settings import Settings

_PARSER = Parser(base_url="", raise_on_unexpected_status=True)
_UNREADABLE: Final = (KeyError, TypeError, ValueError, AttributeError, RecursionError, OverflowError)
"""What a generated model raises when it reads something else."""
_UNREAD: Final = "UNKNOWN"
"""The status of a listed job whose own cannot be read."""


def _request(kwargs: dict[str, Any], action: str) -> Request:
    return Request(
        method=kwargs["method"].upper(),
        url=kwargs["url"],
        action=action,
        headers=kwargs.get("headers", {}),
        params=kwargs.get("params", {}),
        json=kwargs.get("json"),
        data=kwargs.get("data"),
    )


def is_id(value: object) -> bool:
    """Whether it names one thing: in a path, an empty one, `.` or `..` would make it another call."""
    return isinstance(value, str) and value.isprintable() and value not in ("", ".", "..")


def _segment(id: str) -> str:
    if not is_id(id):
        raise ValueError(f"{id!r} is not the id of a file or a batch")
    return id


def _ids(model: object) -> Iterator[object]:
    """The ids in an answer, which later calls are made with."""
    match model:
        case list() | FileList(data=list()):
            for item in cast("list[object]", model if isinstance(model, list) else model.data):
                yield from _ids(item)
        case CreatedBatch(job=inner) | CompletedUpload(file=inner):
            yield from _ids(inner)
        case MultipartUpload():
            yield from (model.file_id, model.upload_id)
        case BatchJob():
            yield model.id
            yield from filter(None, (model.output_file_id, model.error_file_id))
            given = cast("object", model.input_file_id)
            if not isinstance(given, str | None):  # it is only compared
                yield given
        case FileResponse() | FileDeleteResponse():
            yield model.id
        case _:
            pass


def _exchange(request: Request, expected: frozenset[int]) -> Flow[httpx.Response]:
    """Send a call once and return an expected answer, or raise the error that it stands for."""
    followed = (REDIRECTS if request.method == "GET" else SAME_METHOD_REDIRECTS) - expected
    response: httpx.Response = yield from follow_redirects(request, Send, followed)
    if response.status_code not in expected:
        raise error_from(response, request.action)
    return response


def _parse(settings: Settings, response: httpx.Response, parse: Callable[..., Any], action: str) -> Any:
    """An expected answer as its model, which the function's caller knows the type of: the call has succeeded."""
    try:
        parsed = parse(client=_PARSER, response=response)
    except _UNREADABLE as error:
        if _is_json(response):
            what = f"its fields do not fit ({type(error).__name__}: {sanitize(str(error))})"
        else:
            what = f"not with JSON: {server_message(decode_body(response)) if response.content else 'nothing at all'}"
        raise unexpected_answer(response, action, what) from error
    for found in _ids(parsed):
        if not is_id(found):
            raise unexpected_answer(response, action, f"with {sanitize(repr(found))} for an id")
    settings.evidence.has_succeeded = True
    return parsed


def _is_json(response: httpx.Response) -> bool:
    return "json" in response.headers.get("Content-Type", "")


_OK = frozenset({200})
TIDY_TIMEOUT: Final = 10.0
INTERRUPTED_TIMEOUT: Final = 0.7
"""Seconds without progress, for a call that tidies up: the user may have pressed Ctrl-C and waits."""


def _call(
    settings: Settings, kwargs: dict[str, Any], parse: Callable[..., Any], action: str, id: str | None = None
) -> Flow[Any]:
    """A call that may be repeated: sent until it is answered, and read as the document says.

    Args:
        settings: The client's.
        kwargs: What the generated endpoint makes of its arguments.
        parse: How it reads an answer.
        action: What is being done.
        id: What has to exist for that, and what the answer is about.
    """
    request = _request(kwargs, action)
    response = yield from retry(lambda: _exchange(request, _OK), settings, id)
    parsed = _parse(settings, response, parse, action)
    if id is not None:
        _refuse_other_id(parsed.id, id, action)
    return parsed


def _refuse_other_id(found: str, asked: str, action: str) -> None:
    """Refuse an answer about another thing than was asked for: a cache may be wrong, or a connection shared.

    Raises:
        ResponseError: It is one.
    """
    if found != asked:
        raise ResponseError(f"{action} failed: the server answered about {sanitize(found)} instead.")


def create_file(settings: Settings, form: CreateFileForm) -> Flow[tuple[str, str]]:
    """Announce a file.

    Returns:
        The presigned URL for its bytes, and the file's id.
    """
    action = f"Creating the file {form.file_name}"
    request = _request(_create_file._get_kwargs(body=form), action)
    found = frozenset({302})
    response = yield from retry(lambda: _exchange(request, found), settings)
    location, file_id = response.headers.get("Location"), response.headers.get("X-Together-File-Id")
    if not location or not is_id(file_id):
        raise unexpected_answer(response, action, "without the headers Location and X-Together-File-Id")
    try:
        url = str(response.request.url.join(location))
    except (httpx.InvalidURL, ValueError):
        raise unexpected_answer(response, action, "with a Location that is no URL") from None
    refuse_unencrypted(response, [url], action)
    settings.evidence.has_succeeded = True
    yield from note_created(settings, file_id)
    return url, file_id


def note_created(settings: Settings, id: str) -> Flow[None]:
    """Remember that this client has created something, which may not be visible everywhere yet."""
    settings.evidence.note_created(id, (yield from now()), settings.retry.lag)


def preprocess_file(settings: Settings, id: str) -> Flow[FileResponse]:
    """Hand a file over whose bytes were PUT."""
    kwargs, action = _preprocess_file._get_kwargs(id=_segment(id)), f"Handing over the file {id}"
    file: FileResponse = yield from _call(settings, kwargs, _preprocess_file._parse_response, action, id)
    return file


def list_files(settings: Settings) -> Flow[FileList]:
    """List all files."""
    kwargs = _list_files._get_kwargs()
    files: FileList = yield from _call(settings, kwargs, _list_files._parse_response, "Listing files")
    return files


def retrieve_file(settings: Settings, id: str) -> Flow[FileResponse]:
    """Retrieve a file's metadata."""
    kwargs, action = _retrieve_file._get_kwargs(id=_segment(id)), f"Retrieving the file {id}"
    file: FileResponse = yield from _call(settings, kwargs, _retrieve_file._parse_response, action, id)
    return file


def delete_file(settings: Settings, id: str) -> Flow[FileDeleteResponse]:
    """Delete a file. That it no longer exists after a lost answer is what was wanted, and no error."""
    is_lost = False

    def attempt() -> Flow[FileDeleteResponse]:
        nonlocal is_lost
        try:
            return (yield from _delete(settings, id))
        except NotFoundError:
            if not is_lost:
                raise
            settings.evidence.forget(id)
            return FileDeleteResponse(id=id, deleted=True)
        except BatchlineError as error:
            is_lost = is_lost or error.delivery == "unknown"
            raise

    return (yield from retry(attempt, settings, id))


def delete_file_once(settings: Settings, id: str) -> Flow[None]:
    """Delete a file. Sent once: its caller decides what an error means."""
    yield from _delete(settings, id)


def _delete(settings: Settings, id: str) -> Flow[FileDeleteResponse]:
    action = f"Deleting the file {id}"
    response = yield from _exchange(_request(_delete_file._get_kwargs(id=_segment(id)), action), _OK)
    deleted: FileDeleteResponse = _parse(settings, response, _delete_file._parse_response, action)
    _refuse_other_id(deleted.id, id, action)
    settings.evidence.forget(id)
    return deleted


def delete_partial_upload(settings: Settings, id: str, because: BaseException) -> Flow[None]:
    """Delete a file that was announced but did not arrive, because of an error that is not hidden."""
    settings.evidence.forget(id)
    yield from _send_best_effort(
        _request(_delete_file._get_kwargs(id=_segment(id)), f"Taking back the file {id}"), because
    )


def _send_best_effort(request: Request, because: BaseException) -> Flow[None]:
    """Send a call that tidies up: once, quickly, and whatever comes of it."""
    timeout = TIDY_TIMEOUT if isinstance(because, Exception) else INTERRUPTED_TIMEOUT
    with contextlib.suppress(BatchlineError):
        yield from _exchange(msgspec.structs.replace(request, timeout=timeout), _OK)


def initiate_multipart_upload(settings: Settings, body: InitiateMultipartRequest) -> Flow[MultipartUpload]:
    """Announce a file that comes in parts.

    Returns:
        The upload, with a place for every part, in ascending order.
    """
    action = f"Beginning the upload of {body.file_name}"
    request = _request(_initiate_multipart_upload._get_kwargs(body=body), action)
    response = yield from retry(lambda: _exchange(request, _OK), settings)
    upload: MultipartUpload = _parse(settings, response, _parse_upload, action)
    refuse_unencrypted(response, [str(part.url) for part in upload.parts], action)
    if [part.part_number for part in upload.parts] != list(range(1, body.num_parts + 1)):
        raise unexpected_answer(response, action, f"without a place for each of the {body.num_parts} parts, from 1")
    if not all(str(part.url).startswith(("http://", "https://")) for part in upload.parts):
        raise unexpected_answer(response, action, "with places for parts that are no URLs")
    return upload


def _parse_upload(*, client: Parser, response: httpx.Response) -> MultipartUpload:
    upload = cast("MultipartUpload", _initiate_multipart_upload._parse_response(client=client, response=response))
    upload.parts.sort(key=lambda part: part.part_number)
    return upload


def complete_multipart_upload_once(
    settings: Settings, upload_id: str, file_id: str, etags: Mapping[int, str]
) -> Flow[FileResponse]:
    """Make the parts a file. Sent once, since a second call finds the upload gone: see `multipart`."""
    action = f"Completing the upload of the file {file_id}"
    parts = [CompletedPart(part_number=number, etag=etag) for number, etag in sorted(etags.items())]
    body = CompleteMultipartRequest(upload_id=upload_id, file_id=file_id, parts=parts)
    request = _request(_complete_multipart_upload._get_kwargs(body=body), action)
    # A storage that puts 50 GiB together takes longer than it does for any other call.
    request = msgspec.structs.replace(request, timeout=settings.limits.part_timeout)
    response = yield from _exchange(request, _OK)
    completed: CompletedUpload | FileResponse = _parse(
        settings, response, _complete_multipart_upload._parse_response, action
    )
    file = completed.file if isinstance(completed, CompletedUpload) else completed
    _refuse_other_id(file.id, file_id, action)
    return file


def abort_multipart_upload(upload_id: str, file_id: str, because: BaseException) -> Flow[None]:
    """Give up an upload in parts, because of an error that is not hidden."""
    body = AbortMultipartRequest(upload_id=upload_id, file_id=file_id)
    action = f"Aborting the upload of the file {file_id}"
    yield from _send_best_effort(_request(_abort_multipart_upload._get_kwargs(body=body), action), because)


def file_content(id: str, action: str, span: tuple[int, int | None] | None = None, etag: str | None = None) -> Request:
    """The request for a file's bytes, which the generated endpoint would read into memory.

    Args:
        id: The file.
        action: What is being done.
        span: The first byte and the one after the last that are wanted, of the file as long as
            it has this `etag`; None for all.
        etag: The ETag of the file whose bytes are wanted.
    """
    if span is None:
        kwargs = _retrieve_file_content._get_kwargs(id=_segment(id))
    else:
        start, end = span
        range_ = f"bytes={start}-" if end is None else f"bytes={start}-{end - 1}"
        kwargs = _retrieve_file_content._get_kwargs(id=_segment(id), range_=range_, if_range=etag or UNSET)
    return _request(kwargs, action)


def batch_request(
    file_id: str, endpoint: str, *, priority: int | None = None, model_id: str | None = None
) -> CreateBatchRequest:
    """Return the request for a batch job, which always has 24 hours."""
    return CreateBatchRequest(
        input_file_id=file_id,
        endpoint=BatchEndpoint(endpoint),
        completion_window="24h",
        priority=priority,
        model_id=model_id,
    )


def create_batch_once(settings: Settings, body: CreateBatchRequest) -> Flow[BatchJob]:
    """Create a batch job. Sent once, since it is not idempotent: see `batches.create_batch`."""
    file_id = body.input_file_id
    action = f"Creating a batch from {file_id}"
    request = _request(_create_batch._get_kwargs(body=body), action)
    response = yield from _exchange(request, frozenset({200, 201}))
    try:
        created: CreatedBatch = _parse(settings, response, _create_batch._parse_response, action)
    except ResponseError:
        # Some servers answer the job itself, without `job` around it, as all other batch calls do.
        job: BatchJob = _parse(settings, response, _bare_job, action)
    else:
        job = created.job
    _refuse_other_id(job.input_file_id or file_id, file_id, action)
    return job


def _bare_job(*, client: Parser, response: httpx.Response) -> BatchJob:  # noqa: ARG001 - called as the generated ones
    return BatchJob.from_dict(response.json())


def get_batch(settings: Settings, id: str) -> Flow[BatchJob]:
    """Retrieve a batch job."""
    kwargs, action = _get_batch._get_kwargs(id=_segment(id)), f"Retrieving the batch {id}"
    job: BatchJob = yield from _call(settings, kwargs, _get_batch._parse_response, action, id)
    return job


def cancel_batch(settings: Settings, id: str) -> Flow[BatchJob]:
    """Cancel a batch job."""
    kwargs, action = _cancel_batch._get_kwargs(id=_segment(id)), f"Cancelling the batch {id}"
    job: BatchJob = yield from _call(settings, kwargs, _cancel_batch._parse_response, action, id)
    return job


def list_batches(settings: Settings) -> Flow[list[BatchJob]]:
    """List all batch jobs; some servers answer null when there is none.

    A malformed job does not hide the others: its readable fields are returned, and it is left out if it has no
    id.
    """
    jobs: list[BatchJob] = yield from _call(settings, _list_batches._get_kwargs(), _parse_jobs, "Listing batches")
    return jobs


def _parse_jobs(*, client: Parser, response: httpx.Response) -> list[BatchJob]:  # noqa: ARG001 - as above
    found: object = response.json()
    if found is None:
        return []
    if not isinstance(found, list):
        raise TypeError("it is no list")
    return list(filter(None, map(_parse_job, cast("list[object]", found))))


def _parse_job(found: object) -> BatchJob | None:
    """Read a job of a list, as far as it is as documented; None where it has no id."""
    if not isinstance(found, dict):
        return None
    fields = cast("dict[str, object]", found)
    job = _fitting_job(fields)
    if job is not None:
        return job
    kept: dict[str, object] = {"id": fields.get("id"), "status": _UNREAD}
    for name, value in fields.items():
        if _fitting_job({**kept, name: value}):
            kept[name] = value
    return _fitting_job(kept)


def _fitting_job(fields: dict[str, object]) -> BatchJob | None:
    with contextlib.suppress(*_UNREADABLE):
        job = BatchJob.from_dict(fields)
        if all(map(is_id, _ids(job))):
            return job
    return None
