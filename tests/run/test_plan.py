"""Splitting an input into batches."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from batchline import FileTypeError
from batchline.run import plan as planning
from batchline.run.plan import plan, requests_of
from batchline.run.record import read_ids
from batchline.run.state import Shard
from batchline.validation.check import check
from batchline_api.models import FilePurpose


def request(custom_id: str | None = None, content: str = "hi") -> bytes:
    named = {} if custom_id is None else {"custom_id": custom_id}
    body = {"model": "m", "messages": [{"role": "user", "content": content}]}
    return json.dumps(named | {"body": body}, ensure_ascii=False).encode() + b"\n"


def written(folder: Path, *lines: bytes) -> Path:
    path = folder / "requests.jsonl"
    path.write_bytes(b"".join(lines))
    return path


def ids(path: Path, shards: list[Shard]) -> list[list[str]]:
    return [[custom_id for custom_id, _ in requests_of(path, shard)] for shard in shards]


def test_a_small_input_is_one_shard(tmp_path: Path) -> None:
    path = written(tmp_path, request("a"), request("b"))
    (shard,) = plan(path)
    assert shard == Shard(1, 0, path.stat().st_size, 1, 2)
    assert b"".join(line for _, line in requests_of(path, shard)) == path.read_bytes()


@pytest.mark.parametrize(("most", "wanted"), [(1, [1, 1, 1, 1, 1]), (2, [2, 2, 1]), (4, [4, 1]), (5, [5]), (6, [5])])
def test_it_is_cut_at_the_most_requests(tmp_path: Path, most: int, wanted: list[int]) -> None:
    path = written(tmp_path, *(request(f"r{n}") for n in range(5)))
    shards = plan(path, max_requests=most)
    assert [shard.requests for shard in shards] == wanted
    assert [shard.number for shard in shards] == list(range(1, len(wanted) + 1))
    assert [one for shard in ids(path, shards) for one in shard] == [f"r{n}" for n in range(5)]
    # They cover the input without a gap.
    ends = [shard.offset + shard.length for shard in shards]
    assert [0, *ends] == [*(shard.offset for shard in shards), path.stat().st_size]


def test_it_is_cut_at_the_most_bytes_as_they_are_sent(tmp_path: Path) -> None:
    line = request("a")
    path = written(tmp_path, request("a"), request("b"), request("c"))
    assert [shard.requests for shard in plan(path, max_bytes=2 * len(line))] == [2, 1]
    assert [shard.requests for shard in plan(path, max_bytes=2 * len(line) - 1)] == [1, 1, 1]
    # What a missing custom_id adds counts, too.
    path = written(tmp_path, request(), request())
    (one, _), *_ = [[line for _, line in requests_of(path, shard)] for shard in plan(path)]
    assert [shard.requests for shard in plan(path, max_bytes=2 * len(one))] == [2]
    assert [shard.requests for shard in plan(path, max_bytes=2 * len(one) - 1)] == [1, 1]


def test_missing_ids_are_counted_over_the_whole_input(tmp_path: Path) -> None:
    path = written(
        tmp_path, request(), b"\n", request("mine"), b"  \r\n", request("request-4"), request(content="ü")[:-1]
    )
    with pytest.raises(FileTypeError, match="Request 4 .* would get request-4, which another request has"):
        plan(path)
    path = written(tmp_path, request(), b"\n", request("mine"), b"  \r\n", request(), request(content="ü")[:-1])
    shards = plan(path, max_requests=2)
    assert ids(path, shards) == [["request-1", "mine"], ["request-3", "request-4"]]
    sent: list[dict[str, Any]] = [json.loads(line) for shard in shards for _, line in requests_of(path, shard)]
    assert [one["custom_id"] for one in sent] == ["request-1", "mine", "request-3", "request-4"]
    assert [one["body"] for one in sent] == [
        json.loads(line)["body"] for line in path.read_bytes().split(b"\n") if line.strip()
    ]


def test_generated_names_that_are_given_where_they_belong(tmp_path: Path) -> None:
    path = written(tmp_path, request("request-1"), request(), request("request-3"), request("request-99"))
    assert ids(path, plan(path)) == [["request-1", "request-2", "request-3", "request-99"]]


def test_a_request_that_no_batch_takes(tmp_path: Path) -> None:
    path = written(tmp_path, request("a"), request("b", "x" * 200))
    with pytest.raises(FileTypeError, match=r"Request 2 of .* has 2\d\d bytes; a batch takes at most 200 in all"):
        plan(path, max_bytes=200)


def expected(lines: list[bytes], max_requests: int, max_bytes: int) -> list[tuple[int, int, int, int, bool]]:
    """The offset, length, first request, number of requests of each shard, and whether it is sent as it is."""
    shards: list[list[Any]] = []
    offset = number = size = 0
    for line in lines:
        if line.strip():
            number += 1
            sent = line if b"custom_id" in line else line.replace(b"{", b'{"custom_id":"request-%d",' % number, 1)
            sent = sent.rstrip(b"\n") + b"\n"
            if not shards or (shards[-1][3] and (shards[-1][3] == max_requests or size + len(sent) > max_bytes)):
                shards.append([offset if shards else 0, 0, number, 0, offset == 0 or bool(shards)])
                size = 0
            shards[-1][3] += 1
            shards[-1][4] &= sent == line
            size += len(sent)
        elif shards:
            shards[-1][4] = False
        offset += len(line)
        if shards:
            shards[-1][1] = offset - shards[-1][0]
    return [tuple(shard) for shard in shards]


@given(
    st.lists(
        st.one_of(
            st.integers(0, 30).map(lambda size: ("x", size)),
            st.integers(0, 30).map(lambda size: (None, size)),
            st.sampled_from([b"\n", b" \r\n"]),
        ),
        min_size=1,
    ).filter(lambda lines: not all(isinstance(line, bytes) for line in lines)),
    st.integers(1, 20),
    st.integers(130, 600),
    st.sampled_from([1, 300, 2**16]),
    st.booleans(),
)
def test_shards_do_not_depend_on_how_much_is_read_at_a_time(
    given: list[Any], max_requests: int, max_bytes: int, block: int, is_ended: bool
) -> None:
    lines = [
        one if isinstance(one, bytes) else request(one[0] and f"{one[0]}{number}", "y" * one[1])
        for number, one in enumerate(given)
    ]
    if not is_ended:
        lines[-1] = lines[-1].rstrip(b"\n") or b" "
    limits = {"max_requests": max_requests, "max_bytes": max_bytes}
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(planning, "BLOCK", block)
        path, record = written(Path(folder), *lines), Path(folder) / "record"
        shards = plan(path, **limits)
        assert [
            (shard.offset, shard.length, shard.first, shard.requests, shard.is_as_sent) for shard in shards
        ] == expected(lines, max_requests, max_bytes)
        with_record = plan(path, record=record, **limits)
        assert [msgspec.structs.replace(shard, record_offset=0) for shard in with_record] == shards
        assert [list(read_ids(record, shard)) for shard in with_record] == ids(path, shards)


def test_a_record_appears_only_if_the_input_is_split(tmp_path: Path) -> None:
    path = written(tmp_path, request("a"), request("b", "x" * 200))
    with pytest.raises(FileTypeError, match="Request 2 of"):
        plan(path, record=tmp_path / "record", max_bytes=200)
    path.write_bytes(request("request-2") + request())
    with pytest.raises(FileTypeError, match="would get request-2"):
        plan(path, record=tmp_path / "record")
    assert [one.name for one in tmp_path.iterdir()] == ["requests.jsonl"]


def test_looking_between_shards_can_end_the_reading(tmp_path: Path) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    path = written(tmp_path, request("a"), request("b"))
    plan(path, stop)
    with pytest.raises(KeyboardInterrupt):
        plan(path, stop, record=tmp_path / "record", max_requests=1)
    assert [one.name for one in tmp_path.iterdir()] == ["requests.jsonl"]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_is_checked_as_a_batch_but_for_size_and_missing_ids(tmp_path: Path, workers: int) -> None:
    path = written(tmp_path, *(request() for _ in range(30_000)), *(request(f"a{n}") for n in range(30_000)))
    assert check(path, FilePurpose.BATCH_API, workers=workers).counts == {
        "missing-key": 30_000,
        "too-many-requests": 1,
    }
    report = check(path, FilePurpose.BATCH_API, workers=workers, for_run=True)
    assert (report.ok, report.samples) == (True, 60_000)


def test_a_run_refuses_what_a_batch_refuses(tmp_path: Path) -> None:
    bad = (b'{"custom_id": 7, "body": {"model": "m", "messages": [{"role": "user"}]}}\n', b'{"body": {"model": "m"}}\n')
    path = written(tmp_path, request("a"), request(), request("a"), *bad, request("x" * 65), b"{\n")
    report = check(path, FilePurpose.BATCH_API, for_run=True, endpoint="/v1/chat/completions")
    assert [(issue.line, issue.pointer) for issue in report.issues] == [
        (3, "/custom_id"),
        (4, "/custom_id"),
        (5, "/body"),
        (6, "/custom_id"),
        (7, ""),
    ]
