"""The one question of a pause that has no usual length: until which day."""

from datetime import date

from service.forms import fields as ask
from service.forms.fields import Ask, Field, Given, Misread
from service.words import _

DAY = Field(
    name="day",
    label=_("Until which day?"),
    hint=_("Nudges go on at the start of that day."),
    optional=False,
)


def asks() -> list[Ask]:
    return [ask.day(DAY)]


def read_day(given: Given) -> date:
    """Read the day; raises Misread where it is blank or none."""
    day = ask.picked_day(given, DAY)
    if day is None:
        raise Misread(DAY, _("Choose the day on which it should go on."))
    return day
