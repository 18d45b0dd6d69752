"""The conversation reads as in Slack: by day, newest last, drawn as Slack draws."""

import re
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from slack_sdk import WebClient

from tests.practice.bolt_app import Seen
from tests.practice.conftest import StandingClock
from tests.practice.pieces import (
    a_button,
    a_choice,
    a_modal,
    a_nudge,
    a_section,
    an_input,
    opened,
    option,
    plain,
    posted,
)
from web.practice import PracticeWorkspace

INBOX = "/practice/inbox/U1"


@pytest.fixture
def browser(flask_app: Flask) -> FlaskClient:
    return flask_app.test_client()


def sent(slack: WebClient, *blocks: dict[str, Any], text: str = "Stretch") -> str:
    answer = slack.chat_postMessage(channel="U1", text=text, blocks=blocks or None)
    return str(answer["ts"])


def test_messages_stand_under_their_local_day_with_the_newest_last(
    browser: FlaskClient, slack: WebClient, clock: StandingClock
) -> None:
    for text in ("First", "Second", "Third"):
        sent(slack, text=text)
        clock.advance(hours=20)
    clock.advance(hours=-20)
    page = browser.get(INBOX).text
    days = re.findall(r'<h2 class="day"><span>(.*?)</span>', page)
    assert days == ["Monday 2 March", "Yesterday", "Today"]
    assert page.index("First") < page.index("Second") < page.index("Third")
    assert re.findall(r"<time [^>]*>(.*?)</time>", page) == ["11:00", "07:00", "03:00"]


def test_old_messages_wait_behind_a_link(
    browser: FlaskClient, slack: WebClient
) -> None:
    for number in range(23):
        sent(slack, text=f"Number {number}.")
    page = browser.get(INBOX).text
    assert "Earlier messages (3)" in page
    assert "Number 2." not in page
    assert f"{INBOX}?all=1" in page
    assert "Number 2." in browser.get(f"{INBOX}?all=1").text


def test_a_message_for_one_person_says_so(
    browser: FlaskClient, ws: PracticeWorkspace, slack: WebClient
) -> None:
    ts = posted(slack)
    assert "Only visible to you" not in browser.get(INBOX).text
    message = ws.messages_of("U1")[0]
    ws.keep_message(replace(message, is_ephemeral=True))
    assert message.ts == ts
    assert "Only visible to you" in browser.get(INBOX).text


@pytest.mark.usefixtures("app_over_http")
def test_a_menu_is_a_list_of_buttons_that_send_at_once(
    browser: FlaskClient, slack: WebClient, seen: Seen
) -> None:
    posted(slack)
    page = browser.get(INBOX).text
    menu = re.search(r"<details.*?</details>", page, re.DOTALL)
    assert menu
    form = dict(re.findall(r'type="hidden" name="(\w+)" value="(.*?)"', menu.group()))
    assert re.findall(r'name="option" value="(\w+)"', menu.group()) == ["why", "pause"]
    browser.post(f"{INBOX}/click", data={**form, "option": "pause"})
    assert seen.clicks[0]["actions"][0]["selected_option"]["value"] == "pause"


def test_only_images_of_this_server_are_loaded(
    browser: FlaskClient, slack: WebClient, base_url: str
) -> None:
    for place in (base_url, "https://elsewhere.example"):
        url = f"{place}/row.png"
        sent(slack, {"type": "image", "image_url": url, "alt_text": "Band row"})
    page = browser.get(INBOX).text
    assert re.findall(r'<img [^>]*src="(.*?)"', page) == ["/practice/row.png"]
    assert 'role="img" aria-label="Band row"' in page
    assert "elsewhere.example" not in page


def test_a_button_that_asks_back_does_so(
    browser: FlaskClient, slack: WebClient
) -> None:
    confirm = {
        "title": plain("Stop all nudges"),
        "text": plain("Nothing comes any more."),
        "confirm": plain("Yes, stop"),
        "deny": plain("No"),
    }
    sent(slack, {"type": "actions", "elements": [a_button(confirm=confirm)]})
    page = browser.get(INBOX).text
    assert re.search(r'<summary class="button ">Done</summary>', page)
    assert "Nothing comes any more." in page
    assert "Yes, stop</button>" in page


