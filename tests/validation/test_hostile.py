"""Whatever bytes a file holds, the check ends with a report, and with the same one for any number of workers."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from batchline import ValidationReport, check_file
from batchline.validation import blocks, check_jsonl, duplicate_ids, pool
from batchline.validation.check_block import BlockReport, check_block
from batchline.validation.explain import explain
from batchline.validation.fast_path import FORMATS, request_shape, row_readers
from batchline.validation.row_rules import row_faults
from batchline.validation.schema_errors import shape_faults
from batchline.validation.worker import Result, Task, read_again

from ..differential.datasets import jsonl_files
from .test_check import RULES, conversation, found, requests, write

ROW = b'{"text": "t"}\n'
CHAT = json.dumps(conversation({"role": "user", "content": "q"}, {"role": "assistant", "content": "a"})).encode()


def message(raw: bytes) -> bytes:
    """A conversation with a message that has raw JSON in an open place."""
    return b'{"messages": [{"role": "user", "content": "q", "more": %b}, {"role": "assistant", "content": "a"}]}' % raw


DIGITS = b"9" * 10_000
DEEP = b"[" * 200_000

# What a fine-tune file holds, and its faults: line, column, code.
HOSTILE: dict[str, tuple[bytes, list[tuple[int | None, int | None, str]]]] = {
    "NUL alone": (b"\0", [(1, 1, "invalid-json")]),
    "NUL in a string": (b'{"text": "a\0"}', [(1, 12, "invalid-json")]),
    "NULs after the rows": (ROW + b"\0" * 5000, [(2, 1, "invalid-json")]),
    "byte-order mark": (b"\xef\xbb\xbf" + ROW, [(1, 1, "byte-order-mark")]),
    "byte-order mark in the middle": (ROW + b"\xef\xbb\xbf" + ROW, [(2, 1, "byte-order-mark")]),
    "byte-order mark and a fault": (b'\xef\xbb\xbf{"text": 1}', [(1, 1, "byte-order-mark"), (1, 11, "wrong-type")]),
    "UTF-16": ('{"text": "t"}'.encode("utf-16"), [(1, 1, "invalid-utf8")]),
    "CRLF": (ROW.replace(b"\n", b"\r\n") * 3, []),
    "CR alone": (ROW.replace(b"\n", b"\r") * 2, [(1, 15, "invalid-json")]),
    "blank lines": (b"\n\n" + ROW + b" \t\r\n" + ROW + b"\n", []),
    "no newline at all": (ROW.strip(), []),
    "an empty last line": (ROW + b"\n", []),
    "half of a character, alone": (b'{"text": "\\ud83d"}', [(1, 11, "lone-surrogate")]),
    "half of a character, the second": (b'{"text": "ab\\udE00"}', [(1, 13, "lone-surrogate")]),
    "half of a character, in a key": (b'{"text": "t", "\\ud800": 1}', [(1, 16, "lone-surrogate")]),
    "half of a character, where anything may be": (message(b'"\\ud800"'), [(1, 57, "lone-surrogate")]),
    "no half, but no escape either": (b'{"text": "\\ud8zz"}', [(1, 12, "invalid-json")]),
    "both halves": (b'{"text": "\\ud83d\\ude00"}', []),
    "no half, but a backslash": (b'{"text": "\\\\ud800"}', []),
    "invalid UTF-8": (b'{"text": "a\xff"}', [(1, 12, "invalid-utf8")]),
    "invalid UTF-8 after wide characters": ('{"text": "é文'.encode() + b'\xc3"}', [(1, 13, "invalid-utf8")]),
    "invalid UTF-8 where anything may be": (message(b'"\xff"'), [(1, 57, "invalid-utf8")]),
    "UTF-8 of half a character": (b'{"text": "\xed\xa0\x80"}', [(1, 11, "invalid-utf8")]),
    "200,000 brackets": (DEEP, [(1, 1, "too-deep")]),
    "200,000 brackets where anything may be": (message(DEEP + b"]" * 200_000), [(1, 1, "too-deep")]),
    "duplicate keys, the last is right": (b'{"text": 1, "text": "t"}', []),
    "duplicate keys, the last is wrong": (b'{"text": "t", "text": 1}', [(1, 23, "wrong-type")]),
    "1e400": (message(b"1e400"), []),
    "1e400 as a weight": (
        b'{"messages": [{"role": "assistant", "content": "a", "weight": 1e400}]}',
        [(1, 63, "wrong-type")],
    ),
    "10,000 digits": (message(DIGITS), []),
    "10,000 digits as a weight": (
        b'{"messages": [{"role": "assistant", "content": "a", "weight": %b}]}' % DIGITS,
        [(1, 63, "wrong-type")],
    ),
    "10,000 digits after a fault": (b'{"text": 1, "more": %b}' % DIGITS, [(1, 10, "wrong-type")]),
    "NaN": (message(b"NaN"), [(1, 56, "invalid-json")]),
    "-Infinity": (message(b"-Infinity"), [(1, 56, "invalid-json")]),
    "an object over several lines": (b'{\n"text": "t"\n}\n', [(1, 2, "invalid-json"), (2, 7, "invalid-json"), (3, 1, "invalid-json")]),
    "two objects in a line": (ROW.strip() * 2, [(1, 14, "invalid-json")]),
    "a Python dict": (b"{'text': 't'}", [(1, 2, "invalid-json")]),
    "an unclosed string": (b'{"text": "t', [(1, 10, "invalid-json")]),
    "a key with slashes and tildes": (b'{"text": "t", "a/b~c": 1}', []),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks so small that small files have many, and helpers for any of them."""
    monkeypatch.setattr(blocks, "BLOCK", 64)
    monkeypatch.setattr(blocks, "CHUNK", 100)
    monkeypatch.setattr(check_jsonl, "SHARE", 1)


