"""Judge a block of whole lines: what is wrong with them, and how many there are.

A pure function of the block and of what is the same in the whole file, so that any process may
judge any block. A line goes the fast way first: a decoder that takes only the commonest lines
turns the whole block into Structs. What it does not take is looked at again, slowly, and that
decides. So the fast way may refuse what is right, but it never takes what is wrong.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from types import GenericAlias, UnionType
from typing import Annotated, Any, Final, Literal, NamedTuple, Union, cast, get_args, get_origin

import msgspec

import batchline_lines

from .explain import explain, issues_of
from .report import Issue
from .rules import conversation_faults, row_faults
from .shapes import Fault, allowed_values, shape_faults

FORMATS: Final[dict[str, type[msgspec.Struct]]] = {
    "general": batchline_lines.GeneralRow,
    "conversation": batchline_lines.ConversationRow,
    "instruction": batchline_lines.InstructionRow,
    "preference_openai": batchline_lines.PreferenceRow,
}
_REQUESTS: Final[dict[str | None, type[msgspec.Struct]]] = {
    "/v1/chat/completions": batchline_lines.ChatBatchRequest,
    "/v1/completions": batchline_lines.CompletionBatchRequest,
}


class Verdict(msgspec.Struct):
    """What was found in a block. Its lines are counted from 1.

    Attributes:
        lines: The number of lines.
        samples: The number of lines that are not blank.
        common: What is the same in the whole file, as far as the lines up to the block's end
            tell: the format of fine-tune rows, the endpoint of requests.
        issues: The first faults, at most as many as were asked for.
        counts: The number of all faults by code.
        ids: The custom_ids.
        id_lines: The line of each.
    """

    lines: int
    samples: int
    common: str | None
    issues: list[Issue] = []
    counts: dict[str, int] = {}
    ids: list[str] = []
    id_lines: list[int] | None = None


def request_shape(endpoint: str | None) -> type[msgspec.Struct]:
    """The Struct that a request to an endpoint must fit; of one that is not known, what holds for all."""
    return _REQUESTS.get(endpoint, batchline_lines.ModelBatchRequest)


@functools.cache
def _decoder_of(kind: type[msgspec.Struct]) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)


@functools.cache
def _required(kind: type[msgspec.Struct]) -> frozenset[str]:
    return frozenset(field.encode_name for field in msgspec.structs.fields(kind) if field.required)


@functools.lru_cache(1024)
def _keeps_order(roles: tuple[str, ...], answered: bool) -> bool:
    """Whether messages by these roles keep all rules; of texts alone, nothing else matters."""
    messages = [{"role": role, "content": ""} for role in roles]
    return next(conversation_faults(messages, "", answered=answered), None) is None


@functools.cache
def _request_to(endpoint: str | None) -> type[msgspec.Struct]:
    """The requests to one endpoint alone; none that names one, while it is not known."""
    fields: list[Any] = []
    for field in msgspec.structs.fields(request_shape(endpoint)):
        if field.name == "url":
            if endpoint is not None:
                url: Any = Literal[(endpoint,)]
                fields.append((field.name, url | msgspec.UnsetType, field.default))
        else:
            fields.append((field.name, field.type) if field.required else (field.name, field.type, field.default))
    return msgspec.defstruct("Request", fields, forbid_unknown_fields=True, gc=False)


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


class _Object(msgspec.Struct):
    """Any object."""


class _Rules(NamedTuple):
    """The rules of a purpose for one line; by default, that it is an object.

    Attributes:
        decoder: What decodes the commonest lines, and no wrong ones but those that `accepts`
            refuses; None while what is common to the file is not known.
        accepts: Whether rows that were decoded keep the rules that no decoder knows.
        sees_all: Whether the decoder sees every byte, so that none can be other than UTF-8.
        ids: The custom_ids of rows that were decoded.
        common: What an object says that must be the same in the whole file.
        faults: What is wrong with an object.
    """

    decoder: Callable[[str | None], msgspec.json.Decoder[Any] | None] = lambda _: _decoder_of(_Object)
    accepts: Callable[[str | None, list[Any]], bool] = lambda _common, _rows: True
    sees_all: bool = False
    ids: Callable[[list[Any]], list[str]] = lambda _: []
    common: Callable[[dict[str, Any]], str | None] = lambda _: None
    faults: Callable[[str | None, dict[str, Any]], Iterable[Fault]] = lambda _common, _value: ()


def _row_decoder(common: str | None) -> msgspec.json.Decoder[Any] | None:
    return None if common is None else _decoder_of(_plain(FORMATS[common]))


def _accepts_rows(common: str | None, rows: list[Any]) -> bool:
    if common == "conversation":
        kinds = {tuple([one.role for one in row.messages]) for row in rows}
    elif common == "preference_openai":
        kinds = {tuple([one.role for one in row.input.messages]) for row in rows}
    else:
        return True
    return all(_keeps_order(roles, common == "conversation") for roles in kinds)


def _format_of(row: dict[str, Any]) -> str | None:
    """The format whose keys a row has, and no other key."""
    for name, kind in FORMATS.items():
        if _required(kind) <= row.keys() <= set(kind.__struct_fields__):
            return name
    return None


def _faults_of_row(common: str | None, row: dict[str, Any]) -> Iterator[Fault]:
    own = _format_of(row)
    if common is not None and own not in (None, common):
        yield Fault("", "mixed-formats", f"the row is of format {own}, but the rows before it are of {common}")
    nearest = own or common or max(FORMATS, key=lambda name: len(_required(FORMATS[name]) & row.keys()))
    if common is None and not _required(FORMATS[nearest]) & row.keys():
        known = "; ".join(f"{name}: {', '.join(kind.__struct_fields__)}" for name, kind in FORMATS.items())
        hint = "; it looks like a request of a batch, whose purpose is batch-api" if "custom_id" in row else ""
        yield Fault("", "unknown-format", f"the row has the keys of no format ({known}){hint}")
        return
    yield from shape_faults(row, FORMATS[nearest])
    yield from row_faults(row)


def _request_decoder(common: str | None) -> msgspec.json.Decoder[Any]:
    return _decoder_of(_request_to(common))


def _endpoint_of(request: dict[str, Any]) -> str | None:
    """The known endpoint that a request names."""
    url = request.get("url")
    known = allowed_values(batchline_lines.ModelBatchRequest, "url")
    return url if isinstance(url, str) and url in known else None


def _ids_of_requests(rows: list[Any]) -> list[str]:
    return [row.custom_id for row in rows]


def _faults_of_request(common: str | None, request: dict[str, Any]) -> Iterator[Fault]:
    own = _endpoint_of(request)
    yield from shape_faults(request, request_shape(own or common))
    if common is not None and own not in (None, common):
        yield Fault("/url", "mixed-urls", f"the url is {own}, but that of earlier lines {common}; a batch has one")


_ANY: Final = _Rules()
_RULES: Final = {
    "fine-tune": _Rules(
        decoder=_row_decoder, accepts=_accepts_rows, sees_all=True, common=_format_of, faults=_faults_of_row
    ),
    "batch-api": _Rules(
        decoder=_request_decoder,
        ids=_ids_of_requests,
        common=_endpoint_of,
        faults=_faults_of_request,
    ),
}


def judge(purpose: str, common: str | None, block: bytes | memoryview, max_issues: int) -> Verdict:
    """Judge a block.

    Args:
        purpose: Whose rules.
        common: What is the same in the whole file, as far as the lines before the block tell.
        block: Whole lines, the last of which may lack its line feed.
        max_issues: How many faults to list; all are counted.
    """
    rules = _RULES.get(purpose, _ANY)
    lines = BytesIO(block).readlines()
    rows = _decoded(rules, common, lines)
    if rows is not None:
        return Verdict(len(lines), len(lines), common, ids=rules.ids(rows))
    verdict = Verdict(len(lines), 0, common, [], {}, [], [])
    counts: Counter[str] = Counter()
    for number, line in enumerate(lines, 1):
        if line.isspace():
            continue
        verdict.samples += 1
        rows = _decoded(rules, verdict.common, [line])
        if rows is not None:
            ids = rules.ids(rows)
        else:
            text, value, faults = explain(line, functools.partial(rules.faults, verdict.common))
            room = max(0, max_issues - len(verdict.issues))
            verdict.issues += issues_of(number, text, faults[:room])
            counts.update(fault.code for fault in faults)
            verdict.common = verdict.common or rules.common(value)
            ids = [found] if isinstance(found := value.get("custom_id"), str) else []
        if ids and verdict.id_lines is not None:
            verdict.ids += ids
            verdict.id_lines.append(number)
    verdict.counts = dict(counts)
    return verdict


def _decoded(rules: _Rules, common: str | None, lines: list[bytes]) -> list[Any] | None:
    """The rows of some lines when there is certainly nothing wrong with any of them."""
    decoder = rules.decoder(common)
    if decoder is None:
        return None
    try:
        if not rules.sees_all:
            for line in lines:
                # Decoders skip the values of keys that a shape does not name, whatever bytes are in them.
                if not line.isascii():
                    line.decode()
        rows = list(map(decoder.decode, lines))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return rows if rules.accepts(common, rows) else None
