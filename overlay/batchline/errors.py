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

Every error has two facts, given when it is made: `retryable` and `delivery`; see `BatchlineError`.
A message says what was being done, to what, and what the user can do. It never carries a key
or the query of a presigned URL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from batchline_api.models import BatchJob

    from .report import ValidationReport


Delivery: TypeAlias = Literal["not_sent", "refused", "unknown"]
"""What may have become of a call that failed: `not_sent`, the server never got it; `refused`, the
server said no and did nothing; `unknown`, the server may have carried it out."""

_PERMANENT: Final = frozenset({501, 505})
"""Server errors that a retry doesn't help: what isn't implemented won't be a second later."""


class BatchlineError(Exception):
    """The root of everything that batchline raises on purpose.

    Attributes:
        retryable: Whether the same call may succeed if it is repeated.
        delivery: Whether the server may have carried the call out; see `Delivery`.
    """

    def __init__(self, message: str = "", *, retryable: bool = False, delivery: Delivery = "unknown") -> None:
        super().__init__(message)
        self.retryable: Final = retryable
        self.delivery: Final = delivery


class APIConnectionError(BatchlineError):
    """The server could not be reached, or the connection broke before its answer was whole."""

    def __init__(self, message: str = "", *, retryable: bool = True, delivery: Delivery = "unknown") -> None:
        super().__init__(message, retryable=retryable, delivery=delivery)


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
        """Both facts follow from the status: 408, 429 and most of 5xx may pass, and 4xx but 408 is a refusal."""
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


class FileTypeError(BatchlineError):
    """A file was refused before anything was sent.

    Attributes:
        report: Everything that is wrong with it.
    """

    def __init__(self, message: str, report: ValidationReport | None = None) -> None:
        super().__init__(message, delivery="not_sent")
        self.report = report


class UploadError(BatchlineError):
    """The bytes of a file did not reach the storage, or not as they were."""


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
