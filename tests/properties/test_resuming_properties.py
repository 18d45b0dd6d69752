"""Whatever a person enters in whatever order: nobody moves before they were asked."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from service.core.causes import triage_of
from service.core.pains import hold_of, until
from service.core.profile import Pain, Profile
from service.forms import merging
from service.forms.answers import CheckIn, Safety, Soreness

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
HOLD = timedelta(hours=48)
EMERGENCY = frozenset({"A4_serious_accident"})

# What a person does, and how many hours later; a rating may hold.
steps = st.lists(
    st.tuples(
        st.sampled_from(["soreness", "check_in", "safety", "sign", "cleared"]),
        st.integers(0, 10),
        st.integers(1, 60),
    ),
    min_size=1,
    max_size=12,
)


@dataclass
class Model:
    """What has to be asked, kept apart from the code under test."""

    since: datetime | None = None
    missing: set[str] = field(default_factory=set)
    stopped: bool = False
    pains: list[Pain] = field(default_factory=list)

    def asked(self, *parts: str, at: datetime) -> None:
        if self.since is not None and at >= self.since:
            self.missing -= set(parts)
            if not self.missing:
                self.since = None

    def must(self, *parts: str, since: datetime) -> None:
        self.missing |= set(parts)
        self.since = max(since, self.since or since)

    def rated(self, score: int, at: datetime) -> None:
        self.pains.append(Pain(at=at, score=score))
        if hold_of(self.pains, len(self.pains) - 1):
            self.must("signs", "soreness", since=at + HOLD)


def act(profile: Profile, model: Model, what: str, score: int, at: datetime) -> Profile:
    sore = Soreness(pain_now=score)
    if what in {"soreness", "check_in"}:
        both = ("signs", "soreness") if what == "check_in" else ("soreness",)
        model.asked(*both, at=at)
        model.rated(score, at)
        if what == "soreness":
            return merging.soreness(profile, sore, at)
        return merging.checked_in(profile, CheckIn(soreness=sore), at)
    read = Safety(
        emergency=EMERGENCY if what == "sign" else frozenset(),
        cleared=what == "cleared",
    )
    if what == "cleared" and (model.stopped or profile.unsettled):
        model.must("soreness", since=at)
    model.stopped = what == "sign" or (model.stopped and what != "cleared")
    model.asked("signs", at=at)
    return merging.safety(profile, read, at)


@given(steps=steps)
def test_nobody_moves_before_pain_and_signs_were_asked_again(
    steps: list[tuple[str, int, int]],
) -> None:
    profile, model, at = Profile(safety_answered=True), Model(), NOW
    for what, score, hours in steps:
        at += timedelta(hours=hours)
        profile = act(profile, model, what, score, at)
        for later in (timedelta(), HOLD, timedelta(days=9)):
            triage = triage_of(profile, at + later)
            waits = model.stopped or bool(model.missing) or profile.unsettled
            if waits:
                assert not triage.nudges
            elif until(profile.pains, at + later)[-1:] and later:
                newest = profile.pains[-1].score
                assert triage.nudges == (newest < 7)
    assert (profile.to_ask is not None) == bool(model.missing)
