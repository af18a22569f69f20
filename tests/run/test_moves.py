"""What a run does next, and what it reads in the words of a service: as tables."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from batchline.run.moves import Move, deadline, next_move, rank, says_full, says_not_found
from batchline.run.state import Absence, JobRecord, Shard, ShardState

BEGAN = datetime.datetime(2026, 11, 20, tzinfo=datetime.UTC)
LAG = datetime.timedelta(minutes=10)


def at(minutes: float) -> datetime.datetime:
    return BEGAN + datetime.timedelta(minutes=minutes)


def job(status: str = "IN_PROGRESS", *, ended: bool = False, **known: Any) -> JobRecord:
    return JobRecord("batch-1", status, BEGAN, ended_at=BEGAN if ended else None, **known)


def shard(step: Any, **known: Any) -> ShardState:
    known.setdefault("jobs", (job(),) if step in ("submitted", "ended") else ())
    return ShardState(Shard(1, 0, 10, 1, 1), step, **known)


PLANNED = shard("planned")
UPLOADED = shard("uploaded", file_id="file-1")
SUBMITTING = shard("submitting", file_id="file-1", posted_at=BEGAN)
SUBMITTED = shard("submitted", file_id="file-1")
ENDED = shard("ended", file_id="file-1")
AGAIN = shard("planned", attempt=2, jobs=(job("EXPIRED", ended=True),), settled=1)
QUEUED = shard("uploaded", file_id="file-1", queued_since=BEGAN)
POLL, STOP = Move("poll"), Move("stop")


def settle_results(number: int) -> Move:
    return Move("settle", number)


def send(number: int) -> Move:
    return Move("send", number)


def wait(until: float) -> Move:
    return Move("wait", until=until)


NOW = 100.0
MOVES: list[tuple[str, list[ShardState], dict[str, Any], Move]] = [
    # What: the shards by number from 1, what else is known, and the move.
    ("nothing is left", [], {}, STOP),
    ("a first upload", [PLANNED], {}, send(1)),
    ("an upload whose batch is to be created", [UPLOADED], {}, send(1)),
    ("the first of several", [PLANNED, PLANNED], {}, send(1)),
    # Results come first, in their order.
    ("results before anything is sent", [PLANNED, ENDED], {}, settle_results(2)),
    ("results before a poll", [SUBMITTED, ENDED], {"poll_at": NOW}, settle_results(2)),
    ("the first results", [ENDED, ENDED], {}, settle_results(1)),
    ("results that are due now", [ENDED], {"due": {1: NOW}}, settle_results(1)),
    ("results that are missing hold up no others", [ENDED, ENDED], {"due": {1: 160.0}}, settle_results(2)),
    ("results that are missing hold up no new ones", [ENDED, PLANNED], {"due": {1: 160.0}}, send(2)),
    ("results that are missing", [ENDED], {"due": {1: 160.0}}, wait(160.0)),
    # Polls.
    ("a poll that is due", [SUBMITTED], {"poll_at": NOW}, POLL),
    ("new ones before a poll", [SUBMITTED, PLANNED], {"poll_at": NOW}, send(2)),
    ("a poll, when there is no room", [SUBMITTED, PLANNED], {"poll_at": NOW, "limit": 1}, POLL),
    ("a poll that was due", [SUBMITTED], {"poll_at": 1.0}, POLL),
    ("a poll that is not due", [SUBMITTED], {"poll_at": 130.0}, wait(130.0)),
    ("whatever is first", [SUBMITTED, ENDED], {"poll_at": 130.0, "due": {2: 120.0}}, wait(120.0)),
    ("whatever is first, the poll", [SUBMITTED, ENDED], {"poll_at": 110.0, "due": {2: 120.0}}, wait(110.0)),
    # No more are in flight than may be; one that may have been created counts.
    ("there is room", [SUBMITTED, PLANNED], {"limit": 2, "poll_at": 130.0}, send(2)),
    ("there is no room", [SUBMITTED, PLANNED], {"limit": 1, "poll_at": 130.0}, wait(130.0)),
    ("one in doubt takes room", [SUBMITTING, PLANNED], {"limit": 1, "poll_at": 130.0}, wait(130.0)),
    ("one that waits for results takes none", [ENDED, PLANNED], {"limit": 1, "due": {1: 160.0}}, send(2)),
    ("one that waits to be sent takes none", [UPLOADED, PLANNED], {"limit": 1, "due": {1: 160.0}}, send(2)),
    # What was never sent goes first.
    ("never sent before sent again", [AGAIN, PLANNED], {}, send(2)),
    ("never sent before what there was no room for", [QUEUED, PLANNED], {}, send(2)),
    ("never sent, though uploaded, by its number", [PLANNED, UPLOADED], {}, send(1)),
    ("sent again, when nothing else is", [SUBMITTED, AGAIN], {"poll_at": 130.0}, send(2)),
    ("one that may be sent now before one that has to wait", [QUEUED, AGAIN], {"due": {1: 160.0}}, send(2)),
    # Nothing is paid for while it may not be; that is no reason to hurry.
    ("it may not send", [PLANNED], {"may_send": False}, STOP),
    ("it may not send yet", [SUBMITTED, PLANNED], {"may_send": False, "poll_at": 130.0}, wait(130.0)),
    ("it may not send, though due", [SUBMITTED, PLANNED], {"may_send": False, "poll_at": 130.0, "due": {2: 5.0}}, wait(130.0)),
    ("it may not send, but settle", [ENDED, PLANNED], {"may_send": False}, settle_results(1)),
    ("it may not send, but poll", [SUBMITTED, PLANNED], {"may_send": False, "poll_at": NOW}, POLL),
    # What only the user can decide about is left, takes no room, and holds up nothing.
    ("all are stuck", [ENDED, PLANNED], {"stuck": {1, 2}}, STOP),
    ("one is stuck", [ENDED, PLANNED], {"stuck": {1}}, send(2)),
    ("a stuck one takes no room", [SUBMITTED, PLANNED], {"stuck": {1}, "limit": 1}, send(2)),
    ("a stuck one is not waited for", [ENDED, PLANNED], {"stuck": {1, 2}, "due": {1: 160.0}}, STOP),
]  # fmt: skip


@pytest.mark.parametrize(("shards", "known", "move"), [row[1:] for row in MOVES], ids=[row[0] for row in MOVES])
def test_what_is_done_next(shards: list[ShardState], known: dict[str, Any], move: Move) -> None:
    known = {"now": NOW, "due": {}, "stuck": (), "poll_at": None, "limit": 4, "may_send": True} | known
    assert next_move(dict(enumerate(shards, 1)), **known) == move


@pytest.mark.parametrize(
    "reason",
    [
        "Too many enqueued tokens: 12,000,000 of 10,000,000",
        "Enqueued token limit reached for gpt-4o in organization org-1. Limit: 90,000 enqueued tokens.",
        "the queue is full: 4 batches are enqueued; try again later",
        "Rate limit reached",
        "rate_limit_exceeded",
        "rate-limited",
        "The service is at capacity",
        "You exceeded your current quota, please check your plan",
        "Please TRY AGAIN in 5 minutes",
        "The model is overloaded",
    ],
)
def test_no_room_now(reason: str) -> None:
    assert says_full(reason)


@pytest.mark.parametrize(
    "reason",
    [
        None,
        "",
        "there is no model m",
        "there is no such endpoint",
        # These name the file's own size or lines: the same file is never taken.
        "The file exceeds the quota of 50,000 lines",
        "rate limit: the file has 60,000 rows",
        "quota of 100 MB exceeded: file size is 120 MB",
        "quota: 1,000 bytes",
        "the request is too large for the queue",
        "the batch exceeds 50,000 requests; the queue takes no more",
        "line 3 of the input file is not a request: queue",
    ],
)
def test_not_a_matter_of_room(reason: str | None) -> None:
    assert not says_full(reason)


@pytest.mark.parametrize(
    "reason",
    [
        "there is no file file-00000001",
        "No such file: file-1",
        "File file-1 not found",
        "The input file was not found",
        "file file-1 does not exist",
        "The file no longer exists",
        "unable to find: input file unknown",
        "The file is still processing",
        "file-1 is still being processed",
        "The file has not yet been processed",
        "the input file is not ready",
        "the file is not available",
        "the file was not uploaded",
    ],
)
def test_an_input_that_is_not_there_yet(reason: str) -> None:
    assert says_not_found(reason)


@pytest.mark.parametrize(
    "reason",
    [
        None,
        "",
        "the queue is full",
        "there is no model m",
        "unknown endpoint /v1/chat/completion",
        "line 3 is odd",
        "the account has no credit",
        "you may not process such requests",
        "the profile is unknown",
    ],
)
def test_nothing_about_an_input(reason: str | None) -> None:
    assert not says_not_found(reason)


def test_of_two_batches_for_the_same_requests_the_one_that_is_further() -> None:
    order = [
        job("FAILED", ended=True),
        job("CANCELLED", ended=True),
        job("CANCELING"),
        job("EXPIRED", ended=True),
        job("VALIDATING"),
        job("IN_PROGRESS", progress=0.1),
        job("IN_PROGRESS", progress=0.9),
        job("COMPLETED", ended=True),
    ]
    backwards = order[::-1]
    assert sorted(backwards, key=rank) == order
    # One whose status nobody knows is at work.
    assert rank(job("VALIDATING")) < rank(job("FINALIZING")) < rank(job("COMPLETED", ended=True))


@pytest.mark.parametrize(
    ("state", "end"),
    [
        (PLANNED, None),
        (UPLOADED, None),
        (SUBMITTING, at(10)),
        # Once its file was deleted, a batch that was created before may still appear.
        (shard("submitting", file_id="file-1", posted_at=BEGAN, deleted_at=at(12)), at(22)),
        (SUBMITTED, None),
        (shard("submitted", absence=Absence("job", at(3), at(3))), at(13)),
        (ENDED, None),
        (shard("ended", absence=Absence("results", at(3), at(3))), None),
    ],
)
def test_when_what_is_missing_is_believed(state: ShardState, end: datetime.datetime | None) -> None:
    assert deadline(state, LAG) == end
    if end is not None:
        assert deadline(state, datetime.timedelta()) == end - LAG
