"""What else stands in Word documents than plain paragraphs, each in a file of its own."""

from __future__ import annotations

import zipfile
from pathlib import Path

from extractors.reader import Reader
from ingest.identify import identify
from papers.document import BlockKind, Document
from papers.outcome import WarningCode
from papers.source import MediaKind

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPED = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def word(path: Path, body: str, **parts: str) -> Document:
    """Read a DOCX of this body; `parts` are further parts by the kind of their relationship."""
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{TYPED}.{content}+xml"/>'
        for name, content in {"document": "document.main", **{kind: kind for kind in parts}}.items()
    )
    rels = "".join(
        f'<Relationship Id="r{index}" Type="{RELATED}/{kind}" Target="{kind}.xml"/>'
        for index, kind in enumerate(parts)
    )
    listing = "http://schemas.openxmlformats.org/package/2006"
    members = {
        "[Content_Types].xml": f'<Types xmlns="{listing}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package'
        f'.relationships+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{listing}/relationships"><Relationship Id="r" '
        f'Type="{RELATED}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{listing}/relationships">'
        f"{rels}</Relationships>",
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        **{f"word/{kind}.xml": text for kind, text in parts.items()},
    }
    file = path / "a.docx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in members.items():
            package.writestr(name, HEAD + text)
    assert identify(file, file.name).media is MediaKind.DOCX
    return Reader().read(file, MediaKind.DOCX)


