"""What the generated models promise, which the built-in templates of the generator do not."""

from __future__ import annotations

import copy
import datetime
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
    FilePurpose,
    FileResponse,
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
    with pytest.raises(ValueError, match="3"):
        BatchJobStatus(3)
    assert FilePurpose("batch-api") is FilePurpose.BATCH_API
    assert BatchEndpoint.CHAT_COMPLETIONS == "/v1/chat/completions"


def test_unknown_fields_are_kept() -> None:
    sent = {"id": "a", "object": "file", "new": {"deep": [1]}}
    file = FileResponse.from_dict(sent)
    assert file["new"] == {"deep": [1]}
    assert file.to_dict() == sent


def test_times_have_zones() -> None:
    job = BatchJob.from_dict({"id": "a", "status": "X", "created_at": "2026-01-01T00:00:00Z"})
    assert job.created_at == datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    assert job.to_dict()["created_at"] == "2026-01-01T00:00:00+00:00"
    with pytest.raises(ValueError, match="isoformat"):
        BatchJob.from_dict({"id": "a", "status": "X", "created_at": "yesterday"})


def test_none_is_not_sent() -> None:
    request = CreateBatchRequest(input_file_id="a", endpoint=BatchEndpoint.COMPLETIONS)
    assert request.to_dict() == {"input_file_id": "a", "endpoint": "/v1/completions"}


@pytest.mark.parametrize("missing", ["id", "status"])
def test_required_fields_are_required(missing: str) -> None:
    with pytest.raises(KeyError):
        BatchJob.from_dict({name: "x" for name in ("id", "status") if name != missing})


def test_a_list_that_is_null_is_empty() -> None:
    assert FileList.from_dict({"data": None}).data == []


CLOSED = ["BatchRequest", "ChatBatchRequest", "CompletionBatchRequest", "ModelBatchRequest", "GeneralRow",
          "ConversationRow", "InstructionRow", "PreferenceRow"]  # fmt: skip


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
