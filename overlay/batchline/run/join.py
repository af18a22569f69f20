"""Join results to their requests: write one line for every request, in the input's order."""

from __future__ import annotations

import contextlib
import datetime
import mmap
import os
import unicodedata
from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Generator, Iterable, Mapping
from operator import attrgetter
from typing import Annotated, Any, Final

import msgspec

from batchline_lines import LineError

from ..disk.atomic import AtomicFile
from ..jsonl.results import (
    LONGEST_KIND,
    BatchResult,
    failure_kind,
    is_answer,
    is_blank,
    lines_of,
    parse_result,
    repair_json,
)
from ..validation.blocks import has_too_many_values, is_blank_line
from .histogram import histogram
from .state import Outcomes, commonest

SMALL: Final = 2**25
"""Bytes. Result files up to this size are read into memory; larger ones are mapped."""

AT_A_TIME: Final = 100
LONG: Final = 2**16
"""Write `AT_A_TIME` lines at a time; fewer after a line of more than `LONG` bytes."""

MOST_TOKENS: Final = 2**40
LATEST: Final = 1e11
"""Unix seconds. Token counts and times above these two limits are nonsense and are not counted."""

_TOKENS: Final = ("prompt_tokens", "completion_tokens", "total_tokens")
NOT_DONE: Final = frozenset({"batch_expired", "batch_cancelled"})
"""Codes of the errors that some services write for requests that a batch never processed."""

EMPTY: Final = "empty"
"""The finish reason reported for an answer that stopped without any content."""

LONGEST_ID: Final = 1000
"""Characters. Longer ids are matched only exactly, since normalizing may take quadratic time."""

_NULL: Final = msgspec.Raw(b"null")
_UNREADABLE: Final = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)

_Id = str | bytes
"""The custom_id of a line: a string; or, for a JSON number, its bytes, which equal no request's id."""


class _Line(msgspec.Struct, gc=False):
    """A line as the service wrote it, with its values byte for byte."""

    custom_id: msgspec.Raw
    response: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    error: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET


class _OutputLine(msgspec.Struct, gc=False):
    """A line of the output."""

    custom_id: str
    response: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    error: msgspec.Raw | LineError | msgspec.UnsetType = msgspec.UNSET


class _Response(msgspec.Struct, gc=False):
    """A response that is as documented, or lacks fields."""

    status_code: int | None = None
    body: Any = None


_Count = Annotated[int, msgspec.Meta(ge=0, le=MOST_TOKENS)]
_Time = Annotated[float, msgspec.Meta(ge=0, le=LATEST)]
_Success = Annotated[int, msgspec.Meta(ge=200, lt=300)]


class _Usage(msgspec.Struct, gc=False):
    prompt_tokens: _Count | msgspec.UnsetType = msgspec.UNSET
    completion_tokens: _Count | msgspec.UnsetType = msgspec.UNSET
    total_tokens: _Count | msgspec.UnsetType = msgspec.UNSET


class _Message(msgspec.Struct, gc=False):
    content: msgspec.Raw = _NULL
    tool_calls: msgspec.Raw = _NULL
    function_call: msgspec.Raw = _NULL
    refusal: msgspec.Raw = _NULL
    audio: msgspec.Raw = _NULL


class _Choice(msgspec.Struct, gc=False):
    finish_reason: str | None = None
    message: _Message | None = None
    text: msgspec.Raw = _NULL


class _Body(msgspec.Struct, gc=False):
    """The body of an answer: an object without an `error`. See `is_answer`."""

    usage: _Usage | None = None
    created: _Time | None = None
    choices: list[_Choice] | None = None
    error: None = None


class _Answer(msgspec.Struct, gc=False):
    status_code: _Success
    body: _Body


class _Plain(msgspec.Struct, gc=False, forbid_unknown_fields=True):
    """A line as nearly all are: a successful answer, with no field that the output lacks.

    Whatever this accepts is a success by `is_answer`; lines that it rejects are examined more closely.
    """

    custom_id: str
    response: _Answer


