"""Files and batches for a Together-style API, compiled from one OpenAPI document.

The models and calls come from `batchline_api`, the lines of JSONL files from
`batchline_lines`; both are generated. This package adds what a description cannot say.
"""

import importlib
from typing import TYPE_CHECKING, Any

from ._version import __version__

if TYPE_CHECKING:
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


# Whoever only writes request files pays for no HTTP, and only who uses asyncio for importing it.
_MODULES = {
    ".aio": ("AsyncClient", "AsyncMultipartUploadManager"),
    ".client": ("Client", "MultipartUploadManager"),
    ".run.failed": ("write_failed_requests",),
    ".limits": ("UploadLimits",),
    ".jsonl.build": ("BatchWriter", "audio_request", "chat_request", "completion_request"),
    ".validation.check": ("check_file",),
    ".report": ("Issue", "ValidationReport"),
    ".jsonl.results": ("BatchResult",),
    ".transfers.download": ("FileObject",),
    ".run.status": ("RunStatus", "RunSummary"),
    ".run.progress": ("RunProgress",),
    ".progress": ("TransferProgress",),
    ".api.retry_policy": ("RetryPolicy",),
    "batchline_api.models": (
        "BatchEndpoint",
        "BatchJob",
        "BatchJobStatus",
        "FileDeleteResponse",
        "FileList",
        "FilePurpose",
        "FileResponse",
        "FileType",
    ),
}
_HOME = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(importlib.import_module(_HOME.get(name, ".errors"), __name__), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
