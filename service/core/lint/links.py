"""Rules on what a card leads to: harder, easier, and seated."""

from collections.abc import Mapping

from service.core.card import Exercise, ExercisePattern, Kind, Position
from service.core.exercises import LINKS
from service.core.lint.findings import Rule, Says
from service.core.profile import Limit, Setting

# Patterns that train each other; a link may lead from one to another. Design.
RELATED = tuple(
    frozenset(ExercisePattern(name) for name in group.split())
    for group in (
        "pull shoulder",
        "shoulder push",
        "thoracic chest_open backbend",
        "thoracic whole",
        "core_front core_back",
        "squat lunge hinge",
        "lunge hip_mobility",
    )
)


def dangling(card: Exercise, known: Mapping[str, Exercise]) -> Says:
    for link in LINKS:
        target = getattr(card, link)
        if target is not None and target not in known:
            yield link, f"there is no exercise {target}", "name one that exists"


def circular(card: Exercise, known: Mapping[str, Exercise]) -> Says:
    for link in LINKS:
        seen = {card.id}
        target = getattr(card, link)
        while target in known and target not in seen:
            seen.add(target)
            target = getattr(known[target], link)
        if target == card.id:
            yield link, f"it leads back to {card.id}", "end the chain with null"


def harder_is_harder(card: Exercise, known: Mapping[str, Exercise]) -> Says:
    harder = known.get(card.progression or "")
    if harder is not None and harder.level < card.level:
        yield (
            "progression",
            f"{harder.id} has level {harder.level}, below {card.level}",
            "name one of the same or a higher level",
        )


def easier_is_easier(card: Exercise, known: Mapping[str, Exercise]) -> Says:
    easier = known.get(card.regression or "")
    if easier is not None and easier.level > card.level:
        yield (
            "regression",
            f"{easier.id} has level {easier.level}, above {card.level}",
            "name one of the same or a lower level",
        )


def related(card: Exercise, known: Mapping[str, Exercise]) -> Says:
    for link in ("progression", "regression"):
        other = known.get(getattr(card, link) or "")
        if other is not None and not _related(card, other):
            yield (
                link,
                f"{other.id} trains {other.pattern}, not {card.pattern}",
                "name one of the same or a related pattern",
            )


def _related(one: Exercise, other: Exercise) -> bool:
    both = {one.pattern, other.pattern}
    return (
        one.family == other.family
        or len(both) == 1
        or any(both <= group for group in RELATED)
    )


def seated_instead(card: Exercise, known: Mapping[str, Exercise]) -> Says:
    at_a_desk = card.position is Position.SEATED and card.setting is Setting.DESK
    if card.kind is Kind.GUIDANCE or at_a_desk:
        return
    if card.seated_alternative is None:
        yield "seated_alternative", "there is none", "name a seated exercise"
    other = known.get(card.seated_alternative or "")
    if other is None:
        return
    if other.position is not Position.SEATED or Limit.WHEELCHAIR in other.avoid:
        yield (
            "seated_alternative",
            f"{other.id} is not seated, or avoids wheelchairs",
            "name a seated exercise that a wheelchair user can do",
        )


RULES: tuple[Rule, ...] = (
    dangling,
    circular,
    harder_is_harder,
    easier_is_easier,
    related,
    seated_instead,
)
