"""Join results to their requests: one line for every request, in the input's order."""

from __future__ import annotations

import contextlib
import mmap
import os
from collections import Counter
from collections.abc import Generator, Iterable
from typing import Final

import msgspec

from batchline_lines import LineError

from ..atomic import AtomicFile
from .results import BatchResult, lines_of, parse_result

SMALL: Final = 2**25
"""Bytes. Result files up to here are read whole; of larger ones only what is looked at is in memory."""

AT_A_TIME: Final = 100
LONG: Final = 2**16
"""So many lines are written at a time; fewer where one has so many bytes."""

_TOKENS: Final = ("prompt_tokens", "completion_tokens", "total_tokens")
_NULL: Final = msgspec.Raw(b"null")


class _Line(msgspec.Struct, gc=False):
    """A line as the service wrote it, its values byte for byte."""

    custom_id: str
    response: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    error: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET


class _Usage(msgspec.Struct, gc=False):
    prompt_tokens: int = 0
    completion_tokens: int = 0
    total_tokens: int = 0


class _Body(msgspec.Struct, gc=False):
    usage: _Usage | None = None


class _Answer(msgspec.Struct, gc=False):
    status_code: int
    body: _Body


class _Plain(msgspec.Struct, gc=False, forbid_unknown_fields=True):
    """What nearly every line is: an answer, and nothing that the output does not have."""

    custom_id: str
    response: _Answer


_plain: Final = msgspec.json.Decoder(_Plain)


class _Place(msgspec.Struct, gc=False):
    """Where a result stands: in which file, from which byte, how many; and what it says if it is plain."""

    which: int
    offset: int
    length: int
    answer: _Answer | None


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
        errors: The failed ones by kind: an error's code, or the status of an answer.
    """

    requests: int
    succeeded: int
    failed: int
    usage: dict[str, int]
    ignored: int
    errors: dict[str, int] = {}


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
    joined = AtomicFile(output)
    lines: list[bytes] = []
    write = lines.append
    requests = succeeded = prompt = completion = total = 0
    usage: Counter[str] = Counter()
    errors: Counter[str] = Counter()
    with contextlib.ExitStack() as stack:
        stack.callback(joined.discard)
        paths = list(results)
        places, ignored = _index(paths)
        files = [stack.enter_context(_mapped(path)) for path in paths]
        for custom_id in ids:
            requests += 1
            if len(lines) == AT_A_TIME or (lines and len(lines[-1]) > LONG):
                joined.file.writelines(lines)
                lines.clear()
            place = places.pop(custom_id, None)
            if place is None:
                errors[str(unanswered.code)] += 1
                write(msgspec.json.encode(_Unanswered(custom_id, unanswered)) + b"\n")
                continue
            line = files[place.which][place.offset : place.offset + place.length]
            answer = place.answer
            if answer is None:
                result = parse_result(line, "")
                succeeded += result.ok
                usage.update(_tokens(result))
                if not result.ok:
                    errors[_kind(result)] += 1
                write(_trimmed(line) + b"\n")
                continue
            if 200 <= answer.status_code < 300:
                succeeded += 1
            else:
                errors[str(answer.status_code)] += 1
            if found := answer.body.usage:
                prompt += found.prompt_tokens
                completion += found.completion_tokens
                total += found.total_tokens
            write(line if line.endswith(b"}\n") else line.strip() + b"\n")
        joined.file.writelines(lines)
        joined.commit()
    usage.update(dict(zip(_TOKENS, (prompt, completion, total), strict=True)))
    tokens = {name: usage[name] for name in _TOKENS if usage[name]}
    return JoinCounts(requests, succeeded, requests - succeeded, tokens, ignored + len(places), dict(errors))


def _kind(result: BatchResult) -> str:
    """What a failure is counted as; a server may call it anything, of any length."""
    if result.status_code is not None:
        return str(result.status_code)
    code = result.error.code if result.error else None
    return str(code)[:64] if code not in (None, msgspec.UNSET) else "unknown"


def answered(results: Iterable[str | os.PathLike[str]]) -> set[str]:
    """The custom_ids that stand in result files, with an answer or an error.

    Raises:
        OSError: A file cannot be read.
    """
    return set(_index(results)[0])


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
                try:
                    found = _plain.decode(line)
                    custom_id, answer = found.custom_id, found.response
                except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                    if line and not line.strip():
                        continue
                    custom_id, answer = parse_result(line, "").custom_id, None
                    if custom_id and not _trimmed(line):
                        continue  # neither an answer nor an error: its request is open, and may yet get one
                if not custom_id or custom_id in places:
                    ignored += 1
                else:
                    places[custom_id] = _Place(which, offset, len(line), answer)
    return places, ignored


def _trimmed(line: bytes) -> bytes:
    """A result with its answer or its error and nothing else; nothing where it has neither."""
    found = msgspec.json.decode(line, type=_Line)
    if found.response not in (msgspec.UNSET, _NULL):
        return msgspec.json.encode(_Line(found.custom_id, response=found.response))
    if found.error not in (msgspec.UNSET, _NULL):
        return msgspec.json.encode(_Line(found.custom_id, error=found.error))
    return b""


def _tokens(result: BatchResult) -> dict[str, int]:
    usage = result.usage or {}
    return {name: usage[name] for name in _TOKENS if isinstance(usage.get(name), int)}
