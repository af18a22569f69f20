"""What the generated models promise, which the built-in templates of the generator do not."""

from __future__ import annotations

import copy
import datetime
import enum
import math
import pickle
from typing import Any

import batchline_lines
import msgspec
import pytest
from batchline_api.models import (
    BatchEndpoint,
    BatchJob,
    BatchJobStatus,
    CreateBatchRequest,
    FileList,
    FileProcessingStatus,
    FilePurpose,
    FileResponse,
    FileType,
)


def test_absent_and_null_fields_read_as_none() -> None:
    for given in ({}, dict.fromkeys(("user_id", "created_at", "progress", "output_file_id", "error", "endpoint"))):
        job = BatchJob.from_dict({"id": "a", "status": "COMPLETED", **given})
        assert (job.user_id, job.created_at, job.output_file_id, job.error, job.progress) == (None, None, None, None, 0.0)
    file = FileResponse.from_dict({"id": "a", "purpose": None, "FileType": None, "object": None})
    assert (file.object, file.bytes, file.purpose, file.file_type, file.processed) == ("file", None, None, None, None)
    assert file.line_count is file.validation_report is file.processing_status is None


def test_fields_have_the_names_of_the_interface() -> None:
    file = FileResponse.from_dict(
        {"id": "a", "bytes": 3, "FileType": "csv", "Processed": True, "LineCount": 2, "validation_report": {"valid": True}}
    )
    assert (file.bytes, file.file_type, file.processed, file.line_count) == (3, "csv", True, 2)
    assert file.validation_report is not None
    assert file.validation_report.valid


def test_unknown_enum_values_survive() -> None:
    status = BatchJobStatus("PAUSED")
    assert (status.value, status.name, str(status), status) == ("PAUSED", "PAUSED", "PAUSED", "PAUSED")
    assert status == BatchJobStatus("PAUSED")
    assert hash(status) == hash(BatchJobStatus("PAUSED"))
    assert status not in list(BatchJobStatus)
    assert BatchJobStatus("COMPLETED") is BatchJobStatus.COMPLETED
    assert copy.deepcopy(status) == pickle.loads(pickle.dumps(status)) == status
    assert BatchJob.from_dict({"id": "a", "status": "PAUSED"}).status.value == "PAUSED"
    assert BatchJobStatus("paused").value == "paused"
    with pytest.raises(ValueError, match="3"):
        BatchJobStatus(3)
    assert FilePurpose("batch-api") is FilePurpose.BATCH_API
    assert BatchEndpoint.CHAT_COMPLETIONS == "/v1/chat/completions"


@pytest.mark.parametrize("kind", [BatchEndpoint, BatchJobStatus, FileProcessingStatus, FilePurpose, FileType])
def test_known_enum_values_are_known_in_any_case(kind: type[enum.StrEnum]) -> None:
    for member in kind:
        for written in (member.value.lower(), member.value.upper(), member.value.title()):
            assert kind(written) is member
    assert kind("").value == ""


def test_a_status_in_lower_case_is_written_as_the_document_writes_it() -> None:
    job = BatchJob.from_dict({"id": "a", "status": "in_progress"})
    assert job.status is BatchJobStatus.IN_PROGRESS
    assert job.to_dict()["status"] == "IN_PROGRESS"


def test_unknown_fields_are_kept() -> None:
    sent = {"id": "a", "object": "file", "new": {"deep": [1]}}
    file = FileResponse.from_dict(sent)
    assert file["new"] == {"deep": [1]}
    assert file.to_dict() == sent


def test_times_have_zones() -> None:
    job = BatchJob.from_dict({"id": "a", "status": "X", "created_at": "2026-01-01T00:00:00Z"})
    assert job.created_at == datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    assert job.to_dict()["created_at"] == "2026-01-01T00:00:00+00:00"


@pytest.mark.parametrize("given", [1790000000, 1790000000.0, "1790000000", "1790000000.0", "2026-09-21T14:13:20Z"])
def test_times_may_be_unix_seconds(given: object) -> None:
    job = BatchJob.from_dict({"id": "a", "status": "X", "created_at": given, "completed_at": None, "job_deadline": ""})
    assert job.created_at == datetime.datetime(2026, 9, 21, 14, 13, 20, tzinfo=datetime.UTC)
    assert job.completed_at is job.job_deadline is None
    assert job.additional_properties == {}
    assert job.to_dict()["created_at"] == "2026-09-21T14:13:20+00:00"
    assert BatchJob.from_dict(job.to_dict()) == job


def test_eight_digits_are_a_date() -> None:
    job = BatchJob.from_dict({"id": "a", "status": "X", "created_at": "20260921"})
    assert job.created_at == datetime.datetime(2026, 9, 21)  # noqa: DTZ001 - as it was sent


NO_TIMES = ["yesterday", "\ud800", "0", "9" * 400, 10**400, 1790000000000, -1e300, math.nan, math.inf, True, [1], {"a": 1}]


@pytest.mark.parametrize("given", NO_TIMES, ids=lambda given: repr(given)[:20])
def test_what_is_no_time_is_absent_and_kept_as_it_came(given: object) -> None:
    sent = {"id": "a", "status": "X", "created_at": given, "completed_at": "2026-01-01T00:00:00+00:00"}
    job = BatchJob.from_dict(sent)
    assert job.created_at is None
    assert job.completed_at is not None
    assert job["created_at"] is given
    assert BatchJob.from_dict(job.to_dict()).to_dict() == job.to_dict() == sent | {"progress": 0.0}
    job.created_at = job.completed_at
    assert job.to_dict()["created_at"] == "2026-01-01T00:00:00+00:00"


def test_none_is_not_sent() -> None:
    request = CreateBatchRequest(input_file_id="a", endpoint=BatchEndpoint.COMPLETIONS)
    assert request.to_dict() == {"input_file_id": "a", "endpoint": "/v1/completions"}


@pytest.mark.parametrize("missing", ["id", "status"])
def test_required_fields_are_required(missing: str) -> None:
    with pytest.raises(KeyError):
        BatchJob.from_dict({name: "x" for name in ("id", "status") if name != missing})


def test_a_list_that_is_null_is_empty() -> None:
    assert FileList.from_dict({"data": None}).data == []


CLOSED = [
    "BatchRequest", "ChatBatchRequest", "CompletionBatchRequest", "AudioBatchRequest", "ModelBatchRequest",
]  # fmt: skip


@pytest.mark.parametrize("name", CLOSED)
def test_closed_lines_refuse_unknown_keys(name: str) -> None:
    kind: Any = getattr(batchline_lines, name)
    assert kind.__struct_config__.forbid_unknown_fields
    with pytest.raises(msgspec.ValidationError, match="unknown field `extra`"):
        msgspec.json.decode(b'{"extra": 1}', type=kind)


def test_open_lines_take_them() -> None:
    line = msgspec.json.decode(b'{"custom_id": "a", "id": 1, "response": {"status_code": 200, "x": 1}}',
                               type=batchline_lines.BatchResultLine)  # fmt: skip
    assert line.response is not msgspec.UNSET
    assert line.response is not None
    assert line.response.status_code == 200


def test_no_struct_is_tracked_by_the_garbage_collector() -> None:
    structs = [kind for kind in vars(batchline_lines).values() if isinstance(kind, type) and issubclass(kind, msgspec.Struct)]
    assert len(structs) > 15
    assert all(not kind.__struct_config__.gc for kind in structs if kind is not msgspec.Struct)
