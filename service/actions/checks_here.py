"""The set-up's checks of this machine, and of what was decided here."""

from sqlalchemy.exc import SQLAlchemyError

from service.actions.content import waiting
from service.actions.ground import Ground
from service.actions.key_places import exposed
from service.core.roles import Role
from service.core.set_up import (
    CLOCK_MAY_DIFFER,
    Found,
    done,
    not_needed,
    problem,
    to_do,
)
from service.forms.set_up import partition_words
from service.store.moment import moment
from service.store.people import Person
from service.words import _, ngettext


def operator(ground: Ground) -> Found:
    """Say who runs it."""
    found = _holding(ground, Role.OPERATOR)
    if not found:
        return to_do(_("Name the person who runs Unhunch here."))
    return done(_("Run by {names}.").format(names=_names(found)))


def keys(ground: Ground) -> Found:
    """Say whether the keys lie apart from the data, for their owner only."""
    wrong = exposed(ground.app.settings)
    if wrong is not None:
        return problem(wrong)
    return done(
        _("They lie apart from the database. Keep a copy of them apart as well.")
    )


def clock(ground: Ground) -> Found:
    """Say whether this machine's clock and the database's agree."""
    try:
        with ground.app.engine.begin() as conn:
            apart = abs(moment(conn) - ground.app.now())
    except SQLAlchemyError:
        return problem(_("The database does not answer."))
    if apart > CLOCK_MAY_DIFFER:
        said = _(
            "This machine's clock and the database's are {seconds} seconds apart: let "
            "both follow a time server, or messages come at the wrong hour."
        )
        seconds = round(apart.total_seconds())
        return problem(said.format(seconds=seconds))
    return done(_("This machine's clock and the database's agree."))


def roster(ground: Ground) -> Found:
    """Say whether it holds anybody."""
    number = len(ground.roster)
    if not number:
        return to_do(
            _("Nobody stands on it yet. It says who works where, and at which hours.")
        )
    said = ngettext(
        "{number} person stands on it.", "{number} people stand on it.", number
    )
    return done(said.format(number=number))


def partition(ground: Ground) -> Found:
    """Say how reports count people together."""
    if ground.chosen:
        return done(partition_words(ground.chosen[-1].choice))
    if not ground.offers:
        return not_needed(
            _("Fewer than ten people stand on the roster: there are no reports.")
        )
    return to_do(_("Choose it before the first invitation goes out."))


def content(ground: Ground) -> Found:
    """Say whether somebody answers for every exercise."""
    line = waiting(ground.app)
    if line is not None:
        return to_do(line)
    return done(_("Every exercise that is sent has somebody who answers for it."))


def hr(ground: Ground) -> Found:
    """Say who may read the reports."""
    found = _holding(ground, Role.HR)
    if not found:
        return to_do(_("An operator gives this role on the page Roles."))
    return done(_("Read by {names}.").format(names=_names(found)))


def wave(ground: Ground) -> Found:
    """Say whether anybody was invited."""
    if not ground.has_invited:
        return to_do(_("Nobody was invited yet."))
    return done(_("The first wave has begun. Whoever is new can be invited as well."))


def _holding(ground: Ground, role: Role) -> list[Person]:
    return [one for one in ground.everybody if one.role is role]


def _names(found: list[Person]) -> str:
    return ", ".join(one.email or one.slack_user_id or "?" for one in found)
