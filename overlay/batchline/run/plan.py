"""Split the requests of a run into what batches take, without a second copy of the whole."""

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
"""Bytes. So many are read at a time."""

BLOCK: Final = 2**16
"""Bytes. Lines of so many are looked at together, few enough to stay in a processor's cache."""

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
    """Find where the batches of an input begin and end.

    Args:
        path: The input, which a check has accepted.
        check_cancelled: Called now and then; what it raises ends the reading.
        record: Where to write the record of the requests; nothing appears there if this fails.
        max_requests: The most requests of a batch.
        max_bytes: The most bytes of a batch's file.

    Raises:
        FileTypeError: A request alone is too large for a batch; or one without a custom_id would
            get one that another has.
        OSError: The input cannot be read, or the record not written.
    """
    with contextlib.ExitStack() as stack:
        writer = None if record is None else stack.enter_context(RecordWriter(record))
        cutter = _Cutter(path, writer, check_cancelled, max_requests, max_bytes)
        file = stack.enter_context(open(path, "rb", buffering=BUFFER))
        while lines := file.readlines(BLOCK):
            cutter.add(lines)
        return cutter.finish()


class _Cutter:
    """Cuts an input into shards, and notes in the record what is in them."""

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
        # Of the input: where the next line begins, and how many requests were before it.
        self._offset = self._requests = 0
        # The numbers that requests without a custom_id get, and those that others have in theirs.
        self._unnamed, self._claimed = array("Q"), array("Q")
        self._begin_shard()

    def _begin_shard(self) -> None:
        self._start, self._first = self._offset, self._requests + 1
        # Its bytes as they are sent.
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
        written = [line for line in lines if not is_blank_line(line)]
        ids, digests = digest_requests(written) if self._writer else (_decode_ids(written), [])
        size = sum(map(len, lines))
        # Nearly all lines are sent as they stand and end no shard, which takes a glance at many.
        if (
            len(written) == len(lines)
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
        begun = self._requests
        recorded = 0
        for line in lines:
            length = size = len(line)
            if is_blank_line(line):
                self._offset += length
                self._is_as_sent = False
                continue
            custom_id = ids[self._requests - begun]
            number = self._requests + 1
            if not line.endswith(b"\n"):
                size += 1
            if custom_id is None:
                size += len(_encode_custom_id(number))
            if size > self._max_bytes:
                raise FileTypeError(
                    f"Nothing was sent. Request {number} of {self._path} has {size:,} bytes; "
                    f"a batch takes {self._max_bytes:,} in all."
                )
            is_full = number - self._first == self._max_requests or self._size + size > self._max_bytes
            if is_full and number > self._first:
                done = self._requests - begun
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
            elif custom_id.startswith("request-") and (found := _GENERATED.fullmatch(custom_id)):
                given = int(found[1])
                if given != number and given < 2**64:
                    self._claimed.append(given)
        self._record(ids[recorded:], digests[recorded:])

    def _record(self, ids: list[str | None], digests: list[bytes]) -> None:
        if self._writer:
            self._writer.extend(ids, digests)

    def finish(self) -> list[Shard]:
        """Return the shards, when all lines were added."""
        self._end_shard()
        if self._unnamed and (taken := set(self._claimed).intersection(self._unnamed)):
            raise FileTypeError(
                f"Nothing was sent. Request {min(taken)} of {self._path} has no custom_id and would get "
                f"request-{min(taken)}, which another request has: give it a custom_id."
            )
        return self._shards


def _decode_ids(lines: list[bytes]) -> list[str | None]:
    decode = _ids.decode
    return [None if (one := decode(line).custom_id) is msgspec.UNSET else one for line in lines]


def requests_of(path: str | os.PathLike[str], shard: Shard) -> Iterator[tuple[str, bytes]]:
    """The requests of a shard: the custom_id of each, and its line as it is sent, with its line feed.

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
    """Copy the lines of a shard that are sent as they are.

    Raises:
        OSError: The input cannot be read, or the file not written.
    """
    left = shard.length
    with open(path, "rb", buffering=0) as source:
        source.seek(shard.offset)
        while left and (chunk := source.read(min(left, BUFFER))):
            file.write(chunk)
            left -= len(chunk)
            check_cancelled()


def _encode_custom_id(number: int) -> bytes:
    """Return the member that a request without a custom_id gets after its first brace."""
    return b'"custom_id":"%s",' % generate_id(number).encode()


def _as_sent(line: bytes, number: int) -> tuple[str, bytes]:
    """A request's custom_id, `request-N` where it has none, and its line with that and a line feed."""
    if not line.endswith(b"\n"):
        line += b"\n"  # the last one
    custom_id = _ids.decode(line).custom_id
    if custom_id is not msgspec.UNSET:
        return custom_id, line
    brace = line.index(b"{") + 1
    # Every request has a body, so that something follows.
    return generate_id(number), line[:brace] + _encode_custom_id(number) + line[brace:]
