"""Compare the contract with the last released one: exit 1 on a breaking change without a new major version.

`openapi/released/` has the documents of the last release; each release copies its own there.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import yaml

from languages.common import ROOT

# A new enum value breaks no client: the contract asks clients to keep values that they don't know.
SKIPPED = ("enum-values-added",)
# The same pin as in the Makefile.
REDOCLY = "@redocly/cli@2.77.0"


def major_version(document: Path) -> int:
    """Return the major version in a document's `info.version`."""
    described: dict[str, Any] = yaml.safe_load(document.read_text(encoding="utf-8"))
    return int(described["info"]["version"].partition(".")[0])


def add_paths(document: Path, folder: Path) -> Path:
    """Return a document in which redocly compares every schema.

    Redocly compares only schemas that calls use. A document without calls is copied to `folder`, with a
    call added for each schema that has it as its request and its response.
    """
    described: dict[str, Any] = yaml.safe_load(document.read_text(encoding="utf-8"))
    if described.get("paths"):
        return document
    described["paths"] = {}
    for name in described["components"]["schemas"]:
        content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
        responses = {"200": {"description": "A line that the service writes.", "content": content}}
        described["paths"][f"/{name}"] = {"post": {"requestBody": {"content": content}, "responses": responses}}
    folder.mkdir()
    copy = folder / document.name
    copy.write_text(yaml.safe_dump(described, sort_keys=False), encoding="utf-8")
    return copy


def breaking_extension_changes(released: Path, current: Path) -> list[str]:
    """Return the breaking changes that redocly can't see: to limits, presigned URLs and security."""
    before, now = (yaml.safe_load(path.read_text(encoding="utf-8")) for path in (released, current))
    changes: list[str] = []
    for name, limit in before.get("x-limits", {}).items():
        value = now.get("x-limits", {}).get(name, {}).get("value")
        if value is None:
            changes.append(f"x-limits/{name} no longer exists")
        elif (name.startswith("max_") and value < limit["value"]) or (
            name.startswith("min_") and value > limit["value"]
        ):
            changes.append(f"x-limits/{name} allows less: {value} instead of {limit['value']}")
    for name, upload in before.get("x-presigned-uploads", {}).items():
        upload_now = now.get("x-presigned-uploads", {}).get(name, {})
        changes += [
            f"x-presigned-uploads/{name}/{key} has changed"
            for key in ("method", "url", "source", "request")
            if upload_now.get(key) != upload[key]
        ]
    if before.get("security") != now.get("security"):
        changes.append("security has changed")
    return changes


def is_breaking(released: Path, current: Path) -> bool:
    """Return whether a document breaks what the released one promised, and print what has changed."""
    print(f"{current.name}:")
    if not current.exists():
        print("  ✖ major  the document no longer exists")
        return True
    changes = breaking_extension_changes(released, current)
    for change in changes:
        print(f"  ✖ major  {change}")
    with tempfile.TemporaryDirectory() as folder:
        documents = [add_paths(released, Path(folder) / "released"), add_paths(current, Path(folder) / "current")]
        return has_major_changes(*documents) or bool(changes)


def has_major_changes(released: Path, current: Path) -> bool:
    """Return whether redocly finds breaking changes, and print what it says."""
    tools = str(Path(sys.executable).parent)
    # Node trusts the system's certificates only if told to.
    environment = {
        **os.environ,
        "NODE_USE_SYSTEM_CA": "1",
        "PATH": os.pathsep.join([tools, os.environ.get("PATH", "")]),
    }
    command = [str(Path(tools) / "npx"), "--yes", REDOCLY, "diff", str(released), str(current)]
    command += ["--fail-on", "major", *(f"--skip-rule={rule}" for rule in SKIPPED)]
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    print(done.stdout.strip())
    if done.returncode not in (0, 1) or " major, " not in done.stdout:
        sys.exit(f"check_breaking: redocly failed\n{done.stderr}")
    return done.returncode == 1


def main() -> int:
    """Parse the arguments, compare the documents, and say what to do about breaking changes."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument(
        "--released", type=Path, default=ROOT / "openapi" / "released", help="folder of the released documents"
    )
    parser.add_argument("--openapi", type=Path, default=ROOT / "openapi", help="folder of the current documents")
    arguments = parser.parse_args()
    status = 0
    for released in sorted(arguments.released.glob("*.yaml")):
        current = arguments.openapi / released.name
        version = major_version(released)
        if is_breaking(released, current) and not (current.exists() and major_version(current) > version):
            print(
                f"{current} breaks the contract of version {version}. Undo the breaking changes, or raise "
                f"`info.version` to major version {version + 1}.",
                file=sys.stderr,
            )
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
