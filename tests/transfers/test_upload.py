from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path
from typing import Any

import pytest

from batchline import (
    APIConnectionError,
    APITimeoutError,
    BatchlineError,
    ConflictError,
    DownloadError,
    FilePurpose,
    FileTypeError,
    NotFoundError,
    PermissionDeniedError,
    ResponseError,
    RetryPolicy,
    UploadError,
    UploadLimits,
)
from batchline.api import calls
from batchline.api.settings import Settings
from batchline.engine.effects import Put, Send, Sleep
from batchline.transfers import download as downloads
from batchline.transfers import ranged
from batchline.transfers import upload as uploads
from batchline.transfers.source import inspect_file
from batchline_api.api.batches import get_batch
from batchline_api.api.files import preprocess_file, retrieve_file

from ..script import Played, answer, play

STORAGE = "https://storage.example/put?X-Amz-Signature=secret"
EXPIRED = "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "data.jsonl"
    path.write_text('{"text": "a"}\n')
    return path


def found(id: str = "file-1", location: str = STORAGE) -> Any:
    return answer(302, headers={"Location": location, "X-Together-File-Id": id})


def stored(**fields: Any) -> Any:
    return answer(200, {"id": "file-1", **fields})


def stored_at(status: int, **options: Any) -> Any:
    return answer(status, url=STORAGE, **options)


def upload(path: Path, *outcomes: Any, settings: Settings | None = None, **options: Any) -> Played:
    arguments: dict[str, Any] = {"purpose": "fine-tune", "check": True, "on_duplicate": "reuse",
                                 "resume": True, "progress": None}  # fmt: skip
    return play(uploads.upload(settings or Settings(), path, **(arguments | options)), *outcomes)


def test_upload_takes_three_calls(file: Path) -> None:
    played = upload(file, found(), stored_at(200), stored(bytes=14))
    assert played.requests() == ["POST /files", f"PUT {STORAGE}", "POST /files/file-1/preprocess"]
    assert played.result.bytes == 14
    form = played.of(Send)[0].request.data
    assert form == {
        "purpose": "fine-tune",
        "file_name": "data.jsonl",
        "file_type": "jsonl",
        "checksum": hashlib.sha256(file.read_bytes()).hexdigest(),
    }
    put = played.of(Put)[0]
    assert (put.offset, put.length, put.timeout) == (0, 14, Settings().limits.part_timeout)
    assert put.request.authorize is False


def test_the_put_is_repeated_whole(file: Path) -> None:
    lost = [APIConnectionError("reset"), APITimeoutError("slow"), stored_at(500), stored_at(408), stored_at(429)]
    played = upload(file, found(), *lost, stored_at(200), stored())
    assert {(put.offset, put.length) for put in played.of(Put)} == {(0, 14)}
    assert len(played.of(Put)) == 6


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_the_put_follows_redirects_with_its_body(file: Path, status: int) -> None:
    elsewhere = "https://other.example/place?sig=1"
    played = upload(file, found(), stored_at(status, headers={"Location": elsewhere}), stored_at(200), stored())
    puts = played.of(Put)
    assert [put.request.method for put in puts] == ["PUT", "PUT"]
    assert puts[1].request.url == elsewhere
    assert puts[1].length == 14
    assert puts[1].request.authorize is False


def test_a_redirect_away_from_encryption_is_refused(file: Path) -> None:
    plain = stored_at(307, headers={"Location": "http://other.example/place"})
    with pytest.raises(APIConnectionError, match="without encryption") as raised:
        upload(file, found(), plain, answer(200, {"id": "file-1", "deleted": True}))
    assert "secret" not in str(raised.value)


def test_a_redirect_without_a_place_is_refused(file: Path) -> None:
    with pytest.raises(APIConnectionError, match="without a usable Location"):
        upload(file, found(), stored_at(307), answer(200, {"id": "file-1"}))


def test_redirects_end(file: Path) -> None:
    loop = stored_at(307, headers={"Location": STORAGE})
    with pytest.raises(APIConnectionError, match="more than 10 redirects"):
        upload(file, found(), *[loop] * 11, answer(200, {"id": "file-1"}))


def test_an_expired_url_restarts_the_upload(file: Path) -> None:
    gone = answer(200, {"id": "file-1", "deleted": True})
    played = upload(
        file, found(), stored_at(403, text=EXPIRED), gone, found("file-2"), stored_at(200), stored(id="file-2")
    )
    assert played.requests()[3:] == ["POST /files", f"PUT {STORAGE}", "POST /files/file-2/preprocess"]


