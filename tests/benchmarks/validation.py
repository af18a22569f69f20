"""Time and peak memory of `check_file`, beside that of both released SDKs, on generated files.

Ours checks all rules of the purpose and makes the SHA-256. together 1.5.35 checks the rules of
fine-tune rows (of requests only that they are objects, as evaluation data), 3.1.1 that each line
is an object. Every measurement is a process of its own, the subjects take turns, and the time is
that of the check without imports. The table has medians.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]

OURS = """
import json, resource, sys, time
from batchline import check_file
path, purpose, workers = sys.argv[1:]
started = time.perf_counter()
report = check_file(path, purpose, workers=int(workers))
taken = time.perf_counter() - started
assert report.sha256 and report.counts.keys() <= {"too-many-requests", "too-many-bytes"}, report
kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
kib += (int(workers) - 1) * resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps([taken, kib / 1024]))
"""
PEER = """
import json, resource, sys, time
try:
    from together.lib.utils.files import check_file
except ImportError:
    from together.utils import check_file
path, purpose = sys.argv[1:]
started = time.perf_counter()
report = check_file(path, purpose=purpose)
taken = time.perf_counter() - started
assert report["is_check_passed"], report
print(json.dumps([taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


class Texts:
    """Texts of 100 to 700 characters that look like language."""

    def __init__(self, letters: str) -> None:
        self._chance = random.Random(1)
        words = ["".join(self._chance.choices(letters, k=self._chance.randint(2, 9))) for _ in range(3000)]
        self._pool = [
            '. "Why?"\n'.join(" ".join(self._chance.choices(words, k=12)) for _ in range(6)) for _ in range(500)
        ]

    def text(self) -> str:
        whole = self._chance.choice(self._pool)
        return whole[: self._chance.randint(100, 700)]

    def turns(self) -> int:
        return self._chance.randint(1, 4)


def conversation(texts: Texts, _number: int) -> Any:
    roles = ["system", *["user", "assistant"] * texts.turns()]
    return {"messages": [{"role": role, "content": texts.text()} for role in roles]}


def tool_conversation(texts: Texts, number: int) -> Any:
    row = conversation(texts, number)
    call = {"id": "1", "type": "function", "function": {"name": "look", "arguments": '{"at": 1}'}}
    row["messages"][1:1] = [
        {"role": "assistant", "content": None, "tool_calls": [call]},
        {"role": "tool", "content": texts.text()},
    ]
    return {**row, "tools": [{"type": "function", "function": {"name": "look"}}]}


def instruction(texts: Texts, _number: int) -> Any:
    return {"prompt": texts.text(), "completion": texts.text()}


def request(texts: Texts, number: int) -> Any:
    messages = [{"role": role, "content": texts.text()} for role in ("system", "user")]
    body = {"model": "example/model", "messages": messages, "max_tokens": 256, "temperature": 0.7}
    return {"custom_id": f"request-{number}", "method": "POST", "url": "/v1/chat/completions", "body": body}


LATIN, CHINESE = "abcdefghijklmnopqrstuvwxyz", "的一是了我不人在他有这个上们来到时大地为"
KINDS: dict[str, tuple[str, str, Callable[[Texts, int], Any], str, bool]] = {
    # purpose, the peers' purpose for it, a row, its letters, whether it is a goal that was set
    "conversation": ("fine-tune", "fine-tune", conversation, LATIN, True),
    "instruction": ("fine-tune", "fine-tune", instruction, LATIN, True),
    "batch": ("batch-api", "eval", request, LATIN, True),
    "conversation in Chinese": ("fine-tune", "fine-tune", conversation, CHINESE, False),
    "conversation with tools": ("fine-tune", "eval", tool_conversation, LATIN, False),
}


def write(path: Path, megabytes: float, row: Callable[[Texts, int], Any], letters: str) -> int:
    """Write a file; return the number of its rows."""
    texts = Texts(letters)
    size = rows = 0
    with path.open("wb") as file:
        while size < megabytes * 1e6:
            line = json.dumps(row(texts, rows), ensure_ascii=False).encode() + b"\n"
            file.write(line)
            size += len(line)
            rows += 1
    return rows


PARTS = """
import hashlib, io, json, sys, time
from batchline.validation.fast_path import row_readers
reader, digest, spent = row_readers("conversation")[0], hashlib.sha256(), dict.fromkeys(["read", "hash", "split", "decode, rules"], 0.0)
def timed(part, function, *arguments):
    started = time.perf_counter()
    result = function(*arguments)
    spent[part] += time.perf_counter() - started
    return result
with open(sys.argv[1], "rb", buffering=2**16) as file:
    while block := timed("read", lambda: file.read(2**19) + file.readline()):
        timed("hash", digest.update, block)
        lines = timed("split", lambda: io.BytesIO(block).readlines())
        assert timed("decode, rules", reader.read, lines) is not None
print(json.dumps(spent))
"""


def print_parts(path: Path) -> None:
    """Where the time of a check goes. Two workers share all but the start of the helper: about 0.05 s."""
    done = subprocess.run([sys.executable, "-c", PARTS, str(path)], capture_output=True, text=True, check=True)
    spent: dict[str, float] = json.loads(done.stdout)
    parts = ", ".join(f"{part} {seconds:.2f} s" for part, seconds in spent.items())
    print(f"{'conversation':24} processor time of the parts: {parts}; together {sum(spent.values()):.2f} s", flush=True)


def measured(python: str | Path, program: str, *arguments: str) -> tuple[float, float]:
    """Seconds and MiB."""
    done = subprocess.run([python, "-c", program, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    taken, memory = json.loads(done.stdout.splitlines()[-1])
    return taken, memory


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=float, default=250)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--kind", action="append", choices=KINDS)
    arguments = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    from tests.contract.environments import python_with

    peers = {version: python_with(f"together=={version}") for version in ("3.1.1", "1.5.35")}
    print(
        f"{'file':24} {'subject':24} {'s':>6} {'of 3.1.1':>9} {'target':>7} {'rows/s':>11} {'MB/s':>6} {'peak MiB':>9}"
    )
    with tempfile.TemporaryDirectory() as folder:
        for kind in arguments.kind or KINDS:
            purpose, as_known, row, letters, is_goal = KINDS[kind]
            path = Path(folder, "a.jsonl")
            rows = write(path, arguments.megabytes, row, letters)
            size = path.stat().st_size
            subjects: dict[str, Callable[[], tuple[float, float]]] = {
                "together 3.1.1": lambda path=path, as_known=as_known: measured(peers["3.1.1"], PEER, str(path), as_known),
                "together 1.5.35": lambda path=path, as_known=as_known: measured(peers["1.5.35"], PEER, str(path), as_known),
                "batchline, 1 worker": lambda path=path, purpose=purpose: measured(sys.executable, OURS, str(path), purpose, "1"),
                "batchline, 2 workers": lambda path=path, purpose=purpose: measured(sys.executable, OURS, str(path), purpose, "2"),
            }  # fmt: skip
            taken: dict[str, list[tuple[float, float]]] = {name: [] for name in subjects}
            for _ in range(arguments.repeat):
                for name, subject in subjects.items():
                    taken[name].append(subject())
            if kind == "conversation":
                print_parts(path)
            base = statistics.median(seconds for seconds, _ in taken["together 3.1.1"])
            for name, runs in taken.items():
                seconds = statistics.median(seconds for seconds, _ in runs)
                target = (
                    {"batchline, 1 worker": "0.33", "batchline, 2 workers": "0.20"}.get(name, "") if is_goal else ""
                )
                print(f"{kind:24} {name:24} {seconds:6.2f} {seconds / base:9.2f} {target:>7} "
                      f"{rows / seconds:11,.0f} {size / seconds / 1e6:6,.0f} {max(memory for _, memory in runs):9.0f}", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
