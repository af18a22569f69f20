"""What the two drivers share: how requests are made, who gets the key, what httpx's errors mean."""

from __future__ import annotations

import contextlib
import logging
import os
import random
import ssl
import urllib.request
from collections.abc import Generator, Mapping
from typing import Any, Final, Generic, TypeVar

import httpx

from batchline_api import document

from .._version import __version__
from ..errors import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    BatchlineError,
    UploadError,
)
from ..flows.answers import OF_A_PROXY, origin
from ..flows.effects import Put, Request, Sleep
from ..resume import TransferStates
from ..words import shown, without_queries
from .bodies import TooSlow

C = TypeVar("C")

KEY_VARIABLE: Final = "TOGETHER_API_KEY"
URL_VARIABLE: Final = "TOGETHER_BASE_URL"
CHUNK: Final = 2**20
"""Bytes handed to the socket, or to a file, at a time: 64 KiB would be several times slower."""
MAX_WAIT: Final = 0.25
"""Seconds after which bytes that came in are handed on, though they are fewer: on a slow line, too,
progress is to be seen."""
DEFAULT_TIMEOUT: Final = httpx.Timeout(60.0, connect=15.0)
"""Seconds without progress, for calls of the API."""


class Connection:
    """Where the API is, and with which key.

    Attributes:
        base_url: The API's address.
        timeout: Of calls of the API.
        uses_proxies: Whether requests go through the proxies of the environment: not with a transport of the user's.
    """

    uses_proxies = True

    def __init__(self, base_url: httpx.URL, api_key: str, timeout: httpx.Timeout) -> None:
        self.base_url = base_url
        self.timeout = timeout
        self._api_key = api_key

    @classmethod
    def of(cls, api_key: str | None, base_url: str | None, timeout: float | httpx.Timeout | None) -> Connection:
        """Fill in what was not given: from the environment, then from the document.

        Raises:
            AuthenticationError: There is no key, or it cannot be one.
            BatchlineError: The base URL is not one.
        """
        key = (api_key if api_key is not None else os.environ.get(KEY_VARIABLE, "")).strip()
        if not key:
            raise AuthenticationError(f"There is no API key. Set {KEY_VARIABLE}, or pass api_key.")
        if not key.isascii() or not key.isprintable():
            raise AuthenticationError("The API key has characters that no key has. Was it copied whole?")
        return cls(
            base_url=_base_url(base_url or os.environ.get(URL_VARIABLE) or document.BASE_URL),
            api_key=key,
            timeout=timeout
            if isinstance(timeout, httpx.Timeout)
            else DEFAULT_TIMEOUT
            if timeout is None
            else httpx.Timeout(timeout),
        )

    def __str__(self) -> str:
        """The address, without credentials that may stand in it."""
        return origin(str(self.base_url)) + self.base_url.path.rstrip("/")

    def secret(self) -> bytes:
        """The key, as a server may repeat it."""
        return self._api_key.encode()

    def states(self) -> TransferStates:
        """Where transfers with this address and key leave what they can be gone on with."""
        return TransferStates(str(self.base_url), self._api_key)

    def proxy_of(self, url: httpx.URL) -> str | None:
        """The address of the proxy that requests to a URL go through, as the environment has it; None without one."""
        if not self.uses_proxies or urllib.request.proxy_bypass(url.host):
            return None
        proxies = urllib.request.getproxies()
        return proxies.get(url.scheme) or proxies.get("all")

    def build(self, client: httpx.Client | httpx.AsyncClient, request: Request, **body: Any) -> httpx.Request:
        """The request as httpx sends it; the key goes along to the API's own origin only.

        Raises:
            APIConnectionError: Its URL, which a server gave, is none.
        """
        try:
            return self._built(client, request, body)
        except (httpx.InvalidURL, ValueError) as error:
            reason = shown(str(error))
            raise APIConnectionError(
                f"{request.doing} failed: the server gave an invalid address ({reason}).",
                retryable=False,
                delivery="not_sent",
            ) from None

    def _built(
        self, client: httpx.Client | httpx.AsyncClient, request: Request, body: Mapping[str, Any]
    ) -> httpx.Request:
        url = httpx.URL(request.url)
        if url.is_relative_url:
            url = self.base_url.copy_with(raw_path=self.base_url.raw_path.rstrip(b"/") + url.raw_path)
        # Packed, a body is longer than it says, and may be longer than anybody can take.
        headers = {"User-Agent": f"batchline/{__version__}", "Accept-Encoding": "identity", **request.headers}
        if request.authorize and _same_origin(url, self.base_url):
            headers["Authorization"] = f"Bearer {self._api_key}"
        extra: dict[str, Any] = {
            "timeout": request.timeout or self.timeout,
            "json": request.json,
            "data": request.data,
        } | dict(body)
        return client.build_request(request.method, url, headers=headers, params=request.params or None, **extra)

    def build_put(self, client: httpx.Client | httpx.AsyncClient, effect: Put, content: Any) -> httpx.Request:
        """The request of an upload. Its length is said before, since storages refuse chunked bodies."""
        request = self.build(
            client, effect.request, content=content, timeout=httpx.Timeout(effect.timeout, connect=self.timeout.connect)
        )
        request.headers["Content-Length"] = str(effect.length)
        request.headers.pop("Transfer-Encoding", None)
        return request


