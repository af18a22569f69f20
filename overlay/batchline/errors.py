"""The exceptions that batchline raises.

BatchlineError
├── APIConnectionError              no response
│   └── APITimeoutError             no response in time
├── APIStatusError                  an error response
│   ├── BadRequestError             400, 415, 422
│   ├── AuthenticationError         401, or no key at all
│   ├── PermissionDeniedError       403
│   ├── NotFoundError               404
│   ├── ConflictError               409
│   ├── RateLimitError              429
│   └── ServerError                 5xx
├── ResponseError                   a response that doesn't match the OpenAPI document
├── FileTypeError                   a file refused before anything was sent
├── UploadError                     a file could not be uploaded
├── DownloadError                   a file could not be downloaded
├── BatchTimeoutError               a batch did not end in time
└── BatchFailedError                a batch ended without results

Every error says whether a retry may help (`retryable`) and whether the server may have acted
(`delivery`); see `BatchlineError`. Its message names the action, the reason and the remedy, and never
contains an API key or the query of a presigned URL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from batchline_api.models import BatchJob

    from .report import ValidationReport


Delivery: TypeAlias = Literal["not_sent", "refused", "unknown"]
"""What became of a failed call: `not_sent`, the server never received it; `refused`, the server rejected it
and did nothing; `unknown`, the server may have carried it out."""

_PERMANENT: Final = frozenset({501, 505})
"""Server errors that are not retried: what isn't implemented now won't be a second later."""


class BatchlineError(Exception):
    """The base class of batchline's exceptions.

    Attributes:
        retryable: Whether the same call may succeed when it is repeated.
        delivery: Whether the server may have carried the call out; see `Delivery`.
    """

    def __init__(self, message: str = "", *, retryable: bool = False, delivery: Delivery = "unknown") -> None:
        super().__init__(message)
        self.retryable: Final = retryable
        self.delivery: Final = delivery


class APIConnectionError(BatchlineError):
    """The server could not be reached, or the connection broke before the response was complete."""

    def __init__(self, message: str = "", *, retryable: bool = True, delivery: Delivery = "unknown") -> None:
        super().__init__(message, retryable=retryable, delivery=delivery)


class APITimeoutError(APIConnectionError):
    """The server did not respond in time."""


class APIStatusError(BatchlineError):
    """The server responded with an error.

    To catch it and its subclasses::

        try:
            file = client.files.retrieve(id)
        except APIStatusError as error:
            print(error.status_code, error.request_id, error.message)

    Attributes:
        status_code: The HTTP status; None if the client raised this without sending a request.
        body: The body of the response: decoded JSON, or else text; None if it was empty.
        request_id: The server's id of the request, to quote to its support; None if it sent none.
        message: What went wrong, the same as `str(error)`.
        retry_after: Seconds that the server asks to wait before a retry; None if it doesn't.
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
        """Derive `retryable` (408, 429, most of 5xx) and `delivery` (4xx except 408 is `refused`) from the status."""
        status = status_code or 0
        is_refused = 400 <= status < 500 and status != 408
        super().__init__(
            message,
            retryable=status in (408, 429) or (status >= 500 and status not in _PERMANENT),
            delivery="not_sent" if status_code is None else "refused" if is_refused else "unknown",
        )
        self.message = message
        self.status_code = status_code
        self.body = body
        self.request_id = request_id
        self.retry_after = retry_after


class BadRequestError(APIStatusError):
    """400, 415 or 422: the request is invalid."""


class AuthenticationError(APIStatusError):
    """401: the API key is missing or wrong."""


class PermissionDeniedError(APIStatusError):
    """403: the API key doesn't permit this."""


class NotFoundError(APIStatusError):
    """404: it doesn't exist, or belongs to another account."""


class ConflictError(APIStatusError):
    """409: the service already has a file with the same bytes."""


class RateLimitError(APIStatusError):
    """429: too many requests."""


class ServerError(APIStatusError):
    """5xx: the service is having problems."""


class ResponseError(BatchlineError):
    """The server's response doesn't match the OpenAPI document."""


class FileTypeError(BatchlineError):
    """A file was refused before anything was sent.

    Attributes:
        report: What a check found wrong with the file; None if it was refused for another reason.
    """

    def __init__(self, message: str, report: ValidationReport | None = None) -> None:
        super().__init__(message, delivery="not_sent")
        self.report = report


class UploadError(BatchlineError):
    """A file could not be read, did not reach the storage, or changed during the upload."""


class DownloadError(BatchlineError):
    """A file could not be fetched or written, or changed during the download."""


class _JobError(BatchlineError):
    """An error about a batch job.

    Attributes:
        job: The job as last seen; None if it was never seen.
    """

    def __init__(self, message: str, job: BatchJob | None = None) -> None:
        super().__init__(message)
        self.job = job


class BatchTimeoutError(_JobError):
    """A batch did not reach a terminal status in time. It continues at the service."""


class BatchFailedError(_JobError):
    """A batch ended without any results."""


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
    """Return the exception class for an HTTP status; `APIStatusError` if the status has none of its own."""
    if status_code >= 500:
        return ServerError
    return _BY_STATUS.get(status_code, APIStatusError)
