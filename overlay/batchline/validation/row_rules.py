"""Rules for fine-tune rows that a schema can't express: those between the values of one line.

Source: the service's data format, as implemented by `check_file` of together 1.5.35, with tool calls
as newer servers accept them. The rules ignore values that don't have the right shape;
`schema_errors` reports those.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, cast

import batchline_lines
from batchline_lines.document import MAX_IMAGES

from .schema_errors import Fault, allowed_values, format_value, is_too_large, similar

_ROLES: Final = allowed_values(batchline_lines.Message, "role")


def row_faults(row: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield the faults of a fine-tune row; it must have only keys of its format."""
    weight = row.get("weight")
    if isinstance(weight, (int, float)) and weight > 0 and is_too_large(weight):
        yield Fault("/weight", "wrong-value", f"weight must be a number, got {format_value(weight)}")
    for key, role in (("text", "user"), ("prompt", "user"), ("completion", "assistant")):
        yield from _content_faults(row.get(key), role, f"/{key}")
    if isinstance(row.get("messages"), list):
        yield from conversation_faults(row["messages"], "/messages")
    match row.get("input"):
        case {"messages": [*messages]}:
            yield from conversation_faults(messages, "/input/messages", answered=False)
        case _:
            pass
    for key in ("preferred_output", "non_preferred_output"):
        match row.get(key):
            case [{"content": content}, *_] if content is not None:
                yield from _content_faults(content, "assistant", f"/{key}/0/content")
            case [{"role": "assistant"} as message, *_]:
                yield from _missing_content(message, f"/{key}/0")
            case _:
                pass


def conversation_faults(messages: list[Any], at: str, *, answered: bool = True) -> Iterator[Fault]:
    """Yield the faults between the messages of a conversation.

    Args:
        messages: The conversation.
        at: Its JSON pointer.
        answered: Whether at least one message must be from the assistant; otherwise the last one
            must not be.
    """
    previous: Any = None
    first_kind: str | None = None
    images: list[int] = []
    roles: list[Any] = []
    for number, item in enumerate(messages):
        message = _object(item)
        if message is None:
            previous = None
            continue
        here = f"{at}/{number}"
        role, content = message.get("role"), message.get("content")
        roles.append(role)
        if isinstance(role, str) and role == previous and role != "tool":
            yield Fault(
                f"{here}/role", "role-order", f'two messages in a row have the role "{role}"; roles must alternate'
            )
        previous = role
        if content is None:
            yield from _missing_content(message, here)
            continue
        yield from _content_faults(content, role, f"{here}/content")
        images.append(_images_in(content))
        if images[-1] and type(message.get("weight")) is int and message["weight"] == 1:
            yield Fault(f"{here}/weight", "image-weight", "the weight of a message with an image must be 0, got 1")
        kind = "a string" if isinstance(content, str) else "an array" if isinstance(content, list) else None
        if kind:
            first_kind = first_kind or kind
            if kind != first_kind:
                problem = f"the first is {first_kind}, this one {kind}"
                sentence = f"the contents of a conversation must be all strings or all arrays of parts; {problem}"
                yield Fault(f"{here}/content", "mixed-content", sentence)
    if images and sum(images) > MAX_IMAGES >= max(images):
        problem = f"the conversation has {sum(images)} images; at most {MAX_IMAGES} are allowed"
        yield Fault(at, "too-many-images", problem)
    if not messages:
        return
    if answered and "assistant" not in roles and all(role in _ROLES for role in roles):
        yield Fault(at, "no-assistant", "no message is from the assistant; at least one must be")
    if not answered and previous == "assistant":
        yield Fault(
            f"{at}/{len(messages) - 1}/role",
            "assistant-last",
            "the last message of the input must not be from the assistant; the outputs are answers to it",
        )


def _missing_content(message: Mapping[str, Any], at: str) -> Iterator[Fault]:
    """Yield the fault of a message without content, unless it has the assistant's tool calls."""
    is_assistant = message.get("role") == "assistant"
    if is_assistant and message.get("tool_calls"):
        return
    instead = similar("content", (key for key in message if key != "content"))
    hint = f", but has {format_value(instead)}" if instead else ""
    if is_assistant:
        hint += "; only a message with tool_calls may lack it"
    yield Fault(at, "missing-content", f"the message has no content{hint}")


def _object(value: Any) -> dict[str, Any] | None:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else None


def _images_in(content: Any) -> int:
    if not isinstance(content, list):
        return 0
    return sum((_object(part) or {}).get("type") == "image_url" for part in cast("Iterable[Any]", content))


def _content_faults(content: Any, role: Any, at: str) -> Iterator[Fault]:
    """Yield the faults of a content's images: only the user may have any, and not too many."""
    images = _images_in(content)
    if images and role != "user":
        number = next(number for number, part in enumerate(content) if _images_in([part]))
        yield Fault(f"{at}/{number}", "image-role", "only the user's content may have images")
    if images > MAX_IMAGES:
        yield Fault(at, "too-many-images", f"the content has {images} images; at most {MAX_IMAGES} are allowed")
