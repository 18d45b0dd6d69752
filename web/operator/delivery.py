"""How delivery does: counts over all people, and what is stuck."""

from flask import render_template
from flask.typing import ResponseReturnValue

from service.actions.delivery import health
from service.app import App
from service.forms import delivery as words
from web.access import Seat


def show(app: App, seat: Seat) -> ResponseReturnValue:
    seen = health(app, seat.workspace_id)
    return render_template(
        "operator/delivery.html",
        seen=seen,
        skipped=words.by_group(seen.skipped),
        late=words.late(seen.late_since, app.now()) if seen.late_since else None,
        here="delivery",
    )
