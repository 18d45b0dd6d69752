"""Reads what an author wrote about an exercise's picture; names what is wrong."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from service.core.errors import Refused
from service.drawing.pose import ARMS, LEGS, Pose
from service.drawing.wording import REST, laid_over, number, only


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
    only(raw, _FIELDS, "picture")
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


def _arrow(raw: Mapping[str, Any]) -> Arrow:
    only(raw, {"of", "shift", "way", "poses"}, "arrow")
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
    only(raw, {"at", "cm", "only"}, "close")
    shown = tuple(raw.get("only", Close.only))
    unknown = set(shown) - {*ARMS, *LEGS, "trunk", "head"}
    if unknown or "at" not in raw:
        raise Refused(
            "close takes at (a point), cm, and only (arms, legs, trunk, head)."
        )
    return Close(raw["at"], number(raw.get("cm", 22), "cm"), shown)
