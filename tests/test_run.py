"""Whole jobs of several batches, with either client."""

from __future__ import annotations

import asyncio
import json
import pickle
import shutil
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from batchline import (
    APIConnectionError,
    APIStatusError,
    AsyncClient,
    AuthenticationError,
    BadRequestError,
    BatchFailedError,
    BatchlineError,
    Client,
    DownloadError,
    NotFoundError,
    PermissionDeniedError,
    ServerError,
    write_failed_requests,
)
from batchline.flows import batches, opening, run, schedule, shards
from batchline.flows.settings import Settings
from batchline.flows.state import Run, ShardState
from batchline.resume import TransferStates
from batchline.status import run_status
from batchline.testing import Fault, LineFault, MockServer, api
from batchline.validation.reading import identity

from .conftest import Call, leftovers

FAST = {"poll_interval": 0.02}
STATE = "out.jsonl.batchline"


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 20 requests, three batches: of 8, 8 and 4."""
    monkeypatch.setattr(opening, "plan", partial(opening.plan, max_requests=8))
    monkeypatch.setattr(batches, "LOOKS", (0.01,) * 4)


def created(server: MockServer) -> int:
    return sum(one.operation == "createBatch" and one.status == 201 for one in server.calls)


def outcome(folder: Path) -> list[tuple[str, Any]]:
    """Each line's id, and the code of its error if it has one."""
    lines = [json.loads(line) for line in (folder / "out.jsonl").read_text().splitlines()]
    return [(line["custom_id"], line.get("error", {}).get("code")) for line in lines]


def in_order(*failed: int, code: str = "") -> list[tuple[str, str | None]]:
    return [(f"request-{n}", code if n in failed else None) for n in range(1, 21)]


def test_an_input_goes_in_as_many_batches_as_it_takes(
    call: Call, server: MockServer, requests_file: Path, folder: Path
) -> None:
    stages: list[Any] = []
    summary = call("run", requests_file, "out.jsonl", progress=stages.append, **FAST)
    assert (summary.requests, summary.succeeded, summary.failed, summary.batches) == (20, 20, 0, 3)
    assert summary.usage["total_tokens"] > 0
    assert outcome(folder) == in_order()
    assert created(server) == 3
    inputs = [b"".join(call("files.iter_content", job.input_file_id)) for job in call("batches.list_batches")]
    assert b"".join(reversed(inputs)) == requests_file.read_bytes()
    assert [content.count(b"\n") for content in reversed(inputs)] == [8, 8, 4]
    assert {(one.batch, one.batches) for one in stages if one.stage == "upload"} == {(1, 3), (2, 3), (3, 3)}
    assert not (folder / STATE).exists()
    assert not leftovers(folder)


def test_an_input_that_is_one_batch_goes_as_it_is(call: Call, server: MockServer, requests_file: Path) -> None:
    requests_file.write_bytes(b"".join(requests_file.read_bytes().splitlines(keepends=True)[:8]))
    assert call("run", requests_file, "out.jsonl", **FAST).batches == 1
    (job,) = call("batches.list_batches")
    assert call("files.retrieve", job.input_file_id).filename == "requests.jsonl"


@pytest.mark.parametrize("most", [1, 2])
def test_no_more_are_in_flight_than_may_be(call: Call, server: MockServer, requests_file: Path, most: int) -> None:
    def look(at: Any) -> None:
        if at.status is not None:
            flying.append(sum(one.step == "submitted" for one in at.status.batches))

    flying: list[int] = []
    assert call("run", requests_file, "out.jsonl", in_flight=most, progress=look, **FAST).succeeded == 20
    assert max(flying) == most


def test_missing_ids_are_made_up(call: Call, folder: Path) -> None:
    body = {"model": "m", "messages": [{"role": "user", "content": "hi"}]}
    lines = [{"custom_id": "mine", "body": body}, *({"body": body} for _ in range(9))]
    (folder / "in.jsonl").write_text("\n\n".join(map(json.dumps, lines)))
    assert call("run", "in.jsonl", "out.jsonl", **FAST).succeeded == 10
    assert [name for name, _ in outcome(folder)] == ["mine", *(f"request-{n}" for n in range(2, 11))]


def test_what_a_batch_left_out_is_sent_once_more(
    call: Call, server: MockServer, requests_file: Path, folder: Path
) -> None:
    server.add_faults(LineFault("request-3", missing=True), LineFault("request-11"), LineFault("request-12", 500))
    summary = call("run", requests_file, "out.jsonl", **FAST)
    assert (summary.succeeded, summary.failed, summary.batches) == (17, 3, 4)
    assert summary.errors == {"missing": 1, "model_error": 1, "500": 1}
    # An error is an outcome; what has none was sent again, and named no answer again.
    lines = {line["custom_id"]: line for line in map(json.loads, (folder / "out.jsonl").read_text().splitlines())}
    assert lines["request-3"]["error"] == {
        "message": "The service gave neither an answer nor an error for this request; it was sent 2 times.",
        "code": "missing",
    }
    assert lines["request-11"]["error"]["code"] == "model_error"
    assert lines["request-12"]["response"]["status_code"] == 500
    resent = call("batches.list_batches")[0]
    assert b"".join(call("files.iter_content", resent.input_file_id)).count(b"\n") == 1
    assert call("run", requests_file, "again.jsonl", retries=0, **FAST).batches == 3


