"""Both clients against the mock: what one can, the other can."""

from __future__ import annotations

import asyncio
import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from batchline import (
    APIConnectionError,
    APITimeoutError,
    AsyncClient,
    AuthenticationError,
    BatchFailedError,
    BatchJob,
    BatchlineError,
    BatchTimeoutError,
    BatchWriter,
    Client,
    ConflictError,
    DownloadError,
    FileTypeError,
    NotFoundError,
    ResponseError,
    RunProgress,
    ServerError,
    UploadError,
    UploadLimits,
)
from batchline.testing import Fault, LineFault, MockServer

from .conftest import GSM8K, Call, leftovers

FAST = {"poll_interval": 0.02}


def operations(server: MockServer) -> list[str]:
    return [call.operation for call in server.calls]


def test_files_from_upload_to_deletion(call: Call, server: MockServer, requests_file: Path, folder: Path) -> None:
    told: list[Any] = []
    file = call("files.upload", requests_file, purpose="batch-api", check="always", progress=told.append)
    size = requests_file.stat().st_size
    assert (file.filename, file.bytes, file.line_count, file.purpose) == ("requests.jsonl", size, 20, "batch-api")
    assert (told[-1].done_bytes, told[-1].total_bytes) == (size, size)
    assert [listed.id for listed in call("files.list").data] == [file.id]
    assert call("files.retrieve", file.id) == file
    assert b"".join(call("files.iter_content", file.id)) == requests_file.read_bytes()
    local = call("files.retrieve_content", file.id, output=folder / "copy.jsonl")
    assert (local.object, local.id, local.size) == ("local", file.id, size)
    assert Path(local.filename).read_bytes() == requests_file.read_bytes()
    assert call("files.retrieve_content", file.id).filename == f"{file.id}.jsonl"
    assert (folder / f"{file.id}.jsonl").exists()
    assert call("files.delete", file.id).deleted is True
    with pytest.raises(NotFoundError, match=file.id):
        call("files.retrieve", file.id)
    assert not leftovers(folder)


def test_batches_from_creation_to_results(call: Call, requests_file: Path) -> None:
    assert call("batches.list_batches") == []
    file = call("files.upload", requests_file, purpose="batch-api")
    job = call("batches.create_batch", file.id, "/v1/chat/completions")
    assert (job.status, job.input_file_id) == ("VALIDATING", file.id)
    seen: list[str] = []
    ended = call("batches.wait", job.id, progress=lambda job: seen.append(job.status), **FAST)
    assert ended.status == seen[-1] == "COMPLETED"
    assert call("batches.get_batch", job.id) == ended
    assert call("batches.list_batches") == [ended]
    results = call("batches.results", ended)
    assert sorted(result.custom_id for result in results) == sorted(f"request-{n}" for n in range(1, 21))
    assert {result.text for result in results} == {f"echo: question {n}" for n in range(20)}
    assert call("batches.cancel_batch", job.id).status == "COMPLETED"


def test_cancel(call: Call, requests_file: Path) -> None:
    with MockServer(job_seconds=5) as slow:
        there = {"api_key": slow.api_key, "base_url": slow.base_url}
        file = call("files.upload", requests_file, purpose="batch-api", client=there)
        job = call("batches.create_batch", file.id, "/v1/chat/completions", client=there)
        with pytest.raises(BatchTimeoutError, match="VALIDATING") as raised:
            call("batches.wait", job.id, timeout=0.05, poll_interval=0.02, client=there)
        assert raised.value.job is not None
        assert call("batches.cancel_batch", job.id, client=there).status == "CANCELLED"


def test_run(call: Call, requests_file: Path, folder: Path) -> None:
    stages: list[str] = []
    summary = call("run", requests_file, "out.jsonl", progress=lambda at: stages.append(at.stage), **FAST)
    assert (summary.requests, summary.succeeded, summary.failed, summary.batches) == (20, 20, 0, 1)
    assert summary.usage["total_tokens"] == 20 * 5
    lines = [json.loads(line) for line in (folder / "out.jsonl").read_text().splitlines()]
    assert [line["custom_id"] for line in lines] == [f"request-{n}" for n in range(1, 21)]
    assert list(dict.fromkeys(stages)) == ["check", "upload", "wait", "download", "join"]
    assert not leftovers(folder)


