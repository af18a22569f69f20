"""Split the requests of a run into shards that fit a batch, without copying the whole input."""

from __future__ import annotations

import contextlib
import os
import re
from array import array
from collections.abc import Callable, Iterator
from typing import BinaryIO, Final, cast

import msgspec

from batchline_api import document

from ..errors import FileTypeError
from ..validation.blocks import is_blank_line
from .record import RecordWriter, digest_requests, generate_id
from .state import Shard

BUFFER: Final = 2**20
"""Bytes to read at a time."""

BLOCK: Final = 2**16
"""Bytes of lines to process together: few enough to stay in the processor's cache."""

_GENERATED: Final = re.compile(r"request-([1-9]\d*)")


class _Id(msgspec.Struct, gc=False):
    custom_id: str | msgspec.UnsetType = msgspec.UNSET


_ids: Final = msgspec.json.Decoder(_Id)


def plan(
    path: str | os.PathLike[str],
    check_cancelled: Callable[[], object] = lambda: None,
    *,
    record: str | os.PathLike[str] | None = None,
    max_requests: int = document.MAX_BATCH_REQUESTS,
    max_bytes: int = document.MAX_BATCH_BYTES,
) -> list[Shard]:
    """Return the shards of an input: where each one begins and ends.

    Args:
        path: The input, which must have passed validation.
        check_cancelled: Called now and then; if it raises, the reading ends.
        record: Where to write the record of the requests; if this fails, no record appears there.
        max_requests: Maximum number of requests in a batch.
        max_bytes: Maximum size of a batch's file, in bytes.

    Raises:
        FileTypeError: A single request is too large for a batch; or the generated custom_id of a
            request without one is already taken.
        OSError: The input cannot be read, or the record cannot be written.
    """
    with contextlib.ExitStack() as stack:
        writer = None if record is None else stack.enter_context(RecordWriter(record))
        splitter = _Splitter(path, writer, check_cancelled, max_requests, max_bytes)
        file = stack.enter_context(open(path, "rb", buffering=BUFFER))
        while lines := file.readlines(BLOCK):
            splitter.add(lines)
        return splitter.finish()


