"""Every sentence of the rules: a file that keeps it, and files that break it."""

from __future__ import annotations

import csv
import hashlib
import json
import os
from pathlib import Path
from typing import Any, get_args

import pytest

from batchline import TransferProgress, check_file
from batchline.report import Code
from batchline.validation import check_csv

IMAGE = {"type": "image_url", "image_url": {"url": "data:image/png;base64,aGk="}}
TEXT = {"type": "text", "text": "look"}
USER, ANSWER = {"role": "user", "content": "q"}, {"role": "assistant", "content": "a"}
REQUEST = {
    "custom_id": "a",
    "method": "POST",
    "url": "/v1/chat/completions",
    "body": {"model": "m", "messages": [{"role": "user", "content": "hi"}], "temperature": 0.5},
}
AUDIO = {
    "custom_id": "a",
    "method": "FILE",
    "url": "/v1/audio/transcriptions",
    "body": {"model": "m", "file": "https://example.com/a.mp3"},
}
COMPLETION = {"custom_id": "a", "url": "/v1/completions", "body": {"model": "m", "prompt": "p"}}


def conversation(*messages: Any, **keys: Any) -> dict[str, Any]:
    return {"messages": list(messages), **keys}


def image(url: Any) -> dict[str, Any]:
    return {"type": "image_url", "image_url": {"url": url}}


def user(*parts: Any, **keys: Any) -> dict[str, Any]:
    return {"role": "user", "content": list(parts), **keys}


def preference(*messages: Any, preferred: Any = None, rejected: Any = None, **keys: Any) -> dict[str, Any]:
    return {
        "input": {"messages": list(messages) or [USER]},
        "preferred_output": [ANSWER] if preferred is None else preferred,
        "non_preferred_output": [ANSWER] if rejected is None else rejected,
        **keys,
    }


def without(value: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: item for key, item in value.items() if key not in keys}


def call(name: str = "f") -> dict[str, Any]:
    return {"id": "1", "type": "function", "function": {"name": name, "arguments": "{}"}}


ANSWER_PARTS = {"role": "assistant", "content": [TEXT]}
TOOLS = [{"type": "function", "function": {"name": "f"}}]
LONGEST = 13_981_036
LONGEST_URL = "data:image/png;base64,".ljust(LONGEST, "A")

