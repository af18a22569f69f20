"""Files and batches for a Together-style API, compiled from one OpenAPI document.

The models and calls come from `batchline_api`, the lines of JSONL files from
`batchline_lines`; both are generated. This package adds what a description cannot say.
"""

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
from .aio import AsyncClient
from .client import Client
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
from .limits import UploadLimits
from .lines.build import BatchWriter, chat_request, completion_request
from .lines.check import check_file
from .lines.report import Issue, ValidationReport
from .lines.results import BatchResult
from .outcomes import FileObject, RunSummary
from .progress import RunProgress, TransferProgress

__all__ = [
    "APIConnectionError",
    "APIStatusError",
    "APITimeoutError",
    "AsyncClient",
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
    "NotFoundError",
    "PermissionDeniedError",
    "RateLimitError",
    "ResponseError",
    "RunProgress",
    "RunSummary",
    "ServerError",
    "TransferProgress",
    "UploadError",
    "UploadLimits",
    "ValidationReport",
    "__version__",
    "chat_request",
    "check_file",
    "completion_request",
]
