"""My answers in the browser: saved section by section, nothing typed is lost."""

from datetime import time
from typing import Any

import pytest

from service.core.profile import Equipment, Limit, Region, Setting
from service.core.questions import QUESTIONS
from tests.actions.steps import profile
from tests.web.browsing import Browsing, sign_in
from tests.world import World
from web.me.answers import PAGES

HOURS: dict[str, Any] = {
    "place": "office",
    "days": ["0", "1", "2", "3", "4"],
    "start": "08:00",
    "end": "16:00",
    "lunch_start": "12:00",
    "lunch_end": "12:30",
    "per_day": "3",
    "by_day": "asked",
}


@pytest.fixture
def alice(world: World) -> str:
    return world.add("Alice")


@pytest.fixture
def browser(world: World, alice: str) -> Browsing:
    return sign_in(world, alice)


def save(browser: Browsing, section: str, **fields: Any) -> str:
    """Send a section that is taken; gives where it goes on."""
    answer = browser.post(f"/me/answers/{section}/save", {"go_on": "yes", **fields})
    assert answer.status == 303, answer.text
    return answer.to


def test_every_section_left_blank_leads_to_the_next_and_ends_in_the_overview(
    browser: Browsing,
) -> None:
    path = "/me/answers/safety"
    seen = []
    while path != "/me/answers":
        seen.append(path.rpartition("/")[2])
        fields = HOURS if path.endswith("hours") else {}
        path = save(browser, seen[-1], **fields)
    assert seen == [str(section) for section in PAGES]


@pytest.mark.parametrize("section", PAGES)
def test_each_section_can_be_opened_and_left_alone(
    browser: Browsing, section: str
) -> None:
    page = browser.get(f"/me/answers/{section}")
    assert page.status == 200
    assert "Save and" in page.text


@pytest.mark.parametrize("section", ["one_day", "nonsense", "Safety"])
def test_a_section_that_is_none_of_a_page_is_not_found(
    browser: Browsing, section: str
) -> None:
    assert browser.get(f"/me/answers/{section}").status == 404
    assert browser.post(f"/me/answers/{section}/save").status == 404


def test_desk_and_load_are_kept_and_shown_again(
    world: World, browser: Browsing, alice: str
) -> None:
    save(browser, "desk", D1_sit_hours=">6", D3_screen_height="below")
    save(browser, "load", L1_lift="rarely")
    assert profile(world, alice).answers == {
        "D1_sit_hours": ">6",
        "D3_screen_height": "below",
        "L1_lift": "rarely",
    }
    page = browser.get("/me/answers/desk").text
    assert 'name="D3_screen_height" value="below" checked' in page


def test_an_answer_can_be_taken_back(
    world: World, browser: Browsing, alice: str
) -> None:
    save(browser, "desk", D1_sit_hours=">6", D2_unbroken=">60min")
    save(browser, "desk", D1_sit_hours="rather_not", D2_unbroken=">60min")
    assert profile(world, alice).answers == {"D2_unbroken": ">60min"}


def test_limits_equipment_and_soreness_are_kept(
    world: World, browser: Browsing, alice: str
) -> None:
    save(browser, "limits", limits_joints=["knee"], equipment=["band", "mat"])
    save(browser, "soreness", pain="3", regions=["neck", "shoulders"])
    save(browser, "pattern", patterns=["Q2_eases_when_I_get_up"])
    kept = profile(world, alice)
    assert kept.limits == {Limit.KNEE}
    assert kept.equipment == {Equipment.BAND, Equipment.MAT}
    assert kept.pains[-1].score == 3
    assert kept.pains[-1].regions == {Region.NECK, Region.SHOULDERS}
    assert kept.patterns == {"Q2_eases_when_I_get_up"}


def test_hours_places_and_days_that_differ_are_kept(
    world: World, browser: Browsing, alice: str
) -> None:
    save(
        browser,
        "hours",
        **HOURS,
        start_4="09:00",
        end_4="13:00",
        place_0="home",
    )
    person = world.person(alice)
    assert (person.work_start, person.work_end) == (time(8), time(16))
    assert person.hours_by_day == {4: (time(9), time(13))}
    assert (person.nudges_per_day, person.own_hours) == (3, True)
    kept = profile(world, alice)
    assert kept.setting is Setting.OFFICE
    assert kept.setting_by_day == {0: Setting.HOME}
    page = browser.get("/me/answers/hours").text
    assert 'name="start_4" type="time" value="09:00"' in page
    assert "<details" in page
    assert " open>" in page


