"""What is held about a person in words, for nobody but that person."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from service.core.consent import Said
from service.forms.day_words import ANSWERED
from service.forms.profile_words import NO, YES, Telling
from service.words import _

NOTHING = _("Nothing.")


@dataclass(frozen=True, kw_only=True)
class Part:
    """One kind of data. ``name`` stands in addresses; ``lines`` are plain text."""

    name: str
    title: str
    lines: tuple[str, ...]


def row_lines(
    row: Mapping[str, Any], labels: Mapping[str, str], tell: Telling
) -> list[str]:
    """Say a row of plain columns, those that hold something."""
    return [
        f"{label}: {tell.at(row[name]) if name in INSTANTS else plain(row[name])}"
        for name, label in labels.items()
        if row.get(name) not in (None, "", {}, [])
    ]


def plain(value: object) -> str:
    """Say a value as JSON knows it."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, Mapping):
        return "; ".join(f"{k}: {plain(v)}" for k, v in value.items())
    if isinstance(value, list):
        return ", ".join(map(plain, value))
    return str(value)


WORK: Mapping[str, str] = {
    "person_id": _("Your random id here"),
    "slack_user_id": _("Slack account"),
    "email": _("Address"),
    "department": _("Department"),
    "team": _("Team"),
    "site": _("Site"),
    "on_roster": _("On your employer's list"),
    "roster_row": _("What that list says of you"),
    "standing": _("Where you stand"),
    "standing_reason": _("Because Slack said"),
    "role": _("Role"),
    "left_at": _("Account closed"),
    "workspace_id": _("Slack workspace"),
}
HOURS: Mapping[str, str] = {
    "country": _("Country"),
    "region": _("Region"),
    "own_holidays": _("You chose the holidays yourself"),
    "own_timezone": _("Your time zone"),
    "slack_timezone": _("Time zone in Slack"),
    "work_days": _("Work days (0 is Monday)"),
    "work_start": _("Work starts"),
    "work_end": _("Work ends"),
    "lunch_start": _("Lunch starts"),
    "lunch_end": _("Lunch ends"),
    "hours_by_day": _("Days that differ"),
    "nudges_per_day": _("Nudges a day"),
    "own_hours": _("You chose the hours yourself"),
    "started_on": _("Week 1 began"),
    "paused_until": _("Paused until"),
    "quiet_from": _("Do Not Disturb in Slack from"),
    "quiet_until": _("Do Not Disturb in Slack until"),
    "meeting_until": _("In a meeting until"),
}
AGREED: Mapping[str, str] = {
    "agreed_at": _("Agreed on"),
    "agreed_wording": _("To the wording of"),
}
"""The columns of the person's row, in three parts."""
INSTANTS = frozenset(
    {
        "left_at",
        "paused_until",
        "quiet_from",
        "quiet_until",
        "meeting_until",
        "agreed_at",
    }
)

SAID: Mapping[str, str] = {
    Said.AGREED: _("You agreed"),
    Said.RECORDED: _("Your employer's list says that you agreed elsewhere"),
    Said.DECLINED: _("You declined"),
    Said.STOPPED: _("You stopped"),
    Said.LEFT: _("Your Slack account was closed, which ended it"),
}

# What was pressed, where Today has no sentence of its own for it.
PRESSED: Mapping[str, str] = {
    "very_easy": _("Very easy."),
    "easy": _("Easy."),
    "somewhat_hard": _("Somewhat hard."),
    "hard": _("Hard."),
    "very_hard": _("Very hard."),
    "all_out": _("All out."),
    "as_usual": _("The morning after felt as usual."),
    "a_bit_sore": _("The morning after felt a bit sore."),
    "hurts_more": _("The morning after hurt more than before."),
    **ANSWERED,
}
EFFORT = _("Effort {n} of 10.")

LINK = _("Sign-in link sent {made}, used {used}")
SESSION = _("Signed in {opened}, last seen {seen}")
INVITED = _("Invitation: {state}, {when}")
RUNG = _("{family}: level {level}, dose step {step}")
AUDITED = _("{when}: {action}")
UNHEARD = _("something that this version does not know")
