"""Says everything that is held about a person in words, a part for each kind."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from service.actions.erasing import NO_DAY
from service.actions.scene import Scene
from service.core.audit import Audited
from service.core.nudges import State
from service.core.profile import Profile
from service.core.progress import Progress
from service.core.reasons import Reason
from service.core.routine_json import routine_from_json
from service.forms import own_data as words
from service.forms.day_words import STANDS, WHY_NOT
from service.forms.own_data import Part
from service.forms.profile_words import Telling, profile_lines
from service.forms.reasons import because
from service.forms.words import in_order, short_name
from service.store import progress
from service.words import _

Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is said: the rows of the export, and what the sealed ones of them mean."""

    tables: Mapping[str, Sequence[Row]]
    audit: Sequence[Row]
    profile: Profile
    progress: Progress
    tell: Telling

    @property
    def person(self) -> Row:
        return self.tables["people"][0]


def parts(scene: Scene, document: Mapping[str, Any]) -> tuple[Part, ...]:
    """Say what ``own_data.document`` gave; a part that holds nothing says so."""
    told = Told(
        tables=document["tables"],
        audit=document["audit_log"],
        profile=scene.profile,
        progress=progress.load(scene.conn, scene.owner).progress,
        tell=Telling(catalogue=scene.app.catalogue, zone=scene.zone),
    )
    said = {name: tuple(say(told)) for name, (_, _, say) in PARTS.items()}
    return tuple(
        Part(name=name, title=PARTS[name][0], lines=lines or (words.NOTHING,))
        for name, lines in said.items()
        if lines or name != REST
    )


def _work(told: Told) -> Iterator[str]:
    yield from words.row_lines(told.person, words.WORK, told.tell)
    for row in told.tables["invitations"]:
        if row["due_at"] == NO_DAY.isoformat():
            continue  # nothing that ever came
        when = told.tell.at(row["sent_at"] or row["due_at"])
        state = STANDS[State(row["state"])]
        yield words.INVITED.format(state=state, when=when)


def _hours(told: Told) -> Iterator[str]:
    yield from words.row_lines(told.person, words.HOURS, told.tell)


def _body(told: Told) -> Iterator[str]:
    if told.tables["answers"]:
        yield from profile_lines(told.profile, told.tell)


def _nudges(told: Told) -> Iterator[str]:
    """Say each nudge, the newest first: when, what, why, and what was pressed."""
    pressed = defaultdict(list)
    for one in told.tables["responses"]:
        pressed[one["nudge_id"]].append(one)
    rows = sorted(told.tables["nudges"], key=lambda row: row["due_at"], reverse=True)
    for row in rows:
        answers = [_pressed(one, told) for one in pressed.pop(row["nudge_id"], [])]
        yield " ".join(filter(None, [_nudge(row, told), *answers]))
    # What was pressed on nudges that are older than what is kept of them.
    for rest in pressed.values():
        yield from (f"{told.tell.at(one['at'])}: {_pressed(one, told)}" for one in rest)


def _nudge(row: Row, told: Told) -> str:
    at = told.tell.at(row["sent_at"] or row["due_at"])
    stands = STANDS[State(row["state"])]
    why_not = WHY_NOT.get(row["reason"], row["reason"] or "")
    return f"{at}: {stands}. {why_not} {_routine(row['routine'], told)}".strip()


def _routine(stored: Row | None, told: Told) -> str:
    if not stored:
        return ""
    routine = routine_from_json(stored, told.tell.catalogue)
    names = in_order([short_name(one.exercise.name) for one in routine.items])
    reasons = [*routine.reasons, *(r for one in routine.items for r in one.reasons)]
    return f"{names}. {because(reasons)}"


def _pressed(one: Row, told: Told) -> str:
    given = one["sealed"] or {}
    said = words.PRESSED.get(given.get("answer", ""), str(given.get("answer", "")))
    if given.get("effort") is not None:
        said += " " + words.EFFORT.format(n=given["effort"])
    if given.get("exercise"):
        said += f" ({told.tell.exercise(given['exercise'])})"
    return said


def _progress(told: Told) -> Iterator[str]:
    for family, rung in sorted(told.progress.items()):
        line = words.RUNG.format(
            family=family.replace("_", " "), level=rung.level, step=rung.dose_step
        )
        codes = [code for code in (rung.why, rung.held_for) if code]
        why = because([Reason(code=code) for code in codes])
        yield f"{line}. {why}".strip() if why else line


def _done(told: Told) -> Iterator[str]:
    for row in sorted(told.tables["exercises_done"], key=lambda one: str(one["at"])):
        done = row["sealed"] or {}
        answer = done.get("answer", "")
        name = told.tell.exercise(done.get("exercise", ""))
        said = words.PRESSED.get(answer, answer)
        yield f"{told.tell.at(row['at'])}: {name}. {said}"


def _consents(told: Told) -> Iterator[str]:
    yield from words.row_lines(told.person, words.AGREED, told.tell)
    for row in sorted(told.tables["consents"], key=lambda one: str(one["at"])):
        wording = f" ({row['wording']})" if row["wording"] else ""
        yield f"{told.tell.at(row['at'])}: {words.SAID[row['said']]}{wording}."


def _sign_ins(told: Told) -> Iterator[str]:
    at = told.tell.at
    for row in told.tables["sessions"]:
        yield words.SESSION.format(opened=at(row["opened_at"]), seen=at(row["seen_at"]))
    for row in told.tables["sign_in_links"]:
        yield words.LINK.format(made=at(row["made_at"]), used=at(row["used_at"]))


def _audit(told: Told) -> Iterator[str]:
    for one in told.audit:
        is_known = one["action"] in set(Audited)
        action = one["action"].replace("_", " ") if is_known else words.UNHEARD
        yield words.AUDITED.format(when=told.tell.at(one["at"]), action=action)


def _rest(told: Told) -> Iterator[str]:
    """Say what no part above says: a kind of data that is new here."""
    said = {table for _title, tables, _say in PARTS.values() for table in tables}
    for table, rows in told.tables.items():
        if table not in said:
            for row in rows:
                yield f"{table.replace('_', ' ')}: {words.plain(row)}"


REST = "rest"

# Name -> its title, the tables that it says all of, and how.
PARTS: Mapping[str, tuple[str, tuple[str, ...], Callable[[Told], Iterator[str]]]] = {
    "work": (_("Who you are at work"), ("people", "invitations"), _work),
    "hours": (_("When a nudge may come"), (), _hours),
    "body": (_("What you told me"), ("answers",), _body),
    "nudges": (
        _("What came, why, and what you pressed"),
        ("nudges", "responses"),
        _nudges,
    ),
    "progress": (_("How far each kind has grown"), (), _progress),
    "done": (_("What you did from the library"), ("exercises_done",), _done),
    "consents": (_("What you agreed to"), ("consents",), _consents),
    "sign_ins": (
        _("Where you are signed in"),
        ("sign_in_links", "sessions"),
        _sign_ins,
    ),
    "audit": (_("What the audit log says of you"), (), _audit),
    REST: (_("Anything else"), ("person_keys",), _rest),
}
