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
    from ..models.presigned_part_headers import PresignedPartHeaders


T = TypeVar("T", bound="PresignedPart")


@_attrs_define
class PresignedPart:
    """Where one part goes."""

    part_number: int
    """ The part's number, from 1. """
    url: str
    """ A presigned URL on the storage host, to PUT the part to. """
    headers: PresignedPartHeaders | None = None
    """ Headers that must be sent with the part, because they are signed. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.presigned_part_headers import PresignedPartHeaders  # noqa: PLC0415

        part_number = self.part_number

        url = self.url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "PartNumber": part_number,
                "URL": url,
            }
        )
        if self.headers is not None:
            headers = UNSET
            if not isinstance(self.headers, Unset):
                headers = self.headers.to_dict()

            field_dict["Headers"] = headers

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.presigned_part_headers import PresignedPartHeaders  # noqa: PLC0415

        d = dict(src_dict)
        part_number = d.pop("PartNumber")

        url = d.pop("URL")

        value = d.pop("Headers", None)
        if value is None:
            headers = None
        else:
            _headers = value
            headers: PresignedPartHeaders | Unset
            if isinstance(_headers, Unset):
                headers = UNSET
            else:
                headers = PresignedPartHeaders.from_dict(_headers)

        presigned_part = cls(
            part_number=part_number,
            url=url,
            headers=headers,
        )

        presigned_part.additional_properties = d
        return presigned_part

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
