"""The program of a helper process: it judges blocks of a file, as `pool` orders.

It is imported by every helper when it starts, so it imports little.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from typing import BinaryIO, Final

import msgspec

from .check_block import BlockReport, check_block

LONGEST_MESSAGE: Final = 2**27
"""Bytes."""


class Task(msgspec.Struct, frozen=True, array_like=True):
    """What a helper is to judge.

    Attributes:
        number: The number of the block.
        offset: Where it begins.
        length: How many bytes it has.
        common: See `check_block`.
        max_issues: See `check_block`.
        is_too_long: Whether it is the beginning of a line that is too long to be judged.
    """

    number: int
    offset: int
    length: int
    common: str | None
    max_issues: int
    is_too_long: bool = False


class Result(msgspec.Struct, frozen=True, array_like=True):
    """What a helper found in the block of that number."""

    number: int
    report: BlockReport


class WorkerConfig(msgspec.Struct, frozen=True, array_like=True):
    """What all orders to a helper have in common.

    Attributes:
        path: The file.
        purpose: Whose rules.
        endpoint: See `check_block`.
        recursion_limit: How deeply Python may call itself; what can be read depends on it.
    """

    path: bytes
    purpose: str
    endpoint: str | None
    recursion_limit: int


def read_again(path: str, task: Task) -> bytes:
    """The bytes of a block; fewer where the file was cut short."""
    with open(path, "rb") as file:
        return _read_block(file, task)


def _read_block(file: BinaryIO, task: Task) -> bytes:
    file.seek(task.offset)
    return file.read(task.length)


def send(pipe: BinaryIO, message: msgspec.Struct) -> None:
    """Write a message."""
    data = msgspec.msgpack.encode(message)
    pipe.write(len(data).to_bytes(4, "big") + data)
    pipe.flush()


def receive(pipe: BinaryIO) -> Iterator[bytes]:
    """The messages of a pipe, until it ends or something else comes."""
    while len(head := pipe.read(4)) == 4:
        length = int.from_bytes(head, "big")
        # Four characters that somebody printed would be a far larger number.
        if length > LONGEST_MESSAGE or len(data := pipe.read(length)) < length:
            return
        yield data


def serve() -> None:
    """Be a helper: answer orders from stdin on stdout until stdin ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who started us
    orders = receive(sys.stdin.buffer)
    job = msgspec.msgpack.decode(next(orders), type=WorkerConfig)
    sys.setrecursionlimit(job.recursion_limit)
    with open(job.path, "rb") as file:
        for message in orders:
            task = msgspec.msgpack.decode(message, type=Task)
            report = check_block(job.purpose, task.common, _read_block(file, task), task.max_issues, job.endpoint)
            send(sys.stdout.buffer, Result(task.number, report))
