"""What the library can be narrowed down to; nothing of it is about the person's body.

These words stand in an address. So no part of the body is chosen beforehand, and what
the person has at hand is looked up and never written out.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from service.core.allowed import missing
from service.core.card import Exercise, ExercisePattern, Kind, Position
from service.core.profile import Equipment, Profile, Region, Setting
from service.core.suiting import Suited
from service.forms import fields as ask
from service.forms.fields import Ask, Field, Given
from service.forms.places import EQUIPMENT_TEXT, REGION_TEXT
from service.forms.suiting import POSITION_TEXT
from service.words import _

REGION = Field(name="region", label=_("Part of the body"))
POSITION = Field(name="position", label=_("Position"))
THINGS = Field(name="things", label=_("With"))

HERE = "here"
NOTHING = "nothing"
THINGS_TEXT: Mapping[str, str] = {
    HERE: _("What I have here"),
    NOTHING: _("Nothing at all"),
    **{str(one): text for one, text in EQUIPMENT_TEXT.items()},
}
ANY = _("Any")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What was chosen; None means any."""

    region: Region | None = None
    position: Position | None = None
    things: str | None = None

    def keeps(self, one: Suited, profile: Profile) -> bool:
        exercise = one.exercise
        return (
            (self.region is None or self.region in exercise.regions)
            and (self.position is None or exercise.position is self.position)
            and (self.things is None or _uses(self.things, exercise, profile))
        )


def asks(wanted: Wanted) -> list[Ask]:
    return [
        ask.menu(REGION, REGION_TEXT, wanted.region, ANY),
        ask.menu(POSITION, POSITION_TEXT, wanted.position, ANY),
        ask.menu(THINGS, THINGS_TEXT, wanted.things, ANY),
    ]


def read_wanted(given: Given) -> Wanted:
    """Read what an address asks for; raises Refused for what was never offered."""
    region = ask.chosen(given, REGION, REGION_TEXT)
    position = ask.chosen(given, POSITION, POSITION_TEXT)
    return Wanted(
        region=Region(region) if region else None,
        position=Position(position) if position else None,
        things=ask.chosen(given, THINGS, THINGS_TEXT),
    )


def _uses(things: str, exercise: Exercise, profile: Profile) -> bool:
    if things == HERE:
        return not missing(exercise, profile)
    if things == NOTHING:
        return not exercise.equipment
    return Equipment(things) in exercise.equipment


_P = ExercisePattern
BEYOND = _("Beyond the desk")

# The parts of the library, in their order; the last is for what no other holds.
PARTS: Mapping[str, frozenset[ExercisePattern]] = {
    _("Neck"): frozenset({_P.NECK}),
    _("Chest and upper back"): frozenset({_P.CHEST_OPEN, _P.THORACIC, _P.BACKBEND}),
    _("Shoulders and arms"): frozenset({_P.PULL, _P.SHOULDER, _P.PUSH}),
    _("Wrists and hands"): frozenset({_P.WRIST}),
    _("Belly and lower back"): frozenset({_P.CORE_FRONT, _P.CORE_BACK}),
    _("Hips and legs"): frozenset(
        {_P.HINGE, _P.SQUAT, _P.LUNGE, _P.HIP_MOBILITY, _P.CALF}
    ),
    _("Breath, eyes and a change"): frozenset({_P.BREATH, _P.EYES, _P.MOVE, _P.WHOLE}),
    BEYOND: frozenset({_P.ADVICE}),
}


def part_of(exercise: Exercise) -> str:
    """Name the part in which an exercise stands: gym and advice have their own."""
    if exercise.kind is Kind.GUIDANCE or exercise.setting is Setting.GYM:
        return BEYOND
    found = (name for name, patterns in PARTS.items() if exercise.pattern in patterns)
    return next(found, BEYOND)