# What a line must be like, for each sentence: the sentence, the purpose, a line, and its faults.
RULES: list[tuple[str, str, Any, list[tuple[str, str]]]] = [
    ("each line is one JSON object", "eval", {"anything": [1, None]}, []),
    ("each line is one JSON object", "eval", [], [("", "wrong-type")]),
    ("each line is one JSON object", "eval", "text", [("", "wrong-type")]),
    ("each line is one JSON object", "eval", None, [("", "wrong-type")]),
    ("general", "fine-tune", {"text": "t"}, []),
    ("general", "fine-tune", {"text": 5}, [("/text", "wrong-type")]),
    ("further columns are taken, with a warning; allowed", "fine-tune", {"text": "t", "more": 1}, []),
    ("conversation", "fine-tune", conversation(USER, ANSWER), []),
    ("conversation", "fine-tune", conversation(USER, ANSWER, tools=TOOLS), []),
    ("conversation", "fine-tune", conversation(ANSWER, id=1, tools=5), [("/tools", "wrong-type")]),
    ("instruction", "fine-tune", {"prompt": "p", "completion": "c"}, []),
    ("instruction", "fine-tune", {"prompt": "p"}, [("", "missing-key")]),
    ("instruction", "fine-tune", {"prompt": "p", "completion": None}, [("/completion", "wrong-type")]),
    ("preference_openai", "fine-tune", preference(), []),
    ("preference_openai", "fine-tune", without(preference(), "non_preferred_output"), [("", "missing-key")]),
    ("preference_openai", "fine-tune", preference(more=1, weight="1"), [("/weight", "wrong-type")]),
    ("a format follows from the keys", "fine-tune", {"text": ""}, []),
    ("a format follows from the keys", "fine-tune", {"other": 1}, [("", "unknown-format")]),
    ("a format follows from the keys", "fine-tune", {}, [("", "unknown-format")]),
    ("a format follows from the keys", "fine-tune", {"text": "t", "prompt": "p", "completion": "c"},
     [("", "mixed-formats")]),
    ("a weight of a row is a number not below 0", "fine-tune", {"text": "t", "weight": 0.1}, []),
    ("a weight of a row is a number not below 0", "fine-tune", {"text": "t", "weight": 0}, []),
    ("a weight of a row is a number not below 0", "fine-tune", conversation(USER, ANSWER, weight=2.5), []),
    ("a weight of a row is a number not below 0", "fine-tune", {"prompt": "p", "completion": "c", "weight": 1}, []),
    ("a weight of a row is a number not below 0", "fine-tune", preference(weight=1), []),
    ("a weight of a row is a number not below 0", "fine-tune", {"text": "t", "weight": -0.5},
     [("/weight", "wrong-value")]),
    ("a weight of a row is a number not below 0", "fine-tune", {"text": "t", "weight": True},
     [("/weight", "wrong-type")]),
    ("a weight of a row is a number not below 0", "fine-tune", {"text": "t", "weight": 10**400},
     [("/weight", "wrong-value")]),
    ("null is absent; allowed", "fine-tune", conversation(USER, ANSWER, tools=None, weight=None), []),
    ("null is absent; allowed", "fine-tune", {"text": "t", "messages": None, "prompt": None, "completion": None}, []),
    ("keys of other formats do not count; allowed", "fine-tune",
     {"text": "a", "preferred_output": [{"role": "assistant", "content": None}]}, []),
    ("keys of other formats do not count; allowed", "fine-tune", {"text": "t", "completion": [TEXT, IMAGE]}, []),
    ("keys of other formats do not count; allowed", "fine-tune",
     {"prompt": "p", "completion": "c", "input": {"messages": [USER, USER]}}, []),
    ("null is absent; allowed", "fine-tune", conversation({**USER, "tool_calls": None, "name": None, "weight": None},
     {**ANSWER, "tool_calls": None, "weight": None}), []),
    ("null is absent; allowed", "fine-tune", preference(weight=None, rejected=[{**ANSWER, "tool_calls": None}]), []),
    # content
    ("a content is a string or a list of parts", "fine-tune", {"text": [TEXT]}, []),
    ("a content is a string or a list of parts", "fine-tune", {"text": []}, []),
    ("a content is a string or a list of parts", "fine-tune", {"prompt": [TEXT], "completion": [TEXT]}, []),
    ("a content is a string or a list of parts", "fine-tune", {"text": {"type": "text"}}, [("/text", "wrong-type")]),
    ("a content is a string or a list of parts", "fine-tune", conversation({"role": "user", "content": 1}, ANSWER),
     [("/messages/0/content", "wrong-type")]),
    ("a part is a text or an image", "fine-tune", {"text": [TEXT, IMAGE]}, []),
    ("a part is a text or an image", "fine-tune", {"text": ["t"]}, [("/text/0", "wrong-type")]),
    ("a part is a text or an image", "fine-tune", {"text": [{"text": "t"}]}, [("/text/0", "missing-key")]),
    ("a part is a text or an image", "fine-tune", {"text": [{"type": "txt", "text": "t"}]},
     [("/text/0/type", "wrong-value")]),
    ("a part is a text or an image", "fine-tune", {"text": [{"type": 1}]}, [("/text/0/type", "wrong-type")]),
    ("a part is a text or an image", "fine-tune", {"text": [{"type": "text"}]}, [("/text/0", "missing-key")]),
    ("a part is a text or an image", "fine-tune", {"text": [{"type": "text", "text": None}]},
     [("/text/0/text", "wrong-type")]),
    ("a part is a text or an image", "fine-tune", {"text": [{"type": "image_url"}]}, [("/text/0", "missing-key")]),
    ("a part is a text or an image", "fine-tune", {"text": [{"type": "image_url", "image_url": "u"}]},
     [("/text/0/image_url", "wrong-type")]),
    ("a part is a text or an image", "fine-tune", {"text": [image(None)]}, [("/text/0/image_url/url", "wrong-type")]),
    ("images only in a user's content", "fine-tune", conversation(user(IMAGE), ANSWER_PARTS), []),
    ("images only in a user's content", "fine-tune", {"prompt": [IMAGE], "completion": "c"}, []),
    ("images only in a user's content", "fine-tune", {"prompt": "p", "completion": [TEXT, IMAGE]},
     [("/completion/1", "image-role")]),
    ("images only in a user's content", "fine-tune", conversation(user(TEXT), {"role": "assistant", "content": [IMAGE]}),
     [("/messages/1/content/0", "image-role")]),
    ("images only in a user's content", "fine-tune",
     preference(preferred=[{"role": "assistant", "content": [IMAGE]}]), [("/preferred_output/0/content/0", "image-role")]),
    ("an image is JPEG, PNG or WebP in base64", "fine-tune",
     {"text": [image(f"data:image/{kind};base64,") for kind in ("jpeg", "png", "webp")]}, []),
    ("an image is JPEG, PNG or WebP in base64", "fine-tune", {"text": [image("https://example.com/a.png")]},
     [("/text/0/image_url/url", "wrong-value")]),
    ("an image is JPEG, PNG or WebP in base64", "fine-tune", {"text": [image("data:image/gif;base64,aGk=")]},
     [("/text/0/image_url/url", "wrong-value")]),
    ("an image is JPEG, PNG or WebP in base64", "fine-tune", {"text": [image(" data:image/png;base64,aGk=")]},
     [("/text/0/image_url/url", "wrong-value")]),
    ("an image has at most 13,981,036 characters", "fine-tune", {"text": [image(LONGEST_URL)]}, []),
    ("an image has at most 13,981,036 characters", "fine-tune", {"text": [image(LONGEST_URL + "A")]},
     [("/text/0/image_url/url", "wrong-length")]),
    ("at most 10 images in a content", "fine-tune", {"text": [IMAGE] * 10}, []),
    ("at most 10 images in a content", "fine-tune", {"text": [IMAGE] * 11}, [("/text", "too-many-images")]),
    ("at most 10 images in a conversation", "fine-tune",
     conversation(user(*[IMAGE] * 5), ANSWER_PARTS, user(*[IMAGE] * 5)), []),
    ("at most 10 images in a conversation", "fine-tune",
     conversation(user(*[IMAGE] * 5), ANSWER_PARTS, user(*[IMAGE] * 6)), [("/messages", "too-many-images")]),
    # messages
    ("messages is a non-empty list of objects", "fine-tune", conversation(USER, ANSWER, USER), []),
    ("messages is a non-empty list of objects", "fine-tune", conversation(), [("/messages", "wrong-length")]),
    ("messages is a non-empty list of objects", "fine-tune", {"messages": {}}, [("/messages", "wrong-type")]),
    ("messages is a non-empty list of objects", "fine-tune", conversation("hi", ANSWER), [("/messages/0", "wrong-type")]),
    ("messages have role and content", "fine-tune", conversation({"role": "user", "content": ""}, ANSWER), []),
    ("messages have role and content", "fine-tune", conversation({"content": "q"}, ANSWER),
     [("/messages/0", "missing-key")]),
    ("messages have role and content", "fine-tune", conversation({"role": "user"}, ANSWER),
     [("/messages/0", "missing-content")]),
    ("messages have role and content", "fine-tune", conversation({"role": "user", "content": None}, ANSWER),
     [("/messages/0", "missing-content")]),
    ("role is system, user or assistant", "fine-tune", conversation({"role": "system", "content": "s"}, USER, ANSWER), []),
    ("role is system, user or assistant", "fine-tune", conversation({"role": "robot", "content": "s"}, ANSWER),
     [("/messages/0/role", "wrong-value")]),
    ("role is system, user or assistant", "fine-tune", conversation({"role": 1, "content": "s"}, ANSWER),
     [("/messages/0/role", "wrong-type")]),
    ("two messages in a row never have the same role", "fine-tune", conversation(ANSWER, USER, ANSWER), []),
    ("two messages in a row never have the same role", "fine-tune", conversation(USER, USER, ANSWER),
     [("/messages/1/role", "role-order")]),
    ("two messages in a row never have the same role", "fine-tune", conversation(USER, ANSWER, ANSWER, ANSWER),
     [("/messages/2/role", "role-order"), ("/messages/3/role", "role-order")]),
    ("at least one is the assistant's", "fine-tune", conversation(ANSWER), []),
    ("at least one is the assistant's", "fine-tune", conversation(USER), [("/messages", "no-assistant")]),
    ("contents are all strings or all lists", "fine-tune", conversation(user(TEXT), ANSWER_PARTS), []),
    ("contents are all strings or all lists", "fine-tune", conversation(user(TEXT), ANSWER),
     [("/messages/1/content", "mixed-content")]),
    ("contents are all strings or all lists", "fine-tune", conversation(USER, ANSWER_PARTS),
     [("/messages/1/content", "mixed-content")]),
    # weight
    ("weight is the integer 0 or 1", "fine-tune", conversation({**USER, "weight": 0}, {**ANSWER, "weight": 1}), []),
    ("weight is the integer 0 or 1", "fine-tune", conversation(USER, {**ANSWER, "weight": 1.0}),
     [("/messages/1/weight", "wrong-type")]),
    ("weight is the integer 0 or 1", "fine-tune", conversation(USER, {**ANSWER, "weight": 2}),
     [("/messages/1/weight", "wrong-value")]),
    ("weight is the integer 0 or 1", "fine-tune", conversation(USER, {**ANSWER, "weight": True}),
     [("/messages/1/weight", "wrong-type")]),
    ("a message with an image has no weight but 0", "fine-tune", conversation(user(IMAGE, weight=0), ANSWER_PARTS), []),
    ("a message with an image has no weight but 0", "fine-tune", conversation(user(IMAGE, weight=1), ANSWER_PARTS),
     [("/messages/0/weight", "image-weight")]),
    # preference_openai
    ("input has messages", "fine-tune", preference(ANSWER, USER), []),
    ("input has messages", "fine-tune", {**preference(), "input": []}, [("/input", "wrong-type")]),
    ("input has messages", "fine-tune", {**preference(), "input": {}}, [("/input", "missing-key")]),
    ("input has messages", "fine-tune", {**preference(), "input": {"messages": []}}, [("/input/messages", "wrong-length")]),
    ("input has messages", "fine-tune", preference(USER, USER), [("/input/messages/1/role", "role-order")]),
    ("the last message is not the assistant's", "fine-tune", preference({"role": "system", "content": "s"}), []),
    ("the last message is not the assistant's", "fine-tune", preference(USER, ANSWER),
     [("/input/messages/1/role", "assistant-last")]),
    ("an output is exactly one message", "fine-tune", preference(rejected=[{**ANSWER, "weight": 1}]), []),
    ("an output is exactly one message", "fine-tune", preference(preferred=[]), [("/preferred_output", "wrong-length")]),
    ("an output is exactly one message", "fine-tune", preference(rejected=[ANSWER, ANSWER]),
     [("/non_preferred_output", "wrong-length")]),
    ("an output is exactly one message", "fine-tune", preference(preferred=ANSWER), [("/preferred_output", "wrong-type")]),
    ("an output is the assistant's and has a content", "fine-tune", preference(preferred=[ANSWER_PARTS]), []),
    ("an output is the assistant's and has a content", "fine-tune", preference(preferred=[USER]),
     [("/preferred_output/0/role", "wrong-value")]),
    ("an output is the assistant's and has a content", "fine-tune", preference(rejected=[{"role": "assistant"}]),
     [("/non_preferred_output/0", "missing-content")]),
    ("an output is the assistant's and has a content", "fine-tune", preference(preferred=[{**ANSWER, "content": None}]),
     [("/preferred_output/0", "missing-content")]),
    ("an output is the assistant's and has a content", "fine-tune",
     preference(preferred=[{"role": "assistant", "tool_calls": [call()]}]), []),
    ("an output is the assistant's and has a content", "fine-tune",
     preference(rejected=[{"role": "assistant", "content": None, "tool_calls": [call()]}]), []),
    # tools
    ("tools is a list of objects", "fine-tune", conversation(USER, ANSWER, tools=[]), []),
    ("tools is a list of objects", "fine-tune", conversation(USER, ANSWER, tools={}), [("/tools", "wrong-type")]),
    ("tools is a list of objects", "fine-tune", conversation(USER, ANSWER, tools=["f"]), [("/tools/0", "wrong-type")]),
    ("role tool is allowed, and may repeat", "fine-tune",
     conversation(USER, {"role": "assistant", "content": None, "tool_calls": [call(), call()]},
                  {"role": "tool", "content": "1"}, {"role": "tool", "content": "2"}, ANSWER, tools=TOOLS), []),
    ("role tool is allowed, and may repeat", "fine-tune",
     conversation(USER, {"role": "assistant", "tool_calls": [call()]}, {"role": "tool", "content": "1"}), []),
    ("role tool is allowed, and may repeat", "fine-tune", conversation(USER, {"role": "tool"}, ANSWER),
     [("/messages/1", "missing-content")]),
    ("only with tool_calls may a content be missing", "fine-tune",
     conversation(USER, {"role": "assistant", "tool_calls": [call()]}), []),
    ("only with tool_calls may a content be missing", "fine-tune",
     conversation(USER, {"role": "assistant", "content": None, "tool_calls": None}), [("/messages/1", "missing-content")]),
    ("only with tool_calls may a content be missing", "fine-tune",
     conversation({"role": "user", "tool_calls": [call()]}, ANSWER), [("/messages/0", "missing-content")]),
    ("tool_calls is a list of objects", "fine-tune", conversation(USER, {**ANSWER, "tool_calls": [call()]}), []),
    ("tool_calls is a list of objects", "fine-tune", conversation(USER, {**ANSWER, "tool_calls": "f"}),
     [("/messages/1/tool_calls", "wrong-type")]),
    ("other keys inside a message or a part are allowed", "fine-tune",
     conversation(user({**TEXT, "more": 1}, {**IMAGE, "more": 1}, name="n"), {**ANSWER_PARTS, "more": {}}), []),
    ("other keys inside a message or a part are allowed", "fine-tune", conversation({**USER, "name": "n"}, ANSWER), []),
    # several faults of one line
    ("all faults of a line", "fine-tune", conversation({**USER, "weight": 0}, {**ANSWER, "weight": 0}), []),
    ("all faults of a line", "fine-tune",
     conversation({"role": "user", "content": 1}, {"role": "user", "content": "q", "weight": 3}, weight="x"),
     [("/weight", "wrong-type"), ("/messages", "no-assistant"), ("/messages/0/content", "wrong-type"),
      ("/messages/1/role", "role-order"), ("/messages/1/weight", "wrong-value")]),
    # requests
    ("no other key", "batch-api", REQUEST, []),
    ("no other key", "batch-api", {"custom_id": "a", "body": {"model": "m"}}, []),
    ("custom_id is a string of 1 to 64 characters", "batch-api", {**REQUEST, "custom_id": "é" * 64}, []),
    ("custom_id is a string of 1 to 64 characters", "batch-api", {**REQUEST, "custom_id": "x" * 65},
     [("/custom_id", "wrong-length")]),
    ("custom_id is a string of 1 to 64 characters", "batch-api", {**REQUEST, "custom_id": ""},
     [("/custom_id", "wrong-length")]),
    ("custom_id is a string of 1 to 64 characters", "batch-api", {**REQUEST, "custom_id": 5},
     [("/custom_id", "wrong-type")]),
    ("custom_id is a string of 1 to 64 characters", "batch-api", without(REQUEST, "custom_id"), [("", "missing-key")]),
    ("body is an object", "batch-api", {**REQUEST, "body": {"model": "m", "messages": [{"role": ""}]}}, []),
    ("body is an object", "batch-api", {**REQUEST, "body": []}, [("/body", "wrong-type")]),
    ("body is an object", "batch-api", without(REQUEST, "body"), [("", "missing-key")]),
    ("method is POST", "batch-api", without(REQUEST, "method"), []),
    ("method is POST", "batch-api", {**REQUEST, "method": "GET"}, [("/method", "wrong-value")]),
    ("url is a known endpoint", "batch-api", AUDIO, []),
    ("audio has the method FILE and a file", "batch-api", {**AUDIO, "url": "/v1/audio/translations"}, []),
    ("audio has the method FILE and a file", "batch-api", without(AUDIO, "url"), []),
    ("audio has the method FILE and a file", "batch-api", {**AUDIO, "method": "POST"}, [("/method", "wrong-value")]),
    ("audio has the method FILE and a file", "batch-api", without(AUDIO, "method"), [("", "missing-key")]),
    ("audio has the method FILE and a file", "batch-api", {**AUDIO, "body": {"model": "m"}}, [("/body", "missing-key")]),
    ("audio has the method FILE and a file", "batch-api", {**REQUEST, "method": "FILE"}, [("/method", "wrong-value")]),
    ("url is a known endpoint", "batch-api", {**REQUEST, "url": "/v1/chat"}, [("/url", "wrong-value")]),
    ("url is a known endpoint", "batch-api", {**REQUEST, "url": None}, [("/url", "wrong-type")]),
    ("no other key", "batch-api", {**REQUEST, "more": 1}, [("/more", "unknown-key")]),
    ("body has model", "batch-api", {"custom_id": "a", "body": {"model": " "}}, []),
    ("body has model", "batch-api", {"custom_id": "a", "body": {}}, [("/body", "missing-key")]),
    ("body has model", "batch-api", {"custom_id": "a", "body": {"model": ""}}, [("/body/model", "wrong-length")]),
    ("body has model", "batch-api", {"custom_id": "a", "body": {"model": 1}}, [("/body/model", "wrong-type")]),
    ("chat completions have messages with a role", "batch-api", REQUEST, []),
    ("chat completions have messages with a role", "batch-api", {**REQUEST, "body": {"model": "m", "messages": []}},
     [("/body/messages", "wrong-length")]),
    ("chat completions have messages with a role", "batch-api", {**REQUEST, "body": {"model": "m"}},
     [("/body", "missing-key")]),
    ("chat completions have messages with a role", "batch-api", {**REQUEST, "body": {"model": "m", "messages": ["q", {}]}},
     [("/body/messages/0", "wrong-type"), ("/body/messages/1", "missing-key")]),
    ("completions have a prompt", "batch-api", COMPLETION, []),
    ("completions have a prompt", "batch-api", {**COMPLETION, "body": {"model": "m", "prompt": ["p"]}},
     [("/body/prompt", "wrong-type")]),
    ("completions have a prompt", "batch-api", {**COMPLETION, "body": {"model": "m"}}, [("/body", "missing-key")]),
    ("everything else in a body is the server's to judge", "batch-api",
     {**REQUEST, "body": {**REQUEST["body"], "messages": [{"role": "robot", "content": 5}], "n": None}}, []),
]  # fmt: skip


