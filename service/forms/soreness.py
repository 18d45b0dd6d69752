"""Where it is sore, how strong, and what goes with it."""

from service.forms import body
from service.forms.answers import Registered
from service.forms.fields import Ask
from service.words import _

INTRO = _(
    "Now what is sore, so that sore parts are left in peace or moved gently. If "
    "nothing hurts, leave all of it blank. This stays private too."
)

read_soreness = body.read_soreness


def asks(current: Registered) -> list[Ask]:
    return body.ask_soreness(current.profile, soft=True)
