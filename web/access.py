"""Who gets in where: one table, looked at before every page is drawn.

Whoever is nobody is led to the first page. Whoever is somebody without the grant gets
403 and a calm page: the addresses stand in the documents, so to hide that they exist
would protect nothing. What stands in no table is closed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps

from flask import (
    Flask,
    abort,
    g,
    make_response,
    render_template,
    request,
)
from flask.typing import ResponseReturnValue

from service.actions import setup_link
from service.app import App
from service.core.audit import MACHINE
from service.core.roles import GRANTS, SETUP_SESSION, Grant, Role
from web import signing_in
from web.cookies import SETUP

PUBLIC = frozenset(
    {
        "static",
        "pictures.file",
        "healthz",
        "readyz",
        # Signed by Slack, or refused.
        "slack.events",
        "sign_in.front",
        "sign_in.ask",
        "sign_in.link",
        "sign_in.enter",
        "sign_in.leave",
        "sign_in.privacy",
        "sign_in.to_slack",
        "sign_in.from_slack",
        "operator.link",
        "operator.enter",
        "operator.leave",
    }
)
# Only where all people are made up: the demo, and tests.
PLAYED = frozenset({"practice", "demo"})

NEEDS: Mapping[str, Grant] = {
    "me.today": Grant.OWN_PAGES,
    "me.now": Grant.OWN_PAGES,
    "me.skip": Grant.OWN_PAGES,
    "me.standing": Grant.OWN_PAGES,
    "me.pause_until": Grant.OWN_PAGES,
    "me.beyond": Grant.OWN_PAGES,
    "me.answers": Grant.OWN_PAGES,
    "me.section": Grant.OWN_PAGES,
    "me.save": Grant.OWN_PAGES,
    "me.browsers": Grant.OWN_PAGES,
    "me.sign_out_everywhere": Grant.OWN_PAGES,
    "me.data": Grant.OWN_PAGES,
    "me.data_json": Grant.OWN_PAGES,
    "me.data_page": Grant.OWN_PAGES,
    "me.delete_data": Grant.OWN_PAGES,
    "me.library": Grant.OWN_PAGES,
    "me.exercise": Grant.OWN_PAGES,
    "me.act": Grant.OWN_PAGES,
    "me.do": Grant.OWN_PAGES,
    "me.done": Grant.OWN_PAGES,
    "hr.reports": Grant.REPORTS,
    "operator.delivery": Grant.DELIVERY,
    "operator.roles": Grant.ROLES,
    "operator.find": Grant.ROLES,
    "operator.give": Grant.ROLES,
    "operator.take": Grant.ROLES,
    "operator.audit": Grant.AUDIT,
    "operator.set_up": Grant.SETUP,
    "operator.name_operator": Grant.SETUP,
    "operator.send_test": Grant.SETUP,
    "operator.check_roster": Grant.SETUP,
    "operator.import_roster": Grant.SETUP,
    "operator.choose_partition": Grant.SETUP,
    "operator.acknowledge": Grant.SETUP,
    "operator.show_wave": Grant.SETUP,
    "operator.start_wave": Grant.SETUP,
}

# The one more link in the menu of whoever holds a role: page, and name of the role.
DOORS: Mapping[Role, str] = {Role.HR: "hr.reports", Role.OPERATOR: "operator.delivery"}


@dataclass(frozen=True, kw_only=True)
class Seat:
    """Who asks: a person with a role, or whoever holds the machine, setting it up.

    ``workspace_id`` is blank for the only one there is; ``actor`` as the audit log
    has it; ``role`` is None in a set-up session.
    """

    workspace_id: str
    actor: str
    role: Role | None

    @property
    def grants(self) -> frozenset[Grant]:
        return SETUP_SESSION if self.role is None else GRANTS[self.role]


Page = Callable[..., ResponseReturnValue]


def guard(flask: Flask, app: App) -> None:
    """Look at each request before its page does."""

    @flask.before_request
    def check() -> ResponseReturnValue | None:
        endpoint = request.endpoint
        # OPTIONS is Flask's own answer: which methods there are, and nothing else.
        if endpoint is None or request.method == "OPTIONS" or _is_open(endpoint):
            return None
        need = NEEDS.get(endpoint)
        if need is None:
            abort(404)
        return _refusal(app, need)

    flask.jinja_env.globals["door"] = lambda: DOORS.get(seat().role or Role.EMPLOYEE)


def seat() -> Seat:
    """Give who asks, on a page that needs a grant."""
    found: Seat = g.seat
    return found


def seated(app: App, page: Page) -> Page:
    """Give a page the app and who asks."""

    @wraps(page)
    def shown(**path: str) -> ResponseReturnValue:
        return page(app, seat(), **path)

    return shown


def _is_open(endpoint: str) -> bool:
    return endpoint in PUBLIC or request.blueprint in PLAYED


def _refusal(app: App, need: Grant) -> ResponseReturnValue | None:
    """Seat who asks; give the answer to whoever may not, None to whoever may."""
    seats = [one for one in (_person(app), _machine(app)) if one is not None]
    for one in seats:
        if need in one.grants:
            g.seat = one
            return None
    if not seats:
        return signing_in.to_front(app)
    g.seat = seats[0]
    by_person = g.seat.role is not None
    page = render_template("not_yours.html", need=need, by_person=by_person)
    return make_response(page, 403)


def _person(app: App) -> Seat | None:
    who = signing_in.who(app)
    if who is None:
        return None
    return Seat(workspace_id=who.workspace_id, actor=who.person_id, role=who.role)


def _machine(app: App) -> Seat | None:
    workspace_id = setup_link.setting_up(app, SETUP.read(app.settings))
    if workspace_id is None:
        return None
    return Seat(workspace_id=workspace_id, actor=MACHINE, role=None)
