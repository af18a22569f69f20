"""Read a file once: its blocks of whole lines, and the SHA-256 of all its bytes."""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Iterator
from queue import SimpleQueue
from typing import BinaryIO, Final, Protocol

import msgspec

BLOCK: Final = 2**19
"""Bytes checked at a time: enough to outweigh the cost per block, but few enough to stay in a
processor's cache."""

CHUNK: Final = 2**21
"""Bytes read and hashed at a time: the larger the chunks, the less often a hashing thread waits for
the interpreter lock."""

LONGEST_LINE: Final = 2**28
"""Bytes. Ten of the largest images and a long text fit; longer lines are not held in memory."""


LONG_LINE: Final = 2**20
"""Bytes. In longer lines, the values are counted before the line is decoded."""

MOST_VALUES: Final = 2**22
"""The most arrays, objects and elements in a line to decode. Each takes up to 100 bytes of memory, but
as few as two in the line."""

_STRING: Final = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)


def is_blank_line(line: bytes) -> bool:
    """Return whether a line has only JSON white space: no vertical tabs or form feeds (RFC 8259)."""
    return not line or (line.isspace() and b"\v" not in line and b"\f" not in line)


def has_too_many_values(line: bytes) -> bool:
    """Return whether a line would take many times its size in memory, like many MB of `[],[],`."""

    def count(text: bytes) -> int:
        return sum(map(text.count, (b",", b"[", b"{")))

    return len(line) > LONG_LINE and count(line) > MOST_VALUES and count(_STRING.sub(b"", line)) > MOST_VALUES


class Block(msgspec.Struct, frozen=True):
    """A block of whole lines.

    Attributes:
        offset: The offset of its first byte in the file.
        data: The lines, or the beginning of a single line that is too long.
        is_too_long: Whether the block is a single line that is too long.
    """

    offset: int
    data: memoryview
    is_too_long: bool = False


class Digest(Protocol):
    """A digest of all bytes of a file, such as `hashlib.sha256()`."""

    def update(self, data: bytes, /) -> None:
        """Add some bytes."""
        ...

    def hexdigest(self) -> str:
        """Return the digest in hexadecimal."""
        ...


class ThreadedSha256:
    """A SHA-256 computed in a separate thread, which needs the interpreter lock only between chunks."""

    def __init__(self) -> None:
        self._digest = hashlib.sha256()
        self._chunks: SimpleQueue[bytes | None] = SimpleQueue()
        self._room: SimpleQueue[None] = SimpleQueue()
        for _ in range(3):
            self._room.put(None)
        self._thread = threading.Thread(target=self._work, name="batchline-sha256", daemon=True)
        self._thread.start()

    def _work(self) -> None:
        while (chunk := self._chunks.get()) is not None:
            self._digest.update(chunk)
            self._room.put(None)

    def update(self, data: bytes, /) -> None:
        """Queue some bytes for hashing; wait while the queue is full."""
        self._room.get()
        self._chunks.put(data)

    def close(self) -> None:
        """Stop the thread once it has hashed everything."""
        self._chunks.put(None)
        self._thread.join()

    def hexdigest(self) -> str:
        """Return the digest of all bytes in hexadecimal."""
        self.close()
        return self._digest.hexdigest()


def read_blocks(file: BinaryIO, size: int, digest: Digest) -> Iterator[Block]:
    """Yield the blocks of a file, from its beginning.

    Args:
        file: The file, unbuffered.
        size: Its size in bytes; reading stops once these are read, even if the file has grown.
        digest: Receives every byte that is read.
    """
    offset = read = 0
    line: list[bytes] = []  # the beginning of a line that continues in the next chunk
    while read < size and (chunk := file.read(CHUNK)):
        digest.update(chunk)
        first = chunk.find(b"\n") + 1
        if not first:
            read += len(chunk)
            # Keep only the beginning of a line that is too long.
            line = [*line, chunk] if read - offset <= LONGEST_LINE else line[:2]
            continue
        yield _line_block(offset, [*line, chunk[:first]], read + first - offset)
        lines, start, end = memoryview(chunk), first, chunk.rfind(b"\n") + 1
        while start < end:
            stop = chunk.rfind(b"\n", start, start + BLOCK) + 1 or chunk.find(b"\n", start) + 1
            yield Block(read + start, lines[start:stop])
            start = stop
        line = [chunk[end:]]
        offset, read = read + end, read + len(chunk)
    if offset < read:
        yield _line_block(offset, line, read - offset)


def _line_block(offset: int, pieces: list[bytes], length: int) -> Block:
    if length > LONGEST_LINE:
        return Block(offset, memoryview(b"".join(pieces[:2])[:BLOCK]), is_too_long=True)
    return Block(offset, memoryview(b"".join(pieces)))
