"""Words of a server, as they may be shown: short, on one line, without what must not be seen."""

from __future__ import annotations

import re
import urllib.parse
from typing import Final

_MAX_WORDS: Final = 300  # characters that a person wants to read
_MAX_LOOK: Final = 10_000  # characters that are looked at


def strip_queries(text: str) -> str:
    """The text without the queries of addresses: who has that of a presigned one may write to the storage."""
    return re.sub(r"([^\s?]*/[^\s?]*)\?\S+", r"\1?…", text)


def replace_unprintable(text: str) -> str:
    """The text with nothing in it that a terminal would take for a command."""
    return text if text.isprintable() else "".join(letter if letter.isprintable() else "\ufffd" for letter in text)


def sanitize(text: str) -> str:
    """All of that, and no longer than somebody reads."""
    words = replace_unprintable(strip_queries(" ".join(text[:_MAX_LOOK].split())))
    return words if len(words) <= _MAX_WORDS else words[:_MAX_WORDS] + "…"


def origin(url: str) -> str:
    """A URL without credentials, path and query: what may be shown of a presigned one.

    Raises:
        ValueError: It is not a URL.
    """
    parts = urllib.parse.urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
