"""The report of a run: one page that needs nothing but itself."""

from __future__ import annotations

import datetime
import math
import os
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import jinja2
import msgspec

from .. import __version__
from ..disk.atomic import AtomicFile
from ..run.histogram import bin_counts, quantile, width
from ..run.status import RunStatus
from ..text import replace_unprintable, sanitize
from .view import UNCLEAN, duration

BINS: Final = 40
MIN_BINS: Final = 8
TICKS: Final = 6
NARROW, WIDE = 42, 80
"""Letters that there is room for below a distribution and above the timeline."""
LONGEST: Final = 1000
"""Batches of which the page has a line each; of more, the first ones."""

MOST_KINDS: Final = 20

_KINDS: Final = {"COMPLETED": "good", "FAILED": "bad", "EXPIRED": "late"}
_COUNTS: Final = [step * 10**power for power in range(13) for step in (1, 2, 5)]
_TIMES: Final = [
    *(1, 2, 5, 10, 15, 30),  # seconds
    *(60 * minutes for minutes in (1, 2, 5, 10, 15, 30)),
    *(3600 * hours for hours in (1, 2, 3, 6, 12, *range(24, 24 * 400, 24))),
]


class Column(msgspec.Struct, frozen=True):
    """A column of a plot: what it says, and how high it is in percent of the highest."""

    says: str
    height: float


class Distribution(msgspec.Struct, frozen=True):
    """A plot of numbers, and what they come to.

    Attributes:
        total: How many numbers there are.
        columns: The columns, from left to right.
        beyond: Whether the last column stands for all that is far away.
        ticks: Where what is written below them, in percent of the width.
        facts: What they come to, by name.
    """

    total: int
    columns: list[Column]
    beyond: bool
    ticks: list[tuple[float, str]]
    facts: dict[str, str]


class Bar(msgspec.Struct, frozen=True):
    """A batch in the timeline: where it begins and how long it is, in percent of the whole."""

    name: str
    id: str
    status: str
    begins: float
    length: float
    took: str
    reason: str


def write_report(status: RunStatus, path: str, output: str, resend: str | None) -> None:
    """Write the report of a run that has ended; it appears whole.

    Args:
        status: The run.
        path: Where to write.
        output: The file of the run's results.
        resend: The command that resends what failed.

    Raises:
        OSError: It cannot be written.
    """
    page = render(status, output, resend).encode(errors="replace")  # a file's name may be anything
    written = AtomicFile(path)
    try:
        written.file.write(page)
        written.commit()
    finally:
        written.discard()


def _clean(value: object) -> object:
    return replace_unprintable(value) if isinstance(value, str) else value


