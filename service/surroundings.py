"""What stands in the environment around us, and must not reach what runs here."""

import os
from collections.abc import Callable

from service.settings import PREFIX


def forget_names_of_bolt() -> None:
    """Drop the variables that Bolt would read by itself, past our settings."""
    _forget(lambda name: name.startswith("SLACK_"))


def forget_surroundings() -> None:
    """Drop all that a real installation, or its network, has put in the way."""
    forget_names_of_bolt()
    _forget(lambda name: name.startswith(PREFIX))
    _forget(lambda name: name.lower().endswith("_proxy"))


def _forget(is_foreign: Callable[[str], bool]) -> None:
    for name in filter(is_foreign, list(os.environ)):
        del os.environ[name]
