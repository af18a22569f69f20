"""A service in memory that lags, loses, repeats and refuses, on a clock of its own.

Everything that it does late or wrong is drawn from one seeded generator, so that a case can be told
by its seed. What it has done, and what that cost, is known exactly.
"""

from __future__ import annotations

import datetime
import json
import random
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx

API = "https://api.example/v1"
STORAGE = "https://storage.example"
BEGAN = datetime.datetime(2026, 11, 20, tzinfo=datetime.UTC)


@dataclass
class Habits:
    """How a service behaves. Times in seconds, shares from 0 to 1.

    Attributes:
        lag: The longest that anything takes to become visible.
        lost: How often a call is answered by nothing, a 5xx or a portal, carried out or not.
        refused: How often a call is refused that need not be: 401, 403, 404, 429.
        full: How often it has no room for a batch.
        late: How often a batch is created after its answer was lost, instead of at once.
        missing: How often a batch leaves requests out.
        fails: How often a batch fails, expires, or is half done.
        undeletable: How often a file can't be deleted.
        bare: Whether lists leave out the input files.
    """

    lag: float = 0.0
    lost: float = 0.0
    refused: float = 0.0
    full: float = 0.0
    late: float = 0.0
    missing: float = 0.0
    fails: float = 0.0
    undeletable: float = 0.0
    bare: bool = False


@dataclass
class File:
    id: str
    name: str
    created: float
    content: bytes | None = None
    visible: float = 0.0
    full: float = 0.0
    deleted: float | None = None


@dataclass
class Job:
    id: str
    file: str
    created: float
    visible_in_list: float
    visible: float
    starts: float
    ends: float
    status: str
    reason: str | None = None
    output: str | None = None
    errors: str | None = None
    ids_visible: float = 0.0
    list_lag: float = 0.0
    cancelled: float | None = None
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)


class Lost(Exception):  # noqa: N818 - it is an answer that did not come
    """The connection broke."""


