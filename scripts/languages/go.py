"""Go: one client and its types, on net/http.

We use oapi-codegen; openapi-generator was tried as well. Calls of oapi-codegen return the
`*http.Response`, so that downloads stream and the headers of the 302 can be read (openapi-generator
saves downloads to temporary files). Its enums are strings, so that unknown values survive
(openapi-generator rejects them, or turns all of them into one). And it reads the document as it is
(openapi-generator calls its links invalid).
"""

from __future__ import annotations

import json
import shutil
import tempfile
import zipfile
from pathlib import Path

from languages.common import GO, TEMPLATES, environment, find_package, project, run, working_copy, write_package

TOOLCHAINS = PACKING = (GO,)
HEADER = "Code generated from {source} by `make generate`. DO NOT EDIT."
"""In the form by which Go's tools recognize generated code."""
GENERATOR = "github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.8.0"


def compile_package(document: Path, output: Path, *, client: bool) -> None:
    """Compile a document into one Go file; `client` is whether the document describes calls."""
    templates = TEMPLATES / "go" / "oapi-codegen"
    options = {
        "package": output.parent.name,
        "output": str(output),
        "generate": {"models": True, "client": client},
        "output-options": {
            "name-normalizer": "ToCamelCaseWithInitialisms",
            "skip-prune": True,  # keep the types of lines, which no call refers to
            "skip-response-body-getters": True,
            "user-templates": {path.name: str(path) for path in sorted(templates.glob("*.tmpl"))},
        },
    }
    output.parent.mkdir(parents=True)
    configuration = output.with_suffix(".json")  # the generator reads YAML, and JSON is YAML
    configuration.write_text(json.dumps(options), encoding="utf-8")
    run("go", "run", GENERATOR, "-config", configuration, document)
    configuration.unlink()
    code = output.read_text(encoding="utf-8")
    output.write_text(f"// {HEADER.format(source=f'openapi/{document.name}')}\n\n{code}", encoding="utf-8")


def generate(documents: Path, folder: Path) -> None:
    """Compile the documents into a module of two packages."""
    compile_package(documents / "openapi.yaml", folder / "batchline" / "client.gen.go", client=True)
    compile_package(documents / "lines.yaml", folder / "lines" / "lines.gen.go", client=False)
    write_package("go", documents, folder, HEADER.format(source="openapi/"))
    run("go", "mod", "tidy", cwd=folder)  # completes go.mod and writes go.sum
    run("go", "fmt", "./...", cwd=folder)


def pack(dist: Path) -> None:
    """Vet and build the module, and lay it out as a module proxy would serve it."""
    module, version = project().go_module, f"v{project().version}"
    shutil.rmtree(dist / "go", ignore_errors=True)
    with working_copy("go") as folder:
        run("go", "vet", "./...", cwd=folder)
        run("go", "build", "./...", cwd=folder)
        versions = dist / "go" / module / "@v"
        versions.mkdir(parents=True)
        (versions / "list").write_text(f"{version}\n", encoding="utf-8")
        (versions / f"{version}.info").write_text(json.dumps({"Version": version}) + "\n", encoding="utf-8")
        (versions / f"{version}.mod").write_bytes((folder / "go.mod").read_bytes())
        with zipfile.ZipFile(versions / f"{version}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(path for path in folder.rglob("*") if path.is_file()):
                entry = zipfile.ZipInfo(f"{module}@{version}/{path.relative_to(folder).as_posix()}")
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, path.read_bytes())


def from_dist(dist: Path, cache: Path) -> dict[str, str]:
    """Return the environment variables for a Go that takes our module from `dist` and keeps modules in `cache`."""
    return environment() | {
        "GOPROXY": f"{(dist / 'go').as_uri()},{run('go', 'env', 'GOPROXY').strip()}",
        "GONOSUMDB": project().go_module,
        "GOMODCACHE": str(cache),
        "GOFLAGS": "-mod=mod -modcacherw",
    }


def publish_dry_run(dist: Path) -> str:
    """Fetch the module into a clean cache, as a user's Go would, and vet it there."""
    module, version = project().go_module, f"v{project().version}"
    find_package(dist / "go" / module / "@v", f"{version}.zip")
    with tempfile.TemporaryDirectory() as temporary:
        user, env = Path(temporary) / "user", from_dist(dist, Path(temporary) / "cache")
        user.mkdir()
        run("go", "mod", "init", "example.com/user", cwd=user, env=env)
        run("go", "get", f"{module}/...@{version}", cwd=user, env=env)
        run("go", "vet", f"{module}/...", cwd=user, env=env)
    # A module in a subfolder is published by a tag that begins with the folder's path.
    tag = f"generated/go/{version}"
    return f"git tag {tag} && git push origin {tag}"
