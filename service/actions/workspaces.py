"""Workspaces: where we send, with which token, and whether at all."""

from sqlalchemy import Connection

from service.actions.auditing import note
from service.app import App
from service.core.audit import INSTALLATION, MACHINE, Audited, Event
from service.core.dispatching import WorkspaceState
from service.core.errors import Refused
from service.ports import Slack, SlackError
from service.store import workspaces
from service.store.sealing import Owner, seal, unseal
from service.store.workspaces import Workspace

__all__ = ["Workspace"]

_TOKEN = "workspaces/token"  # noqa: S105 - the place, no token


def first(app: App) -> Workspace:
    """Give the workspace of the settings' token, making it on first use.

    Raises:
        Refused: no token is set, or Slack does not accept it.
    """
    with app.engine.begin() as conn:
        for workspace in workspaces.all_of(conn):
            if workspace.token is None and workspace.state != WorkspaceState.REMOVED:
                return workspace
    return _put(app, _settings_token(app), stored=False)


def only(app: App, workspace_id: str | None = None) -> Workspace:
    """Give the workspace that a command is about.

    Raises:
        Refused: there are several and none was named, the name is unknown, or
            the only one was removed.
    """
    if workspace_id is not None:
        return get(app, workspace_id)
    known = all_of(app)
    alive = [one for one in known if one.state != WorkspaceState.REMOVED]
    if len(alive) > 1:
        names = ", ".join(one.workspace_id for one in alive)
        raise Refused(f"There are several workspaces: name one with -w ({names}).")
    if known and not alive:
        gone = known[0].workspace_id
        raise Refused(
            f"{gone} was removed: `unhunch workspace resume {gone}` comes first."
        )
    return alive[0] if alive else first(app)


def get(app: App, workspace_id: str) -> Workspace:
    with app.engine.begin() as conn:
        workspace = workspaces.get(conn, workspace_id)
    if workspace is None:
        raise Refused(
            f"There is no workspace {workspace_id}: `unhunch workspace list` shows all."
        )
    return workspace


def all_of(app: App) -> list[Workspace]:
    with app.engine.begin() as conn:
        return workspaces.all_of(conn)


def alive(conn: Connection) -> list[str]:
    """Name the workspaces that were not removed."""
    known = workspaces.all_of(conn)
    removed = WorkspaceState.REMOVED
    return [one.workspace_id for one in known if one.state != removed]


def add(app: App, token: str) -> Workspace:
    """Add the workspace that ``token`` belongs to; the token is stored sealed."""
    added = _put(app, token, stored=True)
    with app.engine.begin() as conn:
        _note(app, conn, added.workspace_id, "added")
    return added


def change_state(app: App, workspace_id: str, state: WorkspaceState) -> Workspace:
    """Pause, resume or remove a workspace by the operator's word."""
    get(app, workspace_id)
    with app.engine.begin() as conn:
        workspaces.change_state(conn, workspace_id, state, "operator")
        _note(app, conn, workspace_id, state)
    return get(app, workspace_id)


def _note(app: App, conn: Connection, workspace_id: str, state: str) -> None:
    event = Event(
        actor=MACHINE,
        action=Audited.WORKSPACE_CHANGED,
        subject=workspace_id,
        details={"state": state},
    )
    note(app, conn, INSTALLATION, event)


def lost(app: App, workspace_id: str, reason: str) -> None:
    """Slack took the app or its token away: nothing is sent there any more."""
    with app.engine.begin() as conn:
        workspaces.change_state(conn, workspace_id, WorkspaceState.REMOVED, reason)


def token_of(app: App, workspace: Workspace) -> str:
    """Give the bot token of a workspace.

    Raises:
        Refused: it is the settings' own workspace and no token is set, or the
            stored one cannot be opened.
    """
    if workspace.token is None:
        return _settings_token(app)
    with app.engine.begin() as conn:
        owner = owner_of(app, workspace.workspace_id)
        token = unseal(conn, owner, _TOKEN, workspace.token)
    if not isinstance(token, str):
        raise Refused(
            f"The token of workspace {workspace.workspace_id} has lost its key: give "
            "it again with `unhunch workspace add`."
        )
    return token


def slack_of(app: App, workspace: Workspace) -> Slack:
    return app.slack(token_of(app, workspace))


def _put(app: App, token: str, *, stored: bool) -> Workspace:
    try:
        identity = app.slack(token).whoami()
    except SlackError as error:
        raise Refused(
            f"Slack did not answer for this bot token ({error.reason}): check that it "
            "starts with xoxb-, belongs to an installed app, and Slack is reachable."
        ) from None
    with app.engine.begin() as conn:
        owner = owner_of(app, identity.workspace_id)
        workspace = Workspace(
            workspace_id=identity.workspace_id,
            name=identity.name,
            bot_user_id=identity.bot_user_id,
            state=WorkspaceState.ACTIVE,
            reason=None,
            token=seal(conn, owner, _TOKEN, token) if stored else None,
            send_after=None,
        )
        workspaces.put(conn, workspace)
    return workspace


def _settings_token(app: App) -> str:
    token = app.settings.slack_bot_token
    if token is None:
        raise Refused(
            "UNHUNCH_SLACK_BOT_TOKEN is not set: set it to the app's bot token "
            "(xoxb-...), see `unhunch slack manifest`."
        )
    return token.get_secret_value()


def owner_of(app: App, workspace_id: str) -> Owner:
    """Say whose the token is: the workspace's own, of no person."""
    return Owner(keyring=app.keyring, workspace_id=workspace_id, person_id="")
