"""TypeScript: types, and functions on fetch, without run-time dependencies."""

from __future__ import annotations

import shutil
from pathlib import Path

from languages.common import NODE, TEMPLATES, TOOLS, environment, find_package, run, stamp, working_copy, write_package

TOOLCHAINS = PACKING = (NODE,)


def install() -> Path:
    """Install the pinned generator and compiler once per lock file, and return their folder."""
    pins = TEMPLATES / "typescript" / "generator"
    folder = TOOLS / "typescript"
    lock = (pins / "package-lock.json").read_bytes()
    done = folder / "installed"  # written last, so that an incomplete installation doesn't count
    if not done.exists() or done.read_bytes() != lock:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        shutil.copy(pins / "package.json", folder)
        shutil.copy(pins / "package-lock.json", folder)
        run("npm", "ci", "--silent", "--no-audit", "--no-fund", cwd=folder)
        done.write_bytes(lock)
    return folder


def generate(documents: Path, folder: Path) -> None:
    """Compile the documents into a package that `tsc` builds."""
    tools = install()
    shutil.copy(TEMPLATES / "typescript" / "generator" / "openapi-ts.config.js", tools)
    paths = {"BATCHLINE_DOCUMENTS": str(documents), "BATCHLINE_OUTPUT": str(folder / "src")}
    run("node", "node_modules/@hey-api/openapi-ts/bin/run.js", cwd=tools, env=environment() | paths)
    stamp(folder / "src" / "api", "*.ts", "openapi/openapi.yaml")
    stamp(folder / "src" / "lines", "*.ts", "openapi/lines.yaml")
    write_package("typescript", documents, folder)


def pack(dist: Path) -> None:
    """Build the npm tarball."""
    shutil.rmtree(dist / "npm", ignore_errors=True)
    (dist / "npm").mkdir(parents=True)
    with working_copy("typescript") as folder:
        # The compiler comes with the pinned generator, so nothing else has to be installed.
        (folder / "node_modules").symlink_to(install() / "node_modules")
        run("npm", "pack", "--silent", "--pack-destination", dist / "npm", cwd=folder)


def publish_dry_run(dist: Path) -> str:
    """Have npm go through publishing without sending anything."""
    (tarball,) = find_package(dist / "npm", "*.tgz")
    run("npm", "publish", "--dry-run", "--access", "public", tarball)
    return f"npm publish --access public {tarball}"
