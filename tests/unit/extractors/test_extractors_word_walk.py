from __future__ import annotations

from docx.oxml import parse_xml

from extractors.word_styles import WordStyles
from extractors.word_walk import Walk
from papers.document import BlockKind
from papers.outcome import WarningCode

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
RULED = "<w:tblPr><w:tblBorders><w:insideH w:val='single'/></w:tblBorders></w:tblPr>"


def walk(body: str, styles: str = "") -> tuple[list[tuple[BlockKind, list[list[str]]]], set[str]]:
    sheet = WordStyles(parse_xml(f"<w:styles {NAMESPACES}>{styles}</w:styles>"))
    walker = Walk(sheet)
    blocks = walker.story(parse_xml(f"<w:body {NAMESPACES}>{body}</w:body>"), BlockKind.BODY)
    return [(block.kind, list(block.rows)) for block in blocks], set(walker.seen)


def p(*runs: str) -> str:
    return "<w:p>" + "".join(runs) + "</w:p>"


def r(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def table(*rows: list[str], properties: str = "") -> str:
    cells = "".join(
        "<w:tr>" + "".join(f"<w:tc>{content}</w:tc>" for content in row) + "</w:tr>" for row in rows
    )
    return f"<w:tbl>{properties}{cells}</w:tbl>"


def test_insertions_are_read_and_deletions_are_not() -> None:
    blocks, seen = walk(
        p(
            r("Направить "),
            f"<w:ins>{r('повторно ')}</w:ins>",
            "<w:del><w:r><w:delText>однажды </w:delText></w:r></w:del>",
            f"<w:moveFrom>{r('прежде ')}</w:moveFrom>",
            r("ответ"),
        )
    )
    assert blocks == [(BlockKind.BODY, [["Направить повторно ответ"]])]
    assert seen == {WarningCode.TRACKED_CHANGES}


def test_special_characters_of_a_run() -> None:
    blocks, _ = walk(
        p(
            "<w:r><w:t>13</w:t><w:noBreakHyphen/><w:t>летний</w:t><w:br/><w:t>нет</w:t><w:tab/>"
            "<w:sym w:font='Wingdings' w:char='F0FE'/></w:r>",
            "<w:r><w:instrText>PAGE</w:instrText></w:r>",
            f"<w:hyperlink>{r(' да')}</w:hyperlink>",
        )
    )
    assert blocks == [(BlockKind.BODY, [["13-летний"], ["нет", "☑ да"]])]


def test_hidden_and_white_text_is_left_out_with_a_warning() -> None:
    style = "<w:style w:styleId='S'><w:rPr><w:vanish/></w:rPr></w:style>"
    blocks, seen = walk(
        p(
            r("видно"),
            r("тайно", "<w:vanish/>"),
            r("бело", "<w:color w:val='FFFFFF'/>"),
            r("стиль", "<w:rStyle w:val='S'/>"),
            r(" и это", "<w:vanish w:val='0'/>"),
            r(" на чёрном", "<w:color w:val='FFFFFF'/><w:shd w:fill='000000'/>"),
        ),
        style,
    )
    assert blocks == [(BlockKind.BODY, [["видно и это на чёрном"]])]
    assert seen == {WarningCode.HIDDEN_TEXT}


def test_a_text_box_is_read_once_and_splits_no_sentence() -> None:
    box = f"<w:txbxContent>{p(r('Вх. № 7'))}</w:txbxContent>"
    both = (
        "<w:r><mc:AlternateContent>"
        f"<mc:Choice Requires='wps'><wps:txbx>{box}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><v:textbox>{box}</v:textbox></mc:Fallback></mc:AlternateContent></w:r>"
    )
    blocks, _ = walk(p(r("Семья состоит ")) + p(r("на учёте "), both, r("с марта")))
    assert blocks == [
        (BlockKind.BODY, [["Семья состоит"]]),
        (BlockKind.TEXT_BOX, [["Вх. № 7"]]),
        (BlockKind.BODY, [["на учёте с марта"]]),
    ]


def test_rows_of_a_ruled_table_are_lines_of_cells() -> None:
    blocks, _ = walk(
        table(
            [p(r("Ребёнок")), p(r("Родился"))],
            [p(r("Ли")) + p(r("Ян")), ""],
            properties=RULED,
        )
    )
    assert blocks == [(BlockKind.TABLE, [["Ребёнок", "Родился"], ["Ли Ян", ""]])]


def test_a_letterhead_table_comes_cell_by_cell() -> None:
    left, right = p(r("Школа")) + p(r("Исх. № 5")), p(r("Директору")) + p(r("центра"))
    blocks, _ = walk(table([left, right]) + table([p(r("1 мая")), p(r("с. Троицкое"))]))
    assert blocks == [
        (BlockKind.TABLE, [["Школа"], ["Исх. № 5"]]),
        (BlockKind.TABLE, [["Директору"], ["центра"]]),
        (BlockKind.TABLE, [["1 мая", "с. Троицкое"]]),
    ]


def test_tables_in_tables_content_controls_and_deleted_rows() -> None:
    inner = table([p(r("а")), p(r("б"))])
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{p(r('в поле'))}</w:sdtContent></w:sdt>"
    deleted = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{p(r('нет'))}</w:tc></w:tr>"
    blocks, seen = walk(f"<w:tbl><w:tr><w:tc>{inner}{control}</w:tc></w:tr>{deleted}</w:tbl>")
    assert blocks == [(BlockKind.TABLE, [["а", "б"]]), (BlockKind.TABLE, [["в поле"]])]
    assert seen == {WarningCode.TRACKED_CHANGES}


def test_tables_in_tables_in_tables_are_walked_once() -> None:
    """Twice a level would be 2**60 times."""
    content = p(r("в самой глубине"))
    for _ in range(60):
        content = table([content])
    blocks, _ = walk(content)
    assert [rows for _, rows in blocks] == [[["в самой глубине"]]]


def test_an_embedded_document_is_told_of() -> None:
    blocks, seen = walk(p(r("до")) + "<w:altChunk/>" + p(r("после")))
    assert blocks == [(BlockKind.BODY, [["до"], ["после"]])]
    assert seen == {WarningCode.ALTCHUNK_NOT_READ}
