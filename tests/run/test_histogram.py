from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from batchline.run.histogram import bin_counts, histogram, quantile

NUMBERS = st.lists(st.integers(0, 2**40), min_size=1, max_size=60)


@given(NUMBERS, NUMBERS)
def test_every_number_is_counted_where_it_belongs(one: list[int], other: list[int]) -> None:
    counts = histogram(one)
    assert sum(counts.values()) == len(one)
    assert Counter(counts) + Counter(histogram(other)) == Counter(histogram(one + other))
    assert {value: counts.get(value) for value in one if value < 1024} == {
        value: one.count(value) for value in one if value < 1024
    }


@given(NUMBERS, st.floats(0, 1))
def test_a_quantile_is_at_most_0_2_percent_too_low(numbers: list[int], share: float) -> None:
    ordered = sorted(numbers)
    exact = next(value for n, value in enumerate(ordered, 1) if n >= share * len(ordered))
    found = quantile(histogram(numbers), share)
    assert exact * (1 - 1 / 512) <= found <= exact


@given(NUMBERS, st.integers(1, 10**6), st.integers(1, 50))
def test_columns_have_every_number_once(numbers: list[int], step: int, bins: int) -> None:
    begin = min(numbers)
    begin = next(iter(histogram([begin])))
    columns = bin_counts(histogram(numbers), begin, step, bins)
    assert len(columns) == bins + 1
    assert abs(sum(columns) - len(numbers)) < 1e-6 * len(numbers)
    # Numbers that are kept exactly are in their own columns.
    small = [number for number in numbers if number < 1024]
    if len(small) == len(numbers):
        for column in range(bins):
            least = begin + column * step
            assert abs(columns[column] - sum(least <= number < least + step for number in small)) < 1e-9


def test_what_may_have_been_several_numbers_is_spread_over_them() -> None:
    assert bin_counts({2048: 4}, 2046, 1, 4) == [0, 0, 1, 1, 2]  # 2048 to 2051
    assert bin_counts({2048: 4}, 2046, 3, 1) == [1, 3]
