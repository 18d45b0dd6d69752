"""The practice workspace signs in whom its page was told, for the app that asked."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from joserfc import jwk, jwt

from web.practice import PracticeWorkspace, blueprint
from web.practice.openid import CODE_LIFE, USER, challenge

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
BACK = "http://app.example/sign-in/slack/back"
VERIFIER = "v" * 43
ASKED = {
    "client_id": "0000.practice",
    "redirect_uri": BACK,
    "response_type": "code",
    "scope": "openid",
    "state": "the-state",
    "nonce": "the-nonce",
    "code_challenge": challenge(VERIFIER),
    "code_challenge_method": "S256",
}
PAGE, TOKEN = "/practice/openid/connect/authorize", "/practice/api/openid.connect.token"


class Times:
    now = NOW


@pytest.fixture
def slack() -> FlaskClient:
    Times.now = NOW
    workspace = PracticeWorkspace(
        now=lambda: Times.now, events_url="http://app.example/slack/events"
    )
    workspace.add_member("U0ALICE", "Alice")
    workspace.add_member("U0GONE", "Gone", deleted=True)
    flask = Flask("practice")
    flask.register_blueprint(blueprint(workspace), url_prefix="/practice")
    return flask.test_client()


def code(slack: FlaskClient) -> str:
    answer = slack.post(PAGE, query_string=ASKED, data={"user": "U0ALICE"})
    led = answer.headers["Location"]
    assert led.startswith(f"{BACK}?state=the-state&code=")
    return led.partition("code=")[2]


def redeem(slack: FlaskClient, **changed: str) -> Any:
    form = {
        "client_id": "0000.practice",
        "client_secret": "practice-client-secret",
        "redirect_uri": BACK,
        "code_verifier": VERIFIER,
        **changed,
    }
    return slack.post(TOKEN, data=form).get_json()


def test_the_token_is_signed_by_a_key_that_it_shows(slack: FlaskClient) -> None:
    assert "Alice" in slack.get(PAGE, query_string=ASKED).text
    answer = redeem(slack, code=code(slack))
    said = slack.get("/practice/.well-known/openid-configuration").get_json()
    keys = slack.get(said["jwks_uri"]).get_json()
    assert all("d" not in key for key in keys["keys"])
    key_set = jwk.KeySet.import_key_set(keys)
    claims = jwt.decode(answer["id_token"], key_set, algorithms=["RS256"]).claims
    assert claims[USER] == "U0ALICE"
    assert claims["nonce"] == "the-nonce"
    assert claims["iss"] == said["issuer"]


@pytest.mark.parametrize(
    "changed",
    [
        {"client_id": "other"},
        {"redirect_uri": "https://evil.example/"},
        {"response_type": "token"},
        {"scope": "profile"},
        {"code_challenge_method": "plain"},
        {"code_challenge": ""},
        {"state": ""},
    ],
)
def test_a_page_that_asks_wrongly_leads_nowhere(
    slack: FlaskClient, changed: dict[str, str]
) -> None:
    for answer in (
        slack.get(PAGE, query_string={**ASKED, **changed}),
        slack.post(PAGE, query_string={**ASKED, **changed}, data={"user": "U0ALICE"}),
    ):
        assert answer.status_code == 400
        assert "Location" not in answer.headers


@pytest.mark.parametrize("user", ["U0GONE", "U0NOBODY", "U0PRACTICEBOT"])
def test_only_a_member_can_be_chosen(slack: FlaskClient, user: str) -> None:
    answer = slack.post(PAGE, query_string=ASKED, data={"user": user})
    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"client_id": "other"}, "invalid_client_id"),
        ({"client_secret": "other"}, "bad_client_secret"),
        ({"redirect_uri": f"{BACK}/"}, "bad_redirect_uri"),
        ({"code_verifier": "w" * 43}, "bad_code_verifier"),
        ({"code_verifier": ""}, "bad_code_verifier"),
        ({"code": "other"}, "invalid_code"),
    ],
)
def test_a_code_is_redeemed_by_who_asked_for_it(
    slack: FlaskClient, changed: dict[str, str], error: str
) -> None:
    answer = redeem(slack, **{"code": code(slack), **changed})
    assert answer == {"ok": False, "error": error}


def test_a_code_works_once_and_not_for_long(slack: FlaskClient) -> None:
    first, second = code(slack), code(slack)
    assert redeem(slack, code=first)["ok"]
    assert redeem(slack, code=first)["error"] == "invalid_code"
    Times.now = NOW + CODE_LIFE + timedelta(seconds=1)
    assert redeem(slack, code=second)["error"] == "invalid_code"
