# DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate-python`.
from enum import StrEnum


class BatchJobStatus(StrEnum):
    """The status of a job. COMPLETED, FAILED, EXPIRED and CANCELLED are terminal; CANCELING is
    a cancellation in progress.

    The case of a listed value does not matter. A value that is not listed here is kept:
    `BatchJobStatus("new").value == "new"`.
    """

    CANCELING = "CANCELING"
    CANCELLED = "CANCELLED"
    COMPLETED = "COMPLETED"
    EXPIRED = "EXPIRED"
    FAILED = "FAILED"
    IN_PROGRESS = "IN_PROGRESS"
    VALIDATING = "VALIDATING"

    @classmethod
    def _missing_(cls, value: object) -> "BatchJobStatus | None":
        if not isinstance(value, str):
            return None
        for known in cls:
            if known.value.lower() == value.lower():
                return known
        member = str.__new__(cls, value)
        member._name_, member._value_ = ascii(value)[1:-1], value  # a name is shown as it is
        return member

    def __reduce_ex__(self, protocol: object) -> tuple[type, tuple[str]]:
        # Python before 3.11.4 would look for the name of a value that is not listed.
        return type(self), (self._value_,)
