"""What Schemathesis cannot know of this API, and a tally of what it did.

Bytes go to the storage between two calls, ETags come from there, and ids are of things that
there are: no schema says so. So valid calls are helped, every other time, to a thing that
there is; the other half, and every call that is invalid on purpose, stays as it was generated.
"""

from __future__ import annotations

import itertools
import json
import os
import urllib.request
from collections import Counter
from pathlib import Path
from typing import Any

import schemathesis
from schemathesis import cli
from schemathesis.engine import events

API = os.environ["MOCK_BASE_URL"]
KEY = os.environ["MOCK_API_KEY"]

_times: Counter[str] = Counter()
_helped: set[str] = set()
_numbers = itertools.count()
_etags: dict[str, list[dict[str, Any]]] = {}  # by upload
_files: dict[str, str] = {}  # by upload


def _request(method: str, url: str, body: bytes, headers: dict[str, str]) -> Any:
    request = urllib.request.Request(url, data=body, headers=headers, method=method)
    return urllib.request.urlopen(request, timeout=10)


def _call(path: str, body: Any = None) -> Any:
    headers = {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"}
    with _request("POST", API + path, b"" if body is None else json.dumps(body).encode(), headers) as answer:
        return json.load(answer)


def _lines() -> bytes:
    """A batch input that nobody has sent yet; one request of it fails (see fuzz.py)."""
    body = '"body": {"model": "m", "messages": [{"role": "user", "content": "hi"}]}'
    return "".join(f'{{"custom_id": "{id}", {body}}}\n' for id in (f"n{next(_numbers)}", "fails")).encode()


def _send_parts(upload: dict[str, Any], size: int) -> None:
    """PUT every part of an upload, and keep the ETags that complete it."""
    places, etags = upload["parts"], []
    for index, place in enumerate(places):
        length = size // len(places) + (size % len(places) if index == len(places) - 1 else 0)
        with _request("PUT", place["URL"], b"x" * length, place.get("Headers", {})) as answer:
            etags.append({"part_number": place["PartNumber"], "etag": answer.headers["ETag"].strip('"')})
    _etags[upload["upload_id"]], _files[upload["upload_id"]] = etags, upload["file_id"]


def _new_upload() -> str:
    announced = {"file_name": "a.jsonl", "file_size": 30, "num_parts": 2, "purpose": "batch-api", "file_type": "jsonl"}
    upload = _call("/files/multipart/initiate", announced)
    _send_parts(upload, 30)
    return str(upload["upload_id"])


def _new_file() -> str:
    lines = _lines()
    announced = {"file_name": "a.jsonl", "file_size": len(lines), "num_parts": 1, "purpose": "batch-api"}
    upload = _call("/files/multipart/initiate", {**announced, "file_type": "jsonl"})
    with _request("PUT", upload["parts"][0]["URL"], lines, upload["parts"][0]["Headers"]) as answer:
        parts = [{"part_number": 1, "etag": answer.headers["ETag"].strip('"')}]
    named = {"upload_id": upload["upload_id"], "file_id": upload["file_id"], "parts": parts}
    return str(_call("/files/multipart/complete", named)["file"]["id"])


def _new_batch() -> str:
    named = {"input_file_id": _new_file(), "endpoint": "/v1/chat/completions", "completion_window": "24h"}
    return str(_call("/batches", named)["job"]["id"])


def _is_valid(case: Any) -> bool:
    return case.meta is not None and not case.meta.generation.mode.is_negative


def _name_what_there_is(case: Any, operation: str) -> bool:
    """Whether the call was helped: the ids of most come by links, in scenarios."""
    if operation in ("createFile", "uploadFile", "initiateMultipartUpload"):
        case.body |= {"purpose": "batch-api", "file_type": "jsonl"}
        case.body.pop("checksum", None)  # of other bytes than those below
        if operation == "uploadFile":
            case.body["file"] = _lines().decode()
        if operation == "initiateMultipartUpload":
            case.body |= {"num_parts": 1 + case.body["num_parts"] % 3, "file_size": 30}
    elif operation in ("completeMultipartUpload", "abortMultipartUpload"):
        upload = case.body["upload_id"] if case.body["upload_id"] in _files else _new_upload()
        case.body |= {"upload_id": upload, "file_id": _files[upload]}
        if operation == "completeMultipartUpload":
            case.body["parts"] = _etags[upload]
    elif case.meta.phase.name.value == "stateful":
        return False
    elif operation == "createBatch":
        case.body["input_file_id"] = _new_file()
    elif operation in ("getBatch", "cancelBatch"):
        case.path_parameters["id"] = _new_batch()
    elif operation not in ("listFiles", "listBatches"):
        case.path_parameters["id"] = _new_file()
    return True


@schemathesis.hook
def before_load_schema(context: Any, schema: Any) -> None:
    """Hold the mock's answers to just the fields that are described: it is no newer server, which may add some."""
    for name, described in schema["components"]["schemas"].items():
        if "properties" in described and not name.endswith(("Request", "CompletedPart")):
            described["additionalProperties"] = False


@schemathesis.hook
def after_load_schema(context: Any, schema: Any) -> None:
    """Let scenarios begin with what creates files.

    By its name, Schemathesis takes `file_name` for the name of a `File` that another call would have
    to make first. There is none, so it would never begin a scenario with these calls, nor follow
    their links.
    """
    for node in schema.analysis.dependency_graph.operations.values():
        node.inputs[:] = [slot for slot in node.inputs if slot.parameter_name != "file_name"]


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: dict[str, Any]) -> None:
    """Help every other valid call to a thing that there is."""
    operation = case.operation.definition.raw["operationId"]
    if _is_valid(case):
        _times[operation] += 1
        # A scenario is replayed, and ends when it does not go as it did before.
        every_time = case.meta.phase.name.value == "stateful"
        if (every_time or _times[operation] % 2) and _name_what_there_is(case, operation):
            _helped.add(case.id)


