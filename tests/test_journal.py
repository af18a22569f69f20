"""The journal of a run."""

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from pathlib import Path
from typing import BinaryIO

import msgspec
import pytest

from batchline import BatchlineError
from batchline import journal as journal_module
from batchline.journal import Journal, glance
from batchline.locks import locked


class Header(msgspec.Struct):
    input: str


class Note(msgspec.Struct):
    step: str


def opened(folder: Path) -> Journal[Header, Note]:
    return Journal(folder / "state", Header, Note)


def test_what_is_noted_is_there_again(tmp_path: Path) -> None:
    journal = opened(tmp_path)
    assert (journal.header, journal.records()) == (None, {})
    journal.begin(Header("a.jsonl"), {1: Note("planned"), 2: Note("planned")})
    journal.note(2, Note("uploaded"))
    journal.close()
    journal = opened(tmp_path)
    assert journal.header == Header("a.jsonl")
    assert journal.records() == {1: Note("planned"), 2: Note("uploaded")}
    journal.begin(Header("b.jsonl"), {1: Note("planned")})
    assert journal.records() == {1: Note("planned")}
    journal.remove()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["thesis.txt", "work/thesis.txt"])
def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path, name: str) -> None:
    mine = tmp_path / "state" / name
    mine.parent.mkdir(parents=True)
    mine.write_text("")
    with (
        pytest.raises(BatchlineError, match=r"state has something in it that is not the state of a run\. Name another"),
        contextlib.closing(opened(tmp_path)),
    ):
        pass
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [mine]
    mine.unlink()
    if mine.parent.name == "work":
        mine.parent.rmdir()
    opened(tmp_path).remove()
    assert list(tmp_path.iterdir()) == []


def test_what_was_being_deleted_is_deleted_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = opened(tmp_path)
    journal.begin(Header("a.jsonl"), {1: Note("planned")})
    (journal.work / "shard-00001.jsonl").touch()

    def killed(_path: Path, *, missing_ok: bool) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(Path, "unlink", killed)
        journal.remove()
    journal.close()
    assert not journal.folder.exists()
    again = opened(tmp_path)
    assert (again.header, again.records()) == (None, {})
    again.remove()
    assert list(tmp_path.iterdir()) == []


def test_nothing_of_somebody_else_is_deleted(tmp_path: Path) -> None:
    journal = opened(tmp_path)
    journal.begin(Header("a.jsonl"), {1: Note("planned")})
    (journal.work / "shard-00001.jsonl").touch()
    theirs = {"journal.sqlite.bak", "unmatched.jsonl", "removed.jsonl", "record-x", "my-record-1"}
    ours = {"record-1a", "record-2b", "sent-1a", "kept-1a", "kept-2b", "answers.jsonl", ".answers.jsonl.part"}
    for name in theirs | ours:
        (journal.folder / name).touch()
    journal.tidy({"record-2b", "kept-2b"})
    left = {path.name for path in journal.folder.iterdir()}
    assert left == {"journal.sqlite", "lock", "record-2b", "kept-2b"} | theirs
    assert journal.records() == {1: Note("planned")}
    journal.remove()
    assert {path.name for path in journal.folder.iterdir()} == theirs


def test_one_that_was_tidied_is_opened_again(tmp_path: Path) -> None:
    """It is one file then, and a crash or a full disk has nothing to harm."""
    journal = opened(tmp_path)
    journal.begin(Header("a.jsonl"), {1: Note("planned")})
    journal.amend(Header("b.jsonl"))
    journal.tidy([])
    journal.close()
    assert {path.name for path in journal.folder.iterdir()} == {"journal.sqlite", "lock"}
    found = glance(journal.folder, Header, Note)
    assert found == (Header("b.jsonl"), {1: Note("planned")}, False)
    journal = opened(tmp_path)
    assert (journal.header, journal.records()) == (Header("b.jsonl"), {1: Note("planned")})
    assert journal._database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    journal.note(1, Note("uploaded"))
    assert journal.records() == {1: Note("uploaded")}
    journal.close()


