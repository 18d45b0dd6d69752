"""My answers: one page a section, each saved by itself, and what we see in them."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.actions import own_pages
from service.actions.own_pages import Saved
from service.actions.signing_in import Who
from service.app import App
from service.core.errors import Refused
from service.forms import own_view, privacy
from service.forms.answers import Registered
from service.forms.fields import Given, Mistakes
from service.forms.sections import FORMS, LINES, Section, section_of
from service.words import _
from web.me import drawn

# The order in which a newcomer meets them; single days stand with the hours.
PAGES = (
    Section.SAFETY,
    Section.SORENESS,
    Section.PATTERN,
    Section.DESK,
    Section.LOAD,
    Section.LIMITS,
    Section.HOURS,
    Section.HOLIDAYS,
)
GO_ON = "go_on"


def overview(app: App, who: Who) -> str:
    seen = own_pages.overview(app, who)
    known = seen.registered
    own = known.profile.own_category
    return render_template(
        "me/answers.html",
        seen=seen,
        words=own_view.in_words(known.seen, own) if known.seen else [],
        own_view=drawn.questions(Section.OWN_VIEW, known)[0],
        sections=[(one, FORMS[one].title, LINES[one]) for one in PAGES],
        agree_first=privacy.AGREE_FIRST,
        here="answers",
    )


def show(app: App, who: Who, name: str) -> str:
    section = _section(name)
    return _page(section, own_pages.registered(app, who))


def save(app: App, who: Who, name: str) -> ResponseReturnValue:
    """Store a section; what is wrong is shown beside its field, as it was typed."""
    section = _section(name)
    typed = drawn.given(request.form)
    saved = own_pages.save(app, who, section, typed)
    if saved.mistakes:
        known = own_pages.registered(app, who)
        return _page(section, known, typed, saved.mistakes), 422
    return redirect(_following(section, saved), code=303)


def _page(
    section: Section,
    known: Registered,
    typed: Given | None = None,
    mistakes: Mistakes | None = None,
) -> str:
    errors = mistakes.by_field if mistakes else drawn.NO_ERRORS
    days = section is Section.HOURS
    asked = drawn.questions(section, known, typed, errors)
    rows = drawn.day_rows(known, typed, errors) if days else []
    every = [*asked, *(one for row in rows for one in row.questions)]
    return render_template(
        "me/section.html",
        section=section,
        form=FORMS[section],
        questions=asked,
        day_rows=rows,
        errors=errors,
        labels={one.name: one.label for one in every},
        number=PAGES.index(section) + 1 if section in PAGES else None,
        last=len(PAGES),
        following=_next(section),
        timezone=known.timezone if days else None,
        here="answers",
    )


def _following(section: Section, saved: Saved) -> str:
    """Say where it goes on after a section was saved."""
    if saved.asks_for_region:
        flash(_("Saved. Which part of the country is it?"))
        return url_for("me.section", name=section)
    following = _next(section)
    if saved.card:
        # What the card says comes first, and alone.
        return url_for("me.answers")
    if following is None or GO_ON not in request.form:
        flash(_("Saved."))
        return url_for("me.answers")
    return url_for("me.section", name=following)


def _next(section: Section) -> Section | None:
    after = [*PAGES, None]
    return after[after.index(section) + 1] if section in PAGES else None


def _section(name: str) -> Section:
    try:
        section = section_of(name)
    except Refused:
        abort(404)
    if section is Section.ONE_DAY:
        abort(404)
    return section
