"""What a person sees of a run."""

from __future__ import annotations

import datetime
import io
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console as RichConsole

from batchline import RunProgress, RunStatus, RunSummary, TransferProgress
from batchline.cli.batches import _why
from batchline.cli.output import Console
from batchline.cli.view import View, done_requests, duration, sentence
from batchline.jsonl.results import parse_result
from batchline.run.state import Outcomes
from batchline.run.status import ShardStatus
from batchline.testing import LineFault, MockServer

from .examples import job, run_of, shard


def seen(*progress: RunProgress, width: int = 100) -> tuple[str, str]:
    """What was said on the way, and the view as it is then."""
    console = Console()
    console.rich = RichConsole(file=io.StringIO(), width=width, force_terminal=True, color_system=None)
    view = View(console)
    for one in progress:
        view(one)
    said = io.StringIO()
    RichConsole(file=said, width=width, color_system=None).print(view.render())
    assert isinstance(console.rich.file, io.StringIO)
    return console.rich.file.getvalue(), said.getvalue()


STATUS = run_of(
    [
        shard(1, "joined", job("a", "COMPLETED", 0, 1)),
        shard(2, "submitted", job("b", "IN_PROGRESS", progress=0.5)),
        shard(3, "submitted", job("c", "EXPIRED", progress=0.5), job("d", "VALIDATING"), answered=500),
        shard(4, "planned"),
        shard(5, "planned"),
    ],
    Outcomes(requests=1000, succeeded=990, failed=10),
)


def test_where_all_of_a_run_stands() -> None:
    transfer = TransferProgress(500_000, 1_500_000)
    _, view = seen(RunProgress("upload", transfer=transfer, shard=4, shards=5, status=STATUS))
    assert "2,000 of 5,000 (40 %), 10 failed" in view
    assert re.search(r"shards +1 joined, 1 IN_PROGRESS, 1 VALIDATING, 1 uploading, 1 planned *\n", view)
    assert re.search(r"uploaded +5\.0 MB of 7\.5 MB; uploading 500\.0 kB of 1\.5 MB *\n", view)
    assert re.search(r"time +[\d,]+ h.*; the next batch expires in \d", view)
    assert "checking" in seen(RunProgress("check"))[1]


def test_the_view_fits_a_narrow_terminal() -> None:
    _, view = seen(RunProgress("wait", shard=2, shards=5, status=STATUS), width=50)
    assert max(map(len, view.splitlines())) <= 50
    assert "2,000 of 5,000" in " ".join(view.split())


def test_ids_stay_on_the_screen() -> None:
    from batchline_api.models import BatchJob, BatchJobStatus

    two = BatchJob("batch-b", BatchJobStatus.IN_PROGRESS)
    said, _ = seen(*[RunProgress("wait", job=two, shard=2, shards=5, status=STATUS)] * 2)
    assert said == "batchline: batch batch-b, shard 2 of 5\n"


