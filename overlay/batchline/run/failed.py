"""The requests of a run that failed, as an input to run again."""

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
    """Write the requests of a run that failed: an input, to be run again.

    Failed are requests with an error, a status other than 2xx, or a 2xx body that has an `error`.
    They are written in the input's order, with the custom_id that they had in the run.

    Args:
        output: The output of the run, or some lines of it.
        requests: Where to write. It appears whole; it stays as it was if nothing failed.
        input: The input of the run. By default the one that the run's state names, which is kept
            where something failed; it must not have changed since.
        state: The folder of that state; `OUTPUT.batchline` by default.

    Returns:
        How many they are.

    Raises:
        BatchlineError: The run has not ended; its input is not known, has changed, or has not
            these requests; or a file cannot be read or written.
    """
    path = _input_of(output, state) if input is None else os.fspath(input)
    wanted = set(_failed_ids(output))
    if not wanted:
        return 0
    if os.path.realpath(requests) in (os.path.realpath(path), os.path.realpath(output)):
        raise BatchlineError(f"{os.fspath(requests)} would be overwritten. Give the requests another name.")
    failed = len(wanted)
    with _map_errors(requests):
        written = AtomicFile(requests)
        try:
            written.file.writelines(_unused_path(wanted, path))
            if wanted:
                raise BatchlineError(
                    f"{os.fspath(output)} is not the output of {path}: {len(wanted):,} of the requests "
                    f"that failed are not in it, such as {sanitize(min(wanted))}. Name the input of its run."
                )
            written.commit()
        finally:
            written.discard()
    return failed


def _unused_path(wanted: set[str], path: str) -> Iterator[bytes]:
    """The lines of the requests that are wanted, each of which is wanted no more then."""
    with _map_errors(path):
        try:
            for custom_id, line in requests_of(path, WHOLE):
                if custom_id in wanted:
                    wanted.remove(custom_id)
                    yield line
                if not wanted:
                    return
        except ValueError as error:  # of a file that no check has read
            raise BatchlineError(
                f"{path} has lines that are no requests ({error}): `batchline check` tells which."
            ) from error


def _input_of(output: str | os.PathLike[str], state: str | os.PathLike[str] | None) -> str:
    """Return the input that a run's record names."""
    try:
        header, _, _ = read_run(output, state)
    except BatchlineError as error:
        if not any(True for _ in _failed_ids(output)):
            return ""
        error.add_note(
            f"Name the input of the run that gave {os.fspath(output)} (`--input`): its state is not needed then."
        )
        raise
    if header.ended_at is None:
        raise BatchlineError(
            f"The run to {os.fspath(output)} has not ended: the same `batchline run` resumes it. "
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
            f"{path} has changed since its run. Restore it, or name a file that has the requests as the input."
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
                    f"Line {number} of {os.fspath(output)} is no result: it has no custom_id, or neither a response "
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
