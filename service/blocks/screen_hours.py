"""Set-up screen 3: the place, the working hours, and how many nudges a day."""

from collections.abc import Mapping
from datetime import time

from slack_sdk.models import blocks as kit

from service.blocks import ids, inputs
from service.blocks.forms import Hours, Registered
from service.blocks.inputs import Field, Mistakes, State
from service.blocks.places import SETTING_TEXT
from service.blocks.words import WEEKDAYS
from service.core.profile import Setting
from service.words import _

INTRO = _(
    "When may a nudge come, and where are you then? Nothing comes outside these "
    "hours. Only you see this."
)

PLACE = Field(block_id=ids.Block.PLACE, label=_("Where do you move?"), optional=False)
DAYS = Field(block_id=ids.Block.DAYS, label=_("Your work days"), optional=False)
START = Field(block_id=ids.Block.START, label=_("Work starts"), optional=False)
END = Field(block_id=ids.Block.END, label=_("Work ends"), optional=False)
LUNCH_START = Field(block_id=ids.Block.LUNCH_START, label=_("Lunch starts"))
LUNCH_END = Field(block_id=ids.Block.LUNCH_END, label=_("Lunch ends"))
PER_DAY = Field(
    block_id=ids.Block.PER_DAY, label=_("Nudges a day, at most"), optional=False
)

DAY_TEXT: Mapping[str, str] = {str(day): name for day, name in enumerate(WEEKDAYS)}
AS_PLANNED = "as_planned"
PER_DAY_TEXT: Mapping[str, str] = {
    AS_PLANNED: _("As the plan suggests: two at first, then three"),
    "1": _("1"),
    "2": _("2"),
    "3": _("3"),
    "4": _("4"),
}
# A gym is no place for a break between two meetings, but a roster may know better.
USUAL_PLACES = (Setting.DESK, Setting.OFFICE, Setting.HOME)


def fields(current: Registered) -> list[kit.Block]:
    setting = current.profile.setting
    per_day = str(current.nudges_per_day or AS_PLANNED)
    return [
        inputs.radio(PLACE, _places(setting), setting),
        inputs.checkboxes(DAYS, DAY_TEXT, {str(day) for day in current.work_days}),
        inputs.wall_time(START, current.work_start),
        inputs.wall_time(END, current.work_end),
        inputs.wall_time(LUNCH_START, current.lunch_start),
        inputs.wall_time(LUNCH_END, current.lunch_end),
        inputs.select(PER_DAY, PER_DAY_TEXT, per_day),
    ]


def read_hours(state: State) -> Hours | Mistakes:
    """Read screen 3; raises Refused for values that were never offered."""
    place = inputs.chosen(state, PLACE, SETTING_TEXT)
    days = inputs.ticked(state, DAYS, DAY_TEXT)
    start, end = inputs.picked_time(state, START), inputs.picked_time(state, END)
    lunch = (
        inputs.picked_time(state, LUNCH_START),
        inputs.picked_time(state, LUNCH_END),
    )
    per_day = inputs.chosen(state, PER_DAY, PER_DAY_TEXT)
    missing = _missing({PLACE: place, DAYS: days, START: start, END: end})
    if place is None or start is None or end is None or missing:
        return Mistakes(by_block=missing)
    mistakes = _order(start, end) or _lunch((start, end), lunch)
    if mistakes:
        return Mistakes(by_block=mistakes)
    return Hours(
        setting=Setting(place),
        work_days=frozenset(map(int, days)),
        work_start=start,
        work_end=end,
        lunch_start=lunch[0],
        lunch_end=lunch[1],
        nudges_per_day=None if per_day in {None, AS_PLANNED} else int(per_day or 0),
    )


def _places(current: Setting) -> Mapping[str, str]:
    offered = {*USUAL_PLACES, current}
    return {place: text for place, text in SETTING_TEXT.items() if place in offered}


def _missing(asked: Mapping[Field, object]) -> dict[str, str]:
    sentence = _("Please choose one.")
    return {field.block_id: sentence for field, given in asked.items() if not given}


def _order(start: time, end: time) -> dict[str, str]:
    if start < end:
        return {}
    return {END.block_id: _("Work ends before it starts: choose a later time.")}


def _lunch(
    work: tuple[time, time], lunch: tuple[time | None, time | None]
) -> dict[str, str]:
    start, end = lunch
    if start is None and end is None:
        return {}
    if start is None or end is None:
        blank = LUNCH_START if start is None else LUNCH_END
        return {blank.block_id: _("Give both times of lunch, or neither.")}
    return _lunch_hours(work, (start, end))


def _lunch_hours(work: tuple[time, time], lunch: tuple[time, time]) -> dict[str, str]:
    if lunch[0] >= lunch[1]:
        return {LUNCH_END.block_id: _("Lunch ends before it starts: choose later.")}
    if lunch[0] <= work[0] and lunch[1] >= work[1]:
        return {LUNCH_START.block_id: _("Lunch covers all of your working time.")}
    return {}
