"""What is kept of a job, whatever a server of this kind sends, and what is shown of it."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from click.testing import CliRunner

from batchline.batches import job_reason
from batchline.cli import batches
from batchline.run.state import JobRecord
from batchline_api.models import BatchJob

NOW = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)


def job(**fields: Any) -> BatchJob:
    return BatchJob.from_dict({"id": "batch-1", "status": "FAILED", **fields})


def listed(*reasons: Any) -> dict[str, Any]:
    return {"object": "list", "data": list(reasons)}


def unreadable(line: int) -> dict[str, Any]:
    return {"code": "invalid_json_line", "line": line, "message": "This line is not parseable.", "param": None}


def deep(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return {"a": value}


NOT_PARSEABLE = "This line is not parseable. (invalid_json_line)"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"error": "the queue\nis full"}, "the queue is full"),
        ({"error": {"code": "x", "message": "the queue is full"}}, "the queue is full (x)"),
        ({"error": {"code": 507, "message": "the queue is full"}}, "the queue is full (507)"),
        ({"error": {"message": "the queue is full"}}, "the queue is full"),
        ({"error": {"message": "x", "code": "x"}}, "x"),
        ({"error": {"code": "queue_full", "message": ""}}, "queue_full"),
        ({"error": {"why": "ü"}}, '{"why": "ü"}'),
        ({"error": ["one", {"message": "two"}]}, "one; two"),
        ({"errors": listed(unreadable(1))}, f"line 1: {NOT_PARSEABLE}"),
        ({"errors": [unreadable(1)]}, f"line 1: {NOT_PARSEABLE}"),
        ({"errors": listed(unreadable(1), unreadable(4))}, f"line 1: {NOT_PARSEABLE}; line 4: {NOT_PARSEABLE}"),
        ({"errors": listed({"code": "a", "line": None, "message": "b"})}, "b (a)"),
        ({"errors": listed(*"abcde")}, "a; b; c and 2 more"),
        ({"errors": listed(*"abc", "a", None)}, "a; b; c"),
        ({"errors": "the queue is full"}, "the queue is full"),
        ({"errors": {"message": "the queue is full"}}, "the queue is full"),
        ({"error": "refused", "errors": listed("refused", unreadable(2))}, f"refused; line 2: {NOT_PARSEABLE}"),
        ({"error": "", "errors": listed("x")}, "x"),
        ({"error": "a \x1b[2J https://s3/x?signature=1"}, "a \ufffd[2J https://s3/x?…"),
        ({"errors": listed("x\x1b", "\ud800")}, "x\ufffd; \ufffd"),
    ],
)
def test_why_a_job_failed(fields: dict[str, Any], reason: str) -> None:
    assert job_reason(job(**fields)) == reason
    assert JobRecord.of(job(**fields), NOW).reason == reason


@pytest.mark.parametrize(
    "fields",
    [{}, {"error": None, "errors": None}, {"error": " "}, {"error": {}}, {"error": 0}, {"errors": listed()},
     {"errors": {"object": "list", "data": None}}, {"errors": []}, {"errors": listed(None, {}, "")},
     {"error": deep(5000)}],
    ids=lambda fields: "deep" if isinstance(fields.get("error"), dict) and fields["error"] else None,
)  # fmt: skip
def test_a_job_that_does_not_say_why(fields: dict[str, Any]) -> None:
    assert job_reason(job(**fields)) is None


def test_a_long_reason_is_cut() -> None:
    assert (
        job_reason(job(errors=listed(*("x" * 250 + letter for letter in "abcd"))))
        == "x" * 250 + "a; " + "x" * 47 + "… and 1 more"
    )


@pytest.mark.parametrize(
    ("given", "share"),
    [(0, 0), (0.25, 0.25), (1, 1), (1.0, 1), (50, 0.5), (100, 1), ("50", 0.5), ("0.5", 0.5), ("", 0), ("half", 0), (None, 0),
     ("nan", 0), (float("nan"), 0), (float("inf"), 0), ("1e999", 0), (10**400, 0), (-1, 0), (101, 0), ([50], 0)],
)  # fmt: skip
def test_how_much_is_done(given: object, share: float) -> None:
    assert JobRecord.of(job(progress=given), NOW).progress == share
    assert JobRecord.of(job(status="COMPLETED", progress=given), NOW).progress == 1  # whatever it counts to


def test_times_of_a_job() -> None:
    seen = job(status="completed", created_at=1767312000, completed_at="1767312001", job_deadline="soon")
    record = JobRecord.of(seen, NOW).after(seen, NOW)
    assert (record.status, record.created_at, record.deadline) == ("COMPLETED", NOW, None)
    assert record.ended_at == NOW + datetime.timedelta(seconds=1)


def test_empty_ids_of_files_are_none() -> None:
    record = JobRecord.of(job(output_file_id="", error_file_id=""), NOW)
    assert record.output_file_id is record.error_file_id is None


class Shown:
    """A client whose service has one job."""

    def __init__(self, found: BatchJob) -> None:
        self.batches = self
        self._found = found

    def __enter__(self) -> Shown:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def get_batch(self, _: str) -> BatchJob:
        return self._found


def show(monkeypatch: pytest.MonkeyPatch, found: BatchJob, *options: str) -> str:
    monkeypatch.setattr(batches, "connect", lambda: Shown(found))
    done = CliRunner().invoke(batches.get, ["batch-1", *options], standalone_mode=False, catch_exceptions=False)
    return done.stdout


FOREIGN = {
    "errors": listed(unreadable(1)),
    "created_at": "soon",
    "progress": "50",
    "endpoint": "/v1/x",
    "metadata": None,
}


def test_a_job_is_shown_as_it_came_what_is_unknown_last(monkeypatch: pytest.MonkeyPatch) -> None:
    assert show(monkeypatch, job(**FOREIGN)).splitlines() == [
        "id          batch-1",
        "status      FAILED",
        "endpoint    /v1/x",
        "progress    50",
        f"errors      {json.dumps(FOREIGN['errors'])}",
        "metadata    null",
        "created_at  soon",
    ]


def test_a_job_is_shown_as_json_with_all_that_came(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = json.loads(show(monkeypatch, job(**FOREIGN), "--json"))
    assert shown == {"id": "batch-1", "status": "FAILED", **FOREIGN}
    assert list(shown)[:2] == ["id", "status"]


def test_unknown_fields_do_not_command_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    text = show(monkeypatch, job(**{"\x1b[2J\n": {"\x1b": "\x1b\n"}}))
    assert "\x1b" not in text
    assert len(text.splitlines()) == 4
