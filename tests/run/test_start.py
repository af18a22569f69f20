"""Whether a run is begun, resumed or returned: the table that decides whether anything is paid again."""

from __future__ import annotations

import itertools
from typing import Any, get_args

import pytest

from batchline.run.start import Facts, Mode, Verdict, decide

# What differs from a run with the same input, service and output, that may have cost something.
UNPAID = {"may_have_paid": False}
EDITED = {"is_same_input": False}
ELSEWHERE = {"is_same_service": False}
OTHER = {"is_same_output": False}
FULL = {"has_output": True}

# By what there is: the verdicts without an option, with `overwrite` and with `update`.
TABLE: list[tuple[str, dict[str, Any], tuple[Verdict, Verdict, Verdict]]] = [
    # Nothing is known of an earlier run.
    ("none", UNPAID, ("begin", "begin", "begin")),
    ("none", UNPAID | FULL, ("refuse_output", "begin", "refuse_output")),
    # It has not ended, but nothing was paid: what is the same is resumed, anything else begins again.
    ("unfinished", UNPAID, ("resume", "resume", "resume")),
    ("unfinished", UNPAID | FULL, ("resume", "resume", "resume")),
    ("unfinished", UNPAID | EDITED, ("begin", "begin", "begin")),
    ("unfinished", UNPAID | ELSEWHERE, ("begin", "begin", "begin")),
    ("unfinished", UNPAID | OTHER, ("begin", "begin", "begin")),
    ("unfinished", UNPAID | EDITED | FULL, ("refuse_output", "begin", "refuse_output")),
    ("unfinished", UNPAID | ELSEWHERE | FULL, ("refuse_output", "begin", "refuse_output")),
    ("unfinished", UNPAID | OTHER | FULL, ("refuse_output", "begin", "refuse_output")),
    # It has not ended, and something may have been paid: whatever the option, the same is resumed.
    ("unfinished", {}, ("resume", "resume", "resume")),
    ("unfinished", FULL, ("resume", "resume", "resume")),
    ("unfinished", EDITED, ("refuse_edited", "cancel", "finish")),
    ("unfinished", EDITED | FULL, ("refuse_edited", "cancel", "finish")),
    # It has ended.
    ("ended", {}, ("return", "begin", "update")),
    ("ended", FULL, ("return", "begin", "update")),
    ("ended", EDITED, ("refuse_edited", "begin", "update")),
    ("ended", EDITED | FULL, ("refuse_edited", "begin", "update")),
    # What the batches of another service gave is not to be had here; only all of it can be sent again.
    ("unfinished", ELSEWHERE, ("refuse_service", "refuse_service", "refuse_service")),
    ("unfinished", ELSEWHERE | EDITED, ("refuse_service", "refuse_service", "refuse_service")),
    ("ended", ELSEWHERE, ("refuse_service", "begin", "refuse_service")),
    ("ended", ELSEWHERE | EDITED, ("refuse_service", "begin", "refuse_service")),
    # The state is that of a run into another output, whose record it would replace.
    ("unfinished", OTHER, ("refuse_other", "refuse_other", "refuse_other")),
    ("unfinished", OTHER | EDITED | ELSEWHERE, ("refuse_other", "refuse_other", "refuse_other")),
    ("ended", OTHER, ("refuse_other", "refuse_other", "refuse_other")),
    ("ended", OTHER | FULL, ("refuse_other", "refuse_other", "refuse_other")),
    ("ended", OTHER | EDITED | ELSEWHERE, ("refuse_other", "refuse_other", "refuse_other")),
]


@pytest.mark.parametrize(("run", "differs", "verdicts"), TABLE)
def test_what_a_call_does(run: Any, differs: dict[str, Any], verdicts: tuple[Verdict, ...]) -> None:
    facts = Facts(run, **{"may_have_paid": True, **differs})
    assert tuple(decide(facts, mode) for mode in get_args(Mode)) == verdicts


def test_the_table_has_every_verdict() -> None:
    assert {verdict for *_, verdicts in TABLE for verdict in verdicts} == set(get_args(Verdict))


ALL = [
    (Facts(run, *each), mode)
    for run in ("none", "unfinished", "ended")
    for each in itertools.product([False, True], repeat=5)
    for mode in get_args(Mode)
]


def test_nothing_is_paid_again_unless_that_is_asked_for_by_name() -> None:
    for facts, mode in ALL:
        verdict = decide(facts, mode)
        if facts.run == "none" or (facts.run == "unfinished" and not facts.may_have_paid):
            continue
        if verdict in ("begin", "cancel"):
            assert mode == "overwrite", facts
        if verdict in ("update", "finish"):
            assert mode == "update", facts
        if facts.run == "unfinished":
            assert verdict not in ("begin", "update", "return"), facts
        if not facts.is_same_input and mode == "resume":
            assert verdict.startswith("refuse"), facts


def test_an_output_that_no_run_wrote_is_replaced_only_by_an_overwrite() -> None:
    for facts, mode in ALL:
        if facts.run == "none" and facts.has_output:
            assert decide(facts, mode) == ("begin" if mode == "overwrite" else "refuse_output"), facts


def test_what_is_the_same_is_never_refused_and_never_begun_again_unasked() -> None:
    for facts, mode in ALL:
        is_same = facts.is_same_input and facts.is_same_service and facts.is_same_output
        if is_same and facts.run == "unfinished":
            assert decide(facts, mode) == "resume", facts
        if is_same and facts.run == "ended":
            assert decide(facts, mode) == {"resume": "return", "overwrite": "begin", "update": "update"}[mode], facts
