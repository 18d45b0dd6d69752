"""Every way out of a hold or a stop asks about pain and signs before anything moves."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from service.actions.deliver import Letter, deliver
from service.actions.keeping import learn
from service.actions.nudge_now import claim_now, nudge_now
from service.actions.scene import Scene
from service.core import asking
from service.core.causes import Status, triage_of
from service.core.hurts import hurt
from service.core.pains import rested_lately
from service.core.profile import Hurt, Pain, Part, Profile
from service.forms import cards
from service.forms.sections import Section
from service.store import people
from tests.actions.steps import (
    arrive,
    choose,
    fill,
    home,
    nudge_of,
    profile,
    routine_ids,
    says,
    set_up,
    shown,
    title,
)
from tests.actions.test_sections import open_section
from tests.dispatch.scenes import told
from tests.web.browsing import sign_in
from tests.world import World

MIDDLE = {"age": "20_55"}
SORE = {"pain": "8", "regions": ["neck"]}
QUESTION = "How are you today?"
EMERGENCY = "A1_saddle_numb_or_bladder_bowel"


@pytest.fixture
def alice(world: World) -> str:
    user = world.add("Alice")
    set_up(world, user, MIDDLE, {}, {}, {})
    world.practice.close_view(user)
    return user


def status(world: World, user: str) -> Status:
    return triage_of(profile(world, user), world.clock()).status


def next_text(world: World, user: str, at: datetime | None = None) -> str:
    """Let what is late go, and the next message come; gives its text."""
    world.run("dispatch")
    ts = arrive(world, user, at)
    return next(str(one["text"]) for one in world.sent(user) if one["ts"] == ts)


def answer(world: World, user: str, **given: Any) -> None:
    """Answer the question that came last."""
    ts = world.sent(user)[-1]["ts"]
    assert world.practice.click(user, ts, "check_in").ok
    assert fill(world, user, **given).ok


def keep(world: World, user: str, section: Section, **given: Any) -> None:
    open_section(world, user, section)
    assert fill(world, user, **given).ok


def on_the_card(world: World, user: str, action: str) -> None:
    card = world.practice.open_view_of(user)
    assert card is not None
    assert world.practice.click(user, card.view_id, action).ok


def rated(score: int, world: World) -> dict[str, Any]:
    """Give what a rating leaves in the profile, without any fold."""
    new = asking.rated(Profile(), Pain(at=world.clock(), score=score))
    return {"pains": new.pains, "to_ask": new.to_ask}


def refuses_now(world: World, user: str) -> bool:
    asked = nudge_now(world.app, world.workspace, user)
    return asked.outcome == "skipped" and asked.resting


def hurts(world: World, user: str, **given: Any) -> None:
    """Let a routine come and say that it hurts."""
    ts = arrive(world, user)
    assert world.practice.click(user, ts, "hurts").ok
    assert fill(world, user, **given).ok


# ----------------------------------------------------------------- during a rest


@pytest.mark.parametrize(
    ("section", "given"),
    [
        (Section.SORENESS, SORE),
        (Section.SORENESS, {"pain": "1"}),
        (Section.SAFETY, {"emergency": [EMERGENCY]}),
        (Section.SAFETY, {}),
        (Section.LIMITS, {"limits_joints": ["wrist"]}),
    ],
)
def test_what_stands_open_folds_when_the_body_is_told_of_whatever_is_said(
    world: World, alice: str, section: Section, given: dict[str, Any]
) -> None:
    ts = arrive(world, alice)
    keep(world, alice, section, **given)
    assert shown(world, alice, ts).text == "That break is over."
    assert nudge_of(world, alice, ts).closed_at


def test_where_slack_takes_no_more_folds_they_are_closed_all_the_same(
    world: World,
) -> None:
    came: dict[str, str] = {}
    for number in range(12):
        user = world.add(f"P{number}")
        set_up(world, user, MIDDLE, {}, {}, {})
        world.practice.close_view(user)
        # A minute after the last: else it would be the weekend before all have one.
        at = world.clock.now + timedelta(minutes=1) if came else None
        came[user] = arrive(world, user, at)
    for user in came:
        keep(world, user, Section.SORENESS, **SORE)
    assert all(nudge_of(world, user, ts).closed_at for user, ts in came.items())


def test_on_the_own_page_it_folds_too(world: World, alice: str) -> None:
    ts = arrive(world, alice)
    browser = sign_in(world, alice)
    browser.post("/me/answers/soreness/save", {"pain": "1"})
    assert shown(world, alice, ts).text == "That break is over."


def test_hours_and_habits_leave_what_stands_open(world: World, alice: str) -> None:
    ts = arrive(world, alice)
    keep(world, alice, Section.DESK, D1_sit_hours=">6")
    assert nudge_of(world, alice, ts).closed_at is None


@pytest.mark.parametrize("rest", ["pain", "flag"])
@pytest.mark.parametrize("entry", ["swap", "short", "why", "never", "easier", "snooze"])
def test_no_press_on_a_message_that_did_not_fold_shows_a_routine_again(
    world: World, alice: str, rest: str, entry: str
) -> None:
    ts = arrive(world, alice)
    names = [world.app.catalogue.by_id[i].name for i in routine_ids(world, alice, ts)]
    flag = {"flags": frozenset({EMERGENCY})}
    told(world, alice, **(rated(8, world) if rest == "pain" else flag))
    if entry == "snooze":
        world.practice.click(alice, ts, entry)
    else:
        choose(world, alice, ts, entry)
    left = str(shown(world, alice, ts).blocks)
    assert not any(name in left for name in names)
    assert nudge_of(world, alice, ts).closed_at
    assert all(one.snoozed_from is None for one in world.nudges(alice))
    if entry in {"swap", "short", "snooze"}:
        assert title(world, alice) in {cards.EMERGENCY.title, cards.SEVERE.title}


# ------------------------------------------------------------------- after a hold


def test_after_two_days_only_the_question_comes_until_it_is_answered(
    world: World, alice: str
) -> None:
    keep(world, alice, Section.SORENESS, **SORE)
    world.clock.advance(hours=47)
    assert refuses_now(world, alice)
    world.clock.advance(hours=2)
    assert next_text(world, alice) == QUESTION
    assert refuses_now(world, alice)
    answer(world, alice, pain="1", regions=["neck"])
    assert next_text(world, alice) != QUESTION


def test_a_rating_alone_does_not_end_a_hold_for_the_signs_were_not_asked(
    world: World, alice: str
) -> None:
    keep(world, alice, Section.SORENESS, **SORE)
    world.clock.advance(hours=49)
    keep(world, alice, Section.SORENESS, pain="1", regions=["neck"])
    assert says(world, alice).startswith("Before the next routine")
    assert status(world, alice) is Status.HOLD_RISE

    keep(world, alice, Section.SAFETY)
    assert status(world, alice) is Status.GO


def test_what_was_answered_inside_the_two_days_is_asked_again(
    world: World, alice: str
) -> None:
    keep(world, alice, Section.SORENESS, **SORE)
    world.clock.advance(hours=1)
    keep(world, alice, Section.SORENESS, pain="1")
    keep(world, alice, Section.SAFETY)
    world.clock.advance(hours=48)
    assert status(world, alice) is Status.HOLD_RISE
    assert next_text(world, alice) == QUESTION


def test_a_rating_behind_it_hurts_does_not_end_a_hold(world: World, alice: str) -> None:
    ts = arrive(world, alice)
    told(world, alice, **rated(8, world))
    world.clock.advance(hours=49)
    world.practice.click(alice, ts, "hurts")
    fill(world, alice, pain="1")
    assert status(world, alice) is Status.HOLD_RISE


def test_a_person_at_rest_is_asked_at_most_once_a_day(world: World, alice: str) -> None:
    keep(world, alice, Section.SORENESS, **SORE)
    world.clock.at("2026-03-04T08:30:00+00:00")
    world.run("plan")
    # Past the end of the day, so that its last slot has had its time.
    for _ in range(25):
        world.run("dispatch")
        world.clock.advance(minutes=20)
    assert [one["text"] for one in world.sent(alice)] == [QUESTION]


@pytest.fixture
def asked_at(world: World, alice: str) -> datetime:
    """Let the question come after a hold, and stay open; give when it came."""
    keep(world, alice, Section.SORENESS, **SORE)
    world.clock.at("2026-03-05T06:00:00+00:00")
    at = datetime.fromisoformat("2026-03-05T10:00:00+00:00")
    assert next_text(world, alice, at=at) == QUESTION
    world.clock.at("2026-03-06T06:00:00+00:00")
    return at


def test_who_left_the_question_open_is_asked_again_a_day_later(
    world: World, alice: str, asked_at: datetime
) -> None:
    assert next_text(world, alice, at=asked_at + timedelta(days=1)) == QUESTION


def test_within_a_day_of_the_question_it_is_not_asked_again(
    world: World, alice: str, asked_at: datetime
) -> None:
    with pytest.raises(AssertionError, match="no nudge came"):
        next_text(world, alice, at=asked_at + timedelta(hours=23, minutes=59))


def test_the_pauses_of_a_person_begin_and_end_nothing_of_a_hold(
    world: World, alice: str
) -> None:
    keep(world, alice, Section.SORENESS, **SORE)
    world.practice.click(alice, home(world, alice), "pause_today")
    world.practice.click(alice, home(world, alice), "resume")
    assert refuses_now(world, alice)
    world.practice.click(alice, home(world, alice), "stop")
    world.practice.click(alice, home(world, alice), "start_again")
    assert refuses_now(world, alice)


def test_a_pause_alone_asks_nothing_when_it_ends(world: World, alice: str) -> None:
    world.practice.click(alice, home(world, alice), "pause_today")
    world.practice.click(alice, home(world, alice), "resume")
    assert next_text(world, alice) != QUESTION


def test_who_starts_again_after_four_weeks_is_asked_first(
    world: World, alice: str
) -> None:
    arrive(world, alice)
    world.practice.click(alice, home(world, alice), "stop")
    world.clock.advance(days=42)
    world.practice.click(alice, home(world, alice), "start_again")
    assert next_text(world, alice) == QUESTION
    answer(world, alice)
    assert next_text(world, alice) != QUESTION


# ------------------------------------------------------------------- after a stop


def test_after_a_clinicians_word_the_soreness_is_asked_before_anything_moves(
    world: World, alice: str
) -> None:
    keep(world, alice, Section.SAFETY, emergency=[EMERGENCY])
    keep(world, alice, Section.SAFETY, emergency=[], cleared=["cleared"])
    assert title(world, alice) == cards.ASK_FIRST.title
    assert refuses_now(world, alice)

    on_the_card(world, alice, "check_in")
    assert title(world, alice) == QUESTION
    assert fill(world, alice, pain="2", regions=["neck"]).ok
    assert status(world, alice) is Status.GO
    assert next_text(world, alice) != QUESTION


def test_after_a_clinicians_word_the_first_week_is_gentle(
    world: World, alice: str
) -> None:
    keep(world, alice, Section.SAFETY, emergency=[EMERGENCY])
    keep(world, alice, Section.SAFETY, emergency=[], cleared=["cleared"])
    on_the_card(world, alice, "check_in")
    assert fill(world, alice, pain="0").ok
    for days, gentle in ((0, True), (6, True), (1, False)):
        world.clock.advance(days=days)
        assert rested_lately(profile(world, alice), world.clock()) is gentle


def test_the_question_comes_by_itself_where_the_card_was_closed(
    world: World, alice: str
) -> None:
    keep(world, alice, Section.SAFETY, told=["told"])
    keep(world, alice, Section.SAFETY, told=[], cleared=["cleared"])
    world.practice.close_view(alice, whole_stack=True)
    assert next_text(world, alice) == QUESTION


def test_severe_pain_a_second_time_is_left_only_by_a_clinicians_word(
    world: World, alice: str
) -> None:
    keep(world, alice, Section.SORENESS, **SORE)
    world.clock.advance(days=3)
    next_text(world, alice)
    answer(world, alice, pain="2", regions=["neck"])
    world.clock.advance(days=3)
    keep(world, alice, Section.SORENESS, **SORE)
    assert says(world, alice).startswith("A lot of pain came back")
    assert status(world, alice) is Status.STOP_SEEK_CARE

    before = len(world.sent(alice))
    for _ in range(12):
        world.run("plan")
        world.run("dispatch")
        world.clock.advance(hours=8)
    assert len(world.sent(alice)) == before, "not even the question comes"
    keep(world, alice, Section.SORENESS, pain="0")
    assert status(world, alice) is Status.STOP_SEEK_CARE

    keep(world, alice, Section.SAFETY, cleared=["cleared"])
    assert status(world, alice) is Status.HOLD_RISE
    keep(world, alice, Section.SORENESS, pain="1", regions=["neck"])
    assert status(world, alice) is Status.GO


# ----------------------------------------------------------- what hurts, and signs


@pytest.mark.parametrize(
    ("sign", "stops", "card"),
    [
        ("dizziness", Status.STOP_EMERGENCY, cards.EMERGENCY),
        ("chest_pain", Status.STOP_EMERGENCY, cards.EMERGENCY),
        ("breathlessness", Status.STOP_EMERGENCY, cards.EMERGENCY),
        ("new_numbness", Status.STOP_SEEK_CARE, cards.URGENT),
    ],
)
def test_a_sign_while_moving_shows_its_card_and_stops(
    world: World, alice: str, sign: str, stops: Status, card: cards.Card
) -> None:
    hurts(world, alice, signs=[sign])
    assert says(world, alice).startswith(card.text)
    assert status(world, alice) is stops
    assert refuses_now(world, alice)


def test_three_routines_in_a_row_that_hurt_are_followed_by_the_question(
    world: World, alice: str
) -> None:
    for _ in range(2):
        hurts(world, alice, pain="1")
        assert profile(world, alice).to_ask is None
    hurts(world, alice, pain="1")
    assert title(world, alice) == cards.ASK_FIRST.title
    assert refuses_now(world, alice)
    assert next_text(world, alice) == QUESTION

    answer(world, alice, pain="1")
    assert next_text(world, alice) != QUESTION


def test_a_routine_that_went_well_between_breaks_the_row(
    world: World, alice: str
) -> None:
    for _ in range(2):
        hurts(world, alice, pain="1")
    choose(world, alice, arrive(world, alice), "too_easy")
    hurts(world, alice, pain="1")
    assert profile(world, alice).to_ask is None


def test_closing_the_modal_of_it_hurts_does_not_hide_the_third_time(
    world: World, alice: str
) -> None:
    for _ in range(3):
        world.practice.click(alice, arrive(world, alice), "hurts")
        world.practice.close_view(alice)
    asked = profile(world, alice).to_ask
    assert asked is not None
    assert asked.parts == set(Part)


def test_two_movements_of_one_region_suggest_a_professional(
    world: World, alice: str
) -> None:
    by_id = world.app.catalogue.by_id
    first = arrive(world, alice)
    name = routine_ids(world, alice, first)[0]
    other = next(
        one.id
        for one in by_id.values()
        if one.id != name and one.regions & by_id[name].regions
    )
    world.practice.click(alice, first, "hurts")
    fill(world, alice, movement=name, pain="1")
    assert "two weeks" in says(world, alice)
    assert [one.exercise_id for one in profile(world, alice).hurts] == [name]

    hurt_elsewhere(world, alice, other)
    hurts(world, alice, pain="1")
    assert says(world, alice) == cards.TWICE.text


def hurt_elsewhere(world: World, user: str, exercise_id: str) -> None:
    """Let another movement hurt a little later, as its own modal would say."""
    with world.app.engine.begin() as conn:
        scene = Scene(
            app=world.app, conn=conn, person=world.person(user), now=world.clock()
        )
        event = Hurt(at=world.clock(), exercise_id=exercise_id)
        learn(scene, lambda old: hurt(old, event))


# --------------------------------------------------- what is planned or on its way


def test_what_is_claimed_but_not_sent_stays_here_when_the_third_hurts(
    world: World, alice: str
) -> None:
    for _ in range(2):
        world.practice.click(alice, arrive(world, alice), "hurts")
        world.practice.close_view(alice)
    ts = arrive(world, alice)
    world.clock.advance(minutes=5)
    with world.app.engine.begin() as conn:
        person = people.by_slack_user(conn, world.workspace.workspace_id, alice)
        assert person is not None
        claimed = claim_now(world.app, conn, person)
    assert isinstance(claimed, Letter)
    world.practice.click(alice, ts, "hurts")
    assert deliver(world.app, world.workspace, claimed) == "skipped"
