"""Everything in which a decoded line differs from the shape that `openapi/lines.yaml` gives it.

A decoder stops at the first fault; a person wants to know all of them. The shapes are those of
the generated Structs: nothing here knows a key or a value of them.
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
        pointer: Where, as a JSON pointer; empty for the whole line.
        code: The kind of fault.
        message: A sentence that a person can act on.
        of_key: Whether the key at that place is at fault, not its value.
        column: The 1-based character at fault, where that is known without the pointer.
    """

    pointer: str
    code: Code
    message: str
    of_key: bool = False
    column: int | None = None


def shape_faults(value: Any, kind: type[msgspec.Struct]) -> Iterator[Fault]:
    """Compare a decoded JSON value with a generated Struct.

    Args:
        value: What a JSON decoder gave: of dicts, lists, strings, numbers, booleans and None.
        kind: The Struct.
    """
    return _faults(value, _describe(kind), "")


def allowed_values(kind: type[msgspec.Struct], name: str) -> tuple[str | int | None, ...]:
    """The values that a Struct allows for a field."""
    types = (one.type for one in _describe(kind).fields if one.encode_name == name)
    literals = (one for given in types for one in _alternatives(given) if isinstance(one, inspect.LiteralType))
    return tuple(value for literal in literals for value in literal.values)


def pointer(*tokens: str | int) -> str:
    """A JSON pointer, by RFC 6901."""
    return "".join("/" + str(token).replace("~", "~0").replace("/", "~1") for token in tokens)


def similar(name: str, names: Iterable[Any]) -> str | None:
    """The name that another was probably meant to be."""
    texts = (one[:100] for one in names if isinstance(one, str))
    return _similar(name[:100], tuple(itertools.islice(texts, 100)))


@functools.lru_cache(1024)  # a typo often stands in every line
def _similar(name: str, names: tuple[str, ...]) -> str | None:
    found = difflib.get_close_matches(name, names, 1)
    return found[0] if found else None


def format_value(value: Any) -> str:
    """A value as JSON, short enough for a sentence."""
    if isinstance(value, (dict, list)):
        return _article(_kind_of(value))
    if isinstance(value, (int, float)) and is_too_large(value):
        return "a number too large to be read"
    if isinstance(value, str) and len(value) > 40:
        value = f"{value[:40]}…"
    return json.dumps(value, ensure_ascii=False)


def is_too_large(number: float) -> bool:
    """Whether a number is beyond what a float can hold, as JSON numbers may be."""
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
    """What a sentence calls the value at a pointer."""
    *before, last = at.split("/")
    if not last:
        return "the line"
    if last.isdecimal() and before[-1]:
        return f"item {int(last) + 1} of {before[-1]}"
    return last.replace("~1", "/").replace("~0", "~")


def _alternatives(expected: inspect.Type) -> Iterator[inspect.Type]:
    """What a type allows, with unions and descriptions taken apart."""
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
    """The kinds of JSON values that a type takes."""
    kind = _expected_kind(expected)
    return ("number", "integer") if kind == "number" else (kind,)


