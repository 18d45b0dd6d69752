"""What comes next in the set-up, and what has to be done before a wave."""

from service.core.set_up import (
    Checked,
    Step,
    done,
    following,
    hinders_wave,
    not_needed,
    problem,
    to_do,
)


def test_the_first_open_step_comes_next_a_problem_or_not() -> None:
    found = [
        Checked(step=Step.SLACK, found=done("")),
        Checked(step=Step.PARTITION, found=not_needed("")),
        Checked(step=Step.KEYS, found=problem("")),
        Checked(step=Step.WAVE, found=to_do("")),
    ]
    assert following(found) is Step.KEYS
    assert following(found[:2]) is None


def test_what_is_optional_never_stands_in_the_way() -> None:
    hr = Checked(step=Step.HR, found=to_do(""))
    assert following([hr]) is None
    assert hinders_wave([hr]) == []


def test_a_wave_waits_for_what_it_would_settle_for_good() -> None:
    open_steps = [Checked(step=step, found=to_do("")) for step in Step]
    assert set(hinders_wave(open_steps)) == {
        Step.SLACK,
        Step.OPERATOR,
        Step.PARTITION,
        Step.CONTENT,
    }
