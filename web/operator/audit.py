"""The audit log, newest first, in plain words."""

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from service.actions.audit_pages import newest
from service.app import App
from service.forms.set_up import moment
from web.access import Seat

_MOST_DIGITS = 6


def show(app: App, seat: Seat) -> ResponseReturnValue:
    asked = request.args.get("page", "0")
    if not (asked.isdecimal() and asked.isascii() and len(asked) <= _MOST_DIGITS):
        abort(404)
    page = int(asked)
    lines, more = newest(app, seat.workspace_id, page)
    return render_template(
        "operator/audit.html",
        lines=lines,
        page=page,
        more=more,
        moment=moment,
        here="audit",
    )
