"""Rules on what no card may ask for, promise or hold, whatever its other fields say.

One table; ``where`` is the part of a card that a row looks at. What a text tells not
to do ("do not jump") is not asked for, and is left out before a row of the steps is
looked up.

Sources: evidence.md 2.4 (pain) and 4.3 (never to exhaustion, breath never held);
the rest is design, on the careful side.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from service.core.card import Exercise, Position
from service.core.lint.findings import Rule, Says, all_texts, says
from service.core.profile import Equipment

_Texts = Iterator[tuple[str, str]]

LISTED_AFTER = r"(?:skip|avoid|no(?! pain))\b[^.;:!?]*"
# "Do not stop" and "do not breathe" ask for something, so they stay.
ONE_AFTER = (
    r"(?:do not|don't|not|never|without|instead of|rather than)\b"
    r"(?! (?:stop|rest|give up|breath))[^.;:!?,]*?(?=[.;:!?,]|\b(?:and|but|then)\b|$)"
)
REFUSED = re.compile(rf"\b(?:{LISTED_AFTER}|{ONE_AFTER})", re.IGNORECASE)


def asked(card: Exercise) -> _Texts:
    """Give what a card tells people to do, without what it tells them not to do."""
    told = [("name", card.name), *(("steps", step) for step in card.steps)]
    if card.picture:
        told.append(("picture", card.picture.alt))
    return ((field, REFUSED.sub(" ", text)) for field, text in told)


def mistaken(card: Exercise) -> _Texts:
    yield "common_mistake", card.common_mistake


@dataclass(frozen=True, kw_only=True)
class Danger:
    """Where ``pattern`` is found, ``why`` it will not do, and what to do instead."""

    pattern: str
    why: str
    remedy: str
    where: Callable[[Exercise], _Texts] = asked


_PAIN = (
    r"(?:pain|hurt(?:s|ing)?|(?:head|back)?aches?|aching|agony|burn(?:s|ing)?|"
    r"discomfort)"
)
_BAD = rf"(?:{_PAIN}|tension|stiffness)"
_EASE = "ask for what is easy, and stop at pain"
_LEAVE_OUT = "leave it out"

DANGERS = (
    Danger(
        pattern=rf"(?:through|despite|in spite of|past|beyond|into|ignor(?:e|ing)|"
        rf"endur(?:e|ing)|bear(?:ing)?|accept|welcome) (?:\w+ ){{0,3}}{_PAIN}|"
        rf"until (?:\w+ ){{1,3}}{_PAIN}|"
        rf"(?:even|keep going|carry on|go on|continue) (?:if|when|while|with|though) "
        rf"(?:\w+ ){{0,2}}{_PAIN}|"
        rf"(?:do not|don't|never) (?:stop|rest|give up)|grit (?:\w+ )?teeth",
        why="it asks to go on in spite of pain",
        remedy=_EASE,
    ),
    Danger(
        pattern=rf"(?:{_PAIN}) (?:is|are) (?:good|fine|normal|healthy|welcome|"
        rf"ok(?:ay)?|part of|a good)|no pain,? no gain|good pain|"
        rf"(?:pain|it hurts|hurting) means (?:it|that)",
        why="it calls pain good",
        remedy=_EASE,
        where=all_texts,
    ),
    Danger(
        pattern=rf"stop(?:ping)? (?:too (?:early|soon) )?(?:at|when|because|once) "
        rf"(?:\w+ ){{0,3}}{_PAIN}|giving in to {_PAIN}",
        why="it calls it a mistake to stop at pain",
        remedy=_EASE,
        where=mistaken,
    ),
    Danger(
        pattern=r"hold(?:ing)? (?:your |the |a )?(?:\w+ )?breath|"
        r"breath (?:held|holds?)|keep (?:your |the )?(?:breath|air) in|"
        r"(?:stop|do not|don't|never|without) breath(?:e|ing)(?! (?:too|fast|hard))|"
        r"breath,? and hold|(?<!you )strain(?:ing)?|bear down|"
        r"breathe (?:in|out)\b[^.;]{0,12}\bhold(?= it\b| for\b| \w+ seconds|[.;,]|$)",
        why="it asks to hold the breath or to strain",
        remedy="say: keep breathing",
    ),
    Danger(
        pattern=r"crack(?:s|ing)? (?:\w+ )?(?:\w+ )?(?:neck|back|spine|joints?|"
        r"knuckles|fingers|shoulders?|hips?|wrists?)|until (?:\w+ ){1,3}(?:cracks?|"
        r"clicks?|pops?)|jerk(?:s|ed|ing|y)?|yank(?:s|ing)?|"
        r"snap(?:s|ping)?|bounc(?:e|es|ing|y)|fling|whip|thrust(?:s|ing)?|"
        r"(?:head|neck) (?:circles?|rolls?)|(?:twist|turn|pull|push|swing|bend|shake)\b"
        r"(?: \w+){0,4} (?:quickly|fast|hard|suddenly|rapidly)|"
        r"(?:roll|circle|throw|drop|swing|whip) (?:your|the) (?:head|neck)",
        why="it asks for a jerk, or for a neck that is thrown or circled",
        remedy="ask for a slow movement, as far as is easy",
    ),
    Danger(
        pattern=r"as (?:hard|fast|heavy|far|deep|long|low|high|quickly) as (?:you can|"
        r"possible)|give it (?:all|everything)|max(?:imum|imal)? (?:force|effort|"
        r"strength)|to the (?:max(?:imum)?|limit)|muscles? fails?|"
        r"with (?:(?:all|full|of|your|body) )+(?:force|might|strength|weight)|"
        r"(?:to|until) (?:the point of )?(?:exhaustion|failure)|"
        r"until you (?:cannot|can't|drop)|forc(?:e|ing) (?:it|your|the)|forcefully",
        why="it asks for all that somebody has",
        remedy="ask for what is easy, with two more repetitions to spare",
    ),
    Danger(
        pattern=r"jump(?:s|ed|ing)?|hop(?:s|ping)?|leap(?:s|ing)?|burpees?|"
        r"sprint(?:s|ing)?|plyometric\w*|skipping rope",
        why="it jumps",
        remedy="ask for a slow movement with a foot on the floor",
    ),
    Danger(
        pattern=r"(?:head|hand|shoulder) ?-?stands?|"
        r"stand(?:ing)? on (?:your|the) (?:head|hands?|shoulders?|neck)|"
        r"upside[- ]down|cartwheels?|somersaults?",
        why="it stands upside down",
        remedy=_LEAVE_OUT,
    ),
    Danger(
        pattern=r"(?:climb|step|stand|get|kneel|balance)(?:ing)? (?:up )?"
        r"(?:on|onto|on top of) (?:a|an|the|your) (?:\w+ ){0,2}"
        r"(?:desk|table|chair|seat|armrests?|stool|window ?sill)",
        why="it climbs on furniture",
        remedy=_LEAVE_OUT,
    ),
    Danger(
        pattern=r"(?:rolling|swivel(?:ling)?|wheeled) chair|"
        r"(?:chair|stool) (?:on|with) (?:wheels|castors|casters)|"
        r"(?:gym|exercise|swiss) ball",
        why="it rests on a thing that rolls",
        remedy="say: a chair that cannot roll",
    ),
    Danger(
        pattern=rf"{_BAD}s? (?:will|is going to) (?:\w+ )?(?:be gone|go away|pass|"
        rf"vanish|disappear|stop|end|leave)|{_BAD}s? (?:\w+ away|disappears?|"
        rf"vanish(?:es)?)|{_BAD}s? away|rid of (?:\w+ )?{_BAD}|"
        rf"(?:be(?:come)?|makes? you) (?:\w+ )?{_PAIN}[- ]free|no more {_BAD}|"
        rf"free (?:of|from) (?:\w+ )?{_BAD}|ends? (?:your |the |all |any )?"
        rf"(?:neck |back |shoulder |chronic )?{_BAD}|"
        r"never (?:hurt|ache)s? again|works for (?:all|everybody|everyone)|miracle",
        why="it promises an effect",
        remedy="say what to do, or that it may help",
        where=all_texts,
    ),
)

MARKUP = re.compile(
    r"[<>*_`~]|https?:|\bwww\.|\b[\w-]+\.(?:com|org|net|io)\b|"
    r"@(?:here|channel|everyone)\b|&#?\w+;|\]\("
)
"""Marks of HTML and of Slack's mrkdwn, links and calls to a channel."""

