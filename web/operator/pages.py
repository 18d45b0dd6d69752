"""The addresses below /operator: each translates a request into one action."""

from collections.abc import Callable, Mapping
from functools import partial

from flask import Blueprint

from service.app import App
from web.access import Page, seated
from web.operator import audit, delivery, link, roles, roster, set_up, wave

Connected = Callable[[], bool | None]

# Address -> endpoint, methods, page; who may, stands in web.access.
ROUTES: Mapping[str, tuple[str, str, Page]] = {
    "/": ("delivery", "GET", delivery.show),
    "/roles": ("roles", "GET", roles.show),
    "/roles/find": ("find", "POST", roles.find),
    "/roles/give": ("give", "POST", roles.give),
    "/roles/take": ("take", "POST", roles.take),
    "/audit": ("audit", "GET", audit.show),
    "/setup/operator": ("name_operator", "POST", set_up.name_operator),
    "/setup/test-message": ("send_test", "POST", set_up.send_test),
    "/setup/roster": ("check_roster", "POST", roster.check),
    "/setup/roster/import": ("import_roster", "POST", roster.take_over),
    "/setup/partition": ("choose_partition", "POST", set_up.choose_partition),
    "/setup/content": ("acknowledge", "POST", set_up.acknowledge),
    "/setup/wave": ("show_wave", "GET", wave.show),
    "/setup/wave/start": ("start_wave", "POST", wave.start),
}
# For nobody yet: the way in, and the way out.
WAY_IN: tuple[tuple[str, str, str, Page], ...] = (
    ("/link/<secret>", "link", "GET", link.show),
    ("/link/<secret>", "enter", "POST", link.enter),
    ("/setup/leave", "leave", "POST", link.leave),
)


def blueprint(app: App, connected: Connected) -> Blueprint:
    """Serve the pages; ``connected`` says whether Socket Mode is, None without it."""
    made = Blueprint("operator", __name__, url_prefix="/operator")
    for address, (endpoint, method, page) in ROUTES.items():
        made.add_url_rule(address, endpoint, seated(app, page), methods=[method])
    checklist = partial(set_up.show, connected=connected)
    made.add_url_rule("/setup", "set_up", seated(app, checklist))
    for address, endpoint, method, page in WAY_IN:
        made.add_url_rule(address, endpoint, partial(page, app), methods=[method])
    return made