class _EndedBody(msgspec.Struct, gc=False):
    choices: list[_Choice] | None = None


class _EndedResponse(msgspec.Struct, gc=False):
    body: _EndedBody


class _Ended(msgspec.Struct, gc=False):
    """The part of a line that tells how its answer ended, for lines that are not plain."""

    response: _EndedResponse


_plain: Final = msgspec.json.Decoder(_Plain)


class _Place(msgspec.Struct, gc=False):
    """Where the line of a request is, and, if it is plain, what it says.

    Attributes:
        file_number: The number of its file, from 0.
        offset: Where the line begins, in bytes.
        length: Its length in bytes.
        is_plain: Whether it goes into the output unchanged.
        is_open: Whether it only says that the request was not processed, so that another batch may do it.
        usage: The tokens, if it is plain.
        created: When the answer was created, if it is plain and says so.
        ending: How the answer ended, if it is plain and says so; see `_finish_reason`.
    """

    file_number: int
    offset: int
    length: int
    is_plain: bool = False
    is_open: bool = False
    usage: _Usage | None = None
    created: float | None = None
    ending: str = ""


class _RewrittenLines(msgspec.Struct, gc=False):
    """Lines whose custom_id equals that of a request only after normalization.

    Attributes:
        custom_id: The id as these lines have it; None if they have several different ones.
        place: The line that would answer the request.
        lines: Where all of these lines are; see `_Index`.
        duplicates: How many of them repeat the outcome of their request.
    """

    custom_id: _Id | None
    place: _Place
    lines: list[int]
    duplicates: int = 0


class _Index:
    """An index of result files by request. An unmatched line takes eight bytes of memory.

    Attributes:
        places: The line of each request.
        duplicates: How many lines repeat the outcome of their request.
        unmatched: Where the lines are that match no request: the number of the file in the upper 16
            bits, the offset of the line in bytes in the lower 48.
        cut: How many files end in the middle of a line.
    """

    def __init__(self, requests: Collection[str]) -> None:
        self.places: dict[str, _Place] = {}
        self.duplicates = self.cut = 0
        self.unmatched = array("Q")
        self._requests = requests
        self._known_ids = set(requests)
        self._normalized_ids: set[str] | None = None
        self._rewritten: dict[str, _RewrittenLines] = {}

    def add(self, custom_id: _Id, place: _Place | None, file_number: int, offset: int) -> None:
        """Add a line. One without an outcome has no place, but may have an id."""
        if custom_id in self._known_ids:
            if place is not None:
                before = self.places.get(custom_id)
                if before is None or before.is_open:
                    self.places[custom_id] = place
                else:
                    self.duplicates += 1
            return
        line = file_number << 48 | offset
        if self._normalized_ids is None:
            self._normalized_ids = set(filter(None, map(_normalize_id, self._requests)))
        normalized = _normalize_id(custom_id)
        if place is None or not custom_id or normalized not in self._normalized_ids:
            self.unmatched.append(line)
            return
        group = self._rewritten.get(normalized)
        if group is None:
            self._rewritten[normalized] = _RewrittenLines(custom_id, place, [line])
        elif group.custom_id != custom_id:
            self.unmatched.extend([*group.lines, line])
            self._rewritten[normalized] = _RewrittenLines(None, place, [])
        else:
            group.lines.append(line)
            if group.place.is_open:
                group.place = place
            else:
                group.duplicates += 1

    def match_rewritten(self) -> None:
        """Match lines whose ids the service has rewritten to their requests, if the match is unambiguous."""
        unanswered: defaultdict[str, list[str]] = defaultdict(list)
        if self._rewritten:
            for custom_id in self._requests:
                if custom_id not in self.places and (normalized := _normalize_id(custom_id)) in self._rewritten:
                    unanswered[normalized].append(custom_id)
        for normalized, group in self._rewritten.items():
            if group.custom_id is not None and len(unanswered[normalized]) == 1:
                group.place.is_plain = False  # the output needs the request's own id
                self.places[unanswered[normalized][0]] = group.place
                self.duplicates += group.duplicates
            else:
                self.unmatched.extend(group.lines)
        if self._rewritten:
            self.unmatched = array("Q", sorted(self.unmatched))
            self._rewritten.clear()