def check(content: bytes, purpose: str = "fine-tune", **options: Any) -> ValidationReport:
    """Check a file of these bytes with one worker and with four."""
    write("a.jsonl", content)
    report = check_file("a.jsonl", purpose, **options)
    assert check_file("a.jsonl", purpose, workers=4, **options) == report
    if report.counts.keys() != {"empty"}:
        assert report.sha256 == hashlib.sha256(content).hexdigest()
    return report


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_bytes(folder: Path, name: str) -> None:
    content, faults = HOSTILE[name]
    report = check(content)
    assert [(issue.line, issue.column, issue.code) for issue in report.issues] == faults
    assert report.ok == (not faults)


def test_all_hostile_lines_in_one_file(folder: Path) -> None:
    lines = [content for content, _ in HOSTILE.values() if b"\n" not in content.strip(b"\n")]
    report = check(b"\n".join([CHAT, *lines, CHAT]), max_issues=1000)
    assert report.samples >= len(lines) + 2
    assert len(report.issues) == report.total_issues > len(lines)


@pytest.mark.parametrize("purpose", ["fine-tune", "batch-api", "eval"])
def test_all_lines_of_the_rules_in_one_file(folder: Path, purpose: str) -> None:
    lines = [json.dumps(line).encode() for _, _, line, _ in RULES if len(json.dumps(line)) < 2**20]
    report = check(b"\n".join(lines * 3), purpose, max_issues=10_000)
    assert report.samples == len(lines) * 3
    assert len(report.issues) == report.total_issues
    assert [issue.line or 0 for issue in report.issues] == sorted(issue.line or 0 for issue in report.issues)
    again = check(b"\n".join(lines * 3), purpose, max_issues=7)
    assert again.issues == report.issues[:7]
    assert again.counts == report.counts