def p(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def r(text: str) -> str:
    return f"<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>"


def control(content: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def codes(document: Document) -> list[WarningCode]:
    return [warning.code for warning in document.warnings]


def test_text_boxes_of_both_kinds(tmp_path: Path) -> None:
    drawn = f"<wps:txbx><w:txbxContent>{p(r('Вх. № 7'))}</w:txbxContent></wps:txbx>"
    old = f"<v:textbox><w:txbxContent>{p(r('Вх. № 7'))}</w:txbxContent></v:textbox>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{drawn}</w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict>{old}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    only_old = f"<w:r><w:pict><v:shape>{old.replace('7', '8')}</v:shape></w:pict></w:r>"
    document = word(tmp_path, p(both, r("Письмо школы")) + p(only_old, r("Ответ")))
    assert document.text == "Вх. № 7\n\nПисьмо школы\n\nВх. № 8\n\nОтвет\n"
    assert [block.kind for block in document.blocks] == [
        BlockKind.TEXT_BOX,
        BlockKind.BODY,
        BlockKind.TEXT_BOX,
        BlockKind.BODY,
    ]


def test_headers_footers_footnotes_and_endnotes(tmp_path: Path) -> None:
    note = "<w:{0}s {1}><w:{0} w:type='separator'>{2}</w:{0}><w:{0} w:id='2'>{3}</w:{0}></w:{0}s>"
    document = word(
        tmp_path,
        p(r("Семья на учёте")),
        header=f"<w:hdr {NAMESPACES}>{p(r('Школа № 3'))}</w:hdr>",
        footer=f"<w:ftr {NAMESPACES}>{p(r('Исполнитель Ли'))}</w:ftr>",
        footnotes=note.format("footnote", NAMESPACES, p(r("нет")), p(r("с марта"))),
        endnotes=note.format("endnote", NAMESPACES, p(r("нет")), p(r("по протоколу"))),
    )
    assert document.text == (
        "Школа № 3\n\nСемья на учёте\n\nс марта\n\nпо протоколу\n\nИсполнитель Ли\n"
    )


def test_tracked_changes(tmp_path: Path) -> None:
    deleted = "<w:del><w:r><w:delText>однажды </w:delText></w:r></w:del>"
    document = word(tmp_path, p(r("Посетить "), f"<w:ins>{r('дважды ')}</w:ins>", deleted))
    assert document.text == "Посетить дважды\n"
    assert codes(document) == [WarningCode.TRACKED_CHANGES]


def test_content_controls_of_every_kind(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        return f"<w:tr>{''.join(cells)}</w:tr>"

    def cell(text: str) -> str:
        return f"<w:tc>{p(r(text))}</w:tc>"

    ruled = "<w:tblPr><w:tblBorders><w:insideH w:val='single'/></w:tblBorders></w:tblPr>"
    rows = (
        row(cell("Ребёнок"), control(cell("Класс")))
        + control(row(cell("Ким Ян"), cell("4")))
        + row(cell("Ким Анна"), f"<w:tc>{control(p(r('2')))}</w:tc>")
    )
    document = word(
        tmp_path,
        p(r("Дата: "), control(r("12.03.2025")))
        + control(p(r("Школа: вторая")))
        + f"<w:tbl>{ruled}{rows}</w:tbl>",
    )
    assert document.text == (
        "Дата: 12.03.2025\nШкола: вторая\n\nРебёнок\tКласс\nКим Ян\t4\nКим Анна\t2\n"
    )


def test_a_table_in_a_table_in_a_table(tmp_path: Path) -> None:
    nested = p(r("Очирова"))
    for name in ("третья", "вторая", "первая"):
        nested = f"<w:tbl><w:tr><w:tc>{p(r(name))}{nested}</w:tc></w:tr></w:tbl>{p()}"
    document = word(tmp_path, nested)
    assert document.text.split() == ["первая", "вторая", "третья", "Очирова"]


def test_symbols_hyphens_spaces_and_breaks(tmp_path: Path) -> None:
    document = word(
        tmp_path,
        p(
            "<w:r><w:sym w:font='Wingdings' w:char='F0FE'/><w:t> газ</w:t><w:br/>"
            "<w:t>13</w:t><w:noBreakHyphen/><w:t>лет</w:t><w:softHyphen/><w:t>няя</w:t><w:cr/>"
            "<w:t>не\u00adсовершен\u00adнолет\u00adняя, д.\u00a05, кв.\u202f7</w:t></w:r>"
        ),
    )
    assert document.text == "☑ газ\n13-летняя\nнесовершеннолетняя, д. 5, кв. 7\n"


def test_fields_show_their_results_only(tmp_path: Path) -> None:
    def mark(kind: str) -> str:
        return f"<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>"

    def complex_field(told: str, shown: str) -> str:
        instruction = f"<w:r><w:instrText>{told}</w:instrText></w:r>"
        return mark("begin") + instruction + mark("separate") + r(shown) + mark("end")

    document = word(
        tmp_path,
        p(r("Мать: "), complex_field("MERGEFIELD ФИО", "Очирова С.Б."))
        + p(f"<w:hyperlink r:id='r9'>{r('school@example.org')}</w:hyperlink>")
        + p(r("стр. "), f"<w:fldSimple w:instr='PAGE'>{r('1')}</w:fldSimple>"),
    )
    assert document.text == "Мать: Очирова С.Б.\nschool@example.org\nстр. 1\n"


def test_automatic_numbers_belong_to_the_text(tmp_path: Path) -> None:
    def level(place: int, text: str) -> str:
        return (
            f"<w:lvl w:ilvl='{place}'><w:start w:val='1'/><w:numFmt w:val='decimal'/>"
            f"<w:lvlText w:val='{text}'/></w:lvl>"
        )

    def item(place: int, text: str) -> str:
        listed = f"<w:numPr><w:ilvl w:val='{place}'/><w:numId w:val='1'/></w:numPr>"
        return p(f"<w:pPr>{listed}</w:pPr>", r(text))

    lists = (
        f"<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId='0'>{level(0, '%1.')}"
        f"{level(1, '%1.%2.')}</w:abstractNum>"
        "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>"
    )
    body = p(r("Постановила:")) + item(0, "Признать") + item(1, "Школе") + item(0, "Контроль")
    document = word(tmp_path, body, numbering=lists)
    assert document.text == "Постановила:\n1. Признать\n1.1. Школе\n2. Контроль\n"


def test_comments_are_no_part_of_the_paper(tmp_path: Path) -> None:
    remark = (
        f"<w:comments {NAMESPACES}><w:comment w:id='1'>{p(r('проверь'))}</w:comment></w:comments>"
    )
    body = p(
        "<w:commentRangeStart w:id='1'/>",
        r("Адрес: Речная, 3"),
        "<w:commentRangeEnd w:id='1'/><w:r><w:commentReference w:id='1'/></w:r>",
    )
    document = word(tmp_path, body, comments=remark)
    assert document.text == "Адрес: Речная, 3\n"
    assert document.warnings == ()


def test_an_embedded_document_is_told_of(tmp_path: Path) -> None:
    document = word(tmp_path, p(r("До")) + "<w:altChunk r:id='r9'/>" + p(r("После")))
    assert document.text == "До\nПосле\n"
    assert codes(document) == [WarningCode.ALTCHUNK_NOT_READ]
