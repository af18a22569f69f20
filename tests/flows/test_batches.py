from __future__ import annotations

import json
from typing import Any

import pytest

from batchline import (
    APIConnectionError,
    APITimeoutError,
    BadRequestError,
    BatchFailedError,
    BatchJob,
    BatchlineError,
    BatchTimeoutError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    ResponseError,
    ServerError,
)
from batchline.flows import batches
from batchline.flows.effects import Flow, Send, Sleep
from batchline.flows.settings import Settings

from .script import Played, answer, play
from .test_files import FakeStream

SETTINGS = Settings()


def job(id: str = "batch-1", status: str = "VALIDATING", **fields: Any) -> dict[str, Any]:
    return {"id": id, "status": status, "input_file_id": "file-1", **fields}


def listed(*ids: str, file_id: str = "file-1") -> Any:
    jobs = [job(id) | {"input_file_id": file_id} for id in ids]
    return answer(200, text=json.dumps(jobs or None), headers={"Content-Type": "application/json"})


def create(*outcomes: Any, max_retries: int = 5) -> Played:
    flow = batches.create_batch(Settings(max_retries=max_retries), "file-1", "/v1/chat/completions")
    return play(flow, *outcomes)


def posts(played: Played) -> int:
    return played.requests().count("POST /batches")


def test_create_always_sends_24h() -> None:
    played = create(listed(), answer(201, {"job": job()}))
    assert played.of(Send)[1].request.json == {
        "input_file_id": "file-1",
        "endpoint": "/v1/chat/completions",
        "completion_window": "24h",
    }
    assert isinstance(played.result, BatchJob)


@pytest.mark.parametrize("response", [answer(200, {"job": job()}), answer(201, job()), answer(200, job())])
def test_create_reads_the_job_of_older_servers(response: Any) -> None:
    assert create(listed(), response).result.id == "batch-1"


LOST = [APIConnectionError("reset"), APITimeoutError("slow"), answer(500), answer(502, text="<html>"), answer(408)]


@pytest.mark.parametrize("lost", LOST)
def test_a_lost_answer_is_settled_by_looking(lost: Any) -> None:
    played = create(listed("old"), lost, listed("new", "old"))
    assert played.result.id == "new"
    assert posts(played) == 1


def refused_connection() -> APIConnectionError:
    error = APIConnectionError("refused")
    error.unsent = True
    return error


@pytest.mark.parametrize("lost", LOST)
def test_what_may_have_arrived_is_looked_for_several_times(lost: Any) -> None:
    looks = [listed("old")] * len(batches.LOOKS)
    played = create(listed("old"), lost, *looks, answer(201, {"job": job("new")}))
    assert played.result.id == "new"
    assert played.requests() == ["GET /batches", "POST /batches", *["GET /batches"] * len(looks), "POST /batches"]
    assert tuple(sleep.seconds for sleep in played.of(Sleep)) == batches.LOOKS
    assert create(listed("old"), lost, *looks[:-1], listed("late", "old")).result.id == "late"


@pytest.mark.parametrize("refused", [answer(429, headers={"Retry-After": "1"}), refused_connection()])
def test_what_did_not_arrive_is_sent_again(refused: Any) -> None:
    played = create(listed("old"), refused, answer(201, {"job": job("new")}))
    assert played.requests() == ["GET /batches", "POST /batches", "POST /batches"]
    assert len(played.of(Sleep)) == 1


def test_a_refusal_after_a_lost_answer_is_looked_for_once() -> None:
    played = create(listed(), answer(500), *[listed()] * 4, answer(429), listed("late"))
    assert (played.result.id, posts(played)) == ("late", 2)


def test_a_job_of_another_file_or_endpoint_is_not_taken_for_it() -> None:
    other = json.loads(listed("other", file_id="file-2").text)
    elsewhere = [job("elsewhere") | {"endpoint": "/v1/completions"}]
    looks = [answer(200, other + elsewhere)] * 4
    assert posts(create(listed(), answer(500), *looks, answer(201, {"job": job("new")}))) == 2


def test_a_list_that_leaves_out_fields_is_asked_on() -> None:
    bare = answer(200, [{"id": "new", "status": "VALIDATING"}])
    played = create(listed(), answer(500), bare, answer(200, job("new")))
    assert played.result.id == "new"
    assert played.requests()[-1] == "GET /batches/new"


