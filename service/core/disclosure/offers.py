"""What an operator may choose the partition from, and what each choice costs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from service.core.disclosure.noise import TOOK_PART_SCALE, margin, visible_from
from service.core.disclosure.partition import SIZES, Block, By, Choice, Place, blocks
from service.core.errors import Refused


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A choice on the real roster; ``margin`` and ``visible_from`` are in people.

    They are those of the company's total: the finer the blocks, the more noise.
    """

    choice: Choice
    blocks: int
    smallest: int
    margin: int
    visible_from: int


def offers(places: Mapping[str, Place]) -> list[Offer]:
    """Give the choices that lead to different blocks, the coarsest first."""
    found: dict[frozenset[tuple[str, ...]], Offer] = {}
    for choice in _choices():
        made = blocks(places, choice.by, choice.size)
        if made:
            who = frozenset(one.people for one in made)
            found.setdefault(who, _offer(choice, made))
    return sorted(found.values(), key=lambda one: one.blocks)


def _choices() -> Iterator[Choice]:
    # The whole company first: where all lead to one block, this is its name.
    yield Choice(by=By.COMPANY, size=SIZES[0])
    for by in (By.SITE, By.DEPARTMENT, By.TEAM):
        for size in SIZES:
            yield Choice(by=by, size=size)


def _offer(choice: Choice, made: list[Block]) -> Offer:
    return Offer(
        choice=choice,
        blocks=len(made),
        smallest=min(one.n for one in made),
        margin=margin(TOOK_PART_SCALE, len(made)),
        visible_from=visible_from(TOOK_PART_SCALE, len(made)),
    )


def next_quarter(day: date) -> date:
    """Give the first day of the quarter after the one that ``day`` lies in."""
    month = (day.month - 1) // 3 * 3 + 4
    return date(day.year + month // 13, (month - 1) % 12 + 1, 1)


def holds_from(now: Choice | None, new: Choice, today: date, *, begun: bool) -> date:
    """Give the day from which a new choice holds: today, or the next quarter.

    Until the first invitation has gone out (``begun``) nothing was counted, and
    everything may still be chosen. From then on the blocks only get larger
    (rule 15), with the next quarter (rule 4).

    Raises:
        Refused: the new blocks would be smaller than those that hold now.
    """
    if new.size < SIZES[0]:
        raise Refused(f"A block has at least {SIZES[0]} people; no role can change it.")
    if now is None or not begun:
        return today
    if new.size < now.size:
        raise Refused(
            f"Blocks have at least {now.size} people here, and that can only become "
            "more: smaller ones would tell figures that were never to be told."
        )
    return next_quarter(today)
