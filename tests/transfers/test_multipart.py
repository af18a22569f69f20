from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batchline import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    BadRequestError,
    BatchlineError,
    ConflictError,
    RateLimitError,
    ResponseError,
    ServerError,
    UploadError,
    UploadLimits,
)
from batchline.api.settings import Settings
from batchline.disk.checkpoint import TransferStates
from batchline.engine.effects import Parallel, Put, Send, Sleep
from batchline.transfers import upload as uploads
from batchline.transfers.multipart import plan
from batchline_api.api.files import retrieve_file

from ..script import Played, answer, play

STORAGE = "https://storage.example/parts"
LIMITS = UploadLimits(multipart_threshold=10, part_size=10, min_part_size=10, max_parts=250)
EXPIRED = "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>"
SIZE = 25
KEY = "the-api-key-0123456789"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "data.jsonl"
    path.write_bytes(b"x" * SIZE)
    return path


@pytest.fixture
def settings() -> Settings:
    return Settings(LIMITS, states=TransferStates("https://api.example/v1", KEY))


def states(settings: Settings) -> list[Path]:
    assert settings.states
    return list(settings.states.folder.iterdir()) if settings.states.folder.exists() else []


def begun(upload: str = "upload-1", parts: int = 3, **fields: Any) -> Any:
    places = [
        {
            "PartNumber": number,
            "URL": f"{STORAGE}/{upload}/{number}?Signature=secret",
            "Headers": {"x-part": str(number)},
        }
        for number in range(1, parts + 1)
    ]
    return answer(200, {"upload_id": upload, "file_id": "file-1", "parts": places, **fields})


def got(etag: str = '"etag"') -> Any:
    return answer(200, headers={"ETag": etag}, url=STORAGE)


def refused(status: int, **options: Any) -> Any:
    return answer(status, url=STORAGE, **options)


def sent(effect: Any) -> Any:
    """A part that goes well, told byte by byte; its ETag has its number."""
    assert isinstance(effect, Put)
    for done in range(1, effect.length + 1):
        effect.on_bytes(done)
    return got(f'"etag-{effect.request.url.partition("?")[0][-1]}"')


def completed(**fields: Any) -> Any:
    return answer(200, {"file": {"id": "file-1", "bytes": SIZE, **fields}})


def metadata(**fields: Any) -> Any:
    return answer(200, {"id": "file-1", **fields})


ABORTED = answer(200, {})
GONE = answer(404, {"error": {"message": "There is no such upload."}})


def upload(path: Path, settings: Settings, *outcomes: Any, **options: Any) -> Played:
    arguments: dict[str, Any] = {"purpose": "eval", "check": False, "on_duplicate": "reuse", "resume": True,
                                 "progress": None}  # fmt: skip
    return play(uploads.upload(settings, path, **(arguments | options)), *outcomes)


def interrupted(path: Path, settings: Settings, *outcomes: Any, by: BaseException | None = None, **options: Any) -> Any:
    failure = by or KeyboardInterrupt()
    with pytest.raises(type(failure)) as raised:
        upload(path, settings, *outcomes, failure, **options)
    return raised.value


def aborting(asked: list[str]) -> Any:
    def abort(effect: Any) -> Any:
        asked.append(f"{effect.request.method} {effect.request.url}")
        return ABORTED

    return abort


# What a whole upload consists of


