"""The same command never pays again, and what an update, an overwrite and trouble make of a run; with either client."""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import re
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from batchline import APIStatusError, BatchlineError, NotFoundError, RateLimitError, RetryPolicy
from batchline.run import run as flows_run
from batchline.run import start
from batchline.run.status import run_status
from batchline.testing import Fault, Lag, LineFault, MockServer

from ..conftest import Call, leftovers, lose, restore

FAST = {"poll_interval": 0.02}
STATE = "out.jsonl.batchline"
SLOW: dict[str, Any] = {"job_seconds": 0.4}
Request = tuple[str | None, str]
"""A custom_id, if it has one, and a text."""

TWENTY: list[Request] = [(f"r{n}", f"text {n}") for n in range(20)]


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 20 requests, three batches: of 8, 8 and 4."""
    monkeypatch.setattr(start, "plan", partial(start.plan, max_requests=8))


@pytest.fixture
def run(call: Call, folder: Path) -> Callable[..., Any]:
    """Runs some requests into out.jsonl, as quickly as it goes."""

    def run(requests: Iterable[Request] = TWENTY, output: str = "out.jsonl", **options: Any) -> Any:
        write(requests)
        return call("run", "in.jsonl", output, **{**FAST, **options})

    return run


def write(requests: Iterable[Request], **how: Any) -> None:
    lines = []
    for custom_id, text in requests:
        named = {} if custom_id is None else {"custom_id": custom_id}
        body = {"model": "m", "messages": [{"role": "user", "content": text}]}
        lines.append(json.dumps({**named, "body": body}, **how) + "\n")
    Path("in.jsonl").write_text("".join(lines))


def sent(server: MockServer, first: int = 0) -> list[list[str]]:
    """The texts of the requests of each batch that costs money, from the `first` one on."""
    inputs = [server._store.blob(job["input_file_id"]).read_text() for job in server.paid_jobs()[first:]]
    return [[json.loads(line)["body"]["messages"][0]["content"] for line in one.splitlines()] for one in inputs]


def answers() -> dict[str, str]:
    """The lines of the output by their ids, in its order."""
    return {json.loads(line)["custom_id"]: line for line in Path("out.jsonl").read_text().splitlines()}


def texts(*numbers: int) -> list[str]:
    return [f"text {n}" for n in numbers]


def operations(server: MockServer, first: int = 0) -> set[str]:
    return {one.operation for one in server.calls[first:]}


def clear_faults(server: MockServer) -> None:
    """Let nothing go wrong any more."""
    server._faults._lines.clear()
    server._faults._faults.clear()


def interrupt_at(submitted: int) -> Callable[[Any], None]:
    """Interrupt a run as soon as so many of its batches were created."""

    def check_cancelled(at: Any) -> None:
        if at.status is not None and sum(one.step == "submitted" for one in at.status.shards) == submitted:
            raise KeyboardInterrupt

    return check_cancelled


def stop_in_doubt(at: Any) -> None:
    """Interrupt a run as soon as it looks for its first batch, whose creation was not answered."""
    if at.status is not None and at.stage == "wait" and at.status.shards[0].step == "submitting":
        raise KeyboardInterrupt


# ---- the same command


@pytest.mark.parametrize("faults", [[], [LineFault("r3", missing=True), LineFault("r4"), LineFault("r5", 500)]])
@pytest.mark.parametrize("how", [{}, {"retries": 3}, {"in_flight": 1}])
def test_a_run_that_has_ended_is_returned_as_it_ended(
    run: Callable[..., Any], server: MockServer, faults: list[LineFault], how: dict[str, Any]
) -> None:
    server.add_faults(*faults)
    first = run(retries=0)
    assert (first.requests, first.failed) == (20, len(faults))
    before, calls = Path("out.jsonl").read_bytes(), len(server.calls)
    assert run(**how) == first
    assert len(server.calls) == calls
    assert Path("out.jsonl").read_bytes() == before


@pytest.mark.parametrize("how", [{}, {"update": True}, {"overwrite": True}])
def test_the_state_of_another_version_is_refused(
    run: Callable[..., Any], server: MockServer, folder: Path, how: dict[str, Any]
) -> None:
    run()
    with contextlib.closing(sqlite3.connect(folder / STATE / "journal.sqlite")) as database:
        header = json.loads(database.execute("SELECT note FROM notes WHERE number = 0").fetchone()[0])
        database.execute("UPDATE notes SET note = ? WHERE number = 0", (json.dumps({**header, "version": 1}).encode(),))
        database.execute('UPDATE notes SET note = \'{"step": "downloaded"}\' WHERE number > 0')
        database.execute("DELETE FROM notes WHERE number < 0")  # which it does not know
        database.commit()
    (folder / STATE / "run.json").unlink()
    calls = len(server.calls)
    with pytest.raises(BatchlineError, match="written by another version of batchline.* Finish that run with that"):
        run(**how)
    assert len(server.calls) == calls


def test_an_output_that_was_deleted_is_downloaded_again(
    run: Callable[..., Any], server: MockServer, folder: Path
) -> None:
    server.add_faults(LineFault("r3", missing=True), LineFault("r4"))
    first = run(retries=0)
    before, calls = Path("out.jsonl").read_bytes(), len(server.calls)
    Path("out.jsonl").unlink()
    assert run(retries=3) == first
    assert Path("out.jsonl").read_bytes() == before
    assert operations(server, calls) <= {"getBatch", "retrieveFile", "retrieveFileContent"}
    assert not leftovers(folder)


def test_an_output_that_the_user_has_changed_is_left_alone(
    run: Callable[..., Any], server: MockServer, caplog: pytest.LogCaptureFixture
) -> None:
    first = run()
    Path("out.jsonl").write_text("mine\n")
    calls = len(server.calls)
    assert run() == first
    assert Path("out.jsonl").read_text() == "mine\n"
    assert len(server.calls) == calls
    assert "out.jsonl is not what the run wrote, so it is left unchanged." in caplog.text


def test_lines_that_are_written_in_another_way_are_unchanged(call: Call, run: Callable[..., Any]) -> None:
    run()
    before = Path("out.jsonl").read_bytes()
    write(TWENTY, separators=(",", ":"), sort_keys=True)
    with pytest.raises(BatchlineError, match=r"sends 0 \(none\) and keeps 20 answers"):
        call("run", "in.jsonl", "out.jsonl", **FAST)
    assert call("run", "in.jsonl", "out.jsonl", update=True, **FAST).succeeded == 20
    assert Path("out.jsonl").read_bytes() == before


EDITED: list[Request] = [("new", "text 100"), *TWENTY[:6], ("r6", "text 106"), *TWENTY[7:19]]
"""One is new, one has another text, and the last one is gone."""


def test_an_edited_input_is_refused(run: Callable[..., Any], server: MockServer) -> None:
    server.add_faults(LineFault("r3", missing=True), LineFault("r4"))
    run(retries=0)
    before, calls = Path("out.jsonl").read_bytes(), len(server.calls)
    for _ in range(2):
        with pytest.raises(BatchlineError) as raised:
            run(EDITED)
        assert str(raised.value).endswith(
            "in.jsonl has changed since the run that wrote out.jsonl. Choose: `--update` (`update=True`) sends 4 "
            "(1 new, 1 changed, 2 failed) and keeps 16 answers; `--overwrite` (`overwrite=True`) sends all 20 "
            "requests; or name another output, which sends all of them as well."
        )
        assert raised.value.delivery == "not_sent"
    assert (Path("out.jsonl").read_bytes(), len(server.calls)) == (before, calls)
    assert run().failed == 2  # and the input as it was is as good as before
    assert len(server.calls) == calls


@pytest.mark.parametrize("what", ["server", "endpoint"])
def test_another_service_is_refused(call: Call, run: Callable[..., Any], server: MockServer, what: str) -> None:
    run()
    before, calls = Path("out.jsonl").read_bytes(), len(server.calls)
    other: dict[str, Any] = {"client": {"base_url": server.base_url.replace("127.0.0.1", "localhost")}}
    there = f"/v1/chat/completions at {server.base_url.replace('127.0.0.1', 'localhost')}"
    if what == "endpoint":
        other, there = {"endpoint": "/v1/completions"}, f"/v1/completions at {server.base_url}"
        lines = [json.dumps({"custom_id": name, "body": {"model": "m", "prompt": text}}) for name, text in TWENTY]
        Path("in.jsonl").write_text("\n".join(lines) + "\n")
    for mode in ({}, {"update": True}):
        with pytest.raises(BatchlineError) as raised:
            call("run", "in.jsonl", "out.jsonl", **FAST, **other, **mode)
        assert str(raised.value) == (
            f"Nothing was sent: the run writing out.jsonl used /v1/chat/completions at {server.base_url}, not {there}. "
            f"Choose: use /v1/chat/completions at {server.base_url} as before, which sends nothing again; `--overwrite` "
            "(`overwrite=True`) sends all 20 requests; or name another output, which sends all 20 requests."
        )
        assert raised.value.delivery == "not_sent"
    assert (Path("out.jsonl").read_bytes(), len(server.calls)) == (before, calls)
    assert call("run", "in.jsonl", "out.jsonl", overwrite=True, **FAST, **other).succeeded == 20
    assert len(sent(server) if what == "server" else server.paid_jobs()) == 6


@pytest.mark.parametrize("options", [SLOW])
@pytest.mark.parametrize("mode", [{}, {"update": True}, {"overwrite": True}])
def test_an_unfinished_run_is_not_taken_to_another_service(
    run: Callable[..., Any], server: MockServer, mode: dict[str, bool]
) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(progress=interrupt_at(1), in_flight=1)
    there = {"base_url": server.base_url.replace("127.0.0.1", "localhost")}
    with pytest.raises(
        BatchlineError,
        match=r"used .* at .*, not .* Choose: use .* as before, which sends nothing again; or name",
    ):
        run(client=there, **mode)
    assert len(sent(server)) == 1
    assert run().succeeded == 20
    assert len(sent(server)) == 3


def test_an_output_without_a_record_is_refused(run: Callable[..., Any], server: MockServer, folder: Path) -> None:
    Path("out.jsonl").write_text("precious")
    for mode in ({}, {"update": True}):
        with pytest.raises(BatchlineError) as raised:
            run(**mode)
        assert str(raised.value) == (
            "Nothing was sent: out.jsonl is not empty, and there is no record of the run that wrote it. Choose: "
            "`--overwrite` (`overwrite=True`) sends all 20 requests and replaces it; or name another output, which sends "
            "them as well."
        )
    assert (Path("out.jsonl").read_text(), server.calls) == ("precious", [])
    assert {path.name for path in folder.iterdir()} == {"in.jsonl", "out.jsonl"}
    assert run(overwrite=True).succeeded == 20
    Path("empty.jsonl").touch()
    assert run(output="empty.jsonl").succeeded == 20


# ---- update


def test_an_update_sends_what_is_new_changed_or_failed(
    run: Callable[..., Any], server: MockServer, folder: Path
) -> None:
    server.add_faults(LineFault("r3", missing=True), LineFault("r4"))
    run(retries=0)
    before = answers()
    clear_faults(server)
    summary = run(EDITED, update=True)
    assert (summary.requests, summary.succeeded, summary.failed) == (20, 20, 0)
    assert sent(server, 3) == [texts(100, 3, 4, 106)]
    after = answers()
    assert list(after) == [custom_id for custom_id, _ in EDITED]
    kept = after.keys() - {"new", "r3", "r4", "r6"}
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}
    assert (folder / STATE / "removed.jsonl").read_text() == before["r19"] + "\n"
    calls = len(server.calls)
    assert run(EDITED) == summary
    assert len(server.calls) == calls
    assert not leftovers(folder)


def test_an_update_of_an_update(run: Callable[..., Any], server: MockServer, folder: Path) -> None:
    run()
    run(EDITED, update=True)
    before = answers()
    third = [*EDITED[2:], ("r6b", "text 206")]
    assert run(third, update=True).succeeded == 19
    assert sent(server, 4) == [texts(206)]
    after = answers()
    assert list(after) == [custom_id for custom_id, _ in third]
    assert all(after[name] == before[name] for name in after if name != "r6b")
    removed = [json.loads(line)["custom_id"] for line in (folder / STATE / "removed.jsonl").read_text().splitlines()]
    assert removed == ["r19", "new", "r0"]


def test_an_output_of_an_update_that_was_deleted(run: Callable[..., Any], server: MockServer) -> None:
    run()
    summary = run(EDITED, update=True)
    before = Path("out.jsonl").read_bytes()
    Path("out.jsonl").unlink()
    assert run(EDITED) == summary
    assert Path("out.jsonl").read_bytes() == before
    Path("out.jsonl").write_text("mine\n")
    assert run(TWENTY, update=True).succeeded == 20
    assert sent(server, 4) == [texts(6, 19)]
    assert list(answers()) == [custom_id for custom_id, _ in TWENTY]


def test_an_update_is_refused_whose_answers_are_nowhere(run: Callable[..., Any], server: MockServer) -> None:
    run()
    Path("out.jsonl").write_text("mine\n")
    lost = lose(server, *(job["output_file_id"] for job in server.paid_jobs()))
    with pytest.raises(NotFoundError) as raised:
        run(EDITED, update=True)
    assert raised.value.__notes__[0] == (
        "Some results of the earlier run that wrote out.jsonl could not be downloaded again. Restore that file if you have a "
        "copy of it, or run the same command again later."
    )
    assert len(sent(server)) == 3
    assert Path("out.jsonl").read_text() == "mine\n"
    restore(server, lost)
    assert run(EDITED, update=True).succeeded == 20
    assert sent(server, 3) == [texts(100, 106)]


def test_an_update_with_nothing_to_send(run: Callable[..., Any], server: MockServer) -> None:
    run()
    before = answers()
    for requests in (TWENTY, TWENTY[::-1], TWENTY[5:]):
        summary = run(requests, update=True)
        assert (summary.requests, summary.succeeded) == (len(requests), len(requests))
        assert answers() == {str(name): before[str(name)] for name, _ in requests}
    assert len(sent(server)) == 3


def test_requests_without_ids_are_matched_in_order(run: Callable[..., Any], server: MockServer) -> None:
    run([(None, text) for text in ("a", "b", "b", "c", "d")])
    before = [json.loads(line) for line in answers().values()]
    assert run([(None, text) for text in ("z", "b", "a", "b", "b", "d")], update=True).succeeded == 6
    assert sent(server, 1) == [["z", "b"]]
    after = [json.loads(line) for line in answers().values()]
    assert [one["custom_id"] for one in after] == [f"request-{n}" for n in range(1, 7)]
    assert [after[n]["response"] for n in (1, 2, 3, 5)] == [before[n]["response"] for n in (1, 0, 2, 4)]


def test_an_update_first_looks_again_at_batches_with_missing_requests(
    run: Callable[..., Any], server: MockServer
) -> None:
    real = (
        '{"custom_id":"r0","response":{"status_code":200,"body":{"choices":[]}}}\n'
        '{"custom_id":"r1","response":{"status_code":200,"body":{"choices":[]}}}\n'
    )
    server.add_faults(Fault("retrieveFileContent", 200, real.encode()))
    first = run(in_flight=1, retries=0)
    assert (first.succeeded, first.errors) == (14, {"missing": 6})
    calls = len(server.calls)
    assert run().failed == 6
    assert len(server.calls) == calls
    summary = run(update=True)
    assert (summary.succeeded, summary.failed) == (20, 0)
    assert len(sent(server)) == 3
    assert list(answers()) == [custom_id for custom_id, _ in TWENTY]


@pytest.mark.parametrize("options", [SLOW])
@pytest.mark.parametrize("submitted", [1, 3])
def test_an_update_of_a_run_that_has_not_ended(run: Callable[..., Any], server: MockServer, submitted: int) -> None:
    in_flight = {"in_flight": submitted}
    with pytest.raises(KeyboardInterrupt):
        run(progress=interrupt_at(submitted), **in_flight)
    with pytest.raises(BatchlineError) as raised:
        run(EDITED)
    unsent = 0 if submitted == 3 else 12
    assert "in.jsonl has changed, and the run that began with it has not ended. Choose:" in str(raised.value)
    assert "lets the running batches finish, keeps their answers, and sends the rest: at least" in str(raised.value)
    summary = run(EDITED, update=True)
    assert (summary.requests, summary.succeeded) == (20, 20)
    assert list(answers()) == [custom_id for custom_id, _ in EDITED]
    first = [texts(*range(8)), texts(*range(8, 16)), texts(*range(16, 20))][:submitted]
    assert sent(server)[:submitted] == first
    again = [text for batch in sent(server, submitted) for text in batch]
    assert again == (texts(100, 106) if not unsent else texts(100, 106, *range(8, 19)))


@pytest.mark.parametrize("options", [SLOW])
@pytest.mark.parametrize("mode", ["update", "overwrite"])
def test_a_batch_whose_creation_was_not_answered_is_not_forgotten_when_the_input_is_edited(
    run: Callable[..., Any], server: MockServer, mode: str
) -> None:
    server.add_faults(Fault("createBatch", after=True), Fault("listBatches", 503, times=1000))
    client = {"client": {"retry": RetryPolicy(lag=0.5, first_delay=0.01), "max_retries": 0}}
    with pytest.raises(KeyboardInterrupt) as raised:
        run(progress=stop_in_doubt, in_flight=1, **client)
    clear_faults(server)
    assert re.fullmatch(r"A batch may have been created from [^;]+; if so, it is billed\.", raised.value.__notes__[-1])
    (job,) = server.paid_jobs()
    assert run(EDITED, **{mode: True}, **client).succeeded == 20
    if mode == "update":
        assert sent(server)[0] == texts(*range(8))
        assert [text for batch in sent(server, 1) for text in batch] == texts(100, 106, *range(8, 19))
    else:
        assert job["id"] not in {one["id"] for one in server.paid_jobs()}
        assert [*chain(*sent(server))] == [text for _, text in EDITED]


@pytest.mark.parametrize("options", [SLOW])
@pytest.mark.parametrize("mode", ["update", "overwrite"])
def test_a_run_that_has_not_ended_is_resumed_whatever_the_option(
    run: Callable[..., Any], server: MockServer, mode: str
) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(progress=interrupt_at(2), in_flight=2)
    assert run(**{mode: True}).succeeded == 20
    assert sent(server) == [texts(*range(8)), texts(*range(8, 16)), texts(*range(16, 20))]


# ---- overwrite


def test_overwrite_sends_everything_again(run: Callable[..., Any], server: MockServer, folder: Path) -> None:
    run()
    assert run(EDITED, overwrite=True).succeeded == 20
    assert len(sent(server)) == 6
    assert [*chain(*sent(server, 3))] == [text for _, text in EDITED]
    assert list(answers()) == [custom_id for custom_id, _ in EDITED]
    assert not leftovers(folder)


@pytest.mark.parametrize("options", [{"job_seconds": 60.0}])
def test_overwrite_cancels_what_is_running_of_an_edited_input(
    run: Callable[..., Any], call: Call, server: MockServer, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(progress=interrupt_at(3))
    first = {job.id for job in call("batches.list_batches")}
    server._api._job_seconds = 0.02  # from now on
    assert run(EDITED[:4], overwrite=True).succeeded == 4
    cancelled = {job.id for job in call("batches.list_batches") if job.status in ("CANCELLED", "CANCELING")}
    assert cancelled == first
    assert len(first) == 3
    assert all(f"Batch {one} was cancelled: its work so far is billed." in caplog.text for one in first)
    assert sent(server) == [texts(100, 0, 1, 2)]


@pytest.mark.parametrize("options", [{"job_seconds": 60.0, "lag": Lag(job=1.0, list=1.0)}])
def test_overwrite_cancels_also_what_is_not_visible_yet(
    run: Callable[..., Any], server: MockServer, caplog: pytest.LogCaptureFixture
) -> None:
    client = {"client": {"retry": RetryPolicy(lag=3, first_delay=0.05)}}
    with pytest.raises(KeyboardInterrupt):
        run(progress=interrupt_at(3), **client)
    first = {job["id"] for job in server.paid_jobs()}
    server._api._job_seconds = 0.02  # from now on
    assert run(EDITED[:4], overwrite=True, **client).succeeded == 4
    assert len(first) == 3
    assert sent(server) == [texts(100, 0, 1, 2)]
    assert all(f"Batch {one} was cancelled" in caplog.text for one in first)


@pytest.mark.parametrize("refusals", [0, 1])
def test_overwrite_leaves_no_file_from_which_a_batch_could_still_start(
    run: Callable[..., Any], server: MockServer, caplog: pytest.LogCaptureFixture, refusals: int
) -> None:
    server.add_faults(Fault("createBatch", after=True, late=1.0))
    server.add_faults(*[Fault("deleteFile", 403, {"error": "no"})] * refusals)
    client = {"client": {"retry": RetryPolicy(lag=0.3, first_delay=0.01), "max_retries": 0}}
    with pytest.raises(KeyboardInterrupt):
        run(progress=stop_in_doubt, in_flight=1, **client)
    assert run(EDITED, overwrite=True, **client).succeeded == 20
    time.sleep(1.0)
    started = [text for _, text in EDITED] if not refusals else [*texts(*range(8)), *(text for _, text in EDITED)]
    assert sorted(chain(*sent(server))) == sorted(started)
    assert ("A batch may still start from that file and be billed." in caplog.text) == bool(refusals)


def test_overwrite_sends_nothing_while_the_service_is_too_busy_to_delete(
    run: Callable[..., Any], server: MockServer
) -> None:
    server.add_faults(Fault("createBatch", after=True, late=1.0), Fault("deleteFile", 429, {"error": "busy"}))
    client = {"client": {"retry": RetryPolicy(lag=0.3, first_delay=0.01), "max_retries": 0}}
    with pytest.raises(KeyboardInterrupt):
        run(progress=stop_in_doubt, in_flight=1, **client)
    with pytest.raises(RateLimitError):
        run(EDITED, overwrite=True, **client)
    assert [one.operation for one in server.calls].count("createFile") == 1
    assert run(EDITED, overwrite=True, **client).succeeded == 20
    time.sleep(1.0)
    assert sorted(chain(*sent(server))) == sorted(text for _, text in EDITED)


# ---- a run that has paid nothing has replaced nothing


@pytest.mark.parametrize("mode", ["update", "overwrite"])
@pytest.mark.parametrize("is_stream", [False, True])
def test_a_run_that_paid_nothing_leaves_the_one_before_it(
    run: Callable[..., Any], server: MockServer, folder: Path, mode: str, is_stream: bool
) -> None:
    reader, writer = os.pipe()
    output = f"/dev/fd/{writer}" if is_stream else "out.jsonl"
    try:
        first = run(output=output)
        server.add_faults(Fault("createFile", 401, {"error": {"message": "who are you?"}}))
        with pytest.raises(APIStatusError, match="who are you"):
            run(EDITED, output=output, **{mode: True})
        calls = len(server.calls)
        assert run(output=output) == first  # the edit was reverted
        assert len(server.calls) == calls
        assert len(sent(server)) == 3
        assert run(EDITED, output=output, **{mode: True}).succeeded == len(EDITED)
    finally:
        os.close(reader)
        os.close(writer)


@pytest.mark.parametrize("mode", ["update", "overwrite"])
def test_a_run_killed_before_it_paid_leaves_the_one_before_it(
    run: Callable[..., Any], server: MockServer, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    first = run()
    with monkeypatch.context() as patched:
        patched.setattr(flows_run, "restore_previous", lambda _: None)  # of which a killed process does nothing
        server.add_faults(Fault("createFile", 401, {"error": {"message": "who are you?"}}))
        with pytest.raises(APIStatusError):
            run(EDITED, **{mode: True})
    assert run() == first
    assert len(sent(server)) == 3


def test_answers_that_left_the_input_are_kept_once(run: Callable[..., Any], server: MockServer, folder: Path) -> None:
    run()
    fewer = [*TWENTY[3:], ("new", "new")]
    server.add_faults(Fault("createFile", 401, {"error": {"message": "who are you?"}}, times=2))
    for _ in range(2):
        with pytest.raises(APIStatusError):
            run(fewer, update=True)
    run(fewer, update=True)
    run(fewer[1:], update=True)
    removed = (folder / STATE / "removed.jsonl").read_text().splitlines()
    assert [json.loads(line)["custom_id"] for line in removed] == ["r0", "r1", "r2", "r3"]
    assert run(fewer[1:], overwrite=True).succeeded == 17  # that file is no obstacle


def test_an_interrupted_update_may_be_moved(run: Callable[..., Any], server: MockServer, folder: Path) -> None:
    run(TWENTY[:4])
    with pytest.raises(KeyboardInterrupt):
        run(update=True, in_flight=1, progress=interrupt_at(1))
    moved = folder / "moved"
    shutil.copytree(folder, moved)
    shutil.rmtree(folder / STATE)
    os.chdir(moved)
    assert run().succeeded == 20
    assert sent(server) == [texts(*range(4)), texts(*range(4, 12)), texts(*range(12, 20))]


# ---- what was paid for stays, whatever the service has of it today


def test_an_update_keeps_good_answers_that_the_service_has_lost(
    run: Callable[..., Any], server: MockServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.add_faults(LineFault("r3", missing=True))
    assert run(retries=0).failed == 1
    clear_faults(server)
    lose(server, server.paid_jobs()[0]["output_file_id"])
    assert run(update=True).succeeded == 20
    assert sent(server, 3) == [texts(3)]
    assert "The answers already in" in caplog.text


def test_an_update_keeps_good_answers_of_which_the_service_gives_less_today(
    run: Callable[..., Any], server: MockServer
) -> None:
    server.add_faults(LineFault("r3", missing=True))
    assert run(retries=0).failed == 1
    clear_faults(server)
    first = Path("out.jsonl").read_bytes().splitlines(keepends=True)[0]
    server.add_faults(Fault("retrieveFileContent", 200, first, times=99))
    assert run(update=True, client={"retry": RetryPolicy(lag=0.3, first_delay=0.01)}).succeeded == 19
    assert sent(server, 3) == [texts(3)]


def test_a_batch_that_was_skipped_may_be_named_again(run: Callable[..., Any], server: MockServer) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(progress=interrupt_at(3))
    job = server.paid_jobs()[0]
    lose(server, job["id"])
    assert run(skip_batches=[job["id"]]).failed == 8
    assert run(update=True, skip_batches=[job["id"]]).succeeded == 20
    assert run(update=True, skip_batches=[job["id"]]).succeeded == 20
    assert len(sent(server)) == 3


@pytest.mark.parametrize("options", [SLOW])
def test_a_batch_is_skipped_whose_input_is_gone_too(run: Callable[..., Any], server: MockServer) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(in_flight=1, progress=interrupt_at(1))
    job = server.paid_jobs()[0]
    lose(server, job["id"], job["input_file_id"])
    with pytest.raises(NotFoundError):
        run()
    summary = run(skip_batches=[job["id"]])
    assert (summary.succeeded, summary.failed) == (12, 8)


@pytest.mark.parametrize("status", [400, 403, 410])
def test_results_that_are_refused_for_good_can_be_skipped(
    run: Callable[..., Any], server: MockServer, status: int
) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(TWENTY[:8], progress=interrupt_at(1))
    server.add_faults(Fault("retrieveFileContent", status, {"error": {"message": "this file has expired"}}, times=99))
    (job,) = server.paid_jobs()
    if status != 403:  # which may be a firewall's, and is waited out
        with pytest.raises(APIStatusError, match="this file has expired"):
            run(TWENTY[:8])
    assert run(TWENTY[:8], skip_batches=[job["id"]]).failed == 8


def test_a_skipped_file_whose_batch_comes_back_is_used(run: Callable[..., Any], server: MockServer) -> None:
    server.add_faults(Fault("createBatch", after=True, late=0.5), Fault("deleteFile", 403, times=99))
    with pytest.raises(APIStatusError, match="HTTP 403"):
        run(TWENTY[:8])
    (file_id,) = server._store.tenant(server.api_key).files
    assert run(TWENTY[:8], skip_batches=[file_id]).failed == 8
    while not server.paid_jobs():
        time.sleep(0.02)
    clear_faults(server)
    assert run(TWENTY[:8], update=True).succeeded == 8
    assert sent(server) == [texts(*range(8))]


# ---- a service that can't do everything


def test_batches_are_looked_at_alone_where_they_cannot_be_listed(run: Callable[..., Any], server: MockServer) -> None:
    server.add_faults(Fault("listBatches", 500, times=10**6))
    assert run(client={"max_retries": 0}).succeeded == 20
    assert len(sent(server)) == 3


def test_another_job_than_was_asked_for_is_not_believed(run: Callable[..., Any], server: MockServer) -> None:
    run([(name, f"other {name}") for name, _ in TWENTY[:8]], output="other.jsonl")
    (other,) = server.paid_jobs()
    server.add_faults(Fault("getBatch", 200, other))
    run(TWENTY[:8])
    assert "other" not in Path("out.jsonl").read_text()


def test_overwrite_cancels_no_batch_of_others(
    run: Callable[..., Any], call: Call, server: MockServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a list leaves out the input files, and a part of the run was never sent."""
    server._api._job_seconds = 60.0
    with pytest.raises(KeyboardInterrupt):
        run(output="other.jsonl", progress=interrupt_at(3))
    others = {job["id"] for job in server.paid_jobs()}
    with pytest.raises(KeyboardInterrupt):
        run(in_flight=1, progress=interrupt_at(1))
    listed = [{**job, "input_file_id": ""} for job in server.paid_jobs()]
    server._api._job_seconds = 0.02
    server.add_faults(Fault("listBatches", 200, listed, times=1))
    assert run(EDITED[:4], overwrite=True).succeeded == 4
    assert others <= {job["id"] for job in server.paid_jobs()}


