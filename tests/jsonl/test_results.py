from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batchline.jsonl.results import LineSplitter, failure_kind, parse_result
from batchline.run.join import answered_ids, has_failed, join
from batchline.run.state import Outcomes
from batchline_lines import LineError

from ..conftest import leftovers


def parse(value: Any) -> Any:
    return parse_result(json.dumps(value).encode(), "line 1")


def test_texts_and_usage() -> None:
    chat = {"choices": [{"message": {"role": "assistant", "content": "hi"}}], "usage": {"total_tokens": 3}}
    result = parse({"custom_id": "a", "response": {"status_code": 200, "body": chat}})
    assert (result.ok, result.text, result.usage, result.error) == (True, "hi", {"total_tokens": 3}, None)
    assert parse({"custom_id": "a", "response": {"status_code": 200, "body": {"choices": [{"text": "x"}]}}}).text == "x"


@pytest.mark.parametrize("body", ["text", [], {}, {"choices": []}, {"choices": [{"message": {"content": None}}]}])
def test_a_body_without_text_has_none(body: Any) -> None:
    result = parse({"custom_id": "a", "response": {"status_code": 200, "body": body}, "error": None})
    assert (result.ok, result.text, result.usage, result.body) == (True, None, None, body)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ({"custom_id": "a", "error": {"message": "m", "code": "c"}}, "c"),
        ({"custom_id": "a", "error": {"message": None, "code": 7}}, 7),
        ({"custom_id": "a", "response": None, "error": {"code": "c", "more": 1}}, "c"),
        ({"custom_id": "a"}, "unreadable"),
        ({"custom_id": "a", "response": "nope"}, "unreadable"),
        ({"custom_id": "a", "error": "a mere text"}, "unreadable"),
        ({"custom_id": "a", "response": "nope", "error": {"code": "c"}}, "c"),
        ({"custom_id": "a", "response": {}, "error": {"error": {"message": "m", "code": "c"}}}, "c"),
        ({}, "unreadable"),
    ],
)
def test_errors(line: Any, code: Any) -> None:
    result = parse(line)
    assert not result.ok
    assert result.error is not None
    assert result.error.code == code


@pytest.mark.parametrize(
    ("status", "body", "ok"),
    [
        (200, {}, True),
        (299, "text", True),
        (200, {"error": None, "choices": []}, True),
        (200, [{"error": "in a list"}], True),
        (400, {}, False),
        (199, {}, False),
        (300, {}, False),
        (0, {}, False),
        (200, None, False),
        (200, {"error": {"message": "boom"}}, False),
        (200, {"error": "boom"}, False),
        (200, {"error": {}}, False),
        (200, {"error": False, "choices": []}, False),
    ],
)
@pytest.mark.parametrize("more", [{}, {"id": "x"}], ids=["plain", "with more in the line"])
def test_a_success_is_an_answer(folder: Path, status: int, body: Any, ok: bool, more: dict[str, Any]) -> None:
    line = {"custom_id": "a", "response": {"status_code": status, "body": body}, **more}
    assert parse(line).ok == ok
    assert has_failed(json.dumps(line).encode()) == ("a", not ok)
    assert joined(folder, ["a"], json.dumps(line) + "\n")[0].succeeded == ok


def test_a_status_without_a_body_is_no_answer() -> None:
    result = parse({"custom_id": "a", "response": {"status_code": 200}})
    assert (result.ok, result.body, failure_kind(result)) == (False, None, "no_answer")


LONG = "x" * 65


@pytest.mark.parametrize(
    ("status", "body", "error", "kind"),
    [
        (0, {}, None, "no_answer"),
        (0, None, {"message": "m"}, "no_answer"),
        (0, {}, {"code": "c"}, "c"),
        (500, {"error": {"code": "theirs"}}, None, "500"),
        (500, None, {"message": "m"}, "500"),
        (500, None, {"message": "m", "code": ""}, "500"),
        (500, None, {"message": "m", "code": 7}, "7"),
        (500, None, {"code": LONG}, LONG[:64]),
        (500, None, "a mere text", "500"),
        (500, None, {"message": 1}, "500"),
        (None, None, "a mere text", "unreadable"),
        (None, None, {"message": "m"}, "no_answer"),
        (200, None, None, "no_answer"),
        (200, None, {"code": "c"}, "c"),
        (200, {"error": {"code": "c", "type": "t"}}, None, "c"),
        (200, {"error": {"code": 400, "type": "t"}}, None, "t"),
        (200, {"error": {"code": None, "type": "t"}}, None, "t"),
        (200, {"error": {"code": LONG, "type": "t"}}, None, "t"),
        (200, {"error": {"code": "", "type": LONG}}, None, "error"),
        (200, {"error": {"message": "m"}}, None, "error"),
        (200, {"error": "boom"}, None, "error"),
        (200, {"error": {"code": "theirs"}}, {"code": "c"}, "c"),
    ],
)
def test_under_what_a_failure_is_counted(folder: Path, status: int | None, body: Any, error: Any, kind: str) -> None:
    response = None if status is None else {"status_code": status, "body": body}
    line = {"custom_id": "a", "response": response, "error": error}
    assert failure_kind(parse(line)) == kind
    assert joined(folder, ["a"], json.dumps(line) + "\n")[0].errors == {kind: 1}


