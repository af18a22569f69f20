"""The mock's time: the machine's, or one that stands still until somebody drives it."""

from __future__ import annotations

import asyncio
import contextlib
import heapq
import time
from collections.abc import Generator


class Clock:
    """The machine's time, in Unix seconds."""

    def __call__(self) -> float:
        """The time."""
        return time.time()

    async def sleep(self, seconds: float) -> None:
        """Wait for so long."""
        await asyncio.sleep(seconds)

    @contextlib.contextmanager
    def at_work(self) -> Generator[None]:
        """What is done within this happens at its time: a clock that is driven waits for it."""
        yield


class DrivenClock(Clock):
    """A time that stands still but for `advance`. It belongs to one event loop."""

    def __init__(self) -> None:
        self._now = time.time()
        self._sleepers: list[tuple[float, int, asyncio.Event]] = []
        self._slept = 0
        self._working = 0
        self._idle = asyncio.Event()

    def __call__(self) -> float:
        """The time."""
        return self._now

    async def sleep(self, seconds: float) -> None:
        """Wait until somebody has driven the clock so far."""
        woken = asyncio.Event()
        self._slept += 1
        heapq.heappush(self._sleepers, (self._now + seconds, self._slept, woken))
        self._stop_all()
        await woken.wait()

    @contextlib.contextmanager
    def at_work(self) -> Generator[None]:
        """What is done within this happens at its time: `advance` waits for it."""
        self._working += 1
        try:
            yield
        finally:
            self._stop_all()

    async def advance(self, seconds: float) -> None:
        """Drive the clock; whoever sleeps until a moment on the way wakes at it, and has done its work then."""
        end = self._now + seconds
        await self._all_asleep()
        while self._sleepers and self._sleepers[0][0] <= end:
            self._now, _, woken = heapq.heappop(self._sleepers)
            self._working += 1
            woken.set()
            await self._all_asleep()
        self._now = end

    def _stop_all(self) -> None:
        self._working -= 1
        if not self._working:
            self._idle.set()

    async def _all_asleep(self) -> None:
        while self._working:
            self._idle.clear()
            await self._idle.wait()
