"""One coordinate convention for the whole project.

A box is left, top, right, bottom as fractions 0..1 of the page *as it is shown to the
reviewer* (upright), origin in the upper left corner.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on an upright page, in fractions of its width and height."""

    left: float
    top: float
    right: float
    bottom: float

    def __post_init__(self) -> None:
        if not (0.0 <= self.left <= self.right <= 1.0 and 0.0 <= self.top <= self.bottom <= 1.0):
            raise ValueError(f"not a box inside the page: {self}")

    @classmethod
    def from_pixels(
        cls, left: float, top: float, right: float, bottom: float, width: float, height: float
    ) -> Box:
        """Build from pixels (or points) of a page of `width` x `height`, cut to the page."""

        def cut(value: float) -> float:
            return min(1.0, max(0.0, value))

        x0, x1 = sorted((cut(left / width), cut(right / width)))
        y0, y1 = sorted((cut(top / height), cut(bottom / height)))
        return cls(x0, y0, x1, y1)

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def same_line(self, other: Box) -> bool:
        """Whether the two stand on one printed line: they share half of the lower height."""
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        return shared > 0.5 * min(self.height, other.height)

    def padded(self, x: float, y: float) -> Box:
        """Grow by `x` and `y` (page fractions) on every side, cut to the page."""
        return Box(
            max(0.0, self.left - x),
            max(0.0, self.top - y),
            min(1.0, self.right + x),
            min(1.0, self.bottom + y),
        )

    def as_list(self) -> list[float]:
        """The JSON form of the contract: four numbers with four decimals."""
        return [round(v, 4) for v in (self.left, self.top, self.right, self.bottom)]


def hull(boxes: Iterable[Box]) -> Box:
    """The smallest box around all of `boxes`; ValueError when there are none."""
    given = list(boxes)
    return Box(
        min(b.left for b in given),
        min(b.top for b in given),
        max(b.right for b in given),
        max(b.bottom for b in given),
    )
