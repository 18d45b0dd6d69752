"""The pages of the practice workspace: its people, and each one's conversation."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from flask import (
    Blueprint,
    Response,
    abort,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from web.practice.acts import ACTS, done
from web.practice.behind import Behind
from web.practice.inbox import anchor, inbox, local, marks, place, stamp
from web.practice.mrkdwn import shown
from web.practice.panel import find_play, panel, word
from web.practice.people import people_page
from web.practice.values import Impossible, Json
from web.practice.workspace import PracticeWorkspace

Pick = Callable[[], PracticeWorkspace]

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def add_pages(to: Blueprint, workspace: Pick, behind: Behind | None) -> None:
    """Add the pages and what their forms post to to the blueprint."""

    @to.context_processor
    def words() -> Json:
        return {
            "shown": shown,
            "team": workspace(),
            "link": _link,
            "act": _act_link,
            "picture": lambda given: _picture(workspace(), given),
            "place": place,
            "word": word,
        }

    @to.after_request
    def nothing_from_elsewhere(response: Response) -> Response:
        if response.mimetype == "text/html":
            response.headers.setdefault("Content-Security-Policy", POLICY)
        return response

    @to.get("/")
    def people() -> str:
        page = request.args.get("page", 1, type=int)
        return render_template("practice/people.html", **people_page(workspace(), page))

    _add_inbox(to, workspace, behind)
    _add_acts(to, workspace, behind)


def _add_inbox(to: Blueprint, workspace: Pick, behind: Behind | None) -> None:
    @to.get("/inbox/<user_id>")
    def inbox_page(user_id: str) -> str:
        known = _known(workspace(), user_id)
        beside = panel(known, user_id, behind)
        return render_template(
            "practice/inbox.html",
            **inbox(known, user_id, whole="all" in request.args),
            panel=beside,
            tab="home" if request.args.get("tab") == "home" else "messages",
            now=local(known, known.members[user_id]),
            state=_state(known, user_id, beside),
        )

    @to.get("/inbox/<user_id>/state")
    def inbox_state(user_id: str) -> Response:
        known = _known(workspace(), user_id)
        return jsonify(_state(known, user_id, panel(known, user_id, behind)))


def _add_acts(to: Blueprint, workspace: Pick, behind: Behind | None) -> None:
    @to.post("/inbox/<user_id>/<act>")
    def inbox_act(user_id: str, act: str) -> ResponseReturnValue:
        known = _known(workspace(), user_id)
        if act not in ACTS:
            abort(404)
        before = {one.ts for one in known.messages_of(user_id)}
        known.notices[user_id] = done(ACTS[act], known, user_id)
        tab = {"tab": "home"} if act == "home" else {}
        back = _act_link("practice.inbox_page", user_id=user_id, **tab)
        return redirect(back + _landing(known, user_id, before), code=303)

    @to.post("/play/<user_id>/<name>")
    def play(user_id: str, name: str) -> ResponseReturnValue:
        known = _known(workspace(), user_id)
        found = find_play(known, user_id, behind, name)
        if found is None:
            abort(404)
        try:
            told = found.act(user_id)
        except Impossible as refused:
            told = str(refused)
        known.told[user_id] = (found.group, told)
        back = _act_link("practice.inbox_page", user_id=user_id)
        return redirect(f"{back}#told", code=303)


def _known(workspace: PracticeWorkspace, user_id: str) -> PracticeWorkspace:
    if user_id not in workspace.members:
        abort(404)
    return workspace


def _state(workspace: PracticeWorkspace, user_id: str, beside: Json) -> Json:
    member = workspace.members[user_id]
    notice = workspace.notices.get(user_id)
    view = workspace.open_view_of(user_id)
    plays = [(group.name, len(group.plays)) for group in beside["groups"]]
    rest = {name: what for name, what in beside.items() if name != "groups"}
    return {
        "stamp": stamp(marks(workspace, user_id), member, notice, rest, plays),
        "view": stamp(view and (view.view_id, view.hash, view.errors)),
    }


def _landing(workspace: PracticeWorkspace, user_id: str, before: set[str]) -> str:
    """Return the fragment at which the person reads on.

    None where a form is open: a fragment would keep its field from the keyboard.
    """
    if workspace.open_view_of(user_id):
        return ""
    if workspace.notices.get(user_id):
        return "#notice"
    where, number = request.form.get("where", ""), request.form.get("number", "")
    if where.startswith("V"):
        return f"#c-{where}-{number}"
    after = [one.ts for one in workspace.messages_of(user_id)]
    new = [ts for ts in after if ts not in before]
    concerned = [*new, *(ts for ts in after if ts == where), *after[-1:]]
    return f"#{anchor(concerned[0])}" if concerned else ""


def _link(endpoint: str, **values: Any) -> str:
    return url_for(endpoint, **{"team": request.args.get("team"), **values})


def _act_link(endpoint: str, **values: Any) -> str:
    """Return an address that leads back to the tab on which the person is."""
    kept = {name: request.args.get(name) for name in ("tab", "all")}
    return _link(endpoint, **{**kept, **values})


def _picture(workspace: PracticeWorkspace, given: Json) -> str:
    """Return the path of an image of this server; nothing is loaded from others."""
    file_id = (given.get("slack_file") or {}).get("id")
    if file_id:
        place = {"team": workspace.team_id, "file_id": file_id}
        return url_for("practice.file", **place) if file_id in workspace.files else ""
    asked = urlsplit(given.get("image_url") or "")
    own = {urlsplit(one).netloc for one in (request.host_url, workspace.base_url)}
    return asked.path if asked.netloc in own else ""