@pytest.mark.parametrize(
    "unclear",
    [
        [answer(200, [job("one"), job("two")])],
        [answer(200, [{"id": "one", "status": "VALIDATING"}]), answer(200, {"id": "one", "status": "VALIDATING"})],
    ],
)
def test_when_it_is_unclear_nothing_is_sent_again_and_the_user_is_told(unclear: list[Any]) -> None:
    with pytest.raises(ServerError) as raised:
        create(listed(), answer(500), *unclear)
    assert "one" in raised.value.__notes__[0]


@pytest.mark.parametrize("unreadable", [answer(201, text=""), answer(200, text="<html>"), answer(201, {"odd": 1})])
def test_an_answer_that_cannot_be_read_is_a_lost_one(unreadable: Any) -> None:
    assert create(listed(), unreadable, listed("new")).result.id == "new"
    with pytest.raises(ResponseError):
        create(listed(), unreadable, *[listed()] * 4)


def test_an_interrupted_creation_is_not_passed_over_in_silence() -> None:
    with pytest.raises(KeyboardInterrupt) as raised:
        create(listed(), KeyboardInterrupt())
    assert "batchline batches list" in raised.value.__notes__[0]


def test_the_last_try_is_looked_for_too() -> None:
    assert create(listed(), answer(500), listed("late"), max_retries=0).result.id == "late"
    with pytest.raises(ServerError):
        create(listed(), answer(500), *[listed()] * 4, max_retries=0)


@pytest.mark.parametrize(("status", "kind"), [(400, BadRequestError), (404, NotFoundError), (422, BadRequestError)])
def test_a_refusal_is_final(status: int, kind: type[Exception]) -> None:
    with pytest.raises(kind):
        create(listed(), answer(status, {"error": "no"}))


@pytest.mark.parametrize(
    ("outcomes", "refused"),
    [
        ([answer(400)], True),
        ([answer(404)], True),
        ([answer(429)], True),
        ([refused_connection()], True),
        ([answer(501)], False),
        ([answer(500), *[listed()] * 4], False),
        ([answer(201, text=""), *[listed()] * 4], False),
        ([answer(202), *[listed()] * 4], False),
        ([answer(303), *[listed()] * 4], False),
    ],
)
def test_only_what_is_certain_is_called_a_refusal(outcomes: list[Any], refused: bool) -> None:
    with pytest.raises(BatchlineError) as raised:
        create(listed(), *outcomes, max_retries=0)
    assert raised.value.refused is refused


def test_a_refusal_after_a_lost_answer_says_nothing_of_that() -> None:
    with pytest.raises(PermissionDeniedError) as raised:
        create(listed(), answer(500), *[listed()] * 4, answer(403))
    assert raised.value.refused is False
    flow = batches.create_batch(SETTINGS, "file-1", "/v1/chat/completions", set(), was_sent=True)
    with pytest.raises(NotFoundError) as gone:
        play(flow, *[listed()] * 5, answer(404))
    assert gone.value.refused is False


@pytest.mark.parametrize("odd", [answer(202), answer(303)])
def test_an_answer_of_an_unknown_kind_is_a_lost_one(odd: Any) -> None:
    assert create(listed(), odd, listed("new")).result.id == "new"


def test_when_the_list_fails_nothing_is_sent_again() -> None:
    with pytest.raises(RateLimitError):
        create(listed(), answer(500), *[answer(429)] * 2, max_retries=1)


def wait(*outcomes: Any, **options: Any) -> Played:
    arguments: dict[str, Any] = {"timeout": None, "poll_interval": None, "progress": None} | options
    return play(batches.wait(Settings(max_retries=0), "batch-1", **arguments), *outcomes)


@pytest.mark.parametrize("status", ["COMPLETED", "FAILED", "EXPIRED", "CANCELLED"])
def test_wait_ends_with_a_terminal_status(status: str) -> None:
    seen: list[str] = []
    outcomes = [answer(200, job(status=each)) for each in ("VALIDATING", "IN_PROGRESS", "CANCELING", "NEW", status)]
    played = wait(*outcomes, progress=lambda job: seen.append(job.status.value))
    assert played.result.status == status
    assert seen == ["VALIDATING", "IN_PROGRESS", "CANCELING", "NEW", status]


def test_polls_grow_apart_to_between_30_and_60_seconds() -> None:
    running = [answer(200, job())] * 20
    sleeps = wait(*running, answer(200, job(status="COMPLETED"))).of(Sleep)
    assert sleeps[0].seconds <= 1
    assert sleeps[-1] == Sleep(60.0, 0.5)
    assert [sleep.seconds for sleep in sleeps] == sorted(sleep.seconds for sleep in sleeps)


