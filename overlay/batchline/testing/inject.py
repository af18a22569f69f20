"""Fault injection: a planned fault interrupts a call."""

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


class Interrupted(Exception):  # noqa: N818 - planned, not a failure of the mock
    """Raised where a call fails as planned."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


@contextlib.asynccontextmanager
async def interrupt(fault: Fault | None) -> AsyncGenerator[None]:
    """Raise `Interrupted` before or after the body of the `with`, as the fault says, if there is one."""
    if fault is None:
        yield
        return
    await asyncio.sleep(fault.delay)
    if fault.after:
        yield
    raise Interrupted(fault)


async def answer_of(_request: Request, error: Exception) -> Response:
    """Return the response of a planned fault; Starlette's handler for `Interrupted`."""
    fault = cast("Interrupted", error).fault
    if fault.status is None:
        return _NoResponse()
    as_json = not isinstance(fault.body, bytes)
    content = msgspec.json.encode(fault.body) if as_json else fault.body
    media_type = "application/json" if as_json else None
    return Response(content, fault.status, headers=dict(fault.headers), media_type=media_type)


class _NoResponse(Response):
    """Resets the connection instead of responding."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        scope["abort"]()
        await asyncio.sleep(0.01)  # let the server notice, or it would answer 500


class Abortable:
    """An ASGI app that lets another one reset its connection, which ASGI has no message for."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Call the app with a function `abort` in the scope that resets the connection."""
        # `send` is a method of uvicorn's object for the request, which has the transport.
        cycle: Any = getattr(send, "__self__", None)
        scope["abort"] = cycle.transport.abort if cycle is not None else lambda: None
        await self._app(scope, receive, send)
