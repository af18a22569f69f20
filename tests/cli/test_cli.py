"""The command line as a process: its output, its exit codes, what it says."""

from __future__ import annotations

import html
import json
import os
import pickle
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from batchline import BatchJob, BatchResult, Client, FileObject, FileResponse, NotFoundError
from batchline.cli.data import _cores
from batchline.cli.output import print_json
from batchline.testing import Fault, LineFault, MockServer
from batchline_lines import LineError

from ..conftest import GSM8K

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(server: MockServer, folder: Path) -> Run:
    """Runs `batchline` against the mock."""
    environment = {**os.environ, "TOGETHER_API_KEY": server.api_key, "TOGETHER_BASE_URL": server.base_url}

    def perform(*arguments: object, env: dict[str, str] | None = None, **options: Any) -> Any:
        command = [sys.executable, "-m", "batchline", *map(str, arguments)]
        env = {name: value for name, value in {**environment, **(env or {})}.items() if value}
        return subprocess.run(command, capture_output=True, text=True, check=False, env=env, timeout=60, **options)

    return perform


def said(done: subprocess.CompletedProcess[str]) -> str:
    assert "Traceback" not in done.stderr
    return done.stderr


def test_build_and_run(run: Run, folder: Path) -> None:
    (folder / "data.csv").write_text("word,id\none,a\ntwo,b\n")
    built = run("build", "data.csv", "-o", "in.jsonl", "--model", "m", "--user", "Say {word}.", "--id", "id",
                "--param", "temperature=0.5", "--param", "stop=x")  # fmt: skip
    assert (built.returncode, built.stdout, built.stderr) == (0, "in.jsonl\n", "batchline: 2 requests\n")
    body = json.loads((folder / "in.jsonl").read_text().splitlines()[0])["body"]
    assert (body["temperature"], body["stop"]) == (0.5, "x")
    done = run("run", "in.jsonl", "-o", "out.jsonl", "--poll-interval", "0.05")
    assert (done.returncode, done.stdout) == (0, "out.jsonl\n")
    assert re.fullmatch(r"batchline: 2 of 2 requests succeeded, 10 tokens, [\d.]+ s", said(done).splitlines()[-1])
    assert [json.loads(line)["custom_id"] for line in (folder / "out.jsonl").read_text().splitlines()] == ["a", "b"]


def test_run_local_needs_no_key(run: Run, requests_file: Path) -> None:
    nothing = {"TOGETHER_API_KEY": "", "TOGETHER_BASE_URL": ""}
    done = run("run", requests_file, "-o", "out.jsonl", "--local", "--json", env=nothing)
    assert done.returncode == 0
    summary = json.loads(done.stdout)
    assert (summary["requests"], summary["succeeded"], summary["output"]) == (20, 20, "out.jsonl")
    assert summary["finish_reasons"] == {"stop": 20}
    assert sorted(path.name for path in requests_file.parent.iterdir()) == ["out.jsonl", "requests.jsonl"]  # no record
    assert "TOGETHER_API_KEY" in said(run("run", requests_file, "-o", "out.jsonl", env=nothing))


def test_run_local_keeps_no_record(run: Run, server: MockServer, requests_file: Path, folder: Path) -> None:
    """A rehearsal may take the place of another one, but not of what was paid for."""
    for before in (None, "a rehearsal", "yesterday's, of an edited input"):
        if before:
            (folder / "out.jsonl").write_text(before)
        done = run("run", requests_file, "-o", "out.jsonl", "--local")
        assert done.returncode == 0
        assert len((folder / "out.jsonl").read_text().splitlines()) == 20
        assert sorted(path.name for path in folder.iterdir()) == ["out.jsonl", "requests.jsonl"]
    assert server.calls == []
    # The real run says that there is something, and is not mistaken for the rehearsal.
    assert "there is no record of the run that wrote it" in said(run("run", requests_file, "-o", "out.jsonl"))
    paid = run("run", requests_file, "-o", "out.jsonl", "--overwrite", "--poll-interval", "0.05", "--lag", "0")
    assert paid.returncode == 0
    before = (folder / "out.jsonl").read_bytes()
    for option in ((), ("--overwrite",), ("--state", "other")):
        refused = run("run", requests_file, "-o", "out.jsonl", "--local", *option)
        assert (refused.returncode, "out.jsonl is the output of a run at a service" in said(refused)) == (2, True)
    assert (folder / "out.jsonl").read_bytes() == before


def test_some_requests_failed(run: Run, server: MockServer, requests_file: Path) -> None:
    server.add_faults(LineFault("request-1"))
    done = run("run", requests_file, "-o", "out.jsonl", "--poll-interval", "0.05")
    assert done.returncode == 3
    assert "19 of 20 requests succeeded, 1 failed" in said(done)


