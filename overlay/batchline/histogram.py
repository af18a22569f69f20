"""Distributions of whole numbers in little memory: exact below 32, within 6 percent above."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

_BITS: Final = 5
"""Of a number so many are kept, as in an HDR histogram."""


def histogram(values: Iterable[int]) -> dict[int, int]:
    """Count numbers, none of them negative.

    Returns:
        How many there are of each; larger ones go to the next lower number that is kept.
    """
    kept: Counter[int] = Counter()
    for value, count in Counter(values).items():
        shift = max(0, value.bit_length() - _BITS)
        kept[value >> shift << shift] += count
    return dict(kept)


def merged(one: Mapping[int, int], other: Mapping[int, int]) -> dict[int, int]:
    """The distribution of both together."""
    return dict(Counter(one) + Counter(other))


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