def ended(call: Call, server: MockServer, status: str, done: str = "", **fields: Any) -> None:
    """Have the next batch that is looked at alone end so."""
    if done:
        Path("part.jsonl").write_text(done)
        fields["output_file_id"] = call("files.upload", "part.jsonl", purpose="eval").id
    server.add_faults(Fault("getBatch", 200, {"id": "b", "status": status, **fields}))


DONE = '{"custom_id": "request-2", "response": {"status_code": 200, "body": {}}}\n'


def test_a_batch_that_expired_half_done(call: Call, server: MockServer, requests_file: Path, folder: Path) -> None:
    ended(call, server, "EXPIRED", DONE)
    summary = call("run", requests_file, "out.jsonl", in_flight=1, **FAST)
    assert (summary.succeeded, summary.failed, summary.batches) == (20, 0, 4)
    assert json.loads((folder / "out.jsonl").read_text().splitlines()[1])["response"]["body"] == {}  # what was done


def test_a_batch_that_somebody_cancelled_is_not_sent_again(
    call: Call, server: MockServer, requests_file: Path, folder: Path
) -> None:
    ended(call, server, "CANCELLED", DONE)
    summary = call("run", requests_file, "out.jsonl", in_flight=1, **FAST)
    assert (summary.succeeded, summary.failed, summary.batches) == (13, 7, 3)
    assert outcome(folder) == in_order(1, 3, 4, 5, 6, 7, 8, code="cancelled")


def test_a_first_batch_that_fails_fails_at_once(
    call: Call, server: MockServer, requests_file: Path, folder: Path
) -> None:
    ended(call, server, "FAILED", error="there is no model m")
    with pytest.raises(BatchFailedError, match="there is no model m") as raised:
        call("run", requests_file, "out.jsonl", in_flight=1, **FAST)
    assert created(server) == 1
    assert not (folder / "out.jsonl").exists()
    assert not (folder / STATE).exists()  # nothing to go on with
    assert getattr(raised.value, "__notes__", []) == []


def test_a_later_batch_that_fails_is_sent_again(
    call: Call, server: MockServer, requests_file: Path, folder: Path
) -> None:
    def spoil(at: Any) -> None:
        if at.stage == "upload" and at.batch == 2:
            if not spoiled:
                ended(call, server, "FAILED", error="line 3 is odd")
            spoiled.append(at)

    spoiled: list[Any] = []
    summary = call("run", requests_file, "out.jsonl", in_flight=1, retries=0, progress=spoil, **FAST)
    assert (summary.succeeded, summary.failed, summary.batches) == (12, 8, 3)
    assert outcome(folder) == in_order(*range(9, 17), code="batch_failed")
    assert "The batch failed: line 3 is odd." in (folder / "out.jsonl").read_text()


def test_a_refusal_in_the_middle_and_the_same_command_again(
    call: Call, server: MockServer, requests_file: Path, folder: Path
) -> None:
    server.add_faults(Fault("createBatch", 400, {"error": "there is no such endpoint"}, skip=1))
    with pytest.raises(BadRequestError, match="there is no such endpoint") as raised:
        call("run", requests_file, "out.jsonl", **FAST)
    assert raised.value.__notes__ == [
        f"What was done is not lost: the same command goes on with it. Its state is in {folder / STATE}."
    ]
    uploads = sum(one.operation == "createFile" for one in server.calls)
    summary = call("run", requests_file, "out.jsonl", **FAST)
    assert (summary.succeeded, summary.batches, created(server)) == (20, 3, 3)
    assert sum(one.operation == "createFile" for one in server.calls) == uploads + 1  # the third batch's
    assert outcome(folder) == in_order()
    assert not (folder / STATE).exists()


