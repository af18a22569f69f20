# DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate-python`.
from enum import StrEnum


class BatchEndpoint(StrEnum):
    """The inference endpoint that a job's requests go to.

    The case of a listed value does not matter. A value that is not listed here is kept:
    `BatchEndpoint("new").value == "new"`.
    """

    AUDIO_TRANSCRIPTIONS = "/v1/audio/transcriptions"
    AUDIO_TRANSLATIONS = "/v1/audio/translations"
    CHAT_COMPLETIONS = "/v1/chat/completions"
    COMPLETIONS = "/v1/completions"

    @classmethod
    def _missing_(cls, value: object) -> "BatchEndpoint | None":
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
