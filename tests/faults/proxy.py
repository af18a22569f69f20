"""A proxy that lets calls go wrong on the wire, before any server: so that one plan serves them all."""

from __future__ import annotations

import asyncio
import contextlib
import re
import socket
import struct
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

HOST = "127.0.0.1"
Head = tuple[str, dict[str, str]]  # the first line, and headers by name in lower case


@dataclass(frozen=True)
class Wire:
    """What goes wrong with one call.

    Attributes:
        call: Which calls, as a regular expression for `METHOD /path`.
        request: How many bytes of the request's body are forwarded; None for all of them.
        response: How many bytes of the answer's body are forwarded; None for all, -1 for no
            answer at all.
        end: What then happens to the connection: `reset`, `close` or `stall`.
        status: Answer with this instead, once the request was read; nothing is forwarded.
        headers: The headers of that answer; `{url}` stands for the URL of the call.
        body: The body of that answer.
        drop: Headers that neither side gets to see.
        override: Headers of the answer that are replaced.
        skip: How many such calls are well before.
        times: How many such calls go wrong.
    """

    call: str
    request: int | None = None
    response: int | None = None
    end: str = ""
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: bytes = b""
    drop: tuple[str, ...] = ()
    override: Mapping[str, str] = field(default_factory=dict[str, str])
    skip: int = 0
    times: int = 1


class _ResetError(Exception):
    pass


class _CloseError(Exception):
    pass


class Proxy:
    """Forwards to `upstream`, a URL, what no fault takes; a context manager.

    Attributes:
        url: Its own address.
        pace: Seconds that it waits after each 64 KiB of a body.
        faults: What is still to go wrong.
        log: The calls that reached it, each with the bytes of its body that were read.
    """

    def __init__(self, upstream: str) -> None:
        place = urlsplit(upstream)
        self._upstream = (place.hostname or "", place.port or 80)
        self._socket = socket.create_server((HOST, 0), backlog=100)
        self.url = "http://{}:{}".format(*self._socket.getsockname())
        self.pace = 0.0
        self.faults: list[Wire] = []
        self.log: list[tuple[str, int]] = []
        self._calls: set[asyncio.Task[None]] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._task.cancel)
        self._thread.join()
        self._loop.close()

    def _run(self) -> None:
        async def serve() -> None:
            server = await asyncio.start_server(self._serve, sock=self._socket, limit=2**20)
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.Event().wait()
            server.close()
            for call in list(self._calls):
                call.cancel()
            await asyncio.gather(*self._calls, return_exceptions=True)

        self._task = self._loop.create_task(serve())
        self._loop.run_until_complete(self._task)

    def _take(self, call: str) -> Wire | None:
        for index, fault in enumerate(self.faults):
            if not re.fullmatch(fault.call, call):
                continue
            if fault.skip:
                self.faults[index] = replace(fault, skip=fault.skip - 1)
                continue
            if fault.times > 1:
                self.faults[index] = replace(fault, times=fault.times - 1)
            else:
                del self.faults[index]
            return fault
        return None

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One call, then the connection ends."""
        task = asyncio.current_task()
        assert task
        self._calls.add(task)  # asyncio itself remembers tasks weakly
        task.add_done_callback(self._calls.discard)
        try:
            with contextlib.suppress(_CloseError, asyncio.CancelledError):
                await self._exchange(reader, writer)
            writer.close()
        except (_ResetError, OSError, asyncio.IncompleteReadError):
            end = writer.get_extra_info("socket")
            with contextlib.suppress(OSError):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()
        finally:
            writer.close()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line, headers = await _head(reader)
        method, target, _ = line.split(" ", 2)
        call = f"{method} {urlsplit(target).path}"
        fault = self._take(call) or Wire("")
        length = int(headers.get("content-length", 0))
        wanted = length if fault.request is None else min(fault.request, length)
        if fault.status is not None:
            self.log.append((call, len(await reader.readexactly(length))))
            url = f"http://{headers['host']}{target}"
            answer = {name: value.replace("{url}", url) for name, value in fault.headers.items()}
            answer |= {"content-length": str(len(fault.body)), "connection": "close"}
            await _send(writer, (f"HTTP/1.1 {fault.status} Fault", answer), fault.body)
            return
        if fault.request == 0 and fault.end:
            await self._end(fault, call, 0)
        from_there, there = await asyncio.open_connection(*self._upstream, limit=2**20)
        try:
            sent = {name: value for name, value in headers.items() if name not in fault.drop}
            await _send(there, (line, sent | {"connection": "close"}))
            if wanted < length:
                there.write(await reader.readexactly(wanted))
                await self._end(fault, call, wanted)
            await self._copy(reader, there, length)
            self.log.append((call, length))
            status, received = await _head(from_there)
            if fault.response == -1:
                await self._end(fault, None, 0)
            received = {name: value for name, value in received.items() if name not in fault.drop}
            received |= {"connection": "close", **fault.override}
            await _send(writer, (status, received))
            size = int(received.get("content-length", 0))
            if fault.response is None or fault.response >= size:
                await self._copy(from_there, writer, size)
            else:
                await self._copy(from_there, writer, fault.response)
                await self._end(fault, None, 0)
        finally:
            there.transport.abort()

    async def _copy(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, length: int) -> None:
        while length > 0:
            chunk = await reader.read(min(length, 2**16))
            if not chunk:
                raise _ResetError
            writer.write(chunk)
            await writer.drain()
            length -= len(chunk)
            await asyncio.sleep(self.pace)

    async def _end(self, fault: Wire, call: str | None, done: int) -> None:
        if call is not None:
            self.log.append((call, done))
        if fault.end == "stall":
            await asyncio.sleep(3600)  # the client gives up long before, and the end of the proxy cancels it
        if fault.end == "close":
            raise _CloseError
        raise _ResetError


async def _head(reader: asyncio.StreamReader) -> Head:
    lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines[1:] if line)
    return lines[0], {name.strip().lower(): value.strip() for name, _, value in pairs}


async def _send(writer: asyncio.StreamWriter, head: Head, body: bytes = b"") -> None:
    lines = [head[0], *(f"{name}: {value}" for name, value in head[1].items()), "", ""]
    writer.write("\r\n".join(lines).encode("latin-1") + body)
    await writer.drain()
