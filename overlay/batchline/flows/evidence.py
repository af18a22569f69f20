"""What a client has seen of its service, which decides what it makes of an answer that says no."""

from __future__ import annotations

import msgspec


class Evidence(msgspec.Struct):
    """What one client object has seen so far. Threads may share it.

    Attributes:
        has_succeeded: Whether any call has succeeded with this key and address. What worked a moment
            ago is not misconfigured.
        created: When this client created something, by id, by the clock of `now`. It may not be
            visible everywhere yet, so a 404 for it isn't believed at once.
    """

    has_succeeded: bool = False
    created: dict[str, float] = {}

    def note_created(self, id: str, now: float, lag: float) -> None:
        """Remember that this was created now, and forget what is older than `lag` seconds."""
        for old, then in list(self.created.items()):
            if now - then >= lag:
                self.forget(old)
        if lag > 0:
            self.created[id] = now

    def doubt_left(self, id: str, now: float, lag: float) -> float:
        """Return for how many seconds more a 404 for this id isn't believed; 0 when it is."""
        then = self.created.get(id)
        return 0.0 if then is None else max(0.0, then + lag - now)

    def forget(self, id: str) -> None:
        """Believe from now on that this doesn't exist: it was deleted."""
        self.created.pop(id, None)
