"""Line drawings that show what an answer about desk habits means."""

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass

from markupsafe import Markup

from web.drawings_props import (
    EYE,
    POSES,
    TABLE,
    TOP,
    Point,
    arc,
    arrow,
    backrest,
    both_ways,
    disc,
    dots,
    figure,
    floor,
    line,
    place,
    screen,
    stand,
    table,
    towards,
)


@dataclass(frozen=True)
class Scene:
    """What one drawing shows; the figure stands between the props and the marks."""

    pose: str
    prop: str
    _: KW_ONLY
    ghost: str = ""  # a pose that is not held now
    faint: str = ""
    bold: str = ""  # accent, as wide as a limb
    accent: str = ""
    dash: str = ""
    arm: str = "ink"
    days: tuple[int, int] = (0, 0)  # so many of so many
    days_at: Point = (44, 12)


# ----------------------------------------------------------------------- places

REACH = [POSES["measures"].joints()[joint] for joint in ("shoulder", "elbow", "hand")]
TIP = REACH[-1][0] + 3
RAISED, TOO_HIGH = 42.0, 49.0
LOW_TOP, HIGH_TOP = (line((46, height), (104, height)) for height in (TABLE, RAISED))
BARE_LAPTOP = line((53, 60), (68, 60), (73, 44))
RAISED_LAPTOP = line((70, 51), (86, 48), (90, 28))
# Each with its desk, the keyboard, and the floor or the chair's back.
FROM_FRONT = "M8 90H112M24 90V68H96V90M46 65H74"
FROM_ABOVE = "M14 52V8H106V52zM50 43H70M48 81q12 8 24 0"
FRONT_SCREEN = line((44, 15), (76, 15))
PHONE = line((70, 37), (76, 26))
HEADSET = "M51.6 29v-1a8.4 8.4 0 0 1 16.8 0v1M51.6 30q-.6 6.6 5.4 6.8"
EARS = "M51.6 27v3M68.4 27v3"
FORWARD, UPWARD = arrow((58, 46), (68, 46)), arrow((32, 36), (32, 25))
SMALL_DESK = place("aside", right=68)
CLOCK = (89.0, 46.0)
DESKTOP = place() + stand(84) + screen(84)
RAISED_DESK = floor() + table("stands", RAISED, 46, 104) + stand(84, TOP - 20, RAISED)

# ------------------------------------------------- scenes that differ by a number


def _height(pose: str, top: float, gap: str = "") -> Scene:
    """Show a screen against the line of the eyes."""
    return Scene(
        pose,
        place(pose) + stand(84, top),
        bold=screen(84, top, min(21, TABLE - 2 - top)),
        dash=line((50, EYE), (108, EYE)),
        accent=gap,
    )


def _bars(count: int) -> str:
    return "".join(line((82, y), (98, y)) for y in range(80, 80 - 8 * count, -8))


def _hours(count: int) -> Scene:
    return Scene("aside", SMALL_DESK, faint=_bars(8), bold=_bars(count))


def _minutes(hours: float) -> Scene:
    """Show how far the minute hand goes; a second hour lies around the first."""
    hands = line(towards(CLOCK, 90, 12), CLOCK, towards(CLOCK, 90 - 360 * hours, 12))
    dial = disc(CLOCK, 19)
    gone = dial + arc(CLOCK, 24, hours - 1) if hours > 1 else arc(CLOCK, 19, hours)
    return Scene("aside", SMALL_DESK + hands, faint=dial, bold=gone)


def _load(size: float, days: int) -> Scene:
    x, y = POSES["carries"].joints()["hand"]
    x, y = x - 7, y - 3.4
    box = line((x, y), (x, y - size), (x + size, y - size), (x + size, y), (x, y))
    at = (60.0, 72.0)
    return Scene("carries", floor(), bold=box, days=(days, 7), days_at=at)


# ----------------------------------------------------------------------- scenes

