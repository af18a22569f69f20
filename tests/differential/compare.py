"""Compare our verdict on generated files with that of `check_file` in together 1.5.35.

As a script: `python -m tests.differential.compare --cases 20000 [--seed N]`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

from batchline import check_file

from ..contract.environments import python_with
from .datasets import files
from .differences import explanation


class Peer:
    """together 1.5.35 in a process of its own."""

    def __init__(self) -> None:
        python = python_with("together==1.5.35")
        self._process = subprocess.Popen(
            [python, Path(__file__).with_name("peer.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def verdict(self, path: Path, purpose: str) -> tuple[bool, str]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps([str(path), purpose]), file=self._process.stdin, flush=True)
        accepted, message = json.loads(self._process.stdout.readline())
        return accepted, message

    def __enter__(self) -> Peer:
        return self

    def __exit__(self, *_: object) -> None:
        with self._process:
            self._process.kill()


def compare(cases: int, start: int) -> Counter[str]:
    """Compare so many generated files.

    Returns:
        How often both accepted, both refused, and each documented difference explained another outcome.

    Raises:
        AssertionError: The verdicts differ, and no documented difference says why.
    """
    outcomes: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder, Peer() as peer:

        @seed(start)
        @settings(
            max_examples=cases,
            deadline=None,
            database=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        )
        @given(files())
        def run(generated: tuple[str, str, bytes]) -> None:
            suffix, purpose, content = generated
            path = Path(folder) / f"a{suffix}"
            path.write_bytes(content)
            report: Any = check_file(path, purpose)
            theirs, message = peer.verdict(path, purpose)
            if report.ok == theirs:
                outcomes["both accept" if theirs else "both refuse"] += 1
                return
            difference = explanation(suffix, purpose, content, report.ok, theirs)
            assert difference, f"{content!r} for {purpose}: ours {report}\ntheirs {theirs} {message}"
            outcomes[f"{difference.name}: {'theirs' if report.ok else 'ours'} refuses"] += 1

        run()
    return outcomes


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    try:
        found = compare(arguments.cases, arguments.seed)
    except AssertionError as error:
        sys.exit(str(error))
    for outcome, count in found.most_common():
        print(f"{count:8,}  {outcome}")
    print(f"{found.total():8,}  files, and no difference that is not documented")
