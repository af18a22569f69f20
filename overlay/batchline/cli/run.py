"""`batchline run`, `status` and `retry`: a whole run, its progress and its failed requests."""

from __future__ import annotations

import contextlib
import os
import shlex
import tempfile
from collections.abc import Generator, Iterator
from typing import Any

import click
import msgspec

from batchline_api.models import BatchEndpoint

from ..api.retry_policy import RetryPolicy
from ..client import Client
from ..disk.atomic import AtomicFile
from ..errors import BatchlineError
from ..run.failed import write_failed_requests
from ..run.progress import RunProgress
from ..run.status import ShardStatus, has_record, run_status
from .batches import SOME_FAILED, endpoint_option, poll_option
from .output import (
    PATH,
    Console,
    connect,
    is_stdout,
    json_option,
    output_path,
    print_if_possible,
    print_json,
    print_rows,
)
from .report import write_report
from .view import done_requests, sentence, watch

RETRIES = 1
"""How many times a run resends requests that a batch left undone, by default."""

state_option = click.option(
    "--state", type=PATH, metavar="DIR", help="Folder for the run's state.  [default: OUTPUT.batchline]"
)


@click.command()
@click.argument("input", type=PATH)
@click.option("-o", "--output", required=True, type=PATH, help="Results file; - for stdout.")
@endpoint_option
@state_option
@click.option(
    "--retries",
    type=click.IntRange(min=0),
    default=RETRIES,
    show_default=True,
    metavar="N",
    help="How many times to resend requests a batch left undone.",
)
@click.option(
    "--in-flight",
    type=click.IntRange(min=1),
    default=4,
    show_default=True,
    metavar="N",
    help="Maximum batches in progress at once.",
)
@poll_option
@click.option(
    "--overwrite", is_flag=True, help="Send all requests again, even if the run has finished or its input was edited."
)
@click.option(
    "--update", is_flag=True, help="Send only requests that are new, changed or failed; keep every other answer."
)
@click.option(
    "--skip-batch",
    multiple=True,
    metavar="ID",
    help="Continue without a batch that no longer exists or whose results were deleted; its requests count as failed.",
)
@click.option(
    "--lag",
    type=click.FloatRange(min=0),
    metavar="S",
    help="Seconds to keep checking for something missing at the service before treating it as lost.  "
    "[default: 600; 0 with --local]",
)
@click.option("--report", type=PATH, metavar="FILE.html", help="Write an HTML report of the run that works offline.")
@click.option(
    "--local", is_flag=True, help="Run against the bundled mock server: no API key needed, answers are echoes."
)
@json_option
def run(
    input: str,
    output: str,
    endpoint: str,
    state: str | None,
    retries: int,
    in_flight: int,
    poll_interval: float | None,
    overwrite: bool,
    update: bool,
    skip_batch: tuple[str, ...],
    lag: float | None,
    report: str | None,
    local: bool,
    as_json: bool,
) -> int:
    """Run the requests in INPUT, in as many batches as needed: check, upload, create, wait, download, join.

    OUTPUT gets one line per request, in the order of INPUT. Run the same command again to resume an
    interrupted run. Once the run has finished, only --update and --overwrite send anything.
    """
    if overwrite and update:
        raise click.UsageError("--overwrite and --update are mutually exclusive.")
    if is_stdout(output) and as_json:
        raise click.UsageError("--json and -o - would both write to stdout.")
    if report is not None:
        _refuse_report(report, input, output)
    if local and update:
        raise click.UsageError("--local keeps no record, so --update has nothing to keep.")
    if local:
        _refuse_to_replace_a_run(output, state)
    console = Console()
    # The batches of a local server no longer exist once it stops, so nothing of such a run is kept.
    resend = None if local else _resend_command(input, output, state, endpoint, retries, lag)
    with contextlib.ExitStack() as stack:
        if local:
            stack.enter_context(_without_notes())
            state = stack.enter_context(tempfile.TemporaryDirectory(prefix="batchline-"))
        policy = RetryPolicy(lag=0.0 if local else 600.0) if lag is None else RetryPolicy(lag=lag)
        client = stack.enter_context(_local_client(stack, policy) if local else connect(policy))
        show = stack.enter_context(watch(console))

        def on_progress(progress: RunProgress) -> None:
            show(progress)
            status = progress.status
            if report is not None and status is not None and status.ended_at is not None:
                try:
                    write_report(status, report, output, resend if status.done.failed else None)
                except OSError as error:
                    # The run's state still exists, so the report can be written later.
                    remedy = "" if local else "Run the same command again to write it; that sends nothing."
                    raise BatchlineError(
                        f"The report {report} cannot be written: {error.strerror or error}. {remedy}".rstrip()
                    ) from error

        summary = client.run(
            input,
            output_path(output),
            endpoint=endpoint,
            state=state,
            retries=retries,
            in_flight=in_flight,
            overwrite=overwrite or local,
            update=update,
            skip_batches=skip_batch,
            poll_interval=poll_interval,
            progress=on_progress,
        )
    if as_json:
        print_json({"output": output, **msgspec.to_builtins(summary)})
    else:
        if not is_stdout(output):
            print_if_possible(output)
        console.say(f"batchline: {sentence(summary)}")
        if report is not None:
            console.say(f"batchline: the report is in {report}")
        if summary.failed and resend:
            console.say(f"batchline: to resend what failed: {resend}")
    return SOME_FAILED if summary.failed else 0


