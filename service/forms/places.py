"""The plain names of body regions, limits, equipment, places, days and age bands."""

from collections.abc import Mapping

from service.core.profile import Equipment, Limit, Region, Setting
from service.words import _

REGION_TEXT: Mapping[Region, str] = {
    Region.NECK: _("Neck"),
    Region.SHOULDERS: _("Shoulders"),
    Region.UPPER_BACK: _("Upper back"),
    Region.ELBOWS: _("Elbows"),
    Region.WRISTS_HANDS: _("Wrists or hands"),
    Region.LOW_BACK: _("Low back"),
    Region.HIPS_THIGHS: _("Hips or thighs"),
    Region.KNEES: _("Knees"),
    Region.ANKLES_FEET: _("Ankles or feet"),
}

JOINT_TEXT: Mapping[Limit, str] = {
    Limit.NECK: _("Neck"),
    Limit.SHOULDER: _("Shoulder"),
    Limit.ELBOW: _("Elbow"),
    Limit.WRIST: _("Wrist"),
    Limit.LOW_BACK: _("Low back"),
    Limit.HIP: _("Hip"),
    Limit.KNEE: _("Knee"),
    Limit.ANKLE: _("Ankle"),
}

BODY_TEXT: Mapping[Limit, str] = {
    Limit.PREGNANCY: _("I am pregnant"),
    Limit.DIZZINESS: _("I get dizzy when I move my head or stand up"),
    Limit.HYPERTENSION: _("I have high blood pressure"),
    Limit.OSTEOPOROSIS: _("I have fragile bones"),
    Limit.WHEELCHAIR: _("I use a wheelchair"),
}

LIMIT_TEXT: Mapping[Limit, str] = {**JOINT_TEXT, **BODY_TEXT}

EQUIPMENT_TEXT: Mapping[Equipment, str] = {
    Equipment.CHAIR: _("A chair"),
    Equipment.WALL: _("A free wall"),
    Equipment.DESK: _("A desk"),
    Equipment.BAND: _("An elastic band"),
    Equipment.DUMBBELL: _("A light dumbbell"),
    Equipment.DOORWAY: _("A doorway"),
    Equipment.DOOR_ANCHOR: _("A door anchor for a band"),
    Equipment.TOWEL: _("A towel"),
    Equipment.MAT: _("A mat"),
    Equipment.MACHINE: _("Gym machines"),
    Equipment.BENCH: _("A bench"),
}

SETTING_TEXT: Mapping[Setting, str] = {
    Setting.DESK: _("At my desk, seated or standing beside it"),
    Setting.OFFICE: _("In the office, with some space to stand"),
    Setting.HOME: _("At home, the floor is fine too"),
    Setting.GYM: _("In a gym"),
}

AGE_TEXT: Mapping[str, str] = {
    "under_20": _("Under 20"),
    "20_55": _("20 to 55"),
    "56_64": _("56 to 64"),
    "65_up": _("65 or over"),
}

WEEKDAYS = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)
"""From Monday on, which is day 0."""
