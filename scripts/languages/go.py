"""Go: one client and its types, on net/http.

oapi-codegen rather than openapi-generator, which was tried as well: calls give back the
`*http.Response`, so that downloads stream and the headers of the 302 can be read (the other lands
downloads in temporary files); enums are strings, so that unknown values survive (the other refuses
them, or makes all of them one); and it reads the document as it is (the other calls its links invalid).
"""

from __future__ import annotations

import json
from pathlib import Path

from languages.common import GO, TEMPLATES, run, write_package

TOOLCHAINS = (GO,)
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
    run("gofmt", "-w", folder)
