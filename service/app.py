"""The one value that carries everything an action needs."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Engine

from service.core.exercises import Catalogue
from service.ports import Answers, Clock, Holidays, Pictures, Slack
from service.settings import Settings

Later = Callable[[Callable[[], object]], object]


@dataclass(frozen=True, kw_only=True)
class App:
    """Built in ``service.bootstrap`` and passed as the first argument.

    ``slack`` gives the Slack of one bot token, ``answers`` says whether an address of
    ours leads back here. ``later`` hands a small piece of work to a bounded pool; it
    may be lost. ``errand`` is a small pool of its own for what anybody may ask for,
    signed in or not. ``data_key`` is the 256-bit key that wraps the key of each
    person. ``content`` gives the exercises as they are now. ``new_id`` names a new
    person: nobody can guess it, and it tells nothing.
    """

    settings: Settings
    engine: Engine
    now: Clock
    slack: Callable[[str], Slack]
    holidays: Holidays
    answers: Answers
    content: Callable[[], Catalogue]
    pictures: Pictures
    data_key: bytes
    later: Later
    errand: Later
    new_id: Callable[[], str]

    @property
    def catalogue(self) -> Catalogue:
        """Our exercises and those of installed packs; look at it once per action."""
        return self.content()
