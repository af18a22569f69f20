"""The bytes of a file at the service: what an answer says of them, and reading them in order."""

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

_NUMBER: Final = "[0-9]{1,18}"  # of bytes; Python reads no integer of more than some thousand digits
_CONTENT_RANGE: Final = re.compile(rf"bytes ({_NUMBER})-({_NUMBER})/({_NUMBER}|\*)")


class Content(msgspec.Struct, frozen=True):
    """What the server said of the bytes that it began to send.

    Attributes:
        etag: What tells them from others (a strong validator); None where there is none.
        size: How many they are, where it is known.
        has_ranges: Whether the server offers ranges of them.
    """

    etag: str | None
    size: int | None
    has_ranges: bool = False

    @classmethod
    def of(cls, stream: Stream) -> Content:
        """Read the headers of an answer with the whole content."""
        headers = stream.headers
        etag, length = headers.get("ETag", ""), headers.get("Content-Length", "")
        # Of an answer that is compressed all the same, the length is that of other bytes.
        size = int(length) if re.fullmatch(_NUMBER, length) and "Content-Encoding" not in headers else None
        is_strong = etag.startswith('"') and size is not None
        return cls(etag if is_strong else None, size, headers.get("Accept-Ranges", "").lower() == "bytes")


def open_whole(settings: Settings, id: str, action: str) -> Flow[Stream]:
    """Ask once for the content."""
    stream: Stream = yield from follow_redirects(calls.file_content(id, action), Open, REDIRECTS)
    if stream.status_code != 200:
        raise (yield from _refusal(stream, action))
    if stream.headers.get("Content-Type", "").lower().startswith("text/html"):  # a portal's, or a proxy's
        page = cast("httpx.Response", (yield ReadAll(stream)))
        raise unexpected_answer(page, action, f"with {server_message(decode_body(page))}")
    settings.evidence.has_succeeded = True
    return stream


def open_range(
    settings: Settings, id: str, action: str, start: int, end: int | None, content: Content
) -> Flow[Stream | None]:
    """Ask once for a part of the content; None where the server sends anything else."""
    stream: Stream = yield from follow_redirects(
        calls.file_content(id, action, (start, end), content.etag), Open, REDIRECTS
    )
    if stream.status_code not in (200, 206, 416):
        raise (yield from _refusal(stream, action))
    found = _CONTENT_RANGE.fullmatch(stream.headers.get("Content-Range", "").strip())
    if (
        stream.status_code == 206
        and found
        and int(found[1]) == start
        and (end is None or int(found[2]) < end)
        and found[3] in ("*", str(content.size))
        and stream.headers.get("ETag", content.etag) == content.etag
        and "Content-Encoding" not in stream.headers
    ):
        settings.evidence.has_succeeded = True
        return stream
    yield Close(stream)
    return None


def _refusal(stream: Stream, action: str) -> Flow[BatchlineError]:
    return error_from(cast("httpx.Response", (yield ReadAll(stream))), action)


def truncated(action: str, position: int, end: int) -> APIConnectionError:
    """The error for a body that ends before its length."""
    return APIConnectionError(f"{action} failed: the connection ended {end - position:,} bytes too early.")


class ContentReader:
    """The bytes of a file, in order, over as many connections as it takes."""

    def __init__(self, settings: Settings, id: str, action: str) -> None:
        self._settings = settings
        self._id = id
        self._action = action
        self._stream: Stream | None = None
        self._content = Content(None, None)
        self._position = 0

    def read(self) -> Flow[bytes]:
        """Read about 1 MiB more; nothing at the end.

        Raises:
            APIConnectionError: The connection broke, and the server can't resume from there.
            DownloadError: The server has other bytes now.
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
    """Emit a file's bytes as they arrive."""
    reader = ContentReader(settings, id, f"Downloading the file {id}")
    while chunk := (yield from reader.read()):
        yield Yield(chunk)
