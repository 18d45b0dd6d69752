"""What a rule says about a card, and what every rule may look at."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from service.core.card import Exercise

Says = Iterator[tuple[str, str, str]]
"""The field, what is wrong, and what to do."""

Rule = Callable[[Exercise, Mapping[str, Exercise]], Says]
"""Looks at one card; the mapping holds every exercise that a link may name."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One fault of one card."""

    exercise: str
    field: str
    wrong: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.exercise}, {self.field}: {self.wrong}; {self.remedy}"


def texts_of(card: Exercise) -> Iterator[tuple[str, str]]:
    """Give each text that a person reads, with its field."""
    yield "name", card.name
    yield from (("steps", step) for step in card.steps)
    yield "common_mistake", card.common_mistake
    yield "stop_if", card.stop_if


def all_texts(card: Exercise) -> Iterator[tuple[str, str]]:
    """Give those, and what stands behind "Why this?" and for a picture."""
    yield from texts_of(card)
    yield "evidence", card.evidence_note
    if card.picture:
        yield "picture", card.picture.alt
    if card.review:
        yield "review", card.review.by


def says(pattern: str, *texts: str) -> bool:
    """Say whether one of the texts holds the pattern, as whole words."""
    whole = re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)
    return any(whole.search(text) for text in texts)
