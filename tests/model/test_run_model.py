"""Runs over a service that lags, loses, repeats, refuses and restarts, in any order.

`make test` plays some cases, `make crash-test` hundreds; see `cases`.
"""

from __future__ import annotations

import os

import pytest

from .cases import play_all

CASES = int(os.environ.get("BATCHLINE_CASES", "60"))
AT_A_TIME = 20


@pytest.mark.parametrize("first", range(0, CASES, AT_A_TIME))
def test_no_request_is_paid_twice_and_no_answer_lost(first: int) -> None:
    problems = {case.seed: case.problems for case in play_all(range(first, first + AT_A_TIME)) if case.problems}
    assert problems == {}
