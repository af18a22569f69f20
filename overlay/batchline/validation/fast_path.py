"""Read lines fast, and accept none that has a fault.

A reader decodes lines into Structs, which proves their shape. Rules beyond the shape depend only on
a small part of a row, its signature, and most rows share few signatures; so each signature is
checked once, by the same rules as a faulty line. Lines that no reader accepts go to `explain`.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Hashable, Iterable
from types import GenericAlias, UnionType
from typing import Annotated, Any, Final, Literal, NamedTuple, Union, cast, get_args, get_origin

import msgspec

import batchline_lines
from batchline_lines.document import FORMATS, REQUESTS

from .formats import formats_of, required_keys
from .row_rules import row_faults

LONGEST_SIGNATURE: Final = 64
"""Messages. The results for longer conversations are not cached."""


def request_shape(endpoint: str | None) -> type[msgspec.Struct]:
    """Return the Struct that a request to an endpoint must fit; if unknown, the one for any request."""
    return REQUESTS.get(endpoint or "", batchline_lines.ModelBatchRequest)


_raw_values: Final = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode


class Rows(NamedTuple):
    """Rows without faults.

    Attributes:
        rows: The rows.
        keys: The non-null keys of each row, if rows may have keys that their kind doesn't have.
    """

    rows: list[Any]
    keys: list[tuple[str, ...]] | None = None


class Reader:
    """Reads lines of one kind."""

    def __init__(
        self,
        kind: type[msgspec.Struct],
        *,
        is_closed: bool = False,
        signature: Callable[[Any], tuple[Hashable, ...]] | None = None,
        representative: Callable[[Any], dict[str, Any]] = lambda _: {},
        is_of_kind: Callable[[Collection[str]], bool] | None = None,
    ) -> None:
        """Make a reader.

        Args:
            kind: The Struct.
            is_closed: Whether it has no place where any value may be. Decoders skip the values in such
                places without checking their bytes.
            signature: Returns the part of a row that the rules beyond its shape depend on; None if
                there are no such rules.
            representative: Returns a row with a given signature.
            is_of_kind: Returns whether a row is of this kind, by all its keys; for a kind that allows
                any key.
        """
        self._is_of_kind = is_of_kind
        self._decode = msgspec.json.Decoder(kind).decode
        self._is_closed = is_closed
        self._signature = signature
        self._representative = representative
        self._passes_rules_cached = functools.lru_cache(1024)(self._passes_rules)

    def read(self, lines: list[bytes]) -> Rows | None:
        """Return the rows of some lines if they certainly have no faults; else None."""
        keys: list[tuple[str, ...]] | None = None
        try:
            if not self._is_closed:
                for line in lines:
                    if not line.isascii():
                        line.decode()
            rows = list(map(self._decode, lines))
            if self._is_of_kind is not None:
                keys = list(map(_keys_of, lines))
                if not all(map(self._is_of_kind, set(keys))):
                    return None
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return None
        if self._signature is not None:
            for signature in set(map(self._signature, rows)):
                # Long conversations rarely share a signature, and would fill the memory.
                is_short = len(signature) <= LONGEST_SIGNATURE
                passes_rules = self._passes_rules_cached if is_short else self._passes_rules
                if not passes_rules(signature):
                    return None
        return Rows(rows, keys)

    def _passes_rules(self, signature: Any) -> bool:
        return next(row_faults(self._representative(signature)), None) is None


_Readers = tuple[Reader, ...]


def _keys_of(line: bytes) -> tuple[str, ...]:
    return tuple([key for key, value in _raw_values(line).items() if bytes(value) != b"null"])


class _Object(msgspec.Struct):
    """Any object."""


@functools.cache
def object_readers() -> tuple[Reader, ...]:
    """Return the readers for files whose lines need only be objects."""
    return (Reader(_Object),)


@functools.cache
def request_readers(common: str | None, endpoint: str | None) -> tuple[Reader, ...]:
    """Return the readers for requests that name `common` or no endpoint.

    Args:
        common: The endpoint that the file's requests name; None if not yet known.
        endpoint: The endpoint of requests that don't name one; None if unknown.
    """
    return (Reader(_request_to(common, request_shape(common or endpoint))),)


@functools.cache
def run_readers(common: str | None, endpoint: str | None) -> tuple[Reader, ...]:
    """Return the same as `request_readers`, but for requests that may lack a custom_id."""
    return (Reader(_request_to(common, request_shape(common or endpoint), needs_id=False)),)


@functools.cache
def row_readers(dataset_format: str | None) -> _Readers:
    """Return the readers for rows of a format, the most common rows first; none if it is unknown."""
    if dataset_format is None:
        return ()
    kind = FORMATS[dataset_format]
    plain = _plain(kind)

    def is_of_format(keys: Collection[str]) -> bool:
        return formats_of(keys) == [dataset_format]

    def readers(
        signature: Callable[[Any], tuple[Hashable, ...]], representative: Callable[[Any], dict[str, Any]]
    ) -> _Readers:
        return (
            Reader(_forbid_unknown(kind), signature=signature, representative=representative),
            Reader(kind, signature=signature, representative=representative, is_of_kind=is_of_format),
        )

    match dataset_format:
        case "conversation":
            # If all contents are strings, rules depend only on the roles.
            return (
                Reader(
                    plain,
                    is_closed=True,
                    signature=lambda row: tuple([message.role for message in row.messages]),
                    representative=lambda roles: {"messages": [{"role": role, "content": ""} for role in roles]},
                ),
                *readers(
                    signature=lambda row: tuple([_signature(message) for message in row.messages]),
                    representative=lambda messages: {"messages": [_message(*message) for message in messages]},
                ),
            )
        case "preference_openai":
            return (
                Reader(
                    plain,
                    is_closed=True,
                    signature=lambda row: tuple([message.role for message in row.input.messages]),
                    representative=lambda roles: {
                        "input": {"messages": [{"role": role, "content": ""} for role in roles]}
                    },
                ),
                *readers(
                    signature=lambda row: tuple(
                        [
                            _signature(message)
                            for message in row.preferred_output + row.non_preferred_output + row.input.messages
                        ]
                    ),
                    representative=lambda messages: {
                        "preferred_output": [_message(*messages[0])],
                        "non_preferred_output": [_message(*messages[1])],
                        "input": {"messages": [_message(*message) for message in messages[2:]]},
                    },
                ),
            )
        case _:
            names = sorted(required_keys(dataset_format))  # the values of all of them are contents
            return (
                Reader(plain, is_closed=True),
                *readers(
                    signature=lambda row: tuple([_images(getattr(row, name)) for name in names]),
                    representative=lambda images: dict(zip(names, map(_content, images), strict=True)),
                ),
            )


def _signature(message: Any) -> tuple[Hashable, ...]:
    """Return what rules depend on in a message: role, images, weight, and whether it has tool calls."""
    return message.role, _images(message.content), message.weight, bool(message.tool_calls)


def _message(role: str, images: int | None, weight: int | msgspec.UnsetType, has_calls: bool) -> dict[str, Any]:
    message: dict[str, Any] = {"role": role, "content": _content(images)}
    if weight is not msgspec.UNSET:
        message["weight"] = weight
    if has_calls:
        message["tool_calls"] = [{}]
    return message


def _images(content: Any) -> int | None:
    """Return the number of images among a content's parts; -1 for a string, None for no content."""
    if isinstance(content, str):
        return -1
    if isinstance(content, list):
        return sum(isinstance(part, batchline_lines.ImagePart) for part in cast("Iterable[Any]", content))
    return None