def test_an_audio_batch(call: Call, folder: Path, server: MockServer) -> None:
    with BatchWriter("audio.jsonl", endpoint="/v1/audio/transcriptions", model="m") as writer:
        for number in range(3):
            writer.add(file=f"https://example.com/{number}.mp3")
    summary = call("run", "audio.jsonl", "out.jsonl", endpoint="/v1/audio/transcriptions", **FAST)
    assert (summary.requests, summary.succeeded) == (3, 3)
    (job,) = server.paid_jobs()
    texts = [result.text for result in call("batches.results", BatchJob.from_dict(job))]
    assert texts == [f"echo: https://example.com/{number}.mp3" for number in range(3)]
    line = json.loads((folder / "audio.jsonl").read_text().splitlines()[0])
    (folder / "post.jsonl").write_text(json.dumps({**line, "method": "POST"}))
    with pytest.raises(FileTypeError, match='method must be "FILE", got "POST"'):
        call("run", "post.jsonl", "other.jsonl", endpoint="/v1/audio/transcriptions", **FAST)


def test_a_batch_has_a_priority_and_a_model(call: Call, requests_file: Path, server: MockServer) -> None:
    file = call("files.upload", requests_file, purpose="batch-api")
    job = call("batches.create_batch", file.id, "/v1/chat/completions", priority=3, model_id="m")
    assert job.model_id == "m"
    call("batches.create_batch", file_id=file.id, endpoint="/v1/chat/completions")
    sent = [made.body for made in server.calls if made.operation == "createBatch"]
    plain = {"input_file_id": file.id, "endpoint": "/v1/chat/completions", "completion_window": "24h"}
    assert sent == [{**plain, "priority": 3, "model_id": "m"}, plain]


@pytest.mark.parametrize("percent", [False, True])
def test_progress_is_read_however_it_is_counted(call: Call, requests_file: Path, percent: bool) -> None:
    shares: list[float] = []
    seen: list[float] = []

    def told(at: RunProgress) -> None:
        if at.job is not None and at.status is not None:
            seen.append(at.job.progress)
            shares.extend(job.progress for batch in at.status.shards for job in batch.jobs)

    with MockServer(job_seconds=0.4, percent=percent) as other:
        there = {"api_key": other.api_key, "base_url": other.base_url}
        assert call("run", requests_file, "out.jsonl", progress=told, client=there, **FAST).succeeded == 20
    assert max(seen) == (100 if percent else 1)
    assert all(0 <= share <= 1 for share in shares)
    assert max(shares) == 1
    assert len(set(shares)) > 2


def test_run_reports_what_failed(call: Call, server: MockServer, requests_file: Path, folder: Path) -> None:
    server.add_faults(
        LineFault("request-2"), LineFault("request-3", status_code=400), LineFault("request-4", missing=True)
    )
    summary = call("run", requests_file, "out.jsonl", **FAST)
    assert (summary.requests, summary.succeeded, summary.failed) == (20, 17, 3)
    lines = [json.loads(line) for line in (folder / "out.jsonl").read_text().splitlines()]
    assert lines[1]["error"]["code"] == "model_error"
    assert lines[2]["response"]["status_code"] == 400
    assert lines[3]["error"]["code"] == "missing"


@pytest.mark.skipif(not GSM8K.exists(), reason="the data set is not beside the project")
def test_run_on_real_questions(call: Call, folder: Path) -> None:
    from batchline.jsonl.rows import build_requests

    assert build_requests(GSM8K, "requests.jsonl", model="m", user="{question}")[0] == 1319
    assert call("run", "requests.jsonl", "out.jsonl", **FAST).succeeded == 1319
    questions = [json.loads(line)["question"] for line in GSM8K.read_text().splitlines()]
    lines = [json.loads(line) for line in (folder / "out.jsonl").read_text().splitlines()]
    texts = [line["response"]["body"]["choices"][0]["message"]["content"] for line in lines]
    assert texts == [f"echo: {question}" for question in questions]
    assert len({line["custom_id"] for line in lines}) == 1319


def test_run_refuses_before_anything_is_sent(call: Call, server: MockServer, requests_file: Path, folder: Path) -> None:
    (folder / "broken.jsonl").write_text("nope\n")
    with pytest.raises(FileTypeError, match="broken.jsonl:1:1: the line is not JSON"):
        call("run", "broken.jsonl", "out.jsonl")
    with pytest.raises(FileTypeError, match="give /v1/chat/completions as the endpoint"):
        call("run", requests_file, "out.jsonl", endpoint="/v1/completions")
    with pytest.raises(FileTypeError, match="would overwrite the input"):
        call("run", requests_file, folder / "." / "requests.jsonl")
    with pytest.raises(BatchlineError, match="cannot be written"):
        call("run", requests_file, "none/out.jsonl")
    assert operations(server) == []


