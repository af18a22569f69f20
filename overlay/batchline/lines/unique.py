"""Which ids of a file stand in it twice, in constant memory whatever their number."""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Final

GENERATION: Final = 2**18
"""So many ids are kept as they are, in about 40 MB. A batch takes fewer: wherever the verdict on
a file may depend on it, ids themselves are compared, not their hashes."""


class UniqueIds:
    """Remembers ids, each with the line where it first stood.

    Past a generation, the hashes (64 bits) of its ids and their lines go to a temporary file;
    which of them come again in another generation, `across_generations` finds at the end.
    """

    def __init__(self) -> None:
        self._lines: dict[str, int] = {}
        self._file: BinaryIO | None = None
        self._sizes: list[int] = []

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
        if not self._sizes:
            return
        self._put_away()
        # A part of all hashes at a time, so that a part is about as large as a generation.
        parts = len(self._sizes)
        width = 2**64 // parts + 1
        for part in range(parts):
            low = part * width - 2**63
            high = low + width
            seen: set[int] = set()
            repeated: set[int] = set()
            for hashes, _ in self._generations():
                here = {one for one in hashes if low <= one < high}
                repeated |= seen & here
                seen |= here
            first_lines: dict[int, int] = {}
            for hashes, lines in self._generations() if repeated else ():
                for one, line in zip(hashes, lines, strict=True):
                    if one in repeated and first_lines.setdefault(one, line) != line:
                        yield line, first_lines[one]

    def _put_away(self) -> None:
        self._file = self._file or tempfile.TemporaryFile()  # noqa: SIM115 - as long as this object
        array("q", map(hash, self._lines)).tofile(self._file)
        array("q", self._lines.values()).tofile(self._file)
        self._sizes.append(len(self._lines))
        self._lines = {}

    def _generations(self) -> Iterator[tuple[array[int], array[int]]]:
        """The hashes and the lines of each generation."""
        if self._file is not None:
            self._file.seek(0)
            for size in self._sizes:
                hashes, lines = array("q"), array("q")
                hashes.fromfile(self._file, size)
                lines.fromfile(self._file, size)
                yield hashes, lines

    def close(self) -> None:
        """Let go of the temporary file."""
        if self._file is not None:
            self._file.close()
