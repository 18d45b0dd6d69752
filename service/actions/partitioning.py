"""The partition of the reports: what may be chosen, and what was."""

from sqlalchemy import Connection

from service.actions import auditing
from service.app import App
from service.core.audit import Audited, Event
from service.core.disclosure.offers import Offer, holds_from
from service.core.disclosure.offers import offers as offers_for
from service.core.disclosure.partition import Choice, Place
from service.core.standing import Standing
from service.store import invitations, partitions, people
from service.store.partitions import Kept


def offers(app: App, workspace_id: str) -> list[Offer]:
    """Give the choices on today's roster; none where fewer than ten people are."""
    with app.engine.begin() as conn:
        return offers_for(_places(conn, workspace_id))


def chosen(app: App, workspace_id: str) -> list[Kept]:
    """Give what was chosen, in the order in which it holds; empty before set-up."""
    with app.engine.begin() as conn:
        return partitions.all_of(conn, workspace_id)


def choose(app: App, workspace_id: str, actor: str, choice: Choice) -> Kept:
    """Choose the partition, by the word of an operator.

    Raises:
        Refused: the blocks would become smaller after the first invitation.
    """
    now = app.now()
    today = now.date()
    with app.engine.begin() as conn:
        people.one_import_at_a_time(conn, workspace_id)
        kept = partitions.all_of(conn, workspace_id)
        holding = [one.choice for one in kept if one.from_day <= today]
        begun = bool(invitations.invited(conn, workspace_id))
        coming = Kept(
            choice=choice,
            from_day=holds_from(
                holding[-1] if holding else None, choice, today, begun=begun
            ),
        )
        if not begun:
            partitions.forget(conn, workspace_id)
        partitions.put(conn, workspace_id, coming, now)
        event = Event(
            actor=actor,
            action=Audited.SETTING_CHANGED,
            subject="partition",
            details={
                "by": choice.by,
                "size": choice.size,
                "from": str(coming.from_day),
            },
        )
        auditing.note(app, conn, workspace_id, event)
    return coming


def _places(conn: Connection, workspace_id: str) -> dict[str, Place]:
    return {
        one.person_id: Place(
            department=one.department or "", team=one.team or "", site=one.site or ""
        )
        for one in people.all_of(conn, workspace_id)
        if one.on_roster and one.standing is not Standing.LEFT
    }
