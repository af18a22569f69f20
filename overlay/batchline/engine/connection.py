"""What both drivers share: the base URL, the API key and who gets it, and how requests are built."""

from __future__ import annotations

import logging
import os
import urllib.request
from collections.abc import Mapping
from typing import Any, Final

import httpx

from batchline_api import document

from .._version import __version__
from ..disk.checkpoint import TransferStates
from ..errors import (
    APIConnectionError,
    AuthenticationError,
    BatchlineError,
)
from ..text import origin, sanitize, strip_queries
from .effects import Put, Request

KEY_VARIABLE: Final = "TOGETHER_API_KEY"
URL_VARIABLE: Final = "TOGETHER_BASE_URL"
DEFAULT_TIMEOUT: Final = httpx.Timeout(60.0, connect=15.0)
"""Seconds without progress, for calls of the API."""


class Connection:
    """The API's address and the key for it.

    Attributes:
        base_url: The API's address.
        timeout: The timeout of API calls.
        uses_proxies: Whether requests go through the proxies that the environment names. A driver sets it to
            False if the user passed a transport.
    """

    uses_proxies = True

    def __init__(self, base_url: httpx.URL, api_key: str, timeout: httpx.Timeout) -> None:
        self.base_url = base_url
        self.timeout = timeout
        self._api_key = api_key

    @classmethod
    def of(cls, api_key: str | None, base_url: str | None, timeout: float | httpx.Timeout | None) -> Connection:
        """Return a connection; what is None is taken from the environment, else from the OpenAPI document.

        Raises:
            AuthenticationError: The key is missing or has invalid characters.
            BatchlineError: The base URL is invalid.
        """
        key = (api_key if api_key is not None else os.environ.get(KEY_VARIABLE, "")).strip()
        if not key:
            raise AuthenticationError(f"There is no API key. Set {KEY_VARIABLE}, or pass api_key.")
        if not key.isascii() or not key.isprintable():
            raise AuthenticationError("The API key contains invalid characters. Was it copied completely?")
        return cls(
            base_url=_parse_base_url(base_url or os.environ.get(URL_VARIABLE) or document.BASE_URL),
            api_key=key,
            timeout=timeout
            if isinstance(timeout, httpx.Timeout)
            else DEFAULT_TIMEOUT
            if timeout is None
            else httpx.Timeout(timeout),
        )

    def __str__(self) -> str:
        """Return the address without any credentials in it."""
        return origin(str(self.base_url)) + self.base_url.path.rstrip("/")

    def secret(self) -> bytes:
        """Return the key, to be removed from what a server repeats."""
        return self._api_key.encode()

    def states(self) -> TransferStates:
        """Return the checkpoints of transfers with this address and key."""
        return TransferStates(str(self.base_url), self._api_key)

    def proxy_of(self, url: httpx.URL) -> str | None:
        """Return the address of the proxy that the environment names for a URL; None if there is none."""
        if not self.uses_proxies or urllib.request.proxy_bypass(url.host):
            return None
        proxies = urllib.request.getproxies()
        return proxies.get(url.scheme) or proxies.get("all")

    def build(self, client: httpx.Client | httpx.AsyncClient, request: Request, **body: Any) -> httpx.Request:
        """Return the request for httpx, with the key only if it goes to the API's own origin.

        Raises:
            APIConnectionError: The URL, which came from a server, is invalid.
        """
        try:
            return self._build(client, request, body)
        except (httpx.InvalidURL, ValueError) as error:
            reason = sanitize(str(error))
            raise APIConnectionError(
                f"{request.action} failed: the server returned an invalid URL ({reason}).",
                retryable=False,
                delivery="not_sent",
            ) from None

    def _build(
        self, client: httpx.Client | httpx.AsyncClient, request: Request, body: Mapping[str, Any]
    ) -> httpx.Request:
        url = httpx.URL(request.url)
        if url.is_relative_url:
            url = self.base_url.copy_with(raw_path=self.base_url.raw_path.rstrip(b"/") + url.raw_path)
        # A compressed body may expand to more than its Content-Length says, and to more than fits in memory.
        headers = {"User-Agent": f"batchline/{__version__}", "Accept-Encoding": "identity", **request.headers}
        if request.authorize and _has_same_origin(url, self.base_url):
            headers["Authorization"] = f"Bearer {self._api_key}"
        extra: dict[str, Any] = {
            "timeout": request.timeout or self.timeout,
            "json": request.json,
            "data": request.data,
        } | dict(body)
        return client.build_request(request.method, url, headers=headers, params=request.params or None, **extra)

    def build_put(self, client: httpx.Client | httpx.AsyncClient, effect: Put, content: Any) -> httpx.Request:
        """Return the request of an upload, with its Content-Length: storages refuse chunked bodies."""
        request = self.build(
            client, effect.request, content=content, timeout=httpx.Timeout(effect.timeout, connect=self.timeout.connect)
        )
        request.headers["Content-Length"] = str(effect.length)
        request.headers.pop("Transfer-Encoding", None)
        return request


def _parse_base_url(value: str) -> httpx.URL:
    try:
        url = httpx.URL(value)
    except httpx.InvalidURL:
        url = httpx.URL("")
    if url.scheme not in ("http", "https") or not url.host:
        raise BatchlineError(f"Invalid base URL {value!r}: it must begin with https:// and name a host.")
    url = url.copy_with(query=None, fragment=None)
    if url.path in ("", "/"):
        # together 3.x expects the address without the version, so TOGETHER_BASE_URL may lack it.
        url = url.copy_with(path=httpx.URL(document.BASE_URL).path)
    return url


def _has_same_origin(url: httpx.URL, other: httpx.URL) -> bool:
    default = {"http": 80, "https": 443}
    return (url.scheme, url.host, url.port or default.get(url.scheme)) == (
        other.scheme,
        other.host,
        other.port or default.get(other.scheme),
    )


class _QueryRemover(logging.Filter):
    """Removes the queries of URLs from httpx's logs, since that of a presigned URL is a secret."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if "?" in message:
            record.msg, record.args = strip_queries(message), ()
        return True


for _name in ("httpx", "httpcore.connection", "httpcore.http11", "httpcore.http2", "httpcore.proxy"):
    logging.getLogger(_name).addFilter(_QueryRemover())
