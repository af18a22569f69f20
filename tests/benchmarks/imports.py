"""What `import batchline` costs beside `import httpx`: processes in turn, so that both drift alike."""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time


def seconds(statement: str) -> float:
    """The time of a process that only imports, less nothing."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", statement], check=True)
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=21)
    runs: int = parser.parse_args().runs
    times: dict[str, list[float]] = {
        "pass": [],
        "import httpx": [],
        "import batchline": [],
        "from batchline import Client": [],
        "from batchline import AsyncClient": [],
    }
    for statement in times:
        seconds(statement)  # compiles and caches
    for _ in range(runs):
        for statement, found in times.items():
            found.append(seconds(statement))
    medians = {statement: statistics.median(found) for statement, found in times.items()}
    start, httpx = medians["pass"], medians["import httpx"]
    for statement, median in medians.items():
        print(f"{statement:<34} {median * 1000:6.1f} ms, {(median - start) / (httpx - start):5.2f} of httpx, "
              f"{median / httpx:5.2f} with the start of Python")  # fmt: skip
    print(f"medians of {runs} processes each, in turn; target 1.60 of httpx")


if __name__ == "__main__":
    main()
