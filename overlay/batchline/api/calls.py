"""Calls of the API. `call` makes any of them; the other functions are for those that need more than the document says.

The generated endpoints build requests and parse responses. This module adds what the OpenAPI document can't
express: retries, redirects, and an error for whatever else a server or a proxy may respond with.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, Literal, Protocol, TypeVar, cast

import httpx
import msgspec

from batchline_api.api.batches import create_batch as _create_batch
from batchline_api.api.batches import list_batches as _list_batches
from batchline_api.api.files import abort_multipart_upload as _abort_multipart_upload
from batchline_api.api.files import complete_multipart_upload as _complete_multipart_upload
from batchline_api.api.files import create_file as _create_file
from batchline_api.api.files import delete_file as _delete_file
from batchline_api.api.files import initiate_multipart_upload as _initiate_multipart_upload
from batchline_api.api.files import retrieve_file_content as _retrieve_file_content
from batchline_api.document import ID_FIELDS
from batchline_api.errors import UnexpectedStatus
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

R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)

CLEANUP_TIMEOUT: Final = 10.0
INTERRUPTED_TIMEOUT: Final = 0.7
"""Seconds without progress for cleanup calls: after an error, and after Ctrl-C, when the user waits."""
_PARSE_ERRORS: Final = (
    KeyError, TypeError, ValueError, AttributeError, RecursionError, OverflowError, UnexpectedStatus,
)  # fmt: skip
"""What a generated endpoint raises when a response doesn't fit the document."""
_UNKNOWN_STATUS: Final = "UNKNOWN"
"""The status of a listed job whose own status is malformed."""


class Operation(Protocol[R_co]):
    """A generated endpoint: a module of `batchline_api.api`."""

    @property
    def ACTION(self) -> str:  # noqa: N802 - a constant of the module
        """What a client is doing, for error messages; names in braces are arguments."""
        ...

    @property
    def EXPECTED(self) -> frozenset[int]:  # noqa: N802
        """The statuses of success."""
        ...

    @property
    def RETRY(self) -> Literal["safe", "once"]:  # noqa: N802
        """Whether the same request may be sent again when its response was lost."""
        ...

    @property
    def request(self) -> Callable[..., dict[str, Any]]:
        """The function that returns the request."""
        ...

    @property
    def parse(self) -> Callable[[httpx.Response], R_co]:
        """The function that parses a response with an expected status."""
        ...


def call(settings: Settings, operation: Operation[R], **arguments: str) -> Flow[R]:
    """Make a call that needs nothing beyond the document, with retries where it may be repeated.

    Args:
        settings: The client's settings.
        operation: The generated endpoint.
        arguments: Its parameters. `id` names the file or batch that the call is about; a response about another
            one is refused.
    """
    return _call(settings, operation, operation.parse, arguments)


def _call(
    settings: Settings, operation: Operation[Any], parse: Callable[[httpx.Response], R], arguments: Mapping[str, str]
) -> Flow[R]:
    about = arguments.get("id")
    action = operation.ACTION.format(**arguments)
    request = _request(operation.request(**{name: _check_id(value) for name, value in arguments.items()}), action)

    def attempt() -> Flow[httpx.Response]:
        return _exchange(request, operation.EXPECTED)

    response = yield from (retry(attempt, settings, about) if operation.RETRY == "safe" else attempt())
    parsed = _parse(settings, response, parse, action)
    if about is not None:
        _refuse_other_id(getattr(parsed, "id", about), about, action)
    return parsed


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
    """Return whether this can be an id. In a path, an empty id, `.` or `..` would address another call."""
    return isinstance(value, str) and value.isprintable() and value not in ("", ".", "..")


def _check_id(id: str) -> str:
    if not is_id(id):
        raise ValueError(f"id must be a file or batch id, got {id!r}")
    return id


def _ids(model: object) -> Iterator[object]:
    """Yield the ids in a response that later calls will use; an optional one may be empty."""
    match model:
        case list() | FileList(data=list()):
            for item in cast("list[object]", model if isinstance(model, list) else model.data):
                yield from _ids(item)
        case CreatedBatch(job=inner) | CompletedUpload(file=inner):
            yield from _ids(inner)
        case _:
            for field in ID_FIELDS.get(type(model).__name__, ()):
                value = getattr(model, field)
                if field == "id" or value not in (None, ""):
                    yield value
    if isinstance(model, BatchJob) and not isinstance(cast("object", model.input_file_id), str | None):
        # No call uses this id, it is only compared: so any string will do.
        yield model.input_file_id


def _exchange(request: Request, expected: frozenset[int]) -> Flow[httpx.Response]:
    """Send a request once, follow its redirects, and return the response if its status is expected.

    Raises:
        APIStatusError: The status is another one.
    """
    redirects = (REDIRECTS if request.method == "GET" else SAME_METHOD_REDIRECTS) - expected
    response: httpx.Response = yield from follow_redirects(request, Send, redirects)
    if response.status_code not in expected:
        raise error_from(response, request.action)
    return response


