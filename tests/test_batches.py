from __future__ import annotations

import json
import logging
from typing import Any

import pytest

from batchline import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    BadRequestError,
    BatchFailedError,
    BatchJob,
    BatchlineError,
    BatchTimeoutError,
    NotFoundError,
    RateLimitError,
    ResponseError,
    RetryPolicy,
    ServerError,
    batches,
)
from batchline.api import calls
from batchline.api.settings import Settings
from batchline.engine.effects import Send, Sleep
from batchline_api.api.batches import cancel_batch, get_batch

from .script import Played, answer, play
from .transfers.test_upload import FakeStream

CHAT = "/v1/chat/completions"


def job(id: str = "batch-1", status: str = "VALIDATING", **fields: Any) -> dict[str, Any]:
    return {"id": id, "status": status, "input_file_id": "file-1", "endpoint": CHAT, **fields}


def listed(*ids: str, **fields: Any) -> Any:
    jobs = [job(id, **fields) for id in ids]
    return answer(200, text=json.dumps(jobs or None), headers={"Content-Type": "application/json"})


def create(*outcomes: Any, settings: Settings | None = None, seen: list[Played] | None = None) -> Played:
    return play(
        batches.create_batch(settings or Settings(), batches.calls.batch_request("file-1", CHAT)), *outcomes, seen=seen
    )


def posts(played: Played) -> int:
    return played.requests().count("POST /batches")


def test_create_always_sends_24h() -> None:
    played = create(listed(), answer(201, {"job": job()}))
    assert played.of(Send)[1].request.json == {
        "input_file_id": "file-1",
        "endpoint": CHAT,
        "completion_window": "24h",
    }
    assert isinstance(played.result, BatchJob)


@pytest.mark.parametrize("response", [answer(200, {"job": job()}), answer(201, job()), answer(200, job())])
def test_create_reads_the_job_of_older_servers(response: Any) -> None:
    assert create(listed(), response).result.id == "batch-1"


# What has no answer that can be believed

LOST = [
    APIConnectionError("reset"), APITimeoutError("slow"), *(answer(status) for status in (500, 501, 503, 504, 408)),
    answer(502, text="<html>"), answer(201, text=""), answer(200, text="<html>"), answer(201, {"odd": 1}), answer(202),
    answer(303),
]  # fmt: skip
LOOKS = [0, 1, 2, 4, 8, 15]
"""The pauses before each look for a job: 30 seconds together."""


@pytest.mark.parametrize("lost", LOST)
def test_a_lost_answer_is_settled_by_looking(lost: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "batchline")
    played = create(listed("old"), lost, listed("new", "old"))
    assert played.result.id == "new"
    assert posts(played) == 1
    assert caplog.messages[-1].endswith("However, batch new was created.")
    assert create(listed("old"), lost, *[listed("old")] * 5, listed("late", "old")).result.id == "late"


@pytest.mark.parametrize("lost", LOST)
def test_a_call_without_an_answer_is_never_sent_again(lost: Any) -> None:
    seen: list[Played] = []
    with pytest.raises(BatchlineError) as raised:
        create(listed("old"), lost, *[listed("old")] * len(LOOKS), seen=seen)
    assert [sleep.seconds for sleep in seen[0].of(Sleep)] == LOOKS[1:]
    assert posts(seen[0]) == 1
    assert raised.value.delivery == "unknown"
    (note,) = raised.value.__notes__
    assert "A batch of file-1 may have been created." in note
    assert "`batchline batches list`" in note


def test_with_a_short_lag_it_is_looked_for_a_short_while() -> None:
    for lag, looks in ((0, 1), (2, 3), (30, 6), (600, 6)):
        settings = Settings(retry=RetryPolicy(lag=lag))
        with pytest.raises(ServerError):
            create(listed(), answer(500), *[listed()] * looks, settings=settings)
    assert create(listed(), answer(500), listed("new"), settings=Settings(retry=RetryPolicy(lag=0))).result.id == "new"


