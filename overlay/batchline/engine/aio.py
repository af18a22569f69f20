"""Runs flows for `AsyncClient`: parallel flows are tasks, and whatever blocks runs in threads."""

from __future__ import annotations

import asyncio
import datetime
import os
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import AsyncExitStack, ExitStack, aclosing, asynccontextmanager
from typing import Any, BinaryIO, Final, ParamSpec, TypeVar, cast

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

P = ParamSpec("P")
T = TypeVar("T")

HOP: Final = 2 * CHUNK
"""Bytes read or written per hop to a thread: a hop costs about as much as copying 1 MiB."""

_OpenStream = OpenStream[AsyncIterator[bytes]]


class AsyncDriver:
    """Performs the effects of flows with an `httpx.AsyncClient`."""

    def __init__(self, connection: Connection, transport: httpx.AsyncBaseTransport | None) -> None:
        self.connection = connection
        self._transport = transport
        self.connection.uses_proxies = transport is None
        self._open()

    def _open(self) -> None:
        with map_setup_errors():
            self._client = httpx.AsyncClient(transport=self._transport)
        self._process = os.getpid()

    @property
    def _http(self) -> httpx.AsyncClient:
        """The HTTP client of this process: a forked one must not share connections with its parent."""
        if self._process != os.getpid():
            self._open()
        return self._client

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def run(self, flow: Flow[T]) -> T:
        """Run a flow to its end and return what it returns."""
        result: list[T] = []
        async for _ in self._steps(flow, result.append):
            pass
        return result[0]

    def iterate(self, flow: Flow[None]) -> AsyncIterator[Any]:
        """Return an iterator over the items of a flow, which runs only when the next item is asked for."""
        return self._steps(flow, lambda _: None)

    async def _steps(self, flow: Flow[T], finish: Callable[[T], object]) -> AsyncGenerator[Any, None]:
        """Run a flow and yield its items; exceptions are raised inside the flow, which may handle them."""
        streams: list[httpx.Response] = []
        async with AsyncExitStack() as cleanup:
            cleanup.push_async_callback(_close, streams)
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
                            outcome = await self._perform(effect, streams)
                except BaseException as error:
                    # Also GeneratorExit and CancelledError, and KeyboardInterrupt at any moment: the flow
                    # must clean up.
                    if has_ended(flow):
                        if not isinstance(error, StopIteration):
                            raise
                        finish(error.value)
                        return
                    failure = error

    async def _perform(self, effect: Effect, streams: list[httpx.Response]) -> Any:
        match effect:
            case Send(request):
                return await self._send(request, self.connection.build(self._http, request))
            case Put():
                return await self._put(effect)
            case Open(request):
                built = self.connection.build(self._http, request)
                with map_exceptions(request, built.url, self.connection):
                    async with _deadline(total_timeout(built)):
                        response = await self._http.send(built, stream=True)
                streams[:] = [*(stream for stream in streams if not stream.is_closed), response]
                return _OpenStream(response, request, _collect_chunks(response, decompressor_of(response, request)))
            case Read(stream):
                opened = _as_stream(stream)
                with map_exceptions(opened.flow_request, opened.request.url):
                    return await anext(opened.chunks, b"")
            case ReadAll(stream):
                return await self._read_all(_as_stream(stream))
            case Save():
                return await _save(effect)
            case Close(stream):
                return await _as_stream(stream).response.aclose()
            case Parallel():
                return await self._run_parallel(effect)
            case Do(function, brief):
                return function() if brief else await _run_in_thread(function)
            case Work(function):
                return await _call_worker(function)
            case Sleep():
                return await asyncio.sleep(effect.draw())
            case Now(utc):
                return datetime.datetime.now(datetime.UTC) if utc else time.monotonic()
            case Yield():
                raise AssertionError("emitted items are yielded, not performed")

    async def _send(self, request: Request, built: httpx.Request) -> httpx.Response:
        with map_exceptions(request, built.url, self.connection):
            async with _deadline(total_timeout(built)):
                return await self._read_whole(await self._http.send(built, stream=True), request)

    async def _put(self, effect: Put) -> httpx.Response:
        limit = PATIENCE * effect.timeout

        def advance() -> None:
            deadline.reschedule(asyncio.get_running_loop().time() + limit)

        # The generator must be closed, since it holds the file open.
        async with aclosing(_read_chunks(effect, advance)) as chunks:
            built = self.connection.build_put(self._http, effect, chunks)
            with map_exceptions(effect.request, built.url, self.connection):
                async with _deadline(limit) as deadline:
                    return await self._read_whole(await self._http.send(built, stream=True), effect.request)

    async def _read_all(self, opened: _OpenStream) -> httpx.Response:
        with map_exceptions(opened.flow_request, opened.request.url):
            async with _deadline(total_timeout(opened.request)):
                return await self._read_whole(opened.response, opened.flow_request)

    async def _read_whole(self, response: httpx.Response, request: Request) -> httpx.Response:
        body = BoundedBody(response, request, self.connection.secret())
        pieces = cast("AsyncGenerator[bytes]", response.aiter_bytes())
        async with aclosing(response), aclosing(pieces):
            if body.is_wanted():
                async for piece in pieces:
                    if not body.add(piece):
                        break
        return body.to_response()

    async def _run_parallel(self, effect: Parallel) -> None:
        flows = iter(effect.flows)

        async def work() -> None:
            # All workers share the iterator: each takes the next flow when it is free.
            for flow in flows:
                await self.run(flow)

        workers = [asyncio.create_task(work()) for _ in range(min(effect.limit, len(effect.flows)))]
        done: set[asyncio.Task[None]] = set()
        try:
            if workers:
                done, _ = await asyncio.wait(workers, return_when=asyncio.FIRST_EXCEPTION)
        finally:
            for worker in workers:
                # Only once: a second cancellation would interrupt its cleanup.
                worker.cancel()
            await _wait_until_done(*workers)
        for worker in done:
            # Raises the error of a worker that failed.
            worker.result()


