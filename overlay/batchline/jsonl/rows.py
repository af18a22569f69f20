"""Build requests from the rows of a data set, for `batchline build`."""

from __future__ import annotations

import csv
import json
import os
import string
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from ..errors import BatchlineError
from ..validation import parquet
from ..validation.blocks import is_blank_line
from ..validation.check_csv import csv_rows
from .build import CHAT, COMPLETION, BatchWriter


class Template:
    """A text with column names in braces, such as `Translate: {text}`; `{{` and `}}` are literal braces."""

    def __init__(self, text: str) -> None:
        """Parse a template.

        Raises:
            ValueError: A brace is unmatched, or the text in braces is not a column name.
        """
        self._pieces: list[tuple[str, str | None]] = []
        try:
            for literal, column, form, conversion in string.Formatter().parse(text):
                if form or conversion or column == "":
                    raise ValueError("text in braces must be a column name")
                self._pieces.append((literal, column))
        except ValueError as error:
            raise ValueError(f"template {text!r}: {error}; use {{{{ and }}}} for literal braces") from None

    def fill(self, row: Mapping[str, Any]) -> str:
        """Return the text for one row.

        Raises:
            ValueError: The row lacks a column of the template, or its value is null.
        """
        return "".join(
            literal + ("" if column is None else _text(value_of(row, column))) for literal, column in self._pieces
        )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def value_of(row: Mapping[str, Any], column: str) -> Any:
    """Return the value of a row in a column.

    Raises:
        ValueError: The row has no such column, or its value is null.
    """
    if column not in row:
        raise ValueError(f"there is no column {column!r}; the columns are {', '.join(map(repr, row))}")
    if row[column] is None:
        raise ValueError(f"column {column!r} is empty")
    return row[column]


def read_rows(path: str | os.PathLike[str]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Return the rows of a JSONL, CSV or Parquet file, each with its 1-based line number (Parquet: row number).

    Raises:
        ValueError: A row cannot be read; the message says which.
        BatchlineError: The suffix is none of these three, or the extra for Parquet is not installed.
        OSError: The file cannot be read.
    """
    path = Path(path)
    if path.suffix == ".jsonl":
        return _jsonl_rows(path)
    if path.suffix == ".csv":
        return _csv_rows(path)
    if path.suffix == ".parquet":
        return _parquet_rows(path)
    raise BatchlineError(f"{path} has the suffix {path.suffix!r}; it must be one of .jsonl, .csv, .parquet")


def _jsonl_rows(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    decoder = msgspec.json.Decoder(dict[str, Any])
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if not is_blank_line(line):
                try:
                    yield number, decoder.decode(line)
                except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
                    raise ValueError(f"{path} line {number} is not a JSON object: {error}") from None


def _csv_rows(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    with path.open(encoding="utf-8-sig", newline="") as file, csv_rows(file) as reader:
        try:
            header: list[str] = next(reader, list[str]())
            for row in filter(None, reader):
                if len(row) != len(header):
                    raise ValueError(
                        f"{path} line {reader.line_num} has {len(row)} fields; the header has {len(header)}"
                    )
                yield reader.line_num, dict(zip(header, row, strict=True))
        except (csv.Error, UnicodeDecodeError) as error:
            raise ValueError(f"{path} at or after line {reader.line_num + 1} is not valid UTF-8 CSV: {error}") from None


def _parquet_rows(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    try:
        yield from enumerate(parquet.read_rows(path), 1)
    except ValueError as error:
        raise ValueError(f"{path} is not Parquet: {error}") from None


def build_requests(
    data: str | os.PathLike[str],
    output: str | os.PathLike[str],
    *,
    model: str,
    user: str | None = None,
    system: str | None = None,
    prompt: str | None = None,
    id_column: str | None = None,
    params: Mapping[str, Any] | None = None,
) -> tuple[int, list[Path]]:
    """Write a request for every row of a data set.

    Args:
        data: A JSONL, CSV or Parquet file.
        output: The batch input file; see `BatchWriter`.
        model: The model to use.
        user: A template for the user's message, for chat completions.
        system: A template for the system message before it.
        prompt: A template for the prompt, for text completions; use it instead of `user`.
        id_column: The column of the custom_ids; without it they are `request-N`.
        params: Other parameters for each request body.

    Returns:
        The number of requests, and the files.

    Raises:
        BatchlineError: A row cannot be read or doesn't make a valid request; the message says which.
            No file was written.
        ValueError: A template is invalid, or not exactly one of `user` and `prompt` is given.
        OSError: A file cannot be read or written.
    """
    if (user is None) == (prompt is None):
        raise ValueError("give either a user template or a prompt template")
    roles = {"system": system, "user": user}
    templates = {role: Template(text) for role, text in roles.items() if text is not None}
    prompt_template = None if prompt is None else Template(prompt)
    if os.path.realpath(data) == os.path.realpath(output):
        raise BatchlineError(f"The requests would overwrite the data, {os.fspath(data)}. Nothing was written.")
    count = 0
    with BatchWriter(output, endpoint=COMPLETION if prompt_template else CHAT, model=model) as writer:
        rows = read_rows(data)
        while True:
            try:
                number, row = next(rows)
            except StopIteration:
                break
            except ValueError as error:
                raise BatchlineError(f"{error}. Nothing was written.") from None
            try:
                custom_id = None if id_column is None else _text(value_of(row, id_column))
                if prompt_template:
                    writer.add(custom_id, prompt=prompt_template.fill(row), **(params or {}))
                else:
                    messages = [{"role": role, "content": text.fill(row)} for role, text in templates.items()]
                    writer.add(custom_id, messages=messages, **(params or {}))
            except ValueError as error:
                raise BatchlineError(f"{os.fspath(data)} row {number}: {error}. Nothing was written.") from None
            count += 1
        if not count:
            raise BatchlineError(f"{os.fspath(data)} has no rows. Nothing was written.")
    return count, writer.paths
