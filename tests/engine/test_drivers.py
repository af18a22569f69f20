"""What only the wire shows: who gets the key, what is replayed, what errors become."""

from __future__ import annotations

import asyncio
import gc
import ssl
import sys
import time
import weakref
from collections.abc import AsyncIterator, Callable, Iterator
from inspect import GEN_SUSPENDED, getgeneratorstate
from pathlib import Path
from types import FrameType
from typing import Any

import httpx
import pytest

from batchline import APIConnectionError, AsyncClient, Client, RetryPolicy, UploadError
from batchline.engine.aio import AsyncDriver
from batchline.engine.connection import Connection
from batchline.engine.effects import Do, Flow, Open, Parallel, ReadAll, Request, Sleep, Work
from batchline.engine.sync import Driver

API = "https://api.example/v1"
Handler = Callable[[httpx.Request], httpx.Response]


class Wire:
    """Answers requests, and keeps what was sent."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler
        self.sent: list[tuple[str, str, str | None, bytes]] = []

    def answer(self, request: httpx.Request, body: bytes) -> httpx.Response:
        self.sent.append((request.method, str(request.url), request.headers.get("Authorization"), body))
        return self.handler(request)


class SyncTransport(httpx.BaseTransport):
    def __init__(self, wire: Wire) -> None:
        self.wire = wire

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        assert isinstance(request.stream, httpx.SyncByteStream)
        return self.wire.answer(request, b"".join(request.stream))


class AsyncTransport(httpx.AsyncBaseTransport):
    def __init__(self, wire: Wire) -> None:
        self.wire = wire

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        assert isinstance(request.stream, httpx.AsyncByteStream)
        return self.wire.answer(request, b"".join([chunk async for chunk in request.stream]))


@pytest.fixture(params=["sync", "async"])
def both(request: pytest.FixtureRequest) -> Callable[..., tuple[Any, Wire]]:
    def perform(handler: Handler, act: Callable[[Any], Any], **options: Any) -> tuple[Any, Wire]:
        wire = Wire(handler)
        options = {"base_url": API, "max_retries": 1} | options
        if request.param == "sync":
            with Client("secret-key", transport=SyncTransport(wire), **options) as client:
                result = act(client)
                return (list(result) if isinstance(result, Iterator) else result), wire

        async def main() -> Any:
            async with AsyncClient("secret-key", transport=AsyncTransport(wire), **options) as client:
                result = act(client)
                return [item async for item in result] if isinstance(result, AsyncIterator) else await result

        return asyncio.run(main()), wire

    return perform


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "data.jsonl"
    path.write_bytes(b'{"text": "x"}\n' * 400_000)  # 5.6 MB: several chunks, several hops
    return path


def service(location: str, puts: Iterator[httpx.Response] | None = None) -> Handler:
    answers = puts or iter([httpx.Response(200)])

    def handle(request: httpx.Request) -> httpx.Response:
        if request.method == "PUT":
            return next(answers)
        if request.url.path == "/v1/files":
            return httpx.Response(302, headers={"Location": location, "X-Together-File-Id": "file-1"})
        return httpx.Response(200, json={"id": "file-1"})

    return handle


def upload(file: Path) -> Callable[[Any], Any]:
    return lambda client: client.files.upload(file, purpose="eval", check=False)


@pytest.mark.parametrize(
    "location",
    [
        "https://storage.example/x?sig=1",
        f"{API}/upload?sig=1",  # a storage behind the API's own host
    ],
)
def test_a_presigned_url_never_gets_the_key(both: Any, file: Path, location: str) -> None:
    _, wire = both(service(location), upload(file))
    keys = {(method, url): key for method, url, key, _ in wire.sent}
    assert keys["PUT", location] is None
    assert keys["POST", f"{API}/files"] == "Bearer secret-key"
    assert keys["POST", f"{API}/files/file-1/preprocess"] == "Bearer secret-key"


def test_the_body_is_replayed_whole(both: Any, file: Path) -> None:
    content = file.read_bytes()
    puts = iter([httpx.Response(307, headers={"Location": "https://two.example/"}), httpx.Response(500),
                 httpx.Response(200)])  # fmt: skip
    _, wire = both(service("https://one.example/", puts), upload(file))
    bodies = [(url, body) for method, url, _, body in wire.sent if method == "PUT"]
    assert [url for url, _ in bodies] == ["https://one.example/", "https://two.example/", "https://one.example/"]
    assert all(body == content for _, body in bodies)


def test_the_length_is_said_and_nothing_is_chunked(both: Any, file: Path) -> None:
    headers: list[httpx.Headers] = []

    def handle(request: httpx.Request) -> httpx.Response:
        if request.method == "PUT":
            headers.append(request.headers)
        return service("https://one.example/")(request)

    both(handle, upload(file))
    assert headers[0]["Content-Length"] == str(file.stat().st_size)
    assert "Transfer-Encoding" not in headers[0]


@pytest.mark.parametrize(
    ("location", "key"),
    [
        ("https://other.example/v1/files", None),
        ("https://api.example:8443/v1/files", None),
        ("https://api.example:443/v1/files", "Bearer secret-key"),
        ("/v1/moved", "Bearer secret-key"),
        ("https://api.example.evil.example/v1/files", None),
    ],
)
def test_a_redirect_takes_the_key_to_the_same_origin_only(both: Any, location: str, key: str | None) -> None:
    answers = iter([httpx.Response(307, headers={"Location": location}), httpx.Response(200, json={"data": []})])
    _, wire = both(lambda request: next(answers), lambda client: client.files.list())
    assert [sent[2] for sent in wire.sent] == ["Bearer secret-key", key]


def test_a_download_may_be_redirected_without_the_key(both: Any, tmp_path: Path) -> None:
    answers = iter([httpx.Response(302, headers={"Location": "https://storage.example/x?sig=1"}),
                    httpx.Response(200, content=b"bytes")])  # fmt: skip
    act = lambda client: client.files.retrieve_content("file-1", output=tmp_path / "out")  # noqa: E731
    _, wire = both(lambda request: next(answers), act)
    assert (tmp_path / "out").read_bytes() == b"bytes"
    assert wire.sent[1][2] is None


def test_downloads_ask_for_no_compression(both: Any) -> None:
    asked: list[str] = []

    def handle(request: httpx.Request) -> httpx.Response:
        asked.append(request.headers["Accept-Encoding"])
        return httpx.Response(200, content=b"abc")

    result, _ = both(handle, lambda client: client.files.iter_content("file-1"))
    assert (b"".join(result), asked) == (b"abc", ["identity"])


@pytest.mark.parametrize(
    ("error", "words", "tries", "delivery"),
    [
        (httpx.ConnectError("refused"), "could not be reached", 2, "not_sent"),
        (httpx.ConnectTimeout("slow"), "could not be reached in time", 2, "not_sent"),
        (httpx.PoolTimeout("slow"), "did not answer in time", 2, "not_sent"),
        (httpx.ReadTimeout("slow"), "did not answer in time", 2, "unknown"),
        (httpx.RemoteProtocolError("odd"), "broke", 2, "unknown"),
        (httpx.ReadError("reset"), "broke", 2, "unknown"),
        (httpx.UnsupportedProtocol("odd"), "broke", 1, "unknown"),
        (ssl.SSLCertVerificationError("self-signed"), "SSL_CERT_FILE", 1, "not_sent"),
    ],
)
def test_what_httpx_raises_becomes_ours(both: Any, error: Exception, words: str, tries: int, delivery: str) -> None:
    tried: list[int] = []

    def handle(request: httpx.Request) -> httpx.Response:
        tried.append(1)
        if isinstance(error, ssl.SSLError):
            raise httpx.ConnectError("untrusted") from error
        raise error

    with pytest.raises(APIConnectionError, match=words) as raised:
        both(handle, lambda client: client.files.list(), timeout=1.0, retry=RetryPolicy(first_delay=0))
    assert str(raised.value).startswith("Listing files failed: ")
    assert len(tried) == tries
    assert raised.value.retryable is (tries > 1)
    assert raised.value.delivery == delivery


def test_errors_show_no_query_and_no_key(both: Any, file: Path) -> None:
    def handle(request: httpx.Request) -> httpx.Response:
        if request.method == "PUT":
            raise httpx.WriteError("broken")
        return service("https://one.example/x?X-Amz-Signature=hidden")(request)

    with pytest.raises(APIConnectionError) as raised:
        both(handle, upload(file), max_retries=0)
    shown = f"{raised.value!r} {raised.value}"
    assert "hidden" not in shown
    assert "secret-key" not in shown


def test_a_file_that_becomes_shorter_ends_the_upload(both: Any, file: Path) -> None:
    def handle(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/v1/files":
            with file.open("r+b") as shorter:
                shorter.truncate(100)
        return service("https://one.example/")(request)

    with pytest.raises(UploadError, match="shorter"):
        both(handle, upload(file))


def test_a_file_that_vanishes_is_an_upload_error(both: Any, file: Path) -> None:
    def handle(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/v1/files":
            file.rename(file.with_suffix(".gone"))
        return service("https://one.example/")(request)

    with pytest.raises(UploadError, match="can no longer be read: No such file"):
        both(handle, upload(file))


def test_sleeps_are_drawn_within_their_jitter() -> None:
    assert Sleep(3.0).draw() == 3.0
    assert all(1.0 <= Sleep(2.0, 0.5).draw() <= 2.0 for _ in range(200))


@pytest.fixture(params=["sync", "async"])
def perform(request: pytest.FixtureRequest) -> Callable[[Flow[Any]], Any]:
    """Performs a flow with either driver."""
    connection = Connection.of("key", API, None)

    async def aio(flow: Flow[Any]) -> Any:
        driver = AsyncDriver(connection, None)
        try:
            return await driver.run(flow)
        finally:
            await driver.close()

    def sync(flow: Flow[Any]) -> Any:
        driver = Driver(connection, None)
        try:
            return driver.run(flow)
        finally:
            driver.close()

    return sync if request.param == "sync" else lambda flow: asyncio.run(aio(flow))


class Crowd:
    """Flows that are to be performed together, and how many were at a time."""

    def __init__(self) -> None:
        self.now = self.most = 0
        self.begun: list[int] = []
        self.ended: list[int] = []

    def flow(self, number: int, *, fails: bool = False, seconds: float = 0.01) -> Flow[None]:
        self.begun.append(number)
        self.now += 1
        self.most = max(self.most, self.now)
        try:
            yield Sleep(seconds)
            if fails:
                raise ZeroDivisionError(number)
            yield Sleep(seconds)
        finally:
            self.now -= 1
        self.ended.append(number)


def together(flows: list[Flow[None]], limit: int) -> Flow[None]:
    yield Parallel(flows, limit)


def test_flows_are_performed_together_within_the_limit(perform: Any) -> None:
    crowd = Crowd()
    perform(together([crowd.flow(number) for number in range(10)], 3))
    assert crowd.most == 3
    assert sorted(crowd.begun) == sorted(crowd.ended) == list(range(10))
    assert crowd.begun[:3] == [0, 1, 2]


def test_the_first_failure_stops_the_others_and_is_raised(perform: Any) -> None:
    crowd = Crowd()
    flows = [crowd.flow(0, seconds=100), crowd.flow(1, fails=True), *(crowd.flow(number) for number in range(2, 9))]
    with pytest.raises(ZeroDivisionError, match="1"):
        perform(together(flows, 2))
    assert crowd.begun == [0, 1]
    assert crowd.ended == []
    assert crowd.now == 0, "the one that slept has tidied up"


def test_a_failure_may_be_handled_and_the_flow_goes_on(perform: Any) -> None:
    crowd = Crowd()

    def flow() -> Flow[str]:
        try:
            yield Parallel([crowd.flow(1, fails=True)], 4)
        except ZeroDivisionError:
            yield Parallel([crowd.flow(2), crowd.flow(3)], 4)
        return "done"

    assert perform(flow()) == "done"
    assert sorted(crowd.ended) == [2, 3]


def test_nothing_to_do_together(perform: Any) -> None:
    perform(together([], 4))


def test_a_cancelled_task_lets_its_flows_tidy_up_to_the_end() -> None:
    """One cancellation reaches each of them once, and none is left behind."""
    steps: list[str] = []

    def slow() -> None:
        time.sleep(0.05)
        steps.append("tidied up")

    def flow(number: int) -> Flow[None]:
        try:
            yield Sleep(100)
        except asyncio.CancelledError:
            yield Do(slow)
            steps.append(f"{number} ended")
            raise

    async def main() -> None:
        driver = AsyncDriver(Connection.of("key", API, None), None)
        task = asyncio.create_task(driver.run(together([flow(1), flow(2), flow(3)], 3)))
        await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await driver.close()

    asyncio.run(main())
    assert sorted(steps) == ["1 ended", "2 ended", "3 ended", *["tidied up"] * 3]


def test_a_cancelled_task_ends_what_takes_long() -> None:
    looks: list[int] = []

    def long(check_cancelled: Callable[[], object]) -> None:
        while True:  # as a check of a very large file
            looks.append(1)
            check_cancelled()

    def flow() -> Flow[None]:
        yield Work(long)

    async def main() -> None:
        driver = AsyncDriver(Connection.of("key", API, None), None)
        task = asyncio.create_task(driver.run(flow()))
        while not looks:
            await asyncio.sleep(0.001)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await driver.close()

    asyncio.run(main())


def test_what_is_told_is_written(both: Any, tmp_path: Path) -> None:
    """Not only in a buffer, which nobody may come to empty: a small piece, too."""
    seen: list[tuple[int, int]] = []

    def tell(progress: Any) -> None:
        (partial,) = tmp_path.glob(".out.*")
        seen.append((progress.done_bytes, partial.stat().st_size))

    act = lambda client: client.files.retrieve_content("file-1", output=tmp_path / "out", progress=tell)  # noqa: E731
    both(lambda request: httpx.Response(200, content=b"few bytes"), act)
    assert seen == [(9, 9)]


def test_an_interrupt_at_any_moment_lets_a_flow_tidy_up() -> None:
    """Also between two effects: a signal comes when it comes."""

    def flow() -> Flow[None]:
        try:
            for _ in range(3):
                yield Do(lambda: None)
        except KeyboardInterrupt:
            yield Do(lambda: tidied.append(moment), brief=True)
            raise

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal left
        if frame.f_code is not Driver._steps.__code__:
            return None
        if event == "line" and getgeneratorstate(running) == GEN_SUSPENDED:
            left -= 1
            if left < 0:
                sys.settrace(None)
                frame.f_trace = None
                raise KeyboardInterrupt
        return trace

    driver = Driver(Connection.of("key", API, None), None)
    interrupted = 0
    for moment in range(50):
        left, tidied, running = moment, [], flow()
        sys.settrace(trace)
        try:
            driver.run(running)
        except KeyboardInterrupt:
            interrupted += 1
            assert tidied == [moment]
        finally:
            sys.settrace(None)
    assert 10 < interrupted < 50
    driver.close()


def test_answers_that_were_read_are_let_go(both: Any) -> None:
    def flow() -> Flow[None]:
        for _ in range(5):
            stream = yield Open(Request("GET", "/files", "Listing files"))
            yield ReadAll(stream)
            answers.append(weakref.ref(stream.response))
            del stream
            gc.collect()
        assert [one() is None for one in answers[:-1]] == [True] * 4

    def act(client: Any) -> Any:
        return client._driver.run(flow())

    answers: list[Any] = []
    both(lambda request: httpx.Response(200, content=b"{}"), act)