async def _close(streams: list[httpx.Response]) -> None:
    # All are closed, even if closing one of them raises.
    async with AsyncExitStack() as cleanup:
        for response in streams:
            cleanup.push_async_callback(response.aclose)


@asynccontextmanager
async def _deadline(limit: float | None) -> AsyncGenerator[asyncio.Timeout]:
    """Limit the time that a server may take; the module `deadline` does the same for threads."""
    timeout = asyncio.timeout(limit)
    try:
        async with timeout:
            yield timeout
    except TimeoutError:
        if timeout.expired():
            raise httpx.ReadTimeout("the response took too long") from None
        raise


async def _run_in_thread(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call a blocking function in a thread and wait for it, even when cancelled.

    A thread can't be cancelled, so cleanup after a cancellation would otherwise run while it still works.
    """
    thread = asyncio.ensure_future(asyncio.to_thread(function, *args, **kwargs))
    try:
        return await asyncio.shield(thread)
    finally:
        await _wait_until_done(thread)


async def _call_worker(function: Callable[[Callable[[], object]], T]) -> T:
    """Call a long-running function in a thread, and make it stop early when the task is cancelled."""
    is_cancelled = False

    def check_cancelled() -> None:
        if is_cancelled:
            raise asyncio.CancelledError

    thread = asyncio.ensure_future(asyncio.to_thread(function, check_cancelled))
    try:
        return await asyncio.shield(thread)
    finally:
        is_cancelled = True
        await _wait_until_done(thread)


async def _wait_until_done(*futures: asyncio.Future[Any]) -> None:
    """Wait for threads or tasks without raising their errors; a cancellation is raised only afterwards."""
    cancelled: asyncio.CancelledError | None = None
    while not all(future.done() for future in futures):
        try:
            await asyncio.wait(futures)
        except asyncio.CancelledError as error:
            cancelled = error
    for future in futures:
        if not future.cancelled():
            # Without this, asyncio would log that the exception was never retrieved.
            future.exception()
    if cancelled is not None:
        raise cancelled


def _as_stream(stream: Stream) -> _OpenStream:
    # Every stream of a flow comes from its driver.
    return cast(_OpenStream, stream)


async def _read_chunks(effect: Put, advance: Callable[[], None]) -> AsyncGenerator[bytes]:
    """Yield the bytes of an upload, reading the next block of the file while the current one is sent."""
    sent = read = 0
    # Two buffers serve the whole upload, since allocating new ones costs more than reading.
    block, other = (memoryview(bytearray(min(HOP, effect.length))) for _ in range(2))
    with ExitStack() as files:
        with map_file_errors(effect):
            file = files.enter_context(open(effect.path, "rb", buffering=0))
            file.seek(effect.offset)

        def start_reading(buffer: memoryview) -> asyncio.Future[int]:
            return asyncio.ensure_future(asyncio.to_thread(file.readinto, buffer[: effect.length - read]))

        thread = start_reading(block)
        try:
            while sent < effect.length:
                with map_file_errors(effect):
                    size = await asyncio.shield(thread)
                if not size:
                    raise shrunk_file_error(effect)
                read += size
                full, block, other = block, other, block
                if read < effect.length:
                    thread = start_reading(block)
                for start in range(0, size, CHUNK):
                    chunk = bytes(full[start : min(start + CHUNK, size)])
                    yield chunk
                    advance()
                    sent += len(chunk)
                    effect.on_bytes(sent)
        finally:
            # The thread can't be cancelled, and must not read from a closed file.
            await _wait_until_done(thread)


async def _collect_chunks(response: httpx.Response, decompressor: Decompressor | None) -> AsyncGenerator[bytes]:
    """Yield a body in pieces of about `CHUNK` bytes, including what arrived before an error."""
    pieces: list[bytes] = []
    size, since = 0, time.monotonic()
    throughput = MinimumThroughput(response)
    try:
        async with aclosing(_read_in_time(response, decompressor)) as arriving:
            async for piece in arriving:
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


async def _read_in_time(response: httpx.Response, decompressor: Decompressor | None) -> AsyncGenerator[bytes]:
    """Yield the pieces of a body as they arrive, each within the deadline."""
    pieces = aiter(response.aiter_bytes() if decompressor is None else response.aiter_raw())
    while True:
        async with _deadline(total_timeout(response.request)):
            piece = await anext(pieces, None)
            while piece == b"" or (piece and decompressor and not (piece := decompressor.feed(piece))):
                piece = await anext(pieces, None)
        if piece is None:
            if decompressor is not None:
                decompressor.finish()
            return
        yield piece


def _write(file: BinaryIO, chunks: list[bytes]) -> None:
    file.writelines(chunks)
    file.flush()


async def _save(effect: Save) -> int:
    opened = _as_stream(effect.stream)
    received = written = 0
    waiting: list[bytes] = []

    async def write() -> None:
        nonlocal written
        chunks, waiting[:] = list(waiting), []
        await _run_in_thread(_write, effect.file, chunks)
        written += sum(map(len, chunks))
        effect.on_bytes(written)

    with map_exceptions(opened.flow_request, opened.request.url):
        try:
            async for chunk in opened.chunks:
                waiting.append(chunk if effect.length is None else chunk[: effect.length - received])
                received += len(waiting[-1])
                if received - written >= HOP or len(chunk) < CHUNK:
                    await write()
                if received == effect.length and not opened.ends_after(received):
                    break
        finally:
            # What arrived last, also before an error.
            if waiting:
                await write()
    return written
