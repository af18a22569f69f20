"""Performs flows for `Client`: it blocks."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, closing
from typing import Any, TypeVar, cast

import httpx

from ..flows.effects import Do, Effect, Emit, Flow, Now, Open, Put, Read, ReadAll, Request, Save, Send, Sleep, Stream
from .http import CHUNK, Connection, OpenStream, drawn, too_short, translated

T = TypeVar("T")


_OpenStream = OpenStream[Iterator[bytes]]


class Driver:
    """Performs the effects of flows with an `httpx.Client`."""

    def __init__(self, connection: Connection, transport: httpx.BaseTransport | None) -> None:
        self.connection = connection
        self._http = httpx.Client(transport=transport)

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def run(self, flow: Flow[T]) -> T:
        """Perform a flow and return what it returns."""
        result: list[T] = []
        for _ in self._steps(flow, result.append):
            pass
        return result[0]

    def iterate(self, flow: Flow[None]) -> Iterator[Any]:
        """Perform a flow as far as its next item is wanted."""
        return self._steps(flow, lambda _: None)

    def _steps(self, flow: Flow[T], finish: Callable[[T], object]) -> Generator[Any, None, None]:
        """Yield what the flow emits; every exception is the flow's to handle first."""
        with ExitStack() as streams:
            outcome: Any = None
            failure: BaseException | None = None
            while True:
                try:
                    effect = flow.send(outcome) if failure is None else flow.throw(failure)
                except StopIteration as stop:
                    finish(stop.value)
                    return
                outcome = failure = None
                try:
                    if isinstance(effect, Emit):
                        yield effect.item
                    else:
                        outcome = self._perform(effect, streams)
                except BaseException as error:  # noqa: BLE001 - also GeneratorExit and KeyboardInterrupt
                    failure = error

    def _perform(self, effect: Effect, streams: ExitStack) -> Any:
        match effect:
            case Send(request):
                return self._send(request, self.connection.build(self._http, request))
            case Put():
                with closing(_chunks(effect)) as chunks:  # whatever happens, the file is closed
                    return self._send(effect.request, self.connection.build_put(self._http, effect, chunks))
            case Open(request):
                built = self.connection.build(self._http, request)
                with translated(request, built.url):
                    response = self._http.send(built, stream=True)
                streams.callback(response.close)
                return _OpenStream(response, request, response.iter_bytes(CHUNK))
            case Read(stream):
                opened = _opened(stream)
                with translated(opened.asked, opened.request.url):
                    return next(opened.chunks, b"")
            case ReadAll(stream):
                opened = _opened(stream)
                with translated(opened.asked, opened.request.url):
                    opened.response.read()
                return opened.response
            case Save(stream, file, on_bytes):
                opened = _opened(stream)
                done = 0
                with translated(opened.asked, opened.request.url):
                    for chunk in opened.chunks:
                        file.write(chunk)
                        done += len(chunk)
                        on_bytes(done)
                return done
            case Do(function):
                return function()
            case Sleep():
                return time.sleep(drawn(effect))
            case Now():
                return time.monotonic()
            case Emit():
                raise AssertionError("emitted items are yielded, not performed")

    def _send(self, request: Request, built: httpx.Request) -> httpx.Response:
        with translated(request, built.url):
            return self._http.send(built)


def _opened(stream: Stream) -> _OpenStream:
    return cast(_OpenStream, stream)  # every stream of a flow came from its driver


def _chunks(effect: Put) -> Generator[bytes]:
    """The bytes of an upload, read as they are sent."""
    sent = 0
    with open(effect.path, "rb") as file:
        file.seek(effect.offset)
        while sent < effect.length:
            chunk = file.read(min(CHUNK, effect.length - sent))
            if not chunk:
                raise too_short(effect)
            yield chunk
            sent += len(chunk)
            effect.on_bytes(sent)
