"""The message to somebody whose role has changed: what it opens, and what never."""

from collections.abc import Mapping

from service.blocks.frame import line_with_quiet_menu, message, small_print
from service.core.roles import Role
from service.ports import Message
from service.words import _

TEXTS: Mapping[Role, str] = {
    Role.HR: _(
        "You have the role HR in Unhunch now: in the browser you see the reports of "
        "closed periods. They show no single person."
    ),
    Role.OPERATOR: _(
        "You are an operator of Unhunch now: in the browser you see the set-up, how "
        "messages go out, and who has which role. You see nobody's answers, and no "
        "reports."
    ),
    Role.EMPLOYEE: _(
        "Your role in Unhunch has ended. Your own pages stay as they are."
    ),
}
SIGN_IN = _(
    "You were signed out everywhere. To sign in: open Home in this app, then choose My "
    "page in the browser."
)


def role_message(role: Role) -> Message:
    text = TEXTS[role]
    return message(text, [line_with_quiet_menu(text), small_print(SIGN_IN)])
