"""Helper processes that judge blocks of a file.

A helper is a Python process of its own, started without the caller's main module: no script
needs a guard for it. It reads its blocks from the file, which this process has just read and
so the system has at hand. A helper that cannot start, or dies, costs time and nothing else:
what it did not answer is judged here.
"""

from __future__ import annotations

import contextlib
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from queue import SimpleQueue
from typing import IO, BinaryIO, Final, cast

import msgspec

from .helper import Answer, Job, Order, received, send
from .judge import Verdict

logger = logging.getLogger("batchline")

AHEAD: Final = 12
"""How many blocks a helper has at most, so that it never waits while this process hashes."""

_SERVE: Final = "import sys; sys.path[:] = sys.argv[1:]; from batchline.lines.helper import serve; serve()"


class Crew:
    """Some helpers; a context manager."""

    def __init__(self, size: int, path: str, purpose: str) -> None:
        """Start helpers.

        Args:
            size: How many.
            path: The file whose blocks they judge.
            purpose: Whose rules.
        """
        self._answers: SimpleQueue[tuple[_Helper, Answer | None]] = SimpleQueue()
        self._helpers: list[_Helper] = []
        job = Job(os.path.abspath(os.fsencode(path)), purpose)
        # In a frozen application, or in an embedded interpreter, the executable is no Python.
        if sys.executable and not getattr(sys, "frozen", False):
            try:
                self._helpers += [_Helper(job, self._answers) for _ in range(size)]
            except OSError:
                logger.debug("No helper could be started.", exc_info=True)

    @property
    def is_busy(self) -> bool:
        """Whether answers are still to come."""
        return any(helper.orders for helper in self._helpers)

    def offer(self, order: Order) -> bool:
        """Give an order to a helper; False when none has room for it."""
        helper = min(self._helpers, key=lambda helper: len(helper.orders), default=None)
        if helper is None or len(helper.orders) >= AHEAD:
            return False
        helper.give(order)
        return True

    def answers(self, *, wait: bool) -> Iterator[tuple[int, Verdict | None]]:
        """The verdicts that have come, by the numbers of their blocks; None for what no helper will judge.

        Args:
            wait: Whether to wait for one at least.
        """
        while self.is_busy and (wait or not self._answers.empty()):
            wait = False
            helper, answer = self._answers.get()
            if answer is not None:
                del helper.orders[answer.number]
                yield answer.number, answer.verdict
                continue
            logger.debug("A helper has ended early.")
            self._helpers.remove(helper)
            helper.close()
            for number in helper.orders:
                yield number, None

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        for helper in self._helpers:
            helper.close()


class _Helper:
    """A process and the orders that it has not answered."""

    def __init__(self, job: Job, answers: SimpleQueue[tuple[_Helper, Answer | None]]) -> None:
        self.orders: dict[int, Order] = {}
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-c", _SERVE, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._listener = threading.Thread(target=self._listen, args=[answers], name="batchline-helper", daemon=True)
        self._listener.start()
        self._tell(job)

    def _listen(self, answers: SimpleQueue[tuple[_Helper, Answer | None]]) -> None:
        decoder = msgspec.msgpack.Decoder(Answer)
        with contextlib.suppress(OSError, msgspec.DecodeError):
            for message in received(_pipe(self._process.stdout)):
                answers.put((self, decoder.decode(message)))
        answers.put((self, None))

    def give(self, order: Order) -> None:
        """Give an order."""
        self.orders[order.number] = order
        self._tell(order)

    def _tell(self, message: msgspec.Struct) -> None:
        with contextlib.suppress(OSError):  # it has ended, and its listener says so
            send(_pipe(self._process.stdin), message)

    def close(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        self._listener.join()
        with contextlib.suppress(OSError):
            _pipe(self._process.stdin).close()
        _pipe(self._process.stdout).close()


def _pipe(pipe: IO[bytes] | None) -> BinaryIO:
    return cast("BinaryIO", pipe)  # it is there, since the process was started with it
