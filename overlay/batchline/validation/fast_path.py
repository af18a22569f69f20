"""Read lines fast, and take none that has a fault.

A reader decodes lines into Structs: that proves their shape. Rules beyond the shape depend on
little of a row, its outline, and few outlines are different; so each is judged once, by the very
rules that judge a faulty line. What no reader takes, `explain` looks at again.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Hashable, Iterable
from types import GenericAlias, UnionType
from typing import Annotated, Any, Final, Literal, NamedTuple, Union, cast, get_args, get_origin

import msgspec

import batchline_lines

from .formats import FORMATS, formats_of, required_keys
from .row_rules import row_faults

_REQUESTS: Final[dict[str | None, type[msgspec.Struct]]] = {
    "/v1/chat/completions": batchline_lines.ChatBatchRequest,
    "/v1/completions": batchline_lines.CompletionBatchRequest,
    "/v1/audio/transcriptions": batchline_lines.AudioBatchRequest,
    "/v1/audio/translations": batchline_lines.AudioBatchRequest,
}


LONGEST_OUTLINE: Final = 64
"""Messages. The verdicts on longer conversations are not kept."""


def request_shape(endpoint: str | None) -> type[msgspec.Struct]:
    """The Struct that a request to an endpoint must fit; of one that is not known, what holds for all."""
    return _REQUESTS.get(endpoint, batchline_lines.ModelBatchRequest)


_raw_values: Final = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode


class Rows(NamedTuple):
    """Rows without faults.

    Attributes:
        rows: The rows.
        keys: The keys of each whose value is not null, where rows may have keys that their kind does not have.
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
        example: Callable[[Any], dict[str, Any]] = lambda _: {},
        is_of_kind: Callable[[Collection[str]], bool] | None = None,
    ) -> None:
        """Make a reader.

        Args:
            kind: The Struct.
            is_closed: Whether it has no open place. Decoders skip what stands in such, whatever
                bytes it has.
            signature: What of a row the rules beyond its shape depend on; nothing when None.
            example: A row of an outline.
            is_of_kind: Whether a row is of this kind, by all its keys; for a kind that takes any key.
        """
        self._is_of_kind = is_of_kind
        self._decode = msgspec.json.Decoder(kind).decode
        self._is_closed = is_closed
        self._signature = signature
        self._example = example
        self._keeps_rules_cached = functools.lru_cache(1024)(self._keeps_rules)

    def read(self, lines: list[bytes]) -> Rows | None:
        """The rows of lines when there is certainly nothing wrong with any; else None."""
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
            for one in set(map(self._signature, rows)):
                # Long conversations are rarely alike, and would fill the memory.
                keeps_rules = self._keeps_rules_cached if len(one) <= LONGEST_OUTLINE else self._keeps_rules
                if not keeps_rules(one):
                    return None
        return Rows(rows, keys)

    def _keeps_rules(self, signature: Any) -> bool:
        return next(row_faults(self._example(signature)), None) is None


_Readers = tuple[Reader, ...]


def _keys_of(line: bytes) -> tuple[str, ...]:
    return tuple([key for key, value in _raw_values(line).items() if bytes(value) != b"null"])


class _Object(msgspec.Struct):
    """Any object."""


@functools.cache
def object_readers() -> tuple[Reader, ...]:
    """For files of which only so much is known that each line is an object."""
    return (Reader(_Object),)


@functools.cache
def request_readers(common: str | None, endpoint: str | None) -> tuple[Reader, ...]:
    """For requests of a file whose endpoint is known; for such as name none, while it is not.

    Args:
        common: The endpoint that the file's requests name.
        endpoint: Where those go that name none, if that is known.
    """
    return (Reader(_request_to(common, request_shape(common or endpoint))),)


@functools.cache
def run_readers(common: str | None, endpoint: str | None) -> tuple[Reader, ...]:
    """As `request_readers`, for requests that may do without a custom_id."""
    return (Reader(_request_to(common, request_shape(common or endpoint), needs_id=False)),)


