"""What may go wrong, by where it goes wrong: every transfer ends well, with the same bytes on the other side."""

from __future__ import annotations

import asyncio
import hashlib
import os
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from batchline import AsyncClient, AsyncMultipartUploadManager, Client, MultipartUploadManager, UploadLimits
from batchline.engine.effects import Sleep
from batchline.transfers import download

from .proxy import Wire
from .services import KEY, Progress, Service, gateway, gateway_binary, mock, moto

MIB = 2**20
SIZE = 12 * MIB + 17
LIMITS = UploadLimits(part_size=5 * MIB, min_part_size=5 * MIB, part_timeout=0.7)
EXPIRED = b"<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>"

SINGLE = r"PUT /f.*"  # the mock's /files/..., the bucket's /files/...
PART = r"PUT /(parts|files)/.*"
COMPLETE = r"POST /v1/files/multipart/complete"

ANSWERED = {
    "500": Wire("", status=500),
    "503 with Retry-After": Wire("", status=503, headers={"Retry-After": "0"}),
    "429": Wire("", status=429, headers={"Retry-After": "0"}),
    "307": Wire("", status=307, headers={"Location": "{url}"}),
}
SENT = {
    "reset before the first byte": Wire("", request=0, end="reset"),
    "reset in the middle": Wire("", request=2 * MIB, end="reset"),
    "reset after the last byte": Wire("", response=-1, end="reset"),
    "stalled in the middle": Wire("", request=2 * MIB, end="stall"),
    "stalled answer": Wire("", response=-1, end="stall"),
    **ANSWERED,
    "expired": Wire("", status=403, body=EXPIRED),
}
COMPLETED = {name: fault for name, fault in SENT.items() if "middle" not in name and name != "expired"}
TRUNCATED = Wire("", response=3 * MIB, end="close")
FETCHED = {
    "reset before the first byte": [Wire("", response=-1, end="reset")],
    "reset in the middle": [Wire("", response=3 * MIB, end="reset")],
    "reset after the last byte": [Wire("", response=SIZE - 1, end="reset")],
    "stalled in the middle": [Wire("", response=3 * MIB, end="stall")],
    "stalled answer": [Wire("", response=-1, end="stall")],
    **{name: [fault] for name, fault in ANSWERED.items()},
    "truncated": [TRUNCATED],
    "truncated again and again": [replace(TRUNCATED, times=3)],
    "Range ignored": [TRUNCATED, Wire("", drop=("range", "if-range"))],
    "416": [TRUNCATED, Wire("", status=416)],
    "wrong Content-Range": [TRUNCATED, Wire("", override={"content-range": f"bytes 0-9/{SIZE}"})],
    "no ETag": [Wire("", response=3 * MIB, end="close", drop=("etag",))],
}


@pytest.fixture(scope="module", params=["mock", "moto", "gateway"])
def service(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("service")
    match request.param:
        case "mock":
            kept = mock()
        case "moto":
            kept = moto(folder)
        case _:
            binary = gateway_binary()
            if binary is None:
                pytest.skip("no Go to build the S3 gateway with, or it could not be fetched")
            kept = gateway(folder, binary)
    with kept as running:
        yield running


pytestmark = pytest.mark.xdist_group("faults")  # one of each server


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch, service: Service) -> None:
    monkeypatch.setattr(Sleep, "draw", lambda effect: min(effect.seconds, 0.01))
    service.api.faults.clear()
    service.storage.faults.clear()


@pytest.fixture
def content(request: pytest.FixtureRequest) -> bytes:
    """Other bytes for each test, or the service would notice that it has them already."""
    return random.Random(request.node.name).randbytes(SIZE)


@pytest.fixture
def source(folder: Path, content: bytes) -> Path:
    path = folder / "data.jsonl"
    path.write_bytes(content)
    return path


Act = Callable[[Any, type], Any]


