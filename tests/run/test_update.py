"""Lines of several outputs in one order, and what an update does with an edited input."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batchline import BatchlineError
from batchline.run.plan import plan
from batchline.run.record import read_all_ids
from batchline.run.update import Update, interleave, named_lines, plan_update

Request = tuple[str | None, str]
"""A custom_id, if it has one, and a text."""


def named(*names: str, end: str = "\n", of: str = "") -> list[tuple[str, bytes]]:
    return [(name, f"{of}{name}{end}".encode()) for name in names]


def test_lines_of_several_sources_in_one_order() -> None:
    sources = [named("b", "d"), named("a", "e"), named("c")]
    assert list(interleave("abcde", *sources)) == [b"a\n", b"b\n", b"c\n", b"d\n", b"e\n"]


def test_the_first_source_that_has_a_line_wins() -> None:
    sources = [named("b", of="new "), named("a", "b", "c", of="old ")]
    assert list(interleave("abc", *sources)) == [b"old a\n", b"new b\n", b"old c\n"]


def test_a_line_without_a_line_feed_gets_one() -> None:
    assert list(interleave("ab", named("a", "b", end=""))) == [b"a\n", b"b\n"]


@pytest.mark.parametrize("sources", [[], [named("a")], [named("a"), named("c", "b")], [named("b", "a")]])
def test_an_id_that_no_source_has(sources: list[Any]) -> None:
    with pytest.raises(BatchlineError, match="no line for request"):
        list(interleave("abc", *sources))


def test_no_ids_are_no_lines() -> None:
    assert list(interleave([], named("a"))) == []


@given(st.lists(st.sets(st.sampled_from("xyz"), min_size=1), max_size=30))
def test_any_share_of_any_order(owners: list[set[str]]) -> None:
    ids = [f"r{n}" for n in range(len(owners))]
    sources = {
        of: [(id, f"{of} {id}\n".encode()) for id, those in zip(ids, owners, strict=True) if of in those]
        for of in "xyz"
    }
    expected = [f"{min(those)} {id}\n".encode() for id, those in zip(ids, owners, strict=True)]
    assert list(interleave(ids, *sources.values())) == expected


def test_the_lines_of_an_output(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_bytes(b'{"custom_id":"a","x":1}\n{"x":{"custom_id":"c"},"custom_id":"b\\n"}')
    assert [name for name, _ in named_lines(path)] == ["a", "b\n"]
    for line in (b"mine\n", b'{"x":1}\n', b'{"custom_id":7}\n', b"\xff\n"):
        path.write_bytes(line)
        with pytest.raises(BatchlineError, match="not part of a run's output"):
            list(named_lines(path))


# ---- updates


def good(custom_id: str, text: str = "") -> bytes:
    body = {"choices": [], "model": text}
    return json.dumps({"custom_id": custom_id, "response": {"status_code": 200, "body": body}}).encode() + b"\n"


def bad(custom_id: str, kind: str = "error") -> bytes:
    fields: dict[str, Any] = {
        "error": {"error": {"message": "no", "code": "missing"}},
        "status": {"response": {"status_code": 500, "body": {}}},
        "error in a body": {"response": {"status_code": 200, "body": {"error": {"message": "no"}}}},
    }[kind]
    return json.dumps({"custom_id": custom_id, **fields}).encode() + b"\n"


class Edited:
    """An input before and after it was edited, with the answers to the first."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.check_cancelleds = 0

    def __call__(
        self, old: Iterable[Request], new: Iterable[Request], answers: Iterable[bytes] | None, *, write: bool = True
    ) -> Update:
        for name, requests in (("old", old), ("new", new)):
            lines = []
            for custom_id, text in requests:
                named = {} if custom_id is None else {"custom_id": custom_id}
                lines.append(json.dumps({**named, "body": {"model": "m", "prompt": text}}) + "\n")
            (self.folder / f"{name}.jsonl").write_text("".join(lines))
            plan(self.folder / f"{name}.jsonl", record=self.folder / name)
        if answers is not None:
            (self.folder / "answers").write_bytes(b"".join(answers))
        files = {name: self.folder / name for name in ("sent", "kept", "removed")} if write else {}
        return plan_update(
            self.folder / "new.jsonl",
            self.folder / "old",
            self.folder / "new",
            None if answers is None else self.folder / "answers",
            self.folder,
            self.check_cancelled,
            **files,
        )

    def check_cancelled(self) -> None:
        self.check_cancelleds += 1

    def sent(self) -> list[tuple[str, str]]:
        lines = [json.loads(line) for line in (self.folder / "sent").read_text().splitlines()]
        return [(line["custom_id"], line["body"]["prompt"]) for line in lines]

    def lines(self, name: str) -> list[bytes]:
        return (self.folder / name).read_bytes().splitlines(keepends=True)


