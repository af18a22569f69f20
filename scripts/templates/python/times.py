"""Parse times in every format that servers use."""

import datetime
import re

_EPOCH = datetime.datetime.fromtimestamp(0, datetime.UTC)


def parse_time(value: object) -> datetime.datetime | None:
    """Return the time that a server gives as ISO 8601 text or Unix seconds; None if it is neither.

    Unix seconds may also be a string of at least 9 digits; 8 digits are an ISO 8601 date.
    """
    try:
        if isinstance(value, str) and not re.fullmatch(r"[0-9]{9,}(\.[0-9]+)?", value):
            return datetime.datetime.fromisoformat(value)
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            return _EPOCH + datetime.timedelta(seconds=float(value))
    except (ValueError, OverflowError):
        pass
    return None
