"""Environments for packages that must not stand in our own."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]


class UnavailableError(Exception):
    """A package cannot be installed here."""


def python_with(*requirements: str) -> Path:
    """The Python of an environment that has just these packages; made once and kept in `.venvs`.

    Raises:
        UnavailableError: They cannot be installed here.
    """

    def make(folder: Path) -> None:
        _run([sys.executable, "-m", "venv", "--clear", folder])
        _run([folder / "bin" / "python", "-m", "pip", "install", "--quiet", *requirements])

    return _made(requirements, make) / "bin" / "python"


def node_with(*requirements: str) -> tuple[str, Path]:
    """Node.js, and a folder that has just these packages; they are kept in `.venvs`.

    Raises:
        UnavailableError: There is no Node.js, or they cannot be installed here.
    """
    node = shutil.which("node", path=_environment()["PATH"])
    if node is None:
        raise UnavailableError("there is no Node.js")

    def make(folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        (folder / "package.json").write_text("{}", encoding="utf-8")
        _run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", *requirements], folder)

    return node, _made(requirements, make)


def _made(requirements: Sequence[str], make: Callable[[Path], None]) -> Path:
    folder = ROOT / ".venvs" / re.sub(r"[^\w.]+", "-", "_".join(requirements))
    folder.parent.mkdir(exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several test processes may want it at once
        done = folder / "done"
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            make(folder)
            done.touch()
    return folder


def _environment() -> dict[str, str]:
    """Ours, but what this Python's own environment brings (Node.js) is found first."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    # Node trusts the certificates of the system only when it is told to.
    return {**os.environ, "PATH": path, "NODE_USE_SYSTEM_CA": "1"}


def _run(command: Sequence[str | Path], cwd: Path | None = None) -> None:
    done = subprocess.run(command, cwd=cwd, env=_environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise UnavailableError(done.stderr.strip()[-500:])
