"""Settings: one name each, from a variable or a file; what is wrong is said once."""

import os
from pathlib import Path

import pytest

from service.core.errors import Refused
from service.settings import Settings, names, shown
from service.surroundings import forget_surroundings

SECRET = "xoxb-very-secret"


def refusal_of(**environ: str) -> str:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environ.items():
            patch.setenv(name, value)
        with pytest.raises(Refused) as refused:
            Settings.read()
    return str(refused.value)


def closed(path: Path) -> Path:
    """Make a file that only its owner may read."""
    path.touch(0o600)
    return path


def test_without_anything_set_it_listens_on_loopback_only() -> None:
    settings = Settings.read()
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.database_url is None
    assert settings.talks_to_real_slack


def test_a_named_file_holds_the_value(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed(tmp_path / "token").write_text(f"{SECRET}\n")
    monkeypatch.setenv("UNHUNCH_SLACK_BOT_TOKEN_FILE", str(tmp_path / "token"))
    token = Settings.read().slack_bot_token
    assert token is not None
    assert token.get_secret_value() == SECRET


def test_a_variable_wins_over_a_named_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "port").write_text("9001")
    monkeypatch.setenv("UNHUNCH_PORT_FILE", str(tmp_path / "port"))
    assert Settings.read().port == 9001
    monkeypatch.setenv("UNHUNCH_PORT", "9002")
    assert Settings.read().port == 9002
    assert Settings.read(port=9003).port == 9003


@pytest.mark.parametrize(
    ("content", "why"), [(None, "FileNotFoundError"), (b"\xff", "Unicode"), (b"", "is")]
)
def test_a_named_file_that_gives_nothing_is_refused(
    tmp_path: Path, content: bytes | None, why: str
) -> None:
    path = tmp_path / "key"
    if content is not None:
        path.write_bytes(content)
    sentence = refusal_of(UNHUNCH_SECRET_KEY_FILE=str(path))
    assert f"UNHUNCH_SECRET_KEY_FILE names {path}" in sentence
    assert why in sentence


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("UNHUNCH_DATABASE_URI", "UNHUNCH_DATABASE_URL"),
        ("UNHUNCH_SLACK_BOT_TOKN", "UNHUNCH_SLACK_BOT_TOKEN"),
        ("UNHUNCH_SECRET_KEY_FIEL", "UNHUNCH_SECRET_KEY_FILE"),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest_one(
    written: str, meant: str
) -> None:
    sentence = refusal_of(**{written: "x"})
    assert sentence == f"There is no setting {written}; did you mean {meant}?"


@pytest.mark.parametrize("name", ["UNHUNCH_ZZZZZZZZ", "UNHUNCH_FOO", "UNHUNCH_COLOR"])
def test_a_name_like_no_other_is_pointed_to_the_list(name: str) -> None:
    sentence = refusal_of(**{name: "x"})
    assert "did you mean" not in sentence
    assert "config show" in sentence


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("UNHUNCH_PORT", "eighty"),
        ("UNHUNCH_PORT", "70000"),
        ("UNHUNCH_MESSAGES_PER_MINUTE", "0"),
        ("UNHUNCH_LOG_LEVEL", "LOUD"),
        ("UNHUNCH_SLACK_API_URL", "slack.com/api"),
        ("UNHUNCH_SLACK_API_URL", "http://slack.com/api/"),
        ("UNHUNCH_CA_FILE", "/nowhere/ca.pem"),
        ("UNHUNCH_DATABASE_URL", "mysql://root:hunter2@db/unhunch"),
    ],
)
def test_a_wrong_value_is_one_sentence_that_names_the_setting(
    name: str, value: str
) -> None:
    sentence = refusal_of(**{name: value})
    assert sentence.startswith(f"{name}: ")
    assert sentence.count("\n") == 0
    assert "hunter2" not in sentence


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in names():
        monkeypatch.setenv(name, "")
    assert Settings.read() == Settings()
    assert all("[default]" in line for line in shown())


def test_a_list_of_settings_names_sources_and_masks_secrets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed(tmp_path / "secret").write_text(SECRET)
    monkeypatch.setenv("UNHUNCH_SLACK_BOT_TOKEN", SECRET)
    monkeypatch.setenv("UNHUNCH_SLACK_APP_TOKEN_FILE", str(tmp_path / "secret"))
    monkeypatch.setenv("UNHUNCH_PORT", "9001")
    lines = list(shown())
    assert len(lines) == len(Settings.model_fields)
    assert "UNHUNCH_PORT = 9001  [UNHUNCH_PORT]" in lines
    assert "UNHUNCH_SLACK_BOT_TOKEN = ********  [UNHUNCH_SLACK_BOT_TOKEN]" in lines
    masked = "UNHUNCH_SLACK_APP_TOKEN = ********  [UNHUNCH_SLACK_APP_TOKEN_FILE]"
    assert masked in lines
    assert "UNHUNCH_SECRET_KEY = (not set)  [default]" in lines
    assert SECRET not in "\n".join(lines)


def test_secrets_do_not_show_in_the_settings_own_text() -> None:
    shown_as = repr(Settings(slack_bot_token=SECRET, database_url="postgresql://u:p@h"))
    assert SECRET not in shown_as
    assert "u:p" not in shown_as


@pytest.mark.parametrize(
    ("url", "is_real"),
    [
        ("https://slack.com/api", True),
        ("https://SLACK.com/api/", True),
        ("https://www.slack.com/api", True),
        ("http://127.0.0.1:8000/practice/api/", False),
        ("https://notslack.com/api/", False),
    ],
)
def test_slacks_own_address_is_known_however_it_is_written(
    url: str, *, is_real: bool
) -> None:
    assert Settings(slack_api_url=url).talks_to_real_slack is is_real


def test_the_demo_forgets_what_stands_around_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("UNHUNCH_PROT", "SLACK_BOT_TOKEN", "HTTPS_PROXY", "http_proxy"):
        monkeypatch.setenv(name, "http://real.example")
    monkeypatch.setenv("HARMLESS", "stays")
    forget_surroundings()
    left = set(os.environ)
    assert not left & {"UNHUNCH_PROT", "SLACK_BOT_TOKEN", "HTTPS_PROXY", "http_proxy"}
    assert "HARMLESS" in left


@pytest.mark.parametrize(
    ("name", "value"),
    [("FLASK_DEBUG", "1"), ("FLASK_DEBUG", "true"), ("FLASK_ENV", "development")],
)
def test_a_debugger_is_refused_at_the_start(name: str, value: str) -> None:
    assert refusal_of(**{name: value}).startswith(f"{name} would show our insides")


@pytest.mark.parametrize("value", ["", "0", "False", "no"])
def test_a_debugger_that_is_off_is_none(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLASK_DEBUG", value)
    monkeypatch.setenv("FLASK_ENV", "production")
    assert Settings.read().port == 8000


@pytest.mark.parametrize("value", ["proxy.example", "10.0.0.1/8", "*", "0.0.0.0/0"])
def test_a_proxy_that_is_none_is_refused_in_one_sentence(value: str) -> None:
    said = refusal_of(UNHUNCH_TRUSTED_PROXIES=f"10.0.0.0/8,{value}")
    assert said.startswith("UNHUNCH_TRUSTED_PROXIES: ")
    assert value in said
