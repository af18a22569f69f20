"""The record of what was sent, and what an edited input has in common with it."""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict, deque
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batchline import BatchlineError
from batchline.run import record as module
from batchline.run.plan import plan, requests_of
from batchline.run.record import RecordWriter, compare, digest_requests, read_all_ids, read_ids
from batchline.run.state import Shard

Request = tuple[str | None, Any]
"""A custom_id, if it has one, and a body."""


def line(custom_id: str | None, body: Any, **options: Any) -> bytes:
    named = {} if custom_id is None else {"custom_id": custom_id}
    return json.dumps(named | {"body": body}, **options).encode() + b"\n"


def recorded(path: Path, requests: Iterable[Request]) -> Path:
    """The record of some requests."""
    ids, digests = digest_requests(line(*one) for one in requests)
    with RecordWriter(path) as writer:
        writer.extend(ids, digests)
    return path


def ids_of(path: Path, shard: Shard) -> list[str]:
    return [custom_id for custom_id, _ in requests_of(path, shard)]


def outcome(folder: Path, old: Iterable[Request], new: Iterable[Request]) -> tuple[list[Any], list[int]]:
    """What has become of each new request, as `changes` has it but shorter; and the old ones that are removed."""
    found = compare(recorded(folder / "old", old), recorded(folder / "new", new), folder)
    changes = list(found.changes())
    removed = list(found.removed_numbers())
    assert found.removed == len(removed)
    assert all((number is not None) == (kind == "unchanged") for number, kind in changes)
    assert {path.name for path in folder.iterdir()} == {"old", "new"}
    return [number or kind for number, kind in changes], removed


ODD_IDS = (
    "a",
    "request-7",
    "request-1",
    "request-01",
    " ",
    "\0\n\r\x1f",
    "ünï-名前-🎈",
    "\ufeff\u2028\U0010ffff",
    '"\\/',
    "null",
    "x" * 64,
    "y" * 70_000,
    "名" * 64,
)


@pytest.mark.parametrize("ascii", [True, False])
@pytest.mark.parametrize("most", [1, 2, 5, 100])
def test_ids_are_read_back_shard_by_shard(tmp_path: Path, most: int, ascii: bool) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(b"\n".join(line(custom_id, {}, ensure_ascii=ascii) for custom_id in ODD_IDS))
    shards = plan(path, record=tmp_path / "record", max_requests=most)
    assert tuple(one for shard in shards for one in read_ids(tmp_path / "record", shard)) == ODD_IDS
    assert [list(read_ids(tmp_path / "record", shard)) for shard in shards] == [ids_of(path, shard) for shard in shards]


def test_missing_ids_follow_from_the_position(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(b"".join(line(custom_id, {}) for custom_id in (None, "b", None, None, "request-5")))
    shards = plan(path, record=tmp_path / "record", max_requests=3)
    assert [list(read_ids(tmp_path / "record", shard)) for shard in shards] == [
        ["request-1", "b", "request-3"],
        ["request-4", "request-5"],
    ]
    assert list(read_all_ids(tmp_path / "record")) == ["request-1", "b", "request-3", "request-4", "request-5"]


def test_a_record_of_many_blocks(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(b"".join(line(f"id-{n}" if n % 1000 else None, {"n": n}) for n in range(20_000)))
    shards = plan(path, record=tmp_path / "record", max_requests=9000)
    for shard in shards:
        assert list(read_ids(tmp_path / "record", shard)) == ids_of(path, shard)
    found = compare(tmp_path / "record", tmp_path / "record", tmp_path)
    assert list(found.changes()) == [(n, "unchanged") for n in range(1, 20_001)]
    assert list(found.removed_numbers()) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (b'{"a": 1, "b": "x"}', b'{"a":1,"b":"x"}'),
        (b'{"a": 1, "b": {"c": 1, "d": 2}}', b'{ "b":{"d":2,"c":1},\t"a":1 }'),
        (b'{"a": "\\u00fc\\ud83d\\ude00\\/"}', '{"a": "ü😀/"}'.encode()),
        (b'{"a": 0.50}', b'{"a": 5e-1}'),
        (b'{"a": 1, "a": 2}', b'{"a": 2}'),
    ],
)
def test_a_body_that_is_only_written_otherwise_is_the_same(one: bytes, other: bytes) -> None:
    _, digests = digest_requests([b'{"custom_id":"a","body":%s}\n' % one, b' { "body" : %s ,"url":"/v1/x"}' % other])
    assert len(set(digests)) == 1


