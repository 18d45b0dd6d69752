"""Who holds which role: seen, given, taken."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.actions import roles
from service.actions.roles import Person
from service.app import App
from service.core.errors import Refused
from service.core.roles import Role
from service.forms.set_up import ROLES
from service.words import _
from web.access import Seat

GIVEN = frozenset({Role.HR, Role.OPERATOR})


def show(app: App, seat: Seat) -> ResponseReturnValue:
    return _page(app, seat)


def find(app: App, seat: Seat) -> ResponseReturnValue:
    """Show who was meant, before a role is given; the words stand in no address."""
    words = request.form.get("who", "")
    try:
        found = roles.find(app, seat.workspace_id, words)
    except Refused as refused:
        return _page(app, seat, words=words, refused=str(refused)), 422
    return _page(app, seat, found=found, words=words)


def give(app: App, seat: Seat) -> ResponseReturnValue:
    try:
        then = Role(request.form.get("role", ""))
    except ValueError:
        then = Role.EMPLOYEE
    if then not in GIVEN:
        return _page(app, seat, refused=_("Choose HR or operator.")), 422
    return _change(app, seat, then)


def take(app: App, seat: Seat) -> ResponseReturnValue:
    return _change(app, seat, Role.EMPLOYEE)


def _change(app: App, seat: Seat, then: Role) -> ResponseReturnValue:
    # By the Slack id: a random id of ours, which a deletion changes, stands nowhere.
    who, place = request.form.get("person", ""), seat.workspace_id
    try:
        meant = roles.find(app, place, who)
        person = roles.change(app, place, seat.actor, meant.person_id, then)
    except Refused as refused:
        return _page(app, seat, refused=str(refused)), 422
    said = _("{name}: {role} now. It was written down, and they were told.")
    name = person.email or person.slack_user_id
    flash(said.format(name=name, role=ROLES[then]))
    return redirect(url_for("operator.roles"), code=303)


def _page(
    app: App,
    seat: Seat,
    *,
    found: Person | None = None,
    words: str = "",
    refused: str | None = None,
) -> str:
    return render_template(
        "operator/roles.html",
        holders=roles.holders(app, seat.workspace_id),
        found=found,
        words=words,
        refused=refused,
        given=sorted(GIVEN),
        names=ROLES,
        own=seat.actor,
        here="roles",
    )
