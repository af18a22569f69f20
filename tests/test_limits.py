"""How much memory odd input may take: each in a process of its own, which says what it took."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PEAK = """
import pathlib, re
print(int(re.search(r"VmHWM:\\s+(\\d+)", pathlib.Path("/proc/self/status").read_text())[1]) // 1024)
"""
JOIN = """
import datetime
from batchline.run.join import join
from batchline_lines import LineError
done = join(
    ["a"], {"results.jsonl": datetime.datetime.now(datetime.UTC)}, "out.jsonl", LineError(message="", code="missing"),
    unmatched="unmatched.jsonl",
)
print(done.succeeded, done.unmatched)
"""
CHECK = """
from batchline import check_file
report = check_file("dense.jsonl", PURPOSE)
print([issue.code for issue in report.issues], len(str(report)) < 1000)
"""


def measured(program: str, folder: Path) -> tuple[str, int]:
    """What a program says, and how many MB it took at most."""
    done = subprocess.run(
        [sys.executable, "-c", program + PEAK], capture_output=True, text=True, check=True, cwd=folder
    )
    *said, megabytes = done.stdout.splitlines()
    print(f"{megabytes} MB")
    return "\n".join(said), int(megabytes)


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured in /proc")
def test_two_million_unknown_ids(tmp_path: Path) -> None:
    error = '"error":{"message":"m","code":"c"}'
    with (tmp_path / "results.jsonl").open("w") as file:
        file.write('{"custom_id":"a","response":{"status_code":200,"body":{}}}\n')
        file.writelines(f'{{"custom_id":"another-{n}",{error}}}\n' for n in range(2_000_000))
    said, megabytes = measured(JOIN, tmp_path)
    assert said == "1 2000000"
    assert megabytes < 300
    assert (tmp_path / "unmatched.jsonl").stat().st_size > 10**8


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured in /proc")
@pytest.mark.parametrize("purpose", ["fine-tune", "batch-api", "eval"])
def test_a_line_of_many_empty_lists(tmp_path: Path, purpose: str) -> None:
    (tmp_path / "dense.jsonl").write_bytes(b'{"text": [' + b"[]," * (32 * 2**20) + b"[]]}\n")
    said, megabytes = measured(CHECK.replace("PURPOSE", repr(purpose)), tmp_path)
    assert said.startswith("['too-many-values'")
    assert said.endswith("True")
    assert megabytes < 800


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured in /proc")
def test_a_result_of_many_empty_lists(tmp_path: Path) -> None:
    head = b'{"custom_id":"a","response":{"status_code":200,"body":{"choices":['
    (tmp_path / "results.jsonl").write_bytes(head + b"[]," * (20 * 2**20) + b"[]]}}}\n")
    said, megabytes = measured(JOIN, tmp_path)
    assert said == "0 1"
    assert megabytes < 800
