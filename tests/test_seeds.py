"""The code of the seeds, with nothing but the import changed: `from batchline import Client as Together`."""

from __future__ import annotations

from pathlib import Path

import pytest

from batchline import Client as Parallel
from batchline import FilePurpose
from batchline.testing import MockServer
from batchline.testing.state import StoredFile


@pytest.fixture(autouse=True)
def account(server: MockServer, requests_file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An account that has a file `file-abc123`, and data beside the script."""
    monkeypatch.setenv("TOGETHER_API_KEY", server.api_key)
    monkeypatch.setenv("TOGETHER_BASE_URL", server.base_url)
    (folder / "batch_input.jsonl").write_bytes(requests_file.read_bytes())
    size = requests_file.stat().st_size
    stored = StoredFile("file-abc123", "a.jsonl", "batch-api", "jsonl", 0, size=size, etag="e", handed_over=True)
    server._store.tenant(server.api_key).files[stored.id] = stored
    server._store.blob(stored.id).write_bytes(requests_file.read_bytes())


def test_creating_a_batch_job(capsys: pytest.CaptureFixture[str], server: MockServer) -> None:
    client = Parallel()
    # Assumes file_id was obtained from a prior Files.upload() call
    batch_job = client.batches.create_batch(
        file_id="file-abc123",
        endpoint="/v1/chat/completions",
    )
    print(f"Batch job ID: {batch_job.id}")
    print(f"Status: {batch_job.status}")
    print(f"Deadline: {batch_job.job_deadline}")

    client.close()
    id, status, deadline = capsys.readouterr().out.splitlines()
    assert id == f"Batch job ID: {batch_job.id}"
    assert status == "Status: VALIDATING"
    assert deadline.startswith("Deadline: 20")
    (created,) = [call.body for call in server.calls if call.operation == "createBatch"]
    assert created["completion_window"] == "24h"


def test_end_to_end_upload_and_create_batch(capsys: pytest.CaptureFixture[str]) -> None:
    client = Parallel()
    # Step 1: Upload the input file
    file_response = client.files.upload(
        file="batch_input.jsonl",
        purpose="batch-api",
    )
    # Step 2: Create the batch job
    batch_job = client.batches.create_batch(
        file_id=file_response.id,
        endpoint="/v1/chat/completions",
    )
    print(f"Batch job created: {batch_job.id}")

    client.close()
    assert capsys.readouterr().out == f"Batch job created: {batch_job.id}\n"
    assert batch_job.input_file_id == file_response.id


def test_uploading_a_file(folder: Path, server: MockServer) -> None:
    client = Parallel()
    file_path = folder / "train.jsonl"
    file_path.write_text('{"text": "a"}\n')
    file = client.files.upload(file_path)
    assert (file.purpose, file.id in server._store.tenant(server.api_key).files) == ("fine-tune", True)
    assert client.files.upload(str(file_path)).id == file.id
    client.close()


def test_purposes_have_the_names_that_together_1_gives_them() -> None:
    assert FilePurpose.BatchAPI is FilePurpose.BATCH_API
    assert FilePurpose.FineTune is FilePurpose.FINE_TUNE
    assert FilePurpose.Eval is FilePurpose.EVAL
    assert len(list(FilePurpose)) == 8
    with Parallel() as client:
        file = client.files.upload("batch_input.jsonl", purpose=FilePurpose.BatchAPI)
    assert file.purpose is FilePurpose.BATCH_API
