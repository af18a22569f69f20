"""States of runs that are damaged or lost: a run that has paid never starts over silently."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from batchline import BatchlineError
from batchline.run import start
from batchline.testing import LineFault, MockServer

from ..conftest import Call

STATE = Path("out.jsonl.batchline")
FAST = {"poll_interval": 0.01}
FLIPS = int(os.environ.get("BATCHLINE_FLIPS", "8"))
"""How many bits of a journal are flipped, one at a time; `make crash-test` flips more."""


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "plan", partial(start.plan, max_requests=8))


class _Stopped(BaseException):
    """Raised in the middle of a run, as by a kill."""


@pytest.fixture
def stopped(call: Call, server: MockServer, requests_file: Path) -> None:
    """A run whose batches are all created, and none of whose results are here."""

    def stop(at: Any) -> None:
        if at.status and all(one.jobs for one in at.status.shards):
            raise _Stopped

    with pytest.raises(_Stopped):
        call("run", requests_file, "out.jsonl", progress=stop, **FAST)
    assert len(server.paid_jobs()) == 3


def flipped(content: bytes) -> Iterator[bytes]:
    dice = random.Random(16)
    for _ in range(FLIPS):
        damaged = bytearray(content)
        damaged[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
        yield bytes(damaged)


LOSSES: dict[str, Callable[[], object]] = {
    "no journal": (STATE / "journal.sqlite").unlink,
    "an empty journal": lambda: (STATE / "journal.sqlite").write_bytes(b""),
    "half a journal": lambda: (STATE / "journal.sqlite").write_bytes((STATE / "journal.sqlite").read_bytes()[:5000]),
}


@pytest.mark.usefixtures("stopped")
@pytest.mark.parametrize("how", LOSSES)
@pytest.mark.parametrize("flag", [{}, {"overwrite": True}, {"update": True}])
def test_a_lost_journal_is_told_with_the_choices(
    call: Call, server: MockServer, how: str, flag: dict[str, bool]
) -> None:
    LOSSES[how]()
    calls = len(server.calls)
    with pytest.raises(BatchlineError) as refused:
        call("run", "requests.jsonl", "out.jsonl", **flag, **FAST)
    said = str(refused.value)
    assert "is damaged" in said
    assert "(20 requests) to /v1/chat/completions at http://127.0.0.1" in said
    assert "`batchline batches list`" in said
    assert "sends all requests again" in said
    assert refused.value.delivery == "not_sent"
    assert len(server.calls) == calls


@pytest.mark.usefixtures("stopped")
def test_no_flipped_bit_of_a_journal_pays_again(call: Call, server: MockServer) -> None:
    shutil.copytree(STATE, "kept")
    refused = 0
    for content in flipped((STATE / "journal.sqlite").read_bytes()):
        shutil.rmtree(STATE)
        shutil.copytree("kept", STATE)
        (STATE / "journal.sqlite").write_bytes(content)
        Path("out.jsonl").unlink(missing_ok=True)
        said = ""
        try:
            assert call("run", "requests.jsonl", "out.jsonl", **FAST).succeeded == 20
        except BatchlineError as error:
            said = str(error)
        assert said == "" or "is damaged" in said
        refused += bool(said)
        assert len(server.paid_jobs()) == 3
    print(f"bits of a journal flipped: {FLIPS}, refused: {refused}, harmless: {FLIPS - refused}")


@pytest.mark.usefixtures("stopped")
@pytest.mark.parametrize("content", [b"", b"batchline record 1\nnonsense", None])
def test_a_lost_record_is_written_again(call: Call, server: MockServer, content: bytes | None) -> None:
    (record,) = STATE.glob("record-*")
    before = record.read_bytes()
    if content is None:
        record.unlink()
    else:
        record.write_bytes(content)
    assert call("run", "requests.jsonl", "out.jsonl", **FAST).succeeded == 20
    assert (len(server.paid_jobs()), record.read_bytes()) == (3, before)


def test_what_an_update_needs_is_not_done_without(call: Call, server: MockServer, requests_file: Path) -> None:
    server.add_faults(LineFault("request-3"))
    assert call("run", requests_file, "out.jsonl", retries=0, **FAST).failed == 1
    (record,) = STATE.glob("record-*")
    record.unlink()
    requests_file.write_text(requests_file.read_text().replace("question 5", "question 5 or 6"))
    calls = len(server.calls)
    for flag in ({}, {"update": True}):
        with pytest.raises(BatchlineError, match=r"is damaged: record-\w+ is lost, or not what was written"):
            call("run", requests_file, "out.jsonl", **flag, **FAST)
    assert len(server.calls) == calls
    assert call("run", requests_file, "out.jsonl", overwrite=True, retries=0, **FAST).succeeded == 19


def test_where_to_move_a_run_whose_disk_is_full(
    call: Call, server: MockServer, requests_file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The state is on one disk and the output on another, which is full."""
    real = start.AtomicFile.commit

    def full(self: Any) -> None:
        if self.path.name == "out.jsonl":
            raise OSError(28, "No space left on device")
        real(self)

    with monkeypatch.context() as patched, pytest.raises(BatchlineError) as raised:
        patched.setattr(start.AtomicFile, "commit", full)
        call("run", requests_file, "out.jsonl", state="elsewhere", **FAST)
    assert f"move the folder {folder / 'elsewhere'} to OTHER.batchline" in raised.value.__notes__[0]
    with pytest.raises(BatchlineError) as refused:
        call("run", requests_file, "other.jsonl", state="elsewhere", **FAST)
    assert f"move {folder / 'elsewhere'} to other.jsonl.batchline and omit `--state`" in str(refused.value)
    Path("elsewhere").rename("other.jsonl.batchline")
    assert call("run", requests_file, "other.jsonl", **FAST).succeeded == 20
    assert len(server.paid_jobs()) == 3


def test_forged_answers_have_no_way_in(call: Call, server: MockServer, requests_file: Path, folder: Path) -> None:
    """Before the API is asked, a folder that others could write to is refused."""
    STATE.mkdir()
    STATE.chmod(0o777)
    with pytest.raises(BatchlineError, match=r"can be written to by other users, .* Name a folder .* `--state`"):
        call("run", requests_file, "out.jsonl", **FAST)
    assert server.calls == []
    STATE.rmdir()
    (folder / "mine" / "work").mkdir(parents=True)
    (folder / "mine" / "work" / "thesis.txt").write_text("precious")
    (folder / ".out.jsonl.batchline.ended").symlink_to(folder / "mine")
    assert call("run", requests_file, "out.jsonl", **FAST).succeeded == 20
    assert (folder / "mine" / "work" / "thesis.txt").read_text() == "precious"
