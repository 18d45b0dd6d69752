"""The remaining questions come one at a time, and a blank is not asked again."""

from service.core.questions import QUESTIONS
from tests.actions.steps import arrive, fill, profile, set_up, shown, title
from tests.world import World

WELL: tuple[dict[str, str], ...] = ({"age": "20_55"}, {}, {}, {})


def ask(world: World, user: str, ts: str) -> str:
    """Press the button; gives the block_id of the question that opens."""
    assert world.practice.click(user, ts, "one_question").ok
    view = world.practice.open_view_of(user)
    assert view is not None
    return next(iter(view.values))


def answered(world: World, user: str) -> str:
    """Answer a nudge; gives the ts of the folded message."""
    ts = arrive(world, user)
    world.practice.click(user, ts, "done")
    return ts


def test_one_question_then_the_next(world: World) -> None:
    alice = world.add("Alice")
    set_up(world, alice, *WELL)
    ts = answered(world, alice)
    first = ask(world, alice, ts)
    assert first == "question:D1_sit_hours"
    fill(world, alice, **{first: "4-6"})
    assert profile(world, alice).answers == {"D1_sit_hours": "4-6"}
    assert title(world, alice) == ""
    assert ask(world, alice, ts) == "question:D2_unbroken"


def test_a_blank_and_a_rather_not_are_not_asked_again(world: World) -> None:
    alice = world.add("Alice")
    set_up(world, alice, *WELL)
    ts = answered(world, alice)
    ask(world, alice, ts)
    fill(world, alice)
    second = ask(world, alice, ts)
    fill(world, alice, **{second: "rather_not"})
    assert profile(world, alice).answers == {}
    assert ask(world, alice, ts) == "question:D3_screen_height"


def test_closing_a_question_leaves_it_open(world: World) -> None:
    alice = world.add("Alice")
    set_up(world, alice, *WELL)
    ts = answered(world, alice)
    first = ask(world, alice, ts)
    world.practice.close_view(alice)
    assert ask(world, alice, ts) == first


def test_how_the_pain_behaves_is_asked_first_where_there_is_pain(
    world: World,
) -> None:
    alice = world.add("Alice")
    set_up(world, alice, {"age": "20_55"}, {"pain": "2", "regions": ["neck"]}, {}, {})
    ts = answered(world, alice)
    first = ask(world, alice, ts)
    assert first == "question:patterns"
    fill(world, alice, **{first: ["Q2_eases_when_I_get_up"]})
    assert profile(world, alice).patterns == {"Q2_eases_when_I_get_up"}
    assert ask(world, alice, ts) == "question:D1_sit_hours"


def test_where_the_safety_questions_are_open_they_come_first(world: World) -> None:
    alice = world.add("Alice")
    ts = answered(world, alice)
    ask(world, alice, ts)
    assert title(world, alice) == "Safety first"


def test_with_all_answered_no_message_asks_whether_there_is_pain_or_not(
    world: World,
) -> None:
    alice, bob = world.add("Alice"), world.add("Bob")
    folds = []
    for user in (alice, bob):
        set_up(world, user, *WELL)
        ts = answered(world, user)
        for _ in QUESTIONS:
            ask(world, user, ts)
            fill(world, user)
        assert profile(world, user).asked >= QUESTIONS.keys()
    set_up(world, bob, {}, {"pain": "2", "regions": ["neck"]})
    for user in (alice, bob):
        ts = answered(world, user)
        folds.append([block["block_id"] for block in shown(world, user, ts).blocks])
    assert folds == [["quiet"], ["quiet"]]
