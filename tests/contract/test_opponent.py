"""Schemathesis as the client's opponent: whatever a server may answer is a model or an error of ours."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from batchline import (
    APIStatusError,
    AsyncClient,
    AsyncMultipartUploadManager,
    BatchJob,
    BatchlineError,
    Client,
    FileDeleteResponse,
    FileList,
    FileResponse,
    MultipartUploadManager,
    ResponseError,
    RetryPolicy,
    UploadLimits,
)
from batchline.errors import status_error
from batchline.testing import contract

from .mirror import Answers, Kind, kinds

BASE = "https://api.test/v1"
KINDS = [kind for kind, _ in kinds() if kind.operation != "uploadFile"]  # which no flow of ours uses
SUCCESSES = [kind for kind in KINDS if kind.status < 300 and kind.media == "application/json"]
REFUSALS = [kind for kind in KINDS if kind.status >= 400]
STRICT, WIDE = Answers(wide=False), Answers(wide=True)
PATHS = [(operation.method, operation.path, operation.id) for operation in contract.operations(contract.load())]

FILE = {"id": "file-1", "bytes": 4, "Processed": True}
PARTS = [{"PartNumber": 1, "URL": "https://storage.test/part?X-Amz-Signature=0a"}]
GOOD: dict[str, tuple[int, Any]] = {
    "createFile": (302, None),
    "preprocessFile": (200, FILE),
    "retrieveFile": (200, FILE),
    "deleteFile": (200, {"id": "file-1", "deleted": True}),
    "initiateMultipartUpload": (200, {"upload_id": "u", "file_id": "file-1", "parts": PARTS}),
    "completeMultipartUpload": (200, {"file": FILE}),
    "abortMultipartUpload": (200, {}),
    "listBatches": (200, []),
    "createBatch": (201, {"job": {"id": "batch-1", "status": "VALIDATING"}}),
    "getBatch": (200, {"id": "batch-1", "status": "COMPLETED"}),
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just("\ud800"),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def operation_of(request: httpx.Request) -> str:
    if request.method == "PUT":
        return "put"
    given = request.url.raw_path.decode().removeprefix("/v1").split("/")  # with ids as they are quoted
    for method, path, id in sorted(PATHS, key=lambda known: known[1].count("{")):
        steps = path.split("/")
        fits = len(steps) == len(given) and all(
            step.startswith("{") or step == part for step, part in zip(steps, given, strict=True)
        )
        if method == request.method and fits:
            return id
    raise AssertionError(request.url)


def server(kind: Kind, answer: httpx.Response) -> Callable[[httpx.Request], httpx.Response]:
    """Answers one operation as given, and every other as a good server; an upload to be aborted fails."""
    put = 400 if kind.operation == "abortMultipartUpload" else 200

    def handle(request: httpx.Request) -> httpx.Response:
        operation = operation_of(request)
        if operation == "put":
            return httpx.Response(put, headers={"ETag": '"e"'})
        if operation == kind.operation:
            return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)
        status, body = GOOD[operation]
        if operation == "retrieveFile" and kind.status >= 400:
            body = {"id": "file-1"}  # not whole: an upload whose completion fails was not completed
        headers = {"Location": "https://storage.test/f?X-Amz-Signature=0a", "X-Together-File-Id": "file-1"}
        return httpx.Response(status, headers=headers) if status == 302 else httpx.Response(status, json=body)

    return handle


def calls(path: Path) -> dict[str, tuple[Callable[[Any], Any], Any]]:
    """How each operation is called through a client of either colour, and what it gives."""

    def in_parts(client: Any) -> Any:
        manager = MultipartUploadManager if isinstance(client, Client) else AsyncMultipartUploadManager
        return manager(client).upload(path, purpose="batch-api", resume=False)

    return {
        "listFiles": (lambda client: client.files.list(), FileList),
        "createFile": (lambda client: client.files.upload(path, purpose="batch-api"), FileResponse),
        "preprocessFile": (lambda client: client.files.upload(path, purpose="batch-api"), FileResponse),
        "retrieveFile": (lambda client: client.files.retrieve("file-1"), FileResponse),
        "deleteFile": (lambda client: client.files.delete("file-1"), FileDeleteResponse),
        "retrieveFileContent": (lambda client: client.files.retrieve_content("file-1", output=path.parent / "o"), object),
        "initiateMultipartUpload": (in_parts, FileResponse),
        "completeMultipartUpload": (in_parts, FileResponse),
        "abortMultipartUpload": (in_parts, FileResponse),
        "listBatches": (lambda client: client.batches.list_batches(), list),
        "createBatch": (lambda client: client.batches.create_batch("file-1", "/v1/chat/completions"), BatchJob),
        "getBatch": (lambda client: client.batches.get_batch("batch-1"), BatchJob),
        "cancelBatch": (lambda client: client.batches.cancel_batch("batch-1"), BatchJob),
    }  # fmt: skip


def outcome(colour: str, handle: Callable[[httpx.Request], httpx.Response], call: Callable[[Any], Any]) -> Any:
    """What a call through a client ends with, an error of ours included; any other goes on to the test."""
    options: dict[str, Any] = {
        "max_retries": 0,
        "retry": RetryPolicy(lag=0),
        "limits": UploadLimits(min_part_size=1, part_size=100),
        "transport": httpx.MockTransport(handle),
    }
    try:
        if colour == "sync":
            with Client("key", BASE, **options) as client:
                return call(client)

        async def run() -> Any:
            async with AsyncClient("key", BASE, **options) as client:
                return await call(client)

        return asyncio.run(run())
    except BatchlineError as error:
        return error


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("opponent") / "a.jsonl"
    file.write_bytes(b"{}\n\n")
    return file


def opposed(examples: int) -> Callable[[Any], Any]:
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        phases=(Phase.generate, Phase.shrink),
        database=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
    )


def response(kind: Kind, body: Any) -> httpx.Response:
    if kind.media in ("application/json", ""):
        return httpx.Response(kind.status, content=json.dumps(body), headers={"Content-Type": "application/json"})
    return httpx.Response(kind.status, content=body, headers={"Content-Type": kind.media})


ASKED = {
    "getBatch": {"id": "batch-1"},
    "cancelBatch": {"id": "batch-1"},
    "initiateMultipartUpload": {"file_id": "file-1"},
    "createBatch": {"input_file_id": "file-1"},
    "retrieveFile": {"id": "file-1"},
    "preprocessFile": {"id": "file-1"},
    "deleteFile": {"id": "file-1"},
    "completeMultipartUpload": {"id": "file-1"},
}


def about_what_was_asked(operation: str, body: Any) -> Any:
    """An answer about the thing that was asked for, since one about another is refused."""
    if not isinstance(body, dict):
        return body
    asked = {name: value for name, value in ASKED.get(operation, {}).items() if name in body}
    inner = {name: about_what_was_asked(operation, body[name]) for name in ("job", "file") if name in body}
    return {**body, **inner, **asked}


def body_of(kind: Kind, answers: Answers = STRICT) -> st.SearchStrategy[Any]:
    if kind.media == "application/json":
        return answers.of(kind).map(lambda body: about_what_was_asked(kind.operation, body))
    return st.binary(max_size=200) if kind.operation == "retrieveFileContent" else st.text(max_size=200)


def colours(kinds: list[Kind]) -> Iterator[Any]:
    for kind, colour in itertools.product(kinds, ("sync", "async")):
        yield pytest.param(kind, colour, id=f"{kind.operation}-{kind.status}-{kind.media or 'empty'}-{colour}")


@pytest.mark.parametrize(("kind", "colour"), list(colours(SUCCESSES)))
def test_what_the_document_allows_becomes_a_model(kind: Kind, colour: str, path: Path) -> None:
    call, model = calls(path)[kind.operation]

    @opposed(40)
    @given(body_of(kind))
    def check(body: Any) -> None:
        fit(kind.operation, body)
        seen = outcome(colour, server(kind, response(kind, body)), call)
        if kind.operation == "abortMultipartUpload":
            assert "400" in str(seen)  # why it was aborted, whatever the abort was answered with
        else:
            assert isinstance(seen, model), seen
            repr(seen)

    check()


@pytest.mark.parametrize(("kind", "colour"), list(colours(REFUSALS)))
def test_refusals_become_their_errors(kind: Kind, colour: str, path: Path) -> None:
    call, _ = calls(path)[kind.operation]

    @opposed(8)
    @given(body_of(kind))
    def check(body: Any) -> None:
        seen = outcome(colour, server(kind, response(kind, body)), call)
        if kind.operation == "abortMultipartUpload":
            assert "400" in str(seen)
        elif kind.status == 409 and kind.operation in ("createFile", "initiateMultipartUpload"):
            assert isinstance(seen, (FileResponse, BatchlineError))  # the file that is there already
        elif kind.status == 416:
            assert isinstance(seen, APIStatusError)
        else:
            assert isinstance(seen, status_error(kind.status)), seen
            assert seen.status_code == kind.status

    check()


@pytest.mark.parametrize(("kind", "colour"), list(colours(SUCCESSES)))
def test_what_servers_really_answer_becomes_a_model_or_an_error(kind: Kind, colour: str, path: Path) -> None:
    """Nulls, enums that have grown, fields that nobody knows; and the same without what is around it."""
    call, model = calls(path)[kind.operation]

    @opposed(40)
    @given(body_of(kind, WIDE), st.booleans(), JSON)
    def check(body: Any, is_bare: bool, extra: Any) -> None:
        if isinstance(body, dict):
            body = {"a_new_field": extra, **body}
            if is_bare and isinstance(body.get("job", body.get("file")), dict):
                body = body.get("job", body.get("file"))
        seen = outcome(colour, server(kind, response(kind, body)), call)
        assert isinstance(seen, (model, BatchlineError))
        if kind.operation == "abortMultipartUpload":
            assert "400" in str(seen)
        if kind.operation in ("getBatch", "cancelBatch", "createBatch", "retrieveFile", "listBatches", "deleteFile"):
            assert isinstance(seen, model), (seen, body)

    check()


@pytest.mark.parametrize(("kind", "colour"), list(colours(SUCCESSES)))
def test_any_json_at_all_becomes_a_model_or_an_error(kind: Kind, colour: str, path: Path) -> None:
    call, model = calls(path)[kind.operation]

    @opposed(60)
    @given(st.data())
    def check(data: st.DataObject) -> None:
        body = data.draw(JSON)
        if data.draw(st.booleans()):
            body = _with_one_other_value(data.draw(body_of(kind)), data)
        seen = outcome(colour, server(kind, response(kind, body)), call)
        assert isinstance(seen, (model, BatchlineError))
        repr(seen)

    check()


def _with_one_other_value(body: Any, data: st.DataObject) -> Any:
    """The same with something else in one place."""
    if isinstance(body, dict) and body and data.draw(st.integers(0, 3)):
        name = data.draw(st.sampled_from(sorted(body)))
        return {**body, name: _with_one_other_value(body[name], data)}
    if isinstance(body, list) and body and data.draw(st.integers(0, 3)):
        return [_with_one_other_value(body[0], data), *body[1:]]
    return data.draw(JSON)


def fit(operation: str, body: Any) -> None:
    """Let an answer be of the file that was sent, which no schema can say."""
    if operation == "preprocessFile":
        body["bytes"] = 4
    elif operation == "completeMultipartUpload":
        body.get("file", body)["bytes"] = 4
    elif operation == "initiateMultipartUpload":
        body["parts"] = [{"PartNumber": 1, "URL": "https://storage.test/part"}]


@pytest.mark.parametrize("colour", ["sync", "async"])
def test_content_is_what_was_sent(colour: str, path: Path) -> None:
    @opposed(30)
    @given(st.binary(max_size=5000), st.sampled_from([200, 206]))
    def check(content: bytes, status: int) -> None:
        kind = Kind("retrieveFileContent", status, "application/octet-stream")
        seen = outcome(colour, server(kind, response(kind, content)), calls(path)["retrieveFileContent"][0])
        if status == 200:
            assert Path(seen.filename).read_bytes() == content
        else:  # of a range that nobody asked for
            assert isinstance(seen, BatchlineError)

    check()


@pytest.mark.parametrize("colour", ["sync", "async"])
def test_any_headers_at_all_name_a_place_or_are_an_error(colour: str, path: Path) -> None:
    text = st.text(st.characters(min_codepoint=33, max_codepoint=255), max_size=40)
    places = st.builds("{}{}{}".format, st.sampled_from(["", "http://", "https://", "//", "ftp://", "http://xn--", "http://a.."]), text, text)  # fmt: skip

    @opposed(150)
    @given(places, text)
    def check(location: str, id: str) -> None:
        kind = Kind("createFile", 302, "")
        headers = [(b"Location", location.encode("latin-1")), (b"X-Together-File-Id", id.encode("latin-1"))]
        seen = outcome(colour, server(kind, httpx.Response(302, headers=headers)), calls(path)["createFile"][0])
        assert isinstance(seen, (FileResponse, BatchlineError))

    check()


SHAPES = [{"error": {"message": "no such thing", "type": None, "code": 7}}, {"error": "no such thing"}, {"message": "no such thing"}]  # fmt: skip


@pytest.mark.parametrize("colour", ["sync", "async"])
@pytest.mark.parametrize("shape", SHAPES, ids=["files", "batches", "other"])
@pytest.mark.parametrize(
    "operation", ["listFiles", "retrieveFile", "createFile", "listBatches", "getBatch", "createBatch"]
)
def test_each_shape_of_error_is_understood_of_each_call(operation: str, shape: Any, colour: str, path: Path) -> None:
    kind = Kind(operation, 422, "application/json")
    seen = outcome(colour, server(kind, response(kind, shape)), calls(path)[operation][0])
    assert isinstance(seen, APIStatusError)
    assert "no such thing" in str(seen)


@pytest.mark.parametrize("colour", ["sync", "async"])
@pytest.mark.parametrize("body", [None, {"data": None}, {"object": "list"}, []], ids=json.dumps)
def test_lists_of_nothing(body: Any, colour: str, path: Path) -> None:
    for operation in ("listFiles", "listBatches"):
        kind = Kind(operation, 200, "application/json")
        seen = outcome(colour, server(kind, response(kind, body)), calls(path)[operation][0])
        assert isinstance(seen, ResponseError) or not (seen.data if operation == "listFiles" else seen)
