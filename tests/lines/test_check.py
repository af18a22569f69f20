from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import pytest

from batchline import check_file

CHAT = '{"custom_id": "%s", "method": "POST", "url": "/v1/chat/completions", "body": {"model": "m", "messages": [{"role": "user", "content": "hi"}]}}'


def check(folder: Path, content: str | bytes, purpose: str = "batch-api", name: str = "a.jsonl", **options: Any) -> Any:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return check_file(path, purpose, **options)


def codes(report: Any) -> list[tuple[int | None, str, str]]:
    return [(issue.line, issue.pointer, issue.code) for issue in report.issues]


def test_a_good_batch_file(folder: Path) -> None:
    content = f"{CHAT % 'a'}\n  \n{CHAT % 'b'}"
    report = check(folder, content)
    assert report.ok
    assert (report.samples, report.file_type, report.file_size) == (2, "jsonl", len(content))
    assert report.sha256 == hashlib.sha256(content.encode()).hexdigest()
    assert report.endpoint == "/v1/chat/completions"
    assert str(report) == f"{folder}/a.jsonl: ok for batch-api, 2 requests"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("nope", (1, "", "invalid-json")),
        ("[1]", (1, "", "wrong-type")),
        ('{"custom_id": "a"', (1, "", "invalid-json")),
        ('{"custom_id": "a"}', (1, "", "missing-key")),
        ('{"custom_id": 5, "body": {"model": "m"}}', (1, "/custom_id", "wrong-type")),
        ('{"custom_id": "", "body": {"model": "m"}}', (1, "/custom_id", "wrong-length")),
        (CHAT % ("x" * 65), (1, "/custom_id", "wrong-length")),
        ('{"custom_id": "a", "body": {"model": "m"}, "extra": 1}', (1, "", "unknown-key")),
        ('{"custom_id": "a", "body": {"model": ""}}', (1, "/body/model", "wrong-length")),
        ('{"custom_id": "a", "body": {"model": "m"}, "method": "GET"}', (1, "/method", "wrong-value")),
        ('{"custom_id": "a", "body": {"model": "m"}, "url": "/v1/x"}', (1, "/url", "wrong-value")),
        ('{"custom_id": "a", "url": "/v1/chat/completions", "body": {"model": "m"}}', (1, "/body", "missing-key")),
        ('{"custom_id": "a", "url": "/v1/chat/completions", "body": {"model": "m", "messages": [{}]}}',
         (1, "/body/messages/0", "missing-key")),
        ('{"custom_id": "a", "url": "/v1/completions", "body": {"model": "m", "prompt": 1}}',
         (1, "/body/prompt", "wrong-type")),
        (b'\xff\xfe{"a": 1}', (1, "", "invalid-json")),
        (b'{"custom_id": "\xff"}', (1, "", "invalid-utf8")),
        ("[" * 200_000, (1, "", "wrong-type")),
        ('{"custom_id": "a", "body": {"model": "m", "x": ' + "[" * 200_000, (1, "", "invalid-json")),
        (b"\x00\x00", (1, "", "invalid-json")),
    ],
)  # fmt: skip
def test_faults_of_a_request(folder: Path, line: str | bytes, expected: Any) -> None:
    assert codes(check(folder, line)) == [expected]


def test_faults_between_requests(folder: Path) -> None:
    other = CHAT.replace("/v1/chat/completions", "/v1/completions").replace('"messages"', '"prompt": "p", "messages"')
    report = check(folder, "\n".join([CHAT % "a", "oops", CHAT % "a", other % "b"]))
    assert codes(report)[0] == (2, "", "invalid-json")
    assert (3, "/custom_id", "duplicate-id") in codes(report)
    assert (4, "/url", "mixed-urls") in codes(report)
    assert "used in line 1" in str(report)


def test_both_documented_forms_are_valid(folder: Path) -> None:
    assert check(folder, '{"custom_id": "a", "body": {"model": "m"}}').ok


def test_listing_stops_and_counting_goes_on(folder: Path) -> None:
    report = check(folder, "x\n" * 250, max_issues=3)
    assert (len(report.issues), report.total_issues, report.samples) == (3, 250, 250)
    assert "and 247 more" in str(report)


def test_too_much_for_one_batch(folder: Path) -> None:
    report = check(folder, "".join(f"{CHAT % number}\n" for number in range(50_001)))
    assert codes(report) == [(None, "", "too-many-requests")]


