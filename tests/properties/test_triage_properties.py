from datetime import UTC, datetime, timedelta
from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from service.core.causes import (
    Category,
    Scores,
    Status,
    hold_ends,
    triage,
    triage_of,
)
from service.core.profile import Pain, Profile
from service.core.questions import (
    EMERGENCY,
    FLAGS,
    PATTERNS,
    QUESTIONS,
    SOFT,
    URGENT,
)
from service.core.scores import category_of, confidence_of

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
STOPS = {Status.STOP_EMERGENCY, Status.STOP_SEEK_CARE}

answers = st.fixed_dictionaries(
    {},
    optional={name: st.sampled_from(sorted(q.points)) for name, q in QUESTIONS.items()},
)
patterns = st.frozensets(st.sampled_from(sorted(PATTERNS)))
flags = st.frozensets(st.sampled_from(sorted(FLAGS)), max_size=3)
pain = st.integers(0, 10)
pains = st.lists(
    st.tuples(st.integers(0, 60 * 24), pain), max_size=12, unique_by=lambda one: one[0]
).map(
    lambda rated: tuple(
        Pain(at=NOW - timedelta(hours=ago), score=score)
        for ago, score in sorted(rated, reverse=True)
    )
)


@given(
    p_exposure=st.integers(0, 17),
    p_pattern=st.integers(0, 6),
    l_exposure=st.integers(0, 10),
    l_pattern=st.integers(0, 7),
    missing=st.integers(0, 16),
)
def test_every_score_gives_exactly_the_category_of_the_table(
    p_exposure: int, p_pattern: int, l_exposure: int, l_pattern: int, missing: int
) -> None:
    scores = Scores(
        p_exposure=p_exposure,
        l_exposure=l_exposure,
        p_pattern=p_pattern,
        l_pattern=l_pattern,
        missing=missing,
    )
    desk = p_exposure + p_pattern >= 8 or p_pattern >= 4
    load = l_exposure + l_pattern >= 4
    holds = {
        Category.POSTURAL: desk and not load and missing <= 5,
        Category.OVERUSE: load and not desk and missing <= 5,
        Category.MIXED: desk and load and missing <= 5,
        Category.UNCLEAR: not (desk or load) or missing > 5,
    }
    assert [name for name, true in holds.items() if true] == [category_of(scores)]
    assert confidence_of(scores) in {"high", "medium", "low"}


@given(answers=answers, patterns=patterns, flags=flags, pain=pain, prior=st.lists(pain))
def test_the_status_is_the_first_rule_that_fires(
    answers: dict[str, str],
    patterns: frozenset[str],
    flags: frozenset[str],
    pain: int,
    prior: list[int],
) -> None:
    found = triage(
        answers=answers, patterns=patterns, flags=flags, pain_now=pain, prior7=prior
    )
    fires = [
        (flags & EMERGENCY, Status.STOP_EMERGENCY),
        (flags & URGENT, Status.STOP_SEEK_CARE),
        (pain >= 7, Status.HOLD_SEVERE),
        (prior and pain - median(prior) >= 3, Status.HOLD_RISE),
        (pain >= 4 or "C5_upper_back_pain_never_checked" in flags, Status.GO_GENTLE),
        (True, Status.GO),
    ]
    assert found.status is next(status for true, status in fires if true)
    stopped = found.status in STOPS
    assert (found.category is Category.RED_FLAG) == stopped
    assert (found.confidence is None) == stopped
    assert found.nudges == (found.status in {Status.GO, Status.GO_GENTLE})
    assert found.advise_professional == bool(
        flags & SOFT or stopped or found.status is Status.HOLD_SEVERE
    )


@given(answers=answers, patterns=patterns)
def test_the_scores_stay_inside_their_ranges(
    answers: dict[str, str], patterns: frozenset[str]
) -> None:
    scores = triage(answers=answers, patterns=patterns, flags=()).scores
    assert 0 <= scores.p_exposure <= 17
    assert 0 <= scores.l_exposure <= 10
    assert 0 <= scores.p_pattern <= 6
    assert 0 <= scores.l_pattern <= 7
    assert scores.missing == len(QUESTIONS) - len(answers)


@given(pains=pains)
def test_a_hold_of_the_last_two_days_always_holds(pains: tuple[Pain, ...]) -> None:
    found = triage_of(Profile(pains=pains), NOW)
    severe = any(p.score >= 7 and p.at > NOW - timedelta(hours=48) for p in pains)
    if severe:
        assert found.status in {Status.HOLD_SEVERE, Status.STOP_SEEK_CARE}
    ends = hold_ends(Profile(pains=pains))
    if ends and ends > NOW:
        assert not found.nudges
    if not found.nudges:
        assert ends is not None
