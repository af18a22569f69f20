"""How long Ctrl-C takes to end a transfer: one that goes, and one whose connections say nothing any more.

The time is from the signal to the end of the process. What is left behind is what the tests in
`tests/faults/test_crash.py` are about.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.faults.proxy import Wire
from tests.faults.services import KEY, mock
from tests.faults.test_crash import CHILD, MIB, SECONDS, SIZE

from batchline import Client


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, mock() as service:
        os.environ["XDG_STATE_HOME"] = folder
        service.storage.pace = service.api.pace = SECONDS / (SIZE / 2**16) * 2
        source = Path(folder, "data.jsonl")
        source.write_bytes(os.urandom(SIZE))
        with Client(KEY, service.base_url) as client:
            id = client.files.upload(source, purpose="eval", check=False).id
        source.write_bytes(os.urandom(SIZE))  # or the service would notice that it has the bytes
        for what, proxy in (("upload", service.storage), ("download", service.api)):
            stall = {"request" if what == "upload" else "response": MIB}
            for colour in ("sync", "async"):
                for state in ("going", "stalled"):
                    if state == "stalled":
                        proxy.faults.append(Wire(r"(PUT /parts|GET /v1/files/file).*", end="stall", times=9, **stall))
                    path = source if what == "upload" else Path(folder, "out")
                    arguments = [what, colour, service.base_url, str(path), id]
                    process = subprocess.Popen(
                        [sys.executable, "-c", CHILD, *arguments], stdout=subprocess.PIPE, text=True
                    )
                    assert process.stdout
                    process.stdout.readline(), process.stdout.readline()
                    time.sleep(0.2)
                    started = time.perf_counter()
                    process.send_signal(signal.SIGINT)
                    said, _ = process.communicate()
                    taken = time.perf_counter() - started
                    assert "interrupted" in said, said
                    print(f"{what:8} {colour:5} {state:7} {taken:.2f} s (target 1.00)", flush=True)
                    proxy.faults.clear()
                    for left in Path(folder, "batchline", "transfers").glob("*"):
                        left.unlink()


if __name__ == "__main__":
    main()
