"""Bodies of answers: how much of them is read, how long, and how they are unpacked.

A server may be hostile, or broken: its answers have a size and an end all the same.
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
"""Bytes handed to the socket, or to a file, at a time: 64 KiB would be several times slower."""
MAX_WAIT: Final = 0.25
"""Seconds after which bytes that came in are handed on, though they are fewer: on a slow line, too,
progress is to be seen."""
PATIENCE: Final = 10.0
"""Times the read timeout: how long the answer to one try may take altogether, and how long a
download may go on with fewer than `MIN_PACE` bytes. httpx limits the time between two bytes only, and
a server that sends one now and then would be waited for for ever."""
MIN_PACE: Final = 64 * 2**10
"""Bytes."""
MAX_ANSWER: Final = 32 * 2**20
"""Bytes of an answer's body: a list of 100,000 files fits."""
MAX_REFUSAL: Final = 2**20
"""Bytes that are read of a refusal, which is for people."""


class TooLargeError(ResponseError):
    """An answer has more bytes than are read of one: a list, say, of everything that an account ever had."""


class BoundedBody:
    """Gathers the body of an answer, and no more of it than an answer can have."""

    def __init__(self, response: httpx.Response, asked: Request, api_key: bytes) -> None:
        """Begin to gather the body of an answer, of which nothing was read yet.

        Args:
            response: The answer.
            asked: What it answers.
            api_key: What a refusal may repeat, but nobody must be shown.
        """
        self._response = response
        self._action = asked.action
        self._api_key = api_key
        self._is_refusal = response.status_code >= 400 or not asked.authorize
        self._collect_chunks = bytearray()

    def is_wanted(self) -> bool:
        """Whether it is to be read: not one that is packed, of a refusal.

        Raises:
            ResponseError: It is packed, though nobody asked for that.
        """
        encoding = _encoding(self._response)
        if encoding and not self._is_refusal:
            raise _odd_encoding(self._response, self._action)
        return not encoding

    def add(self, piece: bytes) -> bool:
        """Take a piece, and say whether more is wanted.

        Raises:
            ResponseError: It is more than an answer can have.
        """
        self._collect_chunks += piece
        if self._is_refusal:
            del self._collect_chunks[MAX_REFUSAL:]
            return len(self._collect_chunks) < MAX_REFUSAL
        if len(self._collect_chunks) > MAX_ANSWER:
            raise TooLargeError(
                f"{self._action} failed: {origin(str(self._response.request.url))} answered with more than "
                f"{MAX_ANSWER:,} bytes, which is more than this client reads. Is it a server of this API?"
            )
        return True

    def whole(self) -> httpx.Response:
        """The answer with the body that was gathered."""
        headers = httpx.Headers(self._response.headers)
        for name in ("Content-Encoding", "Content-Length", "Transfer-Encoding"):
            headers.pop(name, None)
        content = bytes(self._collect_chunks)
        if self._is_refusal:
            content = content.replace(self._api_key, b"[the key]")
        return httpx.Response(
            self._response.status_code, headers=headers, content=content, request=self._response.request
        )


class Decompressor:
    """Unpacks a body as far as a server may pack it though it was asked not to: gzip or deflate, once.

    64 KiB of these unpack to 64 MiB at most, of others to anything; and httpx keeps what follows
    their end in memory.
    """

    def __init__(self, encoding: str) -> None:
        self._unpack = zlib.decompressobj(wbits=47)  # either of the two
        self._encoding = encoding

    def feed(self, packed: bytes) -> bytes:
        """Unpack some more.

        Raises:
            httpx.DecodingError: It is not packed so, or goes on after its end.
        """
        try:
            unpacked = self._unpack.decompress(packed)
        except zlib.error as error:
            raise httpx.DecodingError(f"it is not packed with {self._encoding}: {error}") from None
        if self._unpack.unused_data:
            raise httpx.DecodingError(f"there is more after the end of what is packed with {self._encoding}")
        return unpacked

    def finish(self) -> None:
        """Nothing more comes.

        Raises:
            httpx.DecodingError: There should be more.
        """
        if not self._unpack.eof:
            raise httpx.DecodingError(f"the end is missing of what is packed with {self._encoding}")


def _encoding(response: httpx.Response) -> str:
    encoding: str = response.headers.get("Content-Encoding", "").strip().lower()
    return "" if encoding == "identity" else encoding


def _odd_encoding(response: httpx.Response, action: str) -> ResponseError:
    where, encoding = origin(str(response.request.url)), sanitize(_encoding(response))
    return ResponseError(f"{action} failed: {where} packed its answer ({encoding}), which was not asked for.")


def decompressor_of(response: httpx.Response, asked: Request) -> Decompressor | None:
    """How to unpack the body of a download; None where it is as it is.

    Raises:
        ResponseError: It is packed in a way that has no bounds.
    """
    encoding = _encoding(response)
    if encoding in ("gzip", "deflate"):
        return Decompressor(encoding)
    if encoding and response.status_code < 300:
        raise _odd_encoding(response, asked.action)
    return None


def total_timeout(built: httpx.Request) -> float | None:
    """Seconds that an answer may take altogether; None where the user wants no limit."""
    read: float | None = built.extensions["timeout"]["read"]
    return None if read is None else PATIENCE * read


class TooSlow(httpx.ReadTimeout):
    """A download that would take for ever."""


class MinimumThroughput:
    """Watches that a download gets on."""

    def __init__(self, response: httpx.Response) -> None:
        """Begin to watch the body of an answer."""
        self._response = response
        self._limit = total_timeout(response.request)
        self._since = time.monotonic()
        self._arrived = 0

    def skip(self, seconds: float) -> None:
        """So long nobody wanted any."""
        self._since += seconds

    def add(self, size: int) -> None:
        """So many bytes have arrived.

        Raises:
            httpx.ReadTimeout: They are too few for the time.
        """
        self._arrived += size
        if self._limit is None or time.monotonic() - self._since < self._limit:
            return
        if self._arrived < MIN_PACE:
            too_few = f"it sent {self._arrived:,} bytes in {self._limit:g} s"
            raise TooSlow(too_few, request=self._response.request)
        self._since, self._arrived = time.monotonic(), 0


class OpenStream(Generic[C]):
    """An answer whose body is still to come, in chunks.

    Attributes:
        response: The answer.
        asked: What it answers.
        chunks: The body, as far as it was not read yet.
    """

    def __init__(self, response: httpx.Response, asked: Request, chunks: C) -> None:
        self.response = response
        self.asked = asked
        self.chunks = chunks
        self.status_code = response.status_code
        self.headers = response.headers
        self.request = response.request

    def ends_after(self, length: int) -> bool:
        """Whether the body has so many bytes; read to its end, it leaves a connection to be used again."""
        return bool(self.headers.get("Content-Length") == str(length))
