"""Judges what made-up people were sent, by who they are and the cards' tags alone."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise
from statistics import median
from zoneinfo import ZoneInfo

from web.simulation import cards
from web.simulation.life import Diary, Rating
from web.simulation.people import Persona

SEVERE, MODERATE, RISE = 7, 4, 3
NOT_NOW = timedelta(days=14)
HOLD, WEEK, FOUR_WEEKS = timedelta(hours=48), timedelta(days=7), timedelta(days=28)
GENTLE_LEVEL, GENTLE_SECONDS = 2, 90
TWICE = 2
LUNCH = (12, 13)
HOURS_A_DAY = 8


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A routine that arrived: (exercise id, dose step, seconds) of each item.

    ``counts``: to the day's number, which a snoozed one does not.
    """

    at: datetime
    items: tuple[tuple[str, int, int], ...]
    counts: bool

    @property
    def ids(self) -> list[str]:
        return [name for name, _, _ in self.items]

    @property
    def seconds(self) -> int:
        return sum(lasts + cards.SET_UP_S for _, _, lasts in self.items)


@dataclass(frozen=True, kw_only=True)
class Lived:
    """One person with all that arrived, in the order of time. ``first``: day one."""

    persona: Persona
    diary: Diary
    sent: Sequence[Sent]
    first: date

    def day(self, one: Sent) -> date:
        return one.at.astimezone(ZoneInfo(self.persona.zone)).date()

    def week(self, one: Sent) -> int:
        return (self.day(one) - self.first).days // 7 + 1

    def by_day(self) -> Iterator[tuple[date, list[Sent]]]:
        for day, some in groupby(self.sent, self.day):
            yield day, list(some)

    def by_week(self) -> Iterator[tuple[int, list[Sent]]]:
        for week, some in groupby(self.sent, self.week):
            yield week, list(some)


@dataclass(frozen=True, kw_only=True)
class Violation:
    person: str
    at: datetime
    rule: str
    detail: str = ""


def violations(lived: Lived) -> Iterator[Violation]:
    """Find what nobody may be sent; an empty list is the promise."""
    for one in lived.sent:
        found = (*_of_items(lived, one), *_of_routine(lived, one))
        for rule, detail in found:
            yield Violation(
                person=lived.persona.user_id, at=one.at, rule=rule, detail=detail
            )
    for _day, some in lived.by_day():
        most = _most(lived, some[0])
        if sum(one.counts for one in some) > most:
            yield Violation(
                person=lived.persona.user_id,
                at=some[-1].at,
                rule="beyond_the_cap",
                detail=str(most),
            )


def _of_items(lived: Lived, one: Sent) -> Iterator[tuple[str, str]]:
    who, stretch = lived.persona, cards.stretch_of(lived.week(one))
    is_gentle = _last_score(lived.diary.ratings, one.at) >= MODERATE
    for name, step, seconds in one.items:
        card = cards.by_id()[name]
        broken = cards.forbidden(card, stretch.level, who.place, who.kit, who.limits)
        if broken:
            yield f"forbidden_{broken}", name
        if step > stretch.step:
            yield "dose_above_the_ramp", f"{name} {step}"
        elif seconds not in cards.doses(card, stretch.step, who.limits):
            yield "dose", f"{name} {seconds} s"
        if is_gentle and card["level"] > GENTLE_LEVEL:
            yield "not_gentle", name


def _of_routine(lived: Lived, one: Sent) -> Iterator[tuple[str, str]]:
    if is_held(lived.diary.ratings, one.at):
        yield "under_a_hold", ""
    if not _is_reachable(lived.persona, one.at):
        yield "outside_hours", ""
    longest = cards.stretch_of(lived.week(one)).longest
    if _last_score(lived.diary.ratings, one.at) >= MODERATE:
        longest = min(longest, GENTLE_SECONDS)
    yield from (("what_hurt", name) for name in _lately_hurt(lived, one))
    if one.seconds > longest:
        yield "too_long", f"{one.seconds} s"


