"""The words of delivery: why messages did not go out, in groups that tell of nobody."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from service.core.nudges import SkipReason
from service.words import _

_MOMENT = _("The moment did not suit: busy, late, after hours, a holiday, enough today")
_PERSON = _("The person's own plan or choice had changed")
_WORKSPACE = _("The whole workspace was paused or removed")

# What a person decides, and what rests, is one line: a count of those who paused or
# stopped would tell of people (rule 16, docs/decisions/0002).
GROUPS: Mapping[str, str] = {
    SkipReason.LATE: _MOMENT,
    SkipReason.DAY_OVER: _MOMENT,
    SkipReason.OUTSIDE_HOURS: _MOMENT,
    SkipReason.HOLIDAY: _MOMENT,
    SkipReason.NOT_A_WORKDAY: _MOMENT,
    SkipReason.DAILY_CAP: _MOMENT,
    SkipReason.GAP: _MOMENT,
    SkipReason.DO_NOT_DISTURB: _MOMENT,
    SkipReason.MEETING: _MOMENT,
    SkipReason.PAUSED: _PERSON,
    SkipReason.NOTHING_FITS: _PERSON,
    SkipReason.REPLANNED: _PERSON,
    SkipReason.SUPERSEDED: _PERSON,
    SkipReason.NOT_AGREED: _PERSON,
    SkipReason.STOPPED: _PERSON,
    SkipReason.UNREACHABLE: _PERSON,
    SkipReason.LEFT: _PERSON,
    SkipReason.WORKSPACE_PAUSED: _WORKSPACE,
    SkipReason.WORKSPACE_REMOVED: _WORKSPACE,
}


def by_group(counts: Mapping[str, int]) -> Mapping[str, int]:
    """Add the ledger's reasons up to what may be told."""
    groups: Counter[str] = Counter()
    for reason, number in counts.items():
        groups[GROUPS.get(reason, _PERSON)] += number
    return groups


def late(since: datetime, now: datetime) -> str:
    minutes = int((now - since).total_seconds() // 60)
    return _(
        "A message has been due for {minutes} minutes. The jobs do not keep up, or do "
        "not run: see that `unhunch serve` or `unhunch jobs` does."
    ).format(minutes=minutes)
