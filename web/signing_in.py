"""Signing in by the one-time link, and who is signed in."""

from collections.abc import Callable
from functools import partial

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    g,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as BaseResponse

from service.actions import signing_in
from service.actions.signing_in import Who
from service.app import App
from service.core.sign_in import LONGEST
from service.forms import privacy as privacy_words
from service.words import _
from web.security import cookie_name, is_https

PAGE = "me.today"
OVER = _("You are signed out. Get a new link to go on; nothing is lost.")


def front(app: App) -> ResponseReturnValue:
    if who(app) is not None:
        return redirect(url_for(PAGE))
    return _front(app, sent=False)


def _front(app: App, *, sent: bool) -> str:
    offered = signing_in.offered(app)
    return render_template(
        "front.html", offered=offered, sent=sent, privacy=privacy_words
    )


def ask(app: App) -> ResponseReturnValue:
    signing_in.ask_for_link(app, request.form.get("email", ""))
    return _front(app, sent=True)


def link(app: App, secret: str) -> ResponseReturnValue:
    # A link preview opens this page too, so it must not use the link up.
    if not signing_in.link_works(app, secret):
        return render_template("link_over.html"), 410
    return _private(make_response(render_template("link.html", secret=secret)))


def enter(app: App, secret: str) -> ResponseReturnValue:
    opened = signing_in.use_link(app, secret)
    if opened is None:
        return render_template("link_over.html"), 410
    # Whoever was signed in with this browser before is not any more.
    signing_in.sign_out(app, _cookie(app))
    session.clear()
    answer = make_response(redirect(url_for(PAGE), code=303))
    _keep(app, answer, opened)
    return answer


def leave(app: App) -> ResponseReturnValue:
    signing_in.sign_out(app, _cookie(app))
    session.clear()
    return without_cookie(app, redirect(url_for("sign_in.front"), code=303))


def privacy(_app: App) -> ResponseReturnValue:
    """Say what is kept and who sees it, to anybody."""
    return render_template("privacy.html", privacy=privacy_words)


# Address, endpoint, method, page.
ROUTES: tuple[tuple[str, str, str, Callable[..., ResponseReturnValue]], ...] = (
    ("/", "front", "GET", front),
    ("/sign-in", "ask", "POST", ask),
    ("/sign-in/<secret>", "link", "GET", link),
    ("/sign-in/<secret>", "enter", "POST", enter),
    ("/sign-out", "leave", "POST", leave),
    ("/privacy", "privacy", "GET", privacy),
)


def blueprint(app: App) -> Blueprint:
    """Serve the first page, the way in, and the way out."""
    made = Blueprint("sign_in", __name__)
    for address, endpoint, method, page in ROUTES:
        made.add_url_rule(address, endpoint, partial(page, app), methods=[method])
    return made


def who(app: App) -> Who | None:
    """Give who is signed in, looked up once in a request."""
    if "who" not in g:
        g.who = signing_in.signed_in(app, _cookie(app))
    found: Who | None = g.who
    return found


def signed_in(
    app: App, page: Callable[..., ResponseReturnValue]
) -> Callable[..., ResponseReturnValue]:
    """Show a page to whoever is signed in; others get the first page."""

    def guarded(**path: str) -> ResponseReturnValue:
        person = who(app)
        if person is None:
            if _cookie(app):
                flash(OVER)
            return redirect(url_for("sign_in.front"), code=303)
        return _private(current_app.make_response(page(person, **path)))

    return guarded


def without_cookie(app: App, answer: BaseResponse) -> BaseResponse:
    """Let the browser forget who was signed in."""
    answer.delete_cookie(_name(app), secure=is_https(app.settings), httponly=True)
    return answer


def _private(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _name(app: App) -> str:
    return cookie_name("unhunch", app.settings)


def _cookie(app: App) -> str | None:
    return request.cookies.get(_name(app))


def _keep(app: App, answer: Response, secret: str) -> None:
    answer.set_cookie(
        _name(app),
        secret,
        max_age=LONGEST,
        secure=is_https(app.settings),
        httponly=True,
        samesite="Lax",
    )
