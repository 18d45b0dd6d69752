"""What to spare, and what there is to exercise with."""

from collections.abc import Mapping

from service.core.causes import effective_limits
from service.core.profile import Equipment, Limit, Setting
from service.forms import fields as ask
from service.forms.answers import Limits, Registered
from service.forms.fields import Ask, Choice, Field, Given
from service.forms.places import BODY_TEXT, EQUIPMENT_TEXT, JOINT_TEXT
from service.words import _

INTRO = _(
    "What to spare and what you have at hand, so that each movement can be "
    "done. All of it may stay blank, and it stays private."
)

JOINTS = Field(name="limits_joints", label=_("Parts to spare for a longer time"))
BODY = Field(name="limits_body", label=_("And in general"))
APPROVED = Field(name="approved", label=_("If you are pregnant"))
APPROVED_TEXT: Mapping[str, Choice] = {
    "approved": Choice(
        text=_("A clinician is happy with me exercising"),
        more=_("Without this, more movements are left out"),
    )
}
KIT = Field(name="equipment", label=_("What do you have at hand?"))

# Chair, desk, wall and doorway come with the place.
ASKED_EQUIPMENT = (
    Equipment.BAND,
    Equipment.DOOR_ANCHOR,
    Equipment.DUMBBELL,
    Equipment.TOWEL,
    Equipment.MAT,
)
ASKED_IN_A_GYM = (*ASKED_EQUIPMENT, Equipment.BENCH, Equipment.MACHINE)


def asks(current: Registered) -> list[Ask]:
    limits = effective_limits(current.profile)
    asked = asked_equipment(current.profile.setting)
    approved = APPROVED_TEXT if current.profile.exercise_approved else ()
    kit_text = {one: EQUIPMENT_TEXT[one] for one in asked}
    return [
        ask.ticks(JOINTS, JOINT_TEXT, limits),
        ask.ticks(BODY, BODY_TEXT, limits),
        ask.ticks(APPROVED, APPROVED_TEXT, approved),
        ask.ticks(KIT, kit_text, current.profile.equipment),
    ]


def asked_equipment(setting: Setting) -> tuple[Equipment, ...]:
    return ASKED_IN_A_GYM if setting is Setting.GYM else ASKED_EQUIPMENT


def read_limits(given: Given) -> Limits:
    """Read screen 4; raises Refused for values that were never offered."""
    joints = ask.ticked(given, JOINTS, JOINT_TEXT)
    body = ask.ticked(given, BODY, BODY_TEXT)
    return Limits(
        limits=frozenset(map(Limit, joints | body)),
        exercise_approved=bool(ask.ticked(given, APPROVED, APPROVED_TEXT)),
        equipment=frozenset(map(Equipment, ask.ticked(given, KIT, EQUIPMENT_TEXT))),
    )
