"""What a schema cannot say of a fine-tune row: rules between the values of one line.

Source: the service's data format, as `check_file` of together 1.5.35 has it, with tool calls as
newer servers take them. They look only at what has its right shape; `shapes` says what has not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from .shapes import Fault

MAX_IMAGES: Final = 10
"""The most images in a content, and in a conversation."""


def row_faults(row: Mapping[str, Any]) -> Iterator[Fault]:
    """The faults of a fine-tune row, of whatever format."""
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
            case [{"content": content}, *_]:
                yield from _content_faults(content, "assistant", f"/{key}/0/content")
            case _:
                pass


def conversation_faults(messages: list[Any], at: str, *, answered: bool = True) -> Iterator[Fault]:
    """The faults between the messages of a conversation.

    Args:
        messages: The conversation.
        at: Its JSON pointer.
        answered: Whether the assistant must have said something; otherwise it must not have
            the last word.
    """
    previous = first_kind = None
    images = most_images = 0
    roles: list[Any] = []
    for number, message in enumerate(messages):
        if not isinstance(message, dict):
            previous = None
            roles.append(None)
            continue
        here = f"{at}/{number}"
        role, content = message.get("role"), message.get("content")
        roles.append(role)
        if isinstance(role, str) and role == previous and role != "tool":
            yield Fault(
                f"{here}/role", "role-order", f'two messages in a row are from the role "{role}"; roles must alternate'
            )
        previous = role
        if content is None:
            if not (role == "assistant" and message.get("tool_calls")):
                hint = "; only an assistant's message with tool_calls may do without" if role == "assistant" else ""
                yield Fault(here, "missing-content", f"the message has no content{hint}")
            continue
        yield from _content_faults(content, role, f"{here}/content")
        found = _images_in(content)
        images += found
        most_images = max(most_images, found)
        if found and message.get("weight") == 1:
            yield Fault(f"{here}/weight", "image-weight", "a message with an image may have no weight but 0")
        if isinstance(content, (str, list)):
            first_kind = first_kind or type(content)
            if type(content) is not first_kind:
                yield Fault(
                    f"{here}/content",
                    "mixed-content",
                    "the contents of a conversation must be all strings or all arrays of parts; "
                    f"this one is {'a string' if isinstance(content, str) else 'an array'}, the first is not",
                )
    if images > MAX_IMAGES >= most_images:
        yield Fault(at, "too-many-images", f"the conversation has {images} images; at most {MAX_IMAGES} are taken")
    if not messages:
        return
    if answered and "assistant" not in roles:
        yield Fault(at, "no-assistant", "no message is from the assistant; at least one must be")
    if not answered and roles[-1] == "assistant":
        yield Fault(
            f"{at}/{len(messages) - 1}/role",
            "assistant-last",
            "the last message of the input is the assistant's; the outputs are to answer somebody else's",
        )


def _images_in(content: Any) -> int:
    if not isinstance(content, list):
        return 0
    return sum(isinstance(part, dict) and part.get("type") == "image_url" for part in content)


def _content_faults(content: Any, role: Any, at: str) -> Iterator[Fault]:
    """The images of a content: only the user has any, and not too many."""
    images = _images_in(content)
    if images and role != "user":
        number = next(number for number, part in enumerate(content) if _images_in([part]))
        yield Fault(f"{at}/{number}", "image-role", "only the user's content may have images")
    if images > MAX_IMAGES:
        yield Fault(at, "too-many-images", f"the content has {images} images; at most {MAX_IMAGES} are taken")
