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
from batchline.disk import journal as journal_module
from batchline.disk.journal import Journal, read_journal
from batchline.disk.locks import lock_file


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
    journal.set(2, Note("uploaded"))
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
        pytest.raises(
            BatchlineError, match=r"state contains .*, but no journal\.sqlite\. .* If not, name another folder"
        ),
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

    def killed(path: Path, *, dir_fd: int | None = None, ignore_errors: bool) -> None:
        if dir_fd is not None:
            raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(journal_module.shutil, "rmtree", killed)
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
    journal.compact({"record-2b", "kept-2b"})
    left = {path.name for path in journal.folder.iterdir()}
    assert left == {"journal.sqlite", "lock", "run.json", "record-2b", "kept-2b"} | theirs
    assert journal.records() == {1: Note("planned")}
    journal.remove()
    assert {path.name for path in journal.folder.iterdir()} == theirs


def test_one_that_was_tidied_is_opened_again(tmp_path: Path) -> None:
    journal = opened(tmp_path)
    journal.begin(Header("a.jsonl"), {1: Note("planned")})
    journal.set_header(Header("b.jsonl"))
    journal.compact([])
    journal.close()
    assert {path.name for path in journal.folder.iterdir()} == {"journal.sqlite", "lock", "run.json"}
    found = read_journal(journal.folder, Header, Note)
    assert found == (Header("b.jsonl"), {1: Note("planned")}, False)
    journal = opened(tmp_path)
    assert (journal.header, journal.records()) == (Header("b.jsonl"), {1: Note("planned")})
    journal.set(1, Note("uploaded"))
    assert journal.records() == {1: Note("uploaded")}
    journal.close()


def test_the_header_is_amended_beside_the_records(tmp_path: Path) -> None:
    journal = opened(tmp_path)
    journal.begin(Header("a.jsonl"), {1: Note("planned")})
    (journal.work / "shard-00001.jsonl").touch()
    journal.set_header(Header("b.jsonl"))
    assert (journal.header, journal.records()) == (Header("b.jsonl"), {1: Note("planned")})
    assert (journal.work / "shard-00001.jsonl").exists()
    journal.begin(Header("c.jsonl"), {2: Note("planned")})
    assert (journal.header, journal.records()) == (Header("c.jsonl"), {2: Note("planned")})
    assert list(journal.work.iterdir()) == []
    journal.close()


