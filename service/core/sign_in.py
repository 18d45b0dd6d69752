"""How long a one-time link and a signed-in browser last, and how many links go out."""

from datetime import datetime, timedelta

LINK_LIFE = timedelta(minutes=10)
LINKS_AN_HOUR = 10
LINKS_BY_ADDRESS = 3
"""Anybody can type an address: whoever does must not use up the owner's own links."""

IDLE = timedelta(hours=12)
"""A working day: who opens the pages in the morning is still in after lunch."""
LONGEST = timedelta(days=7)
SEEN_EVERY = timedelta(minutes=5)
"""How exact ``seen_at`` is kept, so that most pages write nothing."""


def session_lives(opened_at: datetime, seen_at: datetime, now: datetime) -> bool:
    return now - seen_at < IDLE and now - opened_at < LONGEST