@pytest.mark.parametrize(
    ("name", "content", "purpose", "code"),
    [
        ("a.txt", "x", "fine-tune", "wrong-suffix"),
        ("a.jsonl", "", "fine-tune", "empty"),
        ("a.jsonl", "\n \n", "fine-tune", "no-samples"),
        ("a.csv", "a\n1\n", "fine-tune", "wrong-type"),
        ("a.csv", "a\n1\n", "batch-api", "wrong-type"),
        ("a.parquet", "x", "eval", "wrong-type"),
        ("a.parquet", "x", "fine-tune", "invalid-parquet"),
        ("a.csv", "\n1\n", "eval", "no-header"),
        ("a.csv", "a,b\n1,2,3\n", "eval", "wrong-length"),
        ("a.csv", 'a\n"1\n', "eval", "invalid-csv"),
        ("a.csv", b"a\n\xff\n", "eval", "invalid-utf8"),
        ("a.csv", b"\xef\xbb\xbfa\n1\n", "eval", "byte-order-mark"),
        ("a.jsonl", b'\xef\xbb\xbf{"text": "a"}', "fine-tune", "byte-order-mark"),
        ("a.jsonl", "[]", "eval", "wrong-type"),
    ],
)  # fmt: skip
def test_faults_of_files(folder: Path, name: str, content: str | bytes, purpose: str, code: str) -> None:
    assert [found[2] for found in codes(check(folder, content, purpose, name))] == [code]


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.jsonl", '{"anything": 1}'), ("a.csv", "a,b\r\n1,2\r\n"), ("a.csv", "a\n\n1")],
)
def test_good_eval_files(folder: Path, name: str, content: str) -> None:
    assert check(folder, content, "eval", name).ok


def test_a_file_that_is_none(folder: Path) -> None:
    assert codes(check_file("missing.jsonl"))[0][2] == "not-found"
    os.mkfifo("fifo.jsonl")
    assert codes(check_file("fifo.jsonl"))[0][2] == "not-a-file"
    assert codes(check_file(folder / "sub.jsonl"))[0][2] == "not-found"


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ('{"text": "a"}', "general"),
        ('{"text": [{"type": "text", "text": "a"}]}', "general"),
        ('{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b", "weight": 1}]}',
         "conversation"),
        ('{"prompt": "a", "completion": "b"}', "instruction"),
        ('{"input": {"messages": [{"role": "user", "content": "a"}]}, '
         '"preferred_output": [{"role": "assistant", "content": "b"}], '
         '"non_preferred_output": [{"role": "assistant", "content": "c"}]}', "preference_openai"),
    ],
)  # fmt: skip
def test_good_fine_tune_rows(folder: Path, line: str, form: str) -> None:
    report = check(folder, f"{line}\n{line}\n", "fine-tune")
    assert (report.ok, report.dataset_format, report.samples) == (True, form, 2)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('{"other": 1}', (1, "", "unknown-format")),
        ('{"text": "a", "more": 1}', (1, "", "unknown-key")),
        ('{"text": 5}', (1, "/text", "wrong-type")),
        ('{"messages": []}', (1, "/messages", "wrong-length")),
        ('{"messages": [{"role": "robot", "content": "a"}]}', (1, "/messages/0/role", "wrong-value")),
        ('{"messages": [{"role": "user", "content": "a", "weight": 2}]}', (1, "/messages/0/weight", "wrong-value")),
        ('{"messages": [{"role": "user", "content": "a", "weight": 1.0}]}', (1, "/messages/0/weight", "wrong-type")),
        ('{"prompt": "a"}', (1, "", "missing-key")),
        ('{"text": [{"type": "image_url", "image_url": {"url": "http://x"}}]}',
         (1, "/text/0/image_url/url", "wrong-value")),
    ],
)  # fmt: skip
def test_faults_of_fine_tune_rows(folder: Path, line: str, expected: Any) -> None:
    assert codes(check(folder, line, "fine-tune")) == [expected]


def test_fine_tune_rows_have_one_format(folder: Path) -> None:
    report = check(folder, '{"text": "a"}\n{"prompt": "a", "completion": "b"}\n', "fine-tune")
    assert codes(report)[0][0] == 2


def test_fine_tune_parquet(folder: Path) -> None:
    import pyarrow
    from pyarrow import parquet

    parquet.write_table(pyarrow.table({"input_ids": [[1]], "labels": [[1]]}), "good.parquet")
    assert check_file("good.parquet").ok
    parquet.write_table(pyarrow.table({"text": ["a"]}), "bad.parquet")
    assert [found[2] for found in codes(check_file("bad.parquet"))] == ["missing-column", "unknown-column"]
