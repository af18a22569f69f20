# DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate-python`.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast

if TYPE_CHECKING:
    from ..models.batch_job import BatchJob


T = TypeVar("T", bound="CreatedBatch")


@_attrs_define
class CreatedBatch:
    """The job that was created."""

    job: BatchJob
    """ A batch job. A client relies on `id` and `status` only; any other field may be missing
    or null. EXPIRED and CANCELLED jobs may have an output file with what was done, and a
    COMPLETED one may have an error file.
     """
    warning: str | None = None
    """ Something that the user should know. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.batch_job import BatchJob  # noqa: PLC0415

        job = self.job.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "job": job,
            }
        )
        if self.warning is not None:
            warning = self.warning

            field_dict["warning"] = warning

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.batch_job import BatchJob  # noqa: PLC0415

        d = dict(src_dict)
        job = BatchJob.from_dict(d.pop("job"))

        value = d.pop("warning", None)
        if value is None:
            warning = None
        else:
            warning = value

        created_batch = cls(
            job=job,
            warning=warning,
        )

        created_batch.additional_properties = d
        return created_batch

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
