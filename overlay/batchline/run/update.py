"""Put lines of several outputs in one order; compare an edited input with what was answered."""

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
"""All requests of an input."""


class _Named(msgspec.Struct, gc=False):
    custom_id: str


_decode_name: Final = msgspec.json.Decoder(_Named).decode


def named_lines(path: str | os.PathLike[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the lines of an output of a run, each with its custom_id.

    Raises:
        OSError: It can't be read.
        BatchlineError: A line is not one of an output.
    """
    with open(path, "rb", buffering=2**20) as file:
        for _, line in lines_of(file):
            try:
                yield _decode_name(line).custom_id, line
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                raise BatchlineError(
                    f"{os.fspath(path)} has a line that is not one of a run's output: {error}."
                ) from error


def interleave(ids: Iterable[str], *sources: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """Yield one line for each id, from the source whose next line it is; the first one that has it wins.

    Args:
        ids: The order.
        sources: Lines with their ids, each in this order; not every id is in every source.

    Raises:
        BatchlineError: No source has the line of an id.
    """
    iterators = [iter(source) for source in sources]
    heads = [next(one, None) for one in iterators]
    for custom_id in ids:
        found: bytes | None = None
        for index, head in enumerate(heads):
            if head is not None and head[0] == custom_id:
                found = head[1] if found is None else found
                heads[index] = next(iterators[index], None)
        if found is None:
            raise BatchlineError(f"The results of an earlier run have no line for the request {custom_id}.")
        yield found if found.endswith(b"\n") else found + b"\n"


class Update(msgspec.Struct, frozen=True):
    """What an update of a run does with the requests of its input.

    Attributes:
        kept: How many keep their answers.
        new: How many are sent since they are new.
        changed: How many are sent since their body has changed.
        failed: How many are sent since they have no answer.
        removed: How many answers belong to no request any more.
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
    """Decide which requests of an edited input keep their answers, and write down what follows.

    A request keeps its answer if its id and its body are what they were, and the answer is a success;
    of requests without an id, equal bodies are matched in order.

    Args:
        input: The edited input, which a check has accepted.
        old: The record of the run that gave the answers.
        new: The record of the edited input.
        answers: The answers of that run, one for each of its requests, in its order; None where they
            are not at hand, and all are taken for successes.
        folder: Where temporary files may be.
        check_cancelled: Called now and then; what it raises ends this.
        sent: Gets the requests to be sent.
        kept: Gets the answers that are kept, in the order of the input.
        removed: Gets the answers that belong to no request any more.

    Raises:
        BatchlineError: A record is damaged, or `answers` is not what the run gave.
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
            with open(removed, "wb") as left:
                left.writelines(answer(number) for number in comparison.removed_numbers())
        for file in out.values():
            file.commit()
    return Update(counts["unchanged"], counts["new"], counts["changed"], counts["failed"], comparison.removed)


def _offsets(path: str | os.PathLike[str]) -> array[int]:
    """Return where each line begins, and where the last one ends."""
    offsets = array("Q", [0])
    with open(path, "rb", buffering=2**20) as file:
        for line in file:
            offsets.append(offsets[-1] + len(line))
    return offsets


def _rename(line: bytes, custom_id: str) -> bytes:
    """Return a result with another custom_id, and its values byte for byte."""
    fields = msgspec.json.decode(line, type=dict[str, msgspec.Raw])
    fields["custom_id"] = msgspec.Raw(json.dumps(custom_id).encode())
    return msgspec.json.encode(fields) + b"\n"
