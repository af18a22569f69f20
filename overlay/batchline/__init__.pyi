# DO NOT EDIT. Compiled from overlay/batchline/__init__.py by `make generate-python`.
from batchline_api.models import (
    BatchEndpoint,
    BatchJob,
    BatchJobStatus,
    FileDeleteResponse,
    FileList,
    FilePurpose,
    FileResponse,
    FileType,
)

from ._version import __version__
from .aio import AsyncClient, AsyncMultipartUploadManager
from .api.retry_policy import RetryPolicy
from .client import Client, MultipartUploadManager
from .errors import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    BadRequestError,
    BatchFailedError,
    BatchlineError,
    BatchTimeoutError,
    ConflictError,
    DownloadError,
    FileTypeError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    ResponseError,
    ServerError,
    UploadError,
)
from .jsonl.build import BatchWriter, audio_request, chat_request, completion_request
from .jsonl.results import BatchResult
from .limits import UploadLimits
from .progress import TransferProgress
from .report import Issue, ValidationReport
from .run.failed import write_failed_requests
from .run.progress import RunProgress
from .run.status import RunStatus, RunSummary
from .transfers.download import FileObject
from .validation.check import check_file

__all__ = [
    "APIConnectionError",
    "APIStatusError",
    "APITimeoutError",
    "AsyncClient",
    "AsyncMultipartUploadManager",
    "AuthenticationError",
    "BadRequestError",
    "BatchEndpoint",
    "BatchFailedError",
    "BatchJob",
    "BatchJobStatus",
    "BatchResult",
    "BatchTimeoutError",
    "BatchWriter",
    "BatchlineError",
    "Client",
    "ConflictError",
    "DownloadError",
    "FileDeleteResponse",
    "FileList",
    "FileObject",
    "FilePurpose",
    "FileResponse",
    "FileType",
    "FileTypeError",
    "Issue",
    "MultipartUploadManager",
    "NotFoundError",
    "PermissionDeniedError",
    "RateLimitError",
    "ResponseError",
    "RetryPolicy",
    "RunProgress",
    "RunStatus",
    "RunSummary",
    "ServerError",
    "TransferProgress",
    "UploadError",
    "UploadLimits",
    "ValidationReport",
    "__version__",
    "audio_request",
    "chat_request",
    "check_file",
    "completion_request",
    "write_failed_requests",
]
