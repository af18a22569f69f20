"""Splitting an input and joining its results, beside a plain script that does the same with `json`.

All split requests into files of 50,000 and join results that come in another order to the requests'
order. `checked` applies every rule of a batch first, as a run does; of those, `plain` has only that no
id stands twice. With `--whole`, a whole run of so many small requests goes to the mock, and the time
(the mock's included) by stages and the client's memory are told.
"""

from __future__ import annotations

import argparse
import datetime
import json
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from batchline.disk.fingerprint import fingerprint
from batchline.run.files import joined_file, write_requests
from batchline.run.join import join
from batchline.run.plan import plan
from batchline.run.record import read_ids
from batchline.run.state import RunConfig, ShardState
from batchline.testing import MockServer
from batchline.validation.check import check
from batchline_api.models import FilePurpose
from batchline_lines import LineError

MOST = 50_000
BEGAN = datetime.datetime.now(datetime.UTC)
LOST = LineError(message="no answer", code="missing")


def prepared(folder: Path, count: int) -> None:
    """An input, and what the batches for it would give."""
    dice = random.Random(1)
    with (folder / "in.jsonl").open("w") as requests:
        for first in range(0, count, MOST):
            results = []
            for number in range(first, min(first + MOST, count)):
                messages = [{"role": "user", "content": f"Question {number}: what is {number} times {number}? " * 4}]
                requests.write(json.dumps({"custom_id": f"id-{number}", "body": {"model": "m", "messages": messages}}))
                requests.write("\n")
                body = {
                    "id": f"chat-{number}",
                    "choices": [
                        {"index": 0, "message": {"role": "assistant", "content": f"It is {number * number}. " * 8}}
                    ],
                    "usage": {"prompt_tokens": 40, "completion_tokens": 30, "total_tokens": 70},
                }
                results.append(
                    json.dumps({"custom_id": f"id-{number}", "response": {"status_code": 200, "body": body}})
                )
            dice.shuffle(results)
            (folder / f"results-{first // MOST + 1:05}.jsonl").write_text("\n".join(results) + "\n")


def ours(folder: Path, *, checked: bool = False) -> int:
    """With batchline; `checked` by every rule of a batch, as a run does it."""
    path = folder / "in.jsonl"
    if checked:
        assert check(path, FilePurpose.BATCH_API, endpoint="/v1/chat/completions", for_run=True).ok
    record = str(folder / "work" / "record")
    run = RunConfig(str(path), fingerprint(path.stat()), record, str(folder / "work"), "/v1/chat/completions", 0)
    done = 0
    with (folder / "ours.out").open("wb") as output:
        for shard in plan(path, record=record):
            write_requests(run, ShardState(shard), str(folder / "work" / f"{shard.number:05}.jsonl"), lambda: None)
            ids = read_ids(record, shard)
            results = {str(folder / f"results-{shard.number:05}.jsonl"): BEGAN}
            done += join(ids, results, joined_file(run, shard), LOST).succeeded
            with open(joined_file(run, shard), "rb") as joined:
                shutil.copyfileobj(joined, output, 2**20)
    return done


def plain(folder: Path) -> int:
    """As most people would write it."""
    seen: set[str] = set()
    done = 0
    number = 0
    batch: list[dict] = []

    def finish(output) -> int:
        nonlocal number, batch
        number += 1
        with (folder / "work" / f"{number:05}.jsonl").open("w") as requests:
            for request in batch:
                requests.write(json.dumps(request) + "\n")
        results = {}
        with (folder / f"results-{number:05}.jsonl").open() as lines:
            for line in lines:
                result = json.loads(line)
                results[result["custom_id"]] = result
        succeeded = 0
        for request in batch:
            result = results.get(request["custom_id"])
            if result is None:
                result = {"custom_id": request["custom_id"], "error": {"message": "no answer", "code": "missing"}}
            succeeded += result.get("response", {}).get("status_code") == 200
            output.write(json.dumps(result) + "\n")
        batch = []
        return succeeded

    with (folder / "in.jsonl").open() as lines, (folder / "plain.out").open("w") as output:
        for line in lines:
            request = json.loads(line)
            if request["custom_id"] in seen:
                raise SystemExit("an id stands twice")
            seen.add(request["custom_id"])
            batch.append(request)
            if len(batch) == MOST:
                done += finish(output)
        if batch:
            done += finish(output)
    return done


