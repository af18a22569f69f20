# DO NOT EDIT. Compiled from openapi/lines.yaml by `make generate-python`.
"""What the document says besides schemas: which of them apply where, and limits that no schema can say."""

from typing import Final

import msgspec

from . import (
    ChatBatchRequest,
    CompletionBatchRequest,
    AudioBatchRequest,
    GeneralRow,
    ConversationRow,
    InstructionRow,
    PreferenceRow,
)

REQUESTS: Final[dict[str, type[msgspec.Struct]]] = {
    "/v1/chat/completions": ChatBatchRequest,
    "/v1/completions": CompletionBatchRequest,
    "/v1/audio/transcriptions": AudioBatchRequest,
    "/v1/audio/translations": AudioBatchRequest,
}
"""The requests to each endpoint."""

FORMATS: Final[dict[str, type[msgspec.Struct]]] = {
    "general": GeneralRow,
    "conversation": ConversationRow,
    "instruction": InstructionRow,
    "preference_openai": PreferenceRow,
}
"""The rows of each format of fine-tune files."""

PARQUET_COLUMNS: Final = (
    "input_ids",
    "attention_mask",
    "labels",
    "position_ids",
)
"""The columns that a Parquet file for fine-tuning may have."""


MAX_IMAGES: Final = 10
"""The most images that a message or a conversation may have. Unit: images."""
