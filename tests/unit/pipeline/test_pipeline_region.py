from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from casework.draft import Decision
from pipeline.build import build
from pipeline.region import region_of
from pipeline.settings import Settings, SettingsError, load_settings


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


def test_the_orders_number_is_printed_only_when_the_office_chose_which(tmp_path: Path) -> None:
    """[A-01]: the first page and the block «Утвержден» have different ones."""
    silent = settings(tmp_path, "kalmykia")
    assert "приказ" not in region_of(silent).form(1).annex
    for place, printed in (("title", "от 29.07.2025 № 238-нп"), ("block", "от 28.04.2025 № 238/п")):
        chosen = replace(silent, order_reference=place)
        assert region_of(chosen).form(1).annex.endswith(f"(приказ {printed})")


def test_requisites_that_a_region_has_not_are_not_made_up(tmp_path: Path) -> None:
    chosen = replace(settings(tmp_path, "hmao_alimony"), order_reference="block")
    with pytest.raises(SettingsError, match="такие реквизиты не названы"):
        region_of(chosen)


def test_another_place_of_the_number_is_a_wrong_setting(tmp_path: Path) -> None:
    (tmp_path / "opis.toml").write_text('order_reference = "cover"', "utf-8")
    with pytest.raises(SettingsError, match="бывает «title» или «block», а не «cover»"):
        load_settings(tmp_path)
