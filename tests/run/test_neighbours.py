"""Services whose lists have more in them than the jobs of one run; and answers that are somebody else's."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from batchline import AsyncClient, BatchJobStatus, BatchlineError, Client, RetryPolicy
from batchline.api.calls import list_batches
from batchline.api.settings import Settings
from batchline.engine import bodies
from batchline.engine.bodies import TooLargeError
from batchline.testing import Fault, MockServer

from ..conftest import AT_ONCE, Call
from ..script import answer, play

NEIGHBOURS: dict[str, Any] = {
    "null": None,
    "a number": 7,
    "a text": "batch-1",
    "a list": [],
    "nothing": {},
    "no id": {"status": "COMPLETED"},
    "id null": {"id": None, "status": "COMPLETED"},
    "id number": {"id": 7, "status": "COMPLETED"},
    "id empty": {"id": "", "status": "COMPLETED"},
    "id dots": {"id": "..", "status": "COMPLETED"},
    "no status": {"id": "b"},
    "status null": {"id": "b", "status": None},
    "status number": {"id": "b", "status": 7},
    "status list": {"id": "b", "status": ["COMPLETED"]},
    "time text": {"id": "b", "status": "COMPLETED", "created_at": "yesterday"},
    "time number": {"id": "b", "status": "COMPLETED", "created_at": 10**400},
    "deadline object": {"id": "b", "status": "COMPLETED", "job_deadline": {}},
    "file number": {"id": "b", "status": "COMPLETED", "output_file_id": 7},
    "file dots": {"id": "b", "status": "COMPLETED", "error_file_id": ".."},
    "input list": {"id": "b", "status": "COMPLETED", "input_file_id": ["file-1"]},
    "progress text": {"id": "b", "status": "COMPLETED", "progress": "much"},
}


class Between(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Changes the lists of batches on their way."""

    def __init__(self, change: Callable[[list[Any]], Any]) -> None:
        self._change = change
        self._sync, self._async = httpx.HTTPTransport(), httpx.AsyncHTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = self._sync.handle_request(request)
        if not self._is_list(request):
            return response
        response.read()
        response.close()
        return self._changed(request, response)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        response = await self._async.handle_async_request(request)
        if not self._is_list(request):
            return response
        await response.aread()
        await response.aclose()
        return self._changed(request, response)

    def close(self) -> None:
        self._sync.close()

    async def aclose(self) -> None:
        await self._async.aclose()

    def _is_list(self, request: httpx.Request) -> bool:
        return request.method == "GET" and request.url.path.endswith("/batches")

    def _changed(self, request: httpx.Request, response: httpx.Response) -> httpx.Response:
        return httpx.Response(response.status_code, json=self._change(response.json() or []), request=request)


def options(change: Callable[[list[Any]], Any], **more: Any) -> dict[str, Any]:
    return {"transport": Between(change), "max_retries": 0, "retry": RetryPolicy(lag=0.3, first_delay=0.01), **more}


@pytest.mark.parametrize("which", NEIGHBOURS)
def test_a_bad_neighbour_blocks_no_run(call: Call, server: MockServer, requests_file: Path, which: str) -> None:
    server.add_faults(Fault("createBatch", after=True))  # so that the list is needed
    summary = call(
        "run",
        requests_file,
        "out.jsonl",
        poll_interval=0.01,
        client=options(lambda jobs: [NEIGHBOURS[which], *jobs, NEIGHBOURS[which]]),
    )
    assert (summary.succeeded, len(server.paid_jobs())) == (20, 1)


@pytest.mark.parametrize("which", NEIGHBOURS)
def test_of_a_bad_neighbour_what_can_be_read_is_listed(which: str) -> None:
    bad = NEIGHBOURS[which]
    listed = play(list_batches(Settings()), answer(200, [bad, {"id": "good", "status": "completed"}])).result
    assert (listed[-1].id, listed[-1].status) == ("good", BatchJobStatus.COMPLETED)
    if isinstance(bad, dict) and bad.get("id") == "b":
        status = "COMPLETED" if bad.get("status") == "COMPLETED" else "UNKNOWN"
        assert [(job.id, job.status.value) for job in listed[:-1]] == [("b", status)]
    else:
        assert listed[:-1] == []


def test_a_list_that_is_none_is_an_error() -> None:
    with pytest.raises(BatchlineError, match="Listing batches failed: .*the fields don't match the API"):
        play(list_batches(Settings()), answer(200, {"jobs": []}))


def long(jobs: list[Any]) -> list[Any]:
    return [*jobs, *({"id": f"other-{n}", "status": "COMPLETED"} for n in range(1000))]


def test_a_list_that_is_too_long_is_done_without(
    call: Call, server: MockServer, requests_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "MAX_ANSWER", 10_000)
    with pytest.raises(TooLargeError):
        call("batches.list_batches", client=options(long))
    file = call("files.upload", requests_file, purpose="batch-api", check=False)
    assert call("batches.create_batch", file.id, "/v1/chat/completions", client=options(long)).id
    summary = call("run", requests_file, "out.jsonl", poll_interval=0.01, client=options(long))
    assert (summary.succeeded, len(server.paid_jobs())) == (20, 2)


def test_without_a_list_a_doubt_stays_one(
    call: Call, server: MockServer, requests_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.add_faults(Fault("createBatch", after=True))
    with monkeypatch.context() as patched, pytest.raises(TooLargeError) as raised:
        patched.setattr(bodies, "MAX_ANSWER", 10_000)
        call("run", requests_file, "out.jsonl", poll_interval=0.01, client=options(long))
    assert any(
        "Without that list, it is unknown whether a batch was created from" in note for note in raised.value.__notes__
    )
    assert any("`--skip-batch" in note for note in raised.value.__notes__)
    assert call("run", requests_file, "out.jsonl", poll_interval=0.01).succeeded == 20
    assert len(server.paid_jobs()) == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
@pytest.mark.parametrize("is_async", [False, True])
def test_a_client_that_was_forked_has_connections_of_its_own(
    server: MockServer, requests_file: Path, is_async: bool
) -> None:
    client: Any = (AsyncClient if is_async else Client)(server.api_key, server.base_url, retry=AT_ONCE)

    async def all_are_right(mine: str) -> bool:
        answers = [client.batches.get_batch(mine) for _ in range(60)]
        return all([(await each if is_async else each).id == mine for each in answers])

    with Client(server.api_key, server.base_url) as other, asyncio.Runner() as runner:
        file = other.files.upload(requests_file, purpose="batch-api")
        jobs = [other.batches.create_batch(file.id, "/v1/chat/completions").id for _ in range(4)]
        assert runner.run(all_are_right(jobs[0]))
        children = []
        for mine in jobs:
            child = os.fork()
            if not child:
                try:  # this process must not run the remaining tests
                    os._exit(0 if asyncio.run(all_are_right(mine)) else 1)
                finally:
                    os._exit(2)
            children.append(child)
        assert runner.run(all_are_right(jobs[0]))
        assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0] * 4
        if is_async:
            runner.run(client.close())
        else:
            client.close()
