"""Parquet files, through the extra `batchline[parquet]`."""
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# (pyarrow has no types)

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any, cast

from ..errors import BatchlineError


def _pyarrow_parquet() -> Any:
    try:
        from pyarrow import parquet  # noqa: PLC0415 - an extra, and slow to import
    except ImportError:
        raise BatchlineError("Parquet files need an extra: pip install 'batchline[parquet]'") from None
    return parquet


def read_shape(path: str | os.PathLike[str]) -> tuple[list[str], int]:
    """The names of a file's columns and the number of its rows, from its metadata alone.

    Raises:
        BatchlineError: The extra is not installed.
        ValueError: The file is not Parquet.
        OSError: The file cannot be read.
    """
    try:
        metadata = _pyarrow_parquet().read_metadata(os.fspath(path))  # most of its errors are ValueErrors
    except OSError as error:
        if error.errno is None:  # not the system's, but of a footer that is damaged
            raise ValueError(str(error)) from None
        raise
    return cast("list[str]", metadata.schema.to_arrow_schema().names), cast("int", metadata.num_rows)


def read_rows(path: str | os.PathLike[str]) -> Iterator[dict[str, Any]]:
    """The rows of a file, a batch of them in memory at a time.

    Raises:
        BatchlineError: The extra is not installed.
        ValueError: The file is not Parquet.
        OSError: The file cannot be read.
    """
    for batch in _pyarrow_parquet().ParquetFile(os.fspath(path)).iter_batches():
        yield from cast("list[dict[str, Any]]", batch.to_pylist())
