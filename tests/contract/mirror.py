"""The document turned round: its answers as the bodies of requests, so that Schemathesis generates them."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import schemathesis
import yaml
from hypothesis import strategies as st

DOCUMENT: dict[str, Any] = yaml.safe_load((Path(__file__).parents[2] / "openapi" / "openapi.yaml").read_text())


class Kind(NamedTuple):
    """A kind of answer: of which operation, with which status, in which media type ("" for none)."""

    operation: str
    status: int
    media: str


def _resolved(value: Any) -> Any:
    while "$ref" in value:
        found: Any = DOCUMENT
        for step in value["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        value = found
    return value


def kinds() -> Iterator[tuple[Kind, Any]]:
    """Every kind of answer that the document has, with its schema."""
    for path in DOCUMENT["paths"].values():
        for method, operation in path.items():
            if method == "parameters":
                continue
            for status, reference in operation["responses"].items():
                content = _resolved(reference).get("content", {})
                for media, described in content.items():
                    yield Kind(operation["operationId"], int(status), media), described["schema"]
                if not content:
                    yield Kind(operation["operationId"], int(status), ""), None


def widened(schema: Any) -> Any:
    """A schema as real servers keep to it: any optional field may be null, any enum may have grown."""
    if isinstance(schema, list):
        return [widened(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if "enum" in schema:
        return {"anyOf": [schema, {"type": "string"}]}
    wide = {name: widened(value) for name, value in schema.items()}
    required = schema.get("required", [])
    for name, described in schema.get("properties", {}).items():
        if name not in required:
            wide["properties"][name] = {"anyOf": [widened(described), {"type": "null"}]}
    return wide


def _mirrored(schemas: dict[str, Any], components: Any) -> Any:
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Answers", "version": "1"},
        "components": {"schemas": components},
        "paths": {
            f"/{name}": {
                "post": {
                    "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
                    "responses": {"200": {"description": "It was taken."}},
                }
            }
            for name, schema in schemas.items()
        },
    }
    return schemathesis.openapi.from_dict(document)


class Answers:
    """Strategies for the JSON of answers, as strict or as wide as wanted."""

    def __init__(self, *, wide: bool) -> None:
        components = copy.deepcopy(DOCUMENT["components"]["schemas"])
        schemas = {_name(kind): schema for kind, schema in kinds() if kind.media == "application/json"}
        if wide:
            components, schemas = widened(components), widened(schemas)
        self._schema = _mirrored(schemas, components)

    def of(self, kind: Kind) -> st.SearchStrategy[Any]:
        """The JSON of a kind of answer."""
        return self._schema[f"/{_name(kind)}"]["POST"].as_strategy().map(lambda case: case.body)


def _name(kind: Kind) -> str:
    return f"{kind.operation}-{kind.status}"
