# DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate-python`.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..times import parse_time
from ..models.batch_job_status import BatchJobStatus
from ..types import UNSET, Unset
from typing import cast
import datetime


T = TypeVar("T", bound="BatchJob")


@_attrs_define
class BatchJob:
    """A batch job. A client relies on `id` and `status` only; any other field may be missing
    or null. EXPIRED and CANCELLED jobs may have an output file with what was done, and a
    COMPLETED one may have an error file.

    """

    id: str
    """ The job's id. """
    status: BatchJobStatus
    """ The status of a job. COMPLETED, FAILED, EXPIRED and CANCELLED are terminal; CANCELING is
    a cancellation in progress.
     """
    user_id: str | None = None
    """ The account that created it. """
    input_file_id: str | None = None
    """ The file of its requests. """
    file_size_bytes: int | None = None
    """ The size of the input file in bytes. """
    job_deadline: datetime.datetime | None = None
    """ When the job expires, 24 hours after its creation. """
    created_at: datetime.datetime | None = None
    """ When the job was created. """
    endpoint: str | None = None
    """ The inference endpoint that its requests go to. """
    progress: float = 0.0
    """ The job's progress. Some servers count to 1.0, others to 100. """
    model_id: str | None = None
    """ The model that all of its requests name, where there is only one. """
    output_file_id: str | None = None
    """ The file of the requests that succeeded, once there is one. """
    error_file_id: str | None = None
    """ The file of the requests that failed, when there are any. """
    error: str | None = None
    """ Why the job failed. """
    completed_at: datetime.datetime | None = None
    """ When the job ended. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        status = self.status.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "status": status,
            }
        )
        if self.user_id is not None:
            user_id = self.user_id

            field_dict["user_id"] = user_id
        if self.input_file_id is not None:
            input_file_id = self.input_file_id

            field_dict["input_file_id"] = input_file_id
        if self.file_size_bytes is not None:
            file_size_bytes = self.file_size_bytes

            field_dict["file_size_bytes"] = file_size_bytes
        if self.job_deadline is not None:
            job_deadline = self.job_deadline.isoformat()

            field_dict["job_deadline"] = job_deadline
        if self.created_at is not None:
            created_at = self.created_at.isoformat()

            field_dict["created_at"] = created_at
        if self.endpoint is not None:
            endpoint = self.endpoint

            field_dict["endpoint"] = endpoint
        if self.progress is not None:
            progress = self.progress

            field_dict["progress"] = progress
        if self.model_id is not None:
            model_id = self.model_id

            field_dict["model_id"] = model_id
        if self.output_file_id is not None:
            output_file_id = self.output_file_id

            field_dict["output_file_id"] = output_file_id
        if self.error_file_id is not None:
            error_file_id = self.error_file_id

            field_dict["error_file_id"] = error_file_id
        if self.error is not None:
            error = self.error

            field_dict["error"] = error
        if self.completed_at is not None:
            completed_at = self.completed_at.isoformat()

            field_dict["completed_at"] = completed_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        status = BatchJobStatus(d.pop("status"))

        value = d.pop("user_id", None)
        if value is None:
            user_id = None
        else:
            user_id = value

        value = d.pop("input_file_id", None)
        if value is None:
            input_file_id = None
        else:
            input_file_id = value

        value = d.pop("file_size_bytes", None)
        if value is None:
            file_size_bytes = None
        else:
            file_size_bytes = value

        value = d.pop("job_deadline", None)
        if value is None or value == "":
            job_deadline = None
        elif (job_deadline := parse_time(value)) is None:
            d["job_deadline"] = value

        value = d.pop("created_at", None)
        if value is None or value == "":
            created_at = None
        elif (created_at := parse_time(value)) is None:
            d["created_at"] = value

        value = d.pop("endpoint", None)
        if value is None:
            endpoint = None
        else:
            endpoint = value

        value = d.pop("progress", None)
        if value is None:
            progress = 0.0
        else:
            progress = value

        value = d.pop("model_id", None)
        if value is None:
            model_id = None
        else:
            model_id = value

        value = d.pop("output_file_id", None)
        if value is None:
            output_file_id = None
        else:
            output_file_id = value

        value = d.pop("error_file_id", None)
        if value is None:
            error_file_id = None
        else:
            error_file_id = value

        value = d.pop("error", None)
        if value is None:
            error = None
        else:
            error = value

        value = d.pop("completed_at", None)
        if value is None or value == "":
            completed_at = None
        elif (completed_at := parse_time(value)) is None:
            d["completed_at"] = value

        batch_job = cls(
            id=id,
            status=status,
            user_id=user_id,
            input_file_id=input_file_id,
            file_size_bytes=file_size_bytes,
            job_deadline=job_deadline,
            created_at=created_at,
            endpoint=endpoint,
            progress=progress,
            model_id=model_id,
            output_file_id=output_file_id,
            error_file_id=error_file_id,
            error=error,
            completed_at=completed_at,
        )

        batch_job.additional_properties = d
        return batch_job

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
