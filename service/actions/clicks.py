"""Buttons and modals: stored and committed first, shown after."""

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy import Connection

from service.actions import answering, registering, standing
from service.actions import workspaces as places
from service.actions.events import show_home
from service.actions.scene import Click, Reply, Scene, Submission
from service.actions.showing import quietly
from service.app import App
from service.blocks import check_in, follow_up, ids, registration
from service.blocks.ids import Action
from service.core.errors import Refused
from service.core.standing import Standing
from service.store import nudges, people
from service.store.workspaces import Workspace

_ACTIONS = {action.value for action in Action}
_FORMS = {callback.value for callback in ids.Callback}


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
    with app.engine.begin() as conn:
        scene = _scene(app, conn, submission.workspace_id, submission.slack_user_id)
        return None if scene is None else registering.submit(scene, submission)


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
        return standing.ANSWERS[action](scene)
    if action in answering.ANSWERS:
        return answering.answer(scene, nudge, action) if nudge else Reply()
    return _DOORS[action](scene) if action in _DOORS else Reply()


def _close(scene: Scene, nudge_id: str) -> None:
    """Take the buttons of a nudge away whose menu paused or stopped everything."""
    nudge = nudges.lock(scene.conn, scene.person.workspace_id, nudge_id)
    if nudge is not None and nudge.person_id == scene.person.person_id:
        now: datetime = nudge.closed_at or scene.now
        nudges.change(scene.conn, nudge.workspace_id, nudge_id, closed_at=now)


def _set_up(scene: Scene) -> Reply:
    return Reply(view=registration.screen(1, standing.registered(scene)))


def _cleared(scene: Scene) -> Reply:
    """Open the safety screen over the card: the tick there is what counts."""
    return Reply(view=registration.screen(1, standing.registered(scene)), push=True)


def _one_question(scene: Scene) -> Reply:
    """Open the next question; the safety screen where that was never answered."""
    profile = scene.profile
    if not profile.safety_answered:
        return _set_up(scene)
    question = follow_up.next_question(profile, profile.asked)
    if question is None:
        return Reply(fold=answering.closed(scene))
    return Reply(view=follow_up.follow_up(question))


def _check_in(scene: Scene) -> Reply:
    return Reply(view=check_in.check_in(scene.profile))


_DOORS: Mapping[Action, Callable[[Scene], Reply]] = {
    Action.SET_UP: _set_up,
    Action.CLEARED: _cleared,
    Action.ONE_QUESTION: _one_question,
    Action.CHECK_IN: _check_in,
}


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
    if fold is None:
        return
    if url is not None:
        app.later(lambda: quietly(app, workspace, lambda s: s.fold(url, fold)))
    else:
        # A press in the App Home has no message to fold: the Home is shown anew.
        app.later(lambda: show_home(app, click.workspace_id, click.slack_user_id))
