"""Whole jobs of several batches, with either client."""

from __future__ import annotations

import asyncio
import datetime
import json
import os
import pickle
import re
import shutil
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from batchline import (
    APIConnectionError,
    APIStatusError,
    AsyncClient,
    BadRequestError,
    BatchFailedError,
    BatchlineError,
    Client,
    ConflictError,
    NotFoundError,
    RetryPolicy,
    ServerError,
    UploadError,
    write_failed_requests,
)
from batchline.api.settings import Settings
from batchline.disk import journal
from batchline.disk.checkpoint import TransferStates
from batchline.disk.fingerprint import fingerprint
from batchline.run import files, output, patience, scheduler, start, steps
from batchline.run.state import JobRecord, RunConfig, RunHeader, ShardState
from batchline.run.status import run_status
from batchline.testing import Fault, LineFault, MockServer, api, jobs

from ..conftest import AT_ONCE, Call, ask, leftovers, lose, restore
from ..script import BEGAN, play

FAST = {"poll_interval": 0.02}
STATE = "out.jsonl.batchline"


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 20 requests, three batches: of 8, 8 and 4."""
    monkeypatch.setattr(start, "plan", partial(start.plan, max_requests=8))


def created(server: MockServer) -> int:
    return sum(one.operation == "createBatch" and one.status == 201 for one in server.calls)


def kept(folder: Path) -> set[str]:
    """What is in the state folder; of names that are unique, only the kind."""
    return {path.name.partition("-")[0] for path in (folder / STATE).iterdir()}


ENDED = {"journal.sqlite", "lock", "record", "run.json"}


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
    assert {(one.shard, one.shards) for one in stages if one.stage == "upload"} == {(1, 3), (2, 3), (3, 3)}
    assert kept(folder) == ENDED
    assert not leftovers(folder)


def test_a_run_asks_the_service_for_no_more_than_it_needs(
    call: Call, server: MockServer, requests_file: Path, folder: Path
) -> None:
    """Nothing is looked for before a batch is created, and nothing is read twice."""
    call("run", requests_file, "out.jsonl", in_flight=1, **FAST)
    calls = [one.operation for one in server.calls]
    of_a_shard = ["createFile", "preprocessFile", "createBatch", "getBatch", "retrieveFileContent"]
    assert [one for n, one in enumerate(calls) if one != "getBatch" or calls[n - 1] != one] == of_a_shard * 3


def test_an_input_that_is_one_batch_goes_as_it_is(call: Call, server: MockServer, requests_file: Path) -> None:
    content = b"".join(requests_file.read_bytes().splitlines(keepends=True)[:8])
    requests_file.write_bytes(content)
    assert call("run", requests_file, "out.jsonl", **FAST).batches == 1
    (job,) = call("batches.list_batches")
    assert b"".join(call("files.iter_content", job.input_file_id)) == content


def test_every_attempt_uploads_a_file_of_its_own(call: Call, server: MockServer, requests_file: Path) -> None:
    """Its name is unique and it has no checksum, so the service can't take it for another one."""
    server.add_faults(LineFault("request-3", missing=True))
    for name in ("out.jsonl", "other.jsonl"):
        assert call("run", requests_file, name, **FAST).batches == 4
    forms = [one.body for one in server.calls if one.operation == "createFile"]
    assert all("checksum" not in form for form in forms)
    names = [form["file_name"] for form in forms]
    assert all(re.fullmatch(r"requests-0000[123]-[0-9a-f]{8}\.jsonl", name) for name in names)
    assert sorted(name[13:14] for name in names) == [*"11", *"11", *"22", *"33"]
    assert len(set(names)) == 8
    jobs = call("batches.list_batches")
    assert len({job.input_file_id for job in jobs}) == len(jobs) == 8


def test_a_file_that_the_service_takes_for_another_one_is_never_submitted_or_deleted(
    call: Call, server: MockServer, requests_file: Path
) -> None:
    other = call("files.upload", requests_file, purpose="batch-api")
    server.add_faults(Fault("createFile", 409, {"file_id": other.id}))
    with pytest.raises(ConflictError):
        call("run", requests_file, "out.jsonl", **FAST)
    assert created(server) == 0
    assert [file.id for file in call("files.list").data] == [other.id]
    assert call("run", requests_file, "out.jsonl", **FAST).batches == created(server) == 3
    assert other.id not in {job.input_file_id for job in call("batches.list_batches")}


@pytest.mark.parametrize("most", [1, 2])
def test_no_more_are_in_flight_than_may_be(call: Call, server: MockServer, requests_file: Path, most: int) -> None:
    def check_cancelled(at: Any) -> None:
        if at.status is not None:
            flying.append(sum(one.step == "submitted" for one in at.status.shards))

    flying: list[int] = []
    assert call("run", requests_file, "out.jsonl", in_flight=most, progress=check_cancelled, **FAST).succeeded == 20
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
    server.add_faults(Fault("getBatch", 200, {"id": "{id}", "status": status, **fields}))


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


def test_a_batch_that_the_run_itself_cancelled_does_not_keep_requests_from_being_sent_again(
    requests_file: Path, folder: Path
) -> None:
    """It was another one for the same requests; the one that was kept has expired half done."""
    (shard,) = start.plan.func(requests_file, record="record")
    config = RunConfig(
        input=str(requests_file),
        fingerprint=fingerprint(requests_file.stat()),
        record=str(folder / "record"),
        folder=str(folder),
        endpoint="/v1/chat/completions",
        retries=1,
    )
    jobs = (
        JobRecord("batch-2", "EXPIRED", BEGAN, ended_at=BEGAN, output_file_id="file-3"),
        JobRecord("batch-1", "CANCELLED", BEGAN, ended_at=BEGAN),
    )
    for ended in (jobs, jobs[::-1]):
        state = ShardState(shard, "ended", file_id="file-2", watched=("file-1",), jobs=ended)
        (path,) = steps.results_of(config, state)
        Path(path).write_text(DONE)
        after = play(steps.settle_results(Settings(retry=AT_ONCE), config, state, BEGAN, lambda *_: None)).result
        assert (after.step, after.attempt, after.answered) == ("planned", 2, 1)


