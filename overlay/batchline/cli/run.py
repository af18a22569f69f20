"""`batchline run`: the whole job."""

from __future__ import annotations

import contextlib
from types import TracebackType
from typing import Any, Self

import click
import msgspec
from rich.progress import Progress, TaskID, TaskProgressColumn

from ..client import Client
from ..outcomes import RunSummary
from ..progress import RunProgress
from .batches import endpoint_option, poll_option
from .output import Console, connect, json_option, print_json

SOME_FAILED = 3


@click.command()
@click.argument("input", type=click.Path())
@click.option("-o", "--output", required=True, type=click.Path(), help="The file of the results, in the input's order.")
@endpoint_option
@poll_option
@click.option("--local", is_flag=True, help="Run against the bundled mock server; needs no key, answers are echoes.")
@json_option
def run(input: str, output: str, endpoint: str, poll_interval: float | None, local: bool, as_json: bool) -> int:
    """Run the requests of INPUT as a batch: check, upload, create, wait, download, join.

    OUTPUT gets one line for every line of INPUT, in its order.
    """
    with contextlib.ExitStack() as stack:
        client = stack.enter_context(_local_client(stack) if local else connect())
        view = stack.enter_context(RunView())
        summary = client.run(input, output, endpoint=endpoint, poll_interval=poll_interval, progress=view.update)
    if as_json:
        print_json({"output": output, **msgspec.to_builtins(summary)})
    else:
        print(output)
        Console().say(f"batchline: {_sentence(summary)}")
    return SOME_FAILED if summary.failed else 0


def _local_client(stack: contextlib.ExitStack) -> Client:
    from ..testing import MockServer  # noqa: PLC0415 - only --local pays for the server's imports

    server = stack.enter_context(MockServer())
    return Client(server.api_key, server.base_url)


def _sentence(summary: RunSummary) -> str:
    tokens = summary.usage.get("total_tokens")
    used = f", {tokens:,} tokens" if tokens else ""
    failed = f", {summary.failed:,} failed" if summary.failed else ""
    return f"{summary.succeeded:,} of {summary.requests:,} requests succeeded{failed}{used}"


class RunView:
    """Shows where a run stands: a bar on a terminal, a line for each change in a pipe."""

    def __init__(self) -> None:
        self._console = Console()
        self._bar: Progress = self._console.bar(TaskProgressColumn())
        self._task: TaskID = self._bar.add_task("starting", total=None)
        self._said = ""

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def update(self, progress: RunProgress) -> None:
        """Show how far the run is."""
        doing = {"check": "checking", "upload": "uploading", "download": "downloading", "join": "joining"}
        what = doing.get(progress.stage, "")
        done: dict[str, Any] = {"total": None}
        if progress.stage == "wait" and progress.job is not None:
            what = f"batch {progress.job.id}: {progress.job.status.value}"
            # The one kind of server counts to 1, the other to 100; 1.0 itself is the end of both.
            part = progress.job.progress
            done = {"completed": part, "total": 1.0 if part <= 1.0 else 100.0}
        elif progress.transfer is not None:
            done = {"completed": progress.transfer.done_bytes, "total": progress.transfer.total_bytes}
        self._bar.update(self._task, description=what, **done)
        if what != self._said and not self._console.is_terminal:
            self._console.say(f"batchline: {what}")
        self._said = what
