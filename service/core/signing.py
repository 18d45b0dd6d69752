"""Writes a review into the text of a catalogue file, and leaves all else as it is."""

import re
from collections.abc import Collection, Mapping

from service.core.card import Review

_CARD = re.compile(r"(?m)^(?P<indent> *)- id: *(?P<id>[^\s#]+)[^\n]*\n")
_REVIEW = r"(?m)^{indent}  review:[^\n]*\n(?:{indent}   +[^\n]*\n)*"


def signed(text: str, reviews: Mapping[str, Review]) -> str:
    """Put each review into its card, in the place of an earlier one.

    A card is found by a line ``- id: NAME``; one that is written otherwise is left
    alone, so the caller reads the result back.
    """
    cards = [*_CARD.finditer(text)]
    ends = [card.start() for card in cards[1:]] + [len(text)]
    parts = [text[: cards[0].start()] if cards else text]
    for card, end in zip(cards, ends, strict=True):
        block = text[card.start() : end]
        review = reviews.get(card["id"].strip("'\""))
        parts.append(_with_review(block, card["indent"], review) if review else block)
    return "".join(parts)


def unknown(wanted: Collection[str], known: Collection[str]) -> list[str]:
    return sorted(set(wanted) - set(known))


def _with_review(block: str, indent: str, review: Review) -> str:
    without = re.sub(_REVIEW.format(indent=indent), "", block)
    first, rest = without.split("\n", 1)
    by = review.by.replace("'", "''")
    said = f"{{by: '{by}', date: {review.on}, hash: '{review.digest}'}}"
    return f"{first}\n{indent}  review: {said}\n{rest}"
