# DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate-python`.
"""Contains all the data models used in inputs/outputs"""

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
)
