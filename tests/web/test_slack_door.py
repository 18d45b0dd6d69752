"""The door for Slack: what Slack did not sign gets 401, and nothing gets 500."""

import json
import time
from http.client import HTTPConnection, HTTPResponse
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from sqlalchemy import text as text_of

from service import logs
from service.store import people
from tests.world import World
from web.practice import PracticeWorkspace

EVENT = json.dumps({"type": "event_callback", "team_id": "T0ELSEWHERE", "event": {}})


def post(world: World, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
    """Post to the door as plainly as can be; gives the status and the answer."""
    address = urlsplit(world.url)
    connection = HTTPConnection(address.hostname or "", address.port, timeout=10)
    try:
        connection.putrequest("POST", "/slack/events")
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            connection.putheader(name, value.encode("utf-8"))
        connection.endheaders()
        connection.send(body)
        answer: HTTPResponse = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def signed(world: World, body: str, at: int | None = None) -> dict[str, str]:
    kind = "application/json" if body[:1] in "{[" else "x-www-form-urlencoded"
    headers = world.practice.signed_headers(body, at)
    return {"Content-Type": f"application/{kind.removeprefix('application/')}"} | {
        name: str(value) for name, value in headers.items()
    }


def no_trace(text: str) -> bool:
    return not any(word in text for word in ("Traceback", 'File "', "Error"))


STAMP, SIGNATURE = "X-Slack-Request-Timestamp", "X-Slack-Signature"

FORGED: dict[str, dict[str, str | None]] = {
    "made up": {SIGNATURE: "v0=" + "0" * 64},
    "missing": {SIGNATURE: None, STAMP: None},
    "no timestamp": {STAMP: None},
    "no signature": {SIGNATURE: None},
    "a word for a timestamp": {STAMP: "yesterday"},
    "a fraction for a timestamp": {STAMP: "1.5"},
    "a timestamp of 5,000 digits": {STAMP: "9" * 5_000},
    "foreign digits": {STAMP: "١٢٣"},
    "a signature that is not ASCII": {SIGNATURE: "v0=é"},
    "empty": {SIGNATURE: "", STAMP: ""},
}


@pytest.mark.parametrize("changed", FORGED.values(), ids=FORGED)
def test_what_slack_did_not_sign_is_refused(
    world: World, changed: dict[str, str | None]
) -> None:
    headers = signed(world, EVENT) | changed
    given = {name: value for name, value in headers.items() if value is not None}
    status, text = post(world, EVENT.encode(), given)
    assert (status, no_trace(text)) == (401, True)


@pytest.mark.parametrize(("age", "status"), [(301, 401), (-330, 401), (290, 404)])
def test_a_signature_is_good_for_five_minutes(
    world: World, age: int, status: int
) -> None:
    headers = signed(world, EVENT, int(time.time()) - age)
    assert post(world, EVENT.encode(), headers)[0] == status


@pytest.mark.parametrize(
    "body",
    [b"", b"\xff\xfe\x00", b"{not json", b"payload=%7Bnot", b"ssl_check=1&token=x"],
)
def test_an_unsigned_body_of_any_kind_is_refused(world: World, body: bytes) -> None:
    headers = {STAMP: str(int(time.time())), SIGNATURE: "v0=" + "0" * 64}
    for kind in ("application/json", "application/x-www-form-urlencoded"):
        status, text = post(world, body, headers | {"Content-Type": kind})
        assert (status, no_trace(text)) == (401, True)


@pytest.mark.parametrize(
    "body", ["", "{not json", "payload={not", "[]", "payload=7", "payload=", "{}", "a"]
)
def test_a_signed_body_that_makes_no_sense_is_no_failure_of_ours(
    world: World, body: str
) -> None:
    status, text = post(world, body.encode(), signed(world, body))
    assert 400 <= status < 500 or status == 200
    assert no_trace(text)


def test_a_body_signed_with_another_secret_is_refused(world: World) -> None:
    other = PracticeWorkspace(signing_secret="somebody-elses", now=world.clock)
    headers = {name: str(value) for name, value in other.signed_headers(EVENT).items()}
    assert post(world, EVENT.encode(), headers)[0] == 401


def test_a_body_of_two_megabytes_is_too_large(world: World) -> None:
    assert post(world, b"a" * 2_000_000, {STAMP: "1", SIGNATURE: "v0=0"})[0] == 413


def test_slacks_test_of_the_address_is_answered(world: World) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "abc123", "token": "t"})
    status, text = post(world, body.encode(), signed(world, body))
    assert status == 200
    assert "abc123" in text


