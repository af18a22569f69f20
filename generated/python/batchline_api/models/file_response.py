# DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate-python`.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.file_processing_status import FileProcessingStatus
from ..models.file_purpose import FilePurpose
from ..models.file_type import FileType
from ..types import UNSET, Unset
from typing import cast

if TYPE_CHECKING:
    from ..models.file_validation_report import FileValidationReport


T = TypeVar("T", bound="FileResponse")


@_attrs_define
class FileResponse:
    """The metadata of a file. Released servers leave out different fields; a client relies on
    `id` only.

    """

    id: str
    """ The file's id. """
    object: str = "file"
    """ Always `file`. """
    created_at: int | None = None
    """ When the file was created, in Unix seconds. """
    filename: str | None = None
    """ The name that the file was uploaded with. """
    bytes: int | None = None
    """ The file's size in bytes. """
    purpose: FilePurpose | None = None
    """ What a file is for. Servers add values; a client passes on one that it does not know.
     """
    file_type: FileType | None = None
    """ The format of a file. """
    processed: bool | None = None
    """ Whether the service has taken the bytes over. Absent on 3.x servers. """
    line_count: int | None = None
    """ The number of lines; 0 where the service did not count them (1.x servers). """
    processing_status: FileProcessingStatus | None = None
    """ The status of the service's own validation of a file (3.x servers). """
    validation_report: FileValidationReport | None = None
    """ What the service's own validation found (3.x servers). """
    project_id: str | None = None
    """ The project that the file belongs to (3.x servers). """
    organization_id: str | None = None
    """ The organization that the file belongs to (3.x servers). """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.file_validation_report import FileValidationReport  # noqa: PLC0415

        id = self.id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
            }
        )
        if self.object is not None:
            object_ = self.object

            field_dict["object"] = object_
        if self.created_at is not None:
            created_at = self.created_at

            field_dict["created_at"] = created_at
        if self.filename is not None:
            filename = self.filename

            field_dict["filename"] = filename
        if self.bytes is not None:
            bytes_ = self.bytes

            field_dict["bytes"] = bytes_
        if self.purpose is not None:
            purpose = UNSET
            if not isinstance(self.purpose, Unset):
                purpose = self.purpose.value

            field_dict["purpose"] = purpose
        if self.file_type is not None:
            file_type = UNSET
            if not isinstance(self.file_type, Unset):
                file_type = self.file_type.value

            field_dict["FileType"] = file_type
        if self.processed is not None:
            processed = self.processed

            field_dict["Processed"] = processed
        if self.line_count is not None:
            line_count = self.line_count

            field_dict["LineCount"] = line_count
        if self.processing_status is not None:
            processing_status = UNSET
            if not isinstance(self.processing_status, Unset):
                processing_status = self.processing_status.value

            field_dict["processing_status"] = processing_status
        if self.validation_report is not None:
            validation_report = UNSET
            if not isinstance(self.validation_report, Unset):
                validation_report = self.validation_report.to_dict()

            field_dict["validation_report"] = validation_report
        if self.project_id is not None:
            project_id = self.project_id

            field_dict["project_id"] = project_id
        if self.organization_id is not None:
            organization_id = self.organization_id

            field_dict["organization_id"] = organization_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.file_validation_report import FileValidationReport  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        value = d.pop("object", None)
        if value is None:
            object_ = "file"
        else:
            object_ = value

        value = d.pop("created_at", None)
        if value is None:
            created_at = None
        else:
            created_at = value

        value = d.pop("filename", None)
        if value is None:
            filename = None
        else:
            filename = value

        value = d.pop("bytes", None)
        if value is None:
            bytes_ = None
        else:
            bytes_ = value

        value = d.pop("purpose", None)
        if value is None:
            purpose = None
        else:
            _purpose = value
            purpose: FilePurpose | Unset
            if isinstance(_purpose, Unset):
                purpose = UNSET
            else:
                purpose = FilePurpose(_purpose)

        value = d.pop("FileType", None)
        if value is None:
            file_type = None
        else:
            _file_type = value
            file_type: FileType | Unset
            if isinstance(_file_type, Unset):
                file_type = UNSET
            else:
                file_type = FileType(_file_type)

        value = d.pop("Processed", None)
        if value is None:
            processed = None
        else:
            processed = value

        value = d.pop("LineCount", None)
        if value is None:
            line_count = None
        else:
            line_count = value

        value = d.pop("processing_status", None)
        if value is None:
            processing_status = None
        else:
            _processing_status = value
            processing_status: FileProcessingStatus | Unset
            if isinstance(_processing_status, Unset):
                processing_status = UNSET
            else:
                processing_status = FileProcessingStatus(_processing_status)

        value = d.pop("validation_report", None)
        if value is None:
            validation_report = None
        else:
            _validation_report = value
            validation_report: FileValidationReport | Unset
            if isinstance(_validation_report, Unset):
                validation_report = UNSET
            else:
                validation_report = FileValidationReport.from_dict(_validation_report)

        value = d.pop("project_id", None)
        if value is None:
            project_id = None
        else:
            project_id = value

        value = d.pop("organization_id", None)
        if value is None:
            organization_id = None
        else:
            organization_id = value

        file_response = cls(
            id=id,
            object=object_,
            created_at=created_at,
            filename=filename,
            bytes=bytes_,
            purpose=purpose,
            file_type=file_type,
            processed=processed,
            line_count=line_count,
            processing_status=processing_status,
            validation_report=validation_report,
            project_id=project_id,
            organization_id=organization_id,
        )

        file_response.additional_properties = d
        return file_response

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
