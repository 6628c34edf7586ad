"""The office that receives the samples. It, its district and its people are invented."""

from __future__ import annotations

from making.paper import Para, Stamp, left

CENTRE = "БУ РК «КЦСОН Ковыльненского района»"
CENTRE_IN_FULL = (
    "бюджетное учреждение Республики Калмыкия «Комплексный центр социального обслуживания "
    "населения Ковыльненского района»"
)
DIRECTOR = "Б. С. Эрднеевой"


def to_director(gap: float = 14) -> tuple[Para, ...]:
    """The addressee of a letter."""
    return (left("", gap=gap), left("Директору"), left(CENTRE), left(DIRECTOR))


def incoming(number: str, day: str, left: float = 128.0, top: float = 12.0) -> Stamp:
    """The registration stamp of the office."""
    return Stamp((CENTRE, f"Вх. № {number}", f"от {day}"), left, top, width=70.0)
