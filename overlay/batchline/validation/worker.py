"""The program of a worker process, which checks blocks of a file for `pool`.

Every worker imports this module when it starts, so the module imports little.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from typing import BinaryIO, Final

import msgspec

from .check_block import BlockReport, check_block

LONGEST_MESSAGE: Final = 2**27
"""Bytes of a message between the processes."""


class Task(msgspec.Struct, frozen=True, array_like=True):
    """A block to check.

    Attributes:
        number: The number of the block.
        offset: The offset of its first byte in the file.
        length: Its length in bytes.
        common: See `check_block`.
        max_issues: See `check_block`.
        is_too_long: Whether it is the beginning of a line that is too long to check.
    """

    number: int
    offset: int
    length: int
    common: str | None
    max_issues: int
    is_too_long: bool = False


class Result(msgspec.Struct, frozen=True, array_like=True):
    """A worker's report on the block with this number."""

    number: int
    report: BlockReport


class WorkerConfig(msgspec.Struct, frozen=True, array_like=True):
    """What all tasks of a worker have in common.

    Attributes:
        path: The file.
        purpose: The purpose whose rules to apply.
        endpoint: See `check_block`.
        recursion_limit: Python's recursion limit, which determines how deeply nested a line may be.
    """

    path: bytes
    purpose: str
    endpoint: str | None
    recursion_limit: int


def read_again(path: str, task: Task) -> bytes:
    """Return the bytes of a block; fewer if the file was cut short."""
    with open(path, "rb") as file:
        return _read_block(file, task)


def _read_block(file: BinaryIO, task: Task) -> bytes:
    file.seek(task.offset)
    return file.read(task.length)


def send(pipe: BinaryIO, message: msgspec.Struct) -> None:
    """Write a message and its length to a pipe."""
    data = msgspec.msgpack.encode(message)
    pipe.write(len(data).to_bytes(4, "big") + data)
    pipe.flush()


def receive(pipe: BinaryIO) -> Iterator[bytes]:
    """Yield the messages from a pipe, until it ends or sends anything else."""
    while len(head := pipe.read(4)) == 4:
        length = int.from_bytes(head, "big")
        # Printed text is not a message: its first four characters, read as a length, are far larger.
        if length > LONGEST_MESSAGE or len(data := pipe.read(length)) < length:
            return
        yield data


def serve() -> None:
    """Run a worker: read tasks from stdin and write their results to stdout until stdin ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent process handles Ctrl-C
    messages = receive(sys.stdin.buffer)
    config = msgspec.msgpack.decode(next(messages), type=WorkerConfig)
    sys.setrecursionlimit(config.recursion_limit)
    with open(config.path, "rb") as file:
        for message in messages:
            task = msgspec.msgpack.decode(message, type=Task)
            block = _read_block(file, task)
            report = check_block(config.purpose, task.common, block, task.max_issues, config.endpoint)
            send(sys.stdout.buffer, Result(task.number, report))