def found(report: Any) -> list[tuple[str, str]]:
    return [(issue.pointer, issue.code) for issue in report.issues]


def write(name: str, content: str | bytes) -> str:
    Path(name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return name


@pytest.mark.parametrize(
    ("sentence", "purpose", "line", "faults"),
    RULES,
    ids=[f"{number}: {sentence}" for number, (sentence, *_) in enumerate(RULES)],
)
def test_rules_of_a_line(folder: Path, sentence: str, purpose: str, line: Any, faults: list[tuple[str, str]]) -> None:
    report = check_file(write("a.jsonl", json.dumps(line)), purpose)
    assert sorted(found(report)) == sorted(faults)
    assert report.ok == (not faults)
    assert report.total_issues == len(faults) == sum(report.counts.values())
    assert [issue.line for issue in report.issues] == [1] * len(faults)
    columns = [issue.column or 0 for issue in report.issues]
    assert columns == sorted(columns)


def test_every_sentence_has_a_line_that_keeps_it_and_one_that_breaks_it() -> None:
    kept = {sentence for sentence, _, _, faults in RULES if not faults}
    broken = {sentence for sentence, _, _, faults in RULES if faults}
    assert broken <= kept
    assert {sentence for sentence in kept - broken if "allowed" not in sentence and "server" not in sentence} == set()


def test_codes_are_documented() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "validation.md").read_text(encoding="utf-8")
    for code in get_args(Code):
        assert f"`{code}`" in guide, code


