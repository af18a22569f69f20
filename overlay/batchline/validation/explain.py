"""Say of one line everything that is wrong with it: slowly, and only for lines that need it."""

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
_HALF: Final = re.compile("[\ud800-\udfff]")
_HALF_ESCAPED: Final = re.compile(r"\\u[dD][89a-fA-F]")
# An escape: of a pair of halves, of one half, of anything else.
_ESCAPE: Final = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)"
)


class _NotJsonError(ValueError):
    """A constant that Python reads and JSON does not have."""


def _refuse_constant(name: str) -> None:
    raise _NotJsonError(name)


def _integer(digits: str) -> int | float:
    # Python reads no integer of more than 4,300 digits, or of 640 where it is told so; JSON has no limit.
    return int(digits) if len(digits) < 600 else float(digits)


_DECODER: Final = json.JSONDecoder(parse_int=_integer, parse_constant=_refuse_constant)


def explain(
    line: bytes, faults_of: Callable[[dict[str, Any]], Iterable[Fault]]
) -> tuple[str, dict[str, Any], Iterable[Fault]]:
    """Decode a line and find all its faults.

    Args:
        line: The bytes, with or without their line feed.
        faults_of: Says what is wrong with the line's object.

    Returns:
        The line's text, its object (empty where it has none), and the faults, found as they
        are asked for: there may be very many.
    """
    line = line.rstrip(b"\r\n")
    try:
        text = line.decode()
    except UnicodeDecodeError as error:
        column = len(line[: error.start].decode()) + 1
        fault = Fault("", "invalid-utf8", f"the line is not UTF-8{_form(line)}", column=column)
        return line.decode(errors="replace"), {}, [fault]
    faults: list[Fault] = []
    json_text = text
    if text.startswith(_BOM):
        message = "the line begins with a byte-order mark; save the file as UTF-8 without one"
        faults.append(Fault("", "byte-order-mark", message, column=1))
        json_text = text.replace(_BOM, " ", 1)  # so that columns stay what they are
    if _HALF_ESCAPED.search(text):
        lone = next((found for found in _ESCAPE.finditer(text) if found[1]), None)
        if lone:
            message = (
                f"\\{lone[1]} is half of a character, which no text in UTF-8 can hold; write both halves or neither"
            )
            faults.append(Fault("", "lone-surrogate", message, column=lone.start() + 1))
            json_text = _ESCAPE.sub(lambda found: r"\ufffd" if found[1] else found[0], json_text)
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
        found = next(found for found in _CONSTANT.finditer(text) if found[1])
        return text, {}, [*faults, _syntax_fault(text, f"{error} is no JSON; write null", found.start())]
    if not isinstance(value, dict):
        what = "an array" if isinstance(value, list) else "a bare value"
        hint = ": of an array in a file, put each item on a line of its own" if isinstance(value, list) else ""
        message = f"the line is {what}; each line must be one JSON object{hint}"
        return text, {}, [*faults, Fault("", "wrong-type", message)]
    row = cast("dict[str, Any]", value)
    return text, row, itertools.chain(faults, faults_of(row))


_PROBLEMS: Final = {
    "Invalid control character at": "a control character in a string must be an escape, such as \\n",
    "Unterminated string starting at": "the string that begins here is not closed",
    "Expecting property name enclosed in double quotes": "expecting a key in double quotes",
    "Extra data": "there is more after the end of the object",
    "Illegal trailing comma before end of object": "a comma before } is one too many",  # since Python 3.13
    "Illegal trailing comma before end of array": "a comma before ] is one too many",
}


def _syntax_fault(text: str, problem: str, position: int) -> Fault:
    if text.strip() in ("{", "["):
        problem += "; the file looks like JSON over several lines: put each object on a line of its own"
    elif re.match(r"\s*\{\s*'", text):
        problem += "; this looks like a Python dict, write it with json.dumps"
    elif text.startswith(("True", "False", "None"), position):
        problem = "JSON writes true, false and null"
    elif text[position : position + 1] in ("}", "]") and text[:position].rstrip().endswith(","):
        problem = f"a comma before {text[position]} is one too many"
    return Fault("", "invalid-json", f"the line is not JSON: {problem}", column=position + 1)


_FORMS: Final = {
    b"\x1f\x8b": "gzip: unpack it",
    b"PK\x03\x04": "a zip archive or an Excel file: unpack or export it",
    b"\x28\xb5\x2f\xfd": "zstd: unpack it",
    b"PAR1": "Parquet: its suffix is .parquet",
    b"\xff\xfe": "UTF-16: save it as UTF-8",
    b"\xfe\xff": "UTF-16: save it as UTF-8",
}


def _form(line: bytes) -> str:
    """A hint of what a file is that is no text in UTF-8."""
    found = next((what for start, what in _FORMS.items() if line.startswith(start)), None)
    return f"; it looks like {found}" if found else "; save the file as UTF-8"


def issues_of(number: int, text: str, faults: Sequence[Fault]) -> list[Issue]:
    """The faults of a line as the report lists them: by column, with what stands around it."""
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
    """Where the values of pointers are in a text, and with True, their keys; found in one walk."""
    wanted: _Tree = {}
    for one in pointers:
        here = wanted
        for token in one.split("/")[1:]:
            here = here.setdefault(token, {})
    places: _Places = {}
    # What was read once may be too deep from here, or no longer what it was: then less is found.
    with contextlib.suppress(RecursionError, LookupError, ValueError):
        _walk(text, _skip_space(text, text.startswith(_BOM)), "", wanted, places)
    return places


def _walk(text: str, at: int, here: str, wanted: _Tree, places: _Places) -> int:
    """Note where the value at a position is, and what is wanted of its insides; return where it ends."""
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
            token = pointer(_HALF.sub("\ufffd", key))[1:]
            if token in wanted:
                places[f"{here}/{token}", True] = at  # the last one, where a key stands twice, as decoders have it
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
    found = _SPACE.match(text, at)
    return found.end() if found else at
