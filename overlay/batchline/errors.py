"""Everything that batchline raises.

BatchlineError
├── APIConnectionError              no answer
│   └── APITimeoutError             no answer in time
├── APIStatusError                  an answer that says no
│   ├── BadRequestError             400, 415, 422
│   ├── AuthenticationError         401, or no key at all
│   ├── PermissionDeniedError       403
│   ├── NotFoundError               404
│   ├── ConflictError               409
│   ├── RateLimitError              429
│   └── ServerError                 5xx
├── ResponseError                   an answer that is not what the document promises
├── FileTypeError                   a file refused before anything was sent
├── UploadError                     the bytes did not get there
├── DownloadError                   the bytes did not get here
├── BatchTimeoutError               the batch did not end in the time allowed
└── BatchFailedError                the batch ended without results

A message says what was being done, to what, and what the user can do. It never carries a key
or the query of a presigned URL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from batchline_api.models import BatchJob

    from .validation.report import ValidationReport


class BatchlineError(Exception):
    """The root of everything that batchline raises on purpose."""

    refused: bool = False
    """Whether it ended a call that creates what is paid for, and nothing was created for certain."""


class APIConnectionError(BatchlineError):
    """The server could not be reached, or the connection broke before its answer was whole."""

    permanent: bool = False
    """Whether trying again cannot help, such as after a certificate that is not trusted."""
    unsent: bool = False
    """Whether nothing was sent, so that the server cannot have done anything."""


class APITimeoutError(APIConnectionError):
    """The server did not answer in time."""


class APIStatusError(BatchlineError):
    """The server answered with an error.

    Attributes:
        status_code: The HTTP status; None where the client refused before asking.
        body: The answer's body: decoded JSON, else text, else None.
        request_id: What to name to the service's support, where the server said it.
        message: What happened, as in `str(error)`.
        retry_after: Seconds that the server asks to wait before the next try.
    """

    def __init__(
        self,
        message: str,
        *,
        status_code: int | None = None,
        body: object = None,
        request_id: str | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status_code = status_code
        self.body = body
        self.request_id = request_id
        self.retry_after = retry_after


class BadRequestError(APIStatusError):
    """400, 415 or 422: the server cannot do what it was asked for."""


class AuthenticationError(APIStatusError):
    """401: the API key is missing or wrong."""


class PermissionDeniedError(APIStatusError):
    """403: the key may not do this."""


class NotFoundError(APIStatusError):
    """404: there is no such thing, or it belongs to somebody else."""


class ConflictError(APIStatusError):
    """409: the same bytes are stored already."""


class RateLimitError(APIStatusError):
    """429: too many requests."""


class ServerError(APIStatusError):
    """5xx: the service has trouble."""


class ResponseError(BatchlineError):
    """The server's answer is not what the document promises."""

    passing: bool = False
    """Whether the same call may be answered well the next time."""


class FileTypeError(BatchlineError):
    """A file was refused before anything was sent.

    Attributes:
        report: Everything that is wrong with it.
    """

    def __init__(self, message: str, report: ValidationReport | None = None) -> None:
        super().__init__(message)
        self.report = report


class UploadError(BatchlineError):
    """The bytes of a file did not reach the storage, or not as they were."""

    passing: bool = False
    """Whether the storage may take the same bytes later."""


class DownloadError(BatchlineError):
    """The bytes of a file could not be fetched or written."""


class _JobError(BatchlineError):
    """An error about a batch job.

    Attributes:
        job: The job as it was last seen; None if it was never seen.
    """

    def __init__(self, message: str, job: BatchJob | None = None) -> None:
        super().__init__(message)
        self.job = job


class BatchTimeoutError(_JobError):
    """A batch did not reach a terminal status in the time allowed. It goes on at the server."""


class BatchFailedError(_JobError):
    """A batch ended without any result."""


_BY_STATUS: dict[int, type[APIStatusError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    415: BadRequestError,
    422: BadRequestError,
    429: RateLimitError,
}


def status_error(status_code: int) -> type[APIStatusError]:
    """The class for an HTTP status; `APIStatusError` itself for one without a class of its own."""
    if status_code >= 500:
        return ServerError
    return _BY_STATUS.get(status_code, APIStatusError)
