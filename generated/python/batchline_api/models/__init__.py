# DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate-python`.
"""The data models of requests and answers; each is imported when it is first used."""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .abort_multipart_request import AbortMultipartRequest
    from .aborted_upload import AbortedUpload
    from .batch_endpoint import BatchEndpoint
    from .batch_job import BatchJob
    from .batch_job_status import BatchJobStatus
    from .batches_error_response import BatchesErrorResponse
    from .complete_multipart_request import CompleteMultipartRequest
    from .completed_part import CompletedPart
    from .completed_upload import CompletedUpload
    from .create_batch_request import CreateBatchRequest
    from .create_file_form import CreateFileForm
    from .create_file_request import CreateFileRequest
    from .created_batch import CreatedBatch
    from .error_detail import ErrorDetail
    from .file_delete_response import FileDeleteResponse
    from .file_exists_response import FileExistsResponse
    from .file_list import FileList
    from .file_processing_status import FileProcessingStatus
    from .file_purpose import FilePurpose
    from .file_response import FileResponse
    from .file_type import FileType
    from .file_validation_report import FileValidationReport
    from .files_error_response import FilesErrorResponse
    from .initiate_multipart_request import InitiateMultipartRequest
    from .multipart_upload import MultipartUpload
    from .presigned_part import PresignedPart
    from .presigned_part_headers import PresignedPartHeaders
    from .upload_file_request import UploadFileRequest

_MODULES = {
    "AbortMultipartRequest": ".abort_multipart_request",
    "AbortedUpload": ".aborted_upload",
    "BatchEndpoint": ".batch_endpoint",
    "BatchJob": ".batch_job",
    "BatchJobStatus": ".batch_job_status",
    "BatchesErrorResponse": ".batches_error_response",
    "CompleteMultipartRequest": ".complete_multipart_request",
    "CompletedPart": ".completed_part",
    "CompletedUpload": ".completed_upload",
    "CreateBatchRequest": ".create_batch_request",
    "CreateFileForm": ".create_file_form",
    "CreateFileRequest": ".create_file_request",
    "CreatedBatch": ".created_batch",
    "ErrorDetail": ".error_detail",
    "FileDeleteResponse": ".file_delete_response",
    "FileExistsResponse": ".file_exists_response",
    "FileList": ".file_list",
    "FileProcessingStatus": ".file_processing_status",
    "FilePurpose": ".file_purpose",
    "FileResponse": ".file_response",
    "FileType": ".file_type",
    "FileValidationReport": ".file_validation_report",
    "FilesErrorResponse": ".files_error_response",
    "InitiateMultipartRequest": ".initiate_multipart_request",
    "MultipartUpload": ".multipart_upload",
    "PresignedPart": ".presigned_part",
    "PresignedPartHeaders": ".presigned_part_headers",
    "UploadFileRequest": ".upload_file_request",
}

__all__ = (
    "AbortedUpload",
    "AbortMultipartRequest",
    "BatchEndpoint",
    "BatchesErrorResponse",
    "BatchJob",
    "BatchJobStatus",
    "CompletedPart",
    "CompletedUpload",
    "CompleteMultipartRequest",
    "CreateBatchRequest",
    "CreatedBatch",
    "CreateFileForm",
    "CreateFileRequest",
    "ErrorDetail",
    "FileDeleteResponse",
    "FileExistsResponse",
    "FileList",
    "FileProcessingStatus",
    "FilePurpose",
    "FileResponse",
    "FilesErrorResponse",
    "FileType",
    "FileValidationReport",
    "InitiateMultipartRequest",
    "MultipartUpload",
    "PresignedPart",
    "PresignedPartHeaders",
    "UploadFileRequest",
)


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(importlib.import_module(_MODULES[name], __name__), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