def _refuse_report(report: str, input: str, output: str) -> None:
    """Refuse a report that cannot be written before the run starts, which may take hours."""
    if is_stdout(report):
        raise click.UsageError("--report must be a file; stdout is for the name of the output.")
    if os.path.realpath(report) in (os.path.realpath(input), os.path.realpath(output)):
        raise click.UsageError(f"--report would overwrite {report}.")
    try:
        AtomicFile(report).discard()
    except OSError as error:
        raise click.UsageError(f"--report {report} cannot be written: {error.strerror or error}.") from None


def _refuse_to_replace_a_run(output: str, state: str | None) -> None:
    """Refuse an output with a record, or the answers of a rehearsal would pass for paid ones."""
    for folder in {None, state}:
        if has_record(output, folder):
            raise click.UsageError(f"{output} is the output of a run at a service. Choose another output for --local.")


@click.command()
@click.argument("output", type=PATH)
@state_option
@json_option
def status(output: str, state: str | None, as_json: bool) -> None:
    """Show the progress of the run writing OUTPUT, even while it is running.

    Needs no API key and makes no network calls.
    """
    progress, is_running = run_status(output, state)
    if as_json:
        print_json({**msgspec.to_builtins(progress), "is_running": is_running})
        return
    rows = [row for shard in progress.shards for row in _rows(shard)]
    print_rows(rows, ("shard", "step", "requests", "batch", "status"))
    failed = f", {progress.done.failed:,} failed" if progress.done.failed else ""
    unfinished = "running" if is_running else "not running: run the same `batchline run` command again to resume"
    how = "run finished" if progress.ended_at else unfinished
    done = int(done_requests(progress))
    Console().say(f"batchline: {done:,} of {progress.requests:,} requests done{failed}; {how}")


def _rows(shard: ShardStatus) -> Iterator[dict[str, Any]]:
    """Yield a row for each earlier batch of a shard, and one for the shard's current state."""
    for job in shard.jobs:
        if job is not shard.job:
            yield {"shard": shard.number, "step": "sent again", "requests": "", "batch": job.id, "status": job.status}
    current = {"batch": shard.job.id, "status": shard.job.status} if shard.job else {}
    yield {"shard": shard.number, "step": shard.step, "requests": shard.requests - shard.answered, **current}


@click.command()
@click.argument("output", type=PATH)
@click.option(
    "-o",
    "--output",
    "requests",
    type=PATH,
    help="File for the failed requests; - for stdout.  [default: STEM.retry.jsonl]",
)
@click.option("--input", type=PATH, help="Input of the run; required if its state no longer exists.")
@state_option
@json_option
def retry(output: str, requests: str | None, input: str | None, state: str | None, as_json: bool) -> int:
    """Write the failed requests of a run to a file that `batchline run` takes.

    Sends nothing, and needs no API key. OUTPUT is the output of the run, or some lines of it. A
    request has failed if it has an error, a status other than 2xx, or a 2xx body with an `error`.
    Exits with 1 if none failed.
    """
    if requests is not None and is_stdout(requests) and as_json:
        raise click.UsageError("--json and -o - would both write to stdout.")
    path = requests or _retry_path(output)
    count = write_failed_requests(output, output_path(path), input=input, state=state)
    console = Console()
    if as_json:
        print_json({"requests": count, "output": path if count else None})
    elif not count:
        console.say(f"batchline: nothing failed in {output}; no file was written")
    else:
        if not is_stdout(path):
            print_if_possible(path)
        written = "1 failed request; run it" if count == 1 else f"{count:,} failed requests; run them"
        console.say(f"batchline: wrote {written} with `batchline run`")
    return 0 if count else 1


def _retry_path(output: str) -> str:
    return f"{os.path.splitext(output)[0]}.retry.jsonl"


def _resend_command(input: str, output: str, state: str | None, endpoint: str, retries: int, lag: float | None) -> str:
    """Return the command that resends the failed requests of a run."""
    # A name that begins with a dash would look like an option.
    source = os.path.join(os.curdir, input) if input.startswith("-") else input
    command = ["batchline", "run", source, "-o", output, *(["--state", state] if state else [])]
    if endpoint != BatchEndpoint.CHAT_COMPLETIONS:
        command += ["--endpoint", endpoint]
    if retries != RETRIES:
        command += ["--retries", f"{retries}"]
    if lag is not None:
        command += ["--lag", f"{lag:g}"]
    return shlex.join([*command, "--update"])


@contextlib.contextmanager
def _without_notes() -> Generator[None]:
    """Remove an error's notes: the batches that they name vanish with the local server."""
    try:
        yield
    except BaseException as error:
        error.__notes__ = []
        raise


def _local_client(stack: contextlib.ExitStack, retry: RetryPolicy) -> Client:
    from ..testing import MockServer  # noqa: PLC0415 - only --local pays for the server's imports

    server = stack.enter_context(MockServer())
    return Client(server.api_key, server.base_url, retry=retry)
