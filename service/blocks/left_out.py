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
MOST_ROWS = 90
"""Slack takes 100 blocks in a modal; the library on the own page shows all."""


def left_out(refused: Sequence[Exercise]) -> View:
    rows = [_row(one) for one in refused[:MOST_ROWS]]
    frame = Frame(callback=ids.Callback.LEFT_OUT, title=TITLE)
    return modal(frame, rows or [paragraph(NOTHING)])


def _row(exercise: Exercise) -> kit.Block:
    return kit.SectionBlock(
        block_id=ids.exercise_block(exercise.id),
        text=kit.MarkdownTextObject(text=escaped(exercise.name)),
        accessory=kit.ButtonElement(
            action_id=ids.Action.OFFER_AGAIN.value,
            text=AGAIN,
            accessibility_label=AGAIN,
        ),
    )
