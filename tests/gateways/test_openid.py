"""Whom the sign-in asks: Slack's own addresses, by the settings, and no other."""

import base64
import json
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, Response, jsonify, redirect, request

from service.core.sign_in import Attempt
from service.gateways.openid import KNOWN_FOR, LOOK_AGAIN, SlackOpenID
from service.ports import TryLater, Unproven
from service.settings import Settings
from tests.practice_server import serve

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
ATTEMPT = Attempt(state="s" * 43, nonce="n" * 43, verifier="v" * 43)
SAYS = "/.well-known/openid-configuration"


def openid(url: str, **settings: Any) -> SlackOpenID:
    return SlackOpenID(
        Settings(
            slack_api_url=f"{url}/api/",
            public_url="http://127.0.0.1:8000",
            slack_client_id="id",
            slack_client_secret="secret",
            **settings,
        )
    )


@contextmanager
def provider(
    change: Callable[[dict[str, Any]], Any] = lambda said: said,
    keys: Any = None,
    token: Callable[[], Any] = lambda: redirect("/moved", code=302),
) -> Iterator[tuple[str, list[str]]]:
    """Serve a provider, and list its calls; ``change`` makes its truth a lie."""
    flask, calls = Flask("provider"), list[str]()
    flask.before_request(lambda: calls.append(request.path))

    @flask.get(SAYS)
    def described() -> Any:
        here = request.host_url.rstrip("/")
        said = {
            "issuer": here,
            "authorization_endpoint": f"{here}/authorize",
            "token_endpoint": f"{here}/api/openid.connect.token",
            "jwks_uri": f"{here}/keys",
        }
        return change(said)

    def shown() -> Any:
        return jsonify(keys or {"keys": []})

    flask.add_url_rule("/keys", "keys", shown)
    flask.add_url_rule("/moved", "moved", lambda: jsonify(ok=True, id_token="x"))
    flask.add_url_rule("/api/openid.connect.token", "token", token, methods=["POST"])
    with serve(flask) as url:
        yield url, calls


def test_slacks_own_name_follows_from_its_address() -> None:
    settings = Settings(slack_api_url="https://slack.com/api/")
    assert SlackOpenID(settings).issuer == "https://slack.com"


def _elsewhere(name: str) -> Callable[[dict[str, Any]], Any]:
    return lambda said: {**said, name: "https://evil.example/x"}


@pytest.mark.parametrize(
    "change",
    [
        _elsewhere("issuer"),
        _elsewhere("authorization_endpoint"),
        _elsewhere("token_endpoint"),
        _elsewhere("jwks_uri"),
        lambda said: {k: v for k, v in said.items() if k != "token_endpoint"},
        lambda said: {**said, "jwks_uri": "file:///etc/passwd"},
        lambda said: {**said, "jwks_uri": "http://["},
        lambda _said: redirect("/moved"),
        lambda _said: ["no object"],
        lambda _said: Response("{", mimetype="application/json"),
        lambda said: {**said, "more": "x" * 300_000},
        lambda _said: Response("away", 503),
    ],
)
def test_a_provider_that_points_elsewhere_is_not_followed(
    change: Callable[[dict[str, Any]], Any],
) -> None:
    with provider(change) as (url, calls):
        with pytest.raises(TryLater):
            openid(url).address(ATTEMPT, NOW)
        assert set(calls) <= {SAYS}


@pytest.mark.parametrize("keys", [{"keys": "x"}, {"no": []}, {"keys": ["x"]}, [1]])
def test_keys_that_are_none_let_nobody_in(keys: Any) -> None:
    with provider(keys=keys) as (url, _calls), pytest.raises(TryLater):
        openid(url).address(ATTEMPT, NOW)


def test_the_secret_is_sent_after_no_redirect() -> None:
    with provider() as (url, calls):
        with pytest.raises(TryLater, match="HTTPError"):
            openid(url).account("code", ATTEMPT, NOW)
        assert "/moved" not in calls


def test_nobody_there_is_no_error_of_ours() -> None:
    with pytest.raises(TryLater, match="URLError"):
        openid("http://127.0.0.1:9").address(ATTEMPT, NOW)


def test_the_provider_is_asked_again_after_an_hour() -> None:
    with provider() as (url, calls):
        asked = openid(url)
        asked.address(ATTEMPT, NOW)
        asked.address(ATTEMPT, NOW + KNOWN_FOR - timedelta(seconds=1))
        assert calls.count(SAYS) == 1
        asked.address(ATTEMPT, NOW + KNOWN_FOR)
        assert calls.count(SAYS) == 2


def test_an_unknown_key_makes_us_look_again_once_a_minute() -> None:
    kids = ["new", "new", "new", "old", "new"]

    def token() -> Any:
        head = json.dumps({"alg": "RS256", "kid": kids.pop(0)}).encode()
        part = base64.urlsafe_b64encode(head).decode().rstrip("=")
        return jsonify(ok=True, id_token=f"{part}.e30.eA")

    def looks(asked: SlackOpenID, at: timedelta) -> int:
        with pytest.raises(Unproven):
            asked.account("code", ATTEMPT, NOW + at)
        return calls.count(SAYS)

    with provider(keys={"keys": [{"kid": "old"}]}, token=token) as (url, calls):
        asked = openid(url)
        moments = [timedelta(seconds=s) for s in (0, 1, 59, 60, 60)]
        assert [looks(asked, at) for at in moments] == [1, 1, 1, 1, 2]
    assert timedelta(seconds=60) == LOOK_AGAIN


def test_https_goes_by_the_proxy_of_the_settings() -> None:
    seen: list[str] = []

    def proxy(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        seen.append(environ["REQUEST_METHOD"] + " " + environ["PATH_INFO"])
        start_response("502 Bad Gateway", [])
        return [b""]

    with serve(proxy) as url:
        asked = SlackOpenID(
            Settings(
                slack_api_url="https://slack.example/api/",
                https_proxy=url,
                public_url="http://127.0.0.1:8000",
            )
        )
        with pytest.raises(TryLater):
            asked.address(ATTEMPT, NOW)
    assert seen
    assert seen[0].startswith("CONNECT")


def test_only_the_named_authority_is_believed(tmp_path: Path) -> None:
    file = tmp_path / "ca.pem"
    file.write_text("nonsense")
    with pytest.raises(ssl.SSLError):
        openid("https://slack.example", ca_file=file)
