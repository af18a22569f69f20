"""Both clients against the mock, beside a model of the service, while calls go wrong.

A call that goes wrong in a way that passes must make no difference: not to what the client says,
and not to what the service has in the end.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import tempfile
from collections.abc import Iterator, Sequence
from operator import attrgetter
from pathlib import Path
from typing import Any
from unittest import mock

import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from batchline import (
    AsyncClient,
    AsyncMultipartUploadManager,
    BadRequestError,
    BatchFailedError,
    BatchJob,
    BatchlineError,
    Client,
    MultipartUploadManager,
    NotFoundError,
    RetryPolicy,
    UploadError,
    UploadLimits,
    chat_request,
)
from batchline.testing import Fault, LineFault, MockServer

UPLOAD = ("createFile", "putFile", "preprocessFile", "retrieveFile")
IN_PARTS = ("initiateMultipartUpload", "putPart", "completeMultipartUpload", "retrieveFile")
CREATE = ("listBatches", "createBatch", "getBatch")
READ = ("getBatch", "retrieveFileContent")


INPUT = st.lists(st.sampled_from(["a", "b", "c", "fails", "lost"]), min_size=1, max_size=5, unique=True)
PURPOSE = st.sampled_from(["batch-api", "eval"])


def trouble(*operations: str) -> st.SearchStrategy[list[Fault]]:
    """Calls that go wrong, before or after they were carried out: fewer than the client tries again."""
    fault = st.builds(
        Fault,
        operation=st.sampled_from(operations),
        status=st.sampled_from([None, 500, 502, 503]),
        after=st.sampled_from([True, False]),
        body=st.sampled_from([b"", {"error": "trouble"}, b"<html><h1>Bad Gateway</h1></html>"]),
    )
    limited = st.builds(Fault, operation=st.sampled_from(operations), status=st.just(429))
    return st.lists(fault | limited, max_size=4)


def line(custom_id: str) -> bytes:
    messages = [{"role": "user", "content": f"I am {custom_id}"}]
    return msgspec.json.encode(chat_request(custom_id, model="m", messages=messages))


class Service(RuleBasedStateMachine):
    """The clients' view of the service, beside a model of it."""

    colour = ""
    files = Bundle("files")
    jobs = Bundle("jobs")

    def __init__(self) -> None:
        super().__init__()
        self.closing = contextlib.ExitStack()
        enter = self.closing.enter_context
        self.folder = Path(enter(tempfile.TemporaryDirectory()))
        enter(mock.patch.dict("os.environ", XDG_STATE_HOME=str(self.folder)))
        faults = [LineFault("fails"), LineFault("lost", missing=True)]
        self.server = enter(MockServer(job_seconds=0.01, min_part_size=1, faults=faults))
        options: dict[str, Any] = {
            "limits": UploadLimits(part_size=100, min_part_size=1, concurrency=2),
            "retry": RetryPolicy(first_delay=0.001, lag=0.05),
        }
        if self.colour == "sync":
            self.client: Any = enter(Client(self.server.api_key, self.server.base_url, **options))
        else:
            self.runner = enter(asyncio.Runner())
            self.client = AsyncClient(self.server.api_key, self.server.base_url, **options)
            self.closing.callback(lambda: self.runner.run(self.client.close()))
        self.bytes: dict[str, bytes] = {}
        self.purposes: dict[str, str] = {}
        self.inputs: dict[str, str] = {}  # of jobs
        self.of_runs: set[str] = set()  # files that runs have sent, without a checksum
        self.ended: list[str] = []  # the requests of the last run

    def teardown(self) -> None:
        with self.closing:
            assert self.server.violations == []
            assert not [path for path in self.folder.iterdir() if path.name.startswith(".")]

    def call(self, method: Any, *args: Any, faults: Sequence[Fault] = (), **kwargs: Any) -> Any:
        """A method of the client, or one that was got elsewhere, while calls go wrong."""
        self.server.add_faults(*faults)
        try:
            return self._called(method, *args, **kwargs)
        finally:
            self.server._faults._faults.clear()

    def _called(self, method: Any, *args: Any, **kwargs: Any) -> Any:
        result = (attrgetter(method)(self.client) if isinstance(method, str) else method)(*args, **kwargs)
        if self.colour == "sync":
            return list(result) if isinstance(result, Iterator) else result

        async def run() -> Any:
            return [item async for item in result] if hasattr(result, "__aiter__") else await result

        return self.runner.run(run())

    def known(self, bytes_: bytes, purpose: str) -> str | None:
        """The file that the service has already: nothing is stored twice, but what runs send."""
        same = (id for id, has in self.bytes.items() if has == bytes_ and self.purposes[id] == purpose)
        return next((id for id in same if id not in self.of_runs), None)

    # Files

    @rule(target=files, ids=INPUT, purpose=PURPOSE, faults=trouble(*UPLOAD))
    def upload(self, ids: list[str], purpose: str, faults: list[Fault]) -> Any:
        return self.uploaded(self.client.files.upload, ids, purpose, faults)

    @rule(target=files, ids=INPUT, purpose=PURPOSE, faults=trouble(*IN_PARTS))
    def upload_in_parts(self, ids: list[str], purpose: str, faults: list[Fault]) -> Any:
        manager = MultipartUploadManager if self.colour == "sync" else AsyncMultipartUploadManager
        return self.uploaded(manager(self.client).upload, ids, purpose, faults)

    def uploaded(self, upload: Any, ids: list[str], purpose: str, faults: list[Fault]) -> Any:
        path = self.folder / "upload.jsonl"
        path.write_bytes(b"".join(line(id) + b"\n" for id in ids))
        told: list[int] = []
        stored = self.call(
            upload, path, purpose=purpose, progress=lambda done: told.append(done.done_bytes), faults=faults
        )
        expected = self.known(path.read_bytes(), purpose)
        assert expected in (None, stored.id)
        assert told == sorted(told)
        assert told[-1] == path.stat().st_size
        if expected:
            return multiple()
        self.bytes[stored.id], self.purposes[stored.id] = path.read_bytes(), purpose
        return stored.id

    @rule(operation=st.sampled_from(["createFile", "putFile", "preprocessFile"]))
    def upload_that_is_refused(self, operation: str) -> None:
        path = self.folder / "refused.jsonl"
        path.write_bytes(line(f"refused-{len(self.server.calls)}") + b"\n")
        with pytest.raises((BadRequestError, UploadError), match="400"):
            self.call("files.upload", path, purpose="eval", faults=[Fault(operation, status=400)])

    @rule(id=files, faults=trouble("retrieveFile", "retrieveFileContent"))
    def read(self, id: str, faults: list[Fault]) -> None:
        assert self.call("files.retrieve", id, faults=faults).bytes == len(self.bytes[id])
        assert b"".join(self.call("files.iter_content", id, faults=faults)) == self.bytes[id]
        assert (
            Path(
                self.call("files.retrieve_content", id, output=self.folder / "out", faults=faults).filename
            ).read_bytes()
            == self.bytes[id]
        )

    @rule(id=consumes(files), faults=trouble("deleteFile"))
    def delete(self, id: str, faults: list[Fault]) -> None:
        if id in self.inputs.values():
            return  # a job may still read it
        assert self.call("files.delete", id, faults=faults).deleted is True
        del self.bytes[id]
        with pytest.raises(NotFoundError):
            self.call("files.retrieve", id)
        with pytest.raises(NotFoundError):
            self.call("files.iter_content", id)

    # Batches

    @rule(target=jobs, id=files, faults=trouble(*CREATE))
    def create_batch(self, id: str, faults: list[Fault]) -> Any:
        if self.purposes[id] != "batch-api":
            with pytest.raises(BadRequestError, match="purpose"):
                self.call("batches.create_batch", id, "/v1/chat/completions")
            return multiple()
        lost: BatchlineError | None = None
        try:
            new: list[BatchJob] = [self.call("batches.create_batch", id, "/v1/chat/completions", faults=faults)]
        except BatchlineError as error:
            lost = error
            new = [job for job in self.call("batches.list_batches") if job.id not in self.inputs]
        if lost is not None:
            assert lost.delivery == "unknown"
            assert f"A batch of {id} may have been created" in lost.__notes__[0]
            # What was created is found, unless the list is in trouble, too.
            assert len(new) <= any(fault.operation == "listBatches" for fault in faults)
        assert {job.input_file_id for job in new} <= {id}
        assert not any(job.id in self.inputs for job in new)
        self.inputs |= {job.id: id for job in new}
        return multiple(*(job.id for job in new))

    @rule(id=jobs, faults=trouble("cancelBatch"))
    def cancel(self, id: str, faults: list[Fault]) -> None:
        assert self.call("batches.cancel_batch", id, faults=faults).status in ("CANCELING", "CANCELLED", "COMPLETED")

    @rule(id=jobs, faults=trouble(*READ))
    def wait_and_read(self, id: str, faults: list[Fault]) -> None:
        job = self.call("batches.wait", id, poll_interval=0.005, faults=faults)
        asked = {json.loads(each)["custom_id"] for each in self.bytes[self.inputs[id]].splitlines()}
        if not (job.output_file_id or job.error_file_id):  # it gave nothing, and says so
            with pytest.raises(BatchFailedError, match="without results"):
                self.call("batches.results", job, faults=faults)
            assert job.status != "COMPLETED" or asked == {"lost"}
            return
        answered = {result.custom_id: result for result in self.call("batches.results", job, faults=faults)}
        if job.status == "COMPLETED":
            assert answered.keys() == asked - {"lost"}
        assert all(result.ok != (custom_id == "fails") for custom_id, result in answered.items())

    @rule(
        ids=st.lists(st.sampled_from(["d", "e", "fails", "lost"]), min_size=1, max_size=4, unique=True),
        faults=trouble(*UPLOAD, *CREATE, *READ),
    )
    def run(self, ids: list[str], faults: list[Fault]) -> None:
        path, output = self.folder / "run.jsonl", self.folder / "run.out"
        path.write_bytes(b"".join(line(id) + b"\n" for id in ids))
        before = {job.id for job in self.call("batches.list_batches")}
        if self.ended not in ([], ids):
            with pytest.raises(BatchlineError, match="Nothing was sent"):
                self.call("run", path, output)
        is_new = ids != self.ended
        options = {"overwrite": is_new, "poll_interval": 0.005}
        lost = [fault.operation for fault in faults].count("createBatch")
        try:
            summary = self.call("run", path, output, faults=faults, **options)
        except BatchlineError:
            if lost < 2:
                raise
            # Two creations in a row went unanswered, and the user decides whether to go on.
            summary = self.call("run", path, output, **options)
        self.ended = ids
        assert (summary.requests, summary.failed) == (len(ids), len({"fails", "lost"} & set(ids)))
        assert [json.loads(each)["custom_id"] for each in output.read_bytes().splitlines()] == ids
        new = {job.id: job.input_file_id for job in self.call("batches.list_batches") if job.id not in before}
        # What no answer names is sent once more; nothing is when the same run has ended.
        sent = [path.read_bytes(), *([line("lost") + b"\n"] if "lost" in ids else [])] if is_new else []
        assert sorted(b"".join(self.call("files.iter_content", id)) for id in new.values()) == sorted(sent)
        self.inputs |= new
        self.of_runs |= set(new.values())
        for file_id in new.values():
            self.bytes[file_id] = b"".join(self.call("files.iter_content", file_id))
            self.purposes[file_id] = "batch-api"

    # What holds all the time

    @invariant()
    def the_service_has_what_the_model_has(self) -> None:
        listed = [file for file in self.call("files.list").data if file.processed and file.purpose != "batch-generated"]
        assert {file.id: file.bytes for file in listed} == {id: len(has) for id, has in self.bytes.items()}
        assert {job.id: job.input_file_id for job in self.call("batches.list_batches")} == self.inputs


@pytest.mark.parametrize("colour", ["sync", "async"])
def test_the_service_has_what_the_model_has(colour: str) -> None:
    machine = type(f"Service_{colour}", (Service,), {"colour": colour})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=30,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