def test_a_url_that_keeps_expiring_ends_it(file: Path) -> None:
    once = [found(), stored_at(403, text=EXPIRED), answer(200, {"id": "file-1"})]
    with pytest.raises(UploadError, match="expired"):
        upload(file, *once * 3)


def test_a_refusal_of_the_storage_ends_it_and_takes_the_file_back(file: Path) -> None:
    text = "<Error><Code>SignatureDoesNotMatch</Code><Message>Wrong.</Message></Error>"
    asked: list[str] = []

    def delete(effect: Any) -> Any:
        asked.append(f"{effect.request.method} {effect.request.url}")
        return answer(404, {"error": "gone"})  # an error here must not hide the first

    with pytest.raises(UploadError, match=r"Wrong\. \(SignatureDoesNotMatch\)") as raised:
        upload(file, found(), stored_at(403, text=text), delete)
    assert asked == ["DELETE /files/file-1"]
    assert "API key" not in str(raised.value)


def test_a_duplicate_is_reused_or_refused(file: Path) -> None:
    conflict = answer(409, {"file_id": "file-9"})
    told: list[Any] = []
    played = upload(file, conflict, stored(id="file-9"), progress=told.append)
    assert played.requests() == ["POST /files", "GET /files/file-9"]
    assert (told[-1].done_bytes, told[-1].total_bytes) == (14, 14)
    with pytest.raises(ConflictError):
        upload(file, conflict, on_duplicate="raise")


def test_a_duplicate_that_was_never_handed_over_is_handed_over_now(file: Path) -> None:
    conflict = answer(409, {"file_id": "file-9"})
    played = upload(file, conflict, stored(id="file-9", Processed=False), stored(id="file-9", Processed=True))
    assert played.requests()[2] == "POST /files/file-9/preprocess"
    assert played.result.processed


def test_a_duplicate_of_another_purpose_is_of_no_use(file: Path) -> None:
    conflict = answer(409, {"file_id": "file-9"})
    played = upload(
        file, conflict, stored(id="file-9", purpose="eval"), found(), stored_at(200), stored(purpose="fine-tune")
    )
    forms = [effect.request.data for effect in played.of(Send) if effect.request.data]
    assert ["checksum" in form for form in forms] == [True, False]
    with pytest.raises(ConflictError):
        upload(file, conflict, on_duplicate="raise")


def test_whatever_fails_the_announced_file_is_taken_back(file: Path) -> None:
    asked: list[str] = []

    def delete(effect: Any) -> Any:
        asked.append(f"{effect.request.method} {effect.request.url}")
        return answer(200, {"id": "file-1"})

    for failure in (ZeroDivisionError(), KeyboardInterrupt()):
        with pytest.raises(type(failure)):
            upload(file, found(), failure, delete)
    assert asked == ["DELETE /files/file-1"] * 2


NONE = answer(404, {"error": {"message": "none"}})
DELETED = answer(200, {"id": "file-1", "deleted": True})


def test_a_deletion_whose_answer_was_lost_is_one() -> None:
    assert play(calls.delete_file(Settings(), "a"), APIConnectionError("reset"), NONE).result.deleted is True
    with pytest.raises(NotFoundError):
        play(calls.delete_file(Settings(), "a"), NONE)
    for certain in (answer(429), APIConnectionError("refused", delivery="not_sent")):
        with pytest.raises(NotFoundError):
            play(calls.delete_file(Settings(), "a"), certain, NONE)


# What this client created a moment ago


def uploaded(file: Path, **options: Any) -> Settings:
    settings = Settings(max_retries=0, **options)
    upload(file, found(), stored_at(200), stored(), settings=settings)
    return settings


LATE = {
    "retrieve": (lambda settings: calls.call(settings, retrieve_file, id="file-1"), [stored()]),
    "hand over": (lambda settings: calls.call(settings, preprocess_file, id="file-1"), [stored()]),
    "delete": (lambda settings: calls.delete_file(settings, "file-1"), [DELETED]),
}


@pytest.mark.parametrize("late", LATE)
def test_a_file_that_was_just_uploaded_may_not_be_visible_yet(file: Path, late: str) -> None:
    flow, outcomes = LATE[late]
    played = play(flow(uploaded(file)), *[NONE] * 3, *outcomes)
    assert [sleep.seconds for sleep in played.of(Sleep)] == [1, 2, 4]
    seen: list[Played] = []
    with pytest.raises(NotFoundError):
        play(flow(uploaded(file)), *[NONE] * 16, seen=seen)
    assert seen[0].clock == 600
    for settings in (uploaded(file, retry=RetryPolicy(lag=0)), Settings(max_retries=0)):
        with pytest.raises(NotFoundError):
            play(flow(settings), NONE)


