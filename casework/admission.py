"""On what grounds of section 4 a family may be taken on, by the papers that prove them."""

from __future__ import annotations

from dataclasses import dataclass

from casework.closed_list import Item
from casework.family_case import FamilyCase, LinkedPaper
from casework.form_spec import Region

LIST = "admission_basis"


@dataclass(frozen=True, slots=True)
class Ground:
    """A line of section 4 and the confirmed papers that prove it; which counts a person says."""

    basis: Item
    papers: tuple[LinkedPaper, ...]


def grounds(case: FamilyCase, region: Region) -> tuple[Ground, ...]:
    """In the order of section 4; none where the region has no such list."""
    basis = region.lists.get(LIST)
    proven = (
        (item, tuple(one for one in case.papers if one.confirmed and one.kind in item.kinds))
        for item in (basis.items if basis else ())
    )
    return tuple(Ground(item, papers) for item, papers in proven if papers)
