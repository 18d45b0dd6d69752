"""What people are told before they agree: each wording, and what it is worth.

A wording is the text of the invitation. ``service.forms.privacy`` holds its
sentences, and a test holds them to the digest of the newest row.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Said(StrEnum):
    """What a person said, or what was noted for them."""

    AGREED = "agreed"
    RECORDED = "recorded"
    """The roster says that the person agreed elsewhere."""
    DECLINED = "declined"
    STOPPED = "stopped"
    LEFT = "left"
    """The account was closed; what was agreed to ended with it."""


@dataclass(frozen=True, kw_only=True)
class Wording:
    """One wording. ``version`` is its date; ``digest`` that of its sentences.

    ``asks_more``: it tells of something that the ones before did not cover. What is
    new may then be done only for those who agreed to it (``covers``).
    """

    version: str
    digest: str
    asks_more: bool = False


WORDINGS = (
    Wording(
        version="2026-11-25",
        digest="2e4d77cdaad4b3aa",
    ),
)
"""The oldest first. A changed text is a new row; rows never change."""

CURRENT = WORDINGS[-1].version


def digest(sentences: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(sentences).encode()).hexdigest()[:16]


def covers(agreed: str | None, needed: str) -> bool:
    """Say whether somebody who agreed to a wording agreed to what ``needed`` tells.

    None, agreed to elsewhere, covers nothing that a wording asks for.
    """
    known = [one.version for one in WORDINGS]
    if agreed not in known:
        return False
    since = WORDINGS[known.index(agreed) + 1 : known.index(needed) + 1]
    return not any(one.asks_more for one in since)