def test_what_failed_is_run_again(run: Run, server: MockServer, requests_file: Path, folder: Path) -> None:
    server.add_faults(LineFault("request-1"), LineFault("request-7", 500))
    done = run("run", requests_file, "-o", "my out.jsonl", "--poll-interval", "0.05")
    again = "batchline: to resend what failed: "
    (last,) = [line.removeprefix(again) for line in said(done).splitlines() if line.startswith(again)]
    assert last == shlex.join(["batchline", "run", os.fspath(requests_file), "-o", "my out.jsonl", "--update"])
    retry = ("retry", "my out.jsonl")
    done = run(*retry)
    assert (done.returncode, done.stdout, said(done)) == (
        0,
        "my out.retry.jsonl\n",
        "batchline: wrote 2 failed requests; run them with `batchline run`\n",
    )
    with MockServer() as well:
        then = ("run", "my out.retry.jsonl", "-o", "my out.retried.jsonl", "--poll-interval", "0.05")
        assert run(*then, env={"TOGETHER_BASE_URL": well.base_url}).returncode == 0
    assert len((folder / "my out.retried.jsonl").read_text().splitlines()) == 2
    assert json.loads(run(*retry, "--json").stdout) == {"requests": 2, "output": "my out.retry.jsonl"}
    assert run(*retry, "-o", "-").stdout == (folder / "my out.retry.jsonl").read_text()
    ended = run("status", "my out.jsonl")
    assert said(ended) == "batchline: 20 of 20 requests done, 2 failed; run finished\n"
    # The same command once more pays nothing, and says so.
    calls = len(server.calls)
    same = run("run", requests_file, "-o", "my out.jsonl")
    assert (same.returncode, same.stdout, len(server.calls)) == (3, "my out.jsonl\n", calls)
    assert (
        "batchline: This run has already ended, so nothing was sent. `--update` sends what failed or is new, "
        "`--overwrite` everything.\n"
    ) in said(same)
    assert "18 of 20 requests succeeded, 2 failed" in said(same)
    for known in (["--input", "my out.retry.jsonl"], []):
        nothing = run("retry", "my out.retried.jsonl", *known)
        assert (nothing.returncode, nothing.stdout) == (1, "")  # so that `&&` runs nothing
        assert said(nothing) == "batchline: nothing failed in my out.retried.jsonl; no file was written\n"
    (folder / "copy.jsonl").write_bytes((folder / "my out.jsonl").read_bytes())
    assert "Name the input of the run that wrote copy.jsonl (`--input`)" in said(run("retry", "copy.jsonl"))
    assert "none.jsonl cannot be read or written: No such file" in said(run("retry", "none.jsonl"))
    # A rehearsal does not take the place of what was paid for.
    local = run("run", requests_file, "-o", "my out.jsonl", "--local")
    assert (local.returncode, "Choose another output for --local." in said(local)) == (2, True)
    assert "my out.jsonl is the output of a run at a service." in said(local)
    assert len(server.calls) == calls
    once_more = run(*shlex.split(last)[1:], "--poll-interval", "0.05", "--lag", "0")
    assert "Answers kept: 18. Requests to send: 2 (0 new, 0 changed, 2 failed)." in said(once_more)


def test_what_is_sent_again_is_said(run: Run, server: MockServer, requests_file: Path, folder: Path) -> None:
    server.add_faults(LineFault("request-1", missing=True))
    done = run("run", requests_file, "-o", "out.jsonl", "--poll-interval", "0.05", "--lag", "0")
    assert "ended COMPLETED with 19 of 20 requests done; the others are sent again." in said(done)
    rows = [line.split("\t") for line in run("status", "out.jsonl").stdout.splitlines()]
    assert [row[:3] + row[4:] for row in rows] == [
        ["shard", "step", "requests", "status"],
        ["1", "sent again", "", "COMPLETED"],
        ["1", "joined", "1", "COMPLETED"],
    ]


def test_a_batch_that_is_gone_can_be_done_without(run: Run, server: MockServer, requests_file: Path) -> None:
    server.add_faults(Fault("getBatch", 404, {"error": "there is no such batch"}))
    command = ("run", requests_file, "-o", "out.jsonl", "--poll-interval", "0.05", "--lag", "0")
    gone = run(*command)
    id = run("status", "out.jsonl").stdout.splitlines()[1].split("\t")[3]
    assert gone.returncode == 1
    notes = said(gone).splitlines()[-2:]
    assert notes[0].startswith("batchline: Nothing is lost: run the same command again to resume. The state of the run")
    assert notes[1] == (
        f"batchline: If it stays missing, `--skip-batch {id}` (`skip_batches=['{id}']`) continues without it. "
        "Requests without an answer then count as failed, and sending them again means paying again."
    )
    unknown = run(*command, "--skip-batch", "batch-of-others")
    assert (unknown.returncode, f"this run has no batch batch-of-others (it has: {id})." in said(unknown)) == (
        1,
        True,
    )
    server.add_faults(
        Fault("getBatch", 404, {"error": "there is no such batch"}, times=99)
    )  # one that comes back is used
    done = run(*command, "--skip-batch", id)
    assert (done.returncode, "20 failed (missing: 20)" in said(done)) == (3, True)
    assert (
        f"Continuing without batch {id}: 20 of the 20 requests of this shard have no answer and count as failed."
    ) in said(done)
    assert [call.operation for call in server.calls].count("createBatch") == 1


def test_a_batch_that_is_not_found_is_looked_for_as_long_as_the_user_says(
    run: Run, server: MockServer, requests_file: Path
) -> None:
    server.add_faults(Fault("getBatch", 404, {"error": "there is no such batch"}, times=2))
    done = run("run", requests_file, "-o", "out.jsonl", "--poll-interval", "0.05", "--lag", "30")
    assert done.returncode == 0
    assert re.search(
        r"Batch \S+ was not found, nor was any other batch of this run\. Checking again for up to 30 s\. "
        r"Does the API key belong to another account\?",
        said(done),
    )


