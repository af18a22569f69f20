"""`batchline batches`: one API call per command."""

from __future__ import annotations

import json

import click
import msgspec

from batchline_api.models import BatchEndpoint, BatchJob, BatchJobStatus
from batchline_lines import LineError

from ..jsonl.results import BatchResult, error_in, failure_kind
from .output import Console, connect, json_option, one_line, print_fields, print_json, print_rows, tell_id_if_unprinted

SOME_FAILED = 3
_COLUMNS = ("id", "status", "progress", "endpoint", "created_at", "input_file_id")

endpoint_option = click.option(
    "--endpoint",
    type=click.Choice([endpoint.value for endpoint in BatchEndpoint]),
    default=BatchEndpoint.CHAT_COMPLETIONS.value,
    show_default=True,
    metavar="E",
    help=f"Endpoint to send the requests to: {', '.join(BatchEndpoint)}.",
)
poll_option = click.option(
    "--poll-interval",
    type=click.FloatRange(min=0, min_open=True),
    metavar="S",
    help="Polling interval in seconds; by default frequent at first, then every 30 to 60 s.",
)


@click.group()
def batches() -> None:
    """Create, list, get, wait for and cancel batches, and read their results."""


def _show(job: BatchJob, as_json: bool) -> None:
    """Print every field of a job; fields that the document does not define come last."""
    unknown = job.additional_properties
    fields = {name: value for name, value in job.to_dict().items() if name not in unknown} | unknown
    if as_json:
        print_json(fields)
    else:
        print_fields(
            {
                one_line(name): value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
                for name, value in fields.items()
            }
        )


@batches.command()
@click.argument("file_id")
@endpoint_option
@click.option("--priority", type=int, metavar="N", help="Priority of the batch, if the service supports it.")
@click.option("--model-id", metavar="M", help="Model that processes the requests, if supported.")
@json_option
def create(file_id: str, endpoint: str, priority: int | None, model_id: str | None, as_json: bool) -> None:
    """Create a batch from the uploaded file FILE_ID and print its id."""
    with connect() as client:
        job = client.batches.create_batch(file_id, endpoint, priority=priority, model_id=model_id)
    with tell_id_if_unprinted(job.id):
        if as_json:
            print_json(job.to_dict())
        else:
            print(job.id)


@batches.command(name="list")
@json_option
def list_batches(as_json: bool) -> None:
    """List the batches of the account."""
    with connect() as client:
        jobs = [job.to_dict() for job in client.batches.list_batches()]
    if as_json:
        print_json(jobs)
    else:
        print_rows(jobs, _COLUMNS)


@batches.command()
@click.argument("id")
@json_option
def get(id: str, as_json: bool) -> None:
    """Show the details of the batch ID."""
    with connect() as client:
        _show(client.batches.get_batch(id), as_json)


@batches.command()
@click.argument("id")
@click.option("--timeout", type=click.FloatRange(min=0), metavar="S", help="Maximum seconds to wait.")
@poll_option
@json_option
def wait(id: str, timeout: float | None, poll_interval: float | None, as_json: bool) -> int:
    """Wait until the batch ID has ended, then show it; exit 1 if it did not complete."""
    console = Console()
    with connect() as client, console.bar() as bar:
        task = bar.add_task("waiting", total=None)
        job = client.batches.wait(
            id,
            timeout=timeout,
            poll_interval=poll_interval,
            progress=lambda job: bar.update(task, description=job.status.value),
        )
    _show(job, as_json)
    return 0 if job.status == BatchJobStatus.COMPLETED else 1


@batches.command()
@click.argument("id")
@json_option
def cancel(id: str, as_json: bool) -> None:
    """Cancel the batch ID; work already done is kept and billed."""
    with connect() as client:
        _show(client.batches.cancel_batch(id), as_json)


@batches.command()
@click.argument("id")
@json_option
def results(id: str, as_json: bool) -> int:
    """Print the results of the batch ID as they arrive: the texts, or everything with --json.

    Exit 3 if some requests failed.
    """
    failed = 0
    with connect() as client:
        for result in client.batches.results(id):
            failed += not result.ok
            if as_json:
                print_json(msgspec.to_builtins(result))
            elif result.ok:
                print(f"{result.custom_id}\t{'' if result.text is None else one_line(result.text)}")
            else:
                Console().say(f"batchline: {result.custom_id or 'a line'} failed: {_why(result)}")
    return SOME_FAILED if failed else 0


def _why(result: BatchResult) -> str:
    """Return why a request failed: the error's message, or else its code or the status."""
    code, body_error = result.status_code or 0, error_in(result.body)
    status = f" (status {code})" if code else ""
    match (result.error, body_error):
        case (LineError(message=str(message)), _) if message:
            return f"{message}{status}"
        case (_, {"message": str(message)}) | (_, str(message)) if message:
            return f"{message}{status}"
        case (None, None) if not code:
            return "the endpoint gave no answer (status 0)"
        case (None, None) if result.body is None and 200 <= code < 300:
            return f"the answer has no body (status {code})"
        case (None, None):
            return f"status {code}"
        case _:
            return f"{failure_kind(result)}{status}"
