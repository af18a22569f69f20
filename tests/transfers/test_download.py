from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batchline import APIConnectionError, APIStatusError, APITimeoutError, BadRequestError, DownloadError, NotFoundError
from batchline.api.settings import Settings
from batchline.disk.checkpoint import MAX_AGE, TransferStates
from batchline.engine.effects import Open, Parallel
from batchline.transfers import download as downloads
from batchline.transfers import ranged
from batchline.transfers.download import missing
from batchline.transfers.ranged import Content

from ..conftest import leftovers
from ..script import Played, answer, play

DATA = bytes(range(100))
ETAG = '"abc"'


@pytest.fixture
def settings() -> Settings:
    return Settings(max_retries=2, states=TransferStates("https://api.example/v1", "key"))


@pytest.fixture(autouse=True, scope="module")
def _small_ranges() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(downloads, "RANGE", 40)
        patch.setattr(downloads, "MIN_STATE", 10)
        patch.setattr(downloads, "NOTE", 10)
        yield


def states(settings: Settings) -> list[Path]:
    assert settings.states
    return list(settings.states.folder.iterdir()) if settings.states.folder.exists() else []


class FakeStream:
    """An answer whose body is `data`."""

    def __init__(self, status: int, data: bytes, **headers: Any) -> None:
        self.status_code = status
        self.data = data
        sent = {name.replace("_", "-"): str(value) for name, value in headers.items() if value is not None}
        self.headers = answer(status, headers=sent).headers
        self.request = answer(status).request


def whole(data: bytes = DATA, **headers: Any) -> FakeStream:
    return FakeStream(200, data, **{"Content_Length": len(data), "ETag": ETAG, "Accept_Ranges": "bytes"} | headers)


def part(start: int, end: int, **headers: Any) -> FakeStream:
    given = {"Content_Range": f"bytes {start}-{end - 1}/100", "ETag": ETAG, "Content_Length": end - start}
    return FakeStream(206, DATA[start:end], **given | headers)


def save(effect: Any) -> int:
    data = effect.stream.data[: effect.length]
    effect.file.write(data)
    effect.on_bytes(len(data))
    return len(data)


def broken(length: int, error: BaseException | None = None) -> Any:
    """So many bytes arrive, then the connection breaks."""

    def write(effect: Any) -> int:
        effect.file.write(effect.stream.data[:length])
        effect.on_bytes(length)
        raise error or APIConnectionError("broken")

    return write


def short(length: int) -> Any:
    """The body ends after so many bytes, as if that were all."""

    def write(effect: Any) -> int:
        effect.file.write(effect.stream.data[:length])
        effect.on_bytes(length)
        return length

    return write


def download(path: Path, settings: Settings, *outcomes: Any, progress: Any = None) -> Played:
    return play(downloads.retrieve_content(settings, "file-1", output=path, progress=progress), *outcomes)


def asked(played: Played) -> list[tuple[str | None, str | None]]:
    """The Range and If-Range of each request."""
    return [(effect.request.headers.get("Range"), effect.request.headers.get("If-Range")) for effect in played.of(Open)]


def test_a_large_file_comes_in_ranges(tmp_path: Path, settings: Settings) -> None:
    told: list[int] = []
    tell = lambda progress: told.append(progress.done_bytes)  # noqa: E731
    played = download(tmp_path / "out", settings, whole(), save, part(40, 80), save, part(80, 100), save, progress=tell)
    assert asked(played) == [(None, None), ("bytes=40-79", ETAG), ("bytes=80-99", ETAG)]
    assert (tmp_path / "out").read_bytes() == DATA
    assert played.of(Parallel)[0].limit == 4
    assert played.result.size == 100
    assert told == [40, 80, 100]
    assert os.listdir(tmp_path) == ["out"]
    assert states(settings) == []


@pytest.mark.parametrize(
    "headers", [{"Accept_Ranges": None}, {"Accept_Ranges": "none"}, {"ETag": None}, {"ETag": 'W/"a"'}]
)
def test_without_what_ranges_need_it_comes_in_one_piece(tmp_path: Path, settings: Settings, headers: Any) -> None:
    played = download(tmp_path / "out", settings, whole(**headers), save)
    assert asked(played) == [(None, None)]
    assert (tmp_path / "out").read_bytes() == DATA