@pytest.mark.parametrize(
    ("steps", "done"),
    [
        (shard(1, "planned"), 0),
        (shard(1, "submitted", job("a", "IN_PROGRESS", progress=0.25)), 250),
        (shard(1, "ended", job("a", "EXPIRED", progress=0.6)), 600),
        (shard(1, "planned", job("a", "EXPIRED", progress=0.6), answered=590), 590),
        (shard(1, "submitted", job("a", "EXPIRED"), job("b", "IN_PROGRESS", progress=0.5), answered=600), 800),
        (shard(1, "joined", job("a", "EXPIRED", progress=0.6)), 1000),
    ],
)
def test_what_is_done(steps: ShardStatus, done: float) -> None:
    now = datetime.datetime(2026, 11, 20, tzinfo=datetime.UTC)
    status = RunStatus("in.jsonl", "/v1/chat/completions", now, None, 1010, Outcomes(), [steps], kept=10)
    assert done_requests(status) == pytest.approx(10 + done)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(-1, "0 s"), (0, "0 s"), (0.034, "0.034 s"), (5, "5 s"), (9.94, "9.9 s"), (59.4, "59 s"), (59.6, "1 min"),
     (61, "1 min 1 s"), (3599.9, "1 h"), (7260, "2 h 1 min"), (100 * 3600, "100 h")],
)  # fmt: skip
def test_durations(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_a_sentence_at_the_end() -> None:
    kinds = {f"e{n}": 1 for n in range(7)}
    assert sentence(RunSummary(1000, 993, 7, 3, {"total_tokens": 12345}, kinds, seconds=3700.0)) == (
        "993 of 1,000 requests succeeded in 3 batches, 7 failed (e0: 1, e1: 1, e2: 1, e3: 1, e4: 1, …), 12,345 tokens, 1 h 1 min"
    )
    assert sentence(RunSummary(1, 1, 0, 1, {}, {}, {}, 2.0)) == "1 of 1 request succeeded, 2 s"


def test_a_sentence_tells_which_answers_are_not_clean() -> None:
    ends = {"stop": 970, "length": 1200, "tool_calls": 5, "content_filter": 3, "empty": 2, "other": 1}
    assert sentence(RunSummary(2000, 1999, 1, 1, {}, {"429": 1}, ends, 2.0)) == (
        "1,999 of 2,000 requests succeeded, 1,200 cut off (length), 3 filtered (content_filter), 2 empty, 1 failed (429: 1), 2 s"
    )
    assert sentence(RunSummary(3, 3, 0, 1, {}, {}, {"stop": 1, "length": 2}, 2.0)) == (
        "3 of 3 requests succeeded, 2 cut off (length), 2 s"
    )
    assert sentence(RunSummary(1, 1, 0, 1, {}, {}, {"stop": 1}, 2.0)) == "1 of 1 request succeeded, 2 s"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ({"response": {"status_code": 0, "body": {}}}, "the endpoint gave no answer (status 0)"),
        ({"response": {"status_code": 0, "body": {}}, "error": {"message": "late"}}, "late"),
        ({"response": {"status_code": 500}, "error": {"message": "boom", "code": "c"}}, "boom (status 500)"),
        ({"response": {"status_code": 500, "body": {}}, "error": {"code": "c"}}, "c (status 500)"),
        ({"response": {"status_code": 500, "body": {"error": "boom"}}}, "boom (status 500)"),
        ({"response": {"status_code": 200, "body": {"error": {"message": "boom"}}}}, "boom (status 200)"),
        ({"response": {"status_code": 200, "body": {"error": {"type": "t"}}}}, "t (status 200)"),
        ({"response": {"status_code": 200, "body": {"error": {}}}}, "error (status 200)"),
        ({"response": {"status_code": 200, "body": None}}, "the answer has no body (status 200)"),
        ({"response": {"status_code": 503, "body": {}}}, "status 503"),
        ({"error": {"message": "boom", "code": "c"}}, "boom"),
        ({"error": {"message": "", "code": "c"}}, "c"),
        ({"error": {"code": 7}}, "7"),
        ({"error": {}}, "no_answer"),
        ({"error": "plain words"}, "plain words"),
    ],
)
def test_why_a_request_failed(line: dict[str, object], why: str) -> None:
    assert _why(parse_result(json.dumps({"custom_id": "a", **line}).encode(), "line 1")) == why


def test_on_a_terminal_the_view_goes_and_the_outcome_stays(requests_file: Path) -> None:
    ours, theirs = pty.openpty()
    with MockServer(job_seconds=0.6, faults=[LineFault("request-2")]) as server:
        environment = {
            **os.environ, "TERM": "xterm", "COLUMNS": "100", "NO_COLOR": "1",
            "TOGETHER_API_KEY": server.api_key, "TOGETHER_BASE_URL": server.base_url,
        }  # fmt: skip
        command = [
            sys.executable,
            "-m",
            "batchline",
            "run",
            requests_file.name,
            "-o",
            "out.jsonl",
            "--poll-interval",
            "0.1",
        ]
        with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=theirs) as process:
            os.close(theirs)
            shown = b""
            try:
                while chunk := os.read(ours, 4096):
                    shown += chunk
            except OSError:  # the other end is closed
                pass
        os.close(ours)
    assert process.returncode == 3
    text = shown.decode()
    assert re.search(r"requests +.* 0 of 20 \(0 %\)", text)
    assert "1 IN_PROGRESS" in text
    last = text.rsplit("\x1b", 1)[-1]  # after the view was wiped
    assert "19 of 20 requests succeeded, 1 failed (model_error: 1)" in last
    assert "-o out.jsonl --update" in last