def _parse(settings: Settings, response: httpx.Response, parse: Callable[[httpx.Response], R], action: str) -> R:
    """Parse a response with an expected status, and note that a call has succeeded.

    Raises:
        ResponseError: The response isn't what the OpenAPI document promises.
    """
    try:
        parsed = parse(response)
    except _PARSE_ERRORS as error:
        if _is_json(response):
            what = f"the fields don't match the API ({type(error).__name__}: {sanitize(str(error))})"
        else:
            what = f"not with JSON: {server_message(decode_body(response)) if response.content else 'an empty body'}"
        raise unexpected_answer(response, action, what) from error
    for value in _ids(parsed):
        if not is_id(value):
            raise unexpected_answer(response, action, f"with an invalid id ({sanitize(repr(value))})")
    settings.evidence.has_succeeded = True
    return parsed


def _is_json(response: httpx.Response) -> bool:
    return "json" in response.headers.get("Content-Type", "")


def _refuse_other_id(answered: str, requested: str, action: str) -> None:
    """Refuse a response about something else: a proxy's cache may be wrong, or a connection shared.

    Raises:
        ResponseError: The ids differ.
    """
    if answered != requested:
        raise ResponseError(f"{action} failed: the server answered about {sanitize(answered)} instead.")


def create_file(settings: Settings, form: CreateFileForm) -> Flow[tuple[str, str]]:
    """Create a file, whose bytes are to be uploaded next.

    Returns:
        The presigned URL to upload the bytes to, and the file's id.
    """
    action = _create_file.ACTION.format(file_name=form.file_name)
    request = _request(_create_file.request(body=form), action)
    response = yield from retry(lambda: _exchange(request, _create_file.EXPECTED), settings)
    location, file_id = response.headers.get("Location"), response.headers.get("X-Together-File-Id")
    if not location or not is_id(file_id):
        raise unexpected_answer(response, action, "without the headers Location and X-Together-File-Id")
    try:
        url = str(response.request.url.join(location))
    except (httpx.InvalidURL, ValueError):
        raise unexpected_answer(response, action, "with an invalid URL in Location") from None
    refuse_unencrypted(response, [url], action)
    settings.evidence.has_succeeded = True
    yield from note_created(settings, file_id)
    return url, file_id


def note_created(settings: Settings, id: str) -> Flow[None]:
    """Remember that this client has just created something, which may not be visible everywhere yet."""
    settings.evidence.note_created(id, (yield from now()), settings.retry.lag)


def delete_file(settings: Settings, id: str) -> Flow[FileDeleteResponse]:
    """Delete a file. If a response was lost and the file then no longer exists, that is a success."""
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
    """Delete a file, without retries: the caller decides what an error means."""
    yield from _delete(settings, id)


def _delete(settings: Settings, id: str) -> Flow[FileDeleteResponse]:
    request = _request(_delete_file.request(id=_check_id(id)), _delete_file.ACTION.format(id=id))
    response = yield from _exchange(request, _delete_file.EXPECTED)
    deleted = _parse(settings, response, _delete_file.parse, request.action)
    _refuse_other_id(deleted.id, id, request.action)
    settings.evidence.forget(id)
    return deleted


def delete_partial_upload(settings: Settings, id: str, because: BaseException) -> Flow[None]:
    """Delete a file whose upload failed with the error `because`; ignore errors of the deletion."""
    settings.evidence.forget(id)
    request = _request(_delete_file.request(id=_check_id(id)), _delete_file.ACTION.format(id=id))
    yield from _send_best_effort(request, _delete_file.EXPECTED, because)


def _send_best_effort(request: Request, expected: frozenset[int], because: BaseException) -> Flow[None]:
    """Send a cleanup call once, with a short timeout, and ignore its errors."""
    timeout = CLEANUP_TIMEOUT if isinstance(because, Exception) else INTERRUPTED_TIMEOUT
    with contextlib.suppress(BatchlineError):
        yield from _exchange(msgspec.structs.replace(request, timeout=timeout), expected)


def initiate_multipart_upload(settings: Settings, body: InitiateMultipartRequest) -> Flow[MultipartUpload]:
    """Begin a multipart upload.

    Returns:
        The upload, with a presigned URL for each part, in ascending order.
    """
    action = _initiate_multipart_upload.ACTION.format(file_name=body.file_name)
    request = _request(_initiate_multipart_upload.request(body=body), action)
    response = yield from retry(lambda: _exchange(request, _initiate_multipart_upload.EXPECTED), settings)
    upload = _parse(settings, response, _parse_upload, action)
    refuse_unencrypted(response, [str(part.url) for part in upload.parts], action)
    if [part.part_number for part in upload.parts] != list(range(1, body.num_parts + 1)):
        raise unexpected_answer(response, action, f"without exactly one URL for each part from 1 to {body.num_parts}")
    if not all(str(part.url).startswith(("http://", "https://")) for part in upload.parts):
        raise unexpected_answer(response, action, "with invalid URLs for parts")
    return upload


