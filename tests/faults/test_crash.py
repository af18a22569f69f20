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
from batchline.flows import download
from batchline.flows.multipart import Upload
from batchline.resume import TransferStates

from ..conftest import leftovers
from .proxy import Wire
from .services import KEY, Service, mock

KILLS = int(os.environ.get("BATCHLINE_KILLS", "8"))
MIB = 2**20
SIZE = 20 * MIB + 3
LIMITS = UploadLimits(part_size=5 * MIB, concurrency=2)
SECONDS = 0.6
"""About what one transfer takes at the pace of the proxy."""

CHILD = """
import asyncio, sys
import batchline.flows.download as download
from batchline import *
what, colour, url, path, id = sys.argv[1:]
download.RANGE = 5 * 2**20
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


@pytest.fixture
def source(folder: Path, request: pytest.FixtureRequest) -> Path:
    path = folder / "data.jsonl"
    path.write_bytes(random.Random(request.node.name).randbytes(SIZE))
    return path


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
    time.sleep(random.Random(number).uniform(0, SECONDS * 1.2))  # another moment each time, the same in each run
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


@pytest.mark.parametrize("number", range(KILLS))
def test_an_upload_is_killed(service: Service, source: Path, number: int) -> None:
    killed(child("upload", ("sync", "async")[number % 2], service, source), number)
    arrived = noted(service, source)
    before = len(service.storage.log)
    with Client(KEY, service.base_url, limits=LIMITS) as client:
        file = MultipartUploadManager(client).upload(source, purpose="eval")
    assert service.stored(file.id) == source.read_bytes()
    again = {int(call.rpartition("/")[2]) for call, _ in service.storage.log[before:]}
    assert not arrived & again, "a part that had arrived was sent twice"
    assert states() == []
    if arrived:
        assert service.unfinished() == 0


@pytest.mark.parametrize("number", range(KILLS))
def test_a_download_is_killed(service: Service, folder: Path, source: Path, number: int) -> None:
    with Client(KEY, service.base_url) as client:
        id = client.files.upload(source, purpose="eval", check=False).id
    killed(child("download", ("sync", "async")[number % 2], service, folder / "out", id), number)
    was_done = (folder / "out").exists()
    had_begun = bool(states())
    told: list[int] = []
    with Client(KEY, service.base_url) as client:
        client.files.retrieve_content(id, output="out", progress=lambda progress: told.append(progress.done_bytes))
    assert (folder / "out").read_bytes() == source.read_bytes()
    assert states() == []
    if had_begun or was_done:
        assert leftovers(folder) == set()


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
            client.files.retrieve_content(id, output=path)
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
