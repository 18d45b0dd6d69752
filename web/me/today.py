"""Today: the plan of the day with its reasons, and the few things to do about it."""

from collections.abc import Callable, Mapping
from datetime import date

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.actions import beyond as beyond_acts
from service.actions import own_pages, standing
from service.actions.nudge_now import Asked
from service.actions.scene import Reply, Scene
from service.actions.signing_in import Who
from service.app import App
from service.core.card import Exercise
from service.core.day import Day, Slot
from service.core.errors import Refused
from service.core.standing import Standing
from service.forms import beyond as beyond_words
from service.forms import day_words, pause, privacy, words
from service.forms.credit import credit
from service.forms.reasons import GENERAL, because
from service.words import _
from web.me.drawn import given

ACTS: Mapping[str, Callable[[Scene], Reply]] = {
    "agree": standing.agree,
    "start_again": standing.start_again,
    "pause_today": standing.pause_today,
    "pause_week": standing.pause_week,
    "resume": standing.resume,
    "stop": standing.stop,
    "agree_anew": standing.agree_anew,
}


def show(app: App, who: Who) -> str:
    seen = own_pages.day(app, who)
    day = seen.day
    paused = day.paused_until if day.standing is Standing.AGREED else None
    now = app.now()
    return render_template(
        "me/today.html",
        day=day,
        told=seen.told,
        headline=day_words.headline(day),
        next_at=words.when(day.next_at, now, day.zone) if day.next_at else None,
        paused=words.until(paused, now, day.zone) if paused else None,
        card=seen.card,
        points=seen.points,
        suggestion=seen.suggestion,
        how=beyond_words.how(seen.suggestion) if seen.suggestion else [],
        beyond=beyond_words,
        wants_beyond=seen.wants_beyond,
        hours=day_words.hours(day),
        stop_keeps=privacy.STOP_KEEPS,
        consent=privacy.consent_lines(),
        weekday=words.day_name(day.day),
        lines=[(day_words.line(slot, day), *_reasons(slot)) for slot in day.slots],
        tomorrow=_tomorrow(day),
        here="today",
    )


def now(app: App, who: Who) -> ResponseReturnValue:
    asked = own_pages.now(app, who)
    if asked.resting:
        # The notice would stand in a cookie: why it rests is said there only.
        return redirect(url_for("me.answers"), code=303)
    flash(_said(asked))
    return _back()


def skip(app: App, who: Who) -> ResponseReturnValue:
    skipped = own_pages.skip(app, who, request.form.get("nudge"))
    flash(_("Skipped.") if skipped else _("Nothing is planned that could be skipped."))
    return _back()


def stand(app: App, who: Who, act: str) -> ResponseReturnValue:
    if act not in ACTS:
        abort(404)
    flash(own_pages.answer(app, who, ACTS[act]))
    return _back()


def pause_until(app: App, who: Who) -> ResponseReturnValue:
    try:
        day = pause.read_day(given(request.form))
        said = own_pages.answer(
            app, who, lambda scene: standing.pause_until(scene, day)
        )
    except Refused as refused:
        flash(str(refused), "error")
    else:
        flash(said)
    return _back()


def beyond(app: App, who: Who, act: str) -> ResponseReturnValue:
    """Say no to a suggestion, to all of them, or yes again."""
    if act not in BEYOND:
        abort(404)
    done, said = BEYOND[act]
    own_pages.say_about_beyond(app, who, done)
    flash(said)
    return _back()


def _never(scene: Scene) -> None:
    try:
        beyond_acts.never(scene, request.form.get("exercise", ""))
    except Refused:
        abort(404)


BEYOND: Mapping[str, tuple[Callable[[Scene], None], str]] = {
    "off": (beyond_acts.turn_off, beyond_words.OFF),
    "on": (beyond_acts.turn_on, beyond_words.ON),
    "never": (_never, beyond_words.LEFT_OUT),
}


def _back() -> ResponseReturnValue:
    return redirect(url_for("me.today"), code=303)


def _said(asked: Asked) -> str:
    if asked.why_not is not None:
        return day_words.not_sent(asked.why_not, resting=False)
    return day_words.OUTCOMES[asked.outcome]


def _reasons(slot: Slot) -> tuple[str, list[tuple[Exercise, str, str | None]]]:
    """Give why a routine was sent, and each exercise in it with its own reasons."""
    if slot.routine is None:
        return "", []
    items = [
        (item.exercise, because(item.reasons), credit(item.exercise))
        for item in slot.routine.items
    ]
    return because(slot.routine.reasons) or GENERAL, items


def _tomorrow(day: Day) -> str:
    """Give the first day on which a pause could end, as a date field takes it."""
    return date.fromordinal(day.day.toordinal() + 1).isoformat()
