"""Runs that take days, with a server whose clock is driven."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from batchline.run import start
from batchline.testing import LineFault, MockServer

from ..conftest import Call

HOUR = 3600.0
FAST = {"poll_interval": 0.001}


@pytest.fixture
def server() -> Iterator[MockServer]:
    """Its jobs would take 30 hours, and expire after 24 with four fifths done."""
    with MockServer(driven=True, job_seconds=30 * HOUR) as running:
        yield running
        assert running.violations == []


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 20 requests, three batches: of 8, 8 and 4."""
    monkeypatch.setattr(start, "plan", partial(start.plan, max_requests=8))


def test_what_expired_is_sent_again(call: Call, server: MockServer, requests_file: Path, folder: Path) -> None:
    seen: list[Any] = []

    def hour_by_hour(at: Any) -> None:
        if at.stage == "wait":
            server.advance(HOUR)
        seen.append(at.status)

    server.add_faults(LineFault("request-2"))
    summary = call("run", requests_file, "out.jsonl", progress=hour_by_hour, **FAST)
    # Of 8 requests 6 are done, then 1 of 2; of 4 requests 3, then none.
    assert (summary.requests, summary.failed, summary.batches) == (20, 4, 6)
    assert summary.errors == {"expired": 3, "model_error": 1}
    lines = [json.loads(line) for line in (folder / "out.jsonl").read_text().splitlines()]
    assert [one["custom_id"] for one in lines] == [f"request-{n}" for n in range(1, 21)]
    left = [one["custom_id"] for one in lines if one.get("error", {}).get("code") == "expired"]
    assert left == ["request-8", "request-16", "request-20"]
    assert lines[7]["error"]["message"] == ("The batch expired before this request was done; it was sent 2 times.")
    once_more = next(at.shards for at in seen if at and all(one.attempt == 2 for one in at.shards))
    assert [one.answered for one in once_more] == [6, 6, 3]
    last = seen[-1]
    assert last.ended_at is not None
    jobs = [job for batch in last.shards for job in batch.jobs]
    assert [job.status for job in jobs] == ["EXPIRED"] * 6
    day = datetime.timedelta(hours=24)
    assert all(job.deadline == job.ended_at == job.created_at + day for job in jobs)
    assert last.done.waits == {24 * 3600: 16}  # every answer was made when its batch expired
    assert sum(last.done.prompt_tokens.values()) == 16


def test_how_far_the_batches_are(call: Call, server: MockServer, requests_file: Path) -> None:
    seen: list[Any] = []

    def by_half_days(at: Any) -> None:
        if at.stage == "wait" and at.shard == 3:
            seen.append([one.jobs[-1].status for one in at.status.shards])
            server.advance(12 * HOUR)

    call("run", requests_file, "out.jsonl", progress=by_half_days, retries=0, **FAST)
    assert seen == [["VALIDATING"] * 3, ["IN_PROGRESS"] * 3, ["EXPIRED"] * 3]
