"""Whoever it is and whatever they said: no suggestion before its time or at rest."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from service.blocks.beyond import suggestion_blocks, suggestion_in_message
from service.blocks.frame import home
from service.blocks.limits import message_problems, view_problems
from service.core.beyond import Outlook, suggestion
from service.core.card import Kind
from service.core.causes import Status, effective_limits, triage_of
from service.core.profile import Limit, Pain, Profile, Setting
from service.core.questions import FLAGS
from service.gateways.library import load_catalogue

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
CATALOGUE = load_catalogue()
CARDS = [
    card
    for card in CATALOGUE
    if card.kind is Kind.GUIDANCE or card.setting is Setting.GYM
]

profiles = st.builds(
    Profile,
    flags=st.frozensets(st.sampled_from(sorted(FLAGS)), max_size=1),
    pains=st.lists(st.integers(0, 10), max_size=3).map(
        lambda scores: tuple(
            Pain(at=NOW - timedelta(days=len(scores) - n), score=score)
            for n, score in enumerate(scores)
        )
    ),
    limits=st.frozensets(st.sampled_from(Limit), max_size=3),
    setting=st.sampled_from(Setting),
    safety_answered=st.booleans(),
    told_not_to_exercise=st.booleans(),
    exercise_approved=st.booleans(),
    wants_beyond=st.booleans(),
    never=st.frozensets(st.sampled_from([one.id for one in CARDS]), max_size=4),
)


@given(profile=profiles, week=st.integers(1, 60))
def test_none_before_week_3_under_hold_or_stop_or_against_a_limit(
    profile: Profile, week: int
) -> None:
    triage = triage_of(profile, NOW)
    card = suggestion(
        Outlook(catalogue=CATALOGUE, profile=profile, triage=triage, week=week, now=NOW)
    )
    if card is None:
        return
    limits = effective_limits(profile)
    assert week >= 3
    assert triage.status is Status.GO
    assert not profile.pains or profile.pains[-1].score <= 3
    assert profile.wants_beyond
    assert profile.safety_answered
    assert card.id not in profile.never
    assert card.avoid.isdisjoint(limits)
    assert card in CARDS
    assert card.kind is Kind.GUIDANCE or profile.setting is Setting.GYM
    if Limit.PREGNANCY in limits and not profile.exercise_approved:
        assert card.id == "trainer_consult"


@given(card=st.sampled_from(CARDS))
def test_slack_takes_every_suggestion(card: object) -> None:
    blocks = [one.to_dict() for one in suggestion_in_message(card)]  # type: ignore[arg-type] # sampled from a list of cards
    assert message_problems("A routine", blocks) == []
    for in_modal in (True, False):
        view = home(suggestion_blocks(card, in_modal=in_modal))  # type: ignore[arg-type] # as above
        assert view_problems(view) == []
