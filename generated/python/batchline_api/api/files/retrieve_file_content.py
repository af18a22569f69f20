# DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate-python`.
from http import HTTPStatus
from typing import Any, Final, Literal, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.files_error_response import FilesErrorResponse
from ...types import File, FileTypes
from ...types import UNSET, Unset
from io import BytesIO
from typing import cast


ACTION: Final = "Downloading the file {id}"
"""What a client is doing, for its error messages: `x-action` of the document."""

EXPECTED: Final = frozenset([200, 206])
"""The statuses that say it was done."""

RETRY: Final[Literal["safe", "once"]] = "safe"
"""Whether the same request may be sent again when its response was lost: `x-retry` of the document."""


def request(
    id: str,
    *,
    range_: str | Unset = UNSET,
    if_range: str | Unset = UNSET,
) -> dict[str, Any]:
    """Return the request, as the arguments of `httpx.Client.request`."""
    headers: dict[str, Any] = {}
    if not isinstance(range_, Unset):
        headers["Range"] = range_

    if not isinstance(if_range, Unset):
        headers["If-Range"] = if_range

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/files/{id}/content".format(
            id=quote(str(id), safe=""),
        ),
    }

    _kwargs["headers"] = headers
    return _kwargs


def parse(response: httpx.Response) -> File:
    """Return the body of a call that succeeded.

    Raises:
        errors.UnexpectedStatus: It did not.
    """
    if response.status_code == 200:
        response_200 = File(payload=BytesIO(response.content))

        return response_200

    if response.status_code == 206:
        response_206 = File(payload=BytesIO(response.content))

        return response_206

    raise errors.UnexpectedStatus(response.status_code, response.content)


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> File | FilesErrorResponse | str | None:
    if response.status_code == 200:
        response_200 = File(payload=BytesIO(response.content))

        return response_200

    if response.status_code == 206:
        response_206 = File(payload=BytesIO(response.content))

        return response_206

    if response.status_code == 400:
        response_400 = FilesErrorResponse.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = FilesErrorResponse.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = FilesErrorResponse.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = FilesErrorResponse.from_dict(response.json())

        return response_404

    if response.status_code == 416:
        response_416 = FilesErrorResponse.from_dict(response.json())

        return response_416

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
) -> Response[File | FilesErrorResponse | str]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    id: str,
    *,
    client: AuthenticatedClient | Client,
    range_: str | Unset = UNSET,
    if_range: str | Unset = UNSET,
) -> Response[File | FilesErrorResponse | str]:
    """Download a file

     Returns the file's bytes, or the range that `Range` asks for. A `Range` that the server
    does not understand is ignored, as RFC 9110 section 14.2 requires.

    Args:
        id (str):
        range_ (str | Unset):
        if_range (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File | FilesErrorResponse | str]
    """

    kwargs = request(
        id=id,
        range_=range_,
        if_range=if_range,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: str,
    *,
    client: AuthenticatedClient | Client,
    range_: str | Unset = UNSET,
    if_range: str | Unset = UNSET,
) -> File | FilesErrorResponse | str | None:
    """Download a file

     Returns the file's bytes, or the range that `Range` asks for. A `Range` that the server
    does not understand is ignored, as RFC 9110 section 14.2 requires.

    Args:
        id (str):
        range_ (str | Unset):
        if_range (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File | FilesErrorResponse | str
    """

    return sync_detailed(
        id=id,
        client=client,
        range_=range_,
        if_range=if_range,
    ).parsed


async def asyncio_detailed(
    id: str,
    *,
    client: AuthenticatedClient | Client,
    range_: str | Unset = UNSET,
    if_range: str | Unset = UNSET,
) -> Response[File | FilesErrorResponse | str]:
    """Download a file

     Returns the file's bytes, or the range that `Range` asks for. A `Range` that the server
    does not understand is ignored, as RFC 9110 section 14.2 requires.

    Args:
        id (str):
        range_ (str | Unset):
        if_range (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File | FilesErrorResponse | str]
    """

    kwargs = request(
        id=id,
        range_=range_,
        if_range=if_range,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str,
    *,
    client: AuthenticatedClient | Client,
    range_: str | Unset = UNSET,
    if_range: str | Unset = UNSET,
) -> File | FilesErrorResponse | str | None:
    """Download a file

     Returns the file's bytes, or the range that `Range` asks for. A `Range` that the server
    does not understand is ignored, as RFC 9110 section 14.2 requires.

    Args:
        id (str):
        range_ (str | Unset):
        if_range (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File | FilesErrorResponse | str
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            range_=range_,
            if_range=if_range,
        )
    ).parsed
