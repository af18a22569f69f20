"""How response bodies are read: size limits, time limits and decompression.

A server may be broken or hostile, so every response is bounded in size and time.
"""

from __future__ import annotations

import time
import zlib
from typing import Final, Generic, TypeVar

import httpx

from ..errors import ResponseError
from ..text import origin, sanitize
from .effects import Request

C = TypeVar("C")

CHUNK: Final = 2**20
"""Bytes passed to the socket, or to a file, at a time: 64 KiB would be several times slower."""
MAX_WAIT: Final = 0.25
"""Seconds after which received bytes are passed on even if they are fewer than `CHUNK`, so that progress
shows on a slow connection, too."""
PATIENCE: Final = 10.0
"""How many read timeouts the response to one try may take in total, and a download may take to
receive `MIN_PROGRESS` bytes. httpx only limits the time between two bytes, so a server that sends one now
and then could keep the client waiting forever."""
MIN_PROGRESS: Final = 64 * 2**10
"""Bytes that a download must receive in that time."""
MAX_ANSWER: Final = 32 * 2**20
"""Bytes of a response body at most: a list of 100,000 files fits."""
MAX_REFUSAL: Final = 2**20
"""Bytes read at most of an error response, or of the storage's: their text is for people."""


class TooLargeError(ResponseError):
    """A response exceeds `MAX_ANSWER` bytes, such as a list of everything that an account ever had."""


class BoundedBody:
    """Collects the body of a response, up to a maximum size."""

    def __init__(self, response: httpx.Response, request: Request, api_key: bytes) -> None:
        """Start with an empty body.

        Args:
            response: The response; nothing of its body has been read.
            request: The request that it answers.
            api_key: The key, which is removed from error responses: a server may repeat it there.
        """
        self._response = response
        self._action = request.action
        self._api_key = api_key
        self._is_refusal = response.status_code >= 400 or not request.authorize
        self._body = bytearray()

    def is_wanted(self) -> bool:
        """Return whether to read the body; False for an error response that is compressed.

        Raises:
            ResponseError: The body is compressed, although the request asked for none.
        """
        encoding = _content_encoding(self._response)
        if encoding and not self._is_refusal:
            raise _unsupported_encoding(self._response, self._action)
        return not encoding

    def add(self, piece: bytes) -> bool:
        """Append bytes to the body, and return whether to read more.

        Raises:
            ResponseError: The body is larger than `MAX_ANSWER`.
        """
        self._body += piece
        if self._is_refusal:
            del self._body[MAX_REFUSAL:]
            return len(self._body) < MAX_REFUSAL
        if len(self._body) > MAX_ANSWER:
            raise TooLargeError(
                f"{self._action} failed: {origin(str(self._response.request.url))} sent a response of more than "
                f"{MAX_ANSWER:,} bytes, the most that this client reads. Is it a server of this API?"
            )
        return True

    def to_response(self) -> httpx.Response:
        """Return the response with the body that was collected."""
        headers = httpx.Headers(self._response.headers)
        for name in ("Content-Encoding", "Content-Length", "Transfer-Encoding"):
            headers.pop(name, None)
        content = bytes(self._body)
        if self._is_refusal:
            content = content.replace(self._api_key, b"[the key]")
        return httpx.Response(
            self._response.status_code, headers=headers, content=content, request=self._response.request
        )


class Decompressor:
    """Decompresses a body that the server compressed with gzip or deflate without being asked to.

    64 KiB of these expand to at most 64 MiB; other encodings have no such bound. httpx's own decoders
    aren't used because they keep whatever follows the compressed data in memory.
    """

    def __init__(self, encoding: str) -> None:
        # 32 + 15: zlib detects by the header which of the two it is.
        self._decompressor = zlib.decompressobj(wbits=47)
        self._encoding = encoding

    def feed(self, data: bytes) -> bytes:
        """Decompress the next bytes.

        Raises:
            httpx.DecodingError: The data is corrupt, or continues after its end.
        """
        try:
            decompressed = self._decompressor.decompress(data)
        except zlib.error as error:
            raise httpx.DecodingError(f"the {self._encoding} data is invalid: {error}") from None
        if self._decompressor.unused_data:
            raise httpx.DecodingError(f"the {self._encoding} data is followed by something else")
        return decompressed

    def finish(self) -> None:
        """Check that the data is complete.

        Raises:
            httpx.DecodingError: The data is truncated.
        """
        if not self._decompressor.eof:
            raise httpx.DecodingError(f"the {self._encoding} data is truncated")


def _content_encoding(response: httpx.Response) -> str:
    encoding: str = response.headers.get("Content-Encoding", "").strip().lower()
    return "" if encoding == "identity" else encoding


def _unsupported_encoding(response: httpx.Response, action: str) -> ResponseError:
    where, encoding = origin(str(response.request.url)), sanitize(_content_encoding(response))
    return ResponseError(f"{action} failed: {where} sent an unsupported Content-Encoding ({encoding}).")


def decompressor_of(response: httpx.Response, request: Request) -> Decompressor | None:
    """Return the decompressor for the body of a download; None if the body isn't compressed.

    Raises:
        ResponseError: The encoding is neither gzip nor deflate.
    """
    encoding = _content_encoding(response)
    if encoding in ("gzip", "deflate"):
        return Decompressor(encoding)
    if encoding and response.status_code < 300:
        raise _unsupported_encoding(response, request.action)
    return None


def total_timeout(built: httpx.Request) -> float | None:
    """Return how many seconds a response may take in total; None if the user set no read timeout."""
    read: float | None = built.extensions["timeout"]["read"]
    return None if read is None else PATIENCE * read


class TooSlow(httpx.ReadTimeout):
    """A download is so slow that it would take forever."""


class MinimumThroughput:
    """Checks that a download receives `MIN_PROGRESS` bytes within each `total_timeout`."""

    def __init__(self, response: httpx.Response) -> None:
        """Start timing the body of a response."""
        self._response = response
        self._limit = total_timeout(response.request)
        self._since = time.monotonic()
        self._arrived = 0

    def skip(self, seconds: float) -> None:
        """Exclude a time in which the caller wasn't reading."""
        self._since += seconds

    def add(self, size: int) -> None:
        """Count bytes that have arrived.

        Raises:
            httpx.ReadTimeout: The time is up, and fewer than `MIN_PROGRESS` bytes have arrived.
        """
        self._arrived += size
        if self._limit is None or time.monotonic() - self._since < self._limit:
            return
        if self._arrived < MIN_PROGRESS:
            message = f"it sent {self._arrived:,} bytes in {self._limit:g} s"
            raise TooSlow(message, request=self._response.request)
        self._since, self._arrived = time.monotonic(), 0


class OpenStream(Generic[C]):
    """A response whose body is yet to be read, in chunks: what the drivers hand out as a `Stream`.

    Attributes:
        response: The response.
        flow_request: The request as the flow yielded it; `request` is the one that was sent.
        chunks: An iterator over the rest of the body.
        status_code: The HTTP status.
        headers: The headers.
        request: The request that was sent.
    """

    def __init__(self, response: httpx.Response, flow_request: Request, chunks: C) -> None:
        self.response = response
        self.flow_request = flow_request
        self.chunks = chunks
        self.status_code = response.status_code
        self.headers = response.headers
        self.request = response.request

    def ends_after(self, length: int) -> bool:
        """Return whether the body ends after `length` bytes.

        If so, the caller should read on to the end, so that the connection can be reused.
        """
        return bool(self.headers.get("Content-Length") == str(length))