def test_an_output_without_a_record_is_replaced_only_by_name(
    run: Run, server: MockServer, requests_file: Path, folder: Path
) -> None:
    (folder / "out.jsonl").write_text("precious")
    done = run("run", requests_file, "-o", "out.jsonl")
    assert (done.returncode, said(done).splitlines()[-1]) == (
        1,
        "batchline: Nothing was sent: out.jsonl is not empty, and there is no record of the run that wrote it. Choose: "
        "`--overwrite` (`overwrite=True`) sends all 20 requests and replaces it; or name another output, which sends "
        "them as well.",
    )
    assert server.calls == []
    assert sorted(path.name for path in folder.iterdir()) == ["out.jsonl", "requests.jsonl"]
    server.add_faults(Fault("createBatch", 400, {"error": "no"}))
    failed = run("run", requests_file, "-o", "out.jsonl", "--overwrite")
    assert (failed.returncode, (folder / "out.jsonl").read_text()) == (1, "precious")
    assert run("run", requests_file, "-o", "out.jsonl", "--overwrite", "--poll-interval", "0.05").returncode == 0
    assert len((folder / "out.jsonl").read_text().splitlines()) == 20


def test_an_edited_input_is_sent_only_as_the_user_says(
    run: Run, server: MockServer, requests_file: Path, folder: Path
) -> None:
    command = ("run", requests_file, "-o", "out.jsonl", "--poll-interval", "0.05")
    assert run(*command).returncode == 0
    requests_file.write_bytes(requests_file.read_bytes().replace(b'"question 7"', b'"another question"'))
    calls = len(server.calls)
    done = run(*command)
    assert (done.returncode, said(done).splitlines()[-1]) == (
        1,
        f"batchline: Nothing was sent: {requests_file} has changed since the run that wrote out.jsonl. Choose: "
        "`--update` (`update=True`) sends 1 (1 changed) and keeps 19 answers; "
        "`--overwrite` (`overwrite=True`) sends all 20 requests; "
        "or name another output, which sends all of them as well.",
    )
    assert len(server.calls) == calls
    done = run(*command, "--update")
    assert (done.returncode, "20 of 20 requests succeeded" in said(done)) == (0, True)
    assert "Answers kept: 19. Requests to send: 1 (0 new, 1 changed, 0 failed)." in said(done)
    assert sent(server) == [20, 1]
    assert run(*command, "--overwrite").returncode == 0
    assert sent(server) == [20, 1, 20]
    # What has ended with the same input has nothing to update.
    assert run(*command, "--update").returncode == 0
    assert sent(server) == [20, 1, 20]


def sent(server: MockServer) -> list[int]:
    """How many requests the batches have had, in the order in which they were created."""
    inputs = [server._store.blob(job["input_file_id"]).read_bytes() for job in server.paid_jobs()]
    return [one.count(b"\n") for one in inputs]


def test_an_endpoint_that_nobody_knows_costs_nothing(run: Run, server: MockServer, requests_file: Path) -> None:
    done = run("run", requests_file, "-o", "out.jsonl", "--endpoint", "/v1/chat/completion")
    assert (done.returncode, "'/v1/chat/completions'" in said(done)) == (2, True)
    assert server.calls == []


def test_the_command_that_runs_again_what_failed_has_the_options_of_the_run(
    run: Run, server: MockServer, folder: Path
) -> None:
    server.add_faults(LineFault("a"))
    (folder / "in.jsonl").write_text('{"custom_id": "a", "body": {"model": "m", "prompt": "hi"}}\n')
    options = ("--endpoint", "/v1/completions", "--state", "s", "--report", "r.html", "--poll-interval", "0.05")
    done = run("run", "in.jsonl", "-o", "out.jsonl", *options, "--retries", "0", "--lag", "2.5")
    command = "batchline run in.jsonl -o out.jsonl --state s --endpoint /v1/completions --retries 0 --lag 2.5 --update"
    assert command in said(done)
    assert html.escape(command) in (folder / "r.html").read_text()


def test_a_report(run: Run, requests_file: Path, folder: Path) -> None:
    done = run("run", requests_file, "-o", "out.jsonl", "--report", "r.html", "--local")
    assert (done.returncode, done.stdout) == (0, "out.jsonl\n")
    page = (folder / "r.html").read_text()
    assert "20 of 20 requests succeeded" in page
    assert "COMPLETED" in page
    # What cannot be written is said before anything is sent.
    for path, words in [
        ("nowhere/r.html", "--report nowhere/r.html cannot be written: No such file or directory"),
        (requests_file, "--report would overwrite"),
        ("out.jsonl", "--report would overwrite"),
    ]:
        refused = run("run", requests_file, "-o", "out.jsonl", "--report", path, "--local")
        assert refused.returncode == 2
        assert words in said(refused)
        assert "uploading" not in refused.stderr


