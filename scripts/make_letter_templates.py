"""Make the Word templates of letters, in the layout of ГОСТ Р 7.0.97, from the texts below.

Run it after a change and commit what it writes: the same texts make the same bytes.
"""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

REGIONS = Path(__file__).parents[1] / "casework" / "regions"
_WIDTH = Mm(170)

_FAMILY = [
    "{%p for parent in parents %}",
    "{{ parent.name }}{% if parent.birth_date %}, {{ parent.birth_date }} г.р.{% endif %} — {{ parent.role }}{% if parent.work %}, {{ parent.work }}{% endif %}",
    "{%p endfor %}",
    "{%p for child in children %}",
    "{{ child.name }}{% if child.birth_date %}, {{ child.birth_date }} г.р.{% endif %} — несовершеннолетний ребенок{% if child.work %}, {{ child.work }}{% endif %}",
    "{%p endfor %}",
]
_WORK = [
    "{%p if patronage %}",
    "За отчетный период проведены патронажи семьи:",
    "{%p for visit in patronage %}",
    "{{ visit.date }} — {{ visit.text }}",
    "{%p endfor %}",
    "{%p endif %}",
    "{%p if services %}",
    "Оказаны социальные услуги:",
    "{%p for service in services %}",
    "{{ service.date }}{% if service.text %} — {{ service.text }}{% endif %}",
    "{%p endfor %}",
    "{%p endif %}",
]
_BODIES = [
    "{%p if bodies %}",
    "Поступила информация органов и учреждений системы профилактики:",
    "{%p for body in bodies %}",
    "{{ body.date }} — {{ body.text }}",
    "{%p endfor %}",
    "{%p endif %}",
]
_REGISTERED = "Семья состоит на учете с {{ registered_on }} (протокол: {{ registration_session }}). Причина постановки на учет: {{ registration_reason }}."

#: Paragraphs of each letter, and what is sent with it.
LETTERS: dict[str, dict[str, tuple[list[str], list[str]]]] = {
    "kalmykia": {
        "registration_place": (
            [
                "Сообщаем, что на территории нашего муниципального образования фактически проживает семья, зарегистрированная по адресу: {{ registration_address }}.",
                "Состав семьи:",
                *_FAMILY,
                "Адрес фактического проживания: {{ address }}.",
                "Признаки неблагополучия: {{ signs }}.",
                "Индивидуально-профилактическая работа с семьей организуется по месту фактического проживания. Просим сообщить имеющиеся у вас сведения о семье.",
            ],
            [],
        ),
        "prevention_notice": (
            [
                "В соответствии со статьей 9 Федерального закона от 24.06.1999 № 120-ФЗ «Об основах системы профилактики безнадзорности и правонарушений несовершеннолетних» информируем о выявлении семьи (несовершеннолетних).",
                "Состав семьи:",
                *_FAMILY,
                "Адрес проживания: {{ address }}.",
                "Информация поступила {{ known_since }}. Признаки неблагополучия: {{ signs }}.",
                "Просим сообщить имеющиеся сведения о семье и о принятых мерах в пределах компетенции.",
            ],
            [],
        ),
        "kdn_materials": (
            [
                "На основании изученных документов принято решение о том, что семья находится в социально опасном положении.",
                "Состав семьи:",
                *_FAMILY,
                "Адрес проживания: {{ address }}.",
                "Причина постановки на учет: {{ registration_reason }}.",
                "Направляем материалы для рассмотрения вопроса о постановке семьи (несовершеннолетних) на учет как находящейся в социально опасном положении и об определении ответственного органа.",
            ],
            [
                "первичный акт обследования жилищно-бытовых условий семьи от {{ act_date }};",
                "решение о признании нуждающимся в социальном обслуживании {{ need_decision }}.",
            ],
        ),
        "coordinator_progress": (
            [
                "Информируем о выполнении плана индивидуальной профилактической работы {{ period }}.",
                "Семья: {{ family }}, адрес проживания: {{ address }}. План: {{ plan }}.",
                _REGISTERED,
                *_WORK,
                "Выводы: {{ analysis }}",
            ],
            [],
        ),
        "kdn_plan_analysis": (
            [
                "Направляем анализ выполнения комплексного межведомственного плана индивидуальной профилактической работы всеми ведомствами системы профилактики {{ period }}.",
                "Семья: {{ family }}, адрес проживания: {{ address }}. План: {{ plan }}.",
                _REGISTERED,
                *_BODIES,
                *_WORK,
                "Анализ: {{ analysis }}",
            ],
            [],
        ),
        "kdn_conclusion": (
            [
                "Направляем заключение с анализом изменения ситуации в семье {{ period }}.",
                "Состав семьи:",
                *_FAMILY,
                "Адрес проживания: {{ address }}.",
                _REGISTERED,
                *_WORK,
                "Заключение: {{ analysis }}",
            ],
            [],
        ),
        "kdn_removal_petition": (
            [
                "Консилиум учреждения ходатайствует о снятии с учета семьи (несовершеннолетних).",
                "Состав семьи:",
                *_FAMILY,
                "Адрес проживания: {{ address }}.",
                _REGISTERED,
                "Основание снятия с учета: {{ removal_reason }}. Протокол консилиума: {{ council }}.",
                "Итоги работы с семьей: {{ analysis }}",
            ],
            [],
        ),
    },
    "hmao_alimony": {
        "bailiffs_request": (
            [
                "В учреждении на социальном сопровождении состоит семья, в отношении детей которой родитель не исполняет обязанности по содержанию.",
                "Состав семьи:",
                *_FAMILY,
                "Исполнительное производство: {{ enforcement }}. Договор о социальном обслуживании: {{ contract }}.",
                "Просим сообщить о ходе исполнительного производства, размере задолженности и о принятых мерах.",
                "{{ analysis }}",
            ],
            [],
        ),
    },
}


