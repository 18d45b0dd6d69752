"""The one-time set-up link: the way in, and the way out."""

from flask import make_response, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from service.actions import setup_link
from service.app import App
from web.cookies import SETUP


def show(app: App, secret: str) -> ResponseReturnValue:
    # A preview of the link opens this page too, so it must not use the link up.
    if not setup_link.link_works(app, secret):
        return render_template("operator/link_over.html"), 410
    return render_template("operator/link.html", secret=secret)


def enter(app: App, secret: str) -> ResponseReturnValue:
    opened = setup_link.use_link(app, secret)
    if opened is None:
        return render_template("operator/link_over.html"), 410
    session.clear()
    answer = make_response(redirect(url_for("operator.set_up"), code=303))
    SETUP.keep(answer, app.settings, opened)
    return answer


def leave(app: App) -> ResponseReturnValue:
    setup_link.end(app, SETUP.read(app.settings))
    answer = make_response(redirect(url_for("sign_in.front"), code=303))
    SETUP.drop(answer, app.settings)
    return answer
