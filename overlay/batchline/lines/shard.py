"""A part of an input."""

from __future__ import annotations

import msgspec


class Shard(msgspec.Struct, frozen=True):
    """The requests that one batch takes: some lines of the input, one after the other.

    Attributes:
        number: Which it is, from 1.
        offset: Where its lines begin in the input, in bytes.
        length: How many bytes they have there.
        first: The number of its first request, counted over the whole input from 1.
        requests: How many requests it has.
        is_as_sent: Whether its lines are sent as they stand in the input.
        record_offset: Where its first request begins in the run's record, in bytes; 0 without a record.
    """

    number: int
    offset: int
    length: int
    first: int
    requests: int
    is_as_sent: bool = True
    record_offset: int = 0
