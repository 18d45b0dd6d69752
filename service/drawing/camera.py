"""Looks at the room from one side, without perspective, and fits it on a card."""

from dataclasses import dataclass
from math import cos, radians, sin

from service.core.errors import Refused
from service.drawing.shapes import Spot
from service.drawing.vectors import Vec, dot

WIDTH, HEIGHT = 480, 360
MARGIN = 22
LARGEST, SMALLEST = 2.45, 1.15  # pixels for a cm

# Where the camera stands: degrees from the figure's right side towards its front,
# and above the floor.
VIEWS: dict[str, tuple[float, float]] = {
    "side": (10, 0),  # a little to the front: the far limbs show behind the near
    "front": (90, 0),
    "back": (-90, 0),
    "quarter": (40, 0),
    "half": (62, 0),
    "back_quarter": (-50, 0),
    "above": (0, 90),
    "raised": (50, 40),  # for the floor: the far limbs show beyond the near ones
}


@dataclass(frozen=True)
class Camera:
    right: Vec
    up: Vec
    near: Vec
    scale: float = 1.0
    shift: Spot = (0.0, 0.0)

    def see(self, at: Vec) -> Spot:
        x, y = dot(at, self.right), -dot(at, self.up)
        return x * self.scale + self.shift[0], y * self.scale + self.shift[1]

    def depth(self, at: Vec) -> float:
        """Give how near a place is: more is nearer."""
        return dot(at, self.near)

    @property
    def level(self) -> bool:
        """Tell whether the floor is seen as a line."""
        return abs(self.near[1]) < 1e-6

    def fitted(self, box: tuple[float, float, float, float]) -> "Camera":
        """Give the camera that shows this box (of this one's pixels) on the card."""
        left, top, right, bottom = box
        scale = min(
            (WIDTH - 2 * MARGIN) / (right - left),
            (HEIGHT - 2 * MARGIN) / (bottom - top),
            LARGEST,
        )
        if scale < SMALLEST:
            raise Refused("what is shown is too large for the card: bring it together.")
        x = WIDTH / 2 - (left + right) / 2 * scale
        y = HEIGHT / 2 - (top + bottom) / 2 * scale
        return Camera(self.right, self.up, self.near, scale, (round(x), round(y)))

    def closer(self, middle: Vec, half: float) -> "Camera":
        """Give the camera that shows so many cm around a place."""
        scale = HEIGHT / 2 / half
        x, y = dot(middle, self.right), -dot(middle, self.up)
        shift = (WIDTH / 2 - x * scale, HEIGHT / 2 - y * scale)
        return Camera(self.right, self.up, self.near, scale, shift)


def camera(view: str) -> Camera:
    if view not in VIEWS:
        raise Refused(f"view must be one of {', '.join(VIEWS)}.")
    yaw, pitch = (radians(degrees) for degrees in VIEWS[view])
    level = (sin(yaw), 0.0, cos(yaw))
    near = (level[0] * cos(pitch), sin(pitch), level[2] * cos(pitch))
    up = (-level[0] * sin(pitch), cos(pitch), -level[2] * sin(pitch))
    return Camera((cos(yaw), 0.0, -sin(yaw)), up, near)
