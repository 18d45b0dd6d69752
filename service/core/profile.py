"""What a person has told us about the own body and desk, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from service.core.scores import Category


class Region(StrEnum):
    """The nine body regions of the Nordic questionnaire."""

    NECK = "neck"
    SHOULDERS = "shoulders"
    UPPER_BACK = "upper_back"
    ELBOWS = "elbows"
    WRISTS_HANDS = "wrists_hands"
    LOW_BACK = "low_back"
    HIPS_THIGHS = "hips_thighs"
    KNEES = "knees"
    ANKLES_FEET = "ankles_feet"


class Limit(StrEnum):
    """A tag that excludes some exercises and softens others."""

    NECK = "neck"
    SHOULDER = "shoulder"
    ELBOW = "elbow"
    WRIST = "wrist"
    LOW_BACK = "low_back"
    HIP = "hip"
    KNEE = "knee"
    ANKLE = "ankle"
    PREGNANCY = "pregnancy"
    DIZZINESS = "dizziness"
    HYPERTENSION = "hypertension"
    OSTEOPOROSIS = "osteoporosis"
    WHEELCHAIR = "wheelchair"


class Setting(StrEnum):
    """Where the person moves; each place allows what the ones before it allow."""

    DESK = "desk"
    OFFICE = "office"
    HOME = "home"
    GYM = "gym"


class Equipment(StrEnum):
    CHAIR = "chair"
    WALL = "wall"
    DESK = "desk"
    BAND = "band"
    DUMBBELL = "dumbbell"
    DOORWAY = "doorway"
    DOOR_ANCHOR = "door_anchor"
    TOWEL = "towel"
    MAT = "mat"
    MACHINE = "machine"
    BENCH = "bench"


@dataclass(frozen=True, kw_only=True)
class Pain:
    """One rating: 0 (none) to 10 (worst imaginable), and where it was felt."""

    at: datetime
    score: int
    regions: frozenset[Region] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Profile:
    """Everything triage and routine choice may know about one person.

    ``answers`` maps question ids to answer codes; a blank question is left out.
    ``pains`` is ordered by time, the newest last.
    ``safety_answered`` is false until the safety screen came back once.
    ``told_not_to_exercise``: a recent operation or a clinician's word; nudges
    stay off until the person takes it back.
    """

    answers: Mapping[str, str] = field(default_factory=dict)
    patterns: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()
    pains: tuple[Pain, ...] = ()
    limits: frozenset[Limit] = frozenset()
    equipment: frozenset[Equipment] = frozenset()
    setting: Setting = Setting.DESK
    setting_by_day: Mapping[int, Setting] = field(default_factory=dict)
    """Weekday (Monday is 0) -> where the person is then, if not as usual."""
    own_category: Category | None = None
    """The likely load by the person's own word, which wins over the answers."""
    safety_answered: bool = False
    told_not_to_exercise: bool = False
    age_band: str | None = None
    asked: frozenset[str] = frozenset()
    """Questions that were shown, so that one left blank is not asked again."""
    not_now: Mapping[str, datetime] = field(default_factory=dict)
    """Exercise id -> the instant until which it must not be offered (rule P3)."""
    never: frozenset[str] = frozenset()
    """Exercise ids that the person does not want to be offered."""

    def on(self, day: date) -> "Profile":
        """Give the profile as it is on a local day: in the place of its weekday."""
        setting = self.setting_by_day.get(day.weekday(), self.setting)
        return replace(self, setting=setting)
