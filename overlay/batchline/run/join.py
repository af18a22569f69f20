"""Join results to their requests: one line for every request, in the input's order."""

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

EMPTY: Final = "empty"
"""How an answer ended that stopped and has nothing in it."""

LONGEST_ID: Final = 1000
"""Letters. Of a longer id no other spelling is looked for: to normalize a text may take the square of its length."""

_NULL: Final = msgspec.Raw(b"null")
_CANNOT_READ: Final = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)

_Id = str | bytes
"""The custom_id of a line: a text; or a number as it is written, in bytes, which is no request's id as it stands."""


class _Line(msgspec.Struct, gc=False):
    """A line as the service wrote it, its values byte for byte."""

    custom_id: msgspec.Raw
    response: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    error: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET


class _Kept(msgspec.Struct, gc=False):
    """A line of the output."""

    custom_id: str
    response: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    error: msgspec.Raw | LineError | msgspec.UnsetType = msgspec.UNSET


class _Response(msgspec.Struct, gc=False):
    """What a response says, if it is as documented or lacks something."""

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
    """What nearly every line is: an answer, and nothing that the output does not have.

    It takes only what is a success by `is_answer`; whatever it refuses is looked at closely.
    """

    custom_id: str
    response: _Answer


class _EndedBody(msgspec.Struct, gc=False):
    choices: list[_Choice] | None = None


class _EndedResponse(msgspec.Struct, gc=False):
    body: _EndedBody


class _Ended(msgspec.Struct, gc=False):
    """How the answer of a line that is not plain ended."""

    response: _EndedResponse


_plain: Final = msgspec.json.Decoder(_Plain)


class _Place(msgspec.Struct, gc=False):
    """Where the line of a request is, and what it says if it is plain.

    Attributes:
        which: The number of its file.
        offset: The byte where it begins.
        length: How many bytes it has.
        is_plain: Whether the output has it as it is.
        is_open: Whether it only says that the request was not done: another batch may do it.
        usage: The tokens, if it is plain.
        created: When the answer was created, if it is plain and says so.
        ending: How the answer ended, if it is plain and says so; see `_finish_reason`.
    """

    which: int
    offset: int
    length: int
    is_plain: bool = False
    is_open: bool = False
    usage: _Usage | None = None
    created: float | None = None
    ending: str = ""


class _Rewritten(msgspec.Struct, gc=False):
    """Lines whose id differs from that of a request only in how it is written.

    Attributes:
        custom_id: The id as they have it; None where several are as near.
        place: The line that would answer the request.
        lines: Where all of them are; see `_Index`.
        duplicates: How many of them say once more what became of their request.
    """

    custom_id: _Id | None
    place: _Place
    lines: list[int]
    duplicates: int = 0


class _Index:
    """What result files have for some requests. What answers none of them takes eight bytes a line.

    Attributes:
        places: The line of each request.
        duplicates: How many lines say once more what became of their request.
        strangers: Where the lines are that answer no request: the number of the file in the upper 16
            bits, the byte where the line begins in the others.
        cut: How many files end within a line.
    """

    def __init__(self, requests: Collection[str]) -> None:
        self.places: dict[str, _Place] = {}
        self.duplicates = self.cut = 0
        self.strangers = array("Q")
        self._requests = requests
        self._known = set(requests)
        self._forms: set[str] | None = None
        self._rewritten: dict[str, _Rewritten] = {}

    def add(self, custom_id: _Id, place: _Place | None, which: int, offset: int) -> None:
        """Add a line; one that says nothing has no place, but may have an id."""
        if custom_id in self._known:
            if place is not None:
                before = self.places.get(custom_id)
                if before is None or before.is_open:
                    self.places[custom_id] = place
                else:
                    self.duplicates += 1
            return
        line = which << 48 | offset
        if self._forms is None:
            self._forms = set(filter(None, map(_form, self._requests)))
        form = _form(custom_id)
        if place is None or not custom_id or form not in self._forms:
            self.strangers.append(line)
            return
        near = self._rewritten.get(form)
        if near is None:
            self._rewritten[form] = _Rewritten(custom_id, place, [line])
        elif near.custom_id != custom_id:
            self.strangers.extend([*near.lines, line])
            self._rewritten[form] = _Rewritten(None, place, [])
        else:
            near.lines.append(line)
            if near.place.is_open:
                near.place = place
            else:
                near.duplicates += 1

    def match_rewritten(self) -> None:
        """Give lines whose ids a service has rewritten to their requests, where there is no doubt."""
        unanswered: defaultdict[str, list[str]] = defaultdict(list)
        if self._rewritten:
            for one in self._requests:
                if one not in self.places and (form := _form(one)) in self._rewritten:
                    unanswered[form].append(one)
        for form, near in self._rewritten.items():
            if near.custom_id is not None and len(unanswered[form]) == 1:
                near.place.is_plain = False  # the output has another id than the line
                self.places[unanswered[form][0]] = near.place
                self.duplicates += near.duplicates
            else:
                self.strangers.extend(near.lines)
        if self._rewritten:
            self.strangers = array("Q", sorted(self.strangers))
            self._rewritten.clear()


