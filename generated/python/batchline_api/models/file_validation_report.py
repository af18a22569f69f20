# DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate-python`.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast


T = TypeVar("T", bound="FileValidationReport")


@_attrs_define
class FileValidationReport:
    """What the service's own validation found (3.x servers)."""

    valid: bool | None = None
    """ Whether the file passed. """
    dataset_format: str | None = None
    """ The format that was recognised, such as `CONVERSATION`. """
    error: str | None = None
    """ What is wrong, for a person. """
    error_type: str | None = None
    """ The kind of fault, such as `INVALID_FORMAT`. """
    nlines: int | None = None
    """ The number of lines. """
    file_id: str | None = None
    """ The file that was validated. """
    dataset_has_message_weights: bool | None = None
    """ Whether messages have weights. """
    dataset_has_sample_weights: bool | None = None
    """ Whether rows have weights. """
    dataset_has_tools: bool | None = None
    """ Whether rows have tools. """
    dataset_has_reasoning: bool | None = None
    """ Whether messages have reasoning. """
    dataset_has_parallel_tool_calls: bool | None = None
    """ Whether a message calls several tools at once. """
    dataset_is_multimodal: bool | None = None
    """ Whether contents have anything but text. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if self.valid is not None:
            valid = self.valid

            field_dict["valid"] = valid
        if self.dataset_format is not None:
            dataset_format = self.dataset_format

            field_dict["dataset_format"] = dataset_format
        if self.error is not None:
            error = self.error

            field_dict["error"] = error
        if self.error_type is not None:
            error_type = self.error_type

            field_dict["error_type"] = error_type
        if self.nlines is not None:
            nlines = self.nlines

            field_dict["nlines"] = nlines
        if self.file_id is not None:
            file_id = self.file_id

            field_dict["file_id"] = file_id
        if self.dataset_has_message_weights is not None:
            dataset_has_message_weights = self.dataset_has_message_weights

            field_dict["dataset_has_message_weights"] = dataset_has_message_weights
        if self.dataset_has_sample_weights is not None:
            dataset_has_sample_weights = self.dataset_has_sample_weights

            field_dict["dataset_has_sample_weights"] = dataset_has_sample_weights
        if self.dataset_has_tools is not None:
            dataset_has_tools = self.dataset_has_tools

            field_dict["dataset_has_tools"] = dataset_has_tools
        if self.dataset_has_reasoning is not None:
            dataset_has_reasoning = self.dataset_has_reasoning

            field_dict["dataset_has_reasoning"] = dataset_has_reasoning
        if self.dataset_has_parallel_tool_calls is not None:
            dataset_has_parallel_tool_calls = self.dataset_has_parallel_tool_calls

            field_dict["dataset_has_parallel_tool_calls"] = dataset_has_parallel_tool_calls
        if self.dataset_is_multimodal is not None:
            dataset_is_multimodal = self.dataset_is_multimodal

            field_dict["dataset_is_multimodal"] = dataset_is_multimodal

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        value = d.pop("valid", None)
        if value is None:
            valid = None
        else:
            valid = value

        value = d.pop("dataset_format", None)
        if value is None:
            dataset_format = None
        else:
            dataset_format = value

        value = d.pop("error", None)
        if value is None:
            error = None
        else:
            error = value

        value = d.pop("error_type", None)
        if value is None:
            error_type = None
        else:
            error_type = value

        value = d.pop("nlines", None)
        if value is None:
            nlines = None
        else:
            nlines = value

        value = d.pop("file_id", None)
        if value is None:
            file_id = None
        else:
            file_id = value

        value = d.pop("dataset_has_message_weights", None)
        if value is None:
            dataset_has_message_weights = None
        else:
            dataset_has_message_weights = value

        value = d.pop("dataset_has_sample_weights", None)
        if value is None:
            dataset_has_sample_weights = None
        else:
            dataset_has_sample_weights = value

        value = d.pop("dataset_has_tools", None)
        if value is None:
            dataset_has_tools = None
        else:
            dataset_has_tools = value

        value = d.pop("dataset_has_reasoning", None)
        if value is None:
            dataset_has_reasoning = None
        else:
            dataset_has_reasoning = value

        value = d.pop("dataset_has_parallel_tool_calls", None)
        if value is None:
            dataset_has_parallel_tool_calls = None
        else:
            dataset_has_parallel_tool_calls = value

        value = d.pop("dataset_is_multimodal", None)
        if value is None:
            dataset_is_multimodal = None
        else:
            dataset_is_multimodal = value

        file_validation_report = cls(
            valid=valid,
            dataset_format=dataset_format,
            error=error,
            error_type=error_type,
            nlines=nlines,
            file_id=file_id,
            dataset_has_message_weights=dataset_has_message_weights,
            dataset_has_sample_weights=dataset_has_sample_weights,
            dataset_has_tools=dataset_has_tools,
            dataset_has_reasoning=dataset_has_reasoning,
            dataset_has_parallel_tool_calls=dataset_has_parallel_tool_calls,
            dataset_is_multimodal=dataset_is_multimodal,
        )

        file_validation_report.additional_properties = d
        return file_validation_report

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
