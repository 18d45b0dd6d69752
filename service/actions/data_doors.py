"""The buttons of My data: the list, one kind of it, and the last question."""

from collections.abc import Callable, Mapping

from service.actions import own_data
from service.actions.opening import shown
from service.actions.scene import Click, Reply, Scene
from service.blocks import ids
from service.blocks import own_data as blocks
from service.blocks.ids import Action
from service.forms import privacy


def my_data(scene: Scene, click: Click) -> Reply:
    seen = own_data.read(scene)
    return shown(click, blocks.my_data(seen.parts, seen.newer))


def data_part(scene: Scene, click: Click) -> Reply:
    """Lay one kind of the own data over the list."""
    name = ids.data_ref(click.block_id)
    parts = (*own_data.read(scene).parts, *privacy.about())
    found = next((one for one in parts if one.name == name), None)
    return Reply(view=blocks.part_view(found), push=True) if found else Reply()


def delete_all(_scene: Scene, _click: Click) -> Reply:
    return Reply(view=blocks.confirm(), push=True)


DOORS: Mapping[Action, Callable[[Scene, Click], Reply]] = {
    Action.MY_DATA: my_data,
    Action.DATA_PART: data_part,
    Action.DELETE_ALL: delete_all,
}
