"""Deadlines for the blocking client; asyncio has its own.

httpx only limits the time between two bytes. A server that sends a byte of a header now and then, or
one 100 response after another, could keep the client waiting forever, and a blocked thread can't be
stopped from outside. So each read from a socket checks how much time is left.
"""

# `enforce_deadlines` needs private attributes of httpx and httpcore.
# pyright: reportPrivateUsage=false

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Iterable
from types import TracebackType
from typing import Any, Self

import httpcore
import httpx

_current = threading.local()


class Deadline:
    """Limits how long the current thread reads from sockets; a context manager, to be used once."""

    def __init__(self, limit: float | None) -> None:
        """Set the limit in seconds; None is no limit."""
        self._limit = limit
        self.advance()

    def advance(self) -> None:
        """Restart the time, since there was progress."""
        self._end = None if self._limit is None else time.monotonic() + self._limit

    def shorten(self, timeout: float | None) -> float | None:
        """Return the timeout for one read: the given one or the time left, whichever is shorter.

        Raises:
            httpcore.ReadTimeout: The time is up.
        """
        if self._end is None:
            return timeout
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the response took too long")
        return left if timeout is None else min(left, timeout)

    def __enter__(self) -> Self:
        self._before: Deadline | None = getattr(_current, "deadline", None)
        _current.deadline = self
        self.advance()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _current.deadline = self._before


class _Stream(httpcore.NetworkStream):
    """A connection whose reads respect the thread's deadline."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        deadline: Deadline | None = getattr(_current, "deadline", None)
        return self._stream.read(max_bytes, deadline.shorten(timeout) if deadline else timeout)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout)

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, timeout))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    """Opens connections whose reads respect the thread's deadline."""

    def __init__(self, backend: httpcore.NetworkBackend) -> None:
        self._backend = backend

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        return _Stream(self._backend.connect_tcp(host, port, timeout, local_address, socket_options))

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._backend.connect_unix_socket(path, timeout, socket_options))

    def sleep(self, seconds: float) -> None:
        self._backend.sleep(seconds)


def enforce_deadlines(client: httpx.Client) -> None:
    """Make the connections of a client respect deadlines.

    httpcore accepts a network backend for this, but httpx has no option to pass one. So the backend is
    replaced in httpx's connection pools, including those for proxies from the environment. A transport
    that the user wrote has no such pool and is left alone.
    """
    for transport in (client._transport, *client._mounts.values()):
        pool = getattr(transport, "_pool", None)
        if isinstance(pool, httpcore.ConnectionPool) and not isinstance(pool._network_backend, _Backend):
            pool._network_backend = _Backend(pool._network_backend)
