from __future__ import annotations

import pytest

from extractors.page_text import PageText, cell, line
from extractors.printable import clean
from extractors.russian_letters import plausibility
from extractors.text_file import decode
from papers.document import BlockKind

LETTER = (
    "Уважаемая Саглара Петровна! Сообщаем, что ученик пятого класса не приходил на уроки "
    "с начала месяца; мать на звонки не отвечает. № 15 от 03.02.2025"
)


@pytest.mark.parametrize("code_page", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r", "cp866"])
def test_code_pages_are_told_apart(code_page: str) -> None:
    text = LETTER.replace("№", "N") if code_page in {"koi8-r"} else LETTER
    assert decode(text.encode(code_page)) == text


def test_utf16_without_a_mark() -> None:
    assert decode(LETTER.encode("utf-16-le")) == LETTER
    assert decode(LETTER.encode("utf-16-be")) == LETTER


def test_a_short_line_in_capitals_is_still_russian() -> None:
    assert decode("ИВАНОВА АННА".encode("cp1251")) == "ИВАНОВА АННА"


def test_plausibility_parts_writing_from_mojibake() -> None:
    assert plausibility(LETTER) > 0.7
    assert plausibility("Postanovlenie komissii") > 0.55
    for wrong in (
        LETTER.encode("cp1251").decode("koi8-r", "ignore"),
        LETTER.encode("utf-8").decode("cp1251", "ignore"),
        LETTER.encode("cp1251").decode("latin-1"),
        "".join(chr(ord(c) + 7) if "а" <= c <= "ш" else c for c in LETTER),
    ):
        assert plausibility(wrong) < 0.55
    assert plausibility("12.03.2024 — 15") == 0.0


def test_clean_keeps_letters_and_drops_what_no_page_shows() -> None:
    assert clean("\x1b[31mМать\x07\x9b") == "[31mМать"
    assert clean("Иван\u200bов\u00ad\ufeff") == "Иванов"
    assert clean("и\u0306") == "й"
    assert clean("д.\u00a05\u2028кв.") == "д. 5 кв."
    assert clean("а" + "\u0301" * 40) == "а" + "\u0301" * 2
    assert clean("1\t2\n3") == "1\t2\n3"


def test_page_text_keeps_the_conventions() -> None:
    page = PageText(1)
    page.add(BlockKind.HEADER, [line("Школа  № 3")])
    page.add(BlockKind.BODY, [])
    page.add(BlockKind.BODY, [line("\tСудья\tА.Б. Ли"), line("  "), line("М.П.")])
    page.add(BlockKind.TABLE, [[cell("1"), cell(""), cell("да")]])
    text = page.finish()
    assert text == "Школа № 3\n\nСудья\tА.Б. Ли\nМ.П.\n\n1\t\tда\n"
    assert [text[w.start : w.stop] for w in page.words] == [w.text for w in page.words]
    assert [(b.kind, text[b.start : b.stop]) for b in page.blocks] == [
        (BlockKind.HEADER, "Школа № 3\n"),
        (BlockKind.BODY, "Судья\tА.Б. Ли\nМ.П.\n"),
        (BlockKind.TABLE, "1\t\tда\n"),
    ]
