"""Puts one or more practice workspaces behind HTTP."""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from flask import Blueprint, Response, jsonify, request

from web.practice.api import Request, answer, subject
from web.practice.api_files import fill, mimetype
from web.practice.behind import Behind
from web.practice.control import add_control
from web.practice.faults import Call, Hangup, play, too_fast
from web.practice.openid_pages import add_openid
from web.practice.pages import add_pages
from web.practice.responses import respond
from web.practice.values import ApiError, Json, TooFast
from web.practice.workspace import PracticeWorkspace, by_team

JSON_ARGUMENTS = ("blocks", "view", "metadata")


def blueprint(
    *workspaces: PracticeWorkspace,
    behind: Behind | None = None,
    start: str | None = None,
) -> Blueprint:
    """Return the routes of the workspaces; API calls find theirs by the token.

    Everything else takes ``?team=`` and shows the first workspace without it.
    ``behind`` tells the panel what the service did; without it, nothing is told.
    ``start`` is where the visitor came from: every page leads back there.
    """
    made = Blueprint(
        "practice",
        __name__,
        template_folder="templates",
        static_folder="static",
        static_url_path="/static",
    )
    teams = {workspace.team_id: workspace for workspace in workspaces}

    def workspace() -> PracticeWorkspace:
        return by_team(teams, request.args.get("team"))

    _add_api(made, teams)
    _add_files(made, teams)
    _add_socket(made, workspace)
    add_openid(made, workspace, _spoiled)

    @made.get("/ledger.json")
    def ledger() -> Response:
        return jsonify(workspace().ledger_json())

    add_control(made, workspace)
    made.context_processor(lambda: {"start": start})
    add_pages(made, workspace, behind)
    return made


def _add_api(to: Blueprint, teams: Mapping[str, PracticeWorkspace]) -> None:
    @to.route("/api/<method>", methods=["GET", "POST"])
    def api(method: str) -> Response:
        args = _arguments()
        token = _token(args)
        for workspace in teams.values():
            if token in {workspace.bot_token, workspace.app_token}:
                workspace.base_url = request.base_url.partition("/api/")[0]
                call = Request(method=method, token=token, args=args)
                return _answered(workspace, call)
        return jsonify(ok=False, error="invalid_auth" if token else "not_authed")

    @to.post("/response/<team>.<url_id>")
    def response(team: str, url_id: str) -> Response:
        workspace = by_team(teams, team)
        body = request.get_json(force=True, silent=True) or {}
        place = workspace.response_urls.get(url_id)
        return _spoiled(
            workspace,
            ("response_url", place.user if place else None),
            lambda: _responded(workspace, url_id, body),
        )


def _add_files(to: Blueprint, teams: Mapping[str, PracticeWorkspace]) -> None:
    @to.post("/upload/<team>.<file_id>")
    def upload(team: str, file_id: str) -> Response:
        taken = fill(by_team(teams, team), file_id, request.get_data())
        return Response("OK" if taken else "no such file", 200 if taken else 404)

    @to.get("/files/<team>/<file_id>")
    def file(team: str, file_id: str) -> Response:
        found = by_team(teams, team).files.get(file_id)
        if found is None or not found.complete:
            return Response("There is no such file.", 404, mimetype="text/plain")
        return Response(found.content, mimetype=mimetype(found))


def _add_socket(to: Blueprint, workspace: Callable[[], PracticeWorkspace]) -> None:
    @to.route("/socket", websocket=True)
    def socket() -> Response:
        team = workspace()
        ticket = request.args.get("ticket", "")
        if not team.sockets.knows(ticket):
            return Response("This ticket was used or never given.", status=401)
        hello = {
            "type": "hello",
            "num_connections": 1,
            "connection_info": {"app_id": team.app_id},
            "debug_info": {"host": "practice", "approximate_connection_time": 18060},
        }
        team.sockets.serve(ticket, request.environ, hello)
        return Hangup()


def _answered(workspace: PracticeWorkspace, call: Request) -> Response:
    with workspace.lock:
        workspace.calls[call.method] += 1
        user = subject(workspace, call.args)
    return _spoiled(workspace, (call.method, user), lambda: _spoken(workspace, call))


def _spoiled(
    workspace: PracticeWorkspace,
    what: tuple[str, str | None],
    accept: Callable[[], Response],
) -> Response:
    fault = workspace.faults.take(*what)
    if fault is None:
        return accept()
    return play(fault, Call(accept=accept, wait=workspace.stopping.wait))


def _spoken(workspace: PracticeWorkspace, call: Request) -> Response:
    try:
        said = jsonify(answer(workspace, call))
        said.headers["X-OAuth-Scopes"] = ",".join(workspace.scopes)
        return said  # noqa: TRY300 - nothing else is caught here
    except TooFast as wait:
        return too_fast(wait.retry_after)
    except ApiError as error:
        return jsonify(_refusal(error))
    except (KeyError, TypeError, ValueError, AttributeError) as wrong:
        # What a caller sends is never this server's failure.
        return jsonify(_refusal(ApiError("invalid_arguments", [repr(wrong)])))


def _refusal(error: ApiError) -> Json:
    refusal: Json = {"ok": False, "error": error.code}
    if error.messages:
        marked = [f"[ERROR] {message}" for message in error.messages]
        refusal["response_metadata"] = {"messages": marked}
    return refusal


def _responded(
    workspace: PracticeWorkspace, url_id: str, body: Mapping[str, Any]
) -> Response:
    try:
        respond(workspace, url_id, body)
    except ApiError as error:
        gone = error.code in {"used_url", "expired_url", "message_not_found"}
        refusal = jsonify(_refusal(error))
        refusal.status_code = 404 if gone else 400
        return refusal
    return Response("ok", mimetype="text/plain")


def _arguments() -> Json:
    body = request.get_json(silent=True) if request.is_json else None
    given = {**request.args.to_dict(), **request.form.to_dict()}
    for name in JSON_ARGUMENTS:
        if isinstance(given.get(name), str):
            with suppress(ValueError):
                given[name] = json.loads(given[name])
    return {**given, **(body if isinstance(body, dict) else {})}


def _token(args: Mapping[str, Any]) -> str:
    bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bearer or str(args.get("token") or "")
