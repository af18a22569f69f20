"""Peak memory of a 2 GiB upload and download beside that of an idle client, in both colours.

Every measurement is a process of its own; the mock serves from another. The idle client has
made one call, so that what httpx loads on first use does not count as the transfer's.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

from batchline import AsyncClient, Client
from batchline.testing import MockServer

MIB = 2**20


def peak() -> float:
    """The largest resident memory that this process had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def sync(server: tuple[str, str], what: str, path: str) -> None:
    with Client(*server) as client:
        client.files.list()
        if what == "upload":
            client.files.upload(path, purpose="eval", check=False)
        elif what == "download":
            client.files.retrieve_content(client.files.list().data[0].id, output=path)


async def aio(server: tuple[str, str], what: str, path: str) -> None:
    async with AsyncClient(*server) as client:
        await client.files.list()
        if what == "upload":
            await client.files.upload(path, purpose="eval", check=False)
        elif what == "download":
            await client.files.retrieve_content((await client.files.list()).data[0].id, output=path)


def child(colour: str, server: tuple[str, str], what: str, path: str) -> None:
    started = time.perf_counter()
    if colour == "sync":
        sync(server, what, path)
    else:
        asyncio.run(aio(server, what, path))
    taken = time.perf_counter() - started
    print(f"{colour} {what} {peak():.1f} {taken:.2f}", flush=True)


def measured(*arguments: str) -> tuple[float, float]:
    """Run this file as a child and read what it printed: peak MiB, seconds."""
    import subprocess

    done = subprocess.run([sys.executable, __file__, "--child", *arguments], check=True, capture_output=True, text=True)
    _, _, memory, taken = done.stdout.split()
    return float(memory), float(taken)


def serve(pipe: object) -> None:
    with MockServer(data=None) as server:
        pipe.send((server.api_key, server.base_url))  # type: ignore[attr-defined]
        pipe.recv()  # type: ignore[attr-defined]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gib", type=float, default=2.0)
    parser.add_argument("--child", nargs=5, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        colour, key, url, what, path = arguments.child
        child(colour, (key, url), what, path)
        return
    size = int(arguments.gib * 2**30)
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs,))
    process.start()
    key, url = ours.recv()
    try:
        with tempfile.TemporaryDirectory() as folder:
            source, copy = Path(folder, "data.jsonl"), Path(folder, "copy.jsonl")
            with source.open("wb") as file:
                file.truncate(size)  # sparse: the disk is not what is measured
            for colour in ("sync", "async"):
                idle, _ = measured(colour, key, url, "idle", str(source))
                print(f"{colour:5} idle      {idle:7.1f} MiB")
                for what, path in (("upload", source), ("download", copy)):
                    memory, taken = measured(colour, key, url, what, str(path))
                    above = memory - idle
                    print(f"{colour:5} {what:9} {memory:7.1f} MiB, {above:+5.1f} above idle (target 60), "
                          f"{taken:6.2f} s, {size / taken / MIB:6.0f} MiB/s")  # fmt: skip
                os.unlink(copy)
    finally:
        ours.send(None)
        process.join()


if __name__ == "__main__":
    main()
