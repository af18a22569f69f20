"""Performs flows for `Client`: it blocks."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, closing
from queue import Empty, SimpleQueue
from typing import Any, Final, TypeVar, cast

import httpx

from ..errors import ResponseError
from ..flows.effects import (
    Close,
    Do,
    Effect,
    Emit,
    Flow,
    Now,
    Open,
    Put,
    Read,
    ReadAll,
    Request,
    Save,
    Send,
    Sleep,
    Stream,
    Together,
    Work,
)
from .http import (
    CHUNK,
    MAX_WAIT,
    PATIENCE,
    Body,
    Connection,
    OpenStream,
    Pace,
    drawn,
    endless,
    patience,
    reading,
    refuse_odd_encoding,
    setting_up,
    too_short,
    translated,
)

T = TypeVar("T")

GRACE: Final = 0.5
"""Seconds that threads get to stop. One whose connection is silent for longer is left to itself:
it stops, without a further byte, as soon as the connection stirs or times out."""


class _Stopped(BaseException):
    """Another flow of a `Together` has failed, or all of them were interrupted."""


_NEVER: Final = threading.Event()
_OpenStream = OpenStream[Iterator[bytes]]


class Driver:
    """Performs the effects of flows with an `httpx.Client`."""

    def __init__(self, connection: Connection, transport: httpx.BaseTransport | None) -> None:
        self.connection = connection
        with setting_up():
            self._http = httpx.Client(transport=transport)

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def run(self, flow: Flow[T]) -> T:
        """Perform a flow and return what it returns."""
        result: list[T] = []
        for _ in self._steps(flow, result.append, _NEVER):
            pass
        return result[0]

    def iterate(self, flow: Flow[None]) -> Iterator[Any]:
        """Perform a flow as far as its next item is wanted."""
        return self._steps(flow, lambda _: None, _NEVER)

    def _steps(self, flow: Flow[T], finish: Callable[[T], object], stop: threading.Event) -> Generator[Any, None, None]:
        """Yield what the flow emits; every exception is the flow's to handle first."""
        with ExitStack() as streams:
            outcome: Any = None
            failure: BaseException | None = None
            while True:
                try:
                    effect = flow.send(outcome) if failure is None else flow.throw(failure)
                except StopIteration as end:
                    finish(end.value)
                    return
                outcome = failure = None
                try:
                    if isinstance(effect, Emit):
                        yield effect.item
                    else:
                        outcome = self._perform(effect, streams, stop)
                except BaseException as error:  # noqa: BLE001 - also GeneratorExit and KeyboardInterrupt
                    failure = error

    def _perform(self, effect: Effect, streams: ExitStack, stop: threading.Event) -> Any:
        if not (isinstance(effect, Do) and effect.brief):
            _check(stop)
        match effect:
            case Send(request):
                return self._read_whole(self._send(request, self.connection.build(self._http, request)), request)
            case Put():
                return self._read_whole(self._put(effect, stop), effect.request)
            case Open(request):
                response = self._send(request, self.connection.build(self._http, request))
                streams.callback(response.close)
                return _OpenStream(response, request, _gathered(response))
            case Read(stream):
                opened = _opened(stream)
                with translated(opened.asked, opened.request.url):
                    return next(opened.chunks, b"")
            case ReadAll(stream):
                return self._read_whole(_opened(stream).response, _opened(stream).asked)
            case Save():
                return _save(effect, stop)
            case Close(stream):
                return _opened(stream).response.close()
            case Together():
                return self._together(effect)
            case Do(function):
                return function()
            case Work(function):
                return function(lambda: _check(stop))
            case Sleep():
                if stop.wait(drawn(effect)):
                    raise _Stopped
                return None
            case Now():
                return time.monotonic()
            case Emit():
                raise AssertionError("emitted items are yielded, not performed")

    def _send(self, request: Request, built: httpx.Request) -> httpx.Response:
        """Send a request, and return the answer as soon as its headers are there."""
        with translated(request, built.url):
            response = _waited_for(
                built, lambda: self._http.send(built, stream=True), _Clock(patience(built)), threading.Event(), 0.0
            )
        return _accepted(response, request)

    def _put(self, effect: Put, stop: threading.Event) -> httpx.Response:
        halt, clock = threading.Event(), _Clock(PATIENCE * effect.timeout)
        chunks = _chunks(effect, clock, stop, halt)
        built = self.connection.build_put(self._http, effect, chunks)

        def send() -> httpx.Response:
            with closing(chunks):  # whatever happens, the file is closed
                return self._http.send(built, stream=True)

        with translated(effect.request, built.url):
            response = _waited_for(built, send, clock, halt, GRACE)
        return _accepted(response, effect.request)

    def _read_whole(self, response: httpx.Response, request: Request) -> httpx.Response:
        body = Body(response, request)
        with translated(request, response.request.url), closing(response):
            for piece in response.iter_bytes():
                if not body.add(piece):
                    break
        return body.whole()

    def _together(self, effect: Together) -> None:
        flows, turn = iter(effect.flows), threading.Lock()
        stop = threading.Event()
        ends: SimpleQueue[BaseException | None] = SimpleQueue()

        def work() -> None:
            try:
                while True:
                    with turn:
                        flow = next(flows, None)
                    if flow is None or stop.is_set():
                        break
                    for _ in self._steps(flow, lambda _: None, stop):
                        pass
            except BaseException as error:  # noqa: BLE001 - it is raised where all of them were begun
                ends.put(error)
                stop.set()
            else:
                ends.put(None)

        workers: list[threading.Thread] = []
        try:
            for _ in range(min(effect.limit, len(effect.flows))):
                worker = threading.Thread(target=work, name="batchline-transfer", daemon=True)
                worker.start()
                workers.append(worker)
            for _ in workers:
                failure = ends.get()
                if failure is not None:
                    raise failure
        finally:
            stop.set()
            deadline = time.monotonic() + GRACE
            for worker in workers:
                worker.join(max(0.0, deadline - time.monotonic()))


