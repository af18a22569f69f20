"""Read Parquet files with the extra `batchline[parquet]`."""
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# (pyarrow has no types)

from __future__ import annotations

import contextlib
import os
from collections.abc import Generator, Iterator
from typing import Any, cast

from ..errors import BatchlineError


def _pyarrow_parquet() -> Any:
    try:
        from pyarrow import parquet  # noqa: PLC0415 - an extra, and slow to import
    except ImportError:
        raise BatchlineError("Parquet files need an extra: pip install 'batchline[parquet]'") from None
    return parquet


def read_shape(path: str | os.PathLike[str]) -> tuple[list[str], int]:
    """Return the names of a file's columns and the number of its rows, from its metadata alone.

    Raises:
        BatchlineError: The extra is not installed.
        ValueError: The file is not Parquet.
        OSError: The file cannot be read.
    """
    with _report_damage():
        metadata = _pyarrow_parquet().read_metadata(os.fspath(path))
        return cast("list[str]", metadata.schema.to_arrow_schema().names), cast("int", metadata.num_rows)


@contextlib.contextmanager
def _report_damage() -> Generator[None]:
    """Raise any of the many errors that pyarrow has for damaged files as a ValueError."""
    try:
        yield
    except (BatchlineError, ValueError, MemoryError):
        raise
    except OSError as error:
        if error.errno is None:  # from pyarrow, not from the system
            raise ValueError(str(error)) from None
        raise
    except Exception as error:  # noqa: BLE001 - they have no common base class
        raise ValueError(f"{type(error).__name__}: {error}") from None


def read_rows(path: str | os.PathLike[str]) -> Iterator[dict[str, Any]]:
    """Yield the rows of a file, with one record batch in memory at a time.

    Raises:
        BatchlineError: The extra is not installed.
        ValueError: The file is not Parquet.
        OSError: The file cannot be read.
    """
    with _report_damage():
        batches = _pyarrow_parquet().ParquetFile(os.fspath(path)).iter_batches()
    while True:
        with _report_damage():
            batch = next(batches, None)
            rows = [] if batch is None else cast("list[dict[str, Any]]", batch.to_pylist())
        if batch is None:
            return
        yield from rows