def main() -> None:
    for region, letters in LETTERS.items():
        folder = Path(sys.argv[1] if len(sys.argv) > 1 else REGIONS) / region / "letters"
        folder.mkdir(parents=True, exist_ok=True)
        for name, (text, enclosed) in letters.items():
            (folder / f"{name}.docx").write_bytes(_fixed(_letter(text, enclosed)))


def _letter(text: list[str], enclosed: list[str]) -> Any:
    document = Document()
    _page(document)
    _letterhead(document)
    _requisites(document)
    subject = document.add_paragraph("{{ subject }}")
    subject.paragraph_format.space_before = subject.paragraph_format.space_after = Pt(14)
    subject.paragraph_format.right_indent = Mm(85)
    for line in text:
        _body(document, line)
    _enclosures(document, enclosed)
    _signature(document)
    return document


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(10)
    section.top_margin = section.bottom_margin = Mm(20)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(13)
    style.element.rPr.rFonts.set(qn("w:cs"), "Times New Roman")
    style.paragraph_format.space_after = Pt(0)
    document.core_properties.title = "Письмо"
    document.core_properties.author = document.core_properties.comments = ""


def _letterhead(document: Any) -> None:
    for text, size, bold in (("{{ institution }}", 13, True), ("{{ letterhead }}", 10, False)):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(text)
        run.font.size, run.bold = Pt(size), bold
    borders = OxmlElement("w:pBdr")
    line = OxmlElement("w:bottom")
    for key, value in (("val", "single"), ("sz", "8"), ("space", "4"), ("color", "auto")):
        line.set(qn(f"w:{key}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:jc", "w:rPr")
    paragraph.paragraph_format.space_after = Pt(12)


def _requisites(document: Any) -> None:
    """Date and number on the left, the addressee on the right, without lines."""
    left, right = _row(document, (Mm(80), Mm(90)))
    left.paragraphs[0].add_run("{{ date }} № {{ number }}")
    left.add_paragraph("На {{ reply_to }}")
    right.paragraphs[0].add_run("{{ addressee }}")


def _row(document: Any, widths: tuple[int, ...]) -> Any:
    table = document.add_table(rows=1, cols=len(widths))
    table.autofit = False
    for cell, width in zip(table.rows[0].cells, widths, strict=True):
        cell.width = width
    return table.rows[0].cells


def _body(document: Any, line: str) -> None:
    paragraph = document.add_paragraph(line)
    if line.startswith("{%p"):
        return
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Mm(12.5)


def _enclosures(document: Any, enclosed: list[str]) -> None:
    for number, line in enumerate(enclosed, 1):
        if number == 1:
            document.add_paragraph("Приложение:").paragraph_format.space_before = Pt(12)
        document.add_paragraph(f"{number}. {line}").paragraph_format.left_indent = Mm(12.5)


def _signature(document: Any) -> None:
    document.add_paragraph().paragraph_format.space_after = Pt(24)
    post, _, name = _row(document, (Mm(70), Mm(45), Mm(55)))
    post.paragraphs[0].add_run("{{ director_post }}")
    name.paragraphs[0].add_run("{{ director }}")
    name.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    executor = document.add_paragraph()
    executor.paragraph_format.space_before = Pt(36)
    executor.add_run("Исполнитель: {{ executor }}").font.size = Pt(10)


def _fixed(document: Any) -> bytes:
    """The DOCX without the moment at which it was packed."""
    packed, made = io.BytesIO(), io.BytesIO()
    document.save(packed)
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return made.getvalue()


if __name__ == "__main__":
    main()