def test_the_reason_stands_beside_the_status() -> None:
    error = {"message": "too long", "type": "BadRequestError", "code": 400}
    result = parse({"custom_id": "a", "response": {"status_code": 500, "request_id": "x"}, "error": error})
    assert (result.status_code, result.body, result.error) == (500, None, LineError(message="too long", code=400))
    result = parse({"custom_id": "a", "response": {"status_code": 429, "body": {"n": 1}}, "error": "slow down"})
    assert (result.status_code, result.body, result.error) == (429, {"n": 1}, LineError(message="slow down", code=None))


def test_an_id_that_is_a_number_is_told() -> None:
    assert parse({"custom_id": 5, "response": {"status_code": 200, "body": {}}}).custom_id == "5"
    assert parse({"custom_id": 5, "response": "odd"}).custom_id == "5"


@given(st.lists(st.binary(max_size=8).filter(lambda line: b"\n" not in line), max_size=12), st.data())
def test_lines_do_not_depend_on_the_chunks(lines: list[bytes], data: st.DataObject) -> None:
    whole = b"\n".join(lines)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=6)))
    chunks = [whole[start:end] for start, end in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    splitter = LineSplitter()
    # Only the last chunk may be empty: that is what ends the last line.
    found = [line for chunk in [*filter(None, chunks), b""] for line in splitter.feed(chunk)]
    assert found == [(number, line) for number, line in enumerate(lines, 1) if line.strip(b" \t\r")]


BEGAN = datetime.datetime.fromtimestamp(1000, datetime.UTC)
UNANSWERED = LineError(message="gone", code="missing")


def joined(folder: Path, ids: list[str], *results: str) -> tuple[Outcomes, list[Any]]:
    paths = []
    for number, content in enumerate(results):
        paths.append(folder / f"results-{number}")
        paths[-1].write_text(content)
    counts = join(ids, dict.fromkeys(map(str, paths), BEGAN), folder / "out", UNANSWERED)
    assert not leftovers(folder)
    return counts, [json.loads(line) for line in (folder / "out").read_text().splitlines()]


def good(id: str, status: int = 200, tokens: int = 1) -> str:
    usage = {"prompt_tokens": tokens, "total_tokens": tokens, "details": {"x": 1}}
    return json.dumps({"custom_id": id, "response": {"status_code": status, "body": {"usage": usage}}}) + "\n"


def test_join_keeps_the_order_of_the_input(folder: Path) -> None:
    counts, lines = joined(folder, ["a", "b", "c", "d"], good("d") + good("b", 500) + good("a"),
                           '{"custom_id": "c", "error": {"message": "m", "code": "c"}}\n')  # fmt: skip
    assert [line["custom_id"] for line in lines] == ["a", "b", "c", "d"]
    assert lines[2] == {"custom_id": "c", "error": {"message": "m", "code": "c"}}
    assert counts == Outcomes(4, 2, 2, {"prompt_tokens": 3, "total_tokens": 3}, 0, {"500": 1, "c": 1}, {1: 3})


def test_join_answers_for_what_is_missing(folder: Path) -> None:
    counts, lines = joined(folder, ["a", "b"], '{"custom_id": "a"}\n')
    assert [line["error"] for line in lines] == [{"message": "gone", "code": "missing"}] * 2
    assert counts == Outcomes(2, 0, 2, {}, 0, {"missing": 2}, undone=2)
    # What names neither an answer nor an error leaves its request open.
    assert answered_ids([folder / "results-0"], ["a", "b"]) == set()
    # So the batch that it is sent in again may give the answer.
    counts, lines = joined(folder, ["a"], '{"custom_id": "a", "error": null}\n', good("a"))
    assert (counts.succeeded, counts.ignored, lines[0]["response"]["status_code"]) == (1, 0, 200)
    assert joined(folder, ["a"])[0].failed == 1


def test_join_ignores_what_is_of_no_use_and_says_so(folder: Path) -> None:
    counts, lines = joined(folder, ["a"], good("a", tokens=1) + good("a", tokens=9) + "broken\n\n" + good("unknown"))
    assert counts == Outcomes(1, 1, 0, {"prompt_tokens": 1, "total_tokens": 1}, 3, {}, {1: 1}, unmatched=2)
    assert len(lines) == 1


def test_join_keeps_what_is_odd_but_has_an_id(folder: Path) -> None:
    odd = '{"custom_id": "a", "response": {"status_code": "200", "body": 1}}\n{"custom_id": "b", "error": "text"}\n'
    counts, lines = joined(folder, ["a", "b"], odd)
    assert lines == [
        {"custom_id": "a", "response": {"status_code": "200", "body": 1}},
        {"custom_id": "b", "error": "text"},
    ]
    assert counts == Outcomes(2, 0, 2, {}, 0, {"unreadable": 2})
    assert answered_ids([folder / "results-0"], ["a", "b"]) == {"a", "b"}


def test_an_error_that_says_only_that_the_batch_expired_leaves_its_request_open(folder: Path) -> None:
    expired = '{"custom_id": "a", "response": null, "error": {"code": "batch_expired", "message": "late"}}\n'
    counts, lines = joined(folder, ["a"], expired)
    assert (counts.errors, lines[0]["error"]["code"]) == ({"batch_expired": 1}, "batch_expired")
    assert counts.undone == 1
    assert answered_ids([folder / "results-0"], ["a", "b"]) == set()
    for results in [(expired, good("a")), (good("a"), expired), (expired, expired, good("a"))]:
        counts, lines = joined(folder, ["a"], *results)
        assert (counts.succeeded, counts.undone, lines[0]["response"]["status_code"]) == (1, 0, 200)


def answer(body: dict[str, Any], **more: Any) -> str:
    return json.dumps({"custom_id": "a", "response": {"status_code": 200, "body": body}, **more}) + "\n"


@pytest.mark.parametrize("more", [{}, {"id": "x"}], ids=["plain", "with more in the line"])
@pytest.mark.parametrize(
    ("created", "waits"),
    [(1000, {0: 1}), (1003.9, {3: 1}), (990, {0: 1}), (3000, {2000: 1}), (-1, {}), (1e300, {}), ("x", {}), (None, {})],
)
def test_join_counts_how_long_answers_took(
    folder: Path, created: Any, waits: dict[int, int], more: dict[str, Any]
) -> None:
    assert joined(folder, ["a"], answer({"created": created}, **more))[0].waits == waits


@pytest.mark.parametrize("more", [{}, {"id": "x"}], ids=["plain", "with more in the line"])
@pytest.mark.parametrize("odd", [-1, 2**40 + 1, 10**30, 1.5, "7", True, None])
def test_tokens_that_cannot_be_are_not_counted(folder: Path, odd: Any, more: dict[str, Any]) -> None:
    counts, lines = joined(folder, ["a"], answer({"usage": {"prompt_tokens": odd, "completion_tokens": 7}}, **more))
    assert (counts.succeeded, counts.usage) == (1, {"completion_tokens": 7})
    assert lines[0]["response"]["body"]["usage"]["prompt_tokens"] == odd


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ('{"p": NaN, "q": [-Infinity, 1.5]}', {"p": None, "q": [None, 1.5]}),
        ('{"t": "cut \\ud83d"}', {"t": "cut \ufffd"}),
        ('{"t": "whole \\ud83d\\ude00 \u00e9"}', {"t": "whole \U0001f600 \u00e9"}),
        ('{"t": "a\tb\x01"}', {"t": "a\tb\x01"}),
    ],
)
@pytest.mark.parametrize("more", ["", ', "id": "x"'], ids=["plain", "with more in the line"])
def test_an_answer_that_is_nearly_json_is_one(folder: Path, body: str, kept: Any, more: str) -> None:
    """It was paid for, and would be paid for again."""
    line = f'{{"custom_id": "a", "response": {{"status_code": 200, "body": {body}}}{more}}}\n'
    counts, lines = joined(folder, ["a"], line)
    assert (counts.succeeded, counts.ignored, counts.undone) == (1, 0, 0)
    assert lines[0]["response"]["body"] == kept
    assert answered_ids([folder / "results-0"], ["a", "b"]) == {"a"}
    (folder / "results-0").write_bytes(b"\xef\xbb\xbf" + line.encode().replace(b"1.5", b'"\xff"'))
    counts = join(["a"], {str(folder / "results-0"): BEGAN}, folder / "out", UNANSWERED)
    assert counts.succeeded == 1
    json.loads((folder / "out").read_bytes().decode())