def _content(images: int | None) -> Any:
    return None if images is None else "" if images < 0 else [{"type": "image_url"}] * images


def _request_to(endpoint: str | None, shape: type[msgspec.Struct], *, needs_id: bool = True) -> type[msgspec.Struct]:
    """Return a Struct for requests that name this endpoint or none."""
    fields: list[Any] = []
    for field in msgspec.structs.fields(shape):
        if field.name == "url":
            if endpoint is not None:
                url: Any = Literal[(endpoint,)]
                fields.append((field.name, url | msgspec.UnsetType, field.default))
        elif field.name == "custom_id" and not needs_id:
            fields.append((field.name, field.type | msgspec.UnsetType, msgspec.UNSET))
        else:
            fields.append(_definition(field))
    return msgspec.defstruct("Request", fields, forbid_unknown_fields=True, gc=False, kw_only=True)


def _forbid_unknown(kind: type[msgspec.Struct]) -> type[msgspec.Struct]:
    """Return a Struct of the same shape that refuses unknown keys."""
    fields = list(map(_definition, msgspec.structs.fields(kind)))
    return msgspec.defstruct(kind.__name__, fields, forbid_unknown_fields=True, gc=False)


def _definition(field: msgspec.structs.FieldInfo) -> Any:
    """Return a field in the form that `defstruct` expects."""
    return (field.name, field.type) if field.required else (field.name, field.type, field.default)


@functools.cache
def _plain(kind: type[msgspec.Struct]) -> type[msgspec.Struct]:
    """Return a Struct for the most common rows of a shape: string contents and no rare keys."""
    fields: list[Any] = []
    for field in msgspec.structs.fields(kind):
        narrowed: Any = _plain_type(field.type)
        if narrowed is str or field.required:
            fields.append((field.name, narrowed))
        elif narrowed is not None:
            fields.append((field.name, narrowed, field.default))
    return msgspec.defstruct(f"Plain{kind.__name__}", fields, forbid_unknown_fields=True, gc=False)


def _plain_type(given: Any) -> object:
    """Return a type without its rarer alternatives; None if only rare rows have such a value."""
    if isinstance(given, type) and issubclass(given, msgspec.Struct):
        return _plain(given)
    origin: Any = get_origin(given)
    arguments: tuple[Any, ...] = get_args(given)
    if origin is Annotated:
        inner: Any = _plain_type(arguments[0])
        return inner if inner in (str, arguments[0]) else origin[inner, *arguments[1:]]
    if origin is list:
        return GenericAlias(list, (_plain_type(arguments[0]),))
    if origin in (Union, UnionType):
        narrowed = [_plain_type(argument) for argument in arguments]
        if str in narrowed:
            return str
        return None if any(get_origin(option) is list for option in narrowed) else cast("object", given)
    return cast("object", given)