@pytest.mark.parametrize("options", [{"job_seconds": 0.1}])
def test_overwrite_where_an_ended_batch_can_no_longer_be_cancelled(run: Callable[..., Any], server: MockServer) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(progress=interrupt_at(3))
    while any(job["status"] != "COMPLETED" for job in server.paid_jobs()):
        time.sleep(0.02)
    server.add_faults(Fault("cancelBatch", 400, {"error": "the batch has completed"}, times=99))
    assert run(EDITED[:4], overwrite=True).succeeded == 4


def test_a_stream_of_long_ago_leaves_the_place_of_a_new_one(
    run: Callable[..., Any], server: MockServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = start.stream_folder("in.jsonl", "/v1/chat/completions", server.base_url)
    reader, writer = os.pipe()
    run(TWENTY[:5], f"/dev/fd/{writer}")
    monkeypatch.setattr(start, "STREAM_AGE", datetime.timedelta(0))
    assert os.listdir(os.path.dirname(before))
    assert start.stream_folder("in.jsonl", "/v1/chat/completions", server.base_url) == before
    assert not os.listdir(os.path.dirname(before))
    os.close(reader)
    os.close(writer)


# ---- streams


def test_a_stream_gets_the_same_again(run: Callable[..., Any], server: MockServer) -> None:
    got = []
    for _ in range(2):
        reader, writer = os.pipe()
        try:
            assert run(TWENTY[:5], f"/dev/fd/{writer}").succeeded == 5
            os.close(writer)
            writer = -1
            got.append(os.read(reader, 2**16))
        finally:
            os.close(reader)
            if writer >= 0:
                os.close(writer)
    assert got[0] == got[1]
    assert [json.loads(line)["custom_id"] for line in got[0].splitlines()] == [f"r{n}" for n in range(5)]
    assert sent(server) == [texts(*range(5))]


# ---- lines that match no request


def test_what_matches_no_request_is_kept(run: Callable[..., Any], server: MockServer, folder: Path) -> None:
    def begins_to_send(at: Any) -> None:
        if at.stage == "upload":
            clear_faults(server)

    stranger = b'{"custom_id":"stranger","response":{"status_code":200,"body":{"choices":[]}}}\n'
    known = b'{"custom_id":"r0","response":{"status_code":200,"body":{"choices":[]}}}\n'
    server.add_faults(Fault("retrieveFileContent", 200, known + stranger, times=99))
    summary = run(TWENTY[:2], retries=3)
    assert (summary.succeeded, summary.failed, summary.errors) == (1, 1, {"missing": 1})
    assert (folder / STATE / "unmatched.jsonl").read_bytes() == stranger
    assert run(TWENTY[:2], retries=3) == summary
    assert len(sent(server)) == 1
    before = answers()["r0"]
    assert run(TWENTY[:2], update=True, progress=begins_to_send).succeeded == 2
    assert sent(server, 1) == [texts(1)]
    assert answers()["r0"] == before
    assert not (folder / STATE / "unmatched.jsonl").exists()


# ---- services in trouble


@pytest.mark.parametrize("options", [{"queue": 1, "queue_answer": how} for how in ("refuse", "fail")])
def test_a_full_queue_means_wait(run: Callable[..., Any], server: MockServer) -> None:
    assert run(in_flight=4, retries=0).succeeded == 20
    assert sorted(chain(*sent(server))) == sorted(texts(*range(20)))
    assert len(sent(server)) == 3


@pytest.mark.parametrize("options", [{"queue": 1, "queue_answer": how, **SLOW} for how in ("refuse", "fail")])
def test_a_full_queue_keeps_no_other_command_waiting(run: Callable[..., Any], server: MockServer) -> None:
    """Interrupted while it waits for room, it goes on waiting, and pays for nothing twice."""

    def stop_when_full(at: Any) -> None:
        if at.status is not None and len(tried()) >= 3:
            raise KeyboardInterrupt

    def tried() -> list[Any]:
        return [one for one in server.calls if one.operation == "createBatch"]

    with pytest.raises(KeyboardInterrupt):
        run(progress=stop_when_full, in_flight=4, retries=0)
    assert run(in_flight=4, retries=0).succeeded == 20
    assert sorted(chain(*sent(server))) == sorted(texts(*range(20)))
    assert len(sent(server)) == 3


@pytest.mark.parametrize("late", [0.0, 0.1, 0.3, 0.6])
@pytest.mark.parametrize("skip", [0, 1])
def test_a_creation_whose_answer_is_lost_is_paid_once(
    run: Callable[..., Any], server: MockServer, late: float, skip: int
) -> None:
    """Also when the service carries it out so late that its requests would have been sent again long ago."""
    server.add_faults(Fault("createBatch", after=True, late=late, skip=skip))
    assert run(client={"retry": RetryPolicy(lag=0.2, first_delay=0.01)}).succeeded == 20
    time.sleep(late)
    # Three batches for 20 requests, at most 8 each: no request was in two. A file may be deleted by now.
    assert len(server.paid_jobs()) == 3
    # It was found, or its file was deleted before it could be created: which of them depends on the time it takes.
    deleted = [one for one in server.calls if one.operation == "deleteFile"]
    assert len(deleted) <= (late > 0)
    assert len([one for one in server.calls if one.operation == "createFile"]) == 3 + len(deleted)


@pytest.mark.parametrize("options", [{"lag": Lag(list=0.3)}])
def test_a_batch_that_was_created_just_before_its_file_was_deleted_is_found(
    run: Callable[..., Any], server: MockServer
) -> None:
    """It begins when it was looked for already, and is shown once the file is deleted."""
    server.add_faults(Fault("createBatch", after=True, late=0.3, skip=1))
    assert run(client={"retry": RetryPolicy(lag=0.4, first_delay=0.01)}).succeeded == 20
    assert len({job["input_file_id"] for job in server.paid_jobs()}) == len(server.paid_jobs()) == 3
    assert list(answers()) == [custom_id for custom_id, _ in TWENTY]
    assert [one.operation for one in server.calls].count("deleteFile") == 1
    assert [one.operation for one in server.calls].count("createFile") == 3


@pytest.mark.parametrize("is_deleted", [False, True])
def test_a_deletion_whose_answer_is_lost_is_confirmed(
    run: Callable[..., Any], server: MockServer, is_deleted: bool
) -> None:
    server.add_faults(
        Fault("createBatch", after=True, late=1.2, skip=1), Fault("deleteFile", after=is_deleted, times=1)
    )
    assert run(client={"retry": RetryPolicy(lag=0.2, first_delay=0.01), "max_retries": 0}).succeeded == 20
    assert [one.status for one in server.calls if one.operation == "deleteFile"] == [None, 404 if is_deleted else 200]
    time.sleep(1.2)
    assert sorted(sent(server)) == sorted([texts(*range(8)), texts(*range(8, 16)), texts(*range(16, 20))])


@pytest.mark.parametrize("status", [403, 404, 405])
def test_nothing_is_created_again_before_the_file_is_deleted(
    run: Callable[..., Any], server: MockServer, status: int
) -> None:
    """Not even where it isn't found: a file that this run has not deleted may be there all the same."""
    client = {"client": {"retry": RetryPolicy(lag=0.1, first_delay=0.01)}}
    server.add_faults(Fault("createBatch", skip=1), Fault("deleteFile", status, times=99))
    for _ in range(2):
        with pytest.raises(APIStatusError) as raised:
            run(**client)
        assert raised.value.status_code == status
        assert any("Its requests are not sent again" in note for note in raised.value.__notes__)
        assert [one.step for one in run_status("out.jsonl")[0].shards] == ["joined", "submitting", "joined"]
        assert sent(server) == [texts(*range(8)), texts(*range(16, 20))]
    clear_faults(server)
    assert run(**client).succeeded == 20
    assert sent(server, 2) == [texts(*range(8, 16))]


@pytest.mark.parametrize("wrong", [False, True])
def test_a_file_that_was_reused_is_never_deleted(
    call: Call, run: Callable[..., Any], server: MockServer, wrong: bool
) -> None:
    write(TWENTY)
    first = call("files.upload", "in.jsonl", purpose="batch-api")
    if wrong:
        server.add_faults(
            Fault("retrieveFile", 200, {**server._store.tenant(server.api_key).files[first.id].as_json(), "bytes": 7})
        )
    again = call("files.upload", "in.jsonl", purpose="batch-api", on_duplicate="reuse")
    assert (again.id != first.id) == wrong  # what has another size isn't the same
    server.add_faults(Fault("createBatch"))
    assert run(client={"retry": RetryPolicy(lag=0.1, first_delay=0.01)}).succeeded == 20
    deleted = {one.path.rpartition("/")[2] for one in server.calls if one.operation == "deleteFile"}
    assert len(deleted) == 1
    assert not deleted & {first.id, again.id}
    assert {first.id, again.id} <= {file.id for file in call("files.list").data}