def test_options_stand_in_their_groups(
    browser: FlaskClient, ws: PracticeWorkspace, slack: WebClient
) -> None:
    groups = [
        {"label": plain(letter), "options": [option(letter * 2)]} for letter in "abc"
    ]
    element = {"type": "static_select", "option_groups": groups}
    opened(slack, ws, a_modal(an_input("country", element)))
    page = browser.get(INBOX).text
    assert re.findall(r'<optgroup label="(\w)">', page) == ["a", "b", "c"]


def test_a_form_shows_its_hints_and_what_is_optional(
    browser: FlaskClient, ws: PracticeWorkspace, slack: WebClient
) -> None:
    note = {"type": "plain_text_input", "multiline": True, "initial_value": "Hm"}
    many = a_choice("checkboxes", "a")
    many["options"][0]["description"] = plain("The first letter")
    view = a_modal(
        an_input("note", note, optional=True, hint=plain("In your own words.")),
        an_input("many", many, optional=True),
    )
    opened(slack, ws, view)
    page = browser.get(INBOX).text
    assert 'aria-describedby="answer-0-hint"' in page
    assert ">In your own words.</p>" in page
    assert "autofocus" in re.findall(r"<textarea[^>]*>Hm<", page)[0]
    assert page.count("(optional)") == 2
    assert "The first letter" in page


def test_the_home_tab_comes_back_to_what_was_pressed(
    browser: FlaskClient, slack: WebClient, app_over_http: object
) -> None:
    row = {"type": "actions", "elements": [a_button("more"), a_button("done")]}
    home = {"type": "home", "blocks": [a_section("Welcome home"), row]}
    assert "has not shown a Home tab yet" in browser.get(f"{INBOX}?tab=home").text
    view = slack.views_publish(user_id="U1", view=home)["view"]
    page = browser.get(f"{INBOX}?tab=home").text
    assert "Welcome home" in page
    assert "Welcome home" not in browser.get(INBOX).text
    form = {"where": view["id"], "action_id": "done", "number": "1"}
    answer = browser.post(f"{INBOX}/click?tab=home", data=form)
    assert answer.location == f"{INBOX}?tab=home#c-{view['id']}-1"
    assert f'id="c-{view["id"]}-1"' in page


@pytest.mark.usefixtures("app_over_http")
def test_what_changed_can_be_asked_cheaply(
    browser: FlaskClient, ws: PracticeWorkspace, slack: WebClient
) -> None:
    states = [browser.get(f"{INBOX}/state").json]
    ts = posted(slack)
    states.append(browser.get(f"{INBOX}/state").json)
    ws.click("U1", ts, "done")
    states.append(browser.get(f"{INBOX}/state").json)
    opened(slack, ws)
    states.append(browser.get(f"{INBOX}/state").json)
    assert states[-1] == browser.get(f"{INBOX}/state").json
    assert len({state["stamp"] for state in states}) == 4
    assert len({state["view"] for state in states}) == 2
    assert f'data-stamp="{states[-1]["stamp"]}"' in browser.get(INBOX).text


def test_thousands_of_people_stand_on_pages(
    browser: FlaskClient, ws: PracticeWorkspace
) -> None:
    for number in range(410):
        ws.add_member(f"UX{number}", f"Person {number}")
    first, last = (browser.get(f"/practice/?page={n}").text for n in (1, 99))
    assert first.count('<th scope="row">') == 200
    assert last.count('<th scope="row">') == 12
    assert "Page 3 of 3" in last
    assert "?page=2" in first
    assert browser.get("/practice/?page=x").status_code == 200


def test_each_link_and_form_stays_in_its_team(
    browser: FlaskClient, ws: PracticeWorkspace, slack: WebClient
) -> None:
    slack.chat_postMessage(channel="U1", text="x", blocks=a_nudge())
    page = browser.get(f"{INBOX}?team={ws.team_id}").text
    inside = re.findall(r'(?:href|action)="(/practice/(?!static)[^"]*)"', page)
    assert inside
    assert all("team=T0PRACTICE" in one for one in inside)
