"""One weekday that differs from the others: a form of its own, short for Slack."""

from service.forms import fields as ask
from service.forms.answers import DayChange, Registered
from service.forms.fields import Ask, Field, Given, Mistakes
from service.forms.hours import AS_USUAL, DAY_TEXT, places, read_day
from service.forms.places import SETTING_TEXT, WEEKDAYS
from service.words import _

INTRO = _(
    "For a day with other hours or another place. Leave times and place blank to "
    "make it like the other days again."
)

WEEKDAY = Field(name="weekday", label=_("Which day?"), optional=False)
START = Field(name="day_start", label=_("From"))
END = Field(name="day_end", label=_("To"))
PLACE = Field(name="day_place", label=_("Where?"))


def asks(current: Registered) -> list[Ask]:
    return [
        ask.menu(WEEKDAY, DAY_TEXT),
        ask.wall_time(START, None),
        ask.wall_time(END, None),
        ask.menu(PLACE, places(current.profile.setting), blank=AS_USUAL),
    ]


def read_one_day(given: Given) -> DayChange | Mistakes:
    """Read one day; raises Refused for values that were never offered."""
    weekday = ask.chosen(given, WEEKDAY, DAY_TEXT)
    if weekday is None:
        return Mistakes(by_field={WEEKDAY.name: _("Please choose one.")})
    day = read_day(given, (START, END, PLACE))
    if isinstance(day, Mistakes):
        return day
    return DayChange(weekday=int(weekday), day=day)


def in_words(current: Registered) -> list[str]:
    """Say what single days have of their own: ``Friday: 09:00 to 13:00``."""
    settings = current.profile.setting_by_day
    said = []
    for day, name in enumerate(WEEKDAYS):
        hours = current.hours_by_day.get(day)
        parts = [f"{hours[0]:%H:%M} to {hours[1]:%H:%M}"] if hours else []
        parts += [SETTING_TEXT[settings[day]]] if day in settings else []
        if parts:
            said.append(f"{name}: {', '.join(parts)}")
    return said
