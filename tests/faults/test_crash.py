"""Processes that are killed or interrupted in the middle of a transfer, and what the next call makes of it.

`make crash-test` kills at 50 random moments, `make test` at a few of them.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from batchline import AsyncClient, AsyncMultipartUploadManager, Client, MultipartUploadManager, UploadLimits
from batchline.disk.checkpoint import TransferStates
from batchline.transfers import download
from batchline.transfers.multipart import Upload

from ..conftest import leftovers
from .proxy import Wire
from .services import KEY, Progress, Service, mock

KILLS = int(os.environ.get("BATCHLINE_KILLS", "8"))
MIB = 2**20
SIZE = 20 * MIB + 3
LIMITS = UploadLimits(part_size=5 * MIB, concurrency=2)
SECONDS = 0.6
"""About what one transfer takes at the pace of the proxy."""

CHILD = """
import asyncio, sys
import batchline.transfers.download as download
from batchline import *
what, colour, url, path, id = sys.argv[1:]
download.RANGE, download.NOTE = 5 * 2**20, 2**20
limits = UploadLimits(part_size=5 * 2**20, concurrency=2)
def told(progress):
    print(progress.done_bytes, flush=True)
def sync():
    with Client("mock-key", url, limits=limits) as client:
        print("begin", flush=True)
        if what == "upload":
            MultipartUploadManager(client).upload(path, purpose="eval", progress=told)
        else:
            client.files.retrieve_content(id, output=path, progress=told)
async def aio():
    async with AsyncClient("mock-key", url, limits=limits) as client:
        print("begin", flush=True)
        if what == "upload":
            await AsyncMultipartUploadManager(client).upload(path, purpose="eval", progress=told)
        else:
            await client.files.retrieve_content(id, output=path, progress=told)
try:
    sync() if colour == "sync" else asyncio.run(aio())
except KeyboardInterrupt as interrupt:
    print("interrupted", *getattr(interrupt, "__notes__", ()), flush=True)
