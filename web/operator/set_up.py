"""The set-up page: every check with its state, and a form where one can be mended."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.actions import content, setting_up
from service.actions import workspaces as places
from service.app import App
from service.core.disclosure.partition import By, Choice
from service.core.errors import Refused
from service.core.set_up import OPTIONAL
from service.forms import set_up as words
from service.words import _
from web.access import Seat


def show(app: App, seat: Seat, *, connected: Callable[[], bool | None]) -> str:
    return render_template(
        "operator/set_up.html",
        seen=setting_up.look(app, seat.workspace_id, connected=connected()),
        steps=words.STEPS,
        states=words.STATES,
        optional=OPTIONAL,
        partition_words=words.partition_words,
        here="set_up",
    )


def name_operator(app: App, seat: Seat) -> ResponseReturnValue:
    """Name the operator: for whoever holds the machine, and nobody else."""
    if seat.role is not None:
        return said(_("Roles are given on the page Roles."), "error")
    named = request.form.get("who", "")
    return tried(lambda: setting_up.name_operator(app, place(app, seat), named), DONE)


def send_test(app: App, seat: Seat) -> ResponseReturnValue:
    return tried(
        lambda: setting_up.send_test(app, place(app, seat), seat.actor),
        _("Slack took the message. Look whether it has arrived."),
    )


def choose_partition(app: App, seat: Seat) -> ResponseReturnValue:
    choice = _choice(request.form.get("choice", ""))
    if choice is None:
        return said(_("Choose one of the lines of the table."), "error")
    return tried(
        lambda: setting_up.choose_partition(app, place(app, seat), seat.actor, choice),
        DONE,
    )


def acknowledge(app: App, seat: Seat) -> ResponseReturnValue:
    by = request.form.get("by", "")
    return tried(lambda: content.acknowledge(app, by, seat.actor), DONE)


DONE = _("Done.")


def place(app: App, seat: Seat) -> places.Workspace:
    return places.only(app, seat.workspace_id or None)


def tried(act: Callable[[], object], well: str) -> ResponseReturnValue:
    """Do it, and say on the page how it went."""
    try:
        act()
    except Refused as refused:
        return said(str(refused), "error")
    return said(well, "message")


def said(sentence: str, kind: str) -> ResponseReturnValue:
    flash(sentence, kind)
    return redirect(url_for("operator.set_up"), code=303)


def _choice(text: str) -> Choice | None:
    follows, _dot, size = text.partition(".")
    known = {one.value for one in By}
    if follows not in known or not (size.isascii() and size.isdecimal()):
        return None
    return Choice(by=By(follows), size=int(size[:4]))
