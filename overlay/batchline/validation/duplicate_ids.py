"""Which ids of a file stand in it twice, in constant memory whatever their number."""

from __future__ import annotations

import tempfile
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Final

GENERATION: Final = 2**18
"""So many ids are kept as they are, in about 40 MB. A batch takes fewer: wherever the verdict on
a file may depend on it, ids themselves are compared, not their hashes."""

_BUCKETS: Final = 256
_WIDTH: Final = 2**64 // _BUCKETS


class UniqueIds:
    """Remembers ids, each with the line where it first stood.

    Past a generation, the hashes of its ids and their lines go to a temporary file;
    which of them come again in another generation, `across_generations` finds at the end.
    """

    def __init__(self) -> None:
        self._lines: dict[str, int] = {}
        self._file: BinaryIO | None = None
        self._bounds: list[list[int]] = []  # of each generation's hashes: where each bucket begins

    def add(self, ids: Sequence[str], lines: Sequence[int]) -> list[tuple[int, int]]:
        """Remember the ids of some lines.

        Returns:
            The lines whose id was known before, each with the line where that first stood.

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
            self._put_away()
        return repeated

    def across_generations(self) -> Iterator[tuple[int, int]]:
        """What `add` returns, for ids that stand in more than one generation; in no order."""
        if self._file is None:
            return
        self._put_away()
        for bucket in range(_BUCKETS):
            slices = [self._slice(number, bucket) for number in range(len(self._bounds))]
            seen: set[int] = set()
            repeated: set[int] = set()
            for hashes, _ in slices:
                repeated |= seen.intersection(hashes)
                seen.update(hashes)
            first_lines: dict[int, int] = {}
            for hashes, lines in slices if repeated else ():
                for one, line in zip(hashes, lines, strict=True):
                    if one in repeated and first_lines.setdefault(one, line) != line:
                        yield line, first_lines[one]

    def _put_away(self) -> None:
        """Write the hashes of a generation to the file, in their order, and their lines."""
        self._file = self._file or tempfile.TemporaryFile()  # noqa: SIM115 - as long as this object
        hashes, lines = array("q", map(hash, self._lines)), array("q", self._lines.values())
        self._lines = {}  # before anything else takes room
        task = sorted(range(len(hashes)), key=hashes.__getitem__)
        in_order = array("q", [hashes[number] for number in task])
        bounds = [bisect_left(in_order, bucket * _WIDTH - 2**63) for bucket in range(_BUCKETS)]
        self._bounds.append([*bounds, len(hashes)])
        in_order.tofile(self._file)
        array("q", [lines[number] for number in task]).tofile(self._file)

    def _slice(self, generation: int, bucket: int) -> tuple[array[int], array[int]]:
        """The hashes of a generation that belong to a bucket, and their lines."""
        size = self._bounds[generation][-1]
        before = 2 * sum(bounds[-1] for bounds in self._bounds[:generation])
        start, stop = self._bounds[generation][bucket : bucket + 2]
        return self._numbers(before + start, stop - start), self._numbers(before + size + start, stop - start)

    def _numbers(self, start: int, count: int) -> array[int]:
        numbers = array("q")
        if self._file is not None:
            self._file.seek(start * numbers.itemsize)
            numbers.fromfile(self._file, count)
        return numbers

    def close(self) -> None:
        """Let go of the temporary file."""
        if self._file is not None:
            self._file.close()
