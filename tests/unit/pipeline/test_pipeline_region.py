from __future__ import annotations

from pathlib import Path

import pytest

from casework.draft import Decision
from pipeline.build import build
from pipeline.settings import Settings, SettingsError


def settings(tmp_path: Path, region: str) -> Settings:
    return Settings(tmp_path / "office", 1, "Санджиева", region=region)


def test_a_start_with_another_region_is_refused_while_records_exist(
    tmp_path: Path,
) -> None:
    built = build(settings(tmp_path, "kalmykia"))
    said = (
        Decision("address", "с. Ковыльное"),
        Decision("visited_on", "2026-03-02"),
        Decision("situation", "дома порядок"),
        Decision("signs_present", False),
    )
    built.records.add(3, said, "Санджиева")
    built.store.close()
    with pytest.raises(SettingsError, match="заведите отдельную папку данных"):
        build(settings(tmp_path, "hmao_alimony"))


def test_an_unknown_region_is_a_wrong_setting(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="Нет региона «atlantis»"):
        build(settings(tmp_path, "atlantis"))
