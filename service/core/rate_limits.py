"""How often somebody may ask for the same kind of thing: the table of limits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

_BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


class Counted(StrEnum):
    """What is counted; the words stand in the database."""

    LINK_ASKED = "link_asked"
    LINK_OPENED = "link_opened"
    SLACK_SIGN_IN = "slack_sign_in"
    FORM = "form"
    DOWNLOAD = "download"
    SLACK_DOOR = "slack_door"


@dataclass(frozen=True, kw_only=True)
class Limit:
    """So many in each stretch of time."""

    most: int
    each: timedelta


# Before the sign-in an address of the network is counted, and a whole office may
# stand behind one: these stop floods. What one person may get is limited beside them.
LIMITS: Mapping[Counted, Limit] = {
    Counted.LINK_ASKED: Limit(most=60, each=timedelta(minutes=10)),
    Counted.LINK_OPENED: Limit(most=300, each=timedelta(minutes=10)),
    Counted.SLACK_SIGN_IN: Limit(most=300, each=timedelta(minutes=10)),
    # By person.
    Counted.FORM: Limit(most=120, each=timedelta(minutes=1)),
    Counted.DOWNLOAD: Limit(most=20, each=timedelta(hours=1)),
    # Slack sends all clicks of all workspaces from few addresses.
    Counted.SLACK_DOOR: Limit(most=12_000, each=timedelta(minutes=1)),
}
LONGEST = max(limit.each for limit in LIMITS.values())


def begun(limit: Limit, now: datetime) -> datetime:
    """Give the beginning of the stretch that ``now`` is in."""
    return now - (now - _BEGINNING) % limit.each


def wait(limit: Limit, count: int, now: datetime) -> timedelta | None:
    """Say how long to wait after ``count`` in this stretch; None: go on."""
    if count <= limit.most:
        return None
    return begun(limit, now) + limit.each - now
