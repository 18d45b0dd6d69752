"""The Slack app's manifest asks for what the code uses, and for nothing else."""

import ast
from pathlib import Path

import pytest
import yaml
from slack_sdk import WebClient

from service.actions.events import CHANGES, SHOWS
from service.core.errors import Refused
from service.core.scopes import COMMANDS, EVENTS, METHODS, bot_scopes
from service.gateways import slack as gateway
from web.slack.manifest import as_yaml, manifest


def methods_called() -> set[str]:
    """Name the WebClient methods that the gateways speak of, as Python names."""
    files = Path(gateway.__file__).parent.glob("*.py")
    nodes = [node for file in files for node in ast.walk(ast.parse(file.read_text()))]
    names = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    offered = {name for name in vars(WebClient) if not name.startswith("_")}
    return names & offered


def python_name(method: str) -> str:
    """Turn chat.postMessage into chat_postMessage."""
    return method.replace(".", "_")


def test_the_methods_listed_are_those_that_the_gateway_calls() -> None:
    uploads = {"files.getUploadURLExternal", "files.completeUploadExternal"}
    assert "files_upload_v2" in methods_called()  # it calls the two
    called = methods_called() - {"files_upload_v2"}
    assert called == {python_name(method) for method in set(METHODS) - uploads}


def test_the_events_listed_are_those_that_have_an_effect() -> None:
    assert set(EVENTS) == {*CHANGES, *SHOWS}


def test_the_scopes_are_those_of_the_methods_and_events() -> None:
    needed = {scope for scopes in METHODS.values() for scope in scopes}
    needed |= {scope for scopes in EVENTS.values() for scope in scopes}
    needed |= {scope for scopes in COMMANDS.values() for scope in scopes}
    for made in (manifest(), manifest("https://unhunch.example")):
        assert set(made["oauth_config"]["scopes"]["bot"]) == needed
    assert bot_scopes() == sorted(needed)
    assert needed == {
        "chat:write",
        "commands",
        "dnd:read",
        "files:write",
        "users:read",
        "users:read.email",
    }


def test_by_default_the_app_speaks_socket_mode_and_needs_no_address() -> None:
    made = manifest()
    assert made["settings"]["socket_mode_enabled"] is True
    assert made["settings"]["interactivity"] == {"is_enabled": True}
    assert "request_url" not in str(made)


def test_over_http_events_and_clicks_come_to_one_door() -> None:
    settings = manifest("https://unhunch.example/")["settings"]
    door = "https://unhunch.example/slack/events"
    assert settings["socket_mode_enabled"] is False
    assert settings["event_subscriptions"]["request_url"] == door
    assert settings["interactivity"]["request_url"] == door
    assert settings["event_subscriptions"]["bot_events"] == sorted(EVENTS)
    commands = manifest("https://unhunch.example/")["features"]["slash_commands"]
    assert [(one["command"], one["url"]) for one in commands] == [("/unhunch", door)]


def test_slacks_own_limits_are_kept() -> None:
    shown = manifest()["display_information"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 174 <= len(shown["long_description"]) <= 4_000


def test_direct_messages_work_only_with_the_messages_tab() -> None:
    assert manifest()["features"]["app_home"]["messages_tab_enabled"] is True


def test_it_is_printed_as_yaml_that_reads_back() -> None:
    assert yaml.safe_load(as_yaml()) == manifest()


def test_an_address_that_slack_would_not_call_is_refused() -> None:
    with pytest.raises(Refused, match="https"):
        as_yaml("http://unhunch.example")
