"""Which region's forms a store keeps: written down once, and held to from then on."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from storage.register_tables import StoreFactRow
from storage.session import Database
from storage.tables import DraftRow, RecordRow

_KEY = "region"


class OtherRegion(Exception):
    """The store already holds what was written in the forms of another region; Russian."""


def keep_region(database: Database, region: str) -> None:
    """Remember the region; raises OtherRegion when the store is another's and no longer empty."""
    with database.reading() as session:
        fact = session.get(StoreFactRow, _KEY)
    if fact is not None and fact.value == region:
        return
    try:
        with database.writing() as session:
            _change(session, region)
    except IntegrityError:  # someone else has just started with the same folder
        with database.writing() as session:
            _change(session, region)


def _change(session: Session, region: str) -> None:
    fact = session.get(StoreFactRow, _KEY, with_for_update=True)
    if fact is None:
        session.add(StoreFactRow(key=_KEY, value=region))
        return
    if fact.value != region and _used(session):
        raise OtherRegion(
            f"Хранилище ведется по формам региона «{fact.value}», а в настройках — «{region}». "
            f'Верните region = "{fact.value}" или заведите отдельную папку данных.'
        )
    fact.value = region


def _used(session: Session) -> bool:
    kept = (select(table).limit(1) for table in (RecordRow.id, DraftRow.document_id))
    return any(session.execute(one).first() for one in kept)