def test_a_batch_that_cannot_be_looked_at_hides_no_other() -> None:
    both = listed("batch-1", "batch-2").json()
    ended = answer(200, [one | {"status": "COMPLETED"} for one in both])

    def told(_: object) -> Flow[None]:
        yield from ()

    def flow() -> Flow[dict[str, BatchJob]]:
        return batches.wait_any(SETTINGS, ["batch-1", "batch-2"], told, 0.0, poll_interval=None, certain=True)

    for trouble in (answer(500), answer(404)):
        played = play(flow(), ended, trouble, answer(200, job("batch-2", "COMPLETED")))
        assert list(played.result) == ["batch-2"]
    # The rate limit is not met again and again.
    played = play(flow(), ended, answer(429), ended, *[answer(200, job(f"batch-{n}", "COMPLETED")) for n in (1, 2)])
    assert list(played.result) == ["batch-1", "batch-2"]
    with pytest.raises(NotFoundError):
        play(flow(), listed("batch-1"), answer(404))


def test_polls_of_a_wait_that_goes_on_stay_apart() -> None:
    def told(_: object) -> Flow[None]:
        yield from ()

    flow = batches.wait_any(SETTINGS, ["batch-1"], told, -3600.0, timeout=90.0, poll_interval=None, certain=True)
    played = play(flow, *[answer(200, job())] * 3)
    assert played.result == {}
    assert played.of(Sleep) == [Sleep(60.0, 0.5), Sleep(30.0)]


def test_a_poll_interval_is_kept() -> None:
    played = wait(answer(200, job()), answer(200, job(status="COMPLETED")), poll_interval=7)
    assert played.of(Sleep) == [Sleep(7, 0.0)]
    with pytest.raises(ValueError, match="poll_interval"):
        wait(poll_interval=0)


def test_wait_survives_errors_that_pass_once_the_job_was_seen() -> None:
    passing = [APIConnectionError("no"), answer(503), answer(429), APITimeoutError("slow")] * 10
    assert wait(answer(200, job()), *passing, answer(200, job(status="COMPLETED"))).result.status == "COMPLETED"
    with pytest.raises(APIConnectionError):
        wait(APIConnectionError("no"))
    with pytest.raises(NotFoundError):
        wait(answer(200, job()), answer(404))


def test_wait_does_not_sleep_past_its_time() -> None:
    slow = answer(429, headers={"Retry-After": "300"})
    with pytest.raises(BatchTimeoutError):
        wait(answer(200, job()), *[slow] * 2, timeout=5, poll_interval=2)
    played = wait(answer(200, job()), slow, answer(200, job(status="COMPLETED")), poll_interval=2)
    assert [sleep.seconds for sleep in played.of(Sleep)] == [2, 300]


def test_wait_tries_again_before_the_job_was_seen() -> None:
    flow = batches.wait(Settings(max_retries=2), "batch-1", timeout=None, poll_interval=None, progress=None)
    assert play(flow, answer(503), answer(503), answer(200, job(status="FAILED"))).result.status == "FAILED"
    flow = batches.wait(Settings(max_retries=2), "batch-1", timeout=None, poll_interval=None, progress=None)
    with pytest.raises(ServerError):
        play(flow, answer(503), answer(503), answer(503))


def test_wait_ends_in_time_with_the_job_last_seen() -> None:
    with pytest.raises(BatchTimeoutError, match="IN_PROGRESS") as raised:
        wait(*[answer(200, job(status="IN_PROGRESS"))] * 3, timeout=10, poll_interval=6)
    assert raised.value.job is not None
    assert raised.value.job.id == "batch-1"


def results(the_job: dict[str, Any], *outcomes: Any) -> Played:
    return play(batches.results(SETTINGS, BatchJob.from_dict(the_job)), *outcomes)


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
    assert results(job(status="EXPIRED")).emitted == []


def test_there_are_no_results_of_what_failed_or_runs() -> None:
    with pytest.raises(BatchFailedError, match="bad line"):
        results(job(status="FAILED", error="bad line"))
    with pytest.raises(BatchlineError, match="Wait for it"):
        results(job(status="IN_PROGRESS"))


def test_results_of_an_id_ask_for_the_job() -> None:
    ended = answer(200, job(status="COMPLETED", output_file_id="out"))
    played = play(batches.results(SETTINGS, "batch-1"), ended, FakeStream(), b"")
    assert played.requests()[0] == "GET /batches/batch-1"
