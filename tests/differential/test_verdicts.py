from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from batchline import check_file

from .compare import Peer, compare
from .differences import DIFFERENCES, explanation

pytestmark = [pytest.mark.sdk, pytest.mark.xdist_group("sdk")]


def answer(more: str = "") -> str:
    return '{"role": "assistant", "content": "a"' + more + "}"


def conversation(message: str, more: str = "") -> str:
    return '{"messages": [' + message + "]" + more + "}"


# A file for each documented difference: what we say, and together says the opposite.
EXAMPLES: dict[str, tuple[str, str, bool]] = {
    "blank lines": (".jsonl", '{"text": "a"}\n\n{"text": "b"}\n', True),
    "carriage returns alone": (".jsonl", '{"text": "a"}\r{"text": "b"}\n', False),
    "NaN and Infinity": (".jsonl", conversation(answer(', "x": NaN')), False),
    "halves of characters": (".jsonl", '{"text": "\\ud800"}', False),
    "tools": (".jsonl", conversation(answer(), ', "tools": []'), True),
    "further columns": (".jsonl", '{"text": "a", "id": 1}\n', True),
    "weights of rows": (".jsonl", '{"text": "a", "weight": 0.5}\n', True),
    "null": (".jsonl", conversation(answer(', "weight": null')), True),
    "true and false as weights": (".jsonl", conversation(answer(', "weight": true')), False),
    "weights of outputs": (
        ".jsonl",
        '{"input": {"messages": [{"role": "user", "content": "q"}]}, "preferred_output": ['
        + answer()
        + '], "non_preferred_output": ['
        + answer(', "weight": 2')
        + "]}",
        False,
    ),
    "long numbers": (".jsonl", conversation(answer(f', "x": {"9" * 10_000}')), True),
    "quotes in CSV": (".csv", 'a\n"b"c\n', False),
    "CSV headers": (".csv", "\ufeffa\nb\n", False),
}


@pytest.fixture(scope="module")
def peer() -> Iterator[Peer]:
    with Peer() as running:
        yield running


def test_verdicts_are_those_of_together_but_for_documented_differences() -> None:
    outcomes = compare(cases=500, start=1)
    assert outcomes["both accept"] > 100
    assert outcomes["both refuse"] > 100


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_documented_difference_is_there(name: str, folder: Path, peer: Peer) -> None:
    suffix, content, accepted = EXAMPLES[name]
    path = folder / f"a{suffix}"
    path.write_text(content, newline="")
    purpose = "eval" if suffix == ".csv" else "fine-tune"
    assert (check_file(path, purpose).ok, peer.verdict(path, purpose)[0]) == (accepted, not accepted)
    if name in {difference.name for difference in DIFFERENCES}:
        found = explanation(suffix, purpose, path.read_bytes(), accepted, not accepted)
        assert found is not None
        assert found.name == name


def test_no_difference_is_explained_away() -> None:
    for content in (b'{"text": "t"}', b'{"text": 1}', b'{"messages": [{"role": "user", "content": "q"}]}'):
        for ours in (True, False):
            assert explanation(".jsonl", "fine-tune", content, ours, not ours) is None


def test_differences_are_documented() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "validation.md").read_text(encoding="utf-8")
    assert {difference.name for difference in DIFFERENCES} <= EXAMPLES.keys()
    for name in EXAMPLES:
        assert f"| **{name}" in guide, name