"""


@pytest.fixture
def service() -> Iterator[Service]:
    with mock() as running:
        running.storage.pace = running.api.pace = SECONDS / (SIZE / 2**16) * 2  # two at a time
        yield running


@pytest.fixture(autouse=True)
def _small_ranges(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "RANGE", 5 * MIB)
    monkeypatch.setattr(download, "NOTE", MIB)


def new_file(folder: Path, seed: object) -> Path:
    """A file that the service does not have yet."""
    path = folder / "data.jsonl"
    path.write_bytes(random.Random(str(seed)).randbytes(SIZE))
    return path


@pytest.fixture
def source(folder: Path, request: pytest.FixtureRequest) -> Path:
    return new_file(folder, request.node.name)


def states() -> list[Path]:
    folder = Path(os.environ["XDG_STATE_HOME"], "batchline", "transfers")
    return list(folder.iterdir()) if folder.exists() else []


def child(what: str, colour: str, service: Service, path: object, id: str = "") -> subprocess.Popen[str]:
    """A process that has begun a transfer."""
    process = subprocess.Popen(
        [sys.executable, "-c", CHILD, what, colour, service.base_url, str(path), id],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "begin\n"
    return process


def killed(process: subprocess.Popen[str], number: int) -> None:
    """Kill a transfer once a share of it is done, another one each time, and the same in each run; or a bit later."""
    dice = random.Random(number)
    share = dice.random()
    assert process.stdout is not None
    for line in process.stdout:
        if int(line) >= share * SIZE:
            break
    time.sleep(dice.uniform(0, SECONDS / 10))
    process.kill()
    process.communicate()


def noted(service: Service, source: Path) -> set[int]:
    """The parts that the state of an upload says have arrived."""
    kept = TransferStates(service.base_url, KEY)
    name = ("upload", os.path.realpath(source), "eval")
    if not kept.exists(*name):
        return set()
    state = kept.open(Upload, tuple[int, str], *name)
    assert state is not None
    numbers = {number for number, _ in state.records}
    state.close()
    return numbers


def test_uploads_are_killed(service: Service, folder: Path) -> None:
    went_on = 0
    for number in range(KILLS):
        source = new_file(folder, number)
        killed(child("upload", ("sync", "async")[number % 2], service, source), number)
        arrived = noted(service, source)
        before = len(service.storage.log)
        with Client(KEY, service.base_url, limits=LIMITS) as client:
            file = MultipartUploadManager(client).upload(source, purpose="eval")
        assert service.stored(file.id) == source.read_bytes()
        again = {int(call.rpartition("/")[2]) for call, _ in service.storage.log[before:]}
        assert not arrived & again, f"kill {number}: a part that had arrived was sent twice"
        assert states() == []
        went_on += bool(arrived)
    print(f"{went_on} of {KILLS} uploads that were killed went on with parts that had arrived")
    assert went_on >= KILLS / 4


def test_downloads_are_killed(service: Service, folder: Path) -> None:
    went_on = 0
    source = new_file(folder, 0)
    with Client(KEY, service.base_url) as client:
        id = client.files.upload(source, purpose="eval", check=False).id
    for number in range(KILLS):
        killed(child("download", ("sync", "async")[number % 2], service, folder / "out", id), number)
        arrived = bytes_noted(service, id, folder / "out")
        # Killed when the file was in its place and the checkpoint was still there: then it is fetched again.
        is_whole = (folder / "out").exists()
        had_begun = bool(states()) or is_whole
        told = Progress()
        with Client(KEY, service.base_url) as client:
            client.files.retrieve_content(id, output="out", progress=told)
        assert (folder / "out").read_bytes() == source.read_bytes()
        assert states() == []
        assert is_whole or told[0] >= arrived, f"kill {number}: what had arrived was fetched again"
        if had_begun:
            assert leftovers(folder) == set()
        went_on += bool(arrived)
        for name in [*leftovers(folder), "out"]:  # of a kill before there was a state
            (folder / name).unlink()
    print(f"{went_on} of {KILLS} downloads that were killed went on with bytes that had arrived")
    assert went_on >= KILLS / 4


def bytes_noted(service: Service, id: str, output: Path) -> int:
    """The bytes that the state of a download says have arrived."""
    kept = TransferStates(service.base_url, KEY)
    name = ("download", id, os.path.realpath(output))
    if not kept.exists(*name):
        return 0
    state = kept.open(download.Saved, tuple[int, int], *name)
    assert state is not None
    arrived = sum(end - start for start, end in dict(state.records).items())
    state.close()
    return arrived


@pytest.mark.parametrize("colour", ["sync", "async"])
@pytest.mark.parametrize("what", ["upload", "download"])
def test_ctrl_c_leaves_what_can_be_gone_on_with(
    service: Service, folder: Path, source: Path, what: str, colour: str
) -> None:
    """Also where two connections say nothing any more."""
    id, path = "", source
    stalled = Wire(r"(PUT|GET) /(parts|v1/files/file).*", end="stall", skip=2, times=10)
    if what == "download":
        with Client(KEY, service.base_url) as client:
            id, path = client.files.upload(source, purpose="eval", check=False).id, folder / "out"
        service.api.faults.append(Wire(stalled.call, response=MIB, end="stall", skip=2, times=10))
    else:
        service.storage.faults.append(Wire(stalled.call, request=MIB, end="stall", skip=2, times=10))
    process = child(what, colour, service, path, id)
    assert process.stdout is not None
    while int(process.stdout.readline()) < (11 * MIB if what == "upload" else 10 * MIB):
        pass  # the first two have arrived, or nearly, and the others stall
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=60)
    assert "interrupted" in output, errors
    assert colour == "async" or "have arrived" in output  # asyncio.run raises another KeyboardInterrupt
    assert len(states()) == 1
    for proxy in (service.api, service.storage):
        proxy.faults.clear()
    arrived = noted(service, source)
    before = len(service.storage.log)
    with Client(KEY, service.base_url, limits=LIMITS) as client:
        if what == "upload":
            file = MultipartUploadManager(client).upload(source, purpose="eval")
            assert service.stored(file.id) == source.read_bytes()
            again = {int(call.rpartition("/")[2]) for call, _ in service.storage.log[before:]}
            assert arrived
            assert not arrived & again
        else:
            told = Progress()
            arrived = bytes_noted(service, id, path)
            client.files.retrieve_content(id, output=path, progress=told)
            assert told[0] >= arrived > 0
            assert path.read_bytes() == source.read_bytes()
            assert leftovers(folder) == set()
    assert states() == []


def test_a_cancelled_task_leaves_what_can_be_gone_on_with(service: Service, source: Path) -> None:
    service.storage.faults.append(Wire("PUT .*", request=MIB, end="stall", skip=2, times=10))

    async def main() -> None:
        arrived = asyncio.Event()
        async with AsyncClient(KEY, service.base_url, limits=LIMITS) as client:
            told: Callable[..., None] = lambda progress: progress.done_bytes > 10 * MIB and arrived.set()  # noqa: E731
            upload = AsyncMultipartUploadManager(client).upload(source, purpose="eval", progress=told)
            task = asyncio.create_task(upload)
            await arrived.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asyncio.wait_for(task, 60)

    asyncio.run(main())
    assert noted(service, source) & {1, 2}
    assert service.unfinished() == 1


def test_without_resume_nothing_is_read_and_nothing_written(service: Service, source: Path) -> None:
    killed(child("upload", "sync", service, source), 3)
    with Client(KEY, service.base_url, limits=LIMITS) as client:
        MultipartUploadManager(client).upload(source, purpose="eval", resume=False)
    of_this = service.storage.log[-1][0].rpartition("/")[0]
    assert sum(call.startswith(of_this) for call, _ in service.storage.log) == 5
    assert len(states()) == 1, "the state of the other upload is as it was"
