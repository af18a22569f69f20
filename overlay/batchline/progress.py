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
        done_bytes: The bytes transferred so far.
        total_bytes: The bytes in total; None if the server did not say.
    """

    done_bytes: int
    total_bytes: int | None


TransferCallback = Callable[[TransferProgress], object]


class _CallbackError(BaseException):
    """Carries the `error` of a progress callback past code that would handle it as its own."""

    def __init__(self, error: Exception, raised_by: object) -> None:
        super().__init__(error)
        self.error = error
        self.raised_by = raised_by


@contextlib.contextmanager
def guard_callback(callback: Callable[[P], object] | None) -> Generator[Callable[[P], object]]:
    """Wrap a progress callback so that its exceptions reach the caller unhandled.

    Notes that were added on the way, such as on what can be resumed, are added to the exception.
    """

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
    """Reports a transfer's progress to a guarded callback; the bytes never decrease, even on a restart.

    Parts of the transfer may progress at the same time; the callback is called by only one at a time.
    """

    def __init__(self, callback: TransferCallback, total: int | None) -> None:
        self.total = total
        self._callback = callback
        self._reported = -1
        self._done = 0
        self._parts: dict[int, int] = {}
        self._lock = threading.Lock()

    def part(self, key: int) -> Callable[[int], None]:
        """Return the function to report how many bytes of a part are done; fewer than before on a retry."""

        def report(done: int) -> None:
            with self._lock:
                self._done += done - self._parts.get(key, 0)
                self._parts[key] = done
                self._report(self._done)

        return report

    def resume(self, parts: Mapping[int, int]) -> None:
        """Start with the bytes of each part that an earlier transfer has done."""
        with self._lock:
            self._parts.update(parts)
            self._done = sum(self._parts.values())
            if self._done:
                self._report(self._done)

    def restart(self) -> None:
        """Start over: no byte of any part is done."""
        with self._lock:
            self._done = 0
            self._parts.clear()

    def at(self, done: int) -> None:
        """Report `done` bytes of the whole transfer, unless as many have already been reported."""
        with self._lock:
            self._report(done)

    def _report(self, done: int) -> None:
        if done > self._reported:
            self._reported = done
            self._callback(TransferProgress(done, self.total))