@pytest.mark.parametrize(
    "other",
    [
        listed("batch-7", input_file_id="file-2"),
        listed("batch-7", endpoint="/v1/completions"),
        listed("batch-7", input_file_id="file-2", endpoint=None),
    ],
)
def test_a_job_of_another_file_or_endpoint_is_not_taken_for_it(other: Any) -> None:
    details = [answer(200, other.json()[0])] if other.json()[0]["endpoint"] is None else []
    with pytest.raises(ServerError) as raised:
        create(listed(), answer(500), *[other, *details] * len(LOOKS))
    assert "batch-7" not in raised.value.__notes__[0]
    assert create(listed(), answer(500), other, *details, listed("new")).result.id == "new"


@pytest.mark.parametrize("field", ["input_file_id", "endpoint"])
def test_a_list_may_leave_out_fields(field: str) -> None:
    bare = listed("new", **{field: None})
    played = create(listed(), answer(500), bare, answer(200, job("new")))
    assert played.result.id == "new"
    assert played.requests()[-1] == "GET /batches/new"


@pytest.mark.parametrize("field", ["input_file_id", "endpoint"])
def test_a_job_that_does_not_say_what_it_is_of_is_not_taken_for_it(field: str) -> None:
    bare = [listed("one", **{field: None}), answer(200, job("one", **{field: None}))]
    with pytest.raises(ServerError) as raised:
        create(listed(), answer(500), *bare * len(LOOKS))
    assert "may have been created, perhaps one." in raised.value.__notes__[0]


def test_of_several_none_is_taken() -> None:
    with pytest.raises(ServerError) as raised:
        create(listed(), answer(500), listed("one", "two"))
    assert "may have been created, perhaps one or two." in raised.value.__notes__[0]


@pytest.mark.parametrize(
    "trouble", [APIConnectionError("down"), answer(429), answer(503), answer(401), answer(403), answer(200, text="?")]
)
def test_trouble_while_looking_is_waited_out(trouble: Any) -> None:
    assert create(listed(), answer(500), *[trouble] * 5, listed("new")).result.id == "new"
    with pytest.raises(ServerError, match="HTTP 500"):
        create(listed(), answer(500), *[trouble] * len(LOOKS))
    bare = listed("new", endpoint=None)
    assert create(listed(), answer(500), bare, trouble, bare, answer(200, job("new"))).result.id == "new"


def test_a_pause_that_the_list_asks_for_is_kept() -> None:
    played = create(listed(), answer(500), answer(429, headers={"Retry-After": "7"}), listed("new"))
    assert [sleep.seconds for sleep in played.of(Sleep)] == [7]
    played = create(listed(), answer(500), answer(429, headers={"Retry-After": "700"}), listed("new"))
    assert [sleep.seconds for sleep in played.of(Sleep)] == [30]


@pytest.mark.parametrize("outcomes", [[KeyboardInterrupt()], [answer(500), listed(), KeyboardInterrupt()]])
def test_an_interrupted_creation_is_not_passed_over_in_silence(outcomes: list[Any]) -> None:
    with pytest.raises(KeyboardInterrupt) as raised:
        create(listed(), *outcomes)
    (note,) = raised.value.__notes__
    assert "batchline batches list" in note


# What was not done for certain


@pytest.mark.parametrize(
    "refused",
    [answer(429, headers={"Retry-After": "1"}), APIConnectionError("refused", delivery="not_sent")],
)
def test_what_was_not_done_is_sent_again(refused: Any) -> None:
    played = create(listed("old"), *[refused] * 2, answer(201, {"job": job("new")}))
    assert played.requests() == ["GET /batches", *["POST /batches"] * 3]
    assert len(played.of(Sleep)) == 2


def test_the_retries_of_a_refusal_end() -> None:
    with pytest.raises(RateLimitError) as raised:
        create(listed(), *[answer(429)] * 3, settings=Settings(max_retries=2))
    assert not hasattr(raised.value, "__notes__"), "nothing can have been created"


def test_a_lost_answer_after_a_refusal_is_looked_for() -> None:
    played = create(listed(), answer(429), answer(500), listed("new"))
    assert (played.result.id, posts(played)) == ("new", 2)


