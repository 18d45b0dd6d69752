"""Signing in by the one-time link or with Slack, and who is signed in."""

import secrets
from collections.abc import Callable
from functools import partial

from flask import (
    Blueprint,
    Response,
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

from service.actions import links, signing_in, slack_sign_in
from service.actions.signing_in import Who
from service.actions.slack_sign_in import NotSignedIn, Returned
from service.app import App
from service.core.local_path import local_path
from service.forms import privacy as privacy_words
from service.words import _
from web.cookies import ASKED, ATTEMPT, SESSION
from web.errors import NOT_SIGNED_IN, page

PAGE = "me.today"
OVER = _("You are signed out. Get a new link to go on; nothing is lost.")
WANTED = "wanted"


def front(app: App) -> ResponseReturnValue:
    if who(app) is not None:
        return redirect(url_for(PAGE))
    return _front(app, sent=False)


def ask(app: App) -> ResponseReturnValue:
    asked = ASKED.read(app.settings) or secrets.token_urlsafe(32)
    links.ask_for_link(app, request.form.get("email", ""), asked)
    answer = make_response(_front(app, sent=True))
    ASKED.keep(answer, app.settings, asked)
    return answer


def link(app: App, secret: str) -> ResponseReturnValue:
    # A link preview opens this page too, so it must not use the link up.
    if not links.link_works(app, secret, ASKED.read(app.settings)):
        return render_template("link_over.html"), 410
    return render_template("link.html", secret=secret)


def enter(app: App, secret: str) -> ResponseReturnValue:
    opened = links.use_link(app, secret, ASKED.read(app.settings))
    if opened is None:
        return render_template("link_over.html"), 410
    return _entered(app, opened)


def to_slack(app: App) -> ResponseReturnValue:
    """Go to Slack to sign in.

    By a link, not a form: where a form leads by redirects has to stand in the
    Content-Security-Policy, and Slack may lead on to a company's own sign-in.
    """
    if not slack_sign_in.offered(app):
        return redirect(url_for("sign_in.front"), code=303)
    try:
        cookie, address = slack_sign_in.begin(app)
    except NotSignedIn as refused:
        return page(*NOT_SIGNED_IN[refused.why])
    answer = make_response(redirect(address, code=303))
    ATTEMPT.keep(answer, app.settings, cookie)
    return answer


def from_slack(app: App) -> ResponseReturnValue:
    given = request.args
    returned = Returned(
        state=given.get("state", ""),
        code=given.get("code", ""),
        issuer=given.get("iss", ""),
        error=given.get("error", ""),
    )
    cookie = ATTEMPT.read(app.settings)
    try:
        answer = _entered(app, slack_sign_in.finish(app, cookie, returned))
    except NotSignedIn as refused:
        answer = make_response(page(*NOT_SIGNED_IN[refused.why]))
    ATTEMPT.drop(answer, app.settings)
    return answer


def leave(app: App) -> ResponseReturnValue:
    signing_in.sign_out(app, SESSION.read(app.settings))
    return left(app)


def privacy(_app: App) -> ResponseReturnValue:
    """Say what is kept and who sees it, to anybody."""
    return render_template("privacy.html", privacy=privacy_words)


# Address, endpoint, method, page.
ROUTES: tuple[tuple[str, str, str, Callable[..., ResponseReturnValue]], ...] = (
    ("/", "front", "GET", front),
    ("/sign-in", "ask", "POST", ask),
    ("/sign-in/slack", "to_slack", "GET", to_slack),
    ("/sign-in/slack/back", "from_slack", "GET", from_slack),
    ("/sign-in/<secret>", "link", "GET", link),
    ("/sign-in/<secret>", "enter", "POST", enter),
    ("/sign-out", "leave", "POST", leave),
    ("/privacy", "privacy", "GET", privacy),
)


def blueprint(app: App) -> Blueprint:
    """Serve the first page, the ways in, and the way out."""
    made = Blueprint("sign_in", __name__)
    for address, endpoint, method, shown in ROUTES:
        made.add_url_rule(address, endpoint, partial(shown, app), methods=[method])
    return made


def who(app: App) -> Who | None:
    """Give who is signed in, looked up once in a request."""
    if "who" not in g:
        g.who = signing_in.signed_in(app, SESSION.read(app.settings))
    found: Who | None = g.who
    return found


def to_front(app: App) -> ResponseReturnValue:
    """Lead somebody who is not signed in, or not any more, to the first page.

    After signing in, the page that was wanted comes.
    """
    if SESSION.read(app.settings):
        flash(OVER)
    if request.method == "GET":
        session[WANTED] = request.full_path.rstrip("?")
    return redirect(url_for("sign_in.front"), code=303)


def with_person(
    app: App, shown: Callable[..., ResponseReturnValue]
) -> Callable[..., ResponseReturnValue]:
    """Give a page whoever is signed in; web.access lets nobody else come to it."""

    def page_of(**path: str) -> ResponseReturnValue:
        person = who(app)
        if person is None:
            raise AssertionError
        return shown(person, **path)

    return page_of


def left(app: App) -> Response:
    """Lead whoever signed out to the first page, and leave nothing in the browser.

    The cookies by name: ``"cookies"`` would take those of the whole domain, and sign
    people out of what else their company serves there.
    """
    session.clear()
    answer = make_response(redirect(url_for("sign_in.front"), code=303))
    SESSION.drop(answer, app.settings)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


def _front(app: App, *, sent: bool) -> str:
    return render_template(
        "front.html",
        offered=links.offered(app),
        with_slack=slack_sign_in.offered(app),
        sent=sent,
        privacy=privacy_words,
    )


def _entered(app: App, opened: str) -> Response:
    """Lead whoever signed in to the page that they wanted."""
    wanted = local_path(session.get(WANTED), url_for(PAGE))
    # Whoever was signed in with this browser before is not any more.
    signing_in.sign_out(app, SESSION.read(app.settings))
    session.clear()
    answer = make_response(redirect(wanted, code=303))
    SESSION.keep(answer, app.settings, opened)
    if ASKED.read(app.settings):
        ASKED.drop(answer, app.settings)
    return answer
