"""Printing: results go to stdout, everything else to stderr."""

from __future__ import annotations

import contextlib
import io
import json
import logging
import os
import sys
from collections.abc import Callable, Generator, Iterable, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Final, TypeVar, cast

import click
from rich.console import Console as RichConsole
from rich.progress import BarColumn, DownloadColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.progress import TransferSpeedColumn as SpeedColumn

from ..api.retry_policy import RetryPolicy
from ..client import Client
from ..progress import TransferProgress
from ..text import replace_unprintable

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

F = TypeVar("F", bound=Callable[..., Any])

STDOUT: Final = 1
STDERR: Final = 2


def json_option(command: F) -> F:
    """Add the option `--json` to a command."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


# Click checks nothing here: the code that opens a file reports why it can't.
PATH = click.Path(readable=False)


def is_stdout(path: str) -> bool:
    """Return whether a path is stdout."""
    return path == "-" or os.path.abspath(path) in ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")


def output_path(path: str) -> str:
    """Return the path to write to: the path itself, or that of stdout for `-`."""
    return "/dev/stdout" if path == "-" else path


def prepare_streams() -> None:
    """Replace stdout and stderr with streams whose failures never affect the work.

    Writes that stderr refuses are dropped. A descriptor that the caller has closed is opened on
    /dev/null, read-only, so that none of our files gets its number.
    """
    for number in (STDOUT, STDERR):
        try:
            os.fstat(number)
        except OSError:
            while os.open(os.devnull, os.O_RDONLY) != number:
                pass
    if sys.stdout is sys.__stdout__:  # both are None if the descriptor was closed
        encoding, is_terminal = getattr(sys.stdout, "encoding", "utf-8"), os.isatty(STDOUT)
        raw = io.BufferedWriter(_Stdout(STDOUT, "w", closefd=False))
        sys.stdout = io.TextIOWrapper(raw, encoding, line_buffering=is_terminal)
    if sys.stderr is sys.__stderr__:
        encoding = getattr(sys.stderr, "encoding", "utf-8")
        # Unbuffered: with a buffer, a signal right after a line was written would write it again.
        sys.stderr = io.TextIOWrapper(cast("BinaryIO", _Stderr()), encoding, write_through=True)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # file names need not be valid text


class _Stdout(io.FileIO):
    """Writes to stdout, and names it in the error if that fails."""

    def write(self, data: Buffer) -> int:
        try:
            return super().write(data)
        except OSError as error:
            error.filename = "stdout"
            raise


class _Stderr(io.RawIOBase):
    """Writes to stderr; writes that fail are dropped."""

    def fileno(self) -> int:
        return STDERR

    def isatty(self) -> bool:
        return os.isatty(STDERR)

    def writable(self) -> bool:
        return True

    def write(self, data: Buffer) -> int:
        left = memoryview(data)
        with contextlib.suppress(OSError):
            while left:
                left = left[os.write(STDERR, left) :]
        return memoryview(data).nbytes


def silence_stdout() -> None:
    """Drop unwritten output; otherwise Python would complain at exit that it can't flush it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), STDOUT)


@contextlib.contextmanager
def tell_id_if_unprinted(id: str) -> Generator[None]:
    """Print the id of a new file or batch on stderr if stdout fails: a batch may be billed."""
    try:
        yield
        sys.stdout.flush()
    except OSError:
        Console().say(f"batchline: the id is {id}")
        raise


def print_if_possible(text: str) -> None:
    """Print on stdout; ignore failures, since the work that the text is about is done already."""
    try:
        print(text, flush=True)
    except OSError:
        silence_stdout()


def print_json(value: Any) -> None:
    """Print a value as JSON, with control characters, which a terminal would obey, escaped."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    print(text if text.isprintable() else "".join(char if char.isprintable() else _escape(char) for char in text))


def _escape(char: str) -> str:
    return json.dumps(char)[1:-1] if char != "\x7f" else "\\u007f"


def print_rows(rows: Iterable[Mapping[str, Any]], columns: tuple[str, ...]) -> None:
    """Print a table for `cut` and `awk`: a header line, and tabs between the columns."""
    print("\t".join(columns))
    for row in rows:
        print("\t".join("" if row.get(name) is None else one_line(str(row[name])) for name in columns))


def one_line(text: str) -> str:
    """Return a text as one field of a line, without tabs, newlines and unprintable characters."""
    return replace_unprintable(
        text.replace("\\", "\\\\").replace("\t", "\\t").replace("\r", "\\r").replace("\n", "\\n")
    )


def print_fields(fields: Mapping[str, Any]) -> None:
    """Print names and values, one pair per line."""
    width = max(map(len, fields), default=0)
    for name, value in fields.items():
        print(f"{name:<{width}}  {one_line(str(value))}")


class _Handler(logging.Handler):
    """Prints to the current `sys.stderr`, which a progress bar replaces to stay below the text."""

    def emit(self, record: logging.LogRecord) -> None:
        print(self.format(record), file=sys.stderr)


def connect(retry: RetryPolicy | None = None) -> Client:
    """Return a client configured by the environment; it logs its retries to stderr."""
    logger = logging.getLogger("batchline")
    if not logger.handlers:
        handler = _Handler()
        handler.setFormatter(logging.Formatter("batchline: %(message)s"))
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
    return Client(retry=retry)


class Console:
    """Prints messages and progress bars on stderr; in a pipe, no colors and no bars.

    Attributes:
        rich: The rich console that draws them.
    """

    def __init__(self) -> None:
        self.rich = RichConsole(stderr=True, highlight=False, markup=False, soft_wrap=True)

    @property
    def is_terminal(self) -> bool:
        """Whether stderr is a terminal."""
        return self.rich.is_terminal

    def say(self, message: str) -> None:
        """Print a line."""
        if self.is_terminal:
            self.rich.print(message)
        else:
            print(message, file=sys.stderr)

    def bar(self, *columns: Any) -> Progress:
        """Return a progress bar; it disappears at the end, and shows nothing in a pipe."""
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
    """Show a progress bar for one transfer; yield the callback that updates it."""
    with Console().bar(TaskProgressColumn(), DownloadColumn(), SpeedColumn()) as bar:
        task = bar.add_task(description, total=None)
        yield lambda progress: bar.update(task, completed=progress.done_bytes, total=progress.total_bytes)
