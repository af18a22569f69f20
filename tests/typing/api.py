"""The public interface as a type checker sees it. Never run: mypy and pyright check it."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Literal, assert_type

from batchline import (
    AsyncClient,
    AsyncMultipartUploadManager,
    BatchEndpoint,
    BatchJob,
    BatchJobStatus,
    BatchlineError,
    BatchResult,
    BatchWriter,
    Client,
    FileDeleteResponse,
    FileList,
    FileObject,
    FilePurpose,
    FileResponse,
    FileType,
    MultipartUploadManager,
    RetryPolicy,
    RunProgress,
    RunSummary,
    TransferProgress,
    UploadLimits,
    ValidationReport,
    chat_request,
    check_file,
)


def on_bytes(progress: TransferProgress) -> None:
    assert_type(progress.done_bytes, int)


def on_run(progress: RunProgress) -> None:
    assert_type(progress.job, BatchJob | None)


def sync(client: Client) -> None:
    stored = client.files.upload("a.jsonl", purpose="batch-api", check="always", progress=on_bytes)
    assert_type(stored, FileResponse)
    assert_type(stored.bytes, int | None)
    assert_type(stored.object, str)
    assert_type(stored.purpose, FilePurpose | None)
    assert_type(stored.file_type, FileType | None)
    assert_type(MultipartUploadManager(client).upload("a.jsonl", purpose=FilePurpose.EVAL, resume=False), FileResponse)
    assert_type(client.files.list(), FileList)
    assert_type(client.files.list().data, list[FileResponse])
    assert_type(client.files.retrieve("id"), FileResponse)
    assert_type(client.files.delete("id"), FileDeleteResponse)
    assert_type(client.files.retrieve_content("id", output=Path("out")), FileObject)
    assert_type(client.files.iter_content("id"), Iterator[bytes])
    job = client.batches.create_batch(stored.id, BatchEndpoint.CHAT_COMPLETIONS)
    assert_type(job, BatchJob)
    assert_type(job.status, BatchJobStatus)
    assert_type(job.progress, float)
    assert_type(job.output_file_id, str | None)
    assert_type(client.batches.list_batches(), list[BatchJob])
    assert_type(client.batches.wait(job.id, timeout=1.0), BatchJob)
    assert_type(client.batches.results(job), Iterator[BatchResult])
    assert_type(client.run("in.jsonl", "out.jsonl", progress=on_run), RunSummary)
    assert_type(client.run("in.jsonl", "out.jsonl", state="state", retries=0, in_flight=2).errors, dict[str, int])


async def aio(client: AsyncClient) -> None:
    assert_type(await client.files.upload("a.jsonl"), FileResponse)
    assert_type(await AsyncMultipartUploadManager(client).upload("a.jsonl", purpose="eval"), FileResponse)
    assert_type(await client.files.list(), FileList)
    assert_type(client.files.iter_content("id"), AsyncIterator[bytes])
    assert_type(await client.batches.create_batch("id", "/v1/completions"), BatchJob)
    assert_type(client.batches.results("id"), AsyncIterator[BatchResult])
    assert_type(await client.run("in.jsonl", "out.jsonl"), RunSummary)


def errors(error: BatchlineError) -> None:
    assert_type(error.retryable, bool)
    assert_type(error.delivery, Literal["not_sent", "refused", "unknown"])
    assert_type(Client(retry=RetryPolicy(lag=60.0), max_retries=3), Client)
    assert_type(AsyncClient(retry=None), AsyncClient)


def lines() -> None:
    with BatchWriter("a.jsonl", model="m") as writer:
        assert_type(writer.add(messages=[{"role": "user", "content": "hi"}], temperature=0.2), str)
    assert_type(writer.paths, list[Path])
    assert_type(chat_request("a", model="m", messages=[]).custom_id, str)
    report = check_file("a.jsonl", "eval", max_issues=5, workers=2, progress=lambda at: print(at.done_bytes))
    assert_type(report, ValidationReport)
    assert_type(report.issues[0].column, int | None)
    assert_type(UploadLimits(part_size=1).part_size, int)
