"""Looks at one person, in a transaction of its own."""

from collections.abc import Callable
from typing import TypeVar

from service.actions.scene import Scene
from service.app import App
from service.store import people
from service.store.workspaces import Workspace

_Seen = TypeVar("_Seen")


def look(
    app: App, workspace: Workspace, slack_user_id: str, at: Callable[[Scene], _Seen]
) -> _Seen | None:
    """Give what ``at`` sees of a person; None for somebody whom nobody knows."""
    with app.engine.begin() as conn:
        person = people.by_slack_user(conn, workspace.workspace_id, slack_user_id)
        if person is None:
            return None
        return at(Scene(app=app, conn=conn, person=person, now=app.now()))
