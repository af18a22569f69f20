"""What a hostile server cannot do: get the key, write elsewhere, keep us for ever, or eat the memory."""

from __future__ import annotations

import contextlib
import gzip
import json
import logging
import socket
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from batchline import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    BatchlineError,
    Client,
    MultipartUploadManager,
    ResponseError,
    UploadError,
    UploadLimits,
)
from batchline.jsonl import results
from batchline.testing import Fault, MockServer

from .conftest import Call

KEY = "sk-very-secret-key"
SECRET = "0a1b2c3d-signature"
Serve = Callable[[socket.socket, str], None]


class Hostile:
    """A server of plain sockets: it reads the head of a request, and then does as it likes."""

    def __init__(self, serve: Serve) -> None:
        self.heads: list[str] = []
        self._serve = serve
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.origin = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._over = threading.Event()
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while not self._over.is_set():
                connection, _ = self._socket.accept()
                threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            head = b""
            while b"\r\n\r\n" not in head:
                received = connection.recv(65536)
                if not received:
                    return
                head += received
            self.heads.append(head.decode("latin-1"))
            self._serve(connection, self.heads[-1])

    def close(self) -> None:
        self._over.set()
        self._socket.close()


@pytest.fixture
def hostile() -> Iterator[Callable[[Serve], Hostile]]:
    with contextlib.ExitStack() as open_ones:

        def start(serve: Serve) -> Hostile:
            made = Hostile(serve)
            open_ones.callback(made.close)
            return made

        yield start


def head(status: str, *headers: str) -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", *headers, "", ""]).encode()


def whole(body: Any, *headers: str, status: str = "200 OK") -> Serve:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()

    def serve(connection: socket.socket, _head: str) -> None:
        connection.sendall(head(status, f"Content-Length: {len(content)}", "Connection: close", *headers) + content)

    return serve


def against(server: Hostile, **options: Any) -> dict[str, Any]:
    return {"api_key": KEY, "base_url": f"{server.origin}/v1", "max_retries": 0, **options}


# The key


@pytest.mark.parametrize("status", ["301 X", "302 X", "303 X", "307 X", "308 X"])
def test_a_redirect_elsewhere_does_not_get_the_key(call: Call, hostile: Any, status: str) -> None:
    elsewhere = hostile(whole({"data": []}))
    api = hostile(whole(b"", f"Location: {elsewhere.origin}/v1/files", status=status))
    call("files.list", client=against(api))
    assert KEY in api.heads[0]
    assert elsewhere.heads
    assert KEY not in "".join(elsewhere.heads)
    assert "uthorization" not in "".join(elsewhere.heads)


def test_a_storage_gets_neither_the_key_nor_headers_in_its_place(call: Call, hostile: Any, folder: Path) -> None:
    storage = hostile(whole(b"", "ETag: e"))
    odd = {"Authorization": f"Bearer {KEY}", "Host": "elsewhere", "Content-Length": "1", "x-amz-meta": "kept"}
    parts = [{"PartNumber": 1, "URL": f"{storage.origin}/part", "Headers": odd}]

    def serve(connection: socket.socket, asked: str) -> None:
        body: Any = {"upload_id": "u", "file_id": "f", "parts": parts} if "initiate" in asked else {"file": {"id": "f"}}
        whole(body)(connection, asked)

    (folder / "a.jsonl").write_bytes(b"{}\n")
    limits = UploadLimits(multipart_threshold=1, min_part_size=1)
    call("files.upload", "a.jsonl", purpose="eval", client=against(hostile(serve), limits=limits))
    (seen,) = storage.heads
    assert "x-amz-meta: kept" in seen
    assert KEY not in seen
    assert "elsewhere" not in seen
    assert "ontent-Length: 3" in seen