def _parse_upload(response: httpx.Response) -> MultipartUpload:
    upload = _initiate_multipart_upload.parse(response)
    upload.parts.sort(key=lambda part: part.part_number)
    return upload


def complete_multipart_upload_once(
    settings: Settings, upload_id: str, file_id: str, etags: Mapping[int, str]
) -> Flow[FileResponse]:
    """Join the parts into a file, without retries: a second call would find no upload; see `multipart`."""
    parts = [CompletedPart(part_number=number, etag=etag) for number, etag in sorted(etags.items())]
    body = CompleteMultipartRequest(upload_id=upload_id, file_id=file_id, parts=parts)
    action = _complete_multipart_upload.ACTION.format(file_id=file_id)
    request = _request(_complete_multipart_upload.request(body=body), action)
    # Joining 50 GiB takes the storage longer than any other call.
    request = msgspec.structs.replace(request, timeout=settings.limits.part_timeout)
    response = yield from _exchange(request, _complete_multipart_upload.EXPECTED)
    completed = _parse(settings, response, _complete_multipart_upload.parse, action)
    file = completed.file if isinstance(completed, CompletedUpload) else completed
    _refuse_other_id(file.id, file_id, action)
    return file


def abort_multipart_upload(upload_id: str, file_id: str, because: BaseException) -> Flow[None]:
    """Abort a multipart upload that failed with the error `because`; ignore errors of the abort."""
    body = AbortMultipartRequest(upload_id=upload_id, file_id=file_id)
    action = _abort_multipart_upload.ACTION.format(file_id=file_id)
    request = _request(_abort_multipart_upload.request(body=body), action)
    yield from _send_best_effort(request, _abort_multipart_upload.EXPECTED, because)


def file_content(id: str, action: str, span: tuple[int, int | None] | None = None, etag: str | None = None) -> Request:
    """Return the request for a file's bytes; the generated endpoint would read them all into memory.

    Args:
        id: The file.
        action: What the request is for, as error messages call it.
        span: The range of bytes as (first, one past the last), or (first, None) to the end; None for the
            whole file.
        etag: The ETag that the file must still have for the range; the server sends the whole file if not.
    """
    if span is None:
        kwargs = _retrieve_file_content.request(id=_check_id(id))
    else:
        start, end = span
        range_ = f"bytes={start}-" if end is None else f"bytes={start}-{end - 1}"
        kwargs = _retrieve_file_content.request(id=_check_id(id), range_=range_, if_range=etag or UNSET)
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
    """Create a batch job, without retries, since the call is not idempotent: see `batches.create_batch`."""
    action = _create_batch.ACTION.format(input_file_id=body.input_file_id)
    request = _request(_create_batch.request(body=body), action)
    response = yield from _exchange(request, _create_batch.EXPECTED)
    try:
        job = _parse(settings, response, _create_batch.parse, action).job
    except ResponseError:
        # Some servers return the bare job, as all other batch calls do, instead of an object with `job`.
        job = _parse(settings, response, _parse_bare_job, action)
    _refuse_other_id(job.input_file_id or body.input_file_id, body.input_file_id, action)
    return job


def _parse_bare_job(response: httpx.Response) -> BatchJob:
    return BatchJob.from_dict(response.json())


def list_batches(settings: Settings) -> Flow[list[BatchJob]]:
    """List all batch jobs; some servers return null if there are none.

    A malformed job doesn't hide the others: only its well-formed fields are returned. Without an id, it is
    left out.
    """
    return _call(settings, _list_batches, _parse_jobs, {})


def _parse_jobs(response: httpx.Response) -> list[BatchJob]:
    jobs: object = response.json()
    if jobs is None:
        return []
    if not isinstance(jobs, list):
        raise TypeError("it is not a list")
    return list(filter(None, map(_parse_job, cast("list[object]", jobs))))


def _parse_job(value: object) -> BatchJob | None:
    """Return a job of a list with those of its fields that are well-formed; None if it has no id."""
    if not isinstance(value, dict):
        return None
    fields = cast("dict[str, object]", value)
    job = _try_job(fields)
    if job is not None:
        return job
    valid: dict[str, object] = {"id": fields.get("id"), "status": _UNKNOWN_STATUS}
    for name, field in fields.items():
        if _try_job({**valid, name: field}):
            valid[name] = field
    return _try_job(valid)


def _try_job(fields: dict[str, object]) -> BatchJob | None:
    with contextlib.suppress(*_PARSE_ERRORS):
        job = BatchJob.from_dict(fields)
        if all(map(is_id, _ids(job))):
            return job
    return None
