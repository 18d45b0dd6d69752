"""The pages show what Slack would show, work without JavaScript, and escape."""

import gzip
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from slack_sdk import WebClient

from tests.practice.bolt_app import Seen
from tests.practice.pieces import (
    a_button,
    a_choice,
    a_modal,
    a_section,
    an_input,
    opened,
    posted,
)
from web import practice
from web.practice import PracticeWorkspace
from web.practice.mrkdwn import shown

STATIC = Path(practice.__file__).parent / "static"
HOSTILE = "<script>alert('hi')</script>"


@pytest.fixture
def browser(flask_app: Flask) -> FlaskClient:
    return flask_app.test_client()


def hidden(page: str) -> dict[str, str]:
    pattern = r'<input type="hidden" name="(\w+)" value="([^"]*)">'
    return dict(re.findall(pattern, page))


def test_the_first_page_lists_people_with_their_messages(
    browser: FlaskClient, slack: WebClient
) -> None:
    posted(slack)
    page = browser.get("/practice/").text
    assert "Alice Example" in page
    assert re.search(r'<td class="figure">1</td>', page)
    assert "11:00" in page  # ten o'clock in UTC, in Berlin
    assert "Carol Gone" not in page
    assert "Slackbot" not in page


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*bold* _it_ ~no~ `x`", "<strong>bold</strong> <em>it</em> <s>no</s>"),
        ("2*3*4 snake_case_name", "2*3*4 snake_case_name"),
        ("a\nb", "a<br>b"),
        (
            "<https://example.com|here>",
            '<a href="https://example.com" rel="noreferrer">here</a>',
        ),
        ("<javascript:alert(1)|here>", "here"),
        ("&lt;b&gt; &amp; co", "&lt;b&gt; &amp; co"),
        (HOSTILE, "script"),
        ('<https://x" onload="y>', "https://x&#34; onload=&#34;y"),
    ],
)
def test_slacks_mark_up_becomes_html_and_nothing_else_does(
    text: str, html: str
) -> None:
    result = str(shown({"type": "mrkdwn", "text": text}))
    assert html in result
    assert "<script" not in result
    assert "javascript:" not in result


def test_plain_text_has_no_mark_up() -> None:
    plain = shown({"type": "plain_text", "text": f"*a* {HOSTILE}"})
    assert str(plain).startswith("*a* &lt;script&gt;")


def test_hostile_names_and_texts_are_shown_and_not_run(
    browser: FlaskClient, ws: PracticeWorkspace, slack: WebClient
) -> None:
    ws.add_member("U1", HOSTILE)
    button = a_button(text={"type": "plain_text", "text": HOSTILE}, value='"><b>')
    row = {"type": "actions", "block_id": '"><i>', "elements": [button]}
    header = {"type": "header", "text": {"type": "plain_text", "text": HOSTILE}}
    blocks = [a_section(f"Hi {HOSTILE}"), row, header]
    slack.chat_postMessage(channel="U1", text=HOSTILE, blocks=blocks)
    slack.chat_postMessage(channel="U1", text=HOSTILE)
    ws.notices["U1"] = HOSTILE
    for path in ("/practice/", "/practice/inbox/U1"):
        page = browser.get(path).text
        assert "&lt;script&gt;" in page
        assert "<script>" not in page
        assert "<i>" not in page


@pytest.mark.usefixtures("app_over_http")
def test_a_button_works_and_brings_the_person_back(
    browser: FlaskClient, slack: WebClient, seen: Seen
) -> None:
    ts = posted(slack)
    form = {"where": ts, "block_id": "row", "action_id": "done"}
    answer = browser.post("/practice/inbox/U1/click", data=form)
    assert answer.status_code == 303
    assert answer.location == f"/practice/inbox/U1#m-{ts}"
    assert len(seen.clicks) == 1
    assert "Noted" in browser.get("/practice/inbox/U1").text


@pytest.mark.usefixtures("app_over_http")
def test_a_choice_opens_a_form_over_a_page_that_cannot_be_used(
    browser: FlaskClient, slack: WebClient
) -> None:
    ts = posted(slack)
    assert " inert>" not in browser.get("/practice/inbox/U1").text
    form = {"where": ts, "block_id": "row", "action_id": "more", "option": "why"}
    answer = browser.post("/practice/inbox/U1/click", data=form)
    # A fragment would keep the form's first field from getting the keyboard.
    assert answer.location == "/practice/inbox/U1"
    page = browser.get("/practice/inbox/U1").text
    assert "Set up</h1>" in page
    assert " inert>" in page


FORM = a_modal(
    an_input("place", a_choice("radio_buttons", "desk", "home")),
    an_input("many", a_choice("checkboxes", "a", "b"), optional=True),
    an_input("pick", a_choice("static_select", "a", "b"), optional=True),
    an_input("when", {"type": "timepicker"}, optional=True),
    {"type": "actions", "elements": [a_button(), a_button("other")]},
)


@pytest.mark.usefixtures("app_over_http")
def test_a_form_is_filled_in_and_sent(
    browser: FlaskClient, ws: PracticeWorkspace, slack: WebClient, seen: Seen
) -> None:
    opened(slack, ws, FORM)
    page = browser.get("/practice/inbox/U1").text
    data = {
        "hash": hidden(page)["hash"],
        "answer-0": "home",
        "answer-1": ["a", "b"],
        "answer-2": "",
        "answer-3": "09:30",
    }
    browser.post("/practice/inbox/U1/send", data=data)
    values = seen.forms[0]["view"]["state"]["values"]
    assert values["place"]["it"]["selected_option"]["value"] == "home"
    assert len(values["many"]["it"]["selected_options"]) == 2
    assert values["pick"]["it"]["selected_option"] is None
    assert values["when"]["it"]["selected_time"] == "09:30"
    assert ws.open_view_of("U1") is None


