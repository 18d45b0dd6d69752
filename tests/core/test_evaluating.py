"""Progress, hold and regress: each row of the table, and both sides of each limit."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from service.core.evaluating import due
from service.core.exercises import Catalogue
from service.core.exposures import Exposure, effort_of
from service.core.progress import Progress, Rung
from service.core.reasons import ReasonCode
from service.core.status import Status
from tests.core.builders import NOON, build, dose
from tests.core.ladders import CATALOGUE, SHORT, did, easily, ladder, looked, rung

R = ReasonCode


def stands(
    exposures: Sequence[Exposure], at: Rung | None = None, **more: Any
) -> tuple[int, int, ReasonCode | None, ReasonCode | None]:
    """Give level, dose step, why it changed now, and what holds it."""
    after, _ = looked(exposures, {"row": at} if at else {}, **more)
    found = after.get("row") or Rung(level=1, dose_step=1)
    now = more.get("now", NOON)
    return (
        found.level,
        found.dose_step,
        found.why if found.changed_at == now else None,
        found.held_for,
    )


# ------------------------------------------------------------------- regress


@pytest.mark.parametrize(
    ("event", "why"),
    [
        ({"pain": True, "completed": False, "effort": None}, R.LESS_HURT),
        ({"effort": 8}, R.LESS_HARD),
        ({"effort": 10}, R.LESS_HARD),
    ],
)
def test_pain_or_effort_of_8_takes_one_dose_step_back_whatever_else_went_well(
    event: dict[str, Any], why: ReasonCode
) -> None:
    went = [*easily(9, dose_step=3), did(2, dose_step=3, **event)]
    assert stands(went, rung(dose_step=3)) == (1, 2, why, None)


def test_from_step_1_it_goes_to_the_regression_at_step_3() -> None:
    found = stands([did(exercise_id="row2", effort=8)], rung(level=2))
    assert found == (1, 3, R.LESS_HARD, None)


def test_at_the_foot_of_the_ladder_nothing_gets_easier_but_counting_begins_anew() -> (
    None
):
    after, _ = looked([*easily(5), did(effort=9)])
    assert after["row"] == Rung(level=1, dose_step=1, changed_at=NOON, why=R.LESS_HARD)


def test_an_event_counts_once() -> None:
    hard = [did(3, dose_step=3, effort=9)]
    assert stands(hard, rung(dose_step=3, days_ago=2))[:2] == (1, 3)


def test_pain_on_an_easier_exercise_of_the_family_counts_too() -> None:
    went = [did(pain=True, completed=False, effort=None)]
    assert stands(went, rung(level=2, dose_step=2))[:2] == (2, 1)


def test_regress_needs_no_go() -> None:
    for status in Status:
        found = stands([did(effort=8)], rung(dose_step=2), status=status)
        assert found[:2] == (1, 1)


# ---------------------------------------------------------------------- gaps


@pytest.mark.parametrize(
    ("days", "expected"),
    [(13.9, (2, 3)), (14, (2, 1)), (27, (2, 1))],
)
def test_two_weeks_without_the_family_lead_back_to_step_1_of_the_same_level(
    days: float, expected: tuple[int, int]
) -> None:
    went = [did(days, "row2", 3), did(1, "other1")]
    found = stands(went, rung(level=2, dose_step=3, days_ago=27.5))
    assert found[:2] == expected


def test_what_was_only_offered_is_no_session() -> None:
    offered = [did(i, dose_step=2, completed=False, effort=None) for i in range(5)]
    found = stands([*offered, did(20, dose_step=2)], rung(dose_step=2, days_ago=25))
    assert found == (1, 1, R.AFTER_A_GAP, None)


def test_a_change_counts_as_a_beginning_of_the_gap() -> None:
    assert stands([did(1, "other1")], rung(dose_step=3, days_ago=13))[:2] == (1, 3)


@pytest.mark.parametrize(("days", "afresh"), [(27.9, False), (28, True), (90, True)])
def test_four_weeks_without_anything_begin_everything_anew(
    days: float, *, afresh: bool
) -> None:
    before: Progress = {"row": rung(level=3, dose_step=4)}
    began = NOON - timedelta(days=200)
    after, changes = looked([did(days)], before, began=began)
    assert (after == {}) == afresh
    assert ([one.why for one in changes] == [R.AFRESH]) == afresh


def test_a_new_ramp_is_not_begun_again_for_what_was_before_it() -> None:
    after, _ = looked([], {"row": rung()}, began=NOON - timedelta(days=27))
    assert after
    assert looked([], {"row": rung()}, began=NOON - timedelta(days=28))[0] == {}


# ---------------------------------------------------------------------- hold


@pytest.mark.parametrize(
    "went",
    [
        easily(2),
        [*easily(3), *[did(i, completed=False, effort=None) for i in range(3)]],
        [*easily(3), did(effort=7)],
        [*easily(3), did(effort=6)],
        [did(i, effort=None) for i in range(6)],
        easily(3, at=NOON - timedelta(days=29)),
    ],
    ids=["two only", "half done", "effort 7", "effort 6", "unknown effort", "too old"],
)
def test_it_holds(went: list[Exposure]) -> None:
    assert stands(went, began=NOON)[:3] == (1, 1, None)


@pytest.mark.parametrize("status", set(Status) - {Status.GO})
def test_nothing_rises_unless_all_is_well(status: Status) -> None:
    assert stands(easily(9), status=status)[:3] == (1, 1, None)


def test_what_was_done_before_the_last_change_does_not_count_again() -> None:
    assert stands(easily(5), rung(dose_step=2, days_ago=0.5))[:2] == (1, 2)


def test_an_easier_exercise_or_a_smaller_dose_says_nothing_of_the_rung() -> None:
    assert stands(easily(5), rung(level=2, dose_step=1))[:2] == (2, 1)
    assert stands(easily(5, dose_step=2), rung(dose_step=3))[:2] == (1, 3)


# ------------------------------------------------------------------ progress


@pytest.mark.parametrize(
    ("went", "rises"),
    [
        (easily(3), True),
        (easily(3, effort=5), True),
        ([did(1), did(2, effort=None), did(3, effort=None)], True),
        ([*easily(4), did(completed=False, effort=None)], True),
        ([*easily(3), did(completed=False, effort=None)], False),
    ],
    ids=["three", "effort 5", "one known", "80 per cent", "75 per cent"],
)
def test_three_that_were_easy_and_done_raise_the_dose(
    went: list[Exposure], *, rises: bool
) -> None:
    expected = (1, 2, R.MORE, None) if rises else (1, 1, None, None)
    assert stands(went) == expected


@pytest.mark.parametrize(("week", "step"), [(1, 2), (2, 2), (3, 3), (4, 3), (5, 4)])
def test_the_ramp_holds_the_dose(week: int, step: int) -> None:
    held = stands(easily(5, dose_step=step), rung(dose_step=step), week=week)
    if step < 4:
        assert held == (1, step, None, R.HELD_RAMP)
    assert stands(easily(5, dose_step=step - 1), rung(dose_step=step - 1), week=week)[
        :3
    ] == (1, step, R.MORE)


def test_the_top_done_twice_easily_leads_to_the_progression_at_step_1() -> None:
    went = [*easily(2, dose_step=4), did(4, dose_step=4, effort=None)]
    assert stands(went, rung(dose_step=4)) == (2, 1, R.HARDER, None)
    once = [did(1, dose_step=4), *[did(i, dose_step=4, effort=None) for i in (2, 3)]]
    assert stands(once, rung(dose_step=4))[:3] == (1, 4, None)


def test_the_top_of_one_card_is_not_the_top_of_the_rung() -> None:
    long = build("long", family="row", dose=dose(20, 40, 75, 90))
    cards = Catalogue((*ladder(), long))
    went = [
        *easily(2, exercise_id="long", family="row", dose_step=3),
        did(3, dose_step=3, effort=6),
    ]
    found = stands(went, rung(dose_step=3), catalogue=cards)
    assert found[:2] == (1, 3)


def test_the_top_is_the_highest_step_that_fits_an_item() -> None:
    cards = Catalogue(tuple(ladder(dose=dose(20, 40, 75, 76))))
    reach = {one.id: 3 for one in cards}
    went = easily(3, dose_step=3)
    found = stands(went, rung(dose_step=3), catalogue=cards, reach=reach)
    assert found == (2, 1, R.HARDER, None)


@pytest.mark.parametrize(("week", "level"), [(2, 1), (3, 2), (9, 2)])
def test_the_ramp_holds_the_level(week: int, level: int) -> None:
    cards = Catalogue(tuple(ladder(dose=dose(20, 40, 80, 90))))
    reach = {one.id: 2 for one in cards}
    went = easily(3, dose_step=2)
    found = stands(went, rung(dose_step=2), catalogue=cards, reach=reach, week=week)
    assert found[0] == level
    assert (found[3] is R.HELD_RAMP) == (level == 1)


@pytest.mark.parametrize(("days", "level"), [(13.9, 1), (14, 2)])
def test_a_family_rises_by_one_level_in_14_days(days: float, level: int) -> None:
    at = rung(dose_step=4, level_changed_at=NOON - timedelta(days=days))
    found = stands(easily(3, dose_step=4), at)
    assert found[0] == level
    assert (found[3] is R.HELD_PATIENCE) == (level == 1)


def test_a_ladder_may_leave_a_level_out() -> None:
    cards = Catalogue(tuple(ladder(levels=(1, 3))))
    found = stands(easily(3, dose_step=4), rung(dose_step=4), catalogue=cards)
    assert found[:2] == (3, 1)


# ------------------------------------------------------------- no dead ends


@pytest.mark.parametrize(
    ("card", "reach", "why"),
    [
        ({}, {"row1": 4}, R.HELD_OUT_OF_REACH),
        ({"progression": None}, {"row1": 4, "row2": 4}, R.HELD_TOP),
        ({}, {"row1": 2, "row2": 2}, R.HELD_CARE),
        ({"equipment": ["band"]}, {"row1": 4}, R.STRONGER_BAND),
    ],
)
def test_what_cannot_rise_says_why(
    card: dict[str, Any], reach: dict[str, int], why: ReasonCode
) -> None:
    cards = Catalogue(tuple(ladder(**card)))
    step = reach["row1"]
    went = easily(3, dose_step=step)
    found = stands(went, rung(dose_step=step), catalogue=cards, reach=reach)
    assert found == (1, step, None, why)


def test_a_link_into_another_family_is_no_rung_of_this_ladder() -> None:
    cards = Catalogue((*ladder(levels=(1,), progression="pull2"), *ladder("pull")))
    found = stands(easily(3, dose_step=4), rung(dose_step=4), catalogue=cards)
    assert found == (1, 4, None, R.HELD_TOP)


# ---------------------------------------------------------- two families a week

THREE = Catalogue(tuple(one for name in "abc" for one in ladder(name)))


def all_easy(days_ago: float = 0) -> list[Exposure]:
    return [
        did(days_ago + i, f"{name}1", completed=True)
        for name in "abc"
        for i in (1, 2, 3)
    ]


def test_at_most_two_families_rise_in_a_week_and_the_third_is_told_why() -> None:
    after, changes = looked(all_easy(), catalogue=THREE)
    assert [name for name, one in after.items() if one.rose] == ["a", "b"]
    assert after["c"].held_for is R.HELD_PATIENCE
    assert {one.family: one.why for one in changes} == {
        "a": R.MORE,
        "b": R.MORE,
        "c": R.HELD_PATIENCE,
    }


def test_the_one_that_waited_rises_a_week_later_before_the_others() -> None:
    first, _ = looked(all_easy(), catalogue=THREE)
    later = NOON + timedelta(days=7)
    went = [
        did(-i, f"{name}1", 1 if name == "c" else 2)
        for name in "abc"
        for i in (1, 2, 3)
    ]
    after, _ = looked(went, first, catalogue=THREE, now=later)
    assert after["c"].dose_step == 2
    assert sorted(one.dose_step for one in after.values()) == [2, 2, 3]


def test_a_second_look_within_the_week_changes_nothing() -> None:
    first, _ = looked(all_easy(), catalogue=THREE)
    assert looked(all_easy(), first, catalogue=THREE)[0] == first


def test_it_is_looked_at_once_a_week() -> None:
    assert due(None, NOON)
    assert not due(NOON - timedelta(days=6, hours=23), NOON)
    assert due(NOON - timedelta(days=7), NOON)


def test_families_without_anything_new_are_not_written_down() -> None:
    assert looked(easily(1)) == ({}, ())


def test_short_doses_all_fit() -> None:
    assert all(one["est_s"] <= 75 for one in SHORT)
    assert len(CATALOGUE) == 3


def test_easy_up_to_effort_5_is_told_that_care_caps_it() -> None:
    capped = {"row1": 2, "row2": 2}
    for effort, held in ((5, R.HELD_CARE), (6, None)):
        went = easily(3, dose_step=2, effort=effort)
        assert stands(went, rung(dose_step=2), reach=capped)[3] is held


def test_what_other_levels_leave_open_does_not_raise_the_dose_of_this_one() -> None:
    reach = {"row1": 2, "row2": 4, "row3": 4}
    went = easily(3, dose_step=2)
    assert stands(went, rung(dose_step=2), reach=reach)[:2] == (1, 2)


def test_of_three_that_may_rise_the_longest_unchanged_two_do() -> None:
    families = ("arch", "bend", "curl")
    cards = Catalogue(tuple(card for name in families for card in ladder(name)))
    went = [one for name in families for one in easily(3, exercise_id=f"{name}1")]
    before = {
        name: rung(days_ago=days)
        for name, days in zip(families, (8, 10, 12), strict=True)
    }
    after, _ = looked(went, before, catalogue=cards)
    assert [after[name].dose_step for name in families] == [1, 2, 2]


def test_one_time_that_was_hard_holds_what_was_easy_twice_at_the_top() -> None:
    easy = [did(days, dose_step=4) for days in (1, 2)]
    for effort, found in ((7, (1, 4, None, None)), (6, (2, 1, R.HARDER, None))):
        went = [*easy, did(3, dose_step=4, effort=effort)]
        assert stands(went, rung(dose_step=4)) == found


def test_easy_once_at_the_very_top_is_not_said_to_be_held_by_care() -> None:
    went = [did(1, dose_step=4), *(did(n, dose_step=4, effort=None) for n in (2, 3))]
    assert stands(went, rung(dose_step=4)) == (1, 4, None, None)


def test_effort_5_is_easy_at_the_top_too() -> None:
    went = easily(3, dose_step=4, effort=5)
    assert stands(went, rung(dose_step=4))[:3] == (2, 1, R.HARDER)


def test_the_dose_rises_as_far_as_any_card_of_the_rung_leaves_open() -> None:
    cards = Catalogue((*ladder(), build("other", family="row", dose=SHORT)))
    reach = {"row1": 2, "other": 4, "row2": 4, "row3": 4}
    went = easily(3, dose_step=2)
    found = stands(went, rung(dose_step=2), catalogue=cards, reach=reach)
    assert found == (1, 3, R.MORE, None)


def test_a_family_of_which_every_card_is_withheld_stays_where_it_is() -> None:
    withheld = replace(CATALOGUE, withheld=frozenset({"row1", "row2", "row3"}))
    went = [did(1, dose_step=4), *(did(n, dose_step=4, effort=None) for n in (2, 3))]
    found = stands(went, rung(dose_step=4), catalogue=withheld, reach={})
    assert found == (1, 4, None, None)


WORDS = {
    **dict.fromkeys(("very_easy", "easy"), (1, 3, R.MORE, None)),
    **dict.fromkeys(("somewhat_hard", "hard"), (1, 2, None, None)),
    **dict.fromkeys(("very_hard", "all_out"), (1, 1, R.LESS_HARD, None)),
}


@pytest.mark.parametrize(("word", "found"), WORDS.items())
def test_only_what_was_easy_in_the_persons_own_word_leads_up(
    word: str, found: tuple[object, ...]
) -> None:
    went = easily(3, dose_step=2, effort=effort_of(word))
    assert stands(went, rung(dose_step=2)) == found


def test_what_was_done_this_very_moment_counts() -> None:
    assert stands([did(0), did(1), did(2)])[:3] == (1, 2, R.MORE)


@pytest.mark.parametrize(("done", "level"), [(2, 1), (3, 2)])
def test_what_was_left_out_too_often_holds_what_was_easy_at_the_top(
    done: int, level: int
) -> None:
    went = easily(done, dose_step=4)
    left_out = {"dose_step": 4, "completed": False, "effort": None}
    went += [did(days, **left_out) for days in range(5 - done)]
    assert stands(went, rung(dose_step=4))[0] == level


def test_only_what_was_done_and_easy_throughout_is_said_to_be_held_by_care() -> None:
    left_out = did(dose_step=2, completed=False, effort=None)
    hard = did(dose_step=2, effort=6)
    cases = (
        ([*easily(4, dose_step=2), left_out], R.HELD_CARE),
        ([*easily(3, dose_step=2), left_out], None),
        ([*easily(3, dose_step=2), hard], None),
    )
    for went, held in cases:
        found = stands(went, rung(dose_step=2), reach={"row1": 2, "row2": 2})
        assert found == (1, 2, None, held)
