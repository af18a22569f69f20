"""`batchline build` and `batchline check`, which work on local files and make no network calls."""

from __future__ import annotations

import json
import os
import shutil
from typing import Any

import click
import msgspec

from ..jsonl.rows import build_requests
from ..validation.check import check_file
from .output import PATH, Console, json_option, output_path, print_if_possible, print_json, transfer_bar

_HAVE_OPTIONS = ("custom_id", "messages", "model", "prompt")


def _param(_context: click.Context, _option: click.Parameter, values: tuple[str, ...]) -> dict[str, Any]:
    """Parse `K=V` pairs: V is decoded if it is valid JSON, and a string otherwise."""
    params: dict[str, Any] = {}
    for pair in values:
        name, equals, value = pair.partition("=")
        if not name or not equals:
            raise click.BadParameter(f"must be K=V, got {pair!r}")
        if name in _HAVE_OPTIONS:
            raise click.BadParameter(f"{name} has its own option")
        try:
            params[name] = json.loads(value)
        except ValueError:
            params[name] = value
    return params


@click.command()
@click.argument("data", type=PATH)
@click.option("-o", "--output", required=True, type=PATH, metavar="REQUESTS", help="Output file; - for stdout.")
@click.option("--model", required=True, metavar="M", help="Model that answers the requests.")
@click.option("--user", metavar="TEMPLATE", help="User message, such as 'Translate: {text}'.")
@click.option("--system", metavar="TEMPLATE", help="System message, placed before the user message.")
@click.option("--prompt", metavar="TEMPLATE", help="Prompt of a text completion, instead of --user.")
@click.option("--id", "id_column", metavar="COLUMN", help="Column with the custom_ids; by default request-N.")
@click.option("--param", "params", metavar="K=V", multiple=True, callback=_param, help="Parameter of every request.")
@json_option
def build(
    data: str,
    output: str,
    model: str,
    user: str | None,
    system: str | None,
    prompt: str | None,
    id_column: str | None,
    params: dict[str, Any],
    as_json: bool,
) -> None:
    """Build requests from the rows of DATA: a JSONL, CSV or Parquet file.

    In a template, {column} is replaced by the row's value in that column.
    """
    if (user is None) == (prompt is None):
        raise click.UsageError("Give either --user (chat completions) or --prompt (text completions).")
    if prompt is not None and system is not None:
        raise click.UsageError("--system works only with --user, not with --prompt.")
    if output == "-" and as_json:
        raise click.UsageError("--json and -o - would both write to stdout.")
    count, paths = build_requests(
        data,
        output_path(output),
        model=model,
        user=user,
        system=system,
        prompt=prompt,
        id_column=id_column,
        params=params,
    )
    if as_json:
        print_json({"requests": count, "paths": [str(path) for path in paths]})
        return
    for path in paths if output != "-" else ():
        print_if_possible(os.fspath(path))
    Console().say(f"batchline: {count:,} request{'' if count == 1 else 's'}")


@click.command()
@click.argument("file", type=PATH)
@click.option(
    "--purpose",
    type=click.Choice(["fine-tune", "eval", "batch-api", "calibration"]),
    default="fine-tune",
    show_default=True,
    help="Which purpose's rules to apply.",
)
@click.option(
    "--max-issues", default=100, show_default=True, type=click.IntRange(min=0), help="Maximum issues to list."
)
@json_option
def check(file: str, purpose: str, max_issues: int, as_json: bool) -> int:
    """Check FILE against the rules for its purpose; exit 1 if it has faults."""
    with transfer_bar("checking") as on_progress:
        report = check_file(file, purpose, max_issues=max_issues, workers=_cores(), progress=on_progress)
    if as_json:
        print_json({"ok": report.ok, **msgspec.to_builtins(report)})
    else:
        print_if_possible(report.render(shutil.get_terminal_size((100, 24)).columns))
    return 0 if report.ok else 1


def _cores() -> int:
    """Return how many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1
