"""The first page, health, and error pages that hold no trace."""

import json
from dataclasses import replace
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from sqlalchemy import create_engine, text

from service import bootstrap, logs
from tests.world import World
from web.app import create_app
from web.slack.bolt import bolt_app


def get(world: World, path: str, method: str = "GET") -> tuple[int, str]:
    address = urlsplit(world.url)
    connection = HTTPConnection(address.hostname or "", address.port, timeout=10)
    connection.request(method, path)
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, body


def test_the_first_page_says_what_this_is_and_how_to_begin(world: World) -> None:
    status, page = get(world, "/")
    assert status == 200
    assert "In Slack, open the Unhunch app" in page


def test_a_healthy_service_is_alive_and_ready(world: World) -> None:
    assert get(world, "/healthz") == (200, "ok\n")
    assert get(world, "/readyz") == (200, "ready\n")


@pytest.mark.parametrize(
    ("path", "method", "status", "sentence"),
    [
        ("/nowhere", "GET", 404, "There is no page at this address."),
        ("/practice/", "GET", 404, "There is no page at this address."),
        ("/", "POST", 405, "This address does not take that kind of request."),
        ("/slack/events", "GET", 405, "does not take that kind"),
    ],
)
def test_an_error_page_says_what_happened(
    world: World, path: str, method: str, status: int, sentence: str
) -> None:
    found, page = get(world, path, method)
    assert found == status
    assert sentence in page


def test_a_failure_of_ours_shows_an_id_and_no_trace(
    world: World, capfd: pytest.CaptureFixture[str]
) -> None:
    logs.set_up("INFO")
    flask = create_app(world.app, bolt_app(world.app))

    def broken() -> str:
        raise RuntimeError("my neck hurts")

    flask.view_functions["sign_in.front"] = broken
    answer = flask.test_client().get("/")
    assert answer.status_code == 500
    assert "Nothing was lost" in answer.text
    assert "neck" not in answer.text
    assert "Traceback" not in answer.text
    said = capfd.readouterr().err
    assert json.loads(said)["error_id"] in answer.text
    assert "neck" not in said


def test_without_the_database_it_is_alive_but_not_ready(world: World) -> None:
    away = create_engine("postgresql+psycopg://u@127.0.0.1:1/none")
    app = replace(world.app, engine=away)
    client = create_app(app, bolt_app(app)).test_client()
    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.text == (
        "The database does not answer: check that it runs and is reachable.\n"
    )


def test_with_a_newer_schema_it_is_not_ready(world: World) -> None:
    with world.app.engine.begin() as conn:
        conn.execute(text("update alembic_version set version_num = '9999_future'"))
    status, said = get(world, "/readyz")
    assert status == 503
    assert "9999_future" in said


def test_without_a_signing_secret_nothing_by_http_is_slacks(world: World) -> None:
    settings = world.app.settings.model_copy(update={"slack_signing_secret": None})
    app = replace(world.app, settings=settings)
    client = create_app(app, bolt_app(app)).test_client()
    body = '{"type": "url_verification", "challenge": "abc"}'
    headers = world.practice.signed_headers(body)
    assert client.post("/slack/events", data=body, headers=headers).status_code == 401


def test_names_of_bolt_in_the_environment_do_not_leak_in(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("BOT_TOKEN", "CLIENT_ID", "CLIENT_SECRET", "SIGNING_SECRET", "APP_TOKEN")
    for name in (*names, "VERIFICATION_TOKEN"):
        monkeypatch.setenv(f"SLACK_{name}", "somebody-elses")
    bolt = bolt_app(world.app)
    assert bolt.oauth_flow is None
    assert bolt.client.token is None
    assert "somebody-elses" not in str(vars(bolt))


def test_a_built_app_uses_what_the_settings_say(world: World) -> None:
    app = bootstrap.build(world.app.settings)
    assert app.slack("xoxb-1") is app.slack("xoxb-1")
    app.engine.dispose()
