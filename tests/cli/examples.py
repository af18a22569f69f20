"""A run in the middle of its work, and one that has ended."""

from __future__ import annotations

import datetime
from typing import Any

from batchline.run.histogram import histogram
from batchline.run.state import JobRecord, Outcomes
from batchline.run.status import RunStatus, ShardStatus

BEGAN = datetime.datetime(2026, 11, 20, 8, 0, tzinfo=datetime.UTC)


def after(hours: float) -> datetime.datetime:
    return BEGAN + datetime.timedelta(hours=hours)


def job(id: str, status: str, begins: float = 0.0, hours: float | None = None, **more: Any) -> JobRecord:
    ended = None if hours is None else after(begins + hours)
    return JobRecord(id, status, after(begins), after(begins + 24), ended, **more)


def shard(number: int, step: str, *jobs: JobRecord, requests: int = 1000, answered: int = 0) -> ShardStatus:
    return ShardStatus(number, step, requests, 1_500_000, max(1, len(jobs)), jobs, answered)


def run_of(batches: list[ShardStatus], done: Outcomes | None = None, ended: float | None = None) -> RunStatus:
    requests = sum(one.requests for one in batches)
    ended_at = None if ended is None else after(ended)
    return RunStatus("/data/in.jsonl", "/v1/chat/completions", BEGAN, ended_at, requests, done or Outcomes(), batches)


def ended_run(**more: Any) -> RunStatus:
    batches = [
        shard(1, "joined", job("batch-a", "COMPLETED", 0, 3)),
        shard(2, "joined", job("batch-b", "EXPIRED", 0.1, 24), job("batch-c", "COMPLETED", 24.2, 1.5)),
        shard(3, "joined", job("batch-d", "FAILED", 1, 0.2, reason="<b>line 3</b> is odd"), job("batch-e", "CANCELLED", 2, 3)),
    ]  # fmt: skip
    done = Outcomes(
        requests=3000,
        succeeded=2100,
        failed=900,
        usage={"prompt_tokens": 1000, "completion_tokens": 500, "total_tokens": 1500},
        errors={"cancelled": 890, "<script>alert(1)</script>": 9, "500": 1},
        prompt_tokens=histogram(range(2100)),
        completion_tokens=histogram([7] * 2100),
        waits=histogram(range(3600, 3600 + 2100)),
    )
    return run_of(batches, done, **{"ended": 26.0, **more})