def test_a_length_that_is_no_number_of_bytes(tmp_path: Path, settings: Settings) -> None:
    download(tmp_path / "out", settings, whole(Content_Length="9" * 5000), save)
    assert (tmp_path / "out").read_bytes() == DATA


def test_an_empty_file(tmp_path: Path, settings: Settings) -> None:
    download(tmp_path / "out", settings, whole(b""))
    assert (tmp_path / "out").read_bytes() == b""
    without = FakeStream(200, b"")
    download(tmp_path / "out", settings, without, save)
    assert (tmp_path / "out").read_bytes() == b""


@pytest.mark.parametrize("how", [broken, short])
def test_what_breaks_off_goes_on_where_it_broke(tmp_path: Path, settings: Settings, how: Any) -> None:
    small = whole(Accept_Ranges=None)
    played = download(tmp_path / "out", settings, small, how(30), part(30, 100), how(1), part(31, 100), save)
    assert asked(played) == [(None, None), ("bytes=30-99", ETAG), ("bytes=31-99", ETAG)]
    assert (tmp_path / "out").read_bytes() == DATA


def test_a_line_that_breaks_often_does_not_end_it_while_bytes_arrive(tmp_path: Path, settings: Settings) -> None:
    steps = [step for start in range(10, 90, 10) for step in (part(start, 100), broken(10))]
    download(tmp_path / "out", settings, whole(Accept_Ranges=None), broken(10), *steps, part(90, 100), save)
    assert (tmp_path / "out").read_bytes() == DATA


def test_without_progress_it_ends(tmp_path: Path, settings: Settings) -> None:
    down = [APIConnectionError("down")] * 2
    with pytest.raises(APIConnectionError, match="down") as raised:
        download(tmp_path / "out", settings, whole(Accept_Ranges=None), broken(30), *down)
    assert "30 of 100 bytes have arrived" in raised.value.__notes__[0]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "other",
    [
        whole(),
        whole(ETag='"changed"'),
        FakeStream(416, b"", Content_Range="bytes */20"),
        part(0, 70),
        part(31, 100),
        part(30, 100, Content_Range="bytes 30-99/101"),
        part(30, 100, Content_Range=None),
        part(30, 100, Content_Range=f"bytes 30-{'9' * 5000}/100"),
        part(30, 100, ETag='"changed"'),
        part(30, 100, Content_Encoding="gzip"),
    ],
)
def test_another_answer_than_the_rest_is_not_appended(tmp_path: Path, settings: Settings, other: Any) -> None:
    told: list[int] = []
    tell = lambda progress: told.append(progress.done_bytes)  # noqa: E731
    first = whole(Accept_Ranges=None)
    played = download(tmp_path / "out", settings, first, broken(30), other, first, save, progress=tell)
    assert asked(played) == [(None, None), ("bytes=30-99", ETAG), (None, None)]
    assert (tmp_path / "out").read_bytes() == DATA
    assert told == sorted(set(told))


def test_a_file_that_changes_all_the_time_is_an_error(tmp_path: Path, settings: Settings) -> None:
    steps = [whole(Accept_Ranges=None), broken(30), whole(ETag='"new"')] * 3
    with pytest.raises(DownloadError, match="does not resume from byte 30"):
        download(tmp_path / "out", settings, *steps)
    assert os.listdir(tmp_path) == []
    assert states(settings) == []


def test_without_an_etag_it_is_restarted(tmp_path: Path, settings: Settings) -> None:
    first = whole(ETag=None)
    played = download(tmp_path / "out", settings, first, broken(30), first, save)
    assert asked(played) == [(None, None)] * 2
    with pytest.raises(APIConnectionError, match="broken") as raised:
        download(tmp_path / "out", settings, *[first, broken(30)] * 3)
    assert not hasattr(raised.value, "__notes__"), "there is nothing to go on with"
    assert os.listdir(tmp_path) == ["out"]


