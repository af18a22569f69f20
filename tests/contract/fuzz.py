"""Schemathesis on the mock, as a command: `make fuzz`, or `python -m tests.contract.fuzz --help`.

Every phase and every check, through the real HTTP server, as `schemathesis.toml` beside this
says. It prints how many cases there were in which phases, and which links were followed.
"""

from __future__ import annotations

import argparse
import itertools
import json
import logging
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from batchline.testing import LineFault, MockServer

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PHASES = ("examples", "coverage", "fuzzing", "stateful")
REPEATED = ("fuzzing", "stateful")  # the other two are the same with every seed


def links() -> set[str]:
    """Every link of the document, as Schemathesis calls it."""
    document: dict[str, Any] = yaml.safe_load((ROOT / "openapi" / "openapi.yaml").read_text())
    operations = {
        operation["operationId"]: (f"{method.upper()} {path}", operation)
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if method != "parameters"
    }
    found: set[str] = set()
    for call, operation in operations.values():
        for status, response in operation["responses"].items():
            for name, link in response.get("links", {}).items():
                target = document["components"]["links"][link["$ref"].rpartition("/")[2]] if "$ref" in link else link
                found.add(f"{call} -> [{status}] {name} -> {operations[target['operationId']][0]}")
    return found


class Fuzzed(NamedTuple):
    """What came of it: cases by phase, links followed and answered well, checks, all by name."""

    failures: list[str]
    cases: Counter[str]
    followed: Counter[str]
    reached: Counter[str]
    checks: Counter[str]

    def add(self, other: Fuzzed) -> None:
        """Count another run in."""
        self.failures.extend(other.failures)
        for mine, theirs in zip(self[1:], other[1:], strict=True):
            mine.update(theirs)


def nothing() -> Fuzzed:
    """What has come before the first run."""
    return Fuzzed([], Counter(), Counter(), Counter(), Counter())


def fuzz(seed: int, max_examples: int, phases: Iterable[str] = PHASES) -> Fuzzed:
    """Start a mock and let Schemathesis at it, with this many examples of each operation and scenarios."""
    with (
        tempfile.TemporaryDirectory() as folder,
        MockServer(job_seconds=0.01, min_part_size=1, faults=[LineFault("fails")]) as server,
    ):
        tally = Path(folder) / "tally.json"
        environment = {
            **os.environ,
            "MOCK_BASE_URL": server.base_url,
            "MOCK_API_KEY": server.api_key,
            "MOCK_AUTH": str(HERE / "auth.yaml"),
            "FUZZ_TALLY": str(tally),
            "PYTHONPATH": str(ROOT),
        }
        command = [
            sys.executable, "-m", "schemathesis.cli", "--config-file", HERE / "schemathesis.toml",
            "run", ROOT / "openapi" / "openapi.yaml", "--phases", ",".join(phases),
            "--seed", str(seed), "--max-examples", str(max_examples),
        ]  # fmt: skip
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        counted: dict[str, Any] = json.loads(tally.read_text()) if tally.exists() else {}
        failures = [f"The mock broke its contract: {violation}" for violation in dict.fromkeys(server.violations)]
        if done.returncode != 0:
            failures.append(f"With seed {seed}:\n{done.stdout}{done.stderr}")
        elif not counted.get("cases"):
            failures.append(f"With seed {seed}: it did nothing, and said\n{done.stdout}{done.stderr}")
        return Fuzzed(failures, *(Counter(counted.get(name, {})) for name in Fuzzed._fields[1:]))


def fuzz_until(cases: int, seed: int, max_examples: int, jobs: int) -> Fuzzed:
    """Fuzz with one seed after the other until there were so many cases, or one failed."""
    total = nothing()
    seeds = itertools.count(seed)
    with ThreadPoolExecutor(jobs) as pool:
        running: set[Future[Fuzzed]] = {pool.submit(fuzz, next(seeds), max_examples)}
        while running:
            while len(running) < jobs and total.cases.total() < cases and not total.failures:
                running.add(pool.submit(fuzz, next(seeds), max_examples, REPEATED))
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for run in done:
                total.add(run.result())
            print(f"{total.cases.total():8} cases", file=sys.stderr, flush=True)
    return total


def main() -> int:
    """Fuzz, and say what was done."""
    parser = argparse.ArgumentParser(description="Fuzz the mock with Schemathesis: every phase, every check.")
    parser.add_argument("--cases", type=int, default=50_000, help="go on with further seeds until there were so many")
    parser.add_argument("--seed", type=int, default=1, help="the first")
    parser.add_argument("--max-examples", type=int, default=100, help="examples of each operation with each seed")
    parser.add_argument("--jobs", type=int, default=2, help="how many seeds at a time")
    arguments = parser.parse_args()
    logging.disable(logging.WARNING)  # of the mock's server: requests that are none are meant here
    done = fuzz_until(arguments.cases, arguments.seed, arguments.max_examples, arguments.jobs)
    print(f"{done.cases.total()} cases: " + ", ".join(f"{done.cases[phase]} {phase}" for phase in PHASES))
    print("\nChecked, times each:")
    for name, times in sorted(done.checks.items()):
        print(f"  {times:6}  {name}")
    print("\nLinks, times followed and of those answered with what was wanted:")
    for link, times in sorted(done.followed.items()):
        print(f"  {times:6} {done.reached[link]:6}  {link}")
    never = links() - set(done.followed)
    print(f"{len(links() - never)} of the {len(links())} links of the document were followed; not: {sorted(never)}")
    for failure in done.failures:
        print(f"\n{failure}", file=sys.stderr)
    seen = f"{done.cases.total()} cases, {len(done.failures)} failures"
    print(f"\n{seen}")
    return int(bool(done.failures) or done.cases.total() < arguments.cases)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("fuzz: interrupted")
