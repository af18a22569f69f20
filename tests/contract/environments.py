"""Environments for packages that must not stand in our own."""

from __future__ import annotations

import fcntl
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def python_with(*requirements: str) -> Path:
    """The Python of an environment that has just these packages; made once and kept in `.venvs`."""
    folder = ROOT / ".venvs" / re.sub(r"[^\w.]+", "-", "_".join(requirements))
    folder.parent.mkdir(exist_ok=True)
    python = folder / "bin" / "python"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several test processes may want it at once
        done = folder / "done"
        if not done.exists():
            subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
            subprocess.run([python, "-m", "pip", "install", "--quiet", *requirements], check=True)
            done.touch()
    return python
