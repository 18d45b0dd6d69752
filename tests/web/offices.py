"""People with a role, and whoever holds the machine, as a test needs them."""

from urllib.parse import urlsplit

from service.actions import roles, setup_link
from service.core.audit import MACHINE
from service.core.roles import Role
from tests.web.browsing import Browsing, sign_in
from tests.world import World


def give(world: World, user: str, role: Role) -> None:
    """Give a role, or take it with ``employee``."""
    person = world.person(user)
    roles.change(world.app, person.workspace_id, MACHINE, person.person_id, role)


def operator(world: World, name: str = "Olga") -> Browsing:
    """Give the browser of an operator who is signed in."""
    user = world.add(name)
    give(world, user, Role.OPERATOR)
    return sign_in(world, user)


def set_up_session(world: World) -> Browsing:
    """Give a browser that came in by the one-time set-up link."""
    browser = Browsing(url=world.url)
    path = urlsplit(setup_link.make_link(world.app)).path
    entered = browser.post(path)
    assert (entered.status, entered.to) == (303, "/operator/setup")
    return browser