SCENES: Mapping[str, Mapping[str, Scene]] = {
    "D1_sit_hours": {"<4": _hours(3), "4-6": _hours(5), ">6": _hours(7)},
    "D2_unbroken": {
        "<30min": _minutes(1 / 3),
        "30-60min": _minutes(3 / 4),
        ">60min": _minutes(4 / 3),
    },
    "D3_screen_height": {
        "eye_level": _height("upright", TOP),
        "above": _height("looks_up", TOP - 18, arrow((98, EYE - 3), (98, EYE - 17))),
        "below": _height("looks_down", TOP + 11, arrow((98, EYE + 3), (98, EYE + 12))),
    },
    "D4_screen_dist": {
        "arm_length": Scene(
            "upright", place() + stand(TIP), bold=screen(TIP) + line(*REACH)
        ),
        "too_near_or_far": Scene(
            "upright",
            place() + stand(55) + stand(100),
            faint=screen(73),
            bold=screen(55) + screen(100),
            accent=arrow((69, 40), (60, 40)) + arrow((77, 40), (95, 40)),
        ),
    },
    "D5_laptop_only": {
        "never": Scene(
            "upright",
            place() + RAISED_LAPTOP,
            bold=line((48, 60.7), (58, 60.7)),
            accent=line((74, TABLE - 1), (80, 51), (86, TABLE - 1)),
        ),
        "some_days": Scene(
            "bent",
            place("bent"),
            ghost="upright",
            faint=RAISED_LAPTOP,
            bold=BARE_LAPTOP,
            days=(2, 5),
        ),
        "most_days": Scene("bent", place("bent"), bold=BARE_LAPTOP, days=(4, 5)),
    },
    "D6_chair": {
        "back_and_feet_ok": Scene(
            "upright", place(), bold=backrest(POSES["upright"].at) + "M51 90H64"
        ),
        "one_missing": Scene(
            "hangs",
            place("hangs", top=TOO_HIGH),
            bold=backrest(POSES["hangs"].at),
            accent=both_ways((59, 80.5), (59, 88)),
        ),
        "both_missing": Scene(
            "perched",
            place("perched", "hangs", TOO_HIGH),
            accent=both_ways((70, 80.5), (70, 88)) + both_ways((30, 43), (38, 43)),
        ),
    },
    "D7_reach": {
        "elbows_in": Scene("upright", place(), arm="accent"),
        "reach_or_shrug": Scene(
            "reaches", place("reaches"), accent=FORWARD, arm="accent"
        ),
        "reach_and_shrug": Scene(
            "shrugs", place("shrugs"), accent=FORWARD + UPWARD, arm="accent"
        ),
    },
    "D8_phone": {
        "never_or_headset": Scene("facing", FROM_FRONT, accent=HEADSET, bold=EARS),
        "sometimes": Scene("pinches", FROM_FRONT, bold=PHONE, days=(2, 5)),
        "daily": Scene("pinches", FROM_FRONT, bold=PHONE, days=(5, 5)),
    },
    "D9_twist": {
        "no": Scene("from_above", FROM_ABOVE, bold=FRONT_SCREEN, dash="M60 60V21"),
        "yes": Scene(
            "turned",
            FROM_ABOVE + FRONT_SCREEN,
            bold=line((88, 18), (102, 40)),
            dash=line((69, 64), (91, 39)),
        ),
    },
    "D10_stand_desk": {
        "no": Scene("upright", DESKTOP, bold=LOW_TOP),
        "rarely": Scene(
            "upright", DESKTOP, ghost="stands", bold=LOW_TOP, dash=HIGH_TOP
        ),
        "several_times_a_day": Scene(
            "stands",
            RAISED_DESK + screen(84, TOP - 20),
            ghost="upright",
            bold=HIGH_TOP,
            dash=LOW_TOP,
            accent=both_ways((88, 46), (88, 58), 3),
        ),
    },
    "L1_lift": {
        "rarely": _load(11, 1),
        "several_a_week": _load(11, 3),
        "heavy_or_daily": _load(18, 7),
    },
}


def joints(question_id: str, code: str) -> Mapping[str, Point]:
    """Give where the figure's joints are; the drawing follows them."""
    return POSES[SCENES[question_id][code].pose].joints()


def _layers(scene: Scene) -> list[tuple[str, str]]:
    (done, days), at = scene.days, scene.days_at
    return [
        ("faint limb", scene.faint),
        *(figure(POSES[scene.ghost], "faint", "faint") if scene.ghost else ()),
        ("prop", scene.prop),
        *figure(POSES[scene.pose], "ink", scene.arm),
        ("accent limb", scene.bold),
        ("accent", scene.accent),
        ("accent dash", scene.dash),
        ("prop limb", dots(*at, days)),
        ("accent dot", dots(*at, done)),
    ]


def drawing(question_id: str, code: str) -> Markup | None:
    """Give the drawing of an answer as an inline SVG, or nothing."""
    scene = SCENES.get(question_id, {}).get(code)
    if scene is None:
        return None
    paths = "".join(
        f'<path class="{kind}" d="{way}"/>' for kind, way in _layers(scene) if way
    )
    # Nothing here comes from a person: the words are those of the table above.
    return Markup(  # noqa: S704 - all of it is ours
        '<svg class="drawing" viewBox="0 0 120 96" aria-hidden="true" '
        f'focusable="false">{paths}</svg>'
    )