def test_a_run_checks_requests_that_name_no_url_by_its_endpoint(call: Call, server: MockServer, folder: Path) -> None:
    (folder / "in.jsonl").write_text('{"custom_id": "a", "body": {"model": "m", "prompt": "p"}}\n')
    with pytest.raises(FileTypeError, match='body has no key "messages"'):
        call("run", "in.jsonl", "out.jsonl")
    assert operations(server) == []
    assert call("run", "in.jsonl", "out.jsonl", endpoint="/v1/completions", **FAST).succeeded == 1


def test_a_failed_batch_says_why(call: Call, server: MockServer, folder: Path) -> None:
    # It passes our check, which leaves the rest of a body to the server, and fails the server's.
    (folder / "in.jsonl").write_text('{"custom_id": "a", "body": {"model": "m", "messages": [{"role": "user"}]}}\n')
    server.add_faults(Fault("getBatch", 200, {"id": "{id}", "status": "FAILED", "error": "model m does not exist"}))
    with pytest.raises(BatchFailedError, match="model m does not exist") as raised:
        call("run", "in.jsonl", "out.jsonl", **FAST)
    assert raised.value.job is not None
    assert not (folder / "out.jsonl").exists()


@pytest.mark.parametrize(
    ("status", "after"), [(None, True), (500, True), (504, True), (429, False)], ids=["reset", "500", "504", "refused"]
)
def test_a_batch_is_created_once(
    call: Call, server: MockServer, requests_file: Path, status: int | None, after: bool
) -> None:
    file = call("files.upload", requests_file, purpose="batch-api")
    server.add_faults(Fault("createBatch", status, {"error": "lost"}, after=after, headers={"Retry-After": "0"}))
    job = call("batches.create_batch", file.id, "/v1/chat/completions")
    assert [each.id for each in call("batches.list_batches")] == [job.id]
    assert operations(server).count("createBatch") == (1 if after else 2)


FAULTS = [
    Fault("createFile"),
    Fault("createFile", 503, headers={"Retry-After": "0"}),
    Fault("putFile", 500),
    Fault("putFile"),
    Fault("putFile", after=True),
    Fault("preprocessFile", 429, {"error": {"message": "slow"}}, headers={"Retry-After": "0.1"}),
    Fault("preprocessFile", after=True),
    Fault("retrieveFileContent", 502, b"<html>"),
    Fault("retrieveFileContent"),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.operation}-{fault.status}-{fault.after}")
def test_transfers_survive_what_passes(call: Call, server: MockServer, folder: Path, fault: Fault) -> None:
    content = b'{"any": "thing"}\n' * 200_000
    (folder / "data.jsonl").write_bytes(content)
    server.add_faults(fault)
    file = call("files.upload", "data.jsonl", purpose="eval", check=False)
    call("files.retrieve_content", file.id, output="copy")
    assert hashlib.sha256((folder / "copy").read_bytes()).digest() == hashlib.sha256(content).digest()


def test_a_put_follows_a_redirect_with_its_whole_body(call: Call, server: MockServer, requests_file: Path) -> None:
    with MockServer() as other:
        there = {"api_key": other.api_key, "base_url": other.base_url}
        placed = call("files.upload", requests_file, purpose="eval", client=there)
        call("files.delete", placed.id, client=there)
        location = other._api.storage.file_url(other._store.tenant(other.api_key), "none")
        server.add_faults(Fault("putFile", 307, headers={"Location": location}))
        # The other storage has read the body whole before it knows that there is no such file.
        with pytest.raises(UploadError, match="NoSuchKey"):
            call("files.upload", requests_file, purpose="batch-api", client={"max_retries": 0})


def test_an_expired_url_is_asked_for_again(call: Call, server: MockServer, requests_file: Path) -> None:
    expired = b"<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>"
    server.add_faults(Fault("putFile", 403, expired, times=2))
    file = call("files.upload", requests_file, purpose="batch-api")
    assert file.line_count == 20
    assert [listed.id for listed in call("files.list").data] == [file.id]
    with MockServer(url_seconds=-1) as late, pytest.raises(UploadError, match="clock"):
        call(
            "files.upload",
            requests_file,
            purpose="eval",
            client={"api_key": late.api_key, "base_url": late.base_url},
        )


def test_duplicates(call: Call, server: MockServer, requests_file: Path) -> None:
    first = call("files.upload", requests_file, purpose="batch-api")
    assert call("files.upload", requests_file, purpose="batch-api").id == first.id
    with pytest.raises(ConflictError):
        call("files.upload", requests_file, purpose="batch-api", on_duplicate="raise")
    assert call("files.upload", requests_file, purpose="eval").id != first.id


