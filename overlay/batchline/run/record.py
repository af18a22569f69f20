r"""The record of a run's requests: each one's custom_id and a digest of its body.

A later run compares an edited input with the record, and sends only what is new or changed. One file:

    batchline record 1\n           the header, with the version of the format
    length, CRC-32, block          up to a few thousand requests of one shard
    ...
    length, CRC-32, last block     without requests: proves that nothing is missing

`length` is the size of the block in bytes (8 bytes, little-endian), then comes its CRC-32 (4 bytes).
A block is MessagePack: the number of its first request, counted over the whole input from 1; the
custom_ids, null for a request without one of its own; and the digests, 16 bytes each.
"""

from __future__ import annotations

import os
import tempfile
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from struct import Struct as Packing
from types import TracebackType
from typing import Any, BinaryIO, Final, Literal, cast

import msgspec

from ..disk.atomic import AtomicFile
from ..errors import BatchlineError
from .state import Shard

DIGEST: Final = 16
"""Bytes. Two different bodies have the same digest by chance once in 2**128 pairs."""

BLOCK: Final = 4096
"""Requests. A block is written once it has this many."""

BUCKET: Final = 2**23
"""Bytes of a record to compare in memory at a time, which takes up to about 100 MB."""

BACKLOG: Final = 2**16
"""Requests to sort into buckets before writing them."""

_MAGIC: Final = b"batchline record "
_HEADER: Final = _MAGIC + b"1\n"
_FRAME: Final = Packing("<QI")
_DIGESTS: Final = Packing(f"{DIGEST}s")

Change = Literal["unchanged", "changed", "new"]


class _Request(msgspec.Struct, gc=False):
    custom_id: str | None = None
    body: Any = None


class _RawRequest(msgspec.Struct, gc=False):
    custom_id: str | None = None
    body: msgspec.Raw = msgspec.Raw()


class _Block(msgspec.Struct, array_like=True, forbid_unknown_fields=True, gc=False):
    first: int
    ids: list[str | None]
    digests: bytes


_decode: Final = msgspec.json.Decoder(_Request).decode
_decode_raw: Final = msgspec.json.Decoder(_RawRequest).decode
_encode: Final = msgspec.json.Encoder(order="deterministic").encode
_pack: Final = msgspec.msgpack.Encoder().encode
_unpack_block: Final = msgspec.msgpack.Decoder(_Block).decode


def generate_id(number: int) -> str:
    """Return the custom_id of a request that has none of its own.

    Args:
        number: The number of the request, counted over the whole input from 1.
    """
    return f"request-{number}"


def digest_requests(lines: Iterable[bytes]) -> tuple[list[str | None], list[bytes]]:
    """Return the custom_id of each request, None if it has none, and the digest of its body.

    The digest is that of the decoded body: spaces, the order of keys and the spelling of strings and
    numbers don't matter, but 1 differs from 1.0. For a body that cannot be decoded, such as one with
    1e999 or an integer of several thousand digits, it is that of the body's bytes.

    Args:
        lines: The requests, which must have passed validation.

    Raises:
        msgspec.DecodeError: A line is not a request.
    """
    ids: list[str | None] = []
    digests: list[bytes] = []
    # Copying a hash is faster than creating one with a custom digest size.
    begin = blake2b(digest_size=DIGEST).copy
    for line in lines:
        try:
            request = _decode(line)
            custom_id, canonical = request.custom_id, _encode(request.body)
        except (msgspec.DecodeError, ValueError, OverflowError, RecursionError):
            custom_id, canonical = _read_raw(line)
        state = begin()
        state.update(canonical)
        ids.append(custom_id)
        digests.append(state.digest())
    return ids, digests


def _read_raw(line: bytes) -> tuple[str | None, bytes]:
    request = _decode_raw(line)
    # No JSON begins with a zero byte, so this can't equal a body that was decoded.
    return request.custom_id, b"\0" + bytes(request.body)


class RecordWriter:
    """A context manager that writes a record, which appears at the end, whole and durably, or not at all."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Begin a record.

        Args:
            path: Where it will appear; an existing record stays until then. Only one process may
                write there at a time.

        Raises:
            OSError: The folder cannot be written to.
        """
        self._target = AtomicFile(path, name=f".{os.path.basename(path)}.part")
        self._ids: list[str | None] = []
        self._digests: list[bytes] = []
        self._first = 1
        self._offset = self._target.file.write(_HEADER)

    def __enter__(self) -> RecordWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self.offset()
                self._write_block()
                self._target.commit()
        finally:
            self._target.discard()

    def extend(self, ids: Sequence[str | None], digests: Sequence[bytes]) -> None:
        """Add requests; write a block once there are enough.

        Raises:
            OSError: They cannot be written.
        """
        self._ids += ids
        self._digests += digests
        if len(self._ids) >= BLOCK:
            self._write_block()

    def offset(self) -> int:
        """Return the byte offset of the next request to be added, at which a shard can begin.

        Raises:
            OSError: The requests before it cannot be written.
        """
        if self._ids:
            self._write_block()
        return self._offset

    def _write_block(self) -> None:
        block = _pack(_Block(self._first, self._ids, b"".join(self._digests)))
        self._offset += self._target.file.write(_FRAME.pack(len(block), zlib.crc32(block)))
        self._offset += self._target.file.write(block)
        self._first += len(self._ids)
        self._ids, self._digests = [], []


