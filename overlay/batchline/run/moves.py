"""Decide what a run does next: pure functions of what is known about its shards."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from typing import Final, Literal, NamedTuple

from .state import JobRecord, ShardState

_FULL: Final = re.compile(r"enqueue|queue|rate.?limit|capacity|quota|try again|try later|overloaded", re.IGNORECASE)
_ABOUT_FILE: Final = re.compile(
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
    """Return whether a reason means that the service has no room now; the file itself is fine."""
    return bool(reason and _FULL.search(reason) and not _ABOUT_FILE.search(reason))


def says_not_found(reason: str | None) -> bool:
    """Return whether a reason means that the service doesn't have an input file, or not yet."""
    return bool(reason and _NOT_FOUND.search(reason))


def rank(job: JobRecord) -> tuple[int, float]:
    """Return how advanced a batch is: of two for the same requests, the one with the higher rank is kept."""
    order = ("FAILED", "CANCELLED", "CANCELING", "EXPIRED", "VALIDATING", "IN_PROGRESS", "COMPLETED")
    return (order.index(job.status) if job.status in order else len(order) - 2, job.progress)


def deadline(shard: ShardState, lag: datetime.timedelta) -> datetime.datetime | None:
    """Return until when a shard's missing batch is waited for; None if none is missing.

    It is either a batch that may have been created (`submitting`) or one that was created (`submitted`).
    """
    since = None
    if shard.step == "submitting":
        since = shard.deleted_at or shard.posted_at
    elif shard.step == "submitted" and shard.absence is not None:
        since = shard.absence.since
    return None if since is None else since + lag


class Move(NamedTuple):
    """What to do next.

    Attributes:
        what: `settle` the results of a shard's batches; `poll` the batches; `send` a shard's requests;
            `wait` until a time; or `stop`, since nothing is left to do.
        number: The shard to settle or send.
        until: When the wait ends, by the clock of `now`.
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
    """Return what to do next: settle results first, then send new batches if there is room, then poll.

    Args:
        shards: The shards that are not joined yet.
        now: The time, by the clock of `now`.
        due: For each waiting shard, when work on it may continue.
        stuck: The shards that only the user can decide about.
        poll_at: When the next poll is due; None if there is nothing to poll for.
        limit: Maximum number of batches running at once.
        may_send: Whether requests may be sent now, which costs money.
    """
    stuck = frozenset(stuck)
    active = {number: state for number, state in shards.items() if number not in stuck}
    waits: list[float] = []
    for number, state in active.items():
        if state.step == "ended" and due.get(number, now) <= now:
            return Move("settle", number)
    to_send = [number for number, state in active.items() if state.is_to_be_sent]
    has_room = sum(state.may_be_running for state in active.values()) < limit
    if to_send and has_room:
        # Shards never sent before go first: resent requests must not take their place.
        to_send.sort(key=lambda number: (not active[number].was_never_sent, number))
        for number in to_send:
            if may_send and due.get(number, now) <= now:
                return Move("send", number)
    if poll_at is not None:
        if poll_at <= now:
            return Move("poll")
        waits.append(poll_at)
    waits += [due[number] for number in active if due.get(number, now) > now]
    if waits:
        return Move("wait", until=min(waits))
    return Move("stop")
