"""The vendor's own description between our client and our mock, in a proxy that holds both to it.

The description is not ours to ship. `BATCHLINE_VENDOR_SPEC` gives the path of a copy; without it, this is
skipped. `docs/contract.md` tells the one thing that the proxy may find fault with.
"""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from batchline import Client, FilePurpose, FileResponse, NotFoundError
from batchline.testing import MockServer
from batchline_api import AuthenticatedClient
from batchline_api.api.files import upload_file
from batchline_api.models import UploadFileRequest
from batchline_api.types import File

from .environments import UnavailableError, node_with

SPEC = os.environ.get("BATCHLINE_VENDOR_SPEC", "")
PRISM = "@stoplight/prism-cli@5.16.0"
pytestmark = [
    pytest.mark.sdk,
    pytest.mark.xdist_group("sdk"),
    pytest.mark.skipif(not SPEC, reason="BATCHLINE_VENDOR_SPEC names no copy of the vendor's description"),
]


class Watched(httpx.HTTPTransport):
    """Notes the calls, and what the proxy finds fault with: the call, the status and what it says."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: set[str] = set()
        self.faults: set[tuple[str, int, str]] = set()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = super().handle_request(request)
        call = f"{request.method} {re.sub(r'/(file-)?[0-9a-f-]{36}', '/{id}', request.url.path.removeprefix('/v1'))}"
        self.calls.add(call)
        for fault in json.loads(response.headers.get("sl-violations", "[]")):
            self.faults.add((call, response.status_code, fault["message"]))
        return response

    def send_nonsense(self, base_url: str, key: str) -> None:
        """Send what no description allows."""
        with httpx.Client(transport=self, headers={"Authorization": f"Bearer {key}"}) as client:
            client.post(f"{base_url}/batches", json={"endpoint": 5})


@pytest.fixture
def proxy(server: MockServer, folder: Path) -> Iterator[str]:
    """The address of a Prism before the mock, which finds fault in headers and lets everything through."""
    described: dict[str, Any] = yaml.safe_load(Path(SPEC).read_text(encoding="utf-8"))
    # It matches whole paths, those of the servers included.
    described["paths"] = {f"/v1{path}": item for path, item in described["paths"].items()}
    (folder / "vendor.yaml").write_text(yaml.safe_dump(described), encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    try:
        node, packages = node_with(PRISM)
    except UnavailableError as error:
        pytest.skip(f"Prism cannot be installed here: {error}")
    prism = packages / "node_modules" / ".bin" / "prism"
    upstream = server.base_url.removesuffix("/v1")
    command = [node, prism, "proxy", folder / "vendor.yaml", upstream, "--port", str(port), "--host", "127.0.0.1"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            for _ in range(600):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            process.terminate()


def test_only_documented_differences(server: MockServer, proxy: str, requests_file: Path) -> None:
    watched = Watched()
    # What the vendor does not describe goes to the mock itself.
    with Client(server.api_key, server.base_url) as direct:
        uploaded = direct.files.upload(requests_file, purpose="batch-api")
    with Client(server.api_key, proxy, transport=watched) as client:
        assert client.files.list().data[0].id == uploaded.id
        assert client.files.retrieve(uploaded.id).bytes == uploaded.bytes
        assert b"".join(client.files.iter_content(uploaded.id)) == requests_file.read_bytes()
        job = client.batches.create_batch(uploaded.id, "/v1/chat/completions", priority=1)
        job = client.batches.wait(job.id, poll_interval=0.05)
        assert client.batches.list_batches()[0].id == job.id
        assert sum(result.ok for result in client.batches.results(job)) == 20
        client.batches.cancel_batch(client.batches.create_batch(uploaded.id, "/v1/chat/completions").id)
        client.files.delete(uploaded.id)
        with pytest.raises(NotFoundError):
            client.files.retrieve(uploaded.id)
        with pytest.raises(NotFoundError):
            client.batches.create_batch(uploaded.id, "/v1/chat/completions")
        with (
            requests_file.open("rb") as file,
            AuthenticatedClient(proxy, server.api_key, httpx_args={"transport": watched}) as generated,
        ):
            form = UploadFileRequest(File(file, "a.jsonl"), "a.jsonl", FilePurpose.BATCH_API)
            stored = upload_file.sync(client=generated, body=form)
            assert isinstance(stored, FileResponse)
            assert stored.bytes == requests_file.stat().st_size
        faults = set(watched.faults)
        watched.send_nonsense(proxy, server.api_key)
    assert watched.faults > faults  # the proxy does look
    watched.faults = faults
    assert len(watched.calls) == 9
    assert server.violations == []
    # No description of the vendor's says how a file that there is not is answered.
    different = {(call, status) for call, status, fault in watched.faults if "returned status code" in fault}
    assert different <= {("GET /files/{id}", 404), ("POST /batches", 404)}
    assert len(watched.faults) == len(different), watched.faults
