"""Makes calls through `batchline_api`; `harness.py` says what stands on each line."""

import importlib
import inspect
import json
import sys
from typing import Any

import httpx
import msgspec

import batchline_lines
from batchline_api import AuthenticatedClient
from batchline_api.models import (
    AbortMultipartRequest,
    CompleteMultipartRequest,
    CreateBatchRequest,
    CreateFileRequest,
    InitiateMultipartRequest,
    UploadFileRequest,
)

BODIES = {
    "createFile": CreateFileRequest,
    "initiateMultipartUpload": InitiateMultipartRequest,
    "completeMultipartUpload": CompleteMultipartRequest,
    "abortMultipartUpload": AbortMultipartRequest,
    "createBatch": CreateBatchRequest,
    "uploadFile": UploadFileRequest,
}
HEADERS = {"Range": "range_", "If-Range": "if_range"}


def snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


def plain(value: Any) -> Any:
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value.to_dict() if hasattr(value, "to_dict") else value


def call(client: AuthenticatedClient, request: dict[str, Any]) -> dict[str, Any]:
    operation = request["call"]
    tag = "batches" if "atch" in operation else "files"
    module = importlib.import_module(f"batchline_api.api.{tag}.{snake(operation)}")
    given = request["path"] | {HEADERS[name]: value for name, value in request["headers"].items()}
    known = inspect.signature(module.sync_detailed).parameters
    arguments = {name: value for name, value in given.items() if name in known}
    if operation in BODIES:
        given = request["body"] | ({"file": request["body"]["file"].encode()} if operation == "uploadFile" else {})
        arguments["body"] = BODIES[operation].from_dict(given)
    response = module.sync_detailed(client=client, **arguments)
    if hasattr(response.parsed, "payload"):
        body = response.parsed.payload.read().decode()
    elif isinstance(response.parsed, str | None):
        # Of answers that may be HTML or JSON, the client makes text; so does a user who wants the JSON.
        body = response.content.decode()
        if response.headers.get("content-type") == "application/json" and body:
            body = json.loads(body)
    else:
        body = plain(response.parsed)
    return {"status": int(response.status_code), "headers": lowered(response.headers), "body": body}


def lowered(headers: Any) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def put(request: dict[str, Any]) -> dict[str, Any]:
    response = httpx.put(request["put"], content=request["text"].encode(), headers=request["headers"])
    headers = lowered(response.headers)
    return {"status": response.status_code, "headers": headers, "etag": headers.get("etag", "").strip('"')}


def lines(request: dict[str, Any]) -> dict[str, Any]:
    decoder = msgspec.json.Decoder(getattr(batchline_lines, request["lines"]))
    values = decoder.decode_lines(request["text"])
    return {
        "values": msgspec.to_builtins(values),
        "text": "".join(msgspec.json.encode(value).decode() + "\n" for value in values),
    }


def main() -> None:
    client = AuthenticatedClient(base_url="", token="")
    for line in sys.stdin:
        request = json.loads(line)
        try:
            if "connect" in request:
                client = AuthenticatedClient(base_url=request["connect"]["url"], token=request["connect"]["key"])
                answer: dict[str, Any] = {}
            elif "call" in request:
                answer = call(client, request)
            else:
                answer = put(request) if "put" in request else lines(request)
        except Exception as error:
            answer = {"failed": repr(error)}
        print(json.dumps(answer), flush=True)


main()