def test_it_is_tidied_while_somebody_looks_at_it(tmp_path: Path) -> None:
    journal = opened(tmp_path)
    journal.begin(Header("a.jsonl"), {1: Note("planned")})
    with contextlib.closing(sqlite3.connect(journal.folder / "journal.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT note FROM notes").fetchall()
        journal.tidy([])
    journal.close()
    journal = opened(tmp_path)
    assert (journal.header, journal.records()) == (Header("a.jsonl"), {1: Note("planned")})
    journal.close()


def test_the_header_is_amended_beside_the_records(tmp_path: Path) -> None:
    journal = opened(tmp_path)
    journal.begin(Header("a.jsonl"), {1: Note("planned")})
    (journal.work / "shard-00001.jsonl").touch()
    journal.amend(Header("b.jsonl"))
    assert (journal.header, journal.records()) == (Header("b.jsonl"), {1: Note("planned")})
    assert (journal.work / "shard-00001.jsonl").exists()
    journal.begin(Header("c.jsonl"), {2: Note("planned")})
    assert (journal.header, journal.records()) == (Header("c.jsonl"), {2: Note("planned")})
    assert list(journal.work.iterdir()) == []
    journal.close()


def test_it_survives_a_power_cut(tmp_path: Path) -> None:
    journal = opened(tmp_path)
    ask = journal._database.execute
    assert [ask(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")] == ["wal", 2]
    journal.close()


def test_looking_at_it_is_in_nobodys_way(tmp_path: Path) -> None:
    opened(tmp_path).close()
    with held_shared(tmp_path / "state" / "lock") as looking:
        assert glance(tmp_path / "state", Header, Note) is None  # nothing was begun; and two may look
        threading.Timer(journal_module.GLANCE / 2, looking.close).start()
        opened(tmp_path).close()


def held_shared(path: Path) -> BinaryIO:
    held = locked(path, create=False, shared=True)
    assert held is not None
    return held


@pytest.mark.parametrize("is_there", [False, True])
def test_only_its_owner_reads_it(tmp_path: Path, is_there: bool) -> None:
    old = os.umask(0)
    try:
        if is_there:
            (tmp_path / "state").mkdir()
        journal = opened(tmp_path)
    finally:
        os.umask(old)
    assert stat.S_IMODE(journal.folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in journal.folder.glob("*")} == {0}
    journal.close()


def test_a_second_run_is_refused(tmp_path: Path) -> None:
    journal = opened(tmp_path)
    with pytest.raises(BatchlineError, match=r"Another run is at work with the state in .*state\. Wait until"):
        opened(tmp_path)
    journal.close()
    opened(tmp_path).close()


WRITER = """
import os, signal, sys, msgspec
from pathlib import Path
from batchline import journal as journal_module
from batchline.journal import Journal, glance
from batchline.locks import locked
class Header(msgspec.Struct):
    input: str
class Note(msgspec.Struct):
    step: str
journal = Journal(Path(sys.argv[1]), Header, Note)
journal.begin(Header("a"), {1: Note("planned")})
for number in range(10_000):
    journal.note(1, Note(f"step {number}"))
    print(number, flush=True)
"""


def test_after_a_kill_everything_that_was_noted_is_there(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(tmp_path / "state")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        for line in process.stdout:
            if line == "40\n":
                process.send_signal(signal.SIGKILL)
                break
        told = [line, *process.stdout][-1]
    journal = opened(tmp_path)
    assert int(journal.records()[1].step.removeprefix("step ")) >= int(told)
    journal.close()


@pytest.mark.parametrize("content", [b"no database at all, but long enough to be taken for one" * 100, b""])
def test_one_that_is_broken(tmp_path: Path, content: bytes) -> None:
    journal = opened(tmp_path)
    journal.begin(Header("a"), {})
    journal.close()
    for path in journal.folder.glob("journal.sqlite*"):
        path.unlink()
    (journal.folder / "journal.sqlite").write_bytes(content)
    if content:
        with pytest.raises(BatchlineError, match=r"The state in .* cannot be read or written: file is not a database"):
            opened(tmp_path)
    else:
        journal = opened(tmp_path)
        assert journal.header is None
        journal.close()


def test_one_of_another_version(tmp_path: Path) -> None:
    journal = opened(tmp_path)
    journal.begin(Header("a"), {1: Note("b")})
    journal.close()
    with sqlite3.connect(journal.folder / "journal.sqlite") as database:
        database.execute("UPDATE notes SET note = '{}'")
    database.close()
    with pytest.raises(BatchlineError, match="missing required field `input`"):
        opened(tmp_path)


def test_where_none_can_be_kept(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file")
    with pytest.raises(BatchlineError, match=r"No state can be kept in .*state: "):
        opened(tmp_path)