@pytest.mark.parametrize("by", [KeyboardInterrupt(), APITimeoutError("slow"), ZeroDivisionError("in the callback")])
def test_the_next_call_goes_on(tmp_path: Path, settings: Settings, by: BaseException) -> None:
    once = Settings(max_retries=0, states=settings.states)
    with pytest.raises(type(by)):
        download(tmp_path / "out", once, whole(), save, part(40, 80), broken(5, by))
    assert len(leftovers(tmp_path)) == 1
    assert (states(settings)[0].stat().st_mode & 0o777) == 0o600
    told: list[int] = []
    tell = lambda progress: told.append(progress.done_bytes)  # noqa: E731
    played = download(tmp_path / "out", settings, part(45, 85), save, part(85, 100), save, progress=tell)
    assert asked(played) == [("bytes=45-84", ETAG), ("bytes=85-99", ETAG)]
    assert (tmp_path / "out").read_bytes() == DATA
    assert told == [45, 85, 100]
    assert os.listdir(tmp_path) == ["out"]
    assert states(settings) == []


def test_a_download_that_had_all_but_its_end(tmp_path: Path, settings: Settings) -> None:
    with pytest.raises(KeyboardInterrupt):
        download(tmp_path / "out", settings, whole(Accept_Ranges=None), broken(100, KeyboardInterrupt()))
    assert asked(download(tmp_path / "out", settings)) == []
    assert (tmp_path / "out").read_bytes() == DATA


def test_a_download_of_which_nothing_had_arrived(tmp_path: Path, settings: Settings) -> None:
    """Killed with bytes in its hidden file, and none in its state; and the file at the server is smaller now."""
    with pytest.raises(KeyboardInterrupt):
        download(tmp_path / "out", settings, whole(Accept_Ranges=None), broken(30, KeyboardInterrupt()))
    (state,) = states(settings)
    os.truncate(state, len(state.read_bytes().splitlines(keepends=True)[0]))
    download(tmp_path / "out", settings, whole(b"smaller", ETag='"new"'), save)
    assert (tmp_path / "out").read_bytes() == b"smaller"
    assert os.listdir(tmp_path) == ["out"]
    assert states(settings) == []


@pytest.mark.parametrize(
    "loss", ["no boot id", "partial gone", "partial shorter", "restarted", "torn", "other version"]
)
def test_what_is_left_but_of_no_use_is_not_gone_on_with(
    tmp_path: Path, settings: Settings, loss: str, monkeypatch: Any
) -> None:
    with pytest.raises(KeyboardInterrupt):
        download(tmp_path / "out", settings, whole(Accept_Ranges=None), broken(30, KeyboardInterrupt()))
    (partial,) = (tmp_path / name for name in leftovers(tmp_path))
    (state,) = states(settings)
    match loss:
        case "partial gone":
            partial.unlink()
        case "partial shorter":
            os.truncate(partial, 10)
        case "restarted":
            monkeypatch.setattr(downloads, "boot", lambda: "another start")
        case "no boot id":
            monkeypatch.setattr(downloads, "boot", lambda: "")
        case "torn":
            os.truncate(state, 20)
        case _:
            state.write_bytes(b"something else\n")
    played = download(tmp_path / "out", settings, whole(Accept_Ranges=None), save)
    assert asked(played) == [(None, None)]
    assert (tmp_path / "out").read_bytes() == DATA
    assert states(settings) == []
    assert leftovers(tmp_path) <= {partial.name if loss in ("torn", "other version") else ""}


def test_a_state_whose_last_record_was_torn_keeps_the_others(tmp_path: Path, settings: Settings) -> None:
    with pytest.raises(KeyboardInterrupt):
        download(tmp_path / "out", settings, whole(), save, part(40, 80), broken(5, KeyboardInterrupt()))
    (state,) = states(settings)
    os.truncate(state, state.stat().st_size - 3)
    with pytest.raises(KeyboardInterrupt):  # what is added after the torn one counts, too
        download(tmp_path / "out", settings, part(40, 80), save, part(80, 100), broken(7, KeyboardInterrupt()))
    assert asked(download(tmp_path / "out", settings, part(87, 100), save)) == [("bytes=87-99", ETAG)]
    assert (tmp_path / "out").read_bytes() == DATA


