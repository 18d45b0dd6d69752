"""Times, lengths and names in the words that a person reads."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo

from service.forms.places import WEEKDAYS
from service.words import _

MONTHS = (
    _("January"),
    _("February"),
    _("March"),
    _("April"),
    _("May"),
    _("June"),
    _("July"),
    _("August"),
    _("September"),
    _("October"),
    _("November"),
    _("December"),
)
SHORT_LENGTHS = {
    1: _("Half a minute"),
    2: _("One minute"),
    3: _("A minute and a half"),
    4: _("Two minutes"),
    5: _("Two and a half minutes"),
    6: _("Three minutes"),
    7: _("Three and a half minutes"),
    8: _("Four minutes"),
}
"""Half minutes -> words; no routine is longer than three minutes by design."""

ROUNDED = timedelta(minutes=5)


def clock(at: datetime, zone: tzinfo) -> str:
    """Give the local wall time of an aware instant, as ``14:40``."""
    return f"{at.astimezone(zone):%H:%M}"


def when(at: datetime, now: datetime, zone: tzinfo) -> str:
    """Say when a nudge comes: ``tomorrow at about 10:20``. Instants are aware.

    The time is rounded to five minutes: a promise to the minute would be wrong.
    """
    local = _rounded(at.astimezone(zone))
    day = local.date()
    text = _("{day} at about {time}")
    distance = (day - now.astimezone(zone).date()).days
    return text.format(day=_day(local, distance), time=f"{local:%H:%M}")


def until(at: datetime, now: datetime, zone: tzinfo) -> str:
    """Name the local day on which a pause ends: ``tomorrow``, ``Monday``."""
    local = at.astimezone(zone)
    distance = (local.date() - now.astimezone(zone).date()).days
    if distance <= 0:
        return f"{local:%H:%M}"
    if distance == 1:
        return _("tomorrow")
    return WEEKDAYS[local.weekday()] if distance < 7 else _calendar_day(local)


def day_name(day: date) -> str:
    """Name a local day: ``Monday, 2 March``."""
    return _("{weekday}, {day} {month}").format(
        weekday=WEEKDAYS[day.weekday()], day=day.day, month=MONTHS[day.month - 1]
    )


def length(seconds: int) -> str:
    """Say how long something takes, to half a minute: ``Two minutes``."""
    halves = max(1, int(seconds / 30 + 0.5))
    if halves in SHORT_LENGTHS:
        return SHORT_LENGTHS[halves]
    return _("{n} minutes").format(n=(halves + 1) // 2)


def in_order(names: Sequence[str]) -> str:
    """Join names in the order of doing: ``a, then b``; ``a, b, then c``."""
    if len(names) < 2:
        return "".join(names)
    first = ", ".join(names[:-1])
    return _("{first}, then {last}").format(first=first, last=names[-1])


def short_name(name: str) -> str:
    """Drop the explanation in brackets: ``Wall angel (arms)`` -> ``Wall angel``."""
    return re.sub(r"\s*\([^)]*\)", "", name).strip() or name


def inside_a_sentence(name: str) -> str:
    """Start with a small letter, unless the first word is a single letter."""
    if len(name) > 1 and name[1].islower():
        return name[0].lower() + name[1:]
    return name


def escaped(text: str) -> str:
    """Make a text safe for Slack's mrkdwn, where & < > start links and mentions."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def clipped(text: str, most: int) -> str:
    """Cut a text at a number of characters, so that Slack still takes it."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _day(local: datetime, distance: int) -> str:
    if distance <= 0:
        return _("today")
    if distance == 1:
        return _("tomorrow")
    if distance < 7:
        return _("on {weekday}").format(weekday=WEEKDAYS[local.weekday()])
    return _("on {date}").format(date=_calendar_day(local))


def _calendar_day(local: datetime) -> str:
    month = MONTHS[local.month - 1]
    return _("{day} {month}").format(day=local.day, month=month)


def _rounded(local: datetime) -> datetime:
    over = timedelta(minutes=local.minute % 5, seconds=local.second)
    down = local - over - timedelta(microseconds=local.microsecond)
    return down + ROUNDED if over * 2 >= ROUNDED else down
