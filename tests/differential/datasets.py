"""Generated data sets: mostly right, then changed somewhere."""

from __future__ import annotations

import copy
import json
from typing import Any

from hypothesis import strategies as st

_TEXTS = ["", "a", "hello", "é", "文", "\u2028", "\x7f", 'quo"te', "back\\slash", "line\nfeed"]
_WORDS = st.sampled_from([*_TEXTS * 10, "\ud800", *_TEXTS * 10])  # rare, and not at an end, which is drawn more often
_URLS = st.sampled_from(
    ["data:image/png;base64,aGk=", "data:image/jpeg;base64,", "data:image/webp;base64,QQ=="] * 4
    + ["data:image/gif;base64,aGk=", "https://example.com/a.png", ""]
)
_SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from([0, 1, 2, -1, 0.0, 1.0, 1.5, 10**30, float("nan"), float("inf")]),
    _WORDS,
    st.sampled_from(["user", "assistant", "system", "tool", "text", "image_url"]),
)
_VALUES = st.one_of(_SCALARS, st.lists(_SCALARS, max_size=2), st.dictionaries(_WORDS, _SCALARS, max_size=2))
_KEYS = st.sampled_from(
    "text messages tools prompt completion input preferred_output non_preferred_output role content weight "
    "tool_calls type image_url url custom_id name".split()
)
_TEXT_PART = st.fixed_dictionaries({"type": st.just("text"), "text": _WORDS})
_IMAGE_PART = st.fixed_dictionaries({"type": st.just("image_url"), "image_url": st.fixed_dictionaries({"url": _URLS})})


@st.composite
def _content(draw: Any, role: str, parts: bool) -> Any:
    if not parts:
        return draw(_WORDS)
    allowed = st.one_of(_TEXT_PART, _IMAGE_PART) if role == "user" else _TEXT_PART
    size = draw(st.sampled_from([0, 1, 2, 3, 6, 10, 11]))
    return [draw(allowed) for _ in range(size)]


@st.composite
def _messages(draw: Any, last: str) -> list[dict[str, Any]]:
    parts = draw(st.integers(0, 3)) == 0
    turns = draw(st.integers(0, 3))
    other = {"user": "assistant", "assistant": "user"}
    roles = [last]
    for _ in range(turns):
        roles.insert(0, other[roles[0]])
    if draw(st.booleans()):
        roles.insert(0, "system")
    messages = []
    for role in roles:
        message: dict[str, Any] = {"role": role, "content": draw(_content(role, parts))}
        if draw(st.integers(0, 5)) == 0:
            message["weight"] = draw(st.sampled_from([0, 1]))
        messages.append(message)
    return messages


@st.composite
def _conversation(draw: Any) -> dict[str, Any]:
    row: dict[str, Any] = {"messages": draw(_messages(draw(st.sampled_from(["assistant"] * 4 + ["user"]))))}
    if draw(st.integers(0, 19)) == 0:
        row["tools"] = draw(st.sampled_from([[], [{"type": "function"}], None, ["x"]]))
    if draw(st.integers(0, 19)) == 0:
        row["messages"][-1]["tool_calls"] = draw(st.sampled_from([[{"id": "1"}], [], None, "x"]))
        row["messages"][-1]["content"] = draw(st.sampled_from([None, "x"]))
    return row


@st.composite
def _preference(draw: Any) -> dict[str, Any]:
    def answer() -> list[Any]:
        return [{"role": "assistant", "content": draw(_content("assistant", draw(st.integers(0, 3)) == 0))}]

    return {
        "input": {"messages": draw(_messages("user"))},
        "preferred_output": answer(),
        "non_preferred_output": answer(),
    }


_ROWS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "general": st.fixed_dictionaries({"text": st.booleans().flatmap(lambda parts: _content("user", parts))}),
    "conversation": _conversation(),
    "instruction": st.fixed_dictionaries(
        {
            "prompt": st.booleans().flatmap(lambda parts: _content("user", parts)),
            "completion": st.booleans().flatmap(lambda parts: _content("assistant", parts)),
        }
    ),
    "preference_openai": _preference(),
}


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of all values inside a value."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path] + [place for key, item in items for place in _places(item, (*path, key))]


