"""Reads a pose as an author words it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from service.core.errors import Refused
from service.drawing.pose import (
    ARM_ANGLES,
    ARMS,
    LEG_ANGLES,
    LEGS,
    SIDES,
    TRUNK,
    Direction,
    Goal,
    LimbPose,
    Pin,
    Pose,
)
from service.drawing.vectors import ZERO, Vec, plus, unit

_BODY_WORDS: Mapping[str, Vec] = {
    "front": (1.0, 0.0, 0.0),
    "back": (-1.0, 0.0, 0.0),
    "head": (0.0, 1.0, 0.0),
    "feet": (0.0, -1.0, 0.0),
    "out": (0.0, 0.0, 1.0),
    "in": (0.0, 0.0, -1.0),
}
_ROOM_WORDS: Mapping[str, Vec] = {
    "up": (0.0, 1.0, 0.0),
    "down": (0.0, -1.0, 0.0),
    "ahead": (1.0, 0.0, 0.0),
    "behind": (-1.0, 0.0, 0.0),
}
_ARM_BEND = Direction(body=(-0.7, -0.6, 0.5))
_ARM_FOLD = Direction(body=(1.0, 0.8, 0.0))
_LEG_BEND = Direction(body=(1.0, 0.0, 0.1))

REST = Pose(
    trunk=dict(TRUNK),
    limbs={
        **{arm: LimbPose(ARM_ANGLES, _ARM_FOLD) for arm in ARMS},
        **{leg: LimbPose(LEG_ANGLES, _LEG_BEND) for leg in LEGS},
    },
    at=(0.0, 90.0, 0.0),
)


def laid_over(pose: Pose, raw: Mapping[str, Any]) -> Pose:
    """Change a pose by what an author says; a limb that is named is said anew."""
    trunk, limbs, rest = dict(pose.trunk), dict(pose.limbs), {}
    for key, value in raw.items():
        if key in TRUNK:
            trunk[key] = number(value, key)
        elif key in _SPREAD:
            trunk |= _SPREAD[key](key, value)
        elif key in _LIMB_WORDS:
            limbs |= {limb: _limb(limb, value) for limb in _LIMB_WORDS[key]}
        else:
            rest[key] = value
    only(rest, {"at", "pin", "touch", "hold"}, "pose")
    return replace(_placed(pose, rest), trunk=trunk, limbs=limbs)


def _placed(pose: Pose, raw: Mapping[str, Any]) -> Pose:
    if "touch" in raw:
        touch = {**pose.touch, **raw["touch"]}
        pose = replace(pose, touch={k: v for k, v in touch.items() if v})
    if "at" in raw:
        return replace(pose, at=vector(raw["at"], "at"), pin=None)
    if "pin" in raw:
        ((part, at),) = raw["pin"].items()
        return replace(pose, pin=Pin(part, vector(at, "pin")))
    return pose


def _thirds(key: str, value: Any) -> dict[str, float]:
    shares = value if isinstance(value, list) else [value / 3] * 3
    if len(shares) != 3:
        raise Refused(f"{key} takes one number, or three from low to high.")
    return {f"{key}_{place}": number(n, key) for place, n in enumerate(shares)}


def _both(key: str, value: Any) -> dict[str, float]:
    pair = value if isinstance(value, list) else [value, value]
    return {f"{key}_{s}": number(n, key) for s, n in zip(SIDES, pair, strict=True)}


_SPREAD: Mapping[str, Callable[[str, Any], dict[str, float]]] = {
    "spine": _thirds,
    "side": _thirds,
    "twist": _thirds,
    "shrug": _both,
    "reach": _both,
}
_LIMB_WORDS: Mapping[str, tuple[str, ...]] = {
    "arms": ARMS,
    "legs": LEGS,
    **{limb: (limb,) for limb in (*ARMS, *LEGS)},
}


def _limb(name: str, raw: Mapping[str, Any]) -> LimbPose:
    arm = name in ARMS
    angles = ARM_ANGLES if arm else LEG_ANGLES
    only(raw, {*angles, "to", "by", "bend", "point", "palm"}, name)
    given = {key: number(raw[key], key) for key in angles if key in raw}
    goal = _goal(raw) if "to" in raw else None
    usual = (_ARM_BEND if goal else _ARM_FOLD) if arm else _LEG_BEND
    return LimbPose(
        angles={**angles, **given},
        bend=_direction(raw["bend"]) if "bend" in raw else usual,
        goal=goal,
        point=_direction(raw["point"]) if "point" in raw else None,
        palm=_direction(raw["palm"]) if "palm" in raw else None,
    )


def _goal(raw: Mapping[str, Any]) -> Goal:
    if isinstance(raw["to"], str):
        return Goal(vector(raw.get("by", ZERO), "by"), raw["to"])
    return Goal(vector(raw["to"], "to"))


def _direction(raw: Any) -> Direction:
    if isinstance(raw, list):
        return Direction(room=unit(vector(raw, "a direction")))
    body, room = ZERO, ZERO
    for word in str(raw).split("+"):
        if word in _BODY_WORDS:
            body = plus(body, _BODY_WORDS[word])
        elif word in _ROOM_WORDS:
            room = plus(room, _ROOM_WORDS[word])
        else:
            words = ", ".join([*_BODY_WORDS, *_ROOM_WORDS])
            raise Refused(f"{word!r} is no direction: take {words}, joined by +.")
    return Direction(body, room)


def only(raw: Mapping[str, Any], known: Iterable[str], what: str) -> None:
    unknown = sorted(set(raw) - set(known))
    if unknown:
        raise Refused(
            f"a {what} has no {', '.join(unknown)}: {', '.join(sorted(known))}."
        )


def number(value: Any, key: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Refused(f"{key} must be a number, not {value!r}.")
    return float(value)


def vector(raw: Any, key: str) -> Vec:
    numbers = [number(n, key) for n in raw] if isinstance(raw, list | tuple) else []
    if not 2 <= len(numbers) <= 3:
        raise Refused(f"{key} must be [x, y] or [x, y, z] in cm.")
    x, y, z = [*numbers, 0.0][:3]
    return x, y, z