def test_above_the_threshold_a_file_goes_in_parts(call: Call, server: MockServer, requests_file: Path) -> None:
    limits = UploadLimits(multipart_threshold=10)
    file = call("files.upload", requests_file, purpose="eval", client={"limits": limits})
    assert operations(server) == ["initiateMultipartUpload", "completeMultipartUpload"]
    assert b"".join(call("files.iter_content", file.id)) == requests_file.read_bytes()


def test_things_belong_to_their_key(call: Call, server: MockServer, requests_file: Path) -> None:
    file = call("files.upload", requests_file, purpose="batch-api")
    stranger = {"api_key": server.other_api_key}
    assert call("files.list", client=stranger).data == []
    with pytest.raises(NotFoundError):
        call("files.retrieve", file.id, client=stranger)


def test_a_wrong_key_is_said_at_once(call: Call, server: MockServer) -> None:
    with pytest.raises(AuthenticationError, match="TOGETHER_API_KEY") as raised:
        call("files.list", client={"api_key": "wrong-secret"})
    assert (raised.value.status_code, raised.value.request_id is None) == (401, False)
    assert "wrong-secret" not in str(raised.value)
    assert len(operations(server)) == 1


def test_a_closed_port(call: Call) -> None:
    with pytest.raises(APIConnectionError, match=r"http://127\.0\.0\.1:1 could not be reached .*Check the base URL"):
        call("files.list", client={"base_url": "http://127.0.0.1:1", "max_retries": 0})


def test_a_server_that_does_not_answer(call: Call, server: MockServer) -> None:
    server.add_faults(Fault("listFiles", 200, delay=1.0))
    with pytest.raises(APITimeoutError, match="in time"):
        call("files.list", client={"timeout": 0.3, "max_retries": 0})


def test_a_server_of_something_else(call: Call, server: MockServer) -> None:
    page = b"<html><head><title>Welcome</title></head></html>"
    server.add_faults(Fault("listFiles", 200, page, headers={"Content-Type": "text/html"}))
    with pytest.raises(ResponseError, match=r"an HTML page \(Welcome\)\. Is http://127"):
        call("files.list")
    with pytest.raises(NotFoundError):
        call("files.list", client={"base_url": server.base_url.replace("/v1", "/v2")})


def test_retries_end(call: Call, server: MockServer) -> None:
    server.add_faults(Fault("listFiles", 503, headers={"Retry-After": "0"}, times=9))
    with pytest.raises(ServerError):
        call("files.list", client={"max_retries": 2})
    assert len(operations(server)) == 3


def test_an_output_that_cannot_be_written(call: Call, server: MockServer, requests_file: Path) -> None:
    file = call("files.upload", requests_file, purpose="batch-api")
    with pytest.raises(DownloadError, match="No space left on device"):
        call("files.retrieve_content", file.id, output="/dev/full")
    with pytest.raises(DownloadError, match="No such file or directory"):
        call("files.retrieve_content", file.id, output="none/copy")


def test_the_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    for client in (Client, AsyncClient):
        monkeypatch.delenv("TOGETHER_API_KEY", raising=False)
        with pytest.raises(AuthenticationError, match="Set TOGETHER_API_KEY"):
            client()
        with pytest.raises(AuthenticationError, match="copied completely"):
            client("a\nb")
        monkeypatch.setenv("TOGETHER_API_KEY", " key-of-the-environment\n")
        assert repr(client()) == f"{client.__name__}(base_url='https://api.together.ai/v1')"
        # together 1.x has the version in its address, 3.x has not.
        monkeypatch.setenv("TOGETHER_BASE_URL", "https://my.example")
        assert "https://my.example/v1'" in repr(client())
        assert "https://other.example/v2'" in repr(client(base_url="https://other.example/v2"))
        monkeypatch.delenv("TOGETHER_BASE_URL")
        for wrong in ("my.example", "ftp://my.example", "https://", "/v1"):
            with pytest.raises(BatchlineError, match="base URL"):
                client(base_url=wrong)
        with pytest.raises(ValueError, match="max_retries"):
            client(max_retries=-1)
    with pytest.raises(ValueError, match="part_size"):
        UploadLimits(part_size=0)


