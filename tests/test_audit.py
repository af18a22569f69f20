"""`scripts/audit.py` fails on a vulnerability, and says so if nothing could be audited."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest

import audit

CLEAN = {"name": "a", "version": "1", "vulns": []}
BROKEN = {"name": "b", "version": "2", "vulns": [{"id": "PYSEC-1", "fix_versions": ["3"]}]}
UNKNOWN = {"name": "c", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("said", "status", "words"),
    [
        (json.dumps({"dependencies": [CLEAN, UNKNOWN]}), 0, "1 of 2"),
        (json.dumps({"dependencies": [CLEAN, BROKEN]}), 1, "b 2: PYSEC-1, fixed in 3"),
        (json.dumps({"dependencies": [UNKNOWN]}), 0, "NOTHING WAS AUDITED"),
        ("", 0, "NOTHING WAS AUDITED"),
    ],
)
def test_findings_fail(
    said: str, status: int, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        assert "pip_audit" in command
        return subprocess.CompletedProcess(command, 1, said, "no network")

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr("sys.argv", ["audit"])
    assert audit.main() == status
    captured = capsys.readouterr()
    assert words in captured.out + captured.err
