"""Tests and the demo can play a person, or a bad day, over plain HTTP."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from slack_sdk import WebClient

from tests.practice.bolt_app import Seen
from tests.practice.pieces import opened, posted
from web.practice import PracticeWorkspace

pytestmark = pytest.mark.usefixtures("app_over_http")


@pytest.fixture
def control(flask_app: Flask) -> FlaskClient:
    return flask_app.test_client()


def told(control: FlaskClient, what: str, **given: Any) -> Any:
    return control.post(f"/practice/control/{what}", json=given).json


def view_of_alice(control: FlaskClient) -> Any:
    person: Any = control.get("/practice/control/person/U1").json
    return person["view"]


def test_a_click_and_a_choice(
    control: FlaskClient, slack: WebClient, seen: Seen
) -> None:
    ts = posted(slack)
    chosen = {"value": "pause"}
    told(control, "click", user="U1", ts=ts, action_id="more", selected_option=chosen)
    answer = told(control, "click", user="U1", ts=ts, action_id="done", repeat=2)
    assert (answer["ok"], answer["statuses"]) == (True, [200, 200])
    assert seen.clicks[0]["actions"][0]["selected_option"]["value"] == "pause"


def test_a_form_is_seen_refused_sent_and_closed(
    control: FlaskClient, ws: PracticeWorkspace, slack: WebClient, seen: Seen
) -> None:
    opened(slack, ws)
    view = view_of_alice(control)
    refused = told(control, "submit", user="U1", view_id=view["id"], values={})
    values = {"place": {"it": "home"}}
    sent = told(control, "submit", user="U1", view_id=view["id"], values=values)
    opened(slack, ws)
    closed = told(control, "close", user="U1")
    assert refused["errors"] == {"place": "Please complete this required field."}
    assert (sent["ok"], closed["ok"], len(seen.forms)) == (True, True, 1)
    assert view_of_alice(control) is None


def test_an_event(control: FlaskClient, ws: PracticeWorkspace, seen: Seen) -> None:
    assert told(control, "event", type="team_join", user="U9", name="Dora")["ok"]
    assert ws.members["U9"].name == "Dora"
    assert seen.events[0]["event"]["type"] == "team_join"


def test_faults_and_limits_are_set_and_cleared(
    control: FlaskClient, ws: PracticeWorkspace
) -> None:
    assert told(control, "faults", method="auth.test", kind="html", times=3)["ok"]
    assert told(control, "limits", per_minute=1, per_channel_seconds=1)["ok"]
    limits = [ws.limits.per_minute]
    control.delete("/practice/control/limits")
    control.delete("/practice/control/faults")
    limits.append(ws.limits.per_minute)
    assert limits == [1, None]
    assert ws.faults.take("auth.test", None) is None


@pytest.mark.parametrize(
    ("what", "given"),
    [
        ("click", {"user": "U1", "ts": "1.0", "action_id": "done"}),
        ("click", {"user": "U1"}),
        ("submit", {"user": "U1"}),
        ("event", {"type": "team_join", "user": "U9", "shoe_size": 43}),
        ("faults", {"method": "auth.test", "kind": "earthquake"}),
    ],
)
def test_what_cannot_be_done_is_a_400_with_the_reason(
    control: FlaskClient, what: str, given: dict[str, Any]
) -> None:
    answer = control.post(f"/practice/control/{what}", json=given)
    assert answer.status_code == 400
    assert "error" in answer.text


def test_only_a_json_post_changes_anything(control: FlaskClient) -> None:
    assert control.get("/practice/control/click").status_code == 405
    assert (
        control.post("/practice/control/click", data={"user": "U1"}).status_code == 415
    )