def test_a_report_that_cannot_be_written_costs_nothing(
    run: Run, server: MockServer, requests_file: Path, folder: Path
) -> None:
    command = ("run", requests_file, "-o", "out.jsonl", "--poll-interval", "0.05", "--report")
    full = run(*command, "/dev/full")
    assert (full.returncode, said(full).splitlines()[-2:]) == (
        1,
        [
            "batchline: The report /dev/full cannot be written: No space left on device. Run the same command again "
            "to write it; that sends nothing.",
            "batchline: The run has ended, and its results are in out.jsonl.",
        ],
    )
    assert (folder / "out.jsonl").exists()
    done = run(*command, "r.html")
    assert (done.returncode, "This run has already ended, so nothing was sent." in said(done)) == (0, True)
    assert "20 of 20 requests succeeded" in (folder / "r.html").read_text()
    assert [call.operation for call in server.calls].count("createBatch") == 1
    kept = sorted(path.name.partition("-")[0] for path in (folder / "out.jsonl.batchline").iterdir())
    assert kept == ["journal.sqlite", "lock", "record", "run.json"]


def test_check(run: Run, requests_file: Path, folder: Path) -> None:
    good = run("check", requests_file, "--purpose", "batch-api")
    assert (good.returncode, good.stdout) == (0, f"{requests_file}: ok for batch-api, 20 requests\n")
    (folder / "bad.jsonl").write_text('{"text": "a"}\nnope\n')
    bad = run("check", "bad.jsonl")
    assert bad.returncode == 1
    assert "bad.jsonl:2:1: the line is not JSON" in bad.stdout
    assert json.loads(run("check", "bad.jsonl", "--json").stdout)["issues"][0]["line"] == 2
    assert run("check", "missing.jsonl").returncode == 1
    (folder / "more.jsonl").write_text('{"text": "a", "id": 1}\n')
    warned = run("check", "more.jsonl", "--json", "--purpose", "calibration")
    assert (warned.returncode, json.loads(warned.stdout)["warnings"][0]["pointer"]) == (0, "/id")
    assert bad.stderr == good.stderr == ""  # a bar is for terminals


def test_check_says_what_to_do_next(run: Run, folder: Path) -> None:
    (folder / "my data.jsonl").write_text('{"text": 1}\n')
    last = run("check", "my data.jsonl").stdout.splitlines()[-1]
    assert last == "Fix it, then check again: batchline check 'my data.jsonl' --purpose fine-tune"
    listed = run("check", "my data.jsonl", "--max-issues", "0").stdout
    assert listed.startswith("… and 1 more\n")


def test_check_fits_the_terminal(run: Run, folder: Path) -> None:
    (folder / "a.jsonl").write_text(json.dumps({"text": "x" * 500, "more": 1}))
    for columns in ("40", "120"):
        _, line, marker, *_ = run("check", "a.jsonl", env={"COLUMNS": columns}).stdout.splitlines()
        assert len(line) <= int(columns)
        assert line[marker.index("^") :].startswith('"more"')


@pytest.mark.skipif(not GSM8K.exists(), reason="the real data is not beside this checkout")
def test_ten_faults_planted_in_real_data(run: Run, folder: Path) -> None:
    rows = [json.loads(line) for line in GSM8K.read_text(encoding="utf-8").splitlines()]
    pairs = [("user", "question"), ("assistant", "answer")]
    lines = [json.dumps({"messages": [{"role": role, "content": row[key]} for role, key in pairs]}) for row in rows]
    planted: dict[int, tuple[Callable[[str], str], str]] = {
        11: (lambda line: line.replace('"assistant"', '"asistant"'), "wrong-value at /messages/1/role"),
        100: (lambda line: line.replace('"role": "assistant"', '"role": "user"'), "role-order at /messages/1/role"),
        201: (lambda line: line[:-2], "invalid-json"),
        301: (lambda line: line.replace('"content"', '"contents"', 1), "missing-content at /messages/0"),
        401: (lambda line: line.replace('"', "'"), "invalid-json"),
        501: (lambda line: line.replace("{", '{"weight": -5, ', 1), "wrong-value at /weight"),
        641: (lambda line: '{"prompt": "a", "completion": "b"}', "mixed-formats"),
        701: (
            lambda line: line.replace('"content": ', '"content": 5, "was": ', 1),
            "wrong-type at /messages/0/content",
        ),
        801: (lambda line: line.replace('"role"', '"weight": 1.0, "role"', 1), "wrong-type at /messages/0/weight"),
        1319: (lambda line: line.replace('"user"', '"user", "score": NaN'), "invalid-json"),
    }
    for number, (spoil, _) in planted.items():
        lines[number - 1] = spoil(lines[number - 1])
    (folder / "train.jsonl").write_text("\n".join(lines))
    done = run("check", "train.jsonl")
    told = [line.partition(": ") for line in done.stdout.splitlines() if line.startswith("train.jsonl:")][:-1]
    found = [(int(place.split(":")[1]), said.rpartition(" [")[2].rstrip("]")) for place, _, said in told]
    # One more than was planted: where the assistant's role is lost, no message is the assistant's.
    assert found == sorted([(100, "no-assistant at /messages"), *((n, code) for n, (_, code) in planted.items())])
    assert "11 faults for fine-tune in 1,319 rows" in done.stdout


