"""An office's files add to the package's; what can't be used is said with file and key."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.holders import Holder
from nlp.lexicon.files import NAMES, LexiconError, LexiconFiles, added
from nlp.lexicon.signs import HOLDERS
from nlp.lexicon.words import Lexicon

LEAVES = st.lists(st.integers(), max_size=3)
TABLES = st.recursive(
    st.dictionaries(st.sampled_from("абв"), LEAVES, max_size=3),
    lambda inner: st.dictionaries(st.sampled_from("где"), inner, max_size=3),
    max_leaves=6,
)


def office(folder: Path, name: str, text: str) -> Path:
    (folder / f"{name}.toml").write_text(text, "utf-8")
    return folder


def test_every_file_of_the_package_can_be_read_and_none_is_forgotten() -> None:
    files = LexiconFiles()
    assert all(isinstance(files.table(name), dict) for name in NAMES)


def test_holders_of_signs_are_those_that_are_told_apart() -> None:
    assert {holder.value for holder in Holder} | {"any"} == HOLDERS


def test_tables_are_merged_lists_appended_the_rest_replaced() -> None:
    own = {"a": {"list": ["x"], "number": 1, "kept": True}}
    more = {"a": {"list": ["y"], "number": 2.5}, "b": "new"}
    expected = {"a": {"list": ["x", "y"], "number": 2.5, "kept": True}, "b": "new"}
    assert added(own, more, "") == expected


@given(TABLES)
def test_nothing_added_changes_nothing(table: dict[str, object]) -> None:
    assert added(table, {}, "") == table == added({}, table, "")


def test_no_folder_is_no_office(tmp_path: Path) -> None:
    assert Lexicon.load(tmp_path / "missing") == Lexicon.load()


def test_words_written_as_text_are_a_list_too(tmp_path: Path) -> None:
    own = Lexicon.load().roles["guardian"]
    folder = office(tmp_path, "roles", 'guardian = """приёмная мама | патронат\nназваный отец"""')
    words = ("приёмная мама", "патронат", "названый отец")
    assert Lexicon.load(folder).roles["guardian"] == own + words


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("signs", "[truancy", "signs.toml: не читается как TOML"),
        ("sings", "", "sings.toml: такого словаря нет. Бывают: assertion.toml"),
        ("signs", "low_income = 1", "signs.toml, low_income: здесь должно быть таблица"),
        ("signs", "[low_income]\nunless = ['(а']", "low_income, unless: неверное выражение «.а»"),
        ("signs", "[low_income]\nfrases = ['а']", "low_income: нет таких ключей: frases"),
        ("signs", "[low_income]\nphrases = ['~2 дом']", "«~2 дом» — не фраза"),
        ("signs", "[low_income]\nphrases = [' ']", "phrases: здесь должен быть список текстов"),
        ("signs", "[low_income]\nconfidence = 7", "confidence: уверенность"),
        (
            "signs",
            "[x]\nsigns = 'flying'\nphrases = ['а']",
            "signs: нет таких признаков: flying",
        ),
        ("signs", "[x]\nsigns = {cat = 'truancy'}\nphrases = ['а']", "нет таких лиц: cat"),
        ("signs", "[x]\nphrases = ['а']", "x, signs: нужен признак"),
        ("assertion", "law = ['<lawful>']", "assertion.toml, law: «<lawful>» ни на что"),
        ("assertion", "law = ['<law>']", "assertion.toml, law: «<law>» ни на что"),
        ("assertion", "odd = ['а']", "assertion.toml: нет таких записей: odd"),
        ("roles", "aunt = 'тетя'", "roles.toml: нет таких ролей: aunt"),
        ("kinds", "[kind.cuort_act.title]\n'акт' = 3", "cuort_act: нет такого вида бумаг"),
        (
            "kinds",
            "[kind.court_act]\nfields = ['color']",
            "fields: нет таких полей: color",
        ),
        ("kinds", "[kind.court_act]\nfields = ['@odd']", "court_act: нет таких наборов полей: odd"),
        ("kinds", "[kind.court_act.text]\n'суд' = 'много'", "court_act, text, суд: здесь должно"),
        ("kinds", "[kind.court_act.layout]\nround = 1", "layout: нет таких примет листа: round"),
        ("fields", "[gas]\ntype = 'date'", "gas: нет обязательного «labels»"),
        ("fields", "[gas]\nlabels = ['газ']\ntype = 'smell'", "gas, type: бывает number, date"),
        ("fields", "['газ']\nlabels = ['газ']\ntype = 'date'", "имя поля пишется латинскими"),
        (
            "fields",
            "[gas]\nlabels = ['газ']\ntype = 'date'\nkinds = ['bill']",
            "gas, kinds: нет таких видов бумаг: bill",
        ),
    ],
)
def test_what_can_not_be_used_is_told_with_its_place(
    tmp_path: Path, name: str, text: str, message: str
) -> None:
    with pytest.raises(LexiconError, match=message):
        Lexicon.load(office(tmp_path, name, text))
