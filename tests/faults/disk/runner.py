"""Runs a job for each line of stdin, in a process of its own whose calls `calls.c` counts.

It imports everything once, so that each run takes no longer than its work.
"""

from __future__ import annotations

import ctypes
import functools
import json
import os
import sys
import traceback
from typing import Any

from batchline import BatchlineError, Client, RetryPolicy, batches
from batchline.run import start

start.plan = functools.partial(start.plan, max_requests=12)
batches.FIRST_POLL = 0.01


def perform(task: dict[str, Any]) -> dict[str, Any]:
    """Do the run of a task, and say what became of it."""
    calls = ctypes.CDLL(None)
    os.chdir(task["root"])
    policy = RetryPolicy(lag=0.05, first_delay=0.01)
    arguments = ("root", "kinds", "at", "error", "lasts", "log")
    root, kinds, at, error, lasts, log = (
        value.encode() if isinstance(value := task[name], str) else value for name in arguments
    )
    with Client(task["key"], task["url"], retry=policy) as client:
        calls.begin(root, kinds, ctypes.c_long(at), error, lasts, log)
        try:
            client.run("requests.jsonl", "out.jsonl", **task["options"])
            said, is_clear = "", True
        except BatchlineError as failure:
            said, is_clear = "\n".join([str(failure), *getattr(failure, "__notes__", ())]), True
        except BaseException:
            said, is_clear = traceback.format_exc(), False
        calls.end()
    calls.counted.restype = ctypes.c_long
    return {"said": said, "is_clear": is_clear, "calls": calls.counted()}


def main() -> None:
    for line in sys.stdin:
        task = json.loads(line)
        readable, writable = os.pipe()
        child = os.fork()
        if not child:
            os.write(writable, json.dumps(perform(task)).encode())
            os._exit(0)
        os.close(writable)
        with open(readable, "rb") as pipe:
            told = pipe.read()
        os.waitpid(child, 0)
        # One that was killed says nothing.
        sys.stdout.write((told.decode() or json.dumps({"said": "killed", "is_clear": True, "calls": -1})) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
