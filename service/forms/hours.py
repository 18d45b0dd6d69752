"""The place, the working hours, the days that differ, and how many nudges a day."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import time

from service.core.profile import Setting
from service.core.workday import Hours as Times
from service.forms import fields as ask
from service.forms.answers import Hours, OneDay, Registered
from service.forms.fields import Ask, Field, Given, Mistakes
from service.forms.places import SETTING_TEXT, WEEKDAYS
from service.words import _

INTRO = _(
    "When may a nudge come, and where are you then? Nothing comes outside these "
    "hours. Only you see this."
)

PLACE = Field(name="place", label=_("Where do you move?"), optional=False)
DAYS = Field(name="days", label=_("Your work days"), optional=False)
START = Field(name="start", label=_("Work starts"), optional=False)
END = Field(name="end", label=_("Work ends"), optional=False)
LUNCH_START = Field(name="lunch_start", label=_("Lunch starts"))
LUNCH_END = Field(name="lunch_end", label=_("Lunch ends"))
PER_DAY = Field(name="per_day", label=_("Nudges a day, at most"), optional=False)
BY_DAY = Field(name="by_day", label=_("Days that differ"))
"""Comes back with any value where the single days were on the screen too."""

DAY_TEXT: Mapping[str, str] = {str(day): name for day, name in enumerate(WEEKDAYS)}
AS_PLANNED = "as_planned"
PER_DAY_TEXT: Mapping[str, str] = {
    AS_PLANNED: _("As the plan suggests: two at first, then three"),
    "1": _("1"),
    "2": _("2"),
    "3": _("3"),
    "4": _("4"),
}
# A gym is no place for a break between two meetings, but a roster may know better.
USUAL_PLACES = (Setting.DESK, Setting.OFFICE, Setting.HOME)

AS_USUAL = _("As usual")
NO_CHOICE = _("Please choose one.")
NO_TIME = _("Please give a time.")
LEAST = 30
NO_ROOM = _("That leaves no room for a nudge: give half an hour at least.")
ENDS_FIRST = _("Work ends before it starts: choose a later time.")
BOTH_TIMES = _("Give both times of this day, or neither.")
LUNCH_COVERS = _("Lunch covers all of your working time on some day.")
A_DAY_OFF = _("Tick this day under your work days too, or leave its times blank.")


def asks(current: Registered) -> list[Ask]:
    setting = current.profile.setting
    per_day = str(current.nudges_per_day or AS_PLANNED)
    return [
        ask.one(PLACE, places(setting), setting),
        ask.ticks(DAYS, DAY_TEXT, {str(day) for day in current.work_days}),
        ask.wall_time(START, current.work_start),
        ask.wall_time(END, current.work_end),
        ask.wall_time(LUNCH_START, current.lunch_start),
        ask.wall_time(LUNCH_END, current.lunch_end),
        ask.menu(PER_DAY, PER_DAY_TEXT, per_day),
    ]


def day_asks(weekday: int, current: Registered) -> tuple[Ask, Ask, Ask]:
    """Ask what one weekday has of its own: start, end, place."""
    start, end, place = _day_fields(weekday)
    own = current.hours_by_day.get(weekday)
    setting = current.profile.setting_by_day.get(weekday)
    return (
        ask.wall_time(start, own[0] if own else None),
        ask.wall_time(end, own[1] if own else None),
        ask.menu(place, places(setting or current.profile.setting), setting, AS_USUAL),
    )


def places(current: Setting) -> Mapping[str, str]:
    offered = {*USUAL_PLACES, current}
    return {place: text for place, text in SETTING_TEXT.items() if place in offered}


def read_hours(given: Given) -> Hours | Mistakes:
    """Read the hours; raises Misread for values that were never offered."""
    place = ask.chosen(given, PLACE, SETTING_TEXT)
    days = frozenset(map(int, ask.ticked(given, DAYS, DAY_TEXT)))
    start, end = ask.picked_time(given, START), ask.picked_time(given, END)
    per_day = ask.chosen(given, PER_DAY, PER_DAY_TEXT)
    lunch = ask.picked_time(given, LUNCH_START), ask.picked_time(given, LUNCH_END)
    single = _single_days(given)
    mistakes = _missing({PLACE: place, DAYS: days, START: start, END: end})
    mistakes |= dict(_single_mistakes(single or {}, days))
    if start and end:
        own = [d.hours for d in _taken(single).values() if d.hours]
        mistakes |= _order(start, end) or _lunch([(start, end), *own], lunch)
    if place is None or start is None or end is None or mistakes:
        return Mistakes(by_field=mistakes)
    return Hours(
        setting=Setting(place),
        work_days=days,
        work_start=start,
        work_end=end,
        lunch_start=lunch[0],
        lunch_end=lunch[1],
        nudges_per_day=None if per_day in {None, AS_PLANNED} else int(per_day or 0),
        by_day=None if single is None else _taken(single),
    )


def read_day(given: Given, fields: tuple[Field, Field, Field]) -> OneDay | Mistakes:
    """Read start, end and place of one weekday; all blank: as usual."""
    start_field, end_field, place_field = fields
    start = ask.picked_time(given, start_field)
    end = ask.picked_time(given, end_field)
    place = ask.chosen(given, place_field, SETTING_TEXT)
    if (start is None) != (end is None):
        blank = start_field if start is None else end_field
        return Mistakes(by_field={blank.name: BOTH_TIMES})
    hours = (start, end) if start and end else None
    wrong = _order(*hours).get(END.name) if hours else None
    if wrong:
        return Mistakes(by_field={end_field.name: wrong})
    return OneDay(hours=hours, setting=Setting(place) if place else None)


def _day_fields(weekday: int) -> tuple[Field, Field, Field]:
    day = WEEKDAYS[weekday]
    return (
        Field(name=f"start_{weekday}", label=_("{day}, from").format(day=day)),
        Field(name=f"end_{weekday}", label=_("{day}, to").format(day=day)),
        Field(name=f"place_{weekday}", label=_("{day}, where").format(day=day)),
    )


Single = Mapping[int, OneDay | Mistakes]


def _single_days(given: Given) -> Single | None:
    """Read the single days; None where they were not on the screen."""
    if BY_DAY.name not in given:
        return None
    return {day: read_day(given, _day_fields(day)) for day in range(len(WEEKDAYS))}


def _taken(single: Single | None) -> dict[int, OneDay]:
    days = (single or {}).items()
    return {day: one for day, one in days if isinstance(one, OneDay)}


def _single_mistakes(single: Single, days: frozenset[int]) -> Iterator[tuple[str, str]]:
    for weekday, one in single.items():
        if isinstance(one, Mistakes):
            yield from one.by_field.items()
        elif one.hours and weekday not in days:
            yield _day_fields(weekday)[0].name, A_DAY_OFF


def _missing(asked: Mapping[Field, object]) -> dict[str, str]:
    return {
        field.name: NO_TIME if field in {START, END} else NO_CHOICE
        for field, given in asked.items()
        if not given
    }


def _order(start: time, end: time) -> dict[str, str]:
    if start >= end:
        return {END.name: ENDS_FIRST}
    return {END.name: NO_ROOM} if _minutes(end) - _minutes(start) < LEAST else {}


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def lunch_mistakes(
    work: Iterable[Times], lunch: tuple[time | None, time | None]
) -> Mistakes | None:
    """Judge a lunch together with hours that did not stand on the same form."""
    mistakes = _lunch(work, lunch)
    return Mistakes(by_field=mistakes) if mistakes else None


def _lunch(
    work: Iterable[Times], lunch: tuple[time | None, time | None]
) -> dict[str, str]:
    start, end = lunch
    if start is None and end is None:
        return {}
    if start is None or end is None:
        blank = LUNCH_START if start is None else LUNCH_END
        return {blank.name: _("Give both times of lunch, or neither.")}
    return _lunch_hours(work, (start, end))


def _lunch_hours(work: Iterable[Times], lunch: Times) -> dict[str, str]:
    if lunch[0] >= lunch[1]:
        return {LUNCH_END.name: _("Lunch ends before it starts: choose later.")}
    if any(lunch[0] <= start and lunch[1] >= end for start, end in work):
        return {LUNCH_START.name: LUNCH_COVERS}
    return {}
