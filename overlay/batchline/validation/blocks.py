"""One reading of a file: its blocks of whole lines, and the SHA-256 of all its bytes."""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Iterator
from queue import SimpleQueue
from typing import BinaryIO, Final, Protocol

import msgspec

BLOCK: Final = 2**19
"""Bytes. So many are judged at a time: enough to forget the cost of each block, few enough to
stay in a processor's cache."""

CHUNK: Final = 2**21
"""Bytes. So many are read and hashed at a time: the fewer the turns, the less a thread that
hashes waits for the interpreter lock."""

LONGEST_LINE: Final = 2**28
"""Bytes. Ten of the largest images and a long text fit; what is longer is not held in memory."""


LONG_LINE: Final = 2**20
"""Bytes. What is longer is looked at before it is decoded."""

MOST_VALUES: Final = 2**22
"""Arrays, objects and elements of a line that is decoded; each takes up to 100 bytes of memory, and as little as
two in the line."""

_STRING: Final = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)


def is_blank_line(line: bytes) -> bool:
    """Whether a line has nothing but the white space of JSON: vertical tabs and form feeds are none (RFC 8259)."""
    return not line or (line.isspace() and b"\v" not in line and b"\f" not in line)


def has_too_many_values(line: bytes) -> bool:
    """Whether a line would take many times its size in memory: `[],[],` and so on, for many MB."""

    def counted(text: bytes) -> int:
        return sum(map(text.count, (b",", b"[", b"{")))

    return len(line) > LONG_LINE and counted(line) > MOST_VALUES and counted(_STRING.sub(b"", line)) > MOST_VALUES


class Block(msgspec.Struct, frozen=True):
    """Some whole lines.

    Attributes:
        offset: Where they begin in the file.
        data: The lines, or the beginning of one that is too long.
        is_too_long: Whether they are just the one line that is too long.
    """

    offset: int
    data: memoryview
    is_too_long: bool = False


class Digest(Protocol):
    """What is made of all bytes of a file, such as `hashlib.sha256()`."""

    def update(self, data: bytes, /) -> None:
        """Add some bytes."""
        ...

    def hexdigest(self) -> str:
        """The digest in hexadecimal."""
        ...


class ThreadedSha256:
    """A SHA-256 made in a thread of its own, which needs the interpreter lock only between chunks."""

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
        """Add some bytes, at once or soon; wait while there are too many to come."""
        self._room.get()
        self._chunks.put(data)

    def close(self) -> None:
        """End the thread, once it has done all."""
        self._chunks.put(None)
        self._thread.join()

    def hexdigest(self) -> str:
        """The digest in hexadecimal, of all bytes."""
        self.close()
        return self._digest.hexdigest()


def read_blocks(file: BinaryIO, size: int, digest: Digest) -> Iterator[Block]:
    """Read a file from its beginning.

    Args:
        file: The file, unbuffered.
        size: How many bytes it has; what is appended meanwhile is left, once these are read.
        digest: Gets every byte that is read.
    """
    offset = read = 0
    line: list[bytes] = []  # the beginning of a line that goes on in the next chunk
    while read < size and (chunk := file.read(CHUNK)):
        digest.update(chunk)
        first = chunk.find(b"\n") + 1
        if not first:
            read += len(chunk)
            # Of a line that is too long only the beginning is kept.
            line = [*line, chunk] if read - offset <= LONGEST_LINE else line[:2]
            continue
        yield _line(offset, [*line, chunk[:first]], read + first - offset)
        lines, start, end = memoryview(chunk), first, chunk.rfind(b"\n") + 1
        while start < end:
            stop = chunk.rfind(b"\n", start, start + BLOCK) + 1 or chunk.find(b"\n", start) + 1
            yield Block(read + start, lines[start:stop])
            start = stop
        line = [chunk[end:]]
        offset, read = read + end, read + len(chunk)
    if offset < read:
        yield _line(offset, line, read - offset)


def _line(offset: int, pieces: list[bytes], length: int) -> Block:
    if length > LONGEST_LINE:
        return Block(offset, memoryview(b"".join(pieces[:2])[:BLOCK]), is_too_long=True)
    return Block(offset, memoryview(b"".join(pieces)))
