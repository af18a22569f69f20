# DO NOT EDIT. Compiled from openapi/openapi.yaml by `make generate-python`.
"""Times, in each way that servers write them."""

import datetime
import re

_EPOCH = datetime.datetime.fromtimestamp(0, datetime.UTC)


def parse_time(value: object) -> datetime.datetime | None:
    """The time that an answer gives as ISO 8601 text or as Unix seconds; None if it is neither.

    Unix seconds may also be a text of digits, 9 at least: 8 are a date of ISO 8601.
    """
    try:
        if isinstance(value, str) and not re.fullmatch(r"[0-9]{9,}(\.[0-9]+)?", value):
            return datetime.datetime.fromisoformat(value)
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            return _EPOCH + datetime.timedelta(seconds=float(value))
    except (ValueError, OverflowError):
        pass
    return None