@pytest.mark.parametrize(
    ("section", "wrong", "where", "sentence"),
    [
        ("hours", {"end": "07:00"}, "end", "Work ends before it starts"),
        ("hours", {"start": "nine"}, "start", "'nine' is not a time."),
        ("hours", {"start": ""}, "start", "Please give a time."),
        ("hours", {"end": "08:20"}, "end", "give half an hour at least"),
        ("hours", {"lunch_end": ""}, "lunch_end", "Give both times of lunch"),
        ("hours", {"start_4": "09:00"}, "end_4", "Give both times of this day"),
        ("hours", {"start_4": "9", "end_4": "x"}, "start_4", "'9' is not a time."),
        (
            "hours",
            {"start_6": "09:00", "end_6": "12:00"},
            "start_6",
            "Tick this day under your work days too",
        ),
        ("hours", {"days": []}, "days", "Please choose one."),
        ("soreness", {"regions": ["neck"]}, "pain", "choose how strong it is"),
        ("soreness", {"pain": "99"}, "pain", "not one of those on the screen"),
        ("desk", {"D6_chair": "throne"}, "D6_chair", "not one of those"),
        ("holidays", {"country": "XX"}, "country", "The country 'XX' is not known."),
    ],
)
def test_a_wrong_value_is_shown_beside_its_field_and_nothing_typed_is_lost(  # noqa: PLR0917
    world: World,
    browser: Browsing,
    alice: str,
    section: str,
    wrong: dict[str, Any],
    where: str,
    sentence: str,
) -> None:
    usual = {**HOURS, "lunch_start": "11:45"} if section == "hours" else {}
    before = world.person(alice), profile(world, alice)
    answer = browser.post(f"/me/answers/{section}/save", {**usual, **wrong})
    assert answer.status == 422
    assert f'id="error-{where}"' in answer.text
    assert sentence in answer.text.split(f'id="error-{where}"')[1][:200]
    assert f'href="#field-{where}"' in answer.text
    assert "Mistake:" in answer.text
    for name, value in {**usual, **wrong}.items():
        if isinstance(value, str) and name.startswith(("start", "end", "lunch")):
            assert f'name="{name}" type="time" value="{value}"' in answer.text
    assert (world.person(alice), profile(world, alice)) == before


def test_a_country_with_regions_asks_for_the_region_next(
    world: World, browser: Browsing, alice: str
) -> None:
    assert save(browser, "holidays", country="DE") == "/me/answers/holidays"
    page = browser.get("/me/answers/holidays").text
    assert "Which part of the country is it?" in page
    assert "Bavaria" in page or "Bayern" in page
    assert save(browser, "holidays", country="DE", region="BY") == "/me/answers"
    person = world.person(alice)
    assert (person.country, person.region) == ("DE", "BY")


def test_another_country_forgets_the_region(
    world: World, browser: Browsing, alice: str
) -> None:
    save(browser, "holidays", country="DE")
    save(browser, "holidays", country="DE", region="BY")
    save(browser, "holidays", country="JP", region="BY")
    person = world.person(alice)
    assert (person.country, person.region) == ("JP", None)


def test_own_holidays_beat_the_roster(
    world: World, browser: Browsing, alice: str
) -> None:
    save(browser, "holidays", country="JP")
    world.add("Alice", country="DE", team="Web")
    person = world.person(alice)
    assert (person.country, person.team) == ("JP", "Web")


def test_a_nudge_does_not_come_on_the_holiday_that_was_just_chosen(
    world: World, browser: Browsing, alice: str
) -> None:
    world.clock.at("2026-05-01T05:00:00+00:00")
    browser = sign_in(world, alice)
    world.run("plan")
    assert {one.local_day.day for one in world.nudges(alice)} == {1}
    save(browser, "holidays", country="DE")
    states = {one.state for one in world.nudges(alice) if one.local_day.day == 1}
    assert states == {"skipped"}


def test_the_overview_says_what_it_sees_how_sure_and_what_comes(
    world: World, browser: Browsing, alice: str
) -> None:
    world.run("plan")
    save(browser, "safety")
    save(browser, "soreness")
    most = {one: list(QUESTIONS[one].points)[-1] for one in QUESTIONS if one[0] == "D"}
    save(browser, "desk", **most)
    save(
        browser,
        "load",
        **{
            one: next(iter(QUESTIONS[one].points)) for one in QUESTIONS if one[0] == "L"
        },
    )
    page = browser.get("/me/answers").text
    assert "It looks mostly like desk load." in page
    assert "Your answers point there quite clearly." in page
    assert "16 of 16 questions" in page
    assert "The next routine comes today at about" in page


def test_the_persons_own_word_wins_and_can_be_taken_back(
    world: World, browser: Browsing, alice: str
) -> None:
    save(browser, "safety")
    save(browser, "soreness")
    assert (
        "16 questions on desk and load are still open"
        in browser.get("/me/answers").text
    )
    save(browser, "own_view", view="overuse")
    page = browser.get("/me/answers").text
    assert "It looks more like lifting, carrying or training." in page
    assert "You said so yourself" in page
    save(browser, "own_view", view="as_seen")
    assert profile(world, alice).own_category is None


def test_a_sign_that_needs_a_clinician_shows_its_card_and_ends_nudges(
    world: World, browser: Browsing, alice: str
) -> None:
    world.run("plan")
    to = save(browser, "soreness", pain="3", urgent=["B2_weight_loss"])
    assert to == "/me/answers"
    page = browser.get("/me/answers").text
    assert "should be looked at by a clinician soon" in page
    assert "A clinician says it is fine" in page
    assert "It looks mostly" not in page
    assert "Exercise rests for now" in browser.get("/me/").text


