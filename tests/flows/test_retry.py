from __future__ import annotations

import httpx
import pytest

from batchline import APIConnectionError, APIStatusError, BadRequestError, RateLimitError, ServerError
from batchline.errors import status_error
from batchline.flows.answers import error_of, retry_after
from batchline.flows.effects import Sleep
from batchline.flows.retry import FIRST_DELAY, MAX_DELAY, is_passing, pause, retrying

from .script import answer, play


def status(code: int, retry_after: float | None = None) -> APIStatusError:
    return status_error(code)("no", status_code=code, retry_after=retry_after)


@pytest.mark.parametrize("code", [408, 429, 500, 502, 503, 504, 599])
def test_passing_statuses_are_tried_again(code: int) -> None:
    assert is_passing(status(code))
    assert pause(status(code), 1, 5) is not None


@pytest.mark.parametrize("code", [300, 501, 505, 400, 401, 403, 404, 409, 411, 415, 416, 422])
def test_other_statuses_are_not(code: int) -> None:
    assert pause(status(code), 1, 5) is None


def test_connection_errors_are_tried_again_unless_permanent() -> None:
    error = APIConnectionError("no")
    assert pause(error, 1, 5) is not None
    error.permanent = True
    assert pause(error, 1, 5) is None


def test_delays_grow_to_their_limit_and_end() -> None:
    delays = [pause(status(500), failures, 7) for failures in range(1, 9)]
    seconds = [delay.seconds for delay in delays if delay]
    assert seconds == [FIRST_DELAY, 1, 2, 4, MAX_DELAY, MAX_DELAY, MAX_DELAY]
    assert all(delay.jitter == 0.5 for delay in delays if delay)
    assert delays[-1] is None


def test_retry_after_is_honoured_exactly_up_to_a_limit() -> None:
    assert pause(status(429, 17.5), 1, 5) == Sleep(17.5)
    assert pause(status(429, 3600), 1, 5) is None
    assert pause(status(503, 0), 1, 5) == Sleep(0)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, None),
        ({"Retry-After": "2"}, 2.0),
        ({"Retry-After": "0.5"}, 0.5),
        ({"Retry-After": "-1"}, None),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "Wed, 21 Oct 2026 07:28:10 GMT", "Date": "Wed, 21 Oct 2026 07:28:00 GMT"}, 10.0),
        ({"Retry-After": "Wed, 21 Oct 2026 07:27:00 GMT", "Date": "Wed, 21 Oct 2026 07:28:00 GMT"}, 0.0),
        ({"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}, None),
    ],
)
def test_retry_after_is_read(headers: dict[str, str], expected: float | None) -> None:
    assert retry_after(httpx.Headers(headers)) == expected


def test_retrying_runs_the_flow_anew() -> None:
    outcomes = iter([status(500), status(429, 3.0), None])

    def attempt():  # type: ignore[no-untyped-def]
        outcome = next(outcomes)
        if outcome:
            raise outcome
        return "done"
        yield

    played = play(retrying(attempt, 5))
    assert played.result == "done"
    assert played.effects == [Sleep(FIRST_DELAY, 0.5), Sleep(3.0)]


def test_retrying_gives_up_with_the_last_error() -> None:
    errors = [status(500), status(502), status(503)]
    left = iter(errors)

    def attempt():  # type: ignore[no-untyped-def]
        raise next(left)
        yield

    with pytest.raises(ServerError) as raised:
        play(retrying(attempt, 2))
    assert raised.value is errors[-1]


@pytest.mark.parametrize(
    ("response", "kind", "words"),
    [
        (answer(400, {"error": {"message": "file_type is missing"}}), BadRequestError, "file_type is missing"),
        (answer(422, {"error": "no such endpoint"}), BadRequestError, "no such endpoint"),
        (answer(429, {"message": "slow down"}), RateLimitError, "slow down"),
        (answer(502, text="<html><title>Bad\n gateway</title></html>"), ServerError, "an HTML page (Bad gateway)"),
        (answer(503), ServerError, "no explanation"),
        (answer(418, text="teapot"), APIStatusError, "teapot"),
        (answer(500, {"odd": 1}), ServerError, '{"odd":1}'),
        (answer(500, content=b"\xff\xfe"), ServerError, "HTTP 500"),
        (answer(403, text="<Error><Code>AccessDenied</Code><Message>No.</Message></Error>"), APIStatusError, "No. (AccessDenied)"),
        (answer(500, content=b"[" * 100_000), ServerError, "[["),
    ],
)  # fmt: skip
def test_errors_carry_the_servers_words(response: httpx.Response, kind: type[APIStatusError], words: str) -> None:
    error = error_of(response, "Listing files")
    assert isinstance(error, kind)
    assert error.message.startswith("Listing files failed: ")
    assert words in error.message
    assert len(error.message) < 600
    assert error.status_code == response.status_code
    assert str(error) == error.message


def test_the_request_id_is_kept() -> None:
    error = error_of(answer(500, headers={"X-Request-Id": "req-7"}), "Listing files")
    assert error.request_id == "req-7"
    assert "req-7" in error.message
