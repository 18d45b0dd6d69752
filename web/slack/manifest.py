"""The manifest from which a customer makes their own Slack app."""

from typing import Any

import yaml

from service.core.errors import Refused
from service.core.scopes import COMMANDS, EVENTS, bot_scopes
from service.forms import privacy

DESCRIPTION = "Short movement breaks for desk workers, at calm moments of the workday."
COMMAND_DESCRIPTION = "Send me one short routine now"
LONG_DESCRIPTION = (
    "Unhunch sends each person who agreed a short routine as a direct message: one "
    "movement that opens, one that builds. It fits the person's hours, limits and "
    "equipment. Pause and stop stand in every message. It runs on your own machine. "
    + privacy.STAYS
    + " "
    + privacy.SHORT
)


def as_yaml(public_url: str | None = None) -> str:
    """Write the manifest as Slack takes it. Raises Refused for an unusable address."""
    if public_url is not None and not public_url.startswith("https://"):
        raise Refused("Slack calls https addresses only: give one like https://host.")
    return yaml.safe_dump(manifest(public_url), sort_keys=False, allow_unicode=True)


def manifest(public_url: str | None = None) -> dict[str, Any]:
    """Give the manifest for Socket Mode, or for HTTP at ``public_url``."""
    door = f"{public_url.rstrip('/')}/slack/events" if public_url else None
    at = {"request_url": door} if door else {}
    return {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": {
            "name": "Unhunch",
            "description": DESCRIPTION,
            "long_description": LONG_DESCRIPTION,
            "background_color": "#0B6E66",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                # Without the tab every direct message fails.
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": True,
            },
            "bot_user": {"display_name": "Unhunch", "always_online": True},
            "slash_commands": [
                {
                    "command": name,
                    "description": COMMAND_DESCRIPTION,
                    "usage_hint": "[60 | pause | resume | stop | help]",
                    "should_escape": False,
                    **({"url": door} if door else {}),
                }
                for name in COMMANDS
            ],
        },
        "oauth_config": {**_comes_back(public_url), "scopes": {"bot": bot_scopes()}},
        "settings": {
            "event_subscriptions": {**at, "bot_events": sorted(EVENTS)},
            "interactivity": {"is_enabled": True, **at},
            "org_deploy_enabled": False,
            "socket_mode_enabled": door is None,
            "token_rotation_enabled": False,
        },
    }


def _comes_back(public_url: str | None) -> dict[str, Any]:
    """Name the address to which Slack sends people back who sign in."""
    if public_url is None:
        return {}
    return {"redirect_urls": [f"{public_url.rstrip('/')}/sign-in/slack/back"]}
