"""Everything that the pages can do is done by modals too, for who has no browser."""

from dataclasses import replace
from datetime import time
from typing import Any

import pytest

from service.actions.clicks import press
from service.actions.deliver import ENDINGS, Letter, deliver
from service.actions.nudge_now import claim_now
from service.actions.scene import Click
from service.core.profile import Region, Setting
from service.core.scores import Category
from service.forms.day_words import OUTCOMES
from service.forms.sections import FORMS, Section
from service.store import people
from tests.actions.steps import arrive, fill, home, profile, says, set_up, title
from tests.world import World


@pytest.fixture
def alice(world: World) -> str:
    user = world.add("Alice")
    set_up(world, user, {"age": "20_55"}, {}, {}, {})
    world.practice.close_view(user)
    return user


def open_section(world: World, user: str, section: Section) -> None:
    """Open My answers from the Home, and one section from there."""
    world.practice.click(user, home(world, user), "my_answers")
    view = world.practice.open_view_of(user)
    assert view is not None
    assert title(world, user) == "My answers"
    block_id = f"section:{section}"
    assert world.practice.click(user, view.view_id, "section", block_id=block_id).ok


def keep(world: World, user: str, section: Section, **answers: Any) -> None:
    open_section(world, user, section)
    assert fill(world, user, **answers).ok


@pytest.mark.parametrize("section", Section)
def test_every_section_opens_from_my_answers_and_goes_back_there(
    world: World, alice: str, section: Section
) -> None:
    open_section(world, alice, section)
    assert title(world, alice) == FORMS[section].title
    world.practice.close_view(alice)
    assert title(world, alice) == "My answers"


def test_a_saved_section_closes_and_shows_the_list_again(
    world: World, alice: str
) -> None:
    keep(world, alice, Section.DESK, D1_sit_hours=">6", D8_phone="daily")
    assert title(world, alice) == "My answers"
    assert profile(world, alice).answers == {"D1_sit_hours": ">6", "D8_phone": "daily"}


def test_how_it_behaves_and_what_it_carries_are_kept(world: World, alice: str) -> None:
    keep(world, alice, Section.LOAD, L1_lift="heavy_or_daily")
    ticks = ["Q5_worse_during_or_day_after_lifting_or_sport"]
    keep(world, alice, Section.PATTERN, patterns=ticks)
    kept = profile(world, alice)
    assert kept.answers == {"L1_lift": "heavy_or_daily"}
    assert kept.patterns == set(ticks)


def test_one_day_gets_hours_and_a_place_of_its_own_and_loses_them_again(
    world: World, alice: str
) -> None:
    keep(
        world,
        alice,
        Section.ONE_DAY,
        weekday="4",
        day_start="09:00",
        day_end="12:00",
        day_place="home",
    )
    assert world.person(alice).hours_by_day == {4: (time(9), time(12))}
    assert profile(world, alice).setting_by_day == {4: Setting.HOME}
    open_section(world, alice, Section.ONE_DAY)
    assert "Friday: 09:00 to 12:00, At home" in says(world, alice)
    assert fill(world, alice, weekday="4").ok
    assert world.person(alice).hours_by_day == {}
    assert profile(world, alice).setting_by_day == {}


def test_a_free_day_gets_no_hours_before_it_is_a_work_day(
    world: World, alice: str
) -> None:
    hours = {"day_start": "10:00", "day_end": "12:00"}
    open_section(world, alice, Section.ONE_DAY)
    answer = fill(world, alice, weekday="5", **hours)
    assert list(answer.errors) == ["day_start"]
    assert world.person(alice).work_days == (0, 1, 2, 3, 4)


def test_half_a_day_is_sent_back(world: World, alice: str) -> None:
    open_section(world, alice, Section.ONE_DAY)
    answer = fill(world, alice, weekday="4", day_start="09:00")
    assert answer.errors == {"day_end": "Give both times of this day, or neither."}


def test_days_that_differ_survive_a_change_of_the_usual_hours(
    world: World, alice: str
) -> None:
    hours = {"day_start": "10:00", "day_end": "12:00"}
    keep(world, alice, Section.ONE_DAY, weekday="4", day_place="home", **hours)
    keep(world, alice, Section.HOURS, start="08:00")
    person = world.person(alice)
    assert (person.work_start, person.hours_by_day) == (
        time(8),
        {4: (time(10), time(12))},
    )
    assert profile(world, alice).setting_by_day == {4: Setting.HOME}


