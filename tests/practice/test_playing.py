"""A visitor sees behind the scenes, and may make a person's day or Slack difficult."""

import re
from collections.abc import Sequence
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.practice.bolt_app import Seen
from tests.practice.conftest import StandingClock
from web.practice import (
    Behind,
    Impossible,
    Kind,
    Play,
    PracticeWorkspace,
    Step,
    What,
    blueprint,
)

INBOX = "/practice/inbox/U1"


class Service:
    """Tells a story, and lets its clock be moved."""

    def __init__(self) -> None:
        self.moved = ""
        self.story = [
            Step(at="09:40", what=What.PLANNED, text="For 14:20.", day="Yesterday"),
            Step(at="14:20", what=What.PUT_OFF, text="Moved to 14:40.", day="Today"),
        ]

    def clock(self, user_id: str) -> str:
        return f"Tea time for {user_id}"

    def steps(self, user_id: str) -> Sequence[Step]:
        return self.story if user_id == "U1" else []

    def plays(self) -> Sequence[Play]:
        return [
            Play(name="jump", label="Jump an hour", group="The clock", act=self._jump),
            Play(name="fail", label="Fail", group="The clock", act=self._fail),
        ]

    def _jump(self, user_id: str) -> str:
        self.moved = user_id
        return "An hour later."

    def _fail(self, user_id: str) -> str:
        raise Impossible(f"No clock for {user_id}.")


@pytest.fixture
def service() -> Service:
    return Service()


@pytest.fixture
def browser(ws: PracticeWorkspace, service: Service) -> FlaskClient:
    behind: Behind = service
    app = Flask(__name__)
    app.register_blueprint(blueprint(ws, behind=behind), url_prefix="/practice")
    return app.test_client()


@pytest.fixture
def alone(flask_app: Flask) -> FlaskClient:
    """Give the pages of a workspace that knows of no service."""
    return flask_app.test_client()


def played(browser: FlaskClient, name: str) -> str:
    answer = browser.post(f"/practice/play/U1/{name}")
    assert (answer.status_code, answer.location) == (303, f"{INBOX}#told")
    found = re.search(r'id="told"[^>]*>(.*?)</p>', browser.get(INBOX).text)
    assert found
    return found.group(1)


def present(browser: FlaskClient) -> str:
    page = browser.get(INBOX).text
    return page[page.index('id="present"') : page.index('class="try"')]


def test_the_story_is_told_by_day_in_words(browser: FlaskClient) -> None:
    page = browser.get(INBOX).text
    assert "Tea time for U1" in page
    assert page.index("<h4>Yesterday</h4>") < page.index("<h4>Today</h4>")
    assert "<strong>Put off</strong></span> Moved to 14:40." in page


def test_an_old_story_is_folded_away(browser: FlaskClient, service: Service) -> None:
    service.story = [
        Step(at="09:40", what=what, text=f"This is {what}.") for what in [*What] * 2
    ]
    assert "Earlier (8)" in browser.get(INBOX).text


def test_without_a_service_there_is_no_story_but_something_to_try(
    alone: FlaskClient,
) -> None:
    page = alone.get(INBOX).text
    assert "What Unhunch did" not in page
    assert "Monday 2 March, 11:00 in Berlin" in page
    assert "In a meeting for 30 minutes" in page
    assert alone.post("/practice/play/U1/jump").status_code == 404


def test_the_service_may_offer_more_to_play_with(
    browser: FlaskClient, service: Service
) -> None:
    assert played(browser, "jump") == "An hour later."
    assert service.moved == "U1"
    assert played(browser, "fail") == "No clock for U1."


@pytest.mark.usefixtures("app_over_http")
def test_do_not_disturb_lasts_an_hour_or_until_it_is_ended(
    browser: FlaskClient, slack: WebClient, seen: Seen, clock: StandingClock
) -> None:
    assert played(browser, "dnd") == "Do Not Disturb until 12:00."
    start = int(clock().timestamp())
    dnd = slack.dnd_info(user="U1")
    assert (dnd["next_dnd_start_ts"], dnd["next_dnd_end_ts"]) == (start, start + 3600)
    assert seen.events[0]["event"]["type"] == "dnd_updated_user"
    assert "Do Not Disturb until 12:00" in present(browser)
    assert "End Do Not Disturb" in browser.get(INBOX).text
    played(browser, "dnd-end")
    assert not slack.dnd_info(user="U1")["dnd_enabled"]
    assert "Do Not Disturb until" not in present(browser)


@pytest.mark.usefixtures("app_over_http")
def test_a_meeting_is_in_the_status_and_passes(
    browser: FlaskClient, ws: PracticeWorkspace, seen: Seen, clock: StandingClock
) -> None:
    assert played(browser, "meeting") == "In a meeting until 11:30."
    profile = seen.events[0]["event"]["user"]["profile"]
    end = clock() + timedelta(minutes=30)
    assert profile["status_emoji"] == ":spiral_calendar_pad:"
    assert profile["status_expiration"] == int(end.timestamp())
    assert "In a meeting until 11:30" in present(browser)
    clock.advance(minutes=31)
    assert "In a meeting until" not in present(browser)
    played(browser, "meeting")
    assert played(browser, "meeting-end") == "The meeting is over."
    assert not ws.members["U1"].status_emoji


def test_a_day_that_the_service_did_not_hear_of_says_so(browser: FlaskClient) -> None:
    assert "was not there to hear of it" in played(browser, "meeting")


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("slow", Kind.SLOW, "Slack takes 3 seconds for the next message"),
        ("lose", Kind.DROP_AFTER, "answer to the next message gets lost"),
        ("wait", Kind.RATE_LIMITED, "Slack asks to wait 60 seconds"),
    ],
)
def test_slack_can_be_put_in_trouble_for_one_person(
    browser: FlaskClient, ws: PracticeWorkspace, name: str, kind: Kind, words: str
) -> None:
    played(browser, name)
    fault = ws.faults.due()[0]
    assert (fault.method, fault.kind, fault.user) == ("chat.postMessage", kind, "U1")
    assert words in present(browser).replace("&#39;", "'")
    assert "Slack takes" not in browser.get("/practice/inbox/U2").text
    assert played(browser, "calm") == "Slack is well again."
    assert ws.faults.due() == []


def test_a_trouble_is_met_by_the_next_message_only(
    browser: FlaskClient, slack: WebClient
) -> None:
    played(browser, "wait")
    with pytest.raises(SlackApiError) as refused:
        slack.chat_postMessage(channel="U1", text="Stretch")
    assert refused.value.response.headers["Retry-After"] == "60"
    assert slack.chat_postMessage(channel="U1", text="Stretch")["ok"]


def test_only_known_plays_for_known_people_are_done(browser: FlaskClient) -> None:
    assert browser.post("/practice/play/U1/dance").status_code == 404
    assert browser.post("/practice/play/U404/slow").status_code == 404
    assert browser.get("/practice/play/U1/slow").status_code == 405