def test_nobody_else_sees_or_changes_the_answers(world: World, alice: str) -> None:
    hers, bob = sign_in(world, alice), world.add("Bob")
    save(hers, "desk", D1_sit_hours=">6")
    his = sign_in(world, bob)
    assert "checked" not in his.get("/me/answers/desk").text
    save(his, "desk", D1_sit_hours="<4")
    assert profile(world, alice).answers == {"D1_sit_hours": ">6"}


def test_no_address_of_a_page_tells_what_was_answered(browser: Browsing) -> None:
    to = [
        save(browser, "desk", D1_sit_hours=">6"),
        save(browser, "soreness", pain="9", regions=["neck"]),
        save(browser, "holidays", country="DE"),
    ]
    assert to == ["/me/answers/load", "/me/answers", "/me/answers/holidays"]


def test_every_mistake_of_a_form_is_shown_at_once_with_the_name_of_its_field(
    browser: Browsing,
) -> None:
    wrong = {"end": "07:00", "start_4": "09:00", "start_6": "09:00", "end_6": "12:00"}
    page = browser.post("/me/answers/hours/save", {**HOURS, **wrong}).text
    assert "Work ends: Work ends before it starts" in page
    assert "Friday, to: Give both times of this day" in page
    assert "Sunday, from: Tick this day under your work days too" in page


# ------------------------------------------------- what reviewers found, and is mended


@pytest.mark.parametrize("first", ["safety", "soreness"])
def test_one_half_of_the_safety_questions_is_no_answer_yet(
    world: World, browser: Browsing, alice: str, first: str
) -> None:
    save(browser, first)
    assert not profile(world, alice).safety_answered
    assert "Begin" in browser.get("/me/answers").text
    save(browser, "soreness" if first == "safety" else "safety")
    assert profile(world, alice).safety_answered
    assert "Begin" not in browser.get("/me/answers").text


def test_a_slip_in_the_hours_costs_nothing_once_it_is_put_right(
    world: World, browser: Browsing, alice: str
) -> None:
    world.run("plan")
    save(browser, "hours", **HOURS)
    before = [(one.slot, one.state, one.due_at) for one in world.nudges(alice)]
    save(browser, "hours", **{**HOURS, "days": ["4"]})
    assert {one.state for one in world.nudges(alice)} == {"skipped"}
    save(browser, "hours", **HOURS)
    after = [(one.slot, one.state, one.due_at) for one in world.nudges(alice)]
    assert [one for one in after if one[1] == "planned"] == [
        one for one in before if one[1] == "planned"
    ]


@pytest.mark.parametrize("region", ["BY", "by", "Bayern"])
def test_a_region_of_the_roster_is_chosen_on_the_page_and_kept(
    world: World, region: str
) -> None:
    user = world.add("Cleo", country="de", region=region)
    browser = sign_in(world, user)
    page = browser.get("/me/answers/holidays").text
    assert 'value="DE" selected' in page
    assert 'value="BY" selected' in page
    save(browser, "holidays", country="DE", region="BY")
    person = world.person(user)
    assert (person.country, person.region) == ("DE", "BY")


def test_a_sign_is_taken_back_only_with_a_clinicians_word(
    world: World, browser: Browsing, alice: str
) -> None:
    save(browser, "safety", emergency=["A4_serious_accident"])
    answer = browser.post("/me/answers/safety/save", {})
    assert answer.status == 422
    assert "You took a sign back" in answer.text
    assert profile(world, alice).flags == {"A4_serious_accident"}
    save(browser, "safety", cleared="cleared")
    assert profile(world, alice).flags == frozenset()


def test_an_urgent_sign_is_not_lost_by_unticking_it(
    world: World, browser: Browsing, alice: str
) -> None:
    save(browser, "soreness", pain="2", urgent=["B2_weight_loss"])
    answer = browser.post("/me/answers/soreness/save", {"pain": "1"})
    assert answer.status == 422
    assert "Say under Safety first" in answer.text
    assert profile(world, alice).flags == {"B2_weight_loss"}


def test_an_emergency_comes_first_and_loud(browser: Browsing) -> None:
    save(browser, "safety", emergency=["A3_chest_pain_or_breathless"])
    page = browser.get("/me/answers").text
    assert "Saved." not in page
    assert page.index("Get medical help now") < page.index(">My answers</h1>")
    assert "Get medical help now" in browser.get("/me/").text


def test_gym_things_can_be_unticked_again(
    world: World, browser: Browsing, alice: str
) -> None:
    save(browser, "hours", **{**HOURS, "place": "gym"})
    save(browser, "limits", equipment=["bench", "machine", "band"])
    save(browser, "limits", equipment=["band"])
    assert profile(world, alice).equipment == {Equipment.BAND}


def test_several_values_that_cannot_be_read_are_all_shown(browser: Browsing) -> None:
    wrong = {"start": "25:00", "end": "99:00", "lunch_start": "noon"}
    page = browser.post("/me/answers/hours/save", {**HOURS, **wrong}).text
    for value in wrong.values():
        assert f"'{value}' is not a time." in page
