"""any-llm, whose Together provider speaks through together 2.x or newer."""

import os
import time

import any_llm
from attempts import REQUESTS, attempt, expect, tell

ACCESS = {"provider": "together", "api_base": os.environ["TOGETHER_BASE_URL"]}


def create():
    return any_llm.create_batch(input_file_path=str(REQUESTS), endpoint="/v1/chat/completions", **ACCESS)


def ended(id):
    while (job := any_llm.retrieve_batch(batch_id=id, **ACCESS)).status not in ("completed", "failed", "cancelled"):
        time.sleep(0.1)
    expect(job.status == "completed", job)
    return job


def results(id):
    found = any_llm.retrieve_batch_results(batch_id=id, **ACCESS)
    expect(len(found.results) == 20 and all(one.error is None for one in found.results), found)


job = attempt("create a batch", create)  # it uploads the file itself
job = attempt("retrieve a batch", lambda: ended(job.id))
attempt("list batches", lambda: expect([one.id for one in any_llm.list_batches(**ACCESS)] == [job.id]))
attempt("read results", lambda: results(job.id))
attempt("cancel a batch", lambda: expect(any_llm.cancel_batch(batch_id=create().id, **ACCESS).status == "cancelled"))
tell()
