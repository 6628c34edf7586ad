from __future__ import annotations

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from extractors.word_numbering import Numbering, formatted
from extractors.word_styles import WordStyles

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def level(place: int, text: str, kind: str = "decimal", more: str = "", start: int = 1) -> str:
    return (
        f"<w:lvl w:ilvl='{place}'><w:start w:val='{start}'/><w:numFmt w:val='{kind}'/>{more}"
        f"<w:lvlText w:val='{text}'/></w:lvl>"
    )


def definition(*levels: str, name: int = 0, more: str = "") -> str:
    return f"<w:abstractNum w:abstractNumId='{name}'>{more}{''.join(levels)}</w:abstractNum>"


def number(name: int, of: int = 0, more: str = "") -> str:
    return f"<w:num w:numId='{name}'><w:abstractNumId w:val='{of}'/>{more}</w:num>"


def p(text: str, name: int | None = 1, place: int = 0, style: str = "") -> str:
    listed = (
        ""
        if name is None
        else f"<w:numPr><w:ilvl w:val='{place}'/><w:numId w:val='{name}'/></w:numPr>"
    )
    styled = f"<w:pStyle w:val='{style}'/>" if style else ""
    return f"<w:p><w:pPr>{styled}{listed}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def labels(lists: str, *paragraphs: str, styles: str = "") -> list[str]:
    body = parse_xml(f"<w:body {W}>{''.join(paragraphs)}</w:body>")
    sheet = WordStyles(parse_xml(f"<w:styles {W}>{styles}</w:styles>"))
    Numbering(parse_xml(f"<w:numbering {W}>{lists}</w:numbering>"), sheet).write(body)
    return [
        "".join(text.text or "" for text in one.iter(qn("w:t"))) for one in body.iter(qn("w:p"))
    ]


LEGAL = definition(
    level(0, "%1."), level(1, "%1.%2."), level(2, "%3)", "russianLower"), name=0
) + number(1)


def test_levels_count_on_and_start_anew_below_a_higher_one() -> None:
    shown = labels(
        LEGAL,
        p("Поставить на учёт"),
        p("Школе:"),
        p("проверить", place=1),
        p("сообщить", place=1),
        p("письменно", place=2),
        p("устно", place=2),
        p("Без номера", None),
        p("Контроль"),
        p("срок", place=1),
        p("Снят номер", 0),
    )
    assert shown == [
        "1. Поставить на учёт",
        "2. Школе:",
        "2.1. проверить",
        "2.2. сообщить",
        "а) письменно",
        "б) устно",
        "Без номера",
        "3. Контроль",
        "3.1. срок",
        "Снят номер",
    ]


def test_lists_of_one_definition_count_together_unless_one_starts_anew() -> None:
    anew = number(2, more="<w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride>")
    shown = labels(LEGAL + number(3) + anew, p("а"), p("б", 3), p("в", 2), p("г", 2), p("д"))
    assert shown == ["1. а", "2. б", "1. в", "2. г", "3. д"]


def test_a_list_may_have_a_level_of_its_own() -> None:
    own = (
        f"<w:lvlOverride w:ilvl='0'>{level(0, 'Статья %1', 'upperRoman', start=4)}</w:lvlOverride>"
    )
    assert labels(LEGAL + number(2, more=own), p("а", 2), p("б", 2)) == [
        "Статья IV а",
        "Статья V б",
    ]


def test_a_style_numbers_its_paragraphs() -> None:
    lists = definition(
        level(0, "%1.", more="<w:pStyle w:val='Head'/>"),
        level(1, "%1.%2", more="<w:pStyle w:val='Sub'/>"),
    ) + number(1)
    numbered = "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>"
    styles = (
        f"<w:style w:styleId='Head'>{numbered}</w:style>"
        f"<w:style w:styleId='Sub'>{numbered}</w:style>"
        "<w:style w:styleId='Same'><w:basedOn w:val='Head'/></w:style>"
    )
    shown = labels(
        lists,
        p("Общее", None, style="Head"),
        p("часть", None, style="Sub"),
        p("Итог", None, style="Same"),
        p("Не в счёт", 0, style="Head"),
        styles=styles,
    )
    assert shown == ["1. Общее", "1.1 часть", "2. Итог", "Не в счёт"]


def test_a_definition_may_lie_behind_a_style_and_show_higher_numbers_in_figures() -> None:
    lists = (
        definition(
            level(0, "%1", "upperRoman"),
            level(1, "%1.%2", more="<w:isLgl/>"),
            name=5,
            more="<w:styleLink w:val='L'/>",
        )
        + definition(name=6, more="<w:numStyleLink w:val='L'/>")
        + number(1, of=6)
    )
    assert labels(lists, p("а"), p("б", place=1)) == ["I а", "1.1 б"]


def test_bullets_are_left_out_unless_they_are_boxes_to_tick() -> None:
    wingdings = "<w:rPr><w:rFonts w:ascii='Wingdings'/></w:rPr>"
    box = level(0, "\uf0a8", "bullet").replace("</w:lvl>", f"{wingdings}</w:lvl>")
    lists = definition(box) + number(1) + definition(level(0, "•", "bullet"), name=1) + number(2, 1)
    assert labels(lists, p("газ"), p("вода", 2)) == ["☐ газ", "вода"]


def test_an_empty_paragraph_shows_its_number_and_copies_are_not_counted() -> None:
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    twice = (
        f"<w:r><mc:AlternateContent xmlns:mc='{mc}'><mc:Choice>{p('раз')}</mc:Choice>"
        f"<mc:Fallback>{p('раз')}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    shown = labels(LEGAL, p(""), f"<w:p>{twice}</w:p>", p("два"))
    assert shown == ["1. ", "2. разраз", "2. раз", "раз", "3. два"]


@pytest.mark.parametrize(
    ("number", "kind", "written"),
    [
        (7, "decimal", "7"),
        (7, "decimalZero", "07"),
        (2, "lowerLetter", "b"),
        (27, "upperLetter", "AA"),
        (29, "russianUpper", "Я"),
        (30, "russianLower", "аа"),
        (14, "lowerRoman", "xiv"),
        (1994, "upperRoman", "MCMXCIV"),
        (5000, "upperRoman", "5000"),
        (3, "chineseCounting", "3"),
        (3, "none", ""),
    ],
)
def test_ways_of_writing_a_number(number: int, kind: str, written: str) -> None:
    assert formatted(number, kind) == written
