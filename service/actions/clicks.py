"""Buttons and modals: stored and committed first, shown after."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from service.actions import answering, doors, registering, standing
from service.actions import workspaces as places
from service.actions.events import show_home
from service.actions.folding import close_open, fold_closed
from service.actions.opening import from_modal
from service.actions.scene import NOTHING_KEPT, Click, Reply, Scene, Submission
from service.actions.showing import quietly
from service.app import App
from service.blocks import after_nudge, ids
from service.blocks import today as day_view
from service.blocks.ids import Action
from service.core.errors import Refused
from service.core.standing import Standing
from service.forms.fields import Mistakes
from service.store import nudges, people
from service.store.workspaces import Workspace

_ACTIONS = {action.value for action in Action}
_FORMS = {callback.value for callback in ids.Callback}
KEEP_NOTHING = {ids.Callback.PAUSE, ids.Callback.DELETE_ALL}
"""The forms in which nothing is told that is kept: they are for everybody."""


def press(app: App, click: Click) -> bool:
    """Do what a pressed button asks for; False if the button is not ours.

    Committed when this returns. The message folds afterwards, from a pool.
    """
    if click.action not in _ACTIONS:
        return False
    workspace = places.get(app, click.workspace_id)
    with app.engine.begin() as conn:
        scene = _scene(app, conn, click.workspace_id, click.slack_user_id)
        reply = Reply() if scene is None else _reply(scene, click)
    _show(app, workspace, click, reply)
    return True


def submit(app: App, submission: Submission) -> registering.Next:
    """Store a modal that came back; says which screen follows.

    Raises:
        Refused: the values were never offered, or the form is not ours.
    """
    if submission.callback not in _FORMS:
        raise Refused("This form is not one of ours; close it and try again.")
    workspace = places.get(app, submission.workspace_id)
    with app.engine.begin() as conn:
        scene = _scene(app, conn, submission.workspace_id, submission.slack_user_id)
        if scene is None:
            return None
        if not scene.may_keep and submission.callback not in KEEP_NOTHING:
            return day_view.said(NOTHING_KEPT)
        shown = registering.submit(scene, submission)
        kept = not isinstance(shown, Mistakes)
        about = kept and registering.is_about_the_body(submission)
        closed = close_open(scene) if about else []
    fold_closed(app, workspace, closed)
    if submission.callback == ids.Callback.DELETE_ALL:
        user = submission.slack_user_id
        app.later(lambda: show_home(app, submission.workspace_id, user))
    return shown


def _scene(
    app: App, conn: Connection, workspace_id: str, slack_user_id: str
) -> Scene | None:
    person = people.by_slack_user(conn, workspace_id, slack_user_id)
    # Somebody who left, or whom no sync has met, has nothing to press.
    if person is None or person.standing is Standing.LEFT:
        return None
    return Scene(app=app, conn=conn, person=person, now=app.now())


def _reply(scene: Scene, click: Click) -> Reply:
    action = Action(click.action)
    nudge = ids.nudge_ref(click.block_id)
    if action in standing.ANSWERS:
        if nudge is not None:
            _close(scene, nudge[0])
        return _in_its_place(click, standing.ANSWERS[action](scene))
    if not scene.may_keep and action not in doors.OPEN_TO_ALL:
        over = after_nudge.closed_message(ask_more=False) if nudge else None
        said = day_view.said(NOTHING_KEPT)
        return Reply(view=said, push=from_modal(click), fold=over)
    if action in answering.ANSWERS:
        return answering.answer(scene, nudge, action) if nudge else Reply()
    return doors.DOORS[action](scene, click) if action in doors.DOORS else Reply()


def _in_its_place(click: Click, reply: Reply) -> Reply:
    """Say it in a modal where the button stood in one: there is no message to fold."""
    if from_modal(click) and reply.fold is not None and reply.view is None:
        return replace(reply, view=day_view.said(reply.fold.text), push=True)
    return reply


def _close(scene: Scene, nudge_id: str) -> None:
    """Take the buttons of a nudge away whose menu paused or stopped everything."""
    nudge = nudges.lock(scene.conn, scene.person.workspace_id, nudge_id)
    if nudge is not None and nudge.person_id == scene.person.person_id:
        now: datetime = nudge.closed_at or scene.now
        nudges.change(scene.conn, nudge.workspace_id, nudge_id, closed_at=now)


def _show(app: App, workspace: Workspace, click: Click, reply: Reply) -> None:
    view, fold, url = reply.view, reply.fold, click.response_url
    if view is not None:
        trigger = click.trigger_id
        quietly(
            app,
            workspace,
            lambda slack: (
                slack.push_view(trigger, view)
                if reply.push
                else slack.open_view(trigger, view)
            ),
        )
    if reply.then is not None:
        app.later(reply.then)
    if fold is None:
        return
    if url is not None:
        app.later(lambda: quietly(app, workspace, lambda s: s.fold(url, fold)))
    else:
        # A press in the App Home has no message to fold: the Home is shown anew.
        app.later(lambda: show_home(app, click.workspace_id, click.slack_user_id))
