"""How transfers and runs report their progress."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Generator, Mapping
from typing import TypeVar

import msgspec

P = TypeVar("P")


class TransferProgress(msgspec.Struct, frozen=True):
    """How much of a transfer is done, in bytes.

    Attributes:
        done_bytes: Bytes that have gone.
        total_bytes: Bytes in all; None where the server did not say.
    """

    done_bytes: int
    total_bytes: int | None


TransferCallback = Callable[[TransferProgress], object]


class _CallbackError(BaseException):
    """A progress callback has raised `error`, which nothing between it and its caller may take for its own."""

    def __init__(self, error: Exception, raised_by: object) -> None:
        super().__init__(error)
        self.error = error
        self.raised_by = raised_by


@contextlib.contextmanager
def guard_callback(callback: Callable[[P], object] | None) -> Generator[Callable[[P], object]]:
    """A progress callback for use within, whose errors only its caller sees, with the notes on what is kept."""

    def notify(progress: P) -> None:
        if callback is not None:
            try:
                callback(progress)
            except Exception as error:
                raise _CallbackError(error, notify) from error

    try:
        yield notify
    except _CallbackError as failure:
        if failure.raised_by is not notify:
            raise
        for note in getattr(failure, "__notes__", ()):
            failure.error.add_note(note)
        raise failure.error from None


class Meter:
    """Tells a guarded callback of a transfer's progress: never backwards, also when it starts anew.

    The transfer may consist of parts that move at the same time; the callback is called by one
    of them at a time.
    """

    def __init__(self, callback: TransferCallback, total: int | None) -> None:
        self.total = total
        self._callback = callback
        self._told = -1
        self._done = 0
        self._parts: dict[int, int] = {}
        self._lock = threading.Lock()

    def part(self, key: int) -> Callable[[int], None]:
        """What is told how many bytes of a piece are done; fewer than before, where it starts anew."""

        def at(done: int) -> None:
            with self._lock:
                self._done += done - self._parts.get(key, 0)
                self._parts[key] = done
                self._tell(self._done)

        return at

    def resume(self, parts: Mapping[int, int]) -> None:
        """Begin with parts of which so many bytes were done before."""
        with self._lock:
            self._parts.update(parts)
            self._done = sum(self._parts.values())
            if self._done:
                self._tell(self._done)

    def restart(self) -> None:
        """Every piece starts anew."""
        with self._lock:
            self._done = 0
            self._parts.clear()

    def at(self, done: int) -> None:
        """Report `done` bytes of the whole, unless as many were reported before."""
        with self._lock:
            self._tell(done)

    def _tell(self, done: int) -> None:
        if done > self._told:
            self._told = done
            self._callback(TransferProgress(done, self.total))
