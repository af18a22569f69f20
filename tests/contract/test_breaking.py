"""`make check-breaking`: what breaks clients needs a new major version, what adds does not."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import check_breaking

ROOT = Path(__file__).parents[2]


def checked(folder: Path, document: str, *changes: tuple[str, str]) -> subprocess.CompletedProcess[str]:
    """Check the released documents, one of them with changes, against the released ones."""
    released, changed = ROOT / "openapi" / "released", folder / "openapi"
    shutil.copytree(released, changed)
    text = (changed / document).read_text()
    for before, after in changes:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    (changed / document).write_text(text)
    command = [sys.executable, ROOT / "scripts" / "check_breaking.py", "--openapi", changed]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_both_users_of_redocly_pin_the_same() -> None:
    assert check_breaking.REDOCLY in (ROOT / "Makefile").read_text()


RENAMED = ("        LineCount:\n", "        line_count:\n")
MAJOR = ("  version: 1.0.0\n", "  version: 2.0.0\n")


def test_what_was_released_does_not_break_itself(tmp_path: Path) -> None:
    done = checked(tmp_path, "openapi.yaml")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("0 major, 0 minor, 0 patch") == 2


@pytest.mark.parametrize(
    ("document", "change"),
    [
        ("openapi.yaml", RENAMED),
        ("openapi.yaml", ("required: [input_file_id, endpoint]", "required: [input_file_id, endpoint, model_id]")),
        ("openapi.yaml", ("enum: [jsonl, csv, parquet]", "enum: [jsonl, csv]")),
        ("openapi.yaml", ("  /files/multipart/abort:\n", "  /files/multipart/drop:\n")),
        ("openapi.yaml", ("    value: 50000\n", "    value: 5\n")),
        ("openapi.yaml", ("security:\n  - bearerAuth: []\n", "security: []\n")),
        ("lines.yaml", ("    BatchResultLine:\n      type: object\n", "    BatchResultLine:\n      type: array\n")),
    ],
    ids=[
        "field renamed",
        "field required",
        "value removed",
        "call moved",
        "limit lowered",
        "nobody asked for a key",
        "line of another type",
    ],
)
def test_what_breaks_needs_a_major_version(document: str, change: tuple[str, str], tmp_path: Path) -> None:
    done = checked(tmp_path, document, change)
    assert done.returncode == 1
    assert "major version 2" in done.stderr
    if document == "openapi.yaml":
        with_version = checked(tmp_path / "again", document, change, MAJOR)
        assert with_version.returncode == 0, with_version.stdout + with_version.stderr


@pytest.mark.parametrize(
    "change",
    [
        ("        priority:\n", "        note:\n          type: string\n          description: A note.\n        priority:\n"),
        ("enum: [jsonl, csv, parquet]", "enum: [jsonl, csv, parquet, arrow]"),
        ("        LineCount:\n", "        WordCount:\n          type: integer\n          description: Words.\n        LineCount:\n"),
    ],
    ids=["optional field of a request", "value", "field of an answer"],
)  # fmt: skip
def test_what_adds_passes(change: tuple[str, str], tmp_path: Path) -> None:
    done = checked(tmp_path, "openapi.yaml", change)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 major" in done.stdout


def test_a_document_that_is_gone_breaks(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "openapi" / "released", tmp_path / "openapi")
    (tmp_path / "openapi" / "lines.yaml").unlink()
    command = [sys.executable, ROOT / "scripts" / "check_breaking.py", "--openapi", tmp_path / "openapi"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, "lines.yaml breaks" in done.stderr) == (1, True)
