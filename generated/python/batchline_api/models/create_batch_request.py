# DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate-python`.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.batch_endpoint import BatchEndpoint
from ..types import UNSET, Unset
from typing import cast
from typing import Literal, cast


T = TypeVar("T", bound="CreateBatchRequest")


@_attrs_define
class CreateBatchRequest:
    """A batch job to be created."""

    input_file_id: str
    """ The id of a file with purpose `batch-api`. """
    endpoint: BatchEndpoint
    """ The inference endpoint that a job's requests go to. """
    completion_window: Literal["24h"] | None = None
    """ How long the job may take. `24h` is the only value, and the default. """
    model_id: str | None = None
    """ The model that processes the requests (newer servers). """
    priority: int | None = None
    """ The job's priority (newer servers). """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        input_file_id = self.input_file_id

        endpoint = self.endpoint.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "input_file_id": input_file_id,
                "endpoint": endpoint,
            }
        )
        if self.completion_window is not None:
            completion_window = self.completion_window

            field_dict["completion_window"] = completion_window
        if self.model_id is not None:
            model_id = self.model_id

            field_dict["model_id"] = model_id
        if self.priority is not None:
            priority = self.priority

            field_dict["priority"] = priority

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        input_file_id = d.pop("input_file_id")

        endpoint = BatchEndpoint(d.pop("endpoint"))

        value = d.pop("completion_window", None)
        if value is None:
            completion_window = None
        else:
            completion_window = cast(Literal["24h"] | Unset, value)
            if completion_window != "24h" and not isinstance(completion_window, Unset):
                raise ValueError(
                    f"completion_window must match const '24h', got '{completion_window}'"
                )

        value = d.pop("model_id", None)
        if value is None:
            model_id = None
        else:
            model_id = value

        value = d.pop("priority", None)
        if value is None:
            priority = None
        else:
            priority = value

        create_batch_request = cls(
            input_file_id=input_file_id,
            endpoint=endpoint,
            completion_window=completion_window,
            model_id=model_id,
            priority=priority,
        )

        create_batch_request.additional_properties = d
        return create_batch_request

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
