"""Python: attrs models and httpx endpoints, msgspec Structs for lines."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from languages.common import (
    HEADER,
    ROOT,
    TEMPLATES,
    Toolchain,
    check_pins,
    constants,
    contract,
    find_package,
    operations,
    render,
    run,
    snake_case,
    stamp,
)

TOOLCHAINS: tuple[Toolchain, ...] = ()
PACKING = TOOLCHAINS
COMMAND = "make generate-python"
PINS = {
    "openapi-python-client": "0.29.1",
    "datamodel-code-generator": "0.89.0",
    "ruff": "0.17.5",
}
"""Exact versions: even a minor release of a generator changes its output."""


def generate_api(document: Path, package: Path) -> None:
    """Compile the calls into attrs models and httpx endpoints; add the constants and the document as JSON."""
    schemas: dict[str, Any] = contract(document)["components"]["schemas"]
    with tempfile.TemporaryDirectory() as folder:
        # The generator doesn't pass the document's extensions to its templates, so the aliases become a template.
        templates = shutil.copytree(TEMPLATES / "python" / "openapi-python-client", Path(folder) / "templates")
        aliases = {name: schema["x-enum-aliases"] for name, schema in schemas.items() if "x-enum-aliases" in schema}
        (templates / "aliases.jinja").write_text(f"{{% set aliases = {aliases!r} %}}", encoding="utf-8")
        by_name = {snake_case(operation["id"]): operation for operation in operations(contract(document))}
        (templates / "operations.jinja").write_text(f"{{% set operations = {by_name!r} %}}", encoding="utf-8")
        run(
            sys.executable, "-m", "openapi_python_client",
            "generate",
            "--path", document,
            "--output-path", package,
            "--meta", "none",
            "--config", TEMPLATES / "python" / "openapi-python-client.yaml",
            "--custom-template-path", templates,
            "--fail-on-warning",
        )  # fmt: skip
    constants_of = render(TEMPLATES / "python" / "document.py.jinja", constants(document))
    (package / "document.py").write_text(constants_of, encoding="utf-8")
    shutil.copyfile(TEMPLATES / "python" / "times.py", package / "times.py")
    # The mock reads the contract at run time; as JSON, it needs neither a YAML library nor a checkout.
    header = HEADER.format(source=f"openapi/{document.name}", command=COMMAND)
    compiled = json.dumps({"x-generated": header, **contract(document)}, indent=1, ensure_ascii=False)
    (package / "openapi.json").write_text(compiled + "\n", encoding="utf-8")
    (package / "py.typed").write_text("", encoding="utf-8")


def generate_lines(document: Path, package: Path) -> None:
    """Compile the lines of JSONL files into msgspec Structs.

    The garbage collector ignores them (`gc=False`), which halves the time of decoding; lines have no
    cycles. A schema that is closed in the document refuses unknown keys.
    """
    schemas: dict[str, Any] = contract(document)["components"]["schemas"]
    options = {
        name: {"base_class_kwargs": {"gc": False} | ({"forbid_unknown_fields": True} if closed else {})}
        for name, closed in ((name, schema.get("additionalProperties") is False) for name, schema in schemas.items())
    }
    package.mkdir(parents=True)
    run(
        sys.executable, "-m", "datamodel_code_generator",
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
    read = contract(document)
    facts = {name: read[f"x-{name.replace('_', '-')}"] for name in ("requests", "formats", "parquet_columns", "limits")}
    constants_of = render(TEMPLATES / "python" / "lines_document.py.jinja", facts)
    (package / "document.py").write_text(constants_of, encoding="utf-8")
    (package / "py.typed").write_text("", encoding="utf-8")


def generate(documents: Path, folder: Path) -> None:
    """Compile the documents into both packages."""
    check_pins(PINS)
    generate_api(documents / "openapi.yaml", folder / "batchline_api")
    generate_lines(documents / "lines.yaml", folder / "batchline_lines")
    for cache in folder.rglob("*_cache"):
        shutil.rmtree(cache)
    for package, source in (("batchline_api", "openapi/openapi.yaml"), ("batchline_lines", "openapi/lines.yaml")):
        run(sys.executable, "-m", "ruff", "format", "--isolated", "--line-length", "100", "--quiet", folder / package)
        # JSON files have the header inside.
        for pattern in ("*.py", "py.typed"):
            stamp(folder / package, pattern, source, command=COMMAND, comment="#")


def pack(dist: Path) -> None:
    """Build the wheel and the sdist, which include the overlay."""
    for path in (*dist.glob("batchline-*.whl"), *dist.glob("batchline-*.tar.gz")):
        path.unlink()
    run(sys.executable, "-m", "build", "--outdir", dist, ROOT)


def publish_dry_run(dist: Path) -> str:
    """Check the packages for what the package index would refuse."""
    packages = [*find_package(dist, "batchline-*.whl"), *find_package(dist, "batchline-*.tar.gz")]
    run(sys.executable, "-m", "twine", "check", "--strict", *packages)
    return f"twine upload {' '.join(map(str, packages))}"
