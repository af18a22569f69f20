"""Runs flows for `Client`: effects block, and parallel flows run in threads."""

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
from .deadline import Deadline, enforce_deadlines
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
"""Seconds to wait for threads to stop. A thread still blocked on its connection is left behind: it stops,
without another byte, as soon as the connection responds or times out."""


class _Stopped(BaseException):
    """The flow must stop: another flow of its `Parallel` failed, or all of them were interrupted."""


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
        enforce_deadlines(self._client)
        self._process = os.getpid()

    @property
    def _http(self) -> httpx.Client:
        """The HTTP client of this process: a forked one must not share connections with its parent."""
        if self._process != os.getpid():
            self._open()
        return self._client

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def run(self, flow: Flow[T]) -> T:
        """Run a flow to its end and return what it returns."""
        result: list[T] = []
        for _ in self._steps(flow, result.append, _NEVER):
            pass
        return result[0]

    def iterate(self, flow: Flow[None]) -> Iterator[Any]:
        """Return an iterator over the items of a flow, which runs only when the next item is asked for."""
        return self._steps(flow, lambda _: None, _NEVER)

    def _steps(self, flow: Flow[T], finish: Callable[[T], object], stop: threading.Event) -> Generator[Any, None, None]:
        """Run a flow and yield its items; exceptions are raised inside the flow, which may handle them."""
        streams: list[httpx.Response] = []
        with ExitStack() as cleanup:
            cleanup.callback(_close, streams)
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
                    # Also GeneratorExit, and KeyboardInterrupt at any moment: the flow must clean up.
                    if has_ended(flow):
                        if not isinstance(error, StopIteration):
                            raise
                        finish(error.value)
                        return
                    failure = error

    def _perform(self, effect: Effect, streams: list[httpx.Response], stop: threading.Event) -> Any:
        if not (isinstance(effect, Do) and effect.brief):
            _raise_if_stopped(stop)
        match effect:
            case Send(request):
                return self._send(request, self.connection.build(self._http, request))
            case Put():
                return self._put(effect, stop)
            case Open(request):
                built = self.connection.build(self._http, request)
                with map_exceptions(request, built.url, self.connection), Deadline(total_timeout(built)):
                    response = self._http.send(built, stream=True)
                # A flow may run for days and open many streams, so closed ones are dropped.
                streams[:] = [*(stream for stream in streams if not stream.is_closed), response]
                return _OpenStream(response, request, _collect_chunks(response, decompressor_of(response, request)))
            case Read(stream):
                opened = _as_stream(stream)
                with map_exceptions(opened.flow_request, opened.request.url):
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
                return function(lambda: _raise_if_stopped(stop))
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
        # The generator must be closed, since it holds the file open.
        with closing(_read_chunks(effect, deadline, stop)) as chunks:
            built = self.connection.build_put(self._http, effect, chunks)
            with map_exceptions(effect.request, built.url, self.connection), deadline:
                return self._read_whole(self._http.send(built, stream=True), effect.request)

    def _read_all(self, opened: _OpenStream) -> httpx.Response:
        with map_exceptions(opened.flow_request, opened.request.url), Deadline(total_timeout(opened.request)):
            return self._read_whole(opened.response, opened.flow_request)

    def _read_whole(self, response: httpx.Response, request: Request) -> httpx.Response:
        body = BoundedBody(response, request, self.connection.secret())
        with closing(response):
            if body.is_wanted():
                for piece in response.iter_bytes():
                    if not body.add(piece):
                        break
        return body.to_response()

    def _run_parallel(self, effect: Parallel) -> None:
        flows, lock = iter(effect.flows), threading.Lock()
        stop = threading.Event()
        outcomes: SimpleQueue[BaseException | None] = SimpleQueue()

        def work() -> None:
            try:
                while True:
                    with lock:
                        flow = next(flows, None)
                    if flow is None or stop.is_set():
                        break
                    for _ in self._steps(flow, lambda _: None, stop):
                        pass
            except BaseException as error:  # noqa: BLE001 - raised again below, in the thread of the caller
                outcomes.put(error)
                stop.set()
            else:
                outcomes.put(None)

        workers: list[threading.Thread] = []
        try:
            for _ in range(min(effect.limit, len(effect.flows))):
                worker = threading.Thread(target=work, name="batchline-transfer", daemon=True)
                worker.start()
                workers.append(worker)
            for _ in workers:
                failure = outcomes.get()
                if failure is not None:
                    raise failure
        finally:
            stop.set()
            deadline = time.monotonic() + GRACE
            for worker in workers:
                worker.join(max(0.0, deadline - time.monotonic()))


