"""How much and how fast, in plain words."""

from service.core.card import DoseStep, Exercise, ExercisePattern, Kind
from service.words import _, ngettext

SLOW_SECONDS = 4
"""A repetition of at least this many seconds counts as slow."""


def dose_words(exercise: Exercise, dose: DoseStep) -> str:
    """Say one dose: ``8 slow repetitions each side, about 40 seconds``."""
    parts = [_amount(exercise, dose)]
    if dose.sets > 1:
        parts.append(ngettext("{n} round", "{n} rounds", dose.sets))
        parts[-1] = parts[-1].format(n=dose.sets)
    if dose.reps > 1 or dose.sets > 1 or exercise.per_side:
        parts.append(_("about {n} seconds").format(n=_to_five(dose.seconds)))
    return ", ".join(parts)


def tempo_words(exercise: Exercise) -> str | None:
    """Say the speed of one repetition; None where the card counts a hold only."""
    seconds = exercise.tempo_seconds
    if len(seconds) == 1:
        return _("About {n} seconds each").format(n=seconds[0])
    if not seconds:
        return None
    out, still, back = seconds
    if _is_breathing(exercise):
        return _("{n} seconds in, {m} seconds out").format(n=out, m=back)
    words = ngettext("Out in {n} second", "Out in {n} seconds", out).format(n=out)
    held = _(", hold {n}").format(n=still) if still else ""
    return words + held + _(", back in {n}").format(n=back)


def _amount(exercise: Exercise, dose: DoseStep) -> str:
    side = _(" each side") if exercise.per_side else ""
    if dose.hold_s and dose.reps == 1:
        held = _("{n} seconds") if exercise.kind is Kind.BREATH_RESET else _HOLD
        return held.format(n=dose.hold_s) + side
    if dose.hold_s:
        times = ngettext("{n} time", "{n} times", dose.reps).format(n=dose.reps)
        return times + side + _(", {n} seconds each").format(n=dose.hold_s)
    return _repetitions(exercise, dose.reps) + side


_HOLD = _("Hold for {n} seconds")


def _repetitions(exercise: Exercise, reps: int) -> str:
    if _is_breathing(exercise):
        return ngettext("{n} slow breath", "{n} slow breaths", reps).format(n=reps)
    if sum(exercise.tempo_seconds) >= SLOW_SECONDS:
        slow = ngettext("{n} slow repetition", "{n} slow repetitions", reps)
        return slow.format(n=reps)
    return ngettext("{n} repetition", "{n} repetitions", reps).format(n=reps)


def _is_breathing(exercise: Exercise) -> bool:
    is_reset = exercise.kind is Kind.BREATH_RESET
    return is_reset and exercise.pattern is ExercisePattern.BREATH


def _to_five(seconds: int) -> int:
    return max(5, 5 * int(seconds / 5 + 0.5))
