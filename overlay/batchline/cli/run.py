"""`batchline run`: the whole job."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Generator
from typing import Final

import click
import msgspec
from rich.progress import TaskProgressColumn

from ..client import Client
from ..outcomes import RunSummary
from ..progress import RunProgress
from ..status import run_status
from ..words import printable
from .batches import SOME_FAILED, endpoint_option, poll_option
from .output import PATH, Console, connect, json_option, output_path, print_json, print_rows

MOST_KINDS: Final = 5
"""Kinds of errors that are named when a run has ended."""


state_option = click.option(
    "--state", type=PATH, metavar="DIR", help="The folder of the journal.  [default: OUTPUT.batchline]"
)


@click.command()
@click.argument("input", type=PATH)
@click.option("-o", "--output", required=True, type=PATH, help="The file of the results; - for stdout.")
@endpoint_option
@state_option
@click.option(
    "--retries",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    metavar="N",
    help="How often requests are sent again that a batch did not do.",
)
@click.option(
    "--in-flight",
    type=click.IntRange(min=1),
    default=4,
    show_default=True,
    metavar="N",
    help="How many batches may be at work at a time.",
)
@poll_option
@click.option("--local", is_flag=True, help="Run against the bundled mock server; needs no key, answers are echoes.")
@json_option
def run(
    input: str,
    output: str,
    endpoint: str,
    state: str | None,
    retries: int,
    in_flight: int,
    poll_interval: float | None,
    local: bool,
    as_json: bool,
) -> int:
    """Run the requests of INPUT, in as many batches as it takes: check, upload, create, wait, download, join.

    OUTPUT gets one line for every request of INPUT, in its order. After a crash, or Ctrl-C, the
    same command goes on.
    """
    if output == "-" and as_json:
        raise click.UsageError("--json and -o - would both write to stdout.")
    with contextlib.ExitStack() as stack:
        if local:
            stack.enter_context(_without_notes())
            # Nobody can go on with batches of a server that will be gone.
            state = state or stack.enter_context(tempfile.TemporaryDirectory(prefix="batchline-"))
        client = stack.enter_context(_local_client(stack) if local else connect())
        told = stack.enter_context(_view())
        summary = client.run(
            input,
            output_path(output),
            endpoint=endpoint,
            state=state,
            retries=retries,
            in_flight=in_flight,
            poll_interval=poll_interval,
            progress=told,
        )
    if as_json:
        print_json({"output": output, **msgspec.to_builtins(summary)})
    else:
        if output != "-":
            print(output)
        Console().say(f"batchline: {_sentence(summary)}")
    return SOME_FAILED if summary.failed else 0


@click.command()
@click.argument("output", type=PATH)
@state_option
@json_option
def status(output: str, state: str | None, as_json: bool) -> None:
    """Show where the run to OUTPUT stands, also while it runs. Needs no key, and asks nobody."""
    found, is_running = run_status(output, state)
    if as_json:
        print_json({**msgspec.to_builtins(found), "is_running": is_running})
        return
    rows = [
        {**msgspec.to_builtins(one), **msgspec.to_builtins(one.jobs[-1] if one.jobs else {})} for one in found.batches
    ]
    print_rows(rows, ("batch", "step", "requests", "attempt", "id", "status"))
    failed = f", {found.done.failed:,} of them failed" if found.done.failed else ""
    goes_on = "at work" if is_running else "nobody is at work with it: the same `batchline run` goes on"
    how = "it has ended" if found.ended_at else goes_on
    Console().say(f"batchline: {found.done.requests:,} of {found.requests:,} requests have an outcome{failed}; {how}")


@contextlib.contextmanager
def _without_notes() -> Generator[None]:
    """The note of how to get at the batch is of no use: it is gone with the local server."""
    try:
        yield
    except BaseException as error:
        error.__notes__ = []
        raise


def _local_client(stack: contextlib.ExitStack) -> Client:
    from ..testing import MockServer  # noqa: PLC0415 - only --local pays for the server's imports

    server = stack.enter_context(MockServer())
    return Client(server.api_key, server.base_url)


def _sentence(summary: RunSummary) -> str:
    tokens = summary.usage.get("total_tokens")
    used = f", {tokens:,} tokens" if tokens else ""
    kinds = ", ".join(f"{count:,} {printable(kind)}" for kind, count in list(summary.errors.items())[:MOST_KINDS])
    more = ", …" if len(summary.errors) > MOST_KINDS else ""
    failed = f", {summary.failed:,} failed ({kinds}{more})" if summary.failed else ""
    batches = f" in {summary.batches} batches" if summary.batches > 1 else ""
    return f"{summary.succeeded:,} of {summary.requests:,} requests succeeded{batches}{failed}{used}"


_DOING = {"check": "checking", "upload": "uploading", "download": "downloading", "join": "joining"}


@contextlib.contextmanager
def _view() -> Generator[Callable[[RunProgress], None]]:
    """Shows where a run stands: a bar on a terminal, a line for each change in a pipe."""
    console = Console()
    said, created = dict[int | None, str](), set[str]()
    with console.bar(TaskProgressColumn()) as bar:
        task = bar.add_task("starting", total=None)

        def told(progress: RunProgress) -> None:
            what, done, total = _DOING.get(progress.stage, ""), 0.0, None
            if progress.stage == "wait" and progress.job is not None:
                what = f"batch {progress.job.id}: {progress.job.status.value}"
                # One kind of server counts to 1, the other to 100; 1.0 itself is the end of the first.
                done = progress.job.progress
                total = 1.0 if done <= 1.0 else 100.0
            elif progress.transfer is not None:
                done, total = progress.transfer.done_bytes, progress.transfer.total_bytes
            if progress.batches > 1 and progress.batch is not None:
                what = f"{progress.batch} of {progress.batches}: {what}"
            if progress.job is not None and progress.job.id not in created:
                created.add(progress.job.id)
                if console.is_terminal:  # the bar goes away, and with it the id
                    console.say(f"batchline: batch {progress.job.id}")
            bar.update(task, description=what, completed=done, total=total)
            if what != said.get(progress.batch) and not console.is_terminal:
                console.say(f"batchline: {what}")
            said[progress.batch] = what

        yield told
