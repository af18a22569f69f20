"""Errors of httpx, of the network's settings and of a file that is sent, as ours."""

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

OF_A_PROXY: Final = "It comes from a proxy: put its user and password into HTTPS_PROXY or HTTP_PROXY."


@contextlib.contextmanager
def map_setup_errors() -> Generator[None]:
    """Raise what the environment's settings for the network are refused with as our error.

    Raises:
        BatchlineError: A CA cannot be read, or a proxy is none.
    """
    try:
        yield
    except (OSError, ValueError, ImportError, httpx.InvalidURL) as error:
        given = {name: os.environ.get(name, "") for name in ("SSL_CERT_FILE", "SSL_CERT_DIR")}
        trusted = " and ".join(f"{name}={value}" for name, value in given.items() if value)
        where_to_look = f"Look at {trusted}, and at" if trusted else "Look at"
        raise BatchlineError(
            f"The network cannot be set up: {error}. {where_to_look} the variables HTTPS_PROXY, HTTP_PROXY "
            "and ALL_PROXY."
        ) from error


@contextlib.contextmanager
def map_exceptions(request: Request, url: httpx.URL, connection: Connection | None = None) -> Generator[None]:
    """Raise httpx's errors as ours: saying what was being done and to whom, without any query.

    Args:
        request: What was being done.
        url: To whom.
        connection: Knows the proxy, where one may have to be reached for that.
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
            retryable=not isinstance(error, TooSlow),  # each try would take as long
            delivery="not_sent" if isinstance(error, httpx.ConnectTimeout | httpx.PoolTimeout) else "unknown",
        ) from error
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, UnicodeError) as error:
        reason = sanitize(str(error)) or type(error).__name__
        retryable = not isinstance(error, httpx.UnsupportedProtocol | httpx.InvalidURL | UnicodeError)
        if _is_because_of(error, ssl.SSLCertVerificationError):
            retryable = False
            what = (
                f"the certificate of {where} is not trusted ({reason}). "
                "If it should be, name its CA with SSL_CERT_FILE."
            )
        elif isinstance(error, httpx.ProxyError) and reason.startswith("407"):
            message = f"{request.action} failed: {reached} refuses ({reason}). {OF_A_PROXY}"
            raise APIStatusError(message, status_code=407) from error
        elif isinstance(error, httpx.ProxyError):
            what = f"{reached} cannot connect ({reason}). {_PROXY_VARIABLES}"
        elif proxy and isinstance(error, httpx.ConnectError) and not _is_because_of(error, ssl.SSLError):
            what = f"{reached} could not be reached ({reason}). {_PROXY_VARIABLES}"
        elif isinstance(error, httpx.ConnectError):
            # Where no TLS is spoken, none will be in a second.
            retryable = not _is_because_of(error, ssl.SSLError, "WRONG_VERSION_NUMBER")
            what = f"{where} could not be reached ({reason}). Check the base URL and the network."
        else:
            what = f"the connection to {where} broke ({reason})."
        failure = APIConnectionError(
            f"{request.action} failed: {what}",
            retryable=retryable,
            delivery="not_sent" if isinstance(error, httpx.ConnectError | httpx.ProxyError) else "unknown",
        )
        # What httpx says of an invalid header has the header in it.
        raise failure from (error if strip_queries(str(error)) == str(error) else None)


_PROXY_VARIABLES: Final = "It is in HTTPS_PROXY, HTTP_PROXY or ALL_PROXY; NO_PROXY names hosts that need none."


def _describe_proxy(proxy: str) -> str:
    """The address of a proxy, without the password that may be in it."""
    try:
        return origin(proxy if "://" in proxy else f"http://{proxy}")
    except (httpx.InvalidURL, ValueError):
        return "of the environment"


def _is_because_of(error: BaseException | None, kind: type[ssl.SSLError], reason: str | None = None) -> bool:
    while error is not None:
        if isinstance(error, kind) and (reason is None or getattr(error, "reason", None) == reason):
            return True
        error = error.__cause__ or error.__context__
    return False


@contextlib.contextmanager
def map_file_errors(effect: Put) -> Generator[None]:
    """Raise an error of the file as one of the upload."""
    try:
        yield
    except OSError as error:
        why = error.strerror or error
        raise UploadError(f"{effect.request.action} failed: it cannot be read any more: {why}.") from error


def shrunk_file_error(effect: Put) -> UploadError:
    """The error for a file that ends before the upload does."""
    return UploadError(f"{effect.request.action} failed: the file became shorter while it was uploaded.")