def _close(streams: list[httpx.Response]) -> None:
    # All are closed, even if closing one of them raises.
    with ExitStack() as cleanup:
        for response in streams:
            cleanup.callback(response.close)


def _raise_if_stopped(stop: threading.Event) -> None:
    if stop.is_set():
        raise _Stopped


def _as_stream(stream: Stream) -> _OpenStream:
    # Every stream of a flow comes from its driver.
    return cast(_OpenStream, stream)


def _read_chunks(effect: Put, deadline: Deadline, stop: threading.Event) -> Generator[bytes]:
    """Yield the bytes of an upload, read from the file as they are sent."""
    sent = 0
    with ExitStack() as files:
        with map_file_errors(effect):
            file = files.enter_context(open(effect.path, "rb", buffering=0))
            file.seek(effect.offset)
        while sent < effect.length:
            _raise_if_stopped(stop)
            with map_file_errors(effect):
                chunk = file.read(min(CHUNK, effect.length - sent))
            if not chunk:
                raise shrunk_file_error(effect)
            yield chunk
            # No progress is reported once the flow has been stopped.
            _raise_if_stopped(stop)
            deadline.advance()
            sent += len(chunk)
            effect.on_bytes(sent)


def _collect_chunks(response: httpx.Response, decompressor: Decompressor | None) -> Generator[bytes]:
    """Yield a body in pieces of about `CHUNK` bytes, including what arrived before an error."""
    pieces: list[bytes] = []
    size, since = 0, time.monotonic()
    throughput = MinimumThroughput(response)
    try:
        for piece in _read_in_time(response, decompressor):
            pieces.append(piece)
            size += len(piece)
            throughput.add(len(piece))
            ready = time.monotonic()
            if size >= CHUNK or ready - since > MAX_WAIT:
                yield b"".join(pieces)
                pieces, size, since = [], 0, time.monotonic()
                throughput.skip(since - ready)
    except httpx.HTTPError:
        if pieces:
            yield b"".join(pieces)
        raise
    if pieces:
        yield b"".join(pieces)


def _read_in_time(response: httpx.Response, decompressor: Decompressor | None) -> Generator[bytes]:
    """Yield the pieces of a body as they arrive, each within the deadline."""
    pieces = iter(response.iter_bytes() if decompressor is None else response.iter_raw())
    while True:
        with Deadline(total_timeout(response.request)):
            piece = next(pieces, None)
            while piece == b"" or (piece and decompressor and not (piece := decompressor.feed(piece))):
                piece = next(pieces, None)
        if piece is None:
            if decompressor is not None:
                decompressor.finish()
            return
        yield piece


def _save(effect: Save, stop: threading.Event) -> int:
    opened = _as_stream(effect.stream)
    written = 0
    with map_exceptions(opened.flow_request, opened.request.url):
        for chunk in opened.chunks:
            _raise_if_stopped(stop)
            left = None if effect.length is None else effect.length - written
            written += effect.file.write(chunk[:left])
            # Bytes must be in the file before they are reported, since this thread may end at any moment.
            effect.file.flush()
            effect.on_bytes(written)
            if written == effect.length and not opened.ends_after(written):
                break
    return written