class Service:
    """What the service knows, and what it makes of calls."""

    def __init__(self, seed: int, habits: Habits) -> None:
        self.dice = random.Random(seed)
        self.habits = habits
        self.clock = 0.0
        self.files: dict[str, File] = {}
        self.jobs: dict[str, Job] = {}
        self.calls: list[str] = []
        self.pending: list[tuple[float, str]] = []
        self._made = 0

    # ---- time and chance

    def utc(self, at: float | None = None) -> datetime.datetime:
        return BEGAN + datetime.timedelta(seconds=self.clock if at is None else at)

    def advance(self, seconds: float) -> None:
        end = self.clock + seconds
        while self.pending and min(self.pending)[0] <= end:
            due = min(self.pending)
            self.pending.remove(due)
            self.clock = max(self.clock, due[0])
            self._create(due[1], "")
        self.clock = end

    def _happens(self, share: float) -> bool:
        return self.dice.random() < share

    def _lag(self) -> float:
        """Mostly nothing, sometimes nearly all of it."""
        if not self.habits.lag or self._happens(0.4):
            return 0.0
        return self.habits.lag * self.dice.choice([0.05, 0.3, 0.7, 0.99])

    def _id(self, kind: str) -> str:
        self._made += 1
        return f"{kind}-{self._made:04}"

    # ---- calls

    def answer(self, method: str, url: str, body: Any) -> httpx.Response:
        """Answer a call, or lose it."""
        self.advance(0.05)
        place = urlsplit(url)
        path = place.path.removeprefix("/v1")
        self.calls.append(f"{method} {path}")
        request = httpx.Request(method, url if place.scheme else f"{API}{url}")
        kind = self.dice.random()
        habits = self.habits
        if kind < habits.lost:
            return self._lose(method, path, body, request)
        if kind < habits.lost + habits.refused:
            status = self.dice.choice([401, 403, 404, 429] if method == "GET" else [401, 403, 429])
            return self._json(request, status, {"error": {"message": "not now"}})
        return self._carry_out(method, path, body, request)

    def _lose(self, method: str, path: str, body: Any, request: httpx.Request) -> httpx.Response:
        if self._happens(0.5):
            if (method, path) == ("POST", "/batches") and self._happens(self.habits.late):
                self.pending.append((self.clock + self.dice.random() * 2 * self.habits.lag, body["input_file_id"]))
            else:
                self._carry_out(method, path, body, request)
        match self.dice.choice(["reset", "502", "html", "cut", "error200", "portal"]):
            case "reset":
                raise Lost
            case "502":
                return self._json(request, self.dice.choice([500, 502, 503, 504]), {"error": "bad gateway"})
            case "html":
                return httpx.Response(200, html="<html><title>Please log in</title></html>", request=request)
            case "cut":
                return httpx.Response(
                    200, content=b'{"id": "batch-0', headers={"Content-Type": "application/json"}, request=request
                )
            case "error200":
                return self._json(request, 200, {"error": "temporarily unavailable"})
            case _:
                return httpx.Response(302, headers={"Location": "http://portal.example/login"}, request=request)

    def _json(self, request: httpx.Request, status: int, body: Any, **headers: str) -> httpx.Response:
        return httpx.Response(status, json=body, headers=headers, request=request)

    def _carry_out(self, method: str, path: str, body: Any, request: httpx.Request) -> httpx.Response:
        match method, path.strip("/").split("/"):
            case "POST", ["files"]:
                file = File(self._id("file"), body["file_name"], self.clock)
                self.files[file.id] = file
                return httpx.Response(
                    302,
                    headers={"Location": f"{STORAGE}/{file.id}", "X-Together-File-Id": file.id},
                    request=request,
                )
            case "PUT", [id]:
                self.files[id].content = body
                return httpx.Response(200, headers={"ETag": '"etag"'}, request=request)
            case "POST", ["files", id, "preprocess"]:
                file = self.files[id]
                file.visible = self.clock + self._lag()
                return self._json(request, 200, self._metadata(file))
            case "GET", ["files", id]:
                found = self._file(id)
                return self._json(request, 200, self._metadata(found)) if found else self._absent(request)
            case "GET", ["files", id, "content"]:
                return self._content(id, request)
            case "DELETE", ["files", id]:
                return self._delete(id, request)
            case "GET", ["batches"]:
                return self._json(request, 200, [shown for job in self.jobs.values() if (shown := self._listed(job))])
            case "POST", ["batches"]:
                return self._create_batch(body, request)
            case "GET", ["batches", id]:
                job = self.jobs.get(id)
                if job is None or self.clock < job.visible:
                    return self._absent(request)
                return self._json(request, 200, self._shown(job, self.clock))
            case "POST", ["batches", id, "cancel"]:
                job = self.jobs.get(id)
                if job is None or self.clock < job.visible:
                    return self._absent(request)
                if self._status(job, self.clock) in ("VALIDATING", "IN_PROGRESS"):
                    job.cancelled = self.clock
                    self._work(job, self.clock)
                return self._json(request, 200, self._shown(job, self.clock))
            case _:
                raise AssertionError(f"{method} {path}")

    def _absent(self, request: httpx.Request) -> httpx.Response:
        return self._json(request, 404, {"error": {"message": "not found"}})

    # ---- files

    def _file(self, id: str) -> File | None:
        file = self.files.get(id)
        if file is None or file.content is None or self.clock < file.visible or file.deleted is not None:
            return None
        return file

    def _metadata(self, file: File) -> dict[str, Any]:
        size = len(file.content or b"")
        return {"id": file.id, "object": "file", "created_at": 1, "filename": file.name, "bytes": size,
                "purpose": "batch-api", "FileType": "jsonl", "Processed": True}  # fmt: skip

    def _content(self, id: str, request: httpx.Request) -> httpx.Response:
        file = self._file(id)
        if file is None:
            return self._absent(request)
        assert file.content is not None
        content = file.content
        if self.clock < file.full:  # its bytes have not all arrived
            content = content[: int(len(content) * self.dice.choice([0.0, 0.4, 0.9]))]
        return httpx.Response(200, content=content, headers={"Content-Type": "text/plain"}, request=request)

    def _delete(self, id: str, request: httpx.Request) -> httpx.Response:
        file = self.files.get(id)
        if self._happens(self.habits.undeletable):
            return self._json(request, 403, {"error": {"message": "you may not"}})
        if file is None or file.deleted is not None or self.clock < file.visible:
            return self._absent(request)
        file.deleted = self.clock
        return self._json(request, 200, {"id": id, "deleted": True})

    # ---- batches

    def _create_batch(self, body: Any, request: httpx.Request) -> httpx.Response:
        id = body["input_file_id"]
        if self._file(id) is None:
            return self._json(request, 404, {"error": f"file {id} not found"})
        if self._happens(self.habits.full):
            if self._happens(0.5):
                return self._json(request, 400, {"error": "the queue is full, try again later"})
            job = self._create(id, "the queue is full, try again later")
        else:
            job = self._create(id, "")
        assert job is not None
        return self._json(request, 201, {"job": self._shown(job, self.clock, whole=False)})

    def _create(self, file_id: str, fails: str) -> Job | None:
        file = self.files.get(file_id)
        if file is None or file.deleted is not None:  # no job starts from a deleted file
            return None
        hours = self.dice.choice([0.001, 0.01, 0.1, 1.0]) * 3600
        now = self.clock
        job = Job(
            self._id("batch"), file_id, now, visible_in_list=now + self._lag(), visible=now + self._lag(),
            starts=now + hours / 10, ends=now + hours, status="COMPLETED", list_lag=self._lag(),
        )  # fmt: skip
        if fails:
            job.status, job.reason, job.ends = "FAILED", fails, now + 1.0
        elif self._happens(self.habits.fails):
            job.status = self.dice.choice(["EXPIRED", "FAILED", "EXPIRED"])
            job.reason = "the model is gone" if job.status == "FAILED" else None
        self.jobs[job.id] = job
        self._work(job, job.ends)
        return job

    def _work(self, job: Job, end: float) -> None:
        """Answer the requests of a job, as far as it gets until it ends."""
        content = self.files[job.file].content or b""
        requests = [json.loads(line) for line in content.splitlines()]
        if job.cancelled is not None:
            share = max(0.0, (job.cancelled - job.starts) / (job.ends - job.starts))
            done = int(len(requests) * min(1.0, share))
            job.status, job.ends = "CANCELLED", job.cancelled
        elif job.status == "FAILED":
            done = 0
        elif job.status == "EXPIRED":
            done = self.dice.randrange(len(requests) + 1)
        else:
            done = len(requests)
        job.answers = {}
        job.texts = {one["custom_id"]: one["body"]["messages"][0]["content"] for one in requests}
        for one in requests[:done]:
            if job.status == "COMPLETED" and self._happens(self.habits.missing):
                continue
            body = {
                "choices": [
                    {
                        "index": 0,
                        "finish_reason": "stop",
                        "message": {"role": "assistant", "content": job.texts[one["custom_id"]]},
                    }
                ]
            }
            if self._happens(self.habits.missing / 2):
                body = {"error": {"message": "overloaded"}}
            job.answers[one["custom_id"]] = {
                "custom_id": one["custom_id"],
                "response": {"status_code": 200, "body": body},
            }
        lines = list(job.answers.values())
        self.dice.shuffle(lines)
        if lines:
            written = "".join(json.dumps(line) + "\n" for line in lines).encode()
            late = job.ends + self._lag()
            file = File(
                self._id("file"), f"{job.id}.jsonl", job.ends, written, visible=late, full=job.ends + self._lag()
            )
            self.files[file.id] = file
            job.output = file.id
        else:
            job.output = None
        job.ids_visible = job.ends + self._lag()

    def _status(self, job: Job, at: float) -> str:
        if at >= job.ends:
            return job.status
        return "IN_PROGRESS" if at >= job.starts else "VALIDATING"

    def _shown(self, job: Job, at: float, *, whole: bool = True) -> dict[str, Any]:
        shown: dict[str, Any] = {
            "id": job.id, "status": self._status(job, at), "input_file_id": job.file,
            "endpoint": "/v1/chat/completions", "created_at": self.utc(job.created).isoformat(),
            "progress": 0.0 if at < job.starts else min(1.0, (at - job.starts) / max(1.0, job.ends - job.starts)),
        }  # fmt: skip
        if whole and at >= job.ends:
            shown["completed_at"] = self.utc(job.ends).isoformat()
            if at >= job.ids_visible:
                shown["output_file_id"] = job.output
            if job.reason:
                shown["error"] = job.reason
        return shown

    def _listed(self, job: Job) -> dict[str, Any] | None:
        if self.clock < job.visible_in_list:
            return None
        shown = self._shown(job, max(job.created, self.clock - job.list_lag))
        return {**shown, "input_file_id": None} if self.habits.bare else shown

    # ---- what it cost

    def paid_answers(self, *, good: bool = False) -> dict[tuple[str, str], list[str]]:
        """The jobs that answered each request, by its id and text; cancelled ones left out.

        Args:
            good: Whether only answers count that are no errors.
        """
        paid: dict[tuple[str, str], list[str]] = {}
        for job in self.jobs.values():
            if job.cancelled is None and self.clock >= job.ends:
                for custom_id, line in job.answers.items():
                    if not good or "error" not in line["response"]["body"]:
                        paid.setdefault((custom_id, job.texts[custom_id]), []).append(job.id)
        return paid
