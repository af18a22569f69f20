"""The effects that a flow yields, and typed helpers that yield them.

A flow is a generator that does no I/O itself. It yields an effect for everything it wants done, and
resumes with the effect's outcome, or with the exception that the effect raised:

    def fetch_status(url: str) -> Flow[str]:
        while True:
            try:
                response = yield Send(Request("GET", url, "Retrieving the status"))
                return response.json()["status"]
            except APIConnectionError:
                yield Sleep(1.0)

A driver runs the flow, performs each effect and hands back the outcome:

    flow = fetch_status("/batches/batch-1")
    effect = flow.send(None)                      # Send(...): the driver sends it, and it fails
    effect = flow.throw(APIConnectionError())     # Sleep(1.0): the driver sleeps
    effect = flow.send(None)                      # Send(...): now the driver gets a response
    effect = flow.send(response)                  # raises StopIteration("COMPLETED"): the result

So the same flow serves both clients, blocking under `sync` and awaiting under `aio`, and tests can play
the driver. A flow calls another one with `yield from`. The helpers below give the outcome of an effect
its type, which a bare `yield` cannot.
"""

from __future__ import annotations

import datetime
import inspect
import random
from collections.abc import Callable, Generator, Mapping, Sequence
from typing import Any, BinaryIO, ParamSpec, Protocol, TypeAlias, TypeVar

import httpx
import msgspec

T = TypeVar("T")
P = ParamSpec("P")


class Stream(Protocol):
    """A response whose body has not been read. The driver closes it when the flow ends."""

    @property
    def status_code(self) -> int:
        """The HTTP status."""
        ...

    @property
    def headers(self) -> httpx.Headers:
        """The headers."""
        ...

    @property
    def request(self) -> httpx.Request:
        """The request that was sent."""
        ...


class Request(msgspec.Struct, frozen=True):
    """An HTTP request that a driver is to send.

    Attributes:
        method: The HTTP method.
        url: Absolute, or relative to the API's base URL.
        action: What the request does, as error messages call it, such as `Listing files`.
        headers: Headers to send in addition to the driver's.
        params: The query.
        json: The body, to be sent as JSON.
        data: The body, to be sent as a form.
        authorize: Whether this is a call of the API. If so, the key is sent, but only to the API's own
            origin: a presigned URL must never get it.
        timeout: Seconds without progress; None for the client's timeout.
    """

    method: str
    url: str
    action: str
    headers: Mapping[str, str] = msgspec.field(default_factory=dict[str, str])
    params: Mapping[str, Any] = msgspec.field(default_factory=dict[str, Any])
    json: Any = None
    data: Mapping[str, Any] | None = None
    authorize: bool = True
    timeout: float | None = None


class Send(msgspec.Struct, frozen=True):
    """Send a request; the outcome is the `httpx.Response` with its whole body."""

    request: Request


class Put(msgspec.Struct, frozen=True):
    """Send a request whose body is `length` bytes of a file from `offset`, streamed.

    The outcome is the `httpx.Response`. `on_bytes` is called with the number of bytes sent so far.
    """

    request: Request
    path: str
    offset: int
    length: int
    timeout: float
    on_bytes: Callable[[int], None]


class Open(msgspec.Struct, frozen=True):
    """Send a request; the outcome is a `Stream` whose body has not been read."""

    request: Request


class Read(msgspec.Struct, frozen=True):
    """Read the next chunk of a stream's body; the outcome is its bytes, empty at the end."""

    stream: Stream


class ReadAll(msgspec.Struct, frozen=True):
    """Read the rest of a stream's body; the outcome is the `httpx.Response` with that body."""

    stream: Stream


class Save(msgspec.Struct, frozen=True):
    """Write the rest of a stream's body to a file, but at most `length` bytes.

    The outcome is the number of bytes written. `on_bytes` is called with the number written so far. Bytes
    that arrived before an error are written and reported, too.
    """

    stream: Stream
    file: BinaryIO
    length: int | None
    on_bytes: Callable[[int], None]


class Close(msgspec.Struct, frozen=True):
    """Close a stream without reading the rest of its body."""

    stream: Stream


class Parallel(msgspec.Struct, frozen=True):
    """Run flows in parallel, at most `limit` at a time, started in order.

    The first failure stops the other flows and is raised. Ctrl-C or a cancellation stops all of them.
    """

    flows: Sequence[Flow[None]]
    limit: int


class Do(msgspec.Struct, frozen=True):
    """Call a function that blocks; the outcome is what it returns.

    With `brief`, the async driver calls it in the event loop, not in a thread, and both drivers call it even
    while the flow is being cancelled or stopped: for functions that take no time, such as cleanup.
    """

    function: Callable[[], Any]
    brief: bool = False


class Work(msgspec.Struct, frozen=True):
    """Call a function that takes long; the outcome is what it returns.

    The function is given another one to call now and then, which raises once the flow has been cancelled.
    """

    function: Callable[[Callable[[], object]], Any]


class Sleep(msgspec.Struct, frozen=True):
    """Wait for a random time between `seconds * (1 - jitter)` and `seconds`."""

    seconds: float
    jitter: float = 0.0

    def draw(self) -> float:
        """Return a random number of seconds to wait."""
        # Not for security: it only spreads retries.
        return self.seconds * (1.0 - self.jitter * random.random())  # noqa: S311 # nosec B311


class Now(msgspec.Struct, frozen=True):
    """Read the monotonic clock, in seconds; with `utc`, the outcome is the date and time as a `datetime`."""

    utc: bool = False


class Yield(msgspec.Struct, frozen=True):
    """Yield an item to the caller that iterates over the flow."""

    item: Any


Effect: TypeAlias = Send | Put | Open | Read | ReadAll | Save | Close | Parallel | Do | Work | Sleep | Now | Yield
Flow: TypeAlias = Generator[Effect, Any, T]


def has_ended(flow: Flow[Any]) -> bool:
    """Return whether a flow has returned or raised."""
    return inspect.getgeneratorstate(flow) == inspect.GEN_CLOSED


def do(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Flow[T]:
    """Call a function that blocks, such as one that reads a file, and return what it returns."""
    outcome: T = yield Do(lambda: function(*args, **kwargs))
    return outcome


def work(function: Callable[[Callable[[], object]], T]) -> Flow[T]:
    """Call a function that takes long, such as one that reads a whole file, and can be cancelled: see `Work`."""
    outcome: T = yield Work(function)
    return outcome


def do_now(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Flow[T]:
    """Call a function that takes no time, even while the flow is being cancelled: to clean up."""
    outcome: T = yield Do(lambda: function(*args, **kwargs), brief=True)
    return outcome


def now() -> Flow[float]:
    """Return the monotonic clock, in seconds: for pauses within one process."""
    seconds: float = yield Now()
    return seconds


def utc_now() -> Flow[datetime.datetime]:
    """Return the date and time in UTC: for journals, which another process may read."""
    date_and_time: datetime.datetime = yield Now(utc=True)
    return date_and_time