def join(
    ids: Iterable[str],
    results: Mapping[str, datetime.datetime],
    output: str | os.PathLike[str],
    unanswered: LineError,
    *,
    unmatched: str | os.PathLike[str] | None = None,
) -> Outcomes:
    """Write one line for every request: its answer, or what is known of why it has none.

    That is `{"custom_id", "response"}`, `{"custom_id", "error"}`, or both where an answer is no success
    and the service says more about it. Of the results only their places are kept in memory, so that
    long answers do not count.

    A line answers the request that has its id. What is left over answers a request whose id differs
    only in white space around it, in its Unicode normalization or in being a number, where both are
    the only ones of their kind.

    Args:
        ids: The custom_id of each request, in the order of the output.
        results: The output files and the error files, in this order, each with when its batch was
            created. Of lines that answer the same request, the first counts.
        output: The joined file, which appears whole or stays as it was.
        unanswered: The error of a request that is in no result file.
        unmatched: Where to write the lines that match no request, as they are. The file appears
            whole, before the output, and only if there are any.

    Raises:
        OSError: A file cannot be read or written.
    """
    joined = AtomicFile(output)
    lines: list[bytes] = []
    write = lines.append
    succeeded = undone = 0
    errors: Counter[str] = Counter()
    used: list[_Usage] = []
    waits: list[int] = []
    endings: list[str] = []
    with contextlib.ExitStack() as stack:
        stack.callback(joined.discard)
        requests = list(ids)
        index = _index(results, requests)
        files = [stack.enter_context(_map_file(path)) for path in results]
        began = [int(created.timestamp()) for created in results.values()]  # as answers have it: in whole seconds
        for custom_id in requests:
            if len(lines) == AT_A_TIME or (lines and len(lines[-1]) > LONG):
                joined.file.write(b"".join(lines))
                lines.clear()
            place = index.places.pop(custom_id, None)
            if place is None:
                undone += 1
                errors[str(unanswered.code)] += 1
                write(msgspec.json.encode(_Kept(custom_id, error=unanswered)) + b"\n")
                continue
            line = files[place.which][place.offset : place.offset + place.length]
            if place.is_plain:
                succeeded += 1
                usage, created = place.usage, place.created
                endings.append(place.ending)
                write(line if line.endswith(b"}\n") else line.strip() + b"\n")
            else:
                line, result = _settle(line, custom_id)
                if result.ok:
                    succeeded += 1
                    endings.append(_finish_reason_of(line))
                else:
                    errors[failure_kind(result)] += 1
                undone += place.is_open
                usage, created = _usage(result), _created_at(result)
                write(line + b"\n")
            if usage is not None:
                used.append(usage)
            if created is not None:
                waits.append(max(0, int(created) - began[place.which]))
        joined.file.write(b"".join(lines))
        _write_unmatched(unmatched, index.strangers, files)
        joined.commit()
    tokens = {name: [n for n in map(attrgetter(name), used) if n is not msgspec.UNSET] for name in _TOKENS}
    return Outcomes(
        requests=len(requests),
        succeeded=succeeded,
        failed=len(requests) - succeeded,
        usage={name: sum(values) for name, values in tokens.items() if any(values)},
        ignored=index.duplicates + len(index.strangers),
        errors=commonest(errors),
        prompt_tokens=histogram(tokens["prompt_tokens"]),
        completion_tokens=histogram(tokens["completion_tokens"]),
        waits=histogram(waits),
        undone=undone,
        finish_reasons=commonest(Counter(filter(None, endings))),
        unmatched=len(index.strangers),
        cut=index.cut,
    )


