from datetime import UTC, date, datetime, time, timedelta

import pytest

from service.core.errors import Refused
from service.core.workday import (
    Schedule,
    contains,
    did_you_mean,
    end_of_day,
    known_zones,
    local_date,
    read_time,
    read_work_days,
    windows,
    zone,
)
from tests.core.people_builders import (
    MONDAY,
    OFFICE_DAY,
    a_schedule,
    a_schedule_without_lunch,
    a_window,
    at,
)

SATURDAY = date(2026, 11, 28)
SPRING_FORWARD = date(2026, 3, 29)
FALL_BACK = date(2026, 10, 25)


def test_a_usual_day_is_nine_to_five_without_lunch() -> None:
    assert windows(Schedule(timezone="UTC"), MONDAY, holiday=False) == OFFICE_DAY


def test_hours_are_meant_in_the_own_zone() -> None:
    tokyo = a_schedule_without_lunch("Asia/Tokyo", "09:00-17:00")
    assert windows(tokyo, MONDAY, holiday=False) == (a_window("00:00", "08:00"),)


def test_a_holiday_has_no_windows() -> None:
    assert windows(a_schedule(), MONDAY, holiday=True) == ()


def test_a_day_off_has_no_windows_and_no_end() -> None:
    assert windows(a_schedule(), SATURDAY, holiday=False) == ()
    assert end_of_day(a_schedule(), SATURDAY) is None


def test_the_day_ends_with_the_last_window() -> None:
    assert end_of_day(a_schedule(), MONDAY) == at("17:00")


def test_one_weekday_may_have_other_hours() -> None:
    short = a_schedule(hours_by_day={0: (time(10), time(11))})
    assert windows(short, MONDAY, holiday=False) == (a_window("10:00", "11:00"),)
    assert len(windows(short, MONDAY + timedelta(days=1), holiday=False)) == 2


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ("12:00-13:00", ()),
        ("12:15-12:45", ()),
        ("09:00-12:30", (a_window("09:00", "12:00"),)),
        ("12:30-15:00", (a_window("13:00", "15:00"),)),
        ("13:00-15:00", (a_window("13:00", "15:00"),)),
        ("09:00-12:00", (a_window("09:00", "12:00"),)),
        ("14:00-15:00", (a_window("14:00", "15:00"),)),
        ("06:00-07:00", (a_window("06:00", "07:00"),)),
    ],
)
def test_lunch_is_cut_out_wherever_it_falls(hours: str, expected: object) -> None:
    assert windows(a_schedule(hours=hours), MONDAY, holiday=False) == expected


@pytest.mark.parametrize("hours", ["17:00-09:00", "09:00-09:00"])
def test_hours_that_end_before_they_start_are_refused(hours: str) -> None:
    with pytest.raises(Refused, match="end before they start"):
        a_schedule(hours=hours)


def test_other_hours_and_lunch_that_end_before_they_start_are_refused() -> None:
    with pytest.raises(Refused, match="16:00 to 08:00"):
        a_schedule(hours_by_day={2: (time(16), time(8))})
    with pytest.raises(Refused, match="13:00 to 12:00"):
        a_schedule(lunch_start=time(13), lunch_end=time(12))


@pytest.mark.parametrize(
    ("hours", "start", "end"),
    [
        # 02:00 to 03:00 is not there; UTC is an hour behind, then two.
        ("01:00-05:00", "00:00", "03:00"),
        ("02:30-05:00", "01:30", "03:00"),
        ("01:00-02:30", "00:00", "00:30"),
    ],
)
def test_a_window_over_the_missing_hour_is_shorter(
    hours: str, start: str, end: str
) -> None:
    berlin = a_schedule_without_lunch("Europe/Berlin", hours)
    assert windows(berlin, SPRING_FORWARD, holiday=False) == (
        a_window(start, end, SPRING_FORWARD),
    )


def test_hours_inside_the_missing_hour_are_no_window() -> None:
    berlin = a_schedule_without_lunch("Europe/Berlin", "02:10-02:50")
    assert windows(berlin, SPRING_FORWARD, holiday=False) == ()