def test_the_content_of_a_file_that_was_just_uploaded_may_not_be_there_yet(file: Path) -> None:
    none = [step for _ in range(3) for step in (FakeStream(404), NONE)]
    played = download(file.with_name("out"), *none, FakeStream(), save(b"abc"), settings=uploaded(file))
    assert [sleep.seconds for sleep in played.of(Sleep)] == [1, 2, 4]
    played = play(ranged.iter_content(uploaded(file), "file-1"), *none, FakeStream(), b"abc", b"")
    assert played.emitted == [b"abc"]
    with pytest.raises(NotFoundError):
        play(ranged.iter_content(uploaded(file), "file-1"), *[FakeStream(404), NONE] * 16)


def test_a_file_that_is_handed_over_may_not_be_visible_yet(file: Path) -> None:
    played = upload(file, found(), stored_at(200), NONE, NONE, stored(), settings=Settings(max_retries=0))
    assert played.requests()[2:] == ["POST /files/file-1/preprocess"] * 3


def test_an_upload_that_took_long_counts_from_its_end(file: Path) -> None:
    settings = Settings()
    upload(file, found(), stored_at(503, headers={"Retry-After": "500"}), stored_at(200), stored(), settings=settings)
    assert settings.evidence.created == {"file-1": 500}


@pytest.mark.parametrize("delete", [calls.delete_file, calls.delete_file_once])
def test_what_was_deleted_is_missing_at_once(file: Path, delete: Any) -> None:
    settings = uploaded(file)
    play(delete(settings, "file-1"), DELETED)
    with pytest.raises(NotFoundError):
        play(calls.call(settings, retrieve_file, id="file-1"), NONE)


def test_what_was_taken_back_is_missing_at_once(file: Path) -> None:
    settings = Settings(max_retries=0)
    with pytest.raises(UploadError):
        upload(file, found(), stored_at(400), answer(500), settings=settings)
    assert settings.evidence.created == {}


def test_a_duplicate_of_somebody_elses_is_not_new(file: Path) -> None:
    settings = Settings()
    upload(file, answer(409, {"file_id": "file-9"}), stored(id="file-9"), settings=settings)
    assert settings.evidence.created == {}


def test_a_deletion_is_sent_once_where_its_caller_decides(file: Path) -> None:
    assert play(calls.delete_file_once(Settings(), "file-1"), DELETED).result is None
    for failure in (APIConnectionError("down"), NONE, answer(503), answer(200, text="?")):
        with pytest.raises(BatchlineError):
            play(calls.delete_file_once(uploaded(file), "file-1"), failure)


def test_only_a_call_that_succeeds_is_evidence(file: Path) -> None:
    def seen(flow: Any, *outcomes: Any) -> bool:
        settings = Settings(max_retries=0)
        with contextlib.suppress(BatchlineError):
            play(flow(settings), *outcomes)
        return settings.evidence.has_succeeded

    def retrieve(settings: Settings) -> Any:
        return calls.call(settings, retrieve_file, id="a")

    def read(settings: Settings) -> Any:
        return ranged.iter_content(settings, "a")

    def create(settings: Settings) -> Any:
        return uploads.upload(
            settings, file, purpose="eval", check=False, on_duplicate="raise", resume=False, progress=None
        )

    assert seen(retrieve, stored())
    assert seen(calls.list_batches, answer(200, []))
    assert seen(read, FakeStream(), b"abc", b"")
    assert seen(create, found(), stored_at(400), DELETED)
    for failure in (NONE, answer(401), answer(200, text="<html>"), answer(200, {}), APIConnectionError("down")):
        assert not seen(retrieve, failure)
    assert not seen(read, FakeStream(401), answer(401))
    assert not seen(create, answer(401))
    assert not seen(create, answer(302, headers={"Location": "https://portal.example/"}))


def test_a_download_that_is_refused_for_good_is_tried_a_bounded_number_of_times(tmp_path: Path) -> None:
    tries: list[Any] = []

    def refuse(effect: Any) -> Any:
        tries.append(effect)
        return FakeStream(503)

    outcomes = [step for _ in range(Settings().max_retries + 1) for step in (refuse, answer(503))]
    with pytest.raises(Exception, match="503"):
        download(tmp_path / "out", *outcomes)
    assert len(tries) == Settings().max_retries + 1


def test_a_conflict_without_an_id_is_an_error(file: Path) -> None:
    with pytest.raises(ConflictError):
        upload(file, answer(409, {"error": {"message": "busy"}}))


