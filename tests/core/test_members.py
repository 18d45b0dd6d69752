from datetime import timedelta
from typing import Any

import pytest

from service.core.members import read_member, read_quiet
from service.core.workday import Window
from tests.core.people_builders import at

MEETING = ":spiral_calendar_pad:"
NOW = at("10:00")


def unix(clock: str) -> int:
    return int(at(clock).timestamp())


def a_status(emoji: str = MEETING, expiration: Any = 0) -> dict[str, Any]:
    profile = {"status_emoji": emoji, "status_expiration": expiration}
    return {"id": "U1", "profile": profile}


def test_a_meeting_in_the_status_lasts_until_the_status_ends() -> None:
    member = read_member(a_status(expiration=unix("10:30")))
    assert member.meeting_until(MEETING, NOW) == at("10:30")


def test_a_meeting_without_an_end_counts_for_an_hour() -> None:
    member = read_member(a_status())
    assert member.meeting_until(MEETING, NOW) == NOW + timedelta(minutes=75)


@pytest.mark.parametrize(
    "account",
    [
        {"id": "U1"},
        {"id": "U1", "profile": None},
        a_status(emoji=""),
        a_status(emoji=":palm_tree:"),
        a_status(expiration=unix("09:59")),
        a_status(expiration=unix("10:00")),
    ],
)
def test_any_other_status_is_no_meeting(account: dict[str, Any]) -> None:
    assert read_member(account).meeting_until(MEETING, NOW) is None


@pytest.mark.parametrize("nonsense", ["soon", None, -1, 1, 10**12, 1.5])
def test_an_end_that_is_no_instant_is_none(nonsense: object) -> None:
    assert read_member(a_status(expiration=nonsense)).status_ends is None


def schedule(start: str, end: str, **more: object) -> dict[str, object]:
    return {
        "dnd_enabled": True,
        "next_dnd_start_ts": unix(start),
        "next_dnd_end_ts": unix(end),
        **more,
    }


def test_do_not_disturb_is_on_between_its_two_instants() -> None:
    told = schedule("09:30", "11:00")
    assert read_quiet(told, NOW) == Window(start=at("09:30"), end=at("11:00"))


def test_a_schedule_that_is_enabled_need_not_be_on_now() -> None:
    told = schedule("20:00", "22:00")
    assert read_quiet(told, NOW) == Window(start=at("20:00"), end=at("22:00"))


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"dnd_enabled": True},
        {"dnd_enabled": True, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1},
        schedule("09:30", "11:00") | {"dnd_enabled": False},
        schedule("11:00", "09:30"),
        {"snooze_enabled": True},
        {"snooze_enabled": False, "snooze_endtime": unix("11:00")},
        {"snooze_enabled": True, "snooze_endtime": unix("09:00")},
    ],
)
def test_without_two_instants_there_is_no_quiet_time(told: dict[str, object]) -> None:
    assert read_quiet(told, NOW) is None


def test_a_snooze_counts_from_now() -> None:
    told = {"snooze_enabled": True, "snooze_endtime": unix("10:20")}
    assert read_quiet(told, NOW) == Window(start=NOW, end=at("10:20"))


def test_a_snooze_wins_over_a_later_schedule_and_runs_on_into_a_near_one() -> None:
    snooze = {"snooze_enabled": True, "snooze_endtime": unix("10:20")}
    later = schedule("20:00", "22:00", **snooze)
    assert read_quiet(later, NOW) == Window(start=NOW, end=at("10:20"))
    near = schedule("10:20", "12:00", **snooze)
    assert read_quiet(near, NOW) == Window(start=NOW, end=at("12:00"))