@pytest.mark.parametrize(
    ("outcome", "kind"),
    [
        (answer(400, {"error": "no"}), BadRequestError),
        (answer(404, {"error": "no"}), NotFoundError),
        (answer(422, {"error": "no"}), BadRequestError),
        (answer(401), AuthenticationError),
        (APIConnectionError("foreign", delivery="not_sent", retryable=False), APIConnectionError),
    ],
)
def test_a_refusal_is_final(outcome: Any, kind: type[BatchlineError]) -> None:
    with pytest.raises(kind) as raised:
        create(listed(), outcome)
    assert raised.value.delivery != "unknown"
    assert not hasattr(raised.value, "__notes__")


def test_when_the_first_list_fails_nothing_is_sent() -> None:
    seen: list[Played] = []
    with pytest.raises(RateLimitError):
        create(*[answer(429)] * 2, settings=Settings(max_retries=1), seen=seen)
    assert posts(seen[0]) == 0


def test_a_file_that_was_just_uploaded_may_not_be_visible_yet() -> None:
    settings = Settings(max_retries=0)
    settings.evidence.note_created("file-1", 0.0, 600.0)
    played = create(listed(), *[answer(404)] * 3, answer(201, {"job": job()}), settings=settings)
    assert [sleep.seconds for sleep in played.of(Sleep)] == [1, 2, 4]
    assert posts(played) == 4
    with pytest.raises(NotFoundError):
        create(listed(), *[answer(404)] * 16, settings=settings)


def test_a_batch_that_was_just_created_may_not_be_visible_yet() -> None:
    settings = Settings(max_retries=0)
    create(listed(), answer(201, {"job": job()}), settings=settings)
    for flow in (
        batches.calls.call(settings, get_batch, id="batch-1"),
        batches.calls.call(settings, cancel_batch, id="batch-1"),
        batches.wait(settings, "batch-1", timeout=None, poll_interval=None, progress=None),
    ):
        played = play(flow, *[answer(404)] * 3, answer(200, job(status="COMPLETED")))
        assert [sleep.seconds for sleep in played.of(Sleep)] == [1, 2, 4]
    found = Settings(max_retries=0)
    create(listed(), answer(500), listed("batch-1"), settings=found)
    assert "batch-1" in found.evidence.created
    once = Settings(max_retries=0)
    play(
        batches.calls.create_batch_once(once, batches.calls.batch_request("file-1", CHAT)), answer(201, {"job": job()})
    )
    assert once.evidence.created == {}, "it is the caller's to say so"
    assert once.evidence.has_succeeded


# Waiting


def wait(*outcomes: Any, settings: Settings | None = None, **options: Any) -> Played:
    arguments: dict[str, Any] = {"timeout": None, "poll_interval": None, "progress": None} | options
    return play(batches.wait(settings or Settings(max_retries=0), "batch-1", **arguments), *outcomes)


RUNNING, COMPLETED = answer(200, job()), answer(200, job(status="COMPLETED"))


@pytest.mark.parametrize("status", ["COMPLETED", "FAILED", "EXPIRED", "CANCELLED"])
def test_wait_ends_with_a_terminal_status(status: str) -> None:
    seen: list[str] = []
    outcomes = [answer(200, job(status=each)) for each in ("VALIDATING", "IN_PROGRESS", "CANCELING", "NEW", status)]
    played = wait(*outcomes, progress=lambda job: seen.append(job.status.value))
    assert played.result.status == status
    assert seen == ["VALIDATING", "IN_PROGRESS", "CANCELING", "NEW", status]


def test_an_unknown_status_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    odd = answer(200, job(status="finalizing\n"))
    wait(RUNNING, *[odd] * 3, RUNNING, odd, COMPLETED)
    assert caplog.messages == [
        "Batch batch-1 has the unknown status 'finalizing'; "
        "waiting until it is one of CANCELLED, COMPLETED, EXPIRED, FAILED."
    ]


def test_polls_grow_apart_to_between_30_and_60_seconds() -> None:
    sleeps = wait(*[RUNNING] * 20, COMPLETED).of(Sleep)
    assert sleeps[0].seconds <= 1
    assert sleeps[-1] == Sleep(60.0, 0.5)
    assert [sleep.seconds for sleep in sleeps] == sorted(sleep.seconds for sleep in sleeps)


