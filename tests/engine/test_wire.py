"""What services of this kind have been seen to do, by their users: every case has the right outcome."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from batchline import BatchFailedError, RetryPolicy
from batchline.testing import Fault, MockServer

from ..conftest import Call

Rewrite = Callable[[str, str, int, bytes], tuple[int, bytes] | None]


class Rewriting(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Sends requests, and rewrites what the service answers."""

    def __init__(self, rewrite: Rewrite) -> None:
        self._rewrite = rewrite
        self._sync = httpx.HTTPTransport()
        self._async = httpx.AsyncHTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = self._sync.handle_request(request)
        response.read()
        return self._rewritten(request, response)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        response = await self._async.handle_async_request(request)
        await response.aread()
        return self._rewritten(request, response)

    def _rewritten(self, request: httpx.Request, response: httpx.Response) -> httpx.Response:
        new = self._rewrite(request.method, request.url.path, response.status_code, response.content)
        if new is None:
            return httpx.Response(response.status_code, headers=response.headers, content=response.content)
        return httpx.Response(new[0], headers={"Content-Type": "application/json"}, content=new[1])

    def close(self) -> None:
        self._sync.close()

    async def aclose(self) -> None:
        await self._async.aclose()


@pytest.fixture
def small(folder: Path) -> Path:
    """Three requests."""
    lines = [
        {"custom_id": f"r{n}", "body": {"model": "m", "messages": [{"role": "user", "content": f"text {n}"}]}}
        for n in range(3)
    ]
    (folder / "in.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    return folder / "in.jsonl"


@pytest.fixture
def run(call: Call, small: Path) -> Callable[..., Any]:
    """Runs the requests through a service whose answers are rewritten; returns the summary."""

    def run(rewrite: Rewrite | None = None, lag: float = 5.0, **options: Any) -> Any:
        client: dict[str, Any] = {"retry": RetryPolicy(lag=lag, first_delay=0.02)}
        if rewrite is not None:
            client["transport"] = Rewriting(rewrite)
        return call("run", small, "out.jsonl", client=client, **{"poll_interval": 0.02, **options})

    return run


def of_jobs(change: Callable[[dict[str, Any]], None]) -> Rewrite:
    """Change every job that the service tells of."""

    def rewrite(method: str, path: str, status: int, body: bytes) -> tuple[int, bytes] | None:
        if "/batches" not in path or status not in (200, 201):
            return None
        value = json.loads(body)
        for job in value if isinstance(value, list) else [value.get("job", value)] if value else []:
            change(job)
        return status, json.dumps(value).encode()

    return rewrite


def of_results(change: Callable[[list[dict[str, Any]]], list[Any]]) -> Rewrite:
    """Change the lines of result files."""

    def rewrite(method: str, path: str, status: int, body: bytes) -> tuple[int, bytes] | None:
        if method != "GET" or not path.endswith("/content") or status != 200 or b'"response"' not in body:
            return None
        return 200, "".join(json.dumps(line) + "\n" for line in change([*map(json.loads, body.splitlines())])).encode()

    return rewrite


def created(server: MockServer) -> int:
    return sum(one.operation == "createBatch" and one.status == 201 for one in server.calls)


def output() -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path("out.jsonl").read_text().splitlines()]


@pytest.mark.parametrize("looks", [1, 4])
def test_the_output_file_id_comes_after_completed(run: Callable[..., Any], server: MockServer, looks: int) -> None:
    """BerriAI/litellm 37713."""
    seen: list[str] = []

    def hide(job: dict[str, Any]) -> None:
        if job["status"] == "COMPLETED" and len(seen) < looks:
            seen.append(job["id"])
            job["output_file_id"] = None

    assert (run(of_jobs(hide)).succeeded, created(server)) == (3, 1)
    assert len(seen) == looks


@pytest.mark.parametrize("operation", ["getBatch", "retrieveFileContent"])
def test_what_was_created_is_not_found_for_a_moment(
    run: Callable[..., Any], server: MockServer, operation: str
) -> None:
    """anthropics/anthropic-sdk-python 1432."""
    server.add_faults(Fault(operation, 404, {"error": "not found"}, times=3))
    assert (run().succeeded, created(server)) == (3, 1)


