# DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate-python`.
from http import HTTPStatus
from typing import Any, Final, Literal, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.create_file_form import CreateFileForm
from ...models.create_file_request import CreateFileRequest
from ...models.file_exists_response import FileExistsResponse
from ...models.files_error_response import FilesErrorResponse
from typing import cast


ACTION: Final = "Creating the file {file_name}"
"""What a client is doing, for its error messages: `x-action` of the document."""

EXPECTED: Final = frozenset([302])
"""The statuses that say it was done."""

RETRY: Final[Literal["safe", "once"]] = "safe"
"""Whether the same request may be sent again when its response was lost: `x-retry` of the document."""


def request(
    *,
    body: CreateFileRequest | CreateFileForm,
) -> dict[str, Any]:
    """Return the request, as the arguments of `httpx.Client.request`."""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/files",
    }

    if isinstance(body, CreateFileRequest):
        _kwargs["files"] = body.to_multipart()

        headers["Content-Type"] = "multipart/form-data; boundary=+++"
    if isinstance(body, CreateFileForm):
        _kwargs["data"] = body.to_dict()
        headers["Content-Type"] = "application/x-www-form-urlencoded"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | FileExistsResponse | FilesErrorResponse | str | None:
    if response.status_code == 302:
        response_302 = cast(Any, None)
        return response_302

    if response.status_code == 400:
        response_400 = FilesErrorResponse.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = FilesErrorResponse.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = FilesErrorResponse.from_dict(response.json())

        return response_403

    if response.status_code == 409:
        response_409 = FileExistsResponse.from_dict(response.json())

        return response_409

    if response.status_code == 415:
        response_415 = FilesErrorResponse.from_dict(response.json())

        return response_415

    if response.status_code == 422:
        response_422 = FilesErrorResponse.from_dict(response.json())

        return response_422

    if response.status_code == 429:
        response_429 = FilesErrorResponse.from_dict(response.json())

        return response_429

    if response.status_code == 500:
        response_500 = FilesErrorResponse.from_dict(response.json())

        return response_500

    if response.status_code == 502:
        response_502 = response.text
        return response_502

    if response.status_code == 503:
        response_503 = response.text
        return response_503

    if response.status_code == 504:
        response_504 = response.text
        return response_504

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Any | FileExistsResponse | FilesErrorResponse | str]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: CreateFileRequest | CreateFileForm,
) -> Response[Any | FileExistsResponse | FilesErrorResponse | str]:
    """Create a file

     Announces a file and returns where its bytes go. The response is a 302 that must not be
    followed as a redirect: PUT the bytes to `Location` (see `x-presigned-uploads`), then
    call `preprocessFile` with the id in `X-Together-File-Id`.

    Args:
        body (CreateFileRequest): A file that is about to be uploaded.
        body (CreateFileForm): The same as `CreateFileRequest`, in the encoding of 1.x clients.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | FileExistsResponse | FilesErrorResponse | str]
    """

    kwargs = request(
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: CreateFileRequest | CreateFileForm,
) -> Any | FileExistsResponse | FilesErrorResponse | str | None:
    """Create a file

     Announces a file and returns where its bytes go. The response is a 302 that must not be
    followed as a redirect: PUT the bytes to `Location` (see `x-presigned-uploads`), then
    call `preprocessFile` with the id in `X-Together-File-Id`.

    Args:
        body (CreateFileRequest): A file that is about to be uploaded.
        body (CreateFileForm): The same as `CreateFileRequest`, in the encoding of 1.x clients.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | FileExistsResponse | FilesErrorResponse | str
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: CreateFileRequest | CreateFileForm,
) -> Response[Any | FileExistsResponse | FilesErrorResponse | str]:
    """Create a file

     Announces a file and returns where its bytes go. The response is a 302 that must not be
    followed as a redirect: PUT the bytes to `Location` (see `x-presigned-uploads`), then
    call `preprocessFile` with the id in `X-Together-File-Id`.

    Args:
        body (CreateFileRequest): A file that is about to be uploaded.
        body (CreateFileForm): The same as `CreateFileRequest`, in the encoding of 1.x clients.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | FileExistsResponse | FilesErrorResponse | str]
    """

    kwargs = request(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: CreateFileRequest | CreateFileForm,
) -> Any | FileExistsResponse | FilesErrorResponse | str | None:
    """Create a file

     Announces a file and returns where its bytes go. The response is a 302 that must not be
    followed as a redirect: PUT the bytes to `Location` (see `x-presigned-uploads`), then
    call `preprocessFile` with the id in `X-Together-File-Id`.

    Args:
        body (CreateFileRequest): A file that is about to be uploaded.
        body (CreateFileForm): The same as `CreateFileRequest`, in the encoding of 1.x clients.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | FileExistsResponse | FilesErrorResponse | str
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