# What a position cannot be where the steps say this.
ON_THE_FLOOR = (
    r"(?:lie|lay) (?:down|flat|face|chest|on)|kneel|all fours|hands and knees|"
    r"sit (?:down )?on (?:the floor|a mat|the mat)|get down|onto your (?:knees|back)"
)
ON_THE_FEET = (
    r"^stand up|stand (?:tall|on|with|in|at|behind|beside|close|near|facing)|"
    r"(?:walk|march|jog) (?:slowly |quickly )?(?:on|in|round|around|across|to)"
)
UNLIKE: Mapping[Position, str] = {
    Position.SEATED: rf"{ON_THE_FLOOR}|{ON_THE_FEET}",
    Position.STANDING: ON_THE_FLOOR,
    Position.WALL: ON_THE_FLOOR,
}
# A bench is lain on, and a machine may be knelt on, at the height of a seat.
RAISED = frozenset({Equipment.BENCH, Equipment.MACHINE})


def harmless(card: Exercise, _known: Mapping[str, Exercise]) -> Says:
    for row in DANGERS:
        for field, text in row.where(card):
            if says(row.pattern, text):
                yield field, f"{row.why}: {text.strip()!r}", row.remedy


def unmarked(card: Exercise, _known: Mapping[str, Exercise]) -> Says:
    for field, text in all_texts(card):
        if found := MARKUP.search(text):
            yield (
                field,
                f"it holds markup: {found[0]!r} in {text!r}",
                "write plain text",
            )


def as_positioned(card: Exercise, _known: Mapping[str, Exercise]) -> Says:
    unlike = UNLIKE.get(card.position)
    if unlike is None or card.equipment & RAISED:
        return
    for _, step in filter(lambda told: told[0] == "steps", asked(card)):
        if says(unlike, step):
            wrong = f"it says {card.position}, but a step says {step.strip()!r}"
            yield "position", wrong, "name the position that the steps have"


RULES: tuple[Rule, ...] = (harmless, unmarked, as_positioned)
