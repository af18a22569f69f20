"""Join results to their requests: one line for every request, in the input's order."""

from __future__ import annotations

import contextlib
import datetime
import mmap
import os
from collections import Counter
from collections.abc import Generator, Iterable, Mapping
from typing import Annotated, Final

import msgspec

from batchline_lines import LineError

from ..atomic import AtomicFile
from ..histogram import histogram
from ..outcomes import Outcomes, commonest
from .results import BatchResult, lines_of, mended, parse_result

SMALL: Final = 2**25
"""Bytes. Result files up to here are read whole; of larger ones only what is looked at is in memory."""

AT_A_TIME: Final = 100
LONG: Final = 2**16
"""So many lines are written at a time; fewer where one has so many bytes."""

MOST_TOKENS: Final = 2**40
LATEST: Final = 1e11
"""In Unix seconds. What goes beyond the two is nonsense, and is counted nowhere."""

_TOKENS: Final = ("prompt_tokens", "completion_tokens", "total_tokens")
NOT_DONE: Final = frozenset({"batch_expired", "batch_cancelled"})
"""Codes of the errors with which some services answer for the requests that a batch did not come to."""

_NULL: Final = msgspec.Raw(b"null")


class _Line(msgspec.Struct, gc=False):
    """A line as the service wrote it, its values byte for byte."""

    custom_id: str
    response: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    error: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET


_Count = Annotated[int, msgspec.Meta(ge=0, le=MOST_TOKENS)]
_Time = Annotated[float, msgspec.Meta(ge=0, le=LATEST)]


class _Usage(msgspec.Struct, gc=False):
    prompt_tokens: _Count | msgspec.UnsetType = msgspec.UNSET
    completion_tokens: _Count | msgspec.UnsetType = msgspec.UNSET
    total_tokens: _Count | msgspec.UnsetType = msgspec.UNSET


class _Body(msgspec.Struct, gc=False):
    usage: _Usage | None = None
    created: _Time | None = None


class _Answer(msgspec.Struct, gc=False):
    status_code: int
    body: _Body


class _Plain(msgspec.Struct, gc=False, forbid_unknown_fields=True):
    """What nearly every line is: an answer, and nothing that the output does not have."""

    custom_id: str
    response: _Answer


_plain: Final = msgspec.json.Decoder(_Plain)


class _Place(msgspec.Struct, gc=False):
    """Where a result stands: in which file, from which byte, how many; and what it says if it is plain.

    It is open if it only says that the request was not done: another batch may do it.
    """

    which: int
    offset: int
    length: int
    answer: _Answer | None
    is_open: bool


class _Unanswered(msgspec.Struct, gc=False):
    custom_id: str
    error: LineError


def join(
    ids: Iterable[str],
    results: Mapping[str, datetime.datetime],
    output: str | os.PathLike[str],
    unanswered: LineError,
) -> Outcomes:
    """Write one line for every request: `{"custom_id", "response"}` or `{"custom_id", "error"}`.

    Of the results only their places are kept in memory, so that long answers do not count.

    Args:
        ids: The custom_id of each request, in the order of the output.
        results: The output files and the error files, in this order, each with when its batch was
            created. Of lines that answer the same request, the first counts.
        output: The joined file, which appears whole or stays as it was.
        unanswered: The error of a request that is in no result file.

    Raises:
        OSError: A file cannot be read or written.
    """
    joined = AtomicFile(output)
    lines: list[bytes] = []
    write = lines.append
    requests = succeeded = undone = 0
    errors: Counter[str] = Counter()
    used: list[_Usage] = []
    waits: list[int] = []
    with contextlib.ExitStack() as stack:
        stack.callback(joined.discard)
        places, ignored = _index(results)
        files = [stack.enter_context(_mapped(path)) for path in results]
        began = [int(created.timestamp()) for created in results.values()]  # as answers have it: in whole seconds
        for custom_id in ids:
            requests += 1
            if len(lines) == AT_A_TIME or (lines and len(lines[-1]) > LONG):
                joined.file.writelines(lines)
                lines.clear()
            place = places.pop(custom_id, None)
            if place is None:
                undone += 1
                errors[str(unanswered.code)] += 1
                write(msgspec.json.encode(_Unanswered(custom_id, unanswered)) + b"\n")
                continue
            line = files[place.which][place.offset : place.offset + place.length]
            answer = place.answer
            if answer is None:
                _, line = settled(line)
                result = parse_result(line, "")
                succeeded += result.ok
                if not result.ok:
                    errors[_kind(result)] += 1
                undone += place.is_open
                body = _body(result)
                write(line + b"\n")
            else:
                if _is_ok(answer):
                    succeeded += 1
                else:
                    errors[str(answer.status_code)] += 1
                body = answer.body
                write(line if line.endswith(b"}\n") else line.strip() + b"\n")
            if body.usage is not None:
                used.append(body.usage)
            if body.created is not None:
                waits.append(max(0, int(body.created) - began[place.which]))
        joined.file.writelines(lines)
        joined.commit()
    tokens = {name: [n for one in used if (n := getattr(one, name)) is not msgspec.UNSET] for name in _TOKENS}
    return Outcomes(
        requests,
        succeeded,
        requests - succeeded,
        {name: sum(values) for name, values in tokens.items() if any(values)},
        ignored + len(places),
        commonest(errors),
        histogram(tokens["prompt_tokens"]),
        histogram(tokens["completion_tokens"]),
        histogram(waits),
        undone,
    )


