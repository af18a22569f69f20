"""Plays the scenarios through a runner: a small program that makes calls by a generated client.

A runner reads one request a line from stdin and writes one answer a line to stdout, in JSON:

    {"connect": {"url", "key"}}                     -> {}
    {"call": OPERATION, "path", "headers", "body"}  -> {"status", "headers", "body"}
    {"put": URL, "headers", "text"}                 -> {"status", "headers", "etag"}
    {"lines": TYPE, "text"}                         -> {"values", "text"}
    {"download": FILE}                              -> {"bytes"}, of a stream that was read and dropped

`body` is what the client made of the answer, written as JSON again, or text where it is bytes. A
call that the client could not make or read is answered with {"failed": WHY}.
"""

from __future__ import annotations

import contextlib
import json
import re
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

import psutil
import yaml

from batchline.testing import Fault, MockServer

HERE = Path(__file__).parent
DOCUMENT: dict[str, Any] = yaml.safe_load((HERE.parents[1] / "openapi" / "openapi.yaml").read_text(encoding="utf-8"))
OPERATIONS: dict[str, dict[str, Any]] = {
    operation["operationId"]: operation
    for item in DOCUMENT["paths"].values()
    for method, operation in item.items()
    if method != "parameters"
}
FAILED = "the client failed: "
PATIENCE = 60.0  # seconds for a call to be answered, and for a batch of the mock to end


class ScenarioError(Exception):
    """A step that did not go as the scenario says."""


def resolve(node: Any) -> Any:
    """What a node of the document refers to, or itself."""
    while isinstance(node, dict) and "$ref" in node:
        target: Any = DOCUMENT
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        node = target
    return node


def request_example(operation: str, name: str | None = None) -> Any:
    """An example of an operation's request; the first, when none is named. None when it has no body."""
    content: dict[str, Any] = OPERATIONS[operation].get("requestBody", {}).get("content", {})
    examples = {key: example for media in content.values() for key, example in media["examples"].items()}
    return resolve(examples[name or next(iter(examples))])["value"] if examples else None


def answer_example(operation: str, status: int, name: str) -> Any:
    """An example of an operation's answer."""
    response = resolve(OPERATIONS[operation]["responses"][str(status)])
    return resolve(response["content"]["application/json"]["examples"][name])["value"]


def scenarios() -> list[dict[str, Any]]:
    """All of them, with those that follow from the document."""
    found: list[dict[str, Any]] = []
    for scenario in yaml.safe_load((HERE / "scenarios.yaml").read_text(encoding="utf-8")):
        found += list(every_error()) if scenario.get("errors") == "every" else [scenario]
    return found


def every_error() -> Iterator[dict[str, Any]]:
    """A scenario for each status by which calls fail: every call that has it, every example of it."""
    by_status: dict[int, list[tuple[dict[str, Any], dict[str, Any]]]] = {}
    for name, operation in OPERATIONS.items():
        call: dict[str, Any] = {"call": name, "body": request_example(name), "path": {"id": "some-id"}}
        for status, reference in operation["responses"].items():
            if int(status) < 400:
                continue
            response = resolve(reference)
            headers = {key: resolve(value).get("example") for key, value in response.get("headers", {}).items()}
            for media, content in response["content"].items():
                for example in content["examples"].values():
                    value = resolve(example)["value"]
                    fault = {
                        "operation": name,
                        "status": int(status),
                        "body": value if media == "application/json" else value.encode(),
                        "headers": {**headers, "Content-Type": media},
                    }
                    lower = {key.lower(): value for key, value in headers.items()}
                    step = call | {"expect": {"status": int(status), "headers": lower, "body": value}}
                    by_status.setdefault(int(status), []).append((fault, step))
    for status, pairs in sorted(by_status.items()):
        yield {
            "name": f"status {status}, of every call that has it",
            "faults": [fault for fault, _ in pairs],
            "steps": [step for _, step in pairs],
        }


def same_moment(expected: Any, actual: Any) -> bool:
    """Whether two texts are the same time, however they are written."""
    try:
        return datetime.fromisoformat(expected) == datetime.fromisoformat(actual)
    except (TypeError, ValueError):
        return False


def differences(expected: Any, actual: Any, where: str = "") -> Iterator[str]:
    """Where an answer is not what was expected: of objects only the fields that are named count."""
    if isinstance(expected, bool) != isinstance(actual, bool):  # to Python, True is 1
        yield f"{where}: expected {expected!r}, got {actual!r}"
    elif isinstance(expected, dict) and isinstance(actual, dict):
        for key, value in expected.items():
            if value is not None or actual.get(key) is not None:  # a null may be left out
                yield from differences(value, actual.get(key), f"{where}/{key}")
    elif isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        for index, pair in enumerate(zip(expected, actual, strict=True)):
            yield from differences(*pair, f"{where}/{index}")
    elif expected != actual and not same_moment(expected, actual):
        yield f"{where}: expected {expected!r}, got {actual!r}"


def filled(value: Any, saved: dict[str, Any]) -> Any:
    """A value with what was saved in place of `$name`."""
    if isinstance(value, dict):
        return {key: filled(item, saved) for key, item in value.items()}
    if isinstance(value, list):
        return [filled(item, saved) for item in value]
    if isinstance(value, str) and value.startswith("$"):
        return saved[value[1:]]
    return value


