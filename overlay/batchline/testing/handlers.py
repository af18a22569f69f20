"""The handlers: one for each operation of the document."""

from __future__ import annotations

import asyncio
import hashlib
import re
import shutil
from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import Path
from typing import Any, Final, Literal, Protocol, cast

import msgspec

from batchline_api.document import TERMINAL_STATUSES
from batchline_api.models import FileType

from .jobs import DEADLINE, iso_time
from .lag import Lag
from .state import Store, StoredBatch, StoredFile, StoredUpload, Tenant
from .storage import Storage

_CHUNK = 2**20


class Call(msgspec.Struct, frozen=True):
    """A call that was validated.

    Attributes:
        tenant: The owner of its token.
        id: The id in its path, or an empty string.
        body: Its decoded body.
        headers: Its headers, with names in lower case.
        upload: The file with the bytes that were uploaded in its body, if any.
    """

    tenant: Tenant
    id: str
    body: Any
    headers: Mapping[str, str]
    upload: Path | None = None


class Answer(msgspec.Struct, frozen=True):
    """The answer of a handler.

    Attributes:
        status: The HTTP status.
        json: The body as JSON; None is sent as `null`, unless there is a `stream` or the body is `empty`.
        headers: The headers.
        stream: The body as bytes.
        empty: Whether there is no body at all.
    """

    status: int = 200
    json: Any = None
    headers: Mapping[str, str] = msgspec.field(default_factory=dict[str, str])
    stream: AsyncIterator[bytes] | None = None
    empty: bool = False


