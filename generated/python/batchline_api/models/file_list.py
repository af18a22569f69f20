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
    from ..models.file_response import FileResponse


T = TypeVar("T", bound="FileList")


@_attrs_define
class FileList:
    """Every file of the account."""

    data: list[FileResponse]
    """ The files. """
    object: str = "list"
    """ Always `list`. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.file_response import FileResponse  # noqa: PLC0415

        data = []
        for data_item_data in self.data:
            data_item = data_item_data.to_dict()
            data.append(data_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "data": data,
            }
        )
        if self.object is not None:
            object_ = self.object

            field_dict["object"] = object_

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.file_response import FileResponse  # noqa: PLC0415

        d = dict(src_dict)
        data = []
        _data = d.pop("data") or []
        for data_item_data in _data:
            data_item = FileResponse.from_dict(data_item_data)

            data.append(data_item)

        value = d.pop("object", None)
        if value is None:
            object_ = "list"
        else:
            object_ = value

        file_list = cls(
            data=data,
            object=object_,
        )

        file_list.additional_properties = d
        return file_list

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