@pytest.fixture
def edited(tmp_path: Path) -> Edited:
    return Edited(tmp_path)


OLD: list[Request] = [("a", "1"), ("b", "2"), ("c", "3"), ("d", "4")]


def test_what_is_sent_kept_and_removed(edited: Edited) -> None:
    new = [("e", "5"), ("c", "3"), ("b", "two"), ("a", "1")]
    answers = [good("a"), good("b"), bad("c"), good("d")]
    update = edited(OLD, new, answers)
    assert update == Update(kept=1, new=1, changed=1, failed=1, removed=1)
    assert update.sent == 3
    assert edited.sent() == [("e", "5"), ("c", "3"), ("b", "two")]
    assert edited.lines("kept") == [answers[0]]
    assert edited.lines("removed") == [answers[3]]
    assert edited.check_cancelleds > 0


@pytest.mark.parametrize("kind", ["error", "status", "error in a body"])
def test_what_failed_is_sent_again(edited: Edited, kind: str) -> None:
    assert edited(OLD[:2], OLD[:2], [good("a"), bad("b", kind)]) == Update(kept=1, failed=1)
    assert edited.sent() == [("b", "2")]


def test_nothing_to_send(edited: Edited) -> None:
    answers = [good(str(name)) for name, _ in OLD]
    assert edited(OLD, OLD[::-1], answers) == Update(kept=4)
    assert (edited.sent(), edited.lines("kept")) == ([], answers[::-1])
    assert not (edited.folder / "removed").exists()


def test_a_failed_request_that_was_edited_is_a_changed_one(edited: Edited) -> None:
    assert edited(OLD[:1], [("a", "new")], [bad("a")]) == Update(changed=1)


def test_without_the_answers_all_are_taken_for_successes(edited: Edited) -> None:
    assert edited(OLD, [*OLD[:3], ("b2", "2")], None, write=False) == Update(kept=3, new=1, removed=1)
    assert not any((edited.folder / name).exists() for name in ("sent", "kept", "removed"))


def test_an_answer_gets_the_id_that_its_request_has_now(edited: Edited) -> None:
    old = [(None, "x"), (None, "y"), (None, "x")]
    new = [(None, "y"), (None, "z"), (None, "x"), (None, "x")]
    answers = [good("request-1", "X1"), good("request-2", "Y"), good("request-3", "X2")]
    assert edited(old, new, answers) == Update(kept=3, new=1)
    assert edited.sent() == [("request-2", "z")]
    kept = [json.loads(line) for line in edited.lines("kept")]
    assert [(one["custom_id"], one["response"]["body"]["model"]) for one in kept] == [
        ("request-1", "Y"),
        ("request-3", "X1"),
        ("request-4", "X2"),
    ]


def test_a_renamed_answer_keeps_its_values_byte_for_byte(edited: Edited) -> None:
    body = b'{"x": 1.000, "\\u00e9":[1e400,"\\ud83c\\udf88"], "custom_id":"inner"}'
    answer = b'{"custom_id":"request-1","response":{"status_code":200,"body":' + body + b"}}\n"
    assert edited([(None, "x")], [(None, "y"), (None, "x")], [answer]) == Update(kept=1, new=1)
    (line,) = edited.lines("kept")
    assert body in line
    assert b'"request-2"' in line


def test_answers_that_are_not_those_of_the_run(edited: Edited) -> None:
    with pytest.raises(BatchlineError, match="have no line 4"):
        edited(OLD, OLD, [good("a"), good("b"), good("c")])
    assert not any((edited.folder / name).exists() for name in ("sent", "kept", "removed"))


def test_what_look_raises_leaves_no_file(edited: Edited) -> None:
    def check_cancelled() -> None:
        raise KeyboardInterrupt

    edited.check_cancelled = check_cancelled  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        edited(OLD, OLD, [good(str(name)) for name, _ in OLD])
    assert {path.name for path in edited.folder.iterdir()} == {"old", "new", "old.jsonl", "new.jsonl", "answers"}


def test_nothing_is_left_but_what_was_asked_for(edited: Edited) -> None:
    edited(OLD, OLD[1:], [good(str(name)) for name, _ in OLD])
    left = {path.name for path in edited.folder.iterdir()}
    assert left == {"old", "new", "old.jsonl", "new.jsonl", "answers", "sent", "kept", "removed"}
    assert list(read_all_ids(edited.folder / "new")) == ["b", "c", "d"]
