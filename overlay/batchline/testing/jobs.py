"""The work of a batch job in the mock: validate its input and answer every line.

Answers echo the prompt; the same request gets the same answer, except for its `created` time.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable
from typing import Any, Final

import msgspec

from ..validation.fast_path import request_shape
from .faults import FaultPlan, LineFault
from .state import Store, StoredBatch, StoredFile, Tenant

DEADLINE: Final = 24 * 3600.0
"""Seconds after its creation at which a job expires."""


class _Request(msgspec.Struct):
    custom_id: str
    body: dict[str, Any]


def iso_time(seconds: float) -> str:
    """Return a Unix time as ISO 8601, as the API writes it."""
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).isoformat().replace("+00:00", "Z")


def validate(store: Store, batch: StoredBatch) -> tuple[str | None, str | None]:
    """Validate a job's input file, as the service does once the job has been created.

    Returns:
        What is wrong with the file, or None; and the model that all requests name, or None.
    """
    number = 0
    models: set[str] = set()
    shape: Any = request_shape(batch.endpoint)
    try:
        with store.blob(batch.input_file_id).open("rb") as file:
            for line in file:
                number += 1
                if line.strip():
                    models.add(msgspec.json.decode(line, type=shape).body.model)
    except OSError:
        return "the input file was deleted", None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return f"line {number} of the input file is not a request: {error}", None
    return None, models.pop() if len(models) == 1 else None


def process(
    store: Store, tenant: Tenant, batch: StoredBatch, faults: FaultPlan, has_ended: Callable[[float], bool]
) -> None:
    """Answer the lines of a job's input file, in its output file and its error file.

    Args:
        store: The store with the files.
        tenant: The owner of the job.
        batch: The job.
        faults: The faults to inject.
        has_ended: Whether the job ends before a line, given the share of the input up to that line's end.
    """
    output = store.blob(f"{batch.id}.output")
    errors = store.blob(f"{batch.id}.errors")
    created = int(store.clock())
    with store.blob(batch.input_file_id).open("rb") as requests, output.open("wb") as good, errors.open("wb") as bad:
        done_bytes = 0
        for line in requests:
            done_bytes += len(line)
            if not line.strip():
                continue
            share = done_bytes / max(1, batch.file_size_bytes)
            if has_ended(share):
                break
            # The first half of the progress is for the job's waiting time, before this.
            if 0.5 + share / 2 >= batch.progress + 0.01:
                batch.progress = min(0.99, 0.5 + share / 2)
                batch.remember(store.clock())
            request = msgspec.json.decode(line, type=_Request)
            fault = faults.of_line(request.custom_id)
            if fault is None or fault.status_code is not None:
                good.write(msgspec.json.encode(_answer(request, batch.endpoint, fault, created)) + b"\n")
            elif not fault.missing:
                error = {"message": fault.message, "code": fault.code}
                bad.write(msgspec.json.encode({"custom_id": request.custom_id, "error": error}) + b"\n")
    batch.output_file_id = _add_result_file(store, tenant, batch, "output")
    batch.error_file_id = _add_result_file(store, tenant, batch, "errors")


def _add_result_file(store: Store, tenant: Tenant, batch: StoredBatch, name: str) -> str | None:
    """Turn what a job has written into a file and return its id; None if it wrote nothing."""
    written = store.blob(f"{batch.id}.{name}")
    data_size = written.stat().st_size
    if not data_size:
        written.unlink()
        return None
    file_id = store.new_id("file-")
    with written.open("rb") as file:
        etag = hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
    written.rename(store.blob(file_id))
    with store.lock:
        tenant.files[file_id] = StoredFile(
            id=file_id,
            filename=f"{batch.id}-{name}.jsonl",
            purpose="batch-generated",
            file_type="jsonl",
            created_at=int(store.clock()),
            size=data_size,
            etag=etag,
            handed_over=True,
            stored_at=store.clock(),
        )
    return file_id


def _answer(request: _Request, endpoint: str, fault: LineFault | None, created: int) -> dict[str, Any]:
    if fault is not None:
        body: dict[str, Any] = {"error": {"message": fault.message, "code": fault.code}}
        return {"custom_id": request.custom_id, "response": {"status_code": fault.status_code, "body": body}}
    prompt = _last_user_text(request.body)
    text = f"echo: {prompt}"
    if endpoint.startswith("/v1/audio/"):
        return {"custom_id": request.custom_id, "response": {"status_code": 200, "body": {"text": text}}}
    is_chat = endpoint == "/v1/chat/completions"
    choice: dict[str, Any] = {"index": 0, "finish_reason": "stop"}
    choice |= {"message": {"role": "assistant", "content": text}} if is_chat else {"text": text}
    asked, answered = len(prompt.split()), len(text.split())
    body = {
        "id": "echo-" + hashlib.sha256(request.custom_id.encode()).hexdigest()[:12],
        "object": "chat.completion" if is_chat else "text.completion",
        "created": created,
        "model": request.body.get("model"),
        "prompt": [] if is_chat else [{"text": prompt}],
        "choices": [choice],
        "usage": {"prompt_tokens": asked, "completion_tokens": answered, "total_tokens": asked + answered},
    }
    return {"custom_id": request.custom_id, "response": {"status_code": 200, "body": body}}


def _last_user_text(body: dict[str, Any]) -> str:
    """Return the last message, the prompt or the file as text; an empty string if there is none."""
    match body:
        case {"messages": [*_, {"content": str(text)}]} | {"prompt": str(text)} | {"file": str(text)}:
            return text
        case _:
            return ""
