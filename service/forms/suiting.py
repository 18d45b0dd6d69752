"""Says of an exercise what it is for, how well it is known, and what speaks against."""

from collections.abc import Callable, Mapping
from datetime import tzinfo

from service.core.allowed import Hindrance, missing
from service.core.card import Exercise, Grade, Kind, Position, Theme
from service.core.occasion import Occasion
from service.core.profile import Equipment, Setting
from service.core.ramp import RAMP
from service.forms.places import EQUIPMENT_TEXT, LIMIT_TEXT, REGION_TEXT
from service.forms.words import day_name, inside_a_sentence
from service.words import _

KIND_TEXT: Mapping[Kind, str] = {
    Kind.STRETCH: _("Stretches"),
    Kind.MOBILITY: _("Moves"),
    Kind.STRENGTHEN: _("Strengthens"),
    Kind.BREATH_RESET: _("A calm moment"),
    Kind.GUIDANCE: _("Good to know"),
}

POSITION_TEXT: Mapping[Position, str] = {
    Position.SEATED: _("Seated"),
    Position.STANDING: _("Standing"),
    Position.WALL: _("At a wall"),
    Position.FLOOR: _("On the floor"),
    Position.ANY: _("Anywhere"),
}

PLACE_TEXT: Mapping[Setting, str] = {
    Setting.DESK: _("at a desk"),
    Setting.OFFICE: _("with some space to stand"),
    Setting.HOME: _("at home"),
    Setting.GYM: _("in a gym"),
}

THEME_TEXT: Mapping[Theme, str] = {
    Theme.OPEN_CHEST: _("opens the chest"),
    Theme.UPRIGHT_STRENGTH: _("trains what holds you upright"),
    Theme.BACKBEND: _("bends the back the other way"),
    Theme.OVERHEAD: _("takes the arms overhead"),
    Theme.BEHIND_BODY: _("takes the arms behind the body"),
    Theme.LEGS: _("trains the legs"),
    Theme.ABDOMEN: _("trains the belly"),
    Theme.ARMS: _("trains the arms"),
    Theme.LIFTING_SKILL: _("practises lifting"),
    Theme.YOGA: _("comes from yoga"),
    Theme.GYM: _("leads to gym and weights"),
    Theme.ASK_TRAINER: _("is worth asking a trainer about"),
    Theme.BREATH: _("calms the breath"),
    Theme.EYES: _("rests the eyes"),
    Theme.RESET: _("breaks up a long position"),
}

# What the grades of the catalogue mean; none of them says that it helps you.
GRADE_TEXT: Mapping[Grade, str] = {
    Grade.A: _(
        "Well supported: a trial with office workers used this as its whole programme."
    ),
    Grade.B: _(
        "Supported: trials or reviews looked at programmes with this type of exercise."
    ),
    Grade.C: _("Some support: from a guideline, or from indirect evidence."),
    Grade.D: _("Least support: nothing was looked up."),
}


def purpose(exercise: Exercise) -> str:
    """Say what it is for, as in ``Stretches. Opens the chest. For neck.``."""
    themes = [THEME_TEXT[one] for one in Theme if one in exercise.themes]
    parts = [inside_a_sentence(REGION_TEXT[one]) for one in sorted(exercise.regions)]
    said = [KIND_TEXT[exercise.kind], *_capital(_listed(themes))]
    if parts:
        said.append(_("For {parts}").format(parts=_listed(parts)))
    return " ".join(f"{one}." for one in said)


def where(exercise: Exercise) -> str:
    """Say where and with what, as in ``Standing, at home. Needs a towel.``."""
    place = f"{POSITION_TEXT[exercise.position]}, {PLACE_TEXT[exercise.setting]}."
    if not exercise.equipment:
        return place
    return place + " " + _("Needs {things}.").format(things=_named(exercise.equipment))


def against(
    hindrance: Hindrance, exercise: Exercise, occasion: Occasion, zone: tzinfo
) -> str:
    """Say in one sentence what speaks against doing it now; own eyes only."""
    detail = DETAILS.get(hindrance)
    text = AGAINST[hindrance]
    return text.format(detail=detail(exercise, occasion, zone)) if detail else text


def _week(exercise: Exercise, _occasion: Occasion, _zone: tzinfo) -> str:
    weeks = [one.first_week for one in RAMP if one.max_level >= exercise.level]
    return str(min(weeks, default=RAMP[-1].first_week))


def _things(exercise: Exercise, occasion: Occasion, _zone: tzinfo) -> str:
    return _named(missing(exercise, occasion.profile))


def _ticked(exercise: Exercise, occasion: Occasion, _zone: tzinfo) -> str:
    told = exercise.avoid & occasion.limits
    return "; ".join(LIMIT_TEXT[one] for one in sorted(told))


def _until(exercise: Exercise, occasion: Occasion, zone: tzinfo) -> str:
    until = occasion.profile.not_now[exercise.id]
    return day_name(until.astimezone(zone).date())


AGAINST: Mapping[Hindrance, str] = {
    Hindrance.LEVEL: _("Later: this is for week {detail} and after."),
    Hindrance.EQUIPMENT: _(
        "You would need {detail}, by what you told of your place and things."
    ),
    Hindrance.LIMIT: _("Not with what you told me to spare: {detail}."),
    Hindrance.NOT_SEATED: _("Not seated, so it is not offered with a wheelchair."),
    Hindrance.FIRST_STEPS: _(
        "Answer the safety questions first; until then I offer small seated ones."
    ),
    Hindrance.GENTLE: _("Too much for now: it stays gentle while it is sore."),
    Hindrance.SORE: _("Your load is new, so what hurts gets a rest from training."),
    Hindrance.REFUSED: _("You said never this one."),
    Hindrance.NOT_NOW: _("It stays away until {detail}."),
    Hindrance.RUNG: _("Later: it comes once the easier one before it goes well."),
    Hindrance.OVERLOADED: _(
        "Two movements hurt in this part of the body, so it rests from load for a week."
    ),
    Hindrance.PREGNANCY: _(
        "In pregnancy it needs a clinician's word; tick that under What to spare."
    ),
    Hindrance.TIRED: _("It was hard the last time, so it rests for two days."),
    Hindrance.STRETCHED: _("These muscles had their ten minutes of stretching."),
    Hindrance.TWICE_TODAY: _("Twice in a day is enough; come back tomorrow."),
}
DETAILS: Mapping[Hindrance, Callable[[Exercise, Occasion, tzinfo], str]] = {
    Hindrance.LEVEL: _week,
    Hindrance.EQUIPMENT: _things,
    Hindrance.LIMIT: _ticked,
    Hindrance.NOT_NOW: _until,
}
LONG_HOLD = _("Its holds are too long for what you told me about your blood pressure.")


def _named(things: frozenset[Equipment]) -> str:
    """Name things inside a sentence: ``a towel and an elastic band``."""
    names = [EQUIPMENT_TEXT[one] for one in sorted(things)]
    return _listed([name[0].lower() + name[1:] for name in names])


def _listed(words: list[str]) -> str:
    """Join words: ``a``; ``a and b``; ``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    first, last = ", ".join(words[:-1]), words[-1]
    return _("{first} and {last}").format(first=first, last=last)


def _capital(text: str) -> list[str]:
    return [text[0].upper() + text[1:]] if text else []
