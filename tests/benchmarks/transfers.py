"""Uploads and downloads beside the released SDKs, curl, and one `sendfile` of the same bytes.

All send to and fetch from one server (`sink.py`), a process of its own. The first table says how
fast it takes bytes from `sendfile`, which is the limit on this machine. Every measurement is a
process of its own, the subjects take turns, the time is that of the transfer without imports,
and the tables have medians. The files are sparse: what is measured is not the disk.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Generator, Mapping
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
GIB, MIB = 2**30, 2**20

OURS = """
import asyncio, json, os, resource, sys, time
from batchline import AsyncClient, AsyncMultipartUploadManager, Client, MultipartUploadManager
what, colour, url, path = sys.argv[1:]
def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
def told(progress): pass
def sync():
    with Client("key", url) as client:
        client.files.list()
        idle, started = peak(), time.perf_counter()
        if what == "single":
            client.files.upload(path, purpose="eval", check=False, progress=told)
        elif what == "multipart":
            MultipartUploadManager(client).upload(path, purpose="eval", progress=told)
        else:
            client.files.retrieve_content("file-1", output=path, progress=told)
        return idle, time.perf_counter() - started
async def aio():
    async with AsyncClient("key", url) as client:
        await client.files.list()
        idle, started = peak(), time.perf_counter()
        if what == "single":
            await client.files.upload(path, purpose="eval", check=False, progress=told)
        elif what == "multipart":
            await AsyncMultipartUploadManager(client).upload(path, purpose="eval", progress=told)
        else:
            await client.files.retrieve_content("file-1", output=path, progress=told)
        return idle, time.perf_counter() - started
idle, taken = sync() if colour == "sync" else asyncio.run(aio())
print(json.dumps([taken, peak(), peak() - idle]))
"""
PEER = """
import json, resource, sys, time
from together import Together
what, version, url, path = sys.argv[1:]
def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
client = Together(api_key="key", base_url=url)
client.files.list()
idle, started = peak(), time.perf_counter()
if what != "download":
    client.files.upload(path, purpose="eval", check=False)
elif version.startswith("1"):
    client.files.retrieve_content("file-1", output=path)
else:
    with client.files.with_streaming_response.content("file-1") as response:
        response.stream_to_file(path)
print(json.dumps([time.perf_counter() - started, peak(), peak() - idle]))
"""
SENDFILE = """
import json, os, socket, sys, time
from urllib.parse import urlsplit
url, path = sys.argv[1:]
size = os.path.getsize(path)
place = urlsplit(url)
with socket.create_connection((place.hostname, place.port)) as connection, open(path, "rb") as file:
    started = time.perf_counter()
    connection.sendall(f"PUT /put HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: {size}\\r\\n\\r\\n".encode())
    sent = 0
    while sent < size:
        sent += os.sendfile(connection.fileno(), file.fileno(), sent, size - sent)
    assert connection.recv(1000).startswith(b"HTTP/1.1 200")
    print(json.dumps([time.perf_counter() - started, 0, 0]))
"""
Figures = tuple[float, float, float]


def run(*command: object) -> Figures:
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "TOGETHER_NO_BANNER": "1"}
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        raise SystemExit(f"{command[0]} failed:\n{done.stderr}")
    taken, memory, above = json.loads(done.stdout.splitlines()[-1])
    return taken, memory, above


def curl(*arguments: object) -> Figures:
    return run("curl", "-sS", "-w", "\n[%{time_total}, 0, 0]\n", *arguments)


def clean(path: Path, subject: Callable[[], Figures]) -> Callable[[], Figures]:
    """The subject, when nobody else's bytes are on their way to the disk."""

    def measured() -> Figures:
        path.unlink(missing_ok=True)
        os.sync()
        return subject()

    return measured


