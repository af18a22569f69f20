"""The mock server, in a thread of its own: the API on one port, the storage on another."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Sequence
from types import TracebackType
from typing import Any, Final, Literal, Self

import uvicorn

from batchline_api import document

from .api import Api, LoggedCall
from .clock import Clock, DrivenClock
from .faults import Fault, FaultPlan, LineFault
from .handlers import HANDLERS, to_percent
from .inject import Abortable
from .lag import Lag
from .state import Store
from .storage import Storage

HOST: Final = "127.0.0.1"


def _listen(port: int) -> socket.socket:
    listener = socket.create_server((HOST, port))
    # asyncio sets this only for sockets that name their protocol; without it, each response waits 40 ms.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _listen_if_free(port: int) -> socket.socket:
    """Return a socket on the port of an earlier server, or on another one if that is taken."""
    try:
        return _listen(port)
    except OSError:
        return _listen(0)


class MockServer:
    """A server that conforms to the OpenAPI document, on free ports of 127.0.0.1. A context manager.

    Attributes:
        api_key: A key that the server accepts.
        other_api_key: A second key, for an account with its own files and batches.
        ca_file: With `tls`, the path of the certificate (PEM) of the CA to trust, while the server runs.
    """

    api_key: Final = "mock-key"
    other_api_key: Final = "other-mock-key"

    def __init__(
        self,
        *,
        port: int = 0,
        data: str | os.PathLike[str] | None = None,
        faults: Sequence[Fault | LineFault] = (),
        job_seconds: float = 0.1,
        url_seconds: float = 3600.0,
        min_part_size: int = document.MIN_PART_SIZE,
        tls: bool = False,
        driven: bool = False,
        lag: Lag | None = None,
        percent: bool = False,
        queue: int | None = None,
        queue_answer: Literal["refuse", "fail"] = "refuse",
    ) -> None:
        """Configure a server; `start` or the context manager starts it.

        Args:
            port: The API's port; 0 takes a free one.
            data: A folder that keeps files and batches; a later server on it continues with them.
                Without it, they are deleted at the end.
            faults: The faults to inject; `add_faults` adds more.
            job_seconds: How long a batch job takes, in addition to its processing. A job that takes
                longer than 24 hours expires, with part of its requests done.
            url_seconds: How long a presigned URL is valid.
            min_part_size: The minimum size of every part except the last, in bytes.
            tls: Whether to serve the API and the storage over HTTPS, with certificates of a CA that
                is created for this server and that nothing else trusts; see `ca_file`.
            driven: Whether the clock moves only by `advance`, so that hours pass at once.
            lag: How long the server hides what has already happened; by default not at all.
            percent: Whether the progress of batches goes from 0 to 100 instead of 0.0 to 1.0.
            queue: How many batches of a key may be in progress at once; None for no limit.
            queue_answer: What happens to a batch beyond that: `refuse` answers `createBatch` with
                400, `fail` creates a batch that fails at once.
        """
        self._port = port
        self._data = data
        self._faults = FaultPlan()
        self.add_faults(*faults)
        self._options: dict[str, Any] = {
            "api_keys": (self.api_key, self.other_api_key),
            "job_seconds": job_seconds,
            "min_part_size": min_part_size,
            "lag": lag or Lag(),
            "percent": percent,
            "queue": queue,
            "queue_answer": queue_answer,
        }
        self._url_seconds = url_seconds
        self._thread: threading.Thread | None = None
        self._servers: list[uvicorn.Server] = []
        self._tls = tls
        self._driven = driven
        self._secrets: tempfile.TemporaryDirectory[str] | None = None
        self._clock = Clock()
        self._loop: asyncio.AbstractEventLoop
        self._base_url = ""
        self.ca_file = ""

    @property
    def base_url(self) -> str:
        """The base URL of the API.

        Raises:
            RuntimeError: The server was not started.
        """
        if not self._base_url:
            raise RuntimeError("the mock server was not started: use it in a `with`, or call start()")
        return self._base_url

    @property
    def calls(self) -> list[LoggedCall]:
        """The calls that the mock has answered, oldest first."""
        return list(self._api.calls)

    @property
    def violations(self) -> list[str]:
        """Failures of the mock itself, such as responses that the document does not allow."""
        return list(self._api.violations)

    def paid_jobs(self) -> list[dict[str, Any]]:
        """Return the batches of `api_key` that cost money, as the API shows them without lag, oldest first.

        These are all batches except those without output and error files that failed, were cancelled
        or are being cancelled.
        """
        unpaid = {"CANCELLED", "CANCELING", "FAILED"}
        with self._store.lock:
            jobs = [batch.as_json() for batch in self._store.tenant(self.api_key).batches.values()]
        return [
            to_percent(self._api, job)
            for job in jobs
            if job["status"] not in unpaid or {"output_file_id", "error_file_id"} & job.keys()
        ]

    def add_faults(self, *faults: Fault | LineFault) -> None:
        """Add faults to inject from now on.

        Raises:
            ValueError: A fault names an unknown operation, or is `late` where that is not supported.
        """
        for fault in faults:
            if isinstance(fault, LineFault):
                continue
            if fault.operation not in (*HANDLERS, "putFile", "putPart"):
                raise ValueError(
                    f"operation must be one of {', '.join(HANDLERS)}, putFile, putPart, got {fault.operation!r}"
                )
            if fault.late and (not fault.after or fault.operation not in HANDLERS):
                raise ValueError(f"late works only with after=True, and not for putFile and putPart, got {fault}")
        self._faults.add(*faults)

    def advance(self, seconds: float) -> None:
        """Advance the clock of a `driven` server, and let its jobs do their work of that time.

        Args:
            seconds: How far to advance.

        Raises:
            ValueError: `seconds` is negative.
            RuntimeError: The server is not `driven`, or was not started.
        """
        if seconds < 0:
            raise ValueError(f"seconds must not be negative, got {seconds}")
        if not isinstance(self._clock, DrivenClock) or self._thread is None:
            raise RuntimeError("advance() works only on a MockServer(driven=True) that was started")
        asyncio.run_coroutine_threadsafe(self._clock.advance(seconds), self._loop).result()

    def start(self) -> None:
        """Start the server.

        Raises:
            OSError: The port is taken, or the folder cannot be written to.
        """
        sockets: list[socket.socket] = []
        self._folder = os.fspath(self._data) if self._data is not None else tempfile.mkdtemp(prefix="batchline-mock-")
        try:
            # A new one at each start, since a driven clock belongs to one event loop.
            self._clock = DrivenClock() if self._driven else Clock()
            self._store = Store(self._folder, self._clock)
            storage = Storage(self._store, self._faults, self._url_seconds)
            self._api = Api(self._store, storage, self._faults, **self._options)
            sockets.append(_listen(self._port))
            sockets.append(_listen_if_free(self._store.state.storage_port))
            certificates = self._certificates() if self._tls else {}
        except BaseException:
            for listener in sockets:
                listener.close()
            self._clean_up()
            raise
        scheme = "https" if self._tls else "http"
        self._base_url = f"{scheme}://{HOST}:{sockets[0].getsockname()[1]}{self._api.prefix}"
        self._store.state.storage_port = sockets[1].getsockname()[1]
        storage.origin = f"{scheme}://{HOST}:{self._store.state.storage_port}"
        self._servers = [
            uvicorn.Server(
                uvicorn.Config(
                    Abortable(app),
                    lifespan="off",
                    log_config=None,
                    # A client that asks for HTTP/2, such as Java's, would cause a warning per call.
                    log_level="error",
                    access_log=False,
                    timeout_graceful_shutdown=1,
                    **certificates,
                )
            )
            for app in (self._api.app, storage.app)
        ]
        self._thread = threading.Thread(target=self._run, args=(sockets,), name="batchline-mock", daemon=True)
        self._thread.start()
        while not all(server.started for server in self._servers):
            if not self._thread.is_alive():
                raise RuntimeError("the mock server did not start")
            time.sleep(0.002)

    def _certificates(self) -> dict[str, Any]:
        """Create a CA and a certificate, and return uvicorn's options for them."""
        import trustme  # noqa: PLC0415 - slower to import than everything else here, and rarely needed

        authority = trustme.CA()
        self._secrets = tempfile.TemporaryDirectory(prefix="batchline-mock-tls-")
        self.ca_file = os.path.join(self._secrets.name, "ca.pem")
        own = os.path.join(self._secrets.name, "server.pem")
        authority.cert_pem.write_to_path(self.ca_file)
        authority.issue_cert(HOST, "localhost").private_key_and_cert_chain_pem.write_to_path(own)
        return {"ssl_certfile": own}

    def _run(self, sockets: list[socket.socket]) -> None:
        async def serve() -> None:
            self._loop = asyncio.get_running_loop()
            self._api.begin()
            servers = zip(self._servers, sockets, strict=True)
            await asyncio.gather(*(server.serve(sockets=[listener]) for server, listener in servers))

        asyncio.run(serve())

    def stop(self) -> None:
        """Stop the server. With `data`, save its state there; otherwise delete everything."""
        if self._thread is None:
            return
        for server in self._servers:
            server.should_exit = True
        self._thread.join()
        self._thread = None
        if self._data is not None:
            self._store.save()
        self._clean_up()

    def _clean_up(self) -> None:
        if self._secrets is not None:
            self._secrets.cleanup()
        if self._data is None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
