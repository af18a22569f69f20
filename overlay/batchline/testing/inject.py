"""How a planned fault interrupts a call."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from typing import Any, cast

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from .faults import Fault


class Interrupted(Exception):  # noqa: N818 - it is no error of the mock
    """A call that goes wrong as planned."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


@contextlib.asynccontextmanager
async def interrupt(fault: Fault | None) -> AsyncGenerator[None]:
    """Go wrong before or after the body of the `with`, as the fault says; or not at all."""
    if fault is None:
        yield
        return
    await asyncio.sleep(fault.delay)
    if fault.after:
        yield
    raise Interrupted(fault)


async def answer_of(_request: Request, error: Exception) -> Response:
    """What a planned fault answers with: Starlette's handler of `Interrupted`."""
    fault = cast("Interrupted", error).fault
    if fault.status is None:
        return _Nothing()
    as_json = not isinstance(fault.body, bytes)
    content = msgspec.json.encode(fault.body) if as_json else fault.body
    media_type = "application/json" if as_json else None
    return Response(content, fault.status, headers=dict(fault.headers), media_type=media_type)


class _Nothing(Response):
    """No answer: the connection is reset."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        scope["abort"]()
        await asyncio.sleep(0.01)  # until the server has noticed, or it would answer 500


class Abortable:
    """Lets the app reset its connection, which ASGI has no word for."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, with the way to reset in the scope."""
        cycle: Any = getattr(send, "__self__", None)  # of uvicorn: it knows its transport
        scope["abort"] = cycle.transport.abort if cycle is not None else lambda: None
        await self._app(scope, receive, send)
