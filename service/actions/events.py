"""What Slack tells of itself: events that count once, members, the App Home."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from service.actions import workspaces as places
from service.actions.beyond import suggested
from service.actions.scene import Scene
from service.actions.showing import quietly
from service.actions.sync import apply_member, apply_quiet
from service.app import App
from service.blocks import home
from service.core.members import read_member
from service.forms import words
from service.store import events, people


@dataclass(frozen=True, kw_only=True)
class Told:
    """One event of a workspace; ``event_id`` is the same at each redelivery."""

    workspace_id: str
    event_id: str
    event: Mapping[str, Any]


def hear(app: App, told: Told) -> None:
    """Act on an event once, however often and in how many deliveries at once.

    A second delivery waits for the first one, and takes its place if that fails.
    """
    kind = str(told.event.get("type"))
    if kind in CHANGES:
        # The note is held until the change is committed: were it written later,
        # an old event could come again and undo a newer one.
        with app.engine.begin() as conn:
            if events.note(conn, told.workspace_id, told.event_id, app.now()):
                CHANGES[kind](app, told)
    if kind in SHOWS:
        SHOWS[kind](app, told)


def _member_changed(app: App, told: Told) -> None:
    apply_member(app, told.workspace_id, read_member(told.event["user"]))


def _quiet_changed(app: App, told: Told) -> None:
    event = told.event
    status = event.get("dnd_status") or {}
    apply_quiet(app, told.workspace_id, str(event["user"]), status)


def _app_uninstalled(app: App, told: Told) -> None:
    places.lost(app, told.workspace_id, "app_uninstalled")


def _tokens_revoked(app: App, told: Told) -> None:
    # People may sign out of the app too; only the bot's token stops us.
    if (told.event.get("tokens") or {}).get("bot"):
        places.lost(app, told.workspace_id, "tokens_revoked")


def _home_opened(app: App, told: Told) -> None:
    if told.event.get("tab", "home") == "home":
        show_home(app, told.workspace_id, str(told.event["user"]))


CHANGES: Mapping[str, Callable[[App, Told], None]] = {
    "team_join": _member_changed,
    "user_change": _member_changed,
    "dnd_updated_user": _quiet_changed,
    "app_uninstalled": _app_uninstalled,
    "tokens_revoked": _tokens_revoked,
}
SHOWS: Mapping[str, Callable[[App, Told], None]] = {"app_home_opened": _home_opened}
"""These change nothing and talk to Slack, so no transaction is open for them."""


def show_home(app: App, workspace_id: str, slack_user_id: str) -> None:
    """Publish the person's App Home as things stand now."""
    workspace = places.get(app, workspace_id)
    now = app.now()
    with app.engine.begin() as conn:
        person = people.by_slack_user(conn, workspace_id, slack_user_id)
        if person is None:
            return
        scene = Scene(app=app, conn=conn, person=person, now=now)
        next_at_words = scene.next_at_words()
        suggestion = suggested(scene)
    paused = person.paused_until
    view = home.home(
        person.standing,
        paused_until_words=(
            words.until(paused, now, scene.zone) if paused and paused > now else None
        ),
        next_at_words=next_at_words,
        has_pages=app.settings.public_url is not None,
        suggestion=suggestion,
    )
    quietly(app, workspace, lambda slack: slack.publish_home(slack_user_id, view))
