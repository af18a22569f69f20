"""Performs flows for `Client`: it blocks."""

from __future__ import annotations

import datetime
import os
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, closing
from queue import SimpleQueue
from typing import Any, Final, TypeVar, cast

import httpx

from .bodies import (
    CHUNK,
    MAX_WAIT,
    PATIENCE,
    BoundedBody,
    Decompressor,
    MinimumThroughput,
    OpenStream,
    decompressor_of,
    total_timeout,
)
from .connection import Connection
from .deadline import Deadline, watch
from .effects import (
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
    Stream,
    Work,
    Yield,
    has_ended,
)
from .exceptions import map_exceptions, map_file_errors, map_setup_errors, shrunk_file_error

T = TypeVar("T")

GRACE: Final = 0.5
"""Seconds that threads get to stop. One whose connection is silent for longer is left to itself:
it stops, without a further byte, as soon as the connection stirs or times out."""


class _Stopped(BaseException):
    """Another flow of a `Parallel` has failed, or all of them were interrupted."""


_NEVER: Final = threading.Event()
_OpenStream = OpenStream[Iterator[bytes]]


class Driver:
    """Performs the effects of flows with an `httpx.Client`."""

    def __init__(self, connection: Connection, transport: httpx.BaseTransport | None) -> None:
        self.connection = connection
        self._transport = transport
        self.connection.uses_proxies = transport is None
        self._open()

    def _open(self) -> None:
        with map_setup_errors():
            self._client = httpx.Client(transport=self._transport)
        watch(self._client)
        self._process = os.getpid()

    @property
    def _http(self) -> httpx.Client:
        """The connections of this process: on those that it shares with another, answers would get mixed up."""
        if self._process != os.getpid():
            self._open()
        return self._client

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
        streams: list[httpx.Response] = []
        with ExitStack() as ending:
            ending.callback(_close, streams)
            outcome: Any = None
            failure: BaseException | None = None
            while True:
                try:
                    while True:
                        effect = flow.send(outcome) if failure is None else flow.throw(failure)
                        outcome = failure = None
                        if isinstance(effect, Yield):
                            yield effect.item
                        else:
                            outcome = self._perform(effect, streams, stop)
                except BaseException as error:
                    # Also GeneratorExit, and KeyboardInterrupt at any moment: the flow tidies up.
                    if has_ended(flow):
                        if not isinstance(error, StopIteration):
                            raise
                        finish(error.value)
                        return
                    failure = error

    def _perform(self, effect: Effect, streams: list[httpx.Response], stop: threading.Event) -> Any:
        if not (isinstance(effect, Do) and effect.brief):
            _check(stop)
        match effect:
            case Send(request):
                return self._send(request, self.connection.build(self._http, request))
            case Put():
                return self._put(effect, stop)
            case Open(request):
                built = self.connection.build(self._http, request)
                with map_exceptions(request, built.url, self.connection), Deadline(total_timeout(built)):
                    response = self._http.send(built, stream=True)
                # A flow that goes on for days opens one after the other.
                streams[:] = [*(one for one in streams if not one.is_closed), response]
                return _OpenStream(response, request, _collect_chunks(response, decompressor_of(response, request)))
            case Read(stream):
                opened = _as_stream(stream)
                with map_exceptions(opened.asked, opened.request.url):
                    return next(opened.chunks, b"")
            case ReadAll(stream):
                return self._read_all(_as_stream(stream))
            case Save():
                return _save(effect, stop)
            case Close(stream):
                return _as_stream(stream).response.close()
            case Parallel():
                return self._run_parallel(effect)
            case Do(function):
                return function()
            case Work(function):
                return function(lambda: _check(stop))
            case Sleep():
                if stop.wait(effect.draw()):
                    raise _Stopped
                return None
            case Now(utc):
                return datetime.datetime.now(datetime.UTC) if utc else time.monotonic()
            case Yield():
                raise AssertionError("emitted items are yielded, not performed")

    def _send(self, request: Request, built: httpx.Request) -> httpx.Response:
        with map_exceptions(request, built.url, self.connection), Deadline(total_timeout(built)):
            return self._read_whole(self._http.send(built, stream=True), request)

    def _put(self, effect: Put, stop: threading.Event) -> httpx.Response:
        deadline = Deadline(PATIENCE * effect.timeout)
        with closing(_chunks(effect, deadline, stop)) as chunks:  # whatever happens, the file is closed
            built = self.connection.build_put(self._http, effect, chunks)
            with map_exceptions(effect.request, built.url, self.connection), deadline:
                return self._read_whole(self._http.send(built, stream=True), effect.request)

    def _read_all(self, opened: _OpenStream) -> httpx.Response:
        with map_exceptions(opened.asked, opened.request.url), Deadline(total_timeout(opened.request)):
            return self._read_whole(opened.response, opened.asked)

    def _read_whole(self, response: httpx.Response, request: Request) -> httpx.Response:
        body = BoundedBody(response, request, self.connection.secret())
        with closing(response):
            if body.is_wanted():
                for piece in response.iter_bytes():
                    if not body.add(piece):
                        break
        return body.whole()

    def _run_parallel(self, effect: Parallel) -> None:
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


def _close(streams: list[httpx.Response]) -> None:
    with ExitStack() as each:
        for response in streams:
            each.callback(response.close)


def _check(stop: threading.Event) -> None:
    if stop.is_set():
        raise _Stopped


def _as_stream(stream: Stream) -> _OpenStream:
    return cast(_OpenStream, stream)  # every stream of a flow came from its driver


def _chunks(effect: Put, deadline: Deadline, stop: threading.Event) -> Generator[bytes]:
    """The bytes of an upload, read as they are sent."""
    sent = 0
    with ExitStack() as files:
        with map_file_errors(effect):
            file = files.enter_context(open(effect.path, "rb", buffering=0))
            file.seek(effect.offset)
        while sent < effect.length:
            _check(stop)
            with map_file_errors(effect):
                chunk = file.read(min(CHUNK, effect.length - sent))
            if not chunk:
                raise shrunk_file_error(effect)
            yield chunk
            _check(stop)  # nothing is told any more after the end
            deadline.advance()
            sent += len(chunk)
            effect.on_bytes(sent)


def _collect_chunks(response: httpx.Response, decompressor_of: Decompressor | None) -> Generator[bytes]:
    """A body in pieces of about `CHUNK` bytes; what came before an error is not lost."""
    pieces: list[bytes] = []
    size, since = 0, time.monotonic()
    pace = MinimumThroughput(response)
    try:
        for piece in _read_in_time(response, decompressor_of):
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


def _read_in_time(response: httpx.Response, decompressor_of: Decompressor | None) -> Generator[bytes]:
    """The pieces of a body, each of which arrives in time."""
    arriving = iter(response.iter_bytes() if decompressor_of is None else response.iter_raw())
    while True:
        with Deadline(total_timeout(response.request)):
            piece = next(arriving, None)
            while piece == b"" or (piece and decompressor_of and not (piece := decompressor_of.feed(piece))):
                piece = next(arriving, None)
        if piece is None:
            if decompressor_of is not None:
                decompressor_of.finish()
            return
        yield piece


def _save(effect: Save, stop: threading.Event) -> int:
    opened = _as_stream(effect.stream)
    written = 0
    with map_exceptions(opened.asked, opened.request.url):
        for chunk in opened.chunks:
            _check(stop)
            left = None if effect.length is None else effect.length - written
            written += effect.file.write(chunk[:left])
            effect.file.flush()  # what is told must be there, whatever becomes of this thread
            effect.on_bytes(written)
            if written == effect.length and not opened.ends_after(written):
                break
    return written
