"""Read the lines of output files and error files."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any, BinaryIO, Final, cast

import msgspec

from batchline_lines import LineError, LineResponse

from ..errors import ResponseError
from ..validation.blocks import has_too_many_values, is_blank_line

MAX_LINE: Final = 64 * 2**20
"""Bytes of a line. An answer of a model has some hundred KB at most; what does not end is no line."""

LONGEST_INTEGER: Final = 600
"""Digits. Python reads no integer of more than 4,300, or of 640 where it is told so."""

LONGEST_KIND: Final = 64
"""Letters of the kind under which a failure is counted: a service may name its errors as it likes."""

NO_ANSWER: Final = "no_answer"
"""The kind of a failure without a name where the endpoint gave nothing: no status, status 0, or no body in a 2xx."""


class BatchResult(msgspec.Struct, frozen=True):
    """What became of one request.

    Attributes:
        custom_id: The request; empty where the line could not be read.
        status_code: The HTTP status of the endpoint's answer; None where there is none.
        body: The endpoint's answer.
        error: Why there is no answer, if the service says so beside the endpoint's answer or in
            place of it; its `code` is `unreadable` where the line could not be read.
    """

    custom_id: str
    status_code: int | None = None
    body: Any = None
    error: LineError | None = None

    @property
    def ok(self) -> bool:
        """Whether the request succeeded: it has an answer."""
        return self.error is None and is_answer(self.status_code, self.body)

    @property
    def text(self) -> str | None:
        """The first choice's text of a chat or text completion, or the text of audio; None where there is none."""
        match self.body:
            case (
                {"choices": [{"message": {"content": str(text)}}, *_]}
                | {"choices": [{"text": str(text)}, *_]}
                | {"text": str(text)}
            ):
                return text
            case _:
                return None

    @property
    def usage(self) -> dict[str, Any] | None:
        """The tokens that the request used, as the endpoint counts them."""
        match self.body:
            case {"usage": dict()}:
                return cast("dict[str, Any]", self.body["usage"])
            case _:
                return None


def is_answer(status_code: int | None, body: Any) -> bool:
    """Whether this is an answer: status 2xx, and a body without an `error`.

    Everything that counts successes follows this one rule.
    """
    return status_code is not None and 200 <= status_code < 300 and body is not None and error_in(body) is None


def is_blank(status_code: int | None, body: Any) -> bool:
    """Whether a response says nothing: no status or status 0, and no body or an empty one."""
    return not status_code and body in (None, {})


def error_in(body: Any) -> Any:
    """The `error` of an endpoint's body; None where it has none."""
    match body:
        case {"error": error}:
            return error
        case _:
            return None


def failure_kind(result: BatchResult) -> str:
    """The kind under which a failure is counted.

    That is the error's code if it has one. Else it is `no_answer` where the endpoint gave nothing, the
    `code` or `type` of an error in a body of status 2xx, or the status.
    """
    code = result.error.code if result.error else None
    if code not in (None, msgspec.UNSET, ""):
        return str(code)[:LONGEST_KIND]
    status = result.status_code
    if not status:
        return NO_ANSWER
    if not 200 <= status < 300:
        return str(status)
    if result.body is None:
        return NO_ANSWER
    match error_in(result.body):
        case {"code": str(kind)} if 0 < len(kind) <= LONGEST_KIND:
            return kind
        case {"type": str(kind)} if 0 < len(kind) <= LONGEST_KIND:
            return kind
        case _:
            return "error"


class _Tolerant(msgspec.Struct, gc=False):
    """A line whose answer is as documented, whatever its error is."""

    custom_id: str | int
    response: LineResponse | msgspec.UnsetType | None = msgspec.UNSET
    error: Any = None


