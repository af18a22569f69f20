"""The client for asyncio: the same names, order and meaning as in `client`."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Collection
from types import TracebackType
from typing import Self

import httpx

from batchline_api.models import BatchEndpoint, BatchJob, FileDeleteResponse, FileList, FilePurpose, FileResponse

from . import batches
from .api import calls
from .api.retry_policy import RetryPolicy
from .api.settings import Settings
from .batches import JobCallback
from .engine.aio import AsyncDriver
from .engine.connection import Connection
from .jsonl.results import BatchResult
from .limits import UploadLimits
from .progress import TransferCallback
from .run.progress import RunCallback
from .run.run import run
from .run.status import RunSummary
from .transfers import download, ranged, upload
from .transfers.download import FileObject
from .transfers.upload import Check, OnDuplicate


class AsyncFiles:
    """The files of the account: `client.files`."""

    def __init__(self, driver: AsyncDriver, settings: Settings) -> None:
        self._driver = driver
        self._settings = settings

    async def upload(
        self,
        file: str | os.PathLike[str],
        *,
        purpose: FilePurpose | str = FilePurpose.FINE_TUNE,
        check: Check = True,
        on_duplicate: OnDuplicate = "reuse",
        resume: bool = True,
        progress: TransferCallback | None = None,
    ) -> FileResponse:
        """As `Files.upload`; the file is read in threads."""
        return await self._driver.run(
            upload.upload(
                self._settings,
                os.fspath(file),
                purpose=purpose,
                check=check,
                on_duplicate=on_duplicate,
                resume=resume,
                progress=progress,
            )
        )

    async def list(self) -> FileList:
        """As `Files.list`."""
        return await self._driver.run(calls.list_files(self._settings))

    async def retrieve(self, id: str) -> FileResponse:
        """As `Files.retrieve`."""
        return await self._driver.run(calls.retrieve_file(self._settings, id))

    async def delete(self, id: str) -> FileDeleteResponse:
        """As `Files.delete`."""
        return await self._driver.run(calls.delete_file(self._settings, id))

    async def retrieve_content(
        self, id: str, *, output: str | os.PathLike[str] | None = None, progress: TransferCallback | None = None
    ) -> FileObject:
        """As `Files.retrieve_content`."""
        path = None if output is None else os.fspath(output)
        return await self._driver.run(download.retrieve_content(self._settings, id, output=path, progress=progress))

    def iter_content(self, id: str) -> AsyncIterator[bytes]:
        """As `Files.iter_content`; an asynchronous iterator."""
        return self._driver.iterate(ranged.iter_content(self._settings, id))


class AsyncBatches:
    """The batch jobs of the account: `client.batches`."""

    def __init__(self, driver: AsyncDriver, settings: Settings) -> None:
        self._driver = driver
        self._settings = settings

    async def create_batch(
        self,
        file_id: str,
        endpoint: BatchEndpoint | str,
        *,
        priority: int | None = None,
        model_id: str | None = None,
    ) -> BatchJob:
        """As `Batches.create_batch`."""
        body = calls.batch_request(file_id, endpoint, priority=priority, model_id=model_id)
        return await self._driver.run(batches.create_batch(self._settings, body))

    async def get_batch(self, id: str) -> BatchJob:
        """As `Batches.get_batch`."""
        return await self._driver.run(calls.get_batch(self._settings, id))

    async def list_batches(self) -> list[BatchJob]:
        """As `Batches.list_batches`."""
        return await self._driver.run(calls.list_batches(self._settings))

    async def cancel_batch(self, id: str) -> BatchJob:
        """As `Batches.cancel_batch`."""
        return await self._driver.run(calls.cancel_batch(self._settings, id))

    async def wait(
        self,
        id: str,
        *,
        timeout: float | None = None,
        poll_interval: float | None = None,
        progress: JobCallback | None = None,
    ) -> BatchJob:
        """As `Batches.wait`."""
        return await self._driver.run(
            batches.wait(self._settings, id, timeout=timeout, poll_interval=poll_interval, progress=progress)
        )

    def results(self, job: BatchJob | str) -> AsyncIterator[BatchResult]:
        """As `Batches.results`; an asynchronous iterator."""
        return self._driver.iterate(batches.results(self._settings, job))


class AsyncClient:
    """A client of the files and batches API; a context manager.

    Attributes:
        files: The calls for files.
        batches: The calls for batch jobs.
    """

    def __init__(
        self,
        api_key: str | None = None,
        base_url: str | None = None,
        *,
        timeout: float | httpx.Timeout | None = None,
        max_retries: int = 5,
        retry: RetryPolicy | None = None,
        limits: UploadLimits = UploadLimits(),
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        """As `Client`."""
        connection = Connection.of(api_key, base_url, timeout)
        settings = Settings(limits, max_retries, connection.states(), str(connection), retry or RetryPolicy())
        self._driver = AsyncDriver(connection, transport)
        self._settings = settings
        self.files = AsyncFiles(self._driver, settings)
        self.batches = AsyncBatches(self._driver, settings)

    async def run(
        self,
        input: str | os.PathLike[str],
        output: str | os.PathLike[str],
        *,
        endpoint: BatchEndpoint | str = BatchEndpoint.CHAT_COMPLETIONS,
        state: str | os.PathLike[str] | None = None,
        retries: int = 1,
        in_flight: int = 4,
        overwrite: bool = False,
        update: bool = False,
        skip_batches: Collection[str] = (),
        poll_interval: float | None = None,
        progress: RunCallback | None = None,
    ) -> RunSummary:
        """As `Client.run`."""
        return await self._driver.run(
            run(
                self._settings,
                os.fspath(input),
                os.fspath(output),
                endpoint=endpoint,
                state=None if state is None else os.fspath(state),
                retries=retries,
                in_flight=in_flight,
                overwrite=overwrite,
                update=update,
                skip_batches=skip_batches,
                poll_interval=poll_interval,
                progress=progress,
            )
        )

    async def close(self) -> None:
        """As `Client.close`."""
        await self._driver.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    def __repr__(self) -> str:
        return f"{type(self).__name__}(base_url={str(self._driver.connection)!r})"


class AsyncMultipartUploadManager:
    """As `MultipartUploadManager`, with tasks in place of threads."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def upload(
        self,
        file: str | os.PathLike[str],
        *,
        purpose: FilePurpose | str,
        resume: bool = True,
        progress: TransferCallback | None = None,
    ) -> FileResponse:
        """As `MultipartUploadManager.upload`; the file is read in threads, `progress` called in the event loop."""
        flow = upload.upload_any_in_parts(
            self._client._settings,  # pyright: ignore[reportPrivateUsage] - two halves of one module
            os.fspath(file),
            purpose=purpose,
            resume=resume,
            progress=progress,
        )
        return await self._client._driver.run(flow)  # pyright: ignore[reportPrivateUsage]
