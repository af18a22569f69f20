"""The operations of the OpenAPI document, with validators for requests and responses."""

from __future__ import annotations

import importlib.resources
from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable
from typing import Any, Final

import jsonschema_rs
import msgspec

_METHODS: Final = ("get", "put", "post", "delete", "patch", "head", "options")


class Operation(msgspec.Struct, frozen=True):
    """One operation of the document.

    Attributes:
        id: Its operationId.
        method: Its HTTP method, in upper case.
        path: Its path, with parameters in braces.
        tag: Its first tag, which decides the shape of its errors.
        bodies: A validator for every media type of a request.
        answers: A validator for every status and media type of a response; None if any body is valid.
        headers: The headers that a response must have, by status.
        binary_fields: The fields of a form that are files.
    """

    id: str
    method: str
    path: str
    tag: str
    bodies: Mapping[str, jsonschema_rs.Validator]
    answers: Mapping[tuple[int, str], jsonschema_rs.Validator | None]
    headers: Mapping[int, tuple[str, ...]]
    binary_fields: frozenset[str]

    def problem_of_request(self, media_type: str, body: Any) -> tuple[str | None, str] | None:
        """Return what is wrong with a request's body, as a field and a sentence, or None."""
        return _problem(self.bodies[media_type], body)

    def problem_of_answer(self, status: int, media_type: str, headers: Mapping[str, str], body: Any) -> str | None:
        """Return what the document does not allow about a response, or None."""
        if status not in self.headers:
            return f"{self.id} returned {status}, which the document does not define"
        missing = [name for name in self.headers[status] if name.lower() not in headers]
        if missing:
            return f"{self.id} returned {status} without {', '.join(missing)}"
        documented = {kind for documented_status, kind in self.answers if documented_status == status}
        if not documented and not media_type:
            return None
        if media_type not in documented:
            return f"{self.id} returned {status} with {media_type or 'no body'}, which the document does not define"
        validator = self.answers[status, media_type]
        problem = validator and _problem(validator, body)
        return f"{self.id} returned {status} with an invalid body: {problem[1]}" if problem else None


def _problem(validator: jsonschema_rs.Validator, value: Any) -> tuple[str | None, str] | None:
    for error in validator.iter_errors(value):
        place = "/".join(str(step) for step in error.instance_path)
        return (place or None, f"{place}: {error.message}" if place else error.message)
    return None


def _document_file() -> Traversable:
    return importlib.resources.files("batchline_api").joinpath("openapi.json")


def load() -> dict[str, Any]:
    """Return the document, as compiled into `batchline_api`."""
    document: dict[str, Any] = msgspec.json.decode(_document_file().read_bytes())
    return document


def operations(document: Mapping[str, Any]) -> Iterator[Operation]:
    """Yield every operation of the document, with compiled validators."""
    for path, item in document["paths"].items():
        for method in _METHODS:
            if method in item:
                yield _operation(document, path, method, item[method])


def _operation(document: Mapping[str, Any], path: str, method: str, described: Mapping[str, Any]) -> Operation:
    answers: dict[tuple[int, str], jsonschema_rs.Validator | None] = {}
    headers: dict[int, tuple[str, ...]] = {}
    for status, reference in described["responses"].items():
        response = _resolve(document, reference)
        required = [name for name, header in response.get("headers", {}).items() if header.get("required")]
        headers[int(status)] = tuple(required)
        for media_type, media in response.get("content", {}).items():
            is_json = media_type == "application/json"
            answers[int(status), media_type] = _validator(document, media["schema"]) if is_json else None
    content = described.get("requestBody", {}).get("content", {})
    return Operation(
        id=described["operationId"],
        method=method.upper(),
        path=path,
        tag=described["tags"][0],
        bodies={media_type: _validator(document, media["schema"]) for media_type, media in content.items()},
        answers=answers,
        headers=headers,
        binary_fields=frozenset(
            name
            for media in content.values()
            for name, field in _resolve(document, media["schema"]).get("properties", {}).items()
            if field.get("format") == "binary"
        ),
    )


def _resolve(document: Mapping[str, Any], value: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" not in value:
        return value
    target = document
    for step in value["$ref"].removeprefix("#/").split("/"):
        target = target[step]
    return target


def _validator(document: Mapping[str, Any], schema: Mapping[str, Any]) -> jsonschema_rs.Validator:
    """Return a validator for a schema whose references point into the document."""
    whole = {**schema, "components": {"schemas": document["components"]["schemas"]}}
    return jsonschema_rs.validator_for(whole, validate_formats=True)