@pytest.mark.parametrize(
    ("status", "code"), [("EXPIRED", "expired"), ("CANCELLED", "cancelled"), ("COMPLETED", "missing")]
)
def test_what_was_done_is_kept_however_a_batch_ends(
    call: Call, server: MockServer, requests_file: Path, folder: Path, status: str, code: str
) -> None:
    done = b'{"custom_id": "request-2", "response": {"status_code": 200, "body": {"usage": {"total_tokens": 7}}}}\n'
    (folder / "part.jsonl").write_bytes(done)
    part = call("files.upload", "part.jsonl", purpose="eval")
    server.add_faults(Fault("getBatch", 200, {"id": "{id}", "status": status, "output_file_id": part.id}))
    summary = call("run", requests_file, "out.jsonl", retries=0, **FAST)
    assert (summary.requests, summary.succeeded, summary.failed) == (20, 1, 19)
    assert summary.usage == {"total_tokens": 7}
    lines = [json.loads(line) for line in (folder / "out.jsonl").read_text().splitlines()]
    assert lines[1]["response"]["status_code"] == 200
    assert {line["error"]["code"] for line in lines if "error" in line} == {code}


def test_an_input_that_changes_while_its_batch_runs_costs_nothing(
    call: Call, server: MockServer, requests_file: Path, folder: Path
) -> None:
    def spoil(at: Any) -> None:
        if at.stage == "wait":
            requests_file.write_bytes(before.replace(b"question 7", b"question 77"))

    before = requests_file.read_bytes()
    summary = call("run", requests_file, "out.jsonl", progress=spoil, **FAST)
    assert summary.succeeded == 20
    assert "echo: question 7" in (folder / "out.jsonl").read_text()
    calls = len(server.calls)
    with pytest.raises(BatchlineError, match=r"Nothing was sent"):
        call("run", requests_file, "out.jsonl", **FAST)
    requests_file.write_bytes(before)
    assert call("run", requests_file, "out.jsonl", **FAST).succeeded == 20
    assert len(server.calls) == calls
    assert not leftovers(folder)


def test_a_folder_that_vanishes_is_a_download_error(call: Call, requests_file: Path, folder: Path) -> None:
    (folder / "gone").mkdir()

    def spoil(at: Any) -> None:
        if at.stage == "wait" and (folder / "gone").exists():
            shutil.rmtree(folder / "gone")

    with pytest.raises(BatchlineError, match="cannot be read or written|No such file or directory"):
        call("run", requests_file, "gone/out.jsonl", progress=spoil, **FAST)


def test_logs_show_no_signature_and_no_key(
    call: Call, server: MockServer, requests_file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    call("files.upload", requests_file, purpose="batch-api")
    ours = [record for record in caplog.records if record.name.partition(".")[0] in {"batchline", "httpx", "httpcore"}]
    said = "\n".join(record.getMessage() for record in ours)
    assert "HTTP Request: PUT" in said
    assert "Location" in said or "location" in said
    assert "ignature=" not in said
    assert server.api_key not in said


def test_nothing_shows_the_key_or_a_password() -> None:
    import pickle

    from rich.pretty import pretty_repr

    for kind in (Client, AsyncClient):
        client = kind("secret-key", "https://me:password@my.example/v1?x=1")
        shown = repr(client) + pretty_repr(client) + pretty_repr(client._driver.connection) + repr(vars(client))
        assert "secret-key" not in shown
        assert "password" not in shown
    error = pickle.loads(pickle.dumps(BatchTimeoutError("late", None)))
    assert (str(error), error.job) == ("late", None)


def test_a_cancelled_task_leaves_nothing_behind(server: MockServer, requests_file: Path, folder: Path) -> None:
    server.add_faults(Fault("retrieveFileContent", 200, delay=5))

    async def main() -> None:
        async with AsyncClient(server.api_key, server.base_url) as client:
            file = await client.files.upload(requests_file, purpose="batch-api")
            task = asyncio.create_task(client.files.retrieve_content(file.id, output="copy"))
            await asyncio.sleep(0.1)
            assert leftovers(folder)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    asyncio.run(main())
    assert [path.name for path in folder.iterdir()] == ["requests.jsonl"]


def test_an_iterator_may_be_left(server: MockServer, folder: Path) -> None:
    (folder / "data.jsonl").write_bytes(b'{"any": "thing"}\n' * 300_000)
    with Client(server.api_key, server.base_url) as client:
        file = client.files.upload("data.jsonl", purpose="eval", check=False)
        for chunk in client.files.iter_content(file.id):
            assert chunk.startswith(b'{"any')
            break
        assert client.files.retrieve(file.id).id == file.id

    async def main() -> None:
        async with AsyncClient(server.api_key, server.base_url) as client:
            async for chunk in client.files.iter_content(file.id):
                assert chunk.startswith(b'{"any')
                break
            assert (await client.files.retrieve(file.id)).id == file.id

    asyncio.run(main())
