"""The pages of the practice workspace: its people, and each one's conversation."""

from collections.abc import Callable
from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from web.practice.forms import fields, places
from web.practice.mrkdwn import shown
from web.practice.screens import Screen, drawn, view_screen
from web.practice.values import Impossible, Incomplete, Json, OpenView, Outcome
from web.practice.workspace import PracticeWorkspace

Pick = Callable[[], PracticeWorkspace]

TROUBLE = "We had some trouble connecting. Try again in a moment."
CHANGED = "This form has changed meanwhile. Please look at it again."


def add_pages(to: Blueprint, workspace: Pick) -> None:
    """Add the pages and what their forms post to to the blueprint."""

    @to.context_processor
    def words() -> Json:
        return {"shown": shown, "team": workspace(), "link": _link}

    @to.get("/")
    def people() -> str:
        return render_template("practice/people.html", people=_people(workspace()))

    @to.get("/style.css")
    def style() -> Response:
        with to.open_resource("static/style.css") as css:
            return Response(css.read(), mimetype="text/css")

    _add_inbox(to, workspace)


def _add_inbox(to: Blueprint, workspace: Pick) -> None:
    @to.get("/inbox/<user_id>")
    def inbox(user_id: str) -> str:
        known = workspace()
        _known(known, user_id)
        return render_template("practice/inbox.html", **_inbox(known, user_id))

    @to.post("/inbox/<user_id>/<act>")
    def inbox_act(user_id: str, act: str) -> ResponseReturnValue:
        known = workspace()
        _known(known, user_id)
        if act not in _ACTS:
            abort(404)
        known.notices[user_id] = _done(_ACTS[act], known, user_id)
        return redirect(_link("practice.inbox", user_id=user_id), code=303)


def _link(endpoint: str, **values: Any) -> str:
    return url_for(endpoint, team=request.args.get("team"), **values)


def _known(workspace: PracticeWorkspace, user_id: str) -> None:
    if user_id not in workspace.members:
        abort(404)


def _people(workspace: PracticeWorkspace) -> list[Json]:
    with workspace.lock:
        return [
            {"member": member, "count": len(workspace.messages_of(member.user_id))}
            for member in workspace.members.values()
            if member.is_reachable
        ]


def _inbox(workspace: PracticeWorkspace, user_id: str) -> Json:
    with workspace.lock:
        modal, home = workspace.open_view_of(user_id), workspace.home_of(user_id)
        return {
            "member": workspace.members[user_id],
            "modal": view_screen(modal) if modal else None,
            "home": view_screen(home) if home else None,
            "notice": workspace.notices.get(user_id, ""),
            "messages": [
                Screen(
                    where=message.ts,
                    drawn=drawn(message.blocks, {}, {}),
                    text=message.text,
                    is_ephemeral=message.is_ephemeral,
                )
                for message in reversed(workspace.messages_of(user_id))
            ],
        }


def _done(
    act: Callable[[PracticeWorkspace, str], Outcome],
    workspace: PracticeWorkspace,
    user_id: str,
) -> str:
    try:
        outcome = act(workspace, user_id)
    except Incomplete:
        return ""
    except Impossible as refused:
        return str(refused)
    if outcome.problems:
        return " ".join(outcome.problems)
    return "" if outcome.ok or outcome.errors else TROUBLE


def _click(workspace: PracticeWorkspace, user_id: str) -> Outcome:
    form = request.form
    chosen: Any = form.getlist("option") if "many" in form else form.get("option")
    return workspace.click(
        user_id,
        form.get("where", ""),
        form.get("action_id", ""),
        chosen,
        block_id=form.get("block_id"),
    )


def _send(workspace: PracticeWorkspace, user_id: str) -> Outcome:
    view = workspace.open_view_of(user_id)
    if view is None or view.hash != request.form.get("hash"):
        raise Impossible(CHANGED)
    values = _typed(view)
    if "press" not in request.form:
        return workspace.submit(user_id, view.view_id, values)
    workspace.enter(user_id, view.view_id, values)
    pressed = list(places(view.blocks))[int(request.form["press"])]
    chosen = values.get(pressed.block_id, {}).get(pressed.action_id)
    return workspace.click(
        user_id,
        view.view_id,
        pressed.action_id,
        request.form.get(f"answer-{request.form['press']}", chosen),
        block_id=pressed.block_id,
    )


def _close(workspace: PracticeWorkspace, user_id: str) -> Outcome:
    return workspace.close_view(user_id)


def _home(workspace: PracticeWorkspace, user_id: str) -> Outcome:
    return workspace.event("app_home_opened", user=user_id, tab="home")


def _typed(view: OpenView) -> dict[str, dict[str, Any]]:
    holders = {(one.block_id, one.action_id) for one in fields(view.blocks)}
    values: dict[str, dict[str, Any]] = {}
    for number, place in enumerate(places(view.blocks)):
        if (place.block_id, place.action_id) not in holders:
            continue
        given = request.form.getlist(f"answer-{number}")
        many = place.kind in {"checkboxes", "multi_static_select"}
        answer: Any = given if many else (given[0] if given else None)
        values.setdefault(place.block_id, {})[place.action_id] = answer
    return values


_ACTS = {"click": _click, "send": _send, "close": _close, "home": _home}
