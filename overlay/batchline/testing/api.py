"""The API host: its routes come from the document, and it validates every request and response."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from pathlib import Path
from typing import Any, Final, Literal, cast

import msgspec
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from batchline_api.document import TERMINAL_STATUSES

from . import contract
from .faults import FaultPlan
from .handlers import HANDLERS, Answer, Call, Refused
from .inject import Interrupted, answer_of, interrupt
from .jobs import DEADLINE, iso_time, process, validate
from .lag import Lag
from .state import PROJECT, Store, StoredBatch, Tenant
from .storage import Storage


class LoggedCall(msgspec.Struct, frozen=True):
    """A call that the mock has answered.

    Attributes:
        operation: Its operationId.
        path: Its path.
        status: The status of the response; None if the connection was closed without one.
        body: The decoded request body, without the bytes of files; None if it was empty or not read.
    """

    operation: str
    path: str
    status: int | None
    body: Any = None


STEPS: Final = 10
"""How many times the progress of a job moves before its requests are answered."""

Serve = Callable[[Mapping[str, contract.Operation], Request], Awaitable[Response]]


class _Path:
    """A path as an ASGI app: for a function, Starlette would answer some methods itself."""

    def __init__(self, serve: Serve, operations: Mapping[str, contract.Operation]) -> None:
        self._serve = serve
        self._operations = operations

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self._serve(self._operations, Request(scope, receive))
        await response(scope, receive, send)


class Api:
    """The API as a Starlette app."""

    def __init__(
        self,
        store: Store,
        storage: Storage,
        faults: FaultPlan,
        *,
        api_keys: tuple[str, ...],
        job_seconds: float,
        min_part_size: int,
        lag: Lag,
        percent: bool,
        queue: int | None,
        queue_answer: Literal["refuse", "fail"],
    ) -> None:
        self.store = store
        self.storage = storage
        self.min_part_size = min_part_size
        self.lag = lag
        self.percent = percent
        self.queue = queue
        self.queue_answer: Literal["refuse", "fail"] = queue_answer
        self.calls: deque[LoggedCall] = deque(maxlen=100_000)
        self.violations: list[str] = []
        self._faults = faults
        self._api_keys = api_keys
        self._job_seconds = job_seconds
        self._tasks: set[asyncio.Task[None]] = set()
        self._handling = asyncio.Lock()
        self._loop: asyncio.AbstractEventLoop
        by_path: dict[str, dict[str, contract.Operation]] = {}
        document = contract.load()
        for operation in contract.operations(document):
            by_path.setdefault(operation.path, {})[operation.method] = operation
        known = {operation.id for operations in by_path.values() for operation in operations.values()}
        if known != HANDLERS.keys():
            different = ", ".join(sorted(known ^ HANDLERS.keys()))
            raise RuntimeError(f"the document and the mock's handlers disagree about {different}")
        self.prefix = "/v1"
        # Literal paths first, or `/files/multipart/initiate` would match as a file called `multipart`.
        paths = sorted(by_path, key=lambda path: path.count("{"))
        self.app = Starlette(
            routes=[
                *(Route(self.prefix + path, _Path(self.serve, by_path[path])) for path in paths),
                Route("/v3/whoami", self._whoami),
            ],
            exception_handlers={
                404: self._unknown_path,
                Interrupted: answer_of,
            },
        )

    def begin(self) -> None:
        """Continue the jobs that an earlier server left unfinished; called in the event loop."""
        self._loop = asyncio.get_running_loop()
        for tenant in self.store.state.tenants.values():
            for batch in tenant.batches.values():
                batch.is_at_work = False
                if batch.status == "CANCELING":
                    batch.status, batch.completed_at = "CANCELLED", iso_time(self.store.clock())
                    batch.remember(self.store.clock())
                elif batch.status not in TERMINAL_STATUSES:
                    self.start_batch(tenant, batch)

    async def serve(self, operations: Mapping[str, contract.Operation], request: Request) -> Response:
        """Answer a request to a path; `operations` are those of the path, by method."""
        operation = operations.get(request.method)
        if operation is None:
            error = _error(f"{request.method} is not a method of this path.", code="method_not_allowed")
            return _json(405, error, {"Allow": ", ".join(sorted(operations))})
        fault = self._faults.take(operation.id)
        if fault is not None:
            fault = fault.about(request.path_params.get("id", ""))
        try:
            async with interrupt(fault):
                response = await self._answer(operation, request, fault.late if fault else 0.0)
        except Interrupted as interruption:
            self._log(operation, request, interruption.fault.status)
            raise
        except ClientDisconnect:  # no response can reach the client
            self._log(operation, request, None)
            return Response()
        except Exception as error:  # noqa: BLE001 - a bug of the mock is recorded, not printed as a traceback
            self._note_failure(operation, error)
            response = _json(500, _error(f"The mock failed: {self.violations[-1]}", "server_error", "internal_error"))
        self._log(operation, request, response.status_code)
        return response

    def _log(self, operation: contract.Operation, request: Request, status: int | None) -> None:
        body = getattr(request.state, "body", None)
        self.calls.append(LoggedCall(operation.id, request.url.path, status, body))

    def _note_failure(self, operation: contract.Operation, error: Exception) -> None:
        self.violations.append(f"{operation.id} failed: {type(error).__name__}: {error}")

    async def _answer(self, operation: contract.Operation, request: Request, late: float) -> Response:
        upload = self.store.blob(f"{self.store.new_id()}.part") if operation.binary_fields else None
        try:
            tenant = self._authenticate(request)
            body = request.state.body = await self._valid_body(operation, request, upload)
            headers = {name.lower(): value for name, value in request.headers.items()}
            call = Call(tenant, request.path_params.get("id", ""), body, headers, upload)
        except Refused as refused:
            if upload is not None:
                upload.unlink(missing_ok=True)
            return self._validate(operation, _refusal(operation, refused))
        if late:
            self._start(lambda: self._carry_out_late(operation, call, late))
            return Response()  # replaced by the fault's response
        return await self._carry_out(operation, call)

    async def _carry_out(self, operation: contract.Operation, call: Call) -> Response:
        try:
            async with self._handling:
                answer = await asyncio.to_thread(HANDLERS[operation.id], self, call)
        except Refused as refused:
            answer = _refusal(operation, refused)
        finally:
            if call.upload is not None:
                call.upload.unlink(missing_ok=True)
        return self._validate(operation, answer)

    async def _carry_out_late(self, operation: contract.Operation, call: Call, seconds: float) -> None:
        """Carry out a call whose response was lost already, and discard the new one."""
        await self.store.clock.sleep(seconds)
        try:
            await self._carry_out(operation, call)
        except Exception as error:  # noqa: BLE001 - a bug of the mock is recorded
            self._note_failure(operation, error)

    def _authenticate(self, request: Request) -> Tenant:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or token not in self._api_keys:
            raise Refused(401, "Invalid API key.", code="invalid_api_key")
        return self.store.tenant(token)

    async def _valid_body(self, operation: contract.Operation, request: Request, upload: Path | None) -> Any:
        """Return the decoded body; the bytes of a file in it go to `upload`.

        Raises:
            Refused: The document does not allow the body.
        """
        if not operation.bodies:
            return None
        media_type = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if media_type not in operation.bodies:
            allowed = " or ".join(operation.bodies)
            message = f"The body must be {allowed}, got {media_type or 'no Content-Type'}."
            raise Refused(415, message, code="unsupported_media_type")
        try:
            if media_type == "application/json":
                body = msgspec.json.decode(await request.body())
            else:
                async with request.form() as form:
                    body = {name: value if isinstance(value, str) else None for name, value in form.items()}
                    for name in operation.binary_fields & form.keys():
                        await asyncio.to_thread(_save, form[name], cast("Path", upload))
                        body[name] = ""
        except (msgspec.DecodeError, ValueError, RecursionError, HTTPException) as error:
            raise Refused(400, f"The body is not valid {media_type}: {error}", code="invalid_request") from None
        problem = operation.problem_of_request(media_type, body)
        if problem is not None:
            raise Refused(400, problem[1], code="invalid_request", param=problem[0])
        return body

    def _validate(self, operation: contract.Operation, answer: Answer) -> Response:
        """Return an answer as a response.

        Raises:
            AssertionError: The document does not allow the answer, so the mock has a bug.
        """
        names = {name.lower() for name in answer.headers}
        stream_type = answer.headers.get("Content-Type", "")
        media_type = "" if answer.empty else "application/json" if answer.stream is None else stream_type
        problem = operation.problem_of_answer(answer.status, media_type, dict.fromkeys(names, ""), answer.json)
        if problem is not None:
            raise AssertionError(problem)
        headers = {"X-Request-Id": self.store.new_id("req-"), **answer.headers}
        if answer.stream is not None:
            return StreamingResponse(answer.stream, answer.status, headers)
        return (
            Response(status_code=answer.status, headers=headers)
            if answer.empty
            else _json(answer.status, answer.json, headers)
        )

    async def _whoami(self, request: Request) -> Response:
        """Return the owner of the key. Not in the document, but the command line of together 3.x needs it."""
        try:
            tenant = self._authenticate(request)
        except Refused as refused:
            return _json(refused.status, _error(refused.message, "authentication_error", refused.code))
        owner = {"id": "organization-1", "name": "mock"}
        project = {"id": PROJECT, "name": "mock", "slug": "mock"}
        key = {"type": "project_api_key", "api_key": {"id": tenant.name}, "organization": owner, "project": project}
        return _json(200, key)

    async def _unknown_path(self, request: Request, _raised: Exception) -> Response:
        return _json(404, _error(f"There is nothing at {request.url.path}.", "not_found_error", "path_not_found"))

    def start_batch(self, tenant: Tenant, batch: StoredBatch) -> None:
        """Start a task that runs a job through its states."""
        self._start(lambda: self._run_batch(tenant, batch))

    def _start(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Start work in its own task, from any thread; a driven clock waits for it from now on."""

        def start() -> None:
            at_work = contextlib.ExitStack()
            at_work.enter_context(self.store.clock.at_work())
            task = self._loop.create_task(work())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
            task.add_done_callback(lambda _: at_work.close())

        self._loop.call_soon_threadsafe(start)

    async def _run_batch(self, tenant: Tenant, batch: StoredBatch) -> None:
        try:
            status = await self._run_states(tenant, batch)
        except Exception as error:  # noqa: BLE001 - a job that crashed must not seem to be running
            status, batch.error = "FAILED", f"the mock failed: {type(error).__name__}: {error}"
        with self.store.lock:
            batch.is_at_work = False
            if batch.status in TERMINAL_STATUSES:  # cancelled before any request was answered
                return
            batch.status = "CANCELLED" if batch.status == "CANCELING" else status
            batch.progress = 1.0 if batch.status == "COMPLETED" else batch.progress
            now = self.store.clock()
            batch.completed_at = iso_time(now)
            batch.remember(now)

    async def _run_states(self, tenant: Tenant, batch: StoredBatch) -> str:
        """Take a job through its states, doing its work; return the status with which it ends."""
        in_time = min(1.0, DEADLINE / self._job_seconds) if self._job_seconds else 1.0
        half = self._job_seconds * in_time / 2
        await self.store.clock.sleep(half)
        error, model = await asyncio.to_thread(validate, self.store, batch)
        with self.store.lock:
            if batch.status in TERMINAL_STATUSES:  # cancelled in the meantime
                return batch.status
            batch.error, batch.model_id = error, batch.model_id or model
        if error is not None:
            return "FAILED"
        self._move(batch, "IN_PROGRESS", 0.0)
        for step in range(1, STEPS + 1):
            await self.store.clock.sleep(half / STEPS)
            self._move(batch, "IN_PROGRESS", step / STEPS / 2)
        with self.store.lock:
            if batch.status in TERMINAL_STATUSES:
                return batch.status
            batch.is_at_work = True

        def has_ended(share: float) -> bool:
            return batch.status == "CANCELING" or share > in_time

        await asyncio.to_thread(process, self.store, tenant, batch, self._faults, has_ended)
        return "COMPLETED" if in_time == 1.0 else "EXPIRED"

    def _move(self, batch: StoredBatch, status: str, progress: float) -> None:
        """Update the status and progress of a job, unless it has ended."""
        with self.store.lock:
            if batch.status not in TERMINAL_STATUSES:
                batch.status, batch.progress = status, progress
                batch.remember(self.store.clock())


def _refusal(operation: contract.Operation, refused: Refused) -> Answer:
    """Return an error in the shape of the operation: an object for files, a string for batches."""
    if operation.tag == "batches":
        return Answer(refused.status, {"error": refused.message})
    kind = {401: "authentication_error", 404: "not_found_error"}.get(refused.status, "invalid_request_error")
    return Answer(refused.status, _error(refused.message, kind, refused.code, refused.param))


def _error(
    message: str, kind: str = "invalid_request_error", code: str = "", param: str | None = None
) -> dict[str, Any]:
    return {"error": {"message": message, "type": kind, "param": param, "code": code}}


def _save(field: str | UploadFile, path: Path) -> None:
    """Write the bytes of a form field to a file."""
    with path.open("wb") as file:
        if isinstance(field, str):
            file.write(field.encode())
        else:
            shutil.copyfileobj(field.file, file)


def _json(status: int, body: Any, headers: Mapping[str, str] | None = None) -> Response:
    return Response(msgspec.json.encode(body), status, headers, media_type="application/json")