def at(pointer: str, answer: Any) -> Any:
    """What a JSON pointer points to; None where an object has no such field."""
    try:
        for part in pointer.split("/")[1:]:
            answer = answer[int(part)] if isinstance(answer, list) else answer.get(part)
    except (AttributeError, LookupError, ValueError):
        raise ScenarioError(f"the answer has no {pointer}") from None
    return answer


class Runner:
    """A runner's process."""

    def __init__(self, command: Sequence[str | Path], env: dict[str, str] | None = None) -> None:
        self._process = subprocess.Popen(
            [str(part) for part in command],
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """Have something done; its answer. A runner that gives none in time is killed."""
        assert self._process.stdin
        assert self._process.stdout
        line = ""
        watchdog = threading.Timer(PATIENCE, self._process.kill)
        watchdog.start()
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        watchdog.cancel()
        if not line:
            raise ScenarioError(f"the runner ended with status {self._process.wait()}")
        answer: dict[str, Any] = json.loads(line)
        if "failed" in answer:
            raise ScenarioError(f"{FAILED}{answer['failed']}")
        return answer

    def is_alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def peak_memory(self) -> int:
        """The most memory that the process has had so far, in bytes; with its children, since Node may be one."""
        process = psutil.Process(self._process.pid)
        texts = [Path(f"/proc/{one.pid}/status").read_text() for one in [process, *process.children(recursive=True)]]
        peaks = [line.split()[1] for text in texts for line in text.splitlines() if line.startswith("VmHWM:")]
        return 1024 * sum(map(int, peaks))

    def __enter__(self) -> Runner:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin
        assert self._process.stdout
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        self._process.stdout.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def request_of(step: dict[str, Any], saved: dict[str, Any]) -> dict[str, Any]:
    """What a step asks of the runner."""
    request = filled({key: step[key] for key in ("put", "lines", "path", "headers", "text") if key in step}, saved)
    if "call" in step:
        operation: str = step["call"]
        body = filled(step.get("body"), saved)
        if "example" in step:
            body = request_example(operation, step["example"]) | (body or {})
        request |= {"call": operation, "body": body, "path": request.get("path", {})}
    if "lines" in step and "values" in step:
        request["text"] = "".join(json.dumps(value) + "\n" for value in step["values"])
    return request | {"headers": request.get("headers") or {}}


def check(step: dict[str, Any], answer: dict[str, Any], saved: dict[str, Any]) -> None:
    """Raise `ScenarioError` when an answer is not what its step expects."""
    expected = filled(step.get("expect", {}), saved)
    if example := expected.pop("answer", None):
        expected["body"] = answer_example(step["call"], expected["status"], example)
    if "lines" in step and "values" in step:
        expected["values"] = step["values"]
    if found := list(differences(expected, answer)):
        name = step.get("call") or step.get("lines") or "put"
        raise ScenarioError(f"{name}: " + "; ".join(found))


def must_fail(step: dict[str, Any], runner: Runner, request: dict[str, Any]) -> None:
    """Raise `ScenarioError` when a client takes what it cannot take."""
    try:
        answer = runner.ask(request)
    except ScenarioError as failure:
        said = str(failure).partition(FAILED)[2]
        if not re.search(step["fails"], said):
            raise
    else:
        raise ScenarioError(f"{step['call']}: it should fail, but was answered {answer}")


def check_sent(request: dict[str, Any], server: MockServer) -> None:
    """Raise `ScenarioError` when the mock was sent another body than the scenario has."""
    arrived = server.calls[-1].body if "call" in request else None
    if arrived is not None:  # the body of a call that a fault answers is not read
        wanted = request["body"]
        if request["call"] == "uploadFile":  # the mock keeps the bytes elsewhere
            wanted = {**wanted, "file": ""}
        if found := [*differences(wanted, arrived), *differences(arrived, wanted)]:
            raise ScenarioError(f"{request['call']}: the server was sent something else: {'; '.join(found)}")


def play(scenario: dict[str, Any], runner: Runner) -> None:
    """Play a scenario on a mock of its own; raises `ScenarioError` where it does not go as it says."""
    faults: list[Fault] = []
    for fault in scenario.get("faults", []):
        given = dict(fault)
        if example := given.pop("answer", None):
            given["body"] = answer_example(given["operation"], given["status"], example)
        faults.append(Fault(**given))
    with MockServer(faults=faults, **scenario.get("mock", {})) as server:
        runner.ask({"connect": {"url": server.base_url, "key": scenario.get("key", server.api_key)}})
        saved: dict[str, Any] = {}
        for step in scenario["steps"]:
            request = request_of(step, saved)
            if "fails" in step:
                must_fail(step, runner, request)
                continue
            answer = runner.ask(request)
            deadline = time.monotonic() + PATIENCE
            while "until" in step and list(differences(step["until"], answer["body"])):
                if time.monotonic() > deadline:
                    raise ScenarioError(f"{step['call']}: not {step['until']} after {PATIENCE} s, but {answer['body']}")
                time.sleep(0.02)
                answer = runner.ask(request)
            check(step, answer, saved)
            check_sent(request, server)
            saved |= {name: at(pointer, answer) for name, pointer in step.get("save", {}).items()}
        if server.violations:
            raise ScenarioError(f"the mock's answers: {server.violations}")
