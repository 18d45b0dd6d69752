"""Checks a catalogue against every rule a physiotherapist would ask about.

Rules are tables of small functions; all findings are given, not only the first.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from service.core.card import Exercise
from service.core.card_reader import faults, name_of, read_card
from service.core.lint import doses, gear, limits, links, wording
from service.core.lint.findings import Finding, Rule

__all__ = ["RULES", "Finding", "lint", "lint_cards"]

RULES: tuple[Rule, ...] = (
    *links.RULES,
    *doses.RULES,
    *wording.RULES,
    *gear.RULES,
    *limits.RULES,
)

_REPAIR = "look at the schema in docs/content-packs.md"


def lint(cards: Sequence[object], others: Sequence[Exercise] = ()) -> Iterator[Finding]:
    """Give every finding on cards as they stand in a file.

    ``others`` may be linked to. A card with a field that cannot be read is named
    for that, and not asked for more.
    """
    read = []
    for number, card in enumerate(cards, start=1):
        wrong = faults(card)
        name = name_of(card, number)
        for field, what in wrong:
            yield Finding(exercise=name, field=field, wrong=what, remedy=_REPAIR)
        if not wrong:
            read.append(read_card(card, number))
    yield from _used_twice(cards)
    yield from lint_cards(read, others)


def lint_cards(
    exercises: Sequence[Exercise], others: Sequence[Exercise] = ()
) -> Iterator[Finding]:
    """Give every finding on exercises that could be read."""
    known: Mapping[str, Exercise] = {one.id: one for one in (*others, *exercises)}
    for card in exercises:
        for rule in RULES:
            for field, wrong, remedy in rule(card, known):
                yield Finding(exercise=card.id, field=field, wrong=wrong, remedy=remedy)


def _used_twice(cards: Sequence[object]) -> Iterator[Finding]:
    """Name each id that more than one card has, readable or not."""
    ids = (str(one["id"]) for one in cards if isinstance(one, Mapping) and "id" in one)
    for name, count in Counter(ids).items():
        if count > 1:
            wrong, remedy = f"it is used {count} times", "give each card its own"
            yield Finding(exercise=name, field="id", wrong=wrong, remedy=remedy)
