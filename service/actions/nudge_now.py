"""Sends a person a routine now, because the person asked for it."""

from service.actions.plan import new_row
from service.app import App
from service.core.nudges import SlotForm, SlotKind, form_of, now_slot
from service.core.workday import local_date
from service.store import nudges, people
from service.store.workspaces import Workspace


def nudge_now(app: App, workspace: Workspace, slack_user_id: str) -> bool:
    """Queue one nudge that is due at once; False if there is no such person.

    It counts to the daily cap, and the next tick sends it.
    """
    with app.engine.begin() as conn:
        person = people.by_slack_user(conn, workspace.workspace_id, slack_user_id)
        if person is None:
            return False
        now = app.now()
        day = local_date(now, person.timezone)
        rows = nudges.of_person(conn, person.workspace_id, person.person_id, day)
        asked = sum(form_of(row.slot) is SlotForm.NOW for row in rows)
        row = new_row(person, day, now_slot(asked + 1), now)
        return nudges.add(conn, [row | {"kind": SlotKind.BUILD}]) == 1
