from __future__ import annotations

import logging
from typing import Any

import httpx
import pytest

from batchline import (
    APIConnectionError,
    APIStatusError,
    BadRequestError,
    BatchlineError,
    NotFoundError,
    RateLimitError,
    RetryPolicy,
    ServerError,
)
from batchline.api.responses import error_from, retry_after
from batchline.api.retry import Attempts, next_delay, requested_delay, retry
from batchline.api.settings import Evidence, Settings
from batchline.engine.effects import Flow, Sleep
from batchline.errors import status_error

from ..script import answer, play

POLICY = RetryPolicy()


def status(code: int, retry_after: float | None = None) -> APIStatusError:
    return status_error(code)("no", status_code=code, retry_after=retry_after)


@pytest.mark.parametrize("code", [408, 429, 500, 502, 503, 504, 599])
def test_statuses_that_may_pass_are_retried(code: int) -> None:
    assert status(code).retryable
    assert next_delay(POLICY, status(code), 1) is not None


@pytest.mark.parametrize("code", [300, 501, 505, 400, 401, 403, 404, 409, 411, 415, 416, 422])
def test_other_statuses_are_not(code: int) -> None:
    assert not status(code).retryable
    assert next_delay(POLICY, status(code), 1) is None


@pytest.mark.parametrize("code", [*range(400, 408), *range(409, 452)])
def test_a_4xx_has_done_nothing(code: int) -> None:
    assert status(code).delivery == "refused"


@pytest.mark.parametrize("code", [200, 202, 303, 408, 500, 501, 502, 503, 504])
def test_any_other_status_may_have_done_something(code: int) -> None:
    assert status(code).delivery == "unknown"


def test_connection_errors_are_retried_unless_they_say_otherwise() -> None:
    assert next_delay(POLICY, APIConnectionError("no"), 1) is not None
    assert next_delay(POLICY, APIConnectionError("no", retryable=False), 1) is None
    assert APIConnectionError("no").delivery == "unknown"


def test_delays_grow_to_their_limit_and_end() -> None:
    attempts = Attempts(Settings(max_retries=7))
    delays = [attempts.count(status(500)) for _ in range(8)]
    seconds = [delay.seconds for delay in delays if delay]
    assert seconds == [0.5, 1, 2, 4, 8, 8, 8]
    assert all(delay.jitter == 0.5 for delay in delays if delay)
    assert delays[-1] is None


def test_delays_are_those_of_the_policy() -> None:
    policy = RetryPolicy(first_delay=3, max_delay=10, jitter=0.1)
    assert [next_delay(policy, status(500), failures) for failures in (1, 2, 3, 5000)] == [
        Sleep(3, 0.1), Sleep(6, 0.1), Sleep(10, 0.1), Sleep(10, 0.1)
    ]  # fmt: skip


def test_retry_after_is_honoured_exactly_up_to_a_limit() -> None:
    assert next_delay(POLICY, status(429, 17.5), 1) == Sleep(17.5)
    assert next_delay(POLICY, status(429, 3600), 1) is None
    assert next_delay(POLICY, status(503, 0), 1) == Sleep(0)
    assert next_delay(RetryPolicy(max_retry_after=10), status(429, 17.5), 1) is None


def test_what_a_server_asks_for_has_a_limit() -> None:
    assert requested_delay(POLICY, status(429, 17.5)) == 17.5
    assert requested_delay(POLICY, status(429, 3600)) == 600
    assert requested_delay(POLICY, status(429)) == requested_delay(POLICY, APIConnectionError("no")) == 0


@pytest.mark.parametrize("name", ["first_delay", "max_delay", "jitter", "max_retry_after", "lag"])
@pytest.mark.parametrize("value", [-1, -0.001, float("nan")])
def test_a_policy_has_no_negative_times(name: str, value: float) -> None:
    with pytest.raises(ValueError, match=f"{name} must not be negative, got {value}"):
        RetryPolicy(**{name: value})
    assert getattr(RetryPolicy(**{name: 0}), name) == 0
    with pytest.raises(ValueError, match=f"{name} must be at most 1"):
        RetryPolicy(**{name: float("inf")})


def test_a_policy_draws_no_more_than_the_whole_pause_at_random() -> None:
    assert RetryPolicy(jitter=1).jitter == 1
    with pytest.raises(ValueError, match="jitter must be at most 1, got 1.5"):
        RetryPolicy(jitter=1.5)
    with pytest.raises(AttributeError):
        POLICY.lag = 1  # type: ignore[misc]


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


