from datetime import timedelta
from typing import Any

import pytest

from service.core.dispatching import (
    Content,
    Defer,
    Drop,
    Send,
    WorkspaceState,
    may_send,
)
from service.core.nudges import SkipReason, SlotForm
from service.core.standing import Standing
from tests.core.people_builders import MONDAY, a_moment, at, minutes

ROUTINE = Send(content=Content.ROUTINE)
TUESDAY = MONDAY + timedelta(days=1)


def dropped(reason: SkipReason) -> Drop:
    return Drop(reason=reason)


def test_a_due_nudge_on_an_ordinary_day_is_sent() -> None:
    assert may_send(a_moment()) == ROUTINE


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"workspace": WorkspaceState.REMOVED}, SkipReason.WORKSPACE_REMOVED),
        ({"workspace": WorkspaceState.PAUSED}, SkipReason.WORKSPACE_PAUSED),
        ({"standing": Standing.KNOWN}, SkipReason.NOT_AGREED),
        ({"standing": Standing.INVITED}, SkipReason.NOT_AGREED),
        ({"standing": Standing.DECLINED}, SkipReason.NOT_AGREED),
        ({"standing": Standing.STOPPED}, SkipReason.STOPPED),
        ({"standing": Standing.UNREACHABLE}, SkipReason.UNREACHABLE),
        ({"standing": Standing.LEFT}, SkipReason.LEFT),
        ({"paused_until": at("10:01")}, SkipReason.PAUSED),
        ({"today": TUESDAY}, SkipReason.DAY_OVER),
        ({"now": "17:00", "due_at": at("16:50")}, SkipReason.DAY_OVER),
        ({"due_at": at("09:29:59")}, SkipReason.LATE),
        ({"holiday": True, "windows": ()}, SkipReason.HOLIDAY),
        ({"windows": ()}, SkipReason.NOT_A_WORKDAY),
        ({"sent_today": 3}, SkipReason.DAILY_CAP),
        ({"exercise_allowed": False}, SkipReason.PAUSED),
    ],
)
def test_what_forbids_a_nudge_drops_it_with_its_reason(
    parts: dict[str, Any], reason: SkipReason
) -> None:
    assert may_send(a_moment(**parts)) == dropped(reason)


def test_a_pause_ends_at_its_instant() -> None:
    assert may_send(a_moment(paused_until=at("10:00"))) == ROUTINE


def test_half_an_hour_is_not_late_yet() -> None:
    assert may_send(a_moment(due_at=at("09:30"))) == ROUTINE


def test_the_last_minute_of_the_day_is_still_the_day() -> None:
    assert may_send(a_moment("16:59")) == ROUTINE


@pytest.mark.parametrize(
    ("now", "until"), [("08:50", "09:00"), ("12:00", "13:00"), ("12:30", "13:00")]
)
def test_before_work_and_at_lunch_it_waits_for_the_next_window(
    now: str, until: str
) -> None:
    assert may_send(a_moment(now)) == Defer(
        until=at(until), reason=SkipReason.OUTSIDE_HOURS
    )


def test_a_person_in_a_zone_where_the_day_has_not_begun_waits_for_it() -> None:
    yesterday = MONDAY - timedelta(days=1)
    assert may_send(a_moment("08:00", today=yesterday)) == Defer(
        until=at("09:00"), reason=SkipReason.OUTSIDE_HOURS
    )


def test_one_below_the_cap_is_sent() -> None:
    assert may_send(a_moment(sent_today=2)) == ROUTINE


def test_within_an_hour_of_the_last_one_it_waits() -> None:
    assert may_send(a_moment(last_sent_at=at("09:10"))) == Defer(
        until=at("10:10"), reason=SkipReason.GAP
    )


def test_an_hour_after_the_last_one_it_is_sent() -> None:
    assert may_send(a_moment(last_sent_at=at("09:00"))) == ROUTINE


