"""The storage's side of an upload: PUTs of a file, or of a part of it, to a presigned URL."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Final

import httpx
import msgspec

from ..api.responses import REDIRECTS, error_from, follow_redirects, server_message
from ..api.retry import retry
from ..api.settings import Settings
from ..engine.effects import Flow, Put, Request, do
from ..errors import APIStatusError, APITimeoutError, BatchlineError, ResponseError, UploadError
from .source import Source

logger = logging.getLogger("batchline")

MAX_RESTARTS: Final = 2
"""How often an upload is restarted because its presigned URLs have expired."""

_OURS: Final = frozenset({"authorization", "connection", "content-length", "host", "transfer-encoding"})
"""Headers that are not the server's to choose: they frame the request, or carry a key."""


class FilePart(msgspec.Struct, frozen=True):
    """Bytes of a file and where they go.

    Attributes:
        url: A presigned URL.
        headers: What must be sent with them.
        offset: Where they begin in the file.
        length: How many they are.
    """

    url: str
    headers: Mapping[str, str]
    offset: int
    length: int


class UrlExpiredError(BatchlineError):
    """The presigned URL has expired; the API gives another one."""


def put(
    settings: Settings,
    source: Source,
    part: FilePart,
    action: str,
    on_bytes: Callable[[int], None],
    *,
    needs_etag: bool = False,
) -> Flow[str]:
    """PUT bytes to the storage, all of them on each try and at each redirect.

    Args:
        settings: The client's.
        source: The file.
        part: Which of its bytes, and where to.
        action: What is being done.
        on_bytes: Told how many bytes have gone, from 0 on each try.
        needs_etag: Whether an answer without an ETag is one to try again.

    Returns:
        The ETag, without its quotes.

    Raises:
        UrlExpiredError: The URL has expired.
        APIConnectionError: The storage could not be reached.
        UploadError: The storage refuses the bytes, or the file cannot be read or has changed.
    """
    headers = {name: value for name, value in part.headers.items() if name.lower() not in _OURS}
    request = Request("PUT", part.url, action, headers=headers, authorize=False)

    def effect(request: Request) -> Put:
        return Put(request, source.path, part.offset, part.length, settings.limits.part_timeout, on_bytes)

    def attempt() -> Flow[str]:
        response: httpx.Response = yield from follow_redirects(request, effect, REDIRECTS)
        if response.status_code not in (200, 201, 204):
            raise _error(response, action)
        etag: str = response.headers.get("ETag", "").strip('"')
        if needs_etag and not etag:
            raise ResponseError(f"{action} failed: the storage did not answer with an ETag.", retryable=True)
        return etag

    try:
        etag = yield from retry(attempt, settings)
    except (APIStatusError, ResponseError) as error:
        raise UploadError(str(error), retryable=error.retryable, delivery=error.delivery) from error
    yield from do(refuse_changed, source, "while it was uploaded")
    return etag


def _error(response: httpx.Response, action: str) -> BatchlineError:
    """S3 says in a sentence that a URL has expired, or (with 400) the token that signed it.

    With another 400 it says that a line was silent for too long, where others answer 408.
    """
    error = error_from(response, action, of_api=False)
    if response.status_code == 400 and "RequestTimeout" in server_message(error.body):
        return APITimeoutError(error.message)
    if response.status_code in (400, 403) and "expired" in server_message(error.body).lower():
        return UrlExpiredError("The presigned URL has expired.")
    return error


def refuse_changed(source: Source, when: str) -> None:
    """Refuse a file that was written to since it was inspected.

    Raises:
        UploadError: It was.
    """
    if not source.is_current():
        raise UploadError(
            f"Uploading {source.path} failed: the file changed {when}. Upload it again once nothing writes to it."
        )


def refuse_wrong_size(source: Source, size: int | None) -> None:
    """Refuse a file that has other bytes at the service than were sent.

    Raises:
        UploadError: It does. The same upload may succeed the next time.
    """
    if size is not None and size != source.size:
        raise UploadError(
            f"Uploading {source.path} failed: the server has {size} bytes of {source.size}. Upload it again.",
            retryable=True,
        )


def check_restart_limit(source: Source, reason: str, times: int) -> None:
    """Say that an upload is restarted, for the `times`-th time.

    Raises:
        UploadError: It was restarted often enough.
    """
    if times > MAX_RESTARTS:
        raise UploadError(f"Uploading {source.path} failed, {times} times: {reason} Is this machine's clock right?")
    logger.warning("%s Restarting the upload of %s.", reason, source.path)
