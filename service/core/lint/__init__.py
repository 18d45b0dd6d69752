"""Checks a catalogue against every rule a physiotherapist would ask about.

Rules are tables of small functions; all findings are given, not only the first.
"""

from collections.abc import Iterator, Mapping, Sequence

from service.core.card import Exercise
from service.core.card_reader import faults, labels_of, name_of, read_card
from service.core.lint import danger, doses, gear, limits, links, wording
from service.core.lint.findings import Finding, Rule

__all__ = ["RULES", "Finding", "lint", "lint_cards"]

RULES: tuple[Rule, ...] = (
    *links.RULES,
    *doses.RULES,
    *wording.RULES,
    *danger.RULES,
    *gear.RULES,
    *limits.RULES,
)

_REPAIR = "look at the schema in docs/content-packs.md"


def lint(cards: Sequence[object], others: Sequence[Exercise] = ()) -> Iterator[Finding]:
    """Give every finding on cards as they stand in a file.

    ``others`` may be linked to. A card with a field that cannot be read is named
    for that, and not asked for more. One of several with the same id is named with
    its place in the file.
    """
    labels, read = labels_of(cards), {}
    for number, (label, card) in enumerate(zip(labels, cards, strict=True), start=1):
        wrong = faults(card)
        for field, what in wrong:
            yield Finding(exercise=label, field=field, wrong=what, remedy=_REPAIR)
        if label != name_of(card, number):
            wrong_id, remedy = "another has it, too", "give each card its own"
            yield Finding(exercise=label, field="id", wrong=wrong_id, remedy=remedy)
        if not wrong:
            read[label] = read_card(card, number)
    yield from _by_the_rules(read, others)


def lint_cards(exercises: Sequence[Exercise]) -> Iterator[Finding]:
    """Give every finding on exercises that could be read, and have an id each."""
    yield from _by_the_rules({one.id: one for one in exercises}, ())


def _by_the_rules(
    cards: Mapping[str, Exercise], others: Sequence[Exercise]
) -> Iterator[Finding]:
    """Give what the rules find; ``cards`` by the label that names each."""
    known = {one.id: one for one in (*others, *cards.values())}
    for label, card in cards.items():
        for rule in RULES:
            for field, wrong, remedy in rule(card, known):
                yield Finding(exercise=label, field=field, wrong=wrong, remedy=remedy)