def _faults(value: Any, expected: inspect.Type, at: str) -> Iterator[Fault]:
    alternatives = list(_alternatives(expected))
    if any(isinstance(one, inspect.AnyType) for one in alternatives):
        return
    found = _kind_of(value)
    fitting = [one for one in alternatives if found in _kinds(one)]
    if not fitting:
        kinds = list(dict.fromkeys(_article(_expected_kind(one)) for one in alternatives))
        allowed = _one_of(alternatives[0].values) if isinstance(alternatives[0], inspect.LiteralType) else _or(kinds)
        yield Fault(at, "wrong-type", f"{_subject(at)} must be {allowed}, not {_actual(value)}")
        return
    match fitting[0]:
        case inspect.StructType(tag_field=str(tag_field)):
            yield from _tagged_faults(value, tag_field, fitting, at)
        case inspect.StructType() as struct:
            yield from _object_faults(value, struct, at)
        case inspect.ListType() as listed:
            yield from _length_faults(value, listed, at, "item")
            for number, item in enumerate(value):
                yield from _faults(item, listed.item_type, f"{at}/{number}")
        case inspect.StrType() as text:
            yield from _length_faults(value, text, at, "character")
            if text.pattern is not None and not re.search(text.pattern, value):
                what = _description(expected) or f"a text that matches {text.pattern}"
                yield Fault(at, "wrong-value", f"{_subject(at)} must be {what}, not {format_value(value)}")
        case inspect.FloatType(ge=float(least)) if value < least:
            yield Fault(at, "wrong-value", f"{_subject(at)} must be at least {least:g}, not {format_value(value)}")
        case inspect.LiteralType() as literal if value not in literal.values:
            problem = f"must be {_one_of(literal.values)}, not {format_value(value)}{_meant(value, literal.values)}"
            yield Fault(at, "wrong-value", f"{_subject(at)} {problem}")
        case _:
            pass


def _description(expected: inspect.Type) -> str | None:
    """What the document calls a value, in its first sentence."""
    schema: Any = getattr(expected, "extra_json_schema", None) or {}
    sentence = str(schema.get("description", "")).partition(".")[0]
    return sentence[0].lower() + sentence[1:] if sentence else None


def _actual(value: Any) -> str:
    return format_value(value) if isinstance(value, (bool, float)) else _article(_kind_of(value))


@functools.cache
def _one_of(values: tuple[Any, ...]) -> str:
    return _or([format_value(value) for value in values])


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
        yield Fault(at, "wrong-length", f"{_subject(at)} must have {bounds} {units}, not {len(value):,}")


def _tagged_faults(value: dict[str, Any], tag_field: str, structs: list[inspect.Type], at: str) -> Iterator[Fault]:
    """An object whose shape depends on what it says in one key."""
    known = {one.tag: one for one in structs if isinstance(one, inspect.StructType)}
    allowed = _or([format_value(tag) for tag in known])
    if tag_field not in value:
        yield Fault(at, "missing-key", f"{_subject(at)} has no key {format_value(tag_field)}; it must be {allowed}")
        return
    tag = value[tag_field]
    if isinstance(tag, str) and tag in known:
        yield from _object_faults(value, known[tag], at)
        return
    code: Code = "wrong-value" if isinstance(tag, str) else "wrong-type"
    problem = f"must be {allowed}, not {format_value(tag)}{_meant(tag, known)}"
    yield Fault(f"{at}/{tag_field}", code, f"{tag_field} {problem}")


def _object_faults(value: dict[str, Any], struct: inspect.StructType, at: str) -> Iterator[Fault]:
    with contextlib.suppress(msgspec.ValidationError, RecursionError):
        msgspec.convert(value, struct.cls)
        return  # most objects, also of a faulty line, have no fault, and this tells it far faster
    known = {field.encode_name: field for field in struct.fields}
    for name, field in known.items():
        if name in value:
            yield from _faults(value[name], field.type, at + pointer(name))
        elif field.required:
            instead = (
                None if struct.forbid_unknown_fields else similar(name, (one for one in value if one not in known))
            )
            hint = f", but {format_value(instead)}" if instead else ""
            yield Fault(at, "missing-key", f"{_subject(at)} has no key {format_value(name)}{hint}")
    if not struct.forbid_unknown_fields:
        return
    for name in value:
        if name not in known and name != struct.tag_field:
            missing = [one for one in known if one not in value]
            hint = _meant(name, missing) or f"; there may be {', '.join(known)}"
            yield Fault(at + pointer(name), "unknown-key", f"unknown key {format_value(name)}{hint}", of_key=True)


def _meant(value: Any, names: Iterable[Any]) -> str:
    found = similar(value, names) if isinstance(value, str) else None
    return f"; did you mean {format_value(found)}?" if found else ""
