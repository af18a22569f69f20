"""The blocking client."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from types import TracebackType
from typing import Self

import httpx

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
        """Upload a file: check it, announce it, send its bytes, hand it over.

        Above `limits.multipart_threshold` bytes, it goes in parts: see `MultipartUploadManager`.

        Args:
            file: The path of a `.jsonl`, `.csv` or `.parquet` file.
            purpose: What the file is for.
            check: True checks files for fine-tuning and no others, False none, "always" each
                by the rules of its purpose.
            on_duplicate: What to do when the service has the same bytes already: "reuse"
                returns that file, "raise" raises. The service is told the SHA-256 that lets it
                notice when a check made it or the file has at most 1 GiB.
            resume: Whether an upload in parts goes on where an earlier one broke off, and
                leaves what it needs for that in the user's state folder. One in one piece
                begins anew.
            progress: Called with a `TransferProgress` as bytes go out, never backwards, last
                with `done_bytes == total_bytes`.

        Returns:
            The metadata of the file at the service.

        Raises:
            FileTypeError: The file was refused; nothing was sent. `.report` says why.
            UploadError: The bytes did not get there, or the file changed meanwhile.
            ConflictError: The bytes are there already and `on_duplicate` is "raise".
            APIConnectionError, APIStatusError, ResponseError: The API could not be reached, or
                said no, or answered something else than the document promises.
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
        """List the files of the account; see `upload` for the errors of every call."""
        return self._driver.run(calls.list_files(self._settings))

    def retrieve(self, id: str) -> FileResponse:
        """Retrieve the metadata of a file.

        Raises:
            NotFoundError: The account has no such file.
        """
        return self._driver.run(calls.retrieve_file(self._settings, id))

    def delete(self, id: str) -> FileDeleteResponse:
        """Delete a file. It cannot be undone.

        Raises:
            NotFoundError: The account has no such file.
        """
        return self._driver.run(calls.delete_file(self._settings, id))

    def retrieve_content(
        self, id: str, *, output: str | os.PathLike[str] | None = None, progress: TransferCallback | None = None
    ) -> FileObject:
        """Download a file, a large one in several ranges at a time.

        A connection that breaks is made again where it broke, if the server's answer had an
        ETag. A download that is interrupted all the same is gone on with by the next call with
        the same id and output: what has arrived waits in a hidden file beside the output, for a
        week at most.

        Args:
            id: The file.
            output: Where to; `{id}.jsonl` in the current folder by default. It appears whole,
                or stays as it was.
            progress: Called with a `TransferProgress` as bytes come in, never backwards, last
                with `done_bytes == total_bytes`.

        Raises:
            NotFoundError: The account has no such file.
            APIConnectionError: The connection broke, more often than `max_retries` without
                progress.
            DownloadError: The output cannot be written, or the file changed at the server.
        """
        path = None if output is None else os.fspath(output)
        return self._driver.run(download.retrieve_content(self._settings, id, output=path, progress=progress))

    def iter_content(self, id: str) -> Iterator[bytes]:
        """Iterate over the bytes of a file as they arrive, about 1 MiB at a time.

        A connection that breaks is made again where it broke, if the server's answer had an
        ETag.

        Raises:
            NotFoundError: The account has no such file.
            APIConnectionError: The connection broke for good, also after some of the bytes.
            DownloadError: The file changed at the server after some of the bytes.
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
        """Create a batch job over an uploaded file; it has 24 hours.

        The call is sent again only after a refusal that may pass, or when it did not reach the
        server. After a lost answer the job is looked for in the list, for up to 30 seconds, so that
        no job is paid for twice.

        Args:
            file_id: A file with purpose `batch-api`.
            endpoint: Where its requests go, such as `/v1/chat/completions`.
            priority: The job's priority, where supported.
            model_id: The model that processes the requests, where supported.

        Raises:
            BadRequestError: The service does not take the file or the endpoint.
            NotFoundError: The account has no such file.
            BatchlineError: The answer was lost, and the job not found: `.delivery` is "unknown". It may
                have been created all the same; a note of the error says how to look.
        """
        body = calls.batch_request(file_id, endpoint, priority=priority, model_id=model_id)
        return self._driver.run(batches.create_batch(self._settings, body))

    def get_batch(self, id: str) -> BatchJob:
        """Retrieve a batch job.

        Raises:
            NotFoundError: The account has no such job.
        """
        return self._driver.run(calls.get_batch(self._settings, id))

    def list_batches(self) -> list[BatchJob]:
        """List the batch jobs of the account."""
        return self._driver.run(calls.list_batches(self._settings))

    def cancel_batch(self, id: str) -> BatchJob:
        """Ask that a job be ended; what was done by then is kept, and billed.

        Raises:
            NotFoundError: The account has no such job.
        """
        return self._driver.run(calls.cancel_batch(self._settings, id))

    def wait(
        self,
        id: str,
        *,
        timeout: float | None = None,
        poll_interval: float | None = None,
        progress: JobCallback | None = None,
    ) -> BatchJob:
        """Wait until a job has reached a terminal status: COMPLETED, FAILED, EXPIRED, CANCELLED.

        Once the job was seen, no trouble with the network or the service ends the wait: it is logged,
        and polling continues. Only 401 and 403 are raised when nothing else was answered for 15
        minutes, and 404 once it has lasted for the `lag` of the client's `RetryPolicy`.

        Args:
            id: The job.
            timeout: Seconds to wait at most; None waits for ever.
            poll_interval: Seconds between two polls; None polls often at first, then every 30 to 60 s.
            progress: Called with the `BatchJob` after each poll.

        Raises:
            BatchTimeoutError: The time is over; `.job` is the job as last seen.
        """
        return self._driver.run(
            batches.wait(self._settings, id, timeout=timeout, poll_interval=poll_interval, progress=progress)
        )

    def results(self, job: BatchJob | str) -> Iterator[BatchResult]:
        """Iterate over the results of a job, as they arrive: its output file, then its error file.

        Args:
            job: A job that has ended, or its id.

        Raises:
            BatchFailedError: The job ended without results.
            BatchlineError: The job has not ended and has no results yet.
        """
        return self._driver.iterate(batches.results(self._settings, job))


class Client:
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
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        """Configure a client; nothing is sent yet.

        Args:
            api_key: The key; by default that of the variable TOGETHER_API_KEY.
            base_url: The API's address; by default that of TOGETHER_BASE_URL, then the
                document's first server.
            timeout: Seconds that a call may go without progress; 60 by default. Uploads have
                `limits.part_timeout` instead. An answer may take ten times as long altogether, each
                time that it is tried.
            max_retries: How often a call is retried after an error that may pass.
            retry: How long to wait before a retry, and for what isn't visible at the service yet; None is
                `RetryPolicy()`.
            limits: How files are uploaded.
            transport: What sends the requests, for tests and special networks. A forked process shares it;
                without one, it opens connections of its own.

        Raises:
            AuthenticationError: There is no key.
            BatchlineError: The base URL is not one.
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
        """Run a whole job of any size: check, split, upload, create, wait, download, join.

        The input goes in as many batches as it takes. Every step is noted in a journal before the next
        one begins. The same call again resumes an interrupted run, and returns one that has ended as it
        ended, whether requests failed or not: it never pays again. Paying again is asked for by name:
        `overwrite` or `update`.

        Args:
            input: The requests, one per line. Those without a custom_id get `request-N`, where N counts
                the requests of the input.
            output: Gets one line for every request, in the input's order: `{"custom_id", "response"}`
                or `{"custom_id", "error"}`; a request that has neither at the service gets
                `error.code` = `missing`, `expired`, `cancelled` or `batch_failed`. It appears whole, or
                stays as it was.
            endpoint: Where the requests go.
            state: The folder of the journal; `OUTPUT.batchline` by default, and for an output that is a
                stream a folder in the user's state folder. The record of the run stays there.
            retries: How often requests that a batch left undone are sent again: because it expired,
                failed, or left them out. Those of a batch that was cancelled are not.
            in_flight: How many batches may be running at once. The service limits how many tokens may be
                enqueued; where it says that its queue is full, the run waits and sends fewer at once.
            overwrite: Send all requests again, where the run has ended or its input was edited.
            update: Where the run has ended or its input was edited, send only the requests that are new,
                changed or failed, and keep every other answer.
            skip_batches: Batches of this run to continue without, where they, or files of their results,
                have been missing at the service for `RetryPolicy.lag`. Requests without an answer then
                get `error.code` = `missing`, and are not sent again.
            poll_interval: See `batches.wait`. However many batches there are, a poll is one call.
            progress: Called with a `RunProgress` at each step.

        Raises:
            FileTypeError: The input was refused; nothing was sent.
            BatchFailedError: A batch failed without results before any other had some.
            NotFoundError: Something that the run has created is missing, and was for `RetryPolicy.lag`.
            UploadError, DownloadError: A file of a batch, or the output, cannot be written.
            BatchlineError: The state is that of another run, the input was edited, the output was not
                written by a run, or another process is running this job: the message has the choices.
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
    """Uploads files in parts, whatever their size; `Client.files.upload` does so with large ones.

    Parts have about `limits.part_size` bytes and are sent `limits.concurrency` at a time, each
    read from the file as it goes and tried again by itself. As each arrives, it is noted in the
    user's state folder (readable by its owner only, sealed with the API key). So an upload that
    was interrupted, even by a crash, goes on with what is missing when the same file is uploaded
    again for the same purpose. One that was abandoned is forgotten after a week.
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
        """Upload a file in parts; it is not checked but for what cannot be sent.

        Args:
            file: The path of a `.jsonl`, `.csv` or `.parquet` file.
            purpose: What the file is for.
            resume: Whether to go on where an earlier call broke off, and to leave what a later
                call would need for that. Without it, an upload that fails leaves nothing.
            progress: Called with a `TransferProgress` as bytes go out, one call at a time but
                from several threads; never backwards, last with `done_bytes == total_bytes`.

        Returns:
            The metadata of the file at the service; of the one that is there, where the
            service has the same bytes already.

        Raises:
            FileTypeError: The file cannot be sent; nothing was.
            UploadError: The storage refused a part, or the file changed meanwhile. The upload
                was aborted; but what has arrived is kept, with a note that says so, where the
                storage only has trouble (429, 5xx).
            APIConnectionError, APIStatusError, ResponseError: The API or the storage could not
                be reached, or the API said no, or answered something else than the document
                promises.
        """
        flow = upload.upload_any_in_parts(
            self._client._settings,  # pyright: ignore[reportPrivateUsage] - two halves of one module
            os.fspath(file),
            purpose=purpose,
            resume=resume,
            progress=progress,
        )
        return self._client._driver.run(flow)  # pyright: ignore[reportPrivateUsage]