@functools.cache
def row_readers(dataset_format: str | None) -> _Readers:
    """For fine-tune rows of a format, the commonest first; none while the format is not known."""
    if dataset_format is None:
        return ()
    kind = FORMATS[dataset_format]
    plain = _plain(kind)

    def is_of_format(keys: Collection[str]) -> bool:
        return formats_of(keys) == [dataset_format]

    def readers(signature: Callable[[Any], tuple[Hashable, ...]], example: Callable[[Any], dict[str, Any]]) -> _Readers:
        return (
            Reader(_forbid_unknown(kind), signature=signature, example=example),
            Reader(kind, signature=signature, example=example, is_of_kind=is_of_format),
        )

    match dataset_format:
        case "conversation":
            # Of texts alone, rules look at the roles only.
            return (
                Reader(
                    plain,
                    is_closed=True,
                    signature=lambda row: tuple([one.role for one in row.messages]),
                    example=lambda roles: {"messages": [{"role": role, "content": ""} for role in roles]},
                ),
                *readers(
                    signature=lambda row: tuple([_signature(one) for one in row.messages]),
                    example=lambda outlines: {"messages": [_message(*one) for one in outlines]},
                ),
            )
        case "preference_openai":
            return (
                Reader(
                    plain,
                    is_closed=True,
                    signature=lambda row: tuple([one.role for one in row.input.messages]),
                    example=lambda roles: {"input": {"messages": [{"role": role, "content": ""} for role in roles]}},
                ),
                *readers(
                    signature=lambda row: tuple(
                        [
                            _signature(one)
                            for one in row.preferred_output + row.non_preferred_output + row.input.messages
                        ]
                    ),
                    example=lambda outlines: {
                        "preferred_output": [_message(*outlines[0])],
                        "non_preferred_output": [_message(*outlines[1])],
                        "input": {"messages": [_message(*one) for one in outlines[2:]]},
                    },
                ),
            )
        case _:
            names = sorted(required_keys(dataset_format))  # which are all contents
            return (
                Reader(plain, is_closed=True),
                *readers(
                    signature=lambda row: tuple([_images(getattr(row, name)) for name in names]),
                    example=lambda images: dict(zip(names, map(_content, images), strict=True)),
                ),
            )


def _signature(message: Any) -> tuple[Hashable, ...]:
    """What rules look at in a message: its role, images, weight, and whether it has calls."""
    return message.role, _images(message.content), message.weight, bool(message.tool_calls)


def _message(role: str, images: int | None, weight: int | msgspec.UnsetType, has_calls: bool) -> dict[str, Any]:
    message: dict[str, Any] = {"role": role, "content": _content(images)}
    if weight is not msgspec.UNSET:
        message["weight"] = weight
    if has_calls:
        message["tool_calls"] = [{}]
    return message


def _images(content: Any) -> int | None:
    """The number of images among a content's parts; -1 for a string, None for no content."""
    if isinstance(content, str):
        return -1
    if isinstance(content, list):
        return sum(isinstance(part, batchline_lines.ImagePart) for part in cast("Iterable[Any]", content))
    return None


def _content(images: int | None) -> Any:
    return None if images is None else "" if images < 0 else [{"type": "image_url"}] * images


def _request_to(endpoint: str | None, shape: type[msgspec.Struct], *, needs_id: bool = True) -> type[msgspec.Struct]:
    """Requests that name no other endpoint."""
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
    """A Struct of the same shape that takes no other key."""
    fields = list(map(_definition, msgspec.structs.fields(kind)))
    return msgspec.defstruct(kind.__name__, fields, forbid_unknown_fields=True, gc=False)


def _definition(field: msgspec.structs.FieldInfo) -> Any:
    """A field as `defstruct` takes it."""
    return (field.name, field.type) if field.required else (field.name, field.type, field.default)


@functools.cache
def _plain(kind: type[msgspec.Struct]) -> type[msgspec.Struct]:
    """A Struct for the commonest rows of a shape: contents are strings, and there are no rare keys."""
    fields: list[Any] = []
    for field in msgspec.structs.fields(kind):
        narrowed: Any = _plain_type(field.type)
        if narrowed is str or field.required:
            fields.append((field.name, narrowed))
        elif narrowed is not None:
            fields.append((field.name, narrowed, field.default))
    return msgspec.defstruct(f"Plain{kind.__name__}", fields, forbid_unknown_fields=True, gc=False)


def _plain_type(given: Any) -> object:
    """A type without the rarer of its alternatives; None for what only rare rows have."""
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
        return None if any(get_origin(one) is list for one in narrowed) else cast("object", given)
    return cast("object", given)
