"""Schemathesis on the mock, as a command: `make fuzz`, or `python -m tests.contract.fuzz --help`.

Every phase and every check, through the real HTTP server, as `schemathesis.toml` beside this
says. It prints how many cases there were in which phases, and which links were followed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from batchline.testing import LineFault, MockServer

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


class Fuzzed(NamedTuple):
    """What came of it: cases by phase, links by name, checks by name."""

    status: int
    output: str
    violations: list[str]
    cases: Mapping[str, int]
    followed: Mapping[str, int]
    reached: Mapping[str, int]
    checks: Mapping[str, int]


def fuzz(*, max_examples: int, seed: int, show: bool = False) -> Fuzzed:
    """Start a mock and let Schemathesis at it, with this many examples of each operation and scenario."""
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
            sys.executable, "-m", "schemathesis.cli", "--config-file", str(HERE / "schemathesis.toml"),
            "run", str(ROOT / "openapi" / "openapi.yaml"), "--seed", str(seed), "--max-examples", str(max_examples),
        ]  # fmt: skip
        with subprocess.Popen(
            command, cwd=folder, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        ) as process:
            lines: list[str] = []
            assert process.stdout is not None
            for line in process.stdout:
                lines.append(line)
                if show:
                    print(line, end="", flush=True)
        counted: dict[str, Any] = json.loads(tally.read_text()) if tally.exists() else {}
        return Fuzzed(
            process.returncode,
            "".join(lines),
            server.violations,
            *(counted.get(name, {}) for name in ("cases", "followed", "reached", "checks")),
        )


def main() -> int:
    """Fuzz, and say what was done."""
    parser = argparse.ArgumentParser(description="Fuzz the mock with Schemathesis: every phase, every check.")
    parser.add_argument("--max-examples", type=int, default=30, help="examples of each operation, and scenarios")
    parser.add_argument("--seed", type=int, default=1, help="of the generated data")
    parser.add_argument("--at-least", type=int, default=0, help="fail when there were fewer cases than this")
    arguments = parser.parse_args()
    done = fuzz(max_examples=arguments.max_examples, seed=arguments.seed, show=True)
    total = sum(done.cases.values())
    print(f"\n{total} calls: " + ", ".join(f"{number} {phase}" for phase, number in done.cases.items()))
    print("Checks: " + ", ".join(f"{name} {number}" for name, number in sorted(done.checks.items())))
    print("Links (followed / answered with what was wanted):")
    for link, times in sorted(done.followed.items()):
        print(f"  {times:6} / {done.reached[link]:6}  {link}")
    for violation in done.violations:
        print(f"The mock broke its contract: {violation}", file=sys.stderr)
    if total < arguments.at_least:
        print(f"There were {total} cases, fewer than {arguments.at_least}.", file=sys.stderr)
    return int(done.status != 0 or bool(done.violations) or total < arguments.at_least)


if __name__ == "__main__":
    sys.exit(main())
