"""What a simulation says: figures as plain data, and the same as a table."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from web.simulation import cards
from web.simulation.judging import (
    Lived,
    Sent,
    missing,
    opened_and_built,
    repeats,
    violations,
    waived,
)

FULL = cards.SHORT_WEEK
"""From so many routines on a week is held against the coverage; a hold, a pause or
meetings leave fewer."""

Figures = dict[str, Any]


def figures(company: Sequence[Lived]) -> Figures:
    """Give all figures of a simulated company."""
    weeks = [(one, week, some) for one in company for week, some in one.by_week()]
    return {
        "routines": sum(len(one.sent) for one in company),
        "coverage": coverage(weeks),
        "open_share": open_shares(weeks),
        "levels": levels(weeks),
        "dose_steps": dose_steps(weeks),
        "repeats": dict(sum((repeats(one) for one in company), Counter())),
        "answers": answers(company),
        "by_cause": by_cause(company),
        "violations": [_plain(v) for one in company for v in violations(one)],
    }


Week = tuple[Lived, int, list[Sent]]


def coverage(weeks: Sequence[Week]) -> Figures:
    """Say of each group in how many weeks it was held, of those that should."""
    met, of, free = Counter[str](), Counter[str](), Counter[str]()
    whole = judged = 0
    for one, week, some in weeks:
        if len(some) < FULL:
            continue
        judged += 1
        lacks = missing(one, week, some)
        whole += not any(lacks.values())
        of.update(lacks.keys())
        met.update(name for name, lacking in lacks.items() if not lacking)
        free.update(waived(one.persona, week))
    return {
        "weeks": judged,
        "weeks_too_short_to_judge": len(weeks) - judged,
        "all_groups_met": whole,
        "groups": {
            name: {"met": met[name], "of": of[name], "waived": free[name]}
            for name in cards.GROUPS
        },
    }


def open_shares(weeks: Sequence[Week]) -> list[Figures]:
    """Give the share of time that opened, by its target."""
    spent: defaultdict[float, list[tuple[int, int]]] = defaultdict(list)
    for one, week, some in weeks:
        if len(some) >= FULL:
            target = cards.open_target(week, one.persona.cause)
            spent[target].append(opened_and_built(some))
    return [
        {
            "target": target,
            "weeks": len(some),
            "share": _share(some),
            "weeks_within_5": sum(
                abs(opened / max(opened + built, 1) - target) <= 0.05
                for opened, built in some
            ),
        }
        for target, some in sorted(spent.items(), reverse=True)
    ]


def levels(weeks: Sequence[Week]) -> dict[str, dict[str, int]]:
    """Count the items of each level, by week."""
    return _spread(
        (week, cards.by_id()[name]["level"])
        for _one, week, some in weeks
        for sent in some
        for name in sent.ids
    )


def dose_steps(weeks: Sequence[Week]) -> dict[str, dict[str, int]]:
    """Count the items of each dose step, by week."""
    return _spread(
        (week, step)
        for _one, week, some in weeks
        for sent in some
        for _name, step, _seconds in sent.items
    )


def _spread(found: Iterable[tuple[int, int]]) -> dict[str, dict[str, int]]:
    by_week: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for week, height in found:
        by_week[week][height] += 1
    return {
        str(week): {str(height): n for height, n in sorted(counts.items())}
        for week, counts in sorted(by_week.items())
    }


def answers(company: Sequence[Lived]) -> dict[str, int]:
    counts = Counter(what for one in company for _, what in one.diary.answers)
    return dict(counts.most_common())


def by_cause(company: Sequence[Lived]) -> dict[str, Figures]:
    causes = sorted({one.persona.cause for one in company})
    return {
        cause: _of_cause([one for one in company if one.persona.cause == cause])
        for cause in causes
    }


def _of_cause(some: Sequence[Lived]) -> Figures:
    weeks = [(one, week, sent) for one in some for week, sent in one.by_week()]
    covered = coverage(weeks)
    return {
        "people": len(some),
        "routines": sum(len(one.sent) for one in some),
        "weeks": covered["weeks"],
        "all_groups_met": covered["all_groups_met"],
        "open_share": _share([opened_and_built(sent) for _, _, sent in weeks]),
        "patterns": dict(_patterns(some).most_common(6)),
    }


def _patterns(some: Iterable[Lived]) -> Counter[str]:
    return Counter(
        cards.by_id()[i]["pattern"]
        for one in some
        for sent in one.sent
        for i in sent.ids
    )


def _share(some: Sequence[tuple[int, int]]) -> float | None:
    opened, total = sum(one for one, _ in some), sum(map(sum, some))
    return round(opened / total, 3) if total else None


def _plain(found: Any) -> Figures:
    plain = asdict(found)
    at: datetime = plain["at"]
    return plain | {"at": at.isoformat()}


def truth(company: Sequence[Lived]) -> Iterator[Figures]:
    """Give each person's true course, as one JSON object a line."""
    for one in company:
        who, diary = one.persona, one.diary
        yield {
            "person": who.user_id,
            "cause": who.cause,
            "course": who.course,
            "zone": who.zone,
            "place": who.place,
            "limits": sorted(who.limits),
            "equipment": sorted(who.kit),
            "sore": who.sore,
            "adherence": who.adherence,
            "pain": {str(day): round(pain, 2) for day, pain in diary.pains.items()},
            "ratings": [[r.at.isoformat(), r.score] for r in diary.ratings],
            "answers": [[at.isoformat(), what] for at, what in diary.answers],
            "routines": [[s.at.isoformat(), s.ids] for s in one.sent],
        }


def table(found: Figures) -> Iterator[str]:
    """Tell the figures in lines that a person can read."""
    covered = found["coverage"]
    yield f"{found['people']} people, {found['days']} days, seed {found['seed']}"
    yield f"Ledger            {_words(found['ledger'])}"
    yield f"Routines          {found['routines']}"
    yield (
        f"Weekly coverage   all groups in {covered['all_groups_met']} of "
        f"{covered['weeks']} weeks ({covered['weeks_too_short_to_judge']} too short)"
    )
    for name, one in covered["groups"].items():
        free = f", waived in {one['waived']}" if one["waived"] else ""
        yield f"  {name:16}{one['met']:5} of {one['of']}{free}"
    yield "Time that opens, not builds"
    for one in found["open_share"]:
        yield (
            f"  target {one['target']:4.0%}     {one['share']:4.0%} in {one['weeks']} "
            f"weeks, {one['weeks_within_5']} of them within 5"
        )
    for title, key in (("Levels", "levels"), ("Dose steps", "dose_steps")):
        yield f"{title} by week"
        for week, counts in found[key].items():
            yield f"  week {week:4}       {_words(counts)}"
    yield f"Repeats           {_words(found['repeats'])}"
    yield f"Answers           {_words(found['answers'])}"
    for cause, one in found["by_cause"].items():
        yield (
            f"{cause.capitalize():18}{one['people']} people, {one['routines']} "
            f"routines, covered {one['all_groups_met']} of {one['weeks']} weeks, most: "
            f"{_words(one['patterns'])}"
        )
    yield from _violated(found["violations"])


def _violated(found: Sequence[Mapping[str, str]]) -> Iterator[str]:
    rules = Counter(one["rule"] for one in found)
    yield f"Rules broken      {_words(rules) if rules else 'none'}"


def _words(counts: Mapping[str, Any]) -> str:
    shown = {name: n for name, n in counts.items() if n}
    return ", ".join(f"{name} {_inner(n)}" for name, n in shown.items()) or "nothing"


def _inner(value: object) -> str:
    return f"({_words(value)})" if isinstance(value, Mapping) else str(value)