@schemathesis.hook
def after_call(context: Any, case: Any, response: Any) -> None:
    """Upload something wherever the API says that bytes are awaited."""
    operation = case.operation.definition.raw["operationId"]
    if case.id in _helped and response.status_code in (400, 409, 415, 422, 500):
        raise AssertionError(f"{operation} refuses what there is, with {response.status_code}: {response.text}")
    if operation == "createFile" and response.status_code == 302:
        with _request("PUT", response.headers["location"][0], _lines(), {}):
            pass
    if operation == "initiateMultipartUpload" and response.status_code == 200 and case.body["file_size"] == 30:
        _send_parts(response.json(), 30)
    if operation in ("completeMultipartUpload", "abortMultipartUpload") and response.status_code == 200:
        _files.pop(case.body["upload_id"], None)  # an upload ends once


@cli.handler()
class Tally(cli.EventHandler):
    """Counts cases by phase, and links by whether they were followed and answered well."""

    def __init__(self, *args: Any, **params: Any) -> None:
        self.cases: Counter[str] = Counter()
        self.followed: Counter[str] = Counter()
        self.reached: Counter[str] = Counter()
        self.checks: Counter[str] = Counter()

    def handle_event(self, ctx: Any, event: Any) -> None:
        if not isinstance(event, events.ScenarioFinished):
            return
        recorder = event.recorder
        for id, node in recorder.cases.items():
            exchanged = recorder.interactions.get(id)
            if exchanged is None or exchanged.response is None:
                continue
            self.cases[event.phase.value] += 1
            self.checks.update(check.name for check in recorder.checks.get(id, ()))
            if node.transition is not None and node.is_transition_applied:
                self.followed[node.transition.id] += 1
                self.reached[node.transition.id] += exchanged.response.status_code < 400

    def shutdown(self, ctx: Any) -> None:
        counted = {"cases": self.cases, "followed": self.followed, "reached": self.reached, "checks": self.checks}
        Path(os.environ["FUZZ_TALLY"]).write_text(json.dumps(counted))
