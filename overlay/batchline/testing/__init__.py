"""A mock of the service, whose routes and validation come from the OpenAPI document.

    from batchline import Client
    from batchline.testing import MockServer

    with MockServer() as server, Client(server.api_key, server.base_url) as client:
        client.files.list()

Needs the extra `batchline[testing]`.
"""

from .faults import Fault, LineFault
from .lag import Lag
from .server import MockServer

__all__ = ["Fault", "Lag", "LineFault", "MockServer"]