SUBJECTS = {"ours": ours, "checked": partial(ours, checked=True), "plain": plain}


WHOLE = """
import collections, cProfile, pstats, resource, sys, time
from batchline import Client
seconds, last = collections.Counter(), ["check", time.perf_counter()]

def told(progress):
    now = time.perf_counter()
    seconds[last[0]] += now - last[1]
    last[:] = progress.stage, now

def run():
    with Client(sys.argv[1], sys.argv[2]) as client:
        return client.run("in.jsonl", "out.jsonl", poll_interval=0.2, progress=told)

if "--profile" in sys.argv:
    profile = cProfile.Profile()
    summary = profile.runcall(run)
    pstats.Stats(profile).sort_stats("tottime").print_stats(15)
else:
    summary = run()
assert summary.succeeded == int(sys.argv[3]), summary
seconds[last[0]] += time.perf_counter() - last[1]
print(summary.batches, seconds.total(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
print(", ".join(f"{stage} {taken:.1f} s" for stage, taken in seconds.most_common()))
"""


def whole(count: int, *, profiled: bool) -> None:
    """Run so many small requests, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder, MockServer() as server:
        with (Path(folder) / "in.jsonl").open("w") as requests:
            for number in range(count):
                body = {
                    "model": "m",
                    "messages": [{"role": "user", "content": f"Question {number}, and forty letters"}],
                }
                requests.write(json.dumps({"custom_id": f"id-{number}", "body": body}) + "\n")
        command = [sys.executable, "-c", WHOLE, server.api_key, server.base_url, str(count)]
        command += ["--profile"] if profiled else []
        done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    *profile, figures, stages = done.stdout.splitlines()
    if profile:
        print(*profile, sep="\n")
    batches, seconds, mebibytes = map(float, figures.split())
    print(f"{count:,} requests in {batches:.0f} batches: {seconds:.1f} s ({stages}), {mebibytes:.0f} MiB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=300_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--whole", type=int, metavar="REQUESTS")
    parser.add_argument("--profile", action="store_true", help="Of the whole run: which functions took how long.")
    parser.add_argument("--only", choices=list(SUBJECTS), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.whole:
        whole(arguments.whole, profiled=arguments.profile)
        return
    if arguments.only:
        started = time.perf_counter()
        done = SUBJECTS[arguments.only](arguments.folder)
        assert done == arguments.requests, done
        print(time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        prepared(folder, arguments.requests)
        best: dict[str, float] = {}
        memory: dict[str, float] = {}
        for _ in range(arguments.runs):
            for name in SUBJECTS:
                shutil.rmtree(folder / "work", ignore_errors=True)
                (folder / "work").mkdir()
                command = [sys.executable, __file__, "--only", name, "--folder", str(folder)]
                done = subprocess.run(
                    [*command, "--requests", str(arguments.requests)], check=True, capture_output=True, text=True
                )
                seconds, mebibytes = map(float, done.stdout.split())
                best[name] = min(best.get(name, seconds), seconds)
                memory[name] = max(memory.get(name, 0), mebibytes)
        for name, seconds in best.items():
            print(f"{name:8} {seconds:7.2f} s, {memory[name]:5.0f} MiB for {arguments.requests:,} requests")
        print(f"plain / ours: {best['plain'] / best['ours']:.2f}, / checked: {best['plain'] / best['checked']:.2f}")


if __name__ == "__main__":
    main()
