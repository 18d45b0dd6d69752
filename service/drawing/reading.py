"""Reads what an author wrote about an exercise's picture; names what is wrong."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
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


@dataclass(frozen=True)
class Arrow:
    """Follows a named point from one key pose to the next, shifted on the card."""

    of: str
    shift: tuple[float, float] = (0.0, 0.0)  # cm to the right and up
    way: tuple[float, float] | None = None  # a straight one, where nothing moves
    poses: tuple[int, int] = (0, -1)


@dataclass(frozen=True)
class Close:
    """A close-up: what of the figure is shown, and so many cm around a point."""

    at: str
    cm: float
    only: tuple[str, ...] = ("right_arm",)


@dataclass(frozen=True)
class Key:
    """A key pose and how long the figure rests in it, in seconds."""

    pose: Pose
    hold: float | None = None


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """All that an author says about one exercise."""

    id: str
    alt: str
    view: str
    keys: tuple[Key, ...]
    props: Mapping[str, Mapping[str, Any]]
    arrows: tuple[Arrow, ...]
    loop: bool = False  # from the last key pose on to the first, not back
    still: str = ""  # why nothing moves
    face: str = ""  # why a hand is before the face
    close: Close | None = None
    ghost: int = 0
    show: int = -1


Stances = Mapping[str, Mapping[str, Any]]
_FIELDS = {
    "alt", "view", "stance", "poses", "props", "arrows", "loop", "still", "face",
    "close", "ghost", "show",
}  # fmt: skip


def read(name: str, raw: Mapping[str, Any], stances: Stances) -> Drawing:
    """Read one exercise's picture.

    Raises:
        Refused: a field is unknown, missing or of the wrong kind; names the exercise.
    """
    try:
        return _read(name, raw, stances)
    except Refused as wrong:
        raise Refused(f"{name}: {wrong}") from None


def _read(name: str, raw: Mapping[str, Any], stances: Stances) -> Drawing:
    _only(raw, _FIELDS, "picture")
    stance = stances.get(raw.get("stance", "stand"))
    if stance is None:
        raise Refused(f"stance must be one of {', '.join(sorted(stances))}.")
    if not raw.get("poses"):
        raise Refused("poses must list the key poses, two or more.")
    close = raw.get("close")
    return Drawing(
        id=name,
        alt=raw.get("alt", ""),
        view=raw.get("view", stance.get("view", "side")),
        keys=tuple(_keys(stance.get("pose", {}), raw["poses"])),
        props=_props(stance.get("props", {}), raw.get("props", {})),
        arrows=tuple(_arrow(arrow) for arrow in raw.get("arrows", [])),
        loop=bool(raw.get("loop", False)),
        still=raw.get("still", ""),
        face=raw.get("face", ""),
        close=_close(close) if close else None,
        ghost=int(raw.get("ghost", 0)),
        show=int(raw.get("show", -1)),
    )


def _props(
    of_stance: Mapping[str, Any], given: Mapping[str, Any]
) -> dict[str, dict[str, Any]]:
    """Lay the picture's props over the stance's; ``false`` takes one away."""
    merged = {**of_stance, **given}
    return {
        name: {**(of_stance.get(name) or {}), **(about or {})}
        for name, about in merged.items()
        if about is not False
    }


def _keys(first: Mapping[str, Any], rest: Iterable[Mapping[str, Any]]) -> Iterable[Key]:
    pose = laid_over(REST, first)
    for place, raw in enumerate(rest, 1):
        try:
            pose = laid_over(pose, raw)
        except Refused as wrong:
            raise Refused(f"pose {place}: {wrong}") from None
        yield Key(pose, raw.get("hold"))


# ----------------------------------------------------------------------- poses


def laid_over(pose: Pose, raw: Mapping[str, Any]) -> Pose:
    """Change a pose by what an author says; a limb that is named is said anew."""
    trunk, limbs, rest = dict(pose.trunk), dict(pose.limbs), {}
    for key, value in raw.items():
        if key in TRUNK:
            trunk[key] = _number(value, key)
        elif key in _SPREAD:
            trunk |= _SPREAD[key](key, value)
        elif key in _LIMB_WORDS:
            limbs |= {limb: _limb(limb, value) for limb in _LIMB_WORDS[key]}
        else:
            rest[key] = value
    _only(rest, {"at", "pin", "touch", "hold"}, "pose")
    return replace(_placed(pose, rest), trunk=trunk, limbs=limbs)


def _placed(pose: Pose, raw: Mapping[str, Any]) -> Pose:
    if "touch" in raw:
        touch = {**pose.touch, **raw["touch"]}
        pose = replace(pose, touch={k: v for k, v in touch.items() if v})
    if "at" in raw:
        return replace(pose, at=_vector(raw["at"], "at"), pin=None)
    if "pin" in raw:
        ((part, at),) = raw["pin"].items()
        return replace(pose, pin=Pin(part, _vector(at, "pin")))
    return pose


def _thirds(key: str, value: Any) -> dict[str, float]:
    shares = value if isinstance(value, list) else [value / 3] * 3
    if len(shares) != 3:
        raise Refused(f"{key} takes one number, or three from low to high.")
    return {f"{key}_{place}": _number(n, key) for place, n in enumerate(shares)}


def _both(key: str, value: Any) -> dict[str, float]:
    pair = value if isinstance(value, list) else [value, value]
    return {f"{key}_{s}": _number(n, key) for s, n in zip(SIDES, pair, strict=True)}


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
    _only(raw, {*angles, "to", "by", "bend", "point", "palm"}, name)
    given = {key: _number(raw[key], key) for key in angles if key in raw}
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
        return Goal(_vector(raw.get("by", ZERO), "by"), raw["to"])
    return Goal(_vector(raw["to"], "to"))


def _direction(raw: Any) -> Direction:
    if isinstance(raw, list):
        return Direction(room=unit(_vector(raw, "a direction")))
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


def _arrow(raw: Mapping[str, Any]) -> Arrow:
    _only(raw, {"of", "shift", "way", "poses"}, "arrow")
    if "of" not in raw:
        raise Refused("an arrow needs 'of': the point that it follows.")
    way = raw.get("way")
    return Arrow(
        of=raw["of"],
        shift=tuple(raw.get("shift", (0.0, 0.0))),
        way=tuple(way) if way else None,
        poses=tuple(raw.get("poses", (0, -1))),
    )


def _close(raw: Mapping[str, Any]) -> Close:
    _only(raw, {"at", "cm", "only"}, "close")
    only = tuple(raw.get("only", Close.only))
    unknown = set(only) - {*ARMS, *LEGS, "trunk", "head"}
    if unknown or "at" not in raw:
        raise Refused("close takes at (a point), cm, and only (arms, legs, trunk, head).")
    return Close(raw["at"], _number(raw.get("cm", 22), "cm"), only)


def _only(raw: Mapping[str, Any], known: Iterable[str], what: str) -> None:
    unknown = sorted(set(raw) - set(known))
    if unknown:
        raise Refused(f"a {what} has no {', '.join(unknown)}: {', '.join(sorted(known))}.")


def _number(value: Any, key: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Refused(f"{key} must be a number, not {value!r}.")
    return float(value)


def _vector(raw: Any, key: str) -> Vec:
    numbers = [_number(n, key) for n in raw] if isinstance(raw, list | tuple) else []
    if not 2 <= len(numbers) <= 3:
        raise Refused(f"{key} must be [x, y] or [x, y, z] in cm.")
    x, y, z = [*numbers, 0.0][:3]
    return x, y, z