class _Splitter:
    """Splits an input into shards, and writes their requests to the record."""

    def __init__(
        self,
        path: str | os.PathLike[str],
        writer: RecordWriter | None,
        check_cancelled: Callable[[], object],
        max_requests: int,
        max_bytes: int,
    ) -> None:
        self._path = os.fspath(path)
        self._writer = writer
        self._check_cancelled = check_cancelled
        self._max_requests = max_requests
        self._max_bytes = max_bytes
        self._shards: list[Shard] = []
        # Where the next line of the input begins, in bytes, and how many requests precede it.
        self._offset = self._requests = 0
        # Numbers of requests without a custom_id, and the N of each custom_id `request-N` in the input.
        self._unnamed, self._claimed = array("Q"), array("Q")
        self._begin_shard()

    def _begin_shard(self) -> None:
        self._start, self._first = self._offset, self._requests + 1
        # Bytes of the shard as they will be sent.
        self._size = 0
        self._is_as_sent = True
        self._record_offset = self._writer.offset() if self._writer else 0

    def _end_shard(self) -> None:
        self._shards.append(
            Shard(
                number=len(self._shards) + 1,
                offset=self._start,
                length=self._offset - self._start,
                first=self._first,
                requests=self._requests - self._first + 1,
                is_as_sent=self._is_as_sent,
                record_offset=self._record_offset,
            )
        )

    def add(self, lines: list[bytes]) -> None:
        """Add the next lines of the input."""
        requests = [line for line in lines if not is_blank_line(line)]
        ids, digests = digest_requests(requests) if self._writer else (_decode_ids(requests), [])
        size = sum(map(len, lines))
        # Fast path, many lines at once: nearly all are sent unchanged and end no shard.
        if (
            len(requests) == len(lines)
            and lines[-1].endswith(b"\n")
            and self._requests - self._first + 1 + len(lines) <= self._max_requests
            and self._size + size <= self._max_bytes
            and None not in ids
            and "request-" not in "".join(cast("list[str]", ids))
        ):
            self._requests += len(lines)
            self._size += size
            self._offset += size
            self._record(ids, digests)
        else:
            self._add_each(lines, ids, digests)

    def _add_each(self, lines: list[bytes], ids: list[str | None], digests: list[bytes]) -> None:
        before = self._requests
        recorded = 0
        for line in lines:
            length = size = len(line)
            if is_blank_line(line):
                self._offset += length
                self._is_as_sent = False
                continue
            custom_id = ids[self._requests - before]
            number = self._requests + 1
            if not line.endswith(b"\n"):
                size += 1
            if custom_id is None:
                size += len(_encode_custom_id(number))
            if size > self._max_bytes:
                raise FileTypeError(
                    f"Nothing was sent. Request {number} of {self._path} has {size:,} bytes; "
                    f"a batch takes at most {self._max_bytes:,} in all."
                )
            is_full = number - self._first == self._max_requests or self._size + size > self._max_bytes
            if is_full and number > self._first:
                done = self._requests - before
                self._record(ids[recorded:done], digests[recorded:done])
                recorded = done
                self._end_shard()
                self._begin_shard()
                self._check_cancelled()
            self._requests = number
            self._size += size
            self._offset += length
            if size != length:
                self._is_as_sent = False
            if custom_id is None:
                self._unnamed.append(number)
            elif custom_id.startswith("request-") and (match := _GENERATED.fullmatch(custom_id)):
                given = int(match[1])
                if given != number and given < 2**64:
                    self._claimed.append(given)
        self._record(ids[recorded:], digests[recorded:])

    def _record(self, ids: list[str | None], digests: list[bytes]) -> None:
        if self._writer:
            self._writer.extend(ids, digests)

    def finish(self) -> list[Shard]:
        """End the last shard and return all shards. Call this once all lines have been added."""
        self._end_shard()
        if self._unnamed and (taken := set(self._claimed).intersection(self._unnamed)):
            raise FileTypeError(
                f"Nothing was sent. Request {min(taken)} of {self._path} has no custom_id and would get "
                f"request-{min(taken)}, which another request has. Add a custom_id to request {min(taken)}."
            )
        return self._shards


def _decode_ids(lines: list[bytes]) -> list[str | None]:
    decode = _ids.decode
    return [None if (custom_id := decode(line).custom_id) is msgspec.UNSET else custom_id for line in lines]


def requests_of(path: str | os.PathLike[str], shard: Shard) -> Iterator[tuple[str, bytes]]:
    """Yield the requests of a shard: the custom_id of each, and its line as it is sent, with its line feed.

    Raises:
        OSError: The input cannot be read.
    """
    number = shard.first
    with open(path, "rb", buffering=BUFFER) as file:
        file.seek(shard.offset)
        while number < shard.first + shard.requests and (line := file.readline()):
            if not is_blank_line(line):
                yield _as_sent(line, number)
                number += 1


def copy_requests(
    path: str | os.PathLike[str], shard: Shard, file: BinaryIO, check_cancelled: Callable[[], object]
) -> None:
    """Copy the lines of a shard that is sent unchanged.

    Raises:
        OSError: The input cannot be read, or the file cannot be written.
    """
    left = shard.length
    with open(path, "rb", buffering=0) as source:
        source.seek(shard.offset)
        while left and (chunk := source.read(min(left, BUFFER))):
            file.write(chunk)
            left -= len(chunk)
            check_cancelled()


def _encode_custom_id(number: int) -> bytes:
    """Return the JSON member to insert after the first brace of a request without a custom_id."""
    return b'"custom_id":"%s",' % generate_id(number).encode()


def _as_sent(line: bytes, number: int) -> tuple[str, bytes]:
    """Return a request's custom_id, `request-N` if it has none, and its line with that id and a line feed."""
    if not line.endswith(b"\n"):
        line += b"\n"  # the last line of the input
    custom_id = _ids.decode(line).custom_id
    if custom_id is not msgspec.UNSET:
        return custom_id, line
    brace = line.index(b"{") + 1
    # Every request has a body, so another member follows the comma.
    return generate_id(number), line[:brace] + _encode_custom_id(number) + line[brace:]
