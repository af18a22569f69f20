"""Find all differences between a decoded line and its shape in `openapi/lines.yaml`.

A decoder stops at the first fault, but a user wants to see all of them. The shapes are those of the
generated Structs; this module knows none of their keys or values.
"""

from __future__ import annotations

import contextlib
import difflib
import functools
import itertools
import json
import math
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple, cast

import msgspec
from msgspec import inspect

from ..report import Code


class Fault(NamedTuple):
    """One fault of a line.

    Attributes:
        pointer: Where the fault is, as a JSON pointer; empty for the whole line.
        code: The kind of fault.
        message: A sentence that a user can act on.
        of_key: Whether the key at the pointer is at fault, not its value.
        column: The 1-based character at fault, if it is known without the pointer.
    """

    pointer: str
    code: Code
    message: str
    of_key: bool = False
    column: int | None = None


def shape_faults(value: Any, kind: type[msgspec.Struct]) -> Iterator[Fault]:
    """Return the differences between a decoded JSON value and the shape of a generated Struct.

    Args:
        value: The decoded value, made of dicts, lists, strings, numbers, booleans and None.
        kind: The Struct.
    """
    return _faults(value, _describe(kind), "")


def allowed_values(kind: type[msgspec.Struct], name: str) -> tuple[str | int | None, ...]:
    """Return the values that a Struct allows for a field."""
    types = (field.type for field in _describe(kind).fields if field.encode_name == name)
    alternatives = itertools.chain.from_iterable(map(_alternatives, types))
    literals = (alternative for alternative in alternatives if isinstance(alternative, inspect.LiteralType))
    return tuple(value for literal in literals for value in literal.values)


def pointer(*tokens: str | int) -> str:
    """Return the JSON pointer (RFC 6901) with these tokens."""
    return "".join("/" + str(token).replace("~", "~0").replace("/", "~1") for token in tokens)


def similar(name: str, names: Iterable[Any]) -> str | None:
    """Return the one of `names` that `name` was probably meant to be, or None."""
    texts = (text[:100] for text in names if isinstance(text, str))
    return _similar(name[:100], tuple(itertools.islice(texts, 100)))


@functools.lru_cache(1024)  # the same typo is often in every line
def _similar(name: str, names: tuple[str, ...]) -> str | None:
    matches = difflib.get_close_matches(name, names, 1)
    return matches[0] if matches else None


def format_value(value: Any) -> str:
    """Return a value as JSON, or a description of it, short enough for a sentence."""
    if isinstance(value, (dict, list)):
        return _article(_kind_of(value))
    if isinstance(value, (int, float)) and is_too_large(value):
        return "a number too large to be read"
    if isinstance(value, str) and len(value) > 40:
        value = f"{value[:40]}…"
    return json.dumps(value, ensure_ascii=False)


def is_too_large(number: float) -> bool:
    """Return whether a number is too large for a float, as JSON numbers may be."""
    try:
        return math.isinf(number)
    except OverflowError:  # an integer
        return True


@functools.cache
def _describe(kind: type[msgspec.Struct]) -> inspect.StructType:
    return cast("inspect.StructType", inspect.type_info(kind))


_KINDS: Final[dict[type, str]] = {
    type(None): "null",
    bool: "boolean",
    int: "integer",
    float: "number",
    str: "string",
    list: "array",
    dict: "object",
}
_EXPECTED: Final[dict[type[inspect.Type], str]] = {
    inspect.NoneType: "null",
    inspect.BoolType: "boolean",
    inspect.IntType: "integer",
    inspect.FloatType: "number",
    inspect.StrType: "string",
    inspect.ListType: "array",
    inspect.DictType: "object",
    inspect.StructType: "object",
}


def _kind_of(value: Any) -> str:
    return _KINDS[type(value)]


def _article(kind: str) -> str:
    return kind if kind == "null" else f"{'an' if kind[0] in 'aio' else 'a'} {kind}"


def _subject(at: str) -> str:
    """Return what a sentence calls the value at a pointer."""
    *before, last = at.split("/")
    if not last:
        return "the line"
    if last.isdecimal() and before[-1]:
        return f"item {int(last) + 1} of {before[-1]}"
    return last.replace("~1", "/").replace("~0", "~")


def _alternatives(expected: inspect.Type) -> Iterator[inspect.Type]:
    """Yield the types that a type allows, with unions and metadata unwrapped."""
    match expected:
        case inspect.Metadata(type=inner):
            yield from _alternatives(inner)
        case inspect.UnionType(types=types):
            for inner in types:
                yield from _alternatives(inner)
        case _:
            yield expected


def _expected_kind(expected: inspect.Type) -> str:
    if isinstance(expected, inspect.LiteralType):
        return _kind_of(expected.values[0])
    return _EXPECTED[type(expected)]


def _kinds(expected: inspect.Type) -> tuple[str, ...]:
    """Return the kinds of JSON values that a type accepts."""
    kind = _expected_kind(expected)
    return ("number", "integer") if kind == "number" else (kind,)


