"""Runs that are killed at random moments, and what the same command makes of it.

`make crash-test` kills at 100 random moments, `make test` at a few of them.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from batchline import Client
from batchline.testing import Fault, MockServer

KILLS = 2 * int(os.environ.get("BATCHLINE_KILLS", "4"))
REQUESTS = 30

# A process of its own, whose batches take 12 requests at most, and whose patience is short.
COMMAND = """
import functools, sys
from batchline.flows import batches, opening, retry
opening.plan = functools.partial(opening.plan, max_requests=12)
batches.FIRST_POLL, batches.LOOKS, retry.FIRST_DELAY = 0.02, (0.05,) * 4, 0.01
from batchline.cli.main import main
sys.argv = ["batchline", "run", "requests.jsonl", "-o", "out.jsonl", "--retries", "0"]
main()
"""
TROUBLED = ("createFile", "preprocessFile", "createBatch", "listBatches", "getBatch", "retrieveFileContent", "putFile")


def begun(server: MockServer) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "TOGETHER_API_KEY": server.api_key, "TOGETHER_BASE_URL": server.base_url}
    return subprocess.Popen(
        [sys.executable, "-c", COMMAND], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )


def write_requests(folder: Path) -> None:
    lines = [
        {"custom_id": f"r{n}", "body": {"model": "m", "messages": [{"role": "user", "content": f"Is {n} odd?"}]}}
        for n in range(REQUESTS)
    ]
    (folder / "requests.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))


def trouble(seed: int) -> list[Fault]:
    """About one call of ten goes wrong, before or after it was carried out."""
    dice = random.Random(seed)
    return [
        Fault(operation, status=dice.choice([503, None]), skip=dice.randrange(10), after=dice.random() < 0.5)
        for operation in TROUBLED
        for _ in range(2)
    ]


@pytest.mark.parametrize("troubled", [False, True], ids=["calm", "troubled"])
@pytest.mark.parametrize("seed", range(KILLS // 2))
def test_a_run_that_is_killed(folder: Path, seed: int, troubled: bool) -> None:
    write_requests(folder)
    with MockServer(job_seconds=0.2) as server:
        started = time.monotonic()
        with begun(server) as whole:
            assert whole.wait() == 0
        seconds = time.monotonic() - started
        undisturbed = (folder / "out.jsonl").read_bytes()
        (folder / "out.jsonl").unlink()

    with MockServer(job_seconds=0.2, faults=trouble(seed) if troubled else []) as server:
        with begun(server) as process:
            time.sleep(random.Random(seed).uniform(0.2 * seconds, 1.1 * seconds))  # the same moments each time
            process.kill()
        assert not (folder / "out.jsonl").exists() or (folder / "out.jsonl").read_bytes().count(b"\n") == REQUESTS
        if (folder / "out.jsonl.batchline").exists() or not (folder / "out.jsonl").exists():
            with begun(server) as process:
                _, said = process.communicate(timeout=60)
            assert process.returncode == 0, said.decode()
        assert (folder / "out.jsonl").read_bytes() == undisturbed
        # Killed in the very moment in which it deletes the state, it leaves that to the next run.
        left = {path.name for path in folder.iterdir()} - {".out.jsonl.batchline.ended"}
        assert left == {"out.jsonl", "requests.jsonl"}
        with Client(server.api_key, server.base_url) as client:
            inputs = Counter(job.input_file_id for job in client.batches.list_batches())
        assert list(inputs.values()) == [1, 1, 1]  # also of those whose creation had no answer
        assert server.violations == []
