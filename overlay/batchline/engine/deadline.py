"""Deadlines for the blocking client: asyncio has its own.

httpx limits the time between two bytes only. A server that sends a byte of a header now and then, or
one answer of 100 after the other, would be waited for for ever; and a thread that waits cannot be
stopped from outside. So each reading of a socket looks how much time is left.
"""

# What httpx and httpcore keep to themselves: see `watch`.
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
    """Limits how long this thread reads from sockets; a context manager that is used once."""

    def __init__(self, limit: float | None) -> None:
        """Set a limit, in seconds; None sets none."""
        self._limit = limit
        self.advance()

    def advance(self) -> None:
        """There was progress: the time begins anew."""
        self._end = None if self._limit is None else time.monotonic() + self._limit

    def left(self, timeout: float | None) -> float | None:
        """Seconds that a reading may take which has a limit of its own.

        Raises:
            httpcore.ReadTimeout: The time is over.
        """
        if self._end is None:
            return timeout
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the answer does not come to an end")
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
    """A connection, read with an eye on the deadline."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        deadline: Deadline | None = getattr(_current, "deadline", None)
        return self._stream.read(max_bytes, deadline.left(timeout) if deadline else timeout)

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
    """Makes connections that are read with an eye on the deadline."""

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


def watch(client: httpx.Client) -> None:
    """Let the connections of a client look at deadlines.

    httpcore takes a backend for that, but httpx does not pass one on; so it is put where httpx has
    its pools, those of proxies from the environment too. A transport of another make has none, and
    what it does is its own.
    """
    for transport in (client._transport, *client._mounts.values()):
        pool = getattr(transport, "_pool", None)
        if isinstance(pool, httpcore.ConnectionPool) and not isinstance(pool._network_backend, _Backend):
            pool._network_backend = _Backend(pool._network_backend)
