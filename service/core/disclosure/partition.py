"""Which people are counted together: rule 4 of the anonymity page.

Blocks are a fixed function of the roster, never of what anybody answered.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

SMALLEST = 10
"""People in a block, at least; no role can go below (rule 15)."""
WHOLE_BELOW = 40
"""A company with fewer people is one block."""


class By(StrEnum):
    """What the one partition follows."""

    TEAM = "team"
    DEPARTMENT = "department"
    SITE = "site"
    COMPANY = "company"


SIZES = (SMALLEST, 20, 40, 100)
"""The block sizes that are offered."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What the operator chooses: what the blocks follow, and their least size."""

    by: By
    size: int


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where somebody works, by the roster; blank where it does not say."""

    department: str = ""
    team: str = ""
    site: str = ""


@dataclass(frozen=True, kw_only=True, order=True)
class Block:
    """A reporting unit: what it is made of, as paths below the company, and who."""

    units: tuple[tuple[str, ...], ...]
    people: tuple[str, ...]

    @property
    def n(self) -> int:
        return len(self.people)


def blocks(places: Mapping[str, Place], by: By, size: int = SMALLEST) -> list[Block]:
    """Give the blocks of a roster (person id -> place), each of ``size`` or more.

    Units of at least ``size`` stand alone. Smaller ones are pooled inside their
    department, and what is still smaller across departments; a rest joins the last
    pool, else the smallest block. Every person is in exactly one block, except
    where all together are fewer than ``size``: then there is none.
    """
    if len(places) < size:
        return []
    if len(places) < WHOLE_BELOW or by is By.COMPANY:
        return [Block(units=((),), people=tuple(sorted(places)))]
    done: list[Block] = []
    small: list[Block] = []
    for units in _departments(places, by):
        whole = _merged(units)
        if whole.n < size:
            small.append(whole)
        else:
            done.extend(_pooled(units, size))
    return sorted(_joined(done, small, size))


def _departments(places: Mapping[str, Place], by: By) -> Iterator[list[Block]]:
    """Give the units of each department, or each unit alone where there is none."""
    members: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for person, place in sorted(places.items()):
        members[_path(place, by)].append(person)
    above: dict[str, list[Block]] = defaultdict(list)
    for path, people in sorted(members.items()):
        above[path[0]].append(Block(units=(path,), people=tuple(people)))
    yield from above.values()


def _path(place: Place, by: By) -> tuple[str, ...]:
    if by is By.TEAM:
        return place.department, place.team
    return (place.department if by is By.DEPARTMENT else place.site,)


def _pooled(units: Iterable[Block], size: int) -> list[Block]:
    """Pool the small units of a department that has ``size`` people or more."""
    units = list(units)
    alone = [one for one in units if one.n >= size]
    return _joined(alone, [one for one in units if one.n < size], size)


def _joined(done: list[Block], small: Iterable[Block], size: int) -> list[Block]:
    """Make pools of the small ones; the rest joins the last, else the smallest."""
    pools: list[Block] = []
    rest: list[Block] = []
    for one in small:
        rest.append(one)
        if sum(each.n for each in rest) >= size:
            pools.append(_merged(rest))
            rest = []
    if not rest:
        return [*done, *pools]
    host = pools[-1] if pools else min(done, key=lambda one: (one.n, one.units))
    kept = [one for one in (*done, *pools) if one is not host]
    return [*kept, _merged([host, *rest])]


def _merged(parts: Iterable[Block]) -> Block:
    parts = list(parts)
    return Block(
        units=tuple(sorted(chain.from_iterable(one.units for one in parts))),
        people=tuple(sorted(chain.from_iterable(one.people for one in parts))),
    )
