"""The mock lags, lies and loses, as it is told to."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from batchline.testing import Fault, Lag, MockServer, handlers

JOB_SECONDS = 100
LINES = [{"custom_id": id, "body": {"model": "m", "messages": [{"role": "user", "content": "hi"}]}} for id in "ab"]
CONTENT = "".join(json.dumps(line) + "\n" for line in LINES).encode()


class Account:
    """The calls that the tests need, with one key."""

    def __init__(self, server: MockServer, api_key: str) -> None:
        self.server = server
        self.http = httpx.Client(base_url=server.base_url, headers={"Authorization": f"Bearer {api_key}"})

    def upload(self) -> str:
        form = {"purpose": "batch-api", "file_name": "a.jsonl", "file_type": "jsonl"}
        answer = self.http.post("/files", data=form)
        assert httpx.put(answer.headers["Location"], content=CONTENT).status_code == 200
        return answer.headers["X-Together-File-Id"]

    def create(self, file_id: str) -> httpx.Response:
        return self.http.post("/batches", json={"input_file_id": file_id, "endpoint": "/v1/chat/completions"})

    def create_job(self) -> str:
        answer = self.create(self.upload())
        assert answer.status_code == 201
        return answer.json()["job"]["id"]

    def get(self, job_id: str) -> dict[str, Any]:
        answer = self.http.get(f"/batches/{job_id}")
        assert answer.status_code == 200
        return answer.json()

    def list(self) -> list[dict[str, Any]]:
        return self.http.get("/batches").json() or []

    def content(self, file_id: str, **headers: str) -> httpx.Response:
        return self.http.get(f"/files/{file_id}/content", headers=headers)


@contextlib.contextmanager
def serve(**options: Any) -> Iterator[Account]:
    with MockServer(**{"driven": True, "job_seconds": JOB_SECONDS, **options}) as server:
        account = Account(server, server.api_key)
        with account.http:
            yield account
        assert server.violations == []


def file_ids(job: dict[str, Any]) -> list[str]:
    return [job[name] for name in ("output_file_id", "error_file_id") if name in job]


@pytest.mark.parametrize("name", ["list", "job", "file_ids", "content", "create"])
def test_a_lag_is_not_negative(name: str) -> None:
    assert getattr(Lag(), name) == 0
    with pytest.raises(ValueError, match=f"^{name} must not be negative, got -1$"):
        Lag(**{name: -1})


def test_the_list_is_of_then() -> None:
    with serve(lag=Lag(list=60)) as account:
        id = account.create_job()
        stands: list[tuple[str, float, int]] = []
        for seconds in (59, 1, 50, 50):  # the job goes on at 50 and ends at 100
            account.server.advance(seconds)
            stands += [(job["status"], job["progress"], len(file_ids(job))) for job in account.list()]
        assert stands == [("VALIDATING", 0.0, 0), ("IN_PROGRESS", 0.0, 0), ("COMPLETED", 1.0, 1)]
        assert account.list() == [account.get(id)]
        account.create_job()
        assert [job["id"] for job in account.list()] == [id]
        assert account.http.get("/batches").json() == account.list()


def test_a_list_of_then_without_a_job_is_empty() -> None:
    with serve(lag=Lag(list=60)) as account:
        assert account.get(account.create_job())["status"] == "VALIDATING"
        assert account.http.get("/batches").json() == []


def test_the_list_shows_a_cancellation_late() -> None:
    with serve(lag=Lag(list=10)) as account:
        id = account.create_job()
        account.server.advance(20)
        assert account.http.post(f"/batches/{id}/cancel").json()["status"] == "CANCELLED"
        assert [job["status"] for job in account.list()] == ["VALIDATING"]
        account.server.advance(10)
        assert [job["status"] for job in account.list()] == ["CANCELLED"]


def test_the_list_has_the_progress_of_then() -> None:
    with serve() as account:
        account.create_job()
        account.server.advance(JOB_SECONDS)
        (batch,) = account.server._store.tenant(account.server.api_key).batches.values()
        # As a clock of the machine would spread them.
        batch.history = [(index, shown) for index, (_, shown) in enumerate(batch.history)]
        shown = [batch.as_it_was(second) or {} for second in range(-1, 16)]
    # The first half of the way while time passes, the other as requests are answered.
    before = [None, 0.0, 0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5]
    assert [job.get("progress") for job in shown] == [*before, 0.75, 0.99, 1.0, 1.0]


def test_a_new_job_is_not_found() -> None:
    with serve(lag=Lag(job=30)) as account:
        id = account.create_job()
        for seconds, status in ((0, 404), (29, 404), (1, 200)):
            account.server.advance(seconds)
            assert account.http.get(f"/batches/{id}").status_code == status
            if status == 404:
                refused = account.http.post(f"/batches/{id}/cancel")
                assert (refused.status_code, refused.json()) == (404, {"error": f"there is no batch {id}"})
            assert [job["id"] for job in account.list()] == [id]  # each lag is its own
        assert account.get(id)["status"] == "VALIDATING"  # and was not cancelled
        assert account.http.post(f"/batches/{id}/cancel").json()["status"] == "CANCELLED"


def test_an_ended_job_has_no_file_ids_at_first() -> None:
    with serve(lag=Lag(file_ids=30)) as account:
        id = account.create_job()
        account.server.advance(JOB_SECONDS)
        for seconds, number in ((0, 0), (29, 0), (1, 1)):
            account.server.advance(seconds)
            for job in (account.get(id), *account.list(), account.http.post(f"/batches/{id}/cancel").json()):
                assert (job["status"], len(file_ids(job))) == ("COMPLETED", number)


def test_the_list_lags_behind_with_its_file_ids_too() -> None:
    with serve(lag=Lag(list=10, file_ids=30)) as account:
        account.create_job()
        account.server.advance(JOB_SECONDS + 10)
        for seconds, number in ((0, 0), (29, 0), (1, 1)):
            account.server.advance(seconds)
            (job,) = account.list()
            assert (job["status"], len(file_ids(job))) == ("COMPLETED", number)


def end_with_content(account: Account) -> tuple[str, bytes]:
    """The output file of a job that has just ended, and what will be in it."""
    id = account.create_job()
    account.server.advance(JOB_SECONDS)
    (file_id,) = file_ids(account.get(id))
    return file_id, account.server._store.blob(file_id).read_bytes()


@pytest.mark.parametrize("contents", ["missing", "empty", "half"])
def test_the_content_of_a_result_file_is_late(contents: Any) -> None:
    with serve(lag=Lag(content=30, contents=contents)) as account:
        file_id, content = end_with_content(account)
        for seconds in (0, 29):
            account.server.advance(seconds)
            answer = account.content(file_id)
            ranged = account.content(file_id, Range=f"bytes={len(content) - 1}-")
            assert account.http.get(f"/files/{file_id}").json()["bytes"] == len(content)
            if contents == "missing":
                assert (answer.status_code, ranged.status_code) == (404, 404)
                assert answer.json()["error"]["code"] == "file_not_found"
                continue
            assert (answer.status_code, ranged.status_code) == (200, 416)
            assert answer.headers["Content-Length"] == str(len(answer.content))
            assert content.startswith(answer.content)
            assert ranged.headers["Content-Range"] == f"bytes */{len(answer.content)}"
            if contents == "empty":
                assert answer.content == b""
            else:
                assert abs(len(answer.content) - len(content) / 2) <= 2
        account.server.advance(1)
        whole = account.content(file_id)
        assert (whole.status_code, whole.content) == (200, content)
        if contents != "missing":
            assert answer.headers["ETag"] != whole.headers["ETag"]


@pytest.mark.parametrize("content", [b'{"a": 1}\n' * 2, b'{"a": 1}\n' * 3, b'{"a": 12}\n{"a": 1}\n', b'{"a": 1}\n'])
def test_half_a_content_always_cuts_a_line(content: bytes) -> None:
    with serve(lag=Lag(content=30, contents="half")) as account:
        file_id, _ = end_with_content(account)
        account.server._store.blob(file_id).write_bytes(content)
        tenant = account.server._store.tenant(account.server.api_key)
        tenant.files[file_id].size = len(content)
        half = account.content(file_id).content
        assert content.startswith(half)
        with pytest.raises(json.JSONDecodeError):
            json.loads(half.rpartition(b"\n")[2])


def test_the_content_of_an_uploaded_file_is_not_late() -> None:
    with serve(lag=Lag(content=30)) as account:
        assert account.content(account.upload()).content == CONTENT


def test_an_uploaded_file_is_no_input_at_first() -> None:
    with serve(lag=Lag(create=30)) as account:
        account.server.advance(10)
        file_id = account.upload()
        for seconds, status in ((0, 404), (29, 404), (1, 201)):
            account.server.advance(seconds)
            answer = account.create(file_id)
            assert answer.status_code == status
            if status == 404:
                assert answer.json() == {"error": f"there is no file {file_id}"}
            assert account.http.get(f"/files/{file_id}").status_code == 200


def test_a_file_that_came_in_parts_is_no_input_at_first() -> None:
    with serve(lag=Lag(create=30)) as account:
        form = {"purpose": "batch-api", "file_name": "a.jsonl", "file_type": "jsonl"}
        form |= {"file_size": len(CONTENT), "num_parts": 1}
        upload = account.http.post("/files/multipart/initiate", json=form).json()
        (part,) = upload["parts"]
        etag = httpx.put(part["URL"], content=CONTENT, headers=part["Headers"]).headers["ETag"]
        account.server.advance(30)
        ids = {"upload_id": upload["upload_id"], "file_id": upload["file_id"]}
        parts = [{"part_number": 1, "etag": etag}]
        assert account.http.post("/files/multipart/complete", json={**ids, "parts": parts}).status_code == 200
        assert account.create(upload["file_id"]).status_code == 404
        account.server.advance(30)
        assert account.create(upload["file_id"]).status_code == 201


def test_a_call_is_carried_out_after_its_answer_was_lost() -> None:
    with serve(faults=[Fault("createBatch", after=True, late=20)]) as account:
        file_id = account.upload()
        with pytest.raises(httpx.TransportError):
            account.create(file_id)
        started = account.server._store.clock()
        account.server.advance(19)
        assert account.list() == []
        account.server.advance(1)
        (job,) = account.list()
        assert job["status"] == "VALIDATING"
        (batch,) = account.server._store.tenant(account.server.api_key).batches.values()
        assert batch.history[0][0] == started + 20
        account.server.advance(JOB_SECONDS)
        assert account.get(job["id"])["status"] == "COMPLETED"
        calls = [call for call in account.server.calls if call.operation == "createBatch"]
        assert [(call.status, call.body["input_file_id"]) for call in calls] == [(None, file_id)]


def test_time_that_passes_at_once_takes_the_late_call_and_its_job_along() -> None:
    with serve(faults=[Fault("createBatch", 504, {"error": "late"}, after=True, late=20)]) as account:
        answer = account.create(account.upload())
        assert (answer.status_code, answer.json()) == (504, {"error": "late"})
        account.server.advance(20 + JOB_SECONDS)
        (job,) = account.list()
        assert job["status"] == "COMPLETED"
        assert [call.status for call in account.server.calls if call.operation == "createBatch"] == [504]


def test_a_late_call_finds_what_there_is_then() -> None:
    with serve(faults=[Fault("createBatch", after=True, late=20)]) as account:
        file_id = account.upload()
        with pytest.raises(httpx.TransportError):
            account.create(file_id)
        account.server.advance(10)
        assert account.http.delete(f"/files/{file_id}").status_code == 200
        account.server.advance(10 + JOB_SECONDS)
        assert account.list() == []


def test_an_invalid_call_is_not_carried_out_late() -> None:
    with serve(faults=[Fault("createBatch", 502, after=True, late=20)]) as account:
        assert account.http.post("/batches", json={"input_file_id": 3}).status_code == 502
        account.server.advance(20)
        assert account.list() == []


def test_a_late_call_by_the_machines_clock() -> None:
    with serve(driven=False, faults=[Fault("deleteFile", 500, after=True, late=0.03)]) as account:
        file_id = account.upload()
        assert account.http.delete(f"/files/{file_id}").status_code == 500
        assert account.http.get(f"/files/{file_id}").status_code == 200
        for _ in range(500):
            if account.http.get(f"/files/{file_id}").status_code == 404:
                return
            time.sleep(0.01)
        raise AssertionError("it was never deleted")


def test_a_late_call_that_fails_is_a_mistake_of_the_mock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(handlers.HANDLERS, "getBatch", lambda server, call: handlers.Answer(json={"id": 3}))
    with MockServer(driven=True, faults=[Fault("getBatch", 500, after=True, late=1)]) as server:
        account = Account(server, server.api_key)
        with account.http:
            account.http.get("/batches/a")
        assert server.violations == []
        server.advance(1)
        assert "getBatch returned 200 with an invalid body" in server.violations[0]


@pytest.mark.parametrize(
    "fault", [Fault("createBatch", late=1), Fault("putFile", after=True, late=1), Fault("putPart", after=True, late=1)]
)
def test_what_cannot_be_late(fault: Fault) -> None:
    with pytest.raises(ValueError, match="late works only with after=True"):
        MockServer(faults=[fault])


def test_a_full_queue_refuses() -> None:
    with serve(queue=2) as account:
        file_id = account.upload()
        for _ in range(2):
            assert account.create(file_id).status_code == 201
        refused = account.create(file_id)
        assert refused.status_code == 400
        assert refused.json() == {"error": "the queue is full: 2 batches are enqueued; try again later"}
        assert len(account.list()) == 2
        assert account.create("file-none").status_code == 404  # what is wrong anyway is said first
        other = Account(account.server, account.server.other_api_key)
        with other.http:
            other.create_job()  # it has a queue of its own
        account.server.advance(JOB_SECONDS)
        assert account.create(file_id).status_code == 201


def test_a_full_queue_fails_what_it_takes() -> None:
    with serve(queue=1, queue_answer="fail") as account:
        first, second = account.create_job(), account.create_job()
        job = account.get(second)
        error = "the queue is full: 1 batches are enqueued; try again later"
        assert (job["status"], job["error"], file_ids(job)) == ("FAILED", error, [])
        assert job["completed_at"] == job["created_at"]
        assert account.get(first)["status"] == "VALIDATING"
        account.server.advance(JOB_SECONDS)
        assert [job["status"] for job in account.list()] == ["FAILED", "COMPLETED"]
        assert account.get(account.create_job())["status"] == "VALIDATING"


def test_a_job_whose_input_file_is_deleted_before_it_is_validated_fails() -> None:
    with serve() as account:
        file_id = account.upload()
        id = account.create(file_id).json()["job"]["id"]
        account.server.advance(JOB_SECONDS / 2 - 1)
        assert account.http.delete(f"/files/{file_id}").status_code == 200
        assert account.get(id)["status"] == "VALIDATING"
        account.server.advance(1)
        job = account.get(id)
        assert (job["status"], job["error"], file_ids(job)) == ("FAILED", "the input file was deleted", [])


def test_the_jobs_that_are_paid() -> None:
    with serve(lag=Lag(list=1000, job=1000, file_ids=1000), queue=3, queue_answer="fail") as account:
        assert account.server.paid_jobs() == []
        file_id = account.upload()
        ids = [account.create(file_id).json()["job"]["id"] for _ in range(4)]  # the last one fails: the queue is full
        assert [job["id"] for job in account.server.paid_jobs()] == ids[:3]
        other = Account(account.server, account.server.other_api_key)
        with other.http:
            other.create_job()
        account.server.advance(JOB_SECONDS)
        paid = account.server.paid_jobs()
        assert [(job["id"], job["status"], len(file_ids(job))) for job in paid] == [
            (id, "COMPLETED", 1) for id in ids[:3]
        ]


def test_a_job_that_was_cancelled_before_it_answered_is_not_paid() -> None:
    with serve() as account:
        id = account.create_job()
        assert len(account.server.paid_jobs()) == 1
        account.http.post(f"/batches/{id}/cancel")
        assert account.server.paid_jobs() == []
        account.server.advance(JOB_SECONDS)
        assert account.get(id)["status"] == "CANCELLED"
        assert account.server.paid_jobs() == []


@pytest.mark.parametrize("status", ["CANCELLED", "FAILED"])
def test_a_job_that_ended_early_is_paid_if_it_has_results(status: str) -> None:
    with serve() as account:
        id = account.create_job()
        account.server.advance(JOB_SECONDS)
        account.server._store.tenant(account.server.api_key).batches[id].status = status
        assert [job["status"] for job in account.server.paid_jobs()] == [status]


def test_a_folder_keeps_when_things_happened(tmp_path: Any) -> None:
    lag = Lag(list=3600, job=3600, create=3600)
    with serve(data=tmp_path, driven=False) as account:
        id = account.create_job()
    with serve(data=tmp_path, driven=False, lag=lag) as account:
        assert account.http.get(f"/batches/{id}").status_code == 404
        assert account.list() == []
    state = json.loads((tmp_path / "state.json").read_bytes())
    for tenant in state["tenants"].values():
        for file in tenant["files"].values():
            del file["stored_at"]
        for batch in tenant["batches"].values():
            del batch["history"]
    (tmp_path / "state.json").write_text(json.dumps(state))
    # A folder of an earlier version does not say so: it was long ago.
    with serve(data=tmp_path, driven=False, lag=lag) as account:
        job = account.get(id)
        assert account.list() == [job]
        assert account.create(job["input_file_id"]).status_code == 201
