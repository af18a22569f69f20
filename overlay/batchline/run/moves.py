"""What a run does next: a pure decision over what is known of its shards."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from typing import Final, Literal, NamedTuple

from .state import JobRecord, ShardState

_FULL: Final = re.compile(r"enqueue|queue|rate.?limit|capacity|quota|try again|try later|overloaded", re.IGNORECASE)
_OF_THE_FILE: Final = re.compile(
    r"\b(lines?|rows?|bytes|[kmg]i?b)\b|file.?size|size of the file|too (large|big|long)|exceeds? \S+ requests",
    re.IGNORECASE,
)
_NOT_FOUND: Final = re.compile(
    r"\b(file|input)\b.{0,80}\b(not (be )?found|not exist|no longer exists?|not ready|not available|process(ing|ed))"
    r"|\b(file|input).{0,20} unknown\b|\bno (such )?file\b"
    r"|\bstill (being )?process|\bnot (yet )?(been )?(processed|ready|uploaded)\b",
    re.IGNORECASE | re.DOTALL,
)


def says_full(reason: str | None) -> bool:
    """Return whether the service has no room now, for a file that is fine as it is."""
    return bool(reason and _FULL.search(reason) and not _OF_THE_FILE.search(reason))


def says_not_found(reason: str | None) -> bool:
    """Return whether the service says that it doesn't have an input file, or not yet."""
    return bool(reason and _NOT_FOUND.search(reason))


def rank(job: JobRecord) -> tuple[int, float]:
    """Return how far along a batch is: of two for the same requests, the one that is further is kept."""
    order = ("FAILED", "CANCELLED", "CANCELING", "EXPIRED", "VALIDATING", "IN_PROGRESS", "COMPLETED")
    return (order.index(job.status) if job.status in order else len(order) - 2, job.progress)


def deadline(shard: ShardState, lag: datetime.timedelta) -> datetime.datetime | None:
    """Return when something about a shard's batch is believed, if nothing new is seen until then.

    That a batch which may have been created does not exist; or that one which was created no longer
    does.
    """
    since = None
    if shard.step == "submitting":
        since = shard.deleted_at or shard.posted_at
    elif shard.step == "submitted" and shard.absence is not None:
        since = shard.absence.since
    return None if since is None else since + lag


class Move(NamedTuple):
    """What is done next.

    Attributes:
        what: `settle` what the batches of a shard gave; `poll` the batches; `send` a shard's requests;
            `wait` until a time; or `stop`, since nothing is left to do.
        number: Which shard.
        until: Until when, by the clock of `now`.
    """

    what: Literal["settle", "poll", "send", "wait", "stop"]
    number: int = 0
    until: float = 0.0


def next_move(
    shards: Mapping[int, ShardState],
    *,
    now: float,
    due: Mapping[int, float],
    stuck: Iterable[int],
    poll_at: float | None,
    limit: int,
    may_send: bool,
) -> Move:
    """Return what to do next: results first, then new batches where there is room, then a look at them.

    Args:
        shards: The shards that are not joined yet.
        now: The time, by the clock of `now`.
        due: When shards may be worked on again that wait for something.
        stuck: The shards that only the user can decide about.
        poll_at: When the batches are looked at; None where there is nothing to look for.
        limit: How many batches may be running at once.
        may_send: Whether anything may be paid for now.
    """
    stuck = frozenset(stuck)
    free = {number: one for number, one in shards.items() if number not in stuck}
    waits: list[float] = []
    for number, one in free.items():
        if one.step == "ended" and due.get(number, now) <= now:
            return Move("settle", number)
    to_send = [number for number, one in free.items() if one.is_to_be_sent]
    has_room = sum(one.may_be_running for one in free.values()) < limit
    if to_send and has_room:
        # What was never sent goes first: requests that are sent again must not take its place.
        to_send.sort(key=lambda number: (not free[number].was_never_sent, number))
        for number in to_send:
            if may_send and due.get(number, now) <= now:
                return Move("send", number)
    if poll_at is not None:
        if poll_at <= now:
            return Move("poll")
        waits.append(poll_at)
    waits += [due[number] for number in free if due.get(number, now) > now]
    if waits:
        return Move("wait", until=min(waits))
    return Move("stop")
