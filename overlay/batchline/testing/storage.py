"""The storage host: a separate origin that behaves like S3.

URLs are signed and expire. A request with an `Authorization` header in addition to the signature,
or without `Content-Length`, is refused. The ETag is the MD5 of the bytes; errors are XML.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import parse_qsl, urlencode

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from .faults import FaultPlan
from .inject import Interrupted, answer_of, interrupt
from .state import Store, Tenant

PART_HEADER: Final = "x-amz-meta-part"
"""A header that is signed with a part's URL, and that must be sent with the part."""

_SIGNATURE: Final = "X-Amz-Signature"


class Storage:
    """Signs URLs, and stores the bytes that are PUT to them."""

    def __init__(self, store: Store, faults: FaultPlan, url_seconds: float) -> None:
        self.origin = ""
        self._store = store
        self._faults = faults
        self._url_seconds = url_seconds
        store.state.secret = store.state.secret or secrets.token_hex(32)
        self._secret = store.state.secret.encode()
        self.app = Starlette(
            routes=[
                Route("/files/{tenant}/{file_id}", self._put_file, methods=["PUT"]),
                Route("/parts/{tenant}/{upload_id}/{number:int}", self._put_part, methods=["PUT"]),
            ],
            exception_handlers={405: _not_a_put, Interrupted: answer_of},
        )

    def file_url(self, tenant: Tenant, file_id: str) -> str:
        """Return a URL to PUT the bytes of a file to."""
        return self._sign(f"/files/{tenant.name}/{file_id}", {})

    def part_url(self, tenant: Tenant, upload_id: str, number: int) -> tuple[str, dict[str, str]]:
        """Return a URL to PUT a part to, and the headers to send with it."""
        headers = {PART_HEADER: str(number)}
        return self._sign(f"/parts/{tenant.name}/{upload_id}/{number}", headers), headers

    def _sign(self, path: str, headers: Mapping[str, str]) -> str:
        expires = f"{self._store.clock() + self._url_seconds:.3f}"
        query = {"X-Amz-Expires-At": expires, "X-Amz-SignedHeaders": ";".join(["host", *headers])}
        query[_SIGNATURE] = self._signature(path, query.items(), headers)
        return f"{self.origin}{path}?{urlencode(query)}"

    def _signature(self, path: str, query: Iterable[tuple[str, str]], headers: Mapping[str, str]) -> str:
        """Return the signature of path, query and headers, all signed so that nothing can be added."""
        signed = [path, urlencode(sorted((name, value) for name, value in query if name != _SIGNATURE))]
        signed += [f"{name}:{value}" for name, value in sorted(headers.items())]
        return hmac.new(self._secret, "\n".join(signed).encode(), "sha256").hexdigest()

    def _refusal(self, request: Request) -> Response | None:
        """Return the response to a PUT that is refused before its body is read, or None."""
        pairs = parse_qsl(request.url.query, keep_blank_values=True)
        query = dict(pairs)
        names = [name for name in query.get("X-Amz-SignedHeaders", "").split(";") if name and name != "host"]
        headers = {name: request.headers.get(name, "") for name in names}
        if "authorization" in request.headers:
            return _error(400, "InvalidArgument", "Only one auth mechanism allowed.")
        signatures = [value for name, value in pairs if name == _SIGNATURE]
        expected = self._signature(request.url.path, pairs, headers)
        if len(signatures) != 1 or not hmac.compare_digest(signatures[0].encode(), expected.encode()):
            return _error(403, "SignatureDoesNotMatch", "The request signature we calculated does not match.")
        if float(query["X-Amz-Expires-At"]) < self._store.clock():
            return _error(403, "AccessDenied", "Request has expired")
        if "content-length" not in request.headers:
            return _error(411, "MissingContentLength", "You must provide the Content-Length HTTP header.")
        return None

    def _tenant(self, request: Request) -> Tenant:
        name: str = request.path_params["tenant"]
        tenants = self._store.state.tenants.values()
        return next((tenant for tenant in tenants if tenant.name == name), Tenant(name))

    async def _put_file(self, request: Request) -> Response:
        file = self._tenant(request).files.get(request.path_params["file_id"])
        if refusal := self._refusal(request):
            return await _after_body(request, refusal)
        if file is None:
            return await _after_body(request, _error(404, "NoSuchKey", "The specified key does not exist."))
        async with interrupt(self._faults.take("putFile")):
            received = await self._receive(request, file.id)
            if isinstance(received, Response):
                return received
            etag, size = received
            with self._store.lock:
                file.etag, file.size, file.stored_at = etag, size, self._store.clock()
        return Response(headers={"ETag": f'"{etag}"'})

    async def _put_part(self, request: Request) -> Response:
        upload = self._tenant(request).uploads.get(request.path_params["upload_id"])
        number: int = request.path_params["number"]
        if refusal := self._refusal(request):
            return await _after_body(request, refusal)
        if upload is None:
            return await _after_body(request, _error(404, "NoSuchUpload", "The specified upload does not exist."))
        async with interrupt(self._faults.take("putPart")):
            received = await self._receive(request, f"{upload.id}.{number}")
            if isinstance(received, Response):
                return received
            with self._store.lock:
                upload.parts[number] = received
        return Response(headers={"ETag": f'"{received[0]}"'})

    async def _receive(self, request: Request, name: str) -> tuple[str, int] | Response:
        """Store the bytes of a body; return their MD5 and size, or an error response."""
        digest = hashlib.md5(usedforsecurity=False)
        size = 0
        partial = self._store.blob(f"{name}.{secrets.token_hex(4)}.part")
        try:
            with partial.open("wb") as file, contextlib.suppress(ClientDisconnect):
                async for chunk in request.stream():
                    digest.update(chunk)
                    size += len(chunk)
                    file.write(chunk)
            if size != int(request.headers["content-length"]):
                return _error(400, "IncompleteBody", "The body is shorter than Content-Length says.")
            partial.replace(self._store.blob(name))
            return digest.hexdigest(), size
        except OSError as error:
            return _error(500, "InternalError", f"The mock cannot store the body: {error.strerror or error}")
        finally:
            partial.unlink(missing_ok=True)


async def _after_body(request: Request, response: Response) -> Response:
    """Read the body before responding, as closing on unread bytes would lose the response."""
    with contextlib.suppress(ClientDisconnect):
        async for _ in request.stream():
            pass
    return response


async def _not_a_put(_request: Request, _refused: Exception) -> Response:
    return _error(405, "MethodNotAllowed", "Only PUT is allowed here.")


def _error(status: int, code: str, message: str) -> Response:
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>{code}</Code><Message>{message}</Message></Error>'
    return Response(text, status, media_type="application/xml")
