# DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate-python`.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field
import json
from .. import types

from ..types import UNSET, Unset

from ..models.file_purpose import FilePurpose
from ..models.file_type import FileType
from ..types import UNSET, Unset


T = TypeVar("T", bound="CreateFileRequest")


@_attrs_define
class CreateFileRequest:
    """A file that is about to be uploaded."""

    purpose: FilePurpose
    """ What a file is for. Servers add values; a client passes on one that it does not know.
     """
    file_name: str
    """ The file's name, without folders. """
    file_type: FileType
    """ The format of a file. """
    checksum: str | None = None
    """ The SHA-256 of the bytes in hexadecimal, so that the service notices a duplicate. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        purpose = self.purpose.value

        file_name = self.file_name

        file_type = self.file_type.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "purpose": purpose,
                "file_name": file_name,
                "file_type": file_type,
            }
        )
        if self.checksum is not None:
            checksum = self.checksum

            field_dict["checksum"] = checksum

        return field_dict

    def to_multipart(self) -> types.RequestFiles:
        files: types.RequestFiles = []

        files.append(("purpose", (None, str(self.purpose.value).encode(), "text/plain")))

        files.append(("file_name", (None, str(self.file_name).encode(), "text/plain")))

        files.append(("file_type", (None, str(self.file_type.value).encode(), "text/plain")))

        if self.checksum is not None:
            files.append(("checksum", (None, str(self.checksum).encode(), "text/plain")))

        for prop_name, prop in self.additional_properties.items():
            files.append((prop_name, (None, str(prop).encode(), "text/plain")))

        return files

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        purpose = FilePurpose(d.pop("purpose"))

        file_name = d.pop("file_name")

        file_type = FileType(d.pop("file_type"))

        value = d.pop("checksum", None)
        if value is None:
            checksum = None
        else:
            checksum = value

        create_file_request = cls(
            purpose=purpose,
            file_name=file_name,
            file_type=file_type,
            checksum=checksum,
        )

        create_file_request.additional_properties = d
        return create_file_request

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
