"""What the pages may show of the service behind Slack, and let a visitor play with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class What(StrEnum):
    """What became of one nudge, or of one question, at one moment."""

    PLANNED = "planned"
    PUT_OFF = "put_off"
    SENT = "sent"
    ANSWERED = "answered"
    SKIPPED = "skipped"
    FAILED = "failed"
    UNKNOWN = "unknown"
    WAITING = "waiting"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing that the service did or means to do, told in a sentence."""

    at: str
    """The person's own clock, such as ``14:20``."""
    what: str
    """One of ``What``."""
    text: str
    day: str = ""
    """A heading for the steps of one day; the steps come in the order of time."""


@dataclass(frozen=True, kw_only=True)
class Play:
    """One thing that a visitor may do to the world around a person."""

    name: str
    """Stands in the address; unique among all plays."""
    label: str
    hint: str = ""
    """What the visitor will see of it, in a sentence."""
    group: str = ""
    act: Callable[[str], str]
    """Does it to a person (a Slack id) and says what happened; may raise Impossible."""


class Behind(Protocol):
    """The service as the practice workspace may know it: by what can be shown."""

    def clock(self, user_id: str) -> str:
        """Say what time it is for the person, in words."""

    def steps(self, user_id: str) -> Sequence[Step]:
        """Tell what the service did for the person, oldest first."""

    def plays(self) -> Sequence[Play]:
        """Return what a visitor may do besides what Slack itself allows."""