def test_a_run_that_is_interrupted_when_all_is_done_pays_nothing_again(
    call: Call, server: MockServer, requests_file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(journal: opening.RunJournal) -> None:
        (journal.work / "shard-00001.jsonl").unlink()  # what is removed first
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(opening.Journal, "remove", interrupted)
        call("run", requests_file, "out.jsonl", **FAST)
    assert outcome(folder) == in_order()
    summary = call("run", requests_file, "out.jsonl", **FAST)
    assert (summary.succeeded, summary.batches, created(server)) == (20, 3, 3)
    assert outcome(folder) == in_order()
    assert not (folder / STATE).exists()


def test_the_state_of_another_run_is_left_alone(
    call: Call, server: MockServer, requests_file: Path, folder: Path
) -> None:
    server.add_faults(Fault("createBatch", 400, {"error": "no"}, times=9, skip=1))
    with pytest.raises(BadRequestError):
        call("run", requests_file, "out.jsonl", state="mine", **FAST)
    other = folder / "other.jsonl"
    other.write_bytes(requests_file.read_bytes().replace(b"question 7", b"question 9"))
    with pytest.raises(BatchlineError, match=r"mine has the state of another run: of .*requests\.jsonl to /v1/chat"):
        call("run", other, "out.jsonl", state="mine", **FAST)
    was = requests_file.read_bytes()
    requests_file.write_bytes(was.replace(b"question 7", b"question 8"))
    with pytest.raises(BatchlineError, match=r"requests\.jsonl has changed since its run began\. Restore it"):
        call("run", requests_file, "out.jsonl", state="mine", **FAST)
    # One that was only touched, or moved, is the same.
    requests_file.write_bytes(was)
    with pytest.raises(BadRequestError):
        call("run", requests_file, "out.jsonl", state="mine", **FAST)
    requests_file.rename("moved.jsonl")
    with pytest.raises(BadRequestError):
        call("run", "moved.jsonl", "out.jsonl", state="mine", **FAST)
    with pytest.raises(BatchlineError, match=r"mine has the state of another run"):
        call("run", "moved.jsonl", "other.out", state="mine", **FAST)


def test_a_run_is_gone_on_with_where_it_was_moved_to(
    call: Call, server: MockServer, requests_file: Path, folder: Path
) -> None:
    server.add_faults(Fault("createBatch", 400, {"error": "no"}, skip=1))
    (folder / "old").mkdir()
    requests_file.rename("old/requests.jsonl")
    with pytest.raises(BadRequestError):
        call("run", "old/requests.jsonl", "old/out.jsonl", **FAST)
    (folder / "old").rename("new")
    assert call("run", "new/requests.jsonl", "new/out.jsonl", **FAST).batches == created(server) == 3


def test_where_a_run_stands(call: Call, server: MockServer, requests_file: Path, folder: Path) -> None:
    def look(at: Any) -> None:
        if at.batch:
            seen.append((at.status, *run_status("out.jsonl")))

    seen: list[tuple[Any, Any, bool]] = []
    server.add_faults(LineFault("request-2"), Fault("createBatch", 400, {"error": "no"}, skip=2))
    with pytest.raises(BadRequestError):
        call("run", requests_file, "out.jsonl", progress=look, **FAST)
    assert all(is_running for *_, is_running in seen)
    now, is_running = run_status("out.jsonl")
    assert (now.input, is_running, now.requests, now.done.requests) == (str(requests_file), False, 20, 0)
    assert [(one.batch, one.step, one.requests, one.attempt) for one in now.batches] == [
        (1, "submitted", 8, 1),
        (2, "submitted", 8, 1),
        (3, "uploaded", 4, 1),
    ]
    assert {one.jobs[0].id for one in now.batches[:2]} == {job.id for job in call("batches.list_batches")}
    call("run", requests_file, "out.jsonl", progress=look, **FAST)
    # What a callback is told is what the journal says.
    for told, noted, _ in seen:
        assert told == noted
    assert len({job.status for told, *_ in seen for one in told.batches for job in one.jobs}) > 1
    # Since something failed, it is known also after the end.
    now, is_running = run_status("out.jsonl")
    assert (now.done.requests, now.done.errors, is_running) == (20, {"model_error": 1}, False)
    assert now.ended_at is not None
    assert {job.status for one in now.batches for job in one.jobs} == {"COMPLETED"}
    assert all(now.started_at <= one.jobs[0].created_at <= now.ended_at for one in now.batches)
    assert all(path.name.startswith(("journal.sqlite", "lock")) for path in (folder / STATE).iterdir())
    with pytest.raises(BatchlineError, match=r"no state of a run in .*none\.$"):
        run_status("other.jsonl", "none")
    requests_file.with_name("other.jsonl").touch()
    with pytest.raises(BatchlineError, match=r"a run of which nothing failed leaves none"):
        run_status("other.jsonl")


def test_a_run_that_has_ended_with_failures_is_not_run_again_unasked(
    call: Call, server: MockServer, requests_file: Path, folder: Path
) -> None:
    server.add_faults(LineFault("request-2"))
    first = call("run", requests_file, "out.jsonl", **FAST)
    assert (first.failed, created(server)) == (1, 3)
    # The same again: there is nothing to do, and nothing is paid twice.
    assert call("run", requests_file, "out.jsonl", **FAST) == first
    requests_file.touch()
    assert call("run", requests_file, "out.jsonl", **FAST) == first
    copy = requests_file.with_name("copy.jsonl")
    copy.write_bytes(requests_file.read_bytes())
    assert call("run", copy, "out.jsonl", **FAST) == first
    with pytest.raises(BatchlineError, match=r"another run: .* into .*/out\.jsonl\."):
        call("run", requests_file, "other.jsonl", state=STATE, **FAST)
    (folder / "out.jsonl").rename("mine.jsonl")
    # What was paid for is fetched again.
    again = call("run", requests_file, "out.jsonl", **FAST)
    assert (again.failed, again.errors, again.batches) == (first.failed, first.errors, first.batches)
    assert (folder / "out.jsonl").read_bytes() == (folder / "mine.jsonl").read_bytes()
    assert created(server) == 3
    shutil.rmtree(STATE)
    assert call("run", requests_file, "out.jsonl", **FAST).failed == 1
    assert created(server) == 6
    # Other requests are another run: that of tomorrow, with the same names.
    requests_file.write_bytes(requests_file.read_bytes().replace(b"question 7", b"question 8"))
    assert call("run", requests_file, "out.jsonl", **FAST).failed == 1
    assert created(server) == 9
    there = {"base_url": server.base_url.replace("127.0.0.1", "localhost")}
    assert call("run", requests_file, "out.jsonl", client=there, **FAST).failed == 1
    assert created(server) == 12


def test_a_stream_gets_the_results_of_an_ended_run_again(
    call: Call, server: MockServer, requests_file: Path, folder: Path
) -> None:
    server.add_faults(LineFault("request-2"))
    for _ in range(2):
        with open("out.jsonl", "w+b") as file:
            call("run", requests_file, f"/dev/fd/{file.fileno()}", state="mine", **FAST)
        assert outcome(folder) == in_order(2, code="model_error")
        (folder / "out.jsonl").unlink()
    assert created(server) == 3


@pytest.mark.parametrize("name", ["out.jsonl", "../requests.jsonl"])
def test_nothing_of_the_user_is_kept_where_it_would_be_deleted(
    call: Call, server: MockServer, requests_file: Path, folder: Path, name: str
) -> None:
    with pytest.raises(BatchlineError, match=r"is in .*, where the run's state is to be"):
        call("run", requests_file, f"mine/{name}" if name == "out.jsonl" else "out.jsonl",
             state="mine" if name == "out.jsonl" else ".")  # fmt: skip
    assert server.calls == []


def test_what_takes_the_place_of_an_ended_run_and_is_refused_leaves_it(
    call: Call, server: MockServer, requests_file: Path
) -> None:
    server.add_faults(LineFault("request-2"))
    first = call("run", requests_file, "out.jsonl", **FAST)
    there = {"base_url": server.base_url.replace("127.0.0.1", "localhost"), "api_key": "wrong"}
    with pytest.raises(AuthenticationError):
        call("run", requests_file, "out.jsonl", client=there, **FAST)
    assert call("run", requests_file, "out.jsonl", **FAST) == first
    assert created(server) == 3


def test_a_batch_that_may_have_been_created_is_not_forgotten(
    call: Call, server: MockServer, requests_file: Path
) -> None:
    """Its answer is lost, and then nobody may look whether it is there."""
    server.add_faults(Fault("createBatch", after=True), Fault("listBatches", 403, {"error": "no"}, skip=1))
    with pytest.raises(PermissionDeniedError):
        call("run", requests_file, "out.jsonl", **FAST)
    assert len(call("batches.list_batches")) == 1
    assert call("run", requests_file, "out.jsonl", **FAST).batches == 3
    assert len(call("batches.list_batches")) == 3


def test_results_of_an_earlier_run_are_not_taken_for_those_of_another(
    call: Call, server: MockServer, requests_file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.add_faults(LineFault("request-2"))
    with monkeypatch.context() as patched:
        patched.setattr(schedule, "clear", lambda *_: None)  # killed before, each time
        patched.setattr(opening.Journal, "tidy", lambda _: None)
        call("run", requests_file, "out.jsonl", **FAST)
    assert list((folder / STATE / "work").iterdir())
    requests_file.write_bytes(requests_file.read_bytes().replace(b"question", b"riddle"))
    server.add_faults(*(LineFault(f"request-{n}") for n in range(1, 21)))
    assert call("run", requests_file, "out.jsonl", **FAST).failed == 20
    assert "question" not in (folder / "out.jsonl").read_text()


def test_batches_that_fail_together_are_all_sent_again(
    call: Call, server: MockServer, requests_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> str:
        return "the model is not there"

    with monkeypatch.context() as patched, pytest.raises(BatchFailedError, match="the model is not there"):
        patched.setattr(api, "validate", fail)
        server.add_faults(Fault("listBatches", 503, skip=3))  # the first poll; at the next all of them have failed
        call("run", requests_file, "out.jsonl", poll_interval=0.5)
    summary = call("run", requests_file, "out.jsonl", retries=0, **FAST)
    assert (summary.succeeded, summary.failed) == (20, 0)


@pytest.mark.parametrize("mode", ["closed", "rb"])
def test_a_stream_that_cannot_be_written_to_costs_nothing(
    call: Call, server: MockServer, requests_file: Path, mode: str
) -> None:
    with open("other.jsonl", "wb"), open("other.jsonl", "rb") as file:
        number = 999 if mode == "closed" else file.fileno()
        with pytest.raises(BatchlineError, match=r"Nothing was sent\. /dev/fd/\d+ cannot be written"):
            call("run", requests_file, f"/dev/fd/{number}", **FAST)
    assert server.calls == []


ODD = {
    "error": {"error": {"message": "m"}},
    "progress": {"progress": "50%"},
    "half a character": {"error": "\\ud800"},
    "year 1": {"created_at": "0001-01-01T00:00:00Z", "job_deadline": "0001-01-01T00:00:00"},
    "beyond": {"progress": -7},
}


@pytest.mark.parametrize("odd", ODD)
def test_a_job_that_breaks_the_contract_does_not_break_the_journal(
    call: Call, server: MockServer, requests_file: Path, folder: Path, odd: str
) -> None:
    said = json.dumps({"id": "b", "status": "EXPIRED", **ODD[odd]}).replace("\\\\", "\\")
    server.add_faults(Fault("getBatch", 200, said.encode(), {"Content-Type": "application/json"}))
    told: list[Any] = []
    summary = call("run", requests_file, "out.jsonl", in_flight=1, progress=told.append, **FAST)
    assert (summary.succeeded, summary.batches) == (20, 4)
    jobs = [job for at in told if at.status for one in at.status.batches for job in one.jobs]
    assert all(0 <= job.progress <= 1 and job.created_at.year > 2000 for job in jobs)


def test_a_batch_that_fails_beside_others_that_gave_results_is_sent_again(
    call: Call, server: MockServer, requests_file: Path, folder: Path
) -> None:
    def spoil(ids: list[str]) -> None:
        server.add_faults(Fault("getBatch", 200, {"id": ids[-1], "status": "FAILED", "error": "odd"}))

    summary = call("run", requests_file, "out.jsonl", progress=when_all_have_ended(server, spoil), **FAST)
    assert (summary.succeeded, summary.batches) == (20, 4)


def test_what_the_rate_limit_leaves_of_a_poll_is_gone_on_with(
    call: Call, server: MockServer, requests_file: Path
) -> None:
    # Three have ended, but of each poll only the first call is answered.
    server.add_faults(*(Fault("getBatch", 429, skip=1) for _ in range(2)))
    assert call("run", requests_file, "out.jsonl", **FAST).succeeded == 20


def test_two_runs_on_one_state(call: Call, server: MockServer, requests_file: Path) -> None:
    refused: list[str] = []

    def again(at: Any) -> None:
        if at.stage == "wait" and not refused:
            try:
                opening.Journal(Path(STATE), opening.RunHeader, opening.ShardState)
            except BatchlineError as error:
                refused.append(str(error))

    assert call("run", requests_file, "out.jsonl", progress=again, **FAST).succeeded == 20
    assert "Another run is at work with the state in" in refused[0]


def test_hours_without_a_network_are_survived(call: Call, server: MockServer, requests_file: Path) -> None:
    server.add_faults(Fault("listBatches", None, times=12, skip=3), Fault("getBatch", 503, times=5))
    assert call("run", requests_file, "out.jsonl", client={"max_retries": 1}, **FAST).succeeded == 20


TROUBLE = {
    "nobody takes the upload": Fault("createFile", None, times=7, skip=1),
    "the storage is down": Fault("putFile", 503, times=7, skip=1),
    "too much is enqueued": Fault("createBatch", 429, {"error": "too many tokens"}, times=7, skip=1),
    "answers are lost": Fault("createBatch", None, times=7, skip=1, after=True),
    "results do not come": Fault("retrieveFileContent", None, times=7),
}


@pytest.mark.parametrize("trouble", TROUBLE)
def test_trouble_that_passes_does_not_end_a_run_that_has_paid(
    call: Call, server: MockServer, requests_file: Path, folder: Path, trouble: str, caplog: pytest.LogCaptureFixture
) -> None:
    server.add_faults(TROUBLE[trouble])
    summary = call("run", requests_file, "out.jsonl", client={"max_retries": 1}, **FAST)
    assert (summary.succeeded, summary.batches, len(call("batches.list_batches"))) == (20, 3, 3)
    assert outcome(folder) == in_order()
    said = [record.message for record in caplog.records if "until it succeeds" in record.message]
    assert len(said) == (trouble != "answers are lost")  # however often it happened; those are found


@pytest.mark.parametrize("operation", ["createFile", "createBatch"])
def test_trouble_before_anything_is_paid_is_told_at_once(
    call: Call, server: MockServer, requests_file: Path, operation: str
) -> None:
    server.add_faults(Fault(operation, 503, times=2))
    with pytest.raises(ServerError):
        call("run", requests_file, "out.jsonl", client={"max_retries": 1}, **FAST)
    assert created(server) == 0
    assert call("run", requests_file, "out.jsonl", **FAST).batches == 3


def test_what_was_refused_before_anything_was_paid_can_be_mended(
    call: Call, server: MockServer, requests_file: Path, folder: Path
) -> None:
    server.add_faults(Fault("createBatch", 400, {"error": "there is no model m"}))
    with pytest.raises(BadRequestError, match="there is no model m"):
        call("run", requests_file, "out.jsonl", **FAST)
    requests_file.write_bytes(requests_file.read_bytes().replace(b"question 7", b"question 8"))
    assert call("run", requests_file, "out.jsonl", **FAST).succeeded == 20
    assert "question 7" not in (folder / "out.jsonl").read_text()
    assert created(server) == 3


@pytest.mark.parametrize("option", [{"retries": -1}, {"in_flight": 0}, {"poll_interval": 0}])
def test_options_that_make_no_sense_cost_nothing(
    call: Call, server: MockServer, requests_file: Path, folder: Path, option: dict[str, int]
) -> None:
    with pytest.raises(ValueError, match="in_flight at least 1"):
        call("run", requests_file, "out.jsonl", **option)
    assert server.calls == []
    assert not (folder / STATE).exists()


@pytest.mark.parametrize("operation", ["getBatch", "retrieveFileContent"])
def test_a_batch_that_is_gone(
    call: Call, server: MockServer, requests_file: Path, folder: Path, operation: str
) -> None:
    missing = Fault(operation, 404, {"error": {"message": "it is not there"}})
    server.add_faults(missing)
    with pytest.raises(NotFoundError) as raised:
        call("run", requests_file, "out.jsonl", in_flight=1, **FAST)
    (gone,) = (job.id for job in call("batches.list_batches"))
    named = "BATCH" if operation == "getBatch" else gone
    assert f"go on without it: `--without {named}`, or `without` in Python." in raised.value.__notes__[0]
    with pytest.raises(BatchlineError, match=f"batch-x is no batch of this run, which has {gone}"):
        call("run", requests_file, "out.jsonl", without=["batch-x"], **FAST)
    server.add_faults(missing)
    summary = call("run", requests_file, "out.jsonl", without=[gone], **FAST)
    assert (summary.failed, summary.errors, created(server)) == (8, {"missing": 8}, 3)
    assert outcome(folder) == in_order(*range(1, 9), code="missing")
    assert "The results of the batch are gone, or some of them." in (folder / "out.jsonl").read_text()
    assert write_failed_requests("out.jsonl", "again.jsonl") == 8


def test_of_a_batch_of_which_something_is_gone_the_rest_is_kept(
    call: Call, server: MockServer, requests_file: Path, folder: Path
) -> None:
    server.add_faults(LineFault("request-2"), LineFault("request-3", missing=True))
    missing = Fault("retrieveFileContent", 404, {"error": {"message": "it is not there"}}, skip=1)
    server.add_faults(missing)
    with pytest.raises(NotFoundError, match="errors.jsonl"):
        call("run", requests_file, "out.jsonl", in_flight=1, **FAST)
    (job,) = call("batches.list_batches")
    server.add_faults(Fault("retrieveFileContent", 404, {"error": {"message": "it is not there"}}))
    summary = call("run", requests_file, "out.jsonl", without=[job.id], **FAST)
    assert (summary.errors, created(server)) == ({"missing": 2}, 3)  # which is not sent again
    assert outcome(folder) == in_order(2, 3, code="missing")


def test_what_is_sent_again_needs_what_the_first_batch_gave(
    call: Call, server: MockServer, requests_file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.add_faults(LineFault("request-3", missing=True))
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(shards, "answered", interrupted)
        call("run", requests_file, "out.jsonl", in_flight=1, **FAST)
    for path in (folder / STATE / "work").iterdir():
        path.unlink()
    (job,) = call("batches.list_batches")
    server.add_faults(Fault("retrieveFileContent", 404, {"error": {"message": "it is not there"}}))
    summary = call("run", requests_file, "out.jsonl", without=[job.id], **FAST)
    assert (summary.errors, created(server)) == ({"missing": 8}, 3)


def test_another_account_does_without_nothing(
    call: Call, server: MockServer, requests_file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(shards, "_joined", interrupted)
        call("run", requests_file, "out.jsonl", **FAST)
    ids = [job.id for job in call("batches.list_batches")]
    with pytest.raises(BatchlineError, match=r"No batch of this run is there\. Is the API key that of another account"):
        call("run", requests_file, "out.jsonl", client={"api_key": server.other_api_key}, without=ids, **FAST)
    assert call("run", requests_file, "out.jsonl", **FAST).succeeded == 20


def test_a_batch_that_is_at_work_is_not_done_without(call: Call, server: MockServer, requests_file: Path) -> None:
    def stop(at: Any) -> None:
        if at.job is not None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        call("run", requests_file, "out.jsonl", progress=stop, **FAST)
    (job,) = call("batches.list_batches")
    server.add_faults(Fault("getBatch", 200, {"id": job.id, "status": "IN_PROGRESS"}))
    with pytest.raises(BatchlineError, match=f"Batch {job.id} is there, and IN_PROGRESS"):
        call("run", requests_file, "out.jsonl", without=[job.id], **FAST)
    assert call("run", requests_file, "out.jsonl", without=[job.id], **FAST).succeeded == 20  # it had not gone


def when_all_have_ended(server: MockServer, then: Callable[[list[str]], object]) -> Callable[[Any], None]:
    """A callback of a run that waits, as its last batch was created, until all have ended."""

    def told(at: Any) -> None:
        if at.stage == "wait" and at.batch == 3 and not seen:
            seen.append(at)
            with Client(server.api_key, server.base_url) as client:
                ids = [job.id for job in client.batches.list_batches()]
                for id in ids:
                    client.batches.wait(id, poll_interval=0.01)
            then(ids)  # all are there at the next poll, which looks at the first, the oldest, first

    seen: list[Any] = []
    return told


def test_the_results_of_others_are_fetched_before_a_run_ends_with_an_error(
    call: Call, server: MockServer, requests_file: Path, folder: Path
) -> None:
    def lose(_: object) -> None:
        server.add_faults(Fault("retrieveFileContent", 404, {"error": {"message": "it is not there"}}))

    with pytest.raises(NotFoundError):
        call("run", requests_file, "out.jsonl", progress=when_all_have_ended(server, lose), **FAST)
    assert [one.step for one in run_status("out.jsonl")[0].batches] == ["ended", "joined", "joined"]


def test_a_shard_in_trouble_keeps_no_other_from_its_results(
    call: Call, server: MockServer, requests_file: Path, folder: Path
) -> None:
    def steps(at: Any) -> None:
        wait(at)
        if at.status is not None and at.stage == "join":
            seen.append([one.step for one in at.status.batches])

    def break_storage(_: object) -> None:
        server.add_faults(Fault("retrieveFileContent", 503))

    seen: list[list[str]] = []
    wait = when_all_have_ended(server, break_storage)
    options = {"client": {"max_retries": 0}, **FAST}
    assert call("run", requests_file, "out.jsonl", progress=steps, **options).succeeded == 20
    assert ["ended", "joined", "downloaded"] in seen


def test_nothing_is_paid_for_while_results_cannot_be_fetched(
    call: Call, server: MockServer, requests_file: Path
) -> None:
    server.add_faults(Fault("retrieveFileContent", 503, times=5))
    options = {"client": {"max_retries": 0}, "in_flight": 1, **FAST}
    assert call("run", requests_file, "out.jsonl", **options).succeeded == 20
    calls = [one.operation for one in server.calls if one.operation in ("createBatch", "retrieveFileContent")]
    assert calls == ["createBatch", *["retrieveFileContent"] * 6, *["createBatch", "retrieveFileContent"] * 2]


@pytest.mark.parametrize("trouble", [[], [Fault("getBatch", 503, times=2)]])
def test_another_account_pays_for_nothing(
    call: Call, server: MockServer, requests_file: Path, trouble: list[Fault]
) -> None:
    server.add_faults(Fault("createFile", 400, {"error": {"message": "no"}}, skip=1))
    with pytest.raises(BadRequestError):
        call("run", requests_file, "out.jsonl", **FAST)
    server.add_faults(*trouble)
    with pytest.raises(NotFoundError):
        call("run", requests_file, "out.jsonl", client={"api_key": server.other_api_key}, **FAST)
    assert created(server) == 1
    assert call("run", requests_file, "out.jsonl", **FAST).batches == 3


def test_an_input_that_is_touched_while_it_runs_can_be_gone_on_with(
    call: Call, requests_file: Path, folder: Path
) -> None:
    def touch(at: Any) -> None:
        if at.stage == "wait":
            requests_file.touch()

    with pytest.raises(DownloadError, match="was changed while its batches ran"):
        call("run", requests_file, "out.jsonl", progress=touch, **FAST)
    assert call("run", requests_file, "out.jsonl", **FAST).succeeded == 20


def test_120_000_requests_of_which_some_fail(server: MockServer, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "plan", opening.plan.func)  # as many requests as a batch takes
    ids = [f"r{n}" for n in range(120_000)]
    body = {"model": "m", "prompt": "hi"}
    (folder / "in.jsonl").write_text("".join(json.dumps({"custom_id": one, "body": body}) + "\n" for one in ids))
    (folder / "half.jsonl").write_text(
        "".join(
            json.dumps({"custom_id": one, "response": {"status_code": 200, "body": {}}}) + "\n" for one in ids[:25_000]
        )
    )
    server.add_faults(
        *(LineFault(ids[25_000 + 9_000 * n], missing=True) for n in range(10)),
        *(LineFault(ids[25_001 + 4_000 * n]) for n in range(20)),
        *(LineFault(ids[25_002 + 3_000 * n], 500) for n in range(30)),
    )

    def spoil(at: Any) -> None:
        if at.stage == "upload" and at.batch == 2 and not spoiled:
            spoiled.append(at)
            server.add_faults(Fault("getBatch", 200, {"id": "b", "status": "FAILED", "error": "line 7 is odd"}))

    spoiled: list[Any] = []
    with Client(server.api_key, server.base_url) as client:
        half = client.files.upload("half.jsonl", purpose="eval", check=False)
        server.add_faults(Fault("getBatch", 200, {"id": "b", "status": "EXPIRED", "output_file_id": half.id}))
        summary = client.run("in.jsonl", "out.jsonl", endpoint="/v1/completions", in_flight=1, progress=spoil, **FAST)
    assert (summary.requests, summary.succeeded, summary.failed) == (120_000, 119_940, 60)
    assert summary.errors == {"500": 30, "model_error": 20, "missing": 10}
    assert summary.batches == created(server) == 6
    assert [name for name, _ in outcome(folder)] == ids


def test_a_shard_is_worked_on_by_what_can_be_pickled(call: Call, server: MockServer, requests_file: Path) -> None:
    """So that another process, or another machine, can do it."""
    settings = Settings(server=server.base_url, states=TransferStates(server.base_url, "key"))
    (shard, *_) = opening.plan(requests_file)
    this = Run(str(requests_file), identity(requests_file.stat()), "folder", "/v1/chat/completions", 1)
    again = pickle.loads(pickle.dumps((settings, this, ShardState(shard))))
    assert again[1:] == (this, ShardState(shard))
    assert again[0].server == server.base_url


def interrupted(*_: Any) -> None:
    raise KeyboardInterrupt


def test_a_second_start_does_not_touch_what_the_first_one_writes(
    call: Call, server: MockServer, requests_file: Path, folder: Path
) -> None:
    part = folder / opening.part_of("out.jsonl", folder / STATE)
    refused: list[Any] = []

    def again(at: Any) -> None:
        if at.stage == "join" and at.batch is None and not refused:
            part.write_text("half of it")
            with pytest.raises(BatchlineError, match="Another run is at work") as raised:
                Client(server.api_key, server.base_url).run(requests_file, "out.jsonl")
            refused.append(raised)
            assert part.read_text() == "half of it"

    assert call("run", requests_file, "out.jsonl", progress=again, **FAST).succeeded == 20
    assert refused
    assert outcome(folder) == in_order()
    assert not leftovers(folder)


def test_a_start_beside_another_one_that_still_checks(
    call: Call, server: MockServer, requests_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def plan(*args: Any) -> Any:
        with pytest.raises(BatchlineError, match="Another run is at work"):
            opening.Journal(Path(STATE), opening.RunHeader, opening.ShardState)
        return planned(*args)

    planned = opening.plan
    monkeypatch.setattr(opening, "plan", plan)
    assert call("run", requests_file, "out.jsonl", **FAST).succeeded == 20


def test_what_was_fetched_and_is_gone_is_fetched_again(
    call: Call, server: MockServer, requests_file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for step in ("_joined", "_uploaded"):  # of shards whose results, or the first half of them, are there
        server.add_faults(LineFault("request-3", missing=step == "_uploaded"))
        with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
            if step == "_joined":
                patched.setattr(shards, step, interrupted)
            else:
                patched.setattr(shards, "answered", interrupted)
            call("run", requests_file, "out.jsonl", in_flight=1, **FAST)
        for path in (folder / STATE / "work").iterdir():
            path.unlink()
        before = created(server)
        summary = call("run", requests_file, "out.jsonl", retries=1, **FAST)
        assert (summary.requests, summary.failed) == (20, 1)
        assert created(server) == before + (3 if step == "_uploaded" else 2)
        shutil.rmtree(folder / STATE)


def test_what_was_joined_and_is_gone_is_joined_again(
    call: Call, server: MockServer, requests_file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(run, "_write", interrupted)
        call("run", requests_file, "out.jsonl", **FAST)
    shutil.rmtree(folder / STATE / "work")
    summary = call("run", requests_file, "out.jsonl", **FAST)
    assert (summary.requests, summary.succeeded, created(server)) == (20, 20, 3)
    assert outcome(folder) == in_order()


def test_an_input_that_changes_while_it_is_copied_costs_nothing(
    call: Call, server: MockServer, requests_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def copy(path: Path, *args: Any) -> None:
        requests_file.write_bytes(requests_file.read_bytes().replace(b"question", b"riddle"))
        copied(path, *args)

    copied = shards.copy_requests
    monkeypatch.setattr(shards, "copy_requests", copy)
    with pytest.raises(DownloadError, match="was changed"):
        call("run", requests_file, "out.jsonl", **FAST)
    assert created(server) == 0


def test_an_error_of_the_callback_is_the_callers(call: Call, server: MockServer, requests_file: Path) -> None:
    def fail(at: Any) -> None:
        seen.append(at)
        if at.stage == stage and at.batch in (None, 2):
            raise APIConnectionError("of a call of its own")

    for stage in ("check", "upload", "wait", "download", "join"):
        seen: list[Any] = []
        with pytest.raises(APIConnectionError, match="of a call of its own"):
            call("run", requests_file, "out.jsonl", progress=fail, **FAST)
        assert seen[-1].stage == stage
    assert call("run", requests_file, "out.jsonl", **FAST).batches == created(server) == 3


def test_an_upload_that_is_gone_is_made_again(call: Call, server: MockServer, requests_file: Path) -> None:
    server.add_faults(Fault("createBatch", 402, {"error": "no credit"}, skip=1))
    with pytest.raises(APIStatusError, match="no credit"):
        call("run", requests_file, "out.jsonl", **FAST)
    uploaded = next(file for file in call("files.list").data if file.filename == "requests-00002.jsonl")
    call("files.delete", uploaded.id)
    with pytest.raises(NotFoundError):
        call("run", requests_file, "out.jsonl", **FAST)
    assert call("run", requests_file, "out.jsonl", **FAST).batches == created(server) == 3


def test_what_earlier_batches_gave_is_not_forgotten(call: Call, server: MockServer, requests_file: Path) -> None:
    server.add_faults(
        LineFault("request-3", missing=True), Fault("createFile", 403, {"error": {"message": "no"}}, skip=3)
    )
    with pytest.raises(PermissionDeniedError) as raised:
        call("run", requests_file, "/dev/null", **FAST)
    first = call("batches.list_batches")[-1].id
    assert first in raised.value.__notes__[0]


def test_a_batch_that_fails_at_once_is_not_held_against_the_run_later(
    call: Call, server: MockServer, requests_file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def note(journal: Any, number: int, record: Any) -> None:
        noted(journal, number, record)
        if any(job.status == "FAILED" for job in record.jobs):
            raise KeyboardInterrupt  # killed as soon as it is known

    ended(call, server, "FAILED", error="there is no model m")
    noted = opening.Journal.note
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(opening.Journal, "note", note)
        call("run", requests_file, "out.jsonl", in_flight=1, **FAST)
    assert call("run", requests_file, "out.jsonl", retries=0, **FAST).failed == 0


def test_a_run_that_is_cancelled_while_it_begins_lets_go_of_its_state(
    server: MockServer, requests_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def begin(*args: Any) -> None:
        begun.set()
        assert cancelled.wait(10)
        began(*args)

    async def start_and_cancel() -> None:
        async with AsyncClient(server.api_key, server.base_url) as client:
            task = asyncio.create_task(client.run(requests_file, "out.jsonl", **FAST))
            await asyncio.to_thread(begun.wait, 10)
            task.cancel()
            cancelled.set()
            with pytest.raises(asyncio.CancelledError):
                await task
            monkeypatch.setattr(opening.Journal, "begin", began)
            assert (await client.run(requests_file, "out.jsonl", **FAST)).succeeded == 20

    begun, cancelled, began = threading.Event(), threading.Event(), opening.Journal.begin
    monkeypatch.setattr(opening.Journal, "begin", begin)
    asyncio.run(start_and_cancel())
