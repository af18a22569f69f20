"""Runs whose network is cut in the middle: in a network namespace of their own, where that is allowed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ALONE = ["unshare", "--map-root-user", "--net"]

# In the namespace: a server, a run, and the loopback that goes away when the run is about to do something.
CUT = """
import functools, os, subprocess, sys, threading, time
from batchline.testing import MockServer

def link(state):
    subprocess.run(["ip", "link", "set", "lo", state], check=True)

RUN = '''
import functools, sys
import httpx
from batchline.engine import connection
from batchline.run import start
start.plan = functools.partial(start.plan, max_requests=8)
connection.DEFAULT_TIMEOUT = httpx.Timeout(0.4)
from batchline.cli import run
run.RetryPolicy = functools.partial(run.RetryPolicy, first_delay=0.01)  # all tries are over before the network is back
from batchline.cli.main import main
sys.argv = ["batchline", "run", "requests.jsonl", "-o", "out.jsonl", "--poll-interval", "0.2"]
main()
'''

moment = sys.argv[1]
link("up")
with MockServer(job_seconds=1.0) as server:
    environment = os.environ | {"TOGETHER_API_KEY": server.api_key, "TOGETHER_BASE_URL": server.base_url}
    command = [sys.executable, "-c", RUN]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        for line in process.stderr:
            print(line, end="", file=sys.stderr)
            if moment and moment in line:
                moment = ""
                link("down")
                time.sleep(3.0)
                link("up")
    created = sum(call.operation == "createBatch" and call.status == 201 for call in server.calls)
    print(process.returncode, created, moment or "cut")
"""


def allowed() -> bool:
    if not (shutil.which("unshare") and shutil.which("ip")):
        return False
    return subprocess.run([*ALONE, "ip", "link", "set", "lo", "up"], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not allowed(), reason="needs ip, and the right to make a network namespace")
@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2 of 3: uploading", ""),  # bytes on their way may only come later
        ("3 of 3: batch", "The service answers again."),
        ("2 of 3: downloading", "and until it succeeds."),
    ],
)
def test_a_run_whose_network_is_cut(requests_file: Path, folder: Path, moment: str, words: str) -> None:
    done = subprocess.run(
        [*ALONE, sys.executable, "-c", CUT, moment], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.stdout.splitlines() == ["out.jsonl", "0 3 cut"], done.stderr
    assert "20 of 20 requests succeeded in 3 batches" in done.stderr
    assert words in done.stderr
    lines = [json.loads(line) for line in (folder / "out.jsonl").read_text().splitlines()]
    assert [line["custom_id"] for line in lines] == [f"request-{n}" for n in range(1, 21)]
    kept = sorted(path.name.partition("-")[0] for path in (folder / "out.jsonl.batchline").iterdir())
    assert kept == ["journal.sqlite", "lock", "record", "run.json"]
