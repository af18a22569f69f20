# DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate-python`.
from http import HTTPStatus
from typing import Any, Final, Literal, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.batches_error_response import BatchesErrorResponse
from ...models.create_batch_request import CreateBatchRequest
from ...models.created_batch import CreatedBatch
from typing import cast


ACTION: Final = "Creating a batch from {input_file_id}"
"""What a client is doing, for its error messages: `x-action` of the document."""

EXPECTED: Final = frozenset([200, 201])
"""The statuses that say it was done."""

RETRY: Final[Literal["safe", "once"]] = "once"
"""Whether the same request may be sent again when its response was lost: `x-retry` of the document."""


def request(
    *,
    body: CreateBatchRequest,
) -> dict[str, Any]:
    """Return the request, as the arguments of `httpx.Client.request`."""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/batches",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def parse(response: httpx.Response) -> CreatedBatch:
    """Return the body of a call that succeeded.

    Raises:
        errors.UnexpectedStatus: It did not.
    """
    if response.status_code == 200:
        response_200 = CreatedBatch.from_dict(response.json())

        return response_200

    if response.status_code == 201:
        response_201 = CreatedBatch.from_dict(response.json())

        return response_201

    raise errors.UnexpectedStatus(response.status_code, response.content)


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> BatchesErrorResponse | CreatedBatch | str | None:
    if response.status_code == 200:
        response_200 = CreatedBatch.from_dict(response.json())

        return response_200

    if response.status_code == 201:
        response_201 = CreatedBatch.from_dict(response.json())

        return response_201

    if response.status_code == 400:
        response_400 = BatchesErrorResponse.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = BatchesErrorResponse.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = BatchesErrorResponse.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = BatchesErrorResponse.from_dict(response.json())

        return response_404

    if response.status_code == 415:
        response_415 = BatchesErrorResponse.from_dict(response.json())

        return response_415

    if response.status_code == 422:
        response_422 = BatchesErrorResponse.from_dict(response.json())

        return response_422

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
) -> Response[BatchesErrorResponse | CreatedBatch | str]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: CreateBatchRequest,
) -> Response[BatchesErrorResponse | CreatedBatch | str]:
    """Create a batch job

     Starts a job over an uploaded file with purpose `batch-api`. The call is not idempotent
    and takes no idempotency key: a lost response may mean a job that runs and is billed, so
    look for it with `listBatches` before sending the call again.

    Args:
        body (CreateBatchRequest): A batch job to be created.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BatchesErrorResponse | CreatedBatch | str]
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
    body: CreateBatchRequest,
) -> BatchesErrorResponse | CreatedBatch | str | None:
    """Create a batch job

     Starts a job over an uploaded file with purpose `batch-api`. The call is not idempotent
    and takes no idempotency key: a lost response may mean a job that runs and is billed, so
    look for it with `listBatches` before sending the call again.

    Args:
        body (CreateBatchRequest): A batch job to be created.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BatchesErrorResponse | CreatedBatch | str
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: CreateBatchRequest,
) -> Response[BatchesErrorResponse | CreatedBatch | str]:
    """Create a batch job

     Starts a job over an uploaded file with purpose `batch-api`. The call is not idempotent
    and takes no idempotency key: a lost response may mean a job that runs and is billed, so
    look for it with `listBatches` before sending the call again.

    Args:
        body (CreateBatchRequest): A batch job to be created.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BatchesErrorResponse | CreatedBatch | str]
    """

    kwargs = request(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: CreateBatchRequest,
) -> BatchesErrorResponse | CreatedBatch | str | None:
    """Create a batch job

     Starts a job over an uploaded file with purpose `batch-api`. The call is not idempotent
    and takes no idempotency key: a lost response may mean a job that runs and is billed, so
    look for it with `listBatches` before sending the call again.

    Args:
        body (CreateBatchRequest): A batch job to be created.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BatchesErrorResponse | CreatedBatch | str
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
