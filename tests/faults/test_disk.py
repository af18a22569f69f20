"""Runs on disks that fail, that are killed at a given call, and whose power fails: they never pay twice.

`make crash-test` tries every call, `make test` some of them.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from batchline.testing import MockServer

from .disk.power import Disk, calls_in

TRIALS: Final = int(os.environ.get("BATCHLINE_CALLS", "2"))
"""At how many calls of a run something happens; at all of them, where they are fewer."""
REQUESTS: Final = 30
ALL: Final = "owsrumn"
"""Open, write (and truncate), sync, rename, unlink, mkdir, network."""

Runner = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    """What performs runs whose calls are counted."""
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None or sys.platform != "linux":
        pytest.skip("counting calls takes Linux and a C compiler")
    library = tmp_path_factory.mktemp("calls") / "calls.so"
    source = Path(__file__).parent / "disk" / "calls.c"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
    command = [sys.executable, "-m", "tests.faults.disk.runner"]
    with subprocess.Popen(
        command,
        env={**os.environ, "LD_PRELOAD": os.fspath(library), "PYTHONWARNINGS": "ignore"},
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None

        def perform(
            server: MockServer,
            root: Path,
            *,
            kinds: str = "",
            at: int = 0,
            error: int = 0,
            lasts: bool = False,
            log: Path | None = None,
            **options: Any,
        ) -> dict[str, Any]:
            task = {"root": os.fspath(root), "key": server.api_key, "url": server.base_url, "options": options}
            task |= {"kinds": kinds, "at": at, "error": error, "lasts": int(lasts), "log": os.fspath(log or "")}
            process.stdin.write(json.dumps(task) + "\n")
            process.stdin.flush()
            told: dict[str, Any] = json.loads(process.stdout.readline())
            return told

        yield perform
        process.stdin.close()


def request(number: int, question: str = "odd") -> str:
    message = {"role": "user", "content": f"Is {number} {question}?"}
    return json.dumps({"custom_id": f"r{number}", "body": {"model": "m", "messages": [message]}}) + "\n"


class Job:
    """A run in a folder of its own, with a service of its own.

    Attributes:
        options: What the run is called with.
    """

    def __init__(self, runner: Runner, folder: Path, what: str) -> None:
        self.options: dict[str, Any] = {"update": True} if what == "update" else {}
        self._runner = runner
        self.root = folder / "root"
        self.root.mkdir()
        self.log = folder / "log"
        self._stack = contextlib.ExitStack()
        self.server = self._stack.enter_context(MockServer(job_seconds=0.03))
        first = [request(n) for n in range(REQUESTS)]
        (self.root / "requests.jsonl").write_text("".join(first))
        self.parts = [first[0:12], first[12:24], first[24:30]]
        if what == "update":
            self.run()
            edited = [request(n, "even" if n % 9 == 0 else "odd") for n in range(REQUESTS)]
            (self.root / "requests.jsonl").write_text("".join(edited))
            self.parts += [[one for one in edited if "even" in one]]

    def run(self, **trouble: Any) -> dict[str, Any]:
        return self._runner(self.server, self.root, **trouble, **self.options)

    def __enter__(self) -> Job:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def assert_it_ends_well(self) -> None:
        """The same command finishes the run, and nothing was paid twice."""
        before = self.output()
        said = ""
        for _ in range(3):
            told = self.run()
            said += told["said"]
            if not told["said"]:
                break
        assert told["said"] == "", said
        answers = [json.loads(line) for line in self.output().splitlines()]
        assert [one["custom_id"] for one in answers] == [f"r{n}" for n in range(REQUESTS)]
        assert all("response" in one for one in answers)
        paid = [self.server._store.blob(job["input_file_id"]).read_text() for job in self.server.paid_jobs()]
        assert sorted(paid) == sorted("".join(part) for part in self.parts), said
        # What was there before was whole: of this run, or of the one before it.
        assert before in (b"", self.output()) or len(before.splitlines()) == REQUESTS
        assert self.server.violations == []

    def output(self) -> bytes:
        path = self.root / "out.jsonl"
        return path.read_bytes() if path.exists() else b""


def chosen(calls: int, seed: str) -> list[int]:
    """Which of so many calls something happens at."""
    return sorted(random.Random(seed).sample(range(1, calls + 1), min(calls, TRIALS)))


def counted(runner: Runner, folder: Path, what: str, kinds: str) -> int:
    """How many calls a run makes that nothing happens to."""
    with Job(runner, folder, what) as job:
        calls: int = job.run(kinds=kinds)["calls"]
        job.assert_it_ends_well()
    return calls


def places(runner: Runner, folder: Path, what: str, kinds: str, seed: str) -> Iterator[tuple[int, Path]]:
    """Calls of a run, each with a folder."""
    (folder / "0").mkdir()
    for at in chosen(counted(runner, folder / "0", what, kinds), f"{what} {seed}"):
        (folder / f"{at}").mkdir()
        yield at, folder / f"{at}"
        shutil.rmtree(folder / f"{at}")


@pytest.mark.parametrize("what", ["new", "update"])
def test_a_run_that_is_killed_at_a_call(runner: Runner, tmp_path: Path, what: str) -> None:
    tried = 0
    for at, folder in places(runner, tmp_path, what, ALL, "kill"):
        with Job(runner, folder, what) as job:
            job.run(kinds=ALL, at=at)
            job.assert_it_ends_well()
        tried += 1
    print(f"killed at {tried} calls: {what}")


@pytest.mark.parametrize("what", ["new", "update"])
@pytest.mark.parametrize("lasts", [False, True])
@pytest.mark.parametrize("kind", "wsruo")
def test_a_run_whose_disk_fails_is_not_killed(
    runner: Runner, tmp_path: Path, what: str, kind: str, lasts: bool
) -> None:
    tried = 0
    for at, folder in places(runner, tmp_path, what, kind, f"{kind} {lasts}"):
        with Job(runner, folder, what) as job:
            error = errno.ENOSPC if at % 2 and kind in "wo" else errno.EIO
            told = job.run(kinds=kind, at=at, error=error, lasts=lasts)
            assert told["is_clear"], told["said"]
            job.assert_it_ends_well()
        tried += 1
    print(f"failed at {tried} calls of kind {kind}, {lasts=}: {what}")


@pytest.mark.parametrize("what", ["new", "update"])
@pytest.mark.parametrize("keeps", ["nothing more", "some"])
def test_a_run_that_is_killed_by_a_power_failure(runner: Runner, tmp_path: Path, what: str, keeps: str) -> None:
    tried = 0
    for at, folder in places(runner, tmp_path, what, ALL, f"power {keeps}"):
        with Job(runner, folder, what) as job:
            disk = Disk(job.root)
            job.run(kinds=ALL, at=at, log=job.log)
            for call in calls_in(job.log):
                disk.perform(call)
            disk.fail(None if keeps == "nothing more" else random.Random(f"{what} {at}"))
            job.assert_it_ends_well()
        tried += 1
    print(f"the power failed at {tried} calls, {keeps=}: {what}")
