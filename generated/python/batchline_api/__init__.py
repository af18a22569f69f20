# DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate-python`.
"""A client library for accessing Files and Batches API"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .client import AuthenticatedClient, Client

__all__ = (
    "AuthenticatedClient",
    "Client",
)


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(importlib.import_module(".client", __name__), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
