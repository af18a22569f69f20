"""`batchline mock`: the mock server in the foreground."""

from __future__ import annotations

import shlex
import signal
import threading
from types import FrameType

import click

from .output import Console, print_if_possible


@click.command()
@click.option("--port", default=0, type=click.IntRange(0, 65535), help="The port; a free one by default.")
@click.option("--data", type=click.Path(file_okay=False), metavar="DIR", help="Keep files and batches in this folder.")
@click.option(
    "--job-seconds",
    type=click.FloatRange(min=0),
    default=0.1,
    show_default=True,
    metavar="S",
    help="How long a batch takes; after 24 hours it expires.",
)
@click.option("--percent", is_flag=True, help="Count the progress of batches from 0 to 100, not from 0.0 to 1.0.")
@click.option("--tls", is_flag=True, help="Speak https, with a CA that is made for this server alone.")
def mock(port: int, data: str | None, job_seconds: float, percent: bool, tls: bool) -> None:
    """Serve a mock of the service on 127.0.0.1 until interrupted, and print its base URL."""
    from ..testing import MockServer  # noqa: PLC0415 - only this command pays for the server's imports

    stopped = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopped.set()

    signal.signal(signal.SIGTERM, stop)
    with MockServer(port=port, data=data, job_seconds=job_seconds, percent=percent, tls=tls) as server:
        print_if_possible(server.base_url)
        trusted = f" SSL_CERT_FILE={shlex.quote(server.ca_file)}" if tls else ""
        Console().say(
            f"batchline: export TOGETHER_BASE_URL={server.base_url} TOGETHER_API_KEY={server.api_key}{trusted}"
        )
        Console().say(
            "batchline: together 1.x and 2.x take the same address, together 3.x and its tg take it without /v1: "
            f"TOGETHER_BASE_URL={server.base_url.removesuffix('/v1')}"
        )
        # It does not lag, so that nothing that is missing will come.
        Console().say("batchline: try: batchline run requests.jsonl -o results.jsonl --lag 0")
        Console().say("batchline: Ctrl-C stops the server")
        try:
            # A wait without a limit would hold back the signals.
            while not stopped.wait(1.0):
                pass
        except KeyboardInterrupt:
            pass  # the way to stop it, and no failure
