"""What commands print: results on stdout, everything else on stderr."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import sys
from collections.abc import Callable, Generator, Iterable, Mapping
from typing import Any, TypeVar

import click
from rich.console import Console as RichConsole
from rich.progress import BarColumn, DownloadColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.progress import TransferSpeedColumn as SpeedColumn

from ..client import Client
from ..progress import TransferProgress
from ..retry_policy import RetryPolicy
from ..words import printable

F = TypeVar("F", bound=Callable[..., Any])


def json_option(command: F) -> F:
    """Add `--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


PATH = click.Path(readable=False)  # what cannot be read is said by who reads it


def is_stdout(path: str) -> bool:
    """Whether a path is stdout."""
    return path == "-" or os.path.abspath(path) in ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")


def output_path(path: str) -> str:
    """A path, or `-` for stdout.

    Raises:
        click.UsageError: Stdout is closed.
    """
    if is_stdout(path) and sys.stdout is None:  # pyright: ignore[reportUnnecessaryComparison] - closed by the caller
        raise click.UsageError("stdout is closed.")
    return "/dev/stdout" if path == "-" else path


def print_json(value: Any) -> None:
    """Print a value as JSON, for programs."""
    print(json.dumps(value, ensure_ascii=False, default=str))


def print_rows(rows: Iterable[Mapping[str, Any]], columns: tuple[str, ...]) -> None:
    """Print a table that `cut` and `awk` can read: tabs between the columns, names first."""
    print("\t".join(columns))
    for row in rows:
        print("\t".join("" if row.get(name) is None else one_line(str(row[name])) for name in columns))


def one_line(text: str) -> str:
    """A text as one field of one line, whatever is in it."""
    return printable(text.replace("\\", "\\\\").replace("\t", "\\t").replace("\r", "\\r").replace("\n", "\\n"))


def print_fields(fields: Mapping[str, Any]) -> None:
    """Print what is known of one thing, a line each."""
    width = max(map(len, fields), default=0)
    for name, value in fields.items():
        print(f"{name:<{width}}  {one_line(str(value))}")


class _Stderr(logging.Handler):
    """Prints to stderr as it is at that moment: a bar that is shown keeps it below what is printed."""

    def emit(self, record: logging.LogRecord) -> None:
        with contextlib.suppress(OSError, ValueError):  # it may be closed
            print(self.format(record), file=sys.stderr)


def connect(retry: RetryPolicy | None = None) -> Client:
    """Return a client of the service that the environment names; its retries are told on stderr."""
    logger = logging.getLogger("batchline")
    if not logger.handlers:
        handler = _Stderr()
        handler.setFormatter(logging.Formatter("batchline: %(message)s"))
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
    return Client(retry=retry)


class Console:
    """Speaks to a person on stderr; in a pipe without colours and bars.

    Attributes:
        rich: What draws there.
    """

    def __init__(self) -> None:
        self.rich = RichConsole(stderr=True, highlight=False, markup=False, soft_wrap=True)

    @property
    def is_terminal(self) -> bool:
        """Whether a person is looking."""
        return self.rich.is_terminal

    def say(self, message: str) -> None:
        """Print a line."""
        if self.is_terminal:
            self.rich.print(message)
        elif sys.stderr is not None:  # pyright: ignore[reportUnnecessaryComparison] - closed by the caller
            print(message, file=sys.stderr)

    def bar(self, *columns: Any) -> Progress:
        """A progress bar, which shows nothing in a pipe and is gone at the end."""
        return Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            *columns,
            TimeElapsedColumn(),
            console=self.rich,
            transient=True,
            disable=not self.is_terminal,
        )


@contextlib.contextmanager
def transfer_bar(description: str) -> Generator[Callable[[TransferProgress], None]]:
    """Shows the bytes of one transfer; yields what is to be told of its progress."""
    with Console().bar(TaskProgressColumn(), DownloadColumn(), SpeedColumn()) as bar:
        task = bar.add_task(description, total=None)
        yield lambda progress: bar.update(task, completed=progress.done_bytes, total=progress.total_bytes)
