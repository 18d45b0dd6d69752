"""Opens a modal, or lays it over the one in which the button stood."""

from collections.abc import Callable

from service.actions.scene import Click, Reply
from service.blocks import ids
from service.ports import View

IN_MODALS = frozenset(
    {
        ids.Block.TODAY,
        ids.Block.MENU,
        ids.Block.ASKS,
        ids.Block.BEYOND,
        ids.Block.DATA,
        ids.Block.DATA_AGREE,
    }
)


def from_modal(click: Click) -> bool:
    """Say whether a button stands in a modal, so that another may lie over it."""
    return click.block_id in IN_MODALS or ids.is_beyond_in_modal(click.block_id)


def shown(click: Click, view: View, then: Callable[[], object] | None = None) -> Reply:
    return Reply(view=view, push=from_modal(click), then=then)
