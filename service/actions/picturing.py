"""Pictures in Slack: uploaded ahead, once per workspace; no nudge waits for one."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial

import structlog
from sqlalchemy import Connection

from service.actions.workspaces import slack_of
from service.app import App
from service.core.errors import Refused
from service.core.pictures import Picture, Uploaded
from service.core.routines import Routine
from service.ports import Message, Refusal, Slack, SlackError
from service.store import slack_pictures
from service.store.workspaces import Workspace

log = structlog.get_logger()

GoOn = Callable[[], bool]

SETTLES_IN = timedelta(seconds=30)
"""Slack takes a moment to finish a file, and refuses messages with it until then."""

AGAIN_AFTER = timedelta(days=1)
"""A picture that Slack refused is uploaded once more on the next day."""

PER_TURN = 20
"""Slack allows each of the two methods about 100 times a minute; a turn is one."""


def missing(app: App, workspace_id: str) -> list[Picture]:
    """Give the pictures that this workspace's Slack does not have, each once."""
    wanted = {one.digests[one.for_slack]: one for one in app.pictures.all()}
    with app.engine.begin() as conn:
        there = slack_pictures.known(conn, workspace_id, app.now() - AGAIN_AFTER)
    return [one for digest, one in wanted.items() if digest not in there]


def upload_some(app: App, workspace: Workspace, go_on: GoOn) -> Counter[str]:
    """Upload what is missing, as far as one turn goes; counts what became of it.

    A failure ends the turn: the next one tries again, and nudges go without.
    """
    return upload(
        app, workspace, missing(app, workspace.workspace_id)[:PER_TURN], go_on
    )


def upload(
    app: App, workspace: Workspace, pictures: list[Picture], go_on: GoOn
) -> Counter[str]:
    counts: Counter[str] = Counter()
    try:
        slack = slack_of(app, workspace)
        for picture in pictures:
            if not go_on():
                break
            _upload(app, workspace, slack, picture)
            counts["uploaded"] += 1
    except (SlackError, Refused) as error:
        reason = error.reason if isinstance(error, SlackError) else "no_token"
        log.warning(
            "pictures_not_uploaded", workspace_id=workspace.workspace_id, reason=reason
        )
        counts["refused" if isinstance(error, Refusal) else "failed"] += 1
    return counts


def _upload(app: App, workspace: Workspace, slack: Slack, picture: Picture) -> None:
    kind = picture.for_slack
    content = app.pictures.content(picture, kind)
    file_id = slack.upload(picture.name(kind), content, picture.alt)
    with app.engine.begin() as conn:
        digest = picture.digests[kind]
        slack_pictures.keep(conn, workspace.workspace_id, digest, file_id, app.now())


def pictures_of(
    app: App, conn: Connection, workspace_id: str, routine: Routine
) -> Mapping[str, Uploaded]:
    """Give what a message may show of a routine, by exercise: only what is there."""
    wanted = {
        item.exercise.id: (picture.digests[picture.for_slack], picture.alt)
        for item in routine.items
        if (picture := app.pictures.of(item.exercise.id)) is not None
    }
    digests = {digest for digest, _ in wanted.values()}
    before = app.now() - SETTLES_IN
    files = slack_pictures.usable(conn, workspace_id, digests, before)
    return {
        exercise_id: Uploaded(file_id=files[digest], alt=alt)
        for exercise_id, (digest, alt) in wanted.items()
        if digest in files
    }


def doubt(app: App, workspace_id: str, message: Message) -> None:
    """Use the files of a message no more: Slack took it only without them."""
    files = [
        block["slack_file"]["id"] for block in message.blocks if "slack_file" in block
    ]
    with app.engine.begin() as conn:
        slack_pictures.refuse(conn, workspace_id, files, app.now())


def forget(app: App, workspace_id: str) -> None:
    """Upload everything anew: this Slack has none of the files any more."""
    with app.engine.begin() as conn:
        slack_pictures.forget(conn, workspace_id)


def with_missing(app: App, workspace_ids: list[str]) -> list[str]:
    """Name those workspaces that have an upload before them."""
    return list(filter(partial(missing, app), workspace_ids))
