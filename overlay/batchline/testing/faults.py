"""What goes wrong, as data."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any

import msgspec


class Fault(msgspec.Struct, frozen=True):
    """A call that goes wrong.

    Attributes:
        operation: An operationId of the document, or `putFile` and `putPart` of the storage.
        status: The status to answer with; None closes the connection without an answer.
        body: The answer's body: bytes as they are, anything else as JSON. `{id}` in it stands for the
            id in the call's path.
        headers: The answer's headers.
        after: Whether the call is carried out first, so that only its answer is lost.
        skip: How many such calls are well before.
        times: How many such calls go wrong.
        delay: Seconds to wait before going wrong.
        late: With `after`, carry the call out only this many seconds after its answer, by the
            mock's clock, with what there is then: no batch is created from a file that was deleted
            in between. Not for `putFile` and `putPart`.
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
        """Return this fault for a call about a thing with this id."""
        is_raw = isinstance(self.body, bytes)
        body = (self.body if is_raw else msgspec.json.encode(self.body)).replace(b"{id}", id.encode())
        return msgspec.structs.replace(self, body=body if is_raw else msgspec.json.decode(body))


class LineFault(msgspec.Struct, frozen=True):
    """A request of a batch that goes wrong.

    Attributes:
        custom_id: The request.
        status_code: Answer with this status in the output file; None for another end.
        missing: Whether the request is in no file at all; else it is in the error file.
        message: What the error says.
        code: The error's name.
    """

    custom_id: str
    status_code: int | None = None
    missing: bool = False
    message: str = "the model did not answer"
    code: str = "model_error"


class FaultPlan:
    """The faults that are still to come."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._faults: list[Fault] = []
        self._lines: dict[str, LineFault] = {}

    def add(self, *faults: Fault | LineFault) -> None:
        """Plan further faults."""
        with self._lock:
            for fault in faults:
                if isinstance(fault, LineFault):
                    self._lines[fault.custom_id] = fault
                else:
                    self._faults.append(fault)

    def take(self, operation: str) -> Fault | None:
        """The fault of this call, which counts as one of its times."""
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
        """The fault of a request of a batch."""
        return self._lines.get(custom_id)
