# DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate-python`.
from enum import StrEnum


class FilePurpose(StrEnum):
    """What a file is for. Servers add values; a client passes on one that it does not know.

    The case of a listed value does not matter. A value that is not listed here is kept:
    `FilePurpose("new").value == "new"`.
    """

    BATCH_API = "batch-api"
    BATCH_GENERATED = "batch-generated"
    CALIBRATION = "calibration"
    EVAL = "eval"
    EVAL_OUTPUT = "eval-output"
    EVAL_SAMPLE = "eval-sample"
    EVAL_SUMMARY = "eval-summary"
    FINE_TUNE = "fine-tune"
    FineTune = "fine-tune"
    BatchAPI = "batch-api"
    Eval = "eval"
    EvalOutput = "eval-output"

    @classmethod
    def _missing_(cls, value: object) -> "FilePurpose | None":
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
