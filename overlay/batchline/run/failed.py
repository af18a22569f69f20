"""The failed requests of a run, as an input for another run."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Generator, Iterator

from ..disk.atomic import AtomicFile
from ..disk.fingerprint import fingerprint
from ..errors import BatchlineError
from ..jsonl.results import lines_of
from ..text import sanitize
from ..validation.blocks import is_blank_line
from .join import has_failed
from .plan import requests_of
from .start import state_folder
from .status import read_run
from .update import WHOLE


def write_failed_requests(
    output: str | os.PathLike[str],
    requests: str | os.PathLike[str],
    *,
    input: str | os.PathLike[str] | None = None,
    state: str | os.PathLike[str] | None = None,
) -> int:
    """Write the failed requests of a run to a file that can be run again.

    A request failed if its line has an error, a status other than 2xx, or a 2xx body with an
    `error`. Requests are written in the input's order, with the custom_id that they had in the run.

    Args:
        output: The output of the run, or some lines of it.
        requests: The file to write. It is written atomically, and left unchanged if nothing failed.
        input: The input of the run. By default the one that the run's state names, which must not
            have changed since the run.
        state: The folder of that state; `OUTPUT.batchline` by default.

    Returns:
        The number of failed requests.

    Raises:
        BatchlineError: The run has not ended; its input is not known, has changed or lacks these
            requests; or a file cannot be read or written.
    """
    path = _input_of(output, state) if input is None else os.fspath(input)
    wanted = set(_failed_ids(output))
    if not wanted:
        return 0
    if os.path.realpath(requests) in (os.path.realpath(path), os.path.realpath(output)):
        raise BatchlineError(f"{os.fspath(requests)} would be overwritten. Name another file for the requests.")
    failed = len(wanted)
    with _map_errors(requests):
        written = AtomicFile(requests)
        try:
            written.file.writelines(_take_lines(wanted, path))
            if wanted:
                raise BatchlineError(
                    f"{os.fspath(output)} is not the output of {path}: {len(wanted):,} of the failed requests are "
                    f"not in it, such as {sanitize(min(wanted))}. Name the input of the run."
                )
            written.commit()
        finally:
            written.discard()
    return failed


def _take_lines(wanted: set[str], path: str) -> Iterator[bytes]:
    """Yield the lines of the wanted requests, and remove the ids that were found from `wanted`."""
    with _map_errors(path):
        try:
            for custom_id, line in requests_of(path, WHOLE):
                if custom_id in wanted:
                    wanted.remove(custom_id)
                    yield line
                if not wanted:
                    return
        except ValueError as error:
            # A file that the caller names may never have been checked.
            raise BatchlineError(
                f"{path} has lines that are not requests ({error}): `batchline check` lists them."
            ) from error


def _input_of(output: str | os.PathLike[str], state: str | os.PathLike[str] | None) -> str:
    """Return the input that the run's state names; an empty path if that isn't needed, since nothing failed."""
    try:
        header, _, _ = read_run(output, state)
    except BatchlineError as error:
        if not any(True for _ in _failed_ids(output)):
            return ""
        error.add_note(
            f"Name the input of the run that wrote {os.fspath(output)} (`--input`); then its state is not needed."
        )
        raise
    if header.ended_at is None:
        raise BatchlineError(
            f"The run writing {os.fspath(output)} has not ended. Run the same `batchline run` command to resume it. "
            f"Its state is in {state_folder(output, state)}."
        )
    path = os.fsdecode(header.input)
    with _map_errors(path), open(path, "rb") as file:
        is_same = (
            fingerprint(os.fstat(file.fileno())) == header.fingerprint
            or hashlib.file_digest(file, "sha256").hexdigest() == header.sha256
        )
    if not is_same:
        raise BatchlineError(
            f"{path} has changed since the run. Restore it, or name a file with the original requests as the input."
        )
    return path


def _failed_ids(output: str | os.PathLike[str]) -> Iterator[str]:
    with _map_errors(output), open(output, "rb", buffering=2**20) as file:
        for number, (_, line) in enumerate(lines_of(file), 1):
            if is_blank_line(line):
                continue
            custom_id, failed = has_failed(line)
            if not custom_id:
                raise BatchlineError(
                    f"Line {number} of {os.fspath(output)} is not a result: it has no custom_id, or neither a response "
                    "nor an error. Name the output of a run."
                )
            if failed:
                yield custom_id


@contextlib.contextmanager
def _map_errors(path: str | os.PathLike[str]) -> Generator[None]:
    try:
        yield
    except OSError as error:
        raise BatchlineError(f"{os.fspath(path)} cannot be read or written: {error.strerror or error}.") from error
