"""Rotates the key-encryption key while the service runs.

Every person's key is wrapped anew; the keys themselves, and so all answers, stay as
they are: whoever had a person's key had the answers already. Killed at any moment,
running it again goes on from there.
"""

from dataclasses import dataclass

from service.actions import auditing
from service.actions.keys_file import AT_MOST, LOCK
from service.app import App
from service.core.audit import INSTALLATION, MACHINE, Audited, Event
from service.core.errors import Refused
from service.core.keys import key_id
from service.store import person_keys
from service.store.locks import held

_AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class Rotated:
    """``wrapped``: how many keys this run wrapped anew. ``left``: what is to do now."""

    wrapped: int
    left: str


def rotate(app: App) -> Rotated:
    """Bring in a new key-encryption key, and make the old one useless.

    Raises:
        Refused: the operator has to give the new key first, or another rotation or a
            backup runs.
    """
    with held(app.engine, LOCK, AT_MOST) as alone:
        if not alone:
            raise Refused("A rotation or a backup runs: wait until it has ended.")
        with app.engine.begin() as conn:
            person_keys.made_key_of(conn, person_keys.installation(app.keyring))
        app.keyring.renew()
        wrapped = _wrap_in_steps(app) + _hand_over(app)
        return Rotated(wrapped=wrapped, left=app.keyring.retire())


def _wrap_in_steps(app: App) -> int:
    """Wrap all keys anew, some at a time: nobody waits long for a row."""
    wrapped = 0
    while True:
        with app.engine.begin() as conn:
            number = person_keys.rewrap(conn, app.keyring, _AT_ONCE)
        if not number:
            return wrapped
        wrapped += number


def _hand_over(app: App) -> int:
    """Let the new key wrap from now on, and wrap what was made in the meantime."""
    with app.engine.begin() as conn:
        changed = person_keys.hand_over(conn, app.keyring)
        wrapped = person_keys.rewrap(conn, app.keyring)
        if changed:
            newest = key_id(app.keyring.newest).hex()
            event = Event(
                actor=MACHINE, action=Audited.KEYS_ROTATED, details={"key_id": newest}
            )
            auditing.note(app, conn, INSTALLATION, event)
    return wrapped + changed