@pytest.mark.skipif(_cores() < 2, reason="one core has no helper")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_check_that_is_ended_leaves_no_process(folder: Path, number: signal.Signals) -> None:
    import psutil

    with (folder / "a.jsonl").open("wb") as file:
        for _ in range(200):
            file.write(b'{"text": "t"}\n' * 2**16)
    command = [sys.executable, "-m", "batchline", "check", "a.jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        helpers: list[psutil.Process] = []
        while not helpers and process.poll() is None:
            helpers = psutil.Process(process.pid).children()
        process.send_signal(number)
        out, err = process.communicate()
    assert helpers
    assert process.returncode == {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGKILL: -9}[number]
    assert "Traceback" not in out + err
    _, alive = psutil.wait_procs(helpers, timeout=10)
    assert alive == []


def test_files(run: Run, requests_file: Path, folder: Path) -> None:
    file_id = run("files", "upload", requests_file, "--purpose", "batch-api", "--check", "always").stdout.strip()
    assert run("files", "list").stdout.splitlines()[1].split("\t")[0] == file_id
    assert json.loads(run("files", "list", "--json").stdout)[0]["id"] == file_id
    assert "requests.jsonl" in run("files", "get", file_id).stdout
    assert run("files", "download", file_id, "-o", "copy").stdout == "copy\n"
    assert (folder / "copy").read_bytes() == requests_file.read_bytes()
    assert run("files", "download", file_id, "-o", "-").stdout == requests_file.read_text()
    assert run("files", "download", file_id).stdout == f"{file_id}.jsonl\n"
    assert run("files", "upload", requests_file, "--purpose", "batch-api", "--on-duplicate", "raise").returncode == 1
    assert json.loads(run("files", "delete", file_id, "--json").stdout)["deleted"] is True
    gone = run("files", "get", file_id)
    assert (gone.returncode, gone.stdout) == (1, "")
    assert f"There is no file {file_id}" in said(gone)


def test_batches(run: Run, server: MockServer, requests_file: Path) -> None:
    server.add_faults(LineFault("request-5"))
    file_id = run("files", "upload", requests_file, "--purpose", "batch-api").stdout.strip()
    batch_id = run("batches", "create", file_id).stdout.strip()
    ended = run("batches", "wait", batch_id, "--poll-interval", "0.05", "--json")
    assert (ended.returncode, json.loads(ended.stdout)["status"]) == (0, "COMPLETED")
    assert run("batches", "list").stdout.splitlines()[1].startswith(f"{batch_id}\tCOMPLETED")
    assert "COMPLETED" in run("batches", "get", batch_id).stdout
    results = run("batches", "results", batch_id)
    assert results.returncode == 3
    assert "request-1\techo: question 0" in results.stdout.splitlines()
    assert "request-5 failed: the model did not answer" in said(results)
    as_json = [json.loads(line) for line in run("batches", "results", batch_id, "--json").stdout.splitlines()]
    assert len(as_json) == 20
    assert as_json[-1]["error"]["code"] == "model_error"
    assert json.loads(run("batches", "cancel", batch_id, "--json").stdout)["status"] == "COMPLETED"
    other = run("batches", "create", file_id, "--priority", "2", "--model-id", "m", "--json")
    assert json.loads(other.stdout)["model_id"] == "m"
    assert server.calls[-1].body["priority"] == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["files", "upload", "none.jsonl"], "No such file or directory"),
        (["run", "none.jsonl", "-o", "out.jsonl"], "No such file or directory"),
        (
            ["run", "requests.jsonl", "-o", "none/out.jsonl"],
            "none/out.jsonl cannot be written: No such file or directory",
        ),
        (["build", "none.jsonl", "-o", "x.jsonl", "--model", "m", "--user", "{a}"], "No such file or directory"),
        (["build", "requests.jsonl", "-o", "x.jsonl", "--model", "m", "--user", "{a}"], "there is no column 'a'"),
        (["build", "requests.jsonl", "-o", "x.jsonl", "--model", "m", "--user", "{"], "template"),
        (["files", "get", ".."], "must be a file or batch id"),
        (["batches", "get", "none"], "there is no batch none"),
    ],
)
def test_what_is_refused_is_said_in_a_sentence(run: Run, requests_file: Path, arguments: list[str], words: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert words in said(done)


@pytest.mark.parametrize(
    "arguments",
    [
        ["run", "requests.jsonl"],
        ["nothing"],
        ["build", "requests.jsonl", "-o", "x.jsonl", "--model", "m"],
        ["build", "requests.jsonl", "-o", "x.jsonl", "--model", "m", "--user", "a", "--prompt", "b"],
        ["build", "requests.jsonl", "-o", "x.jsonl", "--model", "m", "--user", "a", "--param", "novalue"],
        ["build", "requests.jsonl", "-o", "x.jsonl", "--model", "m", "--user", "a", "--param", "model=x"],
        ["files", "download", "x", "-o", "-", "--json"],
        ["run", "requests.jsonl", "-o", "-", "--json"],
        ["check", "requests.jsonl", "--purpose", "batch"],
        ["run", "requests.jsonl", "-o", "out", "--poll-interval", "-1"],
        ["run", "requests.jsonl", "-o", "out", "--lag", "-1"],
        ["run", "requests.jsonl", "-o", "out", "--retries", "-1"],
        ["run", "requests.jsonl", "-o", "out", "--in-flight", "0"],
        ["run", "requests.jsonl", "-o", "out", "--overwrite", "--update"],
        ["run", "requests.jsonl", "-o", "out", "--local", "--update"],
        ["run", "requests.jsonl", "-o", "out", "--without", "batch-1"],
        ["files", "upload", "requests.jsonl", "--check", "maybe"],
    ],
)
def test_wrong_usage(run: Run, requests_file: Path, arguments: list[str]) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Usage" in said(done)


def test_a_wrong_key_and_a_wrong_address(run: Run, server: MockServer) -> None:
    refused = run("files", "list", env={"TOGETHER_API_KEY": "wrong-secret"})
    assert refused.returncode == 1
    assert "Check the API key" in said(refused)
    assert "wrong-secret" not in refused.stderr
    assert "Invalid base URL" in said(run("files", "list", env={"TOGETHER_BASE_URL": "my.example"}))
    server.add_faults(Fault("listFiles", 200, b"<html><title>Hello</title>", headers={"Content-Type": "text/html"}))
    assert "an HTML page (Hello)" in said(run("files", "list"))


def test_a_closed_port_is_tried_again_and_said(run: Run) -> None:
    command = [sys.executable, "-m", "batchline", "files", "list"]
    environment = {**os.environ, "TOGETHER_API_KEY": "k", "TOGETHER_BASE_URL": "http://127.0.0.1:1"}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stderr is not None
        first = process.stderr.readline()
        process.send_signal(signal.SIGINT)  # the user need not wait for all tries
        rest = process.stderr.read()
    assert "could not be reached" in first
    assert "Trying again" in first
    assert (process.returncode, rest) == (130, "batchline: interrupted\n")


def test_a_full_disk(run: Run, server: MockServer, requests_file: Path) -> None:
    file_id = run("files", "upload", requests_file, "--purpose", "batch-api").stdout.strip()
    full = run("files", "download", file_id, "-o", "/dev/full")
    assert full.returncode == 1
    assert "No space left on device" in said(full)
    for _ in range(2):
        full = run("run", requests_file, "-o", "/dev/full", "--poll-interval", "0.05")
        assert full.returncode == 1
        assert "Writing /dev/full failed: No space left on device" in said(full)
        assert full.stderr.splitlines()[-1] == (
            "batchline: The answers are kept: run the same command again to write them, which costs nothing."
        )
    calls = len(server.calls)
    done = run("run", requests_file, "-o", "-")
    assert (done.returncode, len(done.stdout.splitlines()), len(server.calls)) == (0, 20, calls)
    assert [call.operation for call in server.calls].count("createBatch") == 1


def test_outputs_may_be_pipes(run: Run, server: MockServer, requests_file: Path, folder: Path) -> None:
    done = run("run", requests_file, "-o", "-", "--poll-interval", "0.05")
    assert done.returncode == 0
    (runs,) = (Path(os.environ["XDG_STATE_HOME"]) / "batchline" / "runs").iterdir()
    assert f"The state of this run and its answers are in {runs}.\n" in said(done)
    assert runs.stat().st_mode & 0o077 == runs.parent.stat().st_mode & 0o077 == 0
    calls = len(server.calls)
    again = run("run", requests_file, "-o", "-")
    assert (again.returncode, again.stdout, len(server.calls)) == (0, done.stdout, calls)
    assert [json.loads(line)["custom_id"] for line in done.stdout.splitlines()] == [
        f"request-{n}" for n in range(1, 21)
    ]
    (folder / "data.csv").write_text("word\none\n")
    built = run("build", "data.csv", "-o", "-", "--model", "m", "--user", "{word}")
    assert json.loads(built.stdout)["custom_id"] == "request-1"
    assert sorted(path.name for path in folder.iterdir()) == ["data.csv", "requests.jsonl"]


RUN = "run requests.jsonl -o out.jsonl --local --poll-interval 0.05"


@pytest.mark.parametrize(
    "redirect", [">&-", "2>&-", ">&- 2>&-", "> /dev/full", "2> /dev/full", "2>&1 | head -1 > first"]
)
@pytest.mark.parametrize("code", [0, 3])
def test_streams_decide_nothing(requests_file: Path, folder: Path, redirect: str, code: int) -> None:
    if code:  # answers with a fault
        command = RUN.replace("--local", "--retries 0")
        with MockServer(job_seconds=0.02, faults=[LineFault("request-1")]) as server:
            done = in_shell(f"{command} {redirect}", TOGETHER_API_KEY=server.api_key, TOGETHER_BASE_URL=server.base_url)
    else:
        done = in_shell(f"{RUN} {redirect}")
    assert (done.returncode, "Traceback" in done.stderr) == (code, False)
    assert len((folder / "out.jsonl").read_text().splitlines()) == 20


@pytest.mark.parametrize("redirect", [">&-", "> /dev/full", "| true"])
def test_a_product_that_cannot_be_written_is_a_failure_once_the_work_is_done(
    server: MockServer, requests_file: Path, folder: Path, redirect: str
) -> None:
    access = {"TOGETHER_API_KEY": server.api_key, "TOGETHER_BASE_URL": server.base_url}
    done = in_shell(f"run requests.jsonl -o out.jsonl --json --poll-interval 0.05 {redirect}", **access)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert len((folder / "out.jsonl").read_text().splitlines()) == 20
    if redirect == "> /dev/full":
        assert done.stderr.splitlines()[-1] == "batchline: stdout: No space left on device"
    job = server.paid_jobs()[0]["id"]
    for command in (f"batches results {job}", f"batches results {job} --json", "batches list", "files list --json"):
        done = in_shell(f"{command} {redirect}", **access)
        assert (done.returncode, "Traceback" in done.stderr) == (1, False), command


def test_a_check_fails_whoever_reads_of_it(folder: Path) -> None:
    (folder / "bad.jsonl").write_text("no json\n" * 50)
    for redirect in ("| head -1", ">&-", "> /dev/full", "2>&-"):
        done = in_shell(f"check bad.jsonl {redirect}")
        assert (done.returncode, "Traceback" in done.stderr) == (1, False), redirect
    (folder / "good.jsonl").write_text('{"text": "a"}\n')
    for redirect in ("| true", ">&-", "> /dev/full", "2>&-"):
        assert in_shell(f"check good.jsonl {redirect}").returncode == 0, redirect


def in_shell(command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `batchline` in a shell, whose exit code is that of the command also in a pipe."""
    line = f"set -o pipefail; {sys.executable} -m batchline {command}"
    return subprocess.run(
        ["bash", "-c", line], capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )


@pytest.mark.parametrize("redirect", [">", ">>"])
def test_stdout_may_be_a_file_that_others_write_to(run: Run, requests_file: Path, folder: Path, redirect: str) -> None:
    (folder / "all.txt").write_text("kept\n")
    line = f"{{ echo before; {sys.executable} -m batchline run {requests_file} -o - --local; echo after; }} {redirect} all.txt"
    assert subprocess.run(["bash", "-c", line], check=True).returncode == 0
    lines = (folder / "all.txt").read_text().splitlines()
    assert lines[: 2 if redirect == ">>" else 1] == ["kept", "before"][redirect == ">" :]
    assert lines[-1] == "after"
    assert sum("custom_id" in line for line in lines) == 20
    assert sorted(path.name for path in folder.iterdir()) == ["all.txt", "requests.jsonl"]


def test_a_name_that_is_not_utf_8(run: Run, requests_file: Path) -> None:
    os.rename(requests_file, b"bad\xff.jsonl")
    done = run("files", "upload", os.fsdecode(b"bad\xff.jsonl"), "--purpose", "batch-api")
    assert (done.returncode, done.stdout.startswith("file-")) == (0, True)
    assert "bad\ufffd.jsonl" in run("files", "list").stdout


@pytest.mark.parametrize(
    ("number", "code", "word"), [(signal.SIGINT, 130, "interrupted"), (signal.SIGTERM, 143, "terminated")]
)
def test_interrupted_while_waiting(
    run: Run, requests_file: Path, folder: Path, number: signal.Signals, code: int, word: str
) -> None:
    with MockServer(job_seconds=60) as slow:
        done = stopped(slow, "VALIDATING", number)
        (job,) = slow.paid_jobs()
    assert (done.returncode, done.stdout) == (code, "")
    assert f"batchline: Still running at the service, and billed: {job['id']}.\n" in done.stderr
    assert word in done.stderr
    assert "Nothing is lost: run the same command again to resume. The state of the run is in " in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(path.name for path in folder.iterdir()) == ["out.jsonl.batchline", "requests.jsonl"]
    requests_file.unlink()
    assert said(run("run", "requests.jsonl", "-o", "out.jsonl")).splitlines()[-2:] == [
        "batchline: Nothing was sent. requests.jsonl cannot be read: No such file or directory.",
        "batchline: The run writing out.jsonl has not ended. Restore its input to resume it.",
    ]


def stopped(server: MockServer, when: str, number: signal.Signals) -> subprocess.CompletedProcess[str]:
    """Runs `batchline run` and sends it a signal when it says something."""
    environment = {**os.environ, "TOGETHER_API_KEY": server.api_key, "TOGETHER_BASE_URL": server.base_url}
    command = [sys.executable, "-m", "batchline", "run", "requests.jsonl", "-o", "out.jsonl", "--poll-interval", "0.05"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stderr is not None
        while when not in process.stderr.readline():
            assert process.poll() is None
        process.send_signal(number)
        out, err = process.communicate(timeout=20)
    return subprocess.CompletedProcess(command, process.returncode, out, err)


def test_where_an_interrupted_run_stands_and_that_it_goes_on(requests_file: Path, folder: Path) -> None:
    def said_of(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "batchline", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)

    with MockServer(job_seconds=1) as slow:
        environment = {**os.environ, "TOGETHER_API_KEY": slow.api_key, "TOGETHER_BASE_URL": slow.base_url}
        stopped(slow, "VALIDATING", signal.SIGINT)
        status = said_of("status", "out.jsonl")
        assert status.returncode == 0
        header, row = (line.split("\t") for line in status.stdout.splitlines())
        assert dict(zip(header, row, strict=True))["step"] == "submitted"
        assert status.stderr == (
            "batchline: 0 of 20 requests done; not running: run the same `batchline run` command again to resume\n"
        )
        assert json.loads(said_of("status", "out.jsonl", "--json").stdout)["is_running"] is False
        again = said_of("run", "requests.jsonl", "-o", "out.jsonl", "--poll-interval", "0.05")
        assert again.returncode == 0
        assert "Resuming the run whose state is in " in again.stderr
        assert [call.operation for call in slow.calls].count("createBatch") == 1
    ended = said_of("status", "out.jsonl")
    assert (ended.returncode, ended.stderr) == (0, "batchline: 20 of 20 requests done; run finished\n")
    none = said_of("status", "other.jsonl")
    assert (none.returncode, "There is no record of a run in" in none.stderr) == (1, True)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_while_downloading(requests_file: Path, folder: Path, number: signal.Signals) -> None:
    with MockServer(faults=[Fault("retrieveFileContent", 200, delay=3.0)]) as slow:
        done = stopped(slow, "COMPLETED", number)
    assert done.returncode == 128 + number
    assert "Still running" not in done.stderr
    assert "Nothing is lost: run the same command again to resume." in done.stderr
    assert sorted(path.name for path in folder.iterdir()) == ["out.jsonl.batchline", "requests.jsonl"]


def test_a_reader_that_leaves_is_told_of_by_the_exit_code_alone(run: Run, folder: Path) -> None:
    (folder / "data.jsonl").write_bytes(b'{"any": "thing"}\n' * 100_000)
    file_id = run("files", "upload", "data.jsonl", "--purpose", "eval").stdout.strip()
    line = f"{sys.executable} -m batchline files download {file_id} -o - | head -n 1; exit ${{PIPESTATUS[0]}}"
    environment = {**os.environ, "TOGETHER_API_KEY": "mock-key", "TOGETHER_BASE_URL": ""}
    environment["TOGETHER_BASE_URL"] = run_base(run)
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False, env=environment)
    assert (done.returncode, done.stdout, done.stderr) == (1, '{"any": "thing"}\n', "")


def run_base(run: Run) -> str:
    closure: Any = run.__closure__
    return next(cell.cell_contents["TOGETHER_BASE_URL"] for cell in closure if isinstance(cell.cell_contents, dict))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_mock_in_the_foreground(run: Run, folder: Path, number: signal.Signals) -> None:
    command = [sys.executable, "-m", "batchline", "mock", "--data", "kept"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        base_url = process.stdout.readline().strip()
        there = {"TOGETHER_BASE_URL": base_url, "TOGETHER_API_KEY": "mock-key"}
        assert json.loads(run("files", "list", "--json", env=there).stdout) == []
        process.send_signal(number)
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (0, "")
    assert f"TOGETHER_BASE_URL={base_url} " in err
    assert f"TOGETHER_BASE_URL={base_url.removesuffix('/v1')}\n" in err  # for together 3.x
    assert "--lag 0" in err
    assert (folder / "kept" / "state.json").exists()


def test_the_mock_over_https(run: Run, folder: Path) -> None:
    command = [sys.executable, "-m", "batchline", "mock", "--tls"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        base_url = process.stdout.readline().strip()
        assert base_url.startswith("https://")
        exported = dict(word.split("=", 1) for word in process.stderr.readline().split() if "=" in word)
        assert exported["TOGETHER_BASE_URL"] == base_url
        assert json.loads(run("files", "list", "--json", env=exported).stdout) == []
        refused = run("files", "list", env={**exported, "SSL_CERT_FILE": ""})
        assert refused.returncode == 1
        assert "SSL_CERT_FILE" in said(refused)
        process.send_signal(signal.SIGTERM)
    assert process.returncode == 0
    assert not Path(exported["SSL_CERT_FILE"]).exists()


def test_a_taken_port(run: Run, server: MockServer) -> None:
    port = server.base_url.split(":")[2].partition("/")[0]
    done = run("mock", "--port", port)
    assert done.returncode == 1
    assert "in use" in said(done)


def test_help_and_version(run: Run) -> None:
    started = time.monotonic()
    assert "Exit codes" in run("--help").stdout
    assert run("--version").stdout.startswith("batchline, version ")
    assert started


UNCLEAN = "\x1b[2J\x9b\u202e\u2066\u2028\x7f\u00ad"


def test_json_has_nothing_that_a_terminal_obeys(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({UNCLEAN: [UNCLEAN, "\U000e0041 \ud800 plain é 漢"]})
    printed = capsys.readouterr().out
    assert printed[:-1].isprintable()
    assert "plain é 漢" in printed
    assert json.loads(printed) == {UNCLEAN: [UNCLEAN, "\U000e0041 \ud800 plain é 漢"]}


def test_a_representation_has_nothing_that_a_terminal_obeys() -> None:
    job = BatchJob.from_dict({"id": UNCLEAN, "status": UNCLEAN, "error": UNCLEAN, UNCLEAN: UNCLEAN})
    result = BatchResult(UNCLEAN, 200, {UNCLEAN: UNCLEAN}, LineError(message=UNCLEAN, code=UNCLEAN))
    file = FileResponse.from_dict({"id": UNCLEAN, "filename": UNCLEAN, "purpose": UNCLEAN})
    error = NotFoundError("m", status_code=404, body={UNCLEAN: UNCLEAN}, request_id=UNCLEAN)
    for shown in (job, job.status, result, file, file.purpose, FileObject("local", UNCLEAN, UNCLEAN, 1), error):
        assert repr(shown).isprintable(), repr(shown)
    assert (job.status.value, pickle.loads(pickle.dumps(job.status))) == (UNCLEAN, job.status)


def test_results_of_a_batch_without_files(requests_file: Path) -> None:
    with MockServer(job_seconds=60) as server, Client(server.api_key, server.base_url) as client:
        file = client.files.upload(requests_file, purpose="batch-api")
        job = client.batches.create_batch(file.id, "/v1/chat/completions")
        client.batches.cancel_batch(job.id)
        access = {"TOGETHER_API_KEY": server.api_key, "TOGETHER_BASE_URL": server.base_url}
        done = in_shell(f"batches results {job.id}", **access)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"batchline: Batch {job.id} ended CANCELLED without results: ")