def parse_result(line: bytes, place: str) -> BatchResult:
    """Read a line. One that cannot be read is a result too: its error says so.

    An error beside an answer says nothing about the request, and is dropped; so is a response beside
    an error if it says nothing.

    Args:
        line: The line.
        place: Where it stands, for the error.
    """
    if has_too_many_values(line):
        return BatchResult("", error=LineError(message=f"{place} has too many values to read", code="unreadable"))
    try:
        try:
            result = msgspec.json.decode(line, type=_Tolerant)
        except (msgspec.DecodeError, UnicodeDecodeError):
            result = msgspec.json.decode(repair_json(line), type=_Tolerant)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return _odd_result(line, f"{place} is not a result: {error}", place)
    custom_id = str(result.custom_id)
    if result.response:
        status = result.response.status_code
        body = None if result.response.body is msgspec.UNSET else result.response.body
        if result.error is None or is_answer(status, body):
            return BatchResult(custom_id, status, body)
        if not is_blank(status, body):
            return BatchResult(custom_id, status, body, _error(result.error, place, None))
    if result.error is None:
        return BatchResult(custom_id, error=LineError(message=f"{place} is empty", code="unreadable"))
    return BatchResult(custom_id, error=_error(result.error, place))


def _error(error: Any, place: str, code: str | None = "unreadable") -> LineError:
    """The error of a line; with this code where it is not as documented."""
    match error:
        case {"error": {"message": _} as inner} if "message" not in error:
            error = inner  # as the body of an endpoint's answer has it
        case _:
            pass
    try:
        return msgspec.convert(error, LineError)
    except msgspec.ValidationError as problem:
        message = error if isinstance(error, str) else f"{place} has an odd error: {problem}"
        return LineError(message=message, code=code)


class _Odd(msgspec.Struct, gc=False):
    custom_id: str | int
    error: Any = None


def _odd_result(line: bytes, problem: str, place: str) -> BatchResult:
    """What can be said of a line whose answer is not as documented: whose it is, and its error."""
    try:
        found = msgspec.json.decode(line, type=_Odd)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return BatchResult("", error=LineError(message=problem, code="unreadable"))
    error = LineError(message=problem, code="unreadable") if found.error is None else _error(found.error, place)
    return BatchResult(str(found.custom_id), error=error)


def repair_json(line: bytes) -> bytes:
    """Return a line that is nearly JSON, or has numbers out of range, as JSON; unchanged if that is impossible.

    Some services write `NaN` and `Infinity`, which become null, and so do numbers as large as 1e999;
    half of a surrogate pair or bytes that are no UTF-8, which become U+FFFD; control characters as they
    are, or a byte order mark.
    Such an answer was paid for, too.
    """
    try:
        text = line.decode("utf-8-sig", "replace")
        value = json.loads(text, parse_constant=lambda _: None, parse_float=_finite, parse_int=_integer, strict=False)
    except (ValueError, RecursionError):
        return line
    text = json.dumps(value, ensure_ascii=False)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()


def _finite(text: str) -> float | None:
    number = float(text)
    return number if math.isfinite(number) else None


def _integer(text: str) -> int | float | None:
    return int(text) if len(text) < LONGEST_INTEGER else _finite(text)


class LineSplitter:
    """Cuts chunks of bytes into lines, however the chunks fall."""

    def __init__(self) -> None:
        self._rest: list[bytes] = []
        self._length = 0
        self._number = 0

    def feed(self, chunk: bytes) -> Iterator[tuple[int, bytes]]:
        """The lines that a chunk completes, each with its 1-based number; blank ones are left out.

        Args:
            chunk: The next bytes; an empty chunk ends the last line.

        Raises:
            ResponseError: A line does not end.
        """
        head, newline, tail = chunk.rpartition(b"\n")
        if not newline and chunk:
            self._rest.append(chunk)
            self._length += len(chunk)
            if self._length > MAX_LINE:
                raise ResponseError(f"Line {self._number + 1} of the results has more than {MAX_LINE:,} bytes.")
            return
        self._length = len(tail)
        block = b"".join([*self._rest, head])
        self._rest = [tail] if tail else []
        if not chunk:
            self._rest = []
        for line in block.split(b"\n"):
            self._number += 1
            if not is_blank_line(line):
                yield self._number, line


def lines_of(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines of a file, each with the byte where it begins; one that is too long to be one comes empty."""
    offset = 0
    while line := file.readline(MAX_LINE):
        size = len(line)
        if size >= MAX_LINE and not line.endswith(b"\n"):
            line = b""
            while more := file.readline(MAX_LINE):
                size += len(more)
                if more.endswith(b"\n"):
                    break
        yield offset, line
        offset += size
