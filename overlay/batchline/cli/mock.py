"""`batchline mock`: run the mock server in the foreground."""

from __future__ import annotations

import shlex
import signal
import threading
from types import FrameType

import click

from .output import Console, print_if_possible


@click.command()
@click.option("--port", default=0, type=click.IntRange(0, 65535), help="Port to listen on; by default a free one.")
@click.option("--data", type=click.Path(file_okay=False), metavar="DIR", help="Keep files and batches in this folder.")
@click.option(
    "--job-seconds",
    type=click.FloatRange(min=0),
    default=0.1,
    show_default=True,
    metavar="S",
    help="Seconds that a batch takes; one that takes over 24 hours expires.",
)
@click.option("--percent", is_flag=True, help="Report the progress of batches from 0 to 100, not from 0.0 to 1.0.")
@click.option("--tls", is_flag=True, help="Serve over HTTPS, with a CA created for this server only.")
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
            "batchline: together 1.x and 2.x use the same base URL, together 3.x and its tg use it without /v1: "
            f"TOGETHER_BASE_URL={server.base_url.removesuffix('/v1')}"
        )
        # This server does not lag, so there is no point in waiting for something that is missing.
        Console().say("batchline: try: batchline run requests.jsonl -o results.jsonl --lag 0")
        Console().say("batchline: Ctrl-C stops the server")
        try:
            # A wait without a timeout would block signals.
            while not stopped.wait(1.0):
                pass
        except KeyboardInterrupt:
            pass  # the normal way to stop the server
