"""Which Slack methods, events and commands we use, and the scopes that they need."""

from collections.abc import Mapping

# Slack's method reference; a test compares the names with the gateway's calls.
METHODS: Mapping[str, frozenset[str]] = {
    "auth.test": frozenset(),
    "chat.postMessage": frozenset({"chat:write"}),
    "chat.update": frozenset({"chat:write"}),
    "files.completeUploadExternal": frozenset({"files:write"}),
    "files.getUploadURLExternal": frozenset({"files:write"}),
    # The address matches a roster's line to an account.
    "users.list": frozenset({"users:read", "users:read.email"}),
    "views.open": frozenset(),
    "views.publish": frozenset(),
    "views.push": frozenset(),
}

EVENTS: Mapping[str, frozenset[str]] = {
    "app_home_opened": frozenset(),
    "app_uninstalled": frozenset(),
    "dnd_updated_user": frozenset({"dnd:read"}),
    "team_join": frozenset({"users:read"}),
    "tokens_revoked": frozenset(),
    "user_change": frozenset({"users:read"}),
}


COMMANDS: Mapping[str, frozenset[str]] = {"/unhunch": frozenset({"commands"})}


def bot_scopes() -> list[str]:
    """Give every scope that the app asks for, and no other."""
    needed = [*METHODS.values(), *EVENTS.values(), *COMMANDS.values()]
    return sorted(frozenset().union(*needed))
