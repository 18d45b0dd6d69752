"""The fields about the body that the set-up and the check-in both ask with."""

from collections.abc import Collection, Mapping

from service.core.profile import Profile, Region
from service.core.questions import UPPER_BACK_UNCHECKED
from service.forms import fields
from service.forms.answers import FIRST_EVER, Soreness
from service.forms.fields import Ask, Choice, Field, Given, Mistakes
from service.forms.flags import (
    EMERGENCY_TEXT,
    LIFELONG_TEXT,
    SOFT_TEXT,
    URGENT_TEXT,
)
from service.forms.places import REGION_TEXT
from service.words import _

EMERGENCY = Field(name="emergency", label=_("Is any of these true at the moment?"))
LIFELONG = Field(name="lifelong", label=_("And any of these?"))
PAIN = Field(
    name="pain",
    label=_("How strong is it right now?"),
    hint=_("Leave it blank if nothing hurts."),
)
REGIONS = Field(name="regions", label=_("Where is it sore?"))
URGENT = Field(name="urgent", label=_("If something hurts: is any of these true?"))
SOFT = Field(name="soft", label=_("And how has it been?"))
ABOUT = Field(name="about", label=_("Two last ticks"))

SEEN = "seen"
FIRST = "first"
ABOUT_TEXT: Mapping[str, Choice] = {
    SEEN: Choice(text=_("A clinician has seen this")),
    FIRST: Choice(text=_("This is the first back or neck pain of my life")),
}

PAIN_TEXT: Mapping[str, str] = {
    "0": _("0 - none"),
    **{str(score): str(score) for score in range(1, 10)},
    "10": _("10 - the worst I can imagine"),
}


def ask_emergency(profile: Profile) -> Ask:
    return fields.ticks(EMERGENCY, EMERGENCY_TEXT, profile.flags)


def ask_lifelong(profile: Profile) -> Ask:
    return fields.ticks(LIFELONG, LIFELONG_TEXT, profile.flags)


def ask_soreness(profile: Profile, *, soft: bool) -> list[Ask]:
    """Ask what is sore. The rating starts blank: an old one is no answer now."""
    asked = [fields.ticks(SOFT, SOFT_TEXT, profile.flags)] if soft else []
    return [
        fields.menu(PAIN, PAIN_TEXT),
        fields.ticks(REGIONS, REGION_TEXT, _regions(profile)),
        fields.ticks(URGENT, URGENT_TEXT, profile.flags),
        *asked,
        fields.ticks(ABOUT, ABOUT_TEXT, _about(profile)),
    ]


def read_emergency(given: Given) -> frozenset[str]:
    return fields.ticked(given, EMERGENCY, EMERGENCY_TEXT)


def read_lifelong(given: Given) -> frozenset[str]:
    return fields.ticked(given, LIFELONG, LIFELONG_TEXT)


def read_soreness(given: Given) -> Soreness | Mistakes:
    """Read what is sore; blank counts as pain 0 where nothing else is ticked.

    Raises Refused for values that were never offered.
    """
    rating = fields.chosen(given, PAIN, PAIN_TEXT)
    about = fields.ticked(given, ABOUT, ABOUT_TEXT)
    soreness = Soreness(
        regions=frozenset(map(Region, fields.ticked(given, REGIONS, REGION_TEXT))),
        pain_now=int(rating or 0),
        urgent=fields.ticked(given, URGENT, URGENT_TEXT),
        soft=fields.ticked(given, SOFT, SOFT_TEXT),
        seen_by_clinician=SEEN in about,
        first_ever=FIRST in about,
    )
    if rating is None and (soreness.regions or soreness.urgent or soreness.soft):
        sentence = _("You ticked something below: choose how strong it is, 0 to 10.")
        return Mistakes(by_field={PAIN.name: sentence})
    return soreness


def _regions(profile: Profile) -> frozenset[Region]:
    return profile.pains[-1].regions if profile.pains else frozenset()


def _about(profile: Profile) -> Collection[str]:
    """Work out the earlier ticks from what followed from them."""
    first = {FIRST} if FIRST_EVER in profile.flags else set()
    sore = Region.UPPER_BACK in _regions(profile) and profile.pains[-1].score > 0
    return first | (
        {SEEN} if sore and UPPER_BACK_UNCHECKED not in profile.flags else set()
    )