def render(status: RunStatus, output: str, resend: str | None) -> str:
    """The page."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("batchline.cli", ""),
        autoescape=True,
        finalize=_clean,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = "{:,}".format
    ended_at = status.ended_at or status.started_at
    bars, ticks = timeline(status)
    tokens = "{:,}".format
    no_usage, no_time = "No answer has a usage.", "No answer says when it was created."
    done = status.done
    return environment.get_template("report.html").render(
        version=__version__,
        input=os.path.basename(status.input),
        output=output,
        resend=resend,
        status=status,
        ended_at=ended_at,
        took=duration((ended_at - status.started_at).total_seconds()),
        done=done,
        batches=len(status.batches),
        errors=list(done.errors.items())[:MOST_KINDS],
        kinds_left=max(0, len(done.errors) - MOST_KINDS),
        endings=list(done.finish_reasons.items())[:MOST_KINDS],
        endings_left=max(0, len(done.finish_reasons) - MOST_KINDS),
        unclean=UNCLEAN,
        kinds=_KINDS,
        percent=percent,
        distributions=[
            ("Prompt tokens", "of a request", distribution(done.prompt_tokens, tokens, _COUNTS), no_usage),
            (
                "Completion tokens",
                "of an answer",
                distribution(done.completion_tokens, tokens, _COUNTS),
                no_usage,
            ),
            ("Latency", "since its batch was created", distribution(done.waits, duration, _TIMES), no_time),
        ],
        timeline=bars,
        times=ticks,
        longest=LONGEST,
    )


def distribution(counts: Mapping[int, int], said: Callable[[int], str], steps: Sequence[int]) -> Distribution | None:
    """A plot of numbers; None where there are none.

    They are sanitize on one even scale, but for the largest hundredth where it is far away.

    Args:
        counts: The distribution; see `histogram`.
        said: A number in words.
        steps: The widths that a column may have.
    """
    if not counts:
        return None
    least, greatest = min(counts), max(counts)
    usual = quantile(counts, 0.99)
    end = greatest if greatest <= 2 * usual else usual
    begin = least if 2 * least > end else 0
    step = _step(max((end - begin) / BINS, width(end)), steps)  # no finer than what was kept
    begin = begin // step * step
    bins = (end + width(end) - begin - 1) // step + 1
    begin = max(0, begin - max(0, MIN_BINS - bins) // 2 * step)
    bins = max(MIN_BINS, bins)
    columns = bin_counts(counts, begin, step, bins)
    beyond = columns[-1] > 0
    if not beyond:
        columns.pop()
    highest = max(columns)
    edges = [begin + step * number for number in range(len(columns))]
    until = step - 1 if steps is _COUNTS else step  # of what is counted, the last one; of time, the next moment
    ranges = [said(edge) if step == 1 else f"{said(edge)} to {said(edge + until)}" for edge in edges]
    if beyond:
        ranges[-1] = f"{said(edges[-1])} and more"
    half = 50 / len(columns) if step == 1 else 0.0  # below a number, or where a range begins
    return Distribution(
        total=sum(counts.values()),
        columns=[
            Column(f"{says}: {count:,.0f}", count / highest * 100) for says, count in zip(ranges, columns, strict=True)
        ],
        beyond=beyond,
        ticks=[
            ((number - begin) / step / len(columns) * 100 + half, text)
            for number, text in _ticks(begin, edges[-1], steps, said, NARROW)
        ],
        facts={
            "median": said(quantile(counts, 0.5)),
            "p90": said(quantile(counts, 0.9)),
            "p99": said(usual),
            "max": said(greatest),
        },
    )


def percent(part: int, whole: int) -> str:
    """A share in words: nothing is none and all is all only where it is so."""
    share = 100 * part / whole if whole else 0.0
    if 0 < share < 0.1:
        return "below 0.1 %"
    if 99.9 < share < 100:
        return "above 99.9 %"
    return f"{share:.1f} %"


def timeline(status: RunStatus) -> tuple[list[Bar], list[tuple[float, str]]]:
    """The batches as bars, and the ticks of the time since the run began, in percent of the whole."""
    jobs = [(shard, number, job) for shard in status.shards for number, job in enumerate(shard.jobs, 1)]
    # The service's clock may be another than that of this machine.
    begin = min([status.started_at, *(job.created_at for *_, job in jobs)])
    end = max([status.ended_at or begin, *(job.ended_at or job.created_at for *_, job in jobs)])
    whole = max((end - begin).total_seconds(), 1e-3)

    def share(time: datetime.datetime) -> float:
        return (time - begin).total_seconds() / whole * 100

    bars: list[Bar] = []
    for shard, number, job in jobs[:LONGEST]:
        ended = job.ended_at or end
        bars.append(
            Bar(
                name=f"{shard.number}" if number == 1 else f"{shard.number}, sent again",
                id=job.id,
                status=job.status,
                begins=share(job.created_at),
                length=max(0.0, share(ended) - share(job.created_at)),
                took=duration((ended - job.created_at).total_seconds()),
                reason=sanitize(job.reason or ""),
            )
        )
    return bars, [(at / whole * 100, text) for at, text in _ticks(0, int(whole), _TIMES, duration, WIDE)]


def _ticks(begin: int, end: int, steps: Sequence[int], said: Callable[[int], str], width: int) -> list[tuple[int, str]]:
    """Round distances from the first number on, no more than there is room for so many letters."""
    apart = (end - begin) / TICKS
    while True:
        step = _step(apart, steps)
        ticks = [(number, said(number)) for number in range(begin, end + 1, step)]
        if len(ticks) == 1 or sum(len(text) + 2 for _, text in ticks) <= width:
            return ticks
        apart = step + 1


def _step(least: float, steps: Sequence[int]) -> int:
    """The first round number that is not below this one; beyond the last of them, a multiple of it."""
    return next((step for step in steps if step >= least), math.ceil(least / steps[-1]) * steps[-1])