@pytest.mark.parametrize("name", ["createFile", "initiateMultipartUpload"])
def test_a_storage_without_encryption_is_refused_where_the_api_has_it(name: str, folder: Path) -> None:
    import httpx

    def handle(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("initiate"):
            parts = [{"PartNumber": 1, "URL": "HTTP://storage.test/"}]
            return httpx.Response(200, json={"upload_id": "u", "file_id": "f", "parts": parts})
        assert request.url.scheme == "https", "bytes went out without encryption"
        return httpx.Response(302, headers={"Location": "http://storage.test/", "X-Together-File-Id": "f"})

    (folder / "a.jsonl").write_bytes(b"{}\n")
    transport = httpx.MockTransport(handle)
    with (
        Client(KEY, "https://api.test/v1", max_retries=0, transport=transport) as client,
        pytest.raises(ResponseError, match="without encryption"),
    ):
        upload = client.files.upload if name == "createFile" else MultipartUploadManager(client).upload
        upload("a.jsonl", purpose="eval")


def test_nothing_that_is_shown_or_kept_has_the_key_or_a_signature(
    call: Call, server: MockServer, folder: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / "state"))
    (folder / "a.jsonl").write_bytes(b'{"a": "' + b"x" * 3000 + b'"}\n')
    client = {"limits": UploadLimits(part_size=1000, min_part_size=1, multipart_threshold=1), "max_retries": 0}
    server.add_faults(Fault("putPart", status=503, body=b"<Error><Code>SlowDown</Code></Error>", skip=1, times=9))
    with pytest.raises(UploadError) as failed:
        call("files.upload", "a.jsonl", purpose="eval", client=client)
    kept = [path for path in (folder / "state").rglob("*") if path.is_file()]
    assert kept  # the upload may go on
    shown = [record.getMessage() for record in caplog.records if not record.name.startswith("uvicorn")]  # the mock's
    error: BaseException | None = failed.value
    while error is not None:
        shown += [str(error), repr(error), *getattr(error, "__notes__", [])]
        error = error.__cause__ or error.__context__
    shown += [path.read_bytes().decode("latin-1") for path in kept]
    with Client(server.api_key, server.base_url) as made:
        shown += [repr(made), repr(made.files), str(vars(made))]
    assert any("PUT" in text or "/parts/" in text for text in shown)  # they are of what was done
    for text in shown:
        assert server.api_key not in text
        assert "X-Amz-Signature=" not in text


def test_a_signature_is_not_shown_of_an_address_that_is_none(call: Call, hostile: Any, folder: Path) -> None:
    (folder / "a.jsonl").write_bytes(b"{}\n")
    for address in (f"http://127.0.0.1:nine?sig={SECRET}", f"ftp://x/?sig={SECRET}", f"http://[?sig={SECRET}"):
        api = hostile(whole(b"", f"Location: {address}", "X-Together-File-Id: f", status="302 Found"))
        with pytest.raises(BatchlineError) as refused:
            call("files.upload", "a.jsonl", purpose="eval", client=against(api))
        assert SECRET not in str(refused.value)


# Where it writes, and what it prints


def test_names_of_the_server_write_nothing_elsewhere(call: Call, hostile: Any, folder: Path) -> None:
    name = "../../../evil"
    (folder / "in").mkdir()

    def serve(connection: socket.socket, asked: str) -> None:
        line = asked.partition("\r\n")[0]
        if "/content" in line:
            whole(b'{"custom_id": "a", "response": {"status_code": 200, "body": {}}}\n')(connection, asked)
        elif line.startswith("POST /v1/files "):
            storage = f"Location: http://{connection.getsockname()[0]}:{connection.getsockname()[1]}/put"
            whole(b"", storage, f"X-Together-File-Id: {name}", status="302 Found")(connection, asked)
        elif line.startswith("POST /v1/batches"):
            whole({"job": {"id": name, "status": "COMPLETED", "output_file_id": name}})(connection, asked)
        elif line.startswith("GET /v1/batches "):
            whole([])(connection, asked)
        elif "/batches" in line:
            whole({"id": name, "status": "COMPLETED", "output_file_id": name, "error_file_id": name})(connection, asked)
        else:
            whole({"id": name, "filename": name})(connection, asked)

    api = hostile(serve)
    (folder / "in" / "a.jsonl").write_text('{"custom_id": "a", "body": {"model": "m", "messages": [{"role": "user", "content": "x"}]}}\n')  # fmt: skip
    before = {path for path in folder.parent.rglob("*") if "state" not in str(path)}
    call("run", "in/a.jsonl", "out.jsonl", client=against(api))
    call("files.retrieve_content", name, client=against(api))
    new = {path for path in folder.parent.rglob("*") if "state" not in str(path)} - before
    record = folder / "out.jsonl.batchline"
    kept = {path for path in new if path.parent == record}
    assert new - kept == {folder / "out.jsonl", record, folder / "evil.jsonl"}
    assert sorted(path.name.partition("-")[0] for path in kept) == ["journal.sqlite", "lock", "record", "run.json"]
    assert all("/../" not in asked.partition("\r\n")[0] for asked in api.heads)


