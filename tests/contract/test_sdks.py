"""Clients of the service that others have made, unchanged and each in an environment of its own, drive the mock.

`pytest -m sdk` runs these alone. A mock that agrees with our own client proves little. What each of them
manages is what the table in `docs/contract.md` says: no more, and no less.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from batchline import Client
from batchline.testing import MockServer

from .environments import UnavailableError, node_with, python_with

DRIVERS = Path(__file__).parent / "sdks"
GUIDE = Path(__file__).parents[2] / "docs" / "contract.md"


class Foreign(NamedTuple):
    """A client, in the version that was tried.

    Attributes:
        requirements: What is installed: a pin each, of the client first.
        driver: The script in `sdks` that makes every call.
        has_version: Whether it wants the address with the version of the API, `/v1`.
        has_tls: Whether it takes only https.
    """

    requirements: Sequence[str]
    driver: str
    has_version: bool = True
    has_tls: bool = False


CLIENTS = {
    "together 1.5.35": Foreign(["together==1.5.35"], "together_1.py"),
    "together 2.42.0": Foreign(["together==2.42.0"], "together_2_3.py"),
    "together 3.1.1": Foreign(["together==3.1.1"], "together_2_3.py", has_version=False),
    "any-llm 1.40.2": Foreign(["any-llm-sdk==1.40.2", "together==2.42.0"], "any_llm_sdk.py"),
    "batchwork-ai 0.3.0": Foreign(["batchwork-ai==0.3.0"], "batchwork_ai.py", has_tls=True),
    "inspect_ai 0.3.285": Foreign(["inspect-ai==0.3.285", "together==2.42.0", "openai"], "inspect_task.py"),
    "together-ai 0.52.0 (npm)": Foreign(["together-ai@0.52.0"], "together_ai.mjs"),
}


WHY = {
    ("together 1.5.35", "list files once a batch has ended"): "batch-generated",
    ("together-ai 0.52.0 (npm)", "upload a file"): "duplex",
}
"""What is in the errors of the calls that cannot work; the guide has the rest of the reasons."""


def documented() -> dict[str, dict[str, str]]:
    """The table of the guide: by client and call, `yes`, `–` for a call that it has not, or why it fails."""
    rows = [line.strip("| ") for line in GUIDE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    begins = next(number for number, row in enumerate(rows) if row.startswith("call |"))
    cells = [re.split(r"\s*\|\s*", row) for row in rows[begins:]]
    return {client: {row[0]: row[column] for row in cells[2:]} for column, client in enumerate(cells[0]) if column}


def test_the_guide_has_all_clients() -> None:
    assert documented().keys() == CLIENTS.keys()


@pytest.mark.sdk
@pytest.mark.xdist_group("sdk")
@pytest.mark.parametrize("name", CLIENTS)
def test_a_foreign_client_manages_what_the_guide_says(name: str, requests_file: Path, folder: Path) -> None:
    foreign = CLIENTS[name]
    try:
        if foreign.driver.endswith(".mjs"):
            node, packages = node_with(*foreign.requirements)
            command = [node, shutil.copy(DRIVERS / foreign.driver, packages)]
        else:
            command = [str(python_with(*foreign.requirements)), str(DRIVERS / foreign.driver)]
    except UnavailableError as error:
        pytest.skip(f"{name} cannot be installed here: {error}")
    with MockServer(job_seconds=0.5, tls=foreign.has_tls) as server:
        uploaded = ""
        if foreign.driver.endswith(".mjs"):  # whose own upload does not work
            with Client(server.api_key, server.base_url) as client:
                uploaded = client.files.upload(requests_file, purpose="batch-api").id
        base_url = server.base_url if foreign.has_version else server.base_url.removesuffix("/v1")
        environment = {
            **os.environ,
            "TOGETHER_API_KEY": server.api_key,
            "TOGETHER_BASE_URL": base_url,
            "TOGETHER_API_BASE_URL": base_url,  # of the upload of npm's
            "LOGS": os.fspath(folder / "logs"),
            **({"SSL_CERT_FILE": server.ca_file} if foreign.has_tls else {}),
        }
        done = subprocess.run(
            [*command, requests_file, uploaded], env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert server.violations == []
    seen: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    said = documented()[name]
    assert seen.keys() == {call for call, cell in said.items() if cell != "–"}
    for call, outcome in seen.items():
        assert (outcome == "works") == (said[call] == "yes"), f"{call}: {outcome}"
        if outcome != "works":
            assert WHY[name, call] in outcome


def test_this_python_is_not_theirs() -> None:
    done = subprocess.run([sys.executable, "-c", "import together"], capture_output=True, check=False)
    assert done.returncode != 0
