"""The panel of the demo: what happened, and time that moves."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from service.actions.story import Entry, Happened
from service.core.dispatching import Content
from service.core.nudges import SkipReason, State
from tests.demo.stages import Theatre, theatre
from web.demo import behind as panel
from web.demo.company import VISITOR
from web.demo.opening import open_company
from web.demo.words import told
from web.practice import Impossible
from web.practice.behind import What


@pytest.fixture
def opened(database_url: str, tmp_path: Path) -> Iterator[Theatre]:
    with theatre(database_url, tmp_path, number=6) as set_up:
        open_company(set_up.app, set_up.stage, lambda: True)
        set_up.stage.written.set()
        yield set_up


def here(opened: Theatre) -> datetime:
    return opened.app.now().astimezone(opened.zone(VISITOR))


def test_it_tells_what_happened_to_the_visitor_and_what_comes(opened: Theatre) -> None:
    steps = opened.behind.steps(VISITOR)
    assert {step.what for step in steps} <= set(What)
    assert {What.SENT, What.PLANNED} <= {step.what for step in steps}
    assert len({step.day for step in steps}) >= 2
    assert all(step.text.endswith(".") for step in steps)
    assert opened.behind.clock(VISITOR).endswith(f"{here(opened):%H:%M}")


def test_who_was_never_there_has_no_story(opened: Theatre) -> None:
    assert opened.behind.steps("U0PRACTICEBOT") == []


def test_a_nudge_now_comes_until_the_day_is_full(opened: Theatre) -> None:
    before = len(opened.stage.practice.messages_of(VISITOR))
    said = []
    for _press in range(3):
        # Not as a double click.
        opened.stage.jump(timedelta(seconds=15))
        said.append(opened.play("now", VISITOR))
    assert said[0] == "It is in your Slack messages now."
    assert said[-1] == "Nothing was sent. You have had your number for today."
    assert len(opened.stage.practice.messages_of(VISITOR)) == before + 2


@pytest.mark.parametrize(("name", "minutes"), [("quarter", 15), ("hour", 60)])
def test_time_moves_on_as_far_as_asked(
    opened: Theatre, name: str, minutes: int
) -> None:
    before = opened.app.now()
    said = opened.play(name, VISITOR)
    passed = opened.app.now() - before
    assert timedelta(0) <= passed - timedelta(minutes=minutes) < timedelta(seconds=30)
    assert said == f"It is {opened.behind.clock(VISITOR)} now."


def test_the_next_nudge_is_there_when_its_time_is_reached(opened: Theatre) -> None:
    for _nudge in range(4):
        before = len(opened.stage.practice.messages_of(VISITOR))
        opened.play("next", VISITOR)
        assert len(opened.stage.practice.messages_of(VISITOR)) == before + 1
        newest = [row for row in opened.nudges(VISITOR) if row.sent_at][-1]
        # The gap to the one before may have put it off by a little.
        assert newest.sent_at is not None
        assert newest.sent_at >= newest.due_at
        assert opened.app.now() - newest.sent_at < timedelta(seconds=30)


def test_where_none_is_planned_time_stays(opened: Theatre) -> None:
    before = opened.app.now()
    with pytest.raises(Impossible, match="No nudge is planned"):
        opened.play("next", "U0DEMO0003")
    assert opened.app.now() - before < timedelta(minutes=1)


def test_a_night_passes_without_a_late_nudge_for_anybody(opened: Theatre) -> None:
    before = here(opened)
    opened.play("morning", VISITOR)
    after = here(opened)
    assert (after.date() - before.date()).days == 1
    assert (after.hour, after.minute) == (8, 0)
    rows = [r for c in opened.stage.colleagues for r in opened.nudges(c.user_id)]
    assert {row.reason for row in rows} <= {None, "daily_cap", "holiday", "gap"}
    now = opened.app.now()
    assert all(row.due_at > now for row in rows if row.state is State.PLANNED)
    today = [row for row in opened.nudges(VISITOR) if row.local_day == after.date()]
    assert today, "the new day is planned"


def test_several_nights_pass(opened: Theatre) -> None:
    before = here(opened)
    for _night in range(3):
        opened.play("morning", VISITOR)
    assert (here(opened).date() - before.date()).days == 3
    days = {row.local_day for row in opened.nudges(VISITOR) if row.sent_at}
    assert before.date() + timedelta(days=2) in days
    counts = opened.ledger()
    assert set(counts["skipped"]) <= {"daily_cap", "holiday", "gap"}


def test_two_jumps_at_once_come_one_after_the_other(opened: Theatre) -> None:
    before = opened.app.now()
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: opened.play("hour", VISITOR), range(2)))
    passed = opened.app.now() - before
    assert timedelta(0) <= passed - timedelta(hours=2) < timedelta(minutes=1)


def test_time_waits_for_the_past(
    opened: Theatre, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(panel, "_PATIENCE_S", 0.01)
    stage = replace(opened.stage, written=Event())
    unwritten = replace(opened, behind=replace(opened.behind, stage=stage))
    before = opened.app.now()
    for name, user in (("now", "U0DEMO0001"), ("hour", VISITOR)):
        with pytest.raises(Impossible, match="still being written"):
            unwritten.play(name, user)
    assert unwritten.play("now", VISITOR).startswith("It is in your")
    assert opened.app.now() - before < timedelta(minutes=1)


def test_every_event_of_the_story_has_its_words() -> None:
    assert {one.value for one in Happened} == {one.value for one in What}
    now = datetime.fromisoformat("2026-03-02T09:00:00+00:00")
    for what in Happened:
        for code in (*SkipReason, Content.QUESTION):
            known = code in set(SkipReason)
            if known or what not in {Happened.PUT_OFF, Happened.SKIPPED}:
                movements = ("Shoulder rolls (both)", "Chin tuck")
                entry = Entry(at=now, what=what, code=code, movements=movements)
                assert told(entry).endswith(".")
    pressed = Entry(at=now, what=Happened.ANSWERED, code="a new button")
    assert told(pressed) == "Something was pressed."


def test_a_sent_routine_is_told_by_its_movements() -> None:
    now = datetime.fromisoformat("2026-03-02T09:00:00+00:00")
    names = ("Shoulder rolls (both)", "Chin tuck")
    sent = Entry(at=now, what=Happened.SENT, code="routine", movements=names)
    assert told(sent) == "Shoulder rolls, then Chin tuck."