def test_a_poll_interval_is_kept() -> None:
    assert wait(RUNNING, COMPLETED, poll_interval=7).of(Sleep) == [Sleep(7, 0.0)]
    with pytest.raises(ValueError, match="poll_interval must be a positive number of seconds, got 0"):
        wait(poll_interval=0)


def refused_redirect() -> APIConnectionError:
    return APIConnectionError("from https to http", retryable=False)


TROUBLES = [
    APIConnectionError("no"), APITimeoutError("slow"), answer(503), answer(429), answer(501), answer(400), answer(410),
    # A portal, a proxy, a broken cache.
    refused_redirect(), answer(302), answer(200, text="<html>"), answer(200, text=""), answer(200, text='{"id": "batch-1", "st'),
    answer(200, {"error": "internal"}), answer(200, {"id": "batch-2", "status": "COMPLETED"}),
    answer(401), answer(403), answer(404),
]  # fmt: skip


@pytest.mark.parametrize("trouble", TROUBLES)
def test_once_the_job_was_seen_no_answer_ends_the_wait(trouble: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "batchline")
    played = wait(RUNNING, *[trouble] * 10, COMPLETED, poll_interval=30)
    assert played.result.status == "COMPLETED"
    assert played.of(Sleep) == [Sleep(30)] * 11, "it keeps its pace"
    said, again = caplog.records
    assert (said.levelname, again.getMessage()) == ("WARNING", "The service answers again.")
    assert said.getMessage().endswith("Still waiting for batch batch-1.")


@pytest.mark.parametrize("trouble", [*TROUBLES[:2], *TROUBLES[4:]])
def test_before_the_job_was_seen_errors_are_raised(trouble: Any) -> None:
    with pytest.raises(BatchlineError):
        wait(trouble)


def test_each_kind_of_trouble_is_told_once_until_the_service_answers_again(caplog: pytest.LogCaptureFixture) -> None:
    mixed = [answer(503), answer(200, text="?"), answer(503), answer(502), answer(200, text="?")]
    wait(RUNNING, *mixed, RUNNING, answer(503), COMPLETED)
    assert len(caplog.records) == 3


def test_a_key_that_is_refused_for_long_is_believed_to_be_invalid() -> None:
    seen: list[Played] = []
    flow = batches.wait(Settings(), "batch-1", timeout=None, poll_interval=60, progress=None)
    with pytest.raises(APIStatusError, match="HTTP 403") as raised:
        play(flow, RUNNING, *[answer(401), answer(403)] * 8, seen=seen)
    assert seen[0].clock == 60 + batches.REFUSED_FOR == 60 + 900
    assert "`batchline batches wait batch-1`" in raised.value.__notes__[0]


@pytest.mark.parametrize("other", [RUNNING, answer(503), answer(404), APIConnectionError("down")])
def test_any_other_answer_in_between_speaks_for_the_key(other: Any) -> None:
    refusals = [answer(401)] * 15
    assert wait(RUNNING, *refusals, other, *refusals, COMPLETED, poll_interval=60).result.status == "COMPLETED"


def test_a_job_that_is_missing_is_believed_to_be_gone_after_the_lag() -> None:
    for lag, polls in ((600, 11), (60, 2), (0, 1)):
        settings = Settings(retry=RetryPolicy(lag=lag))
        with pytest.raises(NotFoundError):
            wait(RUNNING, *[answer(404)] * polls, settings=settings, poll_interval=60)
        other = [answer(404)] * (polls - 1)
        assert wait(RUNNING, *other, RUNNING, *other, COMPLETED, settings=settings, poll_interval=60).result
    with pytest.raises(NotFoundError):  # other trouble does not show that it is there
        wait(RUNNING, *[answer(404), answer(503)] * 5, answer(404), poll_interval=60)


def test_wait_does_not_sleep_past_its_time() -> None:
    slow = answer(429, headers={"Retry-After": "300"})
    with pytest.raises(BatchTimeoutError):
        wait(RUNNING, *[slow] * 2, timeout=5, poll_interval=2)
    assert [sleep.seconds for sleep in wait(RUNNING, slow, COMPLETED, poll_interval=2).of(Sleep)] == [2, 300]
    slow = answer(429, headers={"Retry-After": "30000"})
    assert [sleep.seconds for sleep in wait(RUNNING, slow, COMPLETED, poll_interval=2).of(Sleep)] == [2, 600]