def test_a_country_with_regions_asks_for_the_region_in_the_same_place(
    world: World, alice: str
) -> None:
    keep(world, alice, Section.HOLIDAYS, country="GB")
    assert title(world, alice) == "Public holidays"
    assert fill(world, alice, country="GB", region="SCT").ok
    assert title(world, alice) == "My answers"
    person = world.person(alice)
    assert (person.country, person.region) == ("GB", "SCT")


def test_a_country_without_regions_closes_at_once(world: World, alice: str) -> None:
    keep(world, alice, Section.HOLIDAYS, country="JP")
    assert title(world, alice) == "My answers"
    assert world.person(alice).country == "JP"


def test_what_we_see_is_said_and_the_persons_own_word_wins(
    world: World, alice: str
) -> None:
    open_section(world, alice, Section.OWN_VIEW)
    assert "I know too little yet to say" in says(world, alice)
    assert fill(world, alice, view="mixed").ok
    assert profile(world, alice).own_category is Category.MIXED
    open_section(world, alice, Section.OWN_VIEW)
    assert "You said so yourself" in says(world, alice)


def test_a_rise_of_pain_shows_its_card_and_what_we_see_waits(
    world: World, alice: str
) -> None:
    keep(world, alice, Section.SORENESS, pain="8", regions=[Region.NECK])
    assert "That is a lot of pain." in says(world, alice)
    open_section(world, alice, Section.OWN_VIEW)
    assert "That is a lot of pain." in says(world, alice)


def test_today_shows_the_plan_and_the_reasons(world: World, alice: str) -> None:
    keep(world, alice, Section.DESK, D3_screen_height="below")
    ts = arrive(world, alice)
    world.practice.click(alice, ts, "done")
    world.practice.click(alice, home(world, alice), "today")
    told = says(world, alice)
    assert "The next one comes today at about" in told
    assert "Sent" in told
    assert "You did it." in told


def test_now_sends_one_from_the_home(world: World, alice: str) -> None:
    world.practice.click(alice, home(world, alice), "now")
    assert says(world, alice) == "It is on its way to your messages."
    assert [one["user"] for one in world.sent(alice)] == [alice]
    assert world.ledger()["sent"] == 1


def test_now_says_why_not_and_leaves_nothing_behind(world: World, alice: str) -> None:
    world.clock.at("2026-03-02T21:00:00+00:00")
    before = world.ledger()
    world.practice.click(alice, home(world, alice), "now")
    assert says(world, alice) == "Nothing was sent. The working day was over."
    assert world.ledger() == before


def test_now_during_a_rest_says_so_in_the_modal_only(world: World, alice: str) -> None:
    keep(world, alice, Section.SORENESS, pain="8")
    world.practice.click(alice, home(world, alice), "now")
    assert "That is a lot of pain." in says(world, alice)
    assert world.sent(alice) == []


def in_today(world: World, user: str, action: str) -> str:
    """Press a button of the modal Today; gives what it says then."""
    world.practice.click(user, home(world, user), "today")
    view = world.practice.open_view_of(user)
    assert view is not None
    assert world.practice.click(user, view.view_id, action).ok
    return says(world, user)


def test_skip_pause_and_resume_stand_in_today_and_answer_there(
    world: World, alice: str
) -> None:
    world.run("plan")
    assert in_today(world, alice, "skip_next").startswith("Skipped. The next one comes")
    assert in_today(world, alice, "pause_today") == (
        "Paused until tomorrow. I will be quiet."
    )
    assert in_today(world, alice, "resume").startswith("I am back.")
    assert in_today(world, alice, "stop") == "Stopped. Nothing more will come."


def test_there_may_be_nothing_to_skip(world: World, alice: str) -> None:
    world.run("plan")
    for _ in range(5):
        world.practice.click(alice, home(world, alice), "today")
        view = world.practice.open_view_of(alice)
        assert view is not None
        if "skip_next" not in str(view.view):
            return
        world.practice.click(alice, view.view_id, "skip_next")
    raise AssertionError("something was left to skip after two days' nudges")


# ------------------------------------------------- what reviewers found, and is mended


