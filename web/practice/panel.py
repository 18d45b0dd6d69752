"""The panel beside the conversation: what the service did, and what to play with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from web.practice.behind import Behind, Play, Step
from web.practice.inbox import local, place
from web.practice.plays import own_plays, present
from web.practice.values import Json
from web.practice.workspace import PracticeWorkspace

MOST_STEPS = 8
WORDS = {"put_off": "Put off"}


@dataclass(frozen=True, kw_only=True)
class StepDay:
    """The steps of one day; the name is empty where days do not matter."""

    name: str
    steps: Sequence[Step]


@dataclass(frozen=True, kw_only=True)
class PlayGroup:
    """Plays that belong together, folded away or not."""

    name: str
    plays: Sequence[Play]
    is_open: bool


def panel(workspace: PracticeWorkspace, user_id: str, behind: Behind | None) -> Json:
    """Return what the panel's template needs."""
    steps = list(behind.steps(user_id)) if behind else []
    group, told = workspace.told.get(user_id, ("", ""))
    older = steps[:-MOST_STEPS]
    return {
        "clock": _clock(workspace, user_id, behind),
        "present": present(workspace, user_id),
        "has_story": behind is not None,
        "steps": _by_day(steps[-MOST_STEPS:]),
        "older": _by_day(older),
        "older_count": len(older),
        "groups": _grouped(_plays(workspace, user_id, behind), group),
        "told": told,
    }


def find_play(
    workspace: PracticeWorkspace, user_id: str, behind: Behind | None, name: str
) -> Play | None:
    """Return the play with this name, also one that makes no difference now."""
    every = _plays(workspace, user_id, behind, everything=True)
    return next((play for play in every if play.name == name), None)


def word(what: str) -> str:
    """Return the word that stands beside the icon of a step."""
    return WORDS.get(what, what.capitalize())


def _plays(
    workspace: PracticeWorkspace,
    user_id: str,
    behind: Behind | None,
    *,
    everything: bool = False,
) -> list[Play]:
    own = own_plays(workspace, user_id, everything=everything)
    return [*(behind.plays() if behind else ()), *own]


def _clock(workspace: PracticeWorkspace, user_id: str, behind: Behind | None) -> str:
    if behind:
        return behind.clock(user_id)
    member = workspace.members[user_id]
    at = local(workspace, member)
    return f"{at:%A} {at.day} {at:%B}, {at:%H:%M} in {place(member)}"


def _by_day(steps: Iterable[Step]) -> list[StepDay]:
    return [
        StepDay(name=day, steps=list(some))
        for day, some in groupby(steps, key=lambda step: step.day)
    ]


def _grouped(plays: Sequence[Play], used: str) -> list[PlayGroup]:
    names = list(dict.fromkeys(play.group for play in plays))
    unfolded = used if used in names else names[0]
    return [
        PlayGroup(
            name=name,
            plays=[play for play in plays if play.group == name],
            is_open=name == unfolded,
        )
        for name in names
    ]
