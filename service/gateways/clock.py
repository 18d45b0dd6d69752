"""A clock that goes on at the usual speed and can be put forward."""

from datetime import datetime, timedelta
from threading import Lock

from service.ports import Clock


class MovableClock:
    """Implements the port ``Clock`` on top of the real one.

    With ``start`` it shows that instant now. Any thread may read or jump.
    """

    def __init__(self, real: Clock, start: datetime | None = None) -> None:
        self._real = real
        self._ahead = start - real() if start else timedelta()
        self._moving = Lock()

    def __call__(self) -> datetime:
        return self._real() + self._ahead

    def jump(self, by: timedelta) -> None:
        """Put the clock forward. Raises ValueError for a step back."""
        if by < timedelta():
            raise ValueError("time goes forward only")
        with self._moving:
            self._ahead += by