@pytest.mark.parametrize(
    ("row", "form"),
    [
        ({"text": "t"}, "general"),
        (conversation(USER, ANSWER), "conversation"),
        ({"prompt": "p", "completion": "c"}, "instruction"),
        (preference(), "preference_openai"),
    ],
)
def test_the_format_is_reported(folder: Path, row: Any, form: str) -> None:
    report = check_file(write("a.jsonl", f"{json.dumps(row)}\n{json.dumps(row)}\n"))
    assert (report.ok, report.dataset_format, report.samples) == (True, form, 2)
    assert str(report) == f"a.jsonl: ok for fine-tune, 2 rows of format {form}"


def test_all_rows_have_the_format_of_the_first(folder: Path) -> None:
    rows: list[Any] = [{"text": "t"}, {"prompt": "p", "completion": 1}, {"text": "t"}]
    report = check_file(write("a.jsonl", "\n".join(map(json.dumps, rows))))
    assert [(issue.line, issue.code) for issue in report.issues] == [(2, "mixed-formats"), (2, "wrong-type")]
    assert report.dataset_format == "general"


def test_a_typo_in_the_first_row_does_not_condemn_the_others(folder: Path) -> None:
    rows = [{"mesages": []}, *[conversation(USER, ANSWER)] * 3]
    report = check_file(write("a.jsonl", "\n".join(map(json.dumps, rows))))
    assert [(issue.line, issue.code) for issue in report.issues] == [(1, "unknown-format")]


