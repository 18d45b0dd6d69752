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


def app(at: str | None = None, *, stays: bool = False) -> "App":
    """Build the App of this installation, as of another instant if given.

    A command says what it did by itself; only what ``stays`` running logs it too.
    """
    from service import logs
    from service.bootstrap import build, instant

    settings = prepared()
    if settings.log_level == "INFO" and not stays:
        logs.set_up("WARNING")
    return build(settings, at=instant(at, settings) if at else None)


def first_lines(settings: "Settings") -> list[str]:
    """Say what there is to do at a start; asked before a fork."""
    from service.actions.content import waiting
    from service.actions.setup_link import first_link
    from service.bootstrap import build

    built = build(settings)
    try:
        link = first_link(built)
        unreviewed = waiting(built) if settings.talks_to_real_slack else None
    finally:
        built.engine.dispose()
    begin = f"Nobody runs it yet. Set it up here, once, within an hour:\n  {link}"
    return [line for line in (link and begin, unreviewed) if line]


def today() -> date:
    from service.bootstrap import system_clock

    return system_clock().date()
