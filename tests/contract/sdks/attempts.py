"""What a foreign client managed: each call by its name, on stdout as JSON. Runs in the client's own environment."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

REQUESTS = Path(sys.argv[1])
"""The file of requests."""

_seen: dict[str, str] = {}


def attempt(call: str, function: Callable[[], T]) -> T | None:
    """Make a call, and note whether it works: what goes wrong is noted, not raised."""
    try:
        result = function()
    except Exception as error:
        _seen[call] = f"{type(error).__name__}: {error}"
        return None
    _seen[call] = "works"
    return result


def expect(condition: object, value: object = None) -> None:
    """Raise where an answer is not what was expected."""
    if not condition:
        raise AssertionError(f"not what was expected: {value!r}")


def tell() -> None:
    """Print what was noted."""
    print(json.dumps(_seen))
