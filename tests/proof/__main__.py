"""Holds the engine against what is possible, over 4,416 profile-weeks.

``python -m tests.proof`` prints figures; exit status 1 where a week that is possible
was not covered, or an exercise or dose was forbidden. Some five minutes.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from statistics import mean

from tests.proof.cards import (
    ProfileWeek,
    allowed,
    grid,
    waived,
)
from tests.proof.engine import Lived, live
from tests.proof.program import possible, task

WITHIN = 0.05
POSSIBLE = "possible"
MOST_SHOWN = 12


def main() -> int:
    with ProcessPoolExecutor() as pool:
        lived = list(pool.map(live, grid(), chunksize=32))
        weeks = [one.week for one in lived]
        verdicts = list(pool.map(verdict, weeks, chunksize=64))
        words = pool.map(highest, weeks, chunksize=64)
        full = Counter(
            f"level {one.level} {said}" for one, said in zip(weeks, words, strict=True)
        )
        off = [one for one in lived if one.off > WITHIN]
        shares = list(pool.map(share_possible, (one.week for one in off), chunksize=8))
    for line in report(lived, verdicts, full, Counter(shares)):
        sys.stdout.write(f"{line}\n")
    failed = bool(missed(lived, verdicts)) or any(map(hard, lived))
    return 1 if failed else 0


def verdict(week: ProfileWeek) -> str:
    """Say whether the week's coverage is possible, and if not, what it lacks."""
    strict = possible(task(week))
    return answer(strict, strict or possible(task(week, repeats=True)))


def highest(week: ProfileWeek) -> str:
    """Say the same where no dose may be smaller than the person's."""
    strict = possible(task(week, highest=True))
    return answer(strict, strict or possible(task(week, highest=True, repeats=True)))


def answer(strict: bool | None, repeating: bool | None) -> str:  # noqa: FBT001 - what HiGHS said
    if strict:
        return POSSIBLE
    if repeating:
        return "only with a pattern twice in a row"
    return "undecided" if None in {strict, repeating} else "impossible"


def share_possible(week: ProfileWeek) -> str:
    """Say whether coverage, open share and length together were possible."""
    strict = possible(task(week, within=WITHIN))
    return answer(strict, strict or possible(task(week, within=WITHIN, repeats=True)))


def missed(lived: Sequence[Lived], verdicts: Sequence[str]) -> list[Lived]:
    """Give the weeks that could have been covered and were not."""
    pairs = zip(lived, verdicts, strict=True)
    return [one for one, said in pairs if one.missing and said == POSSIBLE]


def hard(one: Lived) -> dict[str, int]:
    return {k: n for k, n in one.broken.items() if k in {"forbidden", "dose"}}


def report(
    lived: Sequence[Lived],
    verdicts: Sequence[str],
    full: Counter[str],
    shares: Counter[str],
) -> Iterator[str]:
    yield f"profile-weeks                {len(lived)}"
    met = sum(not one.missing for one in lived)
    yield f"coverage met                 {percent(met, len(lived))}"
    for said in dict.fromkeys((POSSIBLE, *sorted(set(verdicts)))):
        of = [one for one, found in zip(lived, verdicts, strict=True) if found == said]
        covered = sum(not one.missing for one in of)
        yield f"  {said:40} {len(of):5}, met in {percent(covered, len(of))}"
    yield f"  with no dose below the person's own it were: {dict(full)}"
    yield from lacking(one for one in lived if one.missing)
    yield from (
        f"  possible, and missed: {one.week.name} {dict(one.missing)}"
        for one in missed(lived, verdicts)[:MOST_SHOWN]
    )
    yield "waived groups (in profile-weeks):"
    free = Counter(
        name for one in lived for name in waived(one.week, allowed(one.week))
    )
    yield from (f"  {name:14} {number:5}" for name, number in free.most_common())
    yield "open share, of 100 seconds:"
    yield from by_target(lived)
    yield f"  where it is off, coverage, share and length together: {dict(shares)}"
    yield "rules, weeks in which they were broken, times in all:"
    yield from broken(lived)


def lacking(missed: Iterable[Lived]) -> Iterator[str]:
    by_level: dict[int, Counter[str]] = {}
    for one in missed:
        by_level.setdefault(one.week.level, Counter()).update(one.missing.keys())
    for level, names in sorted(by_level.items()):
        yield f"  level {level} lacked, in weeks: {dict(names.most_common(MOST_SHOWN))}"


def by_target(lived: Sequence[Lived]) -> Iterator[str]:
    for target in sorted({one.week.open_share for one in lived}, reverse=True):
        of = [one for one in lived if one.week.open_share == target]
        found = [one.open_share for one in of if one.open_share is not None]
        near = sum(one.off <= WITHIN for one in of)
        yield (
            f"  target {target:.0%}: mean {mean(found):.0%}, {min(found):.0%} to "
            f"{max(found):.0%}; within 5 in {percent(near, len(of))}"
        )


def broken(lived: Sequence[Lived]) -> Iterator[str]:
    weeks = Counter(name for one in lived for name in one.broken)
    times = sum((Counter(one.broken) for one in lived), Counter())
    for name, number in weeks.most_common():
        yield f"  {name:28} {number:5} {times[name]:6}"
    if not weeks:
        yield "  none"


def percent(part: int, whole: int) -> str:
    return f"{part} of {whole} ({part / whole:.1%})" if whole else "none"


if __name__ == "__main__":
    sys.exit(main())
