"""The released SDKs, unchanged and each in an environment of its own, drive the mock.

`pytest -m sdk` runs these alone. A mock that agrees with our own client proves little.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from batchline.testing import MockServer

from .environments import python_with

DRIVERS = Path(__file__).parent / "sdks"


@pytest.mark.sdk
@pytest.mark.xdist_group("sdk")
@pytest.mark.parametrize("version", ["1.5.35", "3.1.1"])
def test_a_released_sdk_drives_the_mock(version: str, requests_file: Path, folder: Path) -> None:
    python = python_with(f"together=={version}")
    with MockServer(job_seconds=1.0) as server:
        # 3.x wants the address without the version of the API, 1.x with it.
        base_url = server.base_url if version.startswith("1.") else server.base_url.removesuffix("/v1")
        environment = {**os.environ, "TOGETHER_API_KEY": server.api_key, "TOGETHER_BASE_URL": base_url}
        driver = DRIVERS / f"together_{version.partition('.')[0]}.py"
        done = subprocess.run(
            [python, driver, requests_file], env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert server.violations == []
        operations = [call.operation for call in server.calls]
    seen: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    assert seen["version"] == version
    assert seen["uploaded"]["bytes"] == requests_file.stat().st_size
    assert seen["uploaded"]["purpose"] == "batch-api"
    assert seen["listed"] == [seen["uploaded"]["id"]]
    assert seen["retrieved"] == seen["uploaded"]["id"]
    assert seen["content"] == requests_file.read_text()
    assert seen["created"]["status"] == "VALIDATING"
    assert seen["created"]["input_file_id"] == seen["uploaded"]["id"]
    assert seen["got"] == seen["created"]["id"]
    assert seen["batches"] == [seen["created"]["id"]]
    assert seen["cancelled"] == "CANCELING"
    assert seen["deleted"] is True
    assert "error" in seen["missing"].lower()
    assert {"createFile", "preprocessFile", "listFiles", "retrieveFile", "retrieveFileContent", "createBatch", "getBatch",
            "listBatches", "cancelBatch", "deleteFile"} <= set(operations)  # fmt: skip


def test_this_python_is_not_theirs() -> None:
    done = subprocess.run([sys.executable, "-c", "import together"], capture_output=True, check=False)
    assert done.returncode != 0
