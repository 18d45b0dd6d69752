"""The demo's clock: one thread at a time may live in another moment than all others."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from service.ports import Clock


class DemoClock:
    """Implements the port ``Clock``; ``present`` is what everybody else sees."""

    def __init__(self, present: Clock) -> None:
        self.present = present
        self._elsewhere = threading.local()

    def __call__(self) -> datetime:
        at: datetime | None = getattr(self._elsewhere, "at", None)
        return at or self.present()

    @contextmanager
    def at(self, instant: datetime) -> Iterator[None]:
        """Let the calling thread, and no other, live at this instant."""
        before = getattr(self._elsewhere, "at", None)
        self._elsewhere.at = instant
        try:
            yield
        finally:
            self._elsewhere.at = before
