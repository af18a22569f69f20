"""Java: one class a tag and a class a schema, on java.net.http and Jackson."""

from __future__ import annotations

import re
import tempfile
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from languages.common import JAVA, TEMPLATES, project, run, stamp, write_package

TOOLCHAINS = (JAVA,)
PIN = "7.26.0"
OPTIONS = {
    "library": "native",
    "serializationLibrary": "jackson",
    "openApiNullable": "false",
    "annotationLibrary": "none",
    "dateLibrary": "java8",
    "hideGenerationTimestamp": "true",
    "containerDefaultToNull": "true",
}


def compile_package(document: Path, folder: Path, package: str, kinds: str) -> None:
    """Compile a document's calls and models, or its models alone, into classes of a package."""
    if version("openapi-generator-cli") != PIN:
        raise SystemExit(f"generate: the Java client is made with openapi-generator-cli {PIN}: pip install it")
    jar = files("openapi_generator_cli").joinpath("openapi-generator.jar")
    options = OPTIONS | {"invokerPackage": project()["java_package"], "apiPackage": f"{project()['java_package']}.api"}
    with tempfile.TemporaryDirectory() as temporary:
        run(
            "java", "-jar", str(jar), "generate",
            "--generator-name", "java",
            "--input-spec", document,
            "--output", temporary,
            "--template-dir", TEMPLATES / "java" / "openapi-generator",
            "--model-package", package,
            # The classes beside calls and models are package files.
            "--global-property", f"{kinds},modelDocs=false,apiDocs=false,modelTests=false,apiTests=false",
            "--additional-properties", ",".join(f"{name}={value}" for name, value in options.items()),
            "--type-mappings", "file=InputStream,File=InputStream",
            "--import-mappings", "InputStream=java.io.InputStream",
            "--name-mappings", "URL=url",
            "--reserved-words-mappings", "object=object",
            "--inline-schema-options", "RESOLVE_INLINE_ENUMS=true",
            # It takes a link's requestBody for invalid that is no string, which OpenAPI allows.
            "--skip-validate-spec",
        )  # fmt: skip
        for path in sorted((Path(temporary) / "src" / "main" / "java").rglob("*.java")):
            target = folder / path.relative_to(temporary)
            target.parent.mkdir(parents=True, exist_ok=True)
            # What templates leave out leaves blank lines.
            target.write_text(re.sub(r"\n{3,}", "\n\n", path.read_text(encoding="utf-8")), encoding="utf-8")


def generate(documents: Path, folder: Path) -> None:
    """Compile the documents into a Maven project."""
    package: str = project()["java_package"]
    compile_package(documents / "openapi.yaml", folder, f"{package}.model", "models,apis")
    compile_package(documents / "lines.yaml", folder, f"{package}.lines", "models")
    sources = folder / "src" / "main" / "java" / package.replace(".", "/")
    for name, source in (("api", "openapi.yaml"), ("model", "openapi.yaml"), ("lines", "lines.yaml")):
        stamp(sources / name, "*.java", f"openapi/{source}")
    write_package("java", documents, folder)
