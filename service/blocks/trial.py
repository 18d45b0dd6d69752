"""The test message that an operator sends to see that messages arrive."""

from service.blocks.frame import line_with_quiet_menu, message
from service.ports import Message
from service.words import _

TEXT = _("This is the test message you asked for. Messages from Unhunch arrive here.")


def trial_message() -> Message:
    return message(TEXT, [line_with_quiet_menu(TEXT)])