def test_a_first_batch_that_fails_fails_at_once(
    call: Call, server: MockServer, requests_file: Path, folder: Path
) -> None:
    ended(call, server, "FAILED", error="there is no model m")
    with pytest.raises(BatchFailedError, match="there is no model m"):
        call("run", requests_file, "out.jsonl", in_flight=1, **FAST)
    assert created(server) == 1
    assert not (folder / "out.jsonl").exists()
    # Nothing was paid, so the input may be corrected, and the same command begins again.
    requests_file.write_bytes(requests_file.read_bytes().replace(b"question 7", b"question 8"))
    summary = call("run", requests_file, "out.jsonl", **FAST)
    assert (summary.succeeded, summary.batches, created(server)) == (20, 3, 4)
    assert "question 7" not in (folder / "out.jsonl").read_text()


def test_a_later_batch_that_fails_is_sent_again(
    call: Call, server: MockServer, requests_file: Path, folder: Path
) -> None:
    def spoil(at: Any) -> None:
        if at.stage == "upload" and at.shard == 2:
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
    assert raised.value.__notes__[0] == (
        f"Nothing is lost: run the same command again to resume. The state of the run is in {folder / STATE}."
    )
    uploads = sum(one.operation == "createFile" for one in server.calls)
    summary = call("run", requests_file, "out.jsonl", **FAST)
    assert (summary.succeeded, summary.batches, created(server)) == (20, 3, 3)
    assert sum(one.operation == "createFile" for one in server.calls) == uploads + 1  # the third batch's
    assert outcome(folder) == in_order()
    assert kept(folder) == ENDED


