"""Services to transfer to and from: the mock, and an API over storages that are not of our making."""

from __future__ import annotations

import contextlib
import fcntl
import http.server
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import boto3
import botocore.config

from batchline.testing import MockServer

from .proxy import HOST, Proxy

ROOT = Path(__file__).parents[2]
GATEWAY = "github.com/versity/versitygw/cmd/versitygw@v1.8.0"
KEY = "mock-key"


class Progress(list[int]):
    """What a transfer tells of its progress."""

    def __call__(self, progress: Any) -> None:
        self.append(progress.done_bytes)

    def assert_exact(self, size: int) -> None:
        assert list(self) == sorted(set(self)), "it goes forward only"
        assert self[-1] == size


class Service:
    """An API and its storage, each behind a proxy.

    Attributes:
        api: The proxy before the API.
        storage: The proxy before the storage.
        content: Where downloads come from in the end: one of the two.
        base_url: The API's address.
        stored: The bytes of a file, past both proxies.
        unfinished: How many uploads in parts were begun and neither completed nor aborted.
    """

    def __init__(self, api: Proxy, storage: Proxy, content: Proxy, stored: Callable[[str], bytes],
                 unfinished: Callable[[], int]) -> None:  # fmt: skip
        self.api = api
        self.storage = storage
        self.content = content
        self.base_url = f"{api.url}/v1"
        self.stored = stored
        self.unfinished = unfinished


@contextlib.contextmanager
def mock() -> Generator[Service]:
    """The mock, with its own storage."""
    with MockServer() as server:
        backend = server._api
        with Proxy(server.base_url) as api, Proxy(backend.storage.origin) as storage:
            backend.storage.origin = storage.url
            tenant = backend.store.tenant(KEY)
            yield Service(
                api, storage, api, lambda name: backend.store.blob(name).read_bytes(), lambda: len(tenant.uploads)
            )
            assert server.violations == []


@contextlib.contextmanager
def moto(folder: Path) -> Generator[Service]:
    """An API over moto's S3."""
    port = _free_port()
    command = [sys.executable, "-m", "moto.server", "-H", HOST, "-p", str(port)]
    with _running(command, port, folder), _over_s3(port) as service:
        yield service


@contextlib.contextmanager
def gateway(folder: Path, binary: Path) -> Generator[Service]:
    """An API over an S3 gateway to a folder, which verifies signatures."""
    port = _free_port()
    (folder / "data").mkdir()
    command = [binary, "--access", "key", "--secret", "secret", "--port", f"{HOST}:{port}", "posix",
               folder / "data"]  # fmt: skip
    with _running(command, port, folder), _over_s3(port) as service:
        yield service


def gateway_binary() -> Path | None:
    """The S3 gateway, built by Go on first use; None where it cannot be."""
    folder = ROOT / ".venvs" / re.sub(r"[^\w.]+", "-", GATEWAY)
    folder.parent.mkdir(exist_ok=True)
    binary = folder / "versitygw"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several test processes may want it at once
        if not binary.exists() and shutil.which("go"):
            environment = {**os.environ, "GOBIN": str(folder), "GOFLAGS": "-mod=mod"}
            subprocess.run(["go", "install", GATEWAY], check=False, env=environment)
    return binary if binary.exists() else None


def _free_port() -> int:
    with socket.create_server((HOST, 0)) as taken:
        return taken.getsockname()[1]


@contextlib.contextmanager
def _running(command: list[Any], port: int, folder: Path) -> Generator[None]:
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen([str(part) for part in command], stdout=log, stderr=log, cwd=folder)
    try:
        for _ in range(300):
            with contextlib.suppress(OSError), socket.create_connection((HOST, port)):
                break
            assert process.poll() is None, (folder / "server.log").read_text()
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait()


@contextlib.contextmanager
def _over_s3(port: int) -> Generator[Service]:
    with Proxy(f"http://{HOST}:{port}") as storage:
        api = S3Api(f"http://{HOST}:{port}", storage.url)
        with Proxy(f"http://{HOST}:{api.server_port}") as front:
            api.prefix = front.url
            thread = threading.Thread(target=api.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
            thread.start()
            try:
                yield Service(front, storage, storage, api.stored, lambda: len(api.uploads))
            finally:
                api.shutdown()
                api.server_close()
                thread.join()


def _s3(endpoint: str) -> Any:
    return boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id="key",
        aws_secret_access_key="secret",
        config=botocore.config.Config(signature_version="s3v4", s3={"addressing_style": "path"}),
    )


