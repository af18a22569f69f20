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
from ..types import File, FileTypes
from ..types import UNSET, Unset
from io import BytesIO


T = TypeVar("T", bound="UploadFileRequest")


@_attrs_define
class UploadFileRequest:
    """A file with its bytes."""

    file: File
    """ The file's bytes. """
    file_name: str
    """ The file's name, without folders. """
    purpose: FilePurpose
    """ What a file is for. Servers add values; a client passes on one that it does not know.
     """
    file_type: FileType | None = None
    """ The format of a file. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        file = self.file.to_tuple()

        file_name = self.file_name

        purpose = self.purpose.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "file": file,
                "file_name": file_name,
                "purpose": purpose,
            }
        )
        if self.file_type is not None:
            file_type = UNSET
            if not isinstance(self.file_type, Unset):
                file_type = self.file_type.value

            field_dict["file_type"] = file_type

        return field_dict

    def to_multipart(self) -> types.RequestFiles:
        files: types.RequestFiles = []

        files.append(("file", self.file.to_tuple()))

        files.append(("file_name", (None, str(self.file_name).encode(), "text/plain")))

        files.append(("purpose", (None, str(self.purpose.value).encode(), "text/plain")))

        if self.file_type is not None:
            files.append(("file_type", (None, str(self.file_type.value).encode(), "text/plain")))

        for prop_name, prop in self.additional_properties.items():
            files.append((prop_name, (None, str(prop).encode(), "text/plain")))

        return files

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        file = File(payload=BytesIO(d.pop("file")))

        file_name = d.pop("file_name")

        purpose = FilePurpose(d.pop("purpose"))

        value = d.pop("file_type", None)
        if value is None:
            file_type = None
        else:
            _file_type = value
            file_type: FileType | Unset
            if isinstance(_file_type, Unset):
                file_type = UNSET
            else:
                file_type = FileType(_file_type)

        upload_file_request = cls(
            file=file,
            file_name=file_name,
            purpose=purpose,
            file_type=file_type,
        )

        upload_file_request.additional_properties = d
        return upload_file_request

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
