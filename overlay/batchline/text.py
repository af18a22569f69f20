"""Make text from a server safe to show: short, on one line, without secrets or control characters."""

from __future__ import annotations

import re
import urllib.parse
from typing import Final

_MAX_SHOWN: Final = 300
"""Characters that are shown at most."""
_MAX_SEARCHED: Final = 10_000
"""Characters that are processed at most."""


def strip_queries(text: str) -> str:
    """Return the text without the queries of URLs: that of a presigned URL gives access to the storage."""
    return re.sub(r"([^\s?]*/[^\s?]*)\?\S+", r"\1?…", text)


def replace_unprintable(text: str) -> str:
    """Return the text with U+FFFD for characters that could control a terminal."""
    return text if text.isprintable() else "".join(char if char.isprintable() else "\ufffd" for char in text)


def sanitize(text: str) -> str:
    """Return the text on one line, printable, without queries of URLs, and cut to 300 characters."""
    line = replace_unprintable(strip_queries(" ".join(text[:_MAX_SEARCHED].split())))
    return line if len(line) <= _MAX_SHOWN else line[:_MAX_SHOWN] + "…"


def origin(url: str) -> str:
    """Return the scheme and host of a URL: the part of a presigned URL that may be shown.

    Raises:
        ValueError: The URL is invalid.
    """
    parts = urllib.parse.urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