@st.composite
def _changed(draw: Any, row: Any) -> Any:
    """A row with one thing in it changed."""
    row = copy.deepcopy(row)
    *path, last = draw(st.sampled_from(_places(row)[1:] or [(None,)]))
    if last is None:
        return draw(_VALUES)
    holder = row
    for key in path:
        holder = holder[key]
    match draw(st.sampled_from(["replace", "delete", "double", "rename", "add"])):
        case "replace":
            holder[last] = draw(_VALUES)
        case "delete":
            del holder[last]
        case "double" if isinstance(holder, list):
            holder.insert(last, copy.deepcopy(holder[last]))
        case "rename" if isinstance(holder, dict):
            holder[draw(_KEYS)] = holder.pop(last)
        case _ if isinstance(holder, dict):
            holder[draw(_KEYS)] = draw(_VALUES)
        case _:
            holder.append(draw(_VALUES))
    return row


@st.composite
def _byte_changed(draw: Any, content: bytes) -> bytes:
    at = draw(st.integers(0, len(content)))
    new = draw(
        st.sampled_from(
            [b"", b"\0", b"\xff", b"\n", b"\r", b"\r\n", b" ", b'"', b"{", b"}", b",", b"\\", b"\xef\xbb\xbf", b"1"]
        )
    )
    return content[:at] + new + content[at + draw(st.integers(0, 1)) :]


@st.composite
def jsonl_files(draw: Any) -> bytes:
    """A fine-tune file of one format, in a third of cases with a change or two."""
    form = draw(st.sampled_from(list(_ROWS)))
    rows: list[Any] = draw(st.lists(_ROWS[form], min_size=1, max_size=4))
    changes = draw(st.sampled_from(["none", "none", "none", "none", "value", "values", "row", "byte", "blank"]))
    for _ in range({"value": 1, "values": 2}.get(changes, 0)):
        number = draw(st.integers(0, len(rows) - 1))
        rows[number] = draw(_changed(rows[number]))
    if changes == "row":
        rows.append(draw(st.one_of(*_ROWS.values(), _VALUES)))
    escaped = draw(st.booleans())
    lines = [json.dumps(row, ensure_ascii=escaped).replace("\ud800", "\\ud800") for row in rows]
    newline = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    content = newline.join(lines) + draw(st.sampled_from(["", newline]))
    if changes == "blank":
        content = content.replace("\n", "\n \n", 1) + draw(st.sampled_from(["", "\n", "\n\n", " "]))
    encoded = content.encode()
    return draw(_byte_changed(encoded)) if changes == "byte" else encoded


@st.composite
def csv_files(draw: Any) -> bytes:
    """A CSV file for evaluations, in half of the cases with something wrong."""
    width = draw(st.integers(1, 3))
    cells = st.sampled_from(["", "a", "é", '"a,b"', '"a\nb"', '"say ""hi"""', "1"])
    rows = [[f"column{number}" for number in range(width)]]
    for _ in range(draw(st.integers(0, 4))):
        extra = draw(st.sampled_from([0, 0, 0, 0, 1, -1]))
        rows.append([draw(cells) for _ in range(max(1, width + extra))])
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    content = (newline.join(",".join(row) for row in rows) + draw(st.sampled_from(["", newline]))).encode()
    return draw(_byte_changed(content)) if draw(st.integers(0, 3)) == 0 else content


@st.composite
def files(draw: Any) -> tuple[str, str, bytes]:
    """A file's suffix, the purpose to check it for, and its bytes."""
    kind = draw(st.sampled_from(["fine-tune"] * 6 + ["eval", "csv"]))
    if kind == "csv":
        return ".csv", "eval", draw(csv_files())
    return ".jsonl", kind, draw(jsonl_files())