def test_what_the_server_refuses_is_not_kept(tmp_path: Path, settings: Settings) -> None:
    with pytest.raises(NotFoundError):
        download(tmp_path / "out", settings, whole(Accept_Ranges=None), broken(30), FakeStream(404, b""), answer(404))
    with pytest.raises(BadRequestError):  # nothing had arrived
        download(tmp_path / "out", settings, FakeStream(400, b""), answer(400))
    assert os.listdir(tmp_path) == []
    assert states(settings) == []


def test_a_full_disk_leaves_nothing(tmp_path: Path, settings: Settings) -> None:
    with pytest.raises(DownloadError, match="No space left on device"):
        download(tmp_path / "out", settings, whole(), save, part(40, 80), OSError(28, "No space left on device"))
    assert os.listdir(tmp_path) == []
    assert states(settings) == []


def test_abandoned_states_are_cleared_with_what_they_kept(tmp_path: Path, settings: Settings) -> None:
    for name in ("old", "new"):
        with pytest.raises(KeyboardInterrupt):
            download(tmp_path / name, settings, whole(Accept_Ranges=None), broken(30, KeyboardInterrupt()))
        if name == "old":
            (old,) = states(settings)
            long_ago = time.time() - MAX_AGE - 60
            os.utime(old, (long_ago, long_ago))
    assert not old.exists()
    assert len(states(settings)) == 1
    assert [name.split(".")[1] for name in leftovers(tmp_path)] == ["new"]


def test_two_downloads_to_one_place_do_not_mix(tmp_path: Path, settings: Settings) -> None:
    def meanwhile(effect: Any) -> int:
        download(tmp_path / "out", settings, whole(), save, part(40, 80), save, part(80, 100), save)
        return save(effect)

    download(tmp_path / "out", settings, whole(), save, part(40, 80), meanwhile, part(80, 100), save)
    assert (tmp_path / "out").read_bytes() == DATA
    assert os.listdir(tmp_path) == ["out"]
    assert states(settings) == []


def test_two_downloads_that_both_break_off_do_not_mix(tmp_path: Path, settings: Settings) -> None:
    def other(effect: Any) -> int:
        with pytest.raises(KeyboardInterrupt):
            download(tmp_path / "out", settings, whole(Accept_Ranges=None), broken(60, KeyboardInterrupt()))
        return broken(30, KeyboardInterrupt())(effect)

    with pytest.raises(KeyboardInterrupt):
        download(tmp_path / "out", settings, whole(Accept_Ranges=None), other)
    assert len(leftovers(tmp_path)) == 1, "one of them has left something to go on with"
    download(tmp_path / "out", settings, part(30, 100), save)
    assert (tmp_path / "out").read_bytes() == DATA
    assert os.listdir(tmp_path) == ["out"]


def test_one_that_broke_off_while_another_had_begun_leaves_that_ones_state_alone(
    tmp_path: Path, settings: Settings, monkeypatch: Any
) -> None:
    """Small downloads write their state only when they break off."""
    monkeypatch.setattr(downloads, "MIN_STATE", 1000)

    def other(effect: Any) -> int:
        with pytest.raises(KeyboardInterrupt):
            download(tmp_path / "out", settings, whole(Accept_Ranges=None), broken(60, KeyboardInterrupt()))
        return broken(30, KeyboardInterrupt())(effect)

    with pytest.raises(KeyboardInterrupt) as raised:
        download(tmp_path / "out", settings, whole(Accept_Ranges=None), other)
    assert not hasattr(raised.value, "__notes__"), "nothing of this one was kept"
    assert len(leftovers(tmp_path)) == 1
    assert asked(download(tmp_path / "out", settings, part(60, 100), save)) == [("bytes=60-99", ETAG)]
    assert (tmp_path / "out").read_bytes() == DATA


