"""What an answer means: the errors it stands for, and the redirects it asks for."""

from __future__ import annotations

import email.utils
import re
from collections.abc import Callable, Iterable
from typing import Any, Final

import httpx
import msgspec

from ..engine.effects import Effect, Flow, Request, Stream
from ..engine.exceptions import OF_A_PROXY
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
_MAX_LOOK: Final = 10_000  # characters of an answer that are looked through for a message


_OF_ANOTHER_SERVER: Final = frozenset({404, 405, 501})
_HINTS: dict[type[APIStatusError], str] = {
    AuthenticationError: "Check the API key (TOGETHER_API_KEY or api_key).",
    PermissionDeniedError: "Check what the API key is allowed to do.",
    NotFoundError: "Check the id, and that it belongs to the account of this API key.",
    RateLimitError: "Send fewer requests, or try again later.",
    ServerError: "The service has trouble; try again later.",
}


_OF_NOTHING = {("GET", "files"), ("POST", "files"), ("GET", "batches"), ("POST", "initiate")}
"""Calls that name nothing that may not be there: methods, and how their paths end."""


def _last(request: httpx.Request) -> tuple[str, str]:
    return request.method, request.url.path.rpartition("/")[2]


def decode_body(response: httpx.Response) -> object:
    """An answer's body: decoded JSON, else text, else None."""
    if not response.content:
        return None
    try:
        return msgspec.json.decode(response.content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return response.content.decode("utf-8", "replace")


def _is_page(body: object) -> bool:
    return isinstance(body, str) and "<html" in body[:1000].lower()


def server_message(body: object) -> str:
    """What the server says went wrong, out of any of the shapes it may say it in.

    File calls answer `{"error": {"message"}}`, batch calls `{"error": "text"}`, the storage
    XML, and proxies HTML or nothing.
    """
    if isinstance(body, str):
        body = body[:_MAX_LOOK]
    match body:
        case (
            {"error": {"message": str(words)}}
            | {"error": str(words)}
            | {"message": str(words)}
            | {"detail": str(words)}
        ):
            pass
        case None | "":
            return "no explanation"
        case {"file_id": str(file_id)}:
            words = f"the same bytes are there already, as {file_id}"
        case str() if found := re.search(r"<Code>(.*?)</Code>.*?<Message>(.*?)</Message>", body, re.DOTALL):
            words = f"{found[2]} ({found[1]})"
        case str() if _is_page(body):
            title = re.search(r"<(title|h1)>(.*?)</\1>", body, re.DOTALL | re.IGNORECASE)
            words = f"an HTML page ({title[2]})" if title else "an HTML page"
        case _:
            words = body if isinstance(body, str) else msgspec.json.encode(body).decode()
    return sanitize(words)


def retry_after(headers: httpx.Headers) -> float | None:
    """Seconds that `Retry-After` asks for (RFC 9110 section 10.2.3).

    A date is read against the answer's own `Date`, so that no clock is needed.
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
    """The error that an answer stands for.

    Args:
        response: The answer, read whole.
        action: What was being done, such as `Listing files`.
        of_api: Whether the API answered, not the storage: then a hint about the API key helps.
    """
    body = decode_body(response)
    kind = status_error(response.status_code)
    request_id = sanitize(response.headers.get("X-Request-Id", "")) or None
    details = f"HTTP {response.status_code}" + (f", request {request_id}" if request_id else "")
    message = f"{action} failed: {server_message(body)} ({details})."
    is_page = _is_page(body)
    if response.status_code == 407:
        message += f" {OF_A_PROXY}"
    elif is_page and (response.status_code < 400 or response.status_code in _OF_ANOTHER_SERVER):
        message += f" Is {origin(str(response.request.url))} a server of this API?"
    elif is_page and response.status_code < 500:
        message += " Such a page may come from a firewall or a login page on the way."
    elif of_api and kind is NotFoundError and _last(response.request) in _OF_NOTHING:
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
    """The error for an answer that is well but not what the document promises."""
    return ResponseError(
        f"{action} failed: the server answered {response.status_code}, but {why}. "
        f"Is {origin(str(response.request.url))} a server of this API?"
    )


def refuse_unencrypted(response: httpx.Response, urls: Iterable[str], action: str) -> None:
    """Refuse a storage without the encryption that the API itself has.

    Raises:
        ResponseError: One of the URLs is such.
    """
    if response.request.url.scheme == "https" and any(url.lower().startswith("http:") for url in urls):
        raise unexpected_answer(response, action, "it names a storage without encryption (http)")


def redirect_request(request: Request, answer: httpx.Response | Stream) -> Request:
    """The same request, body and all, at the place that a redirect names.

    Raises:
        APIConnectionError: The redirect names no place, or one without the encryption that
            the first had.
    """
    came_from = answer.request.url
    location = answer.headers.get("Location", "")
    try:
        url = came_from.join(location)
    except (httpx.InvalidURL, ValueError):
        location = ""
        url = came_from
    if not location or url.scheme not in ("http", "https"):
        problem = f"the server answered {answer.status_code} without a usable Location"
    elif came_from.scheme == "https" and url.scheme == "http":
        problem = f"the server redirects from https to {origin(str(url))}, without encryption"
    else:
        return msgspec.structs.replace(request, url=str(url), params={})
    raise APIConnectionError(f"{request.action} failed: {problem}.", retryable=False)


def follow_redirects(request: Request, effect: Callable[[Request], Effect], statuses: frozenset[int]) -> Flow[Any]:
    """Perform a request and the redirects that it is answered with, replaying its body each time.

    Args:
        request: The request.
        effect: What to yield for it: a `Send`, a `Put` or an `Open`.
        statuses: Which answers are redirects to be followed.

    Returns:
        The first answer that is no redirect: the outcome of the effect.
    """
    for _ in range(MAX_REDIRECTS + 1):
        answer = yield effect(request)
        if answer.status_code not in statuses:
            return answer
        request = redirect_request(request, answer)
    raise APIConnectionError(f"{request.action} failed: more than {MAX_REDIRECTS} redirects.", retryable=False)
