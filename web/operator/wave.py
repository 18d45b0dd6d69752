"""The invitations: to how many, with which words, and only then they go."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from service.actions import invite, setting_up
from service.app import App
from service.words import _
from web.access import Seat
from web.operator.set_up import place, said, tried


def show(app: App, seat: Seat) -> ResponseReturnValue:
    wave = invite.prepare(app, place(app, seat))
    return render_template(
        "operator/wave.html",
        number=len(wave.recipients),
        lines=[line.replace("*", "") for line in wave.lines],
        here="set_up",
    )


def start(app: App, seat: Seat) -> ResponseReturnValue:
    shown = request.form.get("number", "")
    if not (shown.isascii() and shown.isdecimal() and len(shown) < 8):
        return said(_("Look at the invitation first."), "error")
    return tried(
        lambda: setting_up.start_wave(app, place(app, seat), seat.actor, int(shown)),
        _("The invitations are on their way."),
    )
