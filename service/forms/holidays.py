"""Whose public holidays are days off: the country, and its region where it has any."""

from service.forms import fields as ask
from service.forms.answers import HolidayPlace, Registered
from service.forms.fields import Ask, Field, Given
from service.words import _

INTRO = _("No nudge comes on a public holiday. Which holidays are yours?")

COUNTRY = Field(name="country", label=_("Country"), optional=False)
REGION = Field(
    name="region",
    label=_("Region"),
    hint=_("Some holidays are kept in parts of a country only."),
    optional=False,
)
NONE = "none"


def asks(current: Registered) -> list[Ask]:
    countries = {NONE: _("No public holidays"), **current.countries}
    asked = [ask.menu(COUNTRY, countries, current.country or NONE)]
    if current.regions:
        regions = {NONE: _("The whole country"), **current.regions}
        asked.append(ask.menu(REGION, regions, current.region or NONE))
    return asked


def asks_for_region(given: Given, before: Registered, after: Registered) -> bool:
    """Say whether a new country has regions that the form could not offer yet."""
    unasked = REGION.name not in given or before.country != after.country
    return bool(after.regions) and unasked


def read_holidays(given: Given) -> HolidayPlace:
    """Read the place; whether it is known is for the holidays port to say."""
    country, region = ask.written(given, COUNTRY), ask.written(given, REGION)
    return HolidayPlace(
        country=None if country == NONE else country,
        region=None if region == NONE else region,
    )