def _lately_hurt(lived: Lived, one: Sent) -> Iterator[str]:
    for at, name in lived.diary.hurt:
        if name in one.ids and at < one.at < at + NOT_NOW:
            yield name


def _most(lived: Lived, one: Sent) -> int:
    most = cards.stretch_of(lived.week(one)).routines
    wish = lived.persona.per_day
    return min(int(wish), most) if wish.isdigit() else most


def _is_reachable(who: Persona, at: datetime) -> bool:
    here = at.astimezone(ZoneInfo(who.zone))
    works = who.starts <= here.hour < who.starts + HOURS_A_DAY
    return here.weekday() < 5 and works and not LUNCH[0] <= here.hour < LUNCH[1]


def is_held(ratings: Sequence[Rating], at: datetime) -> bool:
    """Say whether a rating forbids exercise at an instant.

    One that holds does so for 48 hours, and until a newer one comes.
    """
    before = [one for one in ratings if one.at < at]
    holding = [n for n in range(len(before)) if _holds(before, n)]
    newest = len(before) - 1
    return any(n == newest or before[n].at + HOLD > at for n in holding)


def _holds(ratings: Sequence[Rating], number: int) -> bool:
    this, before = ratings[number], ratings[:number]
    week = [one.score for one in before if one.at >= this.at - WEEK]
    older = [one.score for one in before if one.at >= this.at - FOUR_WEEKS]
    compared = week if len(week) >= 3 else older[-4:]
    rises = bool(compared) and this.score - median(compared) >= RISE
    return this.score >= SEVERE or rises


def _last_score(ratings: Sequence[Rating], at: datetime) -> int:
    return next((one.score for one in reversed(ratings) if one.at < at), 0)


def missing(lived: Lived, week: int, some: Sequence[Sent]) -> dict[str, bool]:
    """Say of each group that is not waived whether a week lacks it."""
    had = Counter(
        name
        for one in some
        for i in one.ids
        for name in cards.groups_of(cards.by_id()[i])
    )
    free = waived(lived.persona, week)
    return {
        name: had[name] < often
        for name, often in cards.wanted(len(some)).items()
        if name not in free
    }


def waived(who: Persona, week: int) -> frozenset[str]:
    """Name the groups of which the person may do nothing, or need not."""
    level = cards.stretch_of(week).level
    possible = {
        name
        for card in cards.by_id().values()
        if not cards.forbidden(card, level, who.place, who.kit, who.limits)
        for name in cards.groups_of(card)
    }
    sits = cards.SITS if "wheelchair" in who.limits else frozenset[str]()
    return (frozenset(cards.GROUPS) - possible) | (sits & frozenset(cards.GROUPS))


def opened_and_built(some: Sequence[Sent]) -> tuple[int, int]:
    """Give the seconds that stretch or move, and those that strengthen."""
    items = [
        (cards.by_id()[name], lasts) for one in some for name, _, lasts in one.items
    ]
    opened = sum(lasts for card, lasts in items if cards.opens(card))
    return opened, sum(lasts for card, lasts in items if cards.builds(card))


def repeats(lived: Lived) -> Counter[str]:
    """Count repeats, and in how many days and pairs of routines they could be.

    What was snoozed comes again on purpose, and counts once.
    """
    found: Counter[str] = Counter()
    once = [one for one in lived.sent if one.counts]
    for _day, some in groupby(once, lived.day):
        often = Counter(name for one in some for name in set(one.ids))
        found["days"] += 1
        found["days_with_one_more_than_twice"] += max(often.values()) > TWICE
    for one, two in pairwise(once):
        found["pairs"] += 1
        found["same_exercise_twice_in_a_row"] += bool({*one.ids} & {*two.ids})
        found["same_pattern_twice_in_a_row"] += bool(_patterns(one) & _patterns(two))
    return found


def _patterns(one: Sent) -> set[str]:
    return {cards.by_id()[name]["pattern"] for name in one.ids}
