"""How long links, ways to Slack and back, and signed-in browsers last."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from service.core.roles import Role

LINK_LIFE = timedelta(minutes=10)
LINKS_AN_HOUR = 10
LINKS_BY_ADDRESS = 3
"""Anybody can type an address: whoever does must not use up the owner's own links."""

ATTEMPT_LIFE = timedelta(minutes=10)
"""From the button here over Slack's page and back."""


@dataclass(frozen=True, kw_only=True)
class Stay:
    """How long a browser stays signed in: at rest, and at all."""

    idle: timedelta
    longest: timedelta


STAYS: Mapping[Role, Stay] = {
    # A working day: who opens the pages in the morning is still in after lunch.
    Role.EMPLOYEE: Stay(idle=timedelta(hours=12), longest=timedelta(days=7)),
    # Who sees or steers more than the own answers signs in each morning.
    Role.HR: Stay(idle=timedelta(hours=1), longest=timedelta(hours=12)),
    Role.OPERATOR: Stay(idle=timedelta(hours=1), longest=timedelta(hours=12)),
}
LONGEST = max(stay.longest for stay in STAYS.values())
SEEN_EVERY = timedelta(minutes=5)
"""How exact ``seen_at`` is kept, so that most pages write nothing."""


def session_lives(
    role: Role, opened_at: datetime, seen_at: datetime, now: datetime
) -> bool:
    stay = STAYS[role]
    return now - seen_at < stay.idle and now - opened_at < stay.longest


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """A way to Slack and back: three values that only this browser's way has.

    Slack hands ``state`` back with its answer and puts ``nonce`` into what it signs;
    ``verifier`` shows that whoever redeems the answer also asked (PKCE).
    """

    state: str
    nonce: str
    verifier: str


def attempt(key: bytes, cookie: str) -> Attempt:
    """Derive an attempt from the browser's cookie: nothing has to be kept for it."""
    return Attempt(
        state=_derived(key, "state", cookie),
        nonce=_derived(key, "nonce", cookie),
        verifier=_derived(key, "verifier", cookie),
    )


def attempt_cookie(now: datetime, random: str) -> str:
    return f"{int(now.timestamp())}.{random}"


def attempt_lives(cookie: str, now: datetime) -> bool:
    """Say whether this is a cookie of ours, made in the last ten minutes."""
    made, _, random = cookie.partition(".")
    if not (made.isascii() and made.isdecimal() and len(made) <= 10 and random):
        return False
    age = now - datetime.fromtimestamp(int(made), UTC)
    return timedelta(seconds=-1) < age < ATTEMPT_LIFE


def _derived(key: bytes, use: str, cookie: str) -> str:
    made = hmac.digest(key, f"sign-in {use}:{cookie}".encode(), hashlib.sha256)
    return urlsafe_b64encode(made).decode().rstrip("=")
