"""Runs that are killed at random moments, and what the same command makes of it.

`make crash-test` kills at 50 random moments under each setting of the service, `make test` at a few.
"""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from batchline import Client
from batchline.testing import Fault, Lag, MockServer

KILLS = int(os.environ.get("BATCHLINE_KILLS", "1"))
REQUESTS = 30
CALLS = 4
"""How often the same command is repeated at most until it succeeds."""

# A process of its own, whose batches take 12 requests at most, and whose patience is short.
COMMAND = """
import functools, sys
from batchline.cli import run
from batchline import batches
from batchline.run import start
start.plan = functools.partial(start.plan, max_requests=12)
batches.FIRST_POLL = 0.02
run.RetryPolicy = functools.partial(run.RetryPolicy, first_delay=0.01)
from batchline.cli.main import main
sys.argv = ["batchline", "run", "requests.jsonl", "-o", "out.jsonl", "--retries", "0", "--lag", "0.5"]
main()
"""
TROUBLED = ("createFile", "preprocessFile", "createBatch", "listBatches", "getBatch", "retrieveFileContent", "putFile")


class Service(NamedTuple):
    """How a service behaves.

    Attributes:
        options: What the mock is made with.
        is_troubled: Whether about one call of ten goes wrong.
        lost: How late creations of batches are carried out whose answers are lost; None for none.
        seconds: How much longer than with a calm service a run takes, about.
    """

    options: dict[str, Any] = {}  # noqa: RUF012 - nothing changes it
    is_troubled: bool = False
    lost: float | None = None
    seconds: float = 0.0


def lagging(seconds: float, **lag: Any) -> Service:
    return Service({"lag": Lag(**lag)}, seconds=seconds)


SERVICES = {
    "calm": Service(),
    "troubled": Service(is_troubled=True, seconds=0.5),
    "list": lagging(0.1, list=0.15),
    "job": lagging(0.2, job=0.15),
    "file ids": lagging(0.2, file_ids=0.15),
    **{f"content {how}": lagging(0.2, content=0.15, contents=how) for how in ("missing", "empty", "half")},
    "create": lagging(0.4, create=0.15),
    "lost": Service(lost=0.0, seconds=0.3),
    "late": Service(lost=0.1, seconds=0.5),
    "queue that refuses": Service({"queue": 1}, seconds=0.5),
    "queue that fails": Service({"queue": 1, "queue_answer": "fail"}, seconds=0.5),
    "all": Service(
        {
            "lag": Lag(list=0.15, job=0.15, file_ids=0.15, content=0.15, create=0.15, contents="half"),
            "queue": 1,
            "queue_answer": "fail",
        },
        is_troubled=True,
        lost=0.1,
        seconds=2.0,
    ),
}


def begun(server: MockServer) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "TOGETHER_API_KEY": server.api_key, "TOGETHER_BASE_URL": server.base_url}
    return subprocess.Popen(
        [sys.executable, "-c", COMMAND], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )


def repeated(server: MockServer) -> str:
    """Run the command until it succeeds; return what it said the last time."""
    for _ in range(CALLS):
        with begun(server) as process:
            _, said = process.communicate(timeout=60)
        if process.returncode == 0:
            break
    assert process.returncode == 0, said.decode()
    return said.decode()


def write_requests(folder: Path) -> None:
    lines = [
        {"custom_id": f"r{n}", "body": {"model": "m", "messages": [{"role": "user", "content": f"Is {n} odd?"}]}}
        for n in range(REQUESTS)
    ]
    (folder / "requests.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))


def faults_of(service: Service, dice: random.Random) -> list[Fault]:
    """About one call of ten goes wrong, before or after it was carried out."""
    faults = []
    if service.is_troubled:
        faults += [
            Fault(operation, status=dice.choice([503, None]), skip=dice.randrange(10), after=dice.random() < 0.5)
            for operation in TROUBLED
            for _ in range(2)
        ]
    if service.lost is not None:
        faults.append(Fault("createBatch", after=True, late=service.lost, skip=dice.randrange(3)))
    return faults


def kinds_in(folder: Path) -> set[str]:
    """What is in a folder; of names that are unique, only the kind."""
    return {path.name.partition("-")[0] for path in folder.iterdir()}


def without_times(path: Path) -> bytes:
    """The answers of a run, without when they were created."""
    return re.sub(rb'"created":[0-9]+', b'"created":0', path.read_bytes())


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, float]:
    """The output of a run that nothing disturbs, and how many seconds it takes."""
    folder = tmp_path_factory.mktemp("undisturbed")
    write_requests(folder)
    before = Path.cwd()
    os.chdir(folder)
    try:
        with MockServer(job_seconds=0.2) as server:
            started = time.monotonic()
            repeated(server)
            return without_times(folder / "out.jsonl"), time.monotonic() - started
    finally:
        os.chdir(before)


@pytest.mark.parametrize("name", SERVICES)
@pytest.mark.parametrize("seed", range(KILLS))
def test_a_run_that_is_killed(folder: Path, undisturbed: tuple[bytes, float], seed: int, name: str) -> None:
    write_requests(folder)
    service, dice = SERVICES[name], random.Random(f"{name} {seed}")  # the same moments each time
    whole, seconds = undisturbed
    with MockServer(job_seconds=0.2, faults=faults_of(service, dice), **service.options) as server:
        with begun(server) as process:
            time.sleep(dice.uniform(0.2 * seconds, 1.1 * (seconds + service.seconds)))
            process.kill()
        output = folder / "out.jsonl"
        assert not output.exists() or without_times(output) == whole
        repeated(server)
        ended = output.read_bytes()
        assert without_times(output) == whole
        assert kinds_in(folder) == {"out.jsonl", "out.jsonl.batchline", "requests.jsonl"}
        assert kinds_in(folder / "out.jsonl.batchline") == {"journal.sqlite", "lock", "record", "run.json"}
        # One for each part of the input, also where its creation had no answer.
        paid = [server._store.blob(job["input_file_id"]).read_bytes() for job in server.paid_jobs()]
        lines = (folder / "requests.jsonl").read_bytes().splitlines(keepends=True)
        assert sorted(paid) == sorted(b"".join(lines[at : at + 12]) for at in (0, 12, 24))

        calls = len(server.calls)
        if name in ("calm", "all"):
            assert "This run has already ended" in repeated(server)
        else:  # which takes no process of its own
            with Client(server.api_key, server.base_url) as client:
                assert client.run("requests.jsonl", "out.jsonl").succeeded == REQUESTS
        assert len(server.calls) == calls
        assert output.read_bytes() == ended
        assert server.violations == []
