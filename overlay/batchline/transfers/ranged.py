"""Read the content of a file at the service, in order or by ranges."""

from __future__ import annotations

import re
from typing import Final, cast

import httpx
import msgspec

from ..api import calls
from ..api.responses import REDIRECTS, decode_body, error_from, follow_redirects, server_message, unexpected_answer
from ..api.retry import Attempts
from ..api.settings import Settings
from ..engine.effects import Close, Flow, Open, Read, ReadAll, Stream, Yield
from ..errors import APIConnectionError, BatchlineError, DownloadError

# A number of bytes. It is limited since Python refuses to read integers of several thousand digits.
_NUMBER: Final = "[0-9]{1,18}"
_CONTENT_RANGE: Final = re.compile(rf"bytes ({_NUMBER})-({_NUMBER})/({_NUMBER}|\*)")


class Content(msgspec.Struct, frozen=True):
    """The content of a file, as described by the headers of a response.

    Attributes:
        etag: Its ETag, if that is a strong validator; None otherwise.
        size: Its size in bytes; None if the server did not send it.
        has_ranges: Whether the server accepts requests for ranges of it.
    """

    etag: str | None
    size: int | None
    has_ranges: bool = False

    @classmethod
    def of(cls, stream: Stream) -> Content:
        """Return what the headers of a response with the whole content say."""
        headers = stream.headers
        etag, length = headers.get("ETag", ""), headers.get("Content-Length", "")
        # If the response is compressed anyway, its length is not that of the content.
        size = int(length) if re.fullmatch(_NUMBER, length) and "Content-Encoding" not in headers else None
        is_strong = etag.startswith('"') and size is not None
        return cls(etag if is_strong else None, size, headers.get("Accept-Ranges", "").lower() == "bytes")


def open_whole(settings: Settings, id: str, action: str) -> Flow[Stream]:
    """Request the whole content, once."""
    stream: Stream = yield from follow_redirects(calls.file_content(id, action), Open, REDIRECTS)
    if stream.status_code != 200:
        raise (yield from _read_error(stream, action))
    # The page of a captive portal or of a proxy.
    if stream.headers.get("Content-Type", "").lower().startswith("text/html"):
        page = cast("httpx.Response", (yield ReadAll(stream)))
        raise unexpected_answer(page, action, f"with {server_message(decode_body(page))}")
    settings.evidence.has_succeeded = True
    return stream


def open_range(
    settings: Settings, id: str, action: str, start: int, end: int | None, content: Content
) -> Flow[Stream | None]:
    """Request bytes `start` to `end` of the content, once; return None if the server sends anything else."""
    stream: Stream = yield from follow_redirects(
        calls.file_content(id, action, (start, end), content.etag), Open, REDIRECTS
    )
    if stream.status_code not in (200, 206, 416):
        raise (yield from _read_error(stream, action))
    content_range = _CONTENT_RANGE.fullmatch(stream.headers.get("Content-Range", "").strip())
    if (
        stream.status_code == 206
        and content_range
        and int(content_range[1]) == start
        and (end is None or int(content_range[2]) < end)
        and content_range[3] in ("*", str(content.size))
        and stream.headers.get("ETag", content.etag) == content.etag
        and "Content-Encoding" not in stream.headers
    ):
        settings.evidence.has_succeeded = True
        return stream
    yield Close(stream)
    return None


def _read_error(stream: Stream, action: str) -> Flow[BatchlineError]:
    """Read the rest of a response, and return its error."""
    return error_from(cast("httpx.Response", (yield ReadAll(stream))), action)


def truncated(action: str, position: int, end: int) -> APIConnectionError:
    """Return the error for a body that ended at `position`, before its `end`."""
    return APIConnectionError(f"{action} failed: the connection ended {end - position:,} bytes too early.")


class ContentReader:
    """Reads the bytes of a file in order; after a break, it reconnects and continues where it stopped."""

    def __init__(self, settings: Settings, id: str, action: str) -> None:
        self._settings = settings
        self._id = id
        self._action = action
        self._stream: Stream | None = None
        self._content = Content(None, None)
        self._position = 0

    def read(self) -> Flow[bytes]:
        """Return the next bytes, about 1 MiB; empty at the end.

        Raises:
            APIConnectionError: The connection broke, and the file has no ETag to resume with.
            DownloadError: The connection broke, and the server did not resume from there.
        """
        attempts = Attempts(self._settings, self._id)
        while True:
            try:
                if self._stream is None:
                    self._stream = yield from self._open()
                chunk: bytes = yield Read(self._stream)
                if not chunk and self._position < (self._content.size or 0):
                    raise truncated(self._action, self._position, self._content.size or 0)
                self._position += len(chunk)
                return chunk
            except BatchlineError as error:
                if self._position and self._content.etag is None:
                    raise
                self._stream = None
                yield from attempts.wait_after(error)

    def _open(self) -> Flow[Stream]:
        if not self._position:
            stream = yield from open_whole(self._settings, self._id, self._action)
            self._content = Content.of(stream)
            return stream
        rest = yield from open_range(self._settings, self._id, self._action, self._position, None, self._content)
        if rest is None:
            raise DownloadError(
                f"{self._action} failed: the connection broke after {self._position:,} bytes, and the server does not "
                "resume from there. Download the file again."
            )
        return rest


def iter_content(settings: Settings, id: str) -> Flow[None]:
    """Yield a file's bytes as they arrive."""
    reader = ContentReader(settings, id, f"Downloading the file {id}")
    while chunk := (yield from reader.read()):
        yield Yield(chunk)