def test_keys_that_a_format_does_not_have_are_told_once(folder: Path) -> None:
    rows: list[Any] = [conversation(USER, ANSWER, id=number, source="s") for number in range(3)]
    rows.append(conversation({"role": "user", "content": [TEXT]}, ANSWER_PARTS, note="n", weight=0.5))
    report = check_file(write("a.jsonl", "\n".join(map(json.dumps, rows))))
    assert report.ok
    assert [(one.line, one.pointer, one.code) for one in report.warnings] == [
        (1, "/id", "ignored-key"), (1, "/source", "ignored-key"), (4, "/note", "ignored-key"),
    ]  # fmt: skip
    assert str(report).endswith("a.jsonl: ok for fine-tune, 4 rows of format conversation, 3 warnings")
    again = check_file(write("b.jsonl", json.dumps(rows[0]) + "\n" + json.dumps(conversation(USER)) + "\n"))
    assert (len(again.warnings), found(again)) == (2, [("/messages", "no-assistant")])


def test_warnings_are_the_same_for_any_number_of_workers(folder: Path) -> None:
    rows = [{"text": "t" * 2000, **({f"k{n // 7000}": n} if n > 5000 else {})} for n in range(25_000)]
    write("a.jsonl", "\n".join(map(json.dumps, rows)))
    alone, together = check_file("a.jsonl"), check_file("a.jsonl", workers=3)
    assert alone == together
    assert [(one.line, one.pointer) for one in alone.warnings] == [
        (5002, "/k0"), (7001, "/k1"), (14_001, "/k2"), (21_001, "/k3"),
    ]  # fmt: skip


def test_null_keys_are_no_warning(folder: Path) -> None:
    rows = [{"text": "t", "messages": None, "id": None}] * 3
    report = check_file(write("a.jsonl", "\n".join(map(json.dumps, rows))))
    assert (report.ok, report.warnings) == (True, ())


@pytest.mark.parametrize("weight", ["1e400", "-1e400", "1" + "0" * 400, "1" + "0" * 700, "NaN"])
def test_weights_that_are_no_numbers(folder: Path, weight: str) -> None:
    write("b.jsonl", f'{{"text": 5, "weight": {weight}}}')
    assert len(check_file("b.jsonl").issues) == (1 if weight == "NaN" else 2)
    for before in ("", '{"text": "t"}\n'):
        write("a.jsonl", f'{before}{{"text": "t", "weight": {weight}}}\n')
        assert len(check_file("a.jsonl").issues) == 1, weight


@pytest.mark.parametrize(
    "row",
    [
        {"text": "a", "preferred_output": [{"role": "assistant", "content": None}]},
        {"text": "t", "completion": [TEXT, IMAGE]},
        {"text": "t", "messages": []},
        {"text": "t", "messages": None},
        {"text": None},
        conversation(USER, {"role": "assistant", "content": None}, id=1),
    ],
)
def test_the_verdict_on_a_row_does_not_depend_on_its_place(folder: Path, row: Any) -> None:
    write("first.jsonl", json.dumps(row))
    first = check_file("first.jsonl")
    for before in ({"text": "t"}, {"text": "t", "more": 1}) if "text" in row else (conversation(USER, ANSWER),):
        write("later.jsonl", f"{json.dumps(before)}\n{json.dumps(row)}\n")
        later = check_file("later.jsonl")
        assert (later.ok, found(later)) == (first.ok, found(first))


def test_a_row_of_many_keys_takes_no_long(folder: Path) -> None:
    write("a.jsonl", json.dumps({"text": "t", **{f"key{number}": 0 for number in range(200_000)}}))
    assert len(check_file("a.jsonl").warnings) == 20


def test_keys_without_end_are_not_all_told(folder: Path) -> None:
    rows = [{"text": "t", f"key-{number}": number} for number in range(1000)]
    report = check_file(write("a.jsonl", "\n".join(map(json.dumps, rows))))
    assert (report.ok, len(report.warnings)) == (True, 20)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"conversations": [{"from": "human", "value": "q"}]}, "ShareGPT format: rename"),
        ({"instruction": "i", "input": "", "output": "o"}, "Alpaca format: write"),
        ({"prompt": "p", "chosen": "c", "rejected": "r"}, "DPO format: write"),
        ({"text": "t", **conversation(USER, ANSWER)}, "several formats (general: text; conversation: messages)"),
    ],
)
def test_formats_of_other_tools_are_told_with_how_to_convert_them(folder: Path, row: Any, said: str) -> None:
    report = check_file(write("a.jsonl", json.dumps(row)))
    assert (len(report.issues), report.warnings) == (1, ())
    assert said in report.issues[0].message


def test_calibration_has_the_rules_of_fine_tune(folder: Path) -> None:
    write("a.jsonl", json.dumps({"text": 5}))
    assert found(check_file("a.jsonl", "calibration")) == found(check_file("a.jsonl")) == [("/text", "wrong-type")]
    report = check_file(write("a.jsonl", json.dumps(conversation(USER, ANSWER))), "calibration")
    assert (report.ok, report.dataset_format, report.endpoint) == (True, "conversation", None)
    assert found(check_file(write("a.csv", "a\n1\n"), "calibration")) == [("", "wrong-type")]


CASES = Path(__file__).parents[3] / "shared" / "cases"
REFUSED = ("alpaca.jsonl", "hf-dpo.jsonl", "sharegpt.jsonl")


@pytest.mark.skipif(not CASES.is_dir(), reason="the files that users sent are not here")
def test_the_files_that_users_sent() -> None:
    reports = {path.name: check_file(path) for path in sorted((CASES / "fine-tune").iterdir())}
    assert len(reports) >= 13
    assert {name for name, report in reports.items() if not report.ok} == set(REFUSED)
    assert {name for name, report in reports.items() if report.warnings} == {"extra-column.jsonl"}
    assert check_file(CASES / "contract" / "audio_file_method.jsonl", "batch-api").ok


