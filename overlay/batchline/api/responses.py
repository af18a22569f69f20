"""What a response means: which error to raise, and which redirects to follow."""

from __future__ import annotations

import email.utils
import re
from collections.abc import Callable, Iterable
from typing import Any, Final

import httpx
import msgspec

from ..engine.effects import Effect, Flow, Request, Stream
from ..engine.exceptions import PROXY_LOGIN_HINT
from ..errors import (
    APIConnectionError,
    APIStatusError,
    AuthenticationError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    ResponseError,
    ServerError,
    status_error,
)
from ..text import origin, sanitize

REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
SAME_METHOD_REDIRECTS: Final = frozenset({307, 308})
MAX_REDIRECTS: Final = 10
_MAX_SEARCHED: Final = 10_000
"""Characters of a response that are searched for a message."""

_WRONG_SERVER: Final = frozenset({404, 405, 501})
"""Statuses which suggest that the server isn't one of this API, if they come with an HTML page."""
_HINTS: dict[type[APIStatusError], str] = {
    AuthenticationError: "Check the API key (TOGETHER_API_KEY or api_key).",
    PermissionDeniedError: "Check what the API key is allowed to do.",
    NotFoundError: "Check the id, and that it belongs to the account of this API key.",
    RateLimitError: "Send fewer requests, or try again later.",
    ServerError: "The service is having problems; try again later.",
}

_CALLS_WITHOUT_ID = {("GET", "files"), ("POST", "files"), ("GET", "batches"), ("POST", "initiate")}
"""Method and last path segment of the calls for which a 404 can only mean a wrong base URL."""


def _method_and_segment(request: httpx.Request) -> tuple[str, str]:
    return request.method, request.url.path.rpartition("/")[2]