def click_from(team: str, **action: Any) -> str:
    payload = {
        "type": "block_actions",
        "team": {"id": team},
        "user": {"id": "U0EVE", "team_id": team},
        "trigger_id": "1.1",
        "actions": [{"action_id": "stop", "block_id": "quiet", "type": "button"}],
    }
    return urlencode({"payload": json.dumps(payload)})


def test_another_workspaces_click_and_event_change_nothing(world: World) -> None:
    alice = world.add("Alice")
    before = world.person(alice)
    gone = {"type": "app_uninstalled"}
    about_alice = {"type": "user_change", "user": {"id": alice, "deleted": True}}
    events = [
        json.dumps(
            {
                "type": "event_callback",
                "team_id": "T0ELSEWHERE",
                "event_id": "Ev1",
                "event": event,
            }
        )
        for event in (gone, about_alice)
    ]
    for body in [click_from("T0ELSEWHERE"), click_from(""), *events]:
        status, text = post(world, body.encode(), signed(world, body))
        assert status in {200, 404}
        assert no_trace(text)
    assert world.person(alice) == before
    assert world.workspace.state == "active"
    assert world.practice.calls["chat.postMessage"] == 0


def test_a_click_that_is_replayed_does_nothing(world: World) -> None:
    """Asking for a routine twice gives two; a recorded request asks for none."""
    alice = world.add("Alice")
    body = urlencode(
        {
            "command": "/unhunch",
            "text": "pause",
            "team_id": world.workspace.workspace_id,
            "user_id": alice,
            "trigger_id": "1.1",
        }
    )
    headers = signed(world, body)
    assert post(world, body.encode(), headers)[0] == 200
    assert world.person(alice).paused_until is not None
    with world.app.engine.begin() as conn:
        people.change(
            conn,
            world.workspace.workspace_id,
            world.person(alice).person_id,
            paused_until=None,
        )

    assert post(world, body.encode(), headers) == (200, "")
    assert world.person(alice).paused_until is None


def test_what_we_could_not_serve_may_come_again_with_the_same_signature(
    world: World,
) -> None:
    alice = world.add("Alice")
    event = {"type": "user_change", "user": {"id": alice, "deleted": True}}
    body = json.dumps(
        {
            "type": "event_callback",
            "team_id": world.workspace.workspace_id,
            "event_id": "Ev7",
            "event": event,
        }
    )
    headers = signed(world, body)
    away = "alter table people rename to people_away"
    back = "alter table people_away rename to people"
    with world.app.engine.begin() as conn:
        conn.execute(text_of(away))
    try:
        assert post(world, body.encode(), headers)[0] == 503
    finally:
        with world.app.engine.begin() as conn:
            conn.execute(text_of(back))

    assert post(world, body.encode(), headers)[0] == 200
    assert world.person(alice).standing == "left"


def test_an_unknown_button_says_so_to_the_person_alone(world: World) -> None:
    alice = world.add("Alice")
    world.run("plan")
    world.clock.at(min(nudge.due_at for nudge in world.nudges(alice)).isoformat())
    world.run("dispatch")
    (message,) = world.sent(alice)
    shown = world.practice.messages_of(alice)
    # A message of an older version still has a button that is gone since.
    for block in shown[0].blocks:
        for element in block.get("elements", []):
            if element.get("action_id") == "done":
                element["action_id"] = "cheer"
    assert world.practice.click(alice, message["ts"], "cheer").statuses == (200,)
    said = world.practice.messages_of(alice)[-1]
    assert said.is_ephemeral
    assert said.text.startswith("That button is from an older version.")
    assert world.practice.messages_of(alice)[0].text == shown[0].text


def test_bolt_says_nothing_of_a_body_with_a_bad_signature(
    world: World, capfd: pytest.CaptureFixture[str]
) -> None:
    logs.set_up("DEBUG")
    body = "payload=my+neck+hurts"
    post(world, body.encode(), {STAMP: str(int(time.time())), SIGNATURE: "v0=0"})
    post(world, body.encode(), signed(world, body))
    assert "neck" not in "".join(capfd.readouterr())
