# DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate-python`.
from http import HTTPStatus
from typing import Any, Final, Literal, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.file_response import FileResponse
from ...models.files_error_response import FilesErrorResponse
from ...models.upload_file_request import UploadFileRequest
from typing import cast


ACTION: Final = "Uploading a file"
"""What a client is doing, for its error messages: `x-action` of the document."""

EXPECTED: Final = frozenset([200])
"""The statuses that say it was done."""

RETRY: Final[Literal["safe", "once"]] = "safe"
"""Whether the same request may be sent again when its response was lost: `x-retry` of the document."""


def request(
    *,
    body: UploadFileRequest,
) -> dict[str, Any]:
    """Return the request, as the arguments of `httpx.Client.request`."""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/files/upload",
    }

    _kwargs["files"] = body.to_multipart()

    headers["Content-Type"] = "multipart/form-data; boundary=+++"

    _kwargs["headers"] = headers
    return _kwargs


def parse(response: httpx.Response) -> FileResponse:
    """Return the body of a call that succeeded.

    Raises:
        errors.UnexpectedStatus: It did not.
    """
    if response.status_code == 200:
        response_200 = FileResponse.from_dict(response.json())

        return response_200

    raise errors.UnexpectedStatus(response.status_code, response.content)


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> FileResponse | FilesErrorResponse | str | None:
    if response.status_code == 200:
        response_200 = FileResponse.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = FilesErrorResponse.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = FilesErrorResponse.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = FilesErrorResponse.from_dict(response.json())

        return response_403

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
) -> Response[FileResponse | FilesErrorResponse | str]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: UploadFileRequest,
) -> Response[FileResponse | FilesErrorResponse | str]:
    """Upload a file in one call

     Takes a file's bytes in the request itself, and returns the file. The API holds all bytes
    on their way, and a lost response means sending all of them again: for large files,
    `createFile` and `initiateMultipartUpload` are better.

    Args:
        body (UploadFileRequest): A file with its bytes.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FileResponse | FilesErrorResponse | str]
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
    body: UploadFileRequest,
) -> FileResponse | FilesErrorResponse | str | None:
    """Upload a file in one call

     Takes a file's bytes in the request itself, and returns the file. The API holds all bytes
    on their way, and a lost response means sending all of them again: for large files,
    `createFile` and `initiateMultipartUpload` are better.

    Args:
        body (UploadFileRequest): A file with its bytes.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FileResponse | FilesErrorResponse | str
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: UploadFileRequest,
) -> Response[FileResponse | FilesErrorResponse | str]:
    """Upload a file in one call

     Takes a file's bytes in the request itself, and returns the file. The API holds all bytes
    on their way, and a lost response means sending all of them again: for large files,
    `createFile` and `initiateMultipartUpload` are better.

    Args:
        body (UploadFileRequest): A file with its bytes.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FileResponse | FilesErrorResponse | str]
    """

    kwargs = request(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: UploadFileRequest,
) -> FileResponse | FilesErrorResponse | str | None:
    """Upload a file in one call

     Takes a file's bytes in the request itself, and returns the file. The API holds all bytes
    on their way, and a lost response means sending all of them again: for large files,
    `createFile` and `initiateMultipartUpload` are better.

    Args:
        body (UploadFileRequest): A file with its bytes.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FileResponse | FilesErrorResponse | str
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
