"""The demo's past: written by the real actions, and as if it had been lived."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from service.actions.looking import look
from service.actions.nudge_now import nudge_now
from service.actions.today import recent_days
from service.actions.workspaces import first
from service.core.dispatching import GRACE
from service.core.nudges import SlotForm, State, form_of
from service.core.workday import contains, windows
from tests.demo.stages import Theatre, theatre
from web.demo import practice_workspace
from web.demo.company import VISITOR
from web.demo.history import ANSWERS, answer_of, share
from web.demo.living import joined
from web.demo.opening import open_company

COLLEAGUE, NOT_ASKED = "U0DEMO0001", "U0DEMO0003"


@pytest.fixture
def opened(database_url: str, tmp_path: Path) -> Iterator[Theatre]:
    with theatre(database_url, tmp_path, number=6) as set_up:
        open_company(set_up.app, set_up.stage, lambda: True)
        yield set_up


def test_the_past_of_a_company_keeps_every_rule(opened: Theatre) -> None:
    counts = opened.ledger()
    ended = [sum(counts[state].values()) for state in ("skipped", "failed", "unknown")]
    assert counts["planned"] == counts["sent"] + sum(ended) + counts["pending"]
    assert counts["sent"] == len(opened.stage.practice.ledger) > 40
    for colleague in opened.stage.colleagues:
        user = colleague.user_id
        _keeps_the_rules(opened, user)
        _was_sent_as_noted(opened, user)


def _keeps_the_rules(opened: Theatre, user: str) -> None:
    rows = [row for row in opened.nudges(user) if row.state is State.SENT]
    schedule = opened.person(user).schedule
    for row in rows:
        assert row.sent_at is not None
        assert contains(windows(schedule, row.local_day, holiday=False), row.sent_at)
        assert row.sent_at - row.due_at <= GRACE
    planned = [row for row in rows if form_of(row.slot) is SlotForm.PLANNED]
    most = Counter(row.local_day for row in planned)
    assert max(most.values(), default=0) <= 3
    for one, two in pairwise(planned):
        assert one.sent_at
        assert two.sent_at
        assert two.sent_at - one.sent_at >= timedelta(minutes=60)


def _was_sent_as_noted(opened: Theatre, user: str) -> None:
    """Check ts, instant and order of a person's messages against the rows."""
    rows = [row for row in opened.nudges(user) if row.state is State.SENT]
    posted = [one for one in opened.stage.practice.ledger if one.user == user]
    assert [one.ts for one in posted] == sorted((one.ts for one in posted), key=float)
    assert {row.ts for row in rows} == {one.ts for one in posted}
    by_ts = {row.ts: row.sent_at for row in rows}
    for one in posted:
        noted = by_ts[one.ts]
        assert noted is not None
        for at in (noted.timestamp(), float(one.ts)):
            assert abs(at - one.at.timestamp()) < 1


def test_the_visitor_has_two_weeks_and_a_routine_to_press_on(opened: Theatre) -> None:
    rows = [row for row in opened.nudges(VISITOR) if row.state is State.SENT]
    today = opened.app.now().astimezone(opened.zone(VISITOR)).date()
    days = sorted({row.local_day for row in rows})
    assert days == [today - timedelta(days=back) for back in range(14, -1, -1)]
    (live,) = [row for row in rows if row.local_day == today]
    assert form_of(live.slot) is SlotForm.NOW
    assert (live.closed_at, live.content) == (None, "routine")
    assert opened.app.now() - (live.sent_at or live.due_at) < timedelta(minutes=1)
    assert any(row.put_off_for == "meeting" for row in rows)


def test_the_visitor_answered_most_of_them_and_not_all_alike(opened: Theatre) -> None:
    workspace = first(opened.app)
    days = look(opened.app, workspace, VISITOR, lambda scene: recent_days(scene, 15))
    assert days is not None
    answers = Counter(slot.answer for day in days[:-1] for slot in day.slots)
    assert answers["done"] > answers.total() / 3
    assert len(answers) >= 4


def test_colleagues_have_a_week_and_who_was_not_asked_has_nothing(
    opened: Theatre,
) -> None:
    days = {row.local_day for row in opened.nudges(COLLEAGUE) if row.sent_at}
    # Five working days and today, less where it was a holiday.
    assert 2 <= len(days) <= 6
    assert opened.nudges(NOT_ASKED) == []


def test_people_agreed_a_month_ago_and_their_ramp_began_then(opened: Theatre) -> None:
    for user in (VISITOR, COLLEAGUE):
        person = opened.person(user)
        assert person.agreed_at is not None
        assert person.started_on is not None
        assert (opened.app.now() - person.agreed_at).days == 30
        assert abs((person.agreed_at.date() - person.started_on).days) <= 1


def test_nothing_that_lies_ahead_was_sent(opened: Theatre) -> None:
    now = opened.app.now()
    for colleague in opened.stage.colleagues:
        for row in opened.nudges(colleague.user_id):
            assert (row.state is State.PLANNED) == (row.due_at > now) or row.sent_at


def test_data_that_were_kept_get_no_second_past(opened: Theatre) -> None:
    before = opened.ledger()
    open_company(opened.app, opened.stage, lambda: True)
    after = opened.ledger()
    assert after["planned"] - before["planned"] <= 1
    assert after["sent"] - before["sent"] <= 1


def test_a_demo_begun_again_on_a_full_day_has_its_nudge_on_the_next(
    opened: Theatre,
) -> None:
    for _nudge in range(4):
        opened.stage.jump(timedelta(seconds=15))
        nudge_now(opened.app, first(opened.app), VISITOR)
    day = opened.app.now().astimezone(opened.zone(VISITOR)).date()
    again = practice_workspace(opened.stage.colleagues, opened.stage.clock, "http://x")
    stage = replace(opened.stage, practice=again)
    open_company(joined(opened.app, again), stage, lambda: True)
    assert len(again.messages_of(VISITOR)) == 1
    here = opened.app.now().astimezone(opened.zone(VISITOR))
    assert here.date() - day == timedelta(days=1)


def test_it_ends_at_once_where_the_demo_ends(database_url: str, tmp_path: Path) -> None:
    with theatre(database_url, tmp_path, number=6) as set_up:
        practice = set_up.stage.practice
        open_company(set_up.app, set_up.stage, lambda: len(practice.ledger) < 3)
        # What was begun is done, and the visitor's routine of today.
        assert len(practice.ledger) <= 4


def test_of_a_hundred_nudges_each_answer_has_its_share() -> None:
    given = Counter(answer_of(percent) for percent in range(100))
    assert given == Counter({str(k): v for k, v in ANSWERS.items()})


def test_a_share_is_the_same_each_time_and_spread_evenly() -> None:
    assert share("a", 100) == share("a", 100)
    shares = Counter(share(f"seed {number}", 4) for number in range(4_000))
    assert set(shares) == {0, 1, 2, 3}
    assert min(shares.values()) > 800
