"""Signs that need a clinician first, and the age."""

from collections.abc import Mapping

from service.core.profile import Profile
from service.forms import body
from service.forms import fields as ask
from service.forms.answers import Registered, Safety
from service.forms.fields import Ask, Choice, Field, Given, Mistakes
from service.forms.places import AGE_TEXT
from service.words import _

INTRO = _(
    "First, what needs a clinician rather than exercise. Tick what is true. If "
    "nothing applies, leave all of it blank and go on. Your answers stay between "
    "you and this app; no page and no report shows them to anybody at work."
)

TOLD = Field(name="told", label=_("And exercise in general?"))
TOLD_TEXT: Mapping[str, Choice] = {
    "told": Choice(
        text=_("I had an operation recently, or was told not to exercise"),
    )
}
AGE = Field(name="age", label=_("How old are you?"))
CLEARED = Field(name="cleared", label=_("Has somebody looked at it?"))
CLEARED_TEXT: Mapping[str, Choice] = {
    "cleared": Choice(
        text=_("A clinician has said that exercise is fine for me"),
        more=_("Tick this to start again after a stop"),
    )
}


def asks(current: Registered) -> list[Ask]:
    profile = current.profile
    told = TOLD_TEXT if profile.told_not_to_exercise else ()
    # At the first time there is nothing yet to be cleared of.
    cleared = [ask.ticks(CLEARED, CLEARED_TEXT)]
    return [
        body.ask_emergency(profile),
        body.ask_lifelong(profile),
        ask.ticks(TOLD, TOLD_TEXT, told),
        ask.menu(AGE, AGE_TEXT, profile.age_band),
        *(cleared if _something_to_clear(profile) else []),
    ]


def _something_to_clear(profile: Profile) -> bool:
    """Say whether the safety questions came back before, even only the first."""
    stopped = profile.flags or profile.told_not_to_exercise or profile.unsettled
    return profile.safety_answered or bool(stopped)


def read_safety(given: Given) -> Safety | Mistakes:
    """Read screen 1; raises Refused for values that were never offered."""
    safety = Safety(
        emergency=body.read_emergency(given),
        lifelong=body.read_lifelong(given),
        told_not_to_exercise=bool(ask.ticked(given, TOLD, TOLD_TEXT)),
        age_band=ask.chosen(given, AGE, AGE_TEXT),
        cleared=bool(ask.ticked(given, CLEARED, CLEARED_TEXT)),
    )
    contradiction = _contradiction(safety) if safety.cleared else {}
    return Mistakes(by_field=contradiction) if contradiction else safety


def _contradiction(safety: Safety) -> Mapping[str, str]:
    sentence = _("You say that exercise is fine: untick what is over or was checked.")
    asked = {
        body.EMERGENCY.name: bool(safety.emergency),
        TOLD.name: safety.told_not_to_exercise,
    }
    return {name: sentence for name, is_ticked in asked.items() if is_ticked}