def _faults(value: Any, expected: inspect.Type, at: str) -> Iterator[Fault]:
    alternatives = list(_alternatives(expected))
    if any(isinstance(alternative, inspect.AnyType) for alternative in alternatives):
        return
    kind = _kind_of(value)
    fitting = [alternative for alternative in alternatives if kind in _kinds(alternative)]
    if not fitting:
        kinds = list(dict.fromkeys(_article(_expected_kind(alternative)) for alternative in alternatives))
        allowed = _one_of(alternatives[0].values) if isinstance(alternatives[0], inspect.LiteralType) else _or(kinds)
        yield Fault(at, "wrong-type", f"{_subject(at)} must be {allowed}, got {_actual(value)}")
        return
    match fitting[0]:
        case inspect.StructType(tag_field=str(tag_field)):
            yield from _tagged_faults(value, tag_field, fitting, at)
        case inspect.StructType() as struct:
            yield from _object_faults(value, struct, at)
        case inspect.ListType() as array:
            yield from _length_faults(value, array, at, "item")
            for number, item in enumerate(value):
                yield from _faults(item, array.item_type, f"{at}/{number}")
        case inspect.StrType() as text:
            yield from _length_faults(value, text, at, "character")
            if text.pattern is not None and not re.search(text.pattern, value):
                what = _description(expected) or f"a string that matches {text.pattern}"
                yield Fault(at, "wrong-value", f"{_subject(at)} must be {what}, got {format_value(value)}")
        case inspect.FloatType(ge=float(least)) if value < least:
            yield Fault(at, "wrong-value", f"{_subject(at)} must be at least {least:g}, got {format_value(value)}")
        case inspect.LiteralType() as literal if value not in literal.values:
            problem = f"must be {_one_of(literal.values)}, got {format_value(value)}"
            hint = _suggestion(value, literal.values)
            yield Fault(at, "wrong-value", f"{_subject(at)} {problem}{hint}")
        case _:
            pass


def _description(expected: inspect.Type) -> str | None:
    """Return the first sentence of a value's description in the document, or None."""
    schema: Any = getattr(expected, "extra_json_schema", None) or {}
    sentence = str(schema.get("description", "")).partition(".")[0]
    return sentence[0].lower() + sentence[1:] if sentence else None


def _actual(value: Any) -> str:
    return format_value(value) if isinstance(value, (bool, float)) else _article(_kind_of(value))


@functools.cache
def _one_of(values: tuple[Any, ...]) -> str:
    words = [format_value(value) for value in values]
    return _or(words) if len(words) < 3 else f"one of {', '.join(words)}"


def _or(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _length_faults(
    value: str | list[Any], expected: inspect.StrType | inspect.ListType, at: str, unit: str
) -> Iterator[Fault]:
    least, most = expected.min_length or 0, expected.max_length
    if len(value) < least or (most is not None and len(value) > most):
        if most is None:
            bounds = f"at least {least:,}"
        else:
            bounds = f"{least:,}" if least == most else f"{least:,} to {most:,}" if least else f"at most {most:,}"
        units = unit if bounds.endswith(" 1") or bounds == "1" else f"{unit}s"
        yield Fault(at, "wrong-length", f"{_subject(at)} must have {bounds} {units}, got {len(value):,}")


def _tagged_faults(value: dict[str, Any], tag_field: str, structs: list[inspect.Type], at: str) -> Iterator[Fault]:
    """Yield the faults of an object whose shape depends on the value of one key."""
    known = {struct.tag: struct for struct in structs if isinstance(struct, inspect.StructType)}
    allowed = _one_of(tuple(known))
    if tag_field not in value:
        yield Fault(at, "missing-key", f"{_subject(at)} has no key {format_value(tag_field)}; it must be {allowed}")
        return
    tag = value[tag_field]
    if isinstance(tag, str) and tag in known:
        yield from _object_faults(value, known[tag], at)
        return
    code: Code = "wrong-value" if isinstance(tag, str) else "wrong-type"
    problem = f"must be {allowed}, got {format_value(tag)}{_suggestion(tag, known)}"
    yield Fault(f"{at}/{tag_field}", code, f"{tag_field} {problem}")


def _object_faults(value: dict[str, Any], struct: inspect.StructType, at: str) -> Iterator[Fault]:
    # Most objects have no fault, even in a faulty line, and this finds that out far faster.
    with contextlib.suppress(msgspec.ValidationError, RecursionError):
        msgspec.convert(value, struct.cls)
        return
    known = {field.encode_name: field for field in struct.fields}
    for name, field in known.items():
        if name in value:
            yield from _faults(value[name], field.type, at + pointer(name))
        elif field.required:
            instead = (
                None if struct.forbid_unknown_fields else similar(name, (key for key in value if key not in known))
            )
            hint = f", but has {format_value(instead)}" if instead else ""
            yield Fault(at, "missing-key", f"{_subject(at)} has no key {format_value(name)}{hint}")
    if not struct.forbid_unknown_fields:
        return
    for name in value:
        if name not in known and name != struct.tag_field:
            missing = [key for key in known if key not in value]
            hint = _suggestion(name, missing) or f"; allowed: {', '.join(known)}"
            yield Fault(at + pointer(name), "unknown-key", f"unknown key {format_value(name)}{hint}", of_key=True)


def _suggestion(value: Any, names: Iterable[Any]) -> str:
    match = similar(value, names) if isinstance(value, str) else None
    return f"; did you mean {format_value(match)}?" if match else ""
