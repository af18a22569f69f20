"""What `join` counts beside successes, whose ids it knows again, and what it keeps of the rest."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from batchline.jsonl import results
from batchline.run import join as joining
from batchline.run.join import answered_ids, join
from batchline.run.state import Outcomes

from ..conftest import leftovers
from ..jsonl.test_results import BEGAN, UNANSWERED

NFC, NFD = (unicodedata.normalize(form, "caf\u00e9") for form in ("NFC", "NFD"))


def line(whose: Any, body: Any = None, **more: Any) -> str:
    """A line with an answer that says whose it is."""
    answer = {"for": whose} if body is None else body
    return json.dumps({"custom_id": whose, "response": {"status_code": 200, "body": answer}, **more}) + "\n"


class Joined:
    """What `join` made of some result files."""

    def __init__(self, folder: Path, ids: list[str], *contents: str | bytes) -> None:
        self.paths = [str(folder / f"results-{number}") for number in range(len(contents))]
        for path, content in zip(self.paths, contents, strict=True):
            Path(path).write_bytes(content if isinstance(content, bytes) else content.encode())
        unmatched = folder / "unmatched"
        files = dict.fromkeys(self.paths, BEGAN)
        self.outcomes = join(iter(ids), files, folder / "out", UNANSWERED, unmatched=unmatched)
        assert not leftovers(folder)
        self.lines = [json.loads(one) for one in (folder / "out").read_text().splitlines()]
        assert [one["custom_id"] for one in self.lines] == ids
        self.unmatched = unmatched.read_bytes() if unmatched.exists() else None
        unmatched.unlink(missing_ok=True)

    @property
    def answers(self) -> list[Any]:
        """The id of the line that each request was given; None where there is none."""
        return [one["response"]["body"]["for"] if "response" in one else None for one in self.lines]


# How answers ended.

CALL = {"id": "1", "type": "function", "function": {"name": "f", "arguments": "{}"}}


def chat(finish_reason: Any = "stop", **message: Any) -> dict[str, Any]:
    choice = {"index": 0, "message": {"role": "assistant", **message}, "finish_reason": finish_reason}
    return {"choices": [choice, {"finish_reason": "second", "message": {"content": "x"}}]}


def text(said: Any, finish_reason: Any = "stop") -> dict[str, Any]:
    return {"choices": [{"index": 0, "text": said, "finish_reason": finish_reason}]}


@pytest.mark.parametrize(
    ("body", "counted"),
    [
        (chat(content="hi"), "stop"),
        (chat("length", content="hi"), "length"),
        (chat("length", content=""), "length"),
        (chat("content_filter", content=None), "content_filter"),
        (chat("tool_calls", content=None, tool_calls=[CALL]), "tool_calls"),
        (chat(content=None, tool_calls=[CALL]), "stop"),
        (chat(content=None, tool_calls=[]), "empty"),
        (chat(content=None, tool_calls=None), "empty"),
        (chat(content=None, function_call=CALL["function"]), "stop"),
        (chat(content=None, refusal="I can't."), "stop"),
        (chat(content=None, audio={"data": "AAAA"}), "stop"),
        (chat(content="", reasoning="thinking until the end"), "empty"),
        (chat(content=""), "empty"),
        (chat(), "empty"),
        (chat(None), "empty"),
        (chat("", content=""), "empty"),
        (chat(content=[]), "empty"),
        (chat(content=[{"type": "text", "text": "hi"}]), "stop"),
        (chat(content="\u00e9"), "stop"),
        (chat(content="0"), "stop"),
        (chat(content=" "), "stop"),
        (chat(None, content="hi"), None),
        (chat("x" * 100, content="hi"), "x" * 64),
        (text("hi"), "stop"),
        (text("hi", "length"), "length"),
        (text("hi", None), None),
        (text(""), "empty"),
        (text(None, None), "empty"),
        ({"choices": [{"finish_reason": "stop", "message": None}]}, "empty"),
        ({"choices": [{}]}, "empty"),
        ({"choices": []}, "empty"),
        ({"choices": None}, None),
        ({"text": "a transcription"}, None),
        ({"choices": "odd"}, None),
        ({"choices": [{"finish_reason": 5}]}, None),
        ([], None),
        ("text", None),
    ],
)
@pytest.mark.parametrize("more", [{}, {"id": "x", "error": None}], ids=["plain", "with more in the line"])
def test_how_answers_ended_is_counted(folder: Path, body: Any, counted: str | None, more: dict[str, Any]) -> None:
    outcomes = Joined(folder, ["a"], line("a", body, **more)).outcomes
    assert outcomes.succeeded == 1
    assert outcomes.finish_reasons == ({counted: 1} if counted else {})


def test_only_successes_have_a_finish_reason(folder: Path) -> None:
    for body, status in [(chat(content="hi"), 500), (chat(content="hi") | {"error": {"message": "boom"}}, 200)]:
        failed = json.dumps({"custom_id": "a", "response": {"status_code": status, "body": body}}) + "\n"
        outcomes = Joined(folder, ["a"], failed).outcomes
        assert (outcomes.succeeded, outcomes.finish_reasons) == (0, {})
    # Nor are lines counted that are of no use.
    length, stop = line("a", chat("length", content="hi")), line("a", chat(content="hi"))
    other = line("b", chat(content="hi"))
    assert Joined(folder, ["a"], length + stop + other).outcomes.finish_reasons == {"length": 1}


def test_finish_reasons_of_very_many_kinds_are_few_in_the_end(folder: Path) -> None:
    ids = [f"r{n}" for n in range(300)]
    several = "".join(line(one, text("x", f"f{n // 3 if n < 30 else n}")) for n, one in enumerate(ids))
    outcomes = Joined(folder, ids, several).outcomes
    both = outcomes + outcomes
    assert (len(outcomes.finish_reasons), sum(outcomes.finish_reasons.values())) == (100, 300)
    assert (len(both.finish_reasons), sum(both.finish_reasons.values())) == (100, 600)
    assert (outcomes.finish_reasons["f0"], both.finish_reasons["f0"]) == (3, 6)


def test_long_answers_are_not_kept_in_memory(folder: Path) -> None:
    """The places of lines hold nothing of the lines themselves."""
    path = folder / "results"
    path.write_text(line("a", chat(content="long " * 1000)))
    (place,) = joining._index([path], ["a"]).places.values()
    assert place.is_plain
    assert place.ending == "stop"
    assert not hasattr(place, "choices")
    assert "long" not in repr(place)


# Ids that a service has rewritten.


@pytest.mark.parametrize(
    ("ids", "lines", "answers", "ignored"),
    [
        (["5"], [5], [5], 0),
        (["-5", "1.50"], [-5], [-5, None], 0),
        (["a"], [" a"], [" a"], 0),
        ([" a\t"], ["a"], ["a"], 0),
        ([" a"], ["a "], ["a "], 0),
        ([NFC], [NFD], [NFD], 0),
        ([NFD], [f"{NFC}\n"], [f"{NFC}\n"], 0),
        # What is equal goes first.
        (["a", " a"], [" a", "a"], ["a", " a"], 0),
        (["5"], [5, "5"], ["5"], 1),
        ([NFC, NFD], [NFD], [None, NFD], 0),
        (["a", "b"], [" b", "a"], ["a", " b"], 0),
        # There must be no doubt.
        (["a"], [" a", "a "], [None], 2),
        ([" a", "a "], ["a"], [None, None], 1),
        (["5"], [5, " 5"], [None], 2),
        # But the same id twice is a duplicate, as elsewhere.
        (["5"], [5, 5], [5], 1),
        # Letters are what they are.
        (["a", "1"], ["A", "\uff11"], [None, None], 2),
        (["5"], ["5.0"], [None], 1),
        (["True"], [True], [None], 1),
        # Nobody waits for an id that takes minutes to normalize.
        (["a"], ["a" + "\u0301\u0316" * 500_000], [None], 1),
    ],
)
@pytest.mark.parametrize("more", [{}, {"id": "x"}], ids=["plain", "with more in the line"])
def test_ids_that_were_rewritten(
    folder: Path, ids: list[str], lines: list[Any], answers: list[Any], ignored: int, more: dict[str, Any]
) -> None:
    joined = Joined(folder, ids, "".join(line(one, **more) for one in lines))
    assert joined.answers == answers
    outcomes = joined.outcomes
    assert outcomes.succeeded == len(ids) - answers.count(None)
    assert (outcomes.ignored, outcomes.undone) == (ignored, answers.count(None))
    assert answered_ids(joined.paths, ids) & set(ids) == {
        one for one, by in zip(ids, answers, strict=True) if by is not None
    }


def test_an_answer_keeps_its_bytes_when_its_id_was_rewritten(folder: Path) -> None:
    raw = '{"status_code": 200,   "body": {"n": 1.10, "t": "\\u00e9"}}'
    Joined(folder, ["5"], f'{{"custom_id": 5, "response": {raw}}}\n')
    assert (folder / "out").read_text() == f'{{"custom_id":"5","response":{raw}}}\n'


def test_an_error_may_have_an_id_that_was_rewritten(folder: Path) -> None:
    expired = '{"custom_id": 5, "error": {"code": "batch_expired", "message": "late"}}\n'
    joined = Joined(folder, ["5"], expired)
    assert (joined.outcomes.errors, joined.outcomes.undone) == ({"batch_expired": 1}, 1)
    assert answered_ids(joined.paths, ["5"]) == set()
    # The next batch may answer it.
    assert Joined(folder, ["5"], expired, line(5)).outcomes == Outcomes(1, 1)


def test_ids_are_compared_as_they_are_unless_something_is_left_over(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(joining, "_normalize_id", never)
    assert Joined(folder, ["a", "b"], line("b") + line("a")).outcomes.succeeded == 2
    assert Joined(folder, ["a", "b"], line("b")).outcomes.undone == 1


# Lines that match no request.

UNREADABLE = '{"response": {"status_code": 200}}\n[1]\nnope\n{"custom_id": null}\n{"custom_id": ""}\n'


def test_lines_that_match_no_request_are_kept(folder: Path) -> None:
    stranger = '{"custom_id":  "unknown", "error": {"code": "c"}, "id": "\\u00e9"}\r\n'
    joined = Joined(folder, ["a", "b"], line("a") + stranger + line("b") + UNREADABLE, "\n \n" + line("z") + stranger)
    assert joined.unmatched == (stranger + UNREADABLE + line("z") + stranger).encode()
    assert (joined.outcomes.unmatched, joined.outcomes.ignored) == (8, 8)
    assert joined.outcomes.succeeded == 2


def test_a_second_answer_is_a_duplicate(folder: Path) -> None:
    joined = Joined(folder, ["a", "5"], line("a") + line("a") + line(5) + line("b"), line("a") + line(5))
    assert joined.unmatched == line("b").encode()
    assert (joined.outcomes.unmatched, joined.outcomes.ignored) == (1, 4)


def test_without_such_lines_there_is_no_file(folder: Path) -> None:
    for content in ("", line("a"), line("a") + "\n" + line("a"), '{"custom_id": "a"}\n' + line("a")):
        joined = Joined(folder, ["a"], content)
        assert joined.unmatched is None
        assert joined.outcomes.unmatched == 0


def test_lines_that_say_nothing_match_a_request_too(folder: Path) -> None:
    empty, expired = '{"custom_id": "%s"}\n', '{"custom_id": "%s", "error": {"code": "batch_expired"}}\n'
    several = "".join((empty % one) + (expired % one) + line(one) for one in "az")
    joined = Joined(folder, ["a"], several)
    assert joined.unmatched == several.split("\n", 3)[3].encode()
    assert (joined.outcomes.succeeded, joined.outcomes.ignored, joined.outcomes.unmatched) == (1, 3, 3)


def test_a_line_of_any_length_is_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "MAX_LINE", 300)
    monkeypatch.setattr(joining, "SMALL", 100)  # so that files are mapped, and copied in pieces
    long, last = line("x" * 500), line("y" * 500)[:-9]
    joined = Joined(folder, ["a"], line("a") + long + line("b") + last)
    assert joined.unmatched == (long + line("b") + last + "\n").encode()
    assert (joined.outcomes.succeeded, joined.outcomes.unmatched) == (1, 3)


def test_they_are_counted_without_a_file_too(folder: Path) -> None:
    path = folder / "results"
    path.write_text(line("b"))
    assert join(["a"], {str(path): BEGAN}, folder / "out", UNANSWERED).unmatched == 1
    assert sorted(one.name for one in folder.iterdir()) == ["out", "results"]


def test_they_are_there_before_the_output_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A crash between the two leaves a run that joins again, not one that has lost them."""
    (folder / "results").write_text(line("b"))
    files = {str(folder / "results"): BEGAN}
    with pytest.raises(OSError, match="no folder"):
        join(["a"], files, folder / "out", UNANSWERED, unmatched=folder / "nowhere" / "unmatched")
    assert not (folder / "out").exists()
    assert not leftovers(folder)


