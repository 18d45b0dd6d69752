"""Draws the weekly suggestion: in a message as text, elsewhere with a way to say no."""

from slack_sdk.models import blocks as kit

from service.blocks import ids
from service.blocks.frame import button, button_row, paragraph, small_print
from service.core.card import Exercise
from service.forms import beyond
from service.forms.words import clipped, escaped
from service.words import _

MOST_LINE = 300
HOME_SAYS_NO = _("Home is where you can say no to these.")


def suggestion_blocks(card: Exercise, *, in_modal: bool) -> list[kit.Block]:
    """Draw the suggestion for the Home and for Today, where only one person looks."""
    row = [
        button(ids.Action.BEYOND_OFF, beyond.NOT_INTERESTED),
        button(ids.Action.BEYOND_NEVER, beyond.NEVER),
    ]
    return [*_said(card), button_row(ids.beyond_block(card.id, in_modal=in_modal), row)]


def suggestion_in_message(card: Exercise) -> list[kit.Block]:
    return [*_said(card), small_print(HOME_SAYS_NO)]


def turn_on_row() -> kit.Block:
    return button_row(ids.Block.BEYOND, [button(ids.Action.BEYOND_ON, beyond.AGAIN)])


def _said(card: Exercise) -> list[kit.Block]:
    lines = [
        f"*{beyond.TITLE}: {_safe(card.name)}*",
        *(f"• {_safe(line)}" for line in beyond.how(card)),
    ]
    return [paragraph("\n".join(lines)), small_print(beyond.LOAD_RULE)]


def _safe(text: str) -> str:
    return escaped(clipped(text, MOST_LINE))