def read_ids(record: str | os.PathLike[str], shard: Shard) -> Iterator[str]:
    """Yield the custom_id of each request of a shard, in order.

    Raises:
        BatchlineError: The record is damaged, or the file is not a record.
        OSError: It cannot be read.
    """
    number, end = shard.first, shard.first + shard.requests
    for block in _read_blocks(record, shard.record_offset, number):
        ids = block.ids[: end - number]
        if None in ids:
            yield from (generate_id(n) if custom_id is None else custom_id for n, custom_id in enumerate(ids, number))
        else:
            yield from cast("list[str]", ids)
        number += len(ids)
        if number == end:
            return
    raise BatchlineError(f"{os.fspath(record)} is damaged: request {number} is missing.")


def read_all_ids(record: str | os.PathLike[str]) -> Iterator[str]:
    """Yield the custom_id of every request, in order.

    Raises:
        BatchlineError: The record is damaged, or the file is not a record.
        OSError: It cannot be read.
    """
    for block in _read_blocks(record):
        for number, custom_id in enumerate(block.ids, block.first):
            yield generate_id(number) if custom_id is None else custom_id


def is_whole(record: str | os.PathLike[str]) -> bool:
    """Return whether a record exists and is undamaged."""
    try:
        for _ in _read_blocks(record):
            pass
    except (BatchlineError, OSError):
        return False
    return True


def _read_blocks(path: str | os.PathLike[str], offset: int = len(_HEADER), first: int = 1) -> Iterator[_Block]:
    """Yield the blocks from an offset on, without the empty last one.

    Args:
        path: The record.
        offset: Where a block begins.
        first: The number of its first request.
    """
    name = os.fspath(path)
    with open(path, "rb") as file:
        header = file.read(len(_HEADER))
        if not header.startswith(_MAGIC):
            raise BatchlineError(f"{name} is not the record of a run.")
        if header != _HEADER:
            raise BatchlineError(f"{name} was written by a version of batchline with another record format.")
        size = os.fstat(file.fileno()).st_size
        file.seek(offset)
        while True:
            block = _read_block(file, size - offset)
            if block is None or block.first != first or len(block.digests) != len(block.ids) * DIGEST:
                raise BatchlineError(f"{name} is damaged from byte {offset:,} on, at request {first:,}.")
            if not block.ids:
                return
            yield block
            first += len(block.ids)
            offset = file.tell()


def _read_block(file: BinaryIO, left: int) -> _Block | None:
    """Read a block; None if it is damaged or doesn't fit into the bytes that are left."""
    frame = file.read(_FRAME.size)
    if len(frame) < _FRAME.size:
        return None
    length, checksum = _FRAME.unpack(frame)
    # A damaged length must not cause a huge allocation.
    if length > left or zlib.crc32(block := file.read(length)) != checksum:
        return None
    try:
        return _unpack_block(block)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


class Comparison:
    """What has changed from an old record to a new one.

    Takes four bytes of memory per request of the new record, and one per request of the old one;
    `compare` takes four more per request of the old one.

    Attributes:
        removed: How many requests of the old record the new one doesn't have, not even changed.
    """

    def __init__(self, matches: array[int], is_kept: bytearray) -> None:
        """Count the removed requests.

        Args:
            matches: For each new request, the number of the old one that it equals; or, negated, of the
                old one that has the same custom_id; or 0.
            is_kept: For each old request, 1 if the new record has it, perhaps changed, else 0.
        """
        self._matches = matches
        self._is_kept = is_kept
        self.removed = is_kept.count(0)

    def changes(self) -> Iterator[tuple[int | None, Change]]:
        """Yield how each request of the new record compares with the old one, in order.

        Yields:
            The number of the old request that it equals, counted from 1, and `unchanged`; or None, and
            `changed` or `new`.
        """
        for match in self._matches:
            if match > 0:
                yield match, "unchanged"
            else:
                yield None, "changed" if match else "new"

    def removed_numbers(self) -> Iterator[int]:
        """Yield the number of each removed request of the old record, in order."""
        at = -1
        while (at := self._is_kept.find(0, at + 1)) >= 0:
            yield at + 1