@pytest.fixture(params=["sync", "async"])
def perform(request: pytest.FixtureRequest, service: Service) -> Callable[[Act], Any]:
    """Calls `act(client, manager class)` with either client; a short timeout, since connections stall."""
    options: dict[str, Any] = {"timeout": httpx.Timeout(0.7, connect=5), "limits": LIMITS}

    async def aio(act: Act) -> Any:
        async with AsyncClient(KEY, service.base_url, **options) as client:
            return await act(client, AsyncMultipartUploadManager)

    def either(act: Act) -> Any:
        if request.param == "async":
            return asyncio.run(aio(act))
        with Client(KEY, service.base_url, **options) as client:
            return act(client, MultipartUploadManager)

    return either


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("fault", SENT)
def test_single_put(service: Service, perform: Any, source: Path, content: bytes, fault: str) -> None:
    service.storage.faults.append(replace(SENT[fault], call=SINGLE))
    told = Progress()
    file = perform(lambda client, _: client.files.upload(source, purpose="eval", check=False, progress=told))
    assert service.storage.faults == []
    assert sha256(service.stored(file.id)) == sha256(content)
    told.assert_exact(SIZE)


@pytest.mark.parametrize("fault", [*SENT, "no ETag"])
def test_part(service: Service, perform: Any, source: Path, content: bytes, fault: str) -> None:
    planned = SENT.get(fault, Wire("", drop=("etag",)))
    service.storage.faults.append(replace(planned, call=PART, skip=1))
    told = Progress()
    before = len(service.storage.log)
    file = perform(lambda client, manager: manager(client).upload(source, purpose="eval", progress=told))
    assert service.storage.faults == []
    assert sha256(service.stored(file.id)) == sha256(content)
    assert len(service.storage.log) - before >= 4, "three parts, and one of them twice"
    told.assert_exact(SIZE)
    assert service.unfinished() == 0


@pytest.mark.parametrize("fault", COMPLETED)
def test_complete(service: Service, perform: Any, source: Path, content: bytes, fault: str) -> None:
    service.api.faults.append(replace(COMPLETED[fault], call=COMPLETE))
    parts = len(service.storage.log)
    file = perform(lambda client, manager: manager(client).upload(source, purpose="eval"))
    assert service.api.faults == []
    assert sha256(service.stored(file.id)) == sha256(content)
    assert len(service.storage.log) - parts == 3, "no part was sent twice"
    assert service.unfinished() == 0


@pytest.fixture(scope="module")
def stored(service: Service, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, bytes]:
    """A file of the service, and its bytes."""
    path = tmp_path_factory.mktemp("stored") / "data.jsonl"
    path.write_bytes(content := random.Random(4).randbytes(SIZE))
    with Client(KEY, service.base_url) as client:
        return client.files.upload(path, purpose="eval", check=False).id, content


@pytest.mark.parametrize("fault", FETCHED)
@pytest.mark.parametrize("ranges", [1, 4])
def test_download(service: Service, perform: Any, folder: Path, stored: tuple[str, bytes], fault: str, ranges: int,
                  monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    file_id, content = stored
    if ranges > 1:
        monkeypatch.setattr(download, "RANGE", SIZE // ranges + 1)
    service.content.faults += [replace(planned, call=r"GET /.*") for planned in FETCHED[fault]]
    told = Progress()
    perform(lambda client, _: client.files.retrieve_content(file_id, output="out", progress=told))
    assert service.content.faults == []
    assert sha256(Path("out").read_bytes()) == sha256(content)
    assert os.listdir(folder) == ["out"]
    told.assert_exact(SIZE)


@pytest.mark.parametrize(
    "fault", [name for name in FETCHED if name not in ("Range ignored", "416", "wrong Content-Range", "no ETag")]
)
def test_iter_content(service: Service, perform: Any, stored: tuple[str, bytes], fault: str) -> None:
    service.content.faults += [replace(planned, call=r"GET /.*") for planned in FETCHED[fault]]
    file_id, content = stored

    def act(client: Any, _: type) -> Any:
        if isinstance(client, Client):
            return b"".join(client.files.iter_content(file_id))

        async def gather() -> bytes:
            return b"".join([chunk async for chunk in client.files.iter_content(file_id)])

        return gather()

    assert sha256(perform(act)) == sha256(content)
    assert service.content.faults == []
