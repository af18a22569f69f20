from __future__ import annotations

import pytest

from .compare import compare
from .differences import DIFFERENCES, explanation


@pytest.mark.sdk
@pytest.mark.xdist_group("together-1.5.35")
def test_verdicts_are_those_of_together_but_for_documented_differences() -> None:
    outcomes = compare(cases=500, start=1)
    assert outcomes["both accept"] > 100
    assert outcomes["both refuse"] > 50


def test_no_difference_is_explained_away() -> None:
    for content in (b'{"text": "t"}', b'{"text": 1}', b'{"messages": [{"role": "user", "content": "q"}]}'):
        for ours in (True, False):
            assert explanation(".jsonl", "fine-tune", content, ours, not ours) is None


def test_differences_are_documented() -> None:
    from pathlib import Path

    guide = (Path(__file__).parents[2] / "docs" / "validation.md").read_text(encoding="utf-8")
    for difference in DIFFERENCES:
        assert f"**{difference.name}**" in guide.lower() or f"**{difference.name}**" in guide, difference.name
