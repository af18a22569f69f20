"""Compile the contract in `openapi/` into the packages in `generated/`.

Every generator is pinned (see `PINS`), runs on the same input with the same options, and its
output is formatted and stamped, so that two runs give the same bytes. Nothing is patched
afterwards: what a generator gets wrong is mended in the document, an option or a template.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import jinja2
import yaml

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = Path(__file__).resolve().parent / "templates"

PINS = {
    "openapi-python-client": "0.29.1",
    "datamodel-code-generator": "0.89.0",
    "ruff": "0.17.5",
}
"""A generator's minor release changes its output, so another version is refused."""

HEADER = "DO NOT EDIT. Compiled from {source} by `{command}`."
PYTHON_COMMAND = "make generate-python"


def check_pins() -> None:
    """Refuse to generate with any other version of a generator than the pinned one."""
    for name, pin in PINS.items():
        version = importlib.metadata.version(name)
        if version != pin:
            sys.exit(f"generate: {name} is {version}, but the output is made with {pin}: pip install {name}=={pin}")


def run_tool(*arguments: str | Path) -> None:
    """Run a generator as a module of this Python; show what it printed only when it fails."""
    command = [sys.executable, "-m", *map(str, arguments)]
    done = subprocess.run(command, cwd=tempfile.gettempdir(), check=False, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"generate: {arguments[0]} failed\n{done.stdout}{done.stderr}")


def generate_api(document: Path, package: Path) -> None:
    """Compile the calls: attrs models and httpx endpoints, the constants, the document as JSON."""
    run_tool(
        "openapi_python_client",
        "generate",
        "--path", document,
        "--output-path", package,
        "--meta", "none",
        "--config", TEMPLATES / "openapi-python-client.yaml",
        "--custom-template-path", TEMPLATES / "openapi-python-client",
        "--fail-on-warning",
    )  # fmt: skip
    contract: dict[str, Any] = yaml.safe_load(document.read_text(encoding="utf-8"))
    template = jinja2.Template(
        (TEMPLATES / "document.py.jinja").read_text(encoding="utf-8"), keep_trailing_newline=True
    )
    terminal = contract["components"]["schemas"]["BatchJobStatus"]["x-terminal"]
    constants = template.render(servers=contract["servers"], limits=contract["x-limits"], terminal=terminal)
    (package / "document.py").write_text(constants, encoding="utf-8")
    # The mock reads the contract at run time: as JSON it needs no YAML library and no checkout.
    header = HEADER.format(source=f"openapi/{document.name}", command=PYTHON_COMMAND)
    compiled = json.dumps({"x-generated": header, **contract}, indent=1, ensure_ascii=False)
    (package / "openapi.json").write_text(compiled + "\n", encoding="utf-8")
    (package / "py.typed").write_text("", encoding="utf-8")


def generate_lines(document: Path, package: Path) -> None:
    """Compile the lines of JSONL files: msgspec Structs.

    The garbage collector need not look at them (`gc=False`): lines hold no cycles, and it
    halves the time of decoding. A schema that is closed in the document refuses unknown keys.
    """
    schemas: dict[str, Any] = yaml.safe_load(document.read_text(encoding="utf-8"))["components"]["schemas"]
    options = {
        name: {"base_class_kwargs": {"gc": False} | ({"forbid_unknown_fields": True} if closed else {})}
        for name, closed in ((name, schema.get("additionalProperties") is False) for name, schema in schemas.items())
    }
    package.mkdir(parents=True)
    run_tool(
        "datamodel_code_generator",
        "--input", document,
        "--input-file-type", "openapi",
        "--output", package / "__init__.py",
        "--output-model-type", "msgspec.Struct",
        "--target-python-version", "3.11",
        "--use-annotated",
        "--field-constraints",
        "--enum-field-as-literal", "all",
        "--use-msgspec-tagged-unions",
        "--use-schema-description",
        "--collapse-root-models",
        "--extra-template-data", json.dumps(options),
        "--disable-timestamp",
        "--ignore-pyproject",
        "--formatters", "builtin",
    )  # fmt: skip
    (package / "py.typed").write_text("", encoding="utf-8")


def stamp(package: Path, source: str) -> None:
    """Format a Python package and put the header on each of its files but JSON, which has it inside."""
    run_tool("ruff", "format", "--isolated", "--line-length", "100", "--quiet", package)
    header = HEADER.format(source=source, command=PYTHON_COMMAND)
    for path in sorted(package.rglob("*")):
        if path.is_file() and path.suffix != ".json":
            path.write_text(f"# {header}\n" + path.read_text(encoding="utf-8"), encoding="utf-8")


def generate_python(openapi: Path, output: Path) -> None:
    """Make `output/python` anew from the documents in `openapi`; what fails leaves it as it was."""
    check_pins()
    # In a folder of its own, since generators and formatters heed the settings of projects around them.
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "python"
        fresh.mkdir()
        generate_api(openapi / "openapi.yaml", fresh / "batchline_api")
        generate_lines(openapi / "lines.yaml", fresh / "batchline_lines")
        for cache in fresh.rglob("*_cache"):
            shutil.rmtree(cache)
        stamp(fresh / "batchline_api", "openapi/openapi.yaml")
        stamp(fresh / "batchline_lines", "openapi/lines.yaml")
        shutil.rmtree(output / "python", ignore_errors=True)
        shutil.copytree(fresh, output / "python")


def files_below(folder: Path) -> list[str]:
    """Every file below `folder` that belongs to the repository, as sorted paths with slashes."""
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    )


def write_manifest(output: Path) -> None:
    """List every generated path, so that a file which no generator makes any more shows."""
    header = HEADER.format(source="openapi/", command="make generate")
    paths = [path for path in files_below(output) if path != "MANIFEST"]
    (output / "MANIFEST").write_text("\n".join([f"# {header}", *paths]) + "\n", encoding="utf-8")


def main() -> None:
    """Parse the arguments and generate."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--openapi", type=Path, default=ROOT / "openapi", help="the folder of the documents")
    parser.add_argument("--output", type=Path, default=ROOT / "generated", help="the folder to generate into")
    arguments = parser.parse_args()
    generate_python(arguments.openapi.resolve(), arguments.output)
    write_manifest(arguments.output)


if __name__ == "__main__":
    main()