class _Clock:
    """When an answer is given up on: after so many seconds without progress, or never."""

    def __init__(self, limit: float | None) -> None:
        self._limit = limit
        self.advance()

    def advance(self) -> None:
        """There was progress."""
        self._until = None if self._limit is None else time.monotonic() + self._limit

    def left(self) -> float | None:
        """Seconds until then."""
        return None if self._until is None else max(0.0, self._until - time.monotonic())


def _waited_for(
    built: httpx.Request, send: Callable[[], httpx.Response], clock: _Clock, halt: threading.Event, grace: float
) -> httpx.Response:
    """Send in a thread, which is left to itself when the time is over or Ctrl-C comes.

    httpx limits the time between two bytes only: without this, a server that sends a header now
    and then, or one answer of 100 after the other, would be waited for for ever.

    Args:
        built: What is sent.
        send: Sends it.
        clock: How long it may take.
        halt: Set for the thread when nobody waits for it any more.
        grace: Seconds that it gets to stop then.

    Raises:
        httpx.ReadTimeout: The time is over.
    """
    outcome: SimpleQueue[httpx.Response | BaseException] = SimpleQueue()

    def work() -> None:
        try:
            response = send()
        except BaseException as error:  # noqa: BLE001 - it is raised where it is waited for
            outcome.put(error)
        else:
            outcome.put(response)
            if halt.is_set():
                response.close()  # or its connection would be lost to the pool

    thread = threading.Thread(target=work, name="batchline-call", daemon=True)
    thread.start()
    try:
        result = _taken(outcome, clock)
    except BaseException as error:
        halt.set()
        thread.join(grace)
        if isinstance(error, Empty):
            raise endless(built) from None
        raise
    if isinstance(result, BaseException):
        raise result
    return result


def _taken(queue: SimpleQueue[T], clock: _Clock) -> T:
    while True:
        try:
            return queue.get(timeout=clock.left())
        except Empty:
            if clock.left() == 0.0:
                raise


def _accepted(response: httpx.Response, request: Request) -> httpx.Response:
    try:
        refuse_odd_encoding(response, request)
    except ResponseError:
        response.close()
        raise
    return response


def _check(*stops: threading.Event) -> None:
    if any(stop.is_set() for stop in stops):
        raise _Stopped


def _opened(stream: Stream) -> _OpenStream:
    return cast(_OpenStream, stream)  # every stream of a flow came from its driver


def _chunks(effect: Put, clock: _Clock, *stops: threading.Event) -> Generator[bytes]:
    """The bytes of an upload, read as they are sent."""
    sent = 0
    with ExitStack() as files:
        with reading(effect):
            file = files.enter_context(open(effect.path, "rb", buffering=0))
            file.seek(effect.offset)
        while sent < effect.length:
            _check(*stops)
            with reading(effect):
                chunk = file.read(min(CHUNK, effect.length - sent))
            if not chunk:
                raise too_short(effect)
            yield chunk
            _check(*stops)  # nothing is told any more after the end
            clock.advance()
            sent += len(chunk)
            effect.on_bytes(sent)


def _gathered(response: httpx.Response) -> Generator[bytes]:
    """A body in pieces of about `CHUNK` bytes; what came before an error is not lost."""
    pieces: list[bytes] = []
    size, since = 0, time.monotonic()
    pace = Pace(response)
    try:
        for piece in response.iter_bytes():
            pieces.append(piece)
            size += len(piece)
            pace.add(len(piece))
            handed = time.monotonic()
            if size >= CHUNK or handed - since > MAX_WAIT:
                yield b"".join(pieces)
                pieces, size, since = [], 0, time.monotonic()
                pace.skip(since - handed)
    except httpx.HTTPError:
        if pieces:
            yield b"".join(pieces)
        raise
    if pieces:
        yield b"".join(pieces)


def _save(effect: Save, stop: threading.Event) -> int:
    opened = _opened(effect.stream)
    written = 0
    with translated(opened.asked, opened.request.url):
        for chunk in opened.chunks:
            _check(stop)
            left = None if effect.length is None else effect.length - written
            written += effect.file.write(chunk[:left])
            effect.file.flush()  # what is told must be there, whatever becomes of this thread
            effect.on_bytes(written)
            if written == effect.length and not opened.ends_after(written):
                break
    return written
