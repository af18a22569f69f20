"""What a run does next, and what trouble it waits out."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest

from batchline import (
    APIConnectionError,
    APIStatusError,
    AuthenticationError,
    BadRequestError,
    BatchJob,
    BatchlineError,
    NotFoundError,
    PermissionDeniedError,
    ResponseError,
    RetryPolicy,
    ServerError,
    UploadError,
)
from batchline.api.settings import Evidence, Settings
from batchline.batches import MAX_POLL, REFUSED_FOR
from batchline.engine.effects import Sleep
from batchline.run.moves import Move, next_move
from batchline.run.patience import POLLING, Backoff
from batchline.run.progress import ProgressReporter
from batchline.run.scheduler import Scheduler
from batchline.run.state import JobRecord, RunConfig, Shard, ShardState

from ..script import BEGAN, Played, answer, play


def shard(number: int, step: Any = "planned", **known: Any) -> ShardState:
    return ShardState(Shard(number, 10 * (number - 1), 10, number, 1), step, **known)


def job(number: int, status: str = "VALIDATING") -> JobRecord:
    return JobRecord(f"batch-{number}", status, BEGAN)


AT_WORK = shard(1, "submitted", file_id="file-1", jobs=(job(1),))
PLANNED = shard(2)


# ---- what is done next


def move(*shards: ShardState, **known: Any) -> Move:
    asked: dict[str, Any] = {
        "now": 100.0,
        "due": {},
        "stuck": (),
        "poll_at": None,
        "limit": 4,
        "may_send": True,
        **known,
    }
    return next_move({one.shard.number: one for one in shards}, **asked)


def test_results_come_first_then_new_batches_then_a_look_at_them() -> None:
    ended = shard(3, "ended", jobs=(job(3, "COMPLETED"),))
    assert move(AT_WORK, PLANNED, ended, poll_at=100.0) == Move("settle", 3)
    assert move(AT_WORK, PLANNED, poll_at=100.0) == Move("send", 2)
    assert move(AT_WORK, PLANNED, poll_at=100.0, limit=1) == Move("poll")
    assert move(AT_WORK, PLANNED, poll_at=100.0, may_send=False) == Move("poll")
    assert move(AT_WORK, poll_at=101.0) == Move("wait", until=101.0)
    assert move() == Move("stop")


def test_no_more_batches_run_at_once_than_may() -> None:
    doubtful = shard(2, "submitting", file_id="file-2")
    assert move(AT_WORK, doubtful, shard(3), limit=3, poll_at=101.0) == Move("send", 3)
    assert move(AT_WORK, doubtful, shard(3), limit=2, poll_at=101.0) == Move("wait", until=101.0)
    # What waits for its results has no batch that could be running.
    waiting = shard(2, "ended", jobs=(job(2, "COMPLETED"),))
    assert move(AT_WORK, waiting, shard(3), limit=2, poll_at=101.0, due={2: 105.0}) == Move("send", 3)


def test_what_is_sent_again_takes_no_place_of_what_was_never_sent() -> None:
    again = shard(1, attempt=2, jobs=(job(1, "EXPIRED"),), settled=1)
    queued = shard(2, "uploaded", file_id="file-2", queued_since=BEGAN)
    assert move(again, queued, shard(3)) == Move("send", 3)
    assert move(again, queued) == Move("send", 1)
    assert move(queued) == Move("send", 2)


def test_a_shard_that_waits_holds_up_no_other() -> None:
    waiting = shard(1, "ended", jobs=(job(1, "COMPLETED"),))
    assert move(waiting, shard(2, "uploaded", file_id="file-2"), shard(3), due={1: 160.0, 2: 130.0}) == Move("send", 3)
    assert move(waiting, shard(2, "uploaded", file_id="file-2"), due={1: 160.0, 2: 130.0}) == Move("wait", until=130.0)
    assert move(waiting, due={1: 100.0}) == Move("settle", 1)


def test_what_is_left_to_the_user_is_left_alone() -> None:
    ended = shard(1, "ended", jobs=(job(1, "COMPLETED"),))
    assert move(ended, PLANNED, stuck={1}) == Move("send", 2)
    assert move(ended, PLANNED, stuck={1, 2}, due={1: 130.0}) == Move("stop")
    assert move(AT_WORK, PLANNED, stuck={1}, limit=1) == Move("send", 2)  # it keeps no place either


def test_what_may_not_be_sent_now_is_no_reason_to_hurry() -> None:
    assert move(AT_WORK, PLANNED, may_send=False, poll_at=130.0) == Move("wait", until=130.0)
    assert move(AT_WORK, PLANNED, may_send=False, poll_at=130.0, due={2: 95.0}) == Move("wait", until=130.0)
    assert move(AT_WORK, PLANNED, limit=1, poll_at=130.0, due={2: 95.0}) == Move("wait", until=130.0)
    assert move(AT_WORK, PLANNED, may_send=False, poll_at=130.0, due={2: 115.0}) == Move("wait", until=115.0)


# ---- a run whose polls go on while it may send nothing


class Silent:
    """A journal that notes nothing, and somebody who is told of nothing."""

    def set(self, *_: object) -> None: ...
    def shard_advanced(self, *_: object) -> None: ...
    def polled(self, *_: object) -> None: ...
    def __call__(self, *_: object) -> None: ...


@pytest.fixture
def schedule(tmp_path: Path) -> Scheduler:
    """The first of two shards is at work; no more may be, and the other was in trouble long ago."""
    path = str(tmp_path / "in.jsonl")
    run = RunConfig(path, (0, 0, 0), str(tmp_path / "record"), str(tmp_path), "/v1/chat/completions", 1)
    shards = {1: AT_WORK, 2: PLANNED}
    told = cast(ProgressReporter, Silent())
    made = Scheduler(Settings(max_retries=0), run, Silent(), shards, told, in_flight=1, poll_interval=None)
    made._backoff.trouble[2] = ServerError
    made._backoff.due[2] = -5.0
    return made


def test_polls_are_far_apart_while_nothing_may_be_sent(schedule: Scheduler) -> None:
    running = answer(200, BatchJob.from_dict({"id": "batch-1", "status": "IN_PROGRESS"}).to_dict())
    seen: list[Played] = []

    def stop(_: object) -> Any:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        play(schedule.run_to_end(), *[running] * 20, stop, seen=seen)
    pauses = [sleep.seconds for sleep in seen[0].of(Sleep)]
    assert len(pauses) >= 19
    assert min(pauses) > 0
    assert pauses[-1] > 30


# ---- what trouble is waited out


def patience(*, has_succeeded: bool = True, poll_interval: float | None = None, **policy: Any) -> Backoff:
    retry = RetryPolicy(**policy)
    return Backoff(Settings(retry=retry, evidence=Evidence(has_succeeded=has_succeeded)), poll_interval)


def test_pauses_grow_until_a_step_succeeds() -> None:
    waits = patience()
    pauses = [waits.back_off(2, 100.0) for _ in range(9)]
    assert pauses == [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, MAX_POLL, MAX_POLL, MAX_POLL]
    assert waits.due == {2: 100.0 + MAX_POLL}
    assert not waits.is_due(2, 100.0 + MAX_POLL - 1)
    assert waits.is_due(2, 100.0 + MAX_POLL)
    assert waits.is_due(1, 0.0)  # another one
    waits.forget(2)
    assert waits.is_due(2, 0.0)
    assert waits.back_off(2, 100.0) == 1.0


def test_pauses_are_no_longer_than_those_between_polls() -> None:
    waits = patience(poll_interval=3.0)
    assert [waits.back_off(2, 0.0) for _ in range(4)] == [1.0, 2.0, 3.0, 3.0]


@pytest.mark.parametrize(("asked", "pause"), [(300.0, 300.0), (1e9, 600.0), (0.1, 1.0), (None, 1.0)])
@pytest.mark.parametrize("is_wrapped", [False, True])
def test_a_service_says_when_it_may_be_asked_again(asked: float | None, pause: float, is_wrapped: bool) -> None:
    waits = patience()
    error: BatchlineError = ServerError("busy", status_code=503, retry_after=asked)
    if is_wrapped:
        wrapped = UploadError("An upload failed.", retryable=True)
        wrapped.__cause__ = error
        error = wrapped
    assert waits.wait_out(error, 2, 100.0, is_asking=False)
    assert waits.due == {2: 100.0 + pause}
    assert waits.trouble == {2: type(error)}


def test_the_user_decides_for_how_long_a_service_may_ask_for_patience() -> None:
    waits = patience(max_retry_after=20.0)
    assert waits.wait_out(ServerError("busy", status_code=503, retry_after=300.0), 2, 0.0, is_asking=False)
    assert waits.due == {2: 20.0}


def status_error(status: int) -> APIStatusError:
    kinds = {400: BadRequestError, 401: AuthenticationError, 403: PermissionDeniedError, 404: NotFoundError}
    return kinds.get(status, APIStatusError)(f"The service says {status}.", status_code=status)


@pytest.mark.parametrize(
    ("error", "asking", "sending"),
    [
        (APIConnectionError("cut"), True, True),
        (ResponseError("<html>"), True, True),
        (ServerError("down", status_code=503), True, True),
        (status_error(400), True, False),  # of what is sent it is the last word
        (status_error(422), True, False),
        (status_error(401), True, True),
        (status_error(403), True, True),
        (status_error(404), True, True),
        (status_error(407), True, True),
        (BatchlineError("something else"), False, False),
    ],
)  # fmt: skip
def test_what_is_waited_out(error: BatchlineError, asking: bool, sending: bool) -> None:
    assert patience().wait_out(error, POLLING, 0.0, is_asking=True) is asking
    assert patience().wait_out(error, 2, 0.0, is_asking=False) is sending


@pytest.mark.parametrize("status", [401, 403])
def test_a_key_that_never_worked_is_refused_at_once(status: int) -> None:
    waits = patience(has_succeeded=False)
    assert not waits.wait_out(status_error(status), POLLING, 0.0, is_asking=True)
    assert (waits.due, waits.trouble) == ({}, {})


@pytest.mark.parametrize("status", [401, 403])
def test_a_key_that_has_worked_is_believed_in_for_a_while(status: int) -> None:
    waits = patience()
    for at in (50.0, 500.0, 50.0 + REFUSED_FOR - 1):
        assert waits.wait_out(status_error(status), POLLING, at, is_asking=True)
    error = status_error(status)
    assert not waits.wait_out(error, POLLING, 50.0 + REFUSED_FOR, is_asking=True)
    assert error.__notes__ == ["The service has refused every call for 15 minutes."]


def test_one_answer_in_between_and_the_key_is_believed_in_again() -> None:
    evidence = Evidence(has_succeeded=True)
    waits = Backoff(Settings(evidence=evidence), None)
    assert waits.wait_out(status_error(401), POLLING, 0.0, is_asking=True)
    evidence.has_succeeded = True
    assert waits.wait_out(status_error(401), POLLING, REFUSED_FOR + 1, is_asking=True)
    assert waits.wait_out(status_error(403), 2, 2 * REFUSED_FOR, is_asking=False)
    assert not waits.wait_out(status_error(401), POLLING, 2 * REFUSED_FOR + 1, is_asking=True)


def test_the_same_trouble_is_said_once(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", logger="batchline")
    waits = patience()
    for _ in range(3):
        assert waits.wait_out(APIConnectionError("cut"), POLLING, 0.0, is_asking=True)
    assert waits.wait_out(ServerError("down", status_code=503), 2, 0.0, is_asking=False)
    waits.note_success(1)  # which was in no trouble
    waits.note_success(2)
    assert waits.trouble == {POLLING: APIConnectionError}
    waits.note_success(POLLING)
    assert [record.message for record in caplog.records] == [
        "cut Trying again in 1 s, and until it succeeds.",
        "down Trying again in 1 s, and until it succeeds.",
        "The service answers again.",
    ]
