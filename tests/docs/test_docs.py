"""Every snippet of the guides runs as it stands, in a clone, against the mock."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from markdown_it import MarkdownIt

import batchline
import batchline.testing
from batchline.testing import MockServer

from ..contract.environments import python_with

ROOT = Path(__file__).parents[2]
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "openapi" / "README.md"]
NOT_RUN = {"", "text", "{toctree}", "{eval-rst}", "{include} ../openapi/README.md"}
OTHERS = re.compile(r"<!-- runs with (\S+) -->")
CHAT = '"messages": [{"role": "user", "content": "Is Vienna on the Danube?"}, {"role": "assistant", "content": "Yes."}]'
REQUEST = '{"custom_id": "a", "body": {"model": "m", "messages": [{"role": "user", "content": "hello"}]}}\n'


class Snippet(NamedTuple):
    """A fenced block: its language, its text, its line, and the package whose environment it needs."""

    language: str
    text: str
    line: int
    package: str | None


def snippets(page: Path) -> Iterator[Snippet]:
    package = None
    for token in MarkdownIt().parse(page.read_text(encoding="utf-8")):
        if token.type == "fence":
            yield Snippet(token.info.strip(), token.content, token.map[0] + 1 if token.map else 0, package)
        found = OTHERS.search(token.content) if token.type == "html_block" else None
        package = found[1] if found else None


def test_every_snippet_is_of_a_kind_that_runs() -> None:
    kinds = {snippet.language for page in PAGES for snippet in snippets(page)}
    assert kinds - NOT_RUN == {"python", "sh"}


@pytest.fixture(scope="session")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone, with an environment of its own that has what a reader has installed."""
    folder = tmp_path_factory.mktemp("docs") / "clone"
    ignored = shutil.ignore_patterns(".venv*", "build", "dist", ".git", "*_cache", "__pycache__", ".hypothesis")
    shutil.copytree(ROOT, folder, ignore=ignored)
    python = folder / "env" / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", folder / "env"], check=True)
    install = [python, "-m", "pip", "install", "--quiet", "--constraint", "constraints.txt", ".[cli,parquet]", "pytest"]
    subprocess.run(install, check=True, cwd=folder)
    return folder


def prepared(text: str, server: MockServer) -> str:
    """A shell snippet with a real key; of `make` only the demo is run, of the others what they would run is asked."""
    text = text.replace("TOGETHER_API_KEY=...", f"TOGETHER_API_KEY={server.api_key}")
    return re.sub(r"^make (?!demo\b)", "make --dry-run --silent ", text, flags=re.MULTILINE)


@pytest.mark.packaging
@pytest.mark.xdist_group("docs")
@pytest.mark.parametrize("page", [page for page in PAGES if any(s.language in ("python", "sh") for s in snippets(page))],
                         ids=lambda page: page.relative_to(ROOT).as_posix())  # fmt: skip
def test_every_snippet_runs(page: Path, clone: Path) -> None:
    for left in (*clone.glob("*.jsonl"), *clone.glob("*.batchline")):  # of another page
        shutil.rmtree(left) if left.is_dir() else left.unlink()
    (clone / "train.jsonl").write_text(f"{{{CHAT}}}\n")
    (clone / "requests.jsonl").write_text(REQUEST)
    with MockServer() as server:
        for snippet in snippets(page):
            path = f"{clone / 'env' / 'bin'}{os.pathsep}{os.environ['PATH']}"
            base_url = server.base_url
            if snippet.package and not snippet.package.startswith("together==1."):
                base_url = base_url.removesuffix("/v1")  # 3.x wants the address without the version
            environment = {**os.environ, "PATH": path, "TOGETHER_API_KEY": server.api_key, "TOGETHER_BASE_URL": base_url,
                           "PIP_CONSTRAINT": str(clone / "constraints.txt"), "PYTHON": sys.executable}  # fmt: skip
            if snippet.language == "python":
                python = python_with(snippet.package) if snippet.package else clone / "env" / "bin" / "python"
                (clone / "snippet.py").write_text(snippet.text)
                command = [str(python), "-W", "error" if snippet.package is None else "default", "snippet.py"]
            elif snippet.language == "sh":
                command = ["bash", "-euo", "pipefail", "-c", prepared(snippet.text, server)]
            else:
                continue
            done = subprocess.run(command, cwd=clone, env=environment, capture_output=True, text=True, check=False)
            assert done.returncode == 0, f"{page}:{snippet.line}\n{snippet.text}\n{done.stdout}\n{done.stderr}"
        assert server.violations == []


def test_every_public_name_is_in_the_reference() -> None:
    reference = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    documented = set(re.findall(r":: batchline\.(\w+)$", reference, re.MULTILINE))
    assert set(batchline.__all__) - {"__version__"} == documented - {"errors"}
    assert set(re.findall(r":: batchline\.testing\.(\w+)$", reference, re.MULTILINE)) == set(batchline.testing.__all__)
