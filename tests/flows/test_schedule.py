"""What a run does next while some of it is in trouble."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any, cast

import pytest

from batchline import BatchJob, ServerError
from batchline.flows.effects import Sleep
from batchline.flows.opening import RunJournal
from batchline.flows.schedule import Schedule, _Trouble
from batchline.flows.settings import Settings
from batchline.flows.standing import Told
from batchline.flows.state import Run, ShardState
from batchline.lines.split import Shard
from batchline.outcomes import JobRecord

from .script import Played, answer, play

BEGAN = datetime.datetime(2026, 11, 20, tzinfo=datetime.UTC)
AT_WORK = ShardState(Shard(1, 0, 10, 1, 1), "submitted", jobs=(JobRecord("batch-1", "VALIDATING", BEGAN),))
PLANNED = ShardState(Shard(2, 10, 10, 2, 1))


class Nobody:
    """A journal that notes nothing, and somebody who is told of nothing."""

    def note(self, *_: object) -> None: ...
    def moved(self, *_: object) -> None: ...
    def saw(self, *_: object) -> None: ...
    def __call__(self, *_: object) -> None: ...


@pytest.fixture
def schedule(tmp_path: Path) -> Schedule:
    """The first of two shards is at work; no more may be, and the other was in trouble long ago."""
    run = Run(str(tmp_path / "in.jsonl"), (0, 0, 0), str(tmp_path), "/v1/chat/completions", 1)
    shards = {1: AT_WORK, 2: PLANNED}
    journal, told = cast(RunJournal, Nobody()), cast(Told, Nobody())
    made = Schedule(Settings(max_retries=0), run, journal, shards, told, in_flight=1, poll_interval=None)
    made._troubles[2] = _Trouble(ServerError, -5.0)
    return made


def until_interrupted(schedule: Schedule, *outcomes: Any) -> Played:
    seen: list[Played] = []

    def stop(_: object) -> Any:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        play(schedule.all_joined(), *outcomes, stop, seen=seen)
    return seen[0]


def test_what_may_not_be_tried_again_now_is_no_reason_to_hurry(schedule: Schedule) -> None:
    running = answer(200, BatchJob.from_dict({"id": "batch-1", "status": "IN_PROGRESS"}).to_dict())
    played = until_interrupted(schedule, *[running] * 20)
    pauses = [sleep.seconds for sleep in played.of(Sleep)]
    assert len(pauses) >= 19
    assert min(pauses) > 0
    assert pauses[-1] > 30


def test_a_service_says_when_it_may_be_asked_again(schedule: Schedule) -> None:
    busy = ServerError("busy", retry_after=300.0)
    for error, pause in ((busy, 300.0), (ServerError("busy"), 60.0), (ServerError("busy", retry_after=1e9), 600.0)):
        play(schedule._waits(2, error))
        assert schedule._troubles[2] == _Trouble(ServerError, pause)
