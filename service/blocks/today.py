"""The modal "Today": the plan of the day with its reasons, and what to do about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from slack_sdk.models import blocks as kit

from service.blocks import ids
from service.blocks.beyond import suggestion_blocks, turn_on_row
from service.blocks.cards import card_blocks
from service.blocks.frame import (
    Frame,
    button,
    button_row,
    modal,
    paragraph,
    small_print,
)
from service.blocks.home import LABELS
from service.core.card import Exercise
from service.core.day import Day, Slot
from service.core.standing import Standing
from service.forms import day_words, words
from service.forms.cards import Card
from service.forms.points import LOOK
from service.forms.privacy import ONLY_YOU
from service.forms.reasons import because
from service.forms.sections import Section
from service.forms.words import escaped, short_name
from service.ports import View
from service.words import _

PAUSES = (ids.Action.PAUSE_TODAY, ids.Action.PAUSE_WEEK, ids.Action.PAUSE_UNTIL)
NOTHING = _("Nothing is planned for today.")
Action = ids.Action


@dataclass(frozen=True, kw_only=True)
class Shown:
    """The day; ``card`` where exercise waits; questions, each with its section."""

    day: Day
    card: Card | None = None
    points: tuple[tuple[str, Section], ...] = ()
    suggestion: Exercise | None = None
    wants_beyond: bool = True


def today(shown: Shown, now: datetime) -> View:
    """Show the day; first the card, where exercise waits.

    The reasons in it may name habits, so it is never a message.
    """
    day, card = shown.day, shown.card
    frame = Frame(callback=ids.Callback.TODAY, title=_("Today"))
    first = card_blocks(card) if card else []
    slots = [paragraph(_slot(slot, day)) for slot in day.slots]
    return modal(
        frame,
        [
            *first,
            paragraph(f"*{_headline(day, now)}*"),
            *(slots or [paragraph(NOTHING)]),
            *_hours(day),
            *_buttons(day),
            *(_point(*one) for one in shown.points),
            *(
                suggestion_blocks(shown.suggestion, in_modal=True)
                if shown.suggestion
                else []
            ),
            *([] if shown.wants_beyond else [turn_on_row()]),
            small_print(ONLY_YOU),
        ],
    )


def said(sentence: str) -> View:
    """Answer a wish in one sentence."""
    return modal(Frame(callback=ids.Callback.TODAY), [paragraph(sentence)])


def _point(question: str, section: Section) -> kit.Block:
    return kit.SectionBlock(
        block_id=ids.section_block(section),
        text=kit.MarkdownTextObject(text=question),
        accessory=kit.ButtonElement(action_id=Action.SECTION.value, text=LOOK),
    )


def _headline(day: Day, now: datetime) -> str:
    if day.next_at is None:
        return day_words.headline(day)
    when = words.when(day.next_at, now, day.zone)
    return _("The next one comes {when}.").format(when=when)


def _slot(slot: Slot, day: Day) -> str:
    line = day_words.line(slot, day)
    lines = [f"*{line.at}*  {line.what}", line.why]
    if slot.routine is not None:
        lines.append(because(slot.routine.reasons))
        lines += [
            f"{short_name(item.exercise.name)}: {because(item.reasons)}"
            for item in slot.routine.items
        ]
    return "\n".join(escaped(one) for one in lines if one)


def _hours(day: Day) -> list[kit.Block]:
    hours = day_words.hours(day)
    if not hours:
        return []
    said = _("I may come in these hours: {hours}.").format(hours=hours)
    return [small_print(said)]


def _buttons(day: Day) -> Iterator[kit.Block]:
    if day.standing is Standing.AGREED:
        buttons = [button(action, LABELS[action]) for action in _actions(day)]
        yield button_row(ids.Block.TODAY, buttons)
    yield button_row(
        ids.section_block(Section.HOURS),
        [button(Action.SECTION, _("Change my hours"))],
    )


def _actions(day: Day) -> tuple[Action, ...]:
    if day.paused_until:
        return (Action.RESUME, Action.STOP)
    now = () if day.resting else (Action.NOW,)
    skip = (Action.SKIP_NEXT,) if day.next_at else ()
    return (*now, *skip, *PAUSES, Action.STOP)