@pytest.mark.usefixtures("app_over_http")
def test_an_empty_required_field_is_named_beside_it(
    browser: FlaskClient, ws: PracticeWorkspace, slack: WebClient
) -> None:
    opened(slack, ws, FORM)
    data = {"hash": hidden(browser.get("/practice/inbox/U1").text)["hash"]}
    page = browser.post("/practice/inbox/U1/send", data=data, follow_redirects=True)
    assert 'id="answer-0-error">Please complete this required field.' in page.text
    assert 'aria-describedby="answer-0-error"' in page.text
    assert '<a href="#answer-0-1">Your place: Please complete' in page.text
    assert "<title>Error: Set up" in page.text


@pytest.mark.usefixtures("app_over_http")
def test_a_button_in_a_form_keeps_what_was_entered(
    browser: FlaskClient, ws: PracticeWorkspace, slack: WebClient, seen: Seen
) -> None:
    opened(slack, ws, FORM)
    page = browser.get("/practice/inbox/U1").text
    data = {"hash": hidden(page)["hash"], "answer-0": "home", "press": "4"}
    page = browser.post(
        "/practice/inbox/U1/send", data=data, follow_redirects=True
    ).text
    assert seen.clicks[0]["actions"][0]["action_id"] == "done"
    assert 'value="home" checked' in page


def test_a_form_that_changed_meanwhile_is_shown_again(
    browser: FlaskClient, ws: PracticeWorkspace, slack: WebClient
) -> None:
    opened(slack, ws)
    page = browser.post(
        "/practice/inbox/U1/send", data={"hash": "old"}, follow_redirects=True
    )
    assert "has changed meanwhile" in page.text
    browser.post("/practice/inbox/U1/close")
    assert ws.open_view_of("U1") is None


def test_an_app_that_is_away_is_told_to_the_person(
    browser: FlaskClient, slack: WebClient
) -> None:
    form = {"where": posted(slack), "block_id": "row", "action_id": "done"}
    page = browser.post("/practice/inbox/U1/click", data=form, follow_redirects=True)
    assert "We had some trouble connecting." in page.text


@pytest.mark.usefixtures("app_over_http")
def test_the_home_tab_is_opened_and_shown(
    browser: FlaskClient, slack: WebClient, seen: Seen
) -> None:
    slack.views_publish(
        user_id="U1", view={"type": "home", "blocks": [a_section("Welcome home")]}
    )
    page = browser.post("/practice/inbox/U1/home", follow_redirects=True).text
    assert "Welcome home" in page
    assert seen.events[0]["event"]["tab"] == "home"


@pytest.mark.usefixtures("app_over_http")
def test_a_slash_command_is_typed_and_answered_below(browser: FlaskClient) -> None:
    def typed(text: str) -> str:
        fields = {"typed": text}
        sent = browser.post(
            "/practice/inbox/U1/command", data=fields, follow_redirects=True
        )
        return sent.text

    page = typed("/unhunch help")
    assert "You typed help." in page
    assert "Only visible to you" in page
    assert "turned off" in typed("hello")
    assert "/dance is not a valid command." in typed("/dance")


def test_each_input_has_its_label(
    browser: FlaskClient, ws: PracticeWorkspace, slack: WebClient
) -> None:
    opened(slack, ws, FORM)
    page = browser.get("/practice/inbox/U1").text
    labelled = set(re.findall(r'<label[^>]* for="([^"]+)"', page))
    fields = set(re.findall(r'<(?:input|select) id="([^"]+)"', page))
    assert fields
    assert fields <= labelled


def test_looking_at_the_pages_changes_nothing(
    browser: FlaskClient, ws: PracticeWorkspace
) -> None:
    for path in ("", "inbox/U1", "inbox/U1?tab=home", "inbox/U1/state"):
        assert browser.get(f"/practice/{path}").status_code == 200
    assert not ws.channels


def test_unknown_people_and_deeds_are_not_found(browser: FlaskClient) -> None:
    assert browser.get("/practice/inbox/U404").status_code == 404
    assert browser.get("/practice/inbox/U404/state").status_code == 404
    assert browser.post("/practice/inbox/U1/dance").status_code == 404
    assert browser.get("/practice/inbox/U1/click").status_code == 405


def test_a_page_loads_nothing_from_elsewhere_and_holds_no_code(
    browser: FlaskClient, slack: WebClient
) -> None:
    posted(slack)
    answer = browser.get("/practice/inbox/U1")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert not re.search(
        r"<style|<script>|<script [^s]| style=| on[a-z]+=", answer.text
    )
    assert "http-equiv" not in answer.text


def test_what_a_page_needs_is_small(browser: FlaskClient, slack: WebClient) -> None:
    for _ in range(20):
        posted(slack)
    page = browser.get("/practice/inbox/U1").data
    files = {
        name: (STATIC / name).read_bytes()
        for name in re.findall(r"/practice/static/([\w.]+)", page.decode())
    }
    assert files.keys() == {"style.css", "live.js", "mark.svg"}
    assert len(files["live.js"]) < 2_000
    together = sum(len(gzip.compress(one)) for one in [page, *files.values()])
    assert together < 60_000