@pytest.mark.parametrize("moment", ["before the end is noted", "before it tidies up", "while it tidies up"])
def test_a_run_that_is_interrupted_when_all_is_done_pays_nothing_again(
    call: Call, server: MockServer, requests_file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    def tidy(state: Any, _keep: object) -> None:
        (state.work / "shard-00001.jsonl").unlink()  # what is removed first
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        name = "set_header" if moment == "before the end is noted" else "compact"
        patched.setattr(journal.Journal, name, tidy if moment == "while it tidies up" else interrupted)
        call("run", requests_file, "out.jsonl", **FAST)
    assert outcome(folder) == in_order()
    summary = call("run", requests_file, "out.jsonl", **FAST)
    assert (summary.succeeded, summary.batches, created(server)) == (20, 3, 3)
    assert outcome(folder) == in_order()
    assert kept(folder) == ENDED
    assert not leftovers(folder)


def test_the_state_of_another_run_is_left_alone(
    call: Call, server: MockServer, requests_file: Path, folder: Path
) -> None:
    server.add_faults(Fault("createBatch", 400, {"error": "no"}, times=9, skip=1))
    with pytest.raises(BadRequestError):
        call("run", requests_file, "out.jsonl", state="mine", **FAST)
    other = folder / "other.jsonl"
    other.write_bytes(requests_file.read_bytes().replace(b"question 7", b"question 9"))
    for changed in (other, requests_file):
        was = requests_file.read_bytes()
        changed.write_bytes(other.read_bytes())
        with pytest.raises(BatchlineError, match=rf"Nothing was sent: {changed} has changed, and the run .* not ended"):
            call("run", changed, "out.jsonl", state="mine", **FAST)
        requests_file.write_bytes(was)
    # One that was only touched, or moved, is the same.
    with pytest.raises(BadRequestError):
        call("run", requests_file, "out.jsonl", state="mine", **FAST)
    requests_file.rename("moved.jsonl")
    with pytest.raises(BadRequestError):
        call("run", "moved.jsonl", "out.jsonl", state="mine", **FAST)
    for mode in ({}, {"overwrite": True}, {"update": True}):
        with pytest.raises(
            BatchlineError, match=r"mine holds the state of another run: .* writing .*/out\.jsonl\. Choose"
        ):
            call("run", "moved.jsonl", "other.out", state="mine", **mode, **FAST)
    assert created(server) == 1


def test_a_run_is_resumed_where_it_was_moved_to(
    call: Call, server: MockServer, requests_file: Path, folder: Path
) -> None:
    server.add_faults(Fault("createBatch", 400, {"error": "no"}, skip=1))
    (folder / "old").mkdir()
    requests_file.rename("old/requests.jsonl")
    with pytest.raises(BadRequestError):
        call("run", "old/requests.jsonl", "old/out.jsonl", **FAST)
    (folder / "old").rename("new")
    assert call("run", "new/requests.jsonl", "new/out.jsonl", **FAST).batches == created(server) == 3
    (folder / "new").rename("newer")
    assert call("run", "newer/requests.jsonl", "newer/out.jsonl", **FAST).batches == created(server) == 3


@pytest.mark.parametrize("options", [{"job_seconds": 0.5}])
def test_where_a_run_stands(call: Call, server: MockServer, requests_file: Path, folder: Path) -> None:
    def check_cancelled(at: Any) -> None:
        if at.shard:
            seen.append((at.status, *run_status("out.jsonl")))

    seen: list[tuple[Any, Any, bool]] = []
    server.add_faults(LineFault("request-2"), Fault("createBatch", 400, {"error": "no"}, skip=2))
    with pytest.raises(BadRequestError):
        call("run", requests_file, "out.jsonl", progress=check_cancelled, **FAST)
    assert all(is_running for *_, is_running in seen)
    now, is_running = run_status("out.jsonl")
    assert (now.input, is_running, now.requests, now.done.requests) == (str(requests_file), False, 20, 0)
    assert [(one.number, one.step, one.requests, one.attempt) for one in now.shards] == [
        (1, "submitted", 8, 1),
        (2, "submitted", 8, 1),
        (3, "uploaded", 4, 1),
    ]
    assert {one.jobs[0].id for one in now.shards[:2]} == {job.id for job in call("batches.list_batches")}
    call("run", requests_file, "out.jsonl", progress=check_cancelled, **FAST)
    # What a callback is told is what the journal says.
    for told, noted, _ in seen:
        assert told == noted
    assert len({job.status for told, *_ in seen for one in told.shards for job in one.jobs}) > 1
    # It is known also after the end.
    now, is_running = run_status("out.jsonl")
    assert (now.done.requests, now.done.errors, is_running) == (20, {"model_error": 1}, False)
    assert now.ended_at is not None
    assert {job.status for one in now.shards for job in one.jobs} == {"COMPLETED"}
    assert all(now.started_at <= one.jobs[0].created_at <= now.ended_at for one in now.shards)
    assert kept(folder) == ENDED
    with pytest.raises(BatchlineError, match=r"There is no record of a run in .*none\.$"):
        run_status("other.jsonl", "none")
    requests_file.with_name("other.jsonl").touch()
    with pytest.raises(BatchlineError, match=r"There is no record of a run in .*other\.jsonl\.batchline\.$"):
        run_status("other.jsonl")


@pytest.mark.parametrize("name", ["out.jsonl", "../requests.jsonl"])
def test_nothing_of_the_user_is_kept_where_it_would_be_deleted(
    call: Call, server: MockServer, requests_file: Path, folder: Path, name: str
) -> None:
    with pytest.raises(BatchlineError, match=r"Nothing was sent\. .* is in .*, the folder of the run's state\. Name"):
        call("run", requests_file, f"mine/{name}" if name == "out.jsonl" else "out.jsonl",
             state="mine" if name == "out.jsonl" else ".")  # fmt: skip
    assert server.calls == []


def test_a_batch_that_may_have_been_created_is_not_forgotten(
    call: Call, server: MockServer, requests_file: Path
) -> None:
    """Its answer is lost, and for a moment nobody may look whether it is there."""
    server.add_faults(Fault("createBatch", after=True), Fault("listBatches", 403, {"error": "no"}, times=2))
    assert call("run", requests_file, "out.jsonl", **FAST).batches == 3
    assert len(call("batches.list_batches")) == 3


def test_results_of_an_earlier_run_are_not_taken_for_those_of_another(
    call: Call, server: MockServer, requests_file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.add_faults(LineFault("request-2"))
    with monkeypatch.context() as patched:
        patched.setattr(scheduler, "clear", lambda *_: None)  # killed before, each time
        patched.setattr(journal.Journal, "compact", lambda *_: None)
        call("run", requests_file, "out.jsonl", **FAST)
    assert list((folder / STATE / "work").iterdir())
    requests_file.write_bytes(requests_file.read_bytes().replace(b"question", b"riddle"))
    server.add_faults(*(LineFault(f"request-{n}") for n in range(1, 21)))
    assert call("run", requests_file, "out.jsonl", overwrite=True, **FAST).failed == 20
    assert "question" not in (folder / "out.jsonl").read_text()
    assert kept(folder) == ENDED
    assert len(list((folder / STATE).glob("record-*"))) == 1


@pytest.mark.parametrize("options", [{"job_seconds": 0.8}])
def test_batches_that_fail_together_are_all_sent_again(
    call: Call, server: MockServer, requests_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> tuple[str, None]:
        return "the model is not there", None

    with monkeypatch.context() as patched, pytest.raises(BatchFailedError, match="the model is not there"):
        patched.setattr(api, "validate", fail)
        call("run", requests_file, "out.jsonl", progress=when_all_have_ended(server, id), **FAST)
    assert created(server) == 3
    summary = call("run", requests_file, "out.jsonl", retries=0, **FAST)
    assert (summary.succeeded, summary.failed, created(server)) == (20, 0, 6)


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
    said = json.dumps({"id": "{id}", "status": "EXPIRED", **ODD[odd]}).replace("\\\\", "\\")
    server.add_faults(Fault("getBatch", 200, said.encode(), {"Content-Type": "application/json"}))
    told: list[Any] = []
    summary = call("run", requests_file, "out.jsonl", in_flight=1, progress=told.append, **FAST)
    assert (summary.succeeded, summary.batches) == (20, 4)
    jobs = [job for at in told if at.status for one in at.status.shards for job in one.jobs]
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
                journal.Journal(Path(STATE), RunHeader, ShardState)
            except BatchlineError as error:
                refused.append(str(error))

    assert call("run", requests_file, "out.jsonl", progress=again, **FAST).succeeded == 20
    assert "Another process is using the state in" in refused[0]


def test_hours_without_a_network_are_survived(call: Call, server: MockServer, requests_file: Path) -> None:
    server.add_faults(Fault("listBatches", None, times=12, skip=3), Fault("getBatch", 503, times=5))
    assert call("run", requests_file, "out.jsonl", client={"max_retries": 1}, **FAST).succeeded == 20


TROUBLE = {
    "nobody takes the upload": Fault("createFile", None, times=7, skip=1),
    "the storage is down": Fault("putFile", 503, times=7, skip=1),
    "there is no room": Fault("createBatch", 429, {"error": "slow down"}, times=7, skip=1),
    "answers are lost": Fault("createBatch", None, times=7, skip=1, after=True),
    "the gateway is bad": Fault("createBatch", 502, times=3, skip=1),
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
    said = [record.message for record in caplog.records if "Trying again" in record.message]
    # However often it happened; batches that may have been created are found or fenced, and two wait for room.
    said_of = {"answers are lost": 0, "the gateway is bad": 0, "there is no room": 2}
    assert len([message for message in said if "(1 of 1)" not in message]) == said_of.get(trouble, 1)


@pytest.mark.parametrize("operation", ["createFile", "createBatch"])
def test_trouble_before_anything_is_paid_is_told_at_once(
    call: Call, server: MockServer, requests_file: Path, operation: str
) -> None:
    server.add_faults(Fault(operation, 503, times=2))
    with pytest.raises(ServerError):
        call("run", requests_file, "out.jsonl", in_flight=1, client={"max_retries": 1}, **FAST)
    assert created(server) == 0
    assert call("run", requests_file, "out.jsonl", **FAST).batches == 3
    assert len(call("batches.list_batches")) == 3


NOISE = {
    "a page of a portal": {
        "status": 200,
        "body": b"<html>Please log in</html>",
        "headers": {"Content-Type": "text/html"},
    },
    "a redirect to a portal": {"status": 302, "headers": {"Location": "http://127.0.0.1:9/login"}},
    "an empty body": {"status": 200},
    "JSON that is cut": {"status": 200, "body": b'{"id": "batch-0'},
    "an error with 200": {"status": 200, "body": {"error": "temporarily unavailable"}},
    "401": {"status": 401, "body": {"error": "no"}},
    "403": {"status": 403, "body": b"<html><h1>403 Forbidden</h1></html>"},
    "404": {"status": 404, "body": {"error": "no"}},
}


@pytest.mark.parametrize("noise", NOISE)
@pytest.mark.parametrize(
    "operation", ["getBatch", "listBatches", "createFile", "preprocessFile", "retrieveFileContent"]
)
def test_what_worked_a_moment_ago_is_not_misconfigured(
    call: Call, server: MockServer, requests_file: Path, folder: Path, operation: str, noise: str
) -> None:
    client = {"client": {"max_retries": 0, "retry": RetryPolicy(lag=0.5, first_delay=0.01)}}
    server.add_faults(Fault(operation, times=3, skip=int(operation != "listBatches"), **NOISE[noise]))
    summary = call("run", requests_file, "out.jsonl", **client, **FAST)
    assert (summary.succeeded, summary.failed, len(server.paid_jobs())) == (20, 0, 3)
    assert outcome(folder) == in_order()


@pytest.mark.parametrize(
    ("noise", "is_created"),
    [
        *((noise, False) for noise in NOISE),
        *((noise, True) for noise in NOISE if not noise.startswith("40")),  # who refuses something has not done it
    ],
)
def test_a_batch_whose_creation_is_answered_with_noise_is_paid_once(
    call: Call, server: MockServer, requests_file: Path, folder: Path, noise: str, is_created: bool
) -> None:
    client = {"client": {"max_retries": 0, "retry": RetryPolicy(lag=0.3, first_delay=0.01)}}
    server.add_faults(Fault("createBatch", times=2, skip=1, after=is_created, **NOISE[noise]))
    summary = call("run", requests_file, "out.jsonl", **client, **FAST)
    assert (summary.succeeded, summary.failed, len(server.paid_jobs())) == (20, 0, 3)
    assert outcome(folder) == in_order()


@pytest.mark.parametrize("status", [401, 403])
def test_a_key_that_never_worked_ends_a_run_at_once(
    call: Call, server: MockServer, requests_file: Path, status: int
) -> None:
    server.add_faults(Fault("createFile", 400, {"error": {"message": "no"}}, skip=1))
    with pytest.raises(BadRequestError):
        call("run", requests_file, "out.jsonl", **FAST)
    server.add_faults(*(Fault(one, status, {"error": "no"}) for one in ("listBatches", "getBatch")))
    with pytest.raises(APIStatusError) as raised:
        call("run", requests_file, "out.jsonl", **FAST)
    assert raised.value.status_code == status
    server._faults._faults.clear()
    assert call("run", requests_file, "out.jsonl", **FAST).batches == created(server) == 3


@pytest.mark.parametrize("options", [{"job_seconds": 60.0}])
@pytest.mark.parametrize("status", [401, 403])
def test_a_key_that_is_refused_for_long_stops_a_run(
    call: Call, server: MockServer, requests_file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    monkeypatch.setattr(patience, "REFUSED_FOR", 0.3)
    server.add_faults(Fault("getBatch", status, {"error": "expired"}, skip=1, times=1000))
    began = time.monotonic()
    with pytest.raises(APIStatusError, match="expired") as raised:
        call("run", requests_file, "out.jsonl", in_flight=1, **FAST)
    assert time.monotonic() - began > 0.3
    assert raised.value.status_code == status
    assert raised.value.__notes__[0].startswith("The service has refused every call for")
    assert raised.value.__notes__[1] == (
        f"Nothing is lost: run the same command again to resume. The state of the run is in {folder / STATE}."
    )
    assert created(server) == 1


@pytest.mark.parametrize("between", [Fault("getBatch", times=10), Fault("getBatch", 503, times=10)])
def test_only_a_key_of_which_nothing_else_is_heard_is_refused(
    call: Call, server: MockServer, requests_file: Path, monkeypatch: pytest.MonkeyPatch, between: Fault
) -> None:
    """A laptop that sleeps between two portals has not been refused all the time."""
    monkeypatch.setattr(patience, "REFUSED_FOR", 0.3)
    refused = Fault("getBatch", 403, {"error": "no"})
    server.add_faults(refused, between, refused)
    summary = call("run", requests_file, "out.jsonl", in_flight=1, client={"max_retries": 0}, poll_interval=0.05)
    assert summary.succeeded == 20


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


@pytest.mark.parametrize(
    "why", ["unknown model m", "you may not process such requests", "capacity of the model: see line 3"]
)
def test_a_refusal_that_will_not_pass_is_told_at_once(
    call: Call, server: MockServer, requests_file: Path, why: str
) -> None:
    """Neither the words around the reason nor the file's name make it one about a file or a queue."""
    server.add_faults(Fault("createBatch", 400, {"error": why}))
    patient = {"retry": RetryPolicy(lag=5, first_delay=0.01)}
    with pytest.raises(BadRequestError, match=why):
        call("run", requests_file, "out.jsonl", client=patient, **FAST)
    assert created(server) == 0


@pytest.mark.parametrize("status", [400, 429])
def test_a_service_without_room_is_asked_again_when_it_says_so(
    call: Call, server: MockServer, requests_file: Path, status: int
) -> None:
    server.add_faults(
        Fault("createBatch", status, {"error": "the queue is full"}, {"Retry-After": "0.6"}, skip=1, times=1)
    )
    times: list[float] = []

    def note(at: Any) -> None:
        if len(times) < created(server):
            times.append(time.monotonic())

    assert call("run", requests_file, "out.jsonl", in_flight=1, progress=note, **FAST).succeeded == 20
    assert created(server) == 3
    assert times[1] - times[0] > 0.6


NO_ROOM = {
    "a refusal": {"faults": [Fault("createBatch", 400, {"error": "the queue is full"}, skip=1, times=60)]},
    "a rate limit": {"faults": [Fault("createBatch", 429, {"error": "too many tokens"}, skip=1, times=60)]},
    "no other batch": {"faults": [Fault("createBatch", 400, {"error": "over your quota"}, times=60)]},
    "batches that fail": {"queue": 0, "queue_answer": "fail"},
}


@pytest.mark.parametrize("options", NO_ROOM.values(), ids=NO_ROOM)
def test_a_run_stops_when_there_was_no_room_for_a_day(
    call: Call, server: MockServer, requests_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until then it asks again with growing pauses."""
    monkeypatch.setattr(scheduler, "QUEUE_PATIENCE", datetime.timedelta(seconds=1.5))
    patient = {"retry": RetryPolicy(lag=0, first_delay=0.05)}
    with pytest.raises(BatchlineError, match="the queue is full|too many tokens|over your quota") as raised:
        call("run", requests_file, "out.jsonl", in_flight=1, client=patient, **FAST)
    assert raised.value.__notes__[0] == "The service has had no room for a batch for 24 hours."
    assert "Nothing is lost: run the same command again to resume." in raised.value.__notes__[1]
    assert len(server.paid_jobs()) <= 1
    # The pauses of each of the three are 0.1, 0.2, 0.4 and 0.8 s.
    assert sum(one.operation == "createBatch" for one in server.calls) <= 3 * 5


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ({"retries": -1}, "retries must not be negative, got -1"),
        ({"in_flight": 0}, "in_flight must be at least 1, got 0"),
        ({"poll_interval": 0}, "poll_interval must be positive, got 0"),
        ({"poll_interval": float("nan")}, "poll_interval must be positive, got nan"),
        ({"poll_interval": float("inf")}, "poll_interval must be at most 100,000,000 seconds, got inf"),
        ({"skip_batches": "batch-1"}, "skip_batches must be a collection of ids, got the text 'batch-1'"),
        ({"overwrite": True, "update": True}, "overwrite and update are mutually exclusive"),
    ],
)
def test_options_that_make_no_sense_cost_nothing(
    call: Call, server: MockServer, requests_file: Path, folder: Path, option: dict[str, Any], message: str
) -> None:
    with pytest.raises((ValueError, TypeError), match=message):
        call("run", requests_file, "out.jsonl", **option)
    assert server.calls == []
    assert not (folder / STATE).exists()


GONE = "Requests without an answer then count as failed, and sending them again means paying again."


@pytest.mark.parametrize("what", ["batch", "results"])
def test_a_batch_that_is_gone(call: Call, server: MockServer, requests_file: Path, folder: Path, what: str) -> None:
    with pytest.raises(NotFoundError) as raised:
        call("run", requests_file, "out.jsonl", in_flight=1, progress=losing(server, what), **FAST)
    # The others finish, and nothing is sent again.
    status, _ = run_status("out.jsonl")
    assert [one.step for one in status.shards] == ["submitted" if what == "batch" else "ended", "joined", "joined"]
    assert (created(server), (folder / "out.jsonl").exists()) == (3, False)
    gone = status.shards[0].jobs[0].id
    assert raised.value.__notes__ == [
        f"Nothing is lost: run the same command again to resume. The state of the run is in {folder / STATE}.",
        f"If it stays missing, `--skip-batch {gone}` (`skip_batches=['{gone}']`) continues without it. {GONE}",
    ]
    ids = ", ".join(sorted(one.jobs[0].id for one in status.shards))
    with pytest.raises(BatchlineError, match=rf"this run has no batch batch-x \(it has: {ids}\)\."):
        call("run", requests_file, "out.jsonl", skip_batches=["batch-x"], **FAST)
    with pytest.raises(NotFoundError):
        call("run", requests_file, "out.jsonl", **FAST)
    summary = call("run", requests_file, "out.jsonl", skip_batches=[gone], **FAST)
    assert (summary.failed, summary.errors, created(server)) == (8, {"missing": 8}, 3)
    assert outcome(folder) == in_order(*range(1, 9), code="missing")
    assert "Some or all results of the batch no longer exist." in (folder / "out.jsonl").read_text()
    assert write_failed_requests("out.jsonl", "again.jsonl") == 8


def losing(server: MockServer, what: str, lost: dict[str, Any] | None = None) -> Callable[[Any], None]:
    """A callback of a run that loses the first batch, or the `output` or `errors` of it as soon as they are there."""
    kept = {} if lost is None else lost

    def told(at: Any) -> None:
        if at.stage == "wait" and not kept:
            job = ask(server, "batches.list_batches")[-1]
            id = {"batch": job.id, "results": job.output_file_id, "errors": job.error_file_id}[what]
            if id:
                kept.update(lose(server, id))

    return told


@pytest.mark.parametrize("what", ["batch", "results"])
def test_what_was_gone_and_comes_back_is_used(
    call: Call, server: MockServer, requests_file: Path, folder: Path, what: str
) -> None:
    """Also where it was to be skipped."""
    lost: dict[str, Any] = {}
    with pytest.raises(NotFoundError):
        call("run", requests_file, "out.jsonl", in_flight=1, progress=losing(server, what, lost), **FAST)
    gone = run_status("out.jsonl")[0].shards[0].jobs[0].id
    restore(server, lost)
    assert call("run", requests_file, "out.jsonl", skip_batches=[gone], **FAST).succeeded == 20
    assert (outcome(folder), created(server)) == (in_order(), 3)


@pytest.mark.parametrize("options", [{"faults": [LineFault("request-2"), LineFault("request-3", missing=True)]}])
def test_of_a_batch_of_which_something_is_gone_the_rest_is_kept(
    call: Call, server: MockServer, requests_file: Path, folder: Path
) -> None:
    with pytest.raises(NotFoundError, match=r"errors\.[0-9a-f]+\.jsonl"):
        call("run", requests_file, "out.jsonl", in_flight=1, progress=losing(server, "errors"), **FAST)
    gone = run_status("out.jsonl")[0].shards[0].jobs[0].id
    summary = call("run", requests_file, "out.jsonl", skip_batches=[gone], **FAST)
    assert (summary.errors, created(server)) == ({"missing": 2}, 3)  # which is not sent again
    assert outcome(folder) == in_order(2, 3, code="missing")


def test_what_is_sent_again_needs_what_the_first_batch_gave(
    call: Call, server: MockServer, requests_file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.add_faults(LineFault("request-3", missing=True))
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(files, "answered_ids", interrupted)
        call("run", requests_file, "out.jsonl", in_flight=1, **FAST)
    for path in (folder / STATE / "work").iterdir():
        path.unlink()
    first = call("batches.list_batches")[-1]
    lost = lose(server, first.output_file_id)
    with pytest.raises(NotFoundError) as raised:
        call("run", requests_file, "out.jsonl", **FAST)
    assert f"--skip-batch {first.id}" in raised.value.__notes__[-1]
    assert created(server) == 3  # nothing is sent again
    summary = call("run", requests_file, "out.jsonl", skip_batches=[first.id], **FAST)
    assert (summary.errors, created(server)) == ({"missing": 8}, 3)
    assert lost


@pytest.mark.parametrize("options", [{"job_seconds": 0.3}])
def test_another_account_asks_whose_the_key_is(
    call: Call, server: MockServer, requests_file: Path, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(KeyboardInterrupt):
        call("run", requests_file, "out.jsonl", progress=when_waiting(interrupted), **FAST)
    other = {"api_key": server.other_api_key, "retry": RetryPolicy(lag=0.2, first_delay=0.01)}
    before = created(server)
    caplog.clear()
    with pytest.raises(NotFoundError):
        call("run", requests_file, "out.jsonl", client=other, **FAST)
    (said, *_) = [record.message for record in caplog.records if "Checking again" in record.message]
    assert re.fullmatch(
        r"Batch [0-9a-f-]{36} was not found, nor was any other batch of this run\. Checking again for up to 0\.2 s\. "
        r"Does the API key belong to another account\?",
        said,
    )
    assert created(server) == before
    assert call("run", requests_file, "out.jsonl", **FAST).batches == created(server) == 3


@pytest.mark.parametrize("options", [{"job_seconds": 0.3}])
def test_a_batch_that_is_at_work_is_not_skipped(call: Call, server: MockServer, requests_file: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        call("run", requests_file, "out.jsonl", in_flight=1, progress=when_waiting(interrupted), **FAST)
    (job,) = call("batches.list_batches")
    summary = call("run", requests_file, "out.jsonl", skip_batches=[job.id], **FAST)
    assert (summary.succeeded, created(server)) == (20, 3)


def when_all_have_ended(server: MockServer, then: Callable[[list[str]], object]) -> Callable[[Any], None]:
    """A callback of a run that waits, as its last batch was created, until all have ended."""

    def told(at: Any) -> None:
        if at.stage == "wait" and at.shard == 3 and not seen:
            seen.append(at)
            with Client(server.api_key, server.base_url) as client:
                ids = [job.id for job in client.batches.list_batches()]
                for id in ids:
                    client.batches.wait(id, poll_interval=0.01)
            then(ids)  # all are there at the next poll, which looks at the first, the oldest, first

    seen: list[Any] = []
    return told


def when_waiting(then: Callable[[Any], object]) -> Callable[[Any], None]:
    """A callback of a run, for the first time that it waits for a batch."""

    def told(at: Any) -> None:
        if at.job is not None:
            then(at)

    return told


@pytest.mark.parametrize("options", [{"job_seconds": 0.3}])
def test_the_results_of_others_are_fetched_before_a_run_ends_with_an_error(
    call: Call, server: MockServer, requests_file: Path, folder: Path
) -> None:
    def lose_one(ids: list[str]) -> None:
        lose(server, ask(server, "batches.get_batch", ids[-1]).output_file_id)  # that of the first one

    with pytest.raises(NotFoundError):
        call("run", requests_file, "out.jsonl", progress=when_all_have_ended(server, lose_one), **FAST)
    assert [one.step for one in run_status("out.jsonl")[0].shards] == ["ended", "joined", "joined"]


def test_the_results_of_others_are_fetched_before_a_refusal_ends_a_run(
    call: Call, server: MockServer, requests_file: Path, folder: Path
) -> None:
    def end_both(at: Any) -> None:
        if at.stage == "upload" and at.shard == 3 and not seen:
            seen.append(at)
            for job in ask(server, "batches.list_batches"):
                ask(server, "batches.wait", job.id)

    seen: list[Any] = []
    server.add_faults(Fault("createBatch", 400, {"error": "no"}, skip=2))
    with pytest.raises(BadRequestError):
        call("run", requests_file, "out.jsonl", progress=end_both, poll_interval=5)
    assert [one.step for one in run_status("out.jsonl")[0].shards] == ["submitted", "submitted", "uploaded"]
    # They go on at the service; what has ended is fetched by the same command.
    assert call("run", requests_file, "out.jsonl", **FAST).succeeded == 20
    assert created(server) == 3


@pytest.mark.parametrize("options", [{"job_seconds": 0.3}])
def test_a_shard_in_trouble_keeps_no_other_from_its_results(
    call: Call, server: MockServer, requests_file: Path, folder: Path
) -> None:
    def steps(at: Any) -> None:
        wait(at)
        if at.status is not None and at.stage == "join":
            seen.append([one.step for one in at.status.shards])

    def break_storage(_: object) -> None:
        server.add_faults(Fault("retrieveFileContent", 503))

    seen: list[list[str]] = []
    wait = when_all_have_ended(server, break_storage)
    options = {"client": {"max_retries": 0}, **FAST}
    assert call("run", requests_file, "out.jsonl", progress=steps, **options).succeeded == 20
    assert ["ended", "joined", "ended"] in seen  # the third one is about to be joined, the first one waits


def test_nothing_is_paid_for_while_results_cannot_be_fetched(
    call: Call, server: MockServer, requests_file: Path
) -> None:
    server.add_faults(Fault("retrieveFileContent", 503, times=5))
    options = {"client": {"max_retries": 0}, "in_flight": 1, **FAST}
    assert call("run", requests_file, "out.jsonl", **options).succeeded == 20
    calls = [one.operation for one in server.calls if one.operation in ("createBatch", "retrieveFileContent")]
    assert calls == ["createBatch", *["retrieveFileContent"] * 6, *["createBatch", "retrieveFileContent"] * 2]


@pytest.mark.parametrize("options", [{"job_seconds": 0.2}])
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


@pytest.mark.parametrize("options", [{"job_seconds": 0.2}])
def test_an_input_that_is_touched_while_it_is_sent_can_be_resumed(
    call: Call, server: MockServer, requests_file: Path, folder: Path
) -> None:
    def touch(at: Any) -> None:
        if at.stage == "wait" and not touched:
            touched.append(at)
            requests_file.touch()

    touched: list[Any] = []
    with pytest.raises(
        UploadError, match=r"requests\.jsonl was changed before all of its requests were sent\. Restore"
    ):
        call("run", requests_file, "out.jsonl", progress=touch, **FAST)
    assert call("run", requests_file, "out.jsonl", **FAST).succeeded == 20
    assert (outcome(folder), created(server)) == (in_order(), 3)


@pytest.mark.parametrize("options", [{"job_seconds": 0.3}])
@pytest.mark.parametrize("what", ["edited", "deleted"])
def test_an_input_that_is_edited_once_all_is_sent_does_not_matter(
    call: Call, server: MockServer, requests_file: Path, folder: Path, what: str
) -> None:
    def edit(_: object) -> None:
        if what == "deleted":
            requests_file.unlink()
        else:
            requests_file.write_text('{"custom_id": "mine", "body": {}}\n')

    told = when_all_have_ended(server, edit)
    assert call("run", requests_file, "out.jsonl", progress=told, **FAST).succeeded == 20
    assert not requests_file.exists() or "mine" in requests_file.read_text()
    assert outcome(folder) == in_order()


def test_120_000_requests_of_which_some_fail(server: MockServer, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "plan", start.plan.func)  # as many requests as a batch takes
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
        if at.stage == "upload" and at.shard == 2 and not spoiled:
            spoiled.append(at)
            server.add_faults(Fault("getBatch", 200, {"id": "{id}", "status": "FAILED", "error": "line 7 is odd"}))

    spoiled: list[Any] = []
    with Client(server.api_key, server.base_url, retry=AT_ONCE) as client:
        half = client.files.upload("half.jsonl", purpose="eval", check=False)
        server.add_faults(Fault("getBatch", 200, {"id": "{id}", "status": "EXPIRED", "output_file_id": half.id}))
        summary = client.run("in.jsonl", "out.jsonl", endpoint="/v1/completions", in_flight=1, progress=spoil, **FAST)
    assert (summary.requests, summary.succeeded, summary.failed) == (120_000, 119_940, 60)
    assert summary.errors == {"500": 30, "model_error": 20, "missing": 10}
    assert summary.batches == created(server) == 6
    assert [name for name, _ in outcome(folder)] == ids


def test_a_shard_is_worked_on_by_what_can_be_pickled(call: Call, server: MockServer, requests_file: Path) -> None:
    """So that another process, or another machine, can do it."""
    settings = Settings(server=server.base_url, states=TransferStates(server.base_url, "key"))
    (shard, *_) = start.plan(requests_file)
    config = RunConfig(
        input=str(requests_file),
        fingerprint=fingerprint(requests_file.stat()),
        record="record",
        folder="folder",
        endpoint="/v1/chat/completions",
        retries=1,
    )
    again = pickle.loads(pickle.dumps((settings, config, ShardState(shard))))
    assert again[1:] == (config, ShardState(shard))
    assert again[0].server == server.base_url


def interrupted(*_: Any, **__: Any) -> None:
    raise KeyboardInterrupt


def test_a_second_start_does_not_touch_what_the_first_one_writes(
    call: Call, server: MockServer, requests_file: Path, folder: Path
) -> None:
    part = folder / start.part_of("out.jsonl", folder / STATE)
    refused: list[Any] = []

    def again(at: Any) -> None:
        if at.stage == "join" and at.shard is None and not refused:
            part.write_text("half of it")
            with pytest.raises(BatchlineError, match="Another process is using the state") as raised:
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
    def plan(*args: Any, **options: Any) -> Any:
        with pytest.raises(BatchlineError, match="Another process is using the state"):
            journal.Journal(Path(STATE), RunHeader, ShardState)
        return planned(*args, **options)

    planned = start.plan
    monkeypatch.setattr(start, "plan", plan)
    assert call("run", requests_file, "out.jsonl", **FAST).succeeded == 20


@pytest.mark.parametrize("moment", ["results are there", "the first half of them is there"])
def test_what_was_fetched_and_is_gone_is_fetched_again(
    call: Call, server: MockServer, requests_file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    is_half = moment != "results are there"
    server.add_faults(LineFault("request-3", missing=is_half))
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(*((files, "answered_ids") if is_half else (steps, "join")), interrupted)
        call("run", requests_file, "out.jsonl", in_flight=1, **FAST)
    assert any("output" in path.name for path in (folder / STATE / "work").iterdir())
    assert created(server) == (3 if is_half else 1)  # what was never sent goes first
    for path in (folder / STATE / "work").iterdir():
        path.unlink()
    summary = call("run", requests_file, "out.jsonl", retries=1, **FAST)
    assert (summary.requests, summary.failed, summary.batches) == (20, 1, created(server))
    assert created(server) == (4 if is_half else 3)


def test_what_was_joined_and_is_gone_is_joined_again(
    call: Call, server: MockServer, requests_file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(output, "_write_file", interrupted)
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

    copied = files.copy_requests
    monkeypatch.setattr(files, "copy_requests", copy)
    with pytest.raises(UploadError, match="was changed before all of its requests were sent"):
        call("run", requests_file, "out.jsonl", **FAST)
    assert created(server) == 0


def test_an_error_of_the_callback_is_the_callers(call: Call, server: MockServer, requests_file: Path) -> None:
    def fail(at: Any) -> None:
        seen.append(at)
        if at.stage == stage and at.shard in (None, 2):
            raise APIConnectionError("of a call of its own")

    for stage in ("check", "upload", "wait", "download", "join"):
        seen: list[Any] = []
        with pytest.raises(APIConnectionError, match="of a call of its own"):
            call("run", requests_file, "out.jsonl", progress=fail, **FAST)
        assert seen[-1].stage == stage
    assert call("run", requests_file, "out.jsonl", **FAST).batches == created(server) == 3


def test_an_upload_that_is_gone_is_made_again_once(
    call: Call, server: MockServer, requests_file: Path, folder: Path
) -> None:
    server.add_faults(Fault("createBatch", 402, {"error": "no credit"}, skip=1))
    with pytest.raises(APIStatusError, match="no credit"):
        call("run", requests_file, "out.jsonl", **FAST)
    call("files.delete", file_named(call, "requests-00002-").id)
    assert call("run", requests_file, "out.jsonl", **FAST).batches == created(server) == 3
    assert outcome(folder) == in_order()


def test_an_upload_that_is_gone_again_and_again_is_an_error(
    call: Call, server: MockServer, requests_file: Path, folder: Path
) -> None:
    server.add_faults(Fault("createBatch", 404, {"error": "there is no file"}, times=2, skip=2))
    with pytest.raises(NotFoundError, match="there is no file"):
        call("run", requests_file, "out.jsonl", **FAST)
    assert created(server) == 2
    uploads = [one.body["file_name"][:14] for one in server.calls if one.operation == "createFile"]
    assert uploads == ["requests-00001", "requests-00002", "requests-00003", "requests-00003"]
    assert call("run", requests_file, "out.jsonl", **FAST).batches == created(server) == 3
    assert outcome(folder) == in_order()


def file_named(call: Call, name: str) -> Any:
    """The uploaded file whose name begins so."""
    (found,) = [file for file in call("files.list").data if file.filename.startswith(name)]
    return found


def test_what_earlier_batches_gave_is_not_forgotten(call: Call, server: MockServer, requests_file: Path) -> None:
    server.add_faults(
        LineFault("request-3", missing=True), Fault("createFile", 400, {"error": {"message": "no"}}, skip=3)
    )
    with pytest.raises(BadRequestError) as raised:
        call("run", requests_file, "/dev/null", **FAST)
    runs = Path(os.environ["XDG_STATE_HOME"]) / "batchline" / "runs"
    (state,) = runs.iterdir()
    assert raised.value.__notes__[0] == (
        f"Nothing is lost: run the same command again to resume. The state of the run is in {state}."
    )
    assert call("run", requests_file, "/dev/null", **FAST).failed == 1
    assert created(server) == 4


def test_the_state_of_a_stream_is_forgotten_a_week_after_the_run_ended(
    call: Call, server: MockServer, requests_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With everything that is in it."""
    assert datetime.timedelta(days=7) == start.STREAM_AGE

    def answer(request: Any, *args: Any) -> dict[str, Any]:
        given = answered(request, *args)
        return given | {"custom_id": "stranger"} if request.custom_id == "request-3" else given

    answered = jobs._answer
    monkeypatch.setattr(jobs, "_answer", answer)
    other = requests_file.with_name("other.jsonl")
    other.write_bytes(requests_file.read_bytes().splitlines(keepends=True)[0])
    runs = Path(os.environ["XDG_STATE_HOME"]) / "batchline" / "runs"
    first = call("run", requests_file, "/dev/null", **FAST)
    assert first.errors == {"missing": 1}
    (state,) = runs.iterdir()
    assert "unmatched.jsonl" in {path.name for path in state.iterdir()}
    # An unfinished one stays, however old it is.
    server.add_faults(Fault("createBatch", 400, {"error": "no"}, skip=1))
    third = requests_file.with_name("third.jsonl")
    third.write_bytes(requests_file.read_bytes().replace(b"question", b"riddle"))
    with pytest.raises(BadRequestError):
        call("run", third, "/dev/null", **FAST)
    assert len(list(runs.iterdir())) == 2
    unfinished = {path.name for path in runs.iterdir()} - {state.name}
    before = created(server)
    assert call("run", requests_file, "/dev/null", **FAST) == first  # within the week
    assert created(server) == before
    monkeypatch.setattr(start, "STREAM_AGE", datetime.timedelta())
    call("run", other, "/dev/null", **FAST)
    assert unfinished < {path.name for path in runs.iterdir()}
    assert not state.exists()
    assert call("run", requests_file, "/dev/null", **FAST).requests == 20  # a new run
    assert created(server) == before + 1 + 3


def test_a_batch_that_fails_at_once_is_not_held_against_the_run_later(
    call: Call, server: MockServer, requests_file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def note(state: Any, number: int, record: Any) -> None:
        noted(state, number, record)
        if any(job.status == "FAILED" for job in record.jobs):
            raise KeyboardInterrupt  # killed as soon as it is known, and before the user is told

    ended(call, server, "FAILED", error="there is no model m")
    noted = journal.Journal.set
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(journal.Journal, "set", note)
        call("run", requests_file, "out.jsonl", in_flight=1, **FAST)
    with pytest.raises(BatchFailedError, match="there is no model m"):
        call("run", requests_file, "out.jsonl", retries=0, **FAST)
    assert created(server) == 1
    assert call("run", requests_file, "out.jsonl", retries=0, **FAST).failed == 0
    assert created(server) == 4


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
            monkeypatch.setattr(journal.Journal, "begin", began)
            assert (await client.run(requests_file, "out.jsonl", **FAST)).succeeded == 20

    begun, cancelled, began = threading.Event(), threading.Event(), journal.Journal.begin
    monkeypatch.setattr(journal.Journal, "begin", begin)
    asyncio.run(start_and_cancel())
