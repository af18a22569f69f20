"""Find everything that is wrong with a line: slow, so only for lines that the fast path refuses."""

from __future__ import annotations

import contextlib
import itertools
import json
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, cast

from ..report import EXCERPT, Issue
from .schema_errors import Fault, pointer

_BOM: Final = "\ufeff"
_SPACE: Final = re.compile(r"[ \t\r\n]*")
_CONSTANT: Final = re.compile(r'"(?:[^"\\]|\\.)*+"|(NaN|-?Infinity)')
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_ESCAPED_SURROGATE: Final = re.compile(r"\\u[dD][89a-fA-F]")
# An escape: a surrogate pair, a lone surrogate (the only group) or anything else.
_ESCAPE: Final = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)"
)


class _NotJsonError(ValueError):
    """A constant that Python accepts but JSON does not have, such as NaN."""


def _refuse_constant(name: str) -> None:
    raise _NotJsonError(name)


def _integer(digits: str) -> int | float:
    # JSON has no limit, but Python's is 4,300 digits, or as low as 640 if so configured.
    return int(digits) if len(digits) < 600 else float(digits)


_DECODER: Final = json.JSONDecoder(parse_int=_integer, parse_constant=_refuse_constant)


def explain(
    line: bytes, faults_of: Callable[[dict[str, Any]], Iterable[Fault]]
) -> tuple[str, dict[str, Any], Iterable[Fault]]:
    """Decode a line and find all its faults.

    Args:
        line: The bytes, with or without the line feed.
        faults_of: Returns the faults of the line's object.

    Returns:
        The line's text, its object (empty if it has none), and the faults, which are found lazily
        since there may be very many.
    """
    line = line.rstrip(b"\r\n")
    try:
        text = line.decode()
    except UnicodeDecodeError as error:
        column = len(line[: error.start].decode()) + 1
        fault = Fault("", "invalid-utf8", f"the line is not UTF-8{_encoding_hint(line)}", column=column)
        return line.decode(errors="replace"), {}, [fault]
    faults: list[Fault] = []
    json_text = text
    if text.startswith(_BOM):
        message = "the line begins with a byte-order mark; save the file as UTF-8 without one"
        faults.append(Fault("", "byte-order-mark", message, column=1))
        json_text = text.replace(_BOM, " ", 1)  # keeps the columns
    if _ESCAPED_SURROGATE.search(text):
        lone = next((escape for escape in _ESCAPE.finditer(text) if escape[1]), None)
        if lone:
            message = f"\\{lone[1]} is half of a surrogate pair, which UTF-8 can't encode; write both halves or neither"
            faults.append(Fault("", "lone-surrogate", message, column=lone.start() + 1))
            json_text = _ESCAPE.sub(lambda escape: r"\ufffd" if escape[1] else escape[0], json_text)
    try:
        value: Any = _DECODER.decode(json_text)
    except RecursionError:
        return text, {}, [*faults, Fault("", "too-deep", "the line is nested too deeply to be read")]
    except json.JSONDecodeError as error:
        return (
            text,
            {},
            [*faults, _syntax_fault(text, _PROBLEMS.get(error.msg, error.msg[0].lower() + error.msg[1:]), error.pos)],
        )
    except _NotJsonError as error:
        constant = next(constant for constant in _CONSTANT.finditer(text) if constant[1])
        return text, {}, [*faults, _syntax_fault(text, f"{error} isn't valid JSON; use null", constant.start())]
    if not isinstance(value, dict):
        what = "an array" if isinstance(value, list) else "a bare value"
        hint = "; put each item on a line of its own" if isinstance(value, list) else ""
        message = f"each line must be one JSON object, got {what}{hint}"
        return text, {}, [*faults, Fault("", "wrong-type", message)]
    row = cast("dict[str, Any]", value)
    return text, row, itertools.chain(faults, faults_of(row))


_PROBLEMS: Final = {
    "Invalid control character at": "a control character in a string must be escaped, for example as \\n",
    "Unterminated string starting at": "the string that begins here is not closed",
    "Expecting property name enclosed in double quotes": "expecting a key in double quotes",
    "Extra data": "unexpected text after the end of the object",
    "Illegal trailing comma before end of object": "trailing comma before }",  # since Python 3.13
    "Illegal trailing comma before end of array": "trailing comma before ]",
}


