"""The report of a run: one HTML page that loads nothing else."""

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
"""Room for tick labels, in characters: below a distribution, and above the timeline."""
LONGEST: Final = 1000
"""Maximum batches in the timeline; if there are more, the first ones are shown."""

MOST_KINDS: Final = 20

_KINDS: Final = {"COMPLETED": "good", "FAILED": "bad", "EXPIRED": "late"}
_COUNTS: Final = [step * 10**power for power in range(13) for step in (1, 2, 5)]
_TIMES: Final = [
    *(1, 2, 5, 10, 15, 30),  # seconds
    *(60 * minutes for minutes in (1, 2, 5, 10, 15, 30)),
    *(3600 * hours for hours in (1, 2, 3, 6, 12, *range(24, 24 * 400, 24))),
]


class Column(msgspec.Struct, frozen=True):
    """A column of a plot: its tooltip, and its height in percent of the highest one."""

    says: str
    height: float


class Distribution(msgspec.Struct, frozen=True):
    """A plot of numbers, with their statistics.

    Attributes:
        total: How many numbers there are.
        columns: The columns, from left to right.
        beyond: Whether the last column holds all numbers beyond the scale.
        ticks: The labels below the columns, each with its place in percent of the width.
        facts: The statistics by name, such as the median, as text.
    """

    total: int
    columns: list[Column]
    beyond: bool
    ticks: list[tuple[float, str]]
    facts: dict[str, str]


class Bar(msgspec.Struct, frozen=True):
    """A batch in the timeline; `begins` and `length` are in percent of the run's duration."""

    name: str
    id: str
    status: str
    begins: float
    length: float
    took: str
    reason: str


def write_report(status: RunStatus, path: str, output: str, resend: str | None) -> None:
    """Write the report of a finished run, atomically.

    Args:
        status: The run.
        path: The file to write.
        output: The file of the run's results.
        resend: The command that resends the failed requests, if any failed.

    Raises:
        OSError: The file cannot be written.
    """
    # File names need not be valid text.
    page = render(status, output, resend).encode(errors="replace")
    file = AtomicFile(path)
    try:
        file.file.write(page)
        file.commit()
    finally:
        file.discard()


def _clean(value: object) -> object:
    return replace_unprintable(value) if isinstance(value, str) else value


def render(status: RunStatus, output: str, resend: str | None) -> str:
    """Return the page as HTML; see `write_report` for the arguments."""
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
    no_usage, no_time = "Responses carry no `usage`.", "Responses carry no `created` time."
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
            ("Prompt tokens", "per request", distribution(done.prompt_tokens, tokens, _COUNTS), no_usage),
            (
                "Completion tokens",
                "per answer",
                distribution(done.completion_tokens, tokens, _COUNTS),
                no_usage,
            ),
            ("Latency", "from batch creation to answer", distribution(done.waits, duration, _TIMES), no_time),
        ],
        timeline=bars,
        times=ticks,
        longest=LONGEST,
    )


def distribution(counts: Mapping[int, int], to_text: Callable[[int], str], steps: Sequence[int]) -> Distribution | None:
    """Return a plot of numbers, or None if there are none.

    The scale is linear. If the largest 1 percent of the numbers lie far beyond the others, they share
    the last column.

    Args:
        counts: The distribution; see `histogram`.
        to_text: Formats a number.
        steps: The widths that a column may have.
    """
    if not counts:
        return None
    least, greatest = min(counts), max(counts)
    usual = quantile(counts, 0.99)
    end = greatest if greatest <= 2 * usual else usual
    begin = least if 2 * least > end else 0
    # No finer than the bins of the histogram itself.
    step = _step(max((end - begin) / BINS, width(end)), steps)
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
    # A range of counts ends with its last number, a range of times where the next one begins.
    until = step - 1 if steps is _COUNTS else step
    ranges = [to_text(edge) if step == 1 else f"{to_text(edge)} to {to_text(edge + until)}" for edge in edges]
    if beyond:
        ranges[-1] = f"{to_text(edges[-1])} or more"
    # The label of a single number is centered below its column, that of a range is where it begins.
    half = 50 / len(columns) if step == 1 else 0.0
    return Distribution(
        total=sum(counts.values()),
        columns=[
            Column(f"{says}: {count:,.0f}", count / highest * 100) for says, count in zip(ranges, columns, strict=True)
        ],
        beyond=beyond,
        ticks=[
            ((number - begin) / step / len(columns) * 100 + half, text)
            for number, text in _ticks(begin, edges[-1], steps, to_text, NARROW)
        ],
        facts={
            "median": to_text(quantile(counts, 0.5)),
            "p90": to_text(quantile(counts, 0.9)),
            "p99": to_text(usual),
            "max": to_text(greatest),
        },
    )


def percent(part: int, whole: int) -> str:
    """Return a share as text; only an exact 0 or 100 percent is shown as such."""
    share = 100 * part / whole if whole else 0.0
    if 0 < share < 0.1:
        return "below 0.1 %"
    if 99.9 < share < 100:
        return "above 99.9 %"
    return f"{share:.1f} %"


def timeline(status: RunStatus) -> tuple[list[Bar], list[tuple[float, str]]]:
    """Return the batches as bars, and the labels of the time axis with their places in percent."""
    jobs = [(shard, number, job) for shard in status.shards for number, job in enumerate(shard.jobs, 1)]
    # The service's clock may differ from this machine's.
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


def _ticks(
    begin: int, end: int, steps: Sequence[int], to_text: Callable[[int], str], width: int
) -> list[tuple[int, str]]:
    """Return labels at round distances from `begin` that fit into `width` characters."""
    distance = (end - begin) / TICKS
    while True:
        step = _step(distance, steps)
        ticks = [(number, to_text(number)) for number in range(begin, end + 1, step)]
        if len(ticks) == 1 or sum(len(text) + 2 for _, text in ticks) <= width:
            return ticks
        distance = step + 1


def _step(least: float, steps: Sequence[int]) -> int:
    """Return the first step that is at least this large; beyond the last step, a multiple of it."""
    return next((step for step in steps if step >= least), math.ceil(least / steps[-1]) * steps[-1])