def answered(results: Iterable[str | os.PathLike[str]], ids: Iterable[str]) -> set[str]:
    """Return the custom_ids of the requests that have an answer or an error of their own in result files.

    Args:
        results: The result files.
        ids: The custom_id of each request. Lines whose ids were rewritten count for their requests, as in
            `join`.

    Raises:
        OSError: A file cannot be read.
    """
    return {one for one, place in _index(results, list(ids)).places.items() if not place.is_open}


def _form(custom_id: _Id) -> str:
    """Return what an id is however a service writes it; nothing for one that is too long to tell."""
    text = (custom_id if isinstance(custom_id, str) else custom_id.decode()).strip()
    return unicodedata.normalize("NFC", text) if len(text) <= LONGEST_ID else ""


def _write_unmatched(
    path: str | os.PathLike[str] | None, lines: Collection[int], files: list[mmap.mmap | bytes]
) -> None:
    """Write lines as they are, if there are any; a line may be too long for memory. See `_Index` for where they are."""
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
    """The bytes of a file, read where they are looked at."""
    with open(path, "rb") as file:
        if os.fstat(file.fileno()).st_size <= SMALL:
            yield file.read()  # which is faster to look into, and nothing at all cannot be mapped
            return
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
            yield mapped


def _index(results: Iterable[str | os.PathLike[str]], requests: Collection[str]) -> _Index:
    """Find where the line of each request is, and which lines are of no use."""
    index = _Index(requests)
    for which, path in enumerate(results):
        line = b""
        with open(path, "rb", buffering=2**20) as file:
            for offset, line in lines_of(file):
                custom_id: _Id
                place: _Place | None
                try:
                    found = _decode(line)
                except _CANNOT_READ:
                    if line and is_blank_line(line):
                        continue
                    custom_id, place = _look_at(line, which, offset)
                else:
                    custom_id, body = found.custom_id, found.response.body
                    ending = "" if body.choices is None else _finish_reason(body.choices)
                    place = _Place(which, offset, len(line), True, False, body.usage, body.created, ending)
                index.add(custom_id, place, which, offset)
        index.cut += _is_cut(line)
    index.match_rewritten()
    return index


def _decode(line: bytes) -> _Plain:
    """A line that is nothing but an answer; what of it nobody asks for is text, too."""
    if not line.isascii():
        line.decode()
    if b"\\ud" in line:  # perhaps half of a surrogate pair
        if has_too_many_values(line):
            raise msgspec.DecodeError
        msgspec.json.decode(line)
    return _plain.decode(line)


def _look_at(line: bytes, which: int, offset: int) -> tuple[_Id, _Place | None]:
    """Tell whose a line is that is not plain, and its place if it says what became of its request.

    Where it says nothing, its request is open, and another batch may answer it.
    """
    found = _read_line(line)
    kept = _output_line(found, "")
    if found is None or not kept:
        return _id_of(found), None
    error = parse_result(kept, "").error
    is_open = error is not None and error.code in NOT_DONE
    return _id_of(found), _Place(which, offset, len(line), is_open=is_open)


def _read_line(line: bytes) -> _Line | None:
    """Read a line as it is, or as it would be if it were JSON; None where that cannot be."""
    if has_too_many_values(line):
        return None
    try:
        try:
            msgspec.json.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError):
            line = repair_json(line)
        return msgspec.json.decode(line, type=_Line)
    except _CANNOT_READ:
        return None


