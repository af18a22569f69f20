"""Find the ids that a file has more than once, in constant memory."""

from __future__ import annotations

import tempfile
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Final

GENERATION: Final = 2**18
"""The number of ids kept in full, in about 40 MB. A batch has fewer: wherever the result of a
check may depend on it, the ids themselves are compared, not their hashes."""

_BUCKETS: Final = 256
_WIDTH: Final = 2**64 // _BUCKETS


class UniqueIds:
    """Remembers ids, each with the line where it first occurred.

    Once a generation is full, the hashes of its ids and their lines move to a temporary file. At the
    end, `across_generations` finds the ids that occur in more than one generation.
    """

    def __init__(self) -> None:
        self._lines: dict[str, int] = {}
        self._file: BinaryIO | None = None
        self._bounds: list[list[int]] = []  # for each generation, where each bucket of hashes begins

    def add(self, ids: Sequence[str], lines: Sequence[int]) -> list[tuple[int, int]]:
        """Remember the ids of some lines.

        Returns:
            The lines with an id that was added before, each with the line where that id first occurred.

        Raises:
            OSError: The temporary file cannot be written.
        """
        repeated: list[tuple[int, int]] = []
        fresh = dict(zip(ids, lines, strict=True))
        if len(fresh) == len(ids) and self._lines.keys().isdisjoint(fresh):
            self._lines.update(fresh)
        else:
            for name, line in zip(ids, lines, strict=True):
                first = self._lines.setdefault(name, line)
                if first != line:
                    repeated.append((line, first))
        if len(self._lines) >= GENERATION:
            self._spill()
        return repeated

    def across_generations(self) -> Iterator[tuple[int, int]]:
        """Yield what `add` returns, in any order, for ids that occur in more than one generation."""
        if self._file is None:
            return
        self._spill()
        for bucket in range(_BUCKETS):
            slices = [self._slice(number, bucket) for number in range(len(self._bounds))]
            seen: set[int] = set()
            repeated: set[int] = set()
            for hashes, _ in slices:
                repeated |= seen.intersection(hashes)
                seen.update(hashes)
            first_lines: dict[int, int] = {}
            for hashes, lines in slices if repeated else ():
                for value, line in zip(hashes, lines, strict=True):
                    if value in repeated and first_lines.setdefault(value, line) != line:
                        yield line, first_lines[value]

    def _spill(self) -> None:
        """Write the sorted hashes of a generation and their lines to the file."""
        self._file = self._file or tempfile.TemporaryFile()  # noqa: SIM115 - open as long as this object exists
        hashes, lines = array("q", map(hash, self._lines)), array("q", self._lines.values())
        self._lines = {}  # free the memory before more is allocated
        order = sorted(range(len(hashes)), key=hashes.__getitem__)
        in_order = array("q", [hashes[number] for number in order])
        bounds = [bisect_left(in_order, bucket * _WIDTH - 2**63) for bucket in range(_BUCKETS)]
        self._bounds.append([*bounds, len(hashes)])
        in_order.tofile(self._file)
        array("q", [lines[number] for number in order]).tofile(self._file)

    def _slice(self, generation: int, bucket: int) -> tuple[array[int], array[int]]:
        """Return the hashes of a generation that belong to a bucket, and their lines."""
        size = self._bounds[generation][-1]
        before = 2 * sum(bounds[-1] for bounds in self._bounds[:generation])
        start, stop = self._bounds[generation][bucket : bucket + 2]
        return self._read_numbers(before + start, stop - start), self._read_numbers(before + size + start, stop - start)

    def _read_numbers(self, start: int, count: int) -> array[int]:
        numbers = array("q")
        if self._file is not None:
            self._file.seek(start * numbers.itemsize)
            numbers.fromfile(self._file, count)
        return numbers

    def close(self) -> None:
        """Close the temporary file."""
        if self._file is not None:
            self._file.close()
