"""What Slack tells of itself: events that count once, members, the App Home."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from service.actions import workspaces as places
from service.actions.showing import quietly
from service.actions.sync import apply_member
from service.app import App
from service.blocks import home, words
from service.core.members import read_member
from service.core.workday import zone
from service.store import events, nudges, people


@dataclass(frozen=True, kw_only=True)
class Told:
    """One event of a workspace; ``event_id`` is the same at each redelivery."""

    workspace_id: str
    event_id: str
    event: Mapping[str, Any]


def hear(app: App, told: Told) -> None:
    """Act on an event once. Noted after it took effect, so none is lost.

    Each effect only sets what the event says, so that two deliveries at the
    same moment do no harm.
    """
    effect = EFFECTS.get(str(told.event.get("type")))
    if effect is None or _was_heard(app, told):
        return
    effect(app, told)
    with app.engine.begin() as conn:
        events.note(conn, told.workspace_id, told.event_id, app.now())


def _was_heard(app: App, told: Told) -> bool:
    with app.engine.begin() as conn:
        return events.noted(conn, told.workspace_id, told.event_id)


def _member_changed(app: App, told: Told) -> None:
    apply_member(app, told.workspace_id, read_member(told.event["user"]))


def _app_uninstalled(app: App, told: Told) -> None:
    places.lost(app, told.workspace_id, "app_uninstalled")


def _tokens_revoked(app: App, told: Told) -> None:
    # People may sign out of the app too; only the bot's token stops us.
    if (told.event.get("tokens") or {}).get("bot"):
        places.lost(app, told.workspace_id, "tokens_revoked")


def _home_opened(app: App, told: Told) -> None:
    if told.event.get("tab", "home") == "home":
        show_home(app, told.workspace_id, str(told.event["user"]))


EFFECTS: Mapping[str, Callable[[App, Told], None]] = {
    "team_join": _member_changed,
    "user_change": _member_changed,
    "app_uninstalled": _app_uninstalled,
    "tokens_revoked": _tokens_revoked,
    "app_home_opened": _home_opened,
}


def show_home(app: App, workspace_id: str, slack_user_id: str) -> None:
    """Publish the person's App Home as things stand now."""
    workspace = places.get(app, workspace_id)
    with app.engine.begin() as conn:
        person = people.by_slack_user(conn, workspace_id, slack_user_id)
        if person is None:
            return
        at = nudges.next_due(conn, workspace_id, person.person_id, app.now())
    here = zone(person.timezone)
    now = app.now()
    paused = person.paused_until
    view = home.home(
        person.standing,
        paused_until_words=(
            words.until(paused, now, here) if paused and paused > now else None
        ),
        next_at_words=words.when(at, now, here) if at else None,
    )
    quietly(app, workspace, lambda slack: slack.publish_home(slack_user_id, view))
