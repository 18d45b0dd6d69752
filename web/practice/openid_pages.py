"""The OpenID provider's addresses: what it says of itself, its page, its tokens."""

from collections.abc import Callable, Mapping
from urllib.parse import urlencode, urlsplit

from flask import Blueprint, Response, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue

from web.practice.openid import Code
from web.practice.state import State
from web.practice.values import ApiError
from web.practice.workspace import PracticeWorkspace

Pick = Callable[[], PracticeWorkspace]
Spoil = Callable[
    [PracticeWorkspace, tuple[str, str | None], Callable[[], Response]], Response
]

COMES_BACK_TO = "/sign-in/slack/back"
_CONFIGURATION = "/.well-known/openid-configuration"
_TOKEN = "/api/openid.connect.token"  # noqa: S105 - an address


def add_openid(to: Blueprint, workspace: Pick, spoiled: Spoil) -> None:
    """Add the provider's addresses to the blueprint."""

    @to.get(_CONFIGURATION)
    def openid_configuration() -> Response:
        return jsonify(_described(request.base_url.removesuffix(_CONFIGURATION)))

    @to.get("/openid/connect/keys")
    def openid_keys() -> Response:
        return jsonify(workspace().openid.keys())

    @to.route("/openid/connect/authorize", methods=["GET", "POST"])
    def openid_page() -> ResponseReturnValue:
        return _page(workspace())

    @to.post(_TOKEN)
    def openid_token() -> Response:
        team = workspace()
        what = ("openid.connect.token", None)
        return spoiled(team, what, lambda: _token(team))


def _described(here: str) -> dict[str, object]:
    return {
        "issuer": here,
        "authorization_endpoint": f"{here}/openid/connect/authorize",
        "token_endpoint": f"{here}{_TOKEN}",
        "jwks_uri": f"{here}/openid/connect/keys",
        "scopes_supported": ["openid"],
        "response_types_supported": ["code"],
        "grant_types_supported": ["authorization_code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "code_challenge_methods_supported": ["S256"],
    }


def _page(team: PracticeWorkspace) -> ResponseReturnValue:
    """Ask who somebody is; lead back with a code once they have said it."""
    wrong = _wrong(team, request.args)
    people = [one for one in team.members.values() if one.is_reachable]
    user = request.form.get("user")
    if wrong or user not in {None, *(one.user_id for one in people)}:
        return Response(f"{wrong or 'unknown_user'}\n", 400, mimetype="text/plain")
    if user is None:
        return render_template("practice/openid.html", people=people)
    return redirect(_back(team, user), code=303)


def _token(team: PracticeWorkspace) -> Response:
    here = request.base_url.removesuffix(_TOKEN)
    with team.lock:
        try:
            code = team.openid.redeem(request.form, team.now())
        except ApiError as error:
            return jsonify(ok=False, error=error.code)
        token = team.openid.token(code, here, team.team_id, team.now())
    # Nothing else is asked for, so no access token is good for anything.
    return jsonify(ok=True, id_token=token)


def _wrong(state: State, asked: Mapping[str, str]) -> str | None:
    """Say why the page is not shown; only the app's own address gets an answer."""
    app = urlsplit(state.events_url or "")
    # The app's settings name where its events go; people come back to the same place.
    must = {
        "client_id": state.openid.client_id,
        "redirect_uri": f"{app.scheme}://{app.netloc}{COMES_BACK_TO}",
        "response_type": "code",
        "scope": "openid",
        "code_challenge_method": "S256",
    }
    wrong = [name for name, value in must.items() if asked.get(name) != value]
    missing = [name for name in ("state", "code_challenge") if not asked.get(name)]
    return f"invalid_request: {', '.join(wrong + missing)}" if wrong + missing else None


def _back(state: State, user_id: str) -> str:
    asked = request.args
    answer = {"state": asked["state"]}
    if "cancel" in request.form:
        answer["error"] = "access_denied"
    else:
        answer["code"] = state.openid.allow(
            Code(
                user_id=user_id,
                redirect_uri=asked["redirect_uri"],
                nonce=asked.get("nonce", ""),
                challenge=asked["code_challenge"],
                made_at=state.now(),
            )
        )
    return f"{asked['redirect_uri']}?{urlencode(answer)}"
