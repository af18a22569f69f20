"""Go: one client and its types, on net/http.

oapi-codegen rather than openapi-generator, which was tried as well: calls give back the
`*http.Response`, so that downloads stream and the headers of the 302 can be read (the other lands
downloads in temporary files); enums are strings, so that unknown values survive (the other refuses
them, or makes all of them one); and it reads the document as it is (the other calls its links invalid).
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
"""In the words by which Go's tools know generated code."""
GENERATOR = "github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.8.0"


def compile_package(document: Path, output: Path, *, client: bool) -> None:
    """Compile a document into one file; `client` says whether it describes calls."""
    templates = TEMPLATES / "go" / "oapi-codegen"
    options = {
        "package": output.parent.name,
        "output": str(output),
        "generate": {"models": True, "client": client},
        "output-options": {
            "name-normalizer": "ToCamelCaseWithInitialisms",
            "skip-prune": True,  # nothing refers to the lines
            "skip-response-body-getters": True,
            "user-templates": {path.name: str(path) for path in sorted(templates.glob("*.tmpl"))},
        },
    }
    output.parent.mkdir(parents=True)
    configuration = output.with_suffix(".json")  # which is YAML, too
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
    run("go", "mod", "tidy", cwd=folder)  # completes go.mod, makes go.sum
    run("go", "fmt", "./...", cwd=folder)


def pack(dist: Path) -> None:
    """Vet and build the module, and lay it out as a module proxy serves it."""
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
    """The environment in which Go takes our module from `dist`, and keeps all modules in `cache`."""
    return environment() | {
        "GOPROXY": f"{(dist / 'go').as_uri()},{run('go', 'env', 'GOPROXY').strip()}",
        "GONOSUMDB": project().go_module,
        "GOMODCACHE": str(cache),
        "GOFLAGS": "-mod=mod -modcacherw",
    }


def publish_dry_run(dist: Path) -> str:
    """Fetch the module as a user's Go does, into a clean cache, and vet it there."""
    module, version = project().go_module, f"v{project().version}"
    find_package(dist / "go" / module / "@v", f"{version}.zip")
    with tempfile.TemporaryDirectory() as temporary:
        user, env = Path(temporary) / "user", from_dist(dist, Path(temporary) / "cache")
        user.mkdir()
        run("go", "mod", "init", "example.com/user", cwd=user, env=env)
        run("go", "get", f"{module}/...@{version}", cwd=user, env=env)
        run("go", "vet", f"{module}/...", cwd=user, env=env)
    # A module in a folder is published by a tag that begins with it.
    tag = f"generated/go/{version}"
    return f"git tag {tag} && git push origin {tag}"
