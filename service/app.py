"""The one value that carries everything an action needs."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Engine

from service.core.exercises import Catalogue
from service.ports import (
    Answers,
    Clock,
    Holidays,
    Keyring,
    OpenID,
    Pictures,
    Slack,
)
from service.settings import Settings

Later = Callable[[Callable[[], object]], object]


@dataclass(frozen=True, kw_only=True)
class App:
    """Built in ``service.bootstrap`` and passed as the first argument.

    ``slack`` gives the Slack of one bot token, ``openid`` Slack's word on who somebody
    is, ``answers`` says whether an address of ours leads back here. ``later`` hands a
    small piece of work to a bounded pool; it may be lost. ``errand`` is a small pool of
    its own for what anybody may ask for, signed in or not. ``keyring`` has the keys
    that wrap the key of each person. ``content`` gives the exercises as they are now.
    ``new_id`` names a new person: nobody can guess it, and it tells nothing.
    """

    settings: Settings
    engine: Engine
    now: Clock
    slack: Callable[[str], Slack]
    openid: OpenID
    holidays: Holidays
    answers: Answers
    content: Callable[[], Catalogue]
    pictures: Pictures
    keyring: Keyring
    later: Later
    errand: Later
    new_id: Callable[[], str]

    @property
    def catalogue(self) -> Catalogue:
        """Our exercises and those of installed packs; look at it once per action."""
        return self.content()

    @property
    def secret_key(self) -> bytes:
        """Signs what a browser keeps for us, and hides what is only counted."""
        key = self.settings.secret_key
        if key is None:
            raise LookupError("prepare() gives the settings their keys")
        return key.get_secret_value().encode()
