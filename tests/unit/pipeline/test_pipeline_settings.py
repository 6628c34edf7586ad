"""Who is heard first, and what is said of a value that can't be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from extractors.limits import Limits
from pipeline.build import build
from pipeline.settings import Settings, SettingsError, load_settings

NAMES = ("OPIS_DATA", "OPIS_JOBS", "OPIS_USER", "OPIS_DATABASE_URL")


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def configured(folder: Path, text: str) -> Settings:
    (folder / "opis.toml").write_text(text, "utf-8")
    return load_settings(folder)


def test_without_a_word_everything_has_a_default(tmp_path: Path) -> None:
    settings = load_settings(tmp_path)
    assert settings.data == tmp_path
    assert settings.jobs >= 1
    assert settings.user
    assert (settings.institution, settings.region) == ("", "kalmykia")
    assert settings.database_url is None
    assert settings.limits == Limits()


def test_the_file_speaks_for_the_institution(tmp_path: Path) -> None:
    settings = configured(
        tmp_path,
        'institution = "БУ РК «КЦСОН»"\njobs = 3\ndatabase_url = "postgresql:///opis"\n'
        "[limits]\npages = 20\n",
    )
    assert (settings.institution, settings.jobs) == ("БУ РК «КЦСОН»", 3)
    assert settings.database_url == "postgresql:///opis"
    assert settings.limits.pages == 20
    assert settings.limits.file_bytes == Limits().file_bytes


def test_the_command_line_beats_the_environment_and_that_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = 'jobs = 3\ndatabase_url = "postgresql:///file"'
    monkeypatch.setenv("OPIS_JOBS", "5")
    monkeypatch.setenv("OPIS_USER", "sidorova")
    monkeypatch.setenv("OPIS_DATABASE_URL", "postgresql:///environment")
    settings = configured(tmp_path, text)
    assert (settings.jobs, settings.user) == (5, "sidorova")
    assert settings.database_url == "postgresql:///environment"
    assert load_settings(tmp_path, jobs=7).jobs == 7
    monkeypatch.setenv("OPIS_DATA", str(tmp_path / "elsewhere"))
    assert load_settings().data == tmp_path / "elsewhere"
    assert load_settings(tmp_path).data == tmp_path


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("jobs = 0", "целое число от 1"),
        ('jobs = "two"', "«jobs»"),
        ("institution = 7", "«institution»"),
        ("colour = 'red'", "неизвестные ключи: colour"),
        ("limits = 3", "должен быть таблицей"),
        ("[limits]\npages = 0", "больше нуля"),
        ("[limits]\npages = 'many'", "«pages»"),
        ("[limits]\nsheets = 3", "неизвестные ключи: sheets"),
        ("= = =", "не читается как TOML"),
    ],
)
def test_a_wrong_file_is_told_in_russian(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        configured(tmp_path, text)


@pytest.mark.parametrize("value", ["0", "-1", "many", "1000", "1.5", "²"])
def test_a_wrong_number_of_jobs_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("OPIS_JOBS", value)
    with pytest.raises(SettingsError, match="OPIS_JOBS"):
        load_settings(tmp_path)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"database_url": "no address at all"}, "База данных не открывается"),
        ({"database_url": "postgresql://opis@/none?host=/nowhere"}, "База данных не открывается"),
        ({"data": Path("/proc/nowhere")}, "папка не открывается"),
        ({"region": "atlantis"}, "atlantis"),
    ],
)
def test_what_cannot_be_opened_is_told_in_russian(
    tmp_path: Path, changes: dict[str, object], message: str
) -> None:
    settings = replace(load_settings(tmp_path), **changes)
    with pytest.raises(SettingsError, match=message):
        build(settings)
