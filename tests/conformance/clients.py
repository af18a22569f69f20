"""The runners, built against the packages in `dist` as a user would build against published ones."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from languages import LANGUAGES, go, java, missing, typescript
from languages.common import ROOT, find_package, project, run
from tests.conformance.harness import scenarios

RUNNERS = Path(__file__).parent / "runners"


class Built(NamedTuple):
    """What was built for a language.

    Attributes:
        runner: The command of its runner.
        example: The command of its README's first example, where it has a README of its own.
        streams: Whether the generated client can stream; Python's cannot, the overlay does.
    """

    runner: list[str | Path]
    example: list[str | Path] | None = None
    streams: bool = True


def example(language: str, block: str) -> str:
    """The first code block of a README in this language."""
    readme = (ROOT / "generated" / language / "README.md").read_text(encoding="utf-8")
    match = re.search(rf"```{block}\n(.*?)```", readme, re.DOTALL)
    assert match, f"the README of {language} has no example"
    return match[1]


def build_python(dist: Path, folder: Path) -> Built:
    """An environment that has the wheel."""
    run(sys.executable, "-m", "venv", folder / "venv")
    python = folder / "venv" / "bin" / "python"
    run(
        python,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        find_package(dist, "batchline-*.whl")[0],
    )
    return Built([python, RUNNERS / "python" / "run.py"], streams=False)


def build_typescript(dist: Path, folder: Path) -> Built:
    """A package that depends on the tarball; the runner and the example pass `tsc --strict`."""
    tools = typescript.install()
    package = {"type": "module", "dependencies": {"batchline-api": f"file:{find_package(dist / 'npm', '*.tgz')[0]}"}}
    (folder / "package.json").write_text(json.dumps(package), encoding="utf-8")
    run("npm", "install", "--silent", "--no-audit", "--no-fund", cwd=folder)
    shutil.copy(RUNNERS / "typescript" / "run.ts", folder)
    (folder / "lines.ts").write_text(typed_lines(), encoding="utf-8")
    (folder / "example.ts").write_text(example("typescript", "js"), encoding="utf-8")
    options = {
        "strict": True,
        "noUncheckedIndexedAccess": True,
        "exactOptionalPropertyTypes": True,
        "target": "ES2022",
        "module": "NodeNext",
        "lib": ["ES2023", "DOM", "DOM.Iterable", "DOM.AsyncIterable"],
        "typeRoots": [str(tools / "node_modules" / "@types")],
        "types": ["node"],
    }
    settings = {"compilerOptions": options, "include": ["*.ts"]}
    (folder / "tsconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    run("node", tools / "node_modules" / "typescript" / "bin" / "tsc", cwd=folder)
    # The example is plain JavaScript as it stands.
    (folder / "example.mjs").write_text(example("typescript", "js"), encoding="utf-8")
    return Built(["node", folder / "run.js"], ["node", folder / "example.mjs"])


def typed_lines() -> str:
    """The scenarios' lines as TypeScript, since it is the compiler alone that knows their types."""
    steps = [step for scenario in scenarios() for step in scenario["steps"] if "lines" in step and "values" in step]
    values = [
        f"export const lines{n}: lines.{step['lines']}[] = {json.dumps(step['values'])};"
        for n, step in enumerate(steps)
    ]
    return "\n".join(["import type * as lines from 'batchline-api/lines';", *values, ""])


def build_go(dist: Path, folder: Path) -> Built:
    """A module that requires ours, from clean caches; it passes `go vet`."""
    find_package(dist / "go" / project().go_module / "@v", f"v{project().version}.zip")
    # The folder has the same path each time, and Go's build cache goes by paths: what it keeps of modules that were
    # deleted and fetched again can lack files, which `go vet` then does not find.
    env = go.from_dist(dist, folder / "cache") | {"GOCACHE": str(folder / "build-cache")}
    module, version = project().go_module, project().version
    for name, source in (("runner", (RUNNERS / "go" / "main.go").read_text()), ("example", example("go", "go"))):
        (folder / name).mkdir()
        (folder / name / "main.go").write_text(source, encoding="utf-8")
        requirement = f"module example.com/{name}\n\ngo 1.24\n\nrequire {module} v{version}\n"
        (folder / name / "go.mod").write_text(requirement, encoding="utf-8")
        run("go", "mod", "tidy", cwd=folder / name, env=env)
        run("go", "vet", "./...", cwd=folder / name, env=env)
        run("go", "build", "-o", folder / f"{name}.bin", ".", cwd=folder / name, env=env)
    return Built([folder / "runner.bin"], [folder / "example.bin"])


def build_java(dist: Path, folder: Path) -> Built:
    """Classes beside the jar and what its POM requires; they pass `javac -Xlint:all -Werror`."""
    jars = java.jars(dist)
    artifact = f"batchline-api-{project().version}"
    # Maven finds what the published POM requires; the jar itself is taken from `dist`, not from a cache.
    libraries = folder / "libraries"
    shutil.copy(find_package(jars, f"{artifact}.pom")[0], folder / "pom.xml")
    copy = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"
    run("mvn", "-B", "-q", copy, f"-DoutputDirectory={libraries}", cwd=folder)
    shutil.copy(jars / f"{artifact}.jar", libraries)
    shutil.copy(RUNNERS / "java" / "Run.java", folder)
    (folder / "Example.java").write_text(example("java", "java"), encoding="utf-8")
    classes = f"{libraries}/*"
    compiler = ("javac", "--release", "17", "-Xlint:all", "-Werror", "-encoding", "UTF-8")
    run(*compiler, "-cp", classes, "-d", folder, folder / "Run.java", folder / "Example.java")
    path = f"{folder}{os.pathsep}{classes}"
    # Little memory, so that Java has to collect what is no longer used.
    return Built(["java", "-Xmx96m", "-cp", path, "Run"], ["java", "-cp", path, "Example"])


BUILD: dict[str, Callable[[Path, Path], Built]] = {
    "python": build_python,
    "typescript": build_typescript,
    "go": build_go,
    "java": build_java,
}


def build(language: str, dist: Path, folder: Path) -> Built:
    """Build a language's runner in a folder that is made anew."""
    if lacking := missing({language: LANGUAGES[language].PACKING}):
        sys.exit(f"test-clients: {language}: {'; '.join(lacking[language])}")
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    return BUILD[language](dist, folder)
