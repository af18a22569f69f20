"""The mock keeps to the contract and has the habits of the real service."""

from __future__ import annotations

import hashlib
import json
import socket
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from batchline import Client
from batchline.testing import Fault, MockServer, api, contract

REQUEST = {"custom_id": "a", "body": {"model": "m", "messages": [{"role": "user", "content": "hi"}]}}
FILE = {"purpose": "batch-api", "file_name": "a.jsonl", "file_type": "jsonl"}


@pytest.fixture
def http(server: MockServer) -> Iterator[httpx.Client]:
    headers = {"Authorization": f"Bearer {server.api_key}"}
    with httpx.Client(base_url=server.base_url, headers=headers) as client:
        yield client


def announce(http: httpx.Client, **fields: Any) -> tuple[str, str]:
    answer = http.post("/files", data=FILE | fields)
    assert answer.status_code == 302
    assert answer.content == b""
    return answer.headers["Location"], answer.headers["X-Together-File-Id"]


def put(url: str, content: bytes = b"{}\n", **headers: str) -> httpx.Response:
    return httpx.put(url, content=content, headers=headers)


def code(answer: httpx.Response) -> str:
    assert answer.headers["Content-Type"] == "application/xml"
    return answer.text.partition("<Code>")[2].partition("</Code>")[0]


def test_the_handlers_are_those_of_the_document() -> None:
    operations = {operation.id for operation in contract.operations(contract.load())}
    assert operations == set(api.HANDLERS)
    assert len(operations) == 14


def test_it_does_not_start_without_a_handler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(api.HANDLERS, "getBatch")
    with pytest.raises(RuntimeError, match="disagree about getBatch"):
        MockServer().start()


def test_an_answer_that_breaks_the_contract_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(api.HANDLERS, "getBatch", lambda server, call: api.Answer(json={"id": 3}))
    with MockServer() as server, httpx.Client(headers={"Authorization": f"Bearer {server.api_key}"}) as http:
        assert http.get(f"{server.base_url}/batches/a").status_code == 500
        assert "getBatch returned 200 with an invalid body" in server.violations[0]


@pytest.mark.parametrize("encoding", ["data", "files"])
def test_both_form_encodings_are_taken(http: httpx.Client, encoding: str) -> None:
    form: Any = FILE if encoding == "data" else {name: (None, value) for name, value in FILE.items()}
    assert http.post("/files", **{encoding: form}).status_code == 302
    wrong = {**FILE, "file_type": "pdf"}
    form = wrong if encoding == "data" else {name: (None, value) for name, value in wrong.items()}
    refused = http.post("/files", **{encoding: form})
    assert refused.status_code == 400
    assert refused.json()["error"]["param"] == "file_type"


