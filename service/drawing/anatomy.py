"""The one figure: lengths and girths in cm, of an adult of 172 cm.

Lengths are rounded from Drillis and Contini's shares of stature (as tabled in
Winter, Biomechanics and Motor Control of Human Movement); girths are design.
"""

from collections.abc import Mapping
from typing import NamedTuple

SPINE = (17.0, 17.0, 18.0)  # hip joints to the neck's base
NECK, SKULL = 8.0, 9.6  # neck's base to the skull, skull to the head's middle
CLAVICLE = (0.0, -4.0, 15.5)  # from the neck's base: front, up, out
HIP_OUT = 9.0

HEAD_R = 10.5
NECK_R = 5.2
PELVIS_R = 10.0  # what one sits on lies so far below the hip joints
BACK_R = 10.5  # the spine's line to the skin of the back
SOLE = 7.0  # ankle joint above the sole
HEEL = (-3.5, -2.8, 0.0)  # from the ankle, in the foot's frame
BALL = (12.0, -4.0, 0.0)
TOE = (16.0, -4.6, 0.0)


class Limb(NamedTuple):
    """Two bones and what hangs at their end; radii at their three joints."""

    upper: float
    lower: float
    grip: float  # from the wrist to the palm's middle
    tip: float
    radii: tuple[float, float, float]


ARM = Limb(upper=31.0, lower=25.0, grip=8.0, tip=14.5, radii=(5.8, 4.6, 3.6))
LEG = Limb(upper=41.5, lower=41.5, grip=0.0, tip=0.0, radii=(9.0, 6.4, 4.6))
HAND_R = 4.2
HEEL_R, BALL_R, TOE_R = 4.2, 3.0, 2.4

# How far a point named in a contact lies under the skin.
SKIN: Mapping[str, float] = {
    "hand": 3.0,
    "ball": 3.0,
    "heel": 4.2,
    "toe": 2.4,
    "fingers": 2.4,
    "fist": 4.2,
    "elbow": 4.6,
    "forearm": 4.0,
    "knee": 6.4,
    "shin": 4.8,
    "shoulder": 5.8,
}