class S3Api(http.server.ThreadingHTTPServer):
    """The calls for files over a bucket: boto3 signs, and S3 keeps everything."""

    daemon_threads = True

    def __init__(self, storage: str, seen_as: str) -> None:
        super().__init__((HOST, 0), _Handler)
        self.s3 = _s3(storage)
        self.signer = _s3(seen_as)
        self.files: dict[str, dict[str, Any]] = {}
        self.uploads: dict[str, str] = {}
        self.s3.create_bucket(Bucket="files")

    def stored(self, id: str) -> bytes:
        body: bytes = self.s3.get_object(Bucket="files", Key=id)["Body"].read()
        return body

    def signed(self, method: str, id: str, **parameters: Any) -> str:
        url: str = self.signer.generate_presigned_url(method, Params={"Bucket": "files", "Key": id, **parameters})
        return url

    def new_file(self, form: dict[str, Any]) -> str:
        id = f"file-{len(self.files) + 1}"
        self.files[id] = {"id": id, "object": "file", "filename": form["file_name"], "purpose": form["purpose"],
                          "FileType": form["file_type"], "created_at": 1, "bytes": 0, "Processed": False}  # fmt: skip
        return id

    def finished(self, id: str) -> dict[str, Any]:
        size = self.s3.head_object(Bucket="files", Key=id)["ContentLength"]
        self.files[id] |= {"bytes": size, "Processed": True}
        return self.files[id]


class _Handler(http.server.BaseHTTPRequestHandler):
    server: S3Api

    def do_GET(self) -> None:
        id = self.path.split("/")[3]
        if id not in self.server.files:
            self.answer(404, {"error": {"message": f"There is no file {id}."}})
        elif self.path.endswith("/content"):
            self.answer(302, None, Location=self.server.signed("get_object", id))
        else:
            self.answer(200, self.server.files[id])

    def do_DELETE(self) -> None:
        self.answer(200, {"id": self.path.split("/")[3], "deleted": True})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.headers["Authorization"] != f"Bearer {KEY}":
            self.answer(401, {"error": {"message": "no"}})
        elif self.path == "/v1/files":
            form = {name: values[0] for name, values in parse_qs(body.decode()).items()}
            id = self.server.new_file(form)
            self.answer(302, None, Location=self.server.signed("put_object", id), **{"X-Together-File-Id": id})
        elif self.path.endswith("/preprocess"):
            self.answer(200, self.server.finished(self.path.split("/")[3]))
        else:
            self.multipart(self.path.rpartition("/")[2], json.loads(body))

    def multipart(self, step: str, body: dict[str, Any]) -> None:
        s3, uploads = self.server.s3, self.server.uploads
        if step == "initiate":
            id = self.server.new_file(body)
            upload = s3.create_multipart_upload(Bucket="files", Key=id)["UploadId"]
            uploads[upload] = id
            parts = [
                {"PartNumber": number, "URL": self.server.signed("upload_part", id, UploadId=upload, PartNumber=number)}
                for number in range(1, body["num_parts"] + 1)
            ]
            self.answer(200, {"upload_id": upload, "file_id": id, "parts": parts})
        elif body["upload_id"] not in uploads:
            self.answer(404, {"error": {"message": "There is no such upload."}})
        else:
            id = uploads.pop(body["upload_id"])
            if step == "abort":
                s3.abort_multipart_upload(Bucket="files", Key=id, UploadId=body["upload_id"])
                self.answer(200, {})
            else:
                parts = [{"PartNumber": part["part_number"], "ETag": part["etag"]} for part in body["parts"]]
                s3.complete_multipart_upload(
                    Bucket="files", Key=id, UploadId=body["upload_id"], MultipartUpload={"Parts": parts}
                )
                self.answer(200, {"file": self.server.finished(id)})

    def answer(self, status: int, body: Any, **headers: str) -> None:
        content = b"" if body is None else json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(content)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        pass
