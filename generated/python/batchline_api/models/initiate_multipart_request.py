# DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate-python`.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.file_purpose import FilePurpose
from ..models.file_type import FileType
from ..types import UNSET, Unset


T = TypeVar("T", bound="InitiateMultipartRequest")


@_attrs_define
class InitiateMultipartRequest:
    """A file that is about to be uploaded in parts."""

    file_name: str
    """ The file's name, without folders. """
    file_size: int
    """ The file's size in bytes. """
    num_parts: int
    """ How many parts it will come in. """
    purpose: FilePurpose
    """ What a file is for. Servers add values; a client passes on one that it does not know.
     """
    file_type: FileType
    """ The format of a file. """
    checksum: str | None = None
    """ The SHA-256 of the bytes in hexadecimal, so that the service notices a duplicate. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        file_name = self.file_name

        file_size = self.file_size

        num_parts = self.num_parts

        purpose = self.purpose.value

        file_type = self.file_type.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "file_name": file_name,
                "file_size": file_size,
                "num_parts": num_parts,
                "purpose": purpose,
                "file_type": file_type,
            }
        )
        if self.checksum is not None:
            checksum = self.checksum

            field_dict["checksum"] = checksum

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        file_name = d.pop("file_name")

        file_size = d.pop("file_size")

        num_parts = d.pop("num_parts")

        purpose = FilePurpose(d.pop("purpose"))

        file_type = FileType(d.pop("file_type"))

        value = d.pop("checksum", None)
        if value is None:
            checksum = None
        else:
            checksum = value

        initiate_multipart_request = cls(
            file_name=file_name,
            file_size=file_size,
            num_parts=num_parts,
            purpose=purpose,
            file_type=file_type,
            checksum=checksum,
        )

        initiate_multipart_request.additional_properties = d
        return initiate_multipart_request

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
