"""Compare the contract with the last released one: exit 1 on a breaking change without a new major version.

The released documents are kept in `openapi/released/`, as they were; a release copies them there.
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

# A new value of an enum breaks nobody here: the contract asks clients to keep values that they do not know.
SKIPPED = ("enum-values-added",)
# As in the Makefile. Node trusts the certificates of the system only when it is told to.
REDOCLY = "@redocly/cli@2.77.0"


def major(document: Path) -> int:
    """The major version that a document says of itself."""
    described: dict[str, Any] = yaml.safe_load(document.read_text(encoding="utf-8"))
    return int(described["info"]["version"].partition(".")[0])


def with_paths(document: Path, folder: Path) -> Path:
    """The document, its schemas sent and answered where it has no calls: else nothing in it would count."""
    described: dict[str, Any] = yaml.safe_load(document.read_text(encoding="utf-8"))
    if described.get("paths"):
        return document
    described["paths"] = {}
    for name in described["components"]["schemas"]:
        content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
        answered = {"200": {"description": "A line that the service writes.", "content": content}}
        described["paths"][f"/{name}"] = {"post": {"requestBody": {"content": content}, "responses": answered}}
    folder.mkdir()
    written = folder / document.name
    written.write_text(yaml.safe_dump(described, sort_keys=False), encoding="utf-8")
    return written


def broken_extensions(released: Path, current: Path) -> list[str]:
    """What is broken of that which redocly knows nothing of: limits, presigned URLs, who may call."""
    before, now = (yaml.safe_load(path.read_text(encoding="utf-8")) for path in (released, current))
    found: list[str] = []
    for name, limit in before.get("x-limits", {}).items():
        value = now.get("x-limits", {}).get(name, {}).get("value")
        if value is None:
            found.append(f"x-limits/{name} is gone")
        elif (name.startswith("max_") and value < limit["value"]) or (
            name.startswith("min_") and value > limit["value"]
        ):
            found.append(f"x-limits/{name} allows less: {value} instead of {limit['value']}")
    for name, upload in before.get("x-presigned-uploads", {}).items():
        then = now.get("x-presigned-uploads", {}).get(name, {})
        found += [
            f"x-presigned-uploads/{name}/{key} has changed"
            for key in ("method", "url", "source", "request")
            if then.get(key) != upload[key]
        ]
    if before.get("security") != now.get("security"):
        found.append("security has changed")
    return found


def breaks(released: Path, current: Path) -> bool:
    """Whether one document breaks what the other promised; what has changed is printed."""
    print(f"{current.name}:")
    if not current.exists():
        print("  ✖ major  the document is gone")
        return True
    found = broken_extensions(released, current)
    for change in found:
        print(f"  ✖ major  {change}")
    with tempfile.TemporaryDirectory() as folder:
        documents = [with_paths(released, Path(folder) / "released"), with_paths(current, Path(folder) / "current")]
        return differ_in_major(*documents) or bool(found)


def differ_in_major(released: Path, current: Path) -> bool:
    """What redocly says; what has changed is printed."""
    tools = str(Path(sys.executable).parent)
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
    """Parse the arguments, compare, and say what to do."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--released", type=Path, default=ROOT / "openapi" / "released", help="the released documents")
    parser.add_argument("--openapi", type=Path, default=ROOT / "openapi", help="those of now")
    arguments = parser.parse_args()
    status = 0
    for released in sorted(arguments.released.glob("*.yaml")):
        current = arguments.openapi / released.name
        if breaks(released, current) and not (current.exists() and major(current) > major(released)):
            print(
                f"{current} breaks what version {major(released)} promised: keep to it, or give "
                f"`info.version` the major version {major(released) + 1}.",
                file=sys.stderr,
            )
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
