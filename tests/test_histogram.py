from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from batchline.histogram import histogram, merged, quantile

NUMBERS = st.lists(st.integers(0, 2**40), min_size=1, max_size=60)


@given(NUMBERS, NUMBERS)
def test_every_number_is_counted_where_it_belongs(one: list[int], other: list[int]) -> None:
    counts = histogram(one)
    assert sum(counts.values()) == len(one)
    assert merged(counts, histogram(other)) == histogram(one + other)
    assert {value: counts.get(value) for value in one if value < 32} == {
        value: one.count(value) for value in one if value < 32
    }


@given(NUMBERS, st.floats(0, 1))
def test_a_quantile_is_at_most_6_percent_too_low(numbers: list[int], share: float) -> None:
    ordered = sorted(numbers)
    exact = next(value for n, value in enumerate(ordered, 1) if n >= share * len(ordered))
    found = quantile(histogram(numbers), share)
    assert exact * (1 - 1 / 16) <= found <= exact
