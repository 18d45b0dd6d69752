"""The modal "What I leave out": each exercise that was refused, and its way back."""

from collections.abc import Sequence

from slack_sdk.models import blocks as kit

from service.blocks import ids
from service.blocks.frame import Frame, modal, paragraph
from service.core.card import Exercise
from service.forms.words import escaped
from service.ports import View
from service.words import _

TITLE = _("What I leave out")
NOTHING = _("Nothing. Never this one, under More below a routine, fills this list.")
AGAIN = _("Offer it again")
RESTING = _("{name}: put off for two weeks")
BROUGHT_BACK = _("It may come again. Stop if it hurts more than a little.")
MOST_ROWS = 90
"""Slack takes 100 blocks in a modal; the library on the own page shows all."""


def left_out(refused: Sequence[Exercise], resting: Sequence[Exercise] = ()) -> View:
    """List what never comes, then what stays away for a while because it hurt."""
    rows = [
        *(_row(one, escaped(one.name), ids.Action.OFFER_AGAIN) for one in refused),
        *(
            _row(one, RESTING.format(name=escaped(one.name)), ids.Action.BRING_BACK)
            for one in resting
            if one not in refused
        ),
    ][:MOST_ROWS]
    frame = Frame(callback=ids.Callback.LEFT_OUT, title=TITLE)
    return modal(frame, rows or [paragraph(NOTHING)])


def _row(exercise: Exercise, text: str, action: ids.Action) -> kit.Block:
    return kit.SectionBlock(
        block_id=ids.exercise_block(exercise.id),
        text=kit.MarkdownTextObject(text=text),
        accessory=kit.ButtonElement(
            action_id=action.value,
            text=AGAIN,
            accessibility_label=AGAIN,
        ),
    )
