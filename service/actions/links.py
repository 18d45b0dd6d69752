"""One-time links that the bot sends: asked for, sent, looked at and used up."""

from datetime import timedelta

import structlog
from sqlalchemy import Connection

from service.actions import workspaces as places
from service.actions.secret_hashes import Use, keyed_hash, new_secret
from service.actions.showing import quietly
from service.actions.signing_in import may_sign_in, open_session, owner
from service.app import App
from service.blocks.sign_in import link_message
from service.core.roles import Role
from service.core.sign_in import LINK_LIFE, LINKS_AN_HOUR, LINKS_BY_ADDRESS
from service.core.standing import Standing
from service.store import people, signing_in, workspaces
from service.store.people import Person
from service.store.signing_in import Link

log = structlog.get_logger()

_HOUR = timedelta(hours=1)


def offered(app: App) -> bool:
    """Say whether there is an address that a link could lead to."""
    return app.settings.public_url is not None


def ask_for_link(app: App, email: str, asked: str) -> None:
    """Send a link to whoever has this address and agreed to get messages.

    It works only in the browser that shows ``asked``, the secret of the one that
    asked. From a pool of its own, so that strangers hold nothing else up. The caller
    learns nothing: neither whether the address is known, nor by the time it takes.
    """
    if offered(app) and email.isprintable():
        asked_hash = keyed_hash(app, Use.ASKED, asked)
        app.errand(lambda: _send_to_address(app, email.strip().lower(), asked_hash))


def send_link(app: App, workspace_id: str, slack_user_id: str) -> bool:
    """Send somebody a link; False where there is no way in, or there were many."""
    with app.engine.begin() as conn:
        person = people.by_slack_user(conn, workspace_id, slack_user_id)
        secret = None if person is None else new_link(app, conn, person)
    if person is None or secret is None:
        return False
    post_link(app, person, secret)
    return True


def new_link(
    app: App,
    conn: Connection,
    person: Person,
    *,
    most: int = LINKS_AN_HOUR,
    asked_hash: bytes | None = None,
) -> str | None:
    """Make a link; None without an address of ours, or where there were many.

    ``asked_hash`` binds it to one browser. Without, it works in any: whoever asks in
    Slack has shown there who they are (docs/decisions/0023).
    """
    key, now = (person.workspace_id, person.person_id), app.now()
    if not offered(app) or not may_sign_in(person):
        return None
    if signing_in.links_since(conn, key, now - _HOUR) >= most:
        log.info("too_many_links", person_id=person.person_id)
        return None
    per_minute = app.settings.messages_per_minute
    if not workspaces.take_turn(conn, person.workspace_id, now, per_minute):
        return None
    secret = new_secret(*key)
    hashed = keyed_hash(app, Use.LINK, secret)
    link = Link(link_hash=hashed, asked_hash=asked_hash)
    signing_in.add_link(conn, key, link, now)
    return secret


def post_link(app: App, person: Person, secret: str) -> None:
    """Send the message with the link; a link that is lost is asked for again."""
    message = link_message(f"{app.settings.public_url}/sign-in/{secret}")
    slack_user_id = person.slack_user_id or ""
    quietly(
        app,
        places.get(app, person.workspace_id),
        lambda slack: slack.post(slack_user_id, message),
    )


def link_works(app: App, secret: str, asked: str | None) -> bool:
    """Say whether a link can be used in this browser, without using it up."""
    link, made_after = _read(app, secret, asked), app.now() - LINK_LIFE
    with app.engine.begin() as conn:
        return signing_in.unused_link(conn, owner(secret), link, made_after)


def use_link(app: App, secret: str, asked: str | None) -> str | None:
    """Use a link up and open a session; gives the session's secret.

    None for a link that is unknown, used, older than ten minutes, asked for in
    another browser, or whose person has left.
    """
    key, link, now = owner(secret), _read(app, secret, asked), app.now()
    with app.engine.begin() as conn:
        # Everybody locks the person first, then the person's rows.
        person = people.lock(conn, *key)
        if person is None or not may_sign_in(person):
            return None
        # Of many at once, one finds it unused after it got the lock.
        if not signing_in.unused_link(conn, key, link, now - LINK_LIFE):
            return None
        signing_in.use_up_links(conn, key, now)
        return open_session(app, conn, person)


def _read(app: App, secret: str, asked: str | None) -> Link:
    return Link(
        link_hash=keyed_hash(app, Use.LINK, secret),
        asked_hash=keyed_hash(app, Use.ASKED, asked or ""),
    )


def _send_to_address(app: App, email: str, asked_hash: bytes) -> None:
    with app.engine.begin() as conn:
        found = [
            person
            for workspace in places.alive(conn)
            for person in people.by_email(conn, workspace, email)
        ]
    for person in found:
        secret = _link_by_address(app, person, asked_hash)
        if secret is not None:
            post_link(app, person, secret)


def _link_by_address(app: App, found: Person, asked_hash: bytes) -> str | None:
    with app.engine.begin() as conn:
        # Everybody locks the person first, then the person's rows.
        person = people.lock(conn, found.workspace_id, found.person_id)
        if person is None or person.slack_user_id is None:
            return None
        # Whoever holds a role asked for it, and may have agreed to no nudges.
        if person.standing is not Standing.AGREED and person.role is Role.EMPLOYEE:
            return None
        return new_link(app, conn, person, most=LINKS_BY_ADDRESS, asked_hash=asked_hash)
