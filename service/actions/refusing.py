"""Never this one, offer it again, not now: what a person says about one exercise."""

from dataclasses import replace

from service.actions.keeping import learn
from service.actions.scene import Scene
from service.core.thresholds import NOT_NOW


def never(scene: Scene, exercise_id: str) -> None:
    learn(scene, lambda old: replace(old, never=old.never | {exercise_id}))


def offer_again(scene: Scene, exercise_id: str) -> None:
    """Take back a never. What was put off stays away: it may have hurt (rule P3)."""
    learn(scene, lambda old: replace(old, never=old.never - {exercise_id}))


def not_now(scene: Scene, exercise_id: str) -> None:
    """Put an exercise off for 14 days (rule P3)."""
    until = scene.now + NOT_NOW
    learn(scene, lambda old: replace(old, not_now={**old.not_now, exercise_id: until}))
