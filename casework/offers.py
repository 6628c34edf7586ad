"""Readings of a paper become cells: the likeliest is proposed, the others are at hand."""

from __future__ import annotations

from collections.abc import Iterable

from casework.draft import Alternative, Cell, CellState, CellValue
from casework.field import OFFERED, FieldCandidate, FieldReading
from casework.form_spec import CellSpec
from casework.values import InvalidValue, normalise, readable


def from_reading(spec: CellSpec, reading: FieldReading | None) -> Cell:
    """The cell that a field's reading proposes; empty when there is none."""
    return offer(spec, readings_of(spec, reading))


def readings_of(spec: CellSpec, reading: FieldReading | None) -> list[Alternative]:
    """The field's candidates, best first, without those that the cell can't hold."""
    candidates = reading.candidates if reading else ()
    found = (alternative(spec, one.value, [one]) for one in candidates)
    return [reading for reading in found if reading]


def alternative(
    spec: CellSpec, value: CellValue, parts: Iterable[FieldCandidate]
) -> Alternative | None:
    """A value that rests on `parts` (at least one): as sure as the least sure of them.

    None when the cell can't hold it.
    """
    try:
        canonical = normalise(spec, readable(value) if isinstance(value, str) else value)
    except InvalidValue:
        return None
    parts = tuple(parts)
    return Alternative(
        value=canonical,
        raw="; ".join(dict.fromkeys(part.raw for part in parts)),
        confidence=min(part.confidence for part in parts),
        evidence=tuple(dict.fromkeys(piece for part in parts for piece in part.evidence)),
    )


def offer(spec: CellSpec, readings: Iterable[Alternative]) -> Cell:
    """The first reading that is likelier than not becomes the value; each value counts once."""
    distinct: dict[CellValue, Alternative] = {}
    for reading in readings:
        distinct.setdefault(reading.value, reading)
    others = list(distinct.values())
    best = next((reading for reading in others if reading.confidence >= OFFERED), None)
    if best is None:
        return Cell(spec.id, alternatives=tuple(others))
    others.remove(best)
    return Cell(
        spec.id,
        value=best.value,
        raw=best.raw,
        state=CellState.PROPOSED,
        evidence=best.evidence,
        confidence=best.confidence,
        alternatives=tuple(others),
    )