@pytest.mark.parametrize("error", [OSError(32, "Broken pipe"), APIConnectionError("theirs")])
def test_what_progress_raises_is_the_callers(tmp_path: Path, settings: Settings, error: Exception) -> None:
    def tell(progress: Any) -> None:
        raise error

    with pytest.raises(type(error)) as raised:
        download(tmp_path / "out", settings, whole(Accept_Ranges=None), broken(30), progress=tell)
    assert raised.value is error
    assert "30 of 100 bytes have arrived" in error.__notes__[0]


@pytest.mark.parametrize("status", [401, 403, 451])
def test_a_refusal_that_may_be_lifted_keeps_what_has_arrived(tmp_path: Path, settings: Settings, status: int) -> None:
    refusal = [FakeStream(status, b""), answer(status)]
    with pytest.raises(APIStatusError) as raised:
        download(tmp_path / "out", settings, whole(Accept_Ranges=None), broken(30), *refusal)
    assert "30 of 100 bytes have arrived" in raised.value.__notes__[0]


def test_a_download_down_a_pipe_is_not_restarted(tmp_path: Path, settings: Settings) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    download(pipe, settings, whole(), broken(30), part(30, 100), save)
    assert os.read(reader, 1000) == DATA
    with pytest.raises(DownloadError, match="anything but a regular file"):
        download(pipe, settings, whole(ETag=None), broken(30))
    os.close(reader)


@given(
    size=st.integers(0, 3000),
    cuts=st.lists(st.integers(0, 3000), max_size=12),
)
def test_what_is_missing_is_what_has_not_arrived(size: int, cuts: list[int]) -> None:
    edges = sorted({cut for cut in cuts if cut <= size})
    arrived = dict(zip(edges[::2], edges[1::2], strict=False))
    spans = missing(Content(ETAG, size, has_ranges=True), arrived)
    covered = [0] * size
    for start, end in [*arrived.items(), *spans]:
        assert end is not None
        for byte in range(start, end):
            covered[byte] += 1
    assert covered == [1] * size
    assert all(end - start <= max(40, -(-size // downloads.MAX_RANGES)) for start, end in spans if end is not None)
    assert spans == sorted(spans)


# Bytes that are read as they come


def read(settings: Settings, *outcomes: Any) -> Played:
    return play(ranged.iter_content(settings, "file-1"), *outcomes)


def test_a_reader_goes_on_where_the_connection_broke(settings: Settings) -> None:
    down = APIConnectionError("down")
    played = read(
        settings, whole(), DATA[:10], down, part(10, 100), DATA[10:30], down, down, part(30, 100), DATA[30:], b""
    )
    assert b"".join(played.emitted) == DATA
    assert asked(played)[1:3] == [("bytes=10-", ETAG), ("bytes=30-", ETAG)]


def test_a_reader_that_is_refused_for_good_asks_a_bounded_number_of_times(settings: Settings) -> None:
    refusal = [step for _ in range(settings.max_retries + 1) for step in (FakeStream(503, b""), answer(503))]
    with pytest.raises(APIStatusError, match="503"):
        read(settings, *refusal)


def test_a_connection_that_breaks_after_the_last_byte_is_no_loss(tmp_path: Path, settings: Settings) -> None:
    download(tmp_path / "out", settings, whole(Accept_Ranges=None), broken(100))
    assert (tmp_path / "out").read_bytes() == DATA


def test_a_reader_notices_an_end_that_comes_too_early(settings: Settings) -> None:
    played = read(settings, whole(), DATA[:10], b"", part(10, 100), DATA[10:], b"")
    assert b"".join(played.emitted) == DATA


def test_a_reader_does_not_go_on_with_other_bytes(settings: Settings) -> None:
    with pytest.raises(DownloadError, match="after 10 bytes"):
        read(settings, whole(), DATA[:10], APIConnectionError("down"), whole(ETag='"new"'))
    with pytest.raises(APIConnectionError, match="down"):
        read(settings, whole(ETag=None), DATA[:10], APIConnectionError("down"))
