"""Seeded cases of a run over a service that lags, loses, repeats and refuses, killed at any moment.

    python -m tests.model.cases 5000

tells how many of so many cases kept the promises of docs/runs.md, within its assumptions about the
service and outside of them.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import logging
import os
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

from batchline import BatchlineError, RetryPolicy
from batchline.api.settings import Settings
from batchline.disk.journal import Journal, read_journal
from batchline.run import run, start
from batchline.run.state import RunHeader, ShardState

from .driver import Driver, Killed
from .service import API, Habits, Service

LAG = 600.0
TRIES = 60
"""How often the same command is given at most until the run has ended; the service is well in the last half."""


@dataclass
class Case:
    """One case: how the service behaves, and how often the process is killed.

    Attributes:
        seed: What all chances are drawn from.
        habits: The service's.
        kills: How often a process is killed.
        calls: How many calls the runs made.
        problems: The promises that were not kept.
    """

    seed: int
    habits: Habits
    kills: float
    calls: int = 0
    commands: int = 0
    problems: tuple[str, ...] = ()


def draw(seed: int, *, lag: float = LAG) -> Case:
    """Draw a case within the assumptions: whatever exists becomes visible within the lag."""
    dice = random.Random(seed)

    def some(most: float) -> float:
        return dice.choice([0.0, 0.0, most / 4, most])

    habits = Habits(
        lag=dice.choice([0.0, lag / 10, lag, lag]),
        lost=some(0.3),
        refused=some(0.2),
        full=some(0.5),
        late=some(1.0),
        missing=some(0.3),
        fails=some(0.5),
        undeletable=some(0.2),
    )
    case = Case(seed, habits, some(0.8))
    habits.bare = dice.random() < 0.2
    return case


class _World:
    """A folder, a service, and processes that run the same command in it."""

    def __init__(self, case: Case, folder: Path, lag: float) -> None:
        self.case = case
        self.folder = folder
        self.lag = lag
        self.dice = random.Random(case.seed + 1)
        self.service = Service(case.seed, case.habits)
        self.journals: list[Any] = []
        self.edits = 0

    def write(self, requests: dict[str, str]) -> None:
        lines = [
            {"custom_id": name, "body": {"model": "m", "messages": [{"role": "user", "content": text}]}}
            for name, text in requests.items()
        ]
        (self.folder / "in.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))

    def command(self, *, kills: float, **options: Any) -> Any:
        """Give the command once, and kill it so often; return its summary, or None if it did not get that far."""
        self.case.commands += 1
        settings = Settings(max_retries=1, server=API, retry=RetryPolicy(lag=self.lag))
        flow = run.run(
            settings,
            self.folder / "in.jsonl",
            self.folder / "out.jsonl",
            **{
                "endpoint": "/v1/chat/completions", "state": None, "retries": 1, "in_flight": self.dice.choice([1, 4]),
                "overwrite": False, "update": False, "poll_interval": None, "skip_batches": (), "progress": None,
                **options,
            },
        )  # fmt: skip
        kill_after = self.dice.randrange(5, 300) if self.dice.random() < kills else None
        try:
            return Driver(self.service, kill_after).run(flow)
        except (Killed, BatchlineError):
            return None
        finally:
            for journal in self.journals:
                journal.close()
            self.journals.clear()

    def until_done(self, **options: Any) -> Any:
        """Give the same command again and again, as people and schedulers do, until its run has ended."""
        before = self.run()
        for number in range(TRIES):
            kills = self.case.kills
            if number == TRIES // 2:
                self.service.habits = replace(self.case.habits, lost=0, refused=0, full=0, undeletable=0, fails=0)
            if number >= TRIES // 2:
                kills = 0.0
            run = self.run()
            has_ended = run is not None and run.ended_at is not None
            if has_ended and (before is None or run.record != before.record):
                options = {}  # killed at the very end: flags would ask for one more
            summary = self.command(kills=kills, **options)
            if summary is not None:
                return summary
            self.service.advance(self.dice.choice([0.0, 1.0, 60.0, 3600.0]))
        return None

    def run(self) -> RunHeader | None:
        """Return what the journal says of the run."""
        found = read_journal(self.folder / "out.jsonl.batchline", RunHeader, ShardState)
        return found and found[0]

    def answers(self) -> dict[str, Any]:
        lines = map(json.loads, (self.folder / "out.jsonl").read_text().splitlines())
        return {line["custom_id"]: line for line in lines}

    def edit(self, requests: dict[str, str], *, all_of_them: bool = False) -> dict[str, str]:
        """Leave out, change and add some requests."""
        edited = {name: text for name, text in requests.items() if self.dice.random() < 0.8} or dict(requests)
        for name in edited:
            if all_of_them or self.dice.random() < 0.2:
                edited[name] += "!"
        self.edits += 1
        edited[f"new{self.edits}"] = "new"
        self.write(edited)
        return edited

    def good(self, requests: dict[str, str]) -> set[str]:
        """Return which requests of an input have an answer that was paid for."""
        self.service.advance(10 * 24 * 3600.0)
        paid = self.service.paid_answers(good=True)
        return {name for name, text in requests.items() if (name, text) in paid}

    def problems(self, requests: dict[str, str], *, good: bool = False) -> list[str]:
        """Return the promises that were not kept.

        Args:
            requests: The input.
            good: Whether requests with an answer that is an error may have been sent again.
        """
        self.service.advance(10 * 24 * 3600.0)
        found: list[str] = []
        for (name, text), jobs in self.service.paid_answers(good=good).items():
            if len(jobs) > 1:
                found.append(f"{name} ({text}) was paid in {jobs}")
        answers = self.answers()
        if list(answers) != list(requests):
            found.append(f"the output has {list(answers)}")
        for job in self.service.jobs.values():
            for name, line in job.answers.items():
                is_good = "error" not in line["response"]["body"]
                is_asked = requests.get(name) == job.texts[name]
                if is_good and is_asked and name in answers and "response" not in answers[name]:
                    found.append(f"{name} has an answer in {job.id}, but the output has {answers[name]}")
        for name, line in answers.items():
            body = line.get("response", {}).get("body", {})
            if "choices" in body and body["choices"][0]["message"]["content"] != requests.get(name):
                found.append(f"{name} has the answer to another text")
        return found


def play(case: Case, folder: Path, lag: float = LAG) -> Case:
    """Play a case: a run until it has ended, the same command once more, and an update of an edited input."""
    world = _World(case, folder, lag)
    open_journal = Journal.__init__

    def opened(journal: Any, *args: Any) -> None:
        open_journal(journal, *args)
        world.journals.append(journal)

    requests = {f"r{n}": f"q{n}" for n in range(world.dice.randrange(1, 8))}
    world.write(requests)
    with (
        mock.patch.object(Journal, "__init__", opened),
        mock.patch.object(start, "plan", partial(start.plan, max_requests=world.dice.choice([1, 2, 3]))),
    ):
        early = world.dice.choice([None, None, "update", "overwrite"])
        if early:
            requests, found = _edit_early(world, requests, early)
        else:
            found = _end(world, requests)
        case.calls = len(world.service.calls)
        if not found:
            found += _edit(world, requests, world.dice.choice(["update", "update", "overwrite"]))
    case.problems = tuple(found)
    return case


def _end(world: _World, requests: dict[str, str]) -> list[str]:
    """Give a command until its run has ended, and then once more."""
    summary = world.until_done()
    if summary is None:
        return ["it did not come to an end"]
    found = world.problems(requests)
    before = len(world.service.jobs)
    if world.command(kills=0.0) != summary:
        found.append("the same command again did not return the same")
    if len(world.service.jobs) != before:
        found.append("the same command again has paid")
    return found


def _edit_early(world: _World, requests: dict[str, str], flag: str) -> tuple[dict[str, str], list[str]]:
    """Edit the input of a run that was killed, and give the command that says what is to become of it."""
    for _ in range(world.dice.randrange(1, 4)):
        world.command(kills=1.0)
    run = world.run()
    has_ended = run is None or run.ended_at is not None
    edited = world.edit(requests, all_of_them=flag == "overwrite")
    if world.until_done(**{flag: True}) is None:
        return edited, [f"the {flag} of a run that had not ended did not come to an end"]
    found = world.problems(edited, good=True)
    may_delete = not (world.case.habits.undeletable or world.case.habits.refused)
    if flag == "overwrite" and not has_ended and may_delete:
        texts = set(edited.values())
        begun = min((job.created for job in world.service.jobs.values() if texts & {*job.texts.values()}), default=0.0)
        for job in world.service.jobs.values():
            if not texts & {*job.texts.values()} and job.cancelled is None and job.ends > begun:
                found.append(f"{job.id} was not cancelled")
    return edited, found


def _edit(world: _World, requests: dict[str, str], flag: str) -> list[str]:
    """Edit the input of a run that has ended, and look whether just what was asked for was paid."""
    good = world.good(requests)
    before = world.service.paid_answers()
    edited = world.edit(requests, all_of_them=flag == "overwrite")
    world.service.habits = world.case.habits
    if world.until_done(**{flag: True}) is None:
        return [f"the {flag} did not come to an end"]
    found = world.problems(edited, good=True)
    for name, text in edited.items():
        is_kept = requests.get(name) == text and name in good
        if is_kept and world.service.paid_answers()[name, text] != before[name, text]:
            found.append(f"the {flag} has paid {name} again")
    return found


@contextlib.contextmanager
def quiet() -> Any:
    """Leave out what runs say."""
    logger = logging.getLogger("batchline")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


def play_all(seeds: range, *, lag: float = LAG, habits_lag: float | None = None) -> list[Case]:
    """Play cases with these seeds, each in a folder of its own."""
    cases: list[Case] = []
    with quiet():
        for seed in seeds:
            case = draw(seed)
            if habits_lag is not None:
                case.habits.lag = habits_lag
            with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as folder:
                cases.append(play(case, Path(folder), lag))
    return cases


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("cases", type=int, nargs="?", default=1000)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--verbose", action="store_true", help="show what each failing case says")
    options = parser.parse_args()
    seeds = range(options.first, options.first + options.cases)
    began = time.monotonic()
    within = play_all(seeds)
    bad = [case for case in within if case.problems]
    for case in bad[:20]:
        print(f"seed {case.seed}: {'; '.join(case.problems)}", file=sys.stderr)
    commands = sum(case.commands for case in within)
    print(
        f"within the assumptions: {len(within)} cases, {commands} commands, {len(bad)} with a problem "
        f"({time.monotonic() - began:.0f} s)"
    )
    for factor in (2.0, 10.0):
        outside = play_all(seeds[: max(1, len(seeds) // 10)], habits_lag=factor * LAG)
        kinds = Counter(bool(case.problems) for case in outside)
        print(f"a service that lags {factor:g} times as long: {len(outside)} cases, {kinds[True]} with a problem")
    return 1 if bad else 0


if __name__ == "__main__":
    status = main()
    sys.stdout.flush()
    os._exit(status)  # or Python would tidy up for the killed processes, and tell of each
