from __future__ import annotations

from pathlib import Path

import pytest

from storage.store import Store
from storage.store_region import OtherRegion, keep_region
from storage.tables import RecordRow


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "office")


def used(store: Store) -> None:
    """A record stands in the store."""
    with store.database.writing() as session:
        session.add(
            RecordRow(
                form=3,
                category="",
                scope="",
                year=2026,
                entry_no=1,
                content=b"",
                confirmed_by="Санджиева",
                confirmed_at=store.clock(),
                version=1,
            )
        )


def test_an_empty_store_may_change_its_region(store: Store) -> None:
    keep_region(store.database, "kalmykia")
    keep_region(store.database, "hmao_alimony")
    used(store)
    keep_region(store.database, "hmao_alimony")


def test_a_store_with_records_stays_with_its_region(store: Store) -> None:
    keep_region(store.database, "kalmykia")
    used(store)
    with pytest.raises(OtherRegion, match="по формам региона «kalmykia», а в настройках — «hmao"):
        keep_region(store.database, "hmao_alimony")
    keep_region(store.database, "kalmykia")
