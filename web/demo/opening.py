"""Opens the demo: the company moves in, its past is written, then the jobs begin."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from http.client import HTTPConnection, HTTPException
from threading import Event, Thread

import structlog

from service.actions import partitioning, roles, workspaces
from service.actions.clicks import submit
from service.actions.ledger import ledger
from service.actions.nudge_now import nudge_now
from service.actions.picturing import forget, missing, upload
from service.actions.plan import plan_one
from service.actions.roster import import_people
from service.actions.workspaces import Workspace
from service.app import App
from service.core.audit import MACHINE
from service.core.nudges import SkipReason
from service.core.roles import Role
from web.demo.clock import DemoClock
from web.demo.company import VISITOR, Colleague, roster, visitor_forms
from web.demo.history import Past
from web.demo.living import joined
from web.practice import PracticeWorkspace
from web.worker import Jobs

log = structlog.get_logger()

AGREED = timedelta(days=30)
"""So long ago people agreed, and their ramp began."""
VISITORS_DAYS, COLLEAGUES_DAYS = 14, 7
"""Calendar days of the past; today is left to the visitor."""

_MOST_HOURS = 7 * 24
# What keeps a nudge away only for some hours; None: a double click was refused.
_PASSES = frozenset(
    {
        None,
        SkipReason.DAILY_CAP,
        SkipReason.DAY_OVER,
        SkipReason.OUTSIDE_HOURS,
        SkipReason.HOLIDAY,
        SkipReason.NOT_A_WORKDAY,
    }
)
_PATIENCE_S = 20
_LOOK_EVERY_S = 0.05
_DRAIN_S = 5


@dataclass(frozen=True, kw_only=True)
class Stage:
    """What the demo plays on.

    ``ready``: the visitor's own past is written; ``written``: everybody's is.
    """

    practice: PracticeWorkspace
    clock: DemoClock
    jump: Callable[[timedelta], None]
    colleagues: list[Colleague]
    ready: Event = field(default_factory=Event)
    written: Event = field(default_factory=Event)


class Opening:
    """The jobs of the demo: they begin when the company has opened.

    Before that they would race with a past that is half written: they drop what is
    late, and give up what some process seems to have died over.
    """

    def __init__(self, app: App, stage: Stage, jobs: Jobs) -> None:
        self._app = app
        self._stage = stage
        self._jobs = jobs
        self._ending = Event()
        self._opens = Thread(target=self._open, daemon=True)

    def start(self) -> None:
        self._opens.start()

    def stop_claiming(self) -> None:
        self._ending.set()
        self._jobs.stop_claiming()

    def stop(self) -> None:
        self._ending.set()
        self._opens.join(_DRAIN_S)
        self._jobs.stop()

    def _open(self) -> None:
        try:
            if _answers(self._app.settings.port, self._ending.is_set):
                open_company(self._app, self._stage, lambda: not self._ending.is_set())
        except Exception as error:  # noqa: BLE001 - the demo goes on with half a past
            log.error("past_not_written", error=type(error).__name__)  # noqa: TRY400 - a trace would show statements
        if not self._ending.is_set():
            # Before anybody may put the clock forward: they first run at its time.
            self._jobs.start()
            self._stage.written.set()


def open_company(app: App, stage: Stage, go_on: Callable[[], bool]) -> None:
    """Fill the service through the actions that people use, once it answers.

    The visitor comes first: past, a routine at once, and what is planned today.
    """
    past = Past(
        app=joined(app, stage.practice),
        practice=stage.practice,
        clock=stage.clock,
        workspace=workspaces.first(app),
        go_on=go_on,
    )
    visitor, *others = stage.colleagues
    is_new = ledger(app)["planned"] == 0
    with stage.clock.at(stage.clock.present() - AGREED):
        company = roster(stage.colleagues, stage.clock())
        import_people(app, past.workspace, company)
        if is_new:
            _choose_partition(app, past.workspace.workspace_id)
        # In process, before the first message: that one shows them too. A practice
        # workspace is always new, whatever data were kept.
        forget(app, past.workspace.workspace_id)
        upload(
            past.app, past.workspace, missing(app, past.workspace.workspace_id), go_on
        )
    if is_new:
        _answer_questions(app, past, visitor)
        past.live_through(past.events(visitor, VISITORS_DAYS, 1))
    _first_nudge(app, stage, past.workspace)
    plan_one(app, past.workspace, VISITOR)
    stage.ready.set()
    if is_new:
        past.live_through(
            event
            for one in others
            if one.agreed
            for event in past.events(one, COLLEAGUES_DAYS, 0)
        )


def _choose_partition(app: App, workspace_id: str) -> None:
    """Choose as whoever set the company up did, before the first invitation."""
    for offer in partitioning.offers(app, workspace_id)[:2][-1:]:
        partitioning.choose(app, workspace_id, MACHINE, offer.choice)


def make_operator(app: App, workspace_id: str, user_id: str) -> None:
    """Let a colleague run the service, unless they do already."""
    person = roles.find(app, workspace_id, user_id)
    if person.role is not Role.OPERATOR:
        # The message about it comes before whatever is sent next.
        told_at_once = replace(app, later=lambda work: work())
        key = person.person_id
        roles.change(told_at_once, workspace_id, MACHINE, key, Role.OPERATOR)


def _answer_questions(app: App, past: Past, visitor: Colleague) -> None:
    """Let the visitor have answered what the bot asks: a routine has its reasons."""
    first = min(event.at for event in past.events(visitor, VISITORS_DAYS, 1))
    with past.clock.at(first):
        for form in visitor_forms(past.workspace.workspace_id):
            submit(app, form)


def _first_nudge(app: App, stage: Stage, workspace: Workspace) -> None:
    """Send the visitor a nudge at once.

    With data that was kept, the day may have had its number: then time moves on.
    """
    for _hour in range(_MOST_HOURS):
        asked = nudge_now(app, workspace, VISITOR)
        came = bool(stage.practice.messages_of(VISITOR))
        if came or asked.why_not not in _PASSES:
            return
        stage.jump(timedelta(hours=1))


def _answers(port: int, ending: Callable[[], bool]) -> bool:
    """Wait until the server that this process starts answers its own address."""
    patience = Event()
    for _ in range(int(_PATIENCE_S / _LOOK_EVERY_S)):
        connection = HTTPConnection("127.0.0.1", port, timeout=1)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse().read()
        except (OSError, HTTPException):
            patience.wait(_LOOK_EVERY_S)
        else:
            return True
        finally:
            connection.close()
        if ending():
            break
    return False