def _kind(result: BatchResult) -> str:
    """What a failure is counted as; a server may call it anything, of any length."""
    if result.status_code is not None:
        return str(result.status_code)
    code = result.error.code if result.error else None
    return str(code)[:64] if code not in (None, msgspec.UNSET) else "unknown"


def answered(results: Iterable[str | os.PathLike[str]]) -> set[str]:
    """The custom_ids that stand in result files, with an answer or an error of their own.

    Raises:
        OSError: A file cannot be read.
    """
    return {custom_id for custom_id, place in _index(results)[0].items() if not place.is_open}


@contextlib.contextmanager
def _mapped(path: str | os.PathLike[str]) -> Generator[mmap.mmap | bytes]:
    """The bytes of a file, read where they are looked at."""
    with open(path, "rb") as file:
        if os.fstat(file.fileno()).st_size <= SMALL:
            yield file.read()  # which is faster to look into, and nothing at all cannot be mapped
            return
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
            yield mapped


def _index(results: Iterable[str | os.PathLike[str]]) -> tuple[dict[str, _Place], int]:
    """Where the result of each request stands, and how many lines are of no use."""
    places: dict[str, _Place] = {}
    ignored = 0
    for which, path in enumerate(results):
        with open(path, "rb", buffering=2**20) as file:
            for offset, line in lines_of(file):
                is_open = False
                try:
                    found = _decoded(line)
                    custom_id, answer = found.custom_id, found.response
                except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                    if line and not line.strip():
                        continue
                    custom_id, kept = settled(line)
                    answer = None
                    if custom_id and not kept:
                        continue  # neither an answer nor an error: its request is open, and may yet get one
                    error = parse_result(kept, "").error
                    is_open = error is not None and error.code in NOT_DONE
                known = places.get(custom_id)
                if not custom_id or (known and not known.is_open):
                    ignored += 1
                else:
                    places[custom_id] = _Place(which, offset, len(line), answer, is_open)
    return places, ignored


def _decoded(line: bytes) -> _Plain:
    """A line that is nothing but an answer; what of it nobody asks for is text, too."""
    if not line.isascii():
        line.decode()
    if b"\\ud" in line:  # perhaps half of a surrogate pair
        msgspec.json.decode(line)
    return _plain.decode(line)


def settled(line: bytes) -> tuple[str, bytes]:
    """Whose a result is, and the result with its answer, or else its error, and nothing beside it.

    The id is empty where nobody can tell; the result is, where it has neither.
    """
    try:
        try:
            msgspec.json.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError):
            line = mended(line)
        found = msgspec.json.decode(line, type=_Line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return "", b""
    if found.response not in (msgspec.UNSET, _NULL):
        return found.custom_id, msgspec.json.encode(_Line(found.custom_id, response=found.response))
    if found.error not in (msgspec.UNSET, _NULL):
        return found.custom_id, msgspec.json.encode(_Line(found.custom_id, error=found.error))
    return found.custom_id, b""


def has_failed(line: bytes) -> tuple[str, bool]:
    """Whose a result is, and whether its request failed: as `join` counts it.

    The id is empty where the line is no result.
    """
    try:
        plain = _decoded(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        custom_id, kept = settled(line)
        return (custom_id, not parse_result(kept, "").ok) if kept else ("", False)
    return plain.custom_id, not _is_ok(plain.response)


def _is_ok(answer: _Answer) -> bool:
    return 200 <= answer.status_code < 300


def _body(result: BatchResult) -> _Body:
    """What is counted of an answer that is not plain: what of it is as documented."""
    usage = result.usage or {}
    tokens = {name: usage[name] for name in _TOKENS if type(usage.get(name)) is int}
    plausible = {name: count for name, count in tokens.items() if 0 <= count <= MOST_TOKENS}
    found = _Body(_Usage(**plausible) if plausible else None)
    match result.body:
        case {"created": int(created) | float(created)} if 0 <= created <= LATEST:
            found.created = created
        case _:
            pass
    return found
