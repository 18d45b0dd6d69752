"""Adds up the points of both axes and names the likely load pattern."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from service.core.questions import CUTS, PATTERNS, QUESTIONS, Axis, points
from service.core.thresholds import (
    HIGH_BLANKS,
    HIGH_DISTANCE,
    MEDIUM_BLANKS,
    MEDIUM_DISTANCE,
)


class Category(StrEnum):
    """The likely load pattern; red_flag stands in its place under a stop."""

    POSTURAL = "postural"
    OVERUSE = "overuse"
    MIXED = "mixed"
    UNCLEAR = "unclear"
    RED_FLAG = "red_flag"


class Confidence(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, kw_only=True)
class Scores:
    """Points of both axes from habits (exposure) and from how the pain behaves.

    ``missing`` counts blank desk and load questions, 0-16.
    """

    p_exposure: int
    l_exposure: int
    p_pattern: int
    l_pattern: int
    missing: int

    @property
    def p_total(self) -> int:
        return self.p_exposure + self.p_pattern

    @property
    def l_total(self) -> int:
        return self.l_exposure + self.l_pattern


# (desk posture is high, physical load is high) -> likely load. Design.
CATEGORIES: Mapping[tuple[bool, bool], Category] = {
    (True, False): Category.POSTURAL,
    (False, True): Category.OVERUSE,
    (True, True): Category.MIXED,
    (False, False): Category.UNCLEAR,
}

# Points from the nearer cut at least, blanks at most, confidence. Design.
CONFIDENCES: tuple[tuple[float, int, Confidence], ...] = (
    (HIGH_DISTANCE, HIGH_BLANKS, Confidence.HIGH),
    (MEDIUM_DISTANCE, MEDIUM_BLANKS, Confidence.MEDIUM),
)


def score(answers: Mapping[str, str], patterns: Iterable[str]) -> Scores:
    """Add up the points; an unknown id or code counts as blank."""
    exposure = {Axis.P: 0, Axis.L: 0}
    pattern = {Axis.P: 0, Axis.L: 0}
    missing = 0
    for name, question in QUESTIONS.items():
        given = points(name, answers.get(name, ""))
        missing += given is None
        exposure[question.axis] += given or 0
    for tick in PATTERNS.keys() & set(patterns):
        pattern[PATTERNS[tick].axis] += PATTERNS[tick].points
    return Scores(
        # A standing desk takes points off, but never below none at all.
        p_exposure=max(0, exposure[Axis.P]),
        l_exposure=exposure[Axis.L],
        p_pattern=pattern[Axis.P],
        l_pattern=pattern[Axis.L],
        missing=missing,
    )


def category_of(scores: Scores) -> Category:
    """Name the likely load; with too many blanks it stays unclear."""
    if scores.missing > CUTS.max_missing:
        return Category.UNCLEAR
    posture = scores.p_total >= CUTS.p_total or scores.p_pattern >= CUTS.p_pattern
    return CATEGORIES[posture, scores.l_total >= CUTS.l_total]


def confidence_of(scores: Scores) -> Confidence:
    """Say how far the points are from where the category would change."""
    distance = min(
        abs(scores.p_total - (CUTS.p_total - 0.5)),
        abs(scores.l_total - (CUTS.l_total - 0.5)),
    )
    for least, blanks, confidence in CONFIDENCES:
        if distance >= least and scores.missing <= blanks:
            return confidence
    return Confidence.LOW
