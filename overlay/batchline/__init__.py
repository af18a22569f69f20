"""Files and batches for a Together-style API, compiled from one OpenAPI document.

The models and calls come from `batchline_api`, the lines of JSONL files from
`batchline_lines`; both are generated. This package adds what a description cannot say.
"""

from __future__ import annotations

import importlib
from typing import Any, Final

_EXPORTS: Final = {
    "._version": ("__version__",),
    ".aio": ("AsyncClient", "AsyncMultipartUploadManager"),
    ".api.retry_policy": ("RetryPolicy",),
    ".client": ("Client", "MultipartUploadManager"),
    ".errors": (
        "APIConnectionError",
        "APIStatusError",
        "APITimeoutError",
        "AuthenticationError",
        "BadRequestError",
        "BatchFailedError",
        "BatchTimeoutError",
        "BatchlineError",
        "ConflictError",
        "DownloadError",
        "FileTypeError",
        "NotFoundError",
        "PermissionDeniedError",
        "RateLimitError",
        "ResponseError",
        "ServerError",
        "UploadError",
    ),
    ".jsonl.build": ("BatchWriter", "audio_request", "chat_request", "completion_request"),
    ".jsonl.results": ("BatchResult",),
    ".limits": ("UploadLimits",),
    ".progress": ("TransferProgress",),
    ".report": ("Issue", "ValidationReport"),
    ".run.failed": ("write_failed_requests",),
    ".run.progress": ("RunProgress",),
    ".run.status": ("RunStatus", "RunSummary"),
    ".transfers.download": ("FileObject",),
    ".validation.check": ("check_file",),
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
"""Where what users import is defined. It is imported when it is used, so that writing a file of requests costs no
HTTP, and the blocking client no asyncio. `__init__.pyi` is compiled from it."""

_MODULES = {name: module for module, names in _EXPORTS.items() for name in names}
__all__ = sorted(_MODULES)  # noqa: PLE0605 # pyright: ignore[reportUnsupportedDunderAll] - checkers read the stub


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(importlib.import_module(_MODULES[name], __name__), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
