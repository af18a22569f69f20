"""The display of a run on stderr: its progress, and its summary at the end."""

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
"""Kinds of errors that the summary of a run names."""

UNCLEAN = {"length": "cut off (length)", "content_filter": "filtered (content_filter)", "empty": "empty"}
"""The finish reasons that the summary of a run mentions, in words."""

_DOING = {"check": "checking", "upload": "uploading", "download": "downloading", "join": "joining"}


@contextlib.contextmanager
def watch(console: Console) -> Generator[Callable[[RunProgress], None]]:
    """Show the progress of a run: a live view on a terminal, a line per change in a pipe."""
    if not console.is_terminal:
        yield _Lines(console)
        return
    view = View(console)
    with Live(get_renderable=view.render, console=console.rich, transient=True, refresh_per_second=5):
        yield view


class _Lines:
    """Prints a line for each change."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._last_lines: dict[int | None, str] = {}

    def __call__(self, progress: RunProgress) -> None:
        line = _DOING.get(progress.stage, "")
        if progress.stage == "wait" and progress.job is not None:
            line = f"batch {progress.job.id}: {sanitize(progress.job.status.value)}"
        if progress.shards > 1 and progress.shard is not None:
            line = f"shard {progress.shard} of {progress.shards}: {line}"
        if not line or (progress.status is not None and progress.status.ended_at is not None):
            return
        shard = progress.shard if progress.shards > 1 else None
        if line != self._last_lines.get(shard):
            self._console.say(f"batchline: {line}")
        self._last_lines[shard] = line


class View:
    """The live view: a whole run in a few lines that are redrawn."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._printed_ids: set[str] = set()
        self._progress: RunProgress | None = None

    def __call__(self, progress: RunProgress) -> None:
        """Update the view; print the id of each new batch."""
        self._progress = progress
        job = progress.job
        if job is not None and job.id not in self._printed_ids:
            self._printed_ids.add(job.id)
            shard = f", shard {progress.shard} of {progress.shards}" if progress.shards > 1 else ""
            # Printed above the view, which is erased at the end.
            self._console.say(f"batchline: batch {job.id}{shard}")

    def render(self) -> RenderableType:
        """Return the current view."""
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
        transferred = transfer.done_bytes if transfer else 0
        sent = sum(shard.size for shard in status.shards if shard.step != "planned" or shard.attempt > 1)
        current = next((shard for shard in status.shards if shard.number == progress.shard), None)
        if progress.stage == "upload" and current is not None and current.attempt == 1:
            sent += transferred
        uploaded = f"{decimal(sent)} of {decimal(sum(shard.size for shard in status.shards))}"
        if transfer and transfer.total_bytes:
            uploaded += f"; {_DOING[progress.stage]} {decimal(transferred)} of {decimal(transfer.total_bytes)}"
        now = datetime.datetime.now(datetime.UTC)
        last_jobs = [shard.jobs[-1] for shard in status.shards if shard.step == "submitted"]
        deadlines = [job.deadline for job in last_jobs if job.deadline]
        expires = f"; the next batch expires in {duration((min(deadlines) - now).total_seconds())}" if deadlines else ""
        rows = Table.grid(padding=(0, 2))
        rows.add_row("requests", bar)
        rows.add_row("shards", ", ".join(f"{count:,} {state}" for state, count in _states(progress, status).items()))
        rows.add_row("uploaded", uploaded)
        rows.add_row("time", f"{duration((now - status.started_at).total_seconds())}{expires}")
        return rows


def done_requests(status: RunStatus) -> float:
    """Return how many requests of a run are done, by the progress that the service reports."""
    return status.kept + sum(map(_done_requests, status.shards))


def _done_requests(shard: ShardStatus) -> float:
    if shard.step == "joined":
        return shard.requests
    return shard.answered + (shard.requests - shard.answered) * (shard.job.progress if shard.job else 0.0)


def _states(progress: RunProgress, status: RunStatus) -> Counter[str]:
    """Count the shards by state: the status of its batch once a shard was submitted, else its step."""
    states: Counter[str] = Counter()
    for shard in status.shards:
        if shard.number == progress.shard and progress.stage in ("upload", "download", "join"):
            states[_DOING[progress.stage]] += 1
        else:
            states[shard.jobs[-1].status if shard.step == "submitted" else shard.step] += 1
    return states


def duration(seconds: float) -> str:
    """Return a duration as text with at most two units, such as `2 h 1 min`."""
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{max(0.0, seconds):.2g} s" if seconds < 10 else f"{whole} s"
    large, small, names = (whole // 60, whole % 60, ("min", "s"))
    if large >= 60:
        large, small, names = (large // 60, large % 60, ("h", "min"))
    return f"{large:,} {names[0]}" + (f" {small} {names[1]}" if small else "")


def count_of(requests: int) -> str:
    """Return a number of requests as text, such as `1 request`."""
    return "1 request" if requests == 1 else f"{requests:,} requests"


def sentence(summary: RunSummary) -> str:
    """Return the outcome of a run as one sentence."""
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
