"""How far the noise of a published figure may carry, by exact computation.

A figure is a count plus discrete Laplace noise: P(x) is proportional to
exp(-|x| / scale) (Ghosh, Roughgarden, Sundararajan 2009; drawn as Canonne, Kamath
and Steinke 2020 describe).
"""

from functools import cache
from math import ceil, cos, exp, pi, sin, sqrt

TOOK_PART_SCALE = 2.0
"""Rule 6: epsilon 1/2."""
LEVEL = 0.9
"""Rule 11: the share of cases that a margin covers."""


@cache
def margin(scale: float, draws: int) -> int:
    """Give the least m >= 0 that the sum of ``draws`` noises keeps within, in 90 %.

    In people. A total of several blocks is a sum of as many draws (rule 11), a
    change a difference of two such sums (rule 10).
    """
    a = exp(-1 / scale)
    deviation = sqrt(draws * 2 * a) / (1 - a)
    # Wide enough that what lies beyond cannot be told from nothing.
    points = 2 * ceil(15 * deviation + 40 * scale)
    low, high = 0, points // 2
    while low < high:
        middle = (low + high) // 2
        if _within(a, draws, middle, points) >= LEVEL:
            high = middle
        else:
            low = middle + 1
    return low


def visible_from(scale: float, blocks: int) -> int:
    """Give the least change of a total that is more than its margin (rule 10)."""
    return margin(scale, 2 * blocks) + 1


def _within(a: float, draws: int, most: int, points: int) -> float:
    """Give P(|sum| <= most), from the characteristic function by Fourier inversion."""
    total = float(2 * most + 1)
    for step in range(1, points):
        angle = 2 * pi * step / points
        spread = ((1 - a) ** 2 / (1 - 2 * a * cos(angle) + a * a)) ** draws
        total += spread * sin((most + 0.5) * angle) / sin(angle / 2)
    return total / points