def join(
    ids: Iterable[str],
    results: Mapping[str, datetime.datetime],
    output: str | os.PathLike[str],
    unanswered: LineError,
    *,
    unmatched: str | os.PathLike[str] | None = None,
) -> Outcomes:
    """Write one line for every request: its answer, or the reason why it has none.

    A line is `{"custom_id", "response"}` or `{"custom_id", "error"}`; it has both if the answer is not a
    success and the service also wrote an error. Only the positions of results are kept in memory, so
    long answers take no more of it.

    A result line belongs to the request with the same id. A line that matches none belongs to an
    unanswered request whose id differs only in surrounding white space, in Unicode normalization or in
    being a number, provided that no other line's id and no other such request match as well.

    Args:
        ids: The custom_id of each request, in the order of the output.
        results: The output files, then the error files, each with the time when its batch was created.
            If several lines answer a request, the first one counts.
        output: The joined file, which appears whole or stays as it was.
        unanswered: The error for requests that are in no result file.
        unmatched: Where to write the lines that match no request, unchanged. The file appears whole,
            before the output, and only if there are such lines.

    Raises:
        OSError: A file cannot be read or written.
    """
    joined = AtomicFile(output)
    lines: list[bytes] = []
    write = lines.append
    succeeded = undone = 0
    errors: Counter[str] = Counter()
    usages: list[_Usage] = []
    waits: list[int] = []
    endings: list[str] = []
    with contextlib.ExitStack() as stack:
        stack.callback(joined.discard)
        requests = list(ids)
        index = _index(results, requests)
        files = [stack.enter_context(_map_file(path)) for path in results]
        # In whole seconds, as in the answers.
        batch_times = [int(created.timestamp()) for created in results.values()]
        for custom_id in requests:
            if len(lines) == AT_A_TIME or (lines and len(lines[-1]) > LONG):
                joined.file.write(b"".join(lines))
                lines.clear()
            place = index.places.pop(custom_id, None)
            if place is None:
                undone += 1
                errors[str(unanswered.code)] += 1
                write(msgspec.json.encode(_OutputLine(custom_id, error=unanswered)) + b"\n")
                continue
            line = files[place.file_number][place.offset : place.offset + place.length]
            if place.is_plain:
                succeeded += 1
                usage, created = place.usage, place.created
                endings.append(place.ending)
                write(line if line.endswith(b"}\n") else line.strip() + b"\n")
            else:
                line, result = _normalize_line(line, custom_id)
                if result.ok:
                    succeeded += 1
                    endings.append(_finish_reason_of(line))
                else:
                    errors[failure_kind(result)] += 1
                undone += place.is_open
                usage, created = _usage(result), _created_at(result)
                write(line + b"\n")
            if usage is not None:
                usages.append(usage)
            if created is not None:
                waits.append(max(0, int(created) - batch_times[place.file_number]))
        joined.file.write(b"".join(lines))
        _write_unmatched(unmatched, index.unmatched, files)
        joined.commit()
    tokens = {name: [n for n in map(attrgetter(name), usages) if n is not msgspec.UNSET] for name in _TOKENS}
    return Outcomes(
        requests=len(requests),
        succeeded=succeeded,
        failed=len(requests) - succeeded,
        usage={name: sum(values) for name, values in tokens.items() if any(values)},
        ignored=index.duplicates + len(index.unmatched),
        errors=commonest(errors),
        prompt_tokens=histogram(tokens["prompt_tokens"]),
        completion_tokens=histogram(tokens["completion_tokens"]),
        waits=histogram(waits),
        undone=undone,
        finish_reasons=commonest(Counter(filter(None, endings))),
        unmatched=len(index.unmatched),
        cut=index.cut,
    )


