"""The roster's file: looked at first, and imported when that was agreed to.

Its name is never looked at. The file waits in the page between the two steps, so that
nothing half done lies on the machine.
"""

import base64
from contextlib import suppress

from flask import render_template, request
from flask.typing import ResponseReturnValue

from service.actions import roster
from service.app import App
from service.core.errors import Refused
from service.core.roster import RosterRefused
from service.words import _
from web.access import Seat
from web.operator.set_up import place, said, tried

MOST_PROBLEMS = 50


def check(app: App, seat: Seat) -> ResponseReturnValue:
    """Say what an import would do, or which cells are wrong; changes nothing."""
    file = request.files.get("file")
    raw = file.read() if file else b""
    if not raw:
        return said(_("Choose a file first."), "error")
    try:
        counts = roster.import_people(app, place(app, seat), raw, dry_run=True)
    except RosterRefused as refused:
        shown = refused.problems[:MOST_PROBLEMS]
        return _page(problems=shown, more=len(refused.problems) - len(shown)), 422
    except Refused as refused:
        return said(str(refused), "error")
    return _page(counts=counts, content=base64.b64encode(raw).decode())


def take_over(app: App, seat: Seat) -> ResponseReturnValue:
    raw = b""
    with suppress(ValueError):
        raw = base64.b64decode(request.form.get("content", ""), validate=True)
    if not raw:
        return said(_("The file did not come back whole: choose it again."), "error")
    return tried(
        lambda: roster.import_people(app, place(app, seat), raw, actor=seat.actor),
        _("The roster is imported."),
    )


def _page(**shown: object) -> str:
    return render_template("operator/roster.html", here="set_up", **shown)
