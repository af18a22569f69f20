"""Split the requests of a run into what batches take, without a second copy of the whole."""

from __future__ import annotations

import os
import re
from array import array
from collections.abc import Callable, Iterator
from typing import Final

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
    """

    number: int
    offset: int
    length: int
    first: int
    requests: int


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
    unnamed, claimed = array("Q"), array("Q")

    def cut() -> None:
        shards.append(Shard(len(shards) + 1, start, offset - start, first, number - first + 1))

    with open(path, "rb", buffering=BUFFER) as file:
        for line in file:
            if line.isspace():
                offset += len(line)
                continue
            custom_id, sent = _sent(line, number + 1)
            if len(sent) > max_bytes:
                raise FileTypeError(
                    f"Nothing was sent. Request {number + 1} of {os.fspath(path)} has {len(sent):,} bytes; "
                    f"a batch takes {max_bytes:,} in all."
                )
            if number >= first and (number - first + 1 == max_requests or size + len(sent) > max_bytes):
                cut()
                start, first, size = offset, number + 1, 0
                look()
            number += 1
            size += len(sent)
            offset += len(line)
            if sent is not line and not _has_id(line):
                unnamed.append(number)
            elif (found := _GENERATED.fullmatch(custom_id)) and int(found[1]) != number and int(found[1]) < 2**64:
                claimed.append(int(found[1]))
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


def _has_id(line: bytes) -> bool:
    return _ids.decode(line).custom_id is not msgspec.UNSET


def _sent(line: bytes, number: int) -> tuple[str, bytes]:
    """A request's custom_id, `request-N` where it has none, and its line with that and a line feed."""
    if not line.endswith(b"\n"):
        line += b"\n"  # the last one
    custom_id = _ids.decode(line).custom_id
    if custom_id is not msgspec.UNSET:
        return custom_id, line
    custom_id = f"request-{number}"
    brace = line.index(b"{") + 1
    # Every request has a body, so that something follows.
    return custom_id, b'%s"custom_id":"%s",%s' % (line[:brace], custom_id.encode(), line[brace:])
