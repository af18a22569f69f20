"""The requests of a run that failed, to be run again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from batchline import BadRequestError, BatchlineError, write_failed_requests
from batchline.run import start
from batchline.testing import Fault, LineFault, MockServer

from ..conftest import Call, leftovers

FAST = {"poll_interval": 0.02}
BODY = {"model": "m", "messages": [{"role": "user", "content": "hi"}]}


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "plan", partial(start.plan, max_requests=8))


def ids(path: str) -> list[str]:
    return [json.loads(line)["custom_id"] for line in Path(path).read_text().splitlines()]


def write(path: str, lines: Iterable[Any]) -> None:
    Path(path).write_text("".join(json.dumps(line) + "\n" for line in lines))


def good(id: str, status: int = 200) -> dict[str, Any]:
    return {"custom_id": id, "response": {"status_code": status, "body": {}}}


def bad(id: str) -> dict[str, Any]:
    return {"custom_id": id, "error": {"code": "c", "message": "m"}}


def test_what_failed_is_run_again_until_nothing_fails(
    call: Call, server: MockServer, requests_file: Path, folder: Path
) -> None:
    server.add_faults(LineFault("request-2"), LineFault("request-15", 429), LineFault("request-20", 200))
    assert call("run", requests_file, "out.jsonl", **FAST).failed == 3  # a body with an error is no answer
    assert write_failed_requests("out.jsonl", "retry.jsonl") == 3
    assert ids("retry.jsonl") == ["request-2", "request-15", "request-20"]
    lines = requests_file.read_text().splitlines(keepends=True)
    assert (folder / "retry.jsonl").read_text() == lines[1] + lines[14] + lines[19]
    with MockServer() as well:
        there = {"base_url": well.base_url}
        assert call("run", "retry.jsonl", "retried.jsonl", client=there, **FAST).succeeded == 3
    assert ids("retried.jsonl") == ["request-2", "request-15", "request-20"]
    assert write_failed_requests("retried.jsonl", "more.jsonl", input="retry.jsonl") == 0
    assert write_failed_requests("retried.jsonl", "more.jsonl") == 0
    assert not (folder / "more.jsonl").exists()


def test_requests_keep_the_ids_that_the_run_gave_them(call: Call, server: MockServer, folder: Path) -> None:
    write("in.jsonl", [{"body": BODY}] * 20)
    server.add_faults(LineFault("request-3"), LineFault("request-17"))
    call("run", "in.jsonl", "out.jsonl", state="mine", **FAST)
    with pytest.raises(BatchlineError, match=r"There is no record of a run in .*out\.jsonl\.batchline\.") as raised:
        write_failed_requests("out.jsonl", "retry.jsonl")
    assert raised.value.__notes__ == [
        "Name the input of the run that wrote out.jsonl (`--input`); then its state is not needed."
    ]
    for number in (1, 2):
        known: dict[str, str] = {"state": "mine"} if number == 1 else {"input": "in.jsonl"}
        assert write_failed_requests("out.jsonl", f"retry-{number}.jsonl", **known) == 2
        assert ids(f"retry-{number}.jsonl") == ["request-3", "request-17"]


def test_an_input_that_has_changed_is_refused(call: Call, server: MockServer, requests_file: Path) -> None:
    server.add_faults(LineFault("request-2"))
    call("run", requests_file, "out.jsonl", **FAST)
    requests_file.touch()
    assert write_failed_requests("out.jsonl", "retry.jsonl") == 1
    requests_file.write_bytes(requests_file.read_bytes().replace(b"question 1", b"question 2"))
    with pytest.raises(BatchlineError, match=r"requests\.jsonl has changed since the run\. Restore it, or name"):
        write_failed_requests("out.jsonl", "retry.jsonl")
    assert write_failed_requests("out.jsonl", "retry.jsonl", input=requests_file) == 1  # as somebody wants it


def test_a_run_that_has_not_ended_has_not_failed(call: Call, server: MockServer, requests_file: Path) -> None:
    server.add_faults(Fault("createBatch", 400, {"error": "no"}, skip=1))
    with pytest.raises(BadRequestError):
        call("run", requests_file, "out.jsonl", **FAST)
    with pytest.raises(
        BatchlineError,
        match=r"The run writing out\.jsonl has not ended\. Run the same `batchline run` command to resume it",
    ):
        write_failed_requests("out.jsonl", "retry.jsonl")


def test_some_lines_of_an_output_will_do(folder: Path) -> None:
    write("in.jsonl", [{"custom_id": one, "body": BODY} for one in "abcdef"])
    Path("some.jsonl").write_text("\n".join(json.dumps(one) for one in [bad("e"), good("a"), good("b", 500)]) + "\n\n")
    assert write_failed_requests("some.jsonl", "retry.jsonl", input="in.jsonl") == 2
    assert ids("retry.jsonl") == ["b", "e"]


@pytest.mark.parametrize(
    ("output", "requests", "message"),
    [
        ([bad("z"), bad("y")], "retry.jsonl", r"not the output of in\.jsonl: 2 of the failed requests are not in it, such as y"),
        ([good("a"), {"response": {}}], "retry.jsonl", r"Line 2 of out\.jsonl is not a result: it has no custom_id"),
        ([{"custom_id": "a", "body": {}}], "retry.jsonl", r"Line 1 of out\.jsonl is not a result: .* neither a response nor"),
        ([bad("a")], "in.jsonl", r"in\.jsonl would be overwritten"),
        ([bad("a")], "out.jsonl", r"out\.jsonl would be overwritten"),
        ([bad("a")], "nowhere/retry.jsonl", r"nowhere/retry\.jsonl cannot be read or written: .*no folder"),
    ],
)  # fmt: skip
def test_what_is_refused(folder: Path, output: list[Any], requests: str, message: str) -> None:
    write("in.jsonl", [{"custom_id": one, "body": BODY} for one in "abc"])
    write("out.jsonl", output)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(BatchlineError, match=message):
        write_failed_requests("out.jsonl", requests, input="in.jsonl")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert not leftovers(folder)


def test_an_input_that_is_none(folder: Path) -> None:
    write("out.jsonl", [bad("a")])
    Path("in.jsonl").write_text('{"custom_id": "b", "body": {}}\nnope\n')
    with pytest.raises(
        BatchlineError, match=r"in\.jsonl has lines that are not requests .*`batchline check` lists them"
    ):
        write_failed_requests("out.jsonl", "retry.jsonl", input="in.jsonl")
    with pytest.raises(BatchlineError, match=r"gone\.jsonl cannot be read or written: No such file"):
        write_failed_requests("out.jsonl", "retry.jsonl", input="gone.jsonl")
    with pytest.raises(BatchlineError, match=r"gone\.jsonl cannot be read or written: No such file"):
        write_failed_requests("gone.jsonl", "retry.jsonl", input="in.jsonl")
