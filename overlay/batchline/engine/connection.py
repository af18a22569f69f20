"""What the two drivers share: how requests are made, who gets the key, what httpx's errors mean."""

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
            return self._build(client, request, body)
        except (httpx.InvalidURL, ValueError) as error:
            reason = sanitize(str(error))
            raise APIConnectionError(
                f"{request.action} failed: the server gave an invalid address ({reason}).",
                retryable=False,
                delivery="not_sent",
            ) from None

    def _build(
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
            record.msg, record.args = strip_queries(message), ()
        return True


for _name in ("httpx", "httpcore.connection", "httpcore.http11", "httpcore.http2", "httpcore.proxy"):
    logging.getLogger(_name).addFilter(_WithoutQueries())
