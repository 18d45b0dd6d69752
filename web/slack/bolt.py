"""The Bolt app: one set of listeners for HTTP and for Socket Mode."""

import logging
import ssl
from functools import partial

import structlog
from slack_bolt import App as BoltApp
from slack_bolt import BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from service.actions import workspaces
from service.app import App
from service.core.errors import Refused, Unreadable
from service.logs import about
from service.settings import Settings
from service.straight import StraightClient
from service.surroundings import forget_names_of_bolt
from web.slack import clicks, commands, events, modals

log = structlog.get_logger()

_TIMEOUT_S = 6


def bolt_app(app: App) -> BoltApp:
    """Build the Bolt app with every listener registered."""
    forget_names_of_bolt()
    secret = app.settings.slack_signing_secret
    bolt = BoltApp(
        # Without a name it walks the whole stack to find one.
        name="unhunch",
        client=client(app.settings),
        # Its own loggers take their level from this one, see service.logs.
        logger=logging.getLogger("slack_bolt"),
        # Without a secret only Socket Mode is served; web.slack.edge sees to that.
        signing_secret=secret.get_secret_value() if secret else "socket-mode-only",
        authorize=partial(_authorize, app),
        # It would answer before the signature is checked.
        ssl_check_enabled=False,
        # The work is done and committed before Slack gets its answer: in the
        # default mode an error soon after ack() is lost, and events too.
        process_before_response=True,
    )
    bolt.error(_failed)
    clicks.register(bolt, app)
    modals.register(bolt, app)
    events.register(bolt, app)
    commands.register(bolt, app)
    return bolt


def client(settings: Settings) -> WebClient:
    """Make the client that Bolt answers with: by our proxy, trusting our CA."""
    trusted = settings.ca_file
    return StraightClient(
        base_url=settings.slack_api_url,
        proxy=settings.https_proxy,
        ssl=ssl.create_default_context(cafile=trusted) if trusted else None,
        timeout=_TIMEOUT_S,
        retry_handlers=[],
    )


def _authorize(app: App, team_id: str | None) -> AuthorizeResult:
    """Give the token of the workspace that a request names.

    Raises Refused for a workspace that is not ours.
    """
    workspace = workspaces.get(app, team_id or "")
    token = workspaces.token_of(app, workspace)
    return AuthorizeResult(
        enterprise_id=None,
        team_id=workspace.workspace_id,
        bot_user_id=workspace.bot_user_id,
        bot_token=token,
    )


def _failed(error: Exception) -> BoltResponse:
    """Answer so that Slack delivers an event again, unless it never can be ours."""
    if isinstance(error, Refused) and not isinstance(error, Unreadable):
        return BoltResponse(status=404, body="", headers={"X-Slack-No-Retry": "1"})
    log.error("slack_request_failed", **about(error))
    return BoltResponse(status=503, body="")
