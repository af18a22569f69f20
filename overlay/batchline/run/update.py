"""Interleave the lines of several outputs; compare an edited input with the answers of an earlier run."""

from __future__ import annotations

import json
import mmap
import os
from array import array
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from typing import Final

import msgspec

from ..disk.atomic import AtomicFile
from ..errors import BatchlineError
from ..jsonl.results import lines_of
from .join import has_failed
from .plan import requests_of
from .record import compare
from .state import Shard

WHOLE: Final = Shard(number=1, offset=0, length=0, first=1, requests=2**63)
"""A shard with all requests of an input."""


class _Named(msgspec.Struct, gc=False):
    custom_id: str


_decode_name: Final = msgspec.json.Decoder(_Named).decode


def named_lines(path: str | os.PathLike[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the lines of an output of a run, each with its custom_id.

    Raises:
        OSError: The file can't be read.
        BatchlineError: A line is not part of a run's output.
    """
    with open(path, "rb", buffering=2**20) as file:
        for _, line in lines_of(file):
            try:
                yield _decode_name(line).custom_id, line
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                raise BatchlineError(
                    f"{os.fspath(path)} has a line that is not part of a run's output: {error}."
                ) from error


def interleave(ids: Iterable[str], *sources: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """Yield one line for each id, from the first source whose next line has that id.

    Args:
        ids: The ids, in the order of the output.
        sources: Lines with their ids, in the same order; a source may lack ids.

    Raises:
        BatchlineError: No source has a line for an id.
    """
    iterators = [iter(source) for source in sources]
    heads = [next(iterator, None) for iterator in iterators]
    for custom_id in ids:
        line: bytes | None = None
        for index, head in enumerate(heads):
            if head is not None and head[0] == custom_id:
                line = head[1] if line is None else line
                heads[index] = next(iterators[index], None)
        if line is None:
            raise BatchlineError(f"The results of an earlier run have no line for request {custom_id}.")
        yield line if line.endswith(b"\n") else line + b"\n"


class Update(msgspec.Struct, frozen=True):
    """What an update of a run does with the requests of its input.

    Attributes:
        kept: How many keep their answers.
        new: How many are sent because they are new.
        changed: How many are sent because their body has changed.
        failed: How many are sent because they have no successful answer.
        removed: How many answers no longer belong to any request.
    """

    kept: int = 0
    new: int = 0
    changed: int = 0
    failed: int = 0
    removed: int = 0

    @property
    def sent(self) -> int:
        """How many requests are sent."""
        return self.new + self.changed + self.failed


def plan_update(
    input: str | os.PathLike[str],
    old: str | os.PathLike[str],
    new: str | os.PathLike[str],
    answers: str | os.PathLike[str] | None,
    folder: str | os.PathLike[str],
    check_cancelled: Callable[[], object],
    *,
    sent: str | os.PathLike[str] | None = None,
    kept: str | os.PathLike[str] | None = None,
    removed: str | os.PathLike[str] | None = None,
) -> Update:
    """Decide which requests of an edited input keep their answers, and write both to files.

    A request keeps its answer if its id and body are unchanged and the answer is a success; among
    requests without an id, equal bodies are matched in order.

    Args:
        input: The edited input, which must have passed validation.
        old: The record of the earlier run.
        new: The record of the edited input.
        answers: The answers of the earlier run, one for each of its requests, in its order; None if they
            aren't available, in which case all count as successes.
        folder: Where to put temporary files.
        check_cancelled: Called now and then; if it raises, the work ends.
        sent: Where to write the requests to be sent.
        kept: Where to write the answers that are kept, in the order of the input.
        removed: Where to write the answers that no longer belong to any request.

    Raises:
        BatchlineError: A record is damaged, or `answers` doesn't match the earlier run.
        OSError: A file can't be read or written.
    """
    comparison = compare(old, new, folder)
    counts = {"unchanged": 0, "changed": 0, "new": 0, "failed": 0}
    with ExitStack() as files:
        offsets = array("Q", [0]) if answers is None else _offsets(answers)
        content: mmap.mmap | bytes = b""
        if answers is not None and len(offsets) > 1:
            source = files.enter_context(open(answers, "rb"))
            content = files.enter_context(mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_READ))
        out = {name: AtomicFile(path) for name, path in (("sent", sent), ("kept", kept)) if path is not None}
        for file in out.values():
            files.callback(file.discard)

        def answer(number: int) -> bytes:
            try:
                return content[offsets[number - 1] : offsets[number]]
            except IndexError:
                raise BatchlineError(f"The answers of the earlier run have no line {number}.") from None

        def write(name: str, line: bytes) -> None:
            if name in out:
                out[name].file.write(line)

        for at, ((custom_id, request), (number, change)) in enumerate(
            zip(requests_of(input, WHOLE), comparison.changes(), strict=True)
        ):
            if at % 1000 == 0:
                check_cancelled()
            what: str = change
            if number is not None and answers is not None:
                line = answer(number)
                name, is_failed = has_failed(line)
                if not is_failed:
                    write("kept", line if name == custom_id else _rename(line, custom_id))
                else:
                    what = "failed"
            if what != "unchanged":
                write("sent", request)
            counts[what] += 1
        if removed is not None and comparison.removed:
            with open(removed, "wb") as removed_file:
                removed_file.writelines(answer(number) for number in comparison.removed_numbers())
        for file in out.values():
            file.commit()
    return Update(counts["unchanged"], counts["new"], counts["changed"], counts["failed"], comparison.removed)


def _offsets(path: str | os.PathLike[str]) -> array[int]:
    """Return the byte offset at which each line begins, and that at which the last one ends."""
    offsets = array("Q", [0])
    with open(path, "rb", buffering=2**20) as file:
        for line in file:
            offsets.append(offsets[-1] + len(line))
    return offsets


def _rename(line: bytes, custom_id: str) -> bytes:
    """Return a result with another custom_id, and its other values unchanged, byte for byte."""
    fields = msgspec.json.decode(line, type=dict[str, msgspec.Raw])
    fields["custom_id"] = msgspec.Raw(json.dumps(custom_id).encode())
    return msgspec.json.encode(fields) + b"\n"