def test_requests_in_a_fine_tune_file_are_recognized(folder: Path) -> None:
    report = check_file(write("a.jsonl", json.dumps(REQUEST)))
    assert "looks like a batch request; use the purpose batch-api" in report.issues[0].message


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        (conversation({"role": "asistant", "content": "a"}), 'did you mean "assistant"?'),
        (conversation(USER, {"role": "assistant", "contents": "a"}), 'but has "contents"'),
        ({"messages": [USER, ANSWER], "tool": []}, 'did you mean "tools"?'),
        ({**REQUEST, "body": {"model": "m", "mesages": []}}, 'but has "mesages"'),
    ],
)
def test_what_was_probably_meant_is_said(folder: Path, wrong: Any, hint: str) -> None:
    report = check_file(write("a.jsonl", json.dumps(wrong)), "batch-api" if "custom_id" in wrong else "fine-tune")
    assert any(hint in issue.message for issue in report.issues + report.warnings), report


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b'{"text": "t",}', "trailing comma before }"),
        (b'{"text": True}', "True, False and None aren't valid JSON; use true, false and null"),
        (b"{'text': 't'}", "looks like a Python dict"),
        (b"{", "put each object on a line of its own"),
        (b'[{"text": "t"}]', "put each item on a line of its own"),
        (b'{"text": "t"} {"text": "t"}', "unexpected text after the end of the object"),
        (b'{"text": "t', "the string that begins here is not closed"),
        (b'{"text": "a\tb"}', "must be escaped"),
        (b"\x1f\x8b\x08\x00\x00\xff", "it looks like gzip"),
        (b"PK\x03\x04\xff", "it looks like a zip archive"),
        ("{}".encode("utf-16"), "it looks like UTF-16"),
        (b'{"text": "t\xff"}', "save the file as UTF-8"),
        (b'{"mesages": []}', 'did you mean "messages"?'),
        (b'{"text": %b}' % (b"9" * 5000), "got a number too large to be read"),
        (b'{"text": [{"type": "image_url", "image_url": {"url": "http://a"}}]}', "must be a data URL in base64"),
    ],
)
def test_what_is_said_of_common_mistakes(folder: Path, line: bytes, said: str) -> None:
    assert said in str(check_file(write("a.jsonl", line)))


def test_a_wrong_suffix_names_those_of_the_purpose(folder: Path) -> None:
    assert "it must be .jsonl or .parquet" in str(check_file(write("a.txt", "x")))
    assert "it must be .jsonl [" in str(check_file("a.txt", "batch-api"))


def test_many_faults_in_long_lines_are_rendered_in_reasonable_time(folder: Path) -> None:
    write("a.jsonl", (json.dumps({"text": "文" * 500, "weight": "1"}, ensure_ascii=False) + "\n") * 5000)
    assert len(check_file("a.jsonl", max_issues=5000).render(80).splitlines()) == 5000 * 3 + 3


def test_a_batch_has_one_endpoint_and_each_id_once(folder: Path) -> None:
    lines = [REQUEST, {**REQUEST, "custom_id": "b"}, REQUEST, {**COMPLETION, "custom_id": "c"}]
    report = check_file(write("a.jsonl", "\n".join(map(json.dumps, lines))), "batch-api")
    assert [(issue.line, issue.pointer, issue.code) for issue in report.issues] == [
        (3, "/custom_id", "duplicate-id"),
        (4, "/url", "mixed-urls"),
    ]
    assert "line 1" in report.issues[0].message
    assert report.endpoint == "/v1/chat/completions"
    assert report.issues[0].column == len('{"custom_id": ') + 1


def test_of_a_request_without_a_url_only_the_model_is_checked_wherever_it_stands(folder: Path) -> None:
    bare = {"custom_id": "b", "body": {"model": "m"}}
    wrong = {"custom_id": "c", "body": {}}
    for lines in ([REQUEST, bare, wrong], [bare, wrong, REQUEST]):
        report = check_file(write("a.jsonl", "\n".join(map(json.dumps, lines))), "batch-api")
        assert found(report) == [("/body", "missing-key")]
        assert report.endpoint == "/v1/chat/completions"


def test_ids_of_faulty_requests_count_too(folder: Path) -> None:
    faulty = {**REQUEST, "method": "GET"}
    report = check_file(write("a.jsonl", f"{json.dumps(faulty)}\n{json.dumps(REQUEST)}"), "batch-api")
    assert [(issue.line, issue.code) for issue in report.issues] == [(1, "wrong-value"), (2, "duplicate-id")]


def requests(count: int, padding: int = 0) -> str:
    line = '{"custom_id": "%d", "body": {"model": "m", "x": "' + "x" * padding + '"}}\n'
    return "".join(line % number for number in range(count))


def test_the_limits_of_a_batch(folder: Path) -> None:
    assert check_file(write("a.jsonl", requests(50_000)), "batch-api").ok
    report = check_file(write("a.jsonl", requests(50_001)), "batch-api")
    assert found(report) == [("", "too-many-requests")]
    assert "`batchline run` splits it" in report.issues[0].message
    assert "batchline run" in report.issues[0].message


def test_the_largest_batch(folder: Path) -> None:
    content = requests(1000, 99_000)
    whole = content + " " * (100_000_000 - len(content))
    assert check_file(write("a.jsonl", whole), "batch-api").ok
    report = check_file(write("a.jsonl", whole + " "), "batch-api")
    assert found(report) == [("", "too-many-bytes")]
    assert "`batchline run` splits it" in report.issues[0].message


