"""Parse the lines of output files and error files."""

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
"""Bytes. A model's answer takes a few hundred KB at most, so a longer line is treated as broken."""

LONGEST_INTEGER: Final = 600
"""Digits. Longer integers are read as floats, since Python's limit is 4,300, or as low as 640 if so configured."""

LONGEST_KIND: Final = 64
"""Characters of the kind that a failure is counted under; services may choose names of any length."""

NO_ANSWER: Final = "no_answer"
"""The kind of an unnamed failure without an answer: no status, status 0, or status 2xx without a body."""


class BatchResult(msgspec.Struct, frozen=True):
    """The outcome of one request.

    Attributes:
        custom_id: The id of the request; empty if the line could not be parsed.
        status_code: The HTTP status of the endpoint's answer; None if there is no answer.
        body: The body of the endpoint's answer.
        error: Why the request failed, if the service says so next to the endpoint's answer or
            instead of it; its `code` is `unreadable` if the line could not be parsed.
    """

    custom_id: str
    status_code: int | None = None
    body: Any = None
    error: LineError | None = None

    @property
    def ok(self) -> bool:
        """Whether the request succeeded."""
        return self.error is None and is_answer(self.status_code, self.body)

    @property
    def text(self) -> str | None:
        """The text of a completion's first choice or of a transcription; None if there is none."""
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
        """The tokens that the request used, as counted by the endpoint; None if it reports none."""
        match self.body:
            case {"usage": dict()}:
                return cast("dict[str, Any]", self.body["usage"])
            case _:
                return None


def is_answer(status_code: int | None, body: Any) -> bool:
    """Return whether a response is a success: status 2xx and a body without an `error`.

    Everything that counts successes uses this rule.
    """
    return status_code is not None and 200 <= status_code < 300 and body is not None and error_in(body) is None


def is_blank(status_code: int | None, body: Any) -> bool:
    """Return whether a response is blank: no status or status 0, and no body or an empty one."""
    return not status_code and body in (None, {})


def error_in(body: Any) -> Any:
    """Return the `error` in a response body; None if there is none."""
    match body:
        case {"error": error}:
            return error
        case _:
            return None


def failure_kind(result: BatchResult) -> str:
    """Return the kind that a failure is counted under.

    This is the error's code if it has one. Otherwise it is `no_answer` if the endpoint returned
    nothing, the status if that is not 2xx, or the `code` or `type` of the error in the body.
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


class _LineWithAnyError(msgspec.Struct, gc=False):
    """A line whose response is as documented; its error may be anything."""

    custom_id: str | int
    response: LineResponse | msgspec.UnsetType | None = msgspec.UNSET
    error: Any = None


def parse_result(line: bytes, place: str) -> BatchResult:
    """Parse a line. A line that cannot be parsed gives a result whose error says so.

    An error next to a successful response is dropped, and so is a blank response next to an error.

    Args:
        line: The line.
        place: What to call the line in errors, such as `line 3`.
    """
    if has_too_many_values(line):
        return BatchResult("", error=LineError(message=f"{place} has too many values to read", code="unreadable"))
    try:
        try:
            result = msgspec.json.decode(line, type=_LineWithAnyError)
        except (msgspec.DecodeError, UnicodeDecodeError):
            result = msgspec.json.decode(repair_json(line), type=_LineWithAnyError)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return _partial_result(line, f"{place} is not a result: {error}", place)
    custom_id = str(result.custom_id)
    if result.response:
        status = result.response.status_code
        body = None if result.response.body is msgspec.UNSET else result.response.body
        if result.error is None or is_answer(status, body):
            return BatchResult(custom_id, status, body)
        if not is_blank(status, body):
            return BatchResult(custom_id, status, body, _error(result.error, place, None))
    if result.error is None:
        return BatchResult(
            custom_id, error=LineError(message=f"{place} has no response and no error", code="unreadable")
        )
    return BatchResult(custom_id, error=_error(result.error, place))


def _error(error: Any, place: str, code: str | None = "unreadable") -> LineError:
    """Return the error of a line; one that is not as documented gets `code`."""
    match error:
        case {"error": {"message": _} as inner} if "message" not in error:
            error = inner  # nested as in a response body
        case _:
            pass
    try:
        return msgspec.convert(error, LineError)
    except msgspec.ValidationError as problem:
        message = error if isinstance(error, str) else f"{place} has a malformed error: {problem}"
        return LineError(message=message, code=code)


class _LineWithAnyResponse(msgspec.Struct, gc=False):
    custom_id: str | int
    error: Any = None


def _partial_result(line: bytes, problem: str, place: str) -> BatchResult:
    """Return the id and the error of a line whose response is not as documented."""
    try:
        parsed = msgspec.json.decode(line, type=_LineWithAnyResponse)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return BatchResult("", error=LineError(message=problem, code="unreadable"))
    error = LineError(message=problem, code="unreadable") if parsed.error is None else _error(parsed.error, place)
    return BatchResult(str(parsed.custom_id), error=error)


def repair_json(line: bytes) -> bytes:
    """Return a line that is almost JSON as valid JSON; unchanged if it can't be repaired.

    `NaN`, `Infinity` and numbers out of range, such as 1e999, become null. Lone surrogates and
    invalid UTF-8 become U+FFFD. Raw control characters are escaped, and a byte-order mark is removed.
    Some services write such lines, and the answers in them were paid for.
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
    """Splits chunks of bytes into lines, wherever the chunks are cut."""

    def __init__(self) -> None:
        self._rest: list[bytes] = []
        self._length = 0
        self._number = 0

    def feed(self, chunk: bytes) -> Iterator[tuple[int, bytes]]:
        """Yield the lines that a chunk completes, each with its 1-based number; skip blank lines.

        Args:
            chunk: The next bytes; an empty chunk ends the last line.

        Raises:
            ResponseError: A line has more than `MAX_LINE` bytes.
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
    """Yield the lines of a file, each with the offset of its first byte; replace overlong lines by empty ones."""
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