def test_wait_retries_before_the_job_was_seen() -> None:
    settings = Settings(max_retries=2)
    played = wait(answer(503), answer(503), answer(200, job(status="FAILED")), settings=settings)
    assert played.result.status == "FAILED"
    assert [sleep.seconds for sleep in played.of(Sleep)] == [0.5, 1]
    with pytest.raises(ServerError):
        wait(answer(503), answer(503), answer(503), settings=settings)


def test_wait_ends_in_time_with_the_job_last_seen() -> None:
    with pytest.raises(BatchTimeoutError, match="IN_PROGRESS") as raised:
        wait(*[answer(200, job(status="IN_PROGRESS"))] * 3, timeout=10, poll_interval=6)
    assert raised.value.job is not None
    assert raised.value.job.id == "batch-1"
    new = Settings()
    new.evidence.note_created("batch-1", 0.0, 600.0)
    with pytest.raises(BatchTimeoutError, match="not known") as unseen:
        wait(*[answer(404)] * 4, timeout=5, settings=new)
    assert unseen.value.job is None


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"error": "internal"}, "the fields don't match the API"),
        ({"id": "batch-1"}, "the fields don't match the API"),
        (job("batch-2"), "the server answered about batch-2 instead"),
    ],
)
def test_an_answer_about_something_else_is_no_job(body: Any, words: str) -> None:
    with pytest.raises(ResponseError, match=f"Retrieving the batch batch-1 failed: .*{words}"):
        play(calls.call(Settings(), get_batch, id="batch-1"), answer(200, body))


# Results


def results(the_job: dict[str, Any], *outcomes: Any) -> Played:
    return play(batches.results(Settings(), BatchJob.from_dict(the_job)), *outcomes)


def test_results_come_from_both_files_however_the_chunks_fall() -> None:
    ended = job(status="COMPLETED", output_file_id="out", error_file_id="err")
    played = results(
        ended,
        FakeStream(), b'{"custom_id": "a", "response": {"status_co', b'de": 200, "body": {}}}\n{"custom', b'_id": "b"}', b"",
        FakeStream(), b'\n{"custom_id": "c", "error": {"message": "m", "code": "c"}}\r\n', b"",
    )  # fmt: skip
    assert [result.custom_id for result in played.emitted] == ["a", "b", "c"]
    assert [result.ok for result in played.emitted] == [True, False, False]


def test_a_broken_line_is_a_result_too() -> None:
    ended = job(status="COMPLETED", output_file_id="out")
    played = results(ended, FakeStream(), b'{"custom_id": 1}\n\xff\n{"custom_id": "a", "response": ', b"")
    assert [result.error.code for result in played.emitted] == ["unreadable"] * 3
    assert "line 2 of file out" in played.emitted[1].error.message


def test_an_empty_output_file_is_no_crash() -> None:
    assert results(job(status="COMPLETED", output_file_id="out"), FakeStream(), b"").emitted == []


def test_there_are_no_results_of_what_failed_or_runs() -> None:
    with pytest.raises(BatchFailedError, match="bad line"):
        results(job(status="FAILED", error="bad line"))
    with pytest.raises(BatchFailedError, match="line 3: bad"):
        results(job(status="FAILED", errors={"data": [{"message": "bad", "line": 3}]}))
    with pytest.raises(BatchFailedError, match="the service gives no reason"):
        results(job(status="FAILED"))
    with pytest.raises(BatchlineError, match="Wait for it"):
        results(job(status="IN_PROGRESS"))


def test_results_of_an_id_ask_for_the_job() -> None:
    ended = answer(200, job(status="COMPLETED", output_file_id="out"))
    played = play(batches.results(Settings(), "batch-1"), ended, FakeStream(), b"")
    assert played.requests()[0] == "GET /batches/batch-1"


@pytest.mark.parametrize("status", ["COMPLETED", "FAILED", "EXPIRED", "CANCELLED"])
def test_a_job_that_gave_no_files_says_so(status: str) -> None:
    with pytest.raises(BatchFailedError, match=f"Batch batch-1 ended {status} without results: the service gives no"):
        results({"id": "batch-1", "status": status})