def answered_ids(results: Iterable[str | os.PathLike[str]], ids: Iterable[str]) -> set[str]:
    """Return the custom_ids of the requests that have an answer or an error of their own in result files.

    Args:
        results: The result files.
        ids: The custom_id of each request. Lines with rewritten ids are matched as in `join`.

    Raises:
        OSError: A file cannot be read.
    """
    return {custom_id for custom_id, place in _index(results, list(ids)).places.items() if not place.is_open}


def _normalize_id(custom_id: _Id) -> str:
    """Return an id in a form that is the same however a service writes it; empty if it is too long."""
    text = (custom_id if isinstance(custom_id, str) else custom_id.decode()).strip()
    return unicodedata.normalize("NFC", text) if len(text) <= LONGEST_ID else ""


def _write_unmatched(
    path: str | os.PathLike[str] | None, lines: Collection[int], files: list[mmap.mmap | bytes]
) -> None:
    """Write lines unchanged, if there are any; a line may be larger than memory. See `_Index.unmatched`."""
    if path is None or not lines:
        return
    written = AtomicFile(path)
    try:
        for line in lines:
            source, offset = files[line >> 48], line & 2**48 - 1
            end = source.find(b"\n", offset)
            end = len(source) if end < 0 else end
            for at in range(offset, end, SMALL):
                written.file.write(source[at : min(end, at + SMALL)])
            written.file.write(b"\n")
        written.commit()
    finally:
        written.discard()


@contextlib.contextmanager
def _map_file(path: str | os.PathLike[str]) -> Generator[mmap.mmap | bytes]:
    """Provide the bytes of a file: read whole if it is small, else mapped into memory."""
    with open(path, "rb") as file:
        if os.fstat(file.fileno()).st_size <= SMALL:
            yield file.read()  # faster to search; and an empty file can't be mapped
            return
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
            yield mapped


def _index(results: Iterable[str | os.PathLike[str]], requests: Collection[str]) -> _Index:
    """Find the line of each request, and the lines that are of no use."""
    index = _Index(requests)
    for file_number, path in enumerate(results):
        line = b""
        with open(path, "rb", buffering=2**20) as file:
            for offset, line in lines_of(file):
                custom_id: _Id
                place: _Place | None
                try:
                    parsed = _decode(line)
                except _UNREADABLE:
                    if line and is_blank_line(line):
                        continue
                    custom_id, place = _locate(line, file_number, offset)
                else:
                    custom_id, body = parsed.custom_id, parsed.response.body
                    ending = "" if body.choices is None else _finish_reason(body.choices)
                    place = _Place(file_number, offset, len(line), True, False, body.usage, body.created, ending)
                index.add(custom_id, place, file_number, offset)
        index.cut += _is_cut(line)
    index.match_rewritten()
    return index


def _decode(line: bytes) -> _Plain:
    """Decode a plain line; values that msgspec would skip are checked to be valid Unicode, too."""
    if not line.isascii():
        line.decode()
    if b"\\ud" in line:  # may be half of a surrogate pair
        if has_too_many_values(line):
            raise msgspec.DecodeError
        msgspec.json.decode(line)
    return _plain.decode(line)


def _locate(line: bytes, file_number: int, offset: int) -> tuple[_Id, _Place | None]:
    """Return the id of a line that is not plain, and its place; None if it has no outcome of its request.

    Without an outcome the request stays open, so that another batch may answer it.
    """
    parsed = _read_line(line)
    formatted = _format_line(parsed, "")
    if parsed is None or not formatted:
        return _id_of(parsed), None
    error = parse_result(formatted, "").error
    is_open = error is not None and error.code in NOT_DONE
    return _id_of(parsed), _Place(file_number, offset, len(line), is_open=is_open)


def _read_line(line: bytes) -> _Line | None:
    """Read a line, repairing invalid JSON if necessary; None if that isn't possible."""
    if has_too_many_values(line):
        return None
    try:
        try:
            msgspec.json.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError):
            line = repair_json(line)
        return msgspec.json.decode(line, type=_Line)
    except _UNREADABLE:
        return None