def decode_body(response: httpx.Response) -> object:
    """Return a response's body: decoded JSON, or else text; None if it is empty."""
    if not response.content:
        return None
    try:
        return msgspec.json.decode(response.content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return response.content.decode("utf-8", "replace")


def _is_html(body: object) -> bool:
    return isinstance(body, str) and "<html" in body[:1000].lower()


def server_message(body: object) -> str:
    """Return the server's error message, whatever form the body has.

    File calls send `{"error": {"message"}}`, batch calls `{"error": "text"}`, the storage XML, and proxies
    HTML or nothing.
    """
    if isinstance(body, str):
        body = body[:_MAX_SEARCHED]
    match body:
        case (
            {"error": {"message": str(message)}}
            | {"error": str(message)}
            | {"message": str(message)}
            | {"detail": str(message)}
        ):
            pass
        case None | "":
            return "no explanation"
        case {"file_id": str(file_id)}:
            message = f"the service already has the same bytes, as {file_id}"
        case str() if xml := re.search(r"<Code>(.*?)</Code>.*?<Message>(.*?)</Message>", body, re.DOTALL):
            message = f"{xml[2]} ({xml[1]})"
        case str() if _is_html(body):
            title = re.search(r"<(title|h1)>(.*?)</\1>", body, re.DOTALL | re.IGNORECASE)
            message = f"an HTML page ({title[2]})" if title else "an HTML page"
        case _:
            message = body if isinstance(body, str) else msgspec.json.encode(body).decode()
    return sanitize(message)


def retry_after(headers: httpx.Headers) -> float | None:
    """Return the seconds that `Retry-After` asks for (RFC 9110, section 10.2.3); None without a valid one.

    A date is compared with the response's own `Date`, so that no clock is needed.
    """
    value = headers.get("Retry-After", "").strip()
    if not value:
        return None
    if re.fullmatch(r"\d{1,9}(\.\d{1,9})?", value):
        return float(value)
    try:
        then = email.utils.parsedate_to_datetime(value)
        now = email.utils.parsedate_to_datetime(headers.get("Date", ""))
        return max(0.0, (then - now).total_seconds())
    except (ValueError, TypeError):
        return None


def error_from(response: httpx.Response, action: str, *, of_api: bool = True) -> APIStatusError:
    """Return the error for a response with an unexpected status.

    Args:
        response: The response with its whole body.
        action: What the call does, such as `Listing files`.
        of_api: Whether the response is the API's, not the storage's: only then are hints about the API key
            and the base URL added.
    """
    body = decode_body(response)
    kind = status_error(response.status_code)
    request_id = sanitize(response.headers.get("X-Request-Id", "")) or None
    details = f"HTTP {response.status_code}" + (f", request {request_id}" if request_id else "")
    message = f"{action} failed: {server_message(body)} ({details})."
    is_html = _is_html(body)
    if response.status_code == 407:
        message += f" {PROXY_LOGIN_HINT}"
    elif is_html and (response.status_code < 400 or response.status_code in _WRONG_SERVER):
        message += f" Is {origin(str(response.request.url))} a server of this API?"
    elif is_html and response.status_code < 500:
        message += " The page may come from a firewall or a login page in between."
    elif of_api and kind is NotFoundError and _method_and_segment(response.request) in _CALLS_WITHOUT_ID:
        message += " Check the base URL (TOGETHER_BASE_URL or base_url)."
    elif of_api and kind in _HINTS:
        message += f" {_HINTS[kind]}"
    return kind(
        message,
        status_code=response.status_code,
        body=body,
        request_id=request_id,
        retry_after=retry_after(response.headers),
    )


def unexpected_answer(response: httpx.Response, action: str, why: str) -> ResponseError:
    """Return the error for a response whose status is fine, but not its content.

    Args:
        response: The response.
        action: What the call does, such as `Listing files`.
        why: What is wrong with the response; continues `the server answered 200, but …`.
    """
    return ResponseError(
        f"{action} failed: the server answered {response.status_code}, but {why}. "
        f"Is {origin(str(response.request.url))} a server of this API?"
    )


def refuse_unencrypted(response: httpx.Response, urls: Iterable[str], action: str) -> None:
    """Refuse presigned URLs without encryption if the API itself was called over https.

    Raises:
        ResponseError: One of the URLs is http.
    """
    if response.request.url.scheme == "https" and any(url.lower().startswith("http:") for url in urls):
        raise unexpected_answer(response, action, "with a storage URL without encryption (http)")


def redirect_request(request: Request, response: httpx.Response | Stream) -> Request:
    """Return the same request, including its body, for the URL that a redirect names.

    Raises:
        APIConnectionError: The redirect has no valid Location, or leads from https to http.
    """
    came_from = response.request.url
    location = response.headers.get("Location", "")
    try:
        url = came_from.join(location)
    except (httpx.InvalidURL, ValueError):
        location = ""
        url = came_from
    if not location or url.scheme not in ("http", "https"):
        problem = f"the server answered {response.status_code} without a usable Location"
    elif came_from.scheme == "https" and url.scheme == "http":
        problem = f"the server redirects from https to {origin(str(url))}, without encryption"
    else:
        return msgspec.structs.replace(request, url=str(url), params={})
    raise APIConnectionError(f"{request.action} failed: {problem}.", retryable=False)


def follow_redirects(request: Request, effect: Callable[[Request], Effect], statuses: frozenset[int]) -> Flow[Any]:
    """Send a request and follow its redirects, sending the body again each time.

    Args:
        request: The request.
        effect: Makes the effect that sends it: a `Send`, a `Put` or an `Open`.
        statuses: The statuses that are followed as redirects.

    Returns:
        The effect's outcome for the first response with any other status.

    Raises:
        APIConnectionError: A redirect is refused, or there are more than `MAX_REDIRECTS`.
    """
    for _ in range(MAX_REDIRECTS + 1):
        response = yield effect(request)
        if response.status_code not in statuses:
            return response
        request = redirect_request(request, response)
    raise APIConnectionError(f"{request.action} failed: more than {MAX_REDIRECTS} redirects.", retryable=False)
