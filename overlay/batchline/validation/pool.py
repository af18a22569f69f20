"""Worker processes that check blocks of a file.

A worker is a separate Python process, started without the caller's main module, so scripts need no
`__main__` guard. It reads its blocks from the file, which is in the system's cache since this
process has just read it. A worker that can't start, dies or stops responding costs nothing but
time: the blocks that it hasn't reported on are checked in this process.
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
"""The most unfinished blocks of a worker: enough that it never waits while this process hashes."""

PATIENCE: Final = 30.0
"""Seconds to wait for a result; after that, all workers are abandoned."""

_SERVE: Final = "import sys; sys.path[:] = sys.argv[1:]; from batchline.validation.worker import serve; serve()"


class Pool:
    """A pool of workers. The caller must close it."""

    def __init__(self, size: int, path: str, purpose: str, endpoint: str | None) -> None:
        """Start the workers.

        Args:
            size: The number of workers.
            path: The file whose blocks they check.
            purpose: The purpose whose rules to apply.
            endpoint: See `check_block`.
        """
        self._results: SimpleQueue[tuple[_Worker, Result | None]] = SimpleQueue()
        self._workers: list[_Worker] = []
        config = WorkerConfig(os.path.abspath(os.fsencode(path)), purpose, endpoint, sys.getrecursionlimit())
        # In a frozen application or an embedded interpreter, the executable is not Python.
        if not sys.executable or getattr(sys, "frozen", False):
            return
        try:
            for _ in range(size):
                self._workers.append(_start_worker(config, self._results))
        except (OSError, RuntimeError):  # no more processes, or no more threads
            logger.info("Not all worker processes could be started.", exc_info=True)
        except BaseException:
            self.close()
            raise

    @property
    def is_busy(self) -> bool:
        """Whether any results are outstanding."""
        return any(worker.tasks for worker in self._workers)

    def submit(self, task: Task) -> bool:
        """Assign a task to a worker; return False if none has room for it."""
        worker = min(self._workers, key=lambda worker: len(worker.tasks), default=None)
        if worker is None or len(worker.tasks) >= AHEAD:
            return False
        worker.assign(task)
        return True

    def results(self, *, wait: bool) -> Iterator[tuple[int, BlockReport | None]]:
        """Yield the reports that have arrived, by block number; None for a block that no worker will check.

        Args:
            wait: Whether to wait for at least one.
        """
        while self.is_busy and (wait or not self._results.empty()):
            try:
                worker, result = self._results.get(timeout=PATIENCE)
            except Empty:
                logger.info("The worker processes have stopped responding; their blocks are checked in this process.")
                for worker in [*self._workers]:
                    yield from self._abandon(worker)
                return
            wait = False
            if result is None:
                logger.info("A worker process ended early; its blocks are checked in this process.")
                yield from self._abandon(worker)
            elif worker.tasks.pop(result.number, None):
                yield result.number, result.report

    def _abandon(self, worker: _Worker) -> Iterator[tuple[int, None]]:
        if worker in self._workers:
            self._workers.remove(worker)
            worker.close()
            lost, worker.tasks = worker.tasks, {}
            for number in lost:
                yield number, None

    def close(self) -> None:
        """Kill the workers, whatever they are doing."""
        for worker in self._workers:
            worker.close()
        self._workers = []


class _Worker:
    """A process and its unfinished tasks."""

    def __init__(self, results: SimpleQueue[tuple[_Worker, Result | None]]) -> None:
        self.tasks: dict[int, Task] = {}
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-c", _SERVE, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._listener = threading.Thread(target=self._listen, args=[results], name="batchline-worker", daemon=True)

    def start(self, config: WorkerConfig) -> None:
        """Start listening for results, and send the configuration."""
        self._listener.start()
        self._send(config)

    def _listen(self, results: SimpleQueue[tuple[_Worker, Result | None]]) -> None:
        decoder = msgspec.msgpack.Decoder(Result)
        with contextlib.suppress(OSError, ValueError, msgspec.DecodeError):
            for message in receive(_pipe(self._process.stdout)):
                results.put((self, decoder.decode(message)))
        results.put((self, None))

    def assign(self, task: Task) -> None:
        """Send a task to the process."""
        self.tasks[task.number] = task
        self._send(task)

    def _send(self, message: msgspec.Struct) -> None:
        with contextlib.suppress(OSError):  # the process has ended, and the listener reports that
            send(_pipe(self._process.stdin), message)

    def close(self) -> None:
        """Kill the process, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        with contextlib.suppress(OSError):
            _pipe(self._process.stdin).close()  # if the process was only a wrapper, this ends the wrapped one
        if self._listener.is_alive():
            self._listener.join()
        _pipe(self._process.stdout).close()


def _start_worker(config: WorkerConfig, results: SimpleQueue[tuple[_Worker, Result | None]]) -> _Worker:
    worker = _Worker(results)
    try:
        worker.start(config)
    except BaseException:
        worker.close()
        raise
    return worker


def _pipe(pipe: IO[bytes] | None) -> BinaryIO:
    return cast("BinaryIO", pipe)  # not None, since the process was started with PIPE