@pytest.mark.parametrize(
    "bodies",
    [
        (b'{"a": 1}', b'{"a": 2}', b'{"a": 1.0}', b'{"a": "1"}', b'{"a": [1]}', b'{"b": 1}', b'{"a": null}', b"{}"),
        (b'{"a": [1, 2]}', b'{"a": [2, 1]}'),
        (b'{"a": 0}', b'{"a": -0.0}', b'{"a": false}'),
        (b'{"a": 12345678901234567890123}', b'{"a": 12345678901234567890124}'),
        # None of these can be decoded.
        (
            b'{"a": 1e999}',
            b'{"a": 1e998}',
            b'{"a": null}',
            b'{"a": %s1}' % (b"9" * 5000),
            b'{"a": %s2}' % (b"9" * 5000),
        ),
    ],
)
def test_other_bodies_have_other_digests(bodies: tuple[bytes, ...]) -> None:
    lines = [b'{"body": %s}' % body for body in bodies]
    assert len(set(digest_requests(lines)[1])) == len(bodies)
    assert digest_requests(lines) == digest_requests(lines)


def test_a_body_that_is_nested_deeply() -> None:
    deep = [b"[" * depth + b"]" * depth for depth in (400, 401)]
    _, digests = digest_requests(b'{"body": {"a": %s}}' % one for one in deep)
    assert [len(one) for one in digests] == [16, 16]
    assert digests[0] != digests[1]


def test_requests_with_ids(tmp_path: Path) -> None:
    old = [("a", 1), ("b", 2), ("c", 3), ("d", 4)]
    assert outcome(tmp_path, old, old) == ([1, 2, 3, 4], [])
    assert outcome(tmp_path, old, [("d", 4), ("b", 0), ("e", 1), ("a", 1)]) == ([4, "changed", "new", 1], [3])
    assert outcome(tmp_path, old, []) == ([], [1, 2, 3, 4])
    assert outcome(tmp_path, [], old) == (["new"] * 4, [])
    # Bodies that change places.
    assert outcome(tmp_path, old, [("a", 2), ("b", 1)]) == (["changed", "changed"], [3, 4])


def test_requests_without_ids_are_matched_by_their_bodies_in_order(tmp_path: Path) -> None:
    old = [(None, body) for body in "abacab"]
    assert outcome(tmp_path, old, old) == ([1, 2, 3, 4, 5, 6], [])
    assert outcome(tmp_path, old, [(None, body) for body in "xbaaaab"]) == (["new", 2, 1, 3, 5, "new", 6], [4])
    assert outcome(tmp_path, old, [(None, "b"), (None, "c")]) == ([2, 4], [1, 3, 5, 6])


def test_requests_that_got_or_lost_their_ids_are_new(tmp_path: Path) -> None:
    old = [(None, 1), ("b", 2), ("request-3", 3), (None, 4)]
    new = [("request-1", 1), (None, 2), (None, 3), (None, 4)]
    assert outcome(tmp_path, old, new) == (["new", "new", "new", 4], [1, 2, 3])


def test_an_id_that_stands_twice_is_matched_once(tmp_path: Path) -> None:
    assert outcome(tmp_path, [("a", 1)], [("a", 1), ("a", 1)]) == ([1, "new"], [])


def model(old: list[Request], new: list[Request]) -> tuple[list[Any], list[int]]:
    named = {custom_id: number for number, (custom_id, _) in enumerate(old, 1) if custom_id is not None}
    unnamed: defaultdict[Any, deque[int]] = defaultdict(deque)
    for number, (custom_id, body) in enumerate(old, 1):
        if custom_id is None:
            unnamed[body].append(number)
    found: list[Any] = []
    kept: set[int] = set()
    for custom_id, body in new:
        number = named.get(custom_id) if custom_id is not None else unnamed[body].popleft() if unnamed[body] else None
        kept |= {number} - {None}
        found.append("new" if number is None else number if old[number - 1][1] == body else "changed")
    return found, [number for number in range(1, len(old) + 1) if number not in kept]