def test_invalid_utf8_at_every_boundary(folder: Path) -> None:
    character = "文".encode()
    for before in range(85, 105):
        row = b'{"text": "%b%b"}\n' % (b"x" * before, character)
        assert check_file(write("a.jsonl", ROW + row * 3)).ok
        cut = b'{"text": "%b%b"}\n' % (b"x" * before, character[:2])
        report = check_file(write("a.jsonl", ROW + cut + ROW))
        assert [(issue.line, issue.column, issue.code) for issue in report.issues] == [(2, 11 + before, "invalid-utf8")]


def test_a_line_of_100_mb(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    os.chdir(folder)
    long = b'{"text": "%b"}\n' % (b"x" * 100_000_000)
    assert check(ROW + long + ROW).ok
    report = check(ROW + long.replace(b'"}', b'", "weight": "1"}') + ROW)
    assert [(issue.line, issue.column, issue.code) for issue in report.issues] == [(2, 100_000_024, "wrong-type")]
    assert len(report.issues[0].excerpt) < 200


def test_a_line_that_is_too_long_is_not_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (blocks, check_jsonl):
        monkeypatch.setattr(module, "LONGEST_LINE", 1000)
    longest = b'{"text": "%b"}' % (b"x" * 987)
    assert check(longest + b"\n" + ROW).ok
    for rows in (ROW, b""):  # before a format is known, too
        report = check(rows + longest[:-2] + b'x"}\n' + ROW + longest + b"x" * 500)
        line = len(rows) // len(ROW) + 1
        assert [(issue.line, issue.code) for issue in report.issues] == [
            (line, "line-too-long"),
            (line + 2, "line-too-long"),
        ]
        assert report.samples == line + 2


def test_a_file_that_is_cut_short_while_it_is_read(folder: Path) -> None:
    write("a.jsonl", ROW * 10_000)

    def cut(_: Any) -> None:
        os.truncate("a.jsonl", 50_000)

    for workers in (1, 4):
        write("a.jsonl", ROW * 10_000)
        report = check_file("a.jsonl", workers=workers, progress=cut)
        assert "changed" in report.counts
        assert report.sha256 is None


def test_a_file_that_grows_while_it_is_read(folder: Path) -> None:
    write("a.jsonl", ROW * 1000)

    def grow(_: Any) -> None:
        with open("a.jsonl", "ab") as file:
            file.write(ROW)

    report = check_file("a.jsonl", progress=grow)
    assert found(report) == [("", "changed")]
    assert report.sha256 is None


def test_a_file_that_vanishes_while_it_is_read(folder: Path) -> None:
    write("a.jsonl", ROW * 1000)
    report = check_file("a.jsonl", progress=lambda _: Path("a.jsonl").unlink(missing_ok=True))
    assert not report.ok
    assert report.sha256 is None


def test_a_csv_file_that_changes_while_it_is_read(folder: Path) -> None:
    write("a.csv", "a\n1\n")
    report = check_file("a.csv", "eval", progress=lambda _: os.utime("a.csv", (0, 0)))
    assert found(report) == [("", "changed")]
    assert report.sha256 is None


def test_repeated_ids_in_a_file_that_is_cut_short(folder: Path) -> None:
    write("a.jsonl", '{"custom_id": "a", "body": {"model": "m"}}\n' * 1000)
    report = check_file("a.jsonl", "batch-api", progress=lambda _: os.truncate("a.jsonl", 10))
    assert {"changed", "duplicate-id"} <= report.counts.keys()


def test_python_may_be_told_to_read_fewer_digits(folder: Path) -> None:
    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(640)
    try:
        assert check(message(b"9" * 5000)).ok
        assert not check(b'{"text": %b}' % (b"9" * 5000)).ok
    finally:
        sys.set_int_max_str_digits(before)


def test_no_room_for_the_ids(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(duplicate_ids, "GENERATION", 10)
    monkeypatch.setattr(duplicate_ids.tempfile, "TemporaryFile", full)
    report = check_file(write("a.jsonl", requests(100)), "batch-api", workers=4)
    assert found(report) == [("", "unreadable")]
    assert "No space left on device" in report.issues[0].message
    assert report.sha256 is None


def test_ids_are_compared_over_the_whole_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = requests(3000).replace('"2999"', '"7"').replace('"1500"', '"0"')
    report = check(content.encode(), "batch-api")
    assert [(issue.line, issue.code) for issue in report.issues] == [(1501, "duplicate-id"), (3000, "duplicate-id")]
    assert report.issues[1].message.endswith("in line 8")
    assert "custom_id" in report.issues[1].excerpt
    # The same when not all ids are kept in memory.
    monkeypatch.setattr(duplicate_ids, "GENERATION", 100)
    far = check(content.encode(), "batch-api")
    assert [issue.message for issue in far.issues] == [issue.message for issue in report.issues]
    assert [issue.line for issue in far.issues] == [1501, 3000]
    assert far.counts == report.counts


@given(
    ids=st.lists(st.integers(0, 60).map(str), max_size=200),
    generation=st.integers(1, 50),
    size=st.integers(1, 20),
)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_repetition_of_an_id_is_found(
    ids: list[str], generation: int, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duplicate_ids, "GENERATION", generation)
    known = duplicate_ids.UniqueIds()
    repeated: list[int] = []
    for start in range(0, len(ids), size):
        part = ids[start : start + size]
        repeated += [line for line, _ in known.add(part, range(start, start + len(part)))]
    across = list(known.across_generations())
    known.close()
    assert all(ids[line] == ids[first] and first < line for line, first in across)
    repeated += [line for line, _ in across]
    assert sorted(repeated) == [line for line, name in enumerate(ids) if name in ids[:line]]


def converts(value: Any, kind: Any) -> bool:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError:
        return False
    return True


@given(content=jsonl_files())
@settings(max_examples=300, deadline=None)
def test_a_shape_has_faults_where_its_decoder_finds_one(content: bytes) -> None:
    kinds = [*FORMATS.values(), *map(request_shape, (None, "/v1/chat/completions", "/v1/completions"))]
    for line in content.split(b"\n"):
        _, value, _ = explain(line, lambda _: ())
        for kind in kinds:
            assert converts(value, kind) == (not list(shape_faults(value, kind)))


@given(content=jsonl_files())
@settings(max_examples=300, deadline=None)
def test_what_is_read_fast_has_no_fault(content: bytes) -> None:
    for line in content.split(b"\n"):
        for form in FORMATS:
            for reader in row_readers(form):
                if reader.read([line]) is not None:
                    kind = FORMATS[form]
                    _, value, faults = explain(
                        line, lambda row, kind=kind: [*shape_faults(row, kind), *row_faults(row)]
                    )
                    assert value
                    assert list(faults) == []


@pytest.mark.parametrize("count", [10, 200])
def test_conversations_of_any_length(folder: Path, count: int) -> None:
    messages = [{"role": ("user", "assistant")[number % 2], "content": "t"} for number in range(count)]
    right, wrong = json.dumps({"messages": messages}), json.dumps({"messages": [*messages, messages[-1]]})
    assert check(f"{right}\n{right}".encode()).ok
    assert found(check(f"{right}\n{wrong}".encode())) == [(f"/messages/{count}/role", "role-order")]


def test_a_line_with_very_many_faults(folder: Path) -> None:
    report = check_file(write("a.jsonl", json.dumps({"messages": [0] * 50_000})), max_issues=3)
    assert [issue.column for issue in report.issues] == [15, 18, 21]
    assert report.counts["wrong-type"] == 50_000


class _FakeCrew:
    """Helpers in this process, which answer late and in any order, or not at all."""

    def __init__(self, path: str, purpose: str, order: list[int]) -> None:
        self._path, self._purpose, self._order = path, purpose, order
        self._orders: list[Task] = []

    def submit(self, order: Task) -> bool:
        if not self._order or self._order[0] % 3 == 0 or len(self._orders) > 5:
            self._order = self._order[1:]
            return False
        self._orders.append(order)
        return True

    def results(self, *, wait: bool) -> Iterator[tuple[int, BlockReport | None]]:
        while self._orders and (wait or (self._order and self._order[0] % 2)):
            wait = False
            choice = self._order.pop() if self._order else 0
            order = self._orders.pop(choice % len(self._orders))
            lost = choice % 7 == 0
            block = read_again(self._path, order)
            yield order.number, None if lost else check_block(self._purpose, order.common, block, order.max_issues)

    def close(self) -> None:
        assert not self._orders


_LINES = st.sampled_from([json.dumps(line).encode() for _, _, line, _ in RULES if len(json.dumps(line)) < 1000])
_FILES = st.lists(st.one_of(_LINES, st.binary(max_size=20), st.just(b"")), min_size=1, max_size=60)


@given(
    lines=_FILES,
    purpose=st.sampled_from(["fine-tune", "batch-api", "eval"]),
    order=st.lists(st.integers(0, 50), max_size=60),
    chunk=st.integers(1, 300),
    block=st.integers(1, 300),
    max_issues=st.integers(0, 30),
)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_report_is_the_same_however_the_work_is_spread(
    lines: list[bytes],
    purpose: str,
    order: list[int],
    chunk: int,
    block: int,
    max_issues: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\n".join(lines))
    with monkeypatch.context() as patch:
        patch.setattr(blocks, "CHUNK", chunk)
        patch.setattr(blocks, "BLOCK", block)
        here = check_file(path, purpose, max_issues=max_issues)
        patch.setattr(check_jsonl, "Pool", lambda _size, path, purpose, _endpoint: _FakeCrew(path, purpose, order))
        assert check_file(path, purpose, workers=2, max_issues=max_issues) == here
    whole = check_file(path, purpose)  # in one block
    assert (here.counts, here.samples, here.sha256) == (whole.counts, whole.samples, whole.sha256)
    if max_issues >= whole.total_issues:
        assert here == whole


def test_helpers_judge_all_but_the_first_block(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = b"".join(b'{"text": "%d"}\n' % number for number in range(2000)) + b"x\n"
    whole = check(content)
    here: list[Any] = []
    monkeypatch.setattr(pool, "AHEAD", 10**9)  # so that helpers take whatever is offered
    monkeypatch.setattr(check_jsonl, "check_block", lambda *arguments: here.append(1) or check_block(*arguments))
    assert check_file("a.jsonl", workers=3) == whole
    assert len(here) == 1


@pytest.mark.parametrize("program", ["", "print('hello from sitecustomize', flush=True)"])
def test_helpers_that_say_nothing_are_given_up(folder: Path, monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    write("a.jsonl", ROW * 1000 + b"x\n")
    whole = check_file("a.jsonl")
    monkeypatch.setattr(pool, "_SERVE", f"{program}\nimport time\ntime.sleep(1000)")
    monkeypatch.setattr(pool, "PATIENCE", 0.1)
    assert check_file("a.jsonl", workers=3) == whole
    assert not [one for one in threading.enumerate() if one.name.startswith("batchline")]


@pytest.mark.parametrize(
    "error", [OSError(11, "Resource temporarily unavailable"), RuntimeError("can't start new thread")]
)
def test_helpers_that_cannot_all_be_started(folder: Path, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    write("a.jsonl", ROW * 1000 + b"x\n")
    whole = check_file("a.jsonl")
    started: list[Any] = []
    begin = pool._Worker.start

    def start(self: Any, job: Any) -> None:
        started.append(self._process)
        if len(started) == 2:
            raise error
        begin(self, job)

    monkeypatch.setattr(pool._Worker, "start", start)
    assert check_file("a.jsonl", workers=4) == whole
    assert [process.returncode is not None for process in started] == [True, True]
    assert not [one for one in threading.enumerate() if one.name.startswith("batchline")]


@pytest.mark.parametrize("program", ["raise SystemExit(1)", "import time; time.sleep(0.3)", "print('nonsense' * 1000)"])
def test_helpers_that_do_not_work(folder: Path, monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    write("a.jsonl", ROW * 1000 + b"x\n")
    whole = check_file("a.jsonl")
    monkeypatch.setattr(pool, "_SERVE", program)
    assert check_file("a.jsonl", workers=3) == whole


def test_a_helper_that_is_killed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.jsonl", ROW * 3000 + b"x\n")
    whole = check_file("a.jsonl")
    results = pool.Pool.results
    killed: list[Any] = []

    def killing(self: Any, *, wait: bool) -> Iterator[tuple[int, BlockReport | None]]:
        for worker in self._workers if not killed else ():
            if len(worker.tasks) > 3:
                killed.append(worker)
                worker._process.kill()
        yield from results(self, wait=wait)

    monkeypatch.setattr(pool.Pool, "results", killing)
    assert check_file("a.jsonl", workers=3) == whole
    assert killed


def test_no_helper_where_the_interpreter_is_no_program(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.jsonl", ROW * 1000)
    for name, value in (("executable", ""), ("frozen", True), ("executable", "/does/not/exist")):
        with monkeypatch.context() as patch:
            patch.setattr(sys, name, value, raising=False)
            assert check_file("a.jsonl", workers=3).ok


def test_helpers_need_no_guard_in_the_callers_module(folder: Path) -> None:
    import subprocess

    write("a.jsonl", ROW * 3_000_000)
    Path("script.py").write_text(
        "print('begun', flush=True)\nfrom batchline import check_file\nprint(check_file('a.jsonl', workers=2).samples)\n"
    )
    done = subprocess.run([sys.executable, "script.py"], capture_output=True, text=True, check=True)
    assert done.stdout == "begun\n3000000\n"
    assert done.stderr == ""


def test_answers_survive_the_wire() -> None:
    verdict = check_block("batch-api", None, b'{"custom_id": "\\ud800"}\n{"custom_id": "a"}\n\xff\n', 100)
    answer = Result(1, verdict)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(answer), type=Result) == answer


@pytest.mark.parametrize("blank", ["\x0b", "\x0c", "\x0b\x0c ", "\x85", "\u2028"])
@pytest.mark.parametrize("purpose", ["fine-tune", "batch-api"])
def test_a_line_of_other_white_space_is_no_blank_line(folder: Path, blank: str, purpose: str) -> None:
    """The white space of JSON is space, tab, CR and LF (RFC 8259, section 2)."""
    row = {"text": "a"} if purpose == "fine-tune" else {"custom_id": "a", "body": {"model": "m", "messages": MESSAGES}}
    (folder / "a.jsonl").write_text(f"{json.dumps(row)}\n \t\r\n{blank}\n", newline="")
    report = check_file("a.jsonl", purpose)
    assert [(issue.line, issue.code) for issue in report.issues] == [(3, "invalid-json")]


MESSAGES = [{"role": "user", "content": "x"}]


@pytest.mark.parametrize("purpose", ["fine-tune", "eval", "batch-api"])
def test_a_damaged_parquet_file_is_reported(folder: Path, purpose: str) -> None:
    """Each byte of the footer once, and every place where the file may end."""
    parquet = pytest.importorskip("pyarrow.parquet")
    pyarrow = pytest.importorskip("pyarrow")
    parquet.write_table(pyarrow.table({"text": ["a", "b"], "n": [1, 2]}), "whole.parquet")
    content = (folder / "whole.parquet").read_bytes()
    footer = int.from_bytes(content[-8:-4], "little") + 8
    codes = set()
    for at in range(len(content) - footer, len(content)):
        for damaged in (content[:at], content[:at] + bytes([content[at] ^ 0x55]) + content[at + 1 :]):
            (folder / "a.parquet").write_bytes(damaged)
            codes |= {issue.code for issue in check_file("a.parquet", purpose).issues}
    assert ("invalid-parquet" if purpose == "fine-tune" else "wrong-type") in codes
