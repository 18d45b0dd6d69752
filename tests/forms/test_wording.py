"""What may not be said, over every text that a person can read (evidence.md 2.5)."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from service.gateways.library import load_catalogue

REPO = Path(__file__).parents[2]

FORBIDDEN = re.compile(
    r"(?ix) safe\ for\ (you|everyone) | will\ (fix|cure|heal|help) | \bfix(es)?\b"
    r"| \btreat(s|ing|ment)?\b | \bcorrects\b | correct(ing)?\ (your|the)\b"
    r"| \bcure(s|d)?\b | \bheals?\b"
    r"| realign | bad\ posture | \bproven\b | abnormal | side\ effects"
    r"| we\ think\ you\ have | \bdiagnos(is|es|ed|tic)\b | prevents?\ (pain|injur)"
    r"| \bpatholog | boosts?\ productivity"
)
# "Not a diagnosis" is the one way to say the word; a name may hold one too.
ALLOWED = re.compile(r"(?i)not (a|for) diagnosis|not medical advice")
DISEASES = re.compile(
    r"(?i)\b(arthr|osteopor|sciatic|herniat|slipped dis|spondyl|tendin|bursit|"
    r"carpal tunnel|impingement|scolio|kyphos|stenosis|cauda equina|stroke|"
    r"heart attack|thrombos|meningit|tumou?r|fibromyalg|lordos|neuropath|"
    r"hypertension|whiplash|dissection|infarct|angina)"
)


def texts() -> Iterator[tuple[str, str]]:
    """Give where it stands, and the text."""
    with (REPO / "service/data/locale/unhunch.pot").open("rb") as file:
        for message in read_po(file):
            ids = message.id if isinstance(message.id, tuple) else (message.id,)
            yield from (("a text", one) for one in ids if one)
    for card in load_catalogue():
        said = (card.name, *card.steps, card.common_mistake, card.stop_if)
        yield from ((card.id, one) for one in said)


def test_nothing_promises_treats_or_names_a_disease() -> None:
    found = [
        f"{where}: {text}"
        for where, text in texts()
        if FORBIDDEN.search(ALLOWED.sub("", text)) or DISEASES.search(text)
    ]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "This is safe for you.",
        "It will fix your back.",
        "It treats pain.",
        "It corrects your spine.",
        "Our diagnosis says so.",
        "You may have arthritis.",
        "Bad posture is hurting you.",
    ],
)
def test_the_check_sees_what_it_is_there_for(text: str) -> None:
    assert FORBIDDEN.search(text) or DISEASES.search(text)


def test_there_are_texts_to_look_at() -> None:
    assert len(list(texts())) > 1000