@contextlib.contextmanager
def sink(size: int, path: Path) -> Generator[str]:
    process = subprocess.Popen(
        [sys.executable, ROOT / "tests/benchmarks/sink.py", str(size), path], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip()
    finally:
        process.kill()
        process.wait()


def table(title: str, size: int, subjects: dict[str, Callable[[], Figures]], runs: dict[str, int]) -> dict[str, float]:
    """Let the subjects take turns, and print their medians."""
    figures: dict[str, list[Figures]] = {name: [] for name in subjects}
    for turn in range(max(runs.get(name, runs[""]) for name in subjects)):
        for name, subject in subjects.items():
            if turn < runs.get(name, runs[""]):
                figures[name].append(subject())
    print(f"\n{title}, {size / GIB:g} GiB")
    medians: dict[str, float] = {}
    for name, measured in figures.items():
        seconds = medians[name] = statistics.median(taken for taken, _, _ in measured)
        peak, above = (max(column) for column in list(zip(*measured, strict=True))[1:])
        memory = f"peak {peak:7.1f} MiB, {above:+8.1f} above idle" if peak else ""
        print(f"  {name:18} {seconds:7.2f} s  {size / seconds / MIB:7.0f} MiB/s  {memory}", flush=True)
    return medians


def verdict(text: str, figure: float, target: float, *, at_least: bool = True) -> None:
    is_met = figure >= target if at_least else figure <= target
    sign = ">=" if at_least else "<="
    print(f"    {text}: {figure:.2f} (target {sign} {target:g}{'' if is_met else ': MISSED'})", flush=True)


def subjects(what: str, url: str, path: Path, peers: Mapping[str, Path]) -> dict[str, Callable[[], Figures]]:
    """Both our clients, and the released SDKs."""
    api = f"{url}/v1"
    ours = {f"batchline, {colour}": partial(run, sys.executable, "-c", OURS, what, colour, api, path)
            for colour in ("sync", "async")}  # fmt: skip
    theirs = {
        f"together {version}": partial(run, python, "-c", PEER, what, version, api, path)
        for version, python in peers.items()
    }
    return ours | theirs


def upload(what: str, source: Path, size: int, peers: Mapping[str, Path], runs: dict[str, int]) -> None:
    with source.open("wb") as file:
        file.truncate(size)
    with sink(size, source) as url:
        compared = {"sendfile": partial(run, sys.executable, "-c", SENDFILE, url, source)}
        if what == "single" and shutil.which("curl"):
            compared["curl -T"] = partial(curl, "-o", os.devnull, "-T", source, f"{url}/put")
        medians = table(f"Upload, {what}", size, compared | subjects(what, url, source, peers), runs)
    ours = medians["batchline, sync"]
    verdict("speed, in sendfile's", medians["sendfile"] / ours, 0.6 if what == "single" else 1.0)
    verdict("async, in sync's time", medians["batchline, async"] / ours, 1.6, at_least=False)
    for peer, target in (("together 1.5.35", 4.0), ("together 3.1.1", 60.0)):
        if what == "multipart" and peer in medians:
            verdict(f"speed, in that of {peer}", medians[peer] / ours, target)


def download(source: Path, size: int, peers: Mapping[str, Path], runs: dict[str, int]) -> None:
    with source.open("wb") as file:
        file.truncate(size)
    copy = source.with_name("copy.jsonl")
    with sink(size, source) as url:
        compared: dict[str, Callable[[], Figures]] = {}
        if shutil.which("curl"):
            compared["curl -o"] = partial(curl, "-o", copy, f"{url}/v1/files/file-1/content")
        compared |= subjects("download", url, copy, peers)
        medians = table("Download", size, {name: clean(copy, subject) for name, subject in compared.items()}, runs)
    ours = medians["batchline, sync"]
    if "curl -o" in medians:
        verdict("speed, in that of curl", medians["curl -o"] / ours, 0.9)
    verdict("async, in sync's time", medians["batchline, async"] / ours, 1.6, at_least=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--single", type=float, default=2.0, help="GiB of the upload in one piece, and of the download")
    parser.add_argument("--multipart", type=float, default=6.0, help="GiB of the upload in parts")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--without-peers", action="store_true", help="leave out the released SDKs")
    parser.add_argument("--only", choices=["single", "multipart", "download"])
    arguments = parser.parse_args()
    peers: dict[str, Path] = {}
    if not arguments.without_peers:
        from tests.contract.environments import python_with

        peers = {version: python_with(f"together=={version}") for version in ("1.5.35", "3.1.1")}
    runs = {"": arguments.runs, "together 3.1.1": 1}  # of those, one run takes minutes
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_STATE_HOME"] = folder
        source = Path(folder, "data.jsonl")
        for what, gib in (("single", arguments.single), ("multipart", arguments.multipart)):
            if arguments.only in (None, what):
                upload(what, source, int(gib * GIB), peers, runs)
        if arguments.only in (None, "download"):
            download(source, int(arguments.single * GIB), peers, runs)


if __name__ == "__main__":
    main()
