"""Rules on who must not, or only with care: a table of what asks for which tag.

Sources: evidence.md 4.8 (blood pressure, pregnancy, dizziness) and the schema's own
meaning of ``avoid`` and ``care``; the rest is design, on the careful side.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from service.core.card import Exercise, ExercisePattern, Kind, Position, Theme
from service.core.lint.findings import Rule, Says, says
from service.core.profile import Equipment, Limit
from service.core.thresholds import (
    CARE_DOSE_STEP,
    HYPERTENSION_HOLD_S,
    LONG_EFFORT_S,
)

END_RANGE = frozenset({ExercisePattern.THORACIC, ExercisePattern.BACKBEND})
DEEP = (
    r"fold forward|round (?:the|your) (?:upper )?back|the back rounds only|"
    r"lean back a little|lean your upper back|side bend|backbend|camel|cobra|sphinx|"
    r"lift your breastbone and lean|chest sink toward|lean to the left|"
    r"turn chest|hips back and up|hips up and back"
)
HEAD_DOWN = (
    r"fold forward|hips up and back|forehead on the mat or on your hands|"
    r"chest sink between|chest sink toward|head (?:and arms )?hang|side of your head"
)
HEAD_BACK = r"lean back a little|lean your upper back|upper back open"
# All of the body on the hands, or a flat hand against something that holds.
ON_THE_HANDS = r"hands and knees|all fours|hands under"
BENT_WRISTS = (
    r"palms together|(?:hands?|palms?)\b(?! behind)[^.;]{0,30}\b(?:on|against) "
    r"(?:it|(?:a|the|your) (?:\w+ ){0,3}(?:wall|desk|table|chair|seat|armrests?|"
    r"floor|mat|bench))"
)
RESISTED = frozenset({Equipment.BAND, Equipment.DUMBBELL, Equipment.MACHINE})
ON_LEGS = frozenset({Position.STANDING, Position.WALL, Position.FLOOR})


def _held(card: Exercise, least: int, steps: int = 4) -> bool:
    """Say whether an effort lasts so long, as a hold or within a repetition."""
    within = card.tempo_seconds[1] if len(card.tempo_seconds) > 1 else 0
    held = (max(dose.hold_s, within) for dose in card.dose[:steps])
    return card.builds and any(seconds >= least for seconds in held)


def _bends_the_spine(card: Exercise) -> bool:
    return (
        card.pattern in END_RANGE
        or Theme.BACKBEND in card.themes
        or says(DEEP, card.name, *card.steps)
    )


@dataclass(frozen=True, kw_only=True)
class Need:
    """Where ``applies``, the tag must stand in avoid, or at least in care."""

    tag: Limit
    applies: Callable[[Exercise], bool]
    why: str
    avoid: bool = False


NEEDS = (
    Need(
        tag=Limit.WHEELCHAIR,
        applies=lambda card: card.position in ON_LEGS,
        why="it is not done seated",
        avoid=True,
    ),
    Need(
        tag=Limit.PREGNANCY,
        applies=lambda card: says(r"lie (?:face|chest-?) ?down", *card.steps),
        why="it is done face down",
        avoid=True,
    ),
    Need(
        tag=Limit.PREGNANCY,
        applies=lambda card: says(r"lie on (?:your|the) back", *card.steps),
        why="it is done flat on the back",
        avoid=True,
    ),
    Need(
        tag=Limit.DIZZINESS,
        applies=lambda card: says(HEAD_DOWN, *card.steps),
        why="the head goes down",
        avoid=True,
    ),
    Need(
        tag=Limit.DIZZINESS,
        applies=lambda card: says(HEAD_BACK, *card.steps),
        why="the head goes back",
        avoid=True,
    ),
    Need(
        tag=Limit.DIZZINESS,
        applies=lambda card: says(r"look over your shoulder|eyes follow", *card.steps),
        why="the head turns to its end",
        avoid=True,
    ),
    Need(
        tag=Limit.DIZZINESS,
        applies=lambda card: card.pattern is ExercisePattern.NECK,
        why="it moves or loads the neck",
    ),
    Need(
        tag=Limit.NECK,
        applies=lambda card: card.pattern is ExercisePattern.NECK,
        why="it moves or loads the neck",
    ),
    Need(
        tag=Limit.HYPERTENSION,
        applies=lambda card: _held(card, LONG_EFFORT_S),
        why=f"an effort is held for {LONG_EFFORT_S} s or more",
    ),
    Need(
        tag=Limit.HYPERTENSION,
        applies=lambda card: _held(card, HYPERTENSION_HOLD_S + 1, CARE_DOSE_STEP),
        why=f"steps 1 and 2 hold an effort for more than {HYPERTENSION_HOLD_S} s",
        avoid=True,
    ),
    Need(
        tag=Limit.HYPERTENSION,
        applies=lambda card: (
            card.builds and card.level > 1 and bool(card.equipment & RESISTED)
        ),
        why="it works against a weight or a band",
    ),
    Need(
        tag=Limit.HYPERTENSION,
        applies=lambda card: says(HEAD_DOWN, *card.steps),
        why="the head goes down",
    ),
    Need(
        tag=Limit.OSTEOPOROSIS,
        applies=_bends_the_spine,
        why="the spine bends or turns far",
    ),
    Need(
        tag=Limit.KNEE,
        applies=lambda card: says(
            r"kneel|hands and knees|(?<!the )knees down(?! to )", *card.steps
        ),
        why="it loads the knees",
    ),
    Need(
        tag=Limit.WRIST,
        applies=lambda card: says(ON_THE_HANDS, *card.steps),
        why="body weight rests on bent wrists",
        avoid=True,
    ),
    Need(
        tag=Limit.WRIST,
        applies=lambda card: card.builds and says(BENT_WRISTS, *card.steps),
        why="it presses through bent wrists",
        avoid=True,
    ),
    Need(
        tag=Limit.WRIST,
        applies=lambda card: (
            says(BENT_WRISTS, *card.steps) and says(r"lean|sink", *card.steps)
        ),
        why="it leans on bent wrists",
    ),
)


def tagged(card: Exercise, _known: Mapping[str, Exercise]) -> Says:
    if card.kind is Kind.GUIDANCE:
        return
    for need in NEEDS:
        field, allowed = "avoid", card.avoid
        if not need.avoid:
            field, allowed = "care", card.avoid | card.care
        if need.applies(card) and need.tag not in allowed:
            yield field, f"{need.tag} is missing: {need.why}", f"add {need.tag}"


def tagged_once(card: Exercise, _known: Mapping[str, Exercise]) -> Says:
    for tag in sorted(card.avoid & card.care):
        yield "care", f"{tag} stands in avoid already", f"remove {tag}"


RULES: tuple[Rule, ...] = (tagged, tagged_once)
