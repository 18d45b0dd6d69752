"""What the checks of the set-up stand on: looked at once, for one page."""

from dataclasses import dataclass

from service.actions import partitioning
from service.actions import workspaces as places
from service.app import App
from service.core.disclosure.offers import Offer
from service.core.errors import Refused
from service.core.standing import Standing
from service.ports import Identity, SlackError
from service.store import invitations, people
from service.store.partitions import Kept
from service.store.people import Person
from service.store.workspaces import Workspace


@dataclass(frozen=True, kw_only=True)
class Ground:
    """``workspace`` is None, for the reason ``missing``, before Slack has answered.

    ``identity``: what Slack says about the token now, or how it failed.
    ``connected``: whether Socket Mode is, in this process; None without it.
    """

    app: App
    workspace: Workspace | None
    missing: str
    identity: Identity | SlackError | None
    connected: bool | None
    everybody: tuple[Person, ...]
    has_invited: bool
    offers: tuple[Offer, ...]
    chosen: tuple[Kept, ...]

    @property
    def roster(self) -> list[Person]:
        return [
            one
            for one in self.everybody
            if one.on_roster and one.standing is not Standing.LEFT
        ]


def ground(app: App, workspace_id: str, *, connected: bool | None) -> Ground:
    """Look at everything; Slack's faults are findings, not errors.

    ``workspace_id`` is blank for the only one there is.
    """
    try:
        workspace = places.only(app, workspace_id or None)
    except Refused as refused:
        return Ground(
            app=app,
            workspace=None,
            missing=str(refused),
            identity=None,
            connected=connected,
            everybody=(),
            has_invited=False,
            offers=(),
            chosen=(),
        )
    key = workspace.workspace_id
    with app.engine.begin() as conn:
        everybody = tuple(people.all_of(conn, key))
        has_invited = bool(invitations.invited(conn, key))
    return Ground(
        app=app,
        workspace=workspace,
        missing="",
        identity=_identity(app, workspace),
        connected=connected,
        everybody=everybody,
        has_invited=has_invited,
        offers=tuple(partitioning.offers(app, key)),
        chosen=tuple(partitioning.chosen(app, key)),
    )


def _identity(app: App, workspace: Workspace) -> Identity | SlackError | None:
    try:
        return places.slack_of(app, workspace).whoami()
    except SlackError as error:
        return error
    except Refused:
        return None
