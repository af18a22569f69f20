# DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate-python`.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
    from ..models.file_response import FileResponse


T = TypeVar("T", bound="CompletedUpload")


@_attrs_define
class CompletedUpload:
    """The file that the parts made."""

    file: FileResponse
    """ The metadata of a file. Released servers leave out different fields; a client relies on
    `id` only.
     """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.file_response import FileResponse  # noqa: PLC0415

        file = self.file.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "file": file,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.file_response import FileResponse  # noqa: PLC0415

        d = dict(src_dict)
        file = FileResponse.from_dict(d.pop("file"))

        completed_upload = cls(
            file=file,
        )

        completed_upload.additional_properties = d
        return completed_upload

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
