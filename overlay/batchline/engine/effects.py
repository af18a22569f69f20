"""What a flow may ask its driver to do, and the typed helpers that ask for it.

A flow is used with `yield from`. The helpers give the outcome of an effect its type, which a
bare `yield` cannot.
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
    """An answer whose body was not read yet. The driver closes it when the flow ends."""

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
        """The request that it answers."""
        ...


class Request(msgspec.Struct, frozen=True):
    """One HTTP request, before a driver has sent it.

    Attributes:
        method: The HTTP method.
        url: Absolute, or relative to the API's base URL.
        action: What is being done, for errors, such as `Listing files`.
        headers: Headers of this request.
        params: Its query.
        json: A body to be sent as JSON.
        data: A body to be sent as a form.
        authorize: Whether it is a call of the API. Even then the key goes to the API's origin
            only; a presigned URL must not get it.
        timeout: Seconds without progress; None for the client's.
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
    """Send a request; the outcome is the `httpx.Response`, read whole."""

    request: Request


class Put(msgspec.Struct, frozen=True):
    """Send a request whose body is `length` bytes of a file from `offset`, streamed.

    The outcome is the `httpx.Response`. `on_bytes` is told how many bytes have gone so far.
    """

    request: Request
    path: str
    offset: int
    length: int
    timeout: float
    on_bytes: Callable[[int], None]


class Open(msgspec.Struct, frozen=True):
    """Send a request; the outcome is a `Stream` whose body was not read yet."""

    request: Request


class Read(msgspec.Struct, frozen=True):
    """Read some of a stream's body; the outcome is bytes, none at its end."""

    stream: Stream


class ReadAll(msgspec.Struct, frozen=True):
    """Read the rest of a stream's body; the outcome is the `httpx.Response`, read whole."""

    stream: Stream


class Save(msgspec.Struct, frozen=True):
    """Write a stream's body to a file: all that is left of it, or `length` bytes at most.

    The outcome is the number of bytes written. `on_bytes` is told how many they are so far, also
    of those that came before an error.
    """

    stream: Stream
    file: BinaryIO
    length: int | None
    on_bytes: Callable[[int], None]


class Close(msgspec.Struct, frozen=True):
    """Let go of a stream whose body is not wanted any more."""

    stream: Stream


class Parallel(msgspec.Struct, frozen=True):
    """Perform flows beside each other, `limit` at most at a time, begun in their order.

    The first failure stops the others where they are, and is raised. They are also stopped by
    what interrupts the whole: Ctrl-C, or a cancellation.
    """

    flows: Sequence[Flow[None]]
    limit: int


class Do(msgspec.Struct, frozen=True):
    """Call a function that blocks; the outcome is what it returns.

    With `brief`, the async driver calls it in the event loop: for what takes no time and must
    happen also while the flow is being cancelled or stopped.
    """

    function: Callable[[], Any]
    brief: bool = False


class Work(msgspec.Struct, frozen=True):
    """Call a function that takes long; the outcome is what it returns.

    It gets a function to call now and then, which raises once the flow has been cancelled.
    """

    function: Callable[[Callable[[], object]], Any]


class Sleep(msgspec.Struct, frozen=True):
    """Wait between `seconds * (1 - jitter)` and `seconds`."""

    seconds: float
    jitter: float = 0.0

    def draw(self) -> float:
        """Draw how many seconds to wait this time."""
        return self.seconds * (1.0 - self.jitter * random.random())  # noqa: S311 - it spreads retries # nosec B311


class Now(msgspec.Struct, frozen=True):
    """Read a clock. The outcome is seconds by one that never goes back, or with `utc` the time of day."""

    utc: bool = False


class Yield(msgspec.Struct, frozen=True):
    """Hand an item to who iterates over the flow."""

    item: Any


Effect: TypeAlias = Send | Put | Open | Read | ReadAll | Save | Close | Parallel | Do | Work | Sleep | Now | Yield
Flow: TypeAlias = Generator[Effect, Any, T]


def has_ended(flow: Flow[Any]) -> bool:
    """Whether a flow does not wait for anything any more."""
    return inspect.getgeneratorstate(flow) == inspect.GEN_CLOSED


def do(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Flow[T]:
    """Call a function that blocks, such as one that reads a file."""
    outcome: T = yield Do(lambda: function(*args, **kwargs))
    return outcome


def work(function: Callable[[Callable[[], object]], T]) -> Flow[T]:
    """Call a function that takes long and may be cancelled, such as one that reads a whole file."""
    outcome: T = yield Work(function)
    return outcome


def do_now(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Flow[T]:
    """Call a function that takes no time, also while being cancelled: to tidy up."""
    outcome: T = yield Do(lambda: function(*args, **kwargs), brief=True)
    return outcome


def now() -> Flow[float]:
    """Read the clock that never goes back: for pauses within one process."""
    map_file_errors: float = yield Now()
    return map_file_errors


def utc_now() -> Flow[datetime.datetime]:
    """Read the time of day: for what a journal keeps, which another process compares with."""
    map_file_errors: datetime.datetime = yield Now(utc=True)
    return map_file_errors
