"""What commands print: results on stdout, everything else on stderr."""

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
    """Add `--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


PATH = click.Path(readable=False)  # what cannot be read is said by who reads it


def is_stdout(path: str) -> bool:
    """Whether a path is stdout."""
    return path == "-" or os.path.abspath(path) in ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")


def output_path(path: str) -> str:
    """A path, or `-` for stdout."""
    return "/dev/stdout" if path == "-" else path


def prepare_streams() -> None:
    """Let stdout and stderr be such that they never decide what gets done.

    What stderr doesn't take is dropped. A descriptor that the caller has closed is held, so that no
    file of ours gets its number, by something that can't be written to.
    """
    for number in (STDOUT, STDERR):
        try:
            os.fstat(number)
        except OSError:
            while os.open(os.devnull, os.O_RDONLY) != number:
                pass
    if sys.stdout is sys.__stdout__:  # as None, too
        encoding, is_terminal = getattr(sys.stdout, "encoding", "utf-8"), os.isatty(STDOUT)
        raw = io.BufferedWriter(_Stdout(STDOUT, "w", closefd=False))
        sys.stdout = io.TextIOWrapper(raw, encoding, line_buffering=is_terminal)
    if sys.stderr is sys.__stderr__:
        encoding = getattr(sys.stderr, "encoding", "utf-8")
        # Without a buffer, which would write a line again where a signal comes in right after it.
        sys.stderr = io.TextIOWrapper(cast("BinaryIO", _Stderr()), encoding, write_through=True)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a file's name may be anything


class _Stdout(io.FileIO):
    """Writes to stdout, and says so where that can't be."""

    def write(self, data: Buffer) -> int:
        try:
            return super().write(data)
        except OSError as error:
            error.filename = "stdout"
            raise


class _Stderr(io.RawIOBase):
    """Writes to stderr, and drops what it does not take."""

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
    """Drop what stdout has not taken: Python would complain once more when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), STDOUT)


@contextlib.contextmanager
def tell_id_if_unprinted(id: str) -> Generator[None]:
    """Say the id of something new on stderr where stdout does not take it: it may be billed."""
    try:
        yield
        sys.stdout.flush()
    except OSError:
        Console().say(f"batchline: its id is {id}")
        raise


def print_if_possible(text: str) -> None:
    """Print on stdout where the work is, or what it has found: if that can't be, the work is done all the same."""
    try:
        print(text, flush=True)
    except OSError:
        silence_stdout()


def print_json(value: Any) -> None:
    """Print a value as JSON, for programs; what a terminal would take for a command is escaped."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    print(text if text.isprintable() else "".join(one if one.isprintable() else _escape(one) for one in text))


def _escape(letter: str) -> str:
    return json.dumps(letter)[1:-1] if letter != "\x7f" else "\\u007f"


def print_rows(rows: Iterable[Mapping[str, Any]], columns: tuple[str, ...]) -> None:
    """Print a table that `cut` and `awk` can read: tabs between the columns, names first."""
    print("\t".join(columns))
    for row in rows:
        print("\t".join("" if row.get(name) is None else one_line(str(row[name])) for name in columns))


def one_line(text: str) -> str:
    """A text as one field of one line, whatever is in it."""
    return replace_unprintable(
        text.replace("\\", "\\\\").replace("\t", "\\t").replace("\r", "\\r").replace("\n", "\\n")
    )


def print_fields(fields: Mapping[str, Any]) -> None:
    """Print what is known of one thing, a line each."""
    width = max(map(len, fields), default=0)
    for name, value in fields.items():
        print(f"{name:<{width}}  {one_line(str(value))}")


class _Handler(logging.Handler):
    """Prints to stderr as it is at that moment: a bar that is shown keeps it below what is printed."""

    def emit(self, record: logging.LogRecord) -> None:
        print(self.format(record), file=sys.stderr)


def connect(retry: RetryPolicy | None = None) -> Client:
    """Return a client of the service that the environment names; its retries are told on stderr."""
    logger = logging.getLogger("batchline")
    if not logger.handlers:
        handler = _Handler()
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
        else:
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