def test_it_survives_a_power_cut(tmp_path: Path) -> None:
    journal = opened(tmp_path)
    ask = journal._database.execute
    assert [ask(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")] == ["delete", 3]
    journal.close()


def test_looking_at_it_is_in_nobodys_way(tmp_path: Path) -> None:
    opened(tmp_path).close()
    with held_shared(tmp_path / "state" / "lock") as looking:
        assert read_journal(tmp_path / "state", Header, Note) is None  # nothing was begun; and two may look
        threading.Timer(journal_module.GLANCE / 2, looking.close).start()
        opened(tmp_path).close()


def held_shared(path: Path) -> BinaryIO:
    held = lock_file(path, create=False, shared=True)
    assert held is not None
    return held


@pytest.mark.parametrize("is_there", [False, True])
def test_only_its_owner_reads_it(tmp_path: Path, is_there: bool) -> None:
    old = os.umask(0)
    try:
        if is_there:
            (tmp_path / "state").mkdir(mode=0o755)
        journal = opened(tmp_path)
    finally:
        os.umask(old)
    assert stat.S_IMODE(journal.folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in journal.folder.glob("*")} == {0}
    journal.close()


def test_a_second_run_is_refused(tmp_path: Path) -> None:
    journal = opened(tmp_path)
    with pytest.raises(BatchlineError, match=r"Another process is using the state in .*state\. Wait until"):
        opened(tmp_path)
    journal.close()
    opened(tmp_path).close()


WRITER = """
import os, signal, sys, msgspec
from pathlib import Path
from batchline.disk import journal as journal_module
from batchline.disk.journal import Journal, read_journal
from batchline.disk.locks import lock_file
class Header(msgspec.Struct):
    input: str
class Note(msgspec.Struct):
    step: str
journal = Journal(Path(sys.argv[1]), Header, Note)
journal.begin(Header("a"), {1: Note("planned")})
for number in range(10_000):
    journal.set(1, Note(f"step {number}"))
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


DAMAGE = {
    "empty": lambda content: b"",
    "short": lambda content: content[:100],
    "cut": lambda content: content[:4096],
    "zeros": lambda content: bytes(len(content)),
    "another file": lambda content: b"no database at all" * 1000,
    "another seal": lambda content: content.replace(b"planned", b"unknown"),
}


@pytest.mark.parametrize("how", [*DAMAGE, "gone"])
def test_one_that_is_damaged_is_refused_with_what_is_known(tmp_path: Path, how: str) -> None:
    with contextlib.closing(opened(tmp_path)) as journal:
        journal.begin(Header("a.jsonl"), {1: Note("planned")})
    path = journal.folder / "journal.sqlite"
    if how == "gone":
        path.unlink()
    else:
        content = path.read_bytes()
        path.write_bytes(DAMAGE[how](content))
        assert path.read_bytes() != content
    for read in (lambda: opened(tmp_path), lambda: read_journal(tmp_path / "state", Header, Note)):
        with pytest.raises(
            BatchlineError, match=r"state is damaged: .* It is the state of .*a\.jsonl.* Choose: "
        ) as found:
            read()
        assert found.value.delivery == "not_sent"


@pytest.mark.parametrize("content", [b"", None])
def test_where_nothing_has_begun_nothing_is_lost(tmp_path: Path, content: bytes | None) -> None:
    """A run that was killed before it had planned anything has left this."""
    with contextlib.closing(opened(tmp_path)) as journal:
        pass
    (journal.folder / "run.json").write_bytes(b"")
    if content is None:
        (journal.folder / "journal.sqlite").unlink()
    else:
        (journal.folder / "journal.sqlite").write_bytes(content)
    journal = opened(tmp_path)
    assert journal.header is None
    journal.close()


@pytest.mark.parametrize("content", [b"", b"torn {", None])
def test_the_plan_is_written_again(tmp_path: Path, content: bytes | None) -> None:
    with contextlib.closing(opened(tmp_path)) as journal:
        journal.begin(Header("a.jsonl"), {1: Note("planned")})
        journal.set(1, Note("uploaded"))
    plan = journal.folder / "run.json"
    before = plan.read_bytes()
    if content is None:
        plan.unlink()
    else:
        plan.write_bytes(content)
    opened(tmp_path).close()
    assert before == b'{"run":{"input":"a.jsonl"},"writes":1,"shards":{"1":{"step":"planned"}}}'
    assert plan.read_bytes() == before.replace(b"planned", b"uploaded").replace(b":1,", b":2,")


def test_an_older_copy_is_refused(tmp_path: Path) -> None:
    """Batches that were created since would be created again."""
    with contextlib.closing(opened(tmp_path)) as journal:
        journal.begin(Header("a.jsonl"), {1: Note("planned")})
    older = (journal.folder / "journal.sqlite").read_bytes()
    with contextlib.closing(opened(tmp_path)) as journal:
        journal.set(1, Note("submitted"))
    opened(tmp_path).close()
    (journal.folder / "journal.sqlite").write_bytes(older)
    with pytest.raises(BatchlineError, match=r"journal\.sqlite is older than run\.json: steps of the run are missing"):
        opened(tmp_path)


def test_looking_where_nothing_or_all_is_lost(tmp_path: Path) -> None:
    with contextlib.closing(opened(tmp_path)) as journal:
        (journal.folder / "journal.sqlite").write_bytes(b"")
        assert read_journal(journal.folder, Header, Note) is None
        (journal.folder / "run.json").write_bytes(b"{}")
        (journal.folder / "journal.sqlite").unlink()
        with pytest.raises(BatchlineError, match=r"is damaged: journal\.sqlite is missing"):
            read_journal(journal.folder, Header, Note)


def test_every_flipped_bit_is_noticed_or_harmless(tmp_path: Path) -> None:
    """Of each byte one bit; where a run is found at all, it is what it was."""
    shards = {n: Note(f"step {n}") for n in range(1, 30)}
    with contextlib.closing(opened(tmp_path)) as journal:
        journal.begin(Header("a.jsonl"), shards)
    path = journal.folder / "journal.sqlite"
    content = path.read_bytes()
    outcomes = {"refused": 0, "harmless": 0}
    for at in range(0, len(content), 7):
        damaged = bytearray(content)
        damaged[at] ^= 1 << at % 8
        path.write_bytes(damaged)
        try:
            found = read_journal(journal.folder, Header, Note)
        except BatchlineError as error:
            found, said = None, str(error)
        assert found == (Header("a.jsonl"), shards, False) or "is damaged" in said
        outcomes["refused" if found is None else "harmless"] += 1
    assert outcomes["refused"] > 100
    assert outcomes["harmless"] > 100  # most of a page is free


def test_what_another_version_wrote(tmp_path: Path) -> None:
    with contextlib.closing(opened(tmp_path)) as journal:
        journal.begin(Header("a"), {1: Note("b")})
    with contextlib.closing(sqlite3.connect(journal.folder / "journal.sqlite")) as database, database:
        database.execute("DELETE FROM notes WHERE number < 0")
    (journal.folder / "run.json").unlink()
    with pytest.raises(BatchlineError, match=r"another version of batchline, or is damaged: it has no seal"):
        opened(tmp_path)
    with contextlib.closing(Journal(tmp_path / "other", Header, Note)) as journal:
        journal.begin(Header("a"), {1: Note("b")})
    with pytest.raises(BatchlineError, match="written by another version of batchline.*missing required field `step`"):
        read_journal(tmp_path / "other", Note, Note)


FOREIGN = {
    "writable by all": lambda state: state.chmod(0o777),
    "writable by a group": lambda state: state.chmod(0o770),
    "a link for the journal": lambda state: replaced_by_link(state / "journal.sqlite"),
    "a link for the lock": lambda state: replaced_by_link(state / "lock"),
    "a link for the plan": lambda state: replaced_by_link(state / "run.json"),
    "a link for the work": lambda state: (state / "work").rmdir() or (state / "work").symlink_to(state.parent / "mine"),
    "a link in the work": lambda state: (state / "work" / "shard-00001.jsonl").symlink_to(state.parent / "mine/text"),
    "a link for what is left": lambda state: (state / "removed.jsonl").symlink_to(state.parent / "mine/text"),
    "a pipe for a record": lambda state: os.mkfifo(state / "record-1a"),
}


def replaced_by_link(path: Path) -> None:
    path.replace(path.parent.parent / "mine" / path.name)
    path.symlink_to(path.parent.parent / "mine" / path.name)


@pytest.mark.parametrize("how", FOREIGN)
def test_a_folder_that_others_may_have_changed_is_refused(tmp_path: Path, how: str) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/text").write_text("precious")
    with contextlib.closing(opened(tmp_path)) as journal:
        journal.begin(Header("a"), {1: Note("b")})
    FOREIGN[how](journal.folder)
    mode = journal.folder.stat().st_mode
    with pytest.raises(BatchlineError, match=r"`--state`"):
        opened(tmp_path)
    assert journal.folder.stat().st_mode == mode
    assert (tmp_path / "mine/text").read_text() == "precious"


def test_a_folder_of_another_user_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "state").mkdir()
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    with pytest.raises(BatchlineError, match=r"state belongs to another user, .* `--state`"):
        opened(tmp_path)


def test_deletion_does_not_leave_the_folder(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    (mine / "work").mkdir(parents=True)
    for name in ("lock", "run.json", "work/thesis.txt"):
        (mine / name).write_text("precious")
    (tmp_path / ".state.ended").symlink_to(mine)
    opened(tmp_path).close()
    assert sorted(path.name for path in mine.rglob("*")) == ["lock", "run.json", "thesis.txt", "work"]
    (tmp_path / ".state.ended").unlink()
    (tmp_path / ".state.ended").mkdir()
    (tmp_path / ".state.ended" / "work").symlink_to(mine / "work")
    opened(tmp_path).close()
    assert (mine / "work/thesis.txt").read_text() == "precious"


def test_where_none_can_be_kept(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file")
    with pytest.raises(BatchlineError, match=r"Cannot save the run's state in .*state: "):
        opened(tmp_path)