def test_a_gap_that_outlasts_the_day_drops_it() -> None:
    late = a_moment("16:30", last_sent_at=at("16:00"))
    assert may_send(late) == dropped(SkipReason.GAP)


@pytest.mark.parametrize("form", [SlotForm.SNOOZE, SlotForm.NOW])
def test_what_the_person_asked_for_needs_no_gap(form: SlotForm) -> None:
    assert may_send(a_moment(form=form, last_sent_at=at("09:50"))) == ROUTINE


def test_an_own_request_counts_to_the_cap() -> None:
    assert may_send(a_moment(form=SlotForm.NOW, sent_today=3)) == dropped(
        SkipReason.DAILY_CAP
    )


def test_a_snooze_takes_its_parents_place() -> None:
    assert may_send(a_moment(form=SlotForm.SNOOZE, sent_today=3)) == ROUTINE
    assert may_send(a_moment(form=SlotForm.SNOOZE, sent_today=4)) == dropped(
        SkipReason.DAILY_CAP
    )


def test_who_rests_is_asked_when_the_time_has_come() -> None:
    resting = a_moment(exercise_allowed=False, ask_again_due=True)
    assert may_send(resting) == Send(content=Content.QUESTION)


def test_who_may_exercise_gets_the_routine_though_a_question_is_due() -> None:
    assert may_send(a_moment(ask_again_due=True)) == ROUTINE


@pytest.mark.parametrize(
    ("field", "reason"),
    [
        ("do_not_disturb_until", SkipReason.DO_NOT_DISTURB),
        ("meeting_until", SkipReason.MEETING),
    ],
)
def test_a_person_who_is_busy_is_left_alone_until_then(
    field: str, reason: SkipReason
) -> None:
    until_eleven = a_moment(**{field: at("11:00")})
    assert may_send(until_eleven) == Defer(until=at("11:00"), reason=reason)
    assert may_send(a_moment(**{field: at("10:00")})) == ROUTINE
    assert may_send(a_moment(**{field: at("17:00")})) == dropped(reason)


@pytest.mark.parametrize("field", ["do_not_disturb_until", "meeting_until"])
@pytest.mark.parametrize("form", [SlotForm.PLANNED, SlotForm.SNOOZE])
def test_who_asks_for_a_routine_now_gets_it_though_busy(
    field: str, form: SlotForm
) -> None:
    busy = {field: at("11:00")}
    assert may_send(a_moment(form=SlotForm.NOW, **busy)) == ROUTINE
    assert may_send(a_moment(form=form, **busy)) != ROUTINE


def test_a_wish_does_not_break_the_rules_that_protect_the_person() -> None:
    for parts, reason in (
        ({"sent_today": 3}, SkipReason.DAILY_CAP),
        ({"paused_until": at("11:00")}, SkipReason.PAUSED),
        ({"exercise_allowed": False}, SkipReason.PAUSED),
    ):
        moment = a_moment(form=SlotForm.NOW, **parts)
        assert may_send(moment) == dropped(reason)


def test_a_lasting_reason_hides_behind_no_passing_one() -> None:
    everything = a_moment(
        workspace=WorkspaceState.REMOVED,
        standing=Standing.STOPPED,
        paused_until=at("18:00"),
        due_at=at("09:00"),
        sent_today=9,
    )
    assert may_send(everything) == dropped(SkipReason.WORKSPACE_REMOVED)


def test_what_is_dropped_anyway_is_not_put_off_first() -> None:
    full = a_moment(sent_today=3, last_sent_at=at("09:50"))
    assert may_send(full) == dropped(SkipReason.DAILY_CAP)


def test_a_deferral_gives_new_grace() -> None:
    first = may_send(a_moment("12:01"))
    assert isinstance(first, Defer)
    again = a_moment(now="13:30", due_at=first.until)
    assert again.now - at("12:01") > minutes(60)
    assert may_send(again) == ROUTINE
