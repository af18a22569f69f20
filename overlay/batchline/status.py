"""Where a run stands, as its journal has it: also while it runs, and without a key."""

from __future__ import annotations

import os
from pathlib import Path

from .errors import BatchlineError
from .flows import standing
from .flows.opening import state_folder
from .flows.run_journal import RunHeader
from .flows.state import ShardState
from .journal import glance, has_content
from .outcomes import RunStatus


def run_status(output: str | os.PathLike[str], state: str | os.PathLike[str] | None = None) -> tuple[RunStatus, bool]:
    """Say where the run to an output stands.

    Args:
        output: The output of the run.
        state: Its state folder; `OUTPUT.batchline` by default.

    Returns:
        Where it stands, and whether a process is at work with it.

    Raises:
        BatchlineError: There is no such run, or its state cannot be read.
    """
    header, shards, is_running = found_run(output, state)
    return standing.run_status(header, shards), is_running


def found_run(
    output: str | os.PathLike[str], state: str | os.PathLike[str] | None
) -> tuple[RunHeader, dict[int, ShardState], bool]:
    """What the journal of the run to an output says, and whether a process is at work with it; see `run_status`."""
    folder = Path(state_folder(output, state))
    found = glance(folder, RunHeader, ShardState)
    if found is None:
        raise BatchlineError(f"There is no record of a run in {folder}.")
    return found


def has_record(output: str | os.PathLike[str], state: str | os.PathLike[str] | None = None) -> bool:
    """Return whether there is a record of a run to this output, in whatever state it is."""
    return has_content(Path(state_folder(output, state)))