def _id_of(line: _Line | None) -> _Id:
    """Return the id of a line; empty if it has none."""
    if line is None:
        return ""
    written = bytes(line.custom_id)
    if written.startswith(b'"'):
        return msgspec.json.decode(written, type=str)
    return written if written[0] in b"-0123456789" else ""


def _format_line(line: _Line | None, custom_id: str) -> bytes:
    """Return a line as the output has it, without its line feed; empty if it has no outcome.

    If it has both a response and an error, the error is left out if the response is an answer, and the
    response is left out if it is blank.
    """
    if line is None:
        return b""
    response = msgspec.UNSET if line.response == _NULL else line.response
    error = msgspec.UNSET if line.error == _NULL else line.error
    if response is msgspec.UNSET and error is msgspec.UNSET:
        return b""
    if response is not msgspec.UNSET and error is not msgspec.UNSET:
        with contextlib.suppress(msgspec.ValidationError):
            parsed = msgspec.json.decode(response, type=_Response)
            if is_answer(parsed.status_code, parsed.body):
                error = msgspec.UNSET
            elif is_blank(parsed.status_code, parsed.body):
                response = msgspec.UNSET
    return msgspec.json.encode(_OutputLine(custom_id, response, error))


def _normalize_line(line: bytes, custom_id: str) -> tuple[bytes, BatchResult]:
    """Return a line that is not plain as the output has it, and the result in it."""
    formatted = _format_line(_read_line(line), custom_id)
    return formatted, parse_result(formatted, "")


def _is_cut(last: bytes) -> bool:
    """Return whether a file's last line is incomplete: it has no line feed and isn't valid JSON."""
    if last.endswith(b"\n") or is_blank_line(last) or has_too_many_values(last):
        return False
    for line in (last, repair_json(last)):
        with contextlib.suppress(*_UNREADABLE):
            msgspec.json.decode(line)
            return False
    return True


def has_failed(line: bytes) -> tuple[str, bool]:
    """Return the custom_id of a line of the output, and whether its request failed, as `join` counts it.

    The id is empty if the line is not a result.
    """
    try:
        return _decode(line).custom_id, False
    except _UNREADABLE:
        parsed = _read_line(line)
    custom_id = _id_of(parsed)
    formatted = _format_line(parsed, "")
    if not formatted or not isinstance(custom_id, str):
        return "", False
    return custom_id, not parse_result(formatted, "").ok


def _finish_reason(choices: list[_Choice]) -> str:
    """Return how a completion ended: the finish_reason of its first choice, or `EMPTY` without content.

    Returns an empty string if there is content, but no finish_reason.
    """
    if not choices:
        return EMPTY
    choice = choices[0]
    reason = choice.finish_reason
    if reason and reason != "stop":
        return reason[:LONGEST_KIND]
    message = choice.message
    # Longer than null, "" or [].
    if message is not None and len(message.content) > 4:
        return "stop" if reason else ""
    parts = [choice.text]
    if message is not None:
        parts += [message.content, message.tool_calls, message.function_call, message.refusal, message.audio]
    if not any(len(part) > 4 or msgspec.json.decode(part) for part in parts):
        return EMPTY
    return "stop" if reason else ""


def _finish_reason_of(line: bytes) -> str:
    """Return how the answer in a line that is not plain ended; see `_finish_reason`."""
    try:
        choices = msgspec.json.decode(line, type=_Ended).response.body.choices
    except msgspec.ValidationError:
        return ""
    return "" if choices is None else _finish_reason(choices)


def _usage(result: BatchResult) -> _Usage | None:
    """Return the tokens of an answer that is not plain, except values that are not as documented."""
    usage = result.usage or {}
    tokens = {name: usage[name] for name in _TOKENS if type(usage.get(name)) is int}
    plausible = {name: count for name, count in tokens.items() if 0 <= count <= MOST_TOKENS}
    return _Usage(**plausible) if plausible else None


def _created_at(result: BatchResult) -> float | None:
    """Return when an answer that is not plain was created, if its time is as documented."""
    match result.body:
        case {"created": int(created) | float(created)} if 0 <= created <= LATEST:
            return created
        case _:
            return None
