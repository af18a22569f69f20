"""Java: one class per tag and per schema, on java.net.http and Jackson."""

from __future__ import annotations

import shutil
import tempfile
from importlib.resources import files
from pathlib import Path

from languages.common import (
    JAVA,
    JDK,
    MAVEN,
    TEMPLATES,
    check_pins,
    find_package,
    project,
    run,
    stamp,
    working_copy,
    write_package,
)

TOOLCHAINS = (JAVA,)
PACKING = (JDK, MAVEN)
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
    """Compile a document's calls and models, or only its models, into classes of a package."""
    check_pins({"openapi-generator-cli": PIN})
    jar = files("openapi_generator_cli").joinpath("openapi-generator.jar")
    options = OPTIONS | {"invokerPackage": project().java_package, "apiPackage": f"{project().java_package}.api"}
    with tempfile.TemporaryDirectory() as temporary:
        run(
            "java", "-jar", str(jar), "generate",
            "--generator-name", "java",
            "--input-spec", document,
            "--output", temporary,
            "--template-dir", TEMPLATES / "java" / "openapi-generator",
            "--model-package", package,
            # All other classes come from our package templates.
            "--global-property", f"{kinds},modelDocs=false,apiDocs=false,modelTests=false,apiTests=false",
            "--additional-properties", ",".join(f"{name}={value}" for name, value in options.items()),
            "--type-mappings", "file=InputStream,File=InputStream",
            "--import-mappings", "InputStream=java.io.InputStream",
            "--name-mappings", "URL=url",
            "--reserved-words-mappings", "object=object",
            "--inline-schema-options", "RESOLVE_INLINE_ENUMS=true",
            # It considers a link's requestBody invalid unless it is a string; OpenAPI allows any value.
            "--skip-validate-spec",
        )  # fmt: skip
        for path in sorted((Path(temporary) / "src" / "main" / "java").rglob("*.java")):
            target = folder / path.relative_to(temporary)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)


def generate(documents: Path, folder: Path) -> None:
    """Compile the documents into a Maven project."""
    package: str = project().java_package
    compile_package(documents / "openapi.yaml", folder, f"{package}.model", "models,apis")
    compile_package(documents / "lines.yaml", folder, f"{package}.lines", "models")
    sources = folder / "src" / "main" / "java" / package.replace(".", "/")
    for name, source in (("api", "openapi.yaml"), ("model", "openapi.yaml"), ("lines", "lines.yaml")):
        stamp(sources / name, "*.java", f"openapi/{source}")
    write_package("java", documents, folder)


def pack(dist: Path) -> None:
    """Compile without warnings, and deploy the jars (classes, sources, javadoc) into a local repository."""
    shutil.rmtree(dist / "maven", ignore_errors=True)
    with working_copy("java") as folder:
        run("mvn", "-B", "-q", "deploy", f"-DaltDeploymentRepository=dist::{(dist / 'maven').as_uri()}", cwd=folder)


def jars(dist: Path) -> Path:
    """Return the folder of the packaged artifacts."""
    return dist / "maven" / project().java_package.replace(".", "/") / "batchline-api" / project().version


def publish_dry_run(dist: Path) -> str:
    """Have Maven build the bundle for Central, unsigned, without uploading it."""
    for suffix in (".pom", ".jar", "-sources.jar", "-javadoc.jar"):
        find_package(jars(dist), f"batchline-api-{project().version}{suffix}")
    with working_copy("java") as folder:
        # The plugin requires an account even if it uploads nothing.
        settings = folder / "settings.xml"
        settings.write_text(
            "<settings><servers><server><id>central</id><username>nobody</username><password>none</password>"
            "</server></servers></settings>",
            encoding="utf-8",
        )
        options = ("-Prelease", "-Dgpg.skip", "-DskipPublishing=true", "-gs", settings)
        run("mvn", "-B", "-q", "deploy", *options, cwd=folder)
        if not list((folder / "target").rglob("central-bundle.zip")):
            raise SystemExit("publish-dry-run: Maven made no bundle for Central")
    return "mvn --file generated/java deploy -Prelease"