# Files that end too early.


@pytest.mark.parametrize(
    ("end", "cut"),
    [
        ("", 0),
        (line("b"), 0),
        (line("b").rstrip(), 0),
        (line("b").rstrip() + "\r", 0),
        ("\n  ", 0),
        ('{"custom_id": "b", "response": {"status_code": 200, "body": [NaN]}}', 0),
        (line("b")[:-2], 1),
        (line("b")[:-2] + " ", 1),
        ("{", 1),
        (line("b")[:-2] + "\n", 0),
        (line("caf\u00e9").encode()[:17], 1),
        (line("b", id="x")[:-2], 1),
    ],
)
def test_files_that_are_cut_are_counted(folder: Path, end: str | bytes, cut: int) -> None:
    end = end if isinstance(end, bytes) else end.encode()
    joined = Joined(folder, ["a", "b"], line("a").encode() + end, line("a"))
    assert joined.outcomes.cut == cut
    assert (joined.outcomes + joined.outcomes).cut == 2 * cut
    broken = end.strip() != b"" and joined.outcomes.succeeded == 1
    assert (joined.unmatched or b"").strip() == (end.strip() if broken else b"")


def test_counts_add_up() -> None:
    one = Outcomes(3, 2, 1, ignored=5, finish_reasons={"stop": 1, "length": 1}, unmatched=3, cut=1)
    both = Outcomes.total([one, one])
    assert (both.finish_reasons, both.unmatched, both.cut, both.ignored) == ({"stop": 2, "length": 2}, 6, 2, 10)