def test_words_of_the_server_do_not_command_the_terminal(call: Call, hostile: Any) -> None:
    api = hostile(whole({"error": "\x1b]0;title\x07\x1b[2Jgone\x9b"}, status="400 No"))
    with pytest.raises(APIStatusError) as refused:
        call("files.list", client=against(api))
    assert "gone" in str(refused.value)
    assert str(refused.value).isprintable()


# Time


def silent(connection: socket.socket, _head: str) -> None:
    connection.settimeout(10)
    while connection.recv(65536):  # until the client goes away
        pass


def dripping(first: bytes, drop: bytes) -> Serve:
    def serve(connection: socket.socket, _head: str) -> None:
        connection.sendall(first)
        connection.settimeout(0.02)
        while True:
            connection.sendall(drop)
            with contextlib.suppress(TimeoutError):
                if not connection.recv(65536):
                    return

    return serve


def flooding(first: bytes, wave: bytes) -> Serve:
    def serve(connection: socket.socket, _head: str) -> None:
        connection.sendall(first)
        while True:
            connection.sendall(wave)

    return serve


NEVER_ENDING = {
    "silence": silent,
    "a byte of a header now and then": dripping(b"HTTP/1.1 200 OK\r\nX-Header: ", b"x"),
    "a byte of the body now and then": dripping(head("200 OK", "Content-Length: 1000000"), b"["),
    "one 100 after the other": dripping(b"", head("100 Continue")),
    "a flood of 100": flooding(b"", head("100 Continue") * 100),
}


