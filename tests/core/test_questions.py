from service.core.questions import (
    CUTS,
    EMERGENCY,
    FLAGS,
    LIFELONG,
    PATTERNS,
    QUESTIONS,
    SOFT,
    URGENT,
    Axis,
    points,
)


def most(axis: Axis) -> int:
    return sum(max(q.points.values()) for q in QUESTIONS.values() if q.axis is axis)


def test_eleven_questions_ask_about_the_desk_and_five_about_load() -> None:
    axes = [question.axis for question in QUESTIONS.values()]
    assert axes.count(Axis.P) == 11
    assert axes.count(Axis.L) == 5


def test_desk_exposure_reaches_17_and_load_exposure_10() -> None:
    assert most(Axis.P) == 17
    assert most(Axis.L) == 10


def test_patterns_reach_6_for_the_desk_and_7_for_load() -> None:
    per_axis = {
        axis: sum(p.points for p in PATTERNS.values() if p.axis is axis)
        for axis in Axis
    }
    assert per_axis == {Axis.P: 6, Axis.L: 7}


def test_each_flag_has_exactly_one_grade() -> None:
    assert (len(EMERGENCY), len(URGENT), len(SOFT)) == (6, 13, 5)
    assert len(FLAGS) == 24
    assert LIFELONG <= URGENT


def test_only_a_standing_desk_takes_points_off() -> None:
    negative = {
        name
        for name, question in QUESTIONS.items()
        if min(question.points.values()) < 0
    }
    assert negative == {"D10_stand_desk"}


def test_an_unknown_question_or_answer_has_no_points() -> None:
    assert points("D99_moon", "yes") is None
    assert points("D9_twist", "perhaps") is None
    assert points("D9_twist", "no") == 0


def test_the_cuts_are_those_of_the_design() -> None:
    assert (CUTS.p_total, CUTS.p_pattern, CUTS.l_total, CUTS.max_missing) == (
        8,
        4,
        4,
        5,
    )
