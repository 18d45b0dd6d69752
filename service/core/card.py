"""One exercise card: what it is, whom it suits, how much of it, and how to do it."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from service.core.profile import Equipment, Limit, Region, Setting


class Kind(StrEnum):
    STRETCH = "stretch"
    MOBILITY = "mobility"
    STRENGTHEN = "strengthen"
    BREATH_RESET = "breath_reset"
    GUIDANCE = "guidance"


OPENING = frozenset({Kind.STRETCH, Kind.MOBILITY})


class Position(StrEnum):
    SEATED = "seated"
    STANDING = "standing"
    WALL = "wall"
    FLOOR = "floor"
    ANY = "any"


class ExerciseCause(StrEnum):
    """The likely load an exercise answers to."""

    POSTURAL = "postural"
    OVERUSE = "overuse"
    WHOLE_BODY = "whole_body"


class ExercisePattern(StrEnum):
    """The movement an exercise trains."""

    NECK = "neck"
    PULL = "pull"
    SHOULDER = "shoulder"
    PUSH = "push"
    CHEST_OPEN = "chest_open"
    THORACIC = "thoracic"
    BACKBEND = "backbend"
    CORE_FRONT = "core_front"
    CORE_BACK = "core_back"
    HINGE = "hinge"
    SQUAT = "squat"
    LUNGE = "lunge"
    HIP_MOBILITY = "hip_mobility"
    CALF = "calf"
    WRIST = "wrist"
    BREATH = "breath"
    EYES = "eyes"
    MOVE = "move"
    WHOLE = "whole"
    ADVICE = "advice"


class Theme(StrEnum):
    OPEN_CHEST = "open_chest"
    UPRIGHT_STRENGTH = "upright_strength"
    BACKBEND = "backbend"
    OVERHEAD = "overhead"
    BEHIND_BODY = "behind_body"
    LEGS = "legs"
    ABDOMEN = "abdomen"
    ARMS = "arms"
    LIFTING_SKILL = "lifting_skill"
    YOGA = "yoga"
    GYM = "gym"
    ASK_TRAINER = "ask_trainer"
    BREATH = "breath"
    EYES = "eyes"
    RESET = "reset"


class Grade(StrEnum):
    """How well an exercise is supported, A best; none of them means proven."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


class Discreet(IntEnum):
    """How much an exercise shows in an open-plan office."""

    OBVIOUS = 0
    SMALL = 1
    UNSEEN = 2


@dataclass(frozen=True, kw_only=True)
class DoseStep:
    """One of four doses of an exercise, 1 the smallest.

    ``reps`` and ``hold_s`` are for each side where the card says so;
    ``seconds`` counts both sides.
    """

    step: int
    sets: int
    reps: int
    hold_s: int
    rest_s: int
    seconds: int


@dataclass(frozen=True, kw_only=True)
class Review:
    """Who read a card, on which day, and the digest of what was read."""

    by: str
    on: date
    digest: str


@dataclass(frozen=True, kw_only=True)
class PackPicture:
    """A pack's own picture of an exercise: kind and digest of its bytes, and words."""

    kind: str
    digest: str
    alt: str


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """One card. ``dose`` has four steps; a guidance card has none.

    ``level`` is 1 (anyone cleared) to 4 (experienced). ``avoid`` excludes the
    exercise for people with one of these limits, ``care`` allows dose steps 1
    and 2 with a word of caution. ``tempo``: seconds out-hold-back of one repetition,
    one number where there is no out and back (a circle), or "hold". ``digest`` is of
    all content but the review. ``author`` is set for the exercises of a pack only.
    """

    id: str
    name: str
    kind: Kind
    family: str
    pattern: ExercisePattern
    level: int
    progression: str | None
    regression: str | None
    seated_alternative: str | None
    position: Position
    setting: Setting
    equipment: frozenset[Equipment]
    targets: tuple[str, ...]
    regions: frozenset[Region]
    causes: frozenset[ExerciseCause]
    themes: frozenset[Theme]
    tempo: str
    per_side: bool
    dose: tuple[DoseStep, ...]
    steps: tuple[str, ...]
    common_mistake: str
    stop_if: str
    avoid: frozenset[Limit]
    care: frozenset[Limit]
    discreet: Discreet
    evidence_grade: Grade
    evidence_note: str
    digest: str
    review: Review | None = None
    picture: PackPicture | None = None
    author: str | None = None

    @property
    def reviewed(self) -> bool:
        """Say whether somebody read exactly this; any edit voids a review."""
        return self.review is not None and self.review.digest == self.digest

    @property
    def tempo_seconds(self) -> tuple[int, ...]:
        """Give (out, hold, back), or (whole repetition,), or () where it is held."""
        parts = self.tempo.split("-")
        return tuple(map(int, parts)) if parts[0].isdigit() else ()

    @property
    def opens(self) -> bool:
        """Say whether it stretches or moves, rather than strengthens."""
        return self.kind in OPENING

    @property
    def builds(self) -> bool:
        return self.kind is Kind.STRENGTHEN

    @property
    def is_held(self) -> bool:
        """Say whether nothing moves: a stretch hold, or isometric strength."""
        return self.tempo == "hold"
