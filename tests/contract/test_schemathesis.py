"""Schemathesis finds nothing on the mock: every phase, every check, fixed seeds, a bounded number.

`make fuzz` is the same at length.
"""

from __future__ import annotations

import pytest

from . import fuzz
from .fuzz import Fuzzed

NEVER_FOLLOWED = {
    # The mock answers 201, as newer servers do; 200 is what 1.x servers answer.
    "POST /batches -> [200] cancelCreatedBatchOf1x -> POST /batches/{id}/cancel",
    "POST /batches -> [200] getCreatedBatchOf1x -> GET /batches/{id}",
}

# The upload in two steps, the multipart one, and the life of a batch.
BY_LINKS_ALONE = {
    "POST /files -> [302] preprocessCreatedFile -> POST /files/{id}/preprocess",
    "POST /files -> [302] downloadCreatedFile -> GET /files/{id}/content",
    "POST /files -> [302] deleteCreatedFile -> DELETE /files/{id}",
    "POST /files/multipart/initiate -> [200] completeInitiatedUpload -> POST /files/multipart/complete",
    "POST /files/multipart/initiate -> [200] abortInitiatedUpload -> POST /files/multipart/abort",
    "POST /files/{id}/preprocess -> [200] createBatchFromFile -> POST /batches",
    "POST /batches -> [201] getCreatedBatch -> GET /batches/{id}",
    "POST /batches -> [201] cancelCreatedBatch -> POST /batches/{id}/cancel",
}


@pytest.fixture(scope="module")
def fuzzed() -> Fuzzed:
    total = fuzz.fuzz_until(3000, seed=1, max_examples=30, jobs=1)
    # How far scenarios come depends on how fast jobs are: a few more, if a link was not met.
    for seed in range(100, 110):
        if not BY_LINKS_ALONE - {link for link, times in total.reached.items() if times}:
            break
        total.add(fuzz.fuzz(seed, 30, fuzz.REPEATED))
    assert not total.failures, total.failures[0]
    return total


@pytest.mark.xdist_group("schemathesis")
def test_every_phase_and_every_check_ran(fuzzed: Fuzzed) -> None:
    assert set(fuzzed.cases) == set(fuzz.PHASES)
    assert set(fuzzed.checks) == {
        "allow_header_conformance",
        "content_type_conformance",
        "ensure_resource_availability",
        "ignored_auth",
        "missing_required_header",
        "negative_data_rejection",
        "not_a_server_error",
        "object_level_authorization",
        "positive_data_acceptance",
        "response_headers_conformance",
        "response_schema_conformance",
        "status_code_conformance",
        "unsupported_method",
        "use_after_free",
    }


@pytest.mark.xdist_group("schemathesis")
def test_scenarios_follow_the_links(fuzzed: Fuzzed) -> None:
    reached = {link for link, times in fuzzed.reached.items() if times}
    missed = fuzz.links() - reached
    print(f"{len(reached)} links led to what was wanted; not: {sorted(missed)}")  # `pytest -rP` shows it
    assert missed >= NEVER_FOLLOWED  # else the list above is out of date
    assert reached >= BY_LINKS_ALONE
