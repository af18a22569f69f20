"""The wheel, installed in a fresh environment, is what users get."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

PROGRAM = """
import batchline
from batchline import BatchJob, BatchWriter, Client, FileResponse

with BatchWriter("requests.jsonl", model="example/model") as writer:
    name: str = writer.add(messages=[{"role": "user", "content": "hello"}])
client = Client("key", "https://my.example/v1")
def upload_and_create() -> BatchJob:
    file: FileResponse = client.files.upload("requests.jsonl", purpose="batch-api")
    return client.batches.create_batch(file.id, "/v1/chat/completions")
print(name, client)
"""


def run(*command: object, cwd: Path) -> str:
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.packaging
@pytest.mark.xdist_group("sdk")
def test_the_wheel_serves_a_user(tmp_path: Path) -> None:
    run(sys.executable, "-m", "build", "--wheel", "--outdir", tmp_path / "dist", ROOT, cwd=tmp_path)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    for package in ("batchline", "batchline_api", "batchline_lines"):
        assert f"{package}/py.typed" in names
    assert "batchline_api/openapi.json" in names
    assert not [name for name in names if name.startswith(("tests", "scripts"))]

    run(sys.executable, "-m", "venv", tmp_path / "fresh", cwd=tmp_path)
    python = tmp_path / "fresh" / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", wheel, cwd=tmp_path)
    run(python, "-c", "import batchline, batchline_api, batchline_lines", cwd=tmp_path)
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    assert run(python, program, cwd=tmp_path) == "request-1 Client(base_url='https://my.example/v1')\n"
    # Without its extra the command line says what to install, and so does Parquet.
    bare = subprocess.run([tmp_path / "fresh" / "bin" / "batchline"], capture_output=True, text=True, check=False)
    assert (bare.returncode, "pip install 'batchline[cli]'" in bare.stderr) == (1, True)
    (tmp_path / "a.parquet").write_bytes(b"x")
    assert "batchline[parquet]" in run(
        python, "-c", "import batchline; print(batchline.check_file('a.parquet'))", cwd=tmp_path
    )

    # A user's type checker sees the types of all three packages.
    checker = [sys.executable, "-m", "mypy", "--strict", "--python-executable", python]
    assert "no issues found" in run(*checker, program, cwd=tmp_path)
    program.write_text(PROGRAM + "\nclient.files.upload(3)\nwriter.add(model=4)\n")
    wrong = subprocess.run([*map(str, checker), program], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert wrong.stdout.count("[arg-type]") == 2
