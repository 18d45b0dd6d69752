"""The library: every exercise, one of them, and doing it now with a calm timer."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.actions import library
from service.actions.library import Shelf
from service.actions.signing_in import Who
from service.app import App
from service.core.card import Exercise
from service.core.phases import phases
from service.core.reasons import Reason, ReasonCode
from service.core.suiting import Suited
from service.forms import hurting, suiting
from service.forms import library as narrowing
from service.forms import phases as phase_words
from service.forms.credit import credit
from service.forms.dose import dose_words, tempo_words
from service.forms.reasons import because
from service.words import _
from web.me import drawn

# The same for every answer: the notice stands in a cookie.
NOTED = _("Noted.")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One exercise in words, as a page shows it."""

    suited: Suited
    dose: str | None
    tempo: str | None
    purpose: str
    where: str
    why: str
    care: str
    against: tuple[str, ...]
    easier: Exercise | None
    harder: Exercise | None
    seated: Exercise | None
    source: str
    credit: str | None

    @property
    def exercise(self) -> Exercise:
        return self.suited.exercise


def show(app: App, who: Who) -> str:
    """Show all exercises, or those that the address asks for."""
    wanted = narrowing.read_wanted(drawn.given(request.args))
    shelf = library.shelf(app, who)
    profile = shelf.occasion.profile
    never = profile.never
    found = [one for one in shelf.found if wanted.keeps(one, profile)]
    return render_template(
        "me/library.html",
        parts=dict(_parts(app, shelf, found)),
        number=len(found),
        total=len(shelf.found),
        refused=[one.exercise for one in shelf.found if one.exercise.id in never],
        questions=drawn.asked(narrowing.asks(wanted)),
        is_narrowed=wanted != narrowing.Wanted(),
        card=shelf.card,
        here="library",
    )


def one(app: App, who: Who, exercise_id: str) -> str:
    shelf = _found(app, who, exercise_id)
    return render_template(
        "me/exercise.html",
        entry=_entry(app, shelf, shelf.found[0]),
        is_refused=exercise_id in shelf.occasion.profile.never,
        is_put_off=shelf.occasion.is_put_off(exercise_id),
        card=shelf.card,
        here="library",
    )


def act(app: App, who: Who, exercise_id: str) -> ResponseReturnValue:
    """Never this one, offer it again, not now; which one stands in the form alone."""
    wish = request.form.get("wish", "")
    if exercise_id not in app.catalogue.by_id or wish not in library.ACTS:
        abort(404)
    library.act(app, who, exercise_id, wish)
    flash(NOTED)
    if "from_today" in request.form:
        return redirect(url_for("me.today"), code=303)
    return _back(exercise_id)


def do(app: App, who: Who, exercise_id: str) -> ResponseReturnValue:
    """Show the timer; what does not suit now shows why instead."""
    shelf = _found(app, who, exercise_id)
    suited = shelf.found[0]
    if shelf.card or suited.dose is None or not suited.can_be_done:
        return _back(exercise_id)
    return render_template(
        "me/do.html",
        entry=_entry(app, shelf, suited),
        phases=phases(suited.exercise, suited.dose),
        words=phase_words,
        done_id=library.new_done_id(),
        here="library",
    )


def done(app: App, who: Who, exercise_id: str) -> ResponseReturnValue:
    """Keep how it was; where it hurt, ask on. The address is the same for all."""
    answer = request.form.get("answer", "")
    if exercise_id not in app.catalogue.by_id:
        abort(404)
    if answer == "more":
        return _hurt(app, who, exercise_id)
    if answer not in library.ANSWERS:
        abort(404)
    library.done(app, who, exercise_id, request.form.get("done_id", ""), answer)
    if answer == library.HURTS:
        return _ask_on(app, exercise_id)
    flash(NOTED)
    return _back(exercise_id)


def _ask_on(app: App, exercise_id: str) -> str:
    return render_template(
        "me/hurts.html",
        exercise=app.catalogue.by_id[exercise_id],
        questions=drawn.asked(hurting.asks()),
        here="library",
    )


def _hurt(app: App, who: Who, exercise_id: str) -> ResponseReturnValue:
    card = library.hurt(app, who, drawn.given(request.form))
    if card:
        # What the card says comes first, and alone; a notice would stand in a cookie.
        return redirect(url_for("me.answers"), code=303)
    flash(NOTED)
    return _back(exercise_id)


def _found(app: App, who: Who, exercise_id: str) -> Shelf:
    shelf = library.one(app, who, exercise_id)
    return shelf or abort(404)


def _back(exercise_id: str) -> ResponseReturnValue:
    return redirect(url_for("me.exercise", exercise_id=exercise_id), code=303)


def _parts(
    app: App, shelf: Shelf, found: list[Suited]
) -> Iterator[tuple[str, list[Entry]]]:
    for name in narrowing.PARTS:
        inside = [one for one in found if narrowing.part_of(one.exercise) == name]
        if inside:
            yield name, [_entry(app, shelf, one) for one in inside]


def _entry(app: App, shelf: Shelf, suited: Suited) -> Entry:
    exercise, dose = suited.exercise, suited.dose
    # A withheld neighbour has no page to lead to.
    offered = app.catalogue.offered_by_id
    return Entry(
        suited=suited,
        dose=dose_words(exercise, dose) if dose else None,
        tempo=tempo_words(exercise),
        purpose=suiting.purpose(exercise),
        where=suiting.where(exercise),
        why=because(suited.reasons),
        care=because(_care(suited)),
        against=tuple(_against(suited, shelf)),
        easier=offered.get(exercise.regression or ""),
        harder=offered.get(exercise.progression or ""),
        seated=offered.get(exercise.seated_alternative or ""),
        credit=credit(exercise),
        source=suiting.GRADE_TEXT[exercise.evidence_grade],
    )


def _care(suited: Suited) -> list[Reason]:
    code = ReasonCode.LIMIT_CARE
    return [Reason(code=code, detail=limit.value) for limit in sorted(suited.care)]


def _against(suited: Suited, shelf: Shelf) -> Iterator[str]:
    for one in suited.hindrances:
        yield suiting.against(one, suited.exercise, shelf.occasion, shelf.zone)
    if suited.exercise.dose and suited.dose is None:
        yield suiting.LONG_HOLD