def test_a_wish_whose_dispatch_is_lost_is_sent_by_the_next_tick(world: World) -> None:
    alice = world.add("Alice")
    app = replace(world.app, later=lambda _work: None)
    view_id = home(world, alice)
    click = Click(
        workspace_id=world.workspace.workspace_id,
        slack_user_id=alice,
        action="now",
        block_id="home",
        trigger_id="",
        response_url=None,
    )
    assert view_id
    assert press(app, click)
    assert press(app, click)
    assert world.sent(alice) == []
    assert world.run("dispatch") == {"sent": 1}


def test_a_stop_that_comes_after_the_claim_still_counts(world: World) -> None:
    alice = world.add("Alice")
    with world.app.engine.begin() as conn:
        person = people.by_slack_user(conn, world.workspace.workspace_id, alice)
        assert person is not None
        claimed = claim_now(world.app, conn, person)
    assert isinstance(claimed, Letter)
    world.practice.click(alice, home(world, alice), "stop")
    assert deliver(world.app, world.workspace, claimed) == "skipped"
    assert world.sent(alice) == []


def test_a_place_alone_leaves_the_hours_to_the_roster(world: World) -> None:
    alice = world.add("Alice")
    set_up(world, alice, {}, {})
    world.practice.close_view(alice)
    keep(world, alice, Section.ONE_DAY, weekday="4", day_place="home")
    assert not world.person(alice).own_hours
    assert profile(world, alice).setting_by_day == {4: Setting.HOME}


def test_a_day_that_lunch_covers_is_sent_back(world: World, alice: str) -> None:
    open_section(world, alice, Section.ONE_DAY)
    hours = {"day_start": "12:00", "day_end": "13:00"}
    answer = fill(world, alice, weekday="4", **hours)
    assert list(answer.errors) == ["day_start"]
    assert fill(world, alice, weekday="4", day_start="12:30", day_end="14:00").ok
    open_section(world, alice, Section.HOURS)
    answer = fill(world, alice, lunch_start="12:00", lunch_end="14:30")
    assert list(answer.errors) == ["lunch_start"]


def test_hours_of_a_day_that_is_no_work_day_any_more_are_forgotten(
    world: World, alice: str
) -> None:
    hours = {"day_start": "10:00", "day_end": "12:00"}
    keep(world, alice, Section.ONE_DAY, weekday="4", **hours)
    keep(world, alice, Section.HOURS, days=["0", "1"])
    assert world.person(alice).hours_by_day == {}


def test_a_pause_until_a_day_stands_in_the_home(world: World, alice: str) -> None:
    world.practice.click(alice, home(world, alice), "pause_until")
    answer = fill(world, alice, day="2026-03-01")
    assert list(answer.errors) == ["day"]
    assert fill(world, alice, day="2026-03-09").ok
    assert says(world, alice) == "Paused until 9 March. I will be quiet."


def test_why_exercise_rests_stands_first_in_today_and_in_my_answers(
    world: World, alice: str
) -> None:
    keep(world, alice, Section.SORENESS, pain="8")
    for door in ("today", "my_answers"):
        world.practice.click(alice, home(world, alice), door)
        assert says(world, alice).startswith("That is a lot of pain.")


def test_a_sign_that_comes_after_the_claim_still_stops_the_routine(
    world: World, alice: str
) -> None:
    with world.app.engine.begin() as conn:
        person = people.by_slack_user(conn, world.workspace.workspace_id, alice)
        assert person is not None
        claimed = claim_now(world.app, conn, person)
    assert isinstance(claimed, Letter)
    keep(world, alice, Section.SAFETY, emergency=["A3_chest_pain_or_breathless"])
    assert deliver(world.app, world.workspace, claimed) == "skipped"
    assert world.sent(alice) == []


def test_every_end_of_a_wish_has_its_words() -> None:
    assert {*ENDINGS.values(), "waiting", "settled_elsewhere"} == set(OUTCOMES)


def test_no_next_one_is_promised_beyond_the_days_number(
    world: World, alice: str
) -> None:
    world.run("plan")
    for _ in range(2):
        world.practice.click(alice, home(world, alice), "now")
        world.clock.advance(seconds=5)
    world.practice.click(alice, home(world, alice), "today")
    assert "The next one comes tomorrow" in says(world, alice)
