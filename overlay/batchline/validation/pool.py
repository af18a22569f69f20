"""Helper processes that judge blocks of a file.

A helper is a Python process of its own, started without the caller's main module: no script
needs a guard for it. It reads its blocks from the file, which this process has just read and
so the system has at hand. A helper that cannot start, dies or says nothing costs time and
nothing else: what it did not answer is judged here.
"""

from __future__ import annotations

import contextlib
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from queue import Empty, SimpleQueue
from typing import IO, BinaryIO, Final, cast

import msgspec

from .check_block import BlockReport
from .worker import Result, Task, WorkerConfig, receive, send

logger = logging.getLogger("batchline")

AHEAD: Final = 12
"""How many blocks a helper has at most, so that it never waits while this process hashes."""

PATIENCE: Final = 30.0
"""Seconds. Helpers that say nothing for so long, when they are waited for, are given up."""

_SERVE: Final = "import sys; sys.path[:] = sys.argv[1:]; from batchline.validation.worker import serve; serve()"


class Pool:
    """Some helpers; a context manager."""

    def __init__(self, size: int, path: str, purpose: str, endpoint: str | None) -> None:
        """Start helpers.

        Args:
            size: How many.
            path: The file whose blocks they judge.
            purpose: Whose rules.
            endpoint: See `check_block`.
        """
        self._answers: SimpleQueue[tuple[_Worker, Result | None]] = SimpleQueue()
        self._helpers: list[_Worker] = []
        job = WorkerConfig(os.path.abspath(os.fsencode(path)), purpose, endpoint, sys.getrecursionlimit())
        # In a frozen application, or in an embedded interpreter, the executable is no Python.
        if not sys.executable or getattr(sys, "frozen", False):
            return
        try:
            for _ in range(size):
                self._helpers.append(_started(job, self._answers))
        except (OSError, RuntimeError):  # no more processes, or no more threads
            logger.info("Not all helper processes could be started.", exc_info=True)
        except BaseException:
            self.close()
            raise

    @property
    def is_busy(self) -> bool:
        """Whether answers are still to come."""
        return any(helper.orders for helper in self._helpers)

    def submit(self, task: Task) -> bool:
        """Give an order to a helper; False when none has room for it."""
        helper = min(self._helpers, key=lambda helper: len(helper.orders), default=None)
        if helper is None or len(helper.orders) >= AHEAD:
            return False
        helper.give(task)
        return True

    def results(self, *, wait: bool) -> Iterator[tuple[int, BlockReport | None]]:
        """The verdicts that have come, by the numbers of their blocks; None for what no helper will judge.

        Args:
            wait: Whether to wait for one at least.
        """
        while self.is_busy and (wait or not self._answers.empty()):
            try:
                helper, answer = self._answers.get(timeout=PATIENCE)
            except Empty:
                logger.info("Helper processes say nothing any more; their part is checked here.")
                for helper in [*self._helpers]:
                    yield from self._give_up(helper)
                return
            wait = False
            if answer is None:
                logger.info("A helper process ended early; its part is checked here.")
                yield from self._give_up(helper)
            elif helper.orders.pop(answer.number, None):
                yield answer.number, answer.report

    def _give_up(self, helper: _Worker) -> Iterator[tuple[int, None]]:
        if helper in self._helpers:
            self._helpers.remove(helper)
            helper.close()
            lost, helper.orders = helper.orders, {}
            for number in lost:
                yield number, None

    def close(self) -> None:
        """End the helpers, whatever they are doing."""
        for helper in self._helpers:
            helper.close()
        self._helpers = []


class _Worker:
    """A process and the orders that it has not answered."""

    def __init__(self, results: SimpleQueue[tuple[_Worker, Result | None]]) -> None:
        self.orders: dict[int, Task] = {}
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-c", _SERVE, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._listener = threading.Thread(target=self._listen, args=[results], name="batchline-helper", daemon=True)

    def start(self, job: WorkerConfig) -> None:
        """Begin to listen, and tell what it is all about."""
        self._listener.start()
        self._tell(job)

    def _listen(self, results: SimpleQueue[tuple[_Worker, Result | None]]) -> None:
        decoder = msgspec.msgpack.Decoder(Result)
        with contextlib.suppress(OSError, ValueError, msgspec.DecodeError):
            for message in receive(_pipe(self._process.stdout)):
                results.put((self, decoder.decode(message)))
        results.put((self, None))

    def give(self, task: Task) -> None:
        """Give an order."""
        self.orders[task.number] = task
        self._tell(task)

    def _tell(self, message: msgspec.Struct) -> None:
        with contextlib.suppress(OSError):  # it has ended, and its listener says so
            send(_pipe(self._process.stdin), message)

    def close(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        with contextlib.suppress(OSError):
            _pipe(self._process.stdin).close()  # if the process only wrapped another, that one ends now
        if self._listener.is_alive():
            self._listener.join()
        _pipe(self._process.stdout).close()


def _started(job: WorkerConfig, results: SimpleQueue[tuple[_Worker, Result | None]]) -> _Worker:
    helper = _Worker(results)
    try:
        helper.start(job)
    except BaseException:
        helper.close()
        raise
    return helper


def _pipe(pipe: IO[bytes] | None) -> BinaryIO:
    return cast("BinaryIO", pipe)  # it is there, since the process was started with it