@pytest.mark.parametrize("serve", NEVER_ENDING.values(), ids=NEVER_ENDING)
@pytest.mark.parametrize("method", ["files.list", "files.retrieve_content", "files.upload"])
def test_an_answer_that_does_not_come_to_an_end_is_given_up(
    call: Call, hostile: Any, folder: Path, serve: Serve, method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for driver in ("sync", "aio", "bodies"):
        monkeypatch.setattr(f"batchline.engine.{driver}.PATIENCE", 2.0)
    (folder / "a.jsonl").write_bytes(b"{}\n")
    arguments = {"files.list": (), "files.retrieve_content": ("f",), "files.upload": ("a.jsonl",)}[method]
    options = {"purpose": "eval"} if method == "files.upload" else {}
    with pytest.raises(APITimeoutError):
        call(method, *arguments, client=against(hostile(serve), timeout=0.15), **options)


def test_who_takes_their_time_with_a_download_is_not_the_slow_one(
    hostile: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("batchline.engine.bodies.PATIENCE", 2.0)

    def serve(connection: socket.socket, _head: str) -> None:
        connection.sendall(head("200 OK", "Content-Length: 40"))
        for _ in range(4):
            connection.sendall(b"0123456789")
            time.sleep(0.3)  # each is handed on by itself, as after MAX_WAIT

    with Client(**against(hostile(serve), timeout=0.4)) as client:
        received = []
        for chunk in client.files.iter_content("f"):
            received.append(chunk)
            time.sleep(0.5)  # twice that is more than the patience
    assert b"".join(received) == b"0123456789" * 4
    assert len(received) > 1


@pytest.mark.parametrize("serve", NEVER_ENDING.values(), ids=NEVER_ENDING)
def test_so_is_a_storage_that_does_not_come_to_an_end(
    call: Call, hostile: Any, folder: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    for driver in ("sync", "aio", "bodies"):
        monkeypatch.setattr(f"batchline.engine.{driver}.PATIENCE", 2.0)
    storage = hostile(serve)
    api = hostile(whole(b"", f"Location: {storage.origin}/put", "X-Together-File-Id: f", status="302 Found"))
    (folder / "a.jsonl").write_bytes(b"{}\n")
    with pytest.raises(APITimeoutError):
        call("files.upload", "a.jsonl", purpose="eval", client=against(api, limits=UploadLimits(part_timeout=0.15)))


def test_a_pause_that_a_server_asks_for_has_an_end(server: MockServer, monkeypatch: pytest.MonkeyPatch) -> None:
    from batchline import batches
    from batchline.api.settings import Settings

    from .script import answer, play

    limited = answer(429, headers={"Retry-After": "999999999"})
    outcomes = [answer(200, {"id": "b", "status": "VALIDATING"}), limited, limited, answer(200, {"id": "b", "status": "COMPLETED"})]  # fmt: skip
    flow = batches.wait(Settings(UploadLimits(), 5, None), "b", timeout=None, poll_interval=None, progress=None)
    assert play(flow, *outcomes).clock < 1300


# Memory


def bomb(megabytes: int, times: int = 1) -> bytes:
    packed = b"[" + b" " * (megabytes * 2**20) + b"]"
    for _ in range(times):
        packed = gzip.compress(packed, 9)
    return packed


ENDLESS = {
    "headers": flooding(b"HTTP/1.1 200 OK\r\n", b"X-Header: x\r\n" * 1000),
    "one header": flooding(b"HTTP/1.1 200 OK\r\nX-Header: ", b"x" * 65536),
    "a body": flooding(head("200 OK"), b" " * 65536),
    "chunks": flooding(head("200 OK", "Transfer-Encoding: chunked"), b"10000\r\n" + b" " * 65536 + b"\r\n"),
    "a chunk's size": flooding(head("200 OK", "Transfer-Encoding: chunked"), b"1" * 65536),
    "a bomb": whole(bomb(300), "Content-Encoding: gzip", "Content-Type: application/json"),
    "a bomb of bombs": whole(bomb(300, 2), "Content-Encoding: gzip, gzip"),
    "a bomb of zlib": whole(zlib.compress(b" " * 300_000_000, 9), "Content-Encoding: deflate"),
    "another packing": whole(b"[]", "Content-Encoding: br"),
}


@pytest.mark.parametrize("serve", ENDLESS.values(), ids=ENDLESS)
@pytest.mark.parametrize("method", ["files.list", "batches.list_batches"])
def test_an_answer_has_an_end(call: Call, hostile: Any, serve: Serve, method: str) -> None:
    with pytest.raises((ResponseError, APIConnectionError)):
        call(method, client=against(hostile(serve)))


@pytest.mark.parametrize("status", ["400 No", "503 Later"])
def test_of_a_refusal_as_much_is_read_as_somebody_may_want_to_read(call: Call, hostile: Any, status: str) -> None:
    for method, arguments in (("files.list", ()), ("files.retrieve_content", ("f",))):
        api = hostile(flooding(head(status), b"<Code>x" * 10_000))
        with pytest.raises(APIStatusError) as refused:
            call(method, *arguments, client=against(api))
        assert len(str(refused.value)) < 1000
        assert len(refused.value.body) <= 2**20


@pytest.mark.parametrize("method", ["files.retrieve_content", "files.iter_content"])
def test_a_download_that_is_packed_all_the_same_is_unpacked_to_its_end(
    call: Call, hostile: Any, folder: Path, method: str
) -> None:
    content = b"0123456789" * 100_000
    packed = gzip.compress(content)
    read = {"files.iter_content": b"".join, "files.retrieve_content": lambda file: Path(file.filename).read_bytes()}
    whole_one = call(method, "f", client=against(hostile(whole(packed, "Content-Encoding: gzip"))))
    assert read[method](whole_one) == content
    (folder / "f.jsonl").unlink(missing_ok=True)
    for broken in (packed[:-9], packed + b"more", b"no gzip", packed + packed):
        api = hostile(whole(broken, "Content-Encoding: gzip"))
        with pytest.raises(BatchlineError):
            call(method, "f", client=against(api))
        assert not (folder / "f.jsonl").exists()


def test_a_line_has_an_end(call: Call, hostile: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from batchline import BatchJob

    monkeypatch.setattr(results, "MAX_LINE", 5_000_000)
    api = hostile(flooding(head("200 OK"), b"x" * 65536))
    with pytest.raises(ResponseError, match="Line 1"):
        call("batches.results", BatchJob(id="b", status="COMPLETED", output_file_id="f"), client=against(api))


def test_a_line_that_is_too_long_answers_no_request(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "MAX_LINE", 10)
    file = tmp_path / "results"
    file.write_bytes(b"123\n" + b"x" * 35 + b"\n" + b"y" * 9 + b"\n\n12345678901")
    with file.open("rb") as opened:
        assert list(results.lines_of(opened)) == [
            (0, b"123\n"),
            (4, b""),
            (40, b"y" * 9 + b"\n"),
            (50, b"\n"),
            (51, b""),
        ]


MEASURED = """
import pathlib, re, resource, sys
from batchline import BatchlineError, Client
resource.setrlimit(resource.RLIMIT_AS, (600 * 2**20, 600 * 2**20))
with Client("key", sys.argv[1], max_retries=0) as client:
    try:
        client.files.list()
    except BatchlineError as error:
        peak = re.search(r"VmHWM:\\s+(\\d+)", pathlib.Path("/proc/self/status").read_text())
        print(type(error).__name__, int(peak[1]) // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="RLIMIT_AS limits nothing elsewhere")
@pytest.mark.parametrize("kind", ["a body", "a bomb", "a bomb of bombs", "one header"])
def test_it_takes_less_memory_than_it_is_sent(hostile: Any, kind: str) -> None:
    """300 MB of blanks, or endless ones, to a process that may not have so much."""
    api = hostile(ENDLESS[kind])
    command = [sys.executable, "-c", MEASURED, f"{api.origin}/v1"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    name, megabytes = done.stdout.split()
    assert name in ("TooLargeError", "ResponseError", "APIConnectionError")
    assert int(megabytes) < 300


# Proxies


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_cannot_be_reached_is_named(call: Call, monkeypatch: pytest.MonkeyPatch, scheme: str) -> None:
    monkeypatch.setenv(f"{scheme}_proxy", "http://user:secret@127.0.0.1:1")
    client = {"base_url": f"{scheme}://api.example/v1", "max_retries": 0}
    with pytest.raises(APIConnectionError) as refused:
        call("files.list", client=client)
    assert "the proxy http://127.0.0.1:1 could not be reached" in str(refused.value)
    assert "secret" not in str(refused.value)
    assert "api.example" not in str(refused.value)
    assert refused.value.delivery == "not_sent"
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with pytest.raises(APIConnectionError, match=r"http://127\.0\.0\.1:1 could not be reached .* Check the base URL"):
        call("files.list", client={**client, "base_url": "http://127.0.0.1:1/v1"})


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_wants_a_password_is_not_asked_again(
    call: Call, hostile: Any, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    asked: list[str] = []

    def serve(connection: socket.socket, head: str) -> None:
        asked.append(head.split(maxsplit=1)[0])
        whole(b"", "Proxy-Authenticate: Basic", status="407 Proxy Authentication Required")(connection, head)

    proxy = hostile(serve)
    monkeypatch.setenv(f"{scheme}_proxy", proxy.origin)
    with pytest.raises(BatchlineError, match=r"407.*proxy|proxy.*407") as refused:
        call("files.list", client={"base_url": f"{scheme}://api.example/v1", "max_retries": 3})
    assert asked == ["GET" if scheme == "http" else "CONNECT"]
    assert (refused.value.retryable, refused.value.delivery) == (False, "refused")
