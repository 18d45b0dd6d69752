"""What holds on every ladder, whatever a person does over many weeks."""

from datetime import timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from service.core.evaluating import Change, evaluate
from service.core.exercises import Catalogue
from service.core.exposures import Exposure
from service.core.ladder import Situation
from service.core.progress import Progress, rung_of
from service.core.ramp import stage
from service.core.reasons import ReasonCode
from service.core.status import Status
from tests.core.builders import NOON
from tests.core.ladders import ladder

FAMILIES = ("a", "b", "c", "d")
CATALOGUE = Catalogue(
    tuple(one for name in FAMILIES for one in ladder(name, levels=(1, 2, 3, 4)))
)
REACH = {one.id: 4 for one in CATALOGUE}
RISES = {ReasonCode.MORE, ReasonCode.HARDER}

# How a family's items of one week were answered.
answers = st.sampled_from(
    [
        {"completed": True, "effort": 3},
        {"completed": True, "effort": 5},
        {"completed": True, "effort": 7},
        {"completed": True, "effort": 8},
        {"completed": True},
        {"completed": False},
        {"completed": False, "pain": True},
    ]
)
# Mostly easy, so that people do climb.
weeks = st.lists(
    st.fixed_dictionaries(
        {
            name: st.tuples(
                st.just({"completed": True, "effort": 4}) | answers,
                st.integers(0, 5),
            )
            for name in FAMILIES
        }
        | {
            "status": st.just(Status.GO) | st.sampled_from(Status),
            "days": st.integers(1, 10),
        }
    ),
    min_size=1,
    max_size=8,
)
Course = list[dict[str, object]]
Step = tuple[Progress, Progress, tuple[Change, ...], Situation]


def lived(weeks_of_one: Course, first_week: int) -> list[Step]:
    """Evaluate at the end of each stretch of days, as a dispatch would."""
    progress: Progress = {}
    exposures: list[Exposure] = []
    steps: list[Step] = []
    now = began = NOON
    for one in weeks_of_one:
        start, now = now, now + timedelta(days=int(str(one["days"])))
        for name in FAMILIES:
            given_answer, times = one[name]  # type: ignore[misc]
            stands = rung_of(progress, name, CATALOGUE)
            exposures += [
                Exposure(
                    at=start + (now - start) * (i + 1) / (times + 1),  # type: ignore[has-type]
                    exercise_id=f"{name}{stands.level}",
                    family=name,
                    dose_step=stands.dose_step,
                    **given_answer,  # type: ignore[has-type]
                )
                for i in range(times)  # type: ignore[has-type]
            ]
        situation = Situation(
            catalogue=CATALOGUE,
            exposures=tuple(exposures),
            reach=REACH,
            status=Status(str(one["status"])),
            stage=stage(first_week + (now - began).days // 7),
            began=began,
            now=now,
        )
        after, changes = evaluate(progress, situation)
        steps.append((progress, after, changes, situation))
        if any(change.why is ReasonCode.AFRESH for change in changes):
            began = now
        progress = after
    return steps


first_weeks = st.sampled_from([1, 3, 5, 9])


@settings(deadline=None, max_examples=60)
@given(weeks, first_weeks)
def test_nothing_rises_past_the_ramp_or_the_family(
    course: Course, first_week: int
) -> None:
    steps = lived(course, first_week)
    for before, after, _, situation in steps:
        for name, rung in after.items():
            assert 1 <= rung.dose_step <= 4
            assert 1 <= rung.level <= 4
            old = rung_of(before, name, CATALOGUE)
            if (rung.level, rung.dose_step) > (old.level, old.dose_step):
                assert rung.level <= situation.stage.max_level
                assert rung.dose_step <= situation.stage.max_dose_step
                assert situation.status is Status.GO


@settings(deadline=None, max_examples=60)
@given(weeks, first_weeks)
def test_a_family_never_rises_two_levels_within_14_days(
    course: Course, first_week: int
) -> None:
    steps = lived(course, first_week)
    for name in FAMILIES:
        rises = [
            situation.now
            for before, after, _, situation in steps
            if name in after
            and after[name].level > rung_of(before, name, CATALOGUE).level
        ]
        assert all(b - a >= timedelta(days=14) for a, b in combinations(rises, 2))


@settings(deadline=None, max_examples=60)
@given(weeks, first_weeks)
def test_never_more_than_two_families_rise_in_seven_days(
    course: Course, first_week: int
) -> None:
    steps = lived(course, first_week)
    rises = [
        (situation.now, change.family)
        for _, _, changes, situation in steps
        for change in changes
        if change.why in RISES
    ]
    for start, _ in rises:
        week = {f for at, f in rises if start <= at < start + timedelta(days=7)}
        assert len(week) <= 2


@settings(deadline=None, max_examples=60)
@given(weeks, first_weeks)
def test_what_hurt_or_was_too_hard_never_stays_or_rises(
    course: Course, first_week: int
) -> None:
    steps = lived(course, first_week)
    for before, after, changes, situation in steps:
        if any(change.why is ReasonCode.AFRESH for change in changes):
            continue
        for name in FAMILIES:
            old = rung_of(before, name, CATALOGUE)
            bad = any(
                one.pain or (one.effort or 0) >= 8
                for one in situation.exposures
                if one.family == name
                and one.at > (old.changed_at or one.at - timedelta(1))
                and one.at >= situation.now - timedelta(days=28)
            )
            if bad:
                new = after[name]
                assert new.changed_at == situation.now
                lower = (new.level, new.dose_step) < (old.level, old.dose_step)
                assert lower or (old.level, old.dose_step) == (1, 1)


@settings(deadline=None, max_examples=60)
@given(weeks, first_weeks)
def test_a_second_look_at_the_same_moment_changes_nothing(
    course: Course, first_week: int
) -> None:
    steps = lived(course, first_week)
    for _, after, _, situation in steps:
        again, _ = evaluate(after, situation)
        assert again == after