def test_an_upload_in_parts(file: Path, settings: Settings) -> None:
    told: list[Any] = []
    played = upload(file, settings, begun(), sent, sent, sent, completed(), progress=told.append)
    assert played.requests() == [
        "POST /files/multipart/initiate",
        *(f"PUT {STORAGE}/upload-1/{number}?Signature=secret" for number in (1, 2, 3)),
        "POST /files/multipart/complete",
    ]
    begin, complete = (effect.request.json for effect in played.of(Send))
    assert (begin["file_size"], begin["num_parts"], begin["purpose"]) == (SIZE, 3, "eval")
    assert complete == {
        "upload_id": "upload-1",
        "file_id": "file-1",
        "parts": [{"part_number": number, "etag": f"etag-{number}"} for number in (1, 2, 3)],
    }
    puts = played.of(Put)
    assert [(put.offset, put.length) for put in puts] == [(0, 10), (10, 10), (20, 5)]
    assert all(put.request.authorize is False for put in puts)
    assert [put.request.headers for put in puts] == [{"x-part": "1"}, {"x-part": "2"}, {"x-part": "3"}]
    assert {put.timeout for put in puts} == {LIMITS.part_timeout}
    assert played.of(Parallel)[0].limit == LIMITS.concurrency == 4
    assert [progress.done_bytes for progress in told] == list(range(1, SIZE + 1))
    assert states(settings) == []


def test_the_manager_sends_any_file_in_parts(file: Path, settings: Settings) -> None:
    whole = Settings(UploadLimits(), states=settings.states)
    flow = uploads.upload_any_in_parts(whole, file, purpose="eval", resume=True, progress=None)
    played = play(flow, begun(parts=1), sent, completed())
    assert [(put.offset, put.length) for put in played.of(Put)] == [(0, SIZE)]


def test_parts_are_completed_in_ascending_order_however_they_arrive(file: Path, settings: Settings) -> None:
    places = begun().json()["parts"]
    backwards = answer(200, {"upload_id": "u", "file_id": "file-1", "parts": places[::-1]})
    played = upload(file, settings, backwards, sent, sent, sent, completed())
    numbers = [part["part_number"] for part in played.of(Send)[-1].request.json["parts"]]
    assert numbers == [1, 2, 3]
    assert [put.request.url.partition("?")[0][-1] for put in played.of(Put)] == ["1", "2", "3"]


@pytest.mark.parametrize(
    "parts",
    [
        [],
        [{"PartNumber": 1, "URL": "https://a/1"}, {"PartNumber": 3, "URL": "https://a/3"}],
        [{"PartNumber": number, "URL": "file:///etc/passwd"} for number in (1, 2, 3)],
        [{"PartNumber": number, "URL": "https://a"} for number in (1, 2, 3, 4)],
        [{"PartNumber": number, "URL": "https://a"} for number in (1, "2", None)],
        [{"PartNumber": number, "URL": "https://a", "Headers": ["x"]} for number in (1, 2, 3)],
    ],
)
def test_an_answer_without_a_place_for_each_part_is_refused(file: Path, settings: Settings, parts: Any) -> None:
    with pytest.raises(ResponseError):
        upload(file, settings, answer(200, {"upload_id": "u", "file_id": "file-1", "parts": parts}))
    assert states(settings) == []


def test_headers_that_frame_the_request_or_carry_a_key_are_not_the_servers_to_choose(
    file: Path, settings: Settings
) -> None:
    headers = {"Host": "evil", "content-length": "3", "Authorization": "Bearer x", "x-amz-meta-a": 1}
    parts = [{"PartNumber": number, "URL": f"https://a/{number}", "Headers": headers} for number in (1, 2, 3)]
    first = answer(200, {"upload_id": "u", "file_id": "file-1", "parts": parts})
    played = upload(file, settings, first, got(), got(), got(), completed())
    assert {tuple(put.request.headers.items()) for put in played.of(Put)} == {(("x-amz-meta-a", "1"),)}


# The plan


@given(
    size=st.integers(1, 60 * 2**30),
    part_size=st.integers(1, 2**29),
    min_part_size=st.integers(1, 2**23),
    max_parts=st.integers(1, 300),
)
def test_parts_cover_the_file_once_in_order_within_the_limits(
    size: int, part_size: int, min_part_size: int, max_parts: int
) -> None:
    limits = UploadLimits(part_size=part_size, min_part_size=min_part_size, max_parts=max_parts)
    length, count = plan(size, limits)
    offsets = range(0, size, length)
    lengths = [min(length, size - offset) for offset in offsets]
    assert len(lengths) == count <= max_parts
    assert sum(lengths) == size
    assert all(part >= min_part_size for part in lengths[:-1])
    assert lengths[-1] >= 1
    if part_size >= min_part_size and size <= part_size * max_parts:
        assert length <= part_size, "larger parts than aimed at only where there would be too many"


