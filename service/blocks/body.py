"""The fields about the body that the set-up and the check-in both ask with."""

from collections.abc import Collection, Mapping

from slack_sdk.models import blocks as kit

from service.blocks import ids, inputs
from service.blocks.flags import (
    EMERGENCY_TEXT,
    LIFELONG_TEXT,
    SOFT_TEXT,
    URGENT_TEXT,
)
from service.blocks.forms import FIRST_EVER, Soreness
from service.blocks.inputs import Choice, Field, Mistakes, State
from service.blocks.places import REGION_TEXT
from service.core.profile import Profile, Region
from service.core.questions import UPPER_BACK_UNCHECKED
from service.words import _

EMERGENCY = Field(
    block_id=ids.Block.EMERGENCY, label=_("Is any of these true at the moment?")
)
LIFELONG = Field(block_id=ids.Block.LIFELONG, label=_("And any of these?"))
PAIN = Field(
    block_id=ids.Block.PAIN,
    label=_("How strong is it right now?"),
    hint=_("Leave it blank if nothing hurts."),
)
REGIONS = Field(block_id=ids.Block.REGIONS, label=_("Where is it sore?"))
URGENT = Field(
    block_id=ids.Block.URGENT, label=_("If something hurts: is any of these true?")
)
SOFT = Field(block_id=ids.Block.SOFT, label=_("And how has it been?"))
ABOUT = Field(block_id=ids.Block.ABOUT, label=_("Two last ticks"))

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


def emergency_input(profile: Profile) -> kit.InputBlock:
    return inputs.checkboxes(EMERGENCY, EMERGENCY_TEXT, profile.flags)


def lifelong_input(profile: Profile) -> kit.InputBlock:
    return inputs.checkboxes(LIFELONG, LIFELONG_TEXT, profile.flags)


def soreness_inputs(profile: Profile, *, soft: bool) -> list[kit.Block]:
    """Ask what is sore. The rating starts blank: an old one is no answer now."""
    asked = [inputs.checkboxes(SOFT, SOFT_TEXT, profile.flags)] if soft else []
    return [
        inputs.select(PAIN, PAIN_TEXT),
        inputs.checkboxes(REGIONS, REGION_TEXT, _regions(profile)),
        inputs.checkboxes(URGENT, URGENT_TEXT, profile.flags),
        *asked,
        inputs.checkboxes(ABOUT, ABOUT_TEXT, _about(profile)),
    ]


def read_emergency(state: State) -> frozenset[str]:
    return inputs.ticked(state, EMERGENCY, EMERGENCY_TEXT)


def read_lifelong(state: State) -> frozenset[str]:
    return inputs.ticked(state, LIFELONG, LIFELONG_TEXT)


def read_soreness(state: State) -> Soreness | Mistakes:
    """Read what is sore; blank counts as pain 0 where nothing else is ticked.

    Raises Refused for values that were never offered.
    """
    rating = inputs.chosen(state, PAIN, PAIN_TEXT)
    about = inputs.ticked(state, ABOUT, ABOUT_TEXT)
    soreness = Soreness(
        regions=frozenset(map(Region, inputs.ticked(state, REGIONS, REGION_TEXT))),
        pain_now=int(rating or 0),
        urgent=inputs.ticked(state, URGENT, URGENT_TEXT),
        soft=inputs.ticked(state, SOFT, SOFT_TEXT),
        seen_by_clinician=SEEN in about,
        first_ever=FIRST in about,
    )
    if rating is None and (soreness.regions or soreness.urgent or soreness.soft):
        sentence = _("You ticked something below: choose how strong it is, 0 to 10.")
        return Mistakes(by_block={PAIN.block_id: sentence})
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
