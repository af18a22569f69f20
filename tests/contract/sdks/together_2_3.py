"""together 2.x and 3.x, with every call of files and batches that they have."""

import json
import subprocess
import sys
import time
from pathlib import Path

import together
from attempts import REQUESTS, attempt, expect, tell
from together import NotFoundError, Together

client = Together()


def upload():
    file = client.files.upload(REQUESTS, purpose="batch-api", check=False)
    expect(file.bytes == REQUESTS.stat().st_size and file.purpose == "batch-api", file)
    return file.id


def create():
    return client.batches.create(input_file_id=id, endpoint="/v1/chat/completions").job


def ended(id):
    while (job := client.batches.retrieve(id)).status not in ("COMPLETED", "FAILED", "CANCELLED", "EXPIRED"):
        time.sleep(0.1)
    expect(job.status == "COMPLETED" and job.progress == 1.0, job)
    return job


def tg(*arguments):
    """The command line; without a project, it asks the service for the key's."""
    command = [Path(sys.executable).with_name("tg"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    expect(done.returncode == 0, done.stdout + done.stderr)
    return done.stdout


def submit():
    before = len(client.batches.list())
    tg("batches", "submit", REQUESTS, "chat.completions")
    expect(len(client.batches.list()) == before + 1)


def failed():
    try:
        client.files.retrieve("file-none")
    except NotFoundError as error:
        expect("There is no file" in str(error), error)
    else:
        expect(False)


id = attempt("upload a file", upload)
attempt("list files", lambda: expect([file.id for file in client.files.list().data] == [id]))
attempt("retrieve a file", lambda: expect(client.files.retrieve(id).id == id))
attempt("download a file", lambda: expect(client.files.content(id).read().decode() == REQUESTS.read_text()))
# The same bytes once more: noticed by their checksum, and the file that is there is returned.
attempt("upload the same file again", lambda: expect(upload() == id))
attempt("report an error", failed)
job = attempt("create a batch", create)
job = attempt("retrieve a batch", lambda: ended(job.id))
attempt("list batches", lambda: expect([one.id for one in client.batches.list()] == [job.id]))
attempt("read results", lambda: expect(client.files.content(job.output_file_id).read().count(b"\n") == 20))
attempt("list files once a batch has ended", lambda: expect(len(client.files.list().data) == 2))
attempt("cancel a batch", lambda: expect(client.batches.cancel(create().id).status == "CANCELLED"))
attempt("delete a file", lambda: expect(client.files.delete(id).deleted))
if together.__version__.startswith("3."):
    attempt("submit a batch with `tg`", submit)
    attempt("list files with `tg`", lambda: expect(json.loads(tg("files", "list", "--json"))))
tell()
