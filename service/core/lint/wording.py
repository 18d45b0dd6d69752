"""Rules on the words: short, plain, no claim, and a stop rule in every card."""

import re
from collections.abc import Mapping

from service.core.card import Exercise, Grade, Kind
from service.core.lint.findings import Rule, Says, says, texts_of

FEWEST_STEPS, MOST_STEPS = 3, 5

LONGEST_STEP = 110
"""Characters. Slack on a phone shows about 40 on a line: three lines a step, at
most, so that the eye finds its step again between two repetitions. Design."""

LONGEST_CARD = 560
"""Characters of steps, mistake and stop rule. A routine has two or three cards, and
its buttons stand below them: this keeps a card to about one phone screen. Design."""

LONGEST_NAME = 60
"""Characters; two or three names make the line that the notification shows."""

LONGEST_ALT = 200
"""Characters in which a picture is told to who cannot see it; ours keep to it too."""

CLAIMS = (
    r"fix(?:es|ed|ing)?|proven|proves?|treat(?:s|ed|ing|ments?)?|"
    r"correct(?:s|ed|ing|ive|ion|ions)?|cur(?:e|es|ed|ing)|heal(?:s|ed|ing)?|"
    r"prevent(?:s|ed|ing)?|reliev(?:e|es|ed|ing)|eliminat(?:e|es|ed|ing)|realign(?:s|ed|ing)?|guarantee(?:s|d)?|"
    r"safe for (?:you|everyone|everybody|all)"
)
"""Words that promise an effect (evidence.md 2.5 and 5)."""

JARGON = (
    r"cervical|scapular?e?|scaption|isometric|prone|supine|thoracic|contralateral|"
    r"pectorals?|trapezius|levator|serratus|abduction|adduction|flexors?|extensors?|"
    r"retraction|lumbar|quadruped|glutes?|deltoids?"
)
"""Words of the trade; a name may hold them in brackets only."""

GROWS = r"grow(?:s|ing)?|rise(?:s)?|increase(?:s)?|get(?:s)? worse|any pain"
SPREADS = r"shoot(?:s|ing)?|spread(?:s|ing)?|any pain"
SHARP = r"sharp|any pain"
LAXER = (
    r"\w+ ?(?:of|out of|/) ?(?:10|ten)|a lot|much|very|severe(?:ly)?|strong(?:ly)?|"
    r"unbearabl[ey]|intense(?:ly)?|extreme(?:ly)?|too bad|never|longer than|"
    r"for more than"
)
"""What waits for more than rule P3 does: a number of 10, a strong pain, a time."""

MARKS = r"verified|unverified|memory|checked|design|looked up|via [\w.]+"
"""Notes of whoever wrote a card, which mean nothing to whoever reads it."""

SOURCE = re.compile(r"\[[^\]]*\b(?:19|20)\d\d\b[^\]]*\]")


def steps_to_read(card: Exercise, _known: Mapping[str, Exercise]) -> Says:
    number = len(card.steps)
    if not FEWEST_STEPS <= number <= MOST_STEPS:
        wanted = f"write {FEWEST_STEPS} to {MOST_STEPS}"
        yield "steps", f"there are {number}", wanted
    for place, step in enumerate(card.steps, start=1):
        if len(step) > LONGEST_STEP:
            wrong = f"step {place} has {len(step)} characters"
            yield "steps", wrong, f"keep each to {LONGEST_STEP}, as Slack shows it"


def card_to_read(card: Exercise, _known: Mapping[str, Exercise]) -> Says:
    length = sum(len(text) for field, text in texts_of(card) if field != "name")
    if length > LONGEST_CARD:
        yield "steps", f"the card has {length} characters", f"keep it to {LONGEST_CARD}"
    if len(card.name) > LONGEST_NAME:
        yield "name", f"it has {len(card.name)} characters", f"keep to {LONGEST_NAME}"


def picture_told(card: Exercise, _known: Mapping[str, Exercise]) -> Says:
    alt = card.picture.alt.strip() if card.picture else ""
    if card.picture and not (len(alt.split()) > 1 and len(alt) <= LONGEST_ALT):
        wanted = f"tell the movement in a sentence of at most {LONGEST_ALT} characters"
        yield "picture", f"its alt has {len(alt)} characters", wanted
    if says(CLAIMS, alt):
        yield "picture", f"its alt claims an effect: {alt!r}", "tell the movement"


def no_claims(card: Exercise, _known: Mapping[str, Exercise]) -> Says:
    for field, text in (*texts_of(card), ("evidence", card.evidence_note)):
        if says(CLAIMS, text):
            yield (
                field,
                f"it claims an effect: {text!r}",
                "say what to do, or that it may help",
            )


def plain_names(card: Exercise, _known: Mapping[str, Exercise]) -> Says:
    plain = card.name.partition("(")[0]
    if "," in plain:
        # The message names its exercises one after the other, with commas.
        yield "name", f"it holds a comma: {plain!r}", "say it without"
    for field, text in (("name", plain), *list(texts_of(card))[1:]):
        if says(JARGON, text):
            yield (
                field,
                f"it holds a word of the trade: {text!r}",
                "use everyday words; a name may hold the term in brackets",
            )


def stops(card: Exercise, _known: Mapping[str, Exercise]) -> Says:
    """Ask for rule P3: stop at pain that rises, is sharp, shoots or spreads."""
    if len(card.stop_if.split()) < 2:
        yield "stop_if", "there is none", "say when to stop"
    elif says(LAXER, card.stop_if):
        yield (
            "stop_if",
            f"it is laxer than every exercise's stop rule: {card.stop_if!r}",
            "stop at pain that grows, or is sharp, shooting or spreading",
        )
    elif card.kind not in {Kind.BREATH_RESET, Kind.GUIDANCE} and not all(
        says(sign, card.stop_if) for sign in (GROWS, SHARP, SPREADS)
    ):
        yield (
            "stop_if",
            "it leaves out a sign that every exercise's stop rule has",
            "name pain that grows, is sharp, shoots or spreads",
        )


def sourced(card: Exercise, _known: Mapping[str, Exercise]) -> Says:
    if card.evidence_grade is not Grade.D and not SOURCE.search(card.evidence_note):
        yield (
            "evidence",
            f"grade {card.evidence_grade} without a source",
            "name the source and its year in [brackets], or grade it D",
        )
    if says(MARKS, card.evidence_note):
        yield (
            "evidence",
            f"it holds a working mark: {card.evidence_note!r}",
            "name the source alone, such as [Andersen LL 2011 (abstract)]",
        )


RULES: tuple[Rule, ...] = (
    steps_to_read,
    card_to_read,
    picture_told,
    no_claims,
    plain_names,
    stops,
    sourced,
)
