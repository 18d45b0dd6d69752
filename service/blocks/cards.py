"""Draws the fixed cards as modals, so that no message ever tells of them."""

from slack_sdk.models import blocks as kit

from service.blocks import ids
from service.blocks.frame import (
    Frame,
    button,
    button_row,
    modal,
    paragraph,
    small_print,
)
from service.forms import cards
from service.forms.cards import Card
from service.ports import View
from service.words import _


def card_view(card: Card, *, goes_back: bool = False) -> View:
    """Draw a card; ``goes_back``: it was laid over something that still holds."""
    close = _("Back") if goes_back else _("Close")
    frame = Frame(
        callback=ids.Callback.CARD, title=card.title, close=close, goes_back=goes_back
    )
    return modal(frame, card_blocks(card))


def card_blocks(card: Card) -> list[kit.Block]:
    """Draw what a card says, to stand in another modal."""
    after = [small_print(card.after)] if card.after else []
    cleared = [_cleared()] if card.can_be_cleared else []
    asks = [_asks()] if card.asks else []
    return [paragraph(card.text), *after, *cleared, *asks]


def cleared_card(next_at_words: str | None) -> View:
    """Confirm that exercise is fine again."""
    return _modal(cards.STARTS_AGAIN, *_coming(next_at_words))


def thanks_card(first_at_words: str | None) -> View:
    """Close the set-up; ``first_at_words`` as words.when gives them."""
    return _modal(cards.THANKS, *_coming(first_at_words))


def _modal(text: str, *more: kit.Block) -> View:
    return modal(Frame(callback=ids.Callback.CARD), [paragraph(text), *more])


def _cleared() -> kit.Block:
    label = cards.CLEARED_LABEL
    return button_row(ids.Block.CLEARED, [button(ids.Action.CLEARED, label)])


def _asks() -> kit.Block:
    label = cards.ANSWER_LABEL
    return button_row(
        ids.Block.ASKS, [button(ids.Action.CHECK_IN, label, primary=True)]
    )


def _coming(at_words: str | None) -> list[kit.Block]:
    if at_words is None:
        return []
    return [paragraph(_("The next routine comes {when}.").format(when=at_words))]
