"""Build batch input files."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Final, cast

import msgspec

from batchline_api import document
from batchline_api.models import BatchEndpoint
from batchline_lines import AudioBatchRequest, BatchRequest

from ..disk.atomic import AtomicFile
from ..validation.fast_path import request_shape
from ..validation.schema_errors import allowed_values, shape_faults

CHAT: Final = BatchEndpoint.CHAT_COMPLETIONS.value
COMPLETION: Final = BatchEndpoint.COMPLETIONS.value
TRANSCRIPTION: Final = BatchEndpoint.AUDIO_TRANSCRIPTIONS.value


def chat_request(custom_id: str, *, model: str, messages: Iterable[Mapping[str, Any]], **params: Any) -> BatchRequest:
    """Return a chat completion request: one line of a batch input file.

    Args:
        custom_id: Identifies the request in the output: 1 to 64 characters, unique in the file.
        model: The model to use.
        messages: The conversation: objects with `role` and `content`.
        params: Other parameters of the endpoint, such as `temperature` or `max_tokens`.

    Raises:
        ValueError: The service would reject the request (see `openapi/lines.yaml`).
    """
    return _request(custom_id, CHAT, {"model": model, "messages": list(messages), **params})[0]


def completion_request(custom_id: str, *, model: str, prompt: str, **params: Any) -> BatchRequest:
    """Return a text completion request: one line of a batch input file; see `chat_request`."""
    return _request(custom_id, COMPLETION, {"model": model, "prompt": prompt, **params})[0]


def audio_request(
    custom_id: str, *, model: str, file: str, endpoint: str = TRANSCRIPTION, **params: Any
) -> BatchRequest:
    """Return an audio request: one line of a batch input file; see `chat_request`.

    Args:
        custom_id: Identifies the request in the output: 1 to 64 characters, unique in the file.
        model: The model to use.
        file: The URL of the audio file.
        endpoint: `/v1/audio/transcriptions` or `/v1/audio/translations`.
        params: Other parameters of the endpoint, such as `language`.

    Raises:
        ValueError: The service would reject the request (see `openapi/lines.yaml`), or the endpoint
            is not an audio endpoint.
    """
    if request_shape(str(endpoint)) is not AudioBatchRequest:
        raise ValueError(f"endpoint must be an audio endpoint, such as {TRANSCRIPTION}, got {str(endpoint)!r}")
    return _request(custom_id, str(endpoint), {"model": model, "file": file, **params})[0]


def _request(custom_id: str, url: str, body: dict[str, Any]) -> tuple[BatchRequest, bytes]:
    """Return a request and its encoded line, after checking the line against its shape."""
    shape = request_shape(url)
    method: Any = allowed_values(shape, "method")[0]  # POST, except for audio
    request = BatchRequest(custom_id=custom_id, method=method, url=cast("Any", url), body=body)
    line = b""
    try:
        line = msgspec.json.encode(request)
        msgspec.json.decode(line, type=shape)
        if b"null" in line:
            json.dumps(body, allow_nan=False)  # msgspec encodes NaN and infinity as null
    except msgspec.ValidationError as error:
        faults = shape_faults(msgspec.json.decode(line), shape)
        raise ValueError(
            f"request {custom_id!r}: {'; '.join(f'{fault.message} at {fault.pointer}' for fault in faults)}"
        ) from error
    except (TypeError, ValueError, RecursionError) as error:
        raise ValueError(f"request {custom_id!r} cannot be written as JSON: {error}") from error
    return request, line


class BatchWriter:
    """Writes requests to a batch input file, and starts another file at the limits of a batch.

    A context manager. The files appear complete on exit, or not at all after an exception.
    Requests that don't fit into `NAME.jsonl` go to `NAME-00002.jsonl` and so on.

    Attributes:
        paths: The files, in order; empty until the writer is closed.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        endpoint: str = CHAT,
        model: str | None = None,
        max_requests: int = document.MAX_BATCH_REQUESTS,
        max_bytes: int = document.MAX_BATCH_BYTES,
    ) -> None:
        """Start the first file.

        Args:
            path: The first file.
            endpoint: The endpoint of all requests.
            model: The model of requests that don't name one.
            max_requests: The maximum number of requests in a file.
            max_bytes: The maximum number of bytes in a file.

        Raises:
            ValueError: The endpoint is unknown, or a limit is not positive.
            OSError: The folder is not writable.
        """
        if endpoint not in list(BatchEndpoint):
            raise ValueError(f"endpoint must be one of {', '.join(BatchEndpoint)}, got {endpoint!r}")
        if max_requests < 1 or max_bytes < 1:
            raise ValueError(f"max_requests and max_bytes must be positive, got {max_requests} and {max_bytes}")
        self.paths: list[Path] = []
        self._first = Path(path)
        self._endpoint = str(endpoint)
        self._model = model
        self._max_requests = max_requests
        self._max_bytes = max_bytes
        self._ids: set[str] = set()
        self._file = AtomicFile(self._first)
        self._files = {self._first: self._file}
        self._requests_here = self._bytes_here = 0
        self._closed = False

    def add(
        self,
        custom_id: str | None = None,
        *,
        messages: Iterable[Mapping[str, Any]] | None = None,
        prompt: str | None = None,
        model: str | None = None,
        **params: Any,
    ) -> str:
        """Write one request.

        Args:
            custom_id: Identifies the request in the output. None means `request-N`, where N is the
                1-based number of the request, or the next number that is free.
            messages: The conversation of a chat completion.
            prompt: The prompt of a text completion.
            model: The model, if not the writer's.
            params: Other parameters of the endpoint; for audio, `file`, the URL of the file.

        Returns:
            The custom_id.

        Raises:
            ValueError: The custom_id was already used, or the service would reject the request.
                The request is not written.
        """
        if self._closed:
            raise ValueError("the writer is closed")
        if custom_id is None:
            number = len(self._ids) + 1
            while f"request-{number}" in self._ids:
                number += 1
            custom_id = f"request-{number}"
        if custom_id in self._ids:
            raise ValueError(f"custom_id {custom_id!r} was already used")
        given = {
            "model": model or self._model,
            "messages": None if messages is None else list(messages),
            "prompt": prompt,
        }
        body = {name: value for name, value in given.items() if value is not None} | params
        _, line = _request(custom_id, self._endpoint, body)
        self._write(custom_id, line + b"\n")
        self._ids.add(custom_id)
        return custom_id

    def _write(self, custom_id: str, line: bytes) -> None:
        if len(line) > self._max_bytes:
            raise ValueError(
                f"request {custom_id!r} alone has {len(line):,} bytes; a file may have at most {self._max_bytes:,}"
            )
        if self._requests_here == self._max_requests or self._bytes_here + len(line) > self._max_bytes:
            name = f"{self._first.stem}-{len(self._files) + 1:05}{self._first.suffix}"
            path = self._first.with_name(name)
            self._files[path] = self._file = AtomicFile(path)
            self._requests_here = self._bytes_here = 0
        self._file.file.write(line)
        self._requests_here += 1
        self._bytes_here += len(line)

    def close(self) -> None:
        """Move the files to their final paths. Closing again does nothing.

        Raises:
            ValueError: No request was added; a batch needs at least one.
            OSError: A file could not be written.
        """
        if self._closed:
            return
        self._closed = True
        try:
            if not self._ids:
                raise ValueError(f"no request was added, so {self._first} was not written")
            for path, file in self._files.items():
                file.commit()
                self.paths.append(path)
        finally:
            self._discard()

    def _discard(self) -> None:
        for file in self._files.values():
            file.discard()

    def __enter__(self) -> BatchWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
            return
        self._closed = True
        self._discard()