@pytest.mark.parametrize(
    ("size", "length", "count"),
    [(1, 5 * 2**20, 1), (250 * 2**20, 250 * 2**20, 1), (250 * 2**20 + 1, 125 * 2**20 + 1, 2),
     (5 * 2**30 + 1, 255_652_816, 21), (50 * 2**30, 261_888_250, 205)],
)  # fmt: skip
def test_the_plan_is_that_of_together_1(size: int, length: int, count: int) -> None:
    assert plan(size, UploadLimits()) == (length, count)


# Retries of a part


@pytest.mark.parametrize(
    "failure",
    [APIConnectionError("reset"), APITimeoutError("slow"), *(refused(status) for status in (408, 429, 500, 502, 503, 504)),
     refused(200), refused(200, headers={"ETag": '""'})],
)  # fmt: skip
def test_a_part_is_tried_again_by_itself(file: Path, settings: Settings, failure: Any) -> None:
    told: list[int] = []

    def halfway(effect: Any) -> Any:
        effect.on_bytes(effect.length // 2)
        if isinstance(failure, Exception):
            raise failure
        return failure

    tell = lambda progress: told.append(progress.done_bytes)  # noqa: E731
    played = upload(file, settings, begun(), sent, halfway, sent, sent, completed(), progress=tell)
    assert [put.offset for put in played.of(Put)] == [0, 10, 10, 20]
    assert told == sorted(set(told))
    assert told[-1] == SIZE


def test_retry_after_is_honoured(file: Path, settings: Settings) -> None:
    played = upload(file, settings, begun(), sent, refused(503, headers={"Retry-After": "7"}), sent, sent, completed())
    assert played.clock == 7.0


def test_a_part_follows_redirects_with_its_headers(file: Path, settings: Settings) -> None:
    moved = refused(307, headers={"Location": "https://other.example/1"})
    played = upload(file, settings, begun(), moved, got(), sent, sent, completed())
    first, second = played.of(Put)[:2]
    assert (second.request.url, second.offset, second.length) == ("https://other.example/1", first.offset, first.length)
    assert second.request.headers == {"x-part": "1"}


def test_a_refusal_ends_it_with_the_servers_words_and_an_abort(file: Path, settings: Settings) -> None:
    text = "<Error><Code>SignatureDoesNotMatch</Code><Message>Wrong.</Message></Error>"
    asked: list[str] = []
    with pytest.raises(UploadError, match=r"part 2 of 3 .*Wrong\. \(SignatureDoesNotMatch\)") as raised:
        upload(file, settings, begun(), sent, refused(403, text=text), aborting(asked))
    assert asked == ["POST /files/multipart/abort"]
    assert "secret" not in str(raised.value)
    assert states(settings) == []


@pytest.mark.parametrize("failure", [answer(500), answer(404), APIConnectionError("down"), answer(200, text="?")])
def test_an_abort_that_fails_hides_nothing(file: Path, settings: Settings, failure: Any) -> None:
    with pytest.raises(UploadError, match="HTTP 400"):
        upload(file, settings, begun(), refused(400), failure)


def test_an_expired_url_restarts_the_upload_at_most_twice(file: Path, settings: Settings) -> None:
    expired = refused(403, text=EXPIRED)
    played = upload(file, settings, begun(), sent, expired, ABORTED, begun("upload-2"), sent, sent, sent, completed())
    assert played.of(Send)[-1].request.json["upload_id"] == "upload-2"
    assert [effect.request.json["upload_id"] for effect in played.of(Send) if "abort" in effect.request.url] == [
        "upload-1"
    ]
    once = [begun(), expired, ABORTED]
    with pytest.raises(UploadError, match="expired"):
        upload(file, settings, *once * 3)
    assert states(settings) == []


# Going on


def test_an_interrupted_upload_goes_on_with_what_is_missing(file: Path, settings: Settings) -> None:
    interrupt = interrupted(file, settings, begun(), sent, sent)
    assert "2 of 3 parts have arrived" in interrupt.__notes__[0]
    (state,) = states(settings)
    assert state.stat().st_mode & 0o777 == 0o600
    assert state.parent.stat().st_mode & 0o777 == 0o700
    kept = state.read_bytes()
    assert not any(word in kept for word in (b"secret", b"Signature", b"storage.example", KEY.encode()))
    told: list[int] = []
    played = upload(file, settings, sent, completed(), progress=lambda progress: told.append(progress.done_bytes))
    assert played.requests() == [f"PUT {STORAGE}/upload-1/3?Signature=secret", "POST /files/multipart/complete"]
    assert [part["etag"] for part in played.of(Send)[0].request.json["parts"]] == ["etag-1", "etag-2", "etag-3"]
    assert told == list(range(20, SIZE + 1))
    assert states(settings) == []


@pytest.mark.parametrize(
    "failure", [APIConnectionError("down"), APITimeoutError("slow"), ZeroDivisionError("in the callback")]
)
def test_what_passes_leaves_what_can_be_gone_on_with(file: Path, failure: Exception) -> None:
    settings = Settings(LIMITS, max_retries=0, states=TransferStates("https://api.example/v1", KEY))
    interrupted(file, settings, begun(), sent, by=failure)
    assert upload(file, settings, sent, sent, completed()).requests()[0].startswith("PUT")


@pytest.mark.parametrize("status", [429, 500, 503])
def test_trouble_of_the_storage_leaves_what_can_be_gone_on_with(file: Path, status: int) -> None:
    settings = Settings(LIMITS, max_retries=0, states=TransferStates("https://api.example/v1", KEY))
    with pytest.raises(UploadError, match=f"HTTP {status}") as raised:
        upload(file, settings, begun(), sent, refused(status))
    assert "1 of 3 parts have arrived" in raised.value.__notes__[0]
    assert upload(file, settings, sent, sent, completed()).result.id == "file-1"


def test_a_file_that_changed_restarts_the_upload(file: Path, settings: Settings, caplog: Any) -> None:
    interrupted(file, settings, begun(), sent)
    file.write_bytes(b"y" * SIZE)
    asked: list[str] = []
    upload(file, settings, aborting(asked), begun("upload-2"), sent, sent, sent, completed())
    assert asked == ["POST /files/multipart/abort"]
    assert "has changed since its upload was interrupted. Restarting the upload." in caplog.text
    assert states(settings) == []


@pytest.mark.parametrize(
    "answers",
    [
        [refused(403, text=EXPIRED), ABORTED],
        [refused(404, text="<Error><Code>NoSuchUpload</Code><Message>gone</Message></Error>"), GONE],
        [sent, GONE, ABORTED],
        [sent, answer(400, {"error": {"message": "InvalidPart"}}), ABORTED],
    ],
)
def test_an_upload_that_no_longer_exists_is_restarted_and_says_so(
    file: Path, settings: Settings, answers: list[Any], caplog: Any
) -> None:
    interrupted(file, settings, begun(), sent, sent)
    upload(file, settings, *answers, begun("upload-2"), sent, sent, sent, completed())
    assert f"Restarting the upload of {file}." in caplog.text
    assert states(settings) == []


@pytest.mark.parametrize("other", ["purpose", "server", "key", "path"])
def test_another_upload_does_not_go_on_with_it(file: Path, settings: Settings, other: str) -> None:
    interrupted(file, settings, begun(), sent)
    options: dict[str, Any] = {}
    if other == "purpose":
        options["purpose"] = "batch-api"
    elif other == "path":
        copy = file.with_name("copy.jsonl")
        copy.write_bytes(file.read_bytes())
        os.utime(copy, ns=(file.stat().st_atime_ns, file.stat().st_mtime_ns))
        file = copy
    else:
        named = ("https://other.example/v1", KEY) if other == "server" else ("https://api.example/v1", "other")
        settings = Settings(LIMITS, states=TransferStates(*named))
    played = upload(file, settings, begun(), sent, sent, sent, completed(), **options)
    assert len(played.of(Put)) == 3


def test_without_resume_a_failure_leaves_nothing(file: Path, settings: Settings) -> None:
    asked: list[str] = []
    for failure in (KeyboardInterrupt(), APIConnectionError("down")):
        once = Settings(LIMITS, max_retries=0, states=settings.states)
        with pytest.raises(type(failure)):
            upload(file, once, begun(), sent, failure, aborting(asked), resume=False)
    assert asked == ["POST /files/multipart/abort"] * 2
    assert states(settings) == []


def test_two_uploads_of_one_file_do_not_share_a_state(file: Path, settings: Settings) -> None:
    inner: list[Played] = []

    def meanwhile(effect: Any) -> Any:
        inner.append(upload(file, settings, begun("upload-2"), sent, sent, sent, completed()))
        return sent(effect)

    upload(file, settings, begun(), meanwhile, sent, sent, completed())
    assert len(inner[0].of(Put)) == 3
    assert states(settings) == []


# Integrity


def test_a_file_that_changes_is_no_silent_mixture(file: Path, settings: Settings) -> None:
    def changing(effect: Any) -> Any:
        file.write_bytes(b"z" * SIZE)
        return sent(effect)

    asked: list[str] = []
    with pytest.raises(UploadError, match="changed while it was uploaded"):
        upload(file, settings, begun(), sent, changing, aborting(asked))
    assert asked == ["POST /files/multipart/abort"]
    assert states(settings) == []


@pytest.mark.parametrize("error", [OSError(32, "Broken pipe"), APIConnectionError("theirs"), ValueError("theirs")])
def test_what_progress_raises_is_the_callers_and_keeps_what_has_arrived(
    file: Path, settings: Settings, error: Exception
) -> None:
    def tell(progress: Any) -> None:
        if progress.done_bytes > 15:
            raise error

    with pytest.raises(type(error)) as raised:
        upload(file, settings, begun(), sent, sent, progress=tell)
    assert raised.value is error
    assert "1 of 3 parts have arrived" in error.__notes__[0]
    assert len(upload(file, settings, sent, sent, completed()).of(Put)) == 2


def test_a_line_that_was_silent_for_too_long_is_no_refusal(file: Path, settings: Settings) -> None:
    """S3 answers 400, not 408."""
    text = "<Error><Code>RequestTimeout</Code><Message>Idle connections will be closed.</Message></Error>"
    upload(file, settings, begun(), sent, refused(400, text=text), sent, sent, completed())


def test_a_storage_that_is_there_no_more_is_left_when_the_api_does_not_know_the_upload(file: Path) -> None:
    settings = Settings(LIMITS, max_retries=0, states=TransferStates("https://api.example/v1", KEY))
    interrupted(file, settings, begun(), sent)
    down = APIConnectionError("no such host")
    interrupted(file, settings, down, metadata(), by=down)  # the API knows it: only the storage is away
    upload(file, settings, down, GONE, GONE, begun("upload-2"), sent, sent, sent, completed())


def test_the_servers_size_must_be_the_files(file: Path, settings: Settings) -> None:
    with pytest.raises(UploadError, match=f"24 bytes, expected {SIZE}"):
        upload(file, settings, begun(), sent, sent, sent, completed(bytes=24), answer(200, {"id": "file-1"}))
    assert states(settings) == []
    assert upload(file, settings, begun(), sent, sent, sent, completed(bytes=None)).result.id == "file-1"


def test_some_servers_answer_the_bare_file(file: Path, settings: Settings) -> None:
    played = upload(file, settings, begun(), sent, sent, sent, metadata(bytes=SIZE))
    assert (played.result.id, played.result.bytes) == ("file-1", SIZE)


LOST = [APIConnectionError("reset"), APITimeoutError("slow"), answer(500), answer(502, text="<html>"), answer(504)]


@pytest.mark.parametrize("lost", LOST)
def test_a_lost_answer_to_complete_is_settled_by_the_metadata(file: Path, settings: Settings, lost: Any) -> None:
    played = upload(file, settings, begun(), sent, sent, sent, lost, metadata(bytes=SIZE, Processed=True))
    assert played.requests()[-2:] == ["POST /files/multipart/complete", "GET /files/file-1"]
    assert played.result.bytes == SIZE


@pytest.mark.parametrize("lost", LOST)
@pytest.mark.parametrize(
    "seen", [GONE, metadata(), metadata(bytes=0), metadata(bytes=SIZE), metadata(bytes=SIZE, Processed=False)]
)
def test_what_was_not_completed_is_completed_then(file: Path, settings: Settings, lost: Any, seen: Any) -> None:
    played = upload(file, settings, begun(), sent, sent, sent, lost, seen, completed())
    assert [request.split()[0] for request in played.requests()[-3:]] == ["POST", "GET", "POST"]


@pytest.mark.parametrize(
    "no", [GONE, answer(400, {"error": {"message": "NoSuchUpload"}}), answer(409, {"error": {"message": "done"}})]
)
def test_a_no_to_the_second_call_may_mean_that_the_first_was_carried_out(
    file: Path, settings: Settings, no: Any
) -> None:
    lost = [APIConnectionError("reset"), metadata(bytes=SIZE, Processed=False)]
    played = upload(file, settings, begun(), sent, sent, sent, *lost, no, metadata(bytes=SIZE, Processed=False))
    assert played.result.bytes == SIZE
    # The server may still be joining the parts: for how long is bounded.
    late = [metadata(bytes=0), metadata(bytes=0), metadata(bytes=SIZE)]
    played = upload(file, settings, begun(), sent, sent, sent, *lost, no, *late)
    assert (played.result.bytes, played.of(Sleep)[-2:]) == (SIZE, [Sleep(0.5), Sleep(1.0)])
    never = [metadata(bytes=0)] * 7
    asked: list[str] = []
    with pytest.raises(APIStatusError, match=f"HTTP {no.status_code}"):
        upload(file, settings, begun(), sent, sent, sent, *lost, no, *never, aborting(asked))
    assert asked == ["POST /files/multipart/abort"]


@pytest.mark.parametrize("status", [400, 401, 403])
def test_another_no_proves_nothing(file: Path, settings: Settings, status: int) -> None:
    """A server may know the size of a file that it does not have."""
    lost = [APIConnectionError("reset"), metadata(bytes=SIZE, Processed=False)]
    no = answer(status, {"error": {"message": "no"}})
    with pytest.raises(BatchlineError, match=f"HTTP {status}"):
        upload(file, settings, begun(), sent, sent, sent, *lost, no, metadata(bytes=SIZE), ABORTED)


def test_an_unreadable_answer_to_complete_is_settled_too(file: Path, settings: Settings) -> None:
    parts = [begun(), sent, sent, sent]
    whole = metadata(bytes=SIZE, Processed=True)
    assert upload(file, settings, *parts, answer(200, text="?"), whole).result.bytes == SIZE
    with pytest.raises(ResponseError) as raised:
        upload(file, settings, *parts, answer(200, text="?"), metadata(bytes=3))
    assert "3 of 3 parts have arrived" in raised.value.__notes__[0]


@pytest.mark.parametrize("odd", [answer(501), answer(303)])
def test_an_answer_of_an_unknown_kind_to_complete_is_settled_too(file: Path, settings: Settings, odd: Any) -> None:
    parts = [begun(), sent, sent, sent]
    assert upload(file, settings, *parts, odd, metadata(bytes=SIZE, Processed=True)).result.bytes == SIZE
    with pytest.raises(BatchlineError, match=f"HTTP {odd.status_code}"):
        upload(file, settings, *parts, odd, metadata(bytes=3), ABORTED)


def test_a_file_is_new_once_it_is_complete(file: Path, settings: Settings) -> None:
    """Until then, a 404 for its metadata is an answer, and nobody waits for another one."""
    played = upload(file, settings, begun(), sent, sent, sent, answer(500), GONE, completed())
    assert played.clock == 0.5
    assert settings.evidence.created == {"file-1": 0.5}
    played = play(uploads.calls.call(settings, retrieve_file, id="file-1"), GONE, metadata())
    assert played.of(Sleep) == [Sleep(1)]


@pytest.mark.parametrize("certain", [answer(429), APIConnectionError("refused", delivery="not_sent")])
def test_a_call_that_was_not_carried_out_needs_no_look(file: Path, settings: Settings, certain: Any) -> None:
    played = upload(file, settings, begun(), sent, sent, sent, certain, completed())
    assert "GET /files/file-1" not in played.requests()


@pytest.mark.parametrize("error", [ServerError, RateLimitError])
def test_completing_that_never_succeeds_keeps_the_parts(file: Path, error: type[Exception]) -> None:
    settings = Settings(LIMITS, max_retries=0, states=TransferStates("https://api.example/v1", KEY))
    status = 500 if error is ServerError else 429
    looks = [metadata(bytes=0)] if status == 500 else []
    with pytest.raises(error):
        upload(file, settings, begun(), sent, sent, sent, answer(status), *looks)
    # The next call cannot know whether this one was carried out after all.
    assert upload(file, settings, metadata(bytes=SIZE, Processed=True)).requests() == ["GET /files/file-1"]
    assert states(settings) == []


def test_a_refused_completion_aborts(file: Path, settings: Settings) -> None:
    asked: list[str] = []
    with pytest.raises(BadRequestError, match="InvalidPart"):
        no = answer(400, {"error": {"message": "InvalidPart"}})
        upload(file, settings, begun(), sent, sent, sent, no, aborting(asked))
    assert asked == ["POST /files/multipart/abort"]


def test_a_duplicate_is_reused_or_refused(file: Path, settings: Settings) -> None:
    conflict = answer(409, {"file_id": "file-9"})
    told: list[Any] = []
    played = upload(file, settings, conflict, metadata(id="file-9", bytes=SIZE), progress=told.append)
    assert played.requests() == ["POST /files/multipart/initiate", "GET /files/file-9"]
    assert told[-1].done_bytes == SIZE
    with pytest.raises(ConflictError):
        upload(file, settings, conflict, on_duplicate="raise")
    assert states(settings) == []


def test_a_duplicate_of_another_purpose_is_sent_again_without_its_checksum(file: Path, settings: Settings) -> None:
    conflict = answer(409, {"file_id": "file-9"})
    played = upload(
        file, settings, conflict, metadata(id="file-9", purpose="fine-tune"), begun(), sent, sent, sent, completed()
    )
    bodies = [effect.request.json for effect in played.of(Send) if "initiate" in effect.request.url]
    assert ["checksum" in body for body in bodies] == [True, False]


def test_no_state_can_be_kept(file: Path, settings: Settings, monkeypatch: Any, caplog: Any) -> None:
    blocked = file.with_name("blocked")
    blocked.write_text("a file where a folder should be")
    monkeypatch.setenv("XDG_STATE_HOME", str(blocked))
    assert upload(file, settings, begun(), sent, sent, sent, completed()).result.id == "file-1"
    assert "starts over" in caplog.text
