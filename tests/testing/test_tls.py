"""The mock over https: the API and the storage, with the CA from the environment or passed in."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from batchline import APIConnectionError, AsyncClient, BatchlineError, Client, UploadLimits
from batchline.testing import MockServer

from ..conftest import Call


@pytest.fixture
def server() -> Iterator[MockServer]:
    with MockServer(tls=True, job_seconds=0.02, min_part_size=1) as running:
        yield running
        assert running.violations == []


def test_a_whole_job_over_https(
    call: Call, server: MockServer, requests_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert server.base_url.startswith("https://")
    monkeypatch.setenv("SSL_CERT_FILE", server.ca_file)
    limits = UploadLimits(multipart_threshold=1, part_size=1000, min_part_size=1)
    assert call("run", requests_file, "results.jsonl", client={"limits": limits}).succeeded == 20
    assert {"initiateMultipartUpload", "completeMultipartUpload"} <= {done.operation for done in server.calls}
    assert call("files.upload", requests_file, purpose="eval").bytes == requests_file.stat().st_size


def test_the_ca_may_be_passed_in(call: Call, server: MockServer, request: pytest.FixtureRequest) -> None:
    trusted = ssl.create_default_context(cafile=server.ca_file)
    is_async = "async" in request.node.name
    transport = httpx.AsyncHTTPTransport(verify=trusted) if is_async else httpx.HTTPTransport(verify=trusted)
    assert call("files.list", client={"transport": transport}).data == []


def test_without_the_ca_the_error_says_what_to_do(call: Call) -> None:
    with pytest.raises(APIConnectionError, match=r"not trusted .*SSL_CERT_FILE") as refused:
        call("files.list")
    assert (refused.value.retryable, refused.value.delivery) == (False, "not_sent")


@pytest.mark.parametrize("content", [None, "no certificate"], ids=["missing", "of another kind"])
@pytest.mark.parametrize("kind", [Client, AsyncClient])
def test_a_ca_that_is_none_is_said_at_once(
    kind: Any, content: str | None, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if content is not None:
        (folder / "ca.pem").write_text(content)
    monkeypatch.setenv("SSL_CERT_FILE", str(folder / "ca.pem"))
    with pytest.raises(BatchlineError, match="SSL_CERT_FILE"):
        kind("key", "https://127.0.0.1:1/v1")


def test_http_to_it_is_no_answer(call: Call, server: MockServer) -> None:
    with pytest.raises(APIConnectionError):
        call("files.list", client={"base_url": server.base_url.replace("https", "http"), "max_retries": 0})


def test_what_it_made_is_gone_in_the_end(server: MockServer) -> None:
    with MockServer(tls=True) as other:
        ca_file = Path(other.ca_file)
        assert ca_file.read_bytes().startswith(b"-----BEGIN CERTIFICATE-----")
        assert ca_file.read_bytes() != Path(server.ca_file).read_bytes()
        assert not ca_file.parent.stat().st_mode & 0o077  # a private key is in there
    assert not ca_file.parent.exists()