class Refused(Exception):  # noqa: N818 - an answer, not a failure of the mock
    """Raised by a handler to answer with an error."""

    def __init__(self, status: int, message: str, *, code: str, param: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.code = code
        self.param = param


class Server(Protocol):
    """The part of the server that handlers use."""

    store: Store
    storage: Storage
    min_part_size: int
    lag: Lag
    percent: bool
    queue: int | None
    queue_answer: Literal["refuse", "fail"]

    def start_batch(self, tenant: Tenant, batch: StoredBatch) -> None:
        """Start a job."""
        ...


def _find_file(call: Call, id: str) -> StoredFile:
    try:
        return call.tenant.files[id]
    except KeyError:
        raise _no_file(id) from None


def _no_file(id: str) -> Refused:
    return Refused(404, f"There is no file {id}.", code="file_not_found", param="id")


def _require_uploaded(file: StoredFile) -> int:
    """Return the size of a file whose bytes were uploaded; refuse the call otherwise."""
    if file.size is None:
        raise Refused(400, f"The bytes of {file.id} were not uploaded.", code="not_uploaded", param="id")
    return file.size


def _refuse_duplicate(call: Call) -> Answer | None:
    checksum = str(call.body.get("checksum") or "").lower()
    for file in list(call.tenant.files.values()):
        if checksum and file.checksum == checksum and file.size is not None and file.purpose == call.body["purpose"]:
            return Answer(409, {"file_id": file.id})
    return None


def _add_file(server: Server, call: Call, file_type: str, checksum: str | None = None) -> StoredFile:
    file = StoredFile(
        id=server.store.new_id("file-"),
        filename=call.body["file_name"],
        purpose=call.body["purpose"],
        file_type=file_type,
        created_at=int(server.store.clock()),
        checksum=checksum.lower() if checksum else None,
    )
    call.tenant.files[file.id] = file
    return file


def list_files(server: Server, call: Call) -> Answer:
    """List all files, newest first."""
    with server.store.lock:  # a job may add files at the same time
        files = [file.as_json() for file in reversed(call.tenant.files.values())]
    return Answer(json={"object": "list", "data": files})


def create_file(server: Server, call: Call) -> Answer:
    """Answer with a file id, and a presigned URL for its bytes."""
    if duplicate := _refuse_duplicate(call):
        return duplicate
    file = _add_file(server, call, call.body["file_type"], call.body.get("checksum"))
    location = server.storage.file_url(call.tenant, file.id)
    return Answer(302, headers={"Location": location, "X-Together-File-Id": file.id}, empty=True)


def upload_file(server: Server, call: Call) -> Answer:
    """Store a file that comes with its bytes, and preprocess it at once."""
    upload = cast("Path", call.upload)  # required by the document
    with upload.open("rb") as received:
        etag = hashlib.file_digest(received, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
    suffix = Path(call.body["file_name"]).suffix[1:].lower()
    file_type = call.body.get("file_type") or (suffix if suffix in list(FileType) else FileType.JSONL.value)
    file = _add_file(server, call, file_type)
    upload.rename(server.store.blob(file.id))
    file.etag, file.size, file.stored_at = etag, server.store.blob(file.id).stat().st_size, server.store.clock()
    return Answer(json=_preprocess(server, file).as_json())


def _preprocess(server: Server, file: StoredFile) -> StoredFile:
    if file.file_type == "jsonl" and file.line_count is None:
        with server.store.blob(file.id).open("rb") as blob:
            file.line_count = sum(1 for _ in blob)
    file.handed_over = True
    return file


def retrieve_file(server: Server, call: Call) -> Answer:
    """Answer with the metadata of a file."""
    return Answer(json=_find_file(call, call.id).as_json())


def delete_file(server: Server, call: Call) -> Answer:
    """Delete a file."""
    _find_file(call, call.id)
    del call.tenant.files[call.id]
    server.store.blob(call.id).unlink(missing_ok=True)
    return Answer(json={"id": call.id, "object": "file", "deleted": True})


def preprocess_file(server: Server, call: Call) -> Answer:
    """Verify the checksum of a file whose bytes were uploaded, and preprocess it."""
    file = _find_file(call, call.id)
    _require_uploaded(file)
    path = server.store.blob(file.id)
    if file.checksum and not file.handed_over:
        with path.open("rb") as blob:
            actual = hashlib.file_digest(blob, "sha256").hexdigest()
        if actual != file.checksum:
            raise Refused(400, "The bytes do not match the checksum.", code="checksum_mismatch", param="checksum")
    return Answer(json=_preprocess(server, file).as_json())


def retrieve_file_content(server: Server, call: Call) -> Answer:
    """Answer with the bytes of a file, or one range of them; an unsupported Range is ignored."""
    file = _find_file(call, call.id)
    size = _require_uploaded(file)
    etag = f'"{file.etag}"'
    if file.purpose == "batch-generated" and server.store.clock() - file.stored_at < server.lag.content:
        size = _size_so_far(server, file, size)
        etag = f'"{file.etag}-{size}"'
    headers = {"ETag": etag, "Accept-Ranges": "bytes", "Content-Type": "text/plain"}
    wanted = _parse_range(call.headers.get("range", ""), size)
    if wanted is None or call.headers.get("if-range", etag) != etag:
        headers["Content-Length"] = str(size)
        return Answer(headers=headers, stream=_read_bytes(server.store.blob(file.id), 0, size))
    start, end = wanted
    if start >= size:
        message = f"The range begins past the end of the file, which has {size} bytes."
        error = {"message": message, "type": "invalid_request_error", "param": "Range", "code": "range_not_satisfiable"}
        return Answer(416, {"error": error}, headers={"Content-Range": f"bytes */{size}"})
    headers |= {"Content-Range": f"bytes {start}-{end - 1}/{size}", "Content-Length": str(end - start)}
    return Answer(206, headers=headers, stream=_read_bytes(server.store.blob(file.id), start, end))


def _size_so_far(server: Server, file: StoredFile, size: int) -> int:
    """Return how many bytes of a result file are visible while its content lags."""
    match server.lag.contents:
        case "missing":
            raise _no_file(file.id)
        case "empty":
            return 0
        case "half":
            half = size // 2
            with server.store.blob(file.id).open("rb") as blob:
                blob.seek(half - 1)
                is_end_of_line = b"\n" in blob.read(2)
            # The end must be in the middle of a line: not at its end, nor just before its newline.
            return half - 2 if is_end_of_line else half


def _parse_range(value: str, size: int) -> tuple[int, int] | None:
    """Return the requested range of bytes as (start, end), end excluded; None if it is unsupported."""
    unit, _, limits = value.partition("=")
    first, dash, last = limits.strip().partition("-")
    if unit.strip().lower() != "bytes" or not dash or not re.fullmatch(r"[0-9]{1,36}", first + last):
        return None
    if not first:
        return (max(0, size - int(last)), size) if int(last) else None
    if last and int(last) < int(first):
        return None
    return int(first), min(size, int(last) + 1 if last else size)


async def _read_bytes(path: Path, start: int, end: int) -> AsyncIterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        while start < end:
            chunk = await asyncio.to_thread(file.read, min(_CHUNK, end - start))
            if not chunk:
                return
            start += len(chunk)
            yield chunk


def initiate_multipart_upload(server: Server, call: Call) -> Answer:
    """Answer with a presigned URL for each part."""
    if duplicate := _refuse_duplicate(call):
        return duplicate
    file = _add_file(server, call, call.body["file_type"], call.body.get("checksum"))
    upload = StoredUpload(
        server.store.new_id("upload-"), file.id, int(call.body["file_size"]), int(call.body["num_parts"])
    )
    call.tenant.uploads[upload.id] = upload
    parts: list[dict[str, Any]] = []
    for number in range(1, upload.num_parts + 1):
        url, headers = server.storage.part_url(call.tenant, upload.id, number)
        parts.append({"PartNumber": number, "URL": url, "Headers": headers})
    return Answer(json={"upload_id": upload.id, "file_id": file.id, "parts": parts})


def _find_upload(call: Call) -> StoredUpload:
    upload = call.tenant.uploads.get(call.body["upload_id"])
    if upload is None or upload.file_id != call.body["file_id"]:
        raise Refused(404, f"There is no upload {call.body['upload_id']}.", code="upload_not_found", param="upload_id")
    return upload


def complete_multipart_upload(server: Server, call: Call) -> Answer:
    """Assemble the file from its parts, which must be complete, in order and large enough."""
    upload = _find_upload(call)
    given = [(int(part["part_number"]), part["etag"].strip('"')) for part in call.body["parts"]]
    numbers = [number for number, _ in given]
    if numbers != sorted(set(numbers)):
        raise Refused(400, "The parts are not in ascending order.", code="InvalidPartOrder", param="parts")
    for number, etag in given:
        if upload.parts.get(number, ("", 0))[0] != etag:
            raise Refused(400, f"Part {number} was not uploaded with this ETag.", code="InvalidPart", param="parts")
    if numbers != list(range(1, upload.num_parts + 1)):
        raise Refused(400, f"All {upload.num_parts} parts must be given.", code="InvalidPart", param="parts")
    sizes = [upload.parts[number][1] for number in numbers]
    if any(size < server.min_part_size for size in sizes[:-1]):
        message = f"Every part except the last must have at least {server.min_part_size} bytes."
        raise Refused(400, message, code="EntityTooSmall", param="parts")
    if sum(sizes) != upload.file_size:
        message = f"The parts must have {upload.file_size} bytes in total, got {sum(sizes)}."
        raise Refused(400, message, code="InvalidRequest", param="file_size")
    file = _find_file(call, upload.file_id)
    with server.store.blob(file.id).open("wb") as whole:
        for number in numbers:
            with server.store.blob(f"{upload.id}.{number}").open("rb") as part:
                shutil.copyfileobj(part, whole, _CHUNK)
    digests = b"".join(bytes.fromhex(upload.parts[number][0]) for number in numbers)
    file.etag = f"{hashlib.md5(digests, usedforsecurity=False).hexdigest()}-{len(numbers)}"
    file.size, file.handed_over, file.stored_at = upload.file_size, True, server.store.clock()
    _delete_upload(server, call, upload)
    return Answer(json={"file": file.as_json()})


def abort_multipart_upload(server: Server, call: Call) -> Answer:
    """Delete an upload with its parts and its file."""
    upload = _find_upload(call)
    _delete_upload(server, call, upload)
    call.tenant.files.pop(upload.file_id, None)
    return Answer(json={"upload_id": upload.id})


def _delete_upload(server: Server, call: Call, upload: StoredUpload) -> None:
    for number in upload.parts:
        server.store.blob(f"{upload.id}.{number}").unlink(missing_ok=True)
    del call.tenant.uploads[upload.id]


def _find_batch(server: Server, call: Call) -> StoredBatch:
    batch = call.tenant.batches.get(call.id)
    if batch is None or _job_seconds_ago(server, batch, server.lag.job) is None:
        raise Refused(404, f"there is no batch {call.id}", code="batch_not_found")
    return batch


def _job_seconds_ago(server: Server, batch: StoredBatch, seconds: float) -> dict[str, Any] | None:
    """Return the job as it was this many seconds ago; None if it did not exist yet."""
    # Without a lag, the clock must not matter: the machine's may be set back.
    # Jobs saved by an earlier version have no history.
    if not seconds or not batch.history:
        return batch.as_json()
    return batch.as_it_was(server.store.clock() - seconds)


def _visible_job(server: Server, batch: StoredBatch, seconds: float = 0.0) -> dict[str, Any] | None:
    """Return the job as the API showed it then: an ended job has no file ids while these lag."""
    job = _job_seconds_ago(server, batch, seconds)
    if job is None or not server.lag.file_ids:
        return job
    before = _job_seconds_ago(server, batch, seconds + server.lag.file_ids)
    had_ended = before is not None and before["status"] in TERMINAL_STATUSES
    hidden = () if had_ended else ("output_file_id", "error_file_id")
    return {name: value for name, value in job.items() if name not in hidden}


def to_percent(server: Server, job: dict[str, Any]) -> dict[str, Any]:
    """Return a job with its progress in percent if the server counts so, else from 0 to 1."""
    return {**job, "progress": job["progress"] * 100} if server.percent else job


def list_batches(server: Server, call: Call) -> Answer:
    """List all jobs, newest first."""
    jobs = [_visible_job(server, batch, server.lag.list) for batch in reversed(call.tenant.batches.values())]
    return Answer(json=[to_percent(server, job) for job in jobs if job is not None])


def create_batch(server: Server, call: Call) -> Answer:
    """Create a job and start it, or refuse or fail it if the queue is full."""
    file_id = call.body["input_file_id"]
    file = call.tenant.files.get(file_id)
    now = server.store.clock()
    if file is None or now - file.stored_at < server.lag.create:
        raise Refused(404, f"there is no file {file_id}", code="file_not_found")
    if file.purpose != "batch-api":
        raise Refused(400, f"the file {file_id} has purpose {file.purpose}, not batch-api", code="wrong_purpose")
    size = _require_uploaded(file)
    at_work = [batch for batch in call.tenant.batches.values() if batch.status not in TERMINAL_STATUSES]
    is_full = server.queue is not None and len(at_work) >= server.queue
    full = f"the queue is full: {server.queue} batches are enqueued; try again later"
    if is_full and server.queue_answer == "refuse":
        raise Refused(400, full, code="queue_full")
    batch = StoredBatch(
        id=server.store.new_id(),
        user_id=call.tenant.name,
        input_file_id=file_id,
        file_size_bytes=size,
        status="VALIDATING",
        created_at=iso_time(now),
        job_deadline=iso_time(now + DEADLINE),
        endpoint=call.body["endpoint"],
        model_id=call.body.get("model_id"),
    )
    batch.remember(now)
    with server.store.lock:
        call.tenant.batches[batch.id] = batch
    created = batch.as_json()
    if is_full:
        batch.status, batch.error, batch.completed_at = "FAILED", full, iso_time(now)
        batch.remember(now)
    else:
        server.start_batch(call.tenant, batch)
    return Answer(201, {"job": to_percent(server, created)})


def get_batch(server: Server, call: Call) -> Answer:
    """Answer with the state of a job."""
    return _job_answer(server, _find_batch(server, call))


def _job_answer(server: Server, batch: StoredBatch) -> Answer:
    job = _visible_job(server, batch)
    return Answer(json=job and to_percent(server, job))


def cancel_batch(server: Server, call: Call) -> Answer:
    """Cancel a job: at once if its requests are not being processed yet, otherwise soon."""
    batch = _find_batch(server, call)
    with server.store.lock:  # the job may end at the same time
        if batch.status not in TERMINAL_STATUSES:
            now = server.store.clock()
            if batch.is_at_work:
                batch.status = "CANCELING"
            else:
                batch.status, batch.completed_at = "CANCELLED", iso_time(now)
            batch.remember(now)
    return _job_answer(server, batch)


HANDLERS: Final[dict[str, Callable[[Server, Call], Answer]]] = {
    "listFiles": list_files,
    "createFile": create_file,
    "uploadFile": upload_file,
    "retrieveFile": retrieve_file,
    "deleteFile": delete_file,
    "preprocessFile": preprocess_file,
    "retrieveFileContent": retrieve_file_content,
    "initiateMultipartUpload": initiate_multipart_upload,
    "completeMultipartUpload": complete_multipart_upload,
    "abortMultipartUpload": abort_multipart_upload,
    "listBatches": list_batches,
    "createBatch": create_batch,
    "getBatch": get_batch,
    "cancelBatch": cancel_batch,
}
"""The handlers by operationId; the mock starts only if these are the operations of the document."""
