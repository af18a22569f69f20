# DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate-python`.
"""A client library for accessing Files and Batches API"""

from .client import AuthenticatedClient, Client

__all__ = (
    "AuthenticatedClient",
    "Client",
)