NOISE = {
    "a page of a portal": Fault(
        "getBatch", 200, b"<html><title>Please log in</title></html>", {"Content-Type": "text/html"}
    ),
    "an error with 200": Fault("getBatch", 200, {"error": "temporarily unavailable"}),
    "nothing": Fault("getBatch", 200, b""),
    "a redirect to a portal": Fault("getBatch", 302, b"", {"Location": "http://127.0.0.1:9/login"}),
    "a firewall's 403": Fault("getBatch", 403, b"<html><h1>403 Forbidden</h1></html>"),
    "401": Fault("getBatch", 401, {"error": "invalid token"}),
    "500": Fault("getBatch", 500, b""),
    "half of a JSON": Fault("getBatch", 200, b'{"id": "batch-00000005", "sta'),
}


@pytest.mark.parametrize("noise", NOISE)
def test_what_a_poll_is_answered_with_now_and_then(run: Callable[..., Any], server: MockServer, noise: str) -> None:
    """tensorzero/tensorzero 1198, and hotels."""
    server.add_faults(NOISE[noise], NOISE[noise])
    assert (run(lag=0).succeeded, created(server)) == (3, 1)


def test_a_page_of_a_portal_is_not_taken_for_results(run: Callable[..., Any], server: MockServer) -> None:
    page = b"<html><title>Please log in</title></html>"
    server.add_faults(Fault("retrieveFileContent", 200, page, {"Content-Type": "text/html; charset=utf-8"}, times=2))
    assert (run(lag=0).succeeded, created(server)) == (3, 1)


def test_statuses_in_lower_case(run: Callable[..., Any]) -> None:
    assert run(of_jobs(lambda job: job.update(status=job["status"].lower()))).succeeded == 3


def test_an_unknown_status_is_told(run: Callable[..., Any], caplog: pytest.LogCaptureFixture) -> None:
    seen: list[str] = []

    def finalize(job: dict[str, Any]) -> None:
        if job["status"] == "COMPLETED" and len(seen) < 3:
            seen.append(job["id"])
            job["status"] = "FINALIZING"

    assert run(of_jobs(finalize)).succeeded == 3
    told = [record.message for record in caplog.records if "FINALIZING" in record.message]
    assert len(told) == 1
    assert "unknown status" in told[0]
    assert "COMPLETED" in told[0]


def test_reasons_of_a_failure_in_errors(run: Callable[..., Any], server: MockServer) -> None:
    problem = {"code": "invalid_json_line", "line": 1, "message": "This line is not parseable."}

    def fail(job: dict[str, Any]) -> None:
        if job["status"] == "COMPLETED":
            job.update(status="FAILED", output_file_id=None, errors={"object": "list", "data": [problem]})

    with pytest.raises(BatchFailedError, match=r"line 1: This line is not parseable\. \(invalid_json_line\)"):
        run(of_jobs(fail))
    assert created(server) == 1


def test_times_as_numbers(run: Callable[..., Any]) -> None:
    assert run(of_jobs(lambda job: job.update(created_at=1790000000, completed_at=1790000001))).succeeded == 3


@pytest.mark.parametrize("reason", ["the queue is full", "Enqueued token limit reached", "Please try again later"])
def test_a_batch_that_fails_since_the_queue_is_full(run: Callable[..., Any], server: MockServer, reason: str) -> None:
    """openai-python 2084."""
    failed: list[str] = []

    def fail(job: dict[str, Any]) -> None:
        if len(failed) < 2 and job["id"] not in failed and job["status"] == "COMPLETED":
            failed.append(job["id"])
        if job["id"] in failed:
            job.update(status="FAILED", output_file_id=None, error={"code": "x", "message": reason})

    summary = run(of_jobs(fail), retries=0)
    assert (summary.succeeded, summary.failed, created(server)) == (3, 0, 3)


