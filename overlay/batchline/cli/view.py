"""What a person sees of a run: while it is at work, and at its end."""

from __future__ import annotations

import contextlib
import datetime
from collections import Counter
from collections.abc import Callable, Generator

from rich.console import RenderableType
from rich.filesize import decimal
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.spinner import Spinner
from rich.table import Table

from ..run.progress import RunProgress
from ..run.status import RunStatus, RunSummary, ShardStatus
from ..text import sanitize
from .output import Console

MOST_KINDS = 5
"""Kinds of errors that are named when a run has ended."""

UNCLEAN = {"length": "cut off (length)", "content_filter": "filtered (content_filter)", "empty": "empty"}
"""Ends of answers that a person should know of, in words."""

_DOING = {"check": "checking", "upload": "uploading", "download": "downloading", "join": "joining"}


@contextlib.contextmanager
def watch(console: Console) -> Generator[Callable[[RunProgress], None]]:
    """Shows where a run stands: a live view on a terminal, a line for each change in a pipe."""
    if not console.is_terminal:
        yield _Lines(console)
        return
    view = View(console)
    with Live(get_renderable=view.render, console=console.rich, transient=True, refresh_per_second=5):
        yield view


class _Lines:
    """A line for each change."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._said: dict[int | None, str] = {}

    def __call__(self, progress: RunProgress) -> None:
        what = _DOING.get(progress.stage, "")
        if progress.stage == "wait" and progress.job is not None:
            what = f"batch {progress.job.id}: {sanitize(progress.job.status.value)}"
        if progress.shards > 1 and progress.shard is not None:
            what = f"{progress.shard} of {progress.shards}: {what}"
        if not what or (progress.status is not None and progress.status.ended_at is not None):
            return
        which = progress.shard if progress.shards > 1 else None
        if what != self._said.get(which):
            self._console.say(f"batchline: {what}")
        self._said[which] = what


class View:
    """All of a run in a few lines that change."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._created: set[str] = set()
        self._progress: RunProgress | None = None

    def __call__(self, progress: RunProgress) -> None:
        """Show this from now on."""
        self._progress = progress
        job = progress.job
        if job is not None and job.id not in self._created:
            self._created.add(job.id)
            which = f", {progress.shard} of {progress.shards}" if progress.shards > 1 else ""
            self._console.say(f"batchline: batch {job.id}{which}")  # the view goes away, and with it the id

    def render(self) -> RenderableType:
        """The view as it is now."""
        progress = self._progress
        if progress is None or progress.status is None:
            return Spinner("dots", "checking")
        status, transfer = progress.status, progress.transfer
        done = done_requests(status)
        bar = Table.grid(padding=(0, 1))
        failed = f", {status.done.failed:,} failed" if status.done.failed else ""
        bar.add_row(
            ProgressBar(total=max(1, status.requests), completed=done, width=30),
            f"{int(done):,} of {status.requests:,} ({int(100 * done / max(1, status.requests))} %){failed}",
        )
        moved = transfer.done_bytes if transfer else 0
        sent = sum(one.size for one in status.shards if one.step != "planned" or one.attempt > 1)
        now_sent = next((one for one in status.shards if one.number == progress.shard), None)
        if progress.stage == "upload" and now_sent is not None and now_sent.attempt == 1:
            sent += moved
        uploaded = f"{decimal(sent)} of {decimal(sum(one.size for one in status.shards))}"
        if transfer and transfer.total_bytes:
            uploaded += f"; {_DOING[progress.stage]} {decimal(moved)} of {decimal(transfer.total_bytes)}"
        now = datetime.datetime.now(datetime.UTC)
        ends = [one.jobs[-1].deadline for one in status.shards if one.step == "submitted" and one.jobs[-1].deadline]
        expires = f"; the next batch expires in {duration((min(ends) - now).total_seconds())}" if ends else ""
        rows = Table.grid(padding=(0, 2))
        rows.add_row("requests", bar)
        rows.add_row("shards", ", ".join(f"{count:,} {state}" for state, count in _states(progress, status).items()))
        rows.add_row("uploaded", uploaded)
        rows.add_row("time", f"{duration((now - status.started_at).total_seconds())}{expires}")
        return rows


def done_requests(status: RunStatus) -> float:
    """Return how many requests of a run are done, as far as the service says."""
    return status.kept + sum(map(_done_requests, status.shards))


def _done_requests(shard: ShardStatus) -> float:
    if shard.step == "joined":
        return shard.requests
    return shard.answered + (shard.requests - shard.answered) * (shard.job.progress if shard.job else 0.0)


def _states(progress: RunProgress, status: RunStatus) -> Counter[str]:
    """How many shards stand how: in the words of the service once it has them."""
    states: Counter[str] = Counter()
    for one in status.shards:
        if one.number == progress.shard and progress.stage in ("upload", "download", "join"):
            states[_DOING[progress.stage]] += 1
        else:
            states[one.jobs[-1].status if one.step == "submitted" else one.step] += 1
    return states


def duration(seconds: float) -> str:
    """A time as people say it, with two units at most."""
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{max(0.0, seconds):.2g} s" if seconds < 10 else f"{whole} s"
    large, small, names = (whole // 60, whole % 60, ("min", "s"))
    if large >= 60:
        large, small, names = (large // 60, large % 60, ("h", "min"))
    return f"{large:,} {names[0]}" + (f" {small} {names[1]}" if small else "")


def count_of(requests: int) -> str:
    """So many requests."""
    return "1 request" if requests == 1 else f"{requests:,} requests"


def sentence(summary: RunSummary) -> str:
    """What became of a run."""
    tokens = summary.usage.get("total_tokens")
    used = f", {tokens:,} tokens" if tokens else ""
    kinds = ", ".join(f"{sanitize(kind)}: {count:,}" for kind, count in list(summary.errors.items())[:MOST_KINDS])
    more = ", …" if len(summary.errors) > MOST_KINDS else ""
    failed = f", {summary.failed:,} failed ({kinds}{more})" if summary.failed else ""
    ends = "".join(
        f", {count:,} {words}" for end, words in UNCLEAN.items() if (count := summary.finish_reasons.get(end))
    )
    batches = f" in {summary.batches:,} batches" if summary.batches > 1 else ""
    took = duration(summary.seconds)
    return f"{summary.succeeded:,} of {count_of(summary.requests)} succeeded{batches}{ends}{failed}{used}, {took}"
