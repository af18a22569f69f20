"""The files that a run writes at its end: its output, and lines that don't belong in it."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

import msgspec

from batchline_lines import LineError

from ..disk.atomic import AtomicFile
from ..disk.journal import REMOVED, UNMATCHED, is_full
from ..errors import DownloadError
from .files import joined_file, unmatched_file
from .join import has_failed
from .record import read_all_ids, read_ids
from .start import new_digest, part_of, removed_of
from .state import RunConfig, RunHeader, Shard, ShardState
from .update import interleave, named_lines

logger = logging.getLogger("batchline")

_NOT_SENT: Final = LineError(message="This request was not sent before the input was edited.", code="missing")


def has_answers(path: Path) -> bool:
    """Return whether a file exists and isn't empty."""
    return path.exists() and path.stat().st_size > 0


def write_output(
    folder: Path, header: RunHeader, config: RunConfig, shards: Mapping[int, ShardState], target: Path
) -> tuple[int, str]:
    """Write the results of all shards and the kept answers to one file; return its size and digest.

    Raises:
        DownloadError: The file can't be written.
    """
    paths = [joined_file(config, shards[number].shard) for number in sorted(shards)]
    try:
        if header.kept is None:
            return _write_file(target, part_of(target, folder), _blocks(paths))
        ids = read_all_ids(folder / header.record)
        lines = interleave(ids, _lines(paths), named_lines(folder / header.kept))
        return _write_file(target, part_of(target, folder), lines)
    except OSError as error:
        failure = DownloadError(f"Writing {target} failed: {error.strerror or error}.", delivery="not_sent")
        if is_full(error):
            failure.add_note(
                "Make room there, and run the same command again. Or, to write to another disk, move the folder "
                f"{folder} to OTHER.batchline, and run with OTHER as the output and without `--state`. "
                "Neither pays again."
            )
        raise failure from error


def gather_answers(
    folder: Path,
    header: RunHeader,
    config: RunConfig,
    shards: Mapping[int, ShardState],
    joined: Mapping[int, ShardState],
    written: Path | None,
    target: Path,
) -> None:
    """Gather the answers of an earlier run in one file: from its output, its joined shards and what it had kept.

    Args:
        folder: The run's state folder.
        header: The run's header.
        config: The run's configuration.
        shards: All of its shards.
        joined: The shards that were joined again.
        written: The run's output if it is still what the run wrote, else None.
        target: The file to write.
    """
    joined_paths = [joined_file(config, state.shard) for number, state in sorted(shards.items()) if number in joined]
    sources = [_lines(joined_paths)]
    if written is not None:
        # Answers in the output were paid for, so they win over what the service has now.
        successes = ((name, line) for name, line in named_lines(written) if not has_failed(line)[1])
        sources = [successes, *sources, named_lines(written)]
    else:
        unsent = [state.shard for number, state in sorted(shards.items()) if number not in joined]
        sources.append(_failures(config.record, unsent))
        if header.kept is not None:
            sources.append(named_lines(folder / header.kept))
    _write_file(target, f".{target.name}.part", interleave(read_all_ids(folder / header.record), *sources))


def keep_unmatched(folder: Path, config: RunConfig, shards: Mapping[int, ShardState]) -> None:
    """Write the result lines that match no request to a file for the user, or remove that of an earlier run."""
    counts = [state.counts.unmatched if state.counts else 0 for state in shards.values()]
    paths = [unmatched_file(config, state.shard) for state, count in zip(shards.values(), counts, strict=True) if count]
    target = folder / UNMATCHED
    if existing := [path for path in paths if Path(path).exists()]:
        _write_file(target, f".{target.name}.part", _blocks(existing))
        logger.warning("%s result lines match no request. They are in %s.", f"{sum(counts):,}", target)
    else:
        target.unlink(missing_ok=True)


def keep_removed(folder: Path, header: RunHeader) -> None:
    """Append the answers whose requests left the input to those that earlier updates removed."""
    removed, target = folder / removed_of(header.record), folder / REMOVED
    if not removed.exists():
        return
    with removed.open("rb") as source, target.open("ab") as file:
        shutil.copyfileobj(source, file, 2**20)
    removed.unlink()
    logger.info("Answers whose requests are no longer in the input are in %s.", target)


def copy_answers(answers: Path, output: str) -> None:
    """Write the answers of a run to a stream. They stay in the state folder, so this can be repeated.

    Raises:
        DownloadError: The answers can't be written.
    """
    try:
        target = AtomicFile(output)
        with answers.open("rb") as file:
            shutil.copyfileobj(file, target.file, 2**20)
        target.commit()
    except OSError as error:
        failure = DownloadError(f"Writing {output} failed: {error.strerror or error}.", delivery="not_sent")
        failure.add_note("The answers are kept: run the same command again to write them, which costs nothing.")
        raise failure from error


def _blocks(paths: Iterable[str]) -> Iterator[bytes]:
    for path in paths:
        with open(path, "rb") as file:
            while block := file.read(2**20):
                yield block


def _lines(paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    for path in paths:
        yield from named_lines(path)


def _failures(record: str, shards: Iterable[Shard]) -> Iterator[tuple[str, bytes]]:
    """Yield the id and an error line for each request of shards that were never sent."""
    for shard in shards:
        for custom_id in read_ids(record, shard):
            yield custom_id, msgspec.json.encode({"custom_id": custom_id, "error": _NOT_SENT})


def _write_file(target: Path, part: str, blocks: Iterable[bytes]) -> tuple[int, str]:
    """Write a file atomically; return its size and digest."""
    digest, size = new_digest(), 0
    file = AtomicFile(target, name=part)
    try:
        for block in blocks:
            file.file.write(block)
            digest.update(block)
            size += len(block)
        file.commit()
    finally:
        file.discard()
    return size, digest.hexdigest()
