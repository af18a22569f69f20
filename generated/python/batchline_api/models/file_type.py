# DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate-python`.
from enum import StrEnum


class FileType(StrEnum):
    """The format of a file.

    The case of a listed value does not matter. A value that is not listed here is kept:
    `FileType("new").value == "new"`.
    """

    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"

    @classmethod
    def _missing_(cls, value: object) -> "FileType | None":
        if not isinstance(value, str):
            return None
        for known in cls:
            if known.value.lower() == value.lower():
                return known
        member = str.__new__(cls, value)
        member._name_ = member._value_ = value
        return member