def _id_of(line: _Line | None) -> _Id:
    """Return the id of a line; empty where it has none."""
    if line is None:
        return ""
    written = bytes(line.custom_id)
    if written.startswith(b'"'):
        return msgspec.json.decode(written, type=str)
    return written if written[0] in b"-0123456789" else ""


def _output_line(line: _Line | None, custom_id: str) -> bytes:
    """Return what the output has of a line, without its line feed; nothing where it says nothing.

    An error beside an answer is left out, and so is a response beside an error if it says nothing.
    """
    if line is None:
        return b""
    response = msgspec.UNSET if line.response == _NULL else line.response
    error = msgspec.UNSET if line.error == _NULL else line.error
    if response is msgspec.UNSET and error is msgspec.UNSET:
        return b""
    if response is not msgspec.UNSET and error is not msgspec.UNSET:
        with contextlib.suppress(msgspec.ValidationError):
            said = msgspec.json.decode(response, type=_Response)
            if is_answer(said.status_code, said.body):
                error = msgspec.UNSET
            elif is_blank(said.status_code, said.body):
                response = msgspec.UNSET
    return msgspec.json.encode(_Kept(custom_id, response, error))


def _settle(line: bytes, custom_id: str) -> tuple[bytes, BatchResult]:
    """Return what the output has of the line of a request that is not plain, and what that says."""
    kept = _output_line(_read_line(line), custom_id)
    return kept, parse_result(kept, "")


def _is_cut(last: bytes) -> bool:
    """Whether a file ends in the middle of its last line: it has no line feed and is no JSON."""
    if last.endswith(b"\n") or is_blank_line(last) or has_too_many_values(last):
        return False
    for line in (last, repair_json(last)):
        with contextlib.suppress(*_CANNOT_READ):
            msgspec.json.decode(line)
            return False
    return True


def has_failed(line: bytes) -> tuple[str, bool]:
    """Tell whose a line of the output is, and whether its request failed: as `join` counts it.

    The id is empty where the line is no result.
    """
    try:
        return _decode(line).custom_id, False
    except _CANNOT_READ:
        found = _read_line(line)
    custom_id = _id_of(found)
    kept = _output_line(found, "")
    if not kept or not isinstance(custom_id, str):
        return "", False
    return custom_id, not parse_result(kept, "").ok


def _finish_reason(choices: list[_Choice]) -> str:
    """Tell how a completion ended: the finish_reason of its first choice, or `empty`.

    It is an empty text where there is something in the answer, but no finish_reason.
    """
    if not choices:
        return EMPTY
    choice = choices[0]
    reason = choice.finish_reason
    if reason and reason != "stop":
        return reason[:LONGEST_KIND]
    message = choice.message
    if message is not None and len(message.content) > 4:  # more than null, or an empty text or list
        return "stop" if reason else ""
    parts = [choice.text]
    if message is not None:
        parts += [message.content, message.tool_calls, message.function_call, message.refusal, message.audio]
    if not any(len(part) > 4 or msgspec.json.decode(part) for part in parts):
        return EMPTY
    return "stop" if reason else ""


def _finish_reason_of(line: bytes) -> str:
    """Tell how the answer of a line ended that is not plain."""
    try:
        choices = msgspec.json.decode(line, type=_Ended).response.body.choices
    except msgspec.ValidationError:
        return ""
    return "" if choices is None else _finish_reason(choices)


def _usage(result: BatchResult) -> _Usage | None:
    """Return the tokens of an answer that is not plain: what of them is as documented."""
    usage = result.usage or {}
    tokens = {name: usage[name] for name in _TOKENS if type(usage.get(name)) is int}
    plausible = {name: count for name, count in tokens.items() if 0 <= count <= MOST_TOKENS}
    return _Usage(**plausible) if plausible else None


def _created_at(result: BatchResult) -> float | None:
    """Return when an answer was created that is not plain, if that is as documented."""
    match result.body:
        case {"created": int(created) | float(created)} if 0 <= created <= LATEST:
            return created
        case _:
            return None
