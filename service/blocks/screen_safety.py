"""Set-up screen 1: signs that need a clinician first, and the age."""

from collections.abc import Mapping

from slack_sdk.models import blocks as kit

from service.blocks import body, ids, inputs
from service.blocks.forms import Registered, Safety
from service.blocks.inputs import Choice, Field, Mistakes, State
from service.blocks.places import AGE_TEXT
from service.core.profile import Profile
from service.words import _

INTRO = _(
    "First, what needs a clinician rather than exercise. Tick what is true. If "
    "nothing applies, leave all of it blank and go on. Your answers stay between "
    "you and this app; nobody at work sees them."
)

TOLD = Field(block_id=ids.Block.TOLD, label=_("And exercise in general?"))
TOLD_TEXT: Mapping[str, Choice] = {
    "told": Choice(
        text=_("I had an operation recently, or was told not to exercise"),
    )
}
AGE = Field(block_id=ids.Block.AGE, label=_("How old are you?"))
CLEARED = Field(block_id=ids.Block.CLEARED, label=_("Has somebody looked at it?"))
CLEARED_TEXT: Mapping[str, Choice] = {
    "cleared": Choice(
        text=_("A clinician has said that exercise is fine for me"),
        more=_("Tick this to start again after a stop"),
    )
}


def fields(current: Registered) -> list[kit.Block]:
    profile = current.profile
    told = TOLD_TEXT if profile.told_not_to_exercise else ()
    # At the first time there is nothing yet to be cleared of.
    cleared = [inputs.checkboxes(CLEARED, CLEARED_TEXT)]
    return [
        body.emergency_input(profile),
        body.lifelong_input(profile),
        inputs.checkboxes(TOLD, TOLD_TEXT, told),
        inputs.select(AGE, AGE_TEXT, profile.age_band),
        *(cleared if _something_to_clear(profile) else []),
    ]


def _something_to_clear(profile: Profile) -> bool:
    """Say whether the safety questions came back before, even only the first."""
    stopped = profile.flags or profile.told_not_to_exercise
    return profile.safety_answered or bool(stopped)


def read_safety(state: State) -> Safety | Mistakes:
    """Read screen 1; raises Refused for values that were never offered."""
    safety = Safety(
        emergency=body.read_emergency(state),
        lifelong=body.read_lifelong(state),
        told_not_to_exercise=bool(inputs.ticked(state, TOLD, TOLD_TEXT)),
        age_band=inputs.chosen(state, AGE, AGE_TEXT),
        cleared=bool(inputs.ticked(state, CLEARED, CLEARED_TEXT)),
    )
    contradiction = _contradiction(safety) if safety.cleared else {}
    return Mistakes(by_block=contradiction) if contradiction else safety


def _contradiction(safety: Safety) -> Mapping[str, str]:
    sentence = _("You say that exercise is fine: untick what is over or was checked.")
    asked = {
        body.EMERGENCY.block_id: bool(safety.emergency),
        TOLD.block_id: safety.told_not_to_exercise,
    }
    return {block_id: sentence for block_id, is_ticked in asked.items() if is_ticked}
