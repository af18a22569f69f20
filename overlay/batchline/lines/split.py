"""Split the requests of a run into what batches take, without a second copy of the whole."""

from __future__ import annotations

import os
import re
from array import array
from collections.abc import Callable, Iterator
from typing import BinaryIO, Final

import msgspec

from batchline_api import document

from ..errors import FileTypeError

BUFFER: Final = 2**20
"""Bytes. So many are read at a time."""

_GENERATED: Final = re.compile(r"request-([1-9]\d*)")


class Shard(msgspec.Struct, frozen=True):
    """The requests that one batch takes: some lines of the input, one after the other.

    Attributes:
        number: Which it is, from 1.
        offset: Where its lines begin in the input, in bytes.
        length: How many bytes they have there.
        first: The number of its first request, counted over the whole input from 1.
        requests: How many requests it has.
        is_as_sent: Whether its lines are sent as they stand in the input.
    """

    number: int
    offset: int
    length: int
    first: int
    requests: int
    is_as_sent: bool = True


class _Id(msgspec.Struct, gc=False):
    custom_id: str | msgspec.UnsetType = msgspec.UNSET


_ids: Final = msgspec.json.Decoder(_Id)


def plan(
    path: str | os.PathLike[str],
    look: Callable[[], object] = lambda: None,
    *,
    max_requests: int = document.MAX_BATCH_REQUESTS,
    max_bytes: int = document.MAX_BATCH_BYTES,
) -> list[Shard]:
    """Find where the batches of an input begin and end.

    Args:
        path: The input, which a check has accepted.
        look: Called now and then; what it raises ends the reading.
        max_requests: The most requests of a batch.
        max_bytes: The most bytes of a batch's file.

    Raises:
        FileTypeError: A request alone is too large for a batch; or one without a custom_id would
            get one that another has.
        OSError: The input cannot be read.
    """
    shards: list[Shard] = []
    start = offset = number = 0  # of the shard's first byte, of the line's, of the request
    first, size = 1, 0  # of the shard: the number of its first request, its bytes as they are sent
    is_as_sent = True
    unnamed, claimed = array("Q"), array("Q")

    def cut() -> None:
        shards.append(Shard(len(shards) + 1, start, offset - start, first, number - first + 1, is_as_sent))

    decode = _ids.decode
    with open(path, "rb", buffering=BUFFER) as file:
        for line in file:
            length = len(line)
            if line.isspace():
                offset += length
                is_as_sent = False
                continue
            custom_id = decode(line).custom_id
            sent = length
            if custom_id is msgspec.UNSET or not line.endswith(b"\n"):
                sent = len(_sent(line, number + 1)[1])
            if sent > max_bytes:
                raise FileTypeError(
                    f"Nothing was sent. Request {number + 1} of {os.fspath(path)} has {sent:,} bytes; "
                    f"a batch takes {max_bytes:,} in all."
                )
            if number >= first and (number - first + 1 == max_requests or size + sent > max_bytes):
                cut()
                start, first, size, is_as_sent = offset, number + 1, 0, True
                look()
            number += 1
            size += sent
            offset += length
            if sent != length:
                is_as_sent = False
            if custom_id is msgspec.UNSET:
                unnamed.append(number)
            elif custom_id.startswith("request-") and (found := _GENERATED.fullmatch(custom_id)):
                given = int(found[1])
                if given != number and given < 2**64:
                    claimed.append(given)
    cut()
    if unnamed and (taken := set(claimed).intersection(unnamed)):
        raise FileTypeError(
            f"Nothing was sent. Request {min(taken)} of {os.fspath(path)} has no custom_id and would get "
            f"request-{min(taken)}, which another request has: give it a custom_id."
        )
    return shards


def requests_of(path: str | os.PathLike[str], shard: Shard) -> Iterator[tuple[str, bytes]]:
    """The requests of a shard: the custom_id of each, and its line as it is sent, with its line feed.

    Raises:
        OSError: The input cannot be read.
    """
    number = shard.first
    with open(path, "rb", buffering=BUFFER) as file:
        file.seek(shard.offset)
        while number < shard.first + shard.requests and (line := file.readline()):
            if not line.isspace():
                yield _sent(line, number)
                number += 1


def ids_of(path: str | os.PathLike[str], shard: Shard) -> Iterator[str]:
    """The custom_id of each request of a shard.

    Raises:
        OSError: The input cannot be read.
    """
    number, last = shard.first, shard.first + shard.requests
    with open(path, "rb", buffering=BUFFER) as file:
        file.seek(shard.offset)
        for line in file:
            if number == last:
                return
            if line.isspace():
                continue
            custom_id = _ids.decode(line).custom_id
            yield _generated(number) if custom_id is msgspec.UNSET else custom_id
            number += 1


def copy_requests(path: str | os.PathLike[str], shard: Shard, file: BinaryIO, look: Callable[[], object]) -> None:
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
            look()


def _generated(number: int) -> str:
    return f"request-{number}"


def _sent(line: bytes, number: int) -> tuple[str, bytes]:
    """A request's custom_id, `request-N` where it has none, and its line with that and a line feed."""
    if not line.endswith(b"\n"):
        line += b"\n"  # the last one
    custom_id = _ids.decode(line).custom_id
    if custom_id is not msgspec.UNSET:
        return custom_id, line
    custom_id = _generated(number)
    brace = line.index(b"{") + 1
    # Every request has a body, so that something follows.
    return custom_id, b'%s"custom_id":"%s",%s' % (line[:brace], custom_id.encode(), line[brace:])
