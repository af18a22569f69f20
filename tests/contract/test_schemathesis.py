"""Schemathesis finds nothing on the mock: every phase, every check, a fixed seed, a bounded number."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from batchline.testing import MockServer

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


@pytest.mark.xdist_group("schemathesis")
def test_schemathesis_finds_nothing(tmp_path: Path) -> None:
    with MockServer(job_seconds=0.05) as server:
        environment = {
            **os.environ,
            "MOCK_BASE_URL": server.base_url,
            "MOCK_AUTH": str(HERE / "auth.yaml"),
            "PYTHONPATH": str(ROOT),
        }
        command = [sys.executable, "-m", "schemathesis.cli", "--config-file", HERE / "schemathesis.toml", "run",
                   ROOT / "openapi" / "openapi.yaml", "--checks", "all", "--seed", "1", "--max-examples", "30",
                   "--phases", "examples,coverage,fuzzing,stateful", "--generation-database", "none", "--no-color"]  # fmt: skip
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout[-8000:] + done.stderr
        assert server.violations == []
        print(done.stdout.split("Test Phases:")[1])  # `pytest -rP` shows how many cases there were
        # It did reach what it is here for.
        for phase in ("Examples", "Coverage", "Fuzzing", "Stateful"):
            assert f"✅ {phase}" in done.stdout.split("Test Phases:")[1]
        answered = {(call.operation, call.status) for call in server.calls}
        for call in (("createFile", 302), ("preprocessFile", 200), ("retrieveFileContent", 200), ("deleteFile", 200),
                     ("initiateMultipartUpload", 200), ("abortMultipartUpload", 200)):  # fmt: skip
            assert call in answered, call
