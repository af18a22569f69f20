"""What tests share: the mock, and one way to call both clients."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest

from batchline import AsyncClient, Client, RetryPolicy
from batchline.testing import MockServer

GSM8K = Path(__file__).parents[2] / "shared" / "data" / "gsm8k_test.jsonl"


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
    for name in ("TOGETHER_API_KEY", "TOGETHER_BASE_URL", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def options() -> dict[str, Any]:
    """What the mock is made with; a test parametrizes it: `@pytest.mark.parametrize("options", [{...}])`."""
    return {}


@pytest.fixture
def server(options: dict[str, Any]) -> Iterator[MockServer]:
    with MockServer(**{"job_seconds": 0.02, **options}) as running:
        yield running
        assert running.violations == []


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is also the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


Call = Callable[..., Any]

AT_ONCE = RetryPolicy(lag=0, first_delay=0.01)
"""What the mock doesn't show is missing, unless it was told to lag; and nobody waits for a retry."""


@pytest.fixture(params=["sync", "async"])
def call(request: pytest.FixtureRequest, server: MockServer) -> Call:
    """Calls a method of either client, such as `call("files.upload", path)`; iterators become lists.

    What the client is made with may be given as `client={...}`. Without a `retry` of its own, it
    believes at once that something is missing at the service.
    """
    options: dict[str, Any] = {"api_key": server.api_key, "base_url": server.base_url, "retry": AT_ONCE}

    def sync(method: str, *args: Any, client: dict[str, Any] | None = None, **kwargs: Any) -> Any:
        with Client(**options | (client or {})) as made:
            result = attrgetter(method)(made)(*args, **kwargs)
            return list(result) if isinstance(result, Iterator) else result

    async def aio(method: str, args: Any, client: dict[str, Any], kwargs: Any) -> Any:
        async with AsyncClient(**options | client) as made:
            result = attrgetter(method)(made)(*args, **kwargs)
            return [item async for item in result] if hasattr(result, "__aiter__") else await result

    if request.param == "sync":
        return sync
    return lambda method, *args, client=None, **kwargs: asyncio.run(aio(method, args, client or {}, kwargs))


@pytest.fixture
def requests_file(folder: Path) -> Path:
    """A batch input file of 20 requests."""
    from batchline import BatchWriter

    path = folder / "requests.jsonl"
    with BatchWriter(path, model="example/model") as writer:
        for number in range(20):
            writer.add(messages=[{"role": "user", "content": f"question {number}"}])
    return path


def ask(server: MockServer, method: str, *args: Any) -> Any:
    """Call a method beside a run that is at work: of a client of its own, also within a callback."""
    with Client(server.api_key, server.base_url, retry=AT_ONCE) as client:
        return attrgetter(method)(client)(*args)


def lose(server: MockServer, *ids: str) -> dict[str, Any]:
    """Let batches or files be gone at the service; what `restore` needs to bring them back is returned."""
    with server._store.lock:
        tenant = server._store.tenant(server.api_key)
        return {id: (tenant.batches if id in tenant.batches else tenant.files).pop(id) for id in ids}


def restore(server: MockServer, lost: dict[str, Any]) -> None:
    """Bring back what was lost."""
    with server._store.lock:
        tenant = server._store.tenant(server.api_key)
        for id, one in lost.items():
            (tenant.batches if hasattr(one, "input_file_id") else tenant.files)[id] = one


def leftovers(folder: Path) -> set[str]:
    """Hidden files, which only something half-written would have left."""
    return {name for name in os.listdir(folder) if name.startswith(".")}
