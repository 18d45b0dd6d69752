"""Rules on equipment: named, listed, secure, and never heavier than said."""

import re
from collections.abc import Mapping

from service.core.card import Exercise, ExercisePattern, Position
from service.core.lint.findings import Rule, Says, says
from service.core.profile import Equipment
from service.core.thresholds import MOST_LOAD_KG

# How the steps may name each piece.
NAMED: Mapping[Equipment, str] = {
    Equipment.CHAIR: r"chair",
    Equipment.WALL: r"wall",
    Equipment.DESK: r"desk",
    Equipment.BAND: r"band|rubber band",
    Equipment.DUMBBELL: r"weights?|dumbbells?",
    Equipment.DOORWAY: r"doorway|door frame",
    Equipment.DOOR_ANCHOR: r"anchor",
    Equipment.TOWEL: r"towel",
    Equipment.MAT: r"mat",
    Equipment.MACHINE: r"machine|cable",
    Equipment.BENCH: r"bench",
}

# A weight in the hand, not that of a body, a head or a machine.
HELD = (
    r"dumbbells?|kettlebells?|barbells?|"
    r"(?:lift|hold|take|grip|raise|carry|pick up|press|pull|swing)\b[^.;]{0,30}"
    r"(?<!your )(?<!body )(?<!lightest )\bweights?(?! off)|"
    r"heavy (?:\w+ )?(?:weights?|bags?|backpack|box|boxes|books?|bottles?|suitcase)|"
    r"weights? (?:of [\d.-]+ kg )?in (?:each|both|one|your|the) (?:\w+ )?hands?"
)

# Words that mean the piece and nothing else, so that it must be on the list.
ONLY_MEANS: Mapping[Equipment, str] = {
    Equipment.CHAIR: r"chairs?|backrest|armrests?",
    Equipment.DESK: r"desk",
    Equipment.BAND: r"band",
    Equipment.TOWEL: r"towel",
    Equipment.WALL: r"wall",
    Equipment.DOORWAY: r"doorway|door frame",
    Equipment.DOOR_ANCHOR: r"anchor",
    Equipment.DUMBBELL: HELD,
    Equipment.BENCH: r"bench",
    Equipment.MAT: r"mat",
}

# Where body weight or a pull rests on a thing, the steps say that it holds.
SECURE: Mapping[Equipment, tuple[str, str]] = {
    Equipment.CHAIR: (r"cannot roll(?: or tip)?", "a chair that cannot roll"),
    Equipment.DOOR_ANCHOR: (r"check it holds", "the door is closed; check it holds"),
}

ON_THE_EDGE = r"(?:front|edge) of (?:a|the|your) (?:chair|seat)"
# Seated, a desk moves as well where somebody pulls or leans.
LOADS_A_DESK = r"(?:hold|grip|pull|push|press|lean)\b[^.;]*\bdesk"

LIFTS = frozenset({ExercisePattern.HINGE})
WEIGHT = re.compile(r"(\d+(?:\.\d+)?) ?kg\b")
RANGE = r"\d+(?:\.\d+)?-\d+ kg"
LOAD_RULE = rf"2-5 kg,?.{{0,60}} never above {MOST_LOAD_KG} kg"
OTHER_UNIT = r"kilos?|kilogram(?:me)?s?|lbs?|\d+ ?lbs?|pounds?"


def named(card: Exercise, _known: Mapping[str, Exercise]) -> Says:
    for piece in sorted(card.equipment):
        if not says(NAMED[piece], *card.steps):
            yield "steps", f"they do not name the {piece}", "say where it goes"


def listed(card: Exercise, _known: Mapping[str, Exercise]) -> Says:
    for piece, word in ONLY_MEANS.items():
        if piece not in card.equipment and says(word, *card.steps):
            yield "equipment", f"the steps use a {piece}", "list it"


def secure(card: Exercise, _known: Mapping[str, Exercise]) -> Says:
    on_the_edge = says(ON_THE_EDGE, *card.steps)
    for piece, (word, wanted) in SECURE.items():
        needed = piece in card.equipment or (piece is Equipment.CHAIR and on_the_edge)
        if needed and not says(word, *card.steps):
            yield "steps", f"the {piece} may give way", f"say: {wanted}"
    stands = card.position is Position.STANDING
    leans = stands or says(LOADS_A_DESK, *card.steps)
    at_a_desk = Equipment.DESK in card.equipment
    if at_a_desk and leans and not says(r"desk that cannot slide", *card.steps):
        yield "steps", "the desk may slide", "say: a desk that cannot slide"


def in_kg(card: Exercise, _known: Mapping[str, Exercise]) -> Says:
    """Refuse what the limit in kilograms would not see."""
    if says(OTHER_UNIT, *card.steps):
        yield "steps", "they name a weight in another unit", "give it in kg"


def light(card: Exercise, _known: Mapping[str, Exercise]) -> Says:
    """Ask for the load rule of evidence.md 4.3: 2-5 kg first, never above 10 kg."""
    weights = [float(kg) for step in card.steps for kg in WEIGHT.findall(step)]
    if max(weights, default=0) > MOST_LOAD_KG:
        heaviest = f"they name {max(weights):g} kg"
        yield "steps", heaviest, f"no weight above {MOST_LOAD_KG} kg here"
    elif weights and not says(RANGE, *card.steps):
        yield "steps", "they name one weight only", "say from how many kg on: 2-5 kg"
    weighted = Equipment.DUMBBELL in card.equipment or says(HELD, *card.steps)
    if weighted and not weights:
        yield "steps", "they name no weight", "say with how many kg to start: 2-5 kg"
    lifts = card.pattern in LIFTS or "lifting_skill" in card.themes
    if (weighted or weights) and lifts and not says(LOAD_RULE, *card.steps):
        wanted = f"say: start with 2-5 kg, never above {MOST_LOAD_KG} kg here"
        yield "steps", "a lift without the load rule", wanted
    if Equipment.MACHINE in card.equipment and not says(
        r"lightest weight|carries most of you", *card.steps
    ):
        yield "steps", "the machine's weight is open", "say: the lightest weight"


RULES: tuple[Rule, ...] = (named, listed, secure, in_kg, light)
