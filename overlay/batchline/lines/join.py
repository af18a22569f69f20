"""Join results to their requests: one line for every request, in the input's order."""

from __future__ import annotations

import contextlib
import os
from collections import Counter
from collections.abc import Iterable
from typing import BinaryIO, Final

import msgspec

from batchline_lines import LineError

from ..atomic import AtomicFile
from .results import BatchResult, lines_of, parse_result

_TOKENS: Final = ("prompt_tokens", "completion_tokens", "total_tokens")
_NULL: Final = msgspec.Raw(b"null")


class _Line(msgspec.Struct, gc=False):
    """A line as the service wrote it, its values byte for byte."""

    custom_id: str
    response: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    error: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET


class _Unanswered(msgspec.Struct, gc=False):
    custom_id: str
    error: LineError


class JoinCounts(msgspec.Struct, frozen=True):
    """What a join found.

    Attributes:
        requests: The lines of the input.
        succeeded: The requests with an answer of status 2xx.
        failed: All others.
        usage: The tokens of all answers together, by kind.
        ignored: The lines of the result files that answer no request of the input, or one that
            another line answers already, or that cannot be read.
    """

    requests: int
    succeeded: int
    failed: int
    usage: dict[str, int]
    ignored: int


def join(
    ids: Iterable[str],
    results: Iterable[str | os.PathLike[str]],
    output: str | os.PathLike[str],
    unanswered: LineError,
) -> JoinCounts:
    """Write one line for every request: `{"custom_id", "response"}` or `{"custom_id", "error"}`.

    Of the results only their places are kept in memory, so that long answers do not count.

    Args:
        ids: The custom_id of each request, in the order of the output.
        results: The output files and the error files, in this order. Of lines that answer the same
            request, the first counts.
        output: The joined file, which appears whole or stays as it was.
        unanswered: The error of a request that is in no result file.

    Raises:
        OSError: A file cannot be read or written.
    """
    files: list[BinaryIO] = [open(path, "rb") for path in results]  # noqa: SIM115 - closed below, all or none
    joined = AtomicFile(output)
    try:
        places, ignored = _index(files)
        counts: Counter[str] = Counter()
        usage: Counter[str] = Counter()
        for custom_id in ids:
            counts["requests"] += 1
            place = places.pop(custom_id, None)
            written = b"" if place is None else _at(files, place)
            result = parse_result(written, "")
            counts["succeeded"] += result.ok
            usage.update(_tokens(result))
            joined.file.write(_trimmed(written) or msgspec.json.encode(_Unanswered(custom_id, unanswered)))
            joined.file.write(b"\n")
        joined.commit()
    finally:
        joined.discard()
        for file in files:
            file.close()
    return JoinCounts(
        requests=counts["requests"],
        succeeded=counts["succeeded"],
        failed=counts["requests"] - counts["succeeded"],
        usage=dict(usage),
        ignored=ignored + len(places),
    )


def answered(results: Iterable[str | os.PathLike[str]]) -> set[str]:
    """The custom_ids that stand in result files, with an answer or an error.

    Raises:
        OSError: A file cannot be read.
    """
    with contextlib.ExitStack() as stack:
        places, _ = _index([stack.enter_context(open(path, "rb")) for path in results])
    return set(places)


_Place = tuple[int, int, int]  # which file, from which byte, how many


def _index(files: list[BinaryIO]) -> tuple[dict[str, _Place], int]:
    """Where the result of each request stands, and how many lines are of no use."""
    places: dict[str, _Place] = {}
    ignored = 0
    for which, file in enumerate(files):
        for offset, line in lines_of(file):
            if line.strip() or not line:
                custom_id = parse_result(line, "").custom_id
                if not custom_id or custom_id in places:
                    ignored += 1
                else:
                    places[custom_id] = (which, offset, len(line))
    return places, ignored


def _at(files: list[BinaryIO], place: _Place) -> bytes:
    which, offset, length = place
    files[which].seek(offset)
    return files[which].read(length)


def _trimmed(line: bytes) -> bytes | None:
    """A result with its answer or its error and nothing else; None where it has neither."""
    if not line:
        return None
    found = msgspec.json.decode(line, type=_Line)
    if found.response not in (msgspec.UNSET, _NULL):
        return msgspec.json.encode(_Line(found.custom_id, response=found.response))
    if found.error not in (msgspec.UNSET, _NULL):
        return msgspec.json.encode(_Line(found.custom_id, error=found.error))
    return None


def _tokens(result: BatchResult) -> dict[str, int]:
    usage = result.usage or {}
    return {name: usage[name] for name in _TOKENS if isinstance(usage.get(name), int)}
