"""Shows things in Slack where failing is harmless: nothing rests on it."""

from collections.abc import Callable

import structlog

from service.actions.workspaces import slack_of
from service.app import App
from service.core.errors import Refused
from service.ports import Slack, SlackError
from service.store.workspaces import Workspace

log = structlog.get_logger()


def quietly(app: App, workspace: Workspace, call: Callable[[Slack], object]) -> None:
    """Make one call to Slack; a failure is logged by its reason, no more."""
    try:
        call(slack_of(app, workspace))
    except (SlackError, Refused) as error:
        reason = error.reason if isinstance(error, SlackError) else "no_token"
        log.warning("not_shown", workspace_id=workspace.workspace_id, reason=reason)
