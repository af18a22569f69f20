"""Distributions of whole numbers in little memory: exact below 1,024, within 0.2 percent above."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

_BITS: Final = 10
"""Of a number so many are kept, as in an HDR histogram."""


def histogram(values: Iterable[int]) -> dict[int, int]:
    """Count numbers, none of them negative.

    Returns:
        How many there are of each; larger ones go to the next lower number that is kept.
    """
    kept: Counter[int] = Counter()
    for value, count in Counter(values).items():
        kept[value // width(value) * width(value)] += count
    return dict(kept)


def quantile(counts: Mapping[int, int], share: float) -> int:
    """The number that this share of all does not exceed.

    Args:
        counts: The distribution, of one number at least.
        share: From 0 to 1, such as 0.5 for the median.
    """
    left = share * sum(counts.values())
    value = 0
    for value in sorted(counts):
        left -= counts[value]
        if left <= 0:
            break
    return value


def width(value: int) -> int:
    """How many numbers are counted as this one, from it on."""
    return 1 << max(0, value.bit_length() - _BITS)


def bin_counts(counts: Mapping[int, int], begin: int, step: int, bins: int) -> list[float]:
    """The distribution in columns of one width.

    What is counted as one number is spread evenly over those that it may have been.

    Args:
        counts: The distribution.
        begin: Where the first column begins, which is not above the least number.
        step: The width of a column.
        bins: How many columns there are.

    Returns:
        How many numbers are in each, and in one more those beyond the last one.
    """
    columns = [0.0] * (bins + 1)
    for value, count in counts.items():
        at, end = value, value + width(value)
        while at < end:
            column = min((at - begin) // step, bins)
            until = end if column == bins else min(end, begin + (column + 1) * step)
            columns[column] += count * (until - at) / (end - value)
            at = until
    return columns
