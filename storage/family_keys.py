"""Blocking keys of families: written with them, followed where not too many share one."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, insert, literal, select, union_all
from sqlalchemy.orm import Session

from casework.family import Family
from casework.resolver.keys import family_keys
from storage.register_tables import FamilyKeyRow

#: A key that more families have tells too little: it is not followed.
TOO_MANY = 24
#: Keys asked for in one statement.
_AT_ONCE = 100


def write_keys(session: Session, family_id: int, family: Family) -> None:
    """The family is found under its keys and no other; one taken in has none."""
    session.execute(delete(FamilyKeyRow).where(FamilyKeyRow.family_id == family_id))
    rows = [{"key": key, "family_id": family_id} for key in sorted(family_keys(family))]
    if rows and family.merged_into is None:
        session.execute(insert(FamilyKeyRow), rows)


def under(session: Session, keys: Collection[str]) -> dict[str, tuple[int, ...]]:
    """Families by key, but for keys that more than TOO_MANY have.

    No more than that is ever read of a key, so that the time does not grow with the store.
    """
    wanted = sorted(keys)
    found: dict[str, list[int]] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        looks = [
            select(
                select(literal(key).label("key"), FamilyKeyRow.family_id)
                .where(FamilyKeyRow.key == key)
                .limit(TOO_MANY + 1)
                .subquery()
            )
            for key in wanted[start : start + _AT_ONCE]
        ]
        for key, family_id in session.execute(union_all(*looks)):
            found.setdefault(str(key), []).append(int(str(family_id)))
    return {key: tuple(ids) for key, ids in found.items() if len(ids) <= TOO_MANY}
