"""What a command builds first; imported late, so that --help stays quick."""

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.app import App
    from service.settings import Settings


def prepared(*, migrate: bool = False) -> "Settings":
    """Read the settings, and make what makes itself."""
    from service.bootstrap import prepare
    from service.settings import Settings

    return prepare(Settings.read(), migrate=migrate)


def app(at: str | None = None) -> "App":
    """Build the App of this installation, as of another instant if given."""
    from service.bootstrap import build, instant

    settings = prepared()
    return build(settings, at=instant(at, settings) if at else None)


def unreviewed_line(settings: "Settings") -> str | None:
    """Say what the operator still has to answer for; asked before a fork."""
    from service.actions.content import waiting
    from service.bootstrap import build

    if not settings.talks_to_real_slack:
        return None
    built = build(settings)
    try:
        return waiting(built)
    finally:
        built.engine.dispose()


def today() -> date:
    from service.bootstrap import system_clock

    return system_clock().date()
