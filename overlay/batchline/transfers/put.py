"""PUT a file, or a part of a file, to a presigned URL of the storage."""

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
"""How many times an upload is restarted when its presigned URLs have expired."""

_RESERVED: Final = frozenset({"authorization", "connection", "content-length", "host", "transfer-encoding"})
"""Headers that the server may not set: they frame the request or carry a key."""


class FilePart(msgspec.Struct, frozen=True):
    """A part of a file and the URL it goes to.

    Attributes:
        url: A presigned URL.
        headers: The headers that must be sent with it.
        offset: Its position in the file, in bytes.
        length: Its length in bytes.
    """

    url: str
    headers: Mapping[str, str]
    offset: int
    length: int


class UrlExpiredError(BatchlineError):
    """The presigned URL has expired; only the API can issue another one."""


def put(
    settings: Settings,
    source: Source,
    part: FilePart,
    action: str,
    on_bytes: Callable[[int], None],
    *,
    needs_etag: bool = False,
) -> Flow[str]:
    """PUT a part of a file to the storage, and return its ETag; each retry and redirect sends all of it.

    Args:
        settings: The client's settings.
        source: The file.
        part: The part to send.
        action: What is being done, for error messages.
        on_bytes: Called with the number of bytes sent so far, from 0 on each try.
        needs_etag: Whether to retry if the response has no ETag.

    Returns:
        The ETag, without its quotes.

    Raises:
        UrlExpiredError: The URL has expired.
        APIConnectionError: The storage could not be reached.
        UploadError: The storage refused the part, or the file cannot be read or has changed.
    """
    headers = {name: value for name, value in part.headers.items() if name.lower() not in _RESERVED}
    request = Request("PUT", part.url, action, headers=headers, authorize=False)

    def effect(request: Request) -> Put:
        return Put(request, source.path, part.offset, part.length, settings.limits.part_timeout, on_bytes)

    def attempt() -> Flow[str]:
        response: httpx.Response = yield from follow_redirects(request, effect, REDIRECTS)
        if response.status_code not in (200, 201, 204):
            raise _error_from(response, action)
        etag: str = response.headers.get("ETag", "").strip('"')
        if needs_etag and not etag:
            raise ResponseError(f"{action} failed: the storage's response has no ETag.", retryable=True)
        return etag

    try:
        etag = yield from retry(attempt, settings)
    except (APIStatusError, ResponseError) as error:
        raise UploadError(str(error), retryable=error.retryable, delivery=error.delivery) from error
    yield from do(refuse_changed, source, "while it was uploaded")
    return etag


def _error_from(response: httpx.Response, action: str) -> BatchlineError:
    """Return the error for a response of the storage.

    S3 reports an expired URL only in the text of a 403, and an expired signing token in that of a
    400. It also reports an idle connection as 400 RequestTimeout, where others answer 408.
    """
    error = error_from(response, action, of_api=False)
    if response.status_code == 400 and "RequestTimeout" in server_message(error.body):
        return APITimeoutError(error.message)
    if response.status_code in (400, 403) and "expired" in server_message(error.body).lower():
        return UrlExpiredError("The presigned URL has expired.")
    return error


def refuse_changed(source: Source, when: str) -> None:
    """Raise an error if a file has changed since it was inspected.

    Raises:
        UploadError: The file has changed; the message says `when`.
    """
    if not source.is_current():
        raise UploadError(
            f"Uploading {source.path} failed: the file changed {when}. Upload it again once nothing writes to it."
        )


def refuse_wrong_size(source: Source, size: int | None) -> None:
    """Raise an error if a file has another size at the service; None is not checked.

    Raises:
        UploadError: The sizes differ. Another try may succeed.
    """
    if size is not None and size != source.size:
        raise UploadError(
            f"Uploading {source.path} failed: the server has {size} bytes, expected {source.size}. Upload it again.",
            retryable=True,
        )


def check_restart_limit(source: Source, reason: str, times: int) -> None:
    """Log that an upload is restarted for the `times`-th time, or raise an error if that is too often.

    Raises:
        UploadError: `times` is more than `MAX_RESTARTS`.
    """
    if times > MAX_RESTARTS:
        raise UploadError(f"Uploading {source.path} failed {times} times: {reason} Check this machine's clock.")
    logger.warning("%s Restarting the upload of %s.", reason, source.path)