@pytest.mark.parametrize(
    ("name", "content", "purpose", "code"),
    [
        ("a.txt", "x", "fine-tune", "wrong-suffix"),
        ("a", "x", "fine-tune", "wrong-suffix"),
        ("a.jsonl", "", "fine-tune", "empty"),
        ("a.jsonl", "\n \n\t\r\n", "fine-tune", "no-samples"),
        ("a.csv", "a\n", "eval", "no-samples"),
        ("a.csv", "a\n1\n", "fine-tune", "wrong-type"),
        ("a.csv", "a\n1\n", "batch-api", "wrong-type"),
        ("a.parquet", "x", "eval", "wrong-type"),
        ("a.parquet", "x", "batch-api", "wrong-type"),
        ("a.parquet", "x", "fine-tune", "invalid-parquet"),
        ("a.csv", "\n1\n", "eval", "no-header"),
        ("a.csv", " , \n1,2\n", "eval", "no-header"),
        ("a.csv", "a,b\n1,2,3\n", "eval", "wrong-length"),
        ("a.csv", "a,b\n1\n", "eval", "wrong-length"),
        ("a.csv", 'a\n"1\n', "eval", "invalid-csv"),
        ("a.csv", '"a"b,c\n1,2\n', "eval", "invalid-csv"),
        ("a.csv", b"a\n\xff\n", "eval", "invalid-utf8"),
        ("a.csv", b"\xef\xbb\xbfa\n1\n", "eval", "byte-order-mark"),
    ],
)  # fmt: skip
def test_faults_of_files(folder: Path, name: str, content: str | bytes, purpose: str, code: str) -> None:
    assert [code for _, code in found(check_file(write(name, content), purpose))] == [code]


@pytest.mark.parametrize(
    ("name", "content", "purpose"),
    [
        ("a.jsonl", '{"anything": 1}', "eval"),
        ("a.jsonl", '\n{"text": "a"}\r\n \t\n{"text": "b"}', "fine-tune"),
        ("a.jsonl", '{"text": "a"}', "calibration"),
        ("a.jsonl", '{"anything": 1}', "eval-sample"),
        ("a.csv", "a,b\r\n1,2\r\n", "eval"),
        ("a.csv", "a\n\n1", "eval"),
        ("a.csv", 'a\n"1\n2"\n', "eval"),
        ("a.csv", "a\r1\r", "eval"),
        ("a.csv", "é\n文\n", "eval"),
    ],
)
def test_files_that_are_right(folder: Path, name: str, content: str, purpose: str) -> None:
    report = check_file(write(name, content), purpose)
    assert report.ok, report
    assert report.sha256 == hashlib.sha256(content.encode()).hexdigest()
    assert report.file_size == len(content.encode())


def test_every_faulty_row_of_a_csv_file_is_told_with_its_line(folder: Path) -> None:
    content = b'a,b\n1,2\n1\n"x\ny",2,3\n\xff,2\n"a"b,2\n1,2\n'
    report = check_file(write("a.csv", content), "eval")
    assert [(issue.line, issue.code) for issue in report.issues] == [
        (3, "wrong-length"),
        (4, "wrong-length"),
        (6, "invalid-utf8"),
        (7, "invalid-csv"),
    ]
    assert report.samples == 5


def test_an_unclosed_quote_is_told_where_its_row_begins(folder: Path) -> None:
    content = 'a,b\n1,2\n3,"4\n' + "5,6\n" * 1000
    report = check_file(write("a.csv", content), "eval")
    assert [(issue.line, issue.code) for issue in report.issues] == [(3, "invalid-csv")]


@pytest.mark.parametrize("content", ['a\n"' + 'xy\n","' * 100, "a\n" + "x" * 200, 'a\n"' + "x\n" * 200])
def test_a_csv_row_that_is_too_long_is_not_kept(folder: Path, monkeypatch: pytest.MonkeyPatch, content: str) -> None:
    monkeypatch.setattr(check_csv, "LONGEST_ROW", 100)
    report = check_file(write("a.csv", content), "eval")
    assert [(issue.line, issue.code) for issue in report.issues] == [(2, "line-too-long")]
    assert report.sha256 == hashlib.sha256(content.encode()).hexdigest()


def test_what_pythons_csv_allows_elsewhere_stays_as_it_was(folder: Path) -> None:
    before = csv.field_size_limit()
    assert check_file(write("a.csv", "a\n" + "x" * 200_000), "eval").ok
    assert csv.field_size_limit() == before


@pytest.mark.parametrize("purpose", ["eval-sample", "eval-output"])
def test_of_files_for_other_purposes_only_the_form_is_checked(folder: Path, purpose: str) -> None:
    import pyarrow
    from pyarrow import parquet

    parquet.write_table(pyarrow.table({"any": ["t"]}), "a.parquet")
    assert check_file("a.parquet", purpose).ok
    assert check_file(write("a.csv", " \n1,2\n"), purpose).ok
    assert check_file(write("a.jsonl", "{}"), purpose).ok
    report = check_file(write("a.jsonl", "[]"), purpose)
    assert found(report) == [("", "wrong-type")]
    assert str(report).endswith("Fix it, then try again.")


def test_the_largest_file(folder: Path) -> None:
    Path("a.jsonl").touch()
    os.truncate("a.jsonl", 53_794_465_383)  # one byte more than 50.1 GiB, and none of them on the disk
    assert found(check_file("a.jsonl")) == [("", "too-large")]


def test_a_path_that_is_no_file(folder: Path) -> None:
    assert found(check_file("missing.jsonl")) == [("", "not-found")]
    assert found(check_file("a\0b.jsonl")) == [("", "not-found")]
    os.mkfifo("fifo.jsonl")
    assert found(check_file("fifo.jsonl")) == [("", "not-a-file")]
    os.mkdir("folder.jsonl")
    assert found(check_file("folder.jsonl")) == [("", "not-a-file")]


def test_parquet(folder: Path) -> None:
    import pyarrow
    from pyarrow import parquet

    def report(**columns: Any) -> Any:
        parquet.write_table(pyarrow.table(columns), "a.parquet")
        return check_file("a.parquet")

    whole = {name: [[1]] for name in ("input_ids", "attention_mask", "labels", "position_ids")}
    assert report(**whole).ok
    assert report(**whole).samples == 1
    assert found(report(labels=[[1]])) == [("", "missing-column")]
    assert found(report(input_ids=[[1]], text=["t"])) == [("", "unknown-column")]
    assert found(report(input_ids=pyarrow.array([], pyarrow.list_(pyarrow.int64())))) == [("", "no-samples")]


