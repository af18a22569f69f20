"""Every generated client through every scenario, as a table: `make test-clients`.

The clients are those of the packages in `dist`, built against as a user would.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from batchline.testing import Fault, MockServer
from languages import LANGUAGES, add_languages
from languages.common import ROOT, environment
from tests.conformance.clients import Built, build
from tests.conformance.harness import PATIENCE, Runner, ScenarioError, play, scenarios

README = "the README's first example"
LARGE = 512 * 1024 * 1024
STREAM = f"a download of {LARGE >> 20} MiB that is never held in memory"
REQUESTS = """\
{"custom_id": "a", "body": {"model": "example/model", "messages": [{"role": "user", "content": "Hello"}]}}
{"custom_id": "b", "body": {"model": "example/model", "messages": [{"role": "user", "content": "Größe"}]}}
"""


def outcomes(language: str, built: Built) -> dict[str, str | None]:
    """Each scenario, with why it failed, or None."""
    trials = {one["name"]: partial(play, one) for one in scenarios() if language not in one.get("not_in", {})}
    if built.streams:
        trials[STREAM] = download
    found: dict[str, str | None] = {}
    runner: Runner | None = None
    with ExitStack() as stack:
        for name, trial in trials.items():
            if runner is None or not runner.is_alive():
                runner = stack.enter_context(Runner(built.runner, environment()))
            try:
                trial(runner)
                found[name] = None
            except ScenarioError as failure:
                found[name] = str(failure)
    if built.example:
        found[README] = run_example(built.example)
    return found


def download(runner: Runner) -> None:
    """Raise `ScenarioError` when a large download goes wrong, or takes memory for what it has handed over."""
    fault = Fault("retrieveFileContent", status=200, body=b"x" * LARGE)
    with MockServer(faults=[fault]) as server:
        runner.ask({"connect": {"url": server.base_url, "key": server.api_key}})
        before = runner.peak_memory()
        answer = runner.ask({"download": "some-id"})
        grown = runner.peak_memory() - before
    if answer["bytes"] != LARGE:
        raise ScenarioError(f"{answer['bytes']} bytes arrived instead of {LARGE}")
    print(f"  a download of {LARGE >> 20} MiB took {grown >> 20} MiB", file=sys.stderr, flush=True)
    if grown > LARGE // 2:
        raise ScenarioError(f"it took {grown} bytes")


def run_example(command: list[str | Path]) -> str | None:
    """Run a README's example in a folder that has its input; why it failed, or None."""
    with MockServer() as server, tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "requests.jsonl").write_text(REQUESTS, encoding="utf-8")
        env = environment() | {
            "TOGETHER_API_KEY": server.api_key,
            "TOGETHER_BASE_URL": server.base_url,
            "POLL_SECONDS": "0.05",
        }
        arguments = [str(part) for part in command]
        try:
            done = subprocess.run(
                arguments, cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=PATIENCE
            )
        except subprocess.TimeoutExpired:
            return f"it did not end within {PATIENCE} s"
    if done.returncode:
        return f"exit {done.returncode}: {done.stderr}"
    lines = done.stdout.splitlines()
    if lines[:1] != ["COMPLETED"] or sorted(line[:16] for line in lines[1:]) != [
        '{"custom_id":"a"',
        '{"custom_id":"b"',
    ]:
        return f"it printed {done.stdout!r}"
    return None


def table(results: dict[str, dict[str, str | None]]) -> str:
    """The outcomes as Markdown: a row a scenario, a column a language."""
    rows = list(dict.fromkeys(name for found in results.values() for name in found))
    width = max(map(len, rows))
    lines = [
        "| " + " | ".join(["scenario".ljust(width), *results]) + " |",
        "| " + " | ".join(["-" * width, *("-" * len(language) for language in results)]) + " |",
    ]
    for row in rows:
        marks = [
            ("-" if row not in found else "ok" if found[row] is None else "FAILED").ljust(len(language))
            for language, found in results.items()
        ]
        lines.append("| " + " | ".join([row.ljust(width), *marks]) + " |")
    return "\n".join(lines)


def main() -> None:
    """Build, play, print the table; exit 1 when anything failed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    add_languages(parser)
    parser.add_argument("--dist", type=Path, default=ROOT / "dist", help="the folder of the packages")
    arguments = parser.parse_args()
    results: dict[str, dict[str, str | None]] = {}
    for language in arguments.languages or LANGUAGES:
        print(f"{language}: building its runner against the package", file=sys.stderr, flush=True)
        built = build(language, arguments.dist.resolve(), ROOT / "build" / "conformance" / language)
        results[language] = outcomes(language, built)
    print(table(results))
    failures = [
        f"{language}: {name}: {why}" for language, found in results.items() for name, why in found.items() if why
    ]
    if failures:
        sys.exit("\n".join(["", *failures]))


if __name__ == "__main__":
    os.chdir(ROOT)
    main()
