"""`make check-generated` finds each way in which generated code can be wrong."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The documents and what they compile to, to be spoiled."""
    shutil.copytree(ROOT / "openapi", tmp_path / "openapi")
    shutil.copytree(ROOT / "generated", tmp_path / "generated", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def check(copy: Path) -> subprocess.CompletedProcess[str]:
    script = ROOT / "scripts" / "check_generated.py"
    arguments = ["--openapi", copy / "openapi", "--generated", copy / "generated"]
    return subprocess.run([sys.executable, script, *arguments], capture_output=True, text=True, check=False)


def test_what_is_committed_is_what_the_documents_compile_to(copy: Path) -> None:
    done = check(copy)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_changed_document_that_was_not_regenerated(copy: Path) -> None:
    document = copy / "openapi" / "openapi.yaml"
    document.write_text(document.read_text().replace("value: 5368709120", "value: 5368709121"))
    done = check(copy)
    assert done.returncode == 1
    assert "python/batchline_api/document.py: differs" in done.stdout
    assert "make generate" in done.stderr


def test_a_changed_description_of_lines(copy: Path) -> None:
    document = copy / "openapi" / "lines.yaml"
    document.write_text(document.read_text().replace("maxLength: 64", "maxLength: 65"))
    assert "python/batchline_lines/__init__.py: differs" in check(copy).stdout


def test_a_generated_file_that_was_edited(copy: Path) -> None:
    with (copy / "generated/python/batchline_api/models/batch_job.py").open("a") as file:
        file.write("# by hand\n")
    done = check(copy)
    assert done.returncode == 1
    assert done.stdout == "python/batchline_api/models/batch_job.py: differs from what the document compiles to\n"


def test_an_orphan(copy: Path) -> None:
    (copy / "generated/python/batchline_api/models/gone.py").write_text("# DO NOT EDIT.\n")
    done = check(copy)
    assert done.returncode == 1
    assert done.stdout == "python/batchline_api/models/gone.py: orphan; nothing generates it any more\n"


def test_a_missing_header(copy: Path) -> None:
    path = copy / "generated/python/batchline_api/types.py"
    path.write_text(path.read_text().partition("\n")[2])
    done = check(copy)
    assert done.returncode == 1
    assert done.stdout == "python/batchline_api/types.py: has no DO NOT EDIT header\n"


def test_a_missing_file(copy: Path) -> None:
    (copy / "generated/python/batchline_lines/py.typed").unlink()
    assert "py.typed: missing" in check(copy).stdout


def test_every_header_names_the_command() -> None:
    for line in (ROOT / "generated/MANIFEST").read_text().splitlines()[1:]:
        start = (ROOT / "generated" / line).read_text()[:200]
        assert "DO NOT EDIT" in start, line
        assert "make generate" in start, line
