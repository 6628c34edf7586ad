"""Figures beside their targets, printed alike by every measuring script."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured number; `at_most` says on which side of the target it must lie."""

    name: str
    value: float
    target: float
    at_most: bool = False

    @property
    def reached(self) -> bool:
        return self.value <= self.target if self.at_most else self.value >= self.target


def report(figures: list[Figure]) -> int:
    """Print the figures; the exit status is 1 where one falls short."""
    for figure in figures:
        sign = "≤" if figure.at_most else "≥"
        verdict = "ok   " if figure.reached else "SHORT"
        print(f"{verdict} {figure.name:52} {figure.value:10.4f}  target {sign} {figure.target:g}")
    return 0 if all(figure.reached for figure in figures) else 1
