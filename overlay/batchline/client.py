"""The blocking client."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from types import TracebackType
from typing import Self

import httpx

from batchline_api.api.batches import cancel_batch, get_batch
from batchline_api.api.files import list_files, retrieve_file
from batchline_api.models import BatchEndpoint, BatchJob, FileDeleteResponse, FileList, FilePurpose, FileResponse

from . import batches
from .api import calls
from .api.retry_policy import RetryPolicy
from .api.settings import Settings
from .batches import JobCallback
from .engine.connection import Connection
from .engine.sync import Driver
from .jsonl.results import BatchResult
from .limits import UploadLimits
from .progress import TransferCallback
from .run.progress import RunCallback
from .run.run import run
from .run.status import RunSummary
from .transfers import download, ranged, upload
from .transfers.download import FileObject
from .transfers.upload import Check, OnDuplicate


class Files:
    """The files of the account: `client.files`."""

    def __init__(self, driver: Driver, settings: Settings) -> None:
        self._driver = driver
        self._settings = settings

    def upload(
        self,
        file: str | os.PathLike[str],
        *,
        purpose: FilePurpose | str = FilePurpose.FINE_TUNE,
        check: Check = True,
        on_duplicate: OnDuplicate = "reuse",
        resume: bool = True,
        progress: TransferCallback | None = None,
    ) -> FileResponse:
        """Check a file and upload it.

        Above `limits.multipart_threshold` bytes, a file is uploaded in parts: see `MultipartUploadManager`.

        Args:
            file: The path of a `.jsonl`, `.csv` or `.parquet` file.
            purpose: What the file is for.
            check: Whether to check the file first: True checks only files for fine-tuning, "always" checks
                any file by the rules of its purpose, False checks none.
            on_duplicate: What to do if the service already has a file with the same bytes: "reuse" returns
                that file, "raise" raises. The service only notices a duplicate if it is sent the SHA-256 of
                the file, which happens if the file was checked or is at most 1 GiB.
            resume: Whether to resume an earlier multipart upload of the file that was interrupted, and to
                save a checkpoint of this one in the user's state folder. A single-piece upload always
                starts over.
            progress: Called with a `TransferProgress` as bytes are sent. The number of bytes never
                decreases, and the last call has `done_bytes == total_bytes`.

        Returns:
            The metadata of the file at the service.

        Raises:
            FileTypeError: The file was refused, and nothing was sent; `.report` says why.
            UploadError: The bytes did not reach the storage, or the file changed during the upload.
            ConflictError: The service already has the same bytes, and `on_duplicate` is "raise".
            APIConnectionError, APIStatusError, ResponseError: The API could not be reached, responded with
                an error, or sent a response that doesn't match the OpenAPI document.
        """
        return self._driver.run(
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

    def list(self) -> FileList:
        """List the files of the account; see `upload` for the errors that every call may raise."""
        return self._driver.run(calls.call(self._settings, list_files))

    def retrieve(self, id: str) -> FileResponse:
        """Retrieve the metadata of a file.

        Raises:
            NotFoundError: The account has no such file.
        """
        return self._driver.run(calls.call(self._settings, retrieve_file, id=id))

    def delete(self, id: str) -> FileDeleteResponse:
        """Delete a file. This can't be undone.

        Raises:
            NotFoundError: The account has no such file.
        """
        return self._driver.run(calls.delete_file(self._settings, id))

    def retrieve_content(
        self, id: str, *, output: str | os.PathLike[str] | None = None, progress: TransferCallback | None = None
    ) -> FileObject:
        """Download a file to disk; a large one in several ranges at a time.

        If the connection breaks and the server sent an ETag, the download reconnects and continues where it
        broke off. A download that fails all the same is resumed by the next call with the same id and output:
        what has arrived is kept in a hidden file next to the output, for at most a week.

        Args:
            id: The file.
            output: The path to write to; by default `{id}.jsonl` in the current folder. The file appears
                whole, or stays as it was.
            progress: Called with a `TransferProgress` as bytes arrive. The number of bytes never decreases,
                and the last call has `done_bytes == total_bytes`.

        Returns:
            The path and size of the file.

        Raises:
            NotFoundError: The account has no such file.
            APIConnectionError: The connection broke more than `max_retries` times without progress.
            DownloadError: The output can't be written, or the file changed at the service.
        """
        path = None if output is None else os.fspath(output)
        return self._driver.run(download.retrieve_content(self._settings, id, output=path, progress=progress))

    def iter_content(self, id: str) -> Iterator[bytes]:
        """Iterate over the bytes of a file as they arrive, about 1 MiB at a time.

        If the connection breaks and the server sent an ETag, the download reconnects and continues where it
        broke off.

        Raises:
            NotFoundError: The account has no such file.
            APIConnectionError: The connection broke for good, possibly after some of the bytes.
            DownloadError: The file changed at the service after some of the bytes.
        """
        return self._driver.iterate(ranged.iter_content(self._settings, id))


class Batches:
    """The batch jobs of the account: `client.batches`."""

    def __init__(self, driver: Driver, settings: Settings) -> None:
        self._driver = driver
        self._settings = settings

    def create_batch(
        self,
        file_id: str,
        endpoint: BatchEndpoint | str,
        *,
        priority: int | None = None,
        model_id: str | None = None,
    ) -> BatchJob:
        """Create a batch job for an uploaded file, with a completion window of 24 hours.

        The call is retried only if the server temporarily refused it or never received it. If the response
        was lost, the job is looked for in the list of jobs for up to 30 seconds, so that you never pay for
        two.

        Args:
            file_id: A file with purpose `batch-api`.
            endpoint: Where its requests go, such as `/v1/chat/completions`.
            priority: The job's priority, if the service supports it.
            model_id: The model that processes the requests, if the service supports it.

        Returns:
            The job.

        Raises:
            BadRequestError: The service rejects the file or the endpoint.
            NotFoundError: The account has no such file.
            BatchlineError: If `.delivery` is "unknown", the response was lost and the job was not found. It
                may have been created all the same; a note on the error says how to check.
        """
        body = calls.batch_request(file_id, endpoint, priority=priority, model_id=model_id)
        return self._driver.run(batches.create_batch(self._settings, body))

    def get_batch(self, id: str) -> BatchJob:
        """Retrieve a batch job.

        Raises:
            NotFoundError: The account has no such job.
        """
        return self._driver.run(calls.call(self._settings, get_batch, id=id))

    def list_batches(self) -> list[BatchJob]:
        """List the batch jobs of the account."""
        return self._driver.run(calls.list_batches(self._settings))

    def cancel_batch(self, id: str) -> BatchJob:
        """Cancel a batch job; what it has done by then is kept, and billed.

        Raises:
            NotFoundError: The account has no such job.
        """
        return self._driver.run(calls.call(self._settings, cancel_batch, id=id))

    def wait(
        self,
        id: str,
        *,
        timeout: float | None = None,
        poll_interval: float | None = None,
        progress: JobCallback | None = None,
    ) -> BatchJob:
        """Wait until a job has reached a terminal status: COMPLETED, FAILED, EXPIRED or CANCELLED.

        Once the job has been seen, problems with the network or the service don't end the wait: they are
        logged, and polling continues. Only two are raised: 401 or 403 after 15 minutes of nothing else, and
        404 after the `lag` of the client's `RetryPolicy`.

        Args:
            id: The job.
            timeout: The most seconds to wait; None waits forever.
            poll_interval: Seconds between two polls; None polls often at first, then every 30 to 60 s.
            progress: Called with the `BatchJob` after each poll.

        Returns:
            The job with its terminal status.

        Raises:
            BatchTimeoutError: The timeout has passed; `.job` is the job as last seen.
        """
        return self._driver.run(
            batches.wait(self._settings, id, timeout=timeout, poll_interval=poll_interval, progress=progress)
        )

    def results(self, job: BatchJob | str) -> Iterator[BatchResult]:
        """Iterate over the results of a job as they arrive: first its output file, then its error file.

        Args:
            job: A job that has ended, or its id.

        Raises:
            BatchFailedError: The job ended without results.
            BatchlineError: The job is still running and has no results yet.
        """
        return self._driver.iterate(batches.results(self._settings, job))


class Client:
    """A client for the files and batches API; a context manager.

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
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        """Configure a client; nothing is sent yet.

        Args:
            api_key: The API key; by default the environment variable TOGETHER_API_KEY.
            base_url: The API's address; by default the environment variable TOGETHER_BASE_URL, or else the
                first server of the OpenAPI document.
            timeout: Seconds that a call may go without progress; by default 60. Uploads have
                `limits.part_timeout` instead. A whole response may take ten times as long, on each try.
            max_retries: The most times that a call is retried after a temporary error.
            retry: How long to wait before a retry, and for data that isn't visible at the service yet; None
                is `RetryPolicy()`.
            limits: How files are uploaded.
            transport: The httpx transport to send requests with, for tests and special networks. A forked
                process shares it; without one, it opens its own connections.

        Raises:
            AuthenticationError: The API key is missing or has invalid characters.
            BatchlineError: The base URL is invalid, or the network can't be set up.
            ValueError: `max_retries` is negative.
        """
        connection = Connection.of(api_key, base_url, timeout)
        settings = Settings(limits, max_retries, connection.states(), str(connection), retry or RetryPolicy())
        self._driver = Driver(connection, transport)
        self._settings = settings
        self.files = Files(self._driver, settings)
        self.batches = Batches(self._driver, settings)

    def run(
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
        """Run a whole job of any size: check and split the input, run its batches, and join their results.

        The input is split into as many batches as it needs. Every step is recorded in a journal before the
        next one begins. The same call again resumes an interrupted run and returns the summary of a finished
        one, even if requests failed: it never pays twice. To pay again, ask for it: `overwrite` or `update`.

        Args:
            input: The requests, one per line. Requests without a custom_id get `request-N`, where N counts
                the requests of the input.
            output: Gets one line per request, in the input's order: `{"custom_id", "response"}` or
                `{"custom_id", "error"}`. If the service has neither for a request, its `error.code` is
                `missing`, `expired`, `cancelled` or `batch_failed`. The file appears whole, or stays as it
                was.
            endpoint: Where the requests go.
            state: The folder of the journal; by default `OUTPUT.batchline`, or a folder in the user's state
                folder if the output is a stream. The record of the run stays there.
            retries: How many times to send requests again that a batch left undone because it expired,
                failed or left them out. Requests of a cancelled batch are not sent again.
            in_flight: The most batches in progress at once. The service limits how many tokens may be
                enqueued; if it says that its queue is full, the run waits and sends fewer at once.
            overwrite: If the run is finished or its input was edited, send all requests again.
            update: If the run is finished or its input was edited, send only requests that are new, changed
                or failed, and keep all other answers.
            skip_batches: Ids of batches to continue without if they, or files of their results, have been
                missing at the service for `RetryPolicy.lag`. Their requests without an answer get
                `error.code` = `missing` and are not sent again.
            poll_interval: See `batches.wait`. A poll is one call, however many batches there are.
            progress: Called with a `RunProgress` at each step.

        Returns:
            How many requests succeeded, how many failed and why, and what they used.

        Raises:
            FileTypeError: The input was refused, and nothing was sent.
            BatchFailedError: A batch failed without results before any other batch had some.
            NotFoundError: Something that the run created has been missing for `RetryPolicy.lag`.
            UploadError, DownloadError: A file of a batch, or the output, can't be written.
            BatchlineError: The state belongs to another run, the input was edited, the output was not
                written by a run, or another process is running this job; the message lists the choices.
        """
        return self._driver.run(
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

    def close(self) -> None:
        """Close the connections."""
        self._driver.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"{type(self).__name__}(base_url={str(self._driver.connection)!r})"


class MultipartUploadManager:
    """Uploads files in parts, whatever their size; `Client.files.upload` only does so with large ones.

    Parts have about `limits.part_size` bytes and are sent `limits.concurrency` at a time. Each is read from
    the file as it is sent, and is retried independently. As parts arrive, they are recorded in a checkpoint
    in the user's state folder (readable by its owner only, and sealed with the API key). So if an upload is
    interrupted, even by a crash, uploading the same file for the same purpose again sends only the missing
    parts. The checkpoint of an abandoned upload is deleted after a week.
    """

    def __init__(self, client: Client) -> None:
        self._client = client

    def upload(
        self,
        file: str | os.PathLike[str],
        *,
        purpose: FilePurpose | str,
        resume: bool = True,
        progress: TransferCallback | None = None,
    ) -> FileResponse:
        """Upload a file in parts, checking only whether it can be sent.

        Args:
            file: The path of a `.jsonl`, `.csv` or `.parquet` file.
            purpose: What the file is for.
            resume: Whether to resume an earlier upload of the file that was interrupted, and to save a
                checkpoint of this one. If False, an upload that fails leaves nothing behind.
            progress: Called with a `TransferProgress` as bytes are sent. The number of bytes never
                decreases, and the last call has `done_bytes == total_bytes`. A blocking client makes the
                calls from several threads, but one at a time; an asyncio client in the event loop.

        Returns:
            The metadata of the file at the service: an existing file, if one has the same bytes.

        Raises:
            FileTypeError: The file can't be sent, and nothing was.
            UploadError: The storage refused a part, or the file changed during the upload. The upload is
                aborted, unless the storage's error is temporary (429, 5xx): then what has arrived is kept,
                and a note on the error says so.
            APIConnectionError, APIStatusError, ResponseError: The API or the storage could not be reached,
                or the API responded with an error or with a response that doesn't match the OpenAPI document.
        """
        flow = upload.upload_any_in_parts(
            self._client._settings,  # pyright: ignore[reportPrivateUsage] - two halves of one module
            os.fspath(file),
            purpose=purpose,
            resume=resume,
            progress=progress,
        )
        return self._client._driver.run(flow)  # pyright: ignore[reportPrivateUsage]
