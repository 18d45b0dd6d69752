"""What a person told us about body and desk: sealed sections, read as a Profile."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert

from service.core.profile import (
    Equipment,
    Hurt,
    Limit,
    Pain,
    Part,
    Profile,
    Region,
    Setting,
    ToAsk,
)
from service.core.scores import Category
from service.core.settling import Settled
from service.store.sealing import Owner, opener, seal
from service.store.tables import answers


@dataclass(frozen=True)
class _Field:
    """How one field of a profile becomes JSON and comes back."""

    to_json: Callable[[Any], object]
    from_json: Callable[[Any], object]


def _same(value: Any) -> Any:
    return value


def _pain_to_json(pain: Pain) -> list[object]:
    return [pain.at.isoformat(), pain.score, sorted(pain.regions)]


def _pain_from_json(item: list[Any]) -> Pain:
    at, score, regions = item
    return Pain(
        at=datetime.fromisoformat(at),
        score=score,
        regions=frozenset(Region(region) for region in regions),
    )


def _optional(field: _Field) -> _Field:
    return _Field(
        lambda value: None if value is None else field.to_json(value),
        lambda plain: None if plain is None else field.from_json(plain),
    )


def _settled_from_json(item: list[Any]) -> Settled:
    category, at, then = item
    return Settled(
        category=Category(category),
        at=datetime.fromisoformat(at),
        then=Category(then) if then else None,
    )


_PLAIN = _Field(_same, _same)
_INSTANT = _Field(datetime.isoformat, datetime.fromisoformat)
_INSTANTS = _Field(
    lambda by_name: {name: at.isoformat() for name, at in by_name.items()},
    lambda by_name: {name: datetime.fromisoformat(at) for name, at in by_name.items()},
)
_HURTS = _Field(
    lambda hurts: [[one.at.isoformat(), one.exercise_id] for one in hurts],
    lambda items: tuple(
        Hurt(at=datetime.fromisoformat(at), exercise_id=name) for at, name in items
    ),
)
_TO_ASK = _Field(
    lambda ask: [ask.since.isoformat(), sorted(ask.parts)],
    lambda item: ToAsk(
        since=datetime.fromisoformat(item[0]), parts=frozenset(map(Part, item[1]))
    ),
)
_SETTLED = _Field(
    lambda one: [one.category, one.at.isoformat(), one.then], _settled_from_json
)
_NAMES = _Field(sorted, frozenset)

# Section -> the fields of Profile that are sealed together.
SECTIONS: Mapping[str, Mapping[str, _Field]] = {
    "safety": {
        "flags": _NAMES,
        "safety_answered": _PLAIN,
        "told_not_to_exercise": _PLAIN,
        "age_band": _PLAIN,
        "to_ask": _optional(_TO_ASK),
        "unsettled": _PLAIN,
        "cleared_at": _optional(_INSTANT),
    },
    "soreness": {
        "pains": _Field(
            lambda pains: [_pain_to_json(pain) for pain in pains],
            lambda items: tuple(_pain_from_json(item) for item in items),
        ),
        "patterns": _NAMES,
    },
    "desk": {
        "answers": _Field(dict, dict),
        "asked": _NAMES,
        "own_category": _Field(_same, lambda name: Category(name) if name else None),
        "settled": _optional(_SETTLED),
        "gone_through": _INSTANTS,
    },
    "limits": {
        "limits": _Field(sorted, lambda tags: frozenset(Limit(tag) for tag in tags)),
        "equipment": _Field(
            sorted, lambda names: frozenset(Equipment(name) for name in names)
        ),
        "exercise_approved": _PLAIN,
        "setting": _Field(str, Setting),
        # JSON knows text keys only.
        "setting_by_day": _Field(
            lambda places: {str(day): str(place) for day, place in places.items()},
            lambda places: {int(day): Setting(one) for day, one in places.items()},
        ),
    },
    "not_now": {
        "not_now": _INSTANTS,
        "never": _NAMES,
        "hurts": _HURTS,
        "wants_beyond": _PLAIN,
    },
}


def load_profile(conn: Connection, owner: Owner) -> Profile:
    """Read everything the person has told; an empty profile before that."""
    rows = conn.execute(
        select(answers.c.section, answers.c.sealed).where(
            answers.c.workspace_id == owner.workspace_id,
            answers.c.person_id == owner.person_id,
        )
    )
    unseal = opener(conn, owner)
    fields: dict[str, Any] = {}
    for section, sealed in rows.all():
        opened = unseal(_place(section), sealed)
        if isinstance(opened, dict):
            fields |= _from_json(section, opened)
    return replace(Profile(), **fields)


def save_profile(conn: Connection, owner: Owner, old: Profile, new: Profile) -> None:
    """Seal every section anew, where anything changed at all.

    Which rows there are, and which was written last, would tell what was answered.
    """
    if old == new:
        return
    for section, fields in SECTIONS.items():
        plain = {
            name: field.to_json(getattr(new, name)) for name, field in fields.items()
        }
        put(conn, owner, section, seal(conn, owner, _place(section), plain))


def _from_json(section: str, plain: Mapping[str, Any]) -> dict[str, object]:
    # A field that was added since keeps its default.
    fields = SECTIONS.get(section, {})
    return {
        name: field.from_json(plain[name])
        for name, field in fields.items()
        if name in plain
    }


def _place(section: str) -> str:
    return f"answers/{section}"


def put(conn: Connection, owner: Owner, section: str, sealed: bytes) -> None:
    """Write one sealed section, or write it anew."""
    conn.execute(
        insert(answers)
        .values(
            workspace_id=owner.workspace_id,
            person_id=owner.person_id,
            section=section,
            sealed=sealed,
        )
        .on_conflict_do_update(
            index_elements=["workspace_id", "person_id", "section"],
            set_={"sealed": sealed},
        )
    )