def test_a_client_that_asks_for_http_2_is_served_without_a_warning(
    http: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    answer = http.get("/files", headers={"Connection": "Upgrade, HTTP2-Settings", "Upgrade": "h2c"})
    assert answer.json() == {"object": "list", "data": []}
    assert caplog.messages == []


def test_errors_have_the_shape_of_their_calls(http: httpx.Client) -> None:
    assert set(http.get("/files/none").json()["error"]) == {"message", "type", "param", "code"}
    assert isinstance(http.get("/batches/none").json()["error"], str)
    assert http.post("/files", json=FILE).status_code == 415
    assert http.post("/batches", content=b"{", headers={"Content-Type": "application/json"}).status_code == 400
    assert http.get("/nowhere").status_code == 404
    assert http.get("/nowhere").json()["error"]["type"] == "not_found_error"
    refused = http.put("/files")
    assert (refused.status_code, refused.headers["Allow"]) == (405, "GET, POST")
    for key in ("", "Bearer", "Bearer wrong", "Basic mock-key"):
        assert http.get("/files", headers={"Authorization": key}).status_code == 401


def test_a_put_is_stored_with_the_md5_as_etag(http: httpx.Client) -> None:
    url, file_id = announce(http)
    answer = put(url, b"some bytes")
    assert answer.headers["ETag"] == f'"{hashlib.md5(b"some bytes").hexdigest()}"'
    assert http.post(f"/files/{file_id}/preprocess").json()["bytes"] == 10
    assert http.get(f"/files/{file_id}/content").content == b"some bytes"


def test_the_storage_refuses_what_s3_refuses(http: httpx.Client) -> None:
    url, file_id = announce(http)
    assert code(put(url, Authorization="Bearer mock-key")) == "InvalidArgument"
    assert code(httpx.put(url, content=iter([b"chunked"]))) == "MissingContentLength"
    assert code(put(url.replace("file-", "file-f"))) == "SignatureDoesNotMatch"
    assert code(put(url[:-4] + "0000")) == "SignatureDoesNotMatch"
    twice = url.replace("?", "?X-Amz-Expires-At=1&")
    assert code(put(twice)) == code(put(url + "&" + url.partition("?")[2])) == "SignatureDoesNotMatch"
    assert code(put(url + "&x-id=PutObject")) == code(put(url + "&x")) == "SignatureDoesNotMatch"
    assert code(put(url.partition("?")[0])) == "SignatureDoesNotMatch"
    assert code(httpx.get(url)) == "MethodNotAllowed"
    assert http.post(f"/files/{file_id}/preprocess").status_code == 400
    assert http.get(f"/files/{file_id}/content").status_code == 400
    http.delete(f"/files/{file_id}")
    assert code(put(url)) == "NoSuchKey"


def test_urls_expire() -> None:
    with MockServer(url_seconds=-1) as server:
        headers = {"Authorization": f"Bearer {server.api_key}"}
        with httpx.Client(base_url=server.base_url, headers=headers) as http:
            url, _ = announce(http)
            answer = put(url)
            assert (answer.status_code, code(answer)) == (403, "AccessDenied")
            assert "Request has expired" in answer.text


def test_a_wrong_checksum_is_found(http: httpx.Client) -> None:
    url, file_id = announce(http, checksum="0" * 64)
    put(url)
    assert http.post(f"/files/{file_id}/preprocess").json()["error"]["code"] == "checksum_mismatch"


@pytest.mark.parametrize(
    ("header", "status", "content", "content_range"),
    [
        ("bytes=0-3", 206, b"0123", "bytes 0-3/10"),
        ("bytes=8-99", 206, b"89", "bytes 8-9/10"),
        ("bytes=4-", 206, b"456789", "bytes 4-9/10"),
        ("bytes=-2", 206, b"89", "bytes 8-9/10"),
        ("bytes=-99", 206, b"0123456789", "bytes 0-9/10"),
        ("bytes=10-", 416, None, "bytes */10"),
        ("bytes=5-2", 200, b"0123456789", None),
        ("bytes=-0", 200, b"0123456789", None),
        ("bytes=a-b", 200, b"0123456789", None),
        ("bytes=0-1,4-5", 200, b"0123456789", None),
        ("lines=0-1", 200, b"0123456789", None),
    ],
)  # fmt: skip
def test_ranges(http: httpx.Client, header: str, status: int, content: bytes | None, content_range: str | None) -> None:
    url, file_id = announce(http)
    put(url, b"0123456789")
    answer = http.get(f"/files/{file_id}/content", headers={"Range": header})
    assert (answer.status_code, answer.headers.get("Content-Range")) == (status, content_range)
    if content is not None:
        assert answer.content == content
        assert answer.headers["Content-Length"] == str(len(content))


def test_if_range(http: httpx.Client) -> None:
    url, file_id = announce(http)
    etag = put(url, b"0123456789").headers["ETag"]
    ranged = {"Range": "bytes=5-"}
    assert http.get(f"/files/{file_id}/content", headers={**ranged, "If-Range": etag}).status_code == 206
    assert http.get(f"/files/{file_id}/content", headers={**ranged, "If-Range": '"other"'}).status_code == 200


def initiate(http: httpx.Client, size: int, parts: int) -> dict[str, Any]:
    answer = http.post("/files/multipart/initiate", json={**FILE, "file_size": size, "num_parts": parts})
    assert answer.status_code == 200
    return answer.json()


def complete(http: httpx.Client, upload: dict[str, Any], etags: list[tuple[int, str]]) -> httpx.Response:
    parts = [{"part_number": number, "etag": etag} for number, etag in etags]
    ids = {"upload_id": upload["upload_id"], "file_id": upload["file_id"]}
    return http.post("/files/multipart/complete", json={**ids, "parts": parts})


def test_multipart(http: httpx.Client) -> None:
    size = 5 * 2**20
    bodies = [b"a" * size, b"b" * size, b"c"]
    upload = initiate(http, sum(map(len, bodies)), 3)
    etags: list[tuple[int, str]] = []
    for part, body in zip(upload["parts"], bodies, strict=True):
        assert code(put(part["URL"], body)) == "SignatureDoesNotMatch"  # without its headers
        etags.append((part["PartNumber"], put(part["URL"], body, **part["Headers"]).headers["ETag"].strip('"')))
    for wrong in (etags[::-1], etags[:2], [(1, "x"), *etags[1:]], [etags[0], *etags]):
        assert complete(http, upload, wrong).status_code == 400
    file = complete(http, upload, etags).json()["file"]
    assert (file["id"], file["bytes"]) == (upload["file_id"], 2 * size + 1)
    assert http.get(f"/files/{file['id']}/content").content == b"".join(bodies)
    assert complete(http, upload, etags).status_code == 404


def test_parts_have_a_least_size(http: httpx.Client) -> None:
    upload = initiate(http, 2, 2)
    etags = [
        (part["PartNumber"], put(part["URL"], b"x", **part["Headers"]).headers["ETag"].strip('"'))
        for part in upload["parts"]
    ]
    assert complete(http, upload, etags).json()["error"]["code"] == "EntityTooSmall"


def test_an_aborted_upload_is_gone(http: httpx.Client) -> None:
    upload = initiate(http, 1, 1)
    ids = {"upload_id": upload["upload_id"], "file_id": upload["file_id"]}
    part = upload["parts"][0]
    assert http.post("/files/multipart/abort", json=ids).status_code == 200
    assert code(put(part["URL"], b"x", **part["Headers"])) == "NoSuchUpload"
    assert http.get(f"/files/{upload['file_id']}").status_code == 404
    assert http.post("/files/multipart/abort", json=ids).status_code == 404


def batch(http: httpx.Client, content: bytes, **fields: Any) -> dict[str, Any]:
    url, file_id = announce(http)
    put(url, content)
    answer = http.post("/batches", json={"input_file_id": file_id, "endpoint": "/v1/chat/completions", **fields})
    assert answer.status_code == 201
    job = answer.json()["job"]
    assert job["status"] == "VALIDATING"
    for _ in range(500):
        job = http.get(f"/batches/{job['id']}").json()
        if job["status"] in {"COMPLETED", "FAILED", "CANCELLED"}:
            return job
        time.sleep(0.01)
    raise AssertionError(job)


def test_a_batch_echoes_the_same_each_time(http: httpx.Client) -> None:
    content = json.dumps(REQUEST).encode()
    outputs = []
    for _ in range(2):
        job = batch(http, content, completion_window="24h")
        assert (job["status"], job["progress"], "error_file_id" in job) == ("COMPLETED", 1.0, False)
        result = http.get(f"/files/{job['output_file_id']}/content").json()
        assert abs(result["response"]["body"].pop("created") - time.time()) < 600
        outputs.append(result)
    assert outputs[0] == outputs[1]
    assert outputs[0]["response"]["body"]["choices"][0]["message"]["content"] == "echo: hi"


def test_results_have_all_that_the_service_sends(http: httpx.Client) -> None:
    def body(request: dict[str, Any], endpoint: str) -> dict[str, Any]:
        job = batch(http, json.dumps({"custom_id": "a", **request}).encode(), endpoint=endpoint)
        answer = http.get(f"/files/{job['output_file_id']}/content")
        assert answer.headers["Content-Type"].partition(";")[0] == "text/plain"
        result: dict[str, Any] = answer.json()["response"]["body"]
        return result

    chat = body({"body": REQUEST["body"]}, "/v1/chat/completions")
    assert (chat["object"], chat["prompt"], type(chat["created"])) == ("chat.completion", [], int)
    completion = body({"body": {"model": "m", "prompt": "hi"}}, "/v1/completions")
    assert (completion["object"], completion["prompt"]) == ("text.completion", [{"text": "hi"}])
    assert completion["choices"][0]["text"] == "echo: hi"
    audio = {"method": "FILE", "body": {"model": "m", "file": "https://example.com/a.mp3"}}
    assert body(audio, "/v1/audio/transcriptions") == {"text": "echo: https://example.com/a.mp3"}


def test_audio_batches_need_the_method_file(http: httpx.Client) -> None:
    line = {"custom_id": "a", "method": "POST", "body": {"model": "m", "file": "https://example.com/a.mp3"}}
    job = batch(http, json.dumps(line).encode(), endpoint="/v1/audio/translations")
    assert (job["status"], "method" in job["error"]) == ("FAILED", True)


def test_a_batch_says_its_model_if_it_has_one(http: httpx.Client) -> None:
    other = {"custom_id": "b", "body": {**REQUEST["body"], "model": "n"}}
    assert batch(http, json.dumps(REQUEST).encode())["model_id"] == "m"
    assert "model_id" not in batch(http, f"{json.dumps(REQUEST)}\n{json.dumps(other)}\n".encode())
    assert batch(http, json.dumps(REQUEST).encode(), model_id="given")["model_id"] == "given"


@pytest.mark.parametrize(("percent", "end"), [(False, 1.0), (True, 100.0)])
def test_progress_moves_while_a_batch_runs(requests_file: Path, percent: bool, end: float) -> None:
    with (
        MockServer(driven=True, job_seconds=100, percent=percent) as server,
        Client(server.api_key, server.base_url) as client,
    ):
        job = client.batches.create_batch(
            client.files.upload(requests_file, purpose="batch-api").id, "/v1/chat/completions"
        )
        seen = [job.progress]
        for _ in range(10):
            server.advance(10)
            seen.append(client.batches.get_batch(job.id).progress)
        assert seen == sorted(seen)
        assert (seen[0], seen[-1], len(set(seen)) > 5) == (0.0, end, True)
        assert client.batches.list_batches()[0].progress == end


def test_a_file_is_uploaded_in_one_call(http: httpx.Client) -> None:
    content = "é\n".encode() * 300_000
    fields = {"purpose": "eval", "file_name": "a.jsonl"}
    file = http.post("/files/upload", data=fields, files={"file": ("other.jsonl", content)}).json()
    expected = {"filename": "a.jsonl", "bytes": len(content), "Processed": True, "LineCount": 300_000}
    assert {name: file[name] for name in expected} == expected
    assert (file["FileType"], file["purpose"], file["project_id"]) == ("jsonl", "eval", "project-1")
    assert http.get(f"/files/{file['id']}/content").content == content
    without: Any = {name: (None, value) for name, value in fields.items()}
    assert http.post("/files/upload", files=without).status_code == 400
    assert http.post("/files/upload", json=fields).status_code == 415
    assert http.post("/files/upload", data={"purpose": "eval"}, files={"file": b"x"}).status_code == 400
    nameless: Any = {"file": (None, b"x"), "purpose": (None, "eval"), "file_name": (None, "b.csv")}
    assert http.post("/files/upload", files=nameless).json()["FileType"] == "csv"
    for name in ("data.json", "a.exe", "A.JSONL", "a"):
        odd: Any = {
            "file": (None, b"{}"),
            "purpose": (None, "eval"),
            "file_name": (None, name),
            "checksum": (None, "0" * 64),
        }
        assert http.post("/files/upload", files=odd).json()["FileType"] == "jsonl"
    assert len(http.get("/files").json()["data"]) == 6


def test_a_refused_upload_leaves_nothing(tmp_path: Path) -> None:
    with MockServer(data=tmp_path) as server:
        answer = httpx.post(
            f"{server.base_url}/files/upload",
            data={"purpose": "eval"},
            files={"file": b"x" * 10_000},
            headers={"Authorization": f"Bearer {server.api_key}"},
        )
        assert answer.status_code == 400
        assert list((tmp_path / "blobs").iterdir()) == []


def test_ids_are_uuids(http: httpx.Client) -> None:
    job = batch(http, json.dumps(REQUEST).encode())
    assert str(uuid.UUID(job["id"])) == job["id"]
    assert uuid.UUID(job["output_file_id"].removeprefix("file-"))


def test_what_is_not_known_of_a_file_is_0(http: httpx.Client) -> None:
    _, id = announce(http)
    file = http.get(f"/files/{id}").json()
    assert (file["bytes"], file["LineCount"], file["Processed"]) == (0, 0, False)


def test_cancelling(requests_file: Path) -> None:
    with (
        MockServer(driven=True, job_seconds=100) as server,
        Client(server.api_key, server.base_url) as client,
    ):
        file = client.files.upload(requests_file, purpose="batch-api")
        for seconds in (0, 60):
            job = client.batches.create_batch(file.id, "/v1/chat/completions")
            server.advance(seconds)
            cancelled = client.batches.cancel_batch(job.id)
            assert (cancelled.status, cancelled.completed_at is not None) == ("CANCELLED", True)
            server.advance(100)
            assert client.batches.get_batch(job.id).to_dict() == cancelled.to_dict()
        assert server.paid_jobs() == []


def test_a_cancellation_outlives_a_restart(requests_file: Path, tmp_path: Path) -> None:
    with MockServer(data=tmp_path, job_seconds=60) as server, Client(server.api_key, server.base_url) as client:
        file = client.files.upload(requests_file, purpose="batch-api")
        ids = [client.batches.create_batch(file.id, "/v1/chat/completions").id for _ in range(2)]
        for id in ids:  # as if the server had been stopped while it answered their requests
            server._store.tenant(server.api_key).batches[id].is_at_work = True
        assert client.batches.cancel_batch(ids[0]).status == "CANCELING"
    with MockServer(data=tmp_path, job_seconds=60) as server, Client(server.api_key, server.base_url) as client:
        assert client.batches.get_batch(ids[0]).status == "CANCELLED"
        assert client.batches.cancel_batch(ids[1]).status == "CANCELLED"


def test_a_batch_that_is_cancelled_while_it_is_validated_stays_so(
    requests_file: Path, server: MockServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cancel(store: Any, batch: Any) -> tuple[str | None, str | None]:
        client.batches.cancel_batch(batch.id)
        return "too late", "m"

    with Client(server.api_key, server.base_url) as client:
        monkeypatch.setattr(api, "validate", cancel)
        file = client.files.upload(requests_file, purpose="batch-api")
        job = client.batches.wait(client.batches.create_batch(file.id, "/v1/chat/completions").id, poll_interval=0.01)
        time.sleep(0.2)  # it would be told by now
        job = client.batches.get_batch(job.id)
    assert (job.status, job.error, job.model_id) == ("CANCELLED", None, None)


def test_a_batch_at_work_is_cancelled_once_it_has_stopped(
    requests_file: Path, server: MockServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    statuses: list[str] = []
    process = api.process

    def cancel(store: Any, tenant: Any, batch: Any, faults: Any, has_ended: Any) -> None:
        statuses.append(client.batches.cancel_batch(batch.id).status)
        process(store, tenant, batch, faults, has_ended)

    with Client(server.api_key, server.base_url) as client:
        monkeypatch.setattr(api, "process", cancel)
        file = client.files.upload(requests_file, purpose="batch-api")
        job = client.batches.wait(client.batches.create_batch(file.id, "/v1/chat/completions").id, poll_interval=0.01)
    assert (statuses, job.status) == (["CANCELING"], "CANCELLED")


def test_the_command_line_of_together_learns_whose_key_it_has(server: MockServer) -> None:
    address = server.base_url.removesuffix("/v1") + "/v3/whoami"
    known = httpx.get(address, headers={"Authorization": f"Bearer {server.api_key}"})
    assert (known.json()["type"], known.json()["project"]["id"]) == ("project_api_key", "project-1")
    assert httpx.get(address).status_code == 401


@pytest.mark.parametrize(
    "content", [b"nope\n", b'{"custom_id": "a"}\n', b"\xff", b'{"custom_id": "a", "body": {"model": ""}}']
)
def test_a_batch_with_a_broken_input_fails(http: httpx.Client, content: bytes) -> None:
    job = batch(http, content)
    assert job["status"] == "FAILED"
    assert "line 1" in job["error"]
    assert "output_file_id" not in job


def test_what_a_batch_is_refused_for(http: httpx.Client) -> None:
    _, empty = announce(http)
    url, other = announce(http, purpose="eval")
    put(url)
    request = {"endpoint": "/v1/chat/completions"}
    for file_id, extra, status in [
        ("none", {}, 404), (empty, {}, 400), (other, {}, 400), (other, {"completion_window": "1h"}, 400),
        (other, {"endpoint": "/v1/embeddings"}, 400),
    ]:  # fmt: skip
        assert http.post("/batches", json={"input_file_id": file_id, **request, **extra}).status_code == status


def test_a_job_that_dies_does_not_look_as_if_it_ran(http: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*arguments: Any) -> None:
        raise OSError("gone")

    monkeypatch.setattr(api, "process", die)
    job = batch(http, json.dumps(REQUEST).encode())
    assert (job["status"], "gone" in job["error"]) == ("FAILED", True)


def test_odd_requests_are_refused_not_failed(http: httpx.Client) -> None:
    url, file_id = announce(http)
    put(url)
    assert http.get(f"/files/{file_id}/content", headers={"Range": f"bytes={'9' * 5000}-"}).status_code == 200
    upload: Any = {"purpose": (None, "eval"), "file_name": ("a", b"x"), "file_type": (None, "jsonl")}
    assert http.post("/files", files=upload).status_code == 400
    broken = http.post("/files", content=b"x", headers={"Content-Type": "multipart/form-data"})
    assert (broken.status_code, broken.headers["Content-Type"]) == (400, "application/json")
    assert code(put(url.partition("X-Amz-Signature=")[0] + "X-Amz-Signature=%C3%A9")) == "SignatureDoesNotMatch"


def test_a_client_that_dies_within_a_call_breaks_no_promise_of_the_mock(server: MockServer) -> None:
    url = httpx.URL(server.base_url)
    head = f"POST /v1/batches HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {server.api_key}\r\nContent-Length: 99\r\n"
    with socket.create_connection((url.host, url.port)) as connection:
        connection.sendall(f"{head}Content-Type: application/json\r\n\r\n{{".encode())
        # The mock reads on until the connection ends.
    while not server.calls:
        time.sleep(0.01)
    assert [(call.operation, call.status) for call in server.calls] == [("createBatch", None)]
    assert server.violations == []


def test_lists_are_empty_when_there_is_nothing(http: httpx.Client) -> None:
    assert http.get("/batches").json() == []
    assert http.get("/files").json() == {"object": "list", "data": []}


def test_a_folder_keeps_everything(tmp_path: Path, requests_file: Path) -> None:
    with (
        MockServer(data=tmp_path / "data", job_seconds=30) as server,
        Client(server.api_key, server.base_url) as client,
    ):
        file = client.files.upload(requests_file, purpose="batch-api")
        job = client.batches.create_batch(file.id, "/v1/chat/completions")
    # A job that had not ended goes on, as the real service's do.
    with (
        MockServer(data=tmp_path / "data", job_seconds=0.01) as server,
        Client(server.api_key, server.base_url) as client,
    ):
        assert client.files.retrieve(file.id).bytes == file.bytes
        assert client.batches.wait(job.id, timeout=10, poll_interval=0.02).status == "COMPLETED"
        assert len(list(client.batches.results(job.id))) == 20


def test_faults_skip_and_end(server: MockServer, http: httpx.Client) -> None:
    server.add_faults(Fault("listFiles", 500, {"error": {"message": "planned"}}, skip=1, times=2))
    assert [http.get("/files").status_code for _ in range(5)] == [200, 500, 500, 200, 200]
    server.add_faults(Fault("listFiles"))
    with pytest.raises(httpx.TransportError):
        http.get("/files")
    assert [call.status for call in server.calls][-1] is None


def test_a_fault_of_no_operation_is_refused() -> None:
    with pytest.raises(ValueError, match="operation must be one of .*, got 'nonsense'"):
        MockServer(faults=[Fault("nonsense")])


def test_nothing_is_left_when_it_stops() -> None:
    server = MockServer()
    server.start()
    folder = Path(server._folder)
    assert folder.exists()
    server.stop()
    server.stop()
    assert not folder.exists()
    with pytest.raises(httpx.ConnectError):
        httpx.get(server.base_url)


def test_hours_pass_at_once(requests_file: Path) -> None:
    with (
        MockServer(driven=True, job_seconds=7200, url_seconds=60) as server,
        Client(server.api_key, server.base_url) as client,
    ):
        file = client.files.upload(requests_file, purpose="batch-api")
        job = client.batches.create_batch(file.id, "/v1/chat/completions")
        stands: list[str] = []
        for seconds in (3599, 1, 3599, 1):
            server.advance(seconds)
            stands.append(client.batches.get_batch(job.id).status.value)
        assert stands == ["VALIDATING", "IN_PROGRESS", "IN_PROGRESS", "COMPLETED"]
        ended = client.batches.get_batch(job.id)
        assert ended.completed_at is not None
        assert job.created_at is not None
        assert (ended.completed_at - job.created_at).total_seconds() == 7200
        (first, *_) = client.batches.results(ended)
        assert first.body["created"] == int(ended.completed_at.timestamp())
        cancelled = client.batches.create_batch(file.id, "/v1/chat/completions")
        client.batches.cancel_batch(cancelled.id)
        server.advance(7200)
        assert client.batches.get_batch(cancelled.id).status == "CANCELLED"
    with MockServer() as server, pytest.raises(RuntimeError, match="driven=True"):
        server.advance(1)
