"""The one-time set-up link: the way in, and the way out."""

from flask import (
    Response,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue

from service.actions import setup_link
from service.app import App
from service.core.set_up import SESSION
from web.access import setup_cookie
from web.security import is_https


def show(app: App, secret: str) -> ResponseReturnValue:
    # A preview of the link opens this page too, so it must not use the link up.
    if not setup_link.link_works(app, secret):
        return render_template("operator/link_over.html"), 410
    page = make_response(render_template("operator/link.html", secret=secret))
    page.headers["Cache-Control"] = "no-store"
    return page


def enter(app: App, secret: str) -> ResponseReturnValue:
    opened = setup_link.use_link(app, secret)
    if opened is None:
        return render_template("operator/link_over.html"), 410
    session.clear()
    answer: Response = make_response(redirect(url_for("operator.set_up"), code=303))
    answer.set_cookie(
        setup_cookie(app),
        opened,
        max_age=SESSION,
        secure=is_https(app.settings),
        httponly=True,
        samesite="Lax",
    )
    return answer


def leave(app: App) -> ResponseReturnValue:
    name = setup_cookie(app)
    setup_link.end(app, request.cookies.get(name))
    answer = make_response(redirect(url_for("sign_in.front"), code=303))
    answer.delete_cookie(name, secure=is_https(app.settings), httponly=True)
    return answer
