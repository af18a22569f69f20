"""The command `batchline`."""

from __future__ import annotations

import sys

try:
    import click
    import rich  # noqa: F401 # pyright: ignore[reportUnusedImport]
except ImportError:
    sys.exit("batchline: the command line needs an extra: pip install 'batchline[cli]'")

import os
import signal
from types import FrameType

from .. import __version__
from ..errors import BatchlineError
from . import batches, data, files, mock, run
from .output import Console, prepare_streams, silence_stdout

FAILED = 1
INTERRUPTED = 130


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="batchline")
def cli() -> None:
    """Run large language models over large datasets, with a Together-compatible API.

    The API key is read from TOGETHER_API_KEY, the base URL from TOGETHER_BASE_URL.

    Exit codes: 0 success, 1 refused or failed, 2 usage error, 3 run finished but some requests
    failed, 129 SIGHUP, 130 interrupted (Ctrl-C), 143 SIGTERM.
    """


cli.add_command(run.run)
cli.add_command(run.status)
cli.add_command(run.retry)
cli.add_command(data.build)
cli.add_command(data.check)
cli.add_command(files.files)
cli.add_command(batches.batches)
cli.add_command(mock.mock)


class _TerminatedError(BaseException):
    """SIGTERM or SIGHUP as an exception, so that partial files are cleaned up as after Ctrl-C."""


def _terminate(number: int, _frame: FrameType | None) -> None:
    raise _TerminatedError(number)


def main() -> None:
    """Run the command and exit with its code; print errors on stderr, in one sentence."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        # nohup ignores SIGHUP, and so must its child.
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _terminate)
    prepare_streams()
    code = _run(sys.argv[1:])
    if code == 0:
        # Everything is done. Python's shutdown takes another tenth of a second, and a signal in it
        # would make a successful command look like a failed one.
        os._exit(code)
    sys.exit(code)


def _run(arguments: list[str]) -> int:
    # Not click's own `main`, which handles Ctrl-C and broken pipes in its own way.
    try:
        with cli.make_context("batchline", arguments) as context:
            result: object = cli.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except KeyboardInterrupt as error:
        return _complain("interrupted", INTERRUPTED, error)
    except _TerminatedError as error:
        return _complain("terminated", 128 + int(error.args[0]), error)
    except BrokenPipeError:
        silence_stdout()  # the reader, such as `head`, has closed the pipe
        return FAILED
    except OSError as error:
        if error.filename == "stdout":
            silence_stdout()
        where = f"{error.filename}: " if error.filename else ""
        return _complain(f"{where}{error.strerror or error}", FAILED, error)
    except (BatchlineError, ValueError) as error:
        return _complain(str(error), FAILED, error)
    return result if isinstance(result, int) else 0


def _complain(message: str, code: int, error: BaseException) -> int:
    console = Console()
    for line in (message, *getattr(error, "__notes__", ())):
        console.say(f"batchline: {line}")
    return code
