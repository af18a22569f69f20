from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from batchline.disk.checkpoint import MAX_AGE, TransferStates


@pytest.fixture
def states() -> TransferStates:
    return TransferStates("https://api.example/v1", "the-secret-key-0123456789")


_opened: list[Any] = []


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    while _opened:
        _opened.pop().close()


def opened(states: TransferStates, *name: str, header: Any = dict[str, Any]) -> Any:
    """The state of this name, closed when the test ends."""
    state = states.open(header, int, *(name or ("upload", "x")))
    if state is not None:
        _opened.append(state)
    return state


def test_what_was_added_is_there_again(states: TransferStates) -> None:
    first = opened(states)
    assert first.header is None
    first.begin({"a": 1})
    first.add(1)
    first.add(2)
    first.close()
    again = opened(states)
    assert (again.header, again.records) == ({"a": 1}, [1, 2])
    again.add(3)
    again.close()
    assert opened(states).records == [1, 2, 3]


def test_what_was_never_begun_or_was_forgotten_leaves_nothing(states: TransferStates) -> None:
    opened(states).close()
    forgotten = opened(states)
    forgotten.begin({"a": 1})
    forgotten.forget()
    forgotten.add(1)
    forgotten.close()
    forgotten.close()
    assert list(states.folder.iterdir()) == []
    assert not states.exists("upload", "x")


def test_only_its_owner_may_read_it(states: TransferStates) -> None:
    state = opened(states)
    state.begin({"a": 1})
    (path,) = states.folder.iterdir()
    assert path.stat().st_mode & 0o777 == 0o600
    assert states.folder.stat().st_mode & 0o777 == 0o700


def test_it_shows_neither_key_nor_content(states: TransferStates) -> None:
    state = opened(states)
    state.begin({"url": "https://storage.example/?Signature=very-secret"})
    (path,) = states.folder.iterdir()
    shown = path.read_bytes() + path.name.encode() + repr(states).encode()
    assert not any(word in shown for word in (b"the-secret-key", b"very-secret", b"storage.example"))


def test_nobody_else_has_it_at_the_same_time(states: TransferStates) -> None:
    first = opened(states)
    assert opened(states) is None
    assert opened(states, "upload", "y") is not None
    first.close()
    assert opened(states) is not None


def test_one_that_was_removed_while_another_waited_is_not_taken_for_it(
    states: TransferStates, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the opening and the locking of a file, its owner may remove it."""
    import fcntl

    first = opened(states)
    first.begin({"a": 1})
    first.close()
    path = first._path
    raced: list[int] = []
    lock = fcntl.flock

    def racing(file: Any, how: int) -> None:
        if not raced:
            raced.append(1)
            path.unlink()
        lock(file, how)

    monkeypatch.setattr("batchline.disk.locks.fcntl.flock", racing)
    state = opened(states)
    assert os.fstat(state._file.fileno()).st_nlink == 1
    assert state.header is None


@pytest.mark.parametrize(
    "other", [("https://other.example/v1", "the-secret-key-0123456789"), ("https://api.example/v1", "k")]
)
def test_another_account_finds_nothing(states: TransferStates, other: tuple[str, str]) -> None:
    state = opened(states)
    state.begin({"a": 1})
    state.close()
    assert opened(TransferStates(*other)).header is None


def test_a_copy_is_of_no_use_without_the_key(states: TransferStates) -> None:
    state = opened(states)
    state.begin({"a": 1})
    state.close()
    elsewhere = TransferStates("https://api.example/v1", "another key")
    elsewhere._path(("upload", "x")).write_bytes(state._path.read_bytes())
    assert opened(elsewhere).header is None


def test_a_disk_that_fills_up_ends_the_state_and_not_the_transfer(
    states: TransferStates, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    state = opened(states)
    state.begin({"a": 1})

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("batchline.disk.checkpoint.os.fsync", full)
    state.add(1)
    state.add(2)
    state.close()
    assert "No space left on device" in caplog.text
    assert list(states.folder.iterdir()) == []


def test_after_a_failure_it_stays_without_effect(states: TransferStates, monkeypatch: pytest.MonkeyPatch) -> None:
    state = opened(states)
    with monkeypatch.context() as patch:
        patch.setattr(
            "batchline.disk.checkpoint.os.fsync", lambda descriptor: (_ for _ in ()).throw(OSError(28, "full"))
        )
        state.begin({"a": 1})
    state.begin({"a": 2})
    assert state.header is None
    state.close()
    assert list(states.folder.iterdir()) == []


def test_one_that_is_too_old_is_not_gone_on_with(states: TransferStates) -> None:
    state = opened(states)
    state.begin({"a": 1})
    state.close()
    long_ago = time.time() - MAX_AGE - 60
    os.utime(state._path, (long_ago, long_ago))
    assert opened(states).header is None


def test_records_of_several_threads_are_whole(states: TransferStates) -> None:
    state = opened(states)
    state.begin({"a": 1})
    threads = [threading.Thread(target=lambda: [state.add(number) for number in range(20)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    state.close()
    assert sorted(opened(states).records) == sorted([*range(20)] * 4)


def test_of_another_shape_it_is_not_gone_on_with(states: TransferStates) -> None:
    state = opened(states, "upload", "z")
    state.begin({"a": 1})
    state.close()
    other = opened(states, "upload", "z", header=list[int])
    assert (other.header, other.records) == (None, [])


def test_its_folder_follows_the_platform(states: TransferStates) -> None:
    assert states.folder == Path(os.environ["XDG_STATE_HOME"], "batchline", "transfers")