def test_a_file_that_changes_is_no_silent_mixture(file: Path) -> None:
    def changing(effect: Any) -> Any:
        with file.open("a") as more:
            more.write('{"text": "b"}\n')
        return stored_at(200)

    with pytest.raises(UploadError, match="changed while it was uploaded"):
        upload(file, found(), changing, answer(200, {"id": "file-1"}))


def test_a_file_that_changes_between_check_and_upload_is_refused(file: Path) -> None:
    source = inspect_file(file, FilePurpose.FINE_TUNE, Settings().limits.max_file_size)
    file.write_text('{"texts": "a"}\n')
    played = Played()
    with pytest.raises(UploadError, match="changed after it was inspected; nothing was sent"):
        played = play(uploads.upload_source(Settings(), source, FilePurpose.FINE_TUNE))
    assert played.requests() == []


def test_a_purpose_newer_than_this_version_is_the_servers_to_judge(file: Path) -> None:
    file.write_text("whatever")
    played = upload(file, found(), stored_at(200), answer(200, {"id": "file-1"}), purpose="new", check="always")
    assert played.result.id == "file-1"


def test_the_checksum_of_the_check_is_the_one_that_is_sent(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("batchline.transfers.source.MAX_UNCHECKED_HASH", 0)  # so that no other is made
    played = upload(file, found(), stored_at(200), answer(200, {"id": "file-1"}))
    expected = hashlib.sha256(file.read_bytes()).hexdigest()
    assert played.of(Send)[0].request.data["checksum"] == expected
    unchecked = upload(file, found(), stored_at(200), answer(200, {"id": "file-1"}), check=False)
    assert "checksum" not in unchecked.of(Send)[0].request.data


def test_the_servers_size_must_be_the_files(file: Path) -> None:
    with pytest.raises(UploadError, match="13 bytes, expected 14"):
        upload(file, found(), stored_at(200), stored(bytes=13), answer(200, {"id": "file-1"}))


@pytest.mark.parametrize(
    ("purpose", "check", "refused"),
    [("fine-tune", True, True), ("fine-tune", False, False), ("fine-tune", "always", True),
     ("batch-api", True, False), ("batch-api", False, False), ("batch-api", "always", True),
     ("eval", True, False), ("eval", "always", True)],
)  # fmt: skip
def test_which_purposes_are_checked(tmp_path: Path, purpose: str, check: Any, refused: bool) -> None:
    path = tmp_path / "broken.jsonl"
    path.write_text("not json\n")
    if refused:
        with pytest.raises(FileTypeError, match="Nothing was sent") as raised:
            upload(path, purpose=purpose, check=check)
        assert raised.value.report is not None
        assert raised.value.report.issues[0].code == "invalid-json"
    else:
        upload(path, found(), stored_at(200), stored(), purpose=purpose, check=check)


@pytest.mark.parametrize("name", ["missing.jsonl", "data.txt", "folder.jsonl", "empty.jsonl"])
def test_what_cannot_be_sent_is_refused_whatever_the_check(file: Path, name: str) -> None:
    path = file.with_name(name)
    (path.parent / "data.txt").write_text("x")
    (path.parent / "folder.jsonl").mkdir()
    (path.parent / "empty.jsonl").touch()
    with pytest.raises(FileTypeError, match=name):
        upload(path, check=False, purpose="batch-api")


def test_too_large_a_file_is_refused(file: Path) -> None:
    with pytest.raises(FileTypeError, match="at most 13"):
        upload(file, settings=Settings(UploadLimits(max_file_size=13)))


def test_wrong_options_are_refused(file: Path) -> None:
    with pytest.raises(ValueError, match="on_duplicate"):
        upload(file, on_duplicate="ignore")
    with pytest.raises(ValueError, match="check"):
        upload(file, check="sometimes")


def test_create_file_needs_both_headers() -> None:
    form: Any = calls.CreateFileForm(purpose="eval", file_name="a", file_type="jsonl")  # type: ignore[arg-type]
    form.purpose, form.file_type = uploads.FilePurpose("eval"), calls_file_type("jsonl")
    with pytest.raises(ResponseError, match="X-Together-File-Id"):
        play(calls.create_file(Settings(), form), answer(302, headers={"Location": STORAGE}))


def calls_file_type(value: str) -> Any:
    from batchline import FileType

    return FileType(value)


def test_a_get_follows_redirects_and_a_post_only_those_that_keep_it() -> None:
    moved = answer(301, headers={"Location": "https://new.example/v1/files/a"})
    played = play(calls.call(Settings(), retrieve_file, id="a"), moved, stored(id="a"))
    assert played.requests() == ["GET /files/a", "GET https://new.example/v1/files/a"]
    kept = answer(308, headers={"Location": "https://new.example/v1/p"})
    assert (
        play(calls.call(Settings(), preprocess_file, id="a"), kept, stored(id="a")).requests()[1]
        == "POST https://new.example/v1/p"
    )
    with pytest.raises(Exception, match="HTTP 301"):
        play(calls.call(Settings(), preprocess_file, id="a"), moved)


@pytest.mark.parametrize("body", ["", "<html></html>", "[]", "null", "3", '{"id"', "{}", '"x"'])
@pytest.mark.parametrize("operation", [retrieve_file, get_batch, None])
def test_an_answer_that_is_none_is_a_response_error(operation: Any, body: str) -> None:
    flow = calls.call(Settings(), operation, id="a") if operation else calls.delete_file(Settings(), "a")
    with pytest.raises(ResponseError, match="Is https://api.example a server of this API"):
        play(flow, answer(200, text=body))


@pytest.mark.parametrize("id", ["", ".", ".."])
def test_an_id_that_would_be_another_call_is_refused(id: str) -> None:
    with pytest.raises(ValueError, match="must be a file or batch id"):
        play(calls.call(Settings(), retrieve_file, id=id))


OTHERS: dict[str, Any] = {
    "retrieve": lambda: calls.call(Settings(), retrieve_file, id="file-2"),
    "hand over": lambda: calls.call(Settings(), preprocess_file, id="file-2"),
    "delete": lambda: calls.delete_file_once(Settings(), "file-2"),
    "complete": lambda: calls.complete_multipart_upload_once(Settings(), "upload", "file-2", {}),
}


@pytest.mark.parametrize("which", OTHERS)
def test_an_answer_about_another_file_is_refused(which: str) -> None:
    with pytest.raises(ResponseError, match="failed: the server answered about file-1 instead"):
        play(OTHERS[which](), stored())


def test_an_id_is_quoted() -> None:
    assert play(calls.call(Settings(), retrieve_file, id="a/b?c"), stored(id="a/b?c")).requests() == [
        "GET /files/a%2Fb%3Fc"
    ]


class FakeStream:
    def __init__(self, status: int = 200, **headers: str) -> None:
        self.status_code = status
        self.headers = answer(status, headers=headers).headers
        self.request = answer(status).request


def save(data: bytes) -> Any:
    def write(effect: Any) -> int:
        effect.file.write(data)
        effect.on_bytes(len(data))
        return len(data)

    return write


def download(path: Path, *outcomes: Any, settings: Settings | None = None, progress: Any = None) -> Played:
    flow = downloads.retrieve_content(settings or Settings(), "file-1", output=path, progress=progress)
    return play(flow, *outcomes)


def broken_off(data: bytes) -> Any:
    def write(effect: Any) -> int:
        effect.file.write(data)
        effect.on_bytes(len(data))
        raise APIConnectionError("broken")

    return write


def test_a_page_is_not_the_file(tmp_path: Path) -> None:
    page = answer(200, text="<html><title>Please log in</title></html>")
    with pytest.raises(ResponseError, match=r"200, but with an HTML page \(Please log in\)\. Is https://api.example a"):
        download(tmp_path / "out", FakeStream(**{"Content-Type": "Text/HTML; charset=utf-8"}), page)
    assert list(tmp_path.iterdir()) == []


def test_a_download_that_breaks_off_begins_again(tmp_path: Path) -> None:
    path, told = tmp_path / "out", []
    stream = FakeStream(**{"Content-Length": "3"})
    download(path, stream, broken_off(b"xx"), stream, save(b"abc"), progress=told.append)
    assert path.read_bytes() == b"abc"
    assert [progress.done_bytes for progress in told] == [2, 3]
    assert told[-1].total_bytes == 3
    assert os.listdir(tmp_path) == ["out"]


def test_a_download_leaves_what_was_there_when_it_fails(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_text("before")
    with pytest.raises(NotFoundError):
        download(path, FakeStream(404), answer(404, {"error": {"message": "none"}}))
    with pytest.raises(PermissionDeniedError):
        download(path, FakeStream(403), answer(403))
    with pytest.raises(KeyboardInterrupt):
        download(path, FakeStream(), KeyboardInterrupt())
    assert path.read_text() == "before"
    assert os.listdir(tmp_path) == ["out"]


def test_a_full_disk_is_a_download_error(tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match="No space left on device"):
        download(tmp_path / "out", FakeStream(), OSError(28, "No space left on device"))
    assert os.listdir(tmp_path) == []


def test_an_output_that_cannot_be_is_refused_first(tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match="failed"):
        download(tmp_path / "none" / "out")
    with pytest.raises(DownloadError, match="folder"):
        download(tmp_path)
