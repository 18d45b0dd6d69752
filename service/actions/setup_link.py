"""The one-time set-up link: for whoever holds the machine, before anybody signs in.

A secret is ``WORKSPACE.RANDOM``, or ``RANDOM`` for the only workspace there is.
"""

from service.actions import workspaces as places
from service.actions.auditing import note
from service.actions.roles import is_run_by_somebody
from service.actions.secret_hashes import Use, keyed_hash, new_secret, owner_in
from service.app import App
from service.core.audit import INSTALLATION, MACHINE, Audited, Event
from service.core.set_up import LINK_LIFE, session_lives
from service.settings import EVERYWHERE, Settings
from service.store import setup_links


def first_link(app: App) -> str | None:
    """Make a link where nobody runs the service yet; None where somebody does."""
    return None if is_run_by_somebody(app) else make_link(app)


def make_link(app: App, workspace_id: str | None = None) -> str:
    """Make a link; gives its address. Only it opens anything from now on.

    Earlier links stop to work, and what they opened ends: whoever holds the machine
    takes them back by making another.

    Raises:
        Refused: there is no such workspace.
    """
    if workspace_id is not None:
        places.get(app, workspace_id)
    kept = workspace_id or ""
    secret = new_secret(*filter(None, [kept]))
    link = keyed_hash(app, Use.SETUP_LINK, secret)
    with app.engine.begin() as conn:
        setup_links.replace(conn, kept, link, app.now())
        event = Event(actor=MACHINE, action=Audited.SETUP_LINK_MADE, subject=kept)
        note(app, conn, INSTALLATION, event)
    return f"{_address(app.settings)}/operator/link/{secret}"


def link_works(app: App, secret: str) -> bool:
    """Say whether a link can still be used, without using it up."""
    link = keyed_hash(app, Use.SETUP_LINK, secret)
    with app.engine.begin() as conn:
        return setup_links.works(conn, _kept(secret), link, app.now() - LINK_LIFE)


def use_link(app: App, secret: str) -> str | None:
    """Use a link up and open its session; gives the session's secret, or None."""
    kept, now = _kept(secret), app.now()
    session = new_secret(*filter(None, [kept]))
    link = keyed_hash(app, Use.SETUP_LINK, secret)
    opened = keyed_hash(app, Use.SETUP_SESSION, session)
    with app.engine.begin() as conn:
        if not setup_links.works(conn, kept, link, now - LINK_LIFE):
            return None
        if not setup_links.use(conn, link, opened, now):
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
    kept, hashed = _kept(session), keyed_hash(app, Use.SETUP_SESSION, session)
    with app.engine.begin() as conn:
        opened_at = setup_links.opened_at(conn, kept, hashed)
    if opened_at is None or not session_lives(opened_at, app.now()):
        return None
    return kept


def end(app: App, session: str | None) -> None:
    with app.engine.begin() as conn:
        setup_links.close(conn, keyed_hash(app, Use.SETUP_SESSION, session or ""))


def _address(settings: Settings) -> str:
    """Give where this machine's holder opens the pages."""
    if settings.public_url is not None:
        return settings.public_url
    host = "127.0.0.1" if settings.host in EVERYWHERE else settings.host
    bare = f"[{host}]" if ":" in host else host
    return f"http://{bare}:{settings.port}"


def _kept(secret: str) -> str:
    """Give the workspace of a secret, as its row must have it."""
    return next(iter(owner_in(secret)), "")
