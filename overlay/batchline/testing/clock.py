"""The mock's clock: the machine's time, or a clock that stands still until it is advanced."""

from __future__ import annotations

import asyncio
import contextlib
import heapq
import time
from collections.abc import Generator


class Clock:
    """The machine's time, in Unix seconds."""

    def __call__(self) -> float:
        """Return the time."""
        return time.time()

    async def sleep(self, seconds: float) -> None:
        """Sleep for this many seconds."""
        await asyncio.sleep(seconds)

    @contextlib.contextmanager
    def at_work(self) -> Generator[None]:
        """Return a context for work that a driven clock would wait for."""
        yield


class DrivenClock(Clock):
    """A clock that moves only by `advance`. It belongs to one event loop."""

    def __init__(self) -> None:
        self._now = time.time()
        self._sleepers: list[tuple[float, int, asyncio.Event]] = []
        self._sleeps = 0
        self._working = 0
        self._idle = asyncio.Event()

    def __call__(self) -> float:
        """Return the time."""
        return self._now

    async def sleep(self, seconds: float) -> None:
        """Sleep until the clock has advanced by this many seconds."""
        wake = asyncio.Event()
        self._sleeps += 1
        # The count decides between sleepers of the same time, as events can't be compared.
        heapq.heappush(self._sleepers, (self._now + seconds, self._sleeps, wake))
        self._mark_idle()
        await wake.wait()

    @contextlib.contextmanager
    def at_work(self) -> Generator[None]:
        """Return a context for work that `advance` waits for before time moves on."""
        self._working += 1
        try:
            yield
        finally:
            self._mark_idle()

    async def advance(self, seconds: float) -> None:
        """Advance the clock; wake each sleeper at its time, and wait for its work to be done."""
        end = self._now + seconds
        await self._wait_until_idle()
        while self._sleepers and self._sleepers[0][0] <= end:
            self._now, _, wake = heapq.heappop(self._sleepers)
            self._working += 1
            wake.set()
            await self._wait_until_idle()
        self._now = end

    def _mark_idle(self) -> None:
        self._working -= 1
        if not self._working:
            self._idle.set()

    async def _wait_until_idle(self) -> None:
        while self._working:
            self._idle.clear()
            await self._idle.wait()