def _syntax_fault(text: str, problem: str, position: int) -> Fault:
    if text.strip() in ("{", "["):
        problem += "; the file looks like JSON spread over several lines: put each object on a line of its own"
    elif re.match(r"\s*\{\s*'", text):
        problem += "; this looks like a Python dict: write it with json.dumps"
    elif text.startswith(("True", "False", "None"), position):
        problem = "True, False and None aren't valid JSON; use true, false and null"
    elif text[position : position + 1] in ("}", "]") and text[:position].rstrip().endswith(","):
        problem = f"trailing comma before {text[position]}"
    return Fault("", "invalid-json", f"the line is not JSON: {problem}", column=position + 1)


_FILE_TYPES: Final = {
    b"\x1f\x8b": "gzip: unpack it",
    b"PK\x03\x04": "a zip archive or an Excel file: unpack or export it",
    b"\x28\xb5\x2f\xfd": "zstd: unpack it",
    b"PAR1": "Parquet: its suffix must be .parquet",
    b"\xff\xfe": "UTF-16: save it as UTF-8",
    b"\xfe\xff": "UTF-16: save it as UTF-8",
}


def _encoding_hint(line: bytes) -> str:
    """Return a hint about what a file that is not UTF-8 may be."""
    file_type = next((name for magic, name in _FILE_TYPES.items() if line.startswith(magic)), None)
    return f"; it looks like {file_type}" if file_type else "; save the file as UTF-8"


def issues_of(number: int, text: str, faults: Sequence[Fault]) -> list[Issue]:
    """Return the faults of a line as the report lists them: sorted by column, each with an excerpt."""
    places = _places(text, {fault.pointer for fault in faults if fault.column is None})
    issues: list[Issue] = []
    for fault in faults:
        column = fault.column or places.get((fault.pointer, fault.of_key), 0) + 1
        start = max(0, column - 1 - EXCERPT // 2)
        excerpt = text[start : start + EXCERPT]
        issues.append(Issue(number, fault.pointer, fault.code, fault.message, column, excerpt))
    return sorted(issues, key=lambda issue: issue.column or 0)


_Tree = dict[str, "_Tree"]
_Places = dict[tuple[str, bool], int]


def _places(text: str, pointers: Iterable[str]) -> _Places:
    """Return where the values (False) and the keys (True) of pointers are in a text, in one walk."""
    wanted: _Tree = {}
    for path in pointers:
        here = wanted
        for token in path.split("/")[1:]:
            here = here.setdefault(token, {})
    places: _Places = {}
    # A line that could be decoded before may be too deep for the stack here, or may have changed
    # since: then fewer places are found.
    with contextlib.suppress(RecursionError, LookupError, ValueError):
        _walk(text, _skip_space(text, text.startswith(_BOM)), "", wanted, places)
    return places


def _walk(text: str, at: int, here: str, wanted: _Tree, places: _Places) -> int:
    """Record where a value and the wanted values inside it are; return where it ends."""
    places[here, False] = at
    if not wanted or text[at] not in "{[":
        return _skip_space(text, _DECODER.raw_decode(text, at)[1])
    is_object = text[at] == "{"
    at = _skip_space(text, at + 1)
    number = 0
    while text[at] not in "}]":
        token = str(number)
        if is_object:
            key, end = _DECODER.raw_decode(text, at)
            token = pointer(_SURROGATE.sub("\ufffd", key))[1:]
            if token in wanted:
                # The last one counts if a key is repeated, as in decoders.
                places[f"{here}/{token}", True] = at
            at = _skip_space(text, _skip_space(text, end) + 1)
        if token in wanted:
            at = _walk(text, at, f"{here}/{token}", wanted[token], places)
        else:
            at = _skip_space(text, _DECODER.raw_decode(text, at)[1])
        if text[at] == ",":
            at = _skip_space(text, at + 1)
        number += 1
    return _skip_space(text, at + 1)


def _skip_space(text: str, at: int) -> int:
    space = _SPACE.match(text, at)
    return space.end() if space else at
