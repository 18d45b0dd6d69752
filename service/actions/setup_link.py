"""The one-time set-up link: for whoever holds the machine, before anybody signs in."""

import hashlib
import secrets

from service.actions import workspaces as places
from service.actions.auditing import note
from service.actions.roles import is_run_by_somebody
from service.app import App
from service.core.audit import INSTALLATION, MACHINE, Audited, Event
from service.core.set_up import LINK_LIFE, SESSION, session_lives
from service.settings import EVERYWHERE, Settings
from service.store import setup_links

_SECRET_BYTES = 32


def first_link(app: App) -> str | None:
    """Make a link where nobody runs the service yet; None where somebody does."""
    return None if is_run_by_somebody(app) else make_link(app)


def make_link(app: App, workspace_id: str | None = None) -> str:
    """Make a link; gives its address. Earlier ones that were not used stop to work.

    Raises:
        Refused: there is no such workspace.
    """
    if workspace_id is not None:
        places.get(app, workspace_id)
    secret, now = secrets.token_urlsafe(_SECRET_BYTES), app.now()
    with app.engine.begin() as conn:
        kept = workspace_id or ""
        setup_links.replace(conn, _hash(secret), kept, now, now - SESSION)
        event = Event(actor=MACHINE, action=Audited.SETUP_LINK_MADE, subject=kept)
        note(app, conn, INSTALLATION, event)
    return f"{_address(app.settings)}/operator/link/{secret}"


def link_works(app: App, secret: str) -> bool:
    """Say whether a link can still be used, without using it up."""
    with app.engine.begin() as conn:
        return setup_links.works(conn, _hash(secret), app.now() - LINK_LIFE)


def use_link(app: App, secret: str) -> str | None:
    """Use a link up and open its session; gives the session's secret, or None."""
    session, now = secrets.token_urlsafe(_SECRET_BYTES), app.now()
    with app.engine.begin() as conn:
        link, made_after = _hash(secret), now - LINK_LIFE
        if not setup_links.use(conn, link, made_after, _hash(session), now):
            return None
        event = Event(actor=MACHINE, action=Audited.SETUP_LINK_USED)
        note(app, conn, INSTALLATION, event)
    return session


def setting_up(app: App, session: str | None) -> str | None:
    """Give the workspace of an open set-up session, blank for the only one.

    None for a session that is over or never was.
    """
    if not session:
        return None
    with app.engine.begin() as conn:
        found = setup_links.session(conn, _hash(session))
    if found is None or not session_lives(found.opened_at, app.now()):
        return None
    return found.workspace_id


def end(app: App, session: str | None) -> None:
    with app.engine.begin() as conn:
        setup_links.close(conn, _hash(session or ""))


def _address(settings: Settings) -> str:
    """Give where this machine's holder opens the pages."""
    if settings.public_url is not None:
        return settings.public_url
    host = "127.0.0.1" if settings.host in EVERYWHERE else settings.host
    bare = f"[{host}]" if ":" in host else host
    return f"http://{bare}:{settings.port}"


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode(errors="replace")).digest()