@pytest.mark.parametrize(
    ("hours", "start", "end"),
    [
        # 02:00 to 03:00 comes twice: from 00:00 and from 01:00 UTC.
        ("01:00-05:00", "23:00", "04:00"),
        ("02:30-05:00", "01:30", "04:00"),
        ("01:00-02:30", "23:00", "00:30"),
    ],
)
def test_a_repeated_hour_starts_late_and_ends_early(
    hours: str, start: str, end: str
) -> None:
    berlin = a_schedule_without_lunch("Europe/Berlin", hours)
    (window,) = windows(berlin, FALL_BACK, holiday=False)
    first = FALL_BACK - timedelta(days=1) if start == "23:00" else FALL_BACK
    assert (window.start, window.end) == (at(start, first), at(end, FALL_BACK))


def test_hours_inside_the_repeated_hour_are_no_window() -> None:
    berlin = a_schedule_without_lunch("Europe/Berlin", "02:10-02:50")
    assert windows(berlin, FALL_BACK, holiday=False) == ()


def test_a_day_that_a_zone_left_out_has_no_windows() -> None:
    samoa = a_schedule_without_lunch("Pacific/Apia", "00:00-23:59")
    assert windows(samoa, date(2011, 12, 30), holiday=False) == ()
    assert windows(samoa, date(2011, 12, 29), holiday=False)
    assert windows(samoa, date(2011, 12, 31), holiday=False)


def test_a_zone_that_changes_at_midnight_keeps_the_day() -> None:
    havana = a_schedule_without_lunch("America/Havana", "00:00-02:00")
    (spring,) = windows(havana, date(2026, 3, 8), holiday=False)
    assert spring == a_window("05:00", "06:00", date(2026, 3, 8))


def test_a_window_holds_its_start_and_not_its_end() -> None:
    assert contains(OFFICE_DAY, at("09:00"))
    assert contains(OFFICE_DAY, at("11:59"))
    assert not contains(OFFICE_DAY, at("12:00"))
    assert not contains(OFFICE_DAY, at("12:59"))
    assert contains(OFFICE_DAY, at("13:00"))
    assert not contains(OFFICE_DAY, at("17:00"))


def test_the_local_date_is_the_one_on_the_wall() -> None:
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    assert local_date(late, "Asia/Tokyo") == date(2026, 11, 24)
    assert local_date(late, "America/New_York") == MONDAY


def test_a_zone_is_found_by_its_name() -> None:
    assert zone("Europe/Berlin").key == "Europe/Berlin"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Europe/Berln", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("America/NewYork", "America/New_York"),
    ],
)
def test_a_mistyped_zone_is_refused_with_the_one_meant(typed: str, meant: str) -> None:
    with pytest.raises(Refused, match=f"Did you mean {meant}"):
        zone(typed)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "posix/Europe/Berlin",
        "right/UTC",
        "../etc/passwd",
        "/etc/localtime",
        "localtime",
        "Factory",
        "posixrules",
        "Europe",
        "Europe/",
        "zone.tab",
        "UTC\0",
        "x" * 100_000,
    ],
)
def test_no_other_word_opens_a_file(name: str) -> None:
    assert name not in known_zones()
    with pytest.raises(Refused, match="not known"):
        zone(name)


def test_nothing_close_is_no_hint() -> None:
    assert did_you_mean("qqqq", ("email",)) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("09:00", time(9)),
        ("9:05", time(9, 5)),
        ("00:00", time(0)),
        ("23:59", time(23, 59)),
    ],
)
def test_a_time_is_hours_and_minutes(text: str, expected: object) -> None:
    assert read_time(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "24:00",
        "09:60",
        "9",
        "9am",
        "09:00:00",
        "-1:00",
        "",
        "\u0660\u0669:\u0660\u0660",
        "09:00\n",
    ],
)
def test_anything_else_is_not_a_time(text: str) -> None:
    with pytest.raises(Refused, match="is not a time"):
        read_time(text)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("mon-fri", {0, 1, 2, 3, 4}),
        ("Mon,Wed,Fri", {0, 2, 4}),
        ("sun-thu", {6, 0, 1, 2, 3}),
        ("mon-tue, sat", {0, 1, 5}),
        ("tue", {1}),
        ("mon-sun", set(range(7))),
        ("wed-wed", {2}),
    ],
)
def test_work_days_are_ranges_and_names(text: str, days: set[int]) -> None:
    assert read_work_days(text) == days


@pytest.mark.parametrize("text", ["", " , ", "monday", "mon-", "1-5", "mon-fri-sun"])
def test_anything_else_is_no_work_day(text: str) -> None:
    with pytest.raises(Refused, match="Write"):
        read_work_days(text)
