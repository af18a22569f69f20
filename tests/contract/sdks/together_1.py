"""together 1.x, with every call of files and batches that it has."""

import time
from pathlib import Path

from attempts import REQUESTS, attempt, expect, tell
from together import Together

client = Together()


def upload():
    file = client.files.upload(REQUESTS, purpose="batch-api", check=False)
    expect(file.bytes == REQUESTS.stat().st_size and file.purpose.value == "batch-api", file)
    return file.id


def download(id):
    copy = client.files.retrieve_content(id, output=REQUESTS.with_name("copy.jsonl"))
    return Path(copy.filename).read_text()


def ended(id):
    while (job := client.batches.get_batch(id)).status.value not in ("COMPLETED", "FAILED", "CANCELLED", "EXPIRED"):
        time.sleep(0.1)
    expect(job.status.value == "COMPLETED" and job.progress == 1.0, job)
    return job


def failed():
    try:
        client.files.retrieve("file-none")
    except Exception as error:
        expect("There is no file" in str(error), error)
    else:
        expect(False)


id = attempt("upload a file", upload)
attempt("list files", lambda: expect([file.id for file in client.files.list().data] == [id]))
attempt("retrieve a file", lambda: expect(client.files.retrieve(id).id == id))
attempt("download a file", lambda: expect(download(id) == REQUESTS.read_text()))
attempt("report an error", failed)
job = attempt("create a batch", lambda: client.batches.create_batch(id, "/v1/chat/completions"))
job = attempt("retrieve a batch", lambda: ended(job.id))
attempt("list batches", lambda: expect([one.id for one in client.batches.list_batches()] == [job.id]))
attempt("read results", lambda: expect(len(download(job.output_file_id).splitlines()) == 20))
attempt("list files once a batch has ended", lambda: expect(len(client.files.list().data) == 2))
attempt(
    "cancel a batch",
    lambda: expect(
        client.batches.cancel_batch(client.batches.create_batch(id, "/v1/chat/completions").id).status.value
        == "CANCELLED"
    ),
)
attempt("delete a file", lambda: expect(client.files.delete(id).deleted))
tell()
