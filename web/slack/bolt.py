"""The Bolt app: one set of listeners for HTTP and for Socket Mode."""

from functools import partial

import structlog
from slack_bolt import App as BoltApp
from slack_bolt import BoltResponse
from slack_bolt.authorization import AuthorizeResult

from service.actions import workspaces
from service.app import App
from web.slack import clicks, events, modals

log = structlog.get_logger()


def bolt_app(app: App) -> BoltApp:
    """Build the Bolt app with every listener registered."""
    secret = app.settings.slack_signing_secret
    bolt = BoltApp(
        # Without a secret only Socket Mode is served; web.slack.edge sees to that.
        signing_secret=secret.get_secret_value() if secret else "socket-mode-only",
        authorize=partial(_authorize, app),
        # The work is done and committed before Slack gets its answer: in the
        # default mode an error soon after ack() is lost, and events too.
        process_before_response=True,
    )
    bolt.error(_failed)
    clicks.register(bolt, app)
    modals.register(bolt, app)
    events.register(bolt, app)
    return bolt


def _authorize(app: App, team_id: str | None) -> AuthorizeResult:
    """Give the token of the workspace that a request names.

    Raises Refused for a workspace that is not ours: Bolt then answers that the
    app is not installed there.
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
    """Answer 503, so that Slack delivers an event again and shows a click failed."""
    log.error("slack_request_failed", error=type(error).__name__)
    return BoltResponse(status=503, body="")