def failing(*errors: BatchlineError) -> Any:
    """An attempt that fails so often, and then succeeds."""
    left = iter(errors)

    def attempt() -> Flow[str]:
        for error in left:
            raise error
        return "done"
        yield

    return attempt


def test_retrying_runs_the_flow_again() -> None:
    played = play(retry(failing(status(500), status(429, 3.0)), Settings()))
    assert played.result == "done"
    assert played.of(Sleep) == [Sleep(0.5, 0.5), Sleep(3.0)]


def test_retrying_gives_up_with_the_last_error() -> None:
    errors = [status(500), status(502), status(503)]
    with pytest.raises(ServerError) as raised:
        play(retry(failing(*errors), Settings(max_retries=2)))
    assert raised.value is errors[-1]


def test_progress_starts_the_count_again(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "batchline")
    attempts = Attempts(Settings(max_retries=1))
    for _ in range(3):
        play(attempts.wait_after(status(500)))
        attempts.reset()
    assert [record.getMessage() for record in caplog.records] == ["no Trying again within 0.5 s (1 of 1)."] * 3
    play(attempts.wait_after(status(500)))
    with pytest.raises(ServerError):
        play(attempts.wait_after(status(500)))


# What this client created a moment ago


def new(lag: float, max_retries: int = 0) -> Settings:
    """The settings of a client that created `a` when a played clock stands at 0."""
    settings = Settings(max_retries=max_retries, retry=RetryPolicy(lag=lag))
    settings.evidence.note_created("a", 0.0, lag)
    return settings


def test_a_404_for_what_is_new_is_checked_until_the_lag_is_over(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "batchline")
    played = play(retry(failing(*[status(404)] * 3), new(600), "a"))
    assert played.of(Sleep) == [Sleep(1), Sleep(2), Sleep(4)]
    assert [record.getMessage() for record in caplog.records] == [
        "no But a was created a moment ago and may not be visible yet: checking again for at most 600 s."
    ]
    errors, seen = [status(404) for _ in range(16)], []
    with pytest.raises(NotFoundError) as raised:
        play(retry(failing(*errors), new(600), "a"), seen=seen)
    sleeps = [sleep.seconds for sleep in seen[0].of(Sleep)]
    assert sleeps == [1, 2, 4, 8, 16, 32, *[60] * 8, 57]
    assert sum(sleeps) == 600
    assert raised.value is errors[-1]


@pytest.mark.parametrize("error", [status(400), status(401), status(409), status(410)])
def test_any_other_refusal_of_what_is_new_is_believed(error: BatchlineError) -> None:
    with pytest.raises(type(error)):
        play(retry(failing(error), new(600), "a"))


def test_a_404_for_anything_else_is_believed() -> None:
    for settings, id in ((new(600), "b"), (new(600), None), (new(0), "a"), (Settings(), "a")):
        seen: list[Any] = []
        with pytest.raises(NotFoundError):
            play(retry(failing(status(404)), settings, id), seen=seen)
        assert seen[0].clock == 0
    deleted = new(600)
    deleted.evidence.forget("a")
    with pytest.raises(NotFoundError):
        play(retry(failing(status(404)), deleted, "a"))


def test_doubts_and_retries_are_counted_apart() -> None:
    played = play(retry(failing(*[status(404), status(500)] * 2), new(600, max_retries=2), "a"))
    assert [sleep.seconds for sleep in played.of(Sleep)] == [1, 0.5, 2, 1]
    assert play(retry(failing(*[status(404)] * 1500), new(86_400 * 30), "a")).result == "done"


def test_what_is_older_than_the_lag_is_forgotten() -> None:
    evidence = Evidence()
    evidence.note_created("old", 0.0, 10.0)
    evidence.note_created("new", 9.0, 10.0)
    assert (evidence.doubt_left("old", 9.0, 10.0), evidence.doubt_left("new", 9.0, 10.0)) == (1.0, 10.0)
    assert evidence.doubt_left("old", 11.0, 10.0) == 0
    evidence.note_created("newest", 10.0, 10.0)
    assert evidence.created == {"new": 9.0, "newest": 10.0}
    evidence.note_created("newer", 10.0, 0.0)
    assert evidence.created == {}


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
    error = error_from(response, "Listing files")
    assert isinstance(error, kind)
    assert error.message.startswith("Listing files failed: ")
    assert words in error.message
    assert len(error.message) < 600
    assert error.status_code == response.status_code
    assert str(error) == error.message


def test_the_request_id_is_kept() -> None:
    error = error_from(answer(500, headers={"X-Request-Id": "req-7"}), "Listing files")
    assert error.request_id == "req-7"
    assert "req-7" in error.message