def test_an_empty_id_is_none(run: Callable[..., Any]) -> None:
    def empty(job: dict[str, Any]) -> None:
        for name in ("output_file_id", "error_file_id"):
            job[name] = job.get(name) or ""

    assert run(of_jobs(empty)).succeeded == 3


def test_success_is_an_answer(run: Callable[..., Any], server: MockServer) -> None:
    def spoil(lines: list[dict[str, Any]]) -> list[Any]:
        by_id = {line["custom_id"]: line for line in lines}
        by_id["r0"]["response"] = {"status_code": 0, "request_id": "", "body": {}}  # tidyverse/ellmer 830
        by_id["r1"]["response"]["body"] = {"error": {"message": "boom", "type": "server_error"}}
        by_id["r2"] = {
            "custom_id": "r2",
            "response": {"status_code": 500},
            "error": {"code": "oom", "message": "words"},
        }
        return list(by_id.values())

    summary = run(of_results(spoil), retries=0)
    assert (summary.succeeded, summary.failed, created(server)) == (0, 3, 1)
    assert summary.errors == {"no_answer": 1, "server_error": 1, "oom": 1}
    lines = output()
    assert lines[1]["response"]["body"]["error"]["message"] == "boom"
    assert lines[2]["error"] == {"code": "oom", "message": "words"}
    assert call_again(run).failed == 3
    assert created(server) == 1


def call_again(run: Callable[..., Any]) -> Any:
    return run()


def test_ids_come_back_in_another_form(run: Callable[..., Any], small: Path, server: MockServer) -> None:
    names = ["5", "caf\u00e9", "r2"]
    lines = [
        json.loads(line) | {"custom_id": name} for line, name in zip(small.read_text().splitlines(), names, strict=True)
    ]
    small.write_text("".join(json.dumps(line) + "\n" for line in lines))

    def rename(lines: list[dict[str, Any]]) -> list[Any]:
        odd = {"5": 5, "caf\u00e9": unicodedata.normalize("NFD", "caf\u00e9"), "r2": " r2 "}
        return [line | {"custom_id": odd[line["custom_id"]]} for line in lines]

    assert (run(of_results(rename)).succeeded, created(server)) == (3, 1)
    assert [line["custom_id"] for line in output()] == names


def test_how_answers_ended_is_told(run: Callable[..., Any]) -> None:
    """quallmer/quallmer 153, tobert/kaibo 75."""

    def cut(lines: list[dict[str, Any]]) -> list[Any]:
        choices = [line["response"]["body"]["choices"][0] for line in lines]
        choices[0]["finish_reason"] = "length"
        choices[1]["finish_reason"], choices[1]["message"]["content"] = "content_filter", ""
        choices[2]["message"]["content"] = None
        return lines

    summary = run(of_results(cut))
    assert summary.succeeded == 3
    assert summary.finish_reasons == {"length": 1, "content_filter": 1, "empty": 1}


@pytest.mark.parametrize("end", [0, 2, 25])
def test_results_that_are_cut_for_a_moment(run: Callable[..., Any], server: MockServer, end: int) -> None:
    """Contents that are empty, or end in the middle of a line, or between two."""
    seen: list[int] = []

    def rewrite(method: str, path: str, status: int, body: bytes) -> tuple[int, bytes] | None:
        if not path.endswith("/content") or len(seen) == 2:
            return None
        seen.append(1)
        return 200, body[: -end or 0] if end else b""

    assert (run(rewrite).succeeded, created(server)) == (3, 1)
    assert len(seen) == 2


def test_an_input_file_that_is_not_found_for_a_moment(run: Callable[..., Any], server: MockServer) -> None:
    server.add_faults(Fault("createBatch", 404, {"error": "file not found"}, times=3))
    assert (run().succeeded, created(server)) == (3, 1)
    assert sum(one.operation == "createFile" for one in server.calls) == 1


def test_an_input_file_that_stays_not_found_is_uploaded_once_more(run: Callable[..., Any], server: MockServer) -> None:
    server.add_faults(Fault("createBatch", 404, {"error": "file not found"}))
    assert (run(lag=0).succeeded, created(server)) == (3, 1)
    assert sum(one.operation == "createFile" for one in server.calls) == 2