class OpenStream(Generic[C]):
    """An answer whose body is still to come, in chunks.

    Attributes:
        response: The answer.
        asked: What it answers.
        chunks: The body, as far as it was not read yet.
    """

    def __init__(self, response: httpx.Response, asked: Request, chunks: C) -> None:
        self.response = response
        self.asked = asked
        self.chunks = chunks
        self.status_code = response.status_code
        self.headers = response.headers
        self.request = response.request

    def ends_after(self, length: int) -> bool:
        """Whether the body has so many bytes; read to its end, it leaves a connection to be used again."""
        return bool(self.headers.get("Content-Length") == str(length))


@contextlib.contextmanager
def setting_up() -> Generator[None]:
    """Raise what the environment's settings for the network are refused with as our error.

    Raises:
        BatchlineError: A CA cannot be read, or a proxy is none.
    """
    try:
        yield
    except (OSError, ValueError, ImportError, httpx.InvalidURL) as error:
        given = {name: os.environ.get(name, "") for name in ("SSL_CERT_FILE", "SSL_CERT_DIR")}
        trusted = " and ".join(f"{name}={value}" for name, value in given.items() if value)
        look = f"Look at {trusted}, and at" if trusted else "Look at"
        raise BatchlineError(
            f"The network cannot be set up: {error}. {look} the variables HTTPS_PROXY, HTTP_PROXY and ALL_PROXY."
        ) from error


def _base_url(value: str) -> httpx.URL:
    try:
        url = httpx.URL(value)
    except httpx.InvalidURL:
        url = httpx.URL("")
    if url.scheme not in ("http", "https") or not url.host:
        raise BatchlineError(f"The base URL {value!r} is not one: it begins with https:// and names a host.")
    url = url.copy_with(query=None, fragment=None)
    if url.path in ("", "/"):
        # together 3.x takes the address without the version: TOGETHER_BASE_URL may be either.
        url = url.copy_with(path=httpx.URL(document.BASE_URL).path)
    return url


def _same_origin(one: httpx.URL, other: httpx.URL) -> bool:
    default = {"http": 80, "https": 443}
    return (one.scheme, one.host, one.port or default.get(one.scheme)) == (
        other.scheme,
        other.host,
        other.port or default.get(other.scheme),
    )


class _WithoutQueries(logging.Filter):
    """Cuts queries off URLs in the logs of httpx."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if "?" in message:
            record.msg, record.args = without_queries(message), ()
        return True


for _name in ("httpx", "httpcore.connection", "httpcore.http11", "httpcore.http2", "httpcore.proxy"):
    logging.getLogger(_name).addFilter(_WithoutQueries())


@contextlib.contextmanager
def translated(request: Request, url: httpx.URL, connection: Connection | None = None) -> Generator[None]:
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
            reached = where if proxy is None else f"the proxy {_shown_proxy(proxy)}"
            raise
    except httpx.TimeoutException as error:
        if isinstance(error, httpx.ConnectTimeout):
            what = f"{reached} could not be reached in time"
        else:
            what = f"{where} is too slow: {error}" if isinstance(error, TooSlow) else f"{where} did not answer in time"
        raise APITimeoutError(
            f"{request.doing} failed: {what}.",
            retryable=not isinstance(error, TooSlow),  # each try would take as long
            delivery="not_sent" if isinstance(error, httpx.ConnectTimeout | httpx.PoolTimeout) else "unknown",
        ) from error
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, UnicodeError) as error:
        reason = shown(str(error)) or type(error).__name__
        retryable = not isinstance(error, httpx.UnsupportedProtocol | httpx.InvalidURL | UnicodeError)
        if _is_because_of(error, ssl.SSLCertVerificationError):
            retryable = False
            what = (
                f"the certificate of {where} is not trusted ({reason}). "
                "If it should be, name its CA with SSL_CERT_FILE."
            )
        elif isinstance(error, httpx.ProxyError) and reason.startswith("407"):
            message = f"{request.doing} failed: {reached} refuses ({reason}). {OF_A_PROXY}"
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
            f"{request.doing} failed: {what}",
            retryable=retryable,
            delivery="not_sent" if isinstance(error, httpx.ConnectError | httpx.ProxyError) else "unknown",
        )
        # What httpx says of an invalid header has the header in it.
        raise failure from (error if without_queries(str(error)) == str(error) else None)


_PROXY_VARIABLES: Final = "It is in HTTPS_PROXY, HTTP_PROXY or ALL_PROXY; NO_PROXY names hosts that need none."


def _shown_proxy(proxy: str) -> str:
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


def drawn(effect: Sleep) -> float:
    """How many seconds to sleep."""
    return effect.seconds * (1.0 - effect.jitter * random.random())  # noqa: S311 - it spreads retries # nosec B311


@contextlib.contextmanager
def reading(effect: Put) -> Generator[None]:
    """Raise an error of the file as one of the upload."""
    try:
        yield
    except OSError as error:
        why = error.strerror or error
        raise UploadError(f"{effect.request.doing} failed: it cannot be read any more: {why}.") from error


def too_short(effect: Put) -> UploadError:
    """The error for a file that ends before the upload does."""
    return UploadError(f"{effect.request.doing} failed: the file became shorter while it was uploaded.")