def test_parquet_whose_bytes_are_damaged(folder: Path) -> None:
    import random

    import pyarrow
    from pyarrow import parquet

    parquet.write_table(pyarrow.table({"input_ids": [[1]]}), "good.parquet")
    good = Path("good.parquet").read_bytes()
    chance = random.Random(1)
    for _ in range(500):
        damaged = bytearray(good)
        for _ in range(chance.randint(1, 4)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        cut = chance.choice([len(damaged), chance.randrange(1, len(damaged))])
        check_file(write("a.parquet", bytes(damaged[:cut])))  # whatever it says, it raises nothing


def test_parquet_without_the_extra(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pyarrow", None)
    report = check_file(write("a.parquet", "x"))
    assert found(report) == [("", "missing-extra")]
    assert "batchline[parquet]" in report.issues[0].message


def test_listing_stops_and_counting_goes_on(folder: Path) -> None:
    report = check_file(write("a.jsonl", "x\n" * 250), max_issues=3)
    assert (len(report.issues), report.total_issues, report.samples) == (3, 250, 250)
    assert report.counts == {"invalid-json": 250}
    assert "… and 247 more" in str(report)
    assert check_file("a.jsonl", max_issues=0).issues == ()


def test_wrong_arguments(folder: Path) -> None:
    with pytest.raises(ValueError, match="purpose must be one of .*fine-tune, got 'finetune'"):
        check_file("a.jsonl", "finetune")
    with pytest.raises(ValueError, match="workers"):
        check_file("a.jsonl", workers=0)
    with pytest.raises(ValueError, match="max_issues"):
        check_file("a.jsonl", max_issues=-1)


@pytest.mark.parametrize(("name", "purpose"), [("a.jsonl", "fine-tune"), ("a.csv", "eval"), ("a.parquet", "fine-tune")])
def test_progress(folder: Path, name: str, purpose: str) -> None:
    import pyarrow
    from pyarrow import parquet

    if name.endswith(".parquet"):
        parquet.write_table(pyarrow.table({"input_ids": [[1]]}), name)
    else:
        write(name, '{"text": "t"}\n' * 300_000)
    told: list[TransferProgress] = []
    check_file(name, purpose, progress=told.append)
    size = os.path.getsize(name)
    done = [one.done_bytes for one in told]
    assert done == sorted(set(done))
    assert done[-1] == size == told[-1].total_bytes
    assert len(told) > 3 or name.endswith(".parquet")


@pytest.mark.parametrize("error", [OSError("no more"), ValueError("no more"), KeyboardInterrupt()])
def test_an_error_of_the_callback_is_the_callers(folder: Path, error: BaseException) -> None:
    def told(_: TransferProgress) -> None:
        raise error

    with pytest.raises(type(error)) as raised:
        check_file(write("a.jsonl", '{"text": "t"}\n'), progress=told)
    assert raised.value is error


def test_the_report_shows_the_line_with_a_marker(folder: Path) -> None:
    write("a.jsonl", '{"text": "t", "more": 1}\n{"text": "é文", "weight": "1"}\n{"text": "t"')
    report = check_file("a.jsonl")
    assert report.render(80).splitlines() == [
        'a.jsonl:1:15: warning: "more" is not a key of general rows, so training ignores it [ignored-key at /more]',
        '    {"text": "t", "more": 1}',
        "                  ^",
        "a.jsonl:2:26: weight must be a number or null, got a string [wrong-type at /weight]",
        '    {"text": "é文", "weight": "1"}',
        "                              ^",  # one further than the column says: a 文 is two columns wide
        "a.jsonl:3:13: the line is not JSON: expecting ',' delimiter [invalid-json]",
        '    {"text": "t"',
        "                ^",
        "",
        "a.jsonl: 2 faults for fine-tune in 3 rows: 1 wrong-type, 1 invalid-json",
        "Fix them, then check again: batchline check a.jsonl --purpose fine-tune",
    ]


@pytest.mark.parametrize("width", [20, 40, 80, 200, 1000])
@pytest.mark.parametrize("before", [0, 50, 150, 5000])
def test_the_marker_stands_under_the_fault_at_any_width(folder: Path, width: int, before: int) -> None:
    write("a.jsonl", json.dumps({"text": "x" * before, "!": "y" * 3000}))
    _, line, marker, *_ = check_file("a.jsonl").render(width).splitlines()
    assert len(line) <= width
    assert line[marker.index("^") :].startswith('"!"')


@pytest.mark.parametrize(
    ("text", "cells"), [("ไทยที่นี่", 5 + 1), ("नमस्ते", 4 + 1), ("e\u0301\ufe0f", 1 + 1), ("文é", 3 + 1)]
)
def test_marks_take_no_room(folder: Path, text: str, cells: int) -> None:
    write("a.jsonl", json.dumps({text: "", "!": 1, "text": ""}, ensure_ascii=False))
    report = check_file("a.jsonl")
    marker = str(report).splitlines()[5]
    assert marker.index("^") == len('    {"') + cells + len(': "", ')


def test_what_is_in_a_file_cannot_steer_a_terminal(folder: Path) -> None:
    write("a.jsonl", json.dumps({"\x1b[2J": "\x07", "text": "\x9b"}, ensure_ascii=False) + "\n\x1b[31m\n")
    shown = str(check_file("a.jsonl"))
    assert all(one.isprintable() for one in shown.replace("\n", ""))


def test_a_report_goes_through_json(folder: Path) -> None:
    import msgspec

    write("a.jsonl", b'{"text": 1, "\\ud800": 2}\n\xff\n')
    report = check_file("a.jsonl")
    assert msgspec.json.decode(msgspec.json.encode(report), type=type(report)) == report


def test_a_file_without_rights(folder: Path) -> None:
    write("a.jsonl", '{"text": "t"}')
    os.chmod("a.jsonl", 0)
    if os.access("a.jsonl", os.R_OK):
        pytest.skip("root may read everything")
    assert found(check_file("a.jsonl")) == [("", "unreadable")]


def test_nothing_is_written(folder: Path) -> None:
    write("a.jsonl", "nope\n" * 3)
    before = os.stat("a.jsonl")
    check_file("a.jsonl")
    assert os.listdir() == ["a.jsonl"]
    assert Path("a.jsonl").read_text() == "nope\n" * 3
    assert os.stat("a.jsonl").st_mtime_ns == before.st_mtime_ns


def test_a_name_that_looks_like_an_option_is_told_so_that_it_works(folder: Path) -> None:
    write("-a.jsonl", "x")
    assert str(check_file("-a.jsonl")).endswith("batchline check ./-a.jsonl --purpose fine-tune")


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
def test_constants_that_are_no_json_are_spelled_as_they_are(folder: Path, constant: str) -> None:
    (folder / "a.jsonl").write_text(f'{{"text": {constant}}}\n')
    (issue,) = check_file("a.jsonl").issues
    assert f"the line is not JSON: {constant} isn't valid JSON; use null" in issue.message
