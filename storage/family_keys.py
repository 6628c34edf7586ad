"""Blocking keys of families: written with them, followed where not too many share one."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.orm import Session

from casework.family import Family
from casework.resolver.keys import kept_keys
from storage.register_tables import FamilyKeyRow

#: A key that more families have tells too little: it is not followed.
TOO_MANY = 24


def write_keys(session: Session, family_id: int, family: Family) -> None:
    """The family is found under its keys and no other; one taken in has none."""
    session.execute(delete(FamilyKeyRow).where(FamilyKeyRow.family_id == family_id))
    rows = [{"key": key, "family_id": family_id} for key in sorted(kept_keys(family))]
    if rows and family.merged_into is None:
        session.execute(insert(FamilyKeyRow), rows)


#: Not one statement for all keys: a statement of many parts takes longer to build than to run.
_UNDER = (
    select(FamilyKeyRow.family_id).where(FamilyKeyRow.key == bindparam("key")).limit(TOO_MANY + 1)
)


def under(session: Session, keys: Collection[str]) -> dict[str, tuple[int, ...]]:
    """Families by key, but for keys that more than TOO_MANY have.

    No more than that is ever read of a key, so that the time does not grow with the store.
    """
    connection = session.connection()
    found = {key: tuple(connection.scalars(_UNDER, {"key": key})) for key in sorted(keys)}
    return {key: ids for key, ids in found.items() if 0 < len(ids) <= TOO_MANY}


def having(session: Session, key: str, after: int, limit: int) -> tuple[int, ...]:
    """Families under a key by number, those behind `after`, however many there are."""
    query = select(FamilyKeyRow.family_id).where(
        FamilyKeyRow.key == key, FamilyKeyRow.family_id > after
    )
    return tuple(session.scalars(query.order_by(FamilyKeyRow.family_id).limit(limit)))
