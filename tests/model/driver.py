"""Performs flows against a service in memory: time passes only when somebody sleeps. It can be killed."""

from __future__ import annotations

from typing import Any

import httpx

from batchline import APIConnectionError
from batchline.engine.effects import (
    Close,
    Do,
    Effect,
    Flow,
    Now,
    Open,
    Parallel,
    Put,
    Read,
    ReadAll,
    Request,
    Save,
    Send,
    Sleep,
    Work,
    Yield,
)

from .service import Lost, Service


class Killed(Exception):  # noqa: N818 - it is no error
    """The process was killed: nothing of it runs any more, not even what tidies up."""


class OpenStream:
    """An answer whose body is read bit by bit."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self.status_code = response.status_code
        self.headers = response.headers
        self.request = response.request
        self.left = response.content


_GRAVEYARD: list[Any] = []
"""Flows of killed processes and what they had opened: were these collected, Python would tidy up."""


class Driver:
    """One process."""

    def __init__(self, service: Service, kill_after: int | None = None) -> None:
        self.service = service
        self.kill_after = kill_after
        self.effects = 0

    def run(self, flow: Flow[Any]) -> Any:
        """Perform a flow.

        Raises:
            Killed: It was killed.
        """
        outcome: Any = None
        failure: BaseException | None = None
        while True:
            self.effects += 1
            if self.kill_after is not None and self.effects > self.kill_after:
                _GRAVEYARD.append((flow, outcome))
                raise Killed
            try:
                effect = flow.send(outcome) if failure is None else flow.throw(failure)
            except StopIteration as stop:
                return stop.value
            outcome = failure = None
            try:
                outcome = self._perform(effect)
            except Killed:
                _GRAVEYARD.append(flow)
                raise
            except Exception as error:
                failure = error

    def _perform(self, effect: Effect) -> Any:
        match effect:
            case Send(request):
                return self._ask(request, request.json if request.json is not None else request.data)
            case Put(request, path, offset, length):
                with open(path, "rb") as file:
                    file.seek(offset)
                    content = file.read(length)
                effect.on_bytes(length)
                return self._ask(request, content)
            case Open(request):
                return OpenStream(self._ask(request, None))
            case Read(stream):
                chunk, stream.left = stream.left, b""
                return chunk
            case ReadAll(stream):
                return stream.response
            case Save(stream, file, length, on_bytes):
                content = stream.left if length is None else stream.left[:length]
                file.write(content)
                file.flush()
                on_bytes(len(content))
                return len(content)
            case Close() | Yield():
                return None
            case Parallel(flows):
                for each in flows:
                    self.run(each)
                return None
            case Do(function):
                return function()
            case Work(function):
                return function(lambda: None)
            case Sleep(seconds, jitter):
                self.service.advance(seconds * (1 - jitter * self.service.dice.random()))
                return None
            case Now(utc):
                return self.service.utc() if utc else self.service.clock

    def _ask(self, request: Request, body: Any) -> httpx.Response:
        try:
            response = self.service.answer(request.method, request.url, body)
        except Lost:
            raise APIConnectionError(f"{request.action} failed: the connection broke.") from None
        return response
