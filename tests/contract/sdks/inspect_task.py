"""inspect_ai, end to end: an evaluation of three questions as a batch."""

import os

import inspect_ai
from attempts import attempt, expect, tell
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.model import GenerateConfig
from inspect_ai.scorer import includes

os.environ["INSPECT_LOG_DIR"] = os.environ["INSPECT_DISPLAY"] = "none"


def evaluate():
    samples = [Sample(input=f"What is {number} + 1?", target="echo") for number in range(3)]
    config = GenerateConfig(batch={"size": 3, "send_delay": 0.2, "tick": 0.2})
    (log,) = inspect_ai.eval(
        inspect_ai.Task(dataset=MemoryDataset(samples), scorer=includes(), config=config),
        model="together/example/model",
        display="none",
        log_dir=os.environ["LOGS"],
    )
    expect(log.status == "success", log.error)
    expect([sample.output.completion for sample in log.samples] == [f"echo: {one.input}" for one in samples])


attempt("evaluate as a batch", evaluate)
tell()
