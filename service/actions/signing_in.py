"""Signing in by a one-time link that the bot sends, and staying signed in.

A secret is ``WORKSPACE.RANDOM``: 256 random bits, of which only a hash is stored.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

import structlog
from sqlalchemy import Connection

from service.actions import workspaces as places
from service.actions.showing import quietly
from service.app import App
from service.blocks.sign_in import link_message
from service.core.sign_in import (
    LINK_LIFE,
    LINKS_AN_HOUR,
    LINKS_BY_ADDRESS,
    LONGEST,
    SEEN_EVERY,
    session_lives,
)
from service.core.standing import Standing
from service.store import people, signing_in, workspaces
from service.store.people import Person

log = structlog.get_logger()

_SECRET_BYTES = 32
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Who:
    """A person who is signed in."""

    workspace_id: str
    person_id: str


def offered(app: App) -> bool:
    """Say whether there is an address that a link could lead to."""
    return app.settings.public_url is not None


def ask_for_link(app: App, email: str) -> None:
    """Send a link to whoever has this address and agreed to get messages.

    From a pool of its own, so that strangers hold nothing else up. The caller
    learns nothing: neither whether the address is known, nor by the time it takes.
    """
    if offered(app) and email.isprintable():
        app.errand(lambda: _send_to_address(app, email.strip().lower()))


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
    app: App, conn: Connection, person: Person, most: int = LINKS_AN_HOUR
) -> str | None:
    """Make a link; None without an address of ours, or where there were many."""
    key, now = (person.workspace_id, person.person_id), app.now()
    if not offered(app) or not _may_sign_in(person):
        return None
    if signing_in.links_since(conn, key, now - _HOUR) >= most:
        log.info("too_many_links", person_id=person.person_id)
        return None
    per_minute = app.settings.messages_per_minute
    if not workspaces.take_turn(conn, person.workspace_id, now, per_minute):
        return None
    secret = _secret(person.workspace_id)
    signing_in.add_link(conn, key, _parts(secret)[1], now)
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


def link_works(app: App, secret: str) -> bool:
    """Say whether a link can still be used, without using it up."""
    workspace_id, link_hash = _parts(secret)
    with app.engine.begin() as conn:
        made_after = app.now() - LINK_LIFE
        return (
            signing_in.unused_link(conn, workspace_id, link_hash, made_after)
            is not None
        )


def use_link(app: App, secret: str) -> str | None:
    """Use a link up and open a session; gives the session's secret.

    None for a link that is unknown, used, older than ten minutes, or whose person
    has left.
    """
    workspace_id, link_hash = _parts(secret)
    now = app.now()
    made_after = now - LINK_LIFE
    with app.engine.begin() as conn:
        # Everybody locks the person first, then the person's rows.
        owner = signing_in.unused_link(conn, workspace_id, link_hash, made_after)
        person = people.lock(conn, workspace_id, owner) if owner else None
        if person is None or not _may_sign_in(person):
            return None
        if not signing_in.use_link(conn, workspace_id, link_hash, made_after, now):
            return None
        key = workspace_id, person.person_id
        signing_in.use_up_links(conn, key, now)
        signing_in.close_sessions(conn, key, opened_before=now - LONGEST)
        session = _secret(workspace_id)
        signing_in.open_session(conn, key, _parts(session)[1], now)
    return session


def signed_in(app: App, secret: str | None) -> Who | None:
    """Give whose session this is; None for one that is over or never was."""
    if not secret:
        return None
    workspace_id, session_hash = _parts(secret)
    now = app.now()
    with app.engine.begin() as conn:
        found = signing_in.session(conn, workspace_id, session_hash)
        if found is None or not session_lives(found.opened_at, found.seen_at, now):
            return None
        person = people.get(conn, workspace_id, found.person_id)
        if person is None or not _may_sign_in(person):
            return None
        if now - found.seen_at >= SEEN_EVERY:
            signing_in.see_session(conn, workspace_id, session_hash, now)
    return Who(workspace_id=workspace_id, person_id=found.person_id)


def sign_out(app: App, secret: str | None) -> None:
    workspace_id, session_hash = _parts(secret or "")
    with app.engine.begin() as conn:
        signing_in.close_session(conn, workspace_id, session_hash)


def _send_to_address(app: App, email: str) -> None:
    with app.engine.begin() as conn:
        found = [
            person
            for workspace in places.alive(conn)
            for person in people.by_email(conn, workspace, email)
        ]
    for person in found:
        secret = _link_by_address(app, person)
        if secret is not None:
            post_link(app, person, secret)


def _link_by_address(app: App, found: Person) -> str | None:
    with app.engine.begin() as conn:
        # Everybody locks the person first, then the person's rows.
        person = people.lock(conn, found.workspace_id, found.person_id)
        if person is None or person.slack_user_id is None:
            return None
        if person.standing is not Standing.AGREED:
            return None
        return new_link(app, conn, person, LINKS_BY_ADDRESS)


def _may_sign_in(person: Person) -> bool:
    return person.standing is not Standing.LEFT


def _secret(workspace_id: str) -> str:
    return f"{workspace_id}.{secrets.token_urlsafe(_SECRET_BYTES)}"


def _parts(secret: str) -> tuple[str, bytes]:
    """Give the workspace's id and the hash that is stored."""
    workspace_id, _, random = secret.partition(".")
    # What is no id of ours names no workspace, and never reaches the database.
    workspace_id = workspace_id if workspace_id.isalnum() else ""
    return workspace_id, hashlib.sha256(random.encode()).digest()
