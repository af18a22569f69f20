"""Splitting an input into batches."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from batchline import FileTypeError
from batchline.lines.split import Shard, plan, requests_of
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
    with pytest.raises(FileTypeError, match=r"Request 2 of .* has 2\d\d bytes; a batch takes 200 in all"):
        plan(path, max_bytes=200)


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
