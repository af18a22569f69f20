"""Performs flows by a script: no server, no sleep."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import Any

import httpx

from batchline.engine.effects import Close, Do, Effect, Flow, Now, Parallel, Request, Sleep, Work, Yield

BEGAN = datetime.datetime(2026, 11, 20, tzinfo=datetime.UTC)
"""The time of day when a played clock stands at 0."""


class Played:
    """What a flow did and how it ended."""

    def __init__(self) -> None:
        self.effects: list[Effect] = []
        self.emitted: list[Any] = []
        self.clock = 0.0
        self.result: Any = None

    def of(self, kind: type) -> list[Any]:
        return [effect for effect in self.effects if isinstance(effect, kind)]

    def requests(self) -> list[str]:
        return [
            f"{request.method} {request.url}"
            for request in (getattr(effect, "request", None) for effect in self.effects)
            if isinstance(request, Request)
        ]


def answer(status: int, json: Any = None, *, url: str = "https://api.example/v1/x", **options: Any) -> httpx.Response:
    """An answer as a driver would give it."""
    if json is not None:
        options["json"] = json
    return httpx.Response(status, request=httpx.Request("GET", url), **options)


def play(flow: Flow[Any], *outcomes: Any, seen: list[Played] | None = None) -> Played:
    """Perform a flow: `Do`, `Sleep`, `Now` and `Yield` are done, every other effect gets the next outcome.

    An outcome that is an exception is raised in the flow; a function is called with the effect.
    Flows that are to be performed together are performed one after the other. What the flow did is
    added to `seen`, for those who want to know it also when it raises.
    """
    played = Played()
    if seen is not None:
        seen.append(played)
    script = iter(outcomes)
    played.result = _play(flow, script, played)
    rest = list(script)
    assert not rest, f"the flow ended before it asked for {rest}"
    return played


def _play(flow: Flow[Any], script: Iterator[Any], played: Played) -> Any:
    outcome: Any = None
    failure: BaseException | None = None
    while True:
        try:
            effect = flow.send(outcome) if failure is None else flow.throw(failure)
        except StopIteration as stop:
            return stop.value
        played.effects.append(effect)
        outcome = failure = None
        try:
            match effect:
                case Do(function):
                    outcome = function()
                case Work(function):
                    outcome = function(lambda: None)
                case Sleep(seconds):
                    played.clock += seconds
                case Now(utc):
                    outcome = BEGAN + datetime.timedelta(seconds=played.clock) if utc else played.clock
                case Close():
                    pass
                case Parallel(flows):
                    for each in flows:
                        _play(each, script, played)
                case Yield(item):
                    played.emitted.append(item)
                case _:
                    outcome = next(script, None)
                    assert outcome is not None, f"the script has no outcome for {effect}"
                    if isinstance(outcome, BaseException):
                        raise outcome
                    if isinstance(outcome, Callable):
                        outcome = outcome(effect)
        except AssertionError:
            raise
        except BaseException as error:
            outcome, failure = None, error
