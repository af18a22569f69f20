"""The public names and signatures, and that both clients have the same."""

from __future__ import annotations

import inspect

import batchline
from batchline import AsyncClient, Client
from batchline.aio import AsyncBatches, AsyncFiles
from batchline.client import Batches, Files

PROMISED = [
    "Client",
    "AsyncClient",
    "FilePurpose",
    "FileType",
    "BatchEndpoint",
    "BatchJobStatus",
    "FileResponse",
    "FileList",
    "FileDeleteResponse",
    "FileObject",
    "BatchJob",
    "BatchResult",
    "RunSummary",
    "UploadLimits",
    "RetryPolicy",
    "TransferProgress",
    "MultipartUploadManager",
    "AsyncMultipartUploadManager",
    "check_file",
    "ValidationReport",
    "Issue",
    "BatchWriter",
    "chat_request",
    "completion_request",
    "BatchlineError",
    "APIConnectionError",
    "APITimeoutError",
    "APIStatusError",
    "BadRequestError",
    "AuthenticationError",
    "PermissionDeniedError",
    "NotFoundError",
    "ConflictError",
    "RateLimitError",
    "ServerError",
    "ResponseError",
    "FileTypeError",
    "UploadError",
    "DownloadError",
    "BatchTimeoutError",
    "BatchFailedError",
]


def test_what_is_promised_is_exported() -> None:
    assert set(PROMISED) <= set(batchline.__all__)
    assert all(hasattr(batchline, name) for name in batchline.__all__)
    assert batchline.__all__ == sorted(batchline.__all__)


def test_every_error_has_one_root() -> None:
    errors = [value for name in batchline.__all__ if inspect.isclass(value := getattr(batchline, name))
              and issubclass(value, Exception)]  # fmt: skip
    assert len(errors) == 17
    assert all(issubclass(error, batchline.BatchlineError) for error in errors)


def test_the_tree_in_the_docstring_is_complete() -> None:
    tree = inspect.getdoc(inspect.getmodule(batchline.BatchlineError)) or ""
    assert all(name in tree for name in PROMISED if name.endswith("Error"))


def methods(kind: type) -> dict[str, inspect.Signature]:
    return {
        name: inspect.signature(member)
        for name, member in inspect.getmembers(kind, inspect.isfunction)
        if not name.startswith("_") or name == "__init__"
    }


def test_the_two_colours_agree() -> None:
    managers = (batchline.MultipartUploadManager, batchline.AsyncMultipartUploadManager)
    for sync, aio in ((Client, AsyncClient), (Files, AsyncFiles), (Batches, AsyncBatches), managers):
        assert methods(sync).keys() == methods(aio).keys()
        for name, signature in methods(sync).items():
            twin = methods(aio)[name]
            if name == "__init__" and sync is not Client:
                continue
            ours = [(p.name, p.kind, p.default) for p in signature.parameters.values()]
            assert ours == [(p.name, p.kind, p.default) for p in twin.parameters.values()], name
            answers = str(twin.return_annotation).replace("Async", "")
            assert answers == str(signature.return_annotation), name


def test_every_public_thing_has_a_docstring() -> None:
    managers = (batchline.MultipartUploadManager, batchline.AsyncMultipartUploadManager)
    for kind in (Client, AsyncClient, Files, AsyncFiles, Batches, AsyncBatches, *managers):
        for name in methods(kind):
            assert inspect.getdoc(getattr(kind, name)), (kind, name)


def test_a_client_is_made_in_the_promised_order() -> None:
    names = [*inspect.signature(Client).parameters]
    assert names[:6] == ["api_key", "base_url", "timeout", "max_retries", "retry", "limits"]
    assert names[-1] == "transport"


def test_a_retry_policy_waits_ten_minutes_for_what_lags() -> None:
    policy = batchline.RetryPolicy()
    assert (policy.first_delay, policy.max_delay, policy.jitter) == (0.5, 8.0, 0.5)
    assert (policy.max_retry_after, policy.lag) == (600.0, 600.0)


def test_upload_limits_are_those_of_the_document() -> None:
    limits = batchline.UploadLimits()
    assert limits.multipart_threshold == 5 * 2**30
    assert limits.part_size == 250 * 2**20
    assert limits.min_part_size == 5 * 2**20
    assert (limits.max_parts, limits.concurrency, limits.part_timeout) == (250, 4, 300.0)
    assert limits.max_file_size == int(50.1 * 2**30)