requests = st.lists(
    st.tuples(st.none() | st.sampled_from("abcdefgh") | st.text(max_size=3), st.integers(0, 4)),
    unique_by=lambda one: object() if one[0] is None else one[0],
)


@given(requests, requests, st.sampled_from([1, 50, 2**20]), st.sampled_from([1, 3, 1000]))
def test_comparing_as_two_dictionaries_do(old: list[Request], new: list[Request], bucket: int, backlog: int) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "BUCKET", bucket)
        patch.setattr(module, "BACKLOG", backlog)
        patch.setattr(module, "BLOCK", 2)
        assert outcome(Path(folder), old, new) == model(old, new)


def check_refused(path: Path, shard: Shard, match: str) -> None:
    with pytest.raises(BatchlineError, match=match):
        list(read_ids(path, shard))
    with pytest.raises(BatchlineError, match=match):
        compare(path, path, path.parent)


def test_a_record_that_is_cut_off(tmp_path: Path) -> None:
    whole = recorded(tmp_path / "whole", [("a", 1), (None, 2)]).read_bytes()
    path = tmp_path / "cut"
    shard = Shard(1, 0, 0, 1, 2, record_offset=19)
    assert list(read_ids(tmp_path / "whole", shard)) == ["a", "request-2"]
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        with pytest.raises(BatchlineError, match="cut (is not the record|was written by|is damaged)"):
            compare(path, path, tmp_path)
    path.write_bytes(whole[:40])
    check_refused(path, shard, "cut is damaged from byte 19 on, at request 1")
    path.write_bytes(whole[:19] + bytes(4096))  # as after a power failure
    check_refused(path, shard, "cut is damaged from byte 19 on, at request 1")


def test_a_record_with_a_wrong_byte(tmp_path: Path) -> None:
    whole = recorded(tmp_path / "whole", [("a", 1), (None, 2)]).read_bytes()
    path = tmp_path / "wrong"
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 64]) + whole[place + 1 :])
        with pytest.raises(BatchlineError, match="wrong (is|was)"):
            compare(path, tmp_path / "whole", tmp_path)


def test_files_that_are_no_records(tmp_path: Path) -> None:
    path = tmp_path / "file"
    shard = Shard(1, 0, 0, 1, 1, record_offset=19)
    for content in (b"", b'{"custom_id": "a"}\n'):
        path.write_bytes(content)
        check_refused(path, shard, "file is not the record of a run")
    path.write_bytes(b"batchline record 2\n...")
    check_refused(path, shard, "file was written by a version of batchline with another record format")
    with pytest.raises(FileNotFoundError):
        list(read_ids(tmp_path / "nothing", shard))


@pytest.mark.parametrize(
    "shard",
    [
        Shard(1, 0, 0, 1, 4, record_offset=19),
        Shard(1, 0, 0, 2, 1, record_offset=19),
        Shard(1, 0, 0, 1, 3),
        Shard(1, 0, 0, 1, 3, record_offset=20),
        Shard(1, 0, 0, 1, 3, record_offset=10_000),
    ],
)
def test_a_shard_that_is_not_in_the_record(tmp_path: Path, shard: Shard) -> None:
    path = recorded(tmp_path / "record", [("a", 1), ("b", 1), ("c", 1)])
    with pytest.raises(BatchlineError, match="record is damaged"):
        list(read_ids(path, shard))


def test_a_record_appears_at_the_end_or_not_at_all(tmp_path: Path) -> None:
    path = recorded(tmp_path / "record", [("a", 1)])
    before = path.read_bytes()
    with pytest.raises(ZeroDivisionError), RecordWriter(path) as writer:
        writer.extend(["b"], [bytes(16)])
        writer.offset()
        assert path.read_bytes() == before
        raise ZeroDivisionError
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["record"]
    # What a process has left that was killed.
    (tmp_path / ".record.part").write_bytes(b"left")
    assert recorded(path, [("a", 1)]).read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["record"]
