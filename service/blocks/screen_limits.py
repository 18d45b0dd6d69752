"""Set-up screen 4: what to spare, and what there is to exercise with."""

from slack_sdk.models import blocks as kit

from service.blocks import ids, inputs
from service.blocks.forms import Limits, Registered
from service.blocks.inputs import Field, State
from service.blocks.places import BODY_TEXT, EQUIPMENT_TEXT, JOINT_TEXT
from service.core.causes import effective_limits
from service.core.profile import Equipment, Limit, Setting
from service.words import _

INTRO = _(
    "Last, what to spare and what you have at hand, so that each movement can be "
    "done. All of it may stay blank, and it stays private."
)

JOINTS = Field(
    block_id=ids.Block.LIMITS_JOINTS, label=_("Parts to spare for a longer time")
)
BODY = Field(block_id=ids.Block.LIMITS_BODY, label=_("And in general"))
KIT = Field(block_id=ids.Block.EQUIPMENT, label=_("What do you have at hand?"))

# Chair, desk, wall and doorway come with the place.
ASKED_EQUIPMENT = (
    Equipment.BAND,
    Equipment.DOOR_ANCHOR,
    Equipment.DUMBBELL,
    Equipment.TOWEL,
    Equipment.MAT,
)
ASKED_IN_A_GYM = (*ASKED_EQUIPMENT, Equipment.BENCH, Equipment.MACHINE)


def fields(current: Registered) -> list[kit.Block]:
    limits = effective_limits(current.profile)
    in_a_gym = current.profile.setting is Setting.GYM
    asked = ASKED_IN_A_GYM if in_a_gym else ASKED_EQUIPMENT
    kit_text = {one: EQUIPMENT_TEXT[one] for one in asked}
    return [
        inputs.checkboxes(JOINTS, JOINT_TEXT, limits),
        inputs.checkboxes(BODY, BODY_TEXT, limits),
        inputs.checkboxes(KIT, kit_text, current.profile.equipment),
    ]


def read_limits(state: State) -> Limits:
    """Read screen 4; raises Refused for values that were never offered."""
    joints = inputs.ticked(state, JOINTS, JOINT_TEXT)
    body = inputs.ticked(state, BODY, BODY_TEXT)
    return Limits(
        limits=frozenset(map(Limit, joints | body)),
        equipment=frozenset(map(Equipment, inputs.ticked(state, KIT, EQUIPMENT_TEXT))),
    )
