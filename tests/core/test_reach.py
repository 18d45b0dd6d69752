"""What a person could ever be given, whatever the moment."""

from datetime import timedelta

from service.core.profile import Equipment, Limit, Setting
from service.core.reach import reach
from tests.core.builders import NOON, build, catalogue, dose, pains, person, stretch

SHORT = dose(20, 30, 40, 50)
HARD = build("hard", level=4, dose=SHORT)
GYM = build("press", setting="gym", dose=SHORT)
CAREFUL = stretch("careful", care=["knee"], dose=SHORT)
CARDS = catalogue(HARD, GYM, CAREFUL)


def test_the_whole_ramp_and_every_ladder_count_as_climbed() -> None:
    assert reach(CARDS, person(), NOON) == {"hard": 4, "careful": 4}


def test_what_hurts_or_is_put_off_now_stays_in_reach() -> None:
    sore = person(pains=pains(6), not_now={"hard": NOON + timedelta(days=1)})
    assert reach(CARDS, sore, NOON) == {"hard": 4, "careful": 4}
    rested = person(cleared_at=NOON, pains=pains(0))
    assert reach(CARDS, rested, NOON) == {"hard": 4, "careful": 4}


def test_every_place_of_the_week_counts() -> None:
    trains = person(setting_by_day={1: Setting.GYM})
    assert reach(CARDS, trains, NOON).keys() == {"hard", "press", "careful"}


def test_limits_hold_doses_down_and_leave_out() -> None:
    knees = person(limits=frozenset({Limit.KNEE}))
    assert reach(CARDS, knees, NOON)["careful"] == 2
    out = catalogue(stretch("kneel", avoid=["knee"]))
    assert reach(out, knees, NOON) == {}


def test_what_nobody_has_is_out_of_reach() -> None:
    pull = catalogue(build("pull", equipment=["band"], dose=SHORT))
    assert reach(pull, person(), NOON) == {}
    owns = person(equipment=frozenset({Equipment.BAND}))
    assert reach(pull, owns, NOON) == {"pull": 4}