def test_a_number_that_nothing_holds_is_null(folder: Path) -> None:
    line = '{"custom_id": "a", "response": {"status_code": 200, "body": {"n": 1e999}}, "id": "x"}\n'
    assert joined(folder, ["a"], line)[1][0]["response"]["body"] == {"n": None}


@pytest.mark.parametrize(
    ("response", "error", "failed", "has"),
    [
        ({"status_code": 200, "body": 1}, {"code": "c"}, 0, ["response"]),
        ({"status_code": 200, "body": 1}, "", 0, ["response"]),
        ({"status_code": 200, "body": 1}, {}, 0, ["response"]),
        ({"status_code": 500, "body": 1}, None, 1, ["response"]),
        ({"status_code": 500, "body": 1}, {"code": "c"}, 1, ["response", "error"]),
        ({"status_code": 500, "request_id": "x"}, {"code": "c"}, 1, ["response", "error"]),
        ({"status_code": 200, "body": {"error": {}}}, {"code": "c"}, 1, ["response", "error"]),
        ({"status_code": 200, "body": None}, {"code": "c"}, 1, ["response", "error"]),
        ({"status_code": 0, "body": {"x": 1}}, {"code": "c"}, 1, ["response", "error"]),
        ({"status_code": 0, "body": {}}, {"code": "c"}, 1, ["error"]),
        ({"status_code": 0, "body": None}, {"code": "c"}, 1, ["error"]),
        ({"status_code": 0}, {"code": "c"}, 1, ["error"]),
        ({"status_code": 0, "body": {}}, None, 1, ["response"]),
        ({}, {"code": "c"}, 1, ["error"]),
        ("odd", {"code": "c"}, 1, ["response", "error"]),
        ({"status_code": "500"}, {"code": "c"}, 1, ["response", "error"]),
        (None, {}, 1, ["error"]),
        (None, "text", 1, ["error"]),
    ],
)
def test_what_is_counted_is_what_is_written(
    folder: Path, response: Any, error: Any, failed: int, has: list[str]
) -> None:
    line = json.dumps({"custom_id": "a", "response": response, "error": error}) + "\n"
    counts, lines = joined(folder, ["a"], line)
    assert counts.failed == failed
    assert lines == [{key: value for key, value in json.loads(line).items() if key in ["custom_id", *has]}]
    written = (folder / "out").read_bytes()
    assert has_failed(written) == ("a", bool(failed))
    # Who reads the service's line comes to the same verdict as who reads the output.
    for one in (line.encode(), written):
        result = parse_result(one, "")
        assert result.ok == (not failed)
        assert {failure_kind(result): 1} == counts.errors if failed else not counts.errors