def compare(old: str | os.PathLike[str], new: str | os.PathLike[str], folder: str | os.PathLike[str]) -> Comparison:
    """Compare the requests of a new record with those of an old one.

    A request with a custom_id of its own is unchanged if the old record has it with the same body,
    changed if with another body, and otherwise new. Among requests without one, equal bodies are matched
    in order: the second request with a body is unchanged if the old record has at least two. A request
    that has gained or lost its custom_id is new.

    Args:
        old: The record of an earlier run.
        new: The record of the edited input.
        folder: Where to put temporary files, about as large as both records.

    Raises:
        BatchlineError: A record is damaged, or a file is not a record.
        OSError: A record cannot be read, or the temporary files cannot be written.
    """
    # Requests that may match have the same key, so they are in the same bucket, and it fits in memory.
    count = 1 + os.path.getsize(old) // BUCKET
    with tempfile.TemporaryFile(dir=folder) as file:
        old_buckets, new_buckets = _Buckets(file, old, count), _Buckets(file, new, count)
        matches, is_kept = array("i", bytes(4 * new_buckets.requests)), bytearray(old_buckets.requests)
        # For each old request without a custom_id, the next such request with the same body, or 0.
        next_unnamed = array("i", bytes(4 * old_buckets.requests))
        for bucket in range(count):
            known = _Columns()
            unnamed: dict[bytes, int] = {}
            # Backwards, so that each request without a custom_id can point to the next one.
            for columns in old_buckets.read_backward(bucket):
                if None not in columns.ids:
                    known.extend(columns)
                    continue
                for at in reversed(range(len(columns.ids))):
                    number, custom_id, digest = columns.numbers[at], columns.ids[at], columns.digests[at]
                    if custom_id is None:
                        next_unnamed[number - 1] = unnamed.get(digest, 0)
                        unnamed[digest] = number
                    else:
                        known.append(number, custom_id, digest)
            named = dict(zip(known.ids, range(len(known.ids)), strict=True))
            for columns in new_buckets.read(bucket):
                for number, custom_id, digest in zip(columns.numbers, columns.ids, columns.digests, strict=True):
                    if custom_id is None:
                        match = unnamed.get(digest, 0)
                        if not match:
                            continue
                        unnamed[digest] = next_unnamed[match - 1]
                        matches[number - 1] = match
                    else:
                        at = named.pop(custom_id, -1)
                        if at < 0:
                            continue
                        match = known.numbers[at]
                        matches[number - 1] = match if digest == known.digests[at] else -match
                    is_kept[match - 1] = 1
    return Comparison(matches, is_kept)


class _Columns(msgspec.Struct, array_like=True, gc=False):
    """The numbers, custom_ids and digests of some requests."""

    numbers: list[int] = []
    ids: list[str | None] = []
    digests: list[bytes] = []

    def append(self, number: int, custom_id: str | None, digest: bytes) -> None:
        self.numbers.append(number)
        self.ids.append(custom_id)
        self.digests.append(digest)

    def extend(self, other: _Columns) -> None:
        self.numbers += other.numbers
        self.ids += other.ids
        self.digests += other.digests

    def clear(self) -> None:
        self.numbers.clear()
        self.ids.clear()
        self.digests.clear()


_unpack_columns: Final = msgspec.msgpack.Decoder(_Columns).decode


class _Buckets:
    """The requests of a record, sorted into buckets by custom_id, or by digest if they have none."""

    def __init__(self, file: BinaryIO, record: str | os.PathLike[str], count: int) -> None:
        """Write the buckets to the end of a file.

        Args:
            file: The file.
            record: The record.
            count: How many buckets to make.
        """
        self._file = file
        self._pieces: list[list[tuple[int, int]]] = [[] for _ in range(count)]
        self.requests = 0
        buckets = [_Columns() for _ in range(count)]
        add = [(bucket.numbers.append, bucket.ids.append, bucket.digests.append) for bucket in buckets]
        waiting = 0
        for block in _read_blocks(record):
            digests = _DIGESTS.iter_unpack(block.digests)
            for number, (custom_id, (digest,)) in enumerate(zip(block.ids, digests, strict=True), block.first):
                add_number, add_id, add_digest = add[hash(digest if custom_id is None else custom_id) % count]
                add_number(number)
                add_id(custom_id)
                add_digest(digest)
            self.requests += len(block.ids)
            waiting += len(block.ids)
            if waiting >= BACKLOG:
                self._write(buckets)
                waiting = 0
        self._write(buckets)

    def _write(self, buckets: list[_Columns]) -> None:
        for pieces, bucket in zip(self._pieces, buckets, strict=True):
            pieces.append((self._file.tell(), self._file.write(_pack(bucket))))
            bucket.clear()

    def read(self, bucket: int) -> Iterator[_Columns]:
        """Yield the requests of a bucket in order, some at a time."""
        return map(self._read, self._pieces[bucket])

    def read_backward(self, bucket: int) -> Iterator[_Columns]:
        """Yield the same groups of requests, the last group first; within a group the order is kept."""
        return map(self._read, reversed(self._pieces[bucket]))

    def _read(self, piece: tuple[int, int]) -> _Columns:
        offset, length = piece
        self._file.seek(offset)
        return _unpack_columns(self._file.read(length))
