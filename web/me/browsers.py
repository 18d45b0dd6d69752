"""Where a person is signed in, and the button that ends all of it."""

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from service.actions import signing_in
from service.actions.signing_in import Who
from service.app import App
from service.forms.words import day_name
from service.words import _
from web.cookies import SESSION
from web.signing_in import left

ENDED = _("You are signed out everywhere, and no link sent before works any more.")


def show(app: App, who: Who) -> str:
    found = signing_in.browsers(app, who, SESSION.read(app.settings))
    lines = [
        (
            _("Since {day}, {time}").format(
                day=day_name(one.since.date()), time=f"{one.since:%H:%M}"
            ),
            one.is_this,
        )
        for one in found
    ]
    return render_template("me/browsers.html", lines=lines)


def end(app: App, who: Who) -> ResponseReturnValue:
    signing_in.sign_out_everywhere(app, who)
    answer = left(app)
    flash(ENDED)
    return answer
