"""Set-up screen 2: where it is sore, how strong, and what goes with it."""

from slack_sdk.models import blocks as kit

from service.blocks import body
from service.blocks.forms import Registered
from service.words import _

INTRO = _(
    "Now what is sore, so that sore parts are left in peace or moved gently. If "
    "nothing hurts, leave all of it blank. This stays private too."
)

read_soreness = body.read_soreness


def fields(current: Registered) -> list[kit.Block]:
    return body.soreness_inputs(current.profile, soft=True)
