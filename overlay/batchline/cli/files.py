"""`batchline files`: one API call per command."""

from __future__ import annotations

import sys

import click

from batchline_api.models import FileResponse

from .output import (
    PATH,
    connect,
    json_option,
    print_fields,
    print_if_possible,
    print_json,
    print_rows,
    tell_id_if_unprinted,
    transfer_bar,
)

_COLUMNS = ("id", "purpose", "bytes", "created_at", "filename")


@click.group()
def files() -> None:
    """Upload, list, get, download and delete files."""


def _show(file: FileResponse, as_json: bool) -> None:
    if as_json:
        print_json(file.to_dict())
    else:
        print_fields(file.to_dict())


@files.command()
@click.argument("path", metavar="FILE", type=PATH)
@click.option("--purpose", default="fine-tune", show_default=True, help="Purpose of the file, such as batch-api.")
@click.option(
    "--check",
    type=click.Choice(["fine-tune", "always", "never"]),
    default="fine-tune",
    show_default=True,
    help="When to check the file before uploading it: only for purpose fine-tune, always or never.",
)
@click.option(
    "--on-duplicate",
    type=click.Choice(["reuse", "raise"]),
    default="reuse",
    show_default=True,
    help="What to do if the service already has a file with the same bytes.",
)
@json_option
def upload(path: str, purpose: str, check: str, on_duplicate: str, as_json: bool) -> None:
    """Upload FILE and print its id."""
    with connect() as client, transfer_bar("uploading") as on_progress:
        file = client.files.upload(
            path,
            purpose=purpose,
            check="always" if check == "always" else check == "fine-tune",
            on_duplicate="raise" if on_duplicate == "raise" else "reuse",
            progress=on_progress,
        )
    with tell_id_if_unprinted(file.id):
        if as_json:
            print_json(file.to_dict())
        else:
            print(file.id)


@files.command(name="list")
@json_option
def list_files(as_json: bool) -> None:
    """List the files of the account."""
    with connect() as client:
        listed = [file.to_dict() for file in client.files.list().data]
    if as_json:
        print_json(listed)
    else:
        print_rows(listed, _COLUMNS)


@files.command()
@click.argument("id")
@json_option
def get(id: str, as_json: bool) -> None:
    """Show the details of the file ID."""
    with connect() as client:
        _show(client.files.retrieve(id), as_json)


@files.command()
@click.argument("id")
@click.option("-o", "--output", type=PATH, help="Output file, by default ID.jsonl; - for stdout.")
@json_option
def download(id: str, output: str | None, as_json: bool) -> None:
    """Download the file ID."""
    if output == "-" and as_json:
        raise click.UsageError("--json and -o - would both write to stdout.")
    with connect() as client:
        if output == "-":
            for chunk in client.files.iter_content(id):
                sys.stdout.buffer.write(chunk)
            sys.stdout.buffer.flush()
            return
        with transfer_bar("downloading") as on_progress:
            local = client.files.retrieve_content(id, output=output, progress=on_progress)
    if as_json:
        print_json({"object": local.object, "id": local.id, "filename": local.filename, "size": local.size})
    else:
        print_if_possible(local.filename)


@files.command()
@click.argument("id")
@json_option
def delete(id: str, as_json: bool) -> None:
    """Delete the file ID. This cannot be undone."""
    with connect() as client:
        deleted = client.files.delete(id)
    if as_json:
        print_json(deleted.to_dict())
    else:
        print(deleted.id)