def test_errors_of_very_many_kinds_are_few_in_the_end(folder: Path) -> None:
    ids = [f"r{n}" for n in range(300)]
    lines = [{"custom_id": one, "error": {"code": f"c{n // 3 if n < 30 else n}"}} for n, one in enumerate(ids)]
    counts, _ = joined(folder, ids, "".join(json.dumps(line) + "\n" for line in lines))
    both = counts + counts
    assert (len(counts.errors), sum(counts.errors.values())) == (100, 300)
    assert (len(both.errors), sum(both.errors.values())) == (100, 600)
    assert counts.errors["c0"] == 3
    assert both.errors["c0"] == 6


def test_join_passes_answers_on_byte_for_byte(folder: Path) -> None:
    raw = '{"status_code": 200,   "body": {"n": 1.10, "big": 123456789012345678901234567890, "t": "\\u00e9"}}'
    joined(folder, ["a"], f'{{"custom_id": "a", "response": {raw}, "error": null, "id": "x"}}\n')
    assert (folder / "out").read_text() == f'{{"custom_id":"a","response":{raw}}}\n'


@pytest.mark.parametrize("number", ["9" * 400, "9" * 5000, "-" + "9" * 5000, "1e999", "1" * 400 + ".5"])
@pytest.mark.parametrize(
    "field", ['"n":{}', '"usage":{{"total_tokens":{}}}', '"created":{}', '"choices":[{{"index":{}}}]']
)
def test_a_number_out_of_range_is_no_failure(folder: Path, number: str, field: str) -> None:
    body = "{" + field.format(number) + "}"
    line = f'{{"custom_id":"a","response":{{"status_code":200,"body":{body}}}}}\n'.encode()
    assert parse_result(line, "line 1").ok
    (folder / "results").write_bytes(line)
    now = datetime.datetime.now(datetime.UTC)
    outcomes = join(["a"], {"results": now}, "out.jsonl", LineError(message="", code="missing"))
    assert outcomes.succeeded == 1
    if len(number) == 400:  # a number out of range becomes null, so the output can be read
        assert (folder / "out.jsonl").read_bytes().endswith(line[18:])
