"""The scenarios: that the Python client passes them, that they leave nothing out, that they can fail.

`make test-clients` puts the clients of all languages through them, from their packages.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from batchline.testing.api import LoggedCall
from tests.conformance.harness import OPERATIONS, Runner, ScenarioError, check_sent, differences, play, scenarios

SCENARIOS = [scenario for scenario in scenarios() if "python" not in scenario.get("not_in", {})]
ROOT = Path(__file__).parents[2]
RUNNER = Path(__file__).parent / "runners" / "python" / "run.py"


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    with Runner([sys.executable, RUNNER]) as running:
        yield running


@pytest.mark.xdist_group("conformance")
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario["name"])
def test_the_python_client(runner: Runner, scenario: dict[str, Any]) -> None:
    play(scenario, runner)


def test_every_call_succeeds_in_some_scenario() -> None:
    well = {
        step["call"]
        for scenario in SCENARIOS
        for step in scenario["steps"]
        if "call" in step and step.get("expect", {}).get("status", 400) < 400
    }
    assert well == set(OPERATIONS)


def test_every_kind_of_line_is_read_and_written() -> None:
    schemas = yaml.safe_load((ROOT / "openapi" / "lines.yaml").read_text())["components"]["schemas"]
    whole = {name for name in schemas if name.endswith(("BatchRequest", "ResultLine", "Row"))}
    assert {step["lines"] for one in scenarios() for step in one["steps"] if "lines" in step} == whole


def test_every_documented_error_is_met() -> None:
    met = {
        (fault["operation"], fault["status"])
        for scenario in SCENARIOS
        if scenario["name"].startswith("status ")
        for fault in scenario["faults"]
    }
    described = {
        (name, int(status))
        for name, operation in OPERATIONS.items()
        for status in operation["responses"]
        if int(status) >= 400
    }
    assert met == described
    assert {status for _, status in met} == {400, 401, 403, 404, 409, 415, 416, 422, 429, 500, 502, 503, 504}


@pytest.mark.xdist_group("conformance")
@pytest.mark.parametrize(
    ("step", "why"),
    [
        ({"call": "listFiles", "expect": {"status": 201}}, "/status: expected 201, got 200"),
        ({"call": "listFiles", "expect": {"body": {"data": [{}]}}}, r"/body/data: expected \[{}\], got \[\]"),
        ({"call": "listFiles", "expect": {"headers": {"content-type": "text/html"}}}, "content-type: expected"),
        ({"call": "noSuchCall"}, "the client failed: ModuleNotFoundError"),
        ({"lines": "BatchRequest", "values": [{"custom_id": "a"}]}, "the client failed: .*method"),
    ],
    ids=str,
)
def test_a_step_that_goes_otherwise_is_told(runner: Runner, step: dict[str, Any], why: str) -> None:
    with pytest.raises(ScenarioError, match=why):
        play({"name": "planted", "steps": [step]}, runner)


def test_a_body_that_arrives_otherwise_is_told() -> None:
    def sent(body: object) -> Any:
        return SimpleNamespace(calls=[LoggedCall("createBatch", "/v1/batches", 201, body)])

    request = {"call": "createBatch", "body": {"endpoint": "e", "completion_window": "24h"}}
    check_sent(request, sent({"endpoint": "e", "completion_window": "24h"}))
    check_sent(request, sent(None))  # a fault answered it
    for other in ({"endpoint": "e"}, {"endpoint": "e", "completion_window": "24h", "completionWindow": "24h"}):
        with pytest.raises(ScenarioError, match="was sent something else: /completion"):
            check_sent(request, sent(other))


def test_a_runner_that_dies_is_told() -> None:
    with Runner([sys.executable, "-c", "raise SystemExit(7)"]) as dying, pytest.raises(ScenarioError, match="status 7"):
        play(SCENARIOS[0], dying)


def test_what_counts_as_the_same() -> None:
    assert not list(differences({"a": None, "b": "2026-01-01T00:00:00Z"}, {"b": "2026-01-01T01:00:00+01:00", "c": 1}))
    assert list(differences({"a": True}, {"a": 1})) == ["/a: expected True, got 1"]
    assert list(differences({"a": 1}, {"a": "1"})) == ["/a: expected 1, got '1'"]
    assert list(differences([1, 2], [1])) == [": expected [1, 2], got [1]"]
    assert list(differences({"a": None}, {"a": 0})) == ["/a: expected None, got 0"]
