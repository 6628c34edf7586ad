"""Everything kept of a family in one value: what terms, files and letters are worked out from."""

from __future__ import annotations

from casework.family_case import FamilyCase
from storage.case_rows import family_case
from storage.store import Store


def gather(store: Store, family_id: int) -> FamilyCase:
    """The family that stands under the number, its standing records, papers and letters."""
    return family_case(store.database, family_id)
