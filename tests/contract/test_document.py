"""The document is complete: examples for everything, each valid; errors everywhere; links that lead somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml

DOCUMENT: dict[str, Any] = yaml.safe_load((Path(__file__).parents[2] / "openapi" / "openapi.yaml").read_text())
CALLS = {
    "listFiles": "GET /files",
    "createFile": "POST /files",
    "uploadFile": "POST /files/upload",
    "retrieveFile": "GET /files/{id}",
    "deleteFile": "DELETE /files/{id}",
    "retrieveFileContent": "GET /files/{id}/content",
    "preprocessFile": "POST /files/{id}/preprocess",
    "initiateMultipartUpload": "POST /files/multipart/initiate",
    "completeMultipartUpload": "POST /files/multipart/complete",
    "abortMultipartUpload": "POST /files/multipart/abort",
    "listBatches": "GET /batches",
    "createBatch": "POST /batches",
    "getBatch": "GET /batches/{id}",
    "cancelBatch": "POST /batches/{id}/cancel",
}


def resolved(value: Any) -> Any:
    while isinstance(value, dict) and "$ref" in value:
        found: Any = DOCUMENT
        for step in value["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        value = found
    return value


def operations() -> dict[str, dict[str, Any]]:
    return {
        operation["operationId"]: {**operation, "call": f"{method.upper()} {path}"}
        for path, item in DOCUMENT["paths"].items()
        for method, operation in item.items()
        if method != "parameters"
    }


def media() -> Iterator[Any]:
    for name, operation in operations().items():
        for kind, content in operation.get("requestBody", {}).get("content", {}).items():
            yield pytest.param(content, id=f"{name}-{kind}")
        for status, response in operation["responses"].items():
            for kind, content in resolved(response).get("content", {}).items():
                yield pytest.param(content, id=f"{name}-{status}-{kind}")


def test_every_call_is_described() -> None:
    assert {name: operation["call"] for name, operation in operations().items()} == CALLS
    assert set(DOCUMENT["x-presigned-uploads"]) == {"file", "part"}


@pytest.mark.parametrize("content", list(media()))
def test_every_body_has_valid_examples(content: dict[str, Any]) -> None:
    schema = {**content["schema"], "components": DOCUMENT["components"]}
    assert content["examples"]
    for example in content["examples"].values():
        jsonschema_rs.validate(schema, resolved(example)["value"], validate_formats=True)


@pytest.mark.parametrize("name", CALLS)
def test_every_call_documents_its_errors(name: str) -> None:
    described = operations()[name]
    statuses = set(described["responses"])
    assert {"401", "403", "429", "500", "502", "503", "504"} <= statuses
    if "{id}" in described["call"] or "requestBody" in described:
        assert "400" in statuses
    if "{id}" in described["call"]:
        assert "404" in statuses
    if "requestBody" in described:
        assert {"415", "422"} <= statuses
    for status in statuses - {"200", "201", "206", "302"}:
        assert resolved(described["responses"][status])["content"], status
    assert "Retry-After" in resolved(described["responses"]["429"])["headers"]


def test_links_lead_to_operations_and_their_parameters() -> None:
    linked: set[str] = set()
    for operation in operations().values():
        for response in operation["responses"].values():
            for link in resolved(response).get("links", {}).values():
                target = resolved(link)
                linked.add(target["operationId"])
                there = operations()[target["operationId"]]
                for parameter in target.get("parameters", {}):
                    assert f"{{{parameter}}}" in there["call"]
                if "requestBody" in target:
                    assert "requestBody" in there
    # Everything that uses, reads or deletes something can be reached from what made it.
    assert linked == set(CALLS) - {"listFiles", "createFile", "uploadFile", "initiateMultipartUpload", "listBatches"}


def test_limits_say_what_they_are() -> None:
    limits = DOCUMENT["x-limits"]
    assert {name: limit["value"] for name, limit in limits.items()} == {
        "multipart_threshold": 5 * 2**30,
        "part_size": 250 * 2**20,
        "min_part_size": 5 * 2**20,
        "max_parts": 250,
        "concurrency": 4,
        "part_timeout": 300.0,
        "max_file_size": int(50.1 * 2**30),
        "max_batch_requests": 50_000,
        "max_batch_bytes": 100_000_000,
    }
    assert all(limit["description"] and limit["unit"] for limit in limits.values())
    initiate = DOCUMENT["components"]["schemas"]["InitiateMultipartRequest"]["properties"]
    assert initiate["num_parts"]["maximum"] == limits["max_parts"]["value"]
    assert initiate["file_size"]["maximum"] == limits["max_file_size"]["value"]
