"""Faults that the mock injects, as data."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any

import msgspec


class Fault(msgspec.Struct, frozen=True):
    """A call that fails.

    Attributes:
        operation: An operationId of the document, or `putFile` or `putPart` of the storage.
        status: The status of the response; None closes the connection without a response.
        body: The body of the response: bytes are sent as they are, anything else as JSON. `{id}` in it
            is replaced by the id in the call's path.
        headers: The headers of the response.
        after: Whether the call is carried out first, so that only its response is lost.
        skip: How many calls of the operation are left alone first.
        times: How many calls of the operation fail.
        delay: Seconds to wait before failing.
        late: With `after`, carry out the call only this many seconds after its response, by the
            mock's clock, with the state of that time: no batch is created from a file that was
            deleted in the meantime. Not for `putFile` and `putPart`.
    """

    operation: str
    status: int | None = None
    body: Any = b""
    headers: Mapping[str, str] = msgspec.field(default_factory=dict[str, str])
    after: bool = False
    skip: int = 0
    times: int = 1
    delay: float = 0.0
    late: float = 0.0

    def about(self, id: str) -> Fault:
        """Return this fault for a call with this id in its path."""
        is_raw = isinstance(self.body, bytes)
        body = (self.body if is_raw else msgspec.json.encode(self.body)).replace(b"{id}", id.encode())
        return msgspec.structs.replace(self, body=body if is_raw else msgspec.json.decode(body))


class LineFault(msgspec.Struct, frozen=True):
    """A request of a batch that fails.

    Attributes:
        custom_id: The custom_id of the request.
        status_code: The status of its line in the output file; None if it has no line there.
        missing: Without `status_code`, whether the error file has no line for it either.
        message: The message of the error.
        code: The code of the error.
    """

    custom_id: str
    status_code: int | None = None
    missing: bool = False
    message: str = "the model did not answer"
    code: str = "model_error"


class FaultPlan:
    """The faults that have not happened yet."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._faults: list[Fault] = []
        self._lines: dict[str, LineFault] = {}

    def add(self, *faults: Fault | LineFault) -> None:
        """Add faults to the plan."""
        with self._lock:
            for fault in faults:
                if isinstance(fault, LineFault):
                    self._lines[fault.custom_id] = fault
                else:
                    self._faults.append(fault)

    def take(self, operation: str) -> Fault | None:
        """Return the fault for this call, if any, and count the call in its `skip` or `times`."""
        with self._lock:
            for index, fault in enumerate(self._faults):
                if fault.operation != operation:
                    continue
                if fault.skip:
                    self._faults[index] = msgspec.structs.replace(fault, skip=fault.skip - 1)
                    continue
                if fault.times > 1:
                    self._faults[index] = msgspec.structs.replace(fault, times=fault.times - 1)
                else:
                    del self._faults[index]
                return fault
        return None

    def of_line(self, custom_id: str) -> LineFault | None:
        """Return the fault for a request of a batch, if any."""
        return self._lines.get(custom_id)
