"""The set-up's checks of Slack and of the way between it and us."""

from service.actions.ground import Ground
from service.actions.replays import last_signed
from service.core.audit import Audited
from service.core.dispatching import WorkspaceState
from service.core.scopes import bot_scopes
from service.core.set_up import Found, done, problem, to_do
from service.forms.set_up import moment
from service.ports import Identity, SlackError
from service.store import audit
from service.words import _

FIRST_SLACK = to_do(_("This is looked at once Slack answers."))


def slack(ground: Ground) -> Found:
    """Say whether the token works, and whose it is."""
    workspace, identity = ground.workspace, ground.identity
    if workspace is None:
        return problem(ground.missing)
    if identity is None:
        return problem(
            _(
                "UNHUNCH_SLACK_BOT_TOKEN is not set any more: set it to the app's bot "
                "token (xoxb-...), and start again."
            )
        )
    if isinstance(identity, SlackError):
        said = _(
            "Slack does not answer for the bot token ({reason}): check that it is the "
            "newest, that the app is installed, and that Slack can be reached."
        )
        return problem(said.format(reason=identity.reason))
    return _same(ground, identity)


def scopes(ground: Ground) -> Found:
    """Compare what the token may do with what the manifest asks for."""
    identity = ground.identity
    if not isinstance(identity, Identity):
        return FIRST_SLACK
    if identity.scopes is None:
        return problem(
            _(
                "Slack did not say what the token may do. Compare it by hand with "
                "`unhunch slack manifest`."
            )
        )
    return _compared(identity.scopes)


def came(ground: Ground) -> Found:
    """Say whether Slack reaches us, by Socket Mode or over HTTP."""
    settings = ground.app.settings
    if settings.slack_app_token is not None:
        return _by_socket(ground)
    if settings.slack_signing_secret is not None:
        return _over_http(ground)
    return to_do(
        _(
            "Slack has no way to us yet: set UNHUNCH_SLACK_APP_TOKEN for Socket Mode, "
            "which needs no public address, or UNHUNCH_SLACK_SIGNING_SECRET."
        )
    )


def address(ground: Ground) -> Found:
    """Say whether people's browsers can reach us."""
    app = ground.app
    url = app.settings.public_url
    if url is None:
        return to_do(
            _(
                "UNHUNCH_PUBLIC_URL is not set, so nobody can sign in to the pages: "
                "set it to the https address of this service, and start again."
            )
        )
    if not app.answers(url):
        said = _(
            "{url} does not lead back here: check the name, the certificate and the "
            "proxy. Where your network lets nobody in from inside, try it elsewhere."
        )
        return problem(said.format(url=url))
    if url.startswith("http://"):
        said = _("{url} answers, for browsers on this machine only.")
        return done(said.format(url=url))
    return done(_("{url} leads here.").format(url=url))


def test_message(ground: Ground) -> Found:
    """Say whether a message of ours ever arrived."""
    at = None
    if ground.workspace is not None:
        with ground.app.engine.begin() as conn:
            key = ground.workspace.workspace_id
            at = audit.last_of(conn, key, Audited.TEST_MESSAGE_SENT)
    if at is None:
        return to_do(_("Send one to the operator."))
    return done(_("Slack took one at {at}.").format(at=moment(at)))


def _compared(scopes: frozenset[str]) -> Found:
    wanted = frozenset(bot_scopes())
    lacking, extra = wanted - scopes, scopes - wanted
    if lacking:
        said = _(
            "The token lacks {scopes}: give your Slack app the manifest that `unhunch "
            "slack manifest` prints, then install it to the workspace again."
        )
        return problem(said.format(scopes=_listed(lacking)))
    if extra:
        said = _("All that is needed. Beyond that it may do {scopes}; take that away.")
        return done(said.format(scopes=_listed(extra)))
    return done(_("The token may do what Unhunch needs, and no more."))


def _same(ground: Ground, identity: Identity) -> Found:
    workspace = ground.workspace
    if workspace is None or identity.workspace_id != workspace.workspace_id:
        said = _("The bot token belongs to another workspace now: {name}.")
        return problem(said.format(name=identity.name))
    if workspace.state != WorkspaceState.ACTIVE:
        said = _(
            "Nothing is sent to {name}: it is {state}. `unhunch workspace resume "
            "{key}` lets it begin again."
        )
        key = workspace.workspace_id
        return problem(said.format(name=identity.name, state=workspace.state, key=key))
    return done(
        _("The bot token works, and belongs to {name}.").format(name=identity.name)
    )


def _by_socket(ground: Ground) -> Found:
    if ground.connected:
        return done(_("Socket Mode is connected."))
    return problem(
        _(
            "Socket Mode is not connected: check that UNHUNCH_SLACK_APP_TOKEN is an "
            "xapp- token with connections:write, and that Slack can be reached."
        )
    )


def _over_http(ground: Ground) -> Found:
    settings = ground.app.settings
    public = settings.public_url or ""
    if settings.talks_to_real_slack and not public.startswith("https://"):
        return problem(
            _(
                "Slack calls https addresses only: set UNHUNCH_PUBLIC_URL to one, or "
                "use Socket Mode with UNHUNCH_SLACK_APP_TOKEN."
            )
        )
    at = last_signed(ground.app)
    if at is None:
        return to_do(
            _(
                "Nothing has come yet. In Slack, open the Unhunch app and choose Home; "
                "then load this page again."
            )
        )
    return done(_("Slack reaches us; the newest came at {at}.").format(at=moment(at)))


def _listed(scopes: frozenset[str]) -> str:
    return ", ".join(sorted(scopes))
