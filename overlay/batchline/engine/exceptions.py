"""How exceptions of httpx, of the network setup and of files become batchline's own."""

from __future__ import annotations

import contextlib
import os
import ssl
from collections.abc import Generator
from typing import Final

import httpx

from ..errors import APIConnectionError, APIStatusError, APITimeoutError, BatchlineError, UploadError
from ..text import origin, sanitize, strip_queries
from .bodies import TooSlow
from .connection import Connection
from .effects import Put, Request

PROXY_LOGIN_HINT: Final = "The proxy requires a user name and password: put them in HTTPS_PROXY or HTTP_PROXY."


@contextlib.contextmanager
def map_setup_errors() -> Generator[None]:
    """Turn errors in the environment's network settings into a `BatchlineError`.

    Raises:
        BatchlineError: A CA file cannot be read, or a proxy's URL is invalid.
    """
    try:
        yield
    except (OSError, ValueError, ImportError, httpx.InvalidURL) as error:
        variables = {name: os.environ.get(name, "") for name in ("SSL_CERT_FILE", "SSL_CERT_DIR")}
        trusted = " and ".join(f"{name}={value}" for name, value in variables.items() if value)
        remedy = f"Check {trusted} and" if trusted else "Check"
        raise BatchlineError(
            f"The network cannot be set up: {error}. {remedy} the variables HTTPS_PROXY, HTTP_PROXY and ALL_PROXY."
        ) from error


@contextlib.contextmanager
def map_exceptions(request: Request, url: httpx.URL, connection: Connection | None = None) -> Generator[None]:
    """Turn httpx's errors into batchline's, which name the action and the server but no URL's query.

    Args:
        request: The request that is sent or whose response is read.
        url: Where it goes.
        connection: Knows the proxy to name; None if the connection is open already.
    """
    where = reached = origin(str(url))
    proxy = None
    try:
        try:
            yield
        except httpx.TransportError:
            proxy = None if connection is None else connection.proxy_of(url)
            reached = where if proxy is None else f"the proxy {_describe_proxy(proxy)}"
            raise
    except httpx.TimeoutException as error:
        if isinstance(error, httpx.ConnectTimeout):
            what = f"{reached} could not be reached in time"
        else:
            what = f"{where} is too slow: {error}" if isinstance(error, TooSlow) else f"{where} did not answer in time"
        raise APITimeoutError(
            f"{request.action} failed: {what}.",
            # Another try would take as long.
            retryable=not isinstance(error, TooSlow),
            delivery="not_sent" if isinstance(error, httpx.ConnectTimeout | httpx.PoolTimeout) else "unknown",
        ) from error
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, UnicodeError) as error:
        reason = sanitize(str(error)) or type(error).__name__
        retryable = not isinstance(error, httpx.UnsupportedProtocol | httpx.InvalidURL | UnicodeError)
        if _is_because_of(error, ssl.SSLCertVerificationError):
            retryable = False
            what = (
                f"the certificate of {where} is not trusted ({reason}). If it should be, set SSL_CERT_FILE to its CA."
            )
        elif isinstance(error, httpx.ProxyError) and reason.startswith("407"):
            message = f"{request.action} failed: {reached} refused the request ({reason}). {PROXY_LOGIN_HINT}"
            raise APIStatusError(message, status_code=407) from error
        elif isinstance(error, httpx.ProxyError):
            what = f"{reached} cannot connect ({reason}). {_PROXY_HINT}"
        elif proxy and isinstance(error, httpx.ConnectError) and not _is_because_of(error, ssl.SSLError):
            what = f"{reached} could not be reached ({reason}). {_PROXY_HINT}"
        elif isinstance(error, httpx.ConnectError):
            # A port without TLS will not have it a second later.
            retryable = not _is_because_of(error, ssl.SSLError, "WRONG_VERSION_NUMBER")
            what = f"{where} could not be reached ({reason}). Check the base URL and the network."
        else:
            what = f"the connection to {where} broke ({reason})."
        failure = APIConnectionError(
            f"{request.action} failed: {what}",
            retryable=retryable,
            delivery="not_sent" if isinstance(error, httpx.ConnectError | httpx.ProxyError) else "unknown",
        )
        # A message that quotes a URL's query, such as httpx's about an invalid header, must not show as
        # the cause.
        raise failure from (error if strip_queries(str(error)) == str(error) else None)


_PROXY_HINT: Final = "It is set by HTTPS_PROXY, HTTP_PROXY or ALL_PROXY; NO_PROXY lists hosts that need no proxy."


def _describe_proxy(proxy: str) -> str:
    """Return a proxy's address without its password."""
    try:
        return origin(proxy if "://" in proxy else f"http://{proxy}")
    except (httpx.InvalidURL, ValueError):
        return "set in the environment"


def _is_because_of(error: BaseException | None, kind: type[ssl.SSLError], reason: str | None = None) -> bool:
    while error is not None:
        if isinstance(error, kind) and (reason is None or getattr(error, "reason", None) == reason):
            return True
        error = error.__cause__ or error.__context__
    return False


@contextlib.contextmanager
def map_file_errors(effect: Put) -> Generator[None]:
    """Turn an OSError while reading the file into an `UploadError`."""
    try:
        yield
    except OSError as error:
        why = error.strerror or error
        raise UploadError(f"{effect.request.action} failed: the file can no longer be read: {why}.") from error


def shrunk_file_error(effect: Put) -> UploadError:
    """Return the error for a file that ends before the upload does."""
    return UploadError(f"{effect.request.action} failed: the file became shorter during the upload.")
