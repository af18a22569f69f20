# DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate-python`.
from http import HTTPStatus
from typing import Any, Final, Literal, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.batch_job import BatchJob
from ...models.batches_error_response import BatchesErrorResponse
from typing import cast


ACTION: Final = "Listing batches"
"""What a client is doing, for its error messages: `x-action` of the document."""

EXPECTED: Final = frozenset([200])
"""The statuses that say it was done."""

RETRY: Final[Literal["safe", "once"]] = "safe"
"""Whether the same request may be sent again when its response was lost: `x-retry` of the document."""


def request() -> dict[str, Any]:
    """Return the request, as the arguments of `httpx.Client.request`."""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/batches",
    }

    return _kwargs


def parse(response: httpx.Response) -> list[BatchJob] | None:
    """Return the body of a call that succeeded.

    Raises:
        errors.UnexpectedStatus: It did not.
    """
    if response.status_code == 200:

        def _parse_response_200(data: object) -> list[BatchJob] | None:
            if data is None:
                return data
            if not isinstance(data, list):
                raise TypeError()
            response_200_type_0 = []
            _response_200_type_0 = data
            for response_200_type_0_item_data in _response_200_type_0:
                response_200_type_0_item = BatchJob.from_dict(response_200_type_0_item_data)

                response_200_type_0.append(response_200_type_0_item)

            return response_200_type_0

        response_200 = _parse_response_200(response.json())

        return response_200

    raise errors.UnexpectedStatus(response.status_code, response.content)


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> BatchesErrorResponse | list[BatchJob] | None | str | None:
    if response.status_code == 200:

        def _parse_response_200(data: object) -> list[BatchJob] | None:
            if data is None:
                return data
            if not isinstance(data, list):
                raise TypeError()
            response_200_type_0 = []
            _response_200_type_0 = data
            for response_200_type_0_item_data in _response_200_type_0:
                response_200_type_0_item = BatchJob.from_dict(response_200_type_0_item_data)

                response_200_type_0.append(response_200_type_0_item)

            return response_200_type_0

        response_200 = _parse_response_200(response.json())

        return response_200

    if response.status_code == 401:
        response_401 = BatchesErrorResponse.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = BatchesErrorResponse.from_dict(response.json())

        return response_403

    if response.status_code == 429:
        response_429 = BatchesErrorResponse.from_dict(response.json())

        return response_429

    if response.status_code == 500:
        response_500 = BatchesErrorResponse.from_dict(response.json())

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
) -> Response[BatchesErrorResponse | list[BatchJob] | None | str]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
) -> Response[BatchesErrorResponse | list[BatchJob] | None | str]:
    """List batch jobs

     Lists all batch jobs of the account.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BatchesErrorResponse | list[BatchJob] | None | str]
    """

    kwargs = request()

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
) -> BatchesErrorResponse | list[BatchJob] | None | str | None:
    """List batch jobs

     Lists all batch jobs of the account.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BatchesErrorResponse | list[BatchJob] | None | str
    """

    return sync_detailed(
        client=client,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
) -> Response[BatchesErrorResponse | list[BatchJob] | None | str]:
    """List batch jobs

     Lists all batch jobs of the account.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BatchesErrorResponse | list[BatchJob] | None | str]
    """

    kwargs = request()

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
) -> BatchesErrorResponse | list[BatchJob] | None | str | None:
    """List batch jobs

     Lists all batch jobs of the account.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BatchesErrorResponse | list[BatchJob] | None | str
    """

    return (
        await asyncio_detailed(
            client=client,
        )
    ).parsed
